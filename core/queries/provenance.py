"""From a number to the rows it was made of: file, sheet and row of every part."""

from __future__ import annotations

import pandas as pd

from core.datasets import DATASETS
from core.queries.completeness.owed_returns import OWED
from core.queries.database import Returns
from core.queries.indicators import DERIVED
from core.queries.query import query
from core.queries.tasks import EVERY, PLANNED, REPORTED, PlanRows

COLUMNS = ("unit_name", "unit_name_en", "part", "value", "symbol", "source_file", "source_sheet", "source_row")

# `part` is the codes that tell the rows of one unit apart, joined by `/`; the page puts them into words.
_ENROLMENT = """
SELECT unit_name, unit_name_en, concat_ws('/', level, programme_group, measure) AS part, value, symbol,
       source_file, source_sheet, source_row
FROM enrolment_returns($enrolment) WHERE year = $year AND unit_id <> '' AND list_contains($measures, measure)
  AND list_contains($levels, level)
ORDER BY level DESC, unit_id, programme_group, measure
"""
_MEASURED = {
    dataset: f"""
SELECT unit_name, unit_name_en, CASE measure WHEN 'full_time' THEN 'full_time_teachers' ELSE measure END AS part,
       value, symbol, source_file, source_sheet, source_row
FROM {dataset}_returns(${dataset}) WHERE year = $year AND unit_id <> '' AND list_contains($measures, measure)
ORDER BY unit_id, measure, source_row
"""
    for dataset in ("teachers", "conditions", "cohorts")
}
_COLLEGE_STUDENTS = """
SELECT unit_name, unit_name_en, concat_ws('/', study_mode, measure) AS part, value, symbol,
       source_file, source_sheet, source_row
FROM college_enrolment_returns($college_enrolment) WHERE year = $year AND unit_id <> ''
  AND list_contains($measures, measure)
ORDER BY unit_id, study_mode
"""
_TRAINING = """
SELECT unit_name, unit_name_en, concat_ws('/', target_group, training_type, certificate_level, measure) AS part,
       value, symbol, source_file, source_sheet, source_row
FROM training_returns($training) WHERE year = $year AND unit_id <> '' AND list_contains($measures, measure)
  AND (len($groups::VARCHAR[]) = 0 OR list_contains($groups, target_group))
ORDER BY target_group, training_type, certificate_level, measure
"""
_COLLEGES = """
SELECT unit_name, unit_name_en, strftime(actual_date, '%Y-%m-%d') AS part, 1.0 AS value, '' AS symbol,
       source_file, source_sheet, source_row
FROM returns($colleges) WHERE stage = 'enrolling' AND actual_date <= least(make_date($year, 12, 31), $as_of)
  AND coalesce(unit_valid_to >= least(make_date($year, 12, 31), $as_of), true)
ORDER BY actual_date, unit_id
"""
_OBSERVATIONS = """
SELECT unit_name, unit_name_en, indicator AS part, value, symbol, source_file, source_sheet, source_row
FROM returns($observations) WHERE indicator = $indicator AND year = $year ORDER BY source_row
"""
_MILESTONES = """
SELECT unit_name, unit_name_en, strftime(actual_date, '%Y-%m-%d') AS part, 1.0 AS value, '' AS symbol,
       source_file, source_sheet, source_row
FROM returns($milestones) WHERE indicator = $indicator AND actual_date <= least(make_date($year, 12, 31), $as_of)
ORDER BY actual_date
"""

_DATASETS = {
    "enrolment": "concat_ws('/', level, programme_group, measure)",
    "college_enrolment": "concat_ws('/', study_mode, measure)",
    "training": "concat_ws('/', target_group, training_type, certificate_level, measure)",
    "programmes": "concat_ws('/', programme_code, measure)",
    **dict.fromkeys(
        ("teachers", "conditions", "cohorts"),
        "CASE measure WHEN 'full_time' THEN 'full_time_teachers' ELSE measure END",
    ),
    "observations": "indicator",
}
_YEARLY = {
    dataset: f"""
SELECT unit_name, unit_name_en, {part} AS part, value, symbol, source_file, source_sheet, source_row
FROM returns(${dataset}) WHERE year = $year ORDER BY unit_id, part, source_row
"""
    for dataset, part in _DATASETS.items()
}
_NEWEST = {
    dataset: f"""
SELECT coalesce(max(year) FILTER (WHERE whole), max(year)) AS year FROM (
    SELECT year, NOT bool_or(symbol IN ('not_reported', 'not_published')) AS whole
    FROM {dataset}_returns(${dataset}) GROUP BY year
)
"""
    for dataset in _DATASETS
    if dataset in OWED
} | {"observations": "SELECT max(year) AS year FROM returns($observations)"}
_STAGES = """
SELECT unit_name, unit_name_en,
       concat_ws('/', stage, strftime(coalesce(actual_date, planned_date), '%Y-%m-%d')) AS part, NULL::DOUBLE AS value,
       'not_applicable' AS symbol, source_file, source_sheet, source_row
FROM returns($colleges) ORDER BY unit_id, source_row
"""
_TASKS = f"""
SELECT unit_name, unit_name_en, concat_ws('/', 'task ' || task, nullif(period, ''), stage) AS part,
       NULL::DOUBLE AS value, 'not_applicable' AS symbol, source_file, source_sheet, source_row
FROM {REPORTED} WHERE $task IS NULL OR task = $task ORDER BY task, period_rank(period) DESC, source_row
"""
_TASK_MILESTONES = f"""
SELECT unit_name, unit_name_en,
       concat_ws('/', 'task ' || task, milestone_name,
                 strftime(coalesce(actual_date, planned_date), '%Y-%m-%d')) AS part,
       NULL::DOUBLE AS value, 'not_applicable' AS symbol, source_file, source_sheet, source_row
FROM {PLANNED} WHERE $task IS NULL OR task = $task ORDER BY task, planned_date NULLS LAST, source_row
"""
_WITHOUT_YEARS = {"colleges": _STAGES, "tasks": _TASKS, "milestones": _TASK_MILESTONES}

