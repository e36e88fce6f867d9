"""Reminders about the tasks and milestones of a return: owners, evidence and dates that are missing or out of date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from core.intake.merging.merge import Change
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.rows import Row

_DONE_STAGES = ("finished", "closed")


def task_reminders(checked: CheckedReturn) -> dict[str, tuple[str, ...]]:
    """By the code of a checklist item: numbers of tasks and codes of milestones without an owner or evidence, or whose
    latest news is older than the release.

    Only for a return that has a table of tasks or milestones. Dates of what was done before are not questioned again.
    """
    merged = checked.merged
    if merged is None or not {"tasks", "milestones"} & {table.dataset for table in checked.reading.tables}:
        return {}
    tasks, milestones = merged.rows["tasks"], merged.rows["milestones"]
    reminders = {
        "task_owner": [row["task"] for row in tasks if not row["owner"]],
        "done_without_evidence": _without_evidence(tasks, milestones),
    }
    if checked.base is not None:
        since = checked.base.as_of
        reminders["not_updated"] = [
            row["task"] for row in tasks if row["stage"] == "under_way" and _reported_before(row, since)
        ]
        reminders["done_before"] = _done_before(merged.changes, since)
    return {code: tuple(str(name) for name in names) for code, names in reminders.items() if names}


def _without_evidence(tasks: Iterable[Row], milestones: Iterable[Row]) -> list[object]:
    return [
        *(row["task"] for row in tasks if row["stage"] in _DONE_STAGES and row["evidence"] == "none"),
        *(row["milestone"] for row in milestones if row["actual_date"] and row["evidence"] == "none"),
    ]


def _reported_before(task: Row, day: date) -> bool:
    return task["reported_on"] is None or task["reported_on"] < day


def _done_before(changes: Iterable[Change], since: date) -> list[object]:
    """Tasks and milestones that this return reports as done on a day before `since`; tasks first."""
    tasks, milestones = [], []
    for change in changes:
        row = change.new
        if row is None:
            continue
        if change.dataset == "tasks" and _is_newly_done(change.old, row) and _reported_before(row, since):
            tasks.append(row["task"])
        elif change.dataset == "milestones" and _is_newly_reached(change.old, row) and row["actual_date"] < since:
            milestones.append(row["milestone"])
    return [*tasks, *milestones]


def _is_newly_done(old: Row | None, new: Row) -> bool:
    return new["stage"] in _DONE_STAGES and (old is None or old["stage"] not in _DONE_STAGES)


def _is_newly_reached(old: Row | None, new: Row) -> bool:
    return new["actual_date"] is not None and (old is None or old["actual_date"] is None)
