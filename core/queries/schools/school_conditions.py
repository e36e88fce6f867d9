"""Conditions and teachers of schools and colleges: all of them in one year, or some of them in every year."""

from __future__ import annotations

import pandas as pd

from core.datasets import COLLEGE_CLASSES, DATASETS
from core.queries.completeness.unknown_units import UNKNOWN
from core.queries.database import Returns
from core.queries.query import query

# What is owed and what is missing of it; and what nobody owes: the conditions of colleges, and optional measures.
_ROWS = """
SELECT 'conditions' AS dataset, unit_id, unit_name, unit_name_en, ownership, school_class, year, measure, value,
       symbol, status, provisional
FROM (
    FROM conditions_returns($conditions) UNION ALL BY NAME
    FROM returns($conditions) WHERE list_contains($colleges, school_class) OR list_contains($optional, measure)
) WHERE {conditions}
UNION ALL BY NAME
SELECT 'teachers' AS dataset, unit_id, unit_name, unit_name_en, ownership, '' AS school_class, year, measure, value,
       symbol, status, provisional
FROM teachers_returns($teachers) WHERE {teachers}
ORDER BY ALL
"""
_NOT_OWED = {"colleges": COLLEGE_CLASSES, "optional": DATASETS["conditions"].optional}
_OF_SCHOOLS = _ROWS.format(conditions="NOT list_contains($colleges, school_class)", teachers="true")
_IN_YEAR = f"year = $year AND unit_id <> '{UNKNOWN}'"
_OF_YEAR = _ROWS.format(conditions=_IN_YEAR, teachers=_IN_YEAR)
_NAMED = "list_contains($units, unit_id)"
_OF_UNITS = _ROWS.format(conditions=_NAMED, teachers=_NAMED)
_WITH_STUDENTS = """
SELECT DISTINCT unit_id, unit_name, unit_name_en FROM returns($enrolment)
WHERE year = $year AND level = 'secondary_vocational' AND measure = 'enrolment' AND value > 0 AND unit_id <> area
ORDER BY unit_name
"""
# Colleges with students and no conditions of a year, of the class they had when they sent some; those that are known to
# be no vocational college are left out.
_COLLEGES = """
SELECT unit_id, any_value(unit_name) AS unit_name, any_value(unit_name_en) AS unit_name_en,
       coalesce(any_value(of_class), '') AS school_class
FROM returns($college_enrolment) LEFT JOIN (
    SELECT unit_id, arg_max(school_class, year) AS of_class FROM returns($conditions)
    WHERE list_contains($classes, school_class) GROUP BY unit_id
) USING (unit_id)
WHERE year = $year AND measure = 'enrolment' AND (value > 0 OR symbol = 'suppressed') AND unit_id <> area
  AND unit_id NOT IN (SELECT unit_id FROM returns($conditions) WHERE year = $year)
  AND unit_id NOT IN (SELECT unit_id FROM returns($colleges) WHERE institution_type <> 'vocational_college')
GROUP BY unit_id ORDER BY unit_id
"""
_YEARS = f"""
SELECT DISTINCT year FROM (
    FROM conditions_returns($conditions) UNION ALL BY NAME
    FROM returns($conditions) WHERE list_contains($colleges, school_class)
) WHERE unit_id <> '{UNKNOWN}' ORDER BY year
"""


def conditions(returns: Returns) -> pd.DataFrame:
    """Conditions and teachers of every vocational school, one row a school, year and measure.

    Columns: dataset · unit_id · unit_name · unit_name_en · ownership · school_class · year · measure · value · symbol ·
    status · provisional. Areas in square metres, equipment in yuan, books in volumes, persons as heads.
    """
    return query(returns, _OF_SCHOOLS, "conditions", "teachers", **_NOT_OWED)


def schools_with_students(returns: Returns, year: int) -> pd.DataFrame:
    """The vocational schools that reported students of a year: unit_id · unit_name · unit_name_en, by name."""
    return query(returns, _WITH_STUDENTS, "enrolment", year=year)


def colleges_without_conditions(returns: Returns, year: int) -> pd.DataFrame:
    """The vocational colleges with students and no conditions of a year: unit_* · school_class, empty where they never
    sent any."""
    return query(returns, _COLLEGES, "college_enrolment", "conditions", "colleges", year=year, classes=COLLEGE_CLASSES)


def conditions_of_year(returns: Returns, year: int) -> pd.DataFrame:
    """The same of every school and college known, in one year."""
    return query(returns, _OF_YEAR, "conditions", "teachers", year=year, **_NOT_OWED)


def conditions_of_units(returns: Returns, units: tuple[str, ...]) -> pd.DataFrame:
    """The same of some schools and colleges, by code, in every year."""
    return query(returns, _OF_UNITS, "conditions", "teachers", units=units, **_NOT_OWED)


def years_with_conditions(returns: Returns) -> tuple[int, ...]:
    """The years any school or college reported conditions for, or owes them."""
    years = query(returns, _YEARS, "conditions", colleges=COLLEGE_CLASSES)["year"]
    return tuple(int(year) for year in years)
