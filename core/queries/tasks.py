"""What a release reports on the tasks of a plan: the newest report of each, every report of one, its milestones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from core.queries.database import Returns, records, select
from core.queries.query import query
from core.snapshots.former_versions import CHANGES
from core.tasks.from_rows import MilestoneRow

# What a report is told from those of another plan by, and a milestone.
_REPORT = "concat_ws(' ', period, reported_on)"
_MILESTONE = "concat_ws(' ', milestone, task, planned_date)"
REPORTED = (
    f"(SELECT * FROM returns($tasks) WHERE $reports IS NULL OR {_REPORT} IN (SELECT unnest($reports::VARCHAR[])))"
)
PLANNED = f"""
(SELECT * FROM returns($milestones)
 WHERE $planned IS NULL OR {_MILESTONE} IN (SELECT unnest($planned::VARCHAR[])))
"""
"""The reports and milestones of one plan: the parameters are the fields of `PlanRows`."""
_MADE = f"SELECT DISTINCT {_REPORT}, period, reported_on FROM returns($tasks)"
_DAYS = f"SELECT DISTINCT {_MILESTONE}, planned_date, actual_date FROM returns($milestones)"

_PERIODS = f"SELECT DISTINCT period FROM {REPORTED} ORDER BY period_rank(period)"

# Where several units report on a task for one period, the report that was made last counts.
_REPORTS = f"""
WITH placed AS (SELECT *, period_rank(period) AS place FROM {REPORTED}),
ranked AS (
    SELECT *, count(*) OVER (PARTITION BY task, period) AS units,
           row_number() OVER (
               PARTITION BY task ORDER BY place DESC, reported_on DESC NULLS LAST, source_row DESC
           ) AS nth,
           max(CASE WHEN owner IS NOT NULL THEN place END) OVER (PARTITION BY task) AS named
    FROM placed
),
former AS (
    SELECT DISTINCT ON (task) task, owner AS former_owner, owner_en AS former_owner_en, period AS former_period
    FROM ranked WHERE place = named AND owner IS NOT NULL ORDER BY task, nth
)
SELECT ranked.* EXCLUDE (nth, named, place),
       CASE WHEN owner IS NULL THEN former_owner END AS former_owner,
       CASE WHEN owner IS NULL THEN former_owner_en END AS former_owner_en,
       CASE WHEN owner IS NULL THEN former_period END AS former_period
FROM ranked LEFT JOIN former USING (task) WHERE nth = 1 ORDER BY task
"""
_REPORTS_OF_TASK = f"""
SELECT * FROM {REPORTED} WHERE task = $task
ORDER BY period_rank(period) DESC, reported_on DESC NULLS LAST, source_row DESC
"""
# A unit with a single milestone is a construction project, mostly, and that is what the milestone is called without a
# name of its own.
_MILESTONES = f"""
WITH placed AS (SELECT *, count(*) OVER (PARTITION BY unit_id) = 1 AS alone FROM {PLANNED})
SELECT milestone, task, coalesce(milestone_name, CASE WHEN alone THEN unit_name END),
       coalesce(milestone_name_en, milestone_name, CASE WHEN alone THEN unit_name_en END), planned_date, actual_date
FROM placed ORDER BY task, planned_date NULLS LAST, milestone
"""
_MILESTONES_OF_TASK = f"""
SELECT * FROM {PLANNED} WHERE task = $task ORDER BY planned_date NULLS LAST, milestone
"""
_CITED = f"""
SELECT task, period, '' AS milestone, NULL::VARCHAR AS milestone_name, NULL::VARCHAR AS milestone_name_en,
       evidence_file
FROM {REPORTED} WHERE lower(evidence_sha256) = $sha256
UNION ALL
SELECT task, '', milestone, milestone_name, milestone_name_en, evidence_file
FROM {PLANNED} WHERE lower(evidence_sha256) = $sha256
ORDER BY ALL
"""
OPTIONAL = ("owner", *(name for name in CHANGES[2].columns["tasks"] if name != "period"))
"""Columns that a release may leave empty throughout; nothing is then known of them, and that is not a no."""
_RECORDED = f"SELECT {', '.join(f'count({name}) > 0 AS {name}' for name in OPTIONAL)} FROM {REPORTED}"


@dataclass(frozen=True, slots=True)
class PlanRows:
    """Which reports and milestones of a release are those of one plan, by their keys; None: all of them."""

    reports: tuple[str, ...] | None = None
    planned: tuple[str, ...] | None = None


EVERY = PlanRows()
"""The rows of whatever plan, where a district has a single one."""


def report_days(returns: Returns) -> list[tuple[str, str, date | None]]:
    """The key in `PlanRows` of every report, its period and the day it was made, each combination once."""
    return select(records, returns, _MADE, ("tasks",))


def milestone_days(returns: Returns) -> list[tuple[str, date | None, date | None]]:
    """The key in `PlanRows` of every milestone, its planned and its actual day."""
    return select(records, returns, _DAYS, ("milestones",))


@lru_cache(maxsize=64)
def periods(returns: Returns, of: PlanRows = EVERY) -> tuple[str, ...]:
    """The periods that tasks were reported for, the newest last; a period that was not stated is the empty text and
    comes first."""
    return tuple(query(returns, _PERIODS, "tasks", reports=of.reports)["period"])


def task_reports(returns: Returns, of: PlanRows = EVERY) -> pd.DataFrame:
    """The newest report of each task: the columns of the dataset `tasks`, `units` that reported for this period, and
    `former_owner`, `former_owner_en`, `former_period`, the last that was named where the newest report names nobody."""
    return query(returns, _REPORTS, "tasks", reports=of.reports)


def reports_of_task(returns: Returns, task: int, of: PlanRows = EVERY) -> pd.DataFrame:
    """Every report of one task, the newest first: the columns of the dataset `tasks`."""
    return query(returns, _REPORTS_OF_TASK, "tasks", task=task, reports=of.reports)


def milestones_of_tasks(returns: Returns, of: PlanRows = EVERY) -> list[MilestoneRow]:
    """Every milestone by task and planned day: milestone · task · milestone_name · milestone_name_en · planned_date ·
    actual_date; None where a name or day is unknown. As tuples: a municipality has thousands."""
    return select(records, returns, _MILESTONES, ("milestones",), planned=of.planned)


def milestones_of_task(returns: Returns, task: int, of: PlanRows = EVERY) -> pd.DataFrame:
    """The milestones of one task: the columns of the dataset `milestones`, by planned day."""
    return query(returns, _MILESTONES_OF_TASK, "milestones", task=task, planned=of.planned)


def cited_evidence(returns: Returns, sha256: str, of: PlanRows = EVERY) -> pd.DataFrame:
    """Which reports and milestones cite a file with this fingerprint: task · period · milestone · milestone_name ·
    milestone_name_en · evidence_file; `milestone` is empty for a report."""
    return query(returns, _CITED, "tasks", "milestones", sha256=sha256.lower(), reports=of.reports, planned=of.planned)


@lru_cache(maxsize=64)
def recorded_columns(returns: Returns, of: PlanRows = EVERY) -> frozenset[str]:
    """The columns of `OPTIONAL` that any report of the release fills in."""
    row = query(returns, _RECORDED, "tasks", reports=of.reports).iloc[0]
    return frozenset(name for name in OPTIONAL if row[name])
