"""The cell styles of a file: those it has stay, and variants with a red or yellow fill are added as they are needed."""

from __future__ import annotations

import re

from core.intake.marking.marks import Fill
from core.intake.marking.xml_edits import XmlElement, XmlPart, with_attributes
from core.intake.workbook.errors import WorkbookError

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MARK_FILL = re.compile(rb"fgColor[^>]*rgb=\"FF(?:" + "|".join(Fill).encode() + rb")\"")
EMPTY_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{_MAIN}">'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()
"""The styles of a file that has none."""
_USUAL = {
    "fonts": '<{p}font><{p}sz val="11"/><{p}name val="Calibri"/></{p}font>',
    "fills": '<{p}fill><{p}patternFill patternType="none"/></{p}fill>'
    '<{p}fill><{p}patternFill patternType="gray125"/></{p}fill>',
    "borders": "<{p}border/>",
    "cellStyleXfs": "<{p}xf/>",
    "cellXfs": "<{p}xf/>",
}
"""What the lists of styles hold that every file has, in their order."""


class CellStyles:
    """The styles of one file. A style is a number: its place in the list of cell formats, as cells name it."""

    def __init__(self, data: bytes) -> None:
        """A list that is missing, or has nothing in it, is put in. Raises WorkbookError (`unreturnable`) for no XML."""
        self._part = XmlPart(_with_lists(data), ("xf", "fill", "font"), depth=1)
        self._lists = {element.name: element for element in self._part.elements if element.depth == 1}
        self._formats = [self._part.source(element) for element in self._within("xf", "cellXfs")]
        fills = [self._part.source(element) for element in self._within("fill", "fills")]
        self._mark_fills = {str(place) for place, source in enumerate(fills) if _MARK_FILL.search(source)}
        self._fill_count, self._font_count = len(fills), len(self._within("font", "fonts"))
        self._new: list[bytes] = []
        self._numbers: dict[tuple[object, ...], int] = {}
        self._add_fonts()
        self._add_fills()

    def with_fill(self, style: int, fill: Fill) -> int:
        """The same style with a fill."""
        return self._variant(style, fill.value, fillId=str(self._fill_id(fill)), applyFill="1")

    def without_mark(self, style: int) -> int:
        """The same style without the fill of an earlier mark; a style with any other fill unchanged."""
        if style not in range(len(self._formats)) or self._attribute(style, b"fillId") not in self._mark_fills:
            return style
        return self._variant(style, "cleared", fillId="0")

    def list_style(self, *, font: int = 0, fill: Fill | None = None) -> int:
        """A style of the list, at the top left: `font` 0 as the file's, 1 bold, 2 bold and large and not wrapped."""
        p = self._part.prefix
        font_id = self._font_count + font - 1 if font else 0
        fill_id = 0 if fill is None else self._fill_id(fill)
        tag = f'<{p}xf numFmtId="0" fontId="{font_id}" fillId="{fill_id}" borderId="0" xfId="0"'
        wrap = "" if font == 2 else ' wrapText="1"'
        alignment = f'<{p}alignment horizontal="left" vertical="top"{wrap}/>'
        tag += f' applyFont="1" applyFill="1" applyAlignment="1">{alignment}</{p}xf>'
        return self._number(("list", font, fill), tag.encode())

    def result(self) -> bytes:
        """The part with the styles that were asked for."""
        self._extend("cellXfs", len(self._formats) + len(self._new), b"".join(self._new))
        return self._part.result()

    def _within(self, name: str, parent: str) -> list[XmlElement]:
        outer = self._lists[parent]
        return [element for element in self._part.named(name, 2) if element.start in range(outer.start, outer.end)]

    def _add_fonts(self) -> None:
        """A bold and a large bold font of the family of the file."""
        part, p = self._part, self._part.prefix
        fonts = self._within("font", "fonts")
        name = re.search(rb"name\s+val=\"([^\"]*)\"", part.source(fonts[0])) if fonts else None
        family = f'<{p}name val="{name[1].decode()}"/>' if name else ""
        bold = "".join(f'<{p}font><{p}b/><{p}sz val="{size}"/>{family}</{p}font>' for size in (11, 14))
        self._extend("fonts", self._font_count + 2, bold.encode())

    def _add_fills(self) -> None:
        p = self._part.prefix
        solid = "".join(
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FF{colour}"/><{p}bgColor rgb="FF{colour}"/>'
            f"</{p}patternFill></{p}fill>"
            for colour in Fill
        )
        self._extend("fills", self._fill_count + len(Fill), solid.encode())

    def _extend(self, name: str, count: int, new: bytes) -> None:
        """Put elements at the end of a list and set its count."""
        element, part = self._lists[name], self._part
        tag = with_attributes(part.data[element.start : element.inside], count=str(count))
        tag = tag.rstrip(b">").rstrip(b"/").rstrip() + b">"
        end = f"</{part.prefix}{name}>".encode()
        part.replace(element.start, element.end, tag + part.data[element.inside : element.close] + new + end)

    def _fill_id(self, fill: Fill) -> int:
        return self._fill_count + list(Fill).index(fill)

    def _attribute(self, style: int, name: bytes) -> str:
        match = re.match(rb"<[^>]*?\s" + name + rb"=[\"'](\d+)", self._formats[style])
        return match[1].decode() if match else ""

    def _variant(self, style: int, key: str, **attributes: str) -> int:
        style = style if style in range(len(self._formats)) else 0
        source = self._formats[style]
        end = source.index(b">")  # attributes of a format are numbers and truth values
        return self._number((style, key), with_attributes(source[:end], **attributes) + source[end:])

    def _number(self, key: tuple[object, ...], source: bytes) -> int:
        """The number of a new style; the same one for the same variant of a style."""
        if key not in self._numbers:
            self._numbers[key] = len(self._formats) + len(self._new)
            self._new.append(source)
        return self._numbers[key]


def _with_lists(data: bytes) -> bytes:
    """The part with every list that our styles need; one that is missing or empty holds what is then the usual."""
    part = XmlPart(data, ("styleSheet",), depth=1)
    p, root = part.prefix, part.named("styleSheet", 0)
    lists = {element.name: element for element in part.elements if element.depth == 1}
    if not root:
        raise WorkbookError("unreturnable")
    new = {name: f"<{p}{name}>{usual.format(p=p)}</{p}{name}>".encode() for name, usual in _USUAL.items()}
    if not lists:
        part.append(root[0], b"".join(new.values()))
        return part.result()
    earlier = lists["numFmts"].end if "numFmts" in lists else root[0].inside
    for name, source in new.items():
        element = lists.get(name)
        if element is None:
            part.replace(earlier, earlier, source)
        else:
            earlier = element.end
            if element.inside == element.close:
                part.replace(element.start, element.end, source)
    return part.result()
