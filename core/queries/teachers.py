"""Teachers: every measure of the return by school, and summed over the schools of a year."""

from __future__ import annotations

import pandas as pd

from core.queries.database import Returns
from core.queries.query import query

_BY_SCHOOL = """
SELECT year, measure, unit_id, any_value(unit_name) AS unit_name, any_value(unit_name_en) AS unit_name_en,
       any_value(ownership) AS ownership, total(value, symbol) AS value, total_symbol(value, symbol) AS symbol,
       bool_or(provisional) AS provisional, suppressed_parts(symbol) AS suppressed_parts
FROM teachers_returns($teachers) WHERE unit_id <> ''
GROUP BY year, measure, unit_id ORDER BY year, measure, unit_id
"""

_BY_YEAR = """
SELECT year, measure, total(value, symbol) AS value, total_symbol(value, symbol) AS symbol,
       bool_or(provisional) AS provisional, suppressed_parts(symbol) AS suppressed_parts
FROM teachers_counted($teachers)
GROUP BY year, measure ORDER BY year, measure
"""


def by_school(returns: Returns) -> pd.DataFrame:
    """One row a year, measure and school: year · measure · unit_* · ownership · value (heads) · symbol · provisional ·
    suppressed_parts. A school has rows for the years in which it existed."""
    return query(returns, _BY_SCHOOL, "teachers")


def by_year(returns: Returns) -> pd.DataFrame:
    """One row a year and measure, all schools together: year · measure · value (heads; NaN as soon as one school did
    not report) · symbol · provisional · suppressed_parts."""
    return query(returns, _BY_YEAR, "teachers")
