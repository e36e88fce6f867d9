"""A file as a new workbook: every cell in its place with what a person sees of it, under a name that programs take."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from core.intake.marking.new_workbook import new_workbook, sheet_names
from core.intake.workbook.grid import Book, Cell, CoveredCell, Doubt, Grid, GridRow
from core.intake.workbook.workbook_parts import EPOCH_1904
from tests.support.workbook_parts.small_workbooks import SHEET, WORKBOOK, unpacked


def book(name: str = "fruit", *rows: GridRow) -> Book:
    return Book("fruit.csv", (Grid(name, rows),), "", False)


def test_every_cell_is_a_text_in_its_place() -> None:
    rows = (
        GridRow(1, {0: Cell("s", "=1+1"), 2: Cell("s", "012")}),
        GridRow(4, {27: Cell("s", "a\x01<b>"), 1: Cell("s", "c")}),
    )
    parts = unpacked(new_workbook(book("fruit", *rows)))
    sheet = parts[SHEET]
    # Row by row as it is written, without a list of texts that is only made in the end.
    assert re.findall(r'<c r="(\w+)" t="inlineStr"><is><t>(.*?)</t>', sheet) == [
        ("A1", "=1+1"),
        ("C1", "012"),
        ("B4", "c"),
        ("AB4", "a&lt;b&gt;"),
    ]
    assert sheet.count("<c ") == 4
    assert '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z<' in parts["docProps/core.xml"]


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("fruit", "fruit"),
        (" 水果 ", "水果"),
        ("[a]:b*c?d/e\\f'g", "_a__b_c_d_e_f_g"),
        ("", "CSV"),
        ("   ", "CSV"),
        ("\x01", "CSV"),
        ("To do", "To do"),
        ("a" * 30, "a" * 30),
        ("a" * 31, "a" * 31),
        ("a" * 32, "a" * 31),
        ("a" * 30 + " b", "a" * 30),
    ],
)
def test_the_sheet_is_called_like_the_file_as_far_as_programs_take_it(name: str, sheet: str) -> None:
    parts = unpacked(new_workbook(book(name)))
    assert f'<sheet name="{sheet}" sheetId="1"' in parts[WORKBOOK]


def test_a_hidden_sheet_stays_hidden_beside_others_and_every_other_is_seen() -> None:
    line = GridRow(1, {0: Cell("s", "a")})
    grids = (Grid("seen", (line,)), Grid("unseen", (line,), hidden=True), Grid("seen too", (line,)))
    sheets = re.findall(r"<sheet [^>]*>", unpacked(new_workbook(Book("a.ods", grids, "", True)))[WORKBOOK])
    assert ['state="hidden"' in sheet for sheet in sheets] == [False, True, False]
    alone = unpacked(new_workbook(Book("a.ods", (Grid("unseen", (line,), hidden=True),), "", True)))[WORKBOOK]
    assert 'state="hidden"' not in alone


def looks_of(*cells: Cell) -> tuple[str, list[tuple[str, str, str]]]:
    """The row of the new sheet that holds these cells, and of each the number format, font and value it has there."""
    grid = Grid("a", (GridRow(1, dict(enumerate(cells))),))
    parts = unpacked(new_workbook(Book("a.ods", (grid,), "", True)))
    styles, row = parts["xl/styles.xml"], parts[SHEET]
    codes = {number: unescape(code) for number, code in re.findall(r'numFmtId="(\d+)" formatCode="([^"]*)"', styles)}
    fonts = re.findall(r"<font>(.*?)</font>", styles)
    uses = re.findall(r'<xf numFmtId="(\d+)" fontId="(\d+)"[^>]*xfId', styles)
    looks = []
    for style, value in re.findall(r'<c r="\w+"(?: s="(\d+)")?[^>]*>(.*?)</c>', row):
        number, font = uses[int(style or 0)]
        own = re.sub(r"<(sz|name|family|scheme|color theme)\b[^>]*/>", "", fonts[int(font)])
        looks.append((codes.get(number, number), own, re.sub("<.*?>", " ", value).strip()))
    return row, looks


def test_what_a_person_sees_of_a_cell_is_seen_again() -> None:
    def doubtful(kind: str, shown: str = "", value: object = 1500.0, cell: str = "n", **more: bool) -> Cell:
        return Cell(cell, value, doubts=(Doubt(kind, shown),), **more)

    cells = {
        Cell("n", 64.0): ("0", "", "64.0"),
        Cell("n", 0.30000000000000004): ("0", "", "0.30000000000000004"),
        Cell("d", date(2026, 9, 1)): ("yyyy-mm-dd", "", "46266"),
        Cell("n", 0.25, percent=True): ("0%", "", "0.25"),
        Cell("n", 0.1235, percent=True): ("0.00%", "", "0.1235"),
        Cell("n", 0.123456789012345, percent=True): ("0.0000000000%", "", "0.123456789012345"),
        doubtful("struck"): ("0", "<strike/>", "1500.0"),
        doubtful("raised"): ("0", '<vertAlign val="superscript"/>', "1500.0"),
        doubtful("unseen"): ("0", '<color rgb="FFFFFFFF"/>', "1500.0"),
        doubtful("scaled", "1.5"): ('"1.5"', "", "1500.0"),
        doubtful("scaled", '1"5'): ('"1\'5"', "", "1500.0"),
        doubtful("rounded", "12.3%", 0.12345, percent=True): ("0.0%", "", "0.12345"),
        doubtful("scaled", "12%"): ('"12%"', "", "1500.0"),
        doubtful("scaled", "9月1日", date(2026, 9, 1), "d"): ('m"月"d"日"', "", "46266"),
        Cell("e", "#DIV/0!"): ("0", "", "#DIV/0!  #DIV/0!"),
        Cell("b", True): ("0", "", "1"),
    }
    _, looks = looks_of(*cells)
    assert looks == list(cells.values())
    _, looks = looks_of(doubtful("worded", "甲 校", "甲", "s"), Cell("s", "甲"))
    assert [look[:2] for look in looks] == [(';;;"甲 校"', ""), ("0", "")]


def test_a_look_is_made_once_and_a_plain_cell_has_none() -> None:
    days = [Cell("d", date(2026, 9, day)) for day in (1, 2)]
    row, _ = looks_of(*days, Cell("n", 1.0))
    assert re.findall(r'<c r="(\w+)" s="(\d+)"', row) == [("A1", "1"), ("B1", "1")]


@pytest.mark.parametrize(
    ("merges", "merged"),
    [
        (((2, 1, 3, 2),), ["B2:C3"]),
        (((2, 1, 2, 2),), ["B2:C2"]),
        (((2, 1, 3, 1),), ["B2:B3"]),
        (((2, 1, 2, 1),), []),
        (((1, 0, 100, 99),), ["A1:CV100"]),  # 10,000 cells
        (((1, 0, 10_001, 0),), []),
        (((2, 1, 3, 2), (3, 2, 4, 3), (5, 0, 5, 1)), ["B2:C3", "A5:B5"]),
    ],
)
def test_merged_cells_stay_merged_unless_they_are_too_many_or_overlap(
    merges: tuple[tuple[int, int, int, int], ...], merged: list[str]
) -> None:
    grid = Grid("a", (), merges=merges)
    sheet = unpacked(new_workbook(Book("a.ods", (grid,), "", True)))[SHEET]
    assert re.findall(r'<mergeCell ref="(\S+?)"/>', sheet) == merged


def test_what_is_hidden_or_covered_stays_so_and_days_keep_their_calendar() -> None:
    rows = (GridRow(1, {0: Cell("d", date(1904, 1, 3))}), GridRow(3, {2: Cell("n", 7.0)}, hidden=True))
    covered = {(6, 1): CoveredCell(Cell("n", 8.0), (5, 1))}
    grid = Grid("a", rows, merges=((5, 1, 6, 1),), covered=covered, hidden_columns=frozenset({2}), epoch=EPOCH_1904)
    parts = unpacked(new_workbook(Book("a.ods", (grid,), "", True)))
    sheet = parts[SHEET]
    assert 'date1904="1"' in parts[WORKBOOK]
    assert re.findall(r'<c r="(\w+)"[^>]*><v>(.*?)</v>', sheet) == [("A1", "2"), ("C3", "7.0"), ("B6", "8.0")]
    assert re.findall(r'<row r="(\d+)"[^>]* hidden="1"', sheet) == ["3"]
    assert re.findall(r'<col min="(\d+)" max="(\d+)"[^>]* hidden="1"', sheet) == [("3", "3")]


@pytest.mark.parametrize(
    ("names", "called", "spreadsheet"),
    [
        (("a", "A", " a "), ["a", "Sheet2", "Sheet3"], True),
        (("Sheet2", ""), ["Sheet2", "Sheet3"], True),
        (("", "b"), ["Sheet1", "b"], True),
        (("'",), ["_"], False),
    ],
)
def test_no_two_sheets_have_one_name(names: tuple[str, ...], called: list[str], spreadsheet: bool) -> None:
    grids = tuple(Grid(name, ()) for name in names)
    assert list(sheet_names(Book("a", grids, "", spreadsheet)).values()) == called
