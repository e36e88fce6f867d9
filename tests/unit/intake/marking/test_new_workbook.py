"""A CSV file as a workbook: every cell in its place and as text, under a name that programs take."""

from __future__ import annotations

import re

import pytest

from core.intake.marking.new_workbook import new_workbook
from core.intake.workbook.grid import Book, Cell, Grid, GridRow
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
