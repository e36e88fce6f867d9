"""The cell styles of a clerk's file: those it has stay, and each gets a red and a yellow sister when it needs one."""

from __future__ import annotations

import re

from core.intake.findings import IntakeError, Severity
from core.intake.marking.xml_edits import Node, Part, with_attributes

FILLS = {Severity.HARD: "FFC7CE", Severity.SOFT: "FFEB9C"}
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OURS = re.compile(rb"fgColor[^>]*rgb=\"FF(?:" + "|".join(FILLS.values()).encode() + rb")\"")
EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{_MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf/></cellXfs></styleSheet>'
).encode()
"""The styles of a file that has none."""


class Styles:
    """The styles of one file. Numbers are places in its list of cell formats, as cells name them."""

    def __init__(self, data: bytes) -> None:
        """Raises IntakeError (`unreturnable`) when the lists that every such part has are missing."""
        self._part = Part(data, ("xf", "fill", "font"), depth=1)
        self._lists = {node.name: node for node in self._part.nodes if node.depth == 1}
        if not {"fonts", "fills", "cellXfs"} <= set(self._lists):
            raise IntakeError("unreturnable")
        self._formats = [self._part.raw(node) for node in self._within("xf", "cellXfs")] or [b"<xf/>"]
        fills = [self._part.raw(node) for node in self._within("fill", "fills")]
        self._ours = {str(place) for place, raw in enumerate(fills) if _OURS.search(raw)}
        self._fills, self._fonts = len(fills), len(self._within("font", "fonts"))
        self._new: list[bytes] = []
        self._known: dict[tuple[int, str], int] = {}
        self._add_lists()

    def _within(self, name: str, parent: str) -> list[Node]:
        inside = self._lists[parent]
        return [each for each in self._part.all(name, 2) if inside.start < each.start < inside.end]

    def _add_lists(self) -> None:
        part, p = self._part, self._part.prefix
        fonts = self._within("font", "fonts")
        name = re.search(rb"name\s+val=\"([^\"]*)\"", part.raw(fonts[0])) if fonts else None
        family = f'<{p}name val="{name[1].decode()}"/>' if name else ""
        bold = "".join(f'<{p}font><{p}b/><{p}sz val="{size}"/>{family}</{p}font>' for size in (11, 14))
        self._grown("fonts", self._fonts + 2, bold.encode())
        solid = "".join(
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FF{colour}"/><{p}bgColor rgb="FF{colour}"/>'
            f"</{p}patternFill></{p}fill>"
            for colour in FILLS.values()
        )
        self._grown("fills", self._fills + 2, solid.encode())

    def _grown(self, name: str, count: int, more: bytes) -> None:
        node, part = self._lists[name], self._part
        tag = with_attributes(part.data[node.start : node.inside], count=str(count))
        tag = tag.rstrip(b">").rstrip(b"/").rstrip() + b">"
        part.put(node.start, node.end, tag + part.data[node.inside : node.close] + more + self._closing(name))

    def _closing(self, name: str) -> bytes:
        return f"</{self._part.prefix}{name}>".encode()

    def filled(self, style: int, severity: Severity) -> int:
        """The same format on the ground of a severity."""
        fill = self._fills + list(FILLS).index(severity)
        return self._sister(style, severity.value, fillId=str(fill), applyFill="1")

    def cleared(self, style: int) -> int:
        """The same format without a ground of ours, that an earlier marking left; any other as it is."""
        if not 0 <= style < len(self._formats) or self._attribute(style, b"fillId") not in self._ours:
            return style
        return self._sister(style, "cleared", fillId="0")

    def _attribute(self, style: int, name: bytes) -> str:
        match = re.match(rb"<[^>]*?\s" + name + rb"=[\"'](\d+)", self._formats[style])
        return match[1].decode() if match else ""

    def plain(self, *, font: int = 0, severity: Severity | None = None) -> int:
        """A format of the list: `font` 0 as the file's, 1 bold, 2 bold and large; wrapped, at the top."""
        key = f"plain{font}{severity}"
        fill = 0 if severity is None else self._fills + list(FILLS).index(severity)
        p = self._part.prefix
        number = self._fonts + font - 1 if font else 0
        tag = f'<{p}xf numFmtId="0" fontId="{number}" fillId="{fill}" borderId="0" xfId="0"'
        wrap = "" if font == 2 else ' wrapText="1"'
        tag += f' applyFont="1" applyFill="1" applyAlignment="1"><{p}alignment vertical="top"{wrap}/></{p}xf>'
        return self._kept((-1, key), tag.encode())

    def _sister(self, style: int, key: str, **attributes: str) -> int:
        style = style if 0 <= style < len(self._formats) else 0
        raw = self._formats[style]
        end = raw.index(b">") + 1  # attributes of a format are numbers and truth values
        return self._kept((style, key), with_attributes(raw[:end], **attributes) + raw[end:])

    def _kept(self, key: tuple[int, str], raw: bytes) -> int:
        if key not in self._known:
            self._known[key] = len(self._formats) + len(self._new)
            self._new.append(raw)
        return self._known[key]

    def done(self) -> bytes:
        """The part with what was asked for."""
        self._grown("cellXfs", len(self._formats) + len(self._new), b"".join(self._new))
        return self._part.done()
