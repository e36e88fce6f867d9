"""The units that a title or a note names for a whole table: 单位：人、万元, 教师情况（百人）, 以百人计."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.cells.text import fold
from core.cells.units import is_unit, is_unit_word, unit_word

_LONGEST = 1_000  # characters; an essay is no title and is not searched
_MARK = re.compile(
    r"(?:[单單] ?位|units?) ?(?:[均都皆]?[:为是]|(?=[(\[【])|(?<= )(?=[^ ]))"
    r"|[以按](?=[^ ,。;:]{1,8}?(?:为单位|计(?![划算])))"
)
_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]{1,40})[)\]】]")
_WORD = re.compile(r"[^ 、,/;。:()\[\]【】和及]+")
_BEHIND = re.compile(r"(?:为单位|计)$")
_MOST_PARTS = 4  # of a word that is spaced out: 百 人


def units_of_note(text: str, *, title: bool) -> list[str]:
    """The units a text names for a table, as they stand there; a `title` may have them in brackets alone."""
    if len(text) > _LONGEST:
        return []
    bare = " ".join(fold(part) for part in text.split())
    units = [unit for mark in _MARK.finditer(bare) for unit in _first_units(bare[mark.end() :])]
    if title and not units:
        for group in _BRACKETED.finditer(bare):
            parts = _WORD.findall(group[1])
            in_brackets = list(_first_units(group[1]))
            if "".join(in_brackets) == "".join(parts):
                units += in_brackets
    return units


def _first_units(text: str) -> Iterator[str]:
    """The units with which a text begins."""
    parts = _WORD.findall(text[: 20 * _MOST_PARTS])
    while parts:
        lengths = range(min(_MOST_PARTS, len(parts)), 0, -1)
        words = ((length, unit_word(_BEHIND.sub("", "".join(parts[:length])))) for length in lengths)
        length, unit = next(((length, word) for length, word in words if is_unit(word) or is_unit_word(word)), (0, ""))
        if not unit:
            return
        if is_unit(unit):  # 所 is none of a column
            yield unit
        parts = parts[length:]
