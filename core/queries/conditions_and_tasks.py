"""Rows about the whole district: school conditions to be judged, and who is responsible for the tasks."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from core.datasets import DATASETS
from core.queries.complete_returns import query
from core.queries.database import Returns

_CONDITIONS = """
SELECT 'conditions' AS dataset, unit_id, unit_name, unit_name_en, school_class, year, measure, value, symbol, status,
       provisional
FROM conditions_returns($conditions)
UNION ALL
SELECT 'teachers', unit_id, unit_name, unit_name_en, '', year, measure, value, symbol, status, provisional
FROM teachers_returns($teachers)
ORDER BY ALL
"""

_TASKS = "SELECT count(*) AS reported, count(owner) AS with_owner FROM returns($tasks)"


_ILLUSTRATIVE = """
SELECT coalesce(bool_or(status = 'illustrative'), false) AS illustrative FROM (
    SELECT status FROM returns($enrolment) UNION ALL SELECT status FROM returns($colleges)
    UNION ALL SELECT status FROM returns($college_enrolment) UNION ALL SELECT status FROM returns($training)
    UNION ALL SELECT status FROM returns($teachers) UNION ALL SELECT status FROM returns($conditions)
    UNION ALL SELECT status FROM returns($cohorts) UNION ALL SELECT status FROM returns($observations)
    UNION ALL SELECT status FROM returns($tasks) UNION ALL SELECT status FROM returns($milestones)
)
"""


@dataclass(frozen=True, slots=True)
class TaskOwners:
    """How many tasks a release reports on, and how many of them name nobody responsible."""

    reported: int
    without_owner: int


def conditions(returns: Returns) -> pd.DataFrame:
    """Conditions and teachers of every vocational school, one row a school, year and measure.

    Columns: dataset · unit_id · unit_name · unit_name_en · school_class · year · measure · value · symbol · status ·
    provisional. Areas in square metres, equipment in yuan, books in volumes, persons as heads.
    """
    return query(returns, _CONDITIONS, "conditions", "teachers")


def has_illustrative_rows(returns: Returns) -> bool:
    """Whether any row of a release was made up to demonstrate, whatever its manifest says."""
    return bool(query(returns, _ILLUSTRATIVE, *DATASETS)["illustrative"].iloc[0])


def task_owners(returns: Returns) -> TaskOwners | None:
    """Counts over the reported tasks; None when the release reports on no task."""
    counts = query(returns, _TASKS, "tasks").iloc[0]
    if not counts["reported"]:
        return None
    return TaskOwners(int(counts["reported"]), int(counts["reported"] - counts["with_owner"]))
