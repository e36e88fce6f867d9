"""The styles of an .ods file, by family and name, as far as they change what a figure means or whether it is seen."""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping

from core.intake.workbook.looks.colours import Colour
from core.intake.workbook.looks.fonts import Font
from core.intake.workbook.looks.styles_part import NO_FILL, CellStyle

_LENGTH = re.compile(r"(\d+\.?\d*|\.\d+)(in|cm|mm|pt|pc|px)", re.ASCII)
_POINTS = {"in": 72.0, "cm": 28.35, "mm": 2.835, "pt": 1.0, "pc": 12.0, "px": 0.75}
_LOWEST = 3.0  # points: rows and columns that are smaller show nothing
_SMALLEST = 3.0  # points of a font
_DEEPEST = 16  # styles that take after each other
_LOOKED_UP = ("data-style-name", "master-page-name")
_CONDITION = re.compile(r"value\(\)(<=|>=|!=|<|>|=)(-?\d+(?:\.\d+)?)", re.ASCII)
_HOLDS = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
_RAISED = re.compile(r"(?:super|sub|-?[1-9]\d*(?:\.\d+)?%).*")


class OdsStyles:
    """Filled while the parts are read: `start` for every style, `add` for the properties within it."""

    def __init__(self) -> None:
        self._properties: dict[tuple[str, str], dict[str, str]] = {}
        self._parents: dict[tuple[str, str], str] = {}
        self._known: dict[str, CellStyle] = {}
        self._open: dict[str, str] = {}
        self._maps: dict[str, list[tuple[str, str]]] = {}
        self._format = ""

    def start(self, attributes: Mapping[str, str]) -> None:
        """Begin a style (element style or default-style)."""
        family = attributes.get("family", "")
        self._open = self._properties.setdefault((family, attributes.get("name", "")), {})
        self._parents[family, attributes.get("name", "")] = attributes.get("parent-style-name", "")
        self._open.update({name: attributes[name] for name in _LOOKED_UP if name in attributes})

    def start_format(self, attributes: Mapping[str, str]) -> None:
        """Begin a number format, whose text properties are its colour."""
        self._format = attributes.get("name", "")
        self.start({"family": "format", "name": self._format})

    def end_format(self) -> None:
        """The number format is complete."""
        self._format = ""

    def add_map(self, attributes: Mapping[str, str]) -> None:
        """Note which other format holds on a condition, if it is a number format that is open."""
        if self._format:
            condition, other = attributes.get("condition", ""), attributes.get("apply-style-name", "")
            self._maps.setdefault(self._format, []).append((condition, other))

    def add(self, attributes: Mapping[str, str]) -> None:
        """Note properties of the style that is open."""
        self._open.update(attributes)

    def cell(self, name: str) -> CellStyle:
        """The style of a cell."""
        if name not in self._known:
            properties = self._all("table-cell", name)
            ground = _colour(properties.get("background-color", ""))
            self._known[name] = CellStyle(font=_font(properties), fill=ground or NO_FILL)
        return self._known[name]

    def ink_of_format(self, name: str, value: float | None) -> Colour | None:
        """The colour in which the format of a cell's style writes a number, or (None) what is none; None: its own."""
        format = self._all("table-cell", name).get("data-style-name", "")
        for condition, other in self._maps.get(format, ()):
            bound = _CONDITION.fullmatch(condition.replace(" ", ""))
            if bound is not None and value is not None and _HOLDS[bound[1]](value, float(bound[2])):
                format = other
                break
        return _colour(self._all("format", format).get("color", ""))

    def page(self, table: str) -> str:
        """The page that a sheet of this style is printed on."""
        return self._all("table", table).get("master-page-name", "Default")

    def span(self, name: str) -> Font | None:
        """The font of some characters of a text; None where nothing is known of it."""
        properties = self._all("text", name)
        return _font(properties) if properties else None

    def is_too_small(self, family: str, name: str) -> bool:
        """Whether nothing can be seen in a row or a column of this style."""
        properties = self._all(family, name)
        size = _LENGTH.fullmatch(properties.get("row-height", "") or properties.get("column-width", ""))
        return size is not None and _points(size) < _LOWEST

    def is_hidden_table(self, name: str) -> bool:
        """Whether a sheet of this style is hidden."""
        return self._all("table", name).get("display") == "false"

    def _all(self, family: str, name: str) -> dict[str, str]:
        """The properties of a style, its own before those of the styles it takes after."""
        properties: dict[str, str] = {}
        for _ in range(_DEEPEST):
            own = self._properties.get((family, name))
            if own is None:
                break
            properties = {**own, **properties}
            name = self._parents.get((family, name), "")
        return properties


def _font(properties: Mapping[str, str]) -> Font:
    size = _LENGTH.fullmatch(properties.get("font-size", ""))
    through = properties.get("text-line-through-style", properties.get("text-line-through-type", "none"))
    own_colour = properties.get("use-window-font-color") != "true"
    return Font(
        through != "none",
        _RAISED.fullmatch(properties.get("text-position", "")) is not None,
        size is not None and _points(size) < _SMALLEST,
        _colour(properties.get("color", "")) if own_colour else None,
    )


def _points(size: re.Match[str]) -> float:
    return float(size[1]) * _POINTS[size[2]]


def _colour(text: str) -> Colour | None:
    return Colour("rgb", text[1:].upper()) if re.fullmatch("#[0-9a-fA-F]{6}", text) else None
