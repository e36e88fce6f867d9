"""What scenarios start from beside the yearly series: entrants by college, cohort counts, milestones still open."""

from __future__ import annotations

import pandas as pd

from core.queries.database import Returns
from core.queries.query import query

_BY_COLLEGE = """
SELECT year, unit_id, measure, total(value, symbol) AS value, total_symbol(value, symbol) AS symbol,
       suppressed_parts(symbol) AS suppressed_parts
FROM college_enrolment_returns($college_enrolment) WHERE unit_id <> ''
GROUP BY year, unit_id, measure ORDER BY year, unit_id, measure
"""

_COHORT = """
SELECT year, total(value, symbol) AS value FROM cohorts_returns($cohorts) WHERE measure = $measure
GROUP BY year ORDER BY year
"""

_CLOSED = "SELECT unit_id FROM returns($colleges) GROUP BY unit_id HAVING max(unit_valid_to) < $as_of"

_MILESTONES = """
SELECT milestone, any_value(indicator) AS indicator, any_value(unit_name) AS unit_name,
       any_value(unit_name_en) AS unit_name_en, any_value(planned_date) AS planned_date,
       any_value(CASE WHEN actual_date <= $as_of THEN actual_date END) AS actual_date
FROM returns($milestones) WHERE indicator <> '' GROUP BY milestone ORDER BY milestone
"""


def college_counts(returns: Returns) -> pd.DataFrame:
    """Entrants and enrolment of every college over all study modes: year · unit_id · measure · value (NaN when a part
    was not reported) · symbol, why · suppressed_parts."""
    return query(returns, _BY_COLLEGE, "college_enrolment")


def cohort_counts(returns: Returns, measure: str) -> pd.DataFrame:
    """One measure of the dataset `cohorts` over all units: year · value."""
    return query(returns, _COHORT, "cohorts", measure=measure)


def closed_colleges(returns: Returns) -> frozenset[str]:
    """The ids of colleges that were closed before the as-of date of the release."""
    return frozenset(query(returns, _CLOSED, "colleges")["unit_id"])


def milestones(returns: Returns) -> pd.DataFrame:
    """Milestones that count for an indicator: milestone · indicator · unit_name · unit_name_en · planned_date ·
    actual_date (NaT when not planned, not reached)."""
    return query(returns, _MILESTONES, "milestones")
