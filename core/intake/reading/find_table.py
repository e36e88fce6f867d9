"""Finds the table in a sheet: where its headings are, what each column is, what year its title names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from operator import itemgetter

from core.cells.misread import MisreadError
from core.cells.units import scale_of, unit_word
from core.cells.years import year_in
from core.intake.findings import Findings
from core.intake.form.layout import SHEETS, Kind, Sheet
from core.intake.reading.cell_values import year_of
from core.intake.reading.heading_checks import check_headings
from core.intake.reading.headings import Heading, dataset_of_title, heading_of, units_in, with_units
from core.intake.reading.table import MergedCells, Table
from core.intake.workbook.grid import Cell, Grid, GridRow

_HEAD_LINES = 40  # filled lines; a heading further down is not looked for
_LINES_ABOVE = 2  # over which a heading may stand
_LONGEST_TITLE = 1_000  # characters
_LINES_OF_UNITS = 2  # under the headings; the other may number the columns
_OF_TITLE = 2.5  # columns: how much the name of the sheet counts
_UNIT_NOTE = re.compile(r"(?:计量)?单位[:：]\s*([^\s，。;；]+)")
_BRACKETS = "()（）[]【】〔〕"
_YEAR_IN_TITLE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:\s*[-–—/~～至]\s*(?:19|20)?\d\d\s*学年度?|\s*学年度?|\s*年度?)"
    r"(?:\s*[(（]?\s*(?:[秋春]季?|第?[一二12]学期|[上下]学?期))?"
)


def find_table(grid: Grid, findings: Findings) -> Table | None:
    """The table of a sheet, or None when no line names enough columns of any dataset.

    Adds findings for headings that name a person, stand twice, or have a unit that is none of the column's.
    """
    merged = MergedCells(grid)
    title_dataset = dataset_of_title(grid.name)
    tables: list[tuple[float, int, str, dict[int, Heading]]] = []
    lines = grid.rows[:_HEAD_LINES]
    scales: dict[str, Decimal] = {}
    for position, line in enumerate(lines):
        above = [row.number for row in lines[max(0, position - _LINES_ABOVE) : position]]
        candidates = _candidate_headings(merged, line, above)
        for sheet in SHEETS:
            columns = _recognised(sheet.dataset, candidates, scales)
            if not _names_a_table(sheet, columns):
                continue
            score = len({heading.column.id for heading in columns.values()}) - 0.001 * position
            score += _OF_TITLE if sheet.dataset == title_dataset else 0
            tables.append((score, line.number, sheet.dataset, columns))
        scales = scales | _scales(line)
    if not tables:
        return None
    _, head, dataset, columns = max(tables, key=itemgetter(0))
    for line in [line for line in grid.rows if line.number > head][:_LINES_OF_UNITS]:
        columns = with_units(columns, units_in(line.cells, columns))
    table = Table(dataset, grid, columns, head, _title_year(grid, head))
    check_headings(table, merged, findings)
    return table


def _names_a_table(sheet: Sheet, columns: dict[int, Heading]) -> bool:
    """Whether headings are enough: one of a unit, and one of a measure or, without measures, four of any kind."""
    kinds = {heading.column.kind for heading in columns.values()}
    if not kinds & {Kind.UNIT_ID, Kind.UNIT_NAME}:
        return False
    if sheet.measures:
        return Kind.MEASURE in kinds
    return len({heading.column.id for heading in columns.values()}) >= 4


def _candidate_headings(merged: MergedCells, line: GridRow, above: Sequence[int]) -> dict[int, list[str]]:
    """What may be the heading of each column: alone, under the merged heading above it, or standing above it."""
    candidates: dict[int, list[str]] = {}
    for x in range(merged.width((line.number, *above))):
        parents = [cell for y in above if (cell := merged.get(y, x)) is not None]
        texts = _texts_of(merged.get(line.number, x), parents)
        if texts:
            candidates[x] = texts
    return candidates


def _texts_of(cell: Cell | None, parents: Sequence[Cell]) -> list[str]:
    if cell is None:
        return [text for parent in reversed(parents) if parent.kind == "s" for text in _readings(parent)]
    if cell.kind != "s":
        return []
    above = [parent.text for parent in parents if parent is not cell and len(parent.text) < 40]
    return [parent + text for text in _readings(cell) for parent in (*above, "")]


def _readings(cell: Cell) -> list[str]:
    """A heading as it stands, and without the footnote marks above its line."""
    if len(cell.text) > _LONGEST_TITLE:
        return []
    return [cell.text, *(doubt.shown for doubt in cell.doubts if doubt.kind == "part_raised")]


def _recognised(dataset: str, candidates: dict[int, list[str]], scales: dict[str, Decimal]) -> dict[int, Heading]:
    """The first heading of each column that the dataset knows."""
    columns: dict[int, Heading] = {}
    for x, texts in candidates.items():
        headings = (heading_of(dataset, text, scales) for text in texts)
        heading = next((heading for heading in headings if heading is not None), None)
        if heading is not None:
            columns[x] = heading
    return columns


def _scales(line: GridRow) -> dict[str, Decimal]:
    """The scales of units that a line above a table names: 单位：人、万元 gives 1 for persons and 10,000 for yuan."""
    scales: dict[str, Decimal] = {}
    for text in _short_texts(line):
        for match in _UNIT_NOTE.finditer(text):
            for word in re.split("[、,，/]", match[1]):
                unit = scale_of(unit_word(word.strip(_BRACKETS)))
                if unit is not None:
                    scales |= dict.fromkeys(*unit)
    return scales


def _short_texts(line: GridRow) -> Iterator[str]:
    """The cells of a line that may be part of a title; an essay is none, and is not searched."""
    return (text for cell in line.cells.values() if len(text := cell.text) <= _LONGEST_TITLE)


def _title_year(grid: Grid, head: int) -> int | None:
    """The one year named above the headings or else in the name of the sheet; None for none or several."""
    years = {year for line in grid.rows if line.number < head for year in _years(line)}
    if not years:
        years = set(_years_in(grid.name))
    return years.pop() if len(years) == 1 else None


def _years(line: GridRow) -> Iterator[int | None]:
    for text in _short_texts(line):
        yield from _years_in(text)
    if len(line.cells) == 1:
        cell = next(iter(line.cells.values()))
        if cell.kind == "n":
            with suppress(MisreadError):
                yield year_of(cell)[0]


def _years_in(title: str) -> Iterator[int | None]:
    """The years a title names; None for a spring term, whose figures are of no 1 September."""
    for match in _YEAR_IN_TITLE.finditer(title):
        try:
            yield year_in(match[0])[0]
        except MisreadError:
            yield None
