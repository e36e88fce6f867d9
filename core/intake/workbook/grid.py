"""The content of a file as plain values: sheets of rows of cells, the same from a workbook or a CSV file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.file_kind import FileKind
from core.intake.workbook.outside.part_kinds import OutsideText
from core.intake.workbook.references import CellAt, Span
from core.intake.workbook.workbook_parts import EPOCH


class Doubt(NamedTuple):
    """What speaks against a cell as it is stored, and what the sheet shows in its place.

    `struck` or `raised` (as a footnote mark) are all of its characters, `part_struck`, `part_raised` or `part_unseen`
    some of them; `unseen` is a cell in which nothing can be read, `covered` one under a merged cell. `scaled` says that
    its format shows another number or none, or only a part of a day, `rounded` that it hides digits, `in_units` that it
    shows so many 万, `unjudged` that a condition may hide or strike it out which was not worked out. `dotted` is a
    number that is another one if its points stand between thousands. `worded` is shown with words beside it that are
    not stored, such as the unit of its column.
    """

    kind: str
    shown: str = ""


class Cell(NamedTuple):
    """One cell that holds something.

    `kind` is `n` (number), `s` (text), `d` (`datetime.date`), `b` (true or false), `e` (an error such as #DIV/0!, or
    what is no value of its type) or `f` (a formula whose value was not stored). `percent` says that a number is shown
    as a percentage.
    """

    kind: str
    value: object
    formula: str = ""
    percent: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def text(self) -> str:
        """The cell as one would copy it out; a whole number without its decimal point."""
        if isinstance(self.value, float) and self.value.is_integer() and abs(self.value) < 1e15:
            return str(int(self.value))
        return str(self.value)


class CoveredCell(NamedTuple):
    """A cell under a merged one, and the cell in the corner of that, which is seen in its place."""

    cell: Cell
    seen: CellAt


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row that holds something; `number` counts from 1, `cells` by column from 0. One without height is hidden."""

    number: int
    cells: dict[int, Cell]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet with the rows that hold something, in ascending order, and its merged cells.

    `covered` are cells under merged ones, which nobody sees; they are in no row. `beyond` is the first cell further to
    the right than is read. `epoch` is day 0 of the calendar of the workbook.
    """

    name: str
    rows: tuple[GridRow, ...]
    hidden: bool = False
    merges: tuple[Span, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    covered: Mapping[CellAt, CoveredCell] = field(default_factory=dict)
    beyond: CellAt | None = None
    epoch: date = EPOCH


@dataclass(frozen=True, slots=True)
class Book:
    """One file, a workbook or (`spreadsheet` false) a CSV file with one sheet. `kind` says how far it is looked into.

    `outside_texts` are texts outside the cells: comments, shapes, printed headers, properties.
    `embedded_files` are the names of files within it that cannot be looked into. `encoding` is that of a CSV file.
    Macros are never run. `sha256` is the checksum of the whole file.
    """

    name: str
    grids: tuple[Grid, ...]
    sha256: str
    spreadsheet: bool
    external_links: bool = False
    encoding: str = ""
    outside_texts: tuple[OutsideText, ...] = ()
    has_macros: bool = False
    is_signed: bool = False
    embedded_files: tuple[str, ...] = ()
    kind: FileKind = FileKind.WORKBOOK


def rows_in_order(rows: list[GridRow]) -> list[GridRow]:
    """The rows by number; one that a program wrote in pieces is put together.

    Raises WorkbookError (`damaged`) when a cell stands twice: what a clerk sees is only one of the two.
    """
    if all(before.number < after.number for before, after in pairwise(rows)):
        return rows
    whole: dict[int, GridRow] = {}
    for row in rows:
        first = whole.setdefault(row.number, row)
        if first is not row:
            if first.cells.keys() & row.cells.keys():
                raise WorkbookError("damaged")
            first.cells.update(row.cells)
    return [whole[number] for number in sorted(whole)]
