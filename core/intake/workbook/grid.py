"""The content of a file as plain values: sheets of rows of cells, the same from a workbook or a CSV file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from core.intake.workbook.references import Span


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
    """One sheet with the rows that hold something, in ascending order, and its merged cells."""

    name: str
    rows: tuple[GridRow, ...]
    hidden: bool = False
    merges: tuple[Span, ...] = ()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """One file, a workbook or (`spreadsheet` false) a CSV file with one sheet.

    `outside_texts` are texts outside the cells, as (part, text): comments, shapes, printed headers, properties.
    `encoding` is that of a CSV file. Macros are never run. `sha256` is the checksum of the whole file.
    """

    name: str
    grids: tuple[Grid, ...]
    sha256: str
    spreadsheet: bool
    external_links: bool = False
    encoding: str = ""
    outside_texts: tuple[tuple[str, str], ...] = ()
    has_macros: bool = False
    is_signed: bool = False