_FILES = """
SELECT source_file, {newest} AS newest FROM returns(${dataset})
WHERE source_file <> '' AND ($of_year IS NULL OR {year} = $of_year) GROUP BY source_file
ORDER BY newest DESC, source_file
"""

_FILES_OF_OBSERVATIONS = """
SELECT indicator, list_sort(list(DISTINCT source_file)) AS files FROM returns($observations)
WHERE year = $year AND source_file <> '' GROUP BY indicator
"""

ROWS_OF = (*_DATASETS, *_WITHOUT_YEARS)
"""The datasets whose rows can be listed as they are."""

CONDITIONS = ("campus_area", "building_area", "full_time_teachers", "equipment_value", "books", "students")


def source_rows(returns: Returns, indicator: str, year: int, *, by_standard: bool = False) -> pd.DataFrame:
    """The rows behind the value of one indicator and year, in `COLUMNS`; empty when there is none.

    What units owed and did not report is among them, without a file.

    `by_standard` says that the indicator is judged from the conditions of schools.
    """
    derived = DERIVED.get(indicator)
    if by_standard:
        frame = query(returns, _MEASURED["conditions"], "conditions", year=year, measures=CONDITIONS)
    elif derived is None:
        frame = query(returns, _OBSERVATIONS, "observations", indicator=indicator, year=year)
        if frame.empty:
            frame = query(returns, _MILESTONES, "milestones", indicator=indicator, year=year)
    elif derived.dataset == "colleges":
        frame = query(returns, _COLLEGES, "colleges", year=year)
    elif derived.dataset == "enrolment":
        levels = derived.parameters.get("levels", ("secondary_vocational", "general_high"))
        frame = query(
            returns, _ENROLMENT, "enrolment", year=year, measures=(derived.parameters["measure"],), levels=levels
        )
    else:
        measures = tuple(
            str(derived.parameters[name])
            for name in ("measure", "upper_part", "lower_part")
            if name in derived.parameters
        )
        sql = {"college_enrolment": _COLLEGE_STUDENTS, "training": _TRAINING, **_MEASURED}[derived.dataset]
        groups = {"groups": derived.groups} if derived.dataset == "training" else {}
        frame = query(returns, sql, derived.dataset, year=year, measures=measures, **groups)
    return frame[list(COLUMNS)]


def source_files(returns: Returns, dataset: str, year: int | None = None) -> tuple[str, ...]:
    """The files the rows of a dataset came from, those with rows of the newest years first; with a `year` only those
    with rows of it, where the dataset has years."""
    column, newest = ("year", "max(year)") if "year" in DATASETS[dataset].schema.names else ("$of_year", "0")
    frame = query(returns, _FILES.format(dataset=dataset, year=column, newest=newest), dataset, of_year=year)
    return tuple(frame["source_file"])


def files_of_observations(returns: Returns, year: int) -> dict[str, tuple[str, ...]]:
    """The files of the rows of every other indicator in a year, by indicator."""
    frame = query(returns, _FILES_OF_OBSERVATIONS, "observations", year=year)
    return {str(row.indicator): tuple(row.files) for row in frame.itertuples(index=False)}


def dataset_rows(
    returns: Returns, dataset: str, year: int | None = None, task: int | None = None, of: PlanRows = EVERY
) -> tuple[pd.DataFrame, int | None]:
    """Every row of a dataset in `ROWS_OF` for a year in `COLUMNS`, and that year; without one the newest that everybody
    reported.

    Colleges, tasks and milestones have no years: all their rows, with a `task` those of it, and no year; of
    tasks and milestones those of the plan `of`.
    """
    if dataset in _WITHOUT_YEARS:
        return query(returns, _WITHOUT_YEARS[dataset], dataset, task=task, reports=of.reports, planned=of.planned)[
            list(COLUMNS)
        ], None
    if year is None:
        newest = query(returns, _NEWEST[dataset], dataset)["year"].iloc[0]
        if pd.isna(newest):
            return pd.DataFrame(columns=list(COLUMNS)), None
        year = int(newest)
    return query(returns, _YEARLY[dataset], dataset, year=year)[list(COLUMNS)], year
