"""Sheets with a million empty cells: what is left out before they are parsed, and what has to stay."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from core.intake.findings import Place, Severity, finding
from core.intake.marked_copy import marked_copy
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.filled_cells import FilledCells
from core.intake.workbook.limits import Limits
from core.intake.workbook.package import Package
from core.intake.workbook.xlsx_file import read_xlsx
from tests.support.workbook_parts.small_workbooks import SHEET, packed, sheet_xml, small_parts, unpacked

FILLED = '<row r="1"><c r="A1" s="1"><v>7</v></c></row>'
LAST = '<row r="90000"><c r="B90000" t="inlineStr"><is><t>last</t></is></c></row>'


def left_of(rows: str, *, reads: int = 65_536) -> str:
    """The rows of a sheet that are left."""
    unpacked_bytes: list[int] = []
    cells = FilledCells(BytesIO(sheet_xml(rows).encode()), unpacked_bytes.append)
    pieces = iter(lambda: cells.read(reads), b"")
    text = b"".join(pieces).decode()
    assert sum(unpacked_bytes) == len(sheet_xml(rows))
    match = re.search("<sheetData>(.*)</sheetData>", text, re.S)
    assert match is not None
    return match[1]


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ('<row r="2"><c r="A2" s="1"/><c r="B2" s="1" /><c r="C2"/><c r="D2" s="3" t="n"/></row>', ""),
        ('<row r="2" spans="1:2" x14ac:dyDescent="0.2"><c r="A2" s="1"></c></row>', ""),
        ('<row r="2" ht="9" customHeight="1"/><row r="3"></row>', ""),
        ('<row r="2"><c r="A2" s="1"/><c r="B2"><v>1</v></c></row>', '<row r="2"><c r="B2"><v>1</v></c></row>'),
        ('<row r="2"><c r="A2" t="s"/></row>', '<row r="2"><c r="A2" t="s"/></row>'),
        ('<row r="2"><c r="A2"><f>B2</f></c></row>', '<row r="2"><c r="A2"><f>B2</f></c></row>'),
        # what does not say where it stands counts on what is before it
        ('<row r="2"><c/><c r="B2" s="1"/></row>', '<row r="2"><c/><c r="B2" s="1"/></row>'),
        ('<row/><row r="3"/>', '<row/><row r="3"/>'),
        ('<row r="2"><c s="1"/><c><v>1</v></c></row>', '<row r="2"><c s="1"/><c><v>1</v></c></row>'),
        ('<row spans="1:1" r="2"/>', '<row spans="1:1" r="2"/>'),
        # and of comments nobody knows where they end
        ('<!-- --><row r="2"/>', '<!-- --><row r="2"/>'),
    ],
)
def test_what_is_empty_is_left_out(rows: str, left: str) -> None:
    assert left_of(rows) == left


@pytest.mark.parametrize("reads", [1, 7, 65_536])
def test_it_matters_not_where_a_sheet_is_cut(reads: int) -> None:
    rows = FILLED + "".join(f'<row r="{r}"><c r="A{r}" s="1"/><c r="B{r}"><v>{r}</v></c></row>' for r in range(2, 60))
    left = re.sub(r'<c r="A\d+" s="1"/>', "", rows)
    assert left_of(rows, reads=reads) == left


def test_rows_and_cells_are_cut_nowhere_but_at_their_ends() -> None:
    empty = "".join(f'<row r="{r}"><c r="A{r}" s="1"/></row>' for r in range(2, 40_000))
    assert left_of(FILLED + empty + LAST) == FILLED + LAST
    long = '<row r="2">' + "".join(f'<c r="A2" s="{s}"/>' for s in range(200_000)) + "</row>"
    assert len(left_of(FILLED + long + LAST)) < 1_000


def test_of_an_ordinary_sheet_nothing_need_be_left_out() -> None:
    rows = f'<row r="2"><c r="A2" t="inlineStr"><is><t>{"a" * 9_000}</t></is></c><c r="B2" s="1"/></row>'
    assert left_of(rows) == rows


def test_a_prefix_changes_nothing() -> None:
    sheet = '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" s="1"/></x:row></x:sheetData></x:worksheet>'
    left = FilledCells(BytesIO(sheet.encode()), lambda _size: None).read()
    assert left == b'<x:worksheet xmlns:x="m"><x:sheetData></x:sheetData></x:worksheet>'


def million(columns: str = "A", rows: int = 1_048_576) -> bytes:
    empty = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{x}{r}" s="1"/>' for x in columns) + "</row>" for r in range(2, rows + 1)
    )
    return packed({**small_parts(), SHEET: sheet_xml(FILLED + empty)})


@pytest.mark.slow
def test_a_million_formatted_rows_are_read_and_come_back_marked() -> None:
    content = million()
    (grid,) = read_xlsx(content, "a.xlsx").grids
    assert [(row.number, {x: cell.value for x, cell in row.cells.items()}) for row in grid.rows] == [(1, {0: 7.0})]
    marked = marked_copy(content, "a.xlsx", [finding("not_a_number", Severity.HARD, Place("Fruit", 1, "A"), found="7")])
    (sheet,) = (text for name, text in unpacked(marked).items() if name == SHEET)
    assert "<v>7</v>" in sheet
    assert len(sheet) < 10_000


def test_empty_cells_have_a_limit_of_their_own() -> None:
    content = million(rows=10_000)
    assert len(read_xlsx(content, "a.xlsx", Limits(part=20_000, total=200_000)).grids[0].rows) == 1
    with pytest.raises(WorkbookError, match="bomb"):
        read_xlsx(content, "a.xlsx", Limits(sheets_unpacked=100_000))


def test_all_sheets_together_have_it() -> None:
    package = Package(million(rows=1_000), Limits(sheets_unpacked=60_000))
    with package.sheet(SHEET) as stream:
        stream.read()
    with pytest.raises(WorkbookError, match="bomb"), package.sheet(SHEET) as stream:
        stream.read()


@pytest.mark.parametrize(
    ("row", "is_bomb"),
    [
        (f'<row r="1" a="{" " * 900_000}"><c r="A1"><v>1</v></c></row>', False),
        (f'<row r="1" a="{" " * 2_000_000}"><c r="A1"><v>1</v></c></row>', True),
    ],
)
def test_a_tag_is_no_longer_than_a_megabyte(row: str, is_bomb: bool) -> None:
    content = packed({**small_parts(), SHEET: sheet_xml(row)})
    limits = Limits(ratio=9_999)
    if is_bomb:
        with pytest.raises(WorkbookError, match="bomb"):
            read_xlsx(content, "a.xlsx", limits)
    else:
        assert len(read_xlsx(content, "a.xlsx", limits).grids[0].rows) == 1


def test_a_long_text_is_no_tag() -> None:
    text = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"a" * 3_000_000}</t></is></c></row>'
    limits = Limits(ratio=9_999, text=4_000_000, characters=4_000_000)
    (grid,) = read_xlsx(packed({**small_parts(), SHEET: sheet_xml(text)}), "a.xlsx", limits).grids
    assert len(grid.rows[0].cells[0].text) == 3_000_000
