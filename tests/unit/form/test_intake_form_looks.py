"""How the form looks and what it allows: widths, heights, colours, locks, sums and drop-downs, cell by cell."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from core.intake.form.template import TemplateScope, write_template
from core.plan.plan import load_plan
from core.workspace import DATA
from tests.support.claims import every
from tests.support.intake_files import AREA, PLAN, newest, template

PADDING = 0.7109375
"""What a spreadsheet adds to a width in characters for the edges of a cell."""
DUE = 2026


@cache
def book(year: int | None = None, names: bool = False) -> Any:
    if not names:
        return load_workbook(BytesIO(template(year=year)))
    plan = load_plan(DATA / "plan" / "qijiang-14th", DATA / "plan" / "indicators.toml")
    return load_workbook(BytesIO(write_template(newest(), TemplateScope(PLAN, AREA, None), plan=plan)))


def widths(sheet: Any) -> dict[str, float]:
    """The width of every column in characters; a spreadsheet keeps equal neighbours as one entry."""
    found: dict[str, float] = {}
    for dimension in sheet.column_dimensions.values():
        for number in range(dimension.min, dimension.max + 1):
            found["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number - 1]] = round(dimension.width - PADDING, 6)
    return found


def last_line(sheet: Any, column: int = 2) -> int:
    return max(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value is not None)


def test_a_column_is_as_wide_as_its_heading_and_three_characters_eleven_at_least() -> None:
    # A Chinese character counts two: 单位代码 is 8, 年份 4, 招生数（人） 12, 在校生数（人） 14.
    found = widths(book()["表1 在校生"])
    assert [found[column] for column in "ABCFGHIJ"] == [11, 30, 11, 11, 15, 17, 17, 19]
    # The longest status is 填报（已审核） · 快报: 14 + 3 + 4.
    assert found["K"] == 24
    assert widths(book()["表5 教师"])["H"] == 21  # 双师型占专业课教师
    assert widths(book()["表5 教师"])["I"] == 27  # 行业企业兼职教师数（人）
    assert widths(book()["填报说明"])["A"] == 100


def test_a_line_of_the_guide_is_as_high_as_its_text() -> None:
    guide = book()["填报说明"]
    for row in range(2, guide.max_row + 1):
        width = sum(2 if ord(sign) > 0x2E7F else 1 for sign in guide.cell(row, 1).value)
        lines = 1 if 1.2 * width <= 100 else 2
        # 16 points, in the quarters a screen can show.
        assert guide.row_dimensions[row].height == {1: 15.75, 2: 32.25}[lines], row
    assert {guide.row_dimensions[row].height for row in range(2, 11)} == {15.75, 32.25}


@pytest.mark.parametrize(("title", "top"), [("表1 在校生", 3), ("表4 职业培训", 4)])
def test_headings_stay_in_sight_and_on_every_page(title: str, top: int) -> None:
    sheet = book()[title]
    assert sheet.freeze_panes == f"C{top + 1}"
    assert sheet.print_title_rows == f"$3:${top}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_locked_sheet_still_lets_clerks_insert_sort_and_filter() -> None:
    sheet = book()["表1 在校生"].protection
    assert sheet.sheet
    # True means locked.
    allowed = (sheet.insertRows, sheet.formatColumns, sheet.formatRows, sheet.sort, sheet.autoFilter)
    assert not any(allowed)
    assert every((sheet.insertColumns, sheet.deleteRows, sheet.deleteColumns, sheet.formatCells))
    assert book()["填报说明"].protection.sheet


def test_the_title_is_bold_and_large_and_headings_are_bold_in_the_middle() -> None:
    sheet = book()["表1 在校生"]
    assert (sheet["A1"].font.bold, sheet["A1"].font.size, sheet["A1"].value) == (True, 14, "表1 在校生")
    head = sheet["A3"]
    assert (head.font.bold, head.alignment.horizontal, head.alignment.wrap_text) == (True, "center", True)
    assert (head.fill.fgColor.rgb, head.border.left.style) == ("FFDCE6F1", "thin")
    assert sheet["A2"].value is not None


def test_the_line_under_the_headings_sums_the_newest_year_down_to_a_hundred_spare_lines() -> None:
    sheet = book()["表1 在校生"]
    last = last_line(sheet)
    assert sheet.max_row == last + 100
    assert [sheet.cell(4, x).value for x in (2, 6)] == ["合计", 2025]
    assert sheet["G4"].value == f"=SUMIFS(G5:G{last + 100},F5:F{last + 100},2025)"
    stored = load_workbook(BytesIO(template()), data_only=True)["表1 在校生"]
    rows = [row for row in stored.iter_rows(min_row=5, max_row=last, values_only=True) if row[5] == 2025]
    assert stored["H4"].value == sum(row[7] for row in rows if isinstance(row[7], int | float)) > 0
    assert (sheet["G4"].font.bold, sheet["G4"].protection.locked, sheet["G4"].number_format) == (True, True, "#,##0.##")
    # A sheet that is not about years has no sums.
    projects = book()["表2 高校项目"]
    assert projects["B4"].value == "示例学院A"
    assert projects.max_row == last_line(projects) + 100


def test_what_is_given_is_grey_and_locked_and_what_is_open_is_neither() -> None:
    sheet = book()["表1 在校生"]
    last = last_line(sheet)
    for x, colour, locked in ((1, "FFEDEDED", True), (6, "FFEDEDED", True), (7, "00000000", False)):
        cell = sheet.cell(5, x)
        assert (cell.fill.fgColor.rgb, cell.protection.locked) == (colour, locked), x
    for row in (last + 1, last + 100):  # spare lines are open in every column
        assert [sheet.cell(row, x).protection.locked for x in range(1, 12)] == [False] * 11
    assert [sheet.cell(5, x).number_format for x in (1, 6, 7)] == ["@", "0", "#,##0"]
    assert sheet.cell(5, 11).alignment.indent == 1


def test_the_year_that_is_due_is_yellow_and_comes_first() -> None:
    sheet = book(DUE)["表1 在校生"]
    due = [row for row in range(5, last_line(sheet) + 1) if sheet.cell(row, 6).value == DUE]
    assert due == list(range(5, 5 + len(due)))
    assert len(due) > 5
    for row in (due[0], due[-1]):
        assert sheet.cell(row, 7).fill.fgColor.rgb == "FFFFF9DB"
        assert sheet.cell(row, 7).value is None
    assert sheet.cell(due[-1] + 1, 7).fill.fgColor.rgb == "00000000"
    assert sheet["F4"].value == DUE
    before = [row for row in range(5, last_line(sheet) + 1) if sheet.cell(row, 6).value == DUE - 1]
    assert len(before) == len(due)


def test_a_share_is_worked_out_from_the_cells_beside_it() -> None:
    sheet = book()["表5 教师"]
    assert sheet["H5"].value == '=IFERROR(G5/F5,"")'
    stored = load_workbook(BytesIO(template()), data_only=True)["表5 教师"]
    assert stored["H5"].value == pytest.approx(stored["G5"].value / stored["F5"].value)
    assert sheet["H5"].number_format == "0.0%"


def test_cells_take_only_what_may_stand_there() -> None:
    rules = {str(rule.sqref): rule for rule in book()["表1 在校生"].data_validations.dataValidation}
    last = last_line(book()["表1 在校生"]) + 100
    year = rules[f"F5:F{last}"]
    assert (year.type, year.operator, year.formula1, year.formula2) == ("whole", None, "1990", "2100")
    assert rules[f"G5:G{last}"].formula1 == "OR(AND(ISNUMBER(G5),G5>=0,G5=INT(G5)),COUNTIF(choices_reasons,G5)>0)"
    assert rules[f"K5:K{last}"].formula1 == "choices_status"
    assert rules[f"D5:D{last}"].type == "list"


def test_the_sheet_of_codes_names_every_task_indicator_and_milestone_of_the_plan() -> None:
    workbook = book(names=True)
    sheet = next(each for each in workbook if each.column_dimensions["C"].width > 80 and each.title != "填报说明")
    assert [widths(sheet)[column] for column in "ABC"] == [34, 44, 90]
    assert (sheet["A1"].value, sheet["A1"].font.size) == (sheet.title, 14)
    plan = load_plan(DATA / "plan" / "qijiang-14th", DATA / "plan" / "indicators.toml")
    blocks = [len(plan.tasks) + len(plan.safeguards), len(plan.indicators), len(plan.milestones)]
    heads = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).font.bold]
    # Each block begins with its heading, two lines below the last code of the one before.
    assert heads == [3, 3 + blocks[0] + 2, 3 + blocks[0] + 2 + blocks[1] + 2]
    assert [sheet.cell(heads[1], x).value is not None for x in (1, 2, 3)] == [True] * 3
    assert [sheet.cell(heads[0], x).value is not None for x in (1, 2, 3)] == [True, True, False]
    for row in range(heads[1] + 1, heads[1] + 1 + blocks[1]):
        width = 1.3 * sum(2 if ord(sign) > 0x2E7F else 1 for sign in sheet.cell(row, 3).value) / 90
        lines = int(width) + (width > int(width))
        assert sheet.row_dimensions[row].height == pytest.approx(16 * lines, abs=0.5)
    assert sheet.protection.sheet
