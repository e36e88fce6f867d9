"""The workbook of the form around its data sheets: guide, register of units, codes, lists, and what marks the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from core.context import plan
from core.intake.form.form_code import CODE_SHEET
from core.intake.form.styles import TemplateStyles
from core.intake.form.template import TemplateScope, write_template
from core.intake.rows import Row, UnitEntry, no_rows
from core.language import Language
from core.plan.plan import Plan
from core.snapshots import Merger, Snapshot
from tests.support.form.written_sheets import (
    OPENING,
    data_row,
    looks,
    measure_rows,
    named_styles,
    unit_entry,
    widths_of,
)
from tests.support.intake_files import AREA, PLAN, newest

A, C = unit_entry("a", first=date(1900, 12, 31)), unit_entry("c", first=date(1901, 1, 1), last=date(2026, 7, 31))
OLD_B, NEW_B = unit_entry("b", "旧b", last=date(2024, 8, 31)), unit_entry("b", "新b", first=date(2024, 9, 1))
PUBLISHED = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
PROTECTED = {"selectLockedCells", "selectUnlockedCells"}
"""What a sheet that is locked without exceptions still allows."""


def release() -> Snapshot:
    mergers = (Merger("u-c", "u-a"), Merger("u-b", "u-x"))
    return replace(newest(), id="2026-01-31", digest="d" * 64, published_at=PUBLISHED, successors=mergers)


def teachers(*units: UnitEntry, **values: Any) -> list[Row]:
    return [
        row
        for entry in units
        for row in measure_rows("teachers", entry, {"full_time": 1.0}, ownership="public", year=2025, **values)
    ]


def task_rows(entry: UnitEntry) -> list[Row]:
    return [data_row("tasks", entry, task=1, stage="closed", evidence="none")]


def small_plan() -> Plan:
    """Two tasks, two indicators and two milestones; definitions 69 and 70 half-width characters wide."""
    whole = plan(newest())

    def words(entry: Any, zh: str) -> Any:
        return entry.model_copy(update={"zh": zh})

    tasks = [task.model_copy(update={"label": words(task.label, f"任务{task.number}")}) for task in whole.tasks[:2]]
    indicators = [
        indicator.model_copy(
            update={"id": id, "label": words(indicator.label, id.upper())}
            | {"definition": words(indicator.definition, text)}
        )
        for indicator, id, text in zip(whole.indicators, ("i_one", "i_two"), ("a" * 69, "字" * 35), strict=False)
    ]
    milestones = [
        milestone.model_copy(update={"id": id, "name": words(milestone.name, f"节点{number}")})
        for number, (milestone, id) in enumerate(zip(whole.milestones, ("=1+1", "https://a.b"), strict=False))
    ]
    names = {"tasks": tasks, "safeguards": (), "indicators": indicators, "milestones": milestones}
    return whole.model_copy(update=names)


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Writes the form of a release with these rows, and opens it; a cell is read back with the name of its style."""
    monkeypatch.setattr(TemplateStyles, "of", named_styles)

    def written(unit: str | None = None, plan: Plan | None = None, **rows: list[Row]) -> Any:
        monkeypatch.setattr("core.intake.form.template.release_rows", lambda _: {**no_rows(), **rows})
        scope = TemplateScope(PLAN, AREA, unit)
        return load_workbook(BytesIO(write_template(release(), scope, Language.ZH, plan=plan)))

    return written


def grid(page: Any) -> list[list[str]]:
    return [[looks(cell) for cell in row] for row in page.iter_rows()]


def printed(page: Any) -> tuple[Any, ...]:
    return (
        page.page_setup.orientation,
        page.page_setup.paperSize,
        page.page_setup.fitToWidth,
        page.page_setup.fitToHeight,
    )


def allowed(page: Any) -> set[str]:
    return {name for name, locked in vars(page.protection).items() if locked is False} - PROTECTED


ON_PAPER = ("landscape", 9, None, 0)
"""Across, on A4, one page wide (which needs no saying) and as many down as it takes."""


# The guide


GUIDE = [
    "表中已填入 2026-01-31 期的数据；没有变化的请保留，有变化的直接改，黄色单元格为本次需填的新数据。",
    "灰色单元格已锁定，由系统填入或自动计算。",
    "没有数字时，请在数值单元格填写原因：未报、不适用、已抑制、未发布。0表示确实为零。",
    "新增学校先在“单位名录”中登记，再在各表末尾的空行填写。",
]


