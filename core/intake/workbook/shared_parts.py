"""Reads the texts that the cells of a workbook share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.looks.fonts import FONT_PROPERTIES, RichText, Run
from core.intake.workbook.package import Package
from core.intake.workbook.xml_parts import DEEPEST, local_name, parse_part

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_CONTROLS = frozenset(map(chr, (*range(9), 11, 12, *range(14, 32))))


@dataclass(slots=True)
class SharedTexts:
    """The texts in order, `characters` in all of them, and by number the runs of those that have several fonts."""

    texts: list[str] = field(default_factory=list)
    runs: dict[int, tuple[Run, ...]] = field(default_factory=dict)
    characters: int = 0


def read_shared_strings(package: Package, path: str | None, limits: Limits) -> SharedTexts:
    """The shared texts, runs joined, without the reading aids above them (rPh); none without such a part.

    Raises WorkbookError when there are too many, one is too long or all of them together are.
    """
    if path is None or package.packed_name(path) is None:
        return SharedTexts()
    reader = _Reader(package, limits)
    parse_part(package, path, reader.start, reader.end, reader.chunks.append)
    return reader.shared


def unescape_text(text: str) -> str:
    """A text with the characters that a workbook writes as `_x000D_`; control characters, which nobody sees, are left
    out."""
    if "_x" not in text:
        return text
    signs = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    whole = signs.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return without_controls(whole)


def without_controls(text: str) -> str:
    """A text without control characters, but with its breaks of lines."""
    return text if text.isprintable() else "".join(sign for sign in text if sign not in _CONTROLS)


class _Reader:
    def __init__(self, package: Package, limits: Limits) -> None:
        self._package, self._limits = package, limits
        self.shared = SharedTexts()
        self.chunks: list[str] = []
        self._text = RichText()
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise WorkbookError("bomb")
        self._package.count_elements(1)
        name = local_name(tag)
        if name == "t":
            self.chunks.clear()
        elif name == "si":
            self._text.clear()
        elif name == "rPh":
            self._text.in_reading_aid = True
        elif name == "r":
            self._text.start_run()
        elif name == "rPr":
            self._text.start_font()
        elif name in FONT_PROPERTIES:
            self._text.add_property(name, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        name = local_name(tag)
        if name == "t":
            self._text.add_text(self.chunks)
        elif name == "rPh":
            self._text.in_reading_aid = False
        elif name == "si":
            self._add(unescape_text(self._text.text), self._text.runs)

    def _add(self, text: str, runs: tuple[Run, ...]) -> None:
        shared, limits = self.shared, self._limits
        if len(text) > limits.text:
            raise WorkbookError("long_text", limit=limits.text)
        if runs:
            shared.runs[len(shared.texts)] = runs
        shared.texts.append(text)
        shared.characters += len(text)
        if shared.characters > limits.characters:
            raise WorkbookError("much_text", limit=limits.characters)
        if len(shared.texts) > limits.strings:
            raise WorkbookError("bomb")
