"""A table for paper: in the largest type with which its columns fit the sheet, its first rows where there are many."""

from __future__ import annotations

from core.exports.documents.column_widths import column_widths
from core.exports.documents.paper.blocks import Grid
from core.exports.documents.paper.sheet import INNER_WIDTH, SMALL, measured
from core.exports.documents.text_size import readable, text_height, text_width
from core.language import Language, Texts
from core.panels.panel import Table

MOST_ROWS, FIRST_ROWS = 120, 40
"""A longer table stands with its first rows only; the workbook holds the rest."""
SIZES = (12.0, 11.0, SMALL, 10.0, 9.5, 9.0)
"""Sizes of a table, the largest first: the first in which no cell is wrapped, else `SMALL`."""
WHOLE = 13
"""A table with at most so many rows is not parted at all."""
LEAST = 8.0
PADDING = 3.5
"""Margins of a cell to the left and right, in points; those above and below it together are `ROOM`."""
ROOM = 4.0


def grid(table: Table, caption: str, foot: tuple[str, ...], texts: Texts, most: int = MOST_ROWS) -> Grid:
    """A table of a view with its numbered caption and the lines below it; at most so many rows."""
    shown = table.rows if len(table.rows) <= most else table.rows[: min(most, FIRST_ROWS)]
    rows = tuple(tuple(readable(cell.text) for cell in row) for row in shown)
    heads = tuple(readable(column.title) for column in table.columns)
    language = texts.language
    size = next((size for size in SIZES if _fits(heads, rows, measured(size, language))), SMALL)
    while size > LEAST and sum(_widths(heads, rows, measured(size, language))) > INNER_WIDTH + 1:
        size -= 0.5
    widths = _widths(heads, rows, measured(size, language))
    share = INNER_WIDTH / sum(widths)
    left_out = len(table.rows) - len(rows)
    more = (texts("document.more_rows", number=left_out),) if left_out else ()
    return Grid(
        caption,
        heads,
        rows,
        tuple(column.numeric for column in table.columns),
        tuple(width * share for width in widths),
        size,
        (*more, *foot),
    )


def _widths(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], size: float) -> tuple[float, ...]:
    return column_widths(heads, rows, INNER_WIDTH, size, PADDING)


def _fits(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], size: float) -> bool:
    """Whether no cell is wrapped in this size."""
    widest = (max(text_width(text, size) for text in column) for column in zip(heads, *rows, strict=True))
    return sum(width * 1.05 + 2 * PADDING + 2 for width in widest) <= INNER_WIDTH


def grid_height(grid: Grid, language: Language) -> float:
    """About how high a table is without its caption, in points."""
    return sum(_row_height(row, grid, measured(grid.size, language)) for row in (grid.heads, *grid.rows))


def _row_height(texts: tuple[str, ...], grid: Grid, size: float) -> float:
    """About how high a row is, in points."""
    inner = (width - 2 * PADDING for width in grid.widths)
    return max(text_height(text, size, width) for text, width in zip(texts, inner, strict=True)) + ROOM
