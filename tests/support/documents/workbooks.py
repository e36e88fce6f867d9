"""Workbooks of documents as a program reads them back, with their numbers as a spreadsheet writes them."""

import re
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from core.exports.documents.document import Document
from core.exports.documents.reference.with_reference import with_reference
from core.exports.documents.workbook.view_sheet import HEAD
from core.exports.documents.workbook.workbook import workbook_bytes
from core.language import Language
from tests.support.documents.review_decks import context_of, review_of

CODE = "K7Q2-M4XD-9T3A"
_LITERAL = re.compile(r'"([^"]*)"')


@cache
def whole_review(day: str, language: Language = Language.ZH) -> Document:
    """The review with definitions, sources and checks, as a workbook holds it."""
    return with_reference(review_of(day, language), context_of(day, language)).signed(CODE)


@cache
def review_file(day: str, language: Language = Language.ZH) -> bytes:
    return workbook_bytes(whole_review(day, language))


@cache
def review_book(day: str, language: Language = Language.ZH) -> Any:
    return read(review_file(day, language))


def read(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def parts(content: bytes) -> dict[str, str]:
    """The parts of a file that are text, by name."""
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


def shown(cell: Any) -> str:
    """A cell as a spreadsheet writes it, for the few number formats that the workbook uses."""
    value, form = cell.value, cell.number_format
    if not isinstance(value, int | float):
        return "" if value is None else str(value)
    positive, _, negative = form.partition(";")
    chosen = negative if value < 0 and negative else positive
    sign = "-" if value < 0 and not negative else ""
    pattern = _LITERAL.sub("\0", chosen)
    literals = iter(_LITERAL.findall(chosen))
    percent = pattern.endswith("%")
    digits = len(pattern.rstrip("\0%").partition(".")[2])
    number = f"{abs(value) * (100 if percent else 1):{',' if '#,##0' in pattern else ''}.{digits}f}"
    plain = re.sub(r"[#,0]+(\.0+)?", number, pattern, count=1)
    return sign + re.sub("\0", lambda _: next(literals), plain)


def table_on(sheet: Any, columns: int, rows: int) -> list[list[str]]:
    """The heads and rows of the table of a view as they are shown."""
    first = HEAD + 1
    lines = sheet.iter_rows(min_row=first, max_row=first + rows, max_col=columns)
    return [[shown(cell) for cell in line] for line in lines]
