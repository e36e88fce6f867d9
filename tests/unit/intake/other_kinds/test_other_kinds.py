"""Workbooks of other kinds than XLSX are read like one: values, what is seen of them, and what is refused."""

from __future__ import annotations

import struct
from datetime import date

import pytest

from core.intake.marking.mark_file import mark_file
from core.intake.marking.marks import CommentAuthor, Fill, ListColumn, ListRow, ListSheet, Mark
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.file_kind import FileKind
from core.intake.workbook.grid import Book, Cell, Doubt
from core.intake.workbook.limits import Limits
from core.intake.workbook.read_file import read_file
from core.intake.workbook.references import column_letter
from tests.support.workbook_parts.other_kinds import (
    compound_file,
    font,
    number_cell,
    ods,
    record,
    text_cell,
    wide,
    words,
    xls,
    xlsb,
    xlsb_record,
    xlsb_text,
)

TO_DO = ListSheet(
    "To do",
    frozenset({"To do"}),
    "Title",
    "Guide.",
    (ListColumn("What", 9),),
    (ListRow(("this",), Fill.RED),),
    0,
    new_file="New.",
)


def cells(book: Book) -> dict[str, Cell]:
    """The cells of the first sheet by name."""
    grid = book.grids[0]
    return {f"{column_letter(x)}{row.number}": cell for row in grid.rows for x, cell in row.cells.items()}


