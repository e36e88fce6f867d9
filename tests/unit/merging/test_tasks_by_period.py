"""Reports on tasks in the form and back: the line of the next period, and what a table without a column says."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.intake.merging.merge import ChangeKind
from core.intake.publishing.checked_return import CheckedReturn
from tests.support.intake.small_demonstration import prepared, template
from tests.support.intake_files import changed, workbook

SHEET = "表9 任务"
DAY = date(2026, 8, 1)


def form(fill: Any = lambda sheet: None) -> CheckedReturn:
    """The form with lines for the first half of 2026, filled in and sent back."""
    return prepared(changed(template("500110", 2026), lambda book: fill(book[SHEET])), as_of=DAY)


def changes(found: CheckedReturn) -> list[tuple[ChangeKind, int, str]]:
    assert found.merged is not None
    return [(item.happened, item.new["task"], item.new["period"]) for item in found.merged.changes if item.new]


def line_of_task(sheet: Any, task: int, period: str) -> int:
    return next(
        row for row in range(4, sheet.max_row) if (sheet[f"C{row}"].value, sheet[f"E{row}"].value) == (task, period)
    )


def test_lines_of_the_next_period_come_first_and_untouched_they_say_nothing() -> None:
    seen: list[Any] = []
    found = form(
        lambda sheet: seen.extend((sheet["C4"].value, sheet["E4"].value, sheet["Q4"].value, sheet["E33"].value))
    )
    # Task 8 is closed and has no line: 25 tasks and four safeguards, then the newest period that was reported.
    assert seen == [1, "2026-H1", None, "2025-H2"]
    assert changes(found) == []


def test_a_line_of_the_next_period_that_is_filled_in_is_a_new_row_beside_the_old_one() -> None:
    def fill(sheet: Any) -> None:
        sheet["P4"], sheet["O4"] = "确认无变化", date(2026, 7, 5)
        sheet["I5"] = "办结"  # only the stage: a change, and no untouched line

    found = form(fill)
    assert changes(found) == [(ChangeKind.ADDED, 1, "2026-H1"), (ChangeKind.ADDED, 2, "2026-H1")]
    assert found.merged is not None
    rows = [row for row in found.merged.rows["tasks"] if row["task"] == 1]
    newest, before = (next(row for row in rows if row["period"] == period) for period in ("2026-H1", "2025-H2"))
    assert (newest["confirmation"], newest["progress"]) == ("unchanged", None)
    assert {name: newest[name] for name in ("owner", "stage", "finished_on", "evidence_file")} == {
        name: before[name] for name in ("owner", "stage", "finished_on", "evidence_file")
    }


def test_one_period_of_a_task_twice_is_one_mistake() -> None:
    def fill(sheet: Any) -> None:
        sheet["C5"] = 1
        sheet["P4"] = sheet["P5"] = "有变化"

    assert "duplicate_key" in [item.code for item in form(fill).findings]


def test_a_correction_of_an_earlier_period_changes_that_row_alone() -> None:
    def fill(sheet: Any) -> None:
        sheet[f"Q{line_of_task(sheet, 2, '2024-H2')}"] = "更正"

    assert changes(form(fill)) == [(ChangeKind.CHANGED, 2, "2024-H2")]


def test_a_table_without_some_columns_leaves_what_the_release_has_in_them() -> None:
    heads = ("单位名称", "任务序号", "报告期", "进展阶段", "填报日期")
    found = prepared(workbook([heads, ("全区", 6, "2025年下半年", "办结", date(2026, 7, 1))], "任务"), as_of=DAY)
    assert found.merged is not None
    (change,) = found.merged.changes
    assert change.old is not None
    assert change.new is not None
    assert {name for name in change.new if change.new[name] != change.old[name]} == {
        *("stage", "reported_on", "status", "source_file", "source_row"),
    }
    assert change.new["progress"] == change.old["progress"] != None  # noqa: E711
