"""Colleges: the pipeline by stage with planned and actual dates, and students by institution."""

from __future__ import annotations

import pandas as pd

from core.queries.database import Returns
from core.queries.query import query

_PIPELINE = """
SELECT unit_id, any_value(unit_name) AS unit_name, any_value(unit_name_en) AS unit_name_en,
       stage, any_value(planned_date) AS planned_date,
       any_value(CASE WHEN actual_date <= $as_of THEN actual_date END) AS actual_date,
       any_value(planned_places) AS planned_places, any_value(institution_type) AS institution_type,
       any_value(source_file) AS source_file
FROM returns($colleges)
GROUP BY unit_id, stage
ORDER BY unit_id, list_position(['intention', 'signed', 'approved', 'under_construction', 'built', 'enrolling'], stage)
"""

_STUDENTS = """
SELECT year, unit_id, any_value(unit_name) AS unit_name, any_value(unit_name_en) AS unit_name_en,
       total(value, symbol) AS value, total_symbol(value, symbol) AS symbol, bool_or(provisional) AS provisional,
       suppressed_parts(symbol) AS suppressed_parts
FROM college_enrolment_returns($college_enrolment) WHERE measure = 'enrolment' AND unit_id <> ''
GROUP BY year, unit_id ORDER BY year, unit_id
"""


def college_pipeline(returns: Returns) -> pd.DataFrame:
    """One row a college project and stage, in the order of the stages.

    Columns: unit_id · unit_name · unit_name_en · stage · planned_date, actual_date (NaT when not planned, not reached)
    · planned_places (students) · institution_type · source_file.
    """
    return query(returns, _PIPELINE, "colleges")


def college_students(returns: Returns) -> pd.DataFrame:
    """Students of every institution and year, all study modes.

    Columns: year · unit_* · value · symbol · provisional · suppressed_parts.
    """
    return query(returns, _STUDENTS, "college_enrolment")