def refusal_of(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(WorkbookError) as refused:
        read_file(content, "a", limits or Limits())
    return refused.value.code


XLS = xls(
    [
        record(0x7D, words(3, 4, 2000, 0, 1), bytes(2)),  # D and E are hidden
        record(0x208, words(2, 0, 6, 255, 0, 0, 0x20, 0)),  # row 3 is hidden
        text_cell(0, 0, 0),
        number_cell(1, 0, 150),
        number_cell(1, 1, 46266, 1),  # a day
        number_cell(1, 2, 0.853, 2),
        number_cell(2, 0, 9453000, 3),
        number_cell(3, 0, 7, 4),
        text_cell(4, 0, 1),
        record(0x205, words(5, 0, 0), b"\x2a\x01"),
        record(0x06, words(6, 0, 0), b"\x02\0\x07\0\0\0\xff\xff", bytes(8)),
        record(0x06, words(6, 1, 0), struct.pack("<d", 12.0), bytes(8)),
        record(0x205, words(7, 0, 0), b"\x01\x00"),
        number_cell(8, 44, 5),
        record(0xE5, words(1), words(0, 0, 0, 2)),
        record(0x14, wide("printed")),
    ],
    [wide("合并的表头"), words(2) + b"\x09" + words(1) + "61".encode("utf-16-le") + words(1, 5)],
    fonts=[font(), font(), font(), font(struck=True), font(raised=1)],
    codes={164: "yyyy-mm-dd", 165: "0.0%", 166: "0.0,"},
    formats=[(0, 164), (0, 165), (0, 166), (5, 0)],
)


def test_an_xls_file_gives_the_cells_that_an_xlsx_file_gives() -> None:
    book = read_file(XLS, "a.et")
    assert (book.kind, book.spreadsheet, book.grids[0].name) == (FileKind.XLS, True, "表1")
    assert cells(book) == {
        "A1": Cell("s", "合并的表头"),
        "A2": Cell("n", 150.0),
        "B2": Cell("d", date(2026, 9, 1)),
        "C2": Cell("n", 0.853, percent=True),
        "A3": Cell("n", 9453000.0, doubts=(Doubt("scaled", "9453.0"),)),
        "A4": Cell("n", 7.0, doubts=(Doubt("struck"),)),
        "A5": Cell("s", "61", doubts=(Doubt("part_struck", "6"),)),
        "A6": Cell("e", "#N/A"),
        "A7": Cell("e", "#DIV/0!", "="),
        "B7": Cell("n", 12.0, "="),
        "A8": Cell("b", True),
        "AS9": Cell("n", 5.0),
    }
    grid = book.grids[0]
    assert grid.merges == ((1, 0, 1, 2),)
    assert grid.hidden_columns == {3, 4}
    assert [row.number for row in grid.rows if row.hidden] == [3]
    assert [text.text for text in book.outside_texts] == ["printed"]


def test_the_calendar_and_the_password_of_an_xls_file_are_heeded() -> None:
    old = xls([number_cell(0, 0, 1, 1)], codes={164: "yyyy-mm-dd"}, formats=[(0, 164)], book=[record(0x22, words(1))])
    assert read_file(old, "a.xls").grids[0].epoch == date(1904, 1, 1)
    assert refusal_of(xls([], book=[record(0x2F, words(0, 1))])) == "encrypted"


def test_an_xls_file_that_is_cut_or_tied_in_a_knot_is_damaged() -> None:
    assert {refusal_of(XLS[:size]) for size in (1700, 3000, len(XLS) - 1)} == {"damaged"}
    knot = bytearray(XLS)
    knot[512 + 4 * 2 : 512 + 4 * 2 + 4] = struct.pack("<I", 2)  # the first sector of the stream follows itself
    assert refusal_of(bytes(knot)) in ("damaged", "unread_kind", "no_sheets")
    assert refusal_of(compound_file(b"", "Workbook")) in ("damaged", "unread_kind", "no_sheets")


def test_the_cells_of_an_xls_file_are_counted_before_it_is_read() -> None:
    content = xls([number_cell(row, 0, 1) for row in range(5)])
    assert len(cells(read_file(content, "a", Limits(cells=5)))) == 5
    assert refusal_of(content, Limits(cells=4)) == "too_many_cells"


def test_a_file_that_takes_more_memory_than_any_return_is_refused() -> None:
    # Two cells in the corners of every sheet: calamine makes room for all that lie between.
    assert refusal_of(xls([number_cell(0, 0, 1), number_cell(65_535, 255, 1)])) == "much_work"


def row(number: int, *, hidden: bool = False) -> bytes:
    return xlsb_record(0, struct.pack("<IIHBB", number, 0, 300, 0, 0x10 if hidden else 0) + bytes(5))


def cell(column: int, format: int = 0) -> bytes:
    return struct.pack("<II", column, format)


XLSB = xlsb(
    [
        row(0),
        xlsb_record(7, cell(0) + struct.pack("<I", 0)),
        row(1),
        xlsb_record(5, cell(0, 1) + struct.pack("<d", 46266)),
        xlsb_record(3, cell(1) + b"\x07"),
        row(2, hidden=True),
        xlsb_record(5, cell(0, 2) + struct.pack("<d", 4)),
        xlsb_record(7, cell(1) + struct.pack("<I", 1)),
        xlsb_record(176, struct.pack("<4I", 0, 0, 0, 1)),
    ],
    [b"\0" + xlsb_text("表头"), b"\x01" + xlsb_text("61") + struct.pack("<I", 1) + words(1, 1)],
    xlsb_record(615, struct.pack("<I", 1))
    + xlsb_record(44, words(164) + xlsb_text("yyyy-mm-dd"))
    + xlsb_record(616)
    + b"".join(xlsb_record(43, words(220, mark, 400, 0) + bytes(13) + xlsb_text("A")) for mark in (0, 8))
    + xlsb_record(617, struct.pack("<I", 3))
    + b"".join(xlsb_record(47, words(0, number, font, 0) + bytes(8)) for number, font in ((0, 0), (164, 0), (0, 1)))
    + xlsb_record(618),
)


def test_an_xlsb_file_gives_the_cells_that_an_xlsx_file_gives() -> None:
    book = read_file(XLSB, "a.xlsb")
    assert book.kind is FileKind.XLSB
    assert cells(book) == {
        "A1": Cell("s", "表头"),
        "A2": Cell("d", date(2026, 9, 1)),
        "B2": Cell("e", "#DIV/0!"),
        "A3": Cell("n", 4.0, doubts=(Doubt("struck"),)),
        "B3": Cell("s", "61", doubts=(Doubt("part_struck", "6"),)),
    }
    assert book.grids[0].merges == ((1, 0, 1, 1),)
    assert [row.number for row in book.grids[0].rows if row.hidden] == [3]


def p(text: str, value: str = 'office:value-type="string"', **attributes: str) -> str:
    more = " ".join(f'table:{name.replace("_", "-")}="{text}"' for name, text in attributes.items())
    return f"<table:table-cell {value} {more}><text:p>{text}</text:p></table:table-cell>"


def of(number: float) -> str:
    return f'office:value-type="float" office:value="{number}"'


STRUCK = (
    '<style:style style:name="x" style:family="{}"><style:text-properties style:text-line-through-style="solid"/>'
    "</style:style>"
)
ODS = ods(
    '<table:table table:name="表1"><table:table-column/><table:table-column table:visibility="collapse"/>'
    "<table:table-row>"
    + p("表头", number_columns_spanned="2", number_rows_spanned="1")
    + "<table:covered-table-cell/></table:table-row><table:table-row table:number-rows-repeated='2'>"
    + p("5", of(5), number_columns_repeated="2")
    + p("2026-09-01", 'office:value-type="date" office:date-value="2026-09-01T00:00:00"')
    + p("85.3%", 'office:value-type="percentage" office:value="0.853"')
    + '</table:table-row><table:table-row table:visibility="filter">'
    + p("945.3万", of(9453000))
    + p("7", of(7), style_name="x")
    + p('6<text:span text:style-name="x">1</text:span>')
    + p("#DIV/0!", 'office:value-type="string"', formula="of:=1/0")
    + "</table:table-row><table:table-row>"
    + p("甲<text:s text:c='2'/>乙</text:p><text:p>丙")
    + '<table:table-cell office:value-type="boolean" office:boolean-value="true"><office:annotation><text:p>hint'
    "</text:p></office:annotation><text:p>TRUE</text:p></table:table-cell>"
    + p("06:00", 'office:value-type="time" office:time-value="PT06H00M00S"')
    + "</table:table-row></table:table>",
    STRUCK.format("table-cell") + STRUCK.format("text"),
)


def test_an_ods_file_gives_the_cells_that_an_xlsx_file_gives() -> None:
    book = read_file(ODS, "a.ods")
    assert book.kind is FileKind.ODS
    repeated = {
        f"{letter}{number}": cell
        for number in (2, 3)
        for letter, cell in (
            ("A", Cell("n", 5.0)),
            ("B", Cell("n", 5.0)),
            ("C", Cell("d", date(2026, 9, 1))),
            ("D", Cell("n", 0.853, percent=True)),
        )
    }
    assert cells(book) == {
        "A1": Cell("s", "表头"),
        **repeated,
        "A4": Cell("n", 9453000.0, doubts=(Doubt("in_units", "945.3万"),)),
        "B4": Cell("n", 7.0, doubts=(Doubt("struck"),)),
        "C4": Cell("s", "61", doubts=(Doubt("part_struck", "6"),)),
        "D4": Cell("e", "#DIV/0!", "of:=1/0"),
        "A5": Cell("s", "甲  乙\n丙"),
        "B5": Cell("b", True),
        "C5": Cell("n", 0.25),
    }
    grid = book.grids[0]
    assert (grid.merges, grid.hidden_columns) == (((1, 0, 1, 1),), {1})
    assert [row.number for row in grid.rows if row.hidden] == [4]
    assert [text.text for text in book.outside_texts] == ["hint"]


def test_an_ods_file_is_refused_for_its_password_its_size_and_its_kind() -> None:
    table = '<table:table table:name="a"><table:table-row>' + p("5", of(5)) + "</table:table-row></table:table>"
    key = '<m:manifest xmlns:m="a"><m:encryption-data/></m:manifest>'
    assert refusal_of(ods(table, manifest=key)) == "encrypted"
    many = table.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1000000">')
    assert refusal_of(ods(many)) == "too_many_cells"
    assert refusal_of(ods("")) == "no_sheets"
    assert refusal_of(ods(table)[:200]) == "damaged"
    assert refusal_of(ods(table.replace("</table:table>", ""))) == "damaged"


@pytest.mark.parametrize(("content", "name"), [(XLS, "a.xls"), (XLSB, "a.xlsb"), (ODS, "a.ods")])
def test_such_a_file_comes_back_as_a_new_workbook_that_is_asked_about_in_the_same_way(
    content: bytes, name: str
) -> None:
    book = read_file(content, name)
    author = CommentAuthor("checker", frozenset({"checker"}))
    marked = read_file(mark_file(content, name, [Mark("表1", "A2", Fill.RED, "look")], TO_DO, author), "b.xlsx")
    first, copy = marked.grids
    assert (first.name, copy.name, marked.kind) == ("To do", "表1", FileKind.WORKBOOK)
    assert first.rows[1].cells[0].text == "Guide. New."
    before, after = cells(book), {f"{column_letter(x)}{r.number}": c for r in copy.rows for x, c in r.cells.items()}
    assert [(at, cell.kind, cell.value, cell.percent) for at, cell in sorted(before.items())] == [
        (at, cell.kind, cell.value, cell.percent) for at, cell in sorted(after.items())
    ]
    assert {at for at, cell in before.items() if cell.doubts} == {at for at, cell in after.items() if cell.doubts}
    assert (copy.merges, copy.hidden_columns) == (book.grids[0].merges, book.grids[0].hidden_columns)
    assert [row.hidden for row in copy.rows] == [row.hidden for row in book.grids[0].rows]
