"""Suppressed cells that hide more than a few persons: of a sum without them nobody can say how far it falls short."""

from __future__ import annotations

from functools import lru_cache

from core.datasets import DATASETS, MOST_SUPPRESSED
from core.queries.database import MEASURED, Returns, records, select

_LARGE = """
SELECT DISTINCT hidden.year
FROM returns(${dataset}) AS hidden JOIN returns(${dataset}) AS shown USING ({cell})
WHERE hidden.symbol = 'suppressed' AND shown.value > $most
"""


@lru_cache(maxsize=64)
def years_without_bound(returns: Returns) -> frozenset[int]:
    """The years with a suppressed cell of which the same unit reported more than `MOST_SUPPRESSED` in another year."""
    years: set[int] = set()
    for dataset in MEASURED:
        cell = ", ".join(name for name in DATASETS[dataset].key if name != "year")
        sql = _LARGE.format(dataset=dataset, cell=cell)
        years |= {int(year) for (year,) in select(records, returns, sql, (dataset,), most=MOST_SUPPRESSED)}
    return frozenset(years)
