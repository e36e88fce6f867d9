"""What a clerk wrote into the list of findings of a returned workbook."""

from __future__ import annotations

from collections.abc import Iterable

from core.cells.text import fold
from core.intake.workbook.grid import Grid, GridRow
from core.language import Language, catalogue

LIST_COLUMNS = ("number", "sheet", "row", "column", "severity", "message", "explanation", "rule", "id")
"""The columns of the list, `explanation` for the clerk to fill in; `id` is hidden and ties it to its finding."""


LIST_HEADINGS = {
    "number": "intake.returned.number",
    "sheet": "intake.returned.sheet_column",
    "row": "intake.returned.row",
    "column": "intake.returned.column",
    "severity": "intake.returned.severity",
    "message": "intake.returned.message",
    "explanation": "intake.returned.explanation",
    "rule": "intake.returned.rule",
    "id": "intake.returned.id",
}
"""The heading of each column, by which the list is known whatever its sheet is called."""

_HEAD_LINES = 40
_OWN_HEADINGS = 6  # of nine in their places: a clerk may have written over one, and no other table has so many


def is_findings_list(grid: Grid) -> bool:
    """Whether a sheet is the list of a returned workbook: by its headings, as a clerk may call any sheet anything."""
    languages = [_headings(language) for language in Language]
    return any(_names_list(line, headings) for line in grid.rows[:_HEAD_LINES] for headings in languages)


def findings_lists(grids: Iterable[Grid]) -> tuple[str, ...]:
    """The names of the sheets that are such a list."""
    return tuple(grid.name for grid in grids if is_findings_list(grid))


def _headings(language: Language) -> list[str]:
    return [fold(catalogue(language)(LIST_HEADINGS[id])) for id in LIST_COLUMNS]


def _names_list(line: GridRow, headings: list[str]) -> bool:
    own = sum(x in line.cells and fold(line.cells[x].text) == heading for x, heading in enumerate(headings))
    return own >= _OWN_HEADINGS


def explanations_by_id(grids: Iterable[Grid]) -> dict[str, str]:
    """What a clerk wrote into the list, by the id of the finding; empty when there is none."""
    explanations: dict[str, str] = {}
    x, y = LIST_COLUMNS.index("id"), LIST_COLUMNS.index("explanation")
    for grid in grids:
        if is_findings_list(grid):
            for line in grid.rows:
                id, text = line.cells.get(x), line.cells.get(y)
                if id is not None and text is not None and len(id.text) == 8:
                    explanations[id.text] = text.text.strip()
    return explanations
