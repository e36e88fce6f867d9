"""What the sheets of a workbook are called: as spreadsheets allow it, and each otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.exports.documents.text_size import readable

LONGEST = 31
"""Of a name, in the units of UTF-16 in which spreadsheets count."""
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\'\s]+")
_TAKEN = ("history",)
"""What Excel keeps for itself."""


def sheet_names(names: Iterable[str]) -> list[str]:
    """A name for every sheet, in order: what a spreadsheet forbids is a space, an apostrophe too, since links and
    formulas put names between them; a name that another sheet has, in capitals or small letters, gets a number."""
    chosen: list[str] = []
    taken = set(_TAKEN)
    for name in names:
        plain = _NOT_IN_A_NAME.sub(" ", readable(name)).strip() or "–"
        unique, number = _cut(plain, LONGEST), 2
        while unique.casefold() in taken:
            ending = f" {number}"
            unique, number = _cut(plain, LONGEST - len(ending)) + ending, number + 1
        taken.add(unique.casefold())
        chosen.append(unique)
    return chosen


def _cut(name: str, most: int) -> str:
    """A name with a sign that it goes on where it is too long."""
    if _length(name) <= most:
        return name
    while _length(name) > most - 1:
        name = name[:-1]
    return name.rstrip() + "…"


def _length(name: str) -> int:
    return len(name.encode("utf-16-le")) // 2
