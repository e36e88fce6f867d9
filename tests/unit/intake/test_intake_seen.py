"""What the clerk sees is what counts: whole returns with struck, hidden, covered and rescaled cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from core.intake.marked_copy import marked_copy
from core.intake.reading.persons import personal_data
from core.intake.reading.read_return import Reading
from core.personal_numbers import personal_numbers
from tests.support.intake.small_demonstration import understood
from tests.support.intake_files import saved, told, values
from tests.support.workbook_parts.small_workbooks import SHEET, STRINGS, packed, sheet_xml, small_parts

HEAD = (
    *("单位名称", "办学性质", "年份", "专任教师数（人）", "专业课教师数（人）", "双师型教师数（人）"),
    *("行业企业兼职教师数（人）", "高级职称（人）", "中级职称（人）", "初级职称（人）", "未评职称（人）"),
)
A = ("示例中职学校A", "公办", 2026, 150, 95, 64, 32, 42, 60, 36, 12)
B = ("示例中职学校B", "公办", 2026, 156, 92, 56, 33, 37, 62, 37, 20)
STRUCK = Font(strike=True)


def read(change: Callable[[Any, Any], object], *rows: tuple[object, ...], title: str = "表5 教师") -> Reading:
    """A return of these rows, after a change of the workbook and its sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows or (HEAD, A, B):
        sheet.append(row)
    change(book, sheet)
    return understood(saved(book))


def questions(reading: Reading) -> list[str]:
    """Code and cell of what is to be put right or explained."""
    return [f"{item.code} {item.place.column}{item.place.row}" for item in reading.findings if item.severity != "note"]


def font(**properties: Any) -> Callable[[Any, Any], object]:
    return lambda book, sheet: setattr(sheet["F2"], "font", Font(**properties))


def shown_as(code: str, value: float = 64) -> Callable[[Any, Any], object]:
    def change(_book: Any, sheet: Any) -> None:
        sheet["F2"].value = value
        sheet["F2"].number_format = code

    return change


def row_of(**properties: Any) -> Callable[[Any, Any], object]:
    def change(_book: Any, sheet: Any) -> None:
        for name, value in properties.items():
            setattr(sheet.row_dimensions[3], name, value)

    return change


def column_of(**properties: Any) -> Callable[[Any, Any], object]:
    def change(_book: Any, sheet: Any) -> None:
        for name, value in properties.items():
            setattr(sheet.column_dimensions["F"], name, value)

    return change


def rich(*runs: object) -> Callable[[Any, Any], object]:
    return lambda book, sheet: setattr(sheet["F2"], "value", CellRichText(*runs))


def condition(where: str, rule: Any) -> Callable[[Any, Any], object]:
    return lambda book, sheet: sheet.conditional_formatting.add(where, rule)


def same_colours(_book: Any, sheet: Any) -> None:
    sheet["F2"].font = Font(color="FF1F497D")
    sheet["F2"].fill = PatternFill("solid", fgColor=Color(theme=3))


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        (font(strike=True), ["struck_cells F2"]),
        (font(vertAlign="superscript"), ["raised_cells F2"]),
        (font(color="FFFFFFFF"), ["unseen_cells F2"]),
        (font(color=Color(theme=0)), ["unseen_cells F2"]),
        (font(color=Color(indexed=9)), ["unseen_cells F2"]),
        (font(sz=1), ["unseen_cells F2"]),
        (same_colours, ["unseen_cells F2"]),
        (shown_as(";;;"), ["unseen_cells F2"]),
        (shown_as("0,"), ["scaled_cells F2"]),
        (shown_as('0"."0,'), ["scaled_cells F2"]),
        (shown_as("0", 63.6), ["not_whole_shown F2"]),
        (shown_as("#,##0"), []),
        (shown_as('0"人"'), []),
        (row_of(font=STRUCK), ["struck_rows 3"]),
        (column_of(font=STRUCK), ["struck_cells F1"]),
        (row_of(hidden=True), ["hidden_rows 0"]),
        (column_of(hidden=True), ["hidden_column F1"]),
        (column_of(width=0.01), ["hidden_column F1"]),
        (rich("6", TextBlock(InlineFont(vertAlign="superscript"), "1")), ["part_raised F2"]),
        (rich(TextBlock(InlineFont(strike=True), "60"), "64"), ["part_struck F2"]),
        (rich("6", TextBlock(InlineFont(color="FFFFFFFF"), "4")), ["part_unseen F2"]),
        (rich("6", TextBlock(InlineFont(b=True), "4")), []),
        (condition("A2:K3", FormulaRule(["$F2=56"], font=STRUCK)), ["struck_rows 3"]),
        (condition("F2:F3", CellIsRule("equal", ["56"], font=STRUCK)), ["struck_cells F3"]),
        (lambda _, sheet: sheet.cell(9, 16_384, "备注"), ["beyond_columns XFD9"]),
    ],
)
def test_what_a_person_sees_otherwise_is_asked_about_by_its_cell(
    change: Callable[[Any, Any], object], asked: list[str]
) -> None:
    assert questions(read(change)) == asked


