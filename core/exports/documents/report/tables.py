"""Native tables of a report: heads repeated on every page, rows never parted, lines above, below and between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document as Report
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from core.exports.documents.paper.blocks import Grid
from core.exports.documents.paper.grids import PADDING, ROOM, WHOLE
from core.exports.documents.report.template import CELL

_LINES = (("top", "8"), ("bottom", "8"), ("insideH", "4"))
"""The lines of a table with their widths in eighths of a point; it has none beside its columns."""


def add_table(report: Report, grid: Grid) -> None:
    """A table as wide as the sheet."""
    table: Any = report.add_table(rows=0, cols=len(grid.heads))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _draw_lines(table)
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Pt(width)
    style = report.styles[CELL]
    last = len(grid.rows)
    first_kept = 0 if last <= WHOLE else last - 1
    for place, texts in enumerate((grid.heads, *grid.rows)):
        _add_row(table, texts, grid, style, is_head=place == 0, stays=place == 0 or place > first_kept)


def _add_row(table: Any, texts: Sequence[str], grid: Grid, style: Any, *, is_head: bool, stays: bool) -> None:
    """A row on one page; the elements are written at once, since the library takes long to reach each cell."""
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    row.append(properties)
    for tag in ("w:cantSplit", "w:tblHeader") if is_head else ("w:cantSplit",):
        properties.append(OxmlElement(tag))
    for text, width, numeric in zip(texts, grid.widths, grid.numeric, strict=True):
        cell = OxmlElement("w:tc")
        row.append(cell)
        layout = OxmlElement("w:tcPr")
        cell.append(layout)
        size = OxmlElement("w:tcW")
        size.set(qn("w:w"), str(round(width * 20)))
        size.set(qn("w:type"), "dxa")
        layout.append(size)
        middle = OxmlElement("w:vAlign")
        middle.set(qn("w:val"), "center")
        layout.append(middle)
        cell.append(_paragraph(text, grid, style, numeric=numeric, is_head=is_head, stays=stays))
    table._tbl.append(row)


def _paragraph(text: str, grid: Grid, style: Any, *, numeric: bool, is_head: bool, stays: bool) -> Any:
    """The paragraph of a cell; `stays`: on the page of the row after it."""
    element: Any = OxmlElement("w:p")
    paragraph = Paragraph(element, None)  # type: ignore[arg-type]
    element.style = style.style_id
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if numeric else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(grid.size), True if is_head else None
    if stays:
        paragraph.paragraph_format.keep_with_next = True
    return element


def _draw_lines(table: Any) -> None:
    properties = table._tbl.tblPr
    lines = OxmlElement("w:tblBorders")
    for side, width in _LINES:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", width), ("space", "0"), ("color", "808080")):
            line.set(qn(f"w:{name}"), value)
        lines.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, points in (("top", ROOM / 2), ("left", PADDING), ("bottom", ROOM / 2), ("right", PADDING)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(points * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(lines)
    layout.addnext(margins)
