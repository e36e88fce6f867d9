"""Names of cells and columns: `B7` is row 7 (from 1) and column 1 (from 0)."""

from __future__ import annotations

import re
from functools import cache

from core.intake.workbook.errors import WorkbookError

CellAt = tuple[int, int]
"""A cell: row from 1, column from 0."""

Span = tuple[int, int, int, int]
"""A block of cells: first row, first column, last row, last column, counted as in `CellAt`."""

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_383
_COLUMNS = re.compile("([A-Z]{1,3}):([A-Z]{1,3})")
_ROWS = re.compile("([1-9][0-9]{0,6}):([1-9][0-9]{0,6})")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")

_TEXT = re.compile(r'"[^"]*"')
_OTHER_FILE = re.compile(r"(?:'[^'\[\]]*|(?<![\w.\]]))\[([^\[\]@#]+)\](?:[\w.]*|(?:[^'\[\]]|'')*')!")


@cache
def column_letter(column: int) -> str:
    """The letter of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """The column, counted from 0, that letters from A to ZZZ name."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def names_other_file(formula: str) -> bool:
    """Whether a formula takes a value from another workbook.

    Such a workbook is named before a sheet or a name, by its number in the list of links or by its file:
    `[1]Sheet1!A1`, `'C:\\[old.xlsx]Sheet 1'!A1`, `[1]!total`. `[0]` is the workbook itself; brackets behind a name are
    columns of a table (`Table1[2023]`), and what stands in quotation marks is a text.
    """
    if "[" not in formula or "!" not in formula:
        return False
    return any(book[1] != "0" for book in _OTHER_FILE.finditer(_TEXT.sub("", formula)))


def cell_at(reference: str) -> CellAt | None:
    """The cell a reference such as `B7` or `$B$7` names; None when it names none."""
    match = _REFERENCE.fullmatch(reference)
    return None if match is None else (int(match[2]), column_number(match[1]))


def span_of(reference: str) -> Span:
    """The block a reference such as `A1:B7` names; of one cell, that cell; of `A:B` or `1:7`, whole columns or rows.

    Raises WorkbookError (`damaged`).
    """
    first, _, last = reference.partition(":")
    start, end = cell_at(first), cell_at(last or first)
    if start is not None and end is not None and "$" not in reference:
        return (*start, *end)
    match = _COLUMNS.fullmatch(reference)
    if match is not None:
        return 1, column_number(match[1]), _LAST_ROW, column_number(match[2])
    match = _ROWS.fullmatch(reference)
    if match is not None:
        return int(match[1]), 0, int(match[2]), _LAST_COLUMN
    raise WorkbookError("damaged")