def test_a_struck_row_is_named_and_comes_back_marked() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表5 教师"
    for row in (HEAD, A, B):
        sheet.append(row)
    for cell in sheet[3]:
        cell.font = STRUCK
    content = saved(book)
    reading = understood(content)
    assert told(reading.findings, "soft") == [
        "表5 教师 第3行：第3行整行带删除线，其中的数据已照常读取；作废的请删去整行，有效的请去掉删除线，或说明原因。"
    ]
    marked = load_workbook(BytesIO(marked_copy(content, "a.xlsx", reading.findings)))
    assert marked["表5 教师"]["A3"].font.strike


def test_the_value_of_a_merged_cell_counts_and_not_the_one_under_it() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    cells = ["".join(f'<c t="str"><v>{value}</v></c>' for value in row) for row in (HEAD, A, B)]
    files = small_parts()
    files[SHEET] = sheet_xml("".join(f"<row>{row}</row>" for row in cells), after=merged)
    reading = understood(packed(files))
    assert {unit for (unit,) in values(reading, "unit_name")} == {"示例中职学校A"}
    assert [line for line in told(reading.findings, "soft") if "合并" in line] == [
        "Fruit 第2行 A列：合并单元格显示“示例中职学校A”，下面还藏有“示例中职学校B”（A3），已按显示的读取；"
        "请取消合并后核对，或说明以显示的为准。"
    ]


def test_a_bare_serial_number_counts_from_the_calendar_of_its_workbook() -> None:
    heads = ("单位名称", "项目类型", "规划规模（人）", "建设阶段", "计划日期")

    def from_1904(book: Any, _sheet: Any) -> None:
        book.epoch = CALENDAR_MAC_1904

    line = ("示例学院I", "中外合作办学", None, "在建", 45_169)
    reading = read(from_1904, heads, line, title="表2 高校项目")
    assert [str(day) for (day,) in values(reading, "planned_date")] == ["2027-09-01"]


def test_ten_thousand_is_not_taken_twice() -> None:
    heads = ("单位名称", "办学性质", "学校类别", "年份", "仪器设备总值（万元）")
    line = ("示例中职学校A", "公办", "一般类中职", 2026, 9_453_000)

    def in_tens_of_thousands(_book: Any, sheet: Any) -> None:
        sheet["E2"].number_format = '0!.0,"万"'

    assert "unit_in_cell_and_heading E2" in questions(read(in_tens_of_thousands, heads, line, title="表6 办学条件"))


def test_a_cell_that_is_not_understood_is_told_where_it_is_needed_and_nowhere_else() -> None:
    cells = ["".join(f'<c t="str"><v>{value}</v></c>' for value in row) for row in (HEAD, A, B)]
    cells[1] += '<c t="d"><v>10:30:00</v></c><c s=""><v>x</v></c>'
    cells[2] = re.sub(r'<c t="str"><v>56</v></c>', '<c t="d"><v>2026-02-31</v></c>', cells[2])
    files = small_parts()
    files[SHEET] = sheet_xml("".join(f"<row>{row}</row>" for row in cells))
    reading = understood(packed(files))
    assert [line for line in questions(reading) if not line.startswith("column_")] == ["error_cell F3"]


def test_a_text_that_a_thousand_cells_share_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    head, line = ("".join(f'<c t="str"><v>{value}</v></c>' for value in row) for row in (HEAD, A))
    shared = "<row>" + '<c t="s"><v>0</v></c>' * 7 + "</row>"
    files = small_parts(strings=f"<si><t>{'12 34 ' * 5461}</t></si>")
    files[SHEET] = sheet_xml(f"<row>{head}</row><row>{line}</row>{shared * 1000}")
    assert STRINGS in files
    searched: list[str] = []

    def search(text: str) -> object:
        searched.append(text)
        return personal_numbers(text)

    monkeypatch.setattr(personal_data, "personal_numbers", search)
    understood(packed(files))
    assert len([text for text in searched if len(text) > 1000]) == 1