def test_the_guide_says_whom_the_form_is_for_what_is_in_it_and_how_it_is_filled_in(form: Any) -> None:
    guide = form(teachers=teachers(A))["填报说明"]
    lines = grid(guide)
    assert lines[:6] == [
        ["职业教育数据填报表 title"],
        ["填报范围：全区（行政区划代码500110）。 wrap"],
        *([f"{line} wrap"] for line in GUIDE),
    ]
    assert len(lines) == 10
    assert widths_of(guide, 3) == [100, 0, 0]
    # One line of 16 points up to 83 half-width characters, in quarters of a point; the first has 92.
    assert [guide.row_dimensions[row].height for row in (1, 2, 3, 4, 5)] == [None, 15.75, 32.25, 15.75, 15.75]
    assert (printed(guide), allowed(guide), guide.protection.sheet) == (ON_PAPER, set(), True)


@pytest.mark.parametrize(
    ("name", "height"),
    [
        ("a" + "字" * 24, 15.75),  # 34 around a name of 49 are 83: 1.2 times that is 99.6
        ("字" * 25, 32.25),  # 84: 100.8
    ],
)
def test_a_line_of_the_guide_is_broken_when_it_needs_more_than_a_hundred(form: Any, name: str, height: float) -> None:
    guide = form("u-a", teachers=teachers(unit_entry("a", name)))["填报说明"]
    assert guide["A2"].value == f"填报范围：{name}（行政区划代码500110）。"
    assert guide.row_dimensions[2].height == height


def test_the_form_of_a_unit_bears_its_latest_name(form: Any) -> None:
    names = [unit_entry("a", f"{number}校", first=OPENING.replace(year=2000 + number)) for number in range(4)]
    assert form("u-a", teachers=teachers(*names))["填报说明"]["A2"].value.startswith("填报范围：3校（")


# Which sheets, which rows


def test_a_unit_gets_the_sheets_it_has_rows_for_with_its_own_rows_of_this_district(form: Any) -> None:
    rows = [*teachers(A), *teachers(NEW_B), *teachers(C, area="500101")]
    book = form(
        "u-a", teachers=rows, tasks=task_rows(NEW_B), cohorts=measure_rows("cohorts", A, {"births": 1.0}, year=2025)
    )
    assert book.sheetnames == ["填报说明", "表5 教师", "表7 生源", "单位名录", "选项", "_version"]
    assert [row[0] for row in grid(book["表5 教师"])[3:6]] == ["total", "u-a key", "open_text"]
    whole = form(teachers=rows)
    assert whole.sheetnames[1:11] == [
        "表1 在校生",
        "表2 高校项目",
        "表3 高校在校生",
        "表4 职业培训",
        "表5 教师",
        "表6 办学条件",
        "表7 生源",
        "表8 其他指标",
        "表9 任务",
        "表10 建设项目",
    ]
    assert [row[0] for row in grid(whole["表5 教师"])[4:7]] == ["u-a key", "u-b key", "open_text"]


# The register of units


def test_the_register_lists_every_entry_with_where_a_closed_unit_went_and_twenty_open_lines(form: Any) -> None:
    page = form(teachers=teachers(C, NEW_B, OLD_B, A))["单位名录"]
    lines = grid(page)
    spare = ["open_text", "open_text", "open_text", "open_date", "open_date", "open_text"]
    names = ("单位代码", "单位名称", "英文名称", "设立日期", "撤销或并入日期", "并入单位")
    assert lines == [
        ["单位名录 title", *["-"] * 5],
        ["-"] * 6,
        [f"{name} head" for name in names],
        # A spreadsheet has no day before 1901 that it counts rightly.
        ["u-a key", "甲a key", "School a key", "1900-12-31 key", "key_date", "open_text"],
        ["u-b key", "旧b key", "School b key", "2000-09-01 key_date", "2024-08-31 key_date", "u-x key"],
        ["u-b key", "新b key", "School b key", "2024-09-01 key_date", "key_date", "open_text"],
        ["u-c key", "甲c key", "School c key", "1901-01-01 key_date", "2026-07-31 key_date", "u-a key"],
        *[spare] * 20,
    ]
    assert widths_of(page, 7) == [24, 24, 24, 24, 24, 24, 0]
    assert (page.freeze_panes, page.print_title_rows, printed(page)) == ("C4", "$3:$3", ON_PAPER)
    assert (allowed(page), page.protection.sheet) == ({"formatColumns", "insertRows"}, True)


# Codes and lists


