"""Tells the notes under a table, such as its source, from its series."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from core.cells.absence import absence_of
from core.cells.numbers import is_number

_BEGINS_A_NOTE = re.compile(
    r"(?:(?:data\s+)?sources?|(?:foot)?notes?|remarks?|legend|last\s+updated?(?:\s+date)?|extracted(?:\s+on)?|"
    r"download(?:ed)?(?:\s+on)?|licen[cs]e|data\s+from\s+database|quelle|hinweis|anmerkung|"
    r"(?:数据|资料)?来源|出处|附?注释?\s*\d*|备注|说明|(?:数据)?更新(?:时间|日期)?|下载(?:时间|日期))\s*[:：]"
    r"|copyright\b|©|\(c\)\s|_{3,}|[*†‡]+\s*\S",
    re.I,
)


def is_note(row: Sequence[str], value_places: Iterable[int]) -> bool:
    """Whether a row is a note: a single text, or one that begins like a note and is no whole row of figures.

    A comma in a note cuts it into cells: Source: X, 2024.
    """
    filled = [cell for cell in row if cell]
    if len(filled) == 1:
        return not is_number(filled[0])
    if not _BEGINS_A_NOTE.match(filled[0]):
        return False
    values = [row[place] if place < len(row) else "" for place in value_places]
    is_whole = all(is_number(value) or absence_of(value) for value in values) and any(map(is_number, values))
    return not is_whole
