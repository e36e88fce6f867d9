"""Native tables of a report: heads repeated on every page, rows never parted, lines above, below and between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement

from core.exports.documents.paper.blocks import Grid
from core.exports.documents.paper.grids import PADDING, ROOM, WHOLE
from core.exports.documents.report.body import Body, add_text, child
from core.exports.documents.report.template import CELL

_LINES = (("top", 8), ("bottom", 8), ("insideH", 4))
"""The lines of a table with their widths in eighths of a point; it has none beside its columns."""
_TWIP = 20
"""Parts of a point in which widths are counted."""


def add_table(body: Body, grid: Grid) -> None:
    """A table as wide as the sheet."""
    table = OxmlElement("w:tbl")
    _set_table(table)
    columns = child(table, "w:tblGrid")
    for width in grid.widths:
        child(columns, "w:gridCol", w=round(width * _TWIP))
    style = body.style_id(CELL)
    last = len(grid.rows)
    first_kept = 0 if last <= WHOLE else last - 1
    for place, texts in enumerate((grid.heads, *grid.rows)):
        _add_row(table, texts, grid, style, is_head=place == 0, stays=place == 0 or place > first_kept)
    body.add(table)


def _set_table(table: Any) -> None:
    properties = child(table, "w:tblPr")
    child(properties, "w:tblW", type="auto", w=0)
    child(properties, "w:jc", val="center")
    lines = child(properties, "w:tblBorders")
    for side, width in _LINES:
        child(lines, f"w:{side}", val="single", sz=width, space=0, color="808080")
    child(properties, "w:tblLayout", type="fixed")
    margins = child(properties, "w:tblCellMar")
    for side, points in (("top", ROOM / 2), ("left", PADDING), ("bottom", ROOM / 2), ("right", PADDING)):
        child(margins, f"w:{side}", w=round(points * _TWIP), type="dxa")
    child(properties, "w:tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=1)


def _add_row(table: Any, texts: Sequence[str], grid: Grid, style: str, *, is_head: bool, stays: bool) -> None:
    """A row on one page; `stays`: on that of the row after it."""
    row = child(table, "w:tr")
    properties = child(row, "w:trPr")
    for name in ("w:cantSplit", "w:tblHeader") if is_head else ("w:cantSplit",):
        child(properties, name)
    for text, width, numeric in zip(texts, grid.widths, grid.numeric, strict=True):
        cell = child(row, "w:tc")
        layout = child(cell, "w:tcPr")
        child(layout, "w:tcW", w=round(width * _TWIP), type="dxa")
        child(layout, "w:vAlign", val="center")
        paragraph = child(cell, "w:p")
        lines = child(paragraph, "w:pPr")
        child(lines, "w:pStyle", val=style)
        if stays:
            child(lines, "w:keepNext")
        child(lines, "w:jc", val="right" if numeric else "left")
        run = child(paragraph, "w:r")
        look = child(run, "w:rPr")
        if is_head:
            child(look, "w:b")
        child(look, "w:sz", val=round(grid.size * 2))
        add_text(run, text)
