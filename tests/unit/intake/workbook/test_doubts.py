"""What speaks against a cell for how a person sees it: struck, raised, unseen, covered, hidden, too far away."""

from __future__ import annotations

from datetime import date

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Book, Cell, CoveredCell, Grid, GridRow
from core.intake.workbook.limits import Limits
from core.intake.workbook.looks.covered_cells import take_covered_cells
from core.intake.workbook.looks.doubts import FormatWork
from core.intake.workbook.looks.hidden_rows_and_columns import RowsAndColumns
from core.intake.workbook.looks.styles_part import CellStyle
from core.intake.workbook.read_file import read_file
from tests.support.workbook_parts.small_workbooks import SHEET, packed, sheet_xml, small_parts

STRIKE, RAISED, SMALL = "<strike/>", '<vertAlign val="superscript"/>', '<sz val="1"/>'
WHITE_INK = '<color rgb="FFFFFFFF"/>'
GREY = '<fill><patternFill patternType="solid"><fgColor rgb="FF808080"/></patternFill></fill>'
INPUT = GREY.replace("808080", "FFF9DB")
STRIPES = '<fill><patternFill patternType="gray125"><fgColor rgb="FFFFFFFF"/></patternFill></fill>'


def book_of(rows: str, before: str = "", after: str = "", **parts: str) -> Book:
    files = small_parts(rows, **parts)
    files[SHEET] = sheet_xml(rows, before, after)
    return read_file(packed(files), "a.xlsx")


def grid_of(rows: str, before: str = "", after: str = "", **parts: str) -> Grid:
    return book_of(rows, before, after, **parts).grids[0]


def style(font: str = "", fill: str = "", code: str = "General") -> str:
    """Styles of which number 1 has this font, fill and number format."""
    return (
        f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts><fonts><font/><font>{font}</font></fonts>'
        f"<fills>{GREY}{fill or '<fill/>'}</fills>"
        '<cellXfs><xf/><xf numFmtId="164" fontId="1" fillId="1"/></cellXfs>'
    )


def kinds(cell: Cell) -> list[tuple[str, str]]:
    return [tuple(doubt) for doubt in cell.doubts]


@pytest.mark.parametrize(
    ("font", "fill", "found"),
    [
        (STRIKE, "", ["struck"]),
        ('<strike val="1"/>', "", ["struck"]),
        ('<strike val="0"/>', "", []),
        (RAISED, "", ["raised"]),
        ('<vertAlign val="subscript"/>', "", ["raised"]),
        ('<vertAlign val="baseline"/>', "", []),
        (SMALL, "", ["unseen"]),
        ('<sz val="11"/>', "", []),
        (WHITE_INK, "", ["unseen"]),
        ('<color theme="0"/>', "", ["unseen"]),
        ('<color theme="0" tint="-0.5"/>', "", []),
        ('<color indexed="9"/>', "", ["unseen"]),
        (WHITE_INK, GREY, []),
        (WHITE_INK, STRIPES, []),
        ('<color theme="1" tint="0.5"/>', GREY, ["unseen"]),
        ("", GREY.replace("808080", "000000"), ["unseen"]),
        (STRIKE + WHITE_INK, "", ["struck", "unseen"]),
        ("<b/><i/>", GREY, []),
    ],
)
def test_fonts_and_fills_speak_against_a_cell(font: str, fill: str, found: list[str]) -> None:
    cell = grid_of('<row><c s="1"><v>64</v></c></row>', styles=style(font, fill)).rows[0].cells[0]
    assert (cell.value, kinds(cell)) == (64, [(kind, "") for kind in found])


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        (("", "6", RAISED, "1"), [("part_raised", "6")]),
        ((STRIKE, "150", "", "156"), [("part_struck", "156")]),
        ((STRIKE, "15", STRIKE, "0"), [("struck", "")]),
        (("", "15", WHITE_INK, "0"), [("part_unseen", "15")]),
        (("<b/>", "15", "<i/>", "0"), []),
        (("", "150", STRIKE, "  "), []),
    ],
)
def test_runs_of_a_text_speak_against_its_cell(runs: tuple[str, ...], found: list[tuple[str, str]]) -> None:
    first, one, second, two = runs
    text = f"<r><rPr>{first}</rPr><t>{one}</t></r><r><rPr>{second}</rPr><t>{two}</t></r>"
    inline = grid_of(f'<row><c t="inlineStr"><is>{text}</is></c></row>')
    shared = grid_of('<row><c t="s"><v>0</v></c></row>', strings=f"<si>{text}</si>")
    for grid in (inline, shared):
        cell = grid.rows[0].cells[0]
        assert (cell.text, kinds(cell)) == (one + two, found)


def test_a_run_without_a_font_has_that_of_its_cell() -> None:
    text = "<si><r><t>15</t></r><r><rPr><b/></rPr><t>0</t></r></si>"
    cell = grid_of('<row><c t="s" s="1"><v>0</v></c></row>', strings=text, styles=style(STRIKE)).rows[0].cells[0]
    assert kinds(cell) == [("part_struck", "0")]


