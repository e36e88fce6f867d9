"""Suppressed cells that hide more than a few persons: of a sum without them nobody can say how far it falls short."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from core.datasets import DATASETS, MOST_SUPPRESSED
from core.queries.database import MEASURED, Returns, records, select

_LARGE = """
SELECT DISTINCT hidden.year
FROM returns(${dataset}) AS hidden JOIN returns(${dataset}) AS shown USING ({cell})
WHERE hidden.symbol = 'suppressed' AND shown.value > $most AND ($measure = '' OR hidden.measure = $measure) {levels}
"""


@lru_cache(maxsize=64)
def years_without_bound(
    returns: Returns, datasets: tuple[str, ...] = MEASURED, measure: str = "", levels: tuple[str, ...] = ()
) -> frozenset[int]:
    """The years with a suppressed cell of which the same unit reported more than `MOST_SUPPRESSED` in another year: of
    every measure, or of one, and there of every level of school, or of some."""
    years: set[int] = set()
    values: dict[str, Any] = {"most": MOST_SUPPRESSED, "measure": measure, **({"levels": levels} if levels else {})}
    for dataset in datasets:
        cell = ", ".join(name for name in DATASETS[dataset].key if name != "year")
        of_levels = "AND list_contains($levels, hidden.level)" if levels else ""
        sql = _LARGE.format(dataset=dataset, cell=cell, levels=of_levels)
        years |= {int(year) for (year,) in select(records, returns, sql, (dataset,), **values)}
    return frozenset(years)
