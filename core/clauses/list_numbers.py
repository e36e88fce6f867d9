"""The numbers that Word counts itself: they stand in no text of the document, but every reader sees them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from core.clauses.chinese_numbers import written

_PLACE = re.compile(r"%([1-9])")
_DASHES = "—―─–"


class Level(NamedTuple):
    """How one level of a list is numbered: from where, in which signs, with what around them (`%1．`)."""

    list: str
    start: int
    signs: str
    text: str


Levels = Mapping[tuple[str, int], Level]
"""The levels of every list by its id and their depth."""


def read_levels(root: Element) -> Levels:
    """The levels that the part `numbering` declares."""
    kinds = {_attribute(kind, "abstractNumId"): kind for kind in _children(root, "abstractNum")}
    levels: dict[tuple[str, int], Level] = {}
    for number in _children(root, "num"):
        id, kind_id = _attribute(number, "numId"), _text(number, "abstractNumId")
        restarts = {
            _attribute(override, "ilvl"): _text(override, "startOverride")
            for override in _children(number, "lvlOverride")
        }
        for level in _children(kinds[kind_id], "lvl") if kind_id in kinds else ():
            depth = _attribute(level, "ilvl")
            restart = restarts.get(depth, "")
            levels[id, _whole(depth, 0)] = Level(
                f"{kind_id}/{id}" if restart else kind_id,
                _whole(restart or _text(level, "start"), 1),
                _text(level, "numFmt"),
                _text(level, "lvlText"),
            )
    return levels


class ListNumbers:
    """Counts the paragraphs of the lists of a document, in their order."""

    def __init__(self, levels: Levels) -> None:
        self._levels = levels
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def number(self, list_id: str, depth: str) -> str:
        """What stands before the next paragraph of a list; empty for a paragraph of none, and for a bullet."""
        level = self._levels.get((list_id, _whole(depth, 0)))
        if level is None:
            return ""
        if level.signs == "bullet":  # goals may be led by dashes
            return level.text if level.text.strip(_DASHES) == "" else ""
        counts, at = self._counts[level.list], _whole(depth, 0)
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [other for other in counts if other > at]:
            del counts[deeper]
        return _PLACE.sub(lambda place: self._shown(list_id, int(place[1]) - 1, counts), level.text)

    def _shown(self, list_id: str, at: int, counts: Mapping[int, int]) -> str:
        level = self._levels.get((list_id, at))
        number = counts.get(at, 1)
        is_chinese = level is not None and re.match("chinese|japanese|taiwanese|ideograph(?!Enclosed)", level.signs)
        return written(number) if is_chinese and 0 < number < 100 else str(number)


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if child.tag.rpartition("}")[2] == name]


def _attribute(element: Element, name: str) -> str:
    return next((text for key, text in element.items() if key.rpartition("}")[2] == name), "")


def _text(element: Element, name: str) -> str:
    """The value of a child; empty without one."""
    return next((_attribute(child, "val") for child in _children(element, name)), "")


def _whole(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else default
