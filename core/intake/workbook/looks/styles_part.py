"""Reads the cell formats of a workbook: number formats, fonts and fills, and the looks that conditions may give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from core.intake.workbook.looks.colours import Colour, colour_of
from core.intake.workbook.looks.day_formats import BUILT_IN_DAYS
from core.intake.workbook.looks.fonts import PLAIN_FONT, Font, font_of
from core.intake.workbook.looks.format_sections import BUILT_IN
from core.intake.workbook.package import Package
from core.intake.workbook.xml_parts import local_name, walk_elements

_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_LONGEST_CODE = 512  # characters; programs take half of it
_BUILT_IN = BUILT_IN | BUILT_IN_DAYS
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\!].|_.|\*.')

NO_FILL = Colour("rgb", "FFFFFF")
"""The ground of a cell without a fill, as the screen has it."""


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The format of a cell. `shown_as` says whether numbers appear as days (`d`) or percentages (`%`), `code` how.

    `fill` is the colour of the ground; None where it is a pattern or a gradient.
    """

    shown_as: str = ""
    code: str = ""
    font: Font = PLAIN_FONT
    fill: Colour | None = NO_FILL


@dataclass(frozen=True, slots=True)
class ConditionalStyle:
    """What a condition changes about a cell; None: nothing."""

    font: Font | None = None
    fill: Colour | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats by their number, those of conditions by theirs, and the palette where the workbook has its own."""

    cells: tuple[CellStyle, ...] = ()
    conditional: tuple[ConditionalStyle, ...] = ()
    palette: tuple[str, ...] = ()


def read_styles(package: Package, path: str | None) -> Styles:
    """The formats of a workbook; none without such a part."""
    if path is None or package.packed_name(path) is None:
        return Styles()
    codes: dict[int, str] = {}
    fonts: list[Font] = []
    fills: list[Colour | None] = []
    cells: tuple[CellStyle, ...] = ()
    conditional: tuple[ConditionalStyle, ...] = ()
    palette: tuple[str, ...] = ()
    wanted = ("numFmts", "fonts", "fills", "cellXfs", "dxfs", "indexedColors")
    with package.part(path) as stream:
        for name, element in walk_elements(package, stream, *wanted):
            match name:
                case "numFmts":
                    codes = {_number(item, "numFmtId"): _code(item) for item in element}
                case "fonts":
                    fonts = [_font(item) for item in element]
                case "fills":
                    fills = _fills(element)
                case "cellXfs":
                    cells = tuple(_cell_style(item, codes, fonts, fills) for item in element)
                case "dxfs":
                    conditional = tuple(_conditional_style(item) for item in element)
                case _:
                    palette = tuple(item.get("rgb", "") for item in element)
    return Styles(cells, conditional, palette)


def _number(element: Element, name: str) -> int:
    text = element.get(name, "0")
    return int(text) if text.isdecimal() else 0


def _code(element: Element) -> str:
    """The code of a number format; of one longer than any program takes, none."""
    code = element.get("formatCode", "")
    return code if len(code) <= _LONGEST_CODE else ""


def _font(element: Element) -> Font:
    return font_of((local_name(item.tag), item.attrib) for item in element)


def _fills(element: Element) -> list[Colour | None]:
    """The fills in order; the first, which programs take for none whatever it says, is none."""
    return [_fill(item) if at else NO_FILL for at, item in enumerate(element)]


def _fill(element: Element) -> Colour | None:
    """The one colour of a fill, also of a pattern or a gradient that has no other."""
    pattern = _child(element, "patternFill")
    if pattern is None:
        return (
            _only_colour(_child(stop, "color") for gradient in element for stop in gradient)
            if len(element)
            else NO_FILL
        )
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return NO_FILL
    ink = _child(pattern, "fgColor")
    return _only_colour([ink] if kind == "solid" else [ink, _child(pattern, "bgColor")])


def _only_colour(elements: Iterable[Element | None]) -> Colour | None:
    """The colour that all elements name; None when they differ or one is missing."""
    colours = {None if element is None else colour_of(element.attrib) for element in elements}
    return colours.pop() if len(colours) == 1 else None


def _child(element: Element, name: str) -> Element | None:
    return next((item for item in element if local_name(item.tag) == name), None)


def _cell_style(element: Element, codes: dict[int, str], fonts: list[Font], fills: list[Colour | None]) -> CellStyle:
    font, fill = _number(element, "fontId"), _number(element, "fillId")
    return numbered_style(
        _number(element, "numFmtId"),
        codes,
        fonts[font] if font < len(fonts) else PLAIN_FONT,
        fills[fill] if fill < len(fills) else NO_FILL,
    )


def numbered_style(number: int, codes: Mapping[int, str], font: Font, fill: Colour | None) -> CellStyle:
    """The style whose number format has this number: one of the `codes` of the workbook, or one all programs know."""
    code = codes.get(number, _BUILT_IN.get(number, ""))
    return CellStyle(_shown_as(number, codes, code), code, font, fill)


def _shown_as(number: int, codes: Mapping[int, str], code: str) -> str:
    if number not in codes and number in _DATE_FORMATS:
        return "d"
    bare = _NOT_SHOWN.sub("", code).lower()
    if "%" in bare:
        return "%"
    return (
        "d" if number in codes and re.search("[ymdhs年月日]|aaa|bb|e(?![+-])", bare) and "general" not in bare else ""
    )


def _conditional_style(element: Element) -> ConditionalStyle:
    font, fill, code = _child(element, "font"), _child(element, "fill"), _child(element, "numFmt")
    return ConditionalStyle(
        None if font is None else _font(font),
        None if fill is None else _ground(fill),
        None if code is None else _code(code),
    )


def _ground(fill: Element) -> Colour | None:
    """The colour a condition fills a cell with, which stands where other fills have that of their pattern."""
    pattern: Iterable[Element] = _child(fill, "patternFill") or ()
    colours = {local_name(item.tag): colour_of(item.attrib) for item in pattern}
    return colours.get("bgColor") or colours.get("fgColor")
