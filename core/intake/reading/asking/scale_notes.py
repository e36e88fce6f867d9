"""Asks about words that name a unit of many or a scale, but by which no figure of a table was multiplied."""

from __future__ import annotations

from collections.abc import Container, Iterator

from core.cells.scale_words import scale_words
from core.cells.text import excerpt
from core.cells.units import MEASURED, scale_of
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.reading.table import Table, may_be_note
from core.intake.workbook.grid import Book, Grid, GridRow
from core.intake.workbook.outside.part_kinds import OutsidePart
from core.intake.workbook.references import cell_at, column_letter

_SEEN = (OutsidePart.SHEET, OutsidePart.COMMENT, OutsidePart.SHAPE)
_NAMED_IN_HEADINGS = MEASURED | {"volumes"}
"""Units that only some columns have: of a table without such a column a note in them says nothing."""


def ask_about_scale(table: Table, book: Book, passed_over: Container[str], findings: Findings) -> None:
    """Add a finding for the first text around a table, beside it or on a sheet without one that is not understood."""
    refused = {item.place for item in findings.items if item.code == "unit_notes_differ"}
    for text, place in (*_texts_of_sheet(table), *_texts_elsewhere(table, book, passed_over)):
        words = [word for word in scale_words(text) if not _is_heeded(word, table)]
        if words and place not in refused:
            values = {"found": excerpt(text), "word": excerpt(words[0])}
            question = finding("scale_not_heeded", Severity.SOFT, place, **values)
            if question not in findings.items:  # of no sheet, it was asked for the table before
                findings.add(question)
            return


def _is_heeded(word: str, table: Table) -> bool:
    """Whether a column is read in the unit a word names, or no column can be in it."""
    scale = scale_of(word)
    if scale is None:
        # 100 of 单位：100人, which the headings were read in.
        return any(heading.scale != 1 and word in heading.named for heading in table.columns.values())
    units, factor = scale
    columns = [heading for heading in table.columns.values() if heading.column.unit in units or heading.strange]
    if not columns:
        return units.issubset(_NAMED_IN_HEADINGS)
    return any(heading.scale == factor or heading.strange for heading in columns)


def _texts_of_sheet(table: Table) -> Iterator[tuple[str, Place]]:
    """The name of a sheet, and its texts that are neither headings nor in a line of figures."""
    grid = table.grid
    yield grid.name, Place(grid.name)
    for line in grid.rows:
        if line.number < table.head or may_be_note(line):
            yield from _texts_of_line(grid, line, ())
        else:
            yield from _texts_of_line(grid, line, table.columns)


def _texts_of_line(grid: Grid, line: GridRow, but: Container[int]) -> Iterator[tuple[str, Place]]:
    for x, cell in line.cells.items():
        if cell.kind == "s" and x not in but:
            yield cell.text, Place(grid.name, line.number, column_letter(x))


def _texts_elsewhere(table: Table, book: Book, passed_over: Container[str]) -> Iterator[tuple[str, Place]]:
    """What is printed around a sheet or noted at its cells, and the notes on other sheets."""
    for part, text, sheet, cell in book.outside_texts:
        if part in _SEEN and sheet in ("", table.grid.name):
            at = cell_at(cell)
            yield text, Place(sheet, *((at[0], column_letter(at[1])) if at else ()))
    for grid in book.grids:
        if grid.name not in passed_over and grid is not table.grid:
            for line in grid.rows:
                if may_be_note(line):
                    yield from _texts_of_line(grid, line, ())
