"""Units nobody knows of: while the list of units is open, what units report is never all of the district."""

from __future__ import annotations

from functools import lru_cache

import pyarrow as pa

from core.datasets import DATASETS, ListState, RowStatus
from core.queries.database import Returns, arrow_table, records, select

UNKNOWN = ""
"""The id under which they stand, all together, among the units of `missing_returns.missing_rows`."""

_YEARS = "SELECT count(DISTINCT year), bool_or(unit_id <> area) FROM returns(${dataset})"
_ROWS = """
SELECT * REPLACE (
    '' AS unit_id, '' AS unit_name, '' AS unit_name_en, NULL::DOUBLE AS value, 'not_reported' AS symbol,
    'published' AS status, false AS provisional, '' AS source_file, '' AS source_sheet, 0 AS source_row
)
FROM returns(${dataset}) WHERE unit_id <> area
QUALIFY row_number() OVER (PARTITION BY {parts} ORDER BY unit_id) = 1 ORDER BY ALL
"""


@lru_cache(maxsize=256)
def is_list_open(returns: Returns, dataset: str) -> bool:
    """Whether units that report a dataset may be missing of whom nobody knows.

    A release says so of its list of units. Of one that says nothing, earlier years do: the list is open while there is
    only one year. The district as one unit is all there is, and the demonstration was made with all its units.
    """
    snapshot = returns.snapshot
    if snapshot.list_state is ListState.COMPLETE:
        return False
    ((years, by_units),) = select(records, returns, _YEARS.format(dataset=dataset), (dataset,))
    if not by_units:
        return False
    return snapshot.list_state is ListState.OPEN or (years == 1 and snapshot.status != RowStatus.ILLUSTRATIVE)


def unknown_rows(returns: Returns, dataset: str) -> pa.Table:
    """What units nobody knows of may owe: a row without a value for each that known ones reported, by year and part."""
    if not is_list_open(returns, dataset):
        return DATASETS[dataset].schema.empty_table()
    parts = ", ".join(name for name in DATASETS[dataset].key if name != "unit_id")
    rows = select(records, returns, _ROWS.format(dataset=dataset, parts=parts), (dataset,))
    return arrow_table(rows, DATASETS[dataset].schema)
