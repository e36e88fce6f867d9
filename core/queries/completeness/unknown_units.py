"""Units nobody knows of: while the list of units is open, what units report is never all of the district.

A statement that the list is complete holds for the units it was made of. One that came later opens it again for the
years in which that unit is in force, until it is stated anew; all other years stay as they were.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pyarrow as pa

from core.datasets import DATASETS, ListState, RowStatus
from core.queries.completeness.owed_returns import OWED
from core.queries.database import Returns, arrow_table, records, select

UNKNOWN = ""
"""The id under which they stand, all together, among the units of `missing_returns.missing_rows`."""

_YEARS = "SELECT DISTINCT year FROM {dataset}_owed(${dataset}) WHERE unit_id <> area"
_REPORTERS = """
SELECT DISTINCT unit_id, unit_valid_from, unit_valid_to, year FROM {dataset}_owed(${dataset}) WHERE unit_id <> area
"""
_ENROLLING = """
SELECT DISTINCT unit_id, unit_valid_from, unit_valid_to, NULL::INTEGER FROM returns($colleges)
WHERE stage = 'enrolling' AND actual_date IS NOT NULL
"""
_ROWS = """
SELECT * REPLACE (
    '' AS unit_id, '' AS unit_name, '' AS unit_name_en, NULL::DOUBLE AS value, 'not_reported' AS symbol,
    'published' AS status, false AS provisional, '' AS source_file, '' AS source_sheet, 0 AS source_row
)
FROM {dataset}_owed(${dataset}) WHERE unit_id <> area AND list_contains($years, year)
QUALIFY row_number() OVER (PARTITION BY {parts} ORDER BY unit_id) = 1 ORDER BY ALL
"""


@lru_cache(maxsize=256)
def open_years(returns: Returns, dataset: str) -> frozenset[int]:
    """The years of a dataset of which units may be missing of whom nobody knows.

    A release says so of its list of units. Of one that says nothing, earlier years do: the list is open while there is
    only one year. The district as one unit is all there is, and the demonstration was made with all its units.
    """
    snapshot = returns.snapshot
    years = frozenset(year for (year,) in select(records, returns, _YEARS.format(dataset=dataset), (dataset,)))
    if snapshot.list_state is ListState.COMPLETE:
        return frozenset(year for year in years if _has_grown(returns, year))
    is_open = snapshot.list_state is ListState.OPEN or (len(years) == 1 and snapshot.status != RowStatus.ILLUSTRATIVE)
    return years if is_open else frozenset()


def is_list_open(returns: Returns, dataset: str) -> bool:
    """Whether no year of a dataset can be whole, because units may be missing of whom nobody knows."""
    years = open_years(returns, dataset)
    rows = select(records, returns, _YEARS.format(dataset=dataset), (dataset,)) if years else ()
    return bool(years) and len(years) == len(rows)


def is_round_open(returns: Returns, dataset: str, year: int) -> bool:
    """Whether units may owe a dataset for a year of whom nobody knows, also while nobody has reported the year."""
    if returns.snapshot.list_state is ListState.COMPLETE:
        return _has_grown(returns, year)
    return is_list_open(returns, dataset)


def _has_grown(returns: Returns, year: int) -> bool:
    """Whether a unit that came after the list was stated complete is in force on 1 September of a year, or reports it.

    A statement of which it was not kept for which units it was made holds for all.
    """
    stated, day = returns.snapshot.unit_lists[-1].units, date(year, 9, 1)
    return stated is not None and any(
        unit not in stated and (sent == year or (first <= day and (last is None or day <= last)))
        for unit, first, last, sent in _entries(returns)
    )


@lru_cache(maxsize=64)
def _entries(returns: Returns) -> tuple[tuple[str, date, date | None, int | None], ...]:
    """Every unit that owes returns, by entry and year it sent: code, first and last day, year."""
    sql = " UNION ".join((*(_REPORTERS.format(dataset=dataset) for dataset in OWED), _ENROLLING))
    return tuple(select(records, returns, sql, (*OWED, "colleges")))


def unknown_rows(returns: Returns, dataset: str) -> pa.Table:
    """What units nobody knows of may owe: a row without a value for each that known ones reported, by year and part."""
    years = open_years(returns, dataset)
    if not years:
        return DATASETS[dataset].schema.empty_table()
    parts = ", ".join(name for name in DATASETS[dataset].key if name != "unit_id")
    rows = select(records, returns, _ROWS.format(dataset=dataset, parts=parts), (dataset,), years=tuple(sorted(years)))
    return arrow_table(rows, DATASETS[dataset].schema)
