"""Who stands behind the rows of a release: made up, confirmed, not confirmed yet."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from core.datasets import DATASETS, RowStatus
from core.queries.database import Returns
from core.queries.query import query

_KINDS = ("measure", "level", "year", "indicator")
Kind = str | int | tuple[str, ...] | tuple[int, ...]
"""A value of a column that narrows the rows of a dataset, or several of them."""
_STATUSES = "SELECT DISTINCT {columns}, status, provisional FROM returns(${dataset})"


@lru_cache(maxsize=512)
def has_illustrative_rows(returns: Returns, *datasets: str, **kinds: Kind) -> bool:
    """Whether any row of these datasets (default: of all) was made up to demonstrate, whatever the manifest says.

    `kinds` are the values of `measure`, `level`, `year` or `indicator` that count; a dataset without that column is
    not narrowed by it. Kept, as the rows are: every panel asks, and a view of a moved slider several times.
    """
    for dataset in datasets or tuple(DATASETS):
        frame = _statuses(returns, dataset)
        frame = frame[frame["status"] == RowStatus.ILLUSTRATIVE]
        for name, wanted in kinds.items():
            if name in frame.columns:
                frame = frame[frame[name].isin(wanted if isinstance(wanted, tuple) else (wanted,))]
        if not frame.empty:
            return True
    return False


@lru_cache(maxsize=512)
def has_provisional_rows(returns: Returns, *datasets: str) -> bool:
    """Whether any row of these datasets is not confirmed yet."""
    return any(bool(_statuses(returns, dataset)["provisional"].any()) for dataset in datasets)


def _statuses(returns: Returns, dataset: str) -> pd.DataFrame:
    """The different pairs of status and provisional mark in a dataset, by the columns of `_KINDS` that it has."""
    columns = [name for name in _KINDS if name in DATASETS[dataset].schema.names] or ["area"]
    return query(returns, _STATUSES.format(columns=", ".join(columns), dataset=dataset), dataset)
