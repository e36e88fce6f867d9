"""What a clerk wrote into the list of findings of a returned workbook."""

from __future__ import annotations

from collections.abc import Iterable

from core.intake.workbook.grid import Grid
from core.language import Language, catalogue

LIST_COLUMNS = ("number", "sheet", "row", "column", "severity", "message", "explanation", "rule", "id")
"""The columns of the list, `explanation` for the clerk to fill in; `id` is hidden and ties it to its finding."""


def list_titles() -> frozenset[str]:
    """What the list is called in every language."""
    return frozenset(catalogue(language)("intake.returned.sheet") for language in Language)


def explanations_by_id(grids: Iterable[Grid]) -> dict[str, str]:
    """What a clerk wrote into the list, by the id of the finding; empty when there is none."""
    explanations: dict[str, str] = {}
    x, y = LIST_COLUMNS.index("id"), LIST_COLUMNS.index("explanation")
    for grid in grids:
        if grid.name in list_titles():
            for line in grid.rows:
                id, text = line.cells.get(x), line.cells.get(y)
                if id is not None and text is not None and len(id.text) == 8:
                    explanations[id.text] = text.text.strip()
    return explanations
