"""Tasks and milestones in the form: a line a period or milestone, with the names of the plan looked up beside codes."""

from __future__ import annotations

from datetime import date

from tests.support.form.written_sheets import data_row, unit_entry, written_sheet

A = unit_entry("a")
NAMES = {"task": {3: "办好中职"}, "milestone": {"m-1": "开工"}}


def test_a_task_is_written_with_its_number_its_words_and_the_name_looked_up_beside_it() -> None:
    rows = [
        data_row(
            "tasks",
            A,
            task=3,
            period="2025-H1",
            owner="教委",
            stage="under_way",
            under_way_on=date(2025, 3, 1),
            reported_on=date(1901, 1, 1),
            confirmation="changed",
            progress="=1+1",
            evidence="none",
        ),
        data_row(
            "tasks",
            A,
            task=12,
            period="",
            owner_en="Bureau",
            stage="closed",
            reported_on=date(1900, 12, 31),
            evidence="data",
            evidence_file="a.xlsx",
        ),
    ]
    sheet = written_sheet("tasks", rows, names=NAMES)
    look_up = '=IFERROR(VLOOKUP($C{},names_task,2,FALSE),"") name'
    standing = "填报（已审核） open_text"
    unit = ["u-a key", "甲a key"]
    text, day = "open_text", "open_date"
    first = [
        *unit,
        "3 open_whole",
        look_up.format(4),
        "2025-H1 open_text",
        "教委 open_text",
        text,
        text,
        "推进 open_text",
    ]
    second = [*unit, "12 open_whole", look_up.format(5), text, text, "Bureau open_text", text, "销号 open_text"]
    spare = [text, text, "open_whole", look_up.format(6), *[text] * 5]
    days = [day, "2025-03-01 open_date", day, day, day, "1901-01-01 open_date"]
    no_day = [*[day] * 5, "1900-12-31 open_text"]  # a spreadsheet has no such day
    words = ["有变化 open_text", "=1+1 open_text", text, text]
    assert sheet.grid(4, 6) == [
        [*first, *days, *words, "无 open_text", text, text, standing],
        [*second, *no_day, *[text] * 4, "数据 open_text", "a.xlsx open_text", text, standing],
        [*spare, *[day] * 6, *[text] * 8],
    ]
    assert [sheet.stored(row)[3] for row in (4, 5, 6)] == ["办好中职", None, None]
    assert sheet.formulas.max_row == 5 + 100


def test_a_milestone_has_two_names_looked_up_and_days_that_may_be_open() -> None:
    row = data_row(
        "milestones",
        A,
        milestone="m-1",
        milestone_name="自定",
        indicator="x",
        task=3,
        planned_date=date(2025, 6, 1),
        evidence="data",
    )
    sheet = written_sheet("milestones", [row], names=NAMES)
    assert sheet.grid(4, 4) == [
        [
            "u-a key",
            "甲a key",
            "m-1 open_text",
            '=IFERROR(VLOOKUP($C4,names_milestone,2,FALSE),"") name',
            "自定 open_text",
            "open_text",
            "x open_text",
            "3 open_whole",
            '=IFERROR(VLOOKUP($H4,names_task,2,FALSE),"") name',
            "2025-06-01 open_date",
            "open_date",
            "数据 open_text",
            "open_text",
            "open_text",
            "填报（已审核） open_text",
        ]
    ]
    assert sheet.stored(4)[3:9] == ["开工", "自定", None, "x", 3, "办好中职"]
