"""One document of every registered panel, and what a file that was made of it holds, read by another library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from io import BytesIO
from math import isclose
from typing import Any

import docx
import lxml.html
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from core.exports.documents.document import Document, Section
from core.exports.documents.review import document
from core.exports.documents.view_of import view_of
from core.language import Language
from core.panels.panel import Cell, Panel
from core.panels.registry import PANELS
from tests.support.documents.review_decks import context_of, sheet_of

OF_AN_INDICATOR = ("number", "closing", "why", "history")
"""Panels that show the goal an address names."""
Row = tuple[Any, ...]
_DAY, _DAY_ZERO = re.compile(r"\d{4}-\d\d-\d\d"), date(1899, 12, 30)
"""A day as a figure has it, and that from which spreadsheets count."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader finds in a file: all `words` without spaces; the `rows` of its tables in order, each cell a text or
    a number, none where a kind of file has no tables; the `sheets` behind its native charts."""

    words: str
    rows: tuple[Row, ...] = ()
    sheets: tuple[tuple[Row, ...], ...] = ()


@cache
def every_panel(day: str, language: Language) -> Document:
    """Every panel of every page as it is shown at first, those of an indicator for every goal; a panel with a figure
    twice, the second time as its table."""
    context = context_of(day, language)
    views = []
    for name in PANELS:
        goals = context.plan.goal_ids if name in OF_AN_INDICATOR else ()
        for choices in [{"indicator": id} for id in goals] or [{}]:
            view = replace(view_of(context, "sources", name, choices), comment=f"Said of {len(views)}.")
            views.append(view)
            if view.panel.figure is not None:
                views.append(replace(view, panel=replace(view.panel, figure=None)))
    return document(context, "every panel", "every panel", (), (Section("panels", tuple(views)),))


def bare(words: str) -> str:
    """Words without the spaces between them, which every kind of file sets in its own way."""
    return "".join(words.split())


def of_deck(content: bytes) -> Reading:
    words, rows, sheets = [], list[Row](), []
    for slide in Presentation(BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                words.append(shape.text_frame.text)
            if shape.has_table:
                rows += [tuple(cell.text for cell in row.cells) for row in shape.table.rows]
            if shape.has_chart:
                sheets.append(tuple(sheet_of(shape.chart)))
        words.append(slide.notes_slide.notes_text_frame.text)
    return Reading(bare("".join(words)), tuple(rows), tuple(sheets))


def of_report(content: bytes) -> Reading:
    report = docx.Document(BytesIO(content))
    foot = [paragraph.text for paragraph in report.sections[0].footer.paragraphs]
    rows = [
        tuple("".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc")))
        for row in report.element.body.iter(qn("w:tr"))
    ]
    books = [part.blob for part in report.part.package.parts if part.partname.endswith(".xlsx")]
    sheets = [tuple(load_workbook(BytesIO(book)).active.iter_rows(values_only=True)) for book in books]
    words = [paragraph.text for paragraph in report.paragraphs]
    return Reading(bare("".join([*words, *foot])), tuple(rows), tuple(sheets))


def of_pdf(content: bytes) -> Reading:
    return Reading("".join(bare(page.extract_text()) for page in PdfReader(BytesIO(content)).pages))


def of_workbook(content: bytes) -> Reading:
    rows: list[Row] = []
    words = []
    for sheet in load_workbook(BytesIO(content)).worksheets:
        for row in sheet.iter_rows(values_only=True):
            rows.append(row)
            words += [cell for cell in row if isinstance(cell, str)]
        words += [sheet.oddFooter.left.text or "", sheet.oddFooter.center.text or "", sheet.oddHeader.left.text or ""]
    return Reading(bare("".join(words)), tuple(rows))


def of_hand_off_file(content: bytes) -> Reading:
    page = lxml.html.fromstring(content)
    rows = [tuple(cell.text_content().strip() for cell in row.iter("th", "td")) for row in page.iter("tr")]
    return Reading(bare(page.text_content()), tuple(rows))


READERS: dict[str, Callable[[bytes], Reading]] = {
    "deck": of_deck,
    "report": of_report,
    "pdf": of_pdf,
    "workbook": of_workbook,
    "handoff": of_hand_off_file,
}
"""By the kind of document: another one is read once it has its line here."""


def is_same(read: object, cell: Cell) -> bool:
    """Whether what stands in a cell of a file is what the screen shows: its words, or its number."""
    if isinstance(read, int | float) and not isinstance(read, bool):
        value = cell.value
        return isinstance(value, int | float) and (isclose(read, value, rel_tol=1e-9, abs_tol=1e-9))
    return bare(str(read or "")) in (bare(cell.text), bare(str(cell.value if cell.value is not None else "")))


def difference(panel: Panel, reading: Reading, start: int, most: int) -> tuple[str, int]:
    """The first difference between the table of a panel and the rows of a file from a place on, in words, empty where
    there is none; and the place after it. Heads may be repeated; `most`: the rows a kind of file shows at least."""
    heads = tuple(bare(column.title) for column in panel.table.columns)
    place = start
    while place < len(reading.rows) and not _is_head(reading.rows[place], heads):
        place += 1
    if place == len(reading.rows):
        return f"{panel.id}: no table {heads}", start
    for number, row in enumerate(panel.table.rows[:most], start=1):
        place += 1
        while place < len(reading.rows) and _is_head(reading.rows[place], heads):
            place += 1
        read = reading.rows[place][: len(row)] if place < len(reading.rows) else ()
        if len(read) != len(row) or not all(map(is_same, read, row)):
            return f"{panel.id}, row {number}: {read} for {[cell.text for cell in row]}", place
    return "", place + 1


def _is_head(row: Row, heads: tuple[str, ...]) -> bool:
    return tuple(bare(str(cell or "")) for cell in row[: len(heads)]) == heads


def numbers_of_figure(panel: Panel) -> Iterator[float]:
    """Every number that the figure of a panel draws or says of a point."""
    for trace in panel.figure.data if panel.figure is not None else ():
        for name in ("x", "y", "base", "customdata"):
            yield from numbers_in(trace.get(name))
        for name in ("error_x", "error_y"):
            yield from numbers_in((trace.get(name) or {}).get("array"))
    for line in panel.figure.layout.get("shapes", ()) if panel.figure is not None else ():
        # Such as that of the day of the release, at which the bar of what is not finished ends.
        yield from numbers_in([line.get(name) for name in ("x0", "x1", "y0", "y1")])


def numbers_in(values: object) -> Iterator[float]:
    """The numbers of a list of values, or of lists of them; a day as the number a spreadsheet counts it by."""
    if isinstance(values, int | float) and not isinstance(values, bool):
        yield float(values)
    elif isinstance(values, datetime):
        yield from numbers_in(values.date())
    elif isinstance(values, date):
        yield float((values - _DAY_ZERO).days)
    elif isinstance(values, str) and _DAY.fullmatch(values):
        yield from numbers_in(date.fromisoformat(values))
    elif (isinstance(values, Sequence) and not isinstance(values, str)) or hasattr(values, "tolist"):
        for value in values:  # type: ignore[attr-defined]
            yield from numbers_in(value.item() if hasattr(value, "item") else value)
