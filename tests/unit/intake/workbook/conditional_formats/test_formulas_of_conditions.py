"""Formulas of conditional formats are worked out as spreadsheet programs do, or not at all."""

from __future__ import annotations

import re
from datetime import date

import pytest

from core.intake.workbook.grid import Cell
from core.intake.workbook.looks.conditions import REFERENCE, condition_of, operand_of, place_of

CELLS = {
    "A1": Cell("n", 5.0),
    "A2": Cell("s", "Yes"),
    "A3": Cell("e", "#N/A"),
    "A4": Cell("e", "#DIV/0!"),
    "A5": Cell("d", date(2026, 9, 1)),
    "A6": Cell("b", True),
    "A7": Cell("n", 0.0),
    "A8": Cell("s", " 甲 "),
}
"""A9 is empty."""


def cell_of(reference: re.Match[str]) -> Cell | None:
    return CELLS.get(reference[0].replace("$", ""))


def holds(formula: str) -> bool | None:
    condition = condition_of(formula)
    return None if condition is None else condition(cell_of)


def rows_where(formula: str) -> str:
    """The rows 1 to 9 for which a formula about the cell @ holds."""
    return "".join(str(row) for row in range(1, 10) if holds(formula.replace("@", f"A{row}")))


@pytest.mark.parametrize(
    ("formula", "rows"),
    [
        ("ISBLANK(@)", "9"), ("ISERROR(@)", "34"), ("ISNA(@)", "3"), ("ISERR(@)", "4"), ("ISNUMBER(@)", "157"),
        ("ISTEXT(@)", "28"), ("ISNONTEXT(@)", "1345679"), ("isblank(@)", "9"), ("ISBLANK( $@ )", "9"),
        ("NOT(ISTEXT(@))", "1345679"), ("AND(ISNUMBER(@),@=5)", "1"), ("OR(ISBLANK(@);@=5;ISNA(@))", "139"),
        ("@=5", "1"), ("@=0", "79"), ('@=""', "9"), ('@="yes"', "2"), ('"YES"=@', "2"), ("@<>5", "23456789"),
        ("@>=5", "123458"), ("@>5", "23458"), ("@<5", "679"), ("@<=5", "1679"), ("@=500%", "1"), ("@=1", "6"),
        ("0=@", "79"), ("@=A9", "79"), ("LEN(@)=0", "9"), ("LEN(@)=3", "28"), ("LEN(TRIM(@))=1", "1678"),
        ('TRIM(@)="甲"', "8"), ("(@)=((5))", "1"), ("((@=5))", "1"), ('@="("', ""), ('OR(@="a,b",@=5)', "1"),
        ("=@=5", "1"), (" @ = 5 ", "1"), ("TRUE", "123456789"), ("true()", "123456789"), ("1", "123456789"),
        ("FALSE", ""), ("0", ""), ("False()", ""), ("(@=5", ""), ("AND(@=5,(1))", "1"),
    ],
)  # fmt: skip
def test_a_formula_holds_for_these_cells(formula: str, rows: str) -> None:
    assert rows_where(formula) == rows


@pytest.mark.parametrize(
    "formula",
    ["", "()", "A1", "SUM(A1:A3)=5", "5=SUM(A1)", "A1=1=1", "ISTEXT(A1,A2)", "ISTEXT(5)", "NOT(TRUE,TRUE)", "2",
     "AND(TRUE,SUM(A1))", "XOR(TRUE,FALSE)", "UPPER(A1)=5", "LEN(SUM(A1))=1", '"', "A1=\""],
)  # fmt: skip
def test_what_is_not_worked_out_holds_neither_way(formula: str) -> None:
    assert holds(formula) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("5", 5.0), ("5%", 0.05), ('"A"', "a"), ('""', ""), ("A1", 5.0), ("A9", None), ("(5)", 5.0), ("A6", 1.0),
     ("A5", "2026-09-01"), ("LEN(A8)", 3.0), ("TRIM(A8)", "甲"), ("TRIM(A1)", "5"), ("LEN(A9)", 0.0)],
)  # fmt: skip
def test_an_operand_is_a_value_a_cell_or_what_is_made_of_one(text: str, value: object) -> None:
    operand = operand_of(text)
    assert operand is not None
    assert operand(cell_of) == value


@pytest.mark.parametrize(
    ("reference", "place"), [("B3", (13, 6)), ("$B3", (13, 1)), ("B$3", (3, 6)), ("$B$3", (3, 1)), ("AA1", (11, 31))]
)
def test_a_reference_moves_with_the_cell_that_is_judged_unless_it_is_fixed(
    reference: str, place: tuple[int, int]
) -> None:
    match = REFERENCE.fullmatch(reference)
    assert match is not None
    assert place_of(match, 10, 5) == place
