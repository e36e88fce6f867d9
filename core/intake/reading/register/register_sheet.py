"""Reads the sheet of units: new ones, other names and days, and schools merged into others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from core.cells.misread import MisreadError
from core.cells.text import unwrapped
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.form.columns import Column
from core.intake.form.layout import REGISTER
from core.intake.message_values import TextId
from core.intake.reading.asking.doubtful_cells import check_doubtful_cells, numbers_named
from core.intake.reading.cell_values import day_of
from core.intake.reading.headings import heading_of
from core.intake.reading.register.school_mergers import MergerLine, merger_of_line, note_mergers
from core.intake.reading.register.unit_register import Register
from core.intake.rows import UnitEntry
from core.intake.workbook.grid import Cell, Grid, GridRow
from core.intake.workbook.references import column_letter

_HEAD_ROWS = 10
_HEADINGS = frozenset(("unit_id", "unit_name", "unit_valid_from"))
"""The columns without which a sheet is no register."""


def read_register(grid: Grid, register: Register, findings: Findings) -> bool:
    """Add what the sheet of units names to `register`; False when the sheet has no such headings."""
    headings = _headings(grid)
    if headings is None:
        return False
    head, columns = headings
    mergers: list[MergerLine] = []
    filled = _filled_lines(grid, head, columns, findings)
    for line in filled:
        texts, days = _line_values(line, columns, grid, findings)
        id, name, first = texts["unit_id"], texts["unit_name"], days["unit_valid_from"]
        merger = merger_of_line(texts, columns, grid.name, line.number)
        if merger is not None:
            mergers.append(merger)
        if id and name and first is not None:
            entry = UnitEntry(id, name, texts["unit_name_en"] or name, first, days["unit_valid_to"])
            register.add(entry, Place(grid.name, line.number, column_letter(columns["unit_name"])))
    # After all lines: a unit may be merged into one that is entered further down.
    note_mergers(register, mergers)
    return True


def _filled_lines(grid: Grid, head: int, columns: Mapping[str, int], findings: Findings) -> list[GridRow]:
    """The lines under the headings; adds findings for those that nobody sees and for what is seen otherwise."""
    filled = [line for line in grid.rows if line.number > head and any(x in line.cells for x in columns.values())]
    hidden = [line.number for line in filled if line.hidden]
    if hidden:
        findings.add(finding("hidden_rows", Severity.SOFT, Place(grid.name), rows=numbers_named(hidden)))
    check_doubtful_cells(grid, set(columns.values()), [line.number for line in filled], findings, head=head)
    return filled


def _headings(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """The row of the headings, and the column of the sheet by column id; None when there are none."""
    for line in grid.rows[:_HEAD_ROWS]:
        headings = {x: heading_of("units", cell.text) for x, cell in line.cells.items()}
        columns = {heading.column.id: x for x, heading in headings.items() if heading is not None}
        if set(columns) >= _HEADINGS:
            return line.number, columns
    return None


def _line_values(
    line: GridRow, columns: Mapping[str, int], grid: Grid, findings: Findings
) -> tuple[dict[str, str | None], dict[str, date | None]]:
    """The texts and the days of a line by column id, None for what is blank or cannot be understood."""
    texts: dict[str, str | None] = {}
    days: dict[str, date | None] = {}
    for column in REGISTER:
        x = columns.get(column.id)
        cell, letter = (None, "") if x is None else (line.cells.get(x), column_letter(x))
        place = Place(grid.name, line.number, letter)
        if column.field.startswith("unit_valid"):
            days[column.id] = _day(cell, grid, place, findings)
        else:
            texts[column.id] = None if cell is None else unwrapped(cell.text)
        if cell is None and _is_needed(column):
            expected = TextId(f"intake.head.{column.id}")
            findings.add(finding("blank_key", Severity.HARD, place, expected=expected))
    return texts, days


def _is_needed(column: Column) -> bool:
    return column.required and column.id != "unit_name_en"


def _day(cell: Cell | None, grid: Grid, place: Place, findings: Findings) -> date | None:
    if cell is None:
        return None
    try:
        return day_of(cell, grid.epoch)[0]
    except MisreadError as error:
        findings.add(finding(error.code, Severity.HARD, place, **error.values))
        return None