@pytest.mark.parametrize(
    ("code", "stored", "found"),
    [
        (";;;", "64", [("unseen", "")]),
        ("0,", "9453000", [("scaled", "9453")]),
        ("0", "149.6", [("rounded", "150")]),
        ("0&quot;人&quot;", "64", [("worded", "64人")]),
        ("0&quot;（&quot;", "64", []),
        ("\\¥0", "64", [("worded", "¥64")]),
        ("0-", "64", [("worded", "64-")]),
        ("#,##0_);(#,##0)", "64", []),
        ("0;-0;0", "-64", []),
        ("yyyy-mm-dd", "46000", []),
        ("m&quot;月&quot;d&quot;日&quot;", "46280", [("scaled", "9月15日")]),
    ],
)
def test_number_formats_speak_against_a_cell(code: str, stored: str, found: list[tuple[str, str]]) -> None:
    cell = grid_of(f'<row><c s="1"><v>{stored}</v></c></row>', styles=style(code=code)).rows[0].cells[0]
    assert kinds(cell) == found


def test_a_row_or_a_column_lends_its_font_to_cells_that_name_none() -> None:
    rows = '<row s="1" customFormat="1"><c><v>1</v></c><c s="0"><v>2</v></c></row><row s="1"><c><v>3</v></c><c/></row>'
    rows += "<row><c><v>4</v></c><c><v>5</v></c></row>"
    cols = '<cols><col min="2" max="2" style="1" width="9"/></cols>'
    grid = grid_of(rows, cols, styles=style(STRIKE))
    assert {cell.text: kinds(cell) for row in grid.rows for cell in row.cells.values()} == {
        "1": [("struck", "")],
        "2": [],
        "3": [],
        "4": [],
        "5": [("struck", "")],
    }


@pytest.mark.parametrize(
    ("before", "hidden"),
    [
        ('<cols><col min="2" max="3" width="0" customWidth="1"/></cols>', {1, 2}),
        ('<cols><col min="2" max="2" width="0.1"/></cols>', {1}),
        ('<cols><col min="2" max="2" width="1.5"/></cols>', set()),
        ('<sheetFormatPr defaultColWidth="0"/><cols><col min="1" max="1" width="9"/></cols>', {1, 2, 3}),
    ],
)
def test_a_column_without_width_is_hidden(before: str, hidden: set[int]) -> None:
    files = small_parts()
    files[SHEET] = sheet_xml("", before)
    assert read_file(packed(files), "a.xlsx", Limits(columns=4)).grids[0].hidden_columns == hidden


@pytest.mark.parametrize(
    ("row", "before", "hidden"),
    [
        ('ht="0"', "", True),
        ('ht="1.5"', "", True),
        ('ht="15"', "", False),
        ("", '<sheetFormatPr defaultRowHeight="0"/>', True),
        ('ht="15"', '<sheetFormatPr defaultRowHeight="0"/>', False),
        ("", '<sheetFormatPr defaultRowHeight="15"/>', False),
    ],
)
def test_a_row_without_height_is_hidden(row: str, before: str, hidden: bool) -> None:
    assert grid_of(f"<row {row}><c><v>1</v></c></row>", before).rows[0].hidden is hidden


