"""The first sheet: what the workbook is about, its marks, and a list of its sheets that leads to each of them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from core.exports.documents.document import Document, View
from core.exports.documents.qr_code import PIXELS, qr_code, qr_png
from core.exports.documents.text_size import readable
from core.exports.documents.workbook.looks import LINE, Looks, cell_text, height_of, set_up_print
from core.language import Texts

_WIDTHS = (6.0, 30.0, 90.0, 15.0)
"""Of the number of a sheet, its name, its finding, and how many rows it has."""
_QR = 104
"""The side of the QR code in pixels: it stands above the last column."""
_ON_A_PAGE = 30
"""Sheets whose list is still large enough to read when it is printed on one page."""


def write_cover(sheet: Any, document: Document, views: Sequence[tuple[str, View]], looks: Looks, texts: Texts) -> None:
    """Write title, finding and marks, then a line for every view with the name of its sheet."""
    sheet.set_default_row(LINE)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    row = _write_words(sheet, document, looks, texts)
    if document.marks.link:
        _add_qr(sheet, document.marks.link, texts)
    heads = [texts(f"document.workbook.column.{name}") for name in ("number", "sheet", "finding", "rows")]
    for x, head in enumerate(heads):
        sheet.write_string(row, x, head, looks.head(x in (0, 3)))
    for number, (name, view) in enumerate(views, start=1):
        at, finding = row + number, cell_text(view.finding)
        sheet.write_number(at, 0, number, looks.number("0"))
        sheet.write_url(at, 1, f"internal:'{name}'!A1", looks.link, name)
        sheet.write_string(at, 2, finding, looks.cell(False))
        sheet.write_number(at, 3, len(view.panel.table.rows), looks.number("#,##0"))
        sheet.set_row(at, height_of([name, finding], _WIDTHS[1:3]))
    marks = document.page_marks()
    set_up_print(sheet, marks, texts("document.mark_separator"), 0)
    if len(views) <= _ON_A_PAGE:
        sheet.fit_to_pages(1, 1)


def _write_words(sheet: Any, document: Document, looks: Looks, texts: Texts) -> int:
    """Title, subject, finding, what else stands on a cover, and the marks one by one; the row behind them."""
    lines: list[tuple[str, Any, float]] = [
        (document.title, looks.title, 18.0),
        (document.subject, looks.quiet, 10.0),
        (document.finding, looks.finding, 13.0),
        *((line, looks.words, 10.0) for line in document.lines),
        (texts("document.mark_separator").join(document.marks.words), looks.marks, 10.0),
        (texts("export.illustrative") if document.marks.illustrative else "", looks.caution, 10.0),
        (document.marks.code, looks.name, 10.0),
        (texts("document.workbook.how"), looks.quiet, 10.0),
    ]
    row = 0
    for text, style, size in lines:
        if not text:
            continue
        plain = cell_text(text)
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 2, "", style)
        sheet.write_string(row, 0, plain, style)
        sheet.set_row(row, height_of([plain], [sum(_WIDTHS[:-1])], LINE * size / 10, size))
        row += 1
    return row + 1


def _add_qr(sheet: Any, link: str, texts: Texts) -> None:
    """The QR code that leads to where the workbook is verified."""
    scale = _QR / (qr_code(link).side * PIXELS)
    options = {
        "image_data": BytesIO(qr_png(link)),
        "x_scale": scale,
        "y_scale": scale,
        "object_position": 3,
        "description": readable(texts("document.qr", link=link)),
    }
    sheet.insert_image(0, len(_WIDTHS) - 1, "qr.png", options)
