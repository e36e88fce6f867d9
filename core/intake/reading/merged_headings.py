"""Headings that stand in a cell merged over several columns: which of the columns they name."""

from __future__ import annotations

from collections.abc import Mapping

from core.intake.reading.headings import Heading
from core.intake.workbook.grid import Grid
from core.intake.workbook.references import Span, column_letter

_LINES_ABOVE = 2  # from which a heading may come


def under_merged_headings(grid: Grid, head: int, columns: Mapping[int, Heading]) -> dict[int, Heading]:
    """The columns, without those under a merged heading that hold nothing, where one beside them does or is first."""
    left = dict(columns)
    for x, heading in columns.items():
        span = merged_heading(grid, head, x, heading)
        if span is not None and x in left:
            others = [at for at in range(span[1], span[3] + 1) if at in left and left[at].text == heading.text]
            filled = [at for at in others if _is_filled(grid, head, at)]
            if len(filled) <= 1:
                kept = (filled or others)[0]
                left = {at: item for at, item in left.items() if at == kept or at not in others}
    return left


def merged_heading(grid: Grid, head: int, x: int, heading: Heading) -> Span | None:
    """The merged cell of several columns whose text is the whole heading of a column; None when it has one of its own.

    A span is top, left, bottom, right.
    """
    cells = {line.number: line.cells for line in grid.rows if head - _LINES_ABOVE <= line.number <= head}
    for span in grid.merges:
        top, left, bottom, right = span
        is_over = left <= x <= right and left < right and top <= head and bottom >= head - _LINES_ABOVE
        corner = cells.get(top, {}).get(left) if is_over else None
        if corner is not None and corner.text == heading.text:
            return span
    return None


def range_of(span: Span) -> str:
    """A merged cell by its corners: F1:G1."""
    top, left, bottom, right = span
    return f"{column_letter(left)}{top}:{column_letter(right)}{bottom}"


def _is_filled(grid: Grid, head: int, x: int) -> bool:
    return any(x in line.cells for line in grid.rows if line.number > head)
