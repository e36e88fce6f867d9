"""Enrolment: entrants, students and graduates by school and by programme group, and the cohorts that feed them."""

from __future__ import annotations

import pandas as pd

from core.queries.completeness.newest_complete_year import IS_PART, IS_SILENT
from core.queries.database import Returns
from core.queries.query import query

_BY_SCHOOL = """
SELECT year, measure, unit_id, any_value(unit_name) AS unit_name, any_value(unit_name_en) AS unit_name_en,
       any_value(ownership) AS ownership, total(value, symbol) AS value, total_symbol(value, symbol) AS symbol,
       bool_or(provisional) AS provisional, suppressed_parts(symbol) AS suppressed_parts
FROM enrolment_returns($enrolment) WHERE level = $level AND unit_id <> ''
GROUP BY year, measure, unit_id ORDER BY year, measure, unit_id
"""

_BY_PROGRAMME = f"""
SELECT year, measure, programme_group, total(value, symbol) AS value, total_symbol(value, symbol) AS symbol,
       bool_or(provisional) AS provisional, suppressed_parts(symbol) AS suppressed_parts,
       {IS_PART.format(year="year, measure")}
FROM (SELECT *, {IS_SILENT} FROM enrolment_counted($enrolment) WHERE level = 'secondary_vocational')
GROUP BY year, measure, programme_group ORDER BY year, measure, programme_group
"""


def by_school(returns: Returns, level: str = "secondary_vocational") -> pd.DataFrame:
    """One row a year, measure and school of a level: year · measure (entrants, enrolment, graduates) · unit_* ·
    ownership · value (persons) · symbol · provisional · suppressed_parts."""
    return query(returns, _BY_SCHOOL, "enrolment", level=level)


def by_programme(returns: Returns) -> pd.DataFrame:
    """One row a year, measure and programme group of secondary vocational schools; `total` holds the students of
    schools that do not report by group. `is_part`: others may have more."""
    return query(returns, _BY_PROGRAMME, "enrolment")
