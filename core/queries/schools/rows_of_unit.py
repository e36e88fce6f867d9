"""Every row a release holds of one school or college: of which dataset, what it is, its value and where it stands."""

from __future__ import annotations

import pandas as pd

from core.datasets import DATASETS, Dataset
from core.queries.database import Returns
from core.queries.query import query

COLUMNS = (
    "dataset",
    "year",
    "part",
    "value",
    "symbol",
    "provisional",
    "source_file",
    "source_sheet",
    "source_row",
)
"""`year` is null where a dataset has none; `part` holds the codes that tell its rows apart, joined by `/`, and of a row
without a value its first date."""

_NO_PART = ("area", "unit_id", "year")
_MEASURE = {"teachers": "CASE measure WHEN 'full_time' THEN 'full_time_teachers' ELSE measure END"}
"""Full-time teachers and full-time studies share a code."""


def _select(dataset: Dataset) -> str:
    names = dataset.schema.names
    dates = [f"strftime({name}, '%Y-%m-%d')" for name in ("actual_date", "planned_date") if name in names]
    parts = [_MEASURE.get(dataset.name, name) if name == "measure" else name for name in dataset.key]
    parts = [part for part in parts if part not in _NO_PART]
    if dates:
        parts.append(f"coalesce({', '.join(dates)})")
    has_value = "value" in names
    return f"""
SELECT '{dataset.name}' AS dataset, {"year::INTEGER" if "year" in names else "NULL::INTEGER"} AS year,
       concat_ws('/', {", ".join(parts)}) AS part, {"value" if has_value else "NULL::DOUBLE"} AS value,
       {"symbol" if has_value else "'not_applicable'"} AS symbol, provisional, source_file, source_sheet, source_row
FROM returns(${dataset.name}) WHERE unit_id = $unit"""


_DATASETS = tuple(DATASETS)
_ROWS = " UNION ALL ".join(_select(dataset) for dataset in DATASETS.values()) + (
    " ORDER BY year DESC NULLS LAST, dataset, part, source_row"
)
_ENTRIES = " UNION ".join(
    f"SELECT unit_id, unit_name, unit_name_en, unit_valid_from, unit_valid_to FROM returns(${name})"
    for name in ("enrolment", "teachers", "conditions", "colleges", "college_enrolment")
)


def rows_of_unit(returns: Returns, unit: str) -> pd.DataFrame:
    """Every row of one unit over all datasets, newest year first, in `COLUMNS`."""
    return query(returns, _ROWS, *_DATASETS, unit=unit)[list(COLUMNS)]


def entries(returns: Returns) -> pd.DataFrame:
    """Every school and college with each of its entries: unit_id · unit_name · unit_name_en · unit_valid_from ·
    unit_valid_to, oldest entry first."""
    return query(
        returns,
        f"SELECT * FROM ({_ENTRIES}) WHERE unit_id <> '' ORDER BY unit_id, unit_valid_from",
        "enrolment",
        "teachers",
        "conditions",
        "colleges",
        "college_enrolment",
    )
