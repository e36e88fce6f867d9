"""A document as a workbook: contents, then a sheet a view, its numbers real, its charts native."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from core.exports.documents.document import Document
from core.exports.documents.text_size import readable
from core.exports.documents.workbook.cover import write_cover
from core.exports.documents.workbook.looks import SIZE, Looks
from core.exports.documents.workbook.names import sheet_names
from core.exports.documents.workbook.package import finished
from core.exports.documents.workbook.view_sheet import ViewSheet
from core.language import catalogue


def workbook_bytes(document: Document) -> bytes:
    """The workbook of a document as the bytes of an XLSX file.

    Text never becomes a formula or a link: the only links are those from the contents to the sheets and back.
    """
    texts, out = catalogue(document.language), BytesIO()
    looks = Looks(None, document.language)
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": looks.font, "font_size": SIZE},
        },
    )
    looks.book = book
    contents, *names = sheet_names((texts("document.workbook.contents"), *document.view_names))
    views = tuple(zip(names, document.views, strict=True))
    write_cover(book.add_worksheet(contents), document, views, looks, texts)
    shapes: dict[int, bytes] = {}
    drawn = 0
    for name, view in views:
        sheet = ViewSheet(book, document, view, name, looks, texts)
        of_chart = sheet.write(contents)
        drawn += sheet.has_chart
        if of_chart:
            shapes[drawn] = of_chart
    book.set_properties({"title": readable(document.title), "author": ""})
    book.close()
    return finished(out.getvalue(), shapes)
