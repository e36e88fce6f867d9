"""Rows about the whole district: school conditions to be judged, and who is responsible for the tasks."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from core.queries.reading import Returns, rows

_CONDITIONS = """
SELECT 'conditions' AS dataset, unit_id, unit_name, unit_name_en, school_class, year, measure, value, symbol, status,
       provisional
FROM returns($conditions)
UNION ALL
SELECT 'teachers', unit_id, unit_name, unit_name_en, '', year, measure, value, symbol, status, provisional
FROM returns($teachers)
ORDER BY ALL
"""

_TASKS = "SELECT count(*) AS reported, count(owner) AS with_owner FROM returns($tasks)"


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
    return rows(returns, _CONDITIONS, "conditions", "teachers")


def task_owners(returns: Returns) -> TaskOwners | None:
    """Counts over the reported tasks; None when the release reports on no task."""
    found = rows(returns, _TASKS, "tasks").iloc[0]
    if not found["reported"]:
        return None
    return TaskOwners(int(found["reported"]), int(found["reported"] - found["with_owner"]))
