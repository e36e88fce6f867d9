"""Native tables: as wide as their words need, parted into slides with their heads repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from core.exports.documents.charts.figure_parts import hex_colour
from core.exports.documents.column_widths import column_widths
from core.exports.documents.deck.text import Words, fill_paragraphs, rgb
from core.exports.documents.text_size import LINE, Box, lines_of, text_height
from core.figures.palette import HAIRLINE, INK, PANEL, SECONDARY
from core.language import Language
from core.panels.panel import Table

LARGEST, LEAST = 20.0, 12.0
"""Sizes of the words of a table: as large as leaves it on one slide, never less than can be read on a wall."""
_WRAPPED = 14.0
"""Only below this size are cells wrapped that could stand on one line in smaller type."""
MOST_ROWS, FIRST_ROWS = 90, 30
"""A longer table is not continued: its first rows stand for it, and the workbook holds the rest."""
_PADDING = 7.0
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""A table style of every office program: no lines, no fills."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table for one slide: `rows` are texts, `heights` in points with that of the head first."""

    table: Table
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float


def sheets_of(table: Table, box: Box) -> list[Sheet]:
    """A table parted into slides, in the largest type that leaves it on one, else in the smallest."""
    size = LARGEST
    while size > LEAST and (len(_parted(table, box, size)) > 1 or (size > _WRAPPED and _is_wrapped(table, box, size))):
        size -= 1
    sheets = _parted(table, box, size)
    # As many rows on each slide as on the others, so that no last one holds two.
    return _parted(table, box, size, -(-sum(len(sheet.rows) for sheet in sheets) // len(sheets)))


def _is_wrapped(table: Table, box: Box, size: float) -> bool:
    """Whether any cell takes more than a line."""
    return any(
        lines_of(text, size, width - 2 * _PADDING) > 1
        for sheet in _parted(table, box, size)
        for row in (tuple(column.title for column in table.columns), *sheet.rows)
        for text, width in zip(row, sheet.widths, strict=True)
    )


def _parted(table: Table, box: Box, size: float, most: int = MOST_ROWS) -> list[Sheet]:
    """The sheets of a table in a size of type, each with at most so many rows."""
    rows = table.rows if len(table.rows) <= MOST_ROWS else table.rows[:FIRST_ROWS]
    texts = [tuple(cell.text for cell in row) for row in rows]
    heads = tuple(column.title for column in table.columns)
    widths = column_widths(heads, texts, box.width, size, _PADDING)
    head = _height(heads, widths, size)
    sheets, part, heights = [], list[tuple[str, ...]](), [head]
    for row in texts:
        height = _height(row, widths, size)
        if part and (len(part) == most or sum(heights) + height > box.height):
            sheets.append(Sheet(table, tuple(part), widths, tuple(heights), size))
            part, heights = [], [head]
        part.append(row)
        heights.append(height)
    return [*sheets, Sheet(table, tuple(part), widths, tuple(heights), size)]


def _height(texts: Sequence[str], widths: Sequence[float], size: float) -> float:
    heights = (text_height(text, size, width - 2 * _PADDING) for text, width in zip(texts, widths, strict=True))
    return max(*heights, size * LINE) + 3


def add_table(slide: Slide, sheet: Sheet, box: Box, language: Language) -> None:
    """A native table of one sheet at the top of a box."""
    shape: Any = slide.shapes.add_table(
        len(sheet.rows) + 1, len(sheet.widths), Pt(box.x), Pt(box.y), Pt(sum(sheet.widths)), Pt(sum(sheet.heights))
    )
    table = shape.table
    shape._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    for place, width in enumerate(sheet.widths):
        table.columns[place].width = Pt(width)
    heads = tuple(column.title for column in sheet.table.columns)
    for y, (texts, height) in enumerate(zip((heads, *sheet.rows), sheet.heights, strict=True)):
        table.rows[y].height = Pt(height)
        for cell, text, numeric in _cells(table, y, texts, sheet.table):
            cell.margin_left = cell.margin_right = Pt(_PADDING)
            cell.margin_top = cell.margin_bottom = Pt(1.5)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            colour = hex_colour(SECONDARY if y == 0 else INK)
            align = PP_ALIGN.RIGHT if numeric else PP_ALIGN.LEFT
            fill_paragraphs(cell.text_frame, [Words(text, sheet.size, colour, bold=y == 0)], language, align)
            if y == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = rgb(hex_colour(PANEL))
            _draw_foot(cell)


def _cells(table: Any, y: int, texts: Sequence[str], content: Table) -> Iterator[tuple[Any, str, bool]]:
    for x, (text, column) in enumerate(zip(texts, content.columns, strict=True)):
        yield table.cell(y, x), text, column.numeric


def _draw_foot(cell: Any) -> None:
    """A thin line below a cell; lines stand before the filling in its properties."""
    properties = cell._tc.get_or_add_tcPr()
    line = etree.Element(qn("a:lnB"), w=str(Pt(0.75)))
    etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"), val=hex_colour(HAIRLINE))
    properties.insert(0, line)
