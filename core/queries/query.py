"""Runs a SELECT over the complete returns of a release: what was reported, and a row for everything that is missing."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from core.queries.completeness.missing_returns import missing_rows
from core.queries.database import Returns, frame, select


def query(returns: Returns, sql: str, *datasets: str, **parameters: object) -> pd.DataFrame:
    """Run one SELECT over the named datasets of a release; the result is cached, since a release never changes.

    In `sql` the complete rows of a dataset of `OWED` are `<dataset>_returns($<dataset>)`: what was reported and, with
    the symbol `not_reported`, what is missing; `<dataset>_counted($<dataset>)` are these rows for figures of the
    district, see `core.queries.database`; the rows of any dataset as reported are `returns($<dataset>)`. Other `$names`
    come from `parameters` (hashable; a tuple arrives as a list), `$as_of` from the release. The frame may be changed by
    the caller: pandas copies on write.

    Raises:
        QueryError: a file is gone or damaged since the release was checked.
    """
    if not _completed(sql, datasets):
        returns = returns.as_reported
    return cached_rows(returns, sql, datasets, tuple(sorted(parameters.items()))).copy(deep=False)


@lru_cache(maxsize=512)
def cached_rows(
    returns: Returns, sql: str, datasets: tuple[str, ...], parameters: tuple[tuple[str, object], ...]
) -> pd.DataFrame:
    """The rows of a query as a frame of the cache, which the caller copies before changing anything."""
    missing = {f"missing_{dataset}": missing_rows(returns, dataset) for dataset in _completed(sql, datasets)}
    return select(frame, returns, sql, datasets, missing, **dict(parameters))


def _completed(sql: str, datasets: tuple[str, ...]) -> list[str]:
    """The datasets whose missing rows a query reads as well."""
    return [dataset for dataset in datasets if any(f"{dataset}_{rows}(" in sql for rows in ("returns", "counted"))]
