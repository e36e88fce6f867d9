"""Reads a cell that holds a text: a name, sentences somebody wrote, a period, the name or the hash of a file."""

from __future__ import annotations

import re
from datetime import date

from core.cells.misread import MisreadError
from core.cells.text import excerpt, fold, unwrapped, visible
from core.intake.form.columns import Column, Kind
from core.intake.reading.cell_values import is_integer, refuse_unreadable, refuse_valueless, shown_text
from core.intake.workbook.grid import Cell
from core.tasks.periods import Period, period_in

_HASH = re.compile(r"(?:sha-?256[:=])?([0-9a-f]{64})")
_FOLDERS = re.compile(r"[/\\\\]")


def text_in(column: Column, cell: Cell) -> str:
    """The text of a cell of a column. Raises MisreadError for one that is none, or too long."""
    refuse_valueless(cell)
    if column.kind is Kind.HASH:
        return _hash_in(cell.text)
    # What an export puts round a word to keep it one may belong to a sentence.
    text = visible(cell.text).strip() if column.kind is Kind.WORDS else unwrapped(cell.text)
    if column.longest and len(text) > column.longest:
        raise MisreadError("too_long", found=excerpt(text), length=len(text), limit=column.longest)
    if column.kind is Kind.FILE and _FOLDERS.search(text):
        raise MisreadError("file_with_folder", found=excerpt(text), shown=excerpt(_FOLDERS.split(text)[-1]))
    return text


def _hash_in(text: str) -> str:
    match = _HASH.fullmatch(fold(text))
    if match is None:
        raise MisreadError("not_a_hash", found=excerpt(text))
    return match[1]


def period_code(cell: Cell) -> tuple[str, str]:
    """The code of the period in a cell, and how it was understood. Raises MisreadError.

    A spreadsheet makes a day of 2024-09 and 2024年9月: the first of a month is that month.
    """
    if isinstance(cell.value, date):
        period = Period(cell.value.year, "M", cell.value.month) if cell.value.day == 1 else None
    else:
        refuse_unreadable(cell)
        # As a number 2024.10 and 2024.1 are the same.
        period = None if cell.kind == "n" and not is_integer(cell.value) else period_in(cell.text)
    if period is None:
        raise MisreadError("not_a_period", found=shown_text(cell))
    return period.code, "" if period.code == cell.text.strip() else "tidied"
