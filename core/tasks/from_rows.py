"""Rows of the datasets `tasks` and `milestones` as reports and standings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pandas as pd

from core.tasks.milestones import Milestone
from core.tasks.periods import Period
from core.tasks.reports import Evidence, Stage, TaskReport, TaskStanding, confirmation_of

MilestoneRow = tuple[str, int, str | None, str | None, date | None, date | None]
"""Id, task, name, English name, planned and actual day of a milestone."""

_DAYS = {
    Stage.PROPOSED: "proposed_on",
    Stage.UNDER_WAY: "under_way_on",
    Stage.FINISHED: "finished_on",
    Stage.CLOSED: "closed_on",
}
"""The column that dates a stage."""


def standings(
    reports: pd.DataFrame,
    milestones: Iterable[MilestoneRow],
    numbers: Iterable[int],
    newest: Period | None,
    as_of: date,
) -> tuple[TaskStanding, ...]:
    """The tasks with these numbers, in this order, on the day `as_of`.

    `reports` has one row a task, the newest (`core.queries.tasks.task_reports`).
    `newest` is the newest period that anybody reported on, None where no period is known.
    """
    by_task = {report.task: report for report in map(_report, reports.to_dict("records"))}
    of_task: dict[int, list[Milestone]] = defaultdict(list)
    for row in milestones:
        milestone = milestone_of(row, as_of)
        of_task[milestone.task].append(milestone)
    return tuple(
        TaskStanding(
            number=number,
            report=by_task.get(number),
            confirmation=confirmation_of(by_task.get(number), newest),
            as_of=as_of,
            milestones=tuple(of_task.get(number, ())),
        )
        for number in numbers
    )


def milestone_of(row: MilestoneRow, as_of: date) -> Milestone:
    """A milestone on a day; one without a name is called by its id."""
    id, task, name, name_en, planned, actual = row
    return Milestone(id, task, name or id, name_en or name or id, planned, actual, as_of)


def _report(row: dict[str, Any]) -> TaskReport:
    owner, former = text_or_empty(row["owner"]), text_or_empty(row["former_owner"])
    days = {stage: day_or_none(row[column]) for stage, column in _DAYS.items()}
    return TaskReport(
        task=int(row["task"]),
        period=str(row["period"]),
        stage=Stage(row["stage"]),
        stages={stage: day for stage, day in days.items() if day is not None},
        evidence=Evidence(row["evidence"]),
        owner=owner,
        owner_en=text_or_empty(row["owner_en"]) or owner,
        co_units=tuple(name for name in text_or_empty(row["co_units"]).split("、") if name.strip()),
        due=day_or_none(row["due_date"]),
        reported_on=day_or_none(row["reported_on"]),
        confirmation=text_or_empty(row["confirmation"]),
        evidence_file=text_or_empty(row["evidence_file"]),
        evidence_sha256=text_or_empty(row["evidence_sha256"]),
        former_owner=former,
        former_owner_en=text_or_empty(row["former_owner_en"]) or former,
        former_period=text_or_empty(row["former_period"]),
        units=int(row["units"]),
    )


def text_or_empty(value: object) -> str:
    """A text of a frame; empty where the frame has none, or only spaces."""
    return value.strip() if isinstance(value, str) else ""


def day_or_none(value: Any) -> date | None:
    """A day of a frame; None where the frame has none."""
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return None
    return value.date() if isinstance(value, datetime) else value
