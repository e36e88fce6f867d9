"""Cells of a sheet get the style of their mark where they stand; cells and rows that are missing are put in."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from core.intake.marking.cell_styles import CellStyles
from core.intake.marking.marks import Fill
from core.intake.marking.sheet_marks import SheetCells
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.references import CellAt, cell_at

RED, YELLOW = Fill.RED, Fill.YELLOW
FORMATS = '<xf numFmtId="0"/><xf numFmtId="1"/><xf numFmtId="2"/><xf fillId="1"/>'
STYLES = (
    '<styleSheet><fonts/><fills><fill/><fill><patternFill><fgColor rgb="FFFFC7CE"/></patternFill></fill></fills>'
    f"<cellXfs>{FORMATS}</cellXfs></styleSheet>"
).encode()
"""Formats 0 to 2 are without fill, format 3 is of an earlier mark; the first new one is number 4."""


def at(reference: str) -> CellAt:
    cell = cell_at(reference)
    assert cell is not None
    return cell


def marked(data: str, marks: dict[str, Fill], earlier: Collection[str] = (), before: str = "") -> str:
    """What the list of rows holds after marking."""
    cells, styles = SheetCells(f"<worksheet>{before}<sheetData>{data}</sheetData></worksheet>".encode()), new_styles()
    cells.fill({at(cell): fill for cell, fill in marks.items()}, {at(cell) for cell in earlier}, styles)
    return cells.result().decode().partition("<sheetData>")[2].partition("</sheetData>")[0]


def new_styles() -> CellStyles:
    return CellStyles(STYLES)


def format_of(data: str, cell: str, before: str = "") -> str:
    """The format that a red cell has in the end."""
    cells, styles = SheetCells(f"<worksheet>{before}<sheetData>{data}</sheetData></worksheet>".encode()), new_styles()
    cells.fill({at(cell): RED}, set(), styles)
    assert f'r="{cell}" s="4"' in cells.result().decode()
    return styles.result().decode().partition(FORMATS)[2].partition("</cellXfs>")[0]


@pytest.mark.parametrize(
    ("data", "cell", "result"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row>', "A1", '<row r="1"><c s="4" r="A1"><v>1</v></c></row>'),
        ('<row r="1"><c r="A1" s="2"/></row>', "A1", '<row r="1"><c r="A1" s="4"/></row>'),
        ('<row r="2"><c r="C2"/></row>', "A2", '<row r="2"><c r="A2" s="4"/><c r="C2"/></row>'),
        ('<row r="2"><c r="A2"/><c r="C2"/></row>', "B2", '<row r="2"><c r="A2"/><c r="B2" s="4"/><c r="C2"/></row>'),
        ('<row r="2"><c r="A2"/><c r="C2"/></row>', "D2", '<row r="2"><c r="A2"/><c r="C2"/><c r="D2" s="4"/></row>'),
        ('<row r="2"/>', "B2", '<row r="2"><c r="B2" s="4"/></row>'),
        ('<row r="2"></row>', "B2", '<row r="2"><c r="B2" s="4"/></row>'),
        ('<row r="1"/><row r="3"/>', "B2", '<row r="1"/><row r="2"><c r="B2" s="4"/></row><row r="3"/>'),
        ('<row r="3"/><row r="4"/>', "B2", '<row r="2"><c r="B2" s="4"/></row><row r="3"/><row r="4"/>'),
        ('<row r="1"/>', "B2", '<row r="1"/><row r="2"><c r="B2" s="4"/></row>'),
        ("", "AA10", '<row r="10"><c r="AA10" s="4"/></row>'),
    ],
)
def test_a_mark_is_put_where_its_cell_stands_or_belongs(data: str, cell: str, result: str) -> None:
    assert marked(data, {cell: RED}) == result


def test_several_missing_cells_and_rows_come_in_their_order() -> None:
    marks = {"E2": RED, "B2": RED, "A2": RED, "D2": RED, "B9": RED, "A9": RED, "A8": YELLOW, "B1": RED, "A1": RED}
    assert marked('<row r="2"><c r="C2"/></row><row r="5"/>', marks) == (
        '<row r="1"><c r="A1" s="4"/><c r="B1" s="4"/></row>'
        '<row r="2"><c r="A2" s="4"/><c r="B2" s="4"/><c r="C2"/><c r="D2" s="4"/><c r="E2" s="4"/></row>'
        '<row r="5"/><row r="8"><c r="A8" s="5"/></row><row r="9"><c r="A9" s="4"/><c r="B9" s="4"/></row>'
    )


def test_rows_and_cells_without_a_reference_follow_each_other() -> None:
    data = '<row><c/><c s="1"/></row><row><c/></row><row r="7"><c r="B7"/><c/></row><row><c/></row>'
    assert marked(data, {"B1": RED, "A2": RED, "C7": RED, "A8": RED}) == (
        '<row><c/><c s="4"/></row><row><c s="5"/></row><row r="7"><c r="B7"/><c s="5"/></row><row><c s="5"/></row>'
    )


@pytest.mark.parametrize(
    ("data", "result"),
    [
        (
            '<row r="1"/><row r="1"><c r="A1"/></row>',
            '<row r="1"/><row r="1"><c s="4" r="A1"/></row>',
        ),
        (
            '<row r="1"><c r="A1"/></row><row r="1"/>',
            '<row r="1"><c s="4" r="A1"/></row><row r="1"/>',
        ),
    ],
)
def test_of_two_rows_with_one_number_the_one_with_cells_is_meant(data: str, result: str) -> None:
    assert marked(data, {"A1": RED}) == result


def test_the_fill_of_an_earlier_mark_is_taken_off_or_replaced() -> None:
    data = '<row r="1"><c r="A1" s="3"/><c r="B1" s="3"/><c r="C1" s="1"/></row>'
    # Format 4 is the third without its fill, which 5 makes yellow; an earlier comment may be where no fill is.
    assert marked(data, {"B1": YELLOW}, earlier=("A1", "B1", "C1", "D1", "A2")) == (
        '<row r="1"><c r="A1" s="4"/><c r="B1" s="5"/><c r="C1" s="1"/></row>'
    )


COLS = '<cols><col min="1" max="1" style="2"/><col min="3" max="5" style="1"/></cols>'
NO_FORMAT, FORMAT_1, FORMAT_2 = (f'<xf applyFill="1" fillId="2" numFmtId="{number}"/>' for number in range(3))


@pytest.mark.parametrize(
    ("row", "cell", "new_format"),
    [
        ("", "A1", FORMAT_2),
        ("", "B1", NO_FORMAT),
        ("", "C1", FORMAT_1),
        ("", "E1", FORMAT_1),
        ("", "F1", NO_FORMAT),
        ('<row r="1" s="2"/>', "F1", NO_FORMAT),
        ('<row r="1" s="2"/>', "E1", FORMAT_1),
        ('<row r="1" s="2" customFormat="0"/>', "E1", FORMAT_1),
        ('<row r="1" s="2" customFormat="1"/>', "E1", FORMAT_2),
        ('<row r="1" s="2" customFormat="true"/>', "F1", FORMAT_2),
        ('<row r="1" customFormat="1"/>', "E1", NO_FORMAT),
        ('<row r="1" s="x" customFormat="1"/>', "E1", NO_FORMAT),
        ('<row r="1" s="2" customFormat="1"/>', "E2", FORMAT_1),
    ],
)
def test_a_cell_that_is_put_in_looks_like_its_row_or_its_column(row: str, cell: str, new_format: str) -> None:
    assert format_of(row, cell, before=COLS) == new_format


@pytest.mark.parametrize("style", ["", 's="x" ', 's="-1" '])
def test_a_cell_whose_style_is_none_has_the_first(style: str) -> None:
    data = f'<row r="1" s="2" customFormat="1"><c {style}r="A1"/></row>'
    cells, styles = SheetCells(f"<worksheet><sheetData>{data}</sheetData></worksheet>".encode()), new_styles()
    cells.fill({(1, 0): RED}, set(), styles)
    assert styles.result().decode().partition(FORMATS)[2].partition("</cellXfs>")[0] == NO_FORMAT


def merged_into(cells: Collection[str], *merges: str) -> dict[str, str]:
    """For each cell that is seen elsewhere, where it is seen."""
    inside = "".join(f'<mergeCell ref="{merge}"/>' for merge in merges)
    sheet = SheetCells(f"<worksheet><sheetData/><mergeCells>{inside}</mergeCells></worksheet>".encode())
    names = {at(cell): cell for cell in cells}
    seen_at = sheet.merged_into(names)
    assert set(seen_at) == set(names)
    return {names[cell]: names.get(seen, str(seen)) for cell, seen in seen_at.items() if cell != seen}


def test_a_covered_cell_is_seen_at_the_first_of_the_merged_ones() -> None:
    block = [f"{column}{row}" for row in range(2, 7) for column in "BCDEF"]
    covered = {f"{column}{row}" for row in range(3, 6) for column in "CDE"} - {"C3"}
    assert merged_into(block, "C3:E5") == dict.fromkeys(covered, "C3")
    assert merged_into(["A1", "B2", "B3"], "B2:B2", "A1", "B2:B3") == {"B3": "B2"}
    assert merged_into(["B9"], "A9:C9") == {"B9": "(9, 0)"}


def test_what_is_no_block_covers_nothing_and_those_after_it_count() -> None:
    assert merged_into(["A1", "A2", "B2"], "", "A0:B2", "A1:B0", "A1:", "x", "A1:A2") == {"A2": "A1"}


def test_however_many_blocks_are_merged_the_one_that_covers_is_found() -> None:
    others = [f"B{row}:XFD{row}" for row in range(1, 30_000)]
    assert merged_into(["A2", "A30000"], *others, "A1:A1048576") == {"A2": "(1, 0)", "A30000": "(1, 0)"}


@pytest.mark.parametrize(
    ("tail", "result"),
    [
        ("", "{}"),
        ("<drawing/><tableParts/><extLst/>", "<drawing/>{}<tableParts/><extLst/>"),
        ("<picture/>", "{}<picture/>"),
        ("<legacyDrawingHF/><picture/>", "{}<legacyDrawingHF/><picture/>"),
        ("<pageSetup><extLst/></pageSetup>", "<pageSetup><extLst/></pageSetup>{}"),
    ],
)
def test_the_boxes_of_comments_are_named_where_they_belong(tail: str, result: str) -> None:
    cells = SheetCells(f'<worksheet xmlns="main"><sheetData/>{tail}</worksheet>'.encode())
    assert cells.namespace == "main"
    cells.name_drawing("rId9", "relations")
    drawing = '<legacyDrawing xmlns:r="relations" r:id="rId9"/>'
    assert cells.result().decode() == f'<worksheet xmlns="main"><sheetData/>{result.format(drawing)}</worksheet>'


def test_a_sheet_with_a_prefix_keeps_it() -> None:
    sheet = '<x:worksheet xmlns:x="main"><x:sheetData><x:row r="2"><x:c r="B2"/></x:row></x:sheetData></x:worksheet>'
    cells = SheetCells(sheet.encode())
    assert cells.namespace == ""
    cells.fill({(2, 0): RED, (2, 1): RED, (1, 0): RED, (3, 0): RED}, set(), new_styles())
    cells.name_drawing("rId1", "r")
    assert cells.result().decode() == (
        '<x:worksheet xmlns:x="main"><x:sheetData><x:row r="1"><x:c r="A1" s="4"/></x:row>'
        '<x:row r="2"><x:c r="A2" s="4"/><x:c s="4" r="B2"/></x:row>'
        '<x:row r="3"><x:c r="A3" s="4"/></x:row></x:sheetData><x:legacyDrawing xmlns:r="r" r:id="rId1"/></x:worksheet>'
    )


def test_a_sheet_without_a_list_of_rows_cannot_be_changed() -> None:
    cells = SheetCells(b"<worksheet/>")
    with pytest.raises(WorkbookError) as error:
        cells.fill({(1, 0): RED}, set(), new_styles())
    assert error.value.code == "unreturnable"
