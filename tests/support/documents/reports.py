"""Reports of the demonstration releases in every length, as a program reads them back."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import docx

from core.exports.documents.document import Document, Length
from core.exports.documents.report.report import report_bytes
from core.language import Language
from core.panels.panel import Cell, Table
from tests.support.documents.review_decks import review_of

CODE = "K7Q2-M4XD-9T3A"


@cache
def report_file(day: str, language: Language, length: Length) -> bytes:
    return report_bytes(review_of(day, language).of_length(length, "").signed(CODE))


@cache
def report_of(day: str, language: Language, length: Length) -> Any:
    return docx.Document(BytesIO(report_file(day, language, length)))


def tables_in(report: Any) -> list[list[list[str]]]:
    """The texts of every table, row by row."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in report.tables]


def paragraphs_in(report: Any) -> list[str]:
    return [paragraph.text for paragraph in report.paragraphs]


def long_words(document: Document, words: str) -> Document:
    """The same with these words in place of the first name of every table, of findings and of captions."""
    sections = []
    for section in document.sections:
        views = []
        for view in section.views:
            rows = tuple((Cell(words, words), *row[1:]) for row in view.panel.table.rows)
            panel = replace(view.panel, headline=words, table=Table(view.panel.table.columns, rows))
            views.append(replace(view, panel=panel, title=words, reason=words, next_step=words))
        sections.append(replace(section, heading=words, views=tuple(views)))
    gaps = tuple(replace(view, title=words, next_step=words) for view in document.gaps)
    return replace(document, sections=tuple(sections), gaps=gaps, title=words, finding=words)
