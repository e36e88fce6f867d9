"""Planned entrants of vocational schools: nobody owes them, so they are in no sum and missing nowhere."""

from __future__ import annotations

import pandas as pd

from core.queries.database import Returns
from core.queries.query import query

PLANNED = "planned_entrants"
_BY_SCHOOL = f"""
SELECT year, measure, unit_id, any_value(unit_name) AS unit_name, any_value(unit_name_en) AS unit_name_en,
       any_value(ownership) AS ownership, total(value, symbol) AS value, total_symbol(value, symbol) AS symbol,
       bool_or(provisional) AS provisional, suppressed_parts(symbol) AS suppressed_parts
FROM returns($enrolment) WHERE measure = '{PLANNED}'
GROUP BY year, measure, unit_id ORDER BY year, unit_id
"""


def planned_entrants(returns: Returns) -> pd.DataFrame:
    """One row a year and school: the columns of `core.queries.enrolment.by_school`, all programme groups together."""
    return query(returns, _BY_SCHOOL, "enrolment")
