"""One row of a dataset as it was read, with the cells it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.intake.findings import Place
from core.intake.rows import Row

Declared = tuple[str, bool]
"""Status and provisional mark as a line states them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a dataset as read, and where: `letters` by column id; `cell` is the letter of its value.

    The row has no status yet when the line does not state one.
    """

    dataset: str
    row: Row
    sheet: str
    line: int
    letters: Mapping[str, str]
    cell: str
    column: str
    declared: Declared | None

    def place(self, column_id: str = "") -> Place:
        """The cell of a column, or of the value."""
        return Place(self.sheet, self.line, self.letters.get(column_id, "") if column_id else self.cell)
