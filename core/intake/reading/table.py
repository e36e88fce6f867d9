"""A table of a sheet: which column holds what, and which lines are data, totals or notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.cells.text import fold, word_key
from core.intake.form.columns import Kind
from core.intake.reading.column_numbers import numbers_columns
from core.intake.reading.headings import Heading, units_in
from core.intake.workbook.grid import Cell, Grid, GridRow
from core.intake.workbook.references import column_letter

_TOTAL = re.compile(r"合计|总计|小计|共计|累计|汇总|^(?:grand|sub)?-?total|total$|^sum$")
_NOTE = re.compile(
    r"^(?:注|备注|说明|填表|制表|审核|负责人|单位负责人|单位盖章|联系人|填报人|报出日期|数据来源|note|remark|source)"
)
_TOTAL_LENGTH = 24  # characters; what is longer is a sentence
_CELLS_OF_A_NOTE = 3
_COVERED_CELLS = 100_000  # of merged cells; a sheet of more is not filled in further


class LineKind(StrEnum):
    """What a line under the headings is."""

    DATA = "data"
    TOTAL = "total"
    OTHER = "other"  # a note, a repeated heading, or nothing in the columns that count


@dataclass(frozen=True, slots=True)
class Table:
    """A table as found. `columns` are by column of the sheet from 0; `title_year` is the one year named above it."""

    dataset: str
    grid: Grid
    columns: dict[int, Heading]
    head: int
    title_year: int | None

    def at(self, id: str) -> int | None:
        """The column of the sheet (from 0) that holds a column of the layout."""
        return next((x for x, heading in self.columns.items() if heading.column.id == id), None)

    def letter(self, id: str) -> str:
        """The letter of that column, or nothing."""
        x = self.at(id)
        return "" if x is None else column_letter(x)

    def lines(self) -> Iterator[tuple[LineKind, GridRow]]:
        """Every filled line under the headings with what it is; merged cells of keys are filled in."""
        merged = MergedCells(self.grid)
        for line in self.grid.rows:
            if line.number > self.head and not self._is_unfilled(line):
                line = merged.filled_in(line, self._key_columns())
                yield self._line_kind(line), line

    def _is_unfilled(self, line: GridRow) -> bool:
        """Whether nothing is in a line but what the template works out: the open lines of a form, not yet filled in."""
        columns = [self.columns.get(x) for x in line.cells]
        return bool(columns) and all(heading is not None and heading.column.kind is Kind.DERIVED for heading in columns)

    def _key_columns(self) -> list[int]:
        return [x for x, heading in self.columns.items() if heading.column.kind is not Kind.MEASURE]

    def _line_kind(self, line: GridRow) -> LineKind:
        cells = {x: cell for x, cell in line.cells.items() if x in self.columns}
        if not cells or self._is_note(line, cells) or self._is_of_the_headings(line):
            return LineKind.OTHER
        if self._is_total(line):
            return LineKind.TOTAL
        return LineKind.OTHER if self._repeats_headings(cells) else LineKind.DATA

    def _is_note(self, line: GridRow, cells: Mapping[int, Cell]) -> bool:
        first = fold(line.cells[min(line.cells)].text)
        return _NOTE.match(first) is not None and not self._has_figures(cells)

    def _is_of_the_headings(self, line: GridRow) -> bool:
        """Whether a line holds the units or the numbers of the columns, under the headings or again on a later page."""
        return bool(units_in(line.cells, self.columns)) or numbers_columns(line.cells)

    def _is_total(self, line: GridRow) -> bool:
        unnamed = all(self.at(id) not in line.cells for id in ("unit_id", "unit_name"))
        names = (
            word_key(cell.text) for x, cell in line.cells.items() if cell.kind == "s" and self._may_name(x, unnamed)
        )
        return any(len(name) <= _TOTAL_LENGTH and _TOTAL.search(name) for name in names)

    def _repeats_headings(self, cells: Mapping[int, Cell]) -> bool:
        """Whether a line is the headings again, as they stand on every printed page."""
        same = sum(1 for x, cell in cells.items() if cell.value == self.columns[x].text)
        return same >= 2 and same >= len(cells) - 1

    def _has_figures(self, cells: Mapping[int, Cell]) -> bool:
        """Whether a line has a number beside its name: a school may well be called 注册会计师学校."""
        return any(cell.kind != "s" or fold(str(cell.value))[:1].isdigit() for cell in cells.values())

    def _may_name(self, x: int, unnamed: bool) -> bool:
        """Whether a total may be called so in this column: not in a value, not in the words of a code.

        In a column of no meaning only where the line names no unit: the remark 含小计 beside a school makes no total.
        """
        heading = self.columns.get(x)
        return unnamed if heading is None else heading.column.kind in (Kind.UNIT_ID, Kind.UNIT_NAME, Kind.YEAR)


def may_be_note(line: GridRow) -> bool:
    """Whether a line may be a note: it holds a few texts and no figure."""
    return len(line.cells) <= _CELLS_OF_A_NOTE and all(cell.kind == "s" for cell in line.cells.values())


class MergedCells:
    """The cells of a sheet together with those that a merged cell covers."""

    def __init__(self, grid: Grid) -> None:
        self._cells = {row.number: row.cells for row in grid.rows}
        self._covered: dict[tuple[int, int], Cell] = {}
        room = _COVERED_CELLS
        for top, left, bottom, right in grid.merges:
            cell = self._cells.get(top, {}).get(left)
            room -= (bottom - top + 1) * (right - left + 1)
            if cell is None or room < 0:
                continue
            for y in range(top, bottom + 1):
                for x in range(left, right + 1):
                    self._covered[y, x] = cell

    def get(self, y: int, x: int) -> Cell | None:
        """The cell in row `y` (from 1) and column `x` (from 0), or the merged one that covers it."""
        return self._cells.get(y, {}).get(x) or self._covered.get((y, x))

    def width(self, rows: Iterable[int]) -> int:
        """The number of columns in which any of these rows has a cell of its own."""
        return max((x for y in rows for x in self._cells.get(y, {})), default=-1) + 1

    def filled_in(self, line: GridRow, columns: list[int]) -> GridRow:
        """A line with the merged cells that cover it in some columns."""
        missing = {x: self._covered[line.number, x] for x in columns if (line.number, x) in self._covered}
        return GridRow(line.number, {**missing, **line.cells}, line.hidden) if missing else line
