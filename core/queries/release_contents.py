"""What a release holds: how many rows of which unit, and from which file."""

from __future__ import annotations

import pandas as pd

from core.queries.database import MEASURED, Returns, records, select
from core.queries.provenance import ROWS_OF
from core.queries.query import query

_UNITS = " UNION ALL ".join(
    f"SELECT unit_name, unit_name_en, '{dataset}' AS dataset, count(*) AS rows FROM returns(${dataset}) GROUP BY ALL"
    for dataset in ROWS_OF
)
_FILES = " UNION ALL ".join(
    f"SELECT source_file, source_sheet, '{dataset}' AS dataset, count(*) AS rows FROM returns(${dataset}) "
    "WHERE source_file <> '' GROUP BY ALL"
    for dataset in ROWS_OF
)

_AREAS = " UNION ".join(f"SELECT area FROM read_parquet(${dataset})" for dataset in (*MEASURED, "colleges"))


def other_areas(returns: Returns) -> tuple[str, ...]:
    """The areas of rows in the release that are not of its own area, and count nowhere."""
    areas = select(records, returns, f"{_AREAS} ORDER BY area", (*MEASURED, "colleges"))
    return tuple(area for (area,) in areas if area != returns.area)


def unit_rows(returns: Returns) -> pd.DataFrame:
    """Rows by unit and dataset: unit_name, unit_name_en, dataset, rows."""
    return query(returns, f"{_UNITS} ORDER BY unit_name, dataset", *ROWS_OF)


def file_rows(returns: Returns) -> pd.DataFrame:
    """Rows by file, sheet and dataset: source_file, source_sheet, dataset, rows."""
    return query(returns, f"{_FILES} ORDER BY source_file, dataset, source_sheet", *ROWS_OF)
