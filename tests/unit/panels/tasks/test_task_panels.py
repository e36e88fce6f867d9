"""Panels of tasks: rows of the timeline, what changed since, which file is cited, long names and tasks nobody knows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.context import Context, context_for
from core.language import Language
from core.panels.pages.release_changes import changes
from core.panels.tasks.board import CARDS, board
from core.panels.tasks.evidence import citations
from core.panels.tasks.one_task import task_card, task_of_address
from core.panels.tasks.plan_tasks import plan_task
from core.panels.tasks.task_filter import TaskFilter, filter_of_address
from core.panels.tasks.task_history import task_milestones, task_reports
from core.panels.tasks.task_list import task_list
from core.panels.tasks.task_rows import row_of
from core.panels.tasks.task_timeline import ROWS, sheets, task_timeline
from core.snapshots import releases
from tests.support.release_frames import frame, row, tiny_release, tiny_release_frames

EARLIER, NEWEST = date(2025, 9, 1), date(2025, 12, 31)
SHA = "cd" * 32
LONG = "示例" * 30


def report(task: int, **values: object) -> dict[str, Any]:
    plain = {"task": task, "period": "2025-H2", "stage": "under_way", "evidence": "document", "owner": "甲科"}
    return row("district", **{**plain, "owner_en": "Office A", **values})


def milestone(id: str, task: int, planned: date | None, actual: date | None = None) -> dict[str, Any]:
    days = {"planned_date": planned, "actual_date": actual}
    return row("district", milestone=id, indicator="", task=task, evidence="none", **days)


TASKS = [
    report(
        1, stage="finished", under_way_on=date(2023, 6, 1), finished_on=date(2025, 10, 1), due_date=date(2025, 9, 1)
    ),
    report(2, owner=LONG, due_date=date(2025, 11, 30), under_way_on=date(2024, 1, 1), evidence_sha256=SHA),
    report(3, due_date=date(2225, 1, 1), proposed_on=date(1925, 1, 1)),
    report(77),
]
MILESTONES = [
    milestone("reached", 2, date(2024, 6, 1), date(2024, 5, 1)),
    milestone("overdue", 2, date(2025, 12, 1)),
    milestone("ahead", 2, date(2026, 2, 1)),
    milestone("unplanned", 2, None),
    milestone("tomorrow", 2, date(2025, 12, 30), date(2026, 1, 1)),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("home")
    frames = tiny_release_frames()
    frames["tasks"] = frame("tasks", [report(1), report(2, stage="proposed", due_date=date(2025, 11, 30)), report(3)])
    frames["milestones"] = frame("milestones", [])
    tiny_release(folder / "snapshots", EARLIER, frames)
    frames["tasks"], frames["milestones"] = frame("tasks", TASKS), frame("milestones", MILESTONES)
    tiny_release(folder / "snapshots", NEWEST, frames)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_HOME", str(folder))
        yield folder


@pytest.fixture
def context(home: Path) -> Context:
    newest = releases().latest()
    assert newest is not None
    return context_for(newest, Language.EN)


def row_in_timeline(number: int, context: Context) -> Any:
    task = plan_task(context, number)
    assert task is not None
    return row_of(task, context)


def test_a_row_runs_from_the_plan_to_the_due_date_and_from_the_first_step_to_the_end(context: Context) -> None:
    bars = row_in_timeline(1, context)
    assert (bars.planned.start, bars.planned.end) == (date(2023, 3, 24), date(2025, 9, 1))
    assert (bars.actual.start, bars.actual.end) == (date(2023, 6, 1), date(2025, 10, 1))
    assert (bars.past_due.start, bars.past_due.end) == (date(2025, 9, 1), date(2025, 10, 1))
    assert [sign.sign for sign in bars.steps] == ["U", "F"]


def test_an_open_task_runs_to_the_day_of_the_release_and_its_milestones_stand_apart(context: Context) -> None:
    bars = row_in_timeline(2, context)
    assert bars.actual.end == NEWEST
    assert (bars.past_due.start, bars.past_due.end) == (date(2025, 11, 30), NEWEST)
    assert [sign.day for sign in bars.reached] == [date(2024, 5, 1)]
    assert [sign.day for sign in bars.late_milestones] == [date(2025, 12, 1), date(2025, 12, 30)]
    assert [sign.day for sign in bars.open_milestones] == [date(2026, 2, 1)]


def test_a_day_a_century_off_stands_at_the_edge_and_as_it_is_in_the_table(context: Context) -> None:
    bars = row_in_timeline(3, context)
    assert (bars.planned.end, bars.actual.start) == (date(2030, 12, 31), date(2018, 1, 1))
    table = task_timeline(context, TaskFilter()).table
    assert [cell.text for cell in table.rows[2][1:6]] == ["1925-01-01", "not stated", "—", "—", "2225-01-01"]


def test_a_task_without_a_report_has_an_empty_row(context: Context) -> None:
    assert row_in_timeline(4, context).days == []


def test_a_task_the_plan_does_not_have_is_named_and_not_listed(context: Context) -> None:
    panel = task_list(context, TaskFilter())
    assert len(panel.table.rows) == 30
    assert "Reports name tasks that the plan does not have: 77. They are not listed." in panel.notes


def test_what_changed_since_names_tasks_at_another_stage_and_newly_overdue(context: Context) -> None:
    panel = changes(context)
    assert panel.headline.endswith("; tasks: 2 at another stage, 1 newly overdue")
    tasks = [[cell.text for cell in cells] for cells in panel.table.rows if cells[0].page == "tasks"]
    assert tasks == [
        ["Task 1: Ideological and political education", "—", "stage", "Under way", "Finished", "—"],
        ["Task 2: Five-fold education", "—", "stage", "Proposed", "Under way", "—"],
        ["Task 2: Five-fold education", "—", "Overdue", "—", "31 days overdue", "—"],
    ]


def test_a_file_is_cited_by_its_fingerprint_however_it_is_written(context: Context) -> None:
    assert [(each.task, each.words) for each in citations(context, SHA.upper())] == [
        (2, "Task 2: Five-fold education (report for second half of 2025)")
    ]
    assert citations(context, "00" * 32) == ()


def test_a_long_name_stays_whole_and_is_found_again_by_the_filter(context: Context) -> None:
    chosen, refused = filter_of_address({"owner": LONG}, context)
    assert refused == ()
    assert [cells[0].text for cells in task_list(context, chosen).table.rows] == ["Task 2: Five-fold education"]


def test_milestones_of_a_task_say_the_slip_and_where_they_came_from(context: Context) -> None:
    task = task_of_address(context, {"task": "2"})
    table = task_milestones(context, task).table
    by_name = {cells[0].text: [cell.text for cell in cells] for cells in table.rows}
    assert by_name["reached"][2:6] == ["2024-06-01", "2024-05-01", "-31", "reached 31 days early"]
    assert by_name["overdue"][4:6] == ["30", "30 days overdue"]
    assert by_name["tomorrow"][3:6] == ["2026-01-01", "1", "1 day overdue"]
    assert by_name["unplanned"][4:6] == ["—", "open, no planned day"]
    assert by_name["reached"][-3:] == ["returns.xlsx", "milestones", "2"]
    assert (
        "Milestone “tomorrow” is dated 2026-01-01, after the as-of date 2025-12-31; it counts as open."
        in task_card(context, task).notes
    )


def test_an_address_without_a_task_means_the_first_of_the_plan(context: Context) -> None:
    for asked in ({}, {"task": "9x"}, {"task": "400"}, {"task": "²"}):
        assert task_of_address(context, asked).number == 1
    assert task_reports(context, task_of_address(context, {"task": "4"})).table.rows == ()


def test_a_long_plan_takes_several_sheets_and_its_columns_say_how_many_cards_are_left_out(context: Context) -> None:
    columns = {column.state.value: column for column in board(context, TaskFilter())}
    assert len(columns["no_report"].cards) == min(CARDS, 23)
    assert sheets(context, TaskFilter()) == 1 + (ROWS < 30)
    assert (columns["under_way"].count, columns["under_way"].more, len(columns["no_report"].safeguards)) == ("2", "", 4)
