"""Finds the table in a sheet: where its headings are, what each column is, what year its title names."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from operator import itemgetter

from core.cells.misread import MisreadError
from core.cells.title_years import years_of_title
from core.cells.unit_notes import units_of_note
from core.intake.findings import Findings, Place
from core.intake.form.columns import Kind, Sheet
from core.intake.form.layout import SHEETS
from core.intake.reading.cell_values import year_of
from core.intake.reading.heading_checks import UnitNote, check_headings, check_unit_notes
from core.intake.reading.headings import Heading, dataset_of_title, heading_of, units_in, with_notes, with_units
from core.intake.reading.merged_headings import under_merged_headings
from core.intake.reading.table import MergedCells, Table, may_be_note
from core.intake.workbook.grid import Cell, Grid, GridRow
from core.intake.workbook.references import column_letter

_HEAD_LINES = 40  # filled lines; a heading further down is not looked for
_LINES_ABOVE = 2  # over which a heading may stand
_LONGEST_TITLE = 1_000  # characters
_LINES_OF_UNITS = 2  # under the headings; the other may number the columns
_OF_TITLE = 2.5  # columns: how much the name of the sheet counts


def find_table(grid: Grid, findings: Findings) -> Table | None:
    """The table of a sheet, or None when no line names enough columns of any dataset.

    Adds findings for headings that name a person, stand twice, or have a unit that is none of the column's.
    """
    merged = MergedCells(grid)
    title_dataset = dataset_of_title(grid.name)
    tables: list[tuple[float, int, str, dict[int, Heading]]] = []
    lines = grid.rows[:_HEAD_LINES]
    for position, line in enumerate(lines):
        above = [row.number for row in lines[max(0, position - _LINES_ABOVE) : position]]
        candidates = _candidate_headings(merged, line, above)
        for sheet in SHEETS:
            columns = _recognised(sheet.dataset, candidates)
            if not _names_a_table(sheet, columns):
                continue
            score = len({heading.column.id for heading in columns.values()}) - 0.001 * position
            score += _OF_TITLE if sheet.dataset == title_dataset else 0
            tables.append((score, line.number, sheet.dataset, columns))
    if not tables:
        return None
    _, head, dataset, columns = max(tables, key=itemgetter(0))
    columns = under_merged_headings(grid, head, columns)
    for line in [line for line in grid.rows if line.number > head][:_LINES_OF_UNITS]:
        columns = with_units(columns, units_in(line.cells, columns))
    notes = [*_notes_below(grid, head), *_notes_above(grid, head, columns)]
    table = Table(dataset, grid, with_notes(columns, [note.unit for note in notes]), head, _title_year(grid, head))
    check_headings(table, merged, findings)
    check_unit_notes(table, notes, findings)
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


def _recognised(dataset: str, candidates: dict[int, list[str]]) -> dict[int, Heading]:
    """The first heading of each column that the dataset knows."""
    columns: dict[int, Heading] = {}
    for x, texts in candidates.items():
        headings = (heading_of(dataset, text) for text in texts)
        heading = next((heading for heading in headings if heading is not None), None)
        if heading is not None:
            columns[x] = heading
    return columns


def _notes_above(grid: Grid, head: int, columns: Container[int]) -> list[UnitNote]:
    """The units that the name of the sheet, the lines above a table and what stands beside its headings name for it."""
    notes = [UnitNote(unit, Place(grid.name)) for unit in units_of_note(grid.name, title=True)]
    for line in grid.rows:
        if line.number < head:
            notes += _notes(grid, line, title=True)
        elif line.number == head:
            beside = {x: cell for x, cell in line.cells.items() if x not in columns}
            notes += _notes(grid, GridRow(head, beside), title=False)
    return notes


def _notes_below(grid: Grid, head: int) -> list[UnitNote]:
    """The units that notes under the headings name: 注：本表单位为百人."""
    lines = (line for line in grid.rows if line.number > head and may_be_note(line))
    return [note for line in lines for note in _notes(grid, line, title=False)]


def _notes(grid: Grid, line: GridRow, *, title: bool) -> Iterator[UnitNote]:
    for x, cell in line.cells.items():
        if cell.kind == "s":
            place = Place(grid.name, line.number, column_letter(x))
            yield from (UnitNote(unit, place) for unit in units_of_note(cell.text, title=title))


def _title_year(grid: Grid, head: int) -> int | None:
    """The one year named above the headings or else in the name of the sheet; None for none or several."""
    years = {year for line in grid.rows if line.number < head for year in _years(line)}
    if not years:
        years = set(years_of_title(grid.name))
    return years.pop() if len(years) == 1 else None


def _years(line: GridRow) -> Iterator[int | None]:
    for cell in line.cells.values():
        yield from years_of_title(cell.text)
    if len(line.cells) == 1:
        cell = next(iter(line.cells.values()))
        if cell.kind == "n":
            with suppress(MisreadError):
                yield year_of(cell)[0]
