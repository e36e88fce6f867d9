"""What a release holds: how many rows of which unit, and from which file."""

from __future__ import annotations

import pandas as pd

from core.datasets import DATASETS
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

_NAMED = " UNION ALL ".join(
    f"SELECT unit_id, unit_name, unit_name_en, '{dataset}' AS dataset, max(unit_valid_from) AS valid_from, "
    f"{'max(year)' if 'year' in DATASETS[dataset].schema.names else 'NULL::SMALLINT'} AS year, "
    f"bool_or(status = 'illustrative') AS illustrative FROM returns(${dataset}) WHERE unit_id <> '' GROUP BY ALL"
    for dataset in ROWS_OF
)
_NAMES = f"""
SELECT unit_id, arg_max(unit_name, valid_from) AS unit_name, arg_max(unit_name_en, valid_from) AS unit_name_en,
       list_sort(list(DISTINCT unit_name)) AS names, list_sort(list(DISTINCT unit_name_en)) AS names_en,
       list_sort(list(DISTINCT dataset)) AS datasets, coalesce(max(year), 0)::INTEGER AS year,
       bool_or(illustrative) AS illustrative
FROM ({_NAMED}) GROUP BY unit_id ORDER BY unit_id
"""

_PROGRAMMES = """
SELECT programme_code, arg_max(programme_name, year) AS programme_name, count(DISTINCT unit_id) AS units,
       max(year)::INTEGER AS year, bool_or(status = 'illustrative') AS illustrative
FROM returns($programmes) GROUP BY programme_code ORDER BY programme_code
"""

_AREAS = " UNION ".join(f"SELECT area FROM every_area(${dataset})" for dataset in (*MEASURED, "colleges"))


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


def named_units(returns: Returns) -> pd.DataFrame:
    """A row a unit: unit_id, its newest unit_name and unit_name_en, all names and names_en it had, the datasets it has
    rows in, its newest year (0 for none), illustrative."""
    return query(returns, _NAMES, *ROWS_OF)


def named_programmes(returns: Returns) -> pd.DataFrame:
    """A row a programme: programme_code, its newest programme_name, units that have it, its newest year,
    illustrative."""
    return query(returns, _PROGRAMMES, "programmes")
