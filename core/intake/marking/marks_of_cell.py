"""Several findings in one cell: its marks together, their strongest colour, and one comment of all of them."""

from __future__ import annotations

from collections.abc import Sequence

from core.intake.marking.marks import Fill, Mark
from core.intake.workbook.references import CellAt, cell_at

_MOST_COMMENTS = 2_000


def marks_by_cell(marks: Sequence[Mark], sheets: Sequence[str]) -> dict[str, dict[CellAt, list[Mark]]]:
    """The marks of each sheet by cell, as far as there is room for comments."""
    by_sheet: dict[str, dict[CellAt, list[Mark]]] = {}
    room = _MOST_COMMENTS
    for mark in marks:
        title = mark.sheet if mark.sheet in sheets else sheets[0] if len(sheets) == 1 else ""
        at = cell_at(mark.cell)
        if not title or at is None:
            continue
        by_cell = by_sheet.setdefault(title, {})
        if at not in by_cell and room <= 0:
            continue
        room -= at not in by_cell
        by_cell.setdefault(at, []).append(mark)
    return by_sheet


def strongest_fill(marks: Sequence[Mark]) -> Fill:
    """The fill of the gravest mark of a cell."""
    return next(fill for fill in Fill if any(mark.fill is fill for mark in marks))


def joined_comment(marks: Sequence[Mark]) -> str:
    """The comments of a cell, one a line, each once."""
    return "\n".join(dict.fromkeys(mark.comment for mark in marks))
