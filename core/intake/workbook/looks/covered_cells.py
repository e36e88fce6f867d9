"""Takes the cells under merged ones, which nobody sees, out of the rows of a sheet."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import CoveredCell, GridRow
from core.intake.workbook.references import CellAt, Span

_MOST_LOOKED_AT = 5_000_000  # cells; only merged cells that lie over each other come to more


def take_covered_cells(rows: Sequence[GridRow], merges: Sequence[Span]) -> dict[CellAt, CoveredCell]:
    """The cells under merged ones, taken out of their rows. Raises WorkbookError (`bomb`)."""
    numbers = [row.number for row in rows]
    covered: dict[CellAt, CoveredCell] = {}
    room = _MOST_LOOKED_AT
    for top, left, bottom, right in merges:
        for row in rows[bisect_left(numbers, top) : bisect_right(numbers, bottom)]:
            room -= 1 + len(row.cells)
            if room < 0:
                raise WorkbookError("bomb")
            for x in [x for x in row.cells if left <= x <= right and (row.number, x) != (top, left)]:
                covered[row.number, x] = CoveredCell(row.cells.pop(x), (top, left))
    return covered
