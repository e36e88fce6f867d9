"""The numbers that Word counts itself: they stand in no text of the document, but every reader sees them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from core.cells.chinese_numbers import written

_PLACE = re.compile(r"%([1-9])")
_MOST_STYLES_ABOVE = 10
_DASHES = "—―─–"


class Level(NamedTuple):
    """How one level of a list is numbered: from where, in which signs, with what around them (`%1．`)."""

    list: str
    start: int
    signs: str
    text: str
    style: str = ""  # paragraphs of this style stand on this level of themselves
    runs_through: bool = False  # a heading above does not begin it anew


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
                _text(level, "pStyle"),
                _text(level, "lvlRestart") == "0",
            )
    return levels


Places = Mapping[str, tuple[str, str]]
"""The list and the depth in it of the paragraphs of a style, by the id of the style."""


def read_places(root: Element, levels: Levels) -> Places:
    """The lists that the part `styles` gives to styles; a style without one has that of the style it is based on."""
    styles = {_attribute(style, "styleId"): style for style in _children(root, "style")}
    depths = {(list_id, level.style): str(depth) for (list_id, depth), level in levels.items()}
    places: dict[str, tuple[str, str]] = {}
    for id in styles:
        above: str | None = id
        for _ in range(_MOST_STYLES_ABOVE):
            if above not in styles:
                break
            listed = [number for looks in _children(styles[above], "pPr") for number in _children(looks, "numPr")]
            if listed:
                list_id = _text(listed[0], "numId")
                places[id] = list_id, _text(listed[0], "ilvl") or depths.get((list_id, above), "0")
                break
            above = _text(styles[above], "basedOn")
    return places


class ListNumbers:
    """Counts the paragraphs of the lists of a document, in their order."""

    def __init__(self, levels: Levels, places: Places) -> None:
        self._levels, self._places = levels, places
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def number(self, list_id: str, depth: str, style: str) -> str:
        """What stands before the next paragraph, by its own list or that of its style; empty for one of none, and for
        a bullet."""
        if not list_id:
            list_id, of_style = self._places.get(style, ("", "0"))
            depth = depth or of_style
        level = self._levels.get((list_id, _whole(depth, 0)))
        if level is None:
            return ""
        if level.signs == "bullet":  # goals may be led by dashes
            return level.text if level.text.strip(_DASHES) == "" else ""
        counts, at = self._counts[level.list], _whole(depth, 0)
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [other for other in counts if other > at and not self._levels[list_id, other].runs_through]:
            del counts[deeper]
        return _PLACE.sub(lambda place: self._shown(list_id, int(place[1]) - 1, counts), level.text)

    def _shown(self, list_id: str, at: int, counts: Mapping[int, int]) -> str:
        level = self._levels.get((list_id, at))
        number = counts.get(at, 1)
        is_chinese = level is not None and re.match("chinese|japanese|taiwanese|ideograph(?!Enclosed)", level.signs)
        return written(number) if is_chinese and number > 0 else str(number)


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if child.tag.rpartition("}")[2] == name]


def _attribute(element: Element, name: str) -> str:
    return next((text for key, text in element.items() if key.rpartition("}")[2] == name), "")


def _text(element: Element, name: str) -> str:
    """The value of a child; empty without one."""
    return next((_attribute(child, "val") for child in _children(element, name)), "")


def _whole(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else default
