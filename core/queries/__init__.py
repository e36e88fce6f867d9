"""All the SQL: a release in, tidy frames out."""

from core.queries.colleges import college_pipeline, college_students
from core.queries.completeness.newest_complete_year import is_whole, newest_complete_year, whole_years
from core.queries.database import QueryError, Returns, probe_release
from core.queries.indicators import DERIVED, series
from core.queries.row_statuses import (
    Kind,
    has_illustrative_rows,
    has_provisional_rows,
)
from core.queries.scenario_inputs import closed_colleges, cohort_counts, college_counts, milestones
from core.queries.schools.school_conditions import conditions

__all__ = [
    "DERIVED",
    "Kind",
    "QueryError",
    "Returns",
    "closed_colleges",
    "cohort_counts",
    "college_counts",
    "college_pipeline",
    "college_students",
    "conditions",
    "has_illustrative_rows",
    "has_provisional_rows",
    "is_whole",
    "milestones",
    "newest_complete_year",
    "probe_release",
    "series",
    "whole_years",
]
