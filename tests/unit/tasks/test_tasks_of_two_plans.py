"""A release goes on carrying what was reported under the plan before: no report counts for a task of another plan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.context import Context, context_for
from core.intake.checks.candidate_release import PlanCodes
from core.intake.publishing.check_return import check_return
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.form_of_year import form_of_year, plan_of_form
from core.intake.publishing.task_reminders import task_reminders
from core.intake.reading.read_return import ReadingBasis, read_return
from core.intake.rows import release_rows
from core.language import Language
from core.panels.pages.one_number import rows_of_dataset
from core.panels.tasks.counted import headline
from core.panels.tasks.evidence import citations
from core.panels.tasks.plan_tasks import plan_task, task_counts, unknown_numbers
from core.panels.tasks.task_history import task_milestones, task_reports
from core.panels.tasks.words import absent_words
from core.plan.roots import plans
from core.snapshots import releases
from core.tasks.of_plan import MadeUnder
from core.tasks.reports import Stage
from tests.support.district.next_plan import NEXT_ID, next_plan
from tests.support.intake.returned_rows import HandMadeReturn, rule
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

OLD = "qijiang-14th"
CLOSE, AUTUMN = date(2025, 12, 31), date(2026, 9, 1)
SHA = "ab" * 32


def report(task: int, period: str, reported: date | None, stage: str = "under_way", **values: object) -> dict[str, Any]:
    plain = {"task": task, "period": period, "stage": stage, "evidence": "document", "reported_on": reported}
    return row("district", owner="甲科", owner_en="Office A", **plain, **values)


def milestone(id: str, task: int, planned: date) -> dict[str, Any]:
    return row("district", milestone=id, indicator="", task=task, evidence="none", planned_date=planned)


UNDER_OLD = [
    report(1, "2025", date(2026, 1, 20), "finished", finished_on=date(2025, 6, 1), evidence_sha256=SHA),
    report(9, "2024", date(2024, 12, 20)),
    report(9, "2025-H1", None),
]
OLD_MILESTONES = [milestone("t2_done", 2, date(2025, 3, 31)), milestone("t2_slow", 2, date(2026, 10, 31))]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A district whose second plan counts from March 2026; its first release carries the reports of the old plan on."""
    folder = tmp_path_factory.mktemp("two-plans")
    next_plan(folder)
    frames = tiny_release_frames()
    frames["tasks"], frames["milestones"] = frame("tasks", UNDER_OLD), frame("milestones", OLD_MILESTONES)
    tiny_release(folder / "snapshots", CLOSE, frames, plan=OLD)
    frames["tasks"] = frame("tasks", [*UNDER_OLD, report(2, "2026-H1", date(2026, 7, 1))])
    frames["milestones"] = frame("milestones", [*OLD_MILESTONES, milestone("new", 2, date(2027, 1, 1))])
    tiny_release(folder / "snapshots", AUTUMN, frames, plan=NEXT_ID)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_HOME", str(folder))
        yield folder


def under(plan: str) -> Context:
    newest = releases().latest()
    assert newest is not None
    return context_for(newest, Language.EN, plan_id=plan)


def stage(context: Context, number: int) -> Stage | None:
    task = plan_task(context, number)
    assert task is not None
    return task.standing.stage


def counted(context: Context, number: int) -> tuple[int, int]:
    """How many reports and milestones the page of a task lists."""
    task = plan_task(context, number)
    assert task is not None
    return len(task_reports(context, task).table.rows), len(task_milestones(context, task).table.rows)


@pytest.mark.usefixtures("home")
def test_the_new_plan_begins_with_what_was_reported_on_its_own_tasks_alone() -> None:
    new = under(NEXT_ID)
    assert [stage(new, number) for number in (1, 2, 3)] == [None, Stage.UNDER_WAY, None]
    assert (counted(new, 1), counted(new, 2)) == ((0, 0), (1, 1))
    assert unknown_numbers(new) == ()
    assert headline(new).startswith("3 tasks: 2 not reported on, 1 under way.")
    assert citations(new, SHA) == ()
    assert len(rows_of_dataset(new, "tasks", task="1").table.rows) == 0
    assert len(rows_of_dataset(new, "milestones", task="2").table.rows) == 1


