"""Checks the headings of a table: persons, columns nobody knows, headings that stand twice, units of another kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from core.cells.text import excerpt, word_key
from core.cells.units import scale_of
from core.intake.findings import Finding, Findings, Place, Severity, finding
from core.intake.form.columns import Kind
from core.intake.form.words import head_of
from core.intake.message_values import MessageInput, TextId, text_list
from core.intake.reading.headings import PERSONAL, Heading, heading_key, near_heading, word_in_brackets
from core.intake.reading.merged_headings import merged_heading, range_of
from core.intake.reading.table import MergedCells, Table
from core.intake.workbook.references import column_letter

_REMARKS = frozenset(("备注", "说明", "序号", "编号", "排名", "remarks", "note", "no"))
"""Headings of columns that a return may have beside its figures."""


@dataclass(frozen=True, slots=True)
class UnitNote:
    """A unit that a title or a note names for a whole table, and where it stands."""

    unit: str
    place: Place


def check_headings(table: Table, merged: MergedCells, findings: Findings) -> None:
    """Add a finding for every heading that is wrong, unknown or hidden."""
    grid = table.grid
    seen: dict[str, int] = {}  # the columns of the sheet by those of the layout
    hidden: dict[str, str] = {}
    filled_columns = {x for line in grid.rows if line.number > table.head for x in line.cells}
    beside = _table_beside(table, filled_columns)
    for x in sorted(filled_columns | set(table.columns)):
        place = Place(grid.name, table.head, column_letter(x))
        heading, cell = table.columns.get(x), merged.get(table.head, x)
        if heading is None:
            text = cell.text if cell is not None else ""
            problem: Finding | None = _word_in_brackets(table, text, place) or _unknown_heading(table, text, place)
        else:
            text = heading.text
            problem = _heading_twice(table, x, seen, place) or _wrong_heading(heading, place)
            seen[heading.column.id] = x
        if beside is not None:
            problem = _of_table_beside(problem, x, beside, text, place)
        if PERSONAL.search(word_key(text)):
            problem = finding("personal_column", Severity.HARD, place, found=excerpt(text))
        if problem is not None:
            findings.add(problem)
        if x in grid.hidden_columns:
            hidden[place.column] = excerpt(text) or place.column
    if hidden:
        findings.add(_hidden_columns(table, hidden))


def _hidden_columns(table: Table, hidden: Mapping[str, str]) -> Finding:
    found = text_list(hidden.values()) if len(hidden) > 1 else "".join(hidden.values())
    place = Place(table.grid.name, table.head, next(iter(hidden)))
    return finding("hidden_column", Severity.SOFT, place, found=found)


def _of_table_beside(problem: Finding | None, x: int, beside: int, text: str, place: Place) -> Finding | None:
    """What is said of a heading where a second table begins at `beside`: of that table one thing only."""
    if x == beside:
        return finding("tables_side_by_side", Severity.HARD, place, found=excerpt(text))
    return problem if x < beside else None


def _table_beside(table: Table, filled: Collection[int]) -> int | None:
    """Where a second table begins in the same lines; None for one table.

    It names its units again, behind an empty column or with another heading that stands twice.
    """
    seen: set[str] = set()
    twice: list[int] = []
    for x, heading in sorted(table.columns.items()):
        if heading.column.id in seen:
            twice.append(x)
        seen.add(heading.column.id)
    units = [x for x in twice if table.columns[x].column.kind in (Kind.UNIT_ID, Kind.UNIT_NAME)]
    if not units:
        return None
    is_set_off = units[0] - 1 not in filled and units[0] - 1 not in table.columns
    return units[0] if is_set_off or any(x > units[0] for x in twice) else None


def _unknown_heading(table: Table, text: str, place: Place) -> Finding:
    near = near_heading(table.dataset, text, table.columns.values())
    if not text.strip():
        return finding("column_without_heading", Severity.SOFT, place)
    if heading_key(text) in _REMARKS:
        return finding("remarks_not_read", Severity.NOTE, place, found=excerpt(text))
    if near:
        return finding("heading_near", Severity.SOFT, place, found=excerpt(text), near=near)
    return finding("column_not_known", Severity.SOFT, place, found=excerpt(text))


def _word_in_brackets(table: Table, text: str, place: Place) -> Finding | None:
    """A finding on a heading that names a column but for a word in brackets that is not its unit."""
    match = word_in_brackets(table.dataset, text)
    if match is None:
        return None
    column, word = match
    if table.at(column.id) is not None:
        return None
    values: dict[str, MessageInput] = {"found": excerpt(text), "word": excerpt(word), "near": head_of(column)}
    if not column.unit:
        return finding("heading_with_word", Severity.SOFT, place, **values)
    return finding("heading_unit", Severity.SOFT, place, **values, unit=TextId(f"intake.unit.{column.unit}"))


def _heading_twice(table: Table, x: int, seen: Mapping[str, int], place: Place) -> Finding | None:
    """A finding on a heading that stands twice, or once over several columns with figures."""
    heading = table.columns[x]
    if heading.column.id not in seen:
        return None
    span = merged_heading(table.grid, table.head, x, heading)
    if span is not None and span[1] <= seen[heading.column.id]:
        values = {"found": excerpt(heading.text), "range": range_of(span)}
        return finding("heading_merged", Severity.HARD, place, **values)
    return finding("heading_twice", Severity.HARD, place, found=excerpt(heading.text))


def _wrong_heading(heading: Heading, place: Place) -> Finding | None:
    if heading.strange and not heading.column.unit:
        return finding("unit_for_none", Severity.HARD, place, found=excerpt(heading.strange))
    if heading.strange:
        expected = TextId(f"intake.unit.{heading.column.unit}")
        return finding("unit_strange", Severity.HARD, place, found=excerpt(heading.strange), expected=expected)
    if heading.scale != 1:
        scale = f"{heading.scale:,f}"
        return finding("unit_scaled", Severity.NOTE, place, found=excerpt(heading.text), scale=scale)
    return None


def check_unit_notes(table: Table, notes: Iterable[UnitNote], findings: Findings) -> None:
    """Add a finding for every note whose unit is another than that in which a column is read."""
    for note in notes:
        scale = scale_of(note.unit)
        for heading in table.columns.values():
            is_same = scale is None or heading.column.unit not in scale[0] or heading.scale == scale[1]
            if not is_same and not heading.strange:
                values = {"found": excerpt(note.unit), "column": excerpt(heading.text), "unit": excerpt(heading.named)}
                findings.add(finding("unit_notes_differ", Severity.HARD, note.place, **values))
                break
