"""Reminders about the tasks and milestones of a return: owners, evidence and dates that are missing or out of date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain

from core.intake.merging.merge import Change
from core.intake.merging.partial_lines import task_of
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.rows import Row
from core.tasks.periods import Period, period_of, sort_key
from core.tasks.reports import Confirmation, confirmation_in

_DONE_STAGES = ("finished", "closed")


def task_reminders(checked: CheckedReturn) -> dict[str, tuple[str, ...]]:
    """By the code of a checklist item: numbers of tasks and codes of milestones without an owner or evidence, overdue,
    not confirmed for the newest period, or whose latest news is older than the release.

    Of a task its newest report counts, and of those of another plan of the district, which are carried on, none.
    `safeguards` are the places of safeguards with any of this; what the plan does not have is named elsewhere. Only
    for a return that has a table of tasks or milestones. Dates of what was done before are not questioned again.
    """
    merged = checked.merged
    if merged is None or not {"tasks", "milestones"} & {table.dataset for table in checked.reading.tables}:
        return {}
    reports, milestones = rows_of_plan(checked)
    every = newest_reports(reports)
    tasks = [row for row in every if checked.tasks is None or row["task"] in checked.tasks]
    newest = every[-1]["period"] if every else ""
    reminders = _standing(tasks, milestones, newest, checked.as_of)
    if checked.base is not None:
        since = checked.base.as_of
        reminders["not_updated"] = _not_updated(tasks, since)
        reminders["done_before"] = _done_before(merged.changes, reports, since)
    # Safeguards are no tasks: pages count them apart, too.
    safeguards = [row for row in every if row["task"] in checked.safeguards]
    named = {*chain(*_standing(safeguards, [], newest, checked.as_of).values())}
    reminders["safeguards"] = [place for place, number in enumerate(checked.safeguards, start=1) if number in named]
    return {code: tuple(dict.fromkeys(map(str, names))) for code, names in reminders.items() if names}


def newest_reports(reports: Iterable[Row]) -> list[Row]:
    """The newest report on every task, in the order of their periods: where several units report on a task, the one
    that was made last counts, as on the pages."""
    ordered = sorted(reports, key=lambda row: (sort_key(row["period"]), row["reported_on"] or date.min))
    newest = {row["task"]: row for row in ordered}
    return [row for row in ordered if newest[row["task"]] is row]


def rows_of_plan(checked: CheckedReturn) -> tuple[list[Row], list[Row]]:
    """The reports on tasks and the milestones of the release to be that are those of its plan."""
    rows, made_under = {} if checked.merged is None else checked.merged.rows, checked.made_under
    reports, milestones = rows.get("tasks", []), rows.get("milestones", [])
    if made_under is None:
        return list(reports), list(milestones)
    plan = made_under.release.id
    return (
        [row for row in reports if made_under.of_report(row["period"], row["reported_on"]).id == plan],
        [row for row in milestones if made_under.of_milestone(row["planned_date"], row["actual_date"]).id == plan],
    )


def _standing(tasks: list[Row], milestones: list[Row], newest: str, day: date) -> dict[str, list[object]]:
    """What is said of tasks and milestones as they stand, whatever the release before said; `newest` is the newest
    period of all."""
    reached = (row["milestone"] for row in milestones if row["actual_date"] and row["evidence"] == "none")
    return {
        "task_owner": _tasks(row for row in tasks if not row["owner"]),
        "unconfirmed": _tasks(row for row in tasks if _is_unconfirmed(row, period_of(newest))),
        "overdue": _tasks(row for row in tasks if _is_overdue(row, day)),
        "done_without_evidence": [*_tasks(row for row in tasks if _is_done_on(row, "none")), *reached],
        "done_on_statement": _tasks(row for row in tasks if _is_done_on(row, "statement")),
    }


def _tasks(rows: Iterable[Row]) -> list[object]:
    return sorted({row["task"] for row in rows})


def _is_unconfirmed(task: Row, newest: Period | None) -> bool:
    """Whether a task is not closed and nobody said anything of it for the newest period of all."""
    confirmation = confirmation_in(task["period"], task["confirmation"] or "", newest)
    return task["stage"] != "closed" and confirmation is Confirmation.UNCONFIRMED


def _is_overdue(task: Row, day: date) -> bool:
    return task["stage"] not in _DONE_STAGES and task["due_date"] is not None and task["due_date"] < day


def _is_done_on(task: Row, evidence: str) -> bool:
    return task["stage"] in _DONE_STAGES and task["evidence"] == evidence


def _not_updated(tasks: Iterable[Row], since: date) -> list[object]:
    return _tasks(row for row in tasks if row["stage"] == "under_way" and _reported_before(row, since))


def _reported_before(task: Row, day: date) -> bool:
    return task["reported_on"] is None or task["reported_on"] < day


def _done_before(changes: Iterable[Change], task_rows: Iterable[Row], since: date) -> list[object]:
    """Tasks and milestones that this return reports as done on a day before `since`; tasks first."""
    tasks, milestones = [], []
    done = [row for row in task_rows if row["stage"] in _DONE_STAGES]
    for change in changes:
        row = change.new
        if row is None:
            continue
        if change.dataset == "tasks" and _is_newly_done(change.old, row, done) and _reported_before(row, since):
            tasks.append(row["task"])
        elif change.dataset == "milestones" and _is_newly_reached(change.old, row) and row["actual_date"] < since:
            milestones.append(row["milestone"])
    return [*tasks, *milestones]


def _is_newly_done(old: Row | None, new: Row, done: Iterable[Row]) -> bool:
    """Whether a row says of its task what neither it said before nor an earlier period did."""
    if new["stage"] not in _DONE_STAGES or (old is not None and old["stage"] in _DONE_STAGES):
        return False
    return not any(task_of(row) == task_of(new) and sort_key(row["period"]) < sort_key(new["period"]) for row in done)


def _is_newly_reached(old: Row | None, new: Row) -> bool:
    return new["actual_date"] is not None and (old is None or old["actual_date"] is None)