def test_cells_under_a_merged_one_are_in_no_row_but_kept_apart_and_searched() -> None:
    rows = '<row r="1"><c><v>1</v></c><c><v>2</v></c></row>'
    rows += '<row r="2"><c><v>3</v></c></row><row r="3"><c><v>4</v></c></row>'
    book = book_of(rows, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')
    grid = book.grids[0]
    assert [(row.number, dict(row.cells)) for row in grid.rows] == [(1, {0: Cell("n", 1.0)}), (3, {0: Cell("n", 4.0)})]
    assert grid.covered == {
        (1, 1): CoveredCell(Cell("n", 2.0), (1, 0)),
        (2, 0): CoveredCell(Cell("n", 3.0), (1, 0)),
    }
    assert [entry.text for entry in book.outside_texts] == ["2", "3"]


def test_a_cell_too_far_to_the_right_is_told_and_searched_but_not_read() -> None:
    book = book_of(
        '<row r="4"><c r="A4"><v>1</v></c><c r="XFD4"><v>7</v></c></row><row r="5"><c r="ZZ5"><v>8</v></c></row>'
    )
    grid = book.grids[0]
    assert ([row.number for row in grid.rows], grid.beyond) == ([4], (4, 16_383))
    assert [entry.text for entry in book.outside_texts if entry.text] == ["7", "8"]


def test_the_calendar_of_the_workbook_goes_with_its_sheets() -> None:
    files = small_parts("<row><c><v>1</v></c></row>")
    files["xl/workbook.xml"] = str(files["xl/workbook.xml"]).replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    assert read_file(packed(files), "a.xlsx").grids[0].epoch == date(1904, 1, 1)
    assert grid_of("<row><c><v>1</v></c></row>").epoch == date(1899, 12, 30)


def test_the_first_fill_is_none_whatever_it_says() -> None:
    black = GREY.replace("808080", "000000")
    styles = f"<fonts><font/></fonts><fills>{black}<fill/></fills><cellXfs><xf fillId='0'/></cellXfs>"
    assert kinds(grid_of('<row><c s="0"><v>1</v></c></row>', styles=styles).rows[0].cells[0]) == []


def test_more_columns_than_a_sheet_has_are_not_read() -> None:
    for number, is_bomb in ((20_000, False), (20_001, True)):
        before = f"<cols>{'<col/>' * number}</cols>"
        if is_bomb:
            with pytest.raises(WorkbookError, match="bomb"):
                grid_of("", before)
        else:
            assert grid_of("", before).rows == ()


def test_a_number_format_longer_than_any_is_none() -> None:
    for length, found in ((500, [("unseen", "")]), (520, [])):
        code = "&quot; &quot;" * (length // 3)
        assert kinds(grid_of('<row><c s="1"><v>1</v></c></row>', styles=style(code=code)).rows[0].cells[0]) == found


def test_a_workbook_without_formats_is_read() -> None:
    assert grid_of('<row><c s="3"><v>1</v></c></row>').rows[0].cells == {0: Cell("n", 1.0)}


@pytest.mark.parametrize(
    ("height", "hidden"), [("0", True), ("2", True), ("2.9", True), ("3", False), ("15", False), ("", False)]
)
def test_a_row_below_three_points_shows_nothing(height: str, hidden: bool) -> None:
    assert RowsAndColumns(3).is_hidden_row({"ht": height}) is hidden


@pytest.mark.parametrize(
    ("attributes", "hidden"),
    [
        ({"width": "0.3"}, {0}),
        ({"width": "1"}, {0}),
        ({"width": "1.1"}, set()),
        ({"hidden": "1"}, {0}),
        ({"hidden": "0"}, set()),
        ({"hidden": "true", "max": "2"}, {0, 1}),
        ({"hidden": "1", "min": "2", "max": "9"}, {1, 2}),
    ],
)
def test_columns_too_narrow_for_a_digit_are_hidden(attributes: dict[str, str], hidden: set[int]) -> None:
    places = RowsAndColumns(3)
    places.note_columns(attributes)
    assert places.hidden_columns == hidden


@pytest.mark.parametrize(
    ("code", "value", "fill", "is_seen"),
    [
        ("[White]0", 64, "", False),
        ("[白色]0", 64, "", False),
        ("[Color 2]0", 64, "", False),
        ("[颜色2]0", 64, "", False),
        ("[White][&gt;50]0;0", 64, "", False),
        ("[White][&gt;50]0;0", 46, "", True),
        ("0;[White]0", 64, "", True),
        ("[Red]0", 64, "", True),
        ("[Color 3]0", 64, "", True),
        ("[White]0", 64, GREY, True),
        ("[White]0", 64, INPUT, False),
        ("[Color2]0", 64, INPUT, False),
    ],
)
def test_a_format_that_writes_in_the_colour_of_the_cell_hides_it(
    code: str, value: int, fill: str, is_seen: bool
) -> None:
    cell = grid_of(f'<row><c s="1"><v>{value}</v></c></row>', styles=style("", fill, code)).rows[0].cells[0]
    assert kinds(cell) == ([] if is_seen else [("unseen", "")])


def test_all_formats_of_a_file_may_have_four_million_characters_but_those_of_plain_numbers() -> None:
    work, long = FormatWork(), CellStyle(code="0" * 4_000_000)
    assert work.doubts(Cell("b", True), CellStyle(code="General")) == ()
    assert work.doubts(Cell("n", 64.0), CellStyle(code="0")) == ()
    assert work.doubts(Cell("b", True), long) == ()
    for value in (0.5, 0.0, -64.0):
        with pytest.raises(WorkbookError, match="bomb"):
            work.doubts(Cell("n", value), CellStyle(code="0"))
    assert work.doubts(Cell("n", 64.0), CellStyle(code="0")) == ()


class ManyCells(dict[int, Cell]):
    """As if a row had so many cells."""

    def __len__(self) -> int:
        return 2_499_999


def test_five_million_cells_are_looked_at_for_those_under_merged_ones() -> None:
    rows = [GridRow(2, ManyCells()), GridRow(4, ManyCells()), GridRow(6, {})]
    assert take_covered_cells(rows, [(2, 0, 5, 0)]) == {}
    assert take_covered_cells(rows, [(3, 0, 4, 0), (6, 0, 6, 0), (7, 0, 9, 0)]) == {}
    for merges in ([(2, 0, 6, 0)], [(2, 0, 2, 0)] * 3):
        with pytest.raises(WorkbookError, match="bomb"):
            take_covered_cells(rows, merges)
