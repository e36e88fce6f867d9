"""The sheet that lists the marks, to the byte: title, guide, headings, rows, looks and how it prints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.intake.marking.cell_styles import EMPTY_STYLES, CellStyles
from core.intake.marking.list_sheet import HEADING_ROW, list_sheet_xml
from core.intake.marking.marks import Fill, ListColumn, ListRow, ListSheet

LIST = ListSheet(
    name="To do",
    earlier_names=frozenset(),
    title="2 marks <1>",
    guide="Put right.",
    columns=(ListColumn("No.", 6), ListColumn("What", 40), ListColumn("How", 9), ListColumn("id", 10, hidden=True)),
    rows=(ListRow((1, "=1+1", "", "x"), Fill.RED), ListRow((12, " a&b\n", 0, "y"), Fill.YELLOW)),
    fill_column=2,
)
# The file has one format, so those of the list are: 1 bold, 2 large, 3 wrapped, 4 red, 5 yellow.
WHOLE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="main">'
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
    '<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<cols><col min="1" max="1" width="6" customWidth="1"/><col min="2" max="2" width="40" customWidth="1"/>'
    '<col min="3" max="3" width="9" customWidth="1"/>'
    '<col min="4" max="4" width="10" customWidth="1" hidden="1"/></cols>'
    "<sheetData>"
    '<row r="1" ht="24"><c r="A1" s="2" t="inlineStr"><is><t xml:space="preserve">2 marks &lt;1&gt;</t></is></c></row>'
    '<row r="2" ht="32">'
    '<c r="A2" s="3" t="inlineStr"><is><t xml:space="preserve">Put right.</t></is></c></row>'
    '<row r="4" ht="16"><c r="A4" s="1" t="inlineStr"><is><t xml:space="preserve">No.</t></is></c>'
    '<c r="B4" s="1" t="inlineStr"><is><t xml:space="preserve">What</t></is></c>'
    '<c r="C4" s="1" t="inlineStr"><is><t xml:space="preserve">How</t></is></c>'
    '<c r="D4" s="1" t="inlineStr"><is><t xml:space="preserve">id</t></is></c></row>'
    '<row r="5" ht="16"><c r="A5" s="3"><v>1</v></c>'
    '<c r="B5" s="3" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>'
    '<c r="C5" s="4"/><c r="D5" s="3" t="inlineStr"><is><t xml:space="preserve">x</t></is></c></row>'
    '<row r="6" ht="32"><c r="A6" s="3"><v>12</v></c>'
    '<c r="B6" s="3" t="inlineStr"><is><t xml:space="preserve"> a&amp;b\n</t></is></c>'
    '<c r="C6" s="5"><v>0</v></c><c r="D6" s="3" t="inlineStr"><is><t xml:space="preserve">y</t></is></c></row>'
    '</sheetData><mergeCells count="1"><mergeCell ref="A2:C2"/></mergeCells>'
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
)


def test_the_whole_sheet() -> None:
    styles = CellStyles(EMPTY_STYLES)
    assert list_sheet_xml(LIST, styles, "main").decode() == WHOLE
    formats = styles.result().decode().partition("<cellXfs")[2].split("<xf")[2:]
    # wrapped or not, font, fill: bold, large (not wrapped), plain, red, yellow
    looks = [("wrapText" in each, each.split('"')[3], each.split('"')[5]) for each in formats]
    assert looks == [(True, "1", "0"), (False, "2", "0"), (True, "0", "0"), (True, "0", "2"), (True, "0", "3")]


def test_the_headings_stand_in_the_fourth_row() -> None:
    assert HEADING_ROW == 4


@pytest.mark.parametrize("values", [(1, "a", "b"), (1, "a", "b", "c", "d"), ()])
def test_a_row_has_a_value_for_each_column(values: tuple[str | int, ...]) -> None:
    with pytest.raises(ValueError, match="zip"):
        list_sheet_xml(replace(LIST, rows=(ListRow(values, Fill.RED),)), CellStyles(EMPTY_STYLES), "main")


@pytest.mark.parametrize(
    ("text", "height"),
    [
        ("x" * 40, 16),  # the column is 40 letters wide
        ("x" * 41, 32),
        ("字" * 20, 16),  # a Chinese character is as wide as two letters
        ("字" * 21, 32),
        ("x\ny\nz", 48),
        ("", 16),
        ("x" * 40_000, 400),  # no program shows more than 409 points
    ],
)
def test_a_row_is_as_high_as_its_longest_text_needs(text: str, height: int) -> None:
    sheet = list_sheet_xml(
        replace(LIST, rows=(ListRow((1, text, "", "x" * 99), Fill.RED),)), CellStyles(EMPTY_STYLES), "m"
    )
    assert f'<row r="5" ht="{height}">'.encode() in sheet
