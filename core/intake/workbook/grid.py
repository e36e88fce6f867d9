"""What a file holds before anybody asks what it means: sheets of cells, the same from a workbook or a CSV file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple


class Cell(NamedTuple):
    """One cell that holds something.

    `kind` is `n` (number), `s` (text), `d` (`datetime.date`), `b` (true or false), `e` (an error such as #DIV/0!) or
    `f` (a formula whose value was not stored). `percent` says that a number is shown as a percentage.
    """

    kind: str
    value: object
    formula: str = ""
    percent: bool = False

    @property
    def text(self) -> str:
        """The cell as one would copy it out; a whole number without its decimal point."""
        if isinstance(self.value, float) and self.value.is_integer() and abs(self.value) < 1e15:
            return str(int(self.value))
        return str(self.value)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row that holds something; `number` counts from 1, `cells` by column from 0."""

    number: int
    cells: dict[int, Cell]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `merges` are (first row, first column, last row, last column) in the counts of `GridRow`."""

    name: str
    rows: tuple[GridRow, ...]
    hidden: bool = False
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """One file as it was sent. `outside_texts` are texts outside the cells (comments), as (part, text)."""

    name: str
    grids: tuple[Grid, ...]
    sha256: str
    spreadsheet: bool
    external_links: bool = False
    encoding: str = ""
    outside_texts: tuple[tuple[str, str], ...] = field(default=())


@lru_cache(maxsize=1024)
def column_letter(column: int) -> str:
    """The letter of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