@pytest.mark.usefixtures("home")
def test_what_was_asked_and_left_empty_is_not_stated_which_is_not_that_nothing_records_it() -> None:
    new = under(NEXT_ID)
    assert absent_words("co_units", new) == "not stated"


@pytest.mark.usefixtures("home")
def test_the_old_plan_goes_on_showing_its_own_reports_and_the_milestones_that_are_late() -> None:
    old = under(OLD)
    assert [stage(old, number) for number in (1, 2, 9)] == [Stage.FINISHED, None, Stage.UNDER_WAY]
    assert (counted(old, 1), counted(old, 2), counted(old, 9)) == ((1, 0), (0, 2), (2, 0))
    assert task_counts(old).done == 1
    assert len(citations(old, SHA)) == 1
    assert len(rows_of_dataset(old, "tasks", task="9").table.rows) == 2


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("period", "reported", "plan"),
    [
        ("2025", date(2026, 4, 1), OLD),  # late, on a year of the old plan
        ("2026", date(2026, 2, 1), OLD),  # before the new plan was issued
        ("2026", date(2026, 4, 1), NEXT_ID),
        ("2026-Q1", None, NEXT_ID),
        ("", date(2025, 4, 1), OLD),
        ("", date(2026, 4, 1), NEXT_ID),
        ("", None, NEXT_ID),  # nothing is said: that of the release
        ("2019", None, OLD),
        ("2031", date(2031, 2, 1), NEXT_ID),
    ],
)
def test_a_report_belongs_to_a_plan_by_its_period_and_the_day_it_was_made(
    period: str, reported: date | None, plan: str
) -> None:
    made_under = MadeUnder(plans(), plans().heads[-1], AUTUMN)
    assert made_under.of_report(period, reported).id == plan
    assert MadeUnder(plans(), plans().heads[0], AUTUMN).of_report(period, reported).id == OLD


@pytest.mark.usefixtures("home")
def test_publishing_reminds_of_the_tasks_of_its_own_plan_alone() -> None:
    rows = {"tasks": [*UNDER_OLD, report(2, "2026-H1", date(2026, 7, 1)) | {"owner": ""}], "milestones": []}
    entire: list[dict[str, Any]] = [
        {"area": "500110", "due_date": date(2025, 6, 30), "confirmation": "changed", **entry} for entry in rows["tasks"]
    ]
    merged: Any = SimpleNamespace(rows={"tasks": entire, "milestones": []}, changes=())
    reading: Any = SimpleNamespace(tables=(SimpleNamespace(dataset="tasks"),))
    made_under = MadeUnder(plans(), plans().heads[-1], AUTUMN)
    checked = CheckedReturn(reading, merged, (), None, NEXT_ID, AUTUMN, False, made_under=made_under)
    assert task_reminders(checked) == {"task_owner": ("2",), "overdue": ("2",)}


@pytest.fixture
def form_of_2026(home: Path) -> bytes:
    """The form of the new plan, filled from the release that holds reports of both."""
    newest = releases().latest()
    assert newest is not None
    plan = plan_of_form(newest, 2026)
    assert plan.id == NEXT_ID
    return form_of_year(newest, releases(), None, Language.EN, 2026, plan)


def lines(form: bytes, dataset: str) -> list[dict[str, Any]]:
    """The rows that a form gives as it comes, by field."""
    newest = releases().latest()
    assert newest is not None
    basis = ReadingBasis("500110", NEXT_ID, release_rows(newest), 2026)
    return [entry.row for entry in read_return(form, "form.xlsx", basis).entries if entry.dataset == dataset]


