"""How a task stands on a day: overdue, without owner, unconfirmed, unproven – each on its own."""

from datetime import date

import pytest

from core.tasks.counts import FLAGS, HOLDS, STAGES, TaskState, count_tasks
from core.tasks.milestones import Milestone, MilestoneState
from core.tasks.periods import Period
from core.tasks.reports import BackwardStep, Confirmation, Evidence, Stage, TaskReport, TaskStanding, confirmation_of

AS_OF = date(2025, 12, 31)
NEWEST = Period(2025, "H", 2)


def report(**values: object) -> TaskReport:
    plain: dict[str, object] = {
        "task": 9,
        "period": "2025-H2",
        "stage": Stage.UNDER_WAY,
        "stages": {},
        "evidence": Evidence.DOCUMENT,
        "owner": "甲科",
    }
    return TaskReport(**{**plain, **values})  # type: ignore[arg-type]


def standing(one: TaskReport | None, newest: Period | None = NEWEST, *milestones: Milestone) -> TaskStanding:
    return TaskStanding(9, one, confirmation_of(one, newest), AS_OF, milestones)


def milestone(id: str, planned: date | None, actual: date | None = None) -> Milestone:
    return Milestone(id, 9, id, id, planned, actual, AS_OF)


@pytest.mark.parametrize(
    ("due", "days"),
    [(date(2025, 12, 30), 1), (date(2025, 12, 31), 0), (date(2026, 1, 1), 0), (date(2024, 12, 31), 365), (None, 0)],
)
def test_an_open_task_is_overdue_from_the_day_after_its_due_date(due: date | None, days: int) -> None:
    task = standing(report(due=due))
    assert (task.days_overdue, task.is_overdue) == (days, days > 0)


@pytest.mark.parametrize(
    ("finished", "late"), [(date(2025, 6, 25), -5), (date(2025, 6, 30), 0), (date(2025, 7, 10), 10), (None, None)]
)
def test_a_finished_task_is_never_overdue_but_was_finished_early_or_late(
    finished: date | None, late: int | None
) -> None:
    days = {Stage.FINISHED: finished} if finished is not None else {}
    one = report(stage=Stage.FINISHED, stages=days, due=date(2025, 6, 30))
    assert one.days_late(AS_OF) == late
    assert not standing(one).is_overdue


def test_a_closed_task_without_the_day_it_was_finished_counts_from_the_day_it_was_closed() -> None:
    one = report(stage=Stage.CLOSED, stages={Stage.CLOSED: date(2025, 7, 2)}, due=date(2025, 6, 30))
    assert one.days_late(AS_OF) == 2


def test_a_day_of_finishing_says_nothing_while_the_task_is_under_way() -> None:
    one = report(stages={Stage.FINISHED: date(2025, 1, 1)}, due=date(2025, 6, 30))
    assert one.finished_on is None
    assert standing(one).days_overdue == 184


def test_without_a_report_nothing_is_known_and_nothing_is_the_first_stage() -> None:
    task = standing(None)
    assert (task.stage, task.is_overdue, task.has_no_owner, task.is_unproven) == (None, False, False, False)
    assert task.confirmation is Confirmation.UNCONFIRMED
    assert [state for state, holds in HOLDS.items() if holds(task)] == [TaskState.NO_REPORT]


def test_a_task_that_is_closed_needs_no_word_for_the_newest_period() -> None:
    for stage, unconfirmed in ((Stage.FINISHED, True), (Stage.CLOSED, False)):
        assert standing(report(stage=stage, period="2025-H1")).is_unconfirmed is unconfirmed


@pytest.mark.parametrize(
    ("period", "confirmation", "expected"),
    [
        ("2025-H2", "changed", Confirmation.CHANGED),
        ("2025-H2", "unchanged", Confirmation.UNCHANGED),
        ("2025-H2", "", Confirmation.UNCONFIRMED),
        ("2025-H1", "unchanged", Confirmation.UNCONFIRMED),
        ("", "unchanged", Confirmation.UNCONFIRMED),
        ("2025", "unchanged", Confirmation.UNCHANGED),  # a longer period that ends on the same day is as new
        ("2025-12", "changed", Confirmation.CHANGED),
    ],
)
def test_only_a_report_for_the_newest_period_confirms(period: str, confirmation: str, expected: Confirmation) -> None:
    assert confirmation_of(report(period=period, confirmation=confirmation), NEWEST) is expected


