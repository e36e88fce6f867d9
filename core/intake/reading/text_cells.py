"""Reads a cell that holds a text: a name, sentences, a period, a task, a status, the name or the hash of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from core.cells.misread import MisreadError
from core.cells.text import excerpt, fold, unwrapped, visible, word_key
from core.intake.form.columns import Column, Kind
from core.intake.message_values import ColumnChoices
from core.intake.reading.cell_values import amount_of, is_integer, refuse_unreadable, refuse_valueless, shown_text
from core.intake.reading.headings import reason_by_word, status_by_word
from core.intake.rows import DeclaredStatus
from core.intake.workbook.grid import Cell
from core.tasks.periods import Period, period_in
from core.tasks.task_numbers import reference_in

_HASH = re.compile(r"(?:sha-?256[:=])?([0-9a-f]{64})")
_SMALL_INTEGERS = 2**15
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


def task_number(cell: Cell, safeguards: Sequence[int]) -> int | None:
    """The number of the task that a cell names in words, such as 任务9, 第9项 or task 9; of 保障1 the first of
    `safeguards`, the numbers these are reported under. None for a bare number and for anything else.

    Raises MisreadError for a safeguard the plan does not have.
    """
    refuse_unreadable(cell)
    reference = reference_in(cell.text) if cell.kind == "s" and not fold(cell.text).isdecimal() else None
    if reference is None or not reference.is_safeguard:
        return None if reference is None else reference.number
    if not 1 <= reference.number <= len(safeguards):
        raise MisreadError("unknown_safeguard", found=excerpt(cell.text), count=len(safeguards))
    return safeguards[reference.number - 1]


def task_in(cell: Cell, safeguards: Sequence[int]) -> tuple[int, str]:
    """The number of the one task a cell names, as `task_number`, and how it was understood. Raises MisreadError."""
    task = task_number(cell, safeguards)
    if task is not None:
        return task, "tidied"
    try:
        amount = amount_of(cell, whole=True)
    except MisreadError:
        amount = None
    if amount is None or not 0 <= amount.value < _SMALL_INTEGERS:
        raise MisreadError("not_a_task", found=shown_text(cell))
    return int(amount.value), amount.how


def reason_in(cell: Cell | None) -> str | None:
    """The reason a cell gives for having no number; None for a number, any other text and an empty cell."""
    return None if cell is None or cell.kind != "s" else reason_by_word().get(word_key(cell.text))


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


def status_in(cell: Cell | None) -> DeclaredStatus | None:
    """What a line says of who stands behind it; None where it says nothing. Raises MisreadError."""
    if cell is None:
        return None
    status = status_by_word().get(word_key(cell.text))
    if status is None:
        raise MisreadError("unknown_word", found=excerpt(cell.text), expected=ColumnChoices("status"))
    return status