def test_the_sheet_of_codes_names_what_the_form_asks_for_and_breaks_long_definitions(form: Any) -> None:
    book = form(plan=small_plan(), teachers=teachers(A))
    page = book["代码表"]
    assert grid(page) == [
        ["代码表 title", "-", "-"],
        ["-"] * 3,
        ["任务序号 head", "名称 head", "-"],
        ["1 name", "任务1 name", "-"],
        ["2 name", "任务2 name", "-"],
        ["-"] * 3,
        ["指标代码 head", "名称 head", "口径 head"],
        ["i_one name", "I_ONE name", f"{'a' * 69} wrap"],
        ["i_two name", "I_TWO name", f"{'字' * 35} wrap"],
        ["-"] * 3,
        ["节点代码 head", "名称 head", "-"],
        ["=1+1 name", "节点0 name", "-"],
        ["https://a.b name", "节点1 name", "-"],
    ]
    # 1.3 times 69 is 89.7 and fits into 90; 70 does not. Other rows keep the height of one line.
    assert [page.row_dimensions[row].height for row in range(7, 11)] == [None, 15.75, 32.25, None]
    assert widths_of(page, 4) == [34, 44, 90, 0]
    assert (printed(page), allowed(page), page.protection.sheet) == (ON_PAPER, set(), True)
    assert (page["A12"].data_type, page["A13"].hyperlink) == ("s", None)  # text, whatever it looks like


def test_a_unit_sees_only_the_codes_its_sheets_ask_for(form: Any) -> None:
    asked = form("u-a", small_plan(), teachers=teachers(A), tasks=task_rows(A))
    assert [row[0] for row in grid(asked["代码表"])] == ["代码表 title", "-", "任务序号 head", "1 name", "2 name"]
    assert "代码表" not in form("u-a", small_plan(), teachers=teachers(A)).sheetnames
    assert "代码表" not in form("u-a", None, teachers=teachers(A), tasks=task_rows(A)).sheetnames


def test_the_words_of_every_list_stand_in_a_hidden_sheet_and_are_named(form: Any) -> None:
    book = form("u-a", small_plan(), teachers=teachers(A), tasks=task_rows(A))
    page = book["选项"]
    assert [[cell.value for cell in column if cell.value is not None] for column in page.iter_cols()] == [
        ["公开发布", "公开发布 · 快报", "填报（已审核）", "填报（已审核） · 快报", "快报", "示例", "示例 · 快报"],
        ["未报", "不适用", "已抑制", "未发布"],
        ["公办", "民办"],
        ["立项", "推进", "办结", "销号"],
        ["有变化", "确认无变化"],
        ["文件", "数据", "照片", "自述", "无"],
        [],
        [1, 2],
        ["任务1", "任务2"],
        ["i_one", "i_two"],
        ["I_ONE", "I_TWO"],
        ["=1+1", "https://a.b"],
        ["节点0", "节点1"],
    ]
    assert (page["L1"].data_type, page["L2"].hyperlink) == ("s", None)
    assert {name: place.attr_text for name, place in book.defined_names.items()} == {
        "choices_status": "'选项'!$A$1:$A$7",
        "choices_reasons": "'选项'!$B$1:$B$4",
        "choices_teachers_ownership": "'选项'!$C$1:$C$2",
        "choices_tasks_task_stage": "'选项'!$D$1:$D$4",
        "choices_tasks_confirmation": "'选项'!$E$1:$E$2",
        "choices_tasks_evidence": "'选项'!$F$1:$F$5",
        "choices_task": "'选项'!$H$1:$H$2",
        "names_task": "'选项'!$H$1:$I$2",
        "choices_indicator": "'选项'!$J$1:$J$2",
        "names_indicator": "'选项'!$J$1:$K$2",
        "choices_milestone": "'选项'!$L$1:$L$2",
        "names_milestone": "'选项'!$L$1:$M$2",
    }
    assert (page.sheet_state, page.protection.sheet) == ("hidden", True)


# What marks the file


def test_the_file_bears_its_code_twice_and_the_time_of_its_release(form: Any) -> None:
    book = form(teachers=teachers(A))
    code = book[CODE_SHEET]["A1"].value
    assert code.startswith("district-return/2;schema=2;area=500110;plan=qijiang-14th;unit=;release=2026-01-31;")
    assert f";digest={'d' * 16};" in code
    assert [(prop.name, prop.value) for prop in book.custom_doc_props.props] == [("return_code", code)]
    assert grid(book[CODE_SHEET]) == [[code]]
    assert book[CODE_SHEET].sheet_state == "veryHidden"
    assert book.properties.created == PUBLISHED.replace(tzinfo=None)


def test_an_empty_form_says_so_and_bears_no_time_of_its_own() -> None:
    book = load_workbook(BytesIO(write_template(None, TemplateScope(PLAN, AREA))))
    assert book.properties.created == datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    guide = [row[0].value for row in book["填报说明"].iter_rows()]
    assert guide[:3] == ["职业教育数据填报表", "填报范围：全区（行政区划代码500110）。", "本表未填入任何数据。"]
    assert book["单位名录"].max_row == 3 + 20
    assert ";unit=;release=;digest=;" in book[CODE_SHEET]["A1"].value
