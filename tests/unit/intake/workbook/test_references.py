"""Formulas that take values from another workbook, and those that only look so."""

from __future__ import annotations

import pytest

from core.intake.workbook.references import names_other_file
from core.intake.workbook.xlsx_file import read_xlsx
from tests.support.workbook_parts.small_workbooks import packed, small_parts


@pytest.mark.parametrize(
    ("formula", "other"),
    [
        ("[1]Sheet1!A1", True),
        ("SUM(1,[12]表!$A$1:B2)", True),
        ("'[1]Sheet 1'!A1", True),
        ("'C:/a b/[old.xlsx]it''s'!A1", True),
        ("[old.xls]Sheet1!A1", True),
        ("[1]!total", True),
        ("-'[2]a'!A1+[0]!b", True),
        ("[0]!total", False),
        ("SUM(Table1[[#This Row],[甲]:[乙]])", False),
        ("Table1[2023]*Sheet2!A1", False),
        ("Table1[[2023]]-'Sheet 2'!A1", False),
        ("[@甲]*Sheet2!A1", False),
        ("[#All]", False),
        ('"[1]Sheet1!A1"', False),
        ('IF(A1="it""s [1]a!b",Sheet2!A1,"]!")', False),
        ("Sheet2!A1", False),
        ("[1]", False),
        ("", False),
    ],
)
def test_another_file_is_named_before_a_sheet_or_a_name(formula: str, other: bool) -> None:
    assert names_other_file(formula) is other


def test_cells_that_share_a_formula_have_that_of_the_first() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">[1]a!B1</f><v>1</v></c>'
        '<c r="B1"><f>C1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c><c r="B2"><f t="shared" si="9"/><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" ref="A3" si="0">C3</f><v>2</v></c><c r="B3"><f/><v>2</v></c></row>'
    )
    cells = [row.cells for row in read_xlsx(packed(small_parts(rows)), "a").grids[0].rows]
    assert [[cell.formula for cell in row.values()] for row in cells] == [
        ["[1]a!B1", "C1"],
        ["[1]a!B1", "="],
        ["[1]a!B1", "="],
    ]
