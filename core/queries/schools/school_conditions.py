"""Conditions and teachers of schools and colleges: all of them in one year, or some of them in every year."""

from __future__ import annotations

import pandas as pd

from core.queries.completeness.unknown_units import UNKNOWN
from core.queries.database import Returns
from core.queries.query import query

_ROWS = """
SELECT 'conditions' AS dataset, unit_id, unit_name, unit_name_en, ownership, school_class, year, measure, value,
       symbol, status, provisional
FROM conditions_returns($conditions) WHERE {which}
UNION ALL BY NAME
SELECT 'teachers' AS dataset, unit_id, unit_name, unit_name_en, ownership, '' AS school_class, year, measure, value,
       symbol, status, provisional
FROM teachers_returns($teachers) WHERE {which}
ORDER BY ALL
"""
_OF_YEAR = _ROWS.format(which=f"year = $year AND unit_id <> '{UNKNOWN}'")
_OF_UNITS = _ROWS.format(which="list_contains($units, unit_id)")
_YEARS = f"""
SELECT DISTINCT year FROM conditions_returns($conditions) WHERE unit_id <> '{UNKNOWN}' ORDER BY year
"""


def conditions_of_year(returns: Returns, year: int) -> pd.DataFrame:
    """Conditions and teachers of every school and college known, in one year: the columns of `core.queries.conditions`
    and `ownership`."""
    return query(returns, _OF_YEAR, "conditions", "teachers", year=year)


def conditions_of_units(returns: Returns, units: tuple[str, ...]) -> pd.DataFrame:
    """The same for some of them, by code, in every year."""
    return query(returns, _OF_UNITS, "conditions", "teachers", units=units)


def years_with_conditions(returns: Returns) -> tuple[int, ...]:
    """The years any school or college reported conditions for, or owes them."""
    return tuple(int(year) for year in query(returns, _YEARS, "conditions")["year"])
