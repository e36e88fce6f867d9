"""All the SQL: a release in, tidy frames out."""

from core.queries.colleges import pipeline, students
from core.queries.district import TaskOwners, conditions, illustrative, task_owners
from core.queries.indicators import DERIVED, series
from core.queries.planning import by_college, closed_colleges, cohort, milestones
from core.queries.reading import QueryError, Returns, probe

__all__ = [
    "DERIVED",
    "QueryError",
    "Returns",
    "TaskOwners",
    "by_college",
    "closed_colleges",
    "cohort",
    "conditions",
    "illustrative",
    "milestones",
    "pipeline",
    "probe",
    "series",
    "students",
    "task_owners",
]