def test_the_form_of_the_new_plan_holds_its_own_tasks_and_milestones_alone(form_of_2026: bytes) -> None:
    # The second line of task 2 is the open one, for the half year that follows.
    assert [(row["task"], row["period"]) for row in lines(form_of_2026, "tasks")] == [(2, "2026-H2"), (2, "2026-H1")]
    assert [row["milestone"] for row in lines(form_of_2026, "milestones")] == ["new"]


def test_the_first_form_of_the_new_plan_is_one_of_that_plan_and_takes_nothing_of_the_old_away(home: Path) -> None:
    closing = releases().as_of(CLOSE)
    assert closing is not None
    before = replace(releases(), snapshots=(closing,))
    plan = plan_of_form(closing, 2026)
    form = form_of_year(closing, before, None, Language.EN, 2026, plan)
    assert (plan.id, plan_of_form(closing, 2025).id) == (NEXT_ID, OLD)
    assert lines(form, "tasks") == lines(form, "milestones") == []
    checked = check_return(form, "form.xlsx", before, plan, AUTUMN, plans=plans())
    assert checked.merged is not None
    assert [change.dataset for change in checked.merged.changes if change.dataset in ("tasks", "milestones")] == []
    assert len(checked.merged.rows["tasks"]) == len(UNDER_OLD)


def test_a_report_that_would_overwrite_one_of_the_plan_before_is_asked_about(home: Path) -> None:
    """Of task 2 and the year 2026 the old plan has a report of February, the new one a report of April."""
    early, late = {"reported_on": date(2026, 2, 1)}, date(2026, 10, 31)
    sent = HandMadeReturn().revises("tasks", early, task=2, period="2026", reported_on=date(2026, 4, 1))
    sent.revises("milestones", {"planned_date": late}, milestone="t2_slow", planned_date=date(2027, 5, 1))
    codes = PlanCodes(
        made_under=MadeUnder(plans(), plans().heads[-1], AUTUMN),
        of_others=frozenset((change.dataset, change.key) for change in sent.changes),
    )
    said = [sent.breaks(rule("clash", dataset), AUTUMN, codes) for dataset in ("tasks", "milestones")]
    assert said == [["tasks E2 plan_clash: task=2; found=2026"], ["milestones C3 milestone_clash: found=t2_slow"]]
    assert sent.breaks(rule("clash", "tasks"), AUTUMN) == []


def test_a_line_for_a_period_of_the_plan_before_is_asked_about_since_its_task_is_another_one(home: Path) -> None:
    """The form of 2026 names the new plan's task 2; a line for 2025 would be a report on the old plan's task 2."""
    codes = PlanCodes(made_under=MadeUnder(plans(), plans().heads[-1], AUTUMN))
    late, due = HandMadeReturn(), HandMadeReturn()
    late.revises("tasks", {"stage": "under_way"}, task=2, period="2025", stage="finished", reported_on=None)
    due.revises("tasks", {"stage": "under_way"}, task=2, period="2026-H1", stage="finished", reported_on=None)
    said = late.breaks(rule("clash", "tasks"), AUTUMN, codes)
    assert said == ["tasks E2 plan_former: task=2; found=2025; plan=2021–2025; form=2026–2030"]
    assert due.breaks(rule("clash", "tasks"), AUTUMN, codes) == []


def test_a_line_for_a_period_before_both_plans_is_asked_about_once(home: Path) -> None:
    codes = PlanCodes(made_under=MadeUnder(plans(), plans().heads[-1], AUTUMN), earliest=plans().heads[0])
    old = HandMadeReturn().adds("tasks", task=2, period="2019", stage="finished", reported_on=None)
    said = [line for kind in ("clash", "before") for line in old.breaks(rule(kind, "tasks"), AUTUMN, codes)]
    assert said == ["tasks E2 plan_before: task=2; found=2019; plan=2021–2025"]