def test_a_release_without_periods_confirms_nothing_and_denies_nothing() -> None:
    assert confirmation_of(report(period=""), None) is Confirmation.NOT_RECORDED
    assert confirmation_of(None, None) is Confirmation.NOT_RECORDED


@pytest.mark.parametrize(
    ("stage", "evidence", "unproven"),
    [
        (Stage.FINISHED, Evidence.STATEMENT, True),
        (Stage.CLOSED, Evidence.NONE, True),
        (Stage.FINISHED, Evidence.PHOTOGRAPH, False),
        (Stage.UNDER_WAY, Evidence.NONE, False),
    ],
)
def test_what_is_finished_on_a_statement_or_on_nothing_is_unproven(
    stage: Stage, evidence: Evidence, unproven: bool
) -> None:
    assert standing(report(stage=stage, evidence=evidence)).is_unproven is unproven


def test_steps_that_run_backwards_or_lie_ahead_are_named() -> None:
    days = {Stage.PROPOSED: date(2024, 5, 1), Stage.UNDER_WAY: date(2024, 3, 1), Stage.FINISHED: date(2026, 2, 1)}
    task = standing(report(stage=Stage.FINISHED, stages=days))
    assert task.backward_steps == (BackwardStep(Stage.PROPOSED, Stage.UNDER_WAY, date(2024, 5, 1), date(2024, 3, 1)),)
    assert task.steps_ahead == ((Stage.FINISHED, date(2026, 2, 1)),)


@pytest.mark.parametrize(
    ("planned", "actual", "state", "slip"),
    [
        (date(2024, 6, 30), date(2024, 9, 10), MilestoneState.LATE, 72),
        (date(2024, 6, 30), date(2024, 6, 20), MilestoneState.EARLY, -10),
        (date(2024, 6, 30), date(2024, 6, 30), MilestoneState.ON_TIME, 0),
        (date(2025, 10, 31), None, MilestoneState.OVERDUE, 61),
        (AS_OF, None, MilestoneState.AHEAD, None),
        (date(2026, 1, 31), None, MilestoneState.AHEAD, None),
        (None, None, MilestoneState.UNPLANNED, None),
        (None, date(2024, 1, 1), MilestoneState.REACHED, None),
        (date(2025, 12, 1), date(2026, 1, 1), MilestoneState.OVERDUE, 30),  # nobody has reached it yet
    ],
)
def test_the_slip_of_a_milestone(
    planned: date | None, actual: date | None, state: MilestoneState, slip: int | None
) -> None:
    one = milestone("a", planned, actual)
    assert (one.state, one.slip) == (state, slip)


def test_the_next_milestone_is_the_open_one_planned_first() -> None:
    done, later, overdue, never = (
        milestone("done", date(2024, 1, 1), date(2024, 1, 2)),
        milestone("later", date(2026, 5, 1)),
        milestone("overdue", date(2025, 5, 1)),
        milestone("never", None),
    )
    task = standing(report(), NEWEST, done, later, overdue, never)
    assert task.next_milestone is overdue
    assert task.overdue_milestones == 1
    assert standing(report(), NEWEST, done, never).next_milestone is never
    assert standing(report(), NEWEST, done).next_milestone is None


def test_every_task_has_one_stage_and_each_state_is_counted_on_its_own() -> None:
    tasks = [
        standing(report(due=date(2025, 1, 1), owner="")),  # overdue, without owner, unconfirmed: all at once
        standing(report(due=date(2025, 1, 1), confirmation="unchanged")),
        standing(report(stage=Stage.FINISHED, evidence=Evidence.STATEMENT, confirmation="changed")),
        standing(report(stage=Stage.CLOSED, evidence=Evidence.NONE), NEWEST, milestone("a", date(2025, 1, 1))),
        standing(None),
    ]
    counts = count_tasks(tasks)
    assert [counts.by_state[state] for state in STAGES] == [1, 0, 2, 1, 1]
    assert sum(counts.by_state[state] for state in STAGES) == counts.tasks == 5
    assert [counts.by_state[state] for state in FLAGS] == [2, 1, 1, 1]
    assert (counts.done, counts.on_statement, counts.on_nothing, counts.by_state[TaskState.UNPROVEN]) == (2, 1, 1, 2)
    assert counts.milestones == {MilestoneState.OVERDUE: 1}
