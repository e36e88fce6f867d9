"""Which tasks and milestones of a return a clerk is reminded of, by the days and stages of a few rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from core.intake.merging.merge import Change, ChangeKind
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.task_reminders import task_reminders

SINCE = date(2025, 9, 1)


def task(number: int, stage: str, **changes: Any) -> dict[str, Any]:
    row = {"area": "500110", "unit_id": "500110", "task": number, "period": "", "stage": stage, "owner": "office"}
    row |= {"evidence": "file", "reported_on": SINCE, "due_date": None, "confirmation": None}
    return {**row, **changes}


def milestone(id: str, actual: date | None, **changes: Any) -> dict[str, Any]:
    return {"milestone": id, "actual_date": actual, "evidence": "file", **changes}


def change(dataset: str, old: dict[str, Any] | None, new: dict[str, Any] | None) -> Change:
    return Change(ChangeKind.CHANGED, dataset, (), old, new, None)


def reminders(
    tasks: list[dict[str, Any]] | None = None,
    milestones: list[dict[str, Any]] | None = None,
    changes: tuple[Change, ...] = (),
    table: str = "tasks",
    base: bool = True,
) -> dict[str, tuple[str, ...]]:
    """What is reminded of for a return with one table over a release of 1 September."""
    merged: Any = SimpleNamespace(rows={"tasks": tasks or [], "milestones": milestones or []}, changes=changes)
    reading: Any = SimpleNamespace(tables=(SimpleNamespace(dataset=table),))
    release: Any = SimpleNamespace(as_of=SINCE) if base else None
    return task_reminders(CheckedReturn(reading, merged, (), release, "plan", date(2025, 12, 31), False))


def test_a_task_without_an_owner_is_named() -> None:
    assert reminders([task(1, "started"), task(2, "started", owner="")]) == {"task_owner": ("2",)}
    assert reminders([task(2, "started", owner="")], table="milestones") == {"task_owner": ("2",)}
    assert reminders([task(2, "started", owner="")], table="enrolment") == {}


def test_what_is_done_without_evidence_is_named_tasks_first() -> None:
    tasks = [
        task(1, "finished", evidence="none"),
        task(2, "closed", evidence="none"),
        task(3, "under_way", evidence="none"),
    ]
    tasks.append(task(4, "finished"))
    milestones = [
        milestone("a", SINCE, evidence="none"),
        milestone("b", None, evidence="none"),
        milestone("c", SINCE),
    ]
    assert reminders(tasks, milestones) == {"done_without_evidence": ("1", "2", "a")}


@pytest.mark.parametrize(
    ("reported", "named"), [(None, True), (date(2025, 8, 31), True), (SINCE, False), (date(2025, 9, 2), False)]
)
def test_a_task_under_way_needs_news_since_the_release(reported: date | None, named: bool) -> None:
    tasks = [task(1, "under_way", reported_on=reported), task(2, "started", reported_on=reported)]
    assert reminders(tasks) == ({"not_updated": ("1",)} if named else {})
    assert reminders(tasks, base=False) == {}


@pytest.mark.parametrize(
    ("dataset", "old", "new", "named"),
    [
        ("tasks", "under_way", ("finished", date(2025, 8, 31)), True),
        ("tasks", None, ("closed", date(2025, 8, 31)), True),
        ("tasks", None, ("closed", None), True),
        ("tasks", "under_way", ("finished", SINCE), False),
        ("tasks", "finished", ("closed", date(2025, 8, 31)), False),  # was done before
        ("tasks", "under_way", ("under_way", date(2025, 8, 31)), False),
        ("tasks", None, ("under_way", date(2025, 8, 31)), False),
        ("milestones", "open", date(2025, 8, 31), True),
        ("milestones", None, date(2025, 8, 31), True),
        ("milestones", "open", SINCE, False),
        ("milestones", "open", None, False),
        ("milestones", "done", date(2025, 8, 31), False),
    ],
)
def test_what_was_done_before_the_release_and_is_only_reported_now_is_named(
    dataset: str, old: str | None, new: Any, named: bool
) -> None:
    before: dict[str, Any] | None = None
    if dataset == "tasks":
        before = None if old is None else task(1, old)
        after = task(1, new[0], reported_on=new[1])
    else:
        before = None if old is None else milestone("1", date(2025, 1, 1) if old == "done" else None)
        after = milestone("1", new)
    assert reminders(changes=(change(dataset, before, after),)) == ({"done_before": ("1",)} if named else {})
    assert reminders(changes=(change(dataset, before, None),)) == {}


def test_what_was_taken_out_does_not_hide_what_was_done_before() -> None:
    done = task(7, "finished", reported_on=date(2025, 8, 31))
    removed, added = change("tasks", task(6, "finished"), None), change("tasks", None, done)
    assert reminders(changes=(removed, added)) == {"done_before": ("7",)}


def test_changes_are_counted_by_what_happened() -> None:
    merged: Any = SimpleNamespace(changes=[change("tasks", None, None)] * 3)
    found = CheckedReturn(SimpleNamespace(), merged, (), None, "plan", SINCE, False)  # type: ignore[arg-type]
    assert (found.count(ChangeKind.CHANGED), found.count(ChangeKind.ADDED)) == (3, 0)
    unread = CheckedReturn(SimpleNamespace(), None, (), None, "plan", SINCE, False)  # type: ignore[arg-type]
    assert unread.count(ChangeKind.CHANGED) == 0


def test_of_a_task_its_newest_period_counts() -> None:
    tasks = [task(1, "under_way", period="2025-H2", confirmation="changed"), task(1, "proposed", owner="")]
    tasks.append(task(1, "proposed", period="2025-H1", owner=""))
    assert reminders(tasks) == {}
    assert reminders([*tasks, task(1, "proposed", period="2025", owner="", confirmation="changed")]) == {
        "task_owner": ("1",)
    }


def test_a_task_nobody_spoke_of_in_the_newest_period_is_unconfirmed_unless_it_is_closed() -> None:
    tasks = [
        task(1, "started", period="2025-H2", confirmation="unchanged"),
        task(2, "started", period="2025-H2"),
        task(3, "started", period="2025-H1", confirmation="changed"),
        task(4, "closed", period="2025-H1"),
        task(5, "finished"),
    ]
    assert reminders(tasks) == {"unconfirmed": ("2", "3", "5")}
    assert reminders([task(1, "started")]) == {}  # no period is said at all


def test_a_period_that_ends_with_the_newest_and_another_unit_confirm_a_task_too() -> None:
    tasks = [
        task(1, "started", period="2025", confirmation="unchanged"),
        task(2, "started", period="2025-H2", confirmation="unchanged"),
        task(3, "started", period="2025-H1"),
        task(3, "started", period="2025-H2", confirmation="changed", unit_id="school"),
    ]
    assert reminders(tasks) == {}


def test_a_task_past_its_day_is_overdue_until_it_is_finished() -> None:
    days = {1: date(2025, 12, 30), 2: date(2025, 12, 31), 3: None}
    tasks = [task(number, "started", due_date=day) for number, day in days.items()]
    assert reminders([*tasks, task(4, "finished", due_date=days[1])]) == {"overdue": ("1",)}


def test_a_task_finished_on_nothing_but_a_statement_is_named() -> None:
    tasks = [task(1, "finished", evidence="statement"), task(2, "started", evidence="statement"), task(3, "closed")]
    assert reminders(tasks) == {"done_on_statement": ("1",)}


def test_tasks_are_counted_as_on_the_pages_and_safeguards_and_unknown_numbers_are_none() -> None:
    """Tasks 1 and 2 are those of the plan, 101 and 102 its safeguards, and 77 is nothing; two units report on task 2,
    and the one who names an owner did so last."""
    early, late = date(2025, 12, 1), date(2025, 12, 20)
    rows = [task(number, "under_way", period="2025-H2", owner="", reported_on=early) for number in (1, 2, 77, 102)]
    rows += [task(101, "under_way", period="2025-H2", confirmation="changed")]
    rows += [task(2, "under_way", period="2025-H2", unit_id="other", reported_on=late, confirmation="changed")]
    merged: Any = SimpleNamespace(rows={"tasks": rows, "milestones": []}, changes=())
    reading: Any = SimpleNamespace(tables=(SimpleNamespace(dataset="tasks"),))
    checked = CheckedReturn(reading, merged, (), None, "plan", date(2025, 12, 31), False)
    of_plan = replace(checked, tasks=frozenset({1, 2}), safeguards=(101, 102))
    assert task_reminders(of_plan) == {"task_owner": ("1",), "unconfirmed": ("1",), "safeguards": ("2",)}
