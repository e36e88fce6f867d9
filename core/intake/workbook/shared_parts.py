"""Reads what the cells of a workbook share: their texts and their number formats."""

from __future__ import annotations

import re

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.package import Package
from core.intake.workbook.xml_parts import DEEPEST, local_name, parse_part, walk_elements

_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PERCENT_FORMATS = frozenset((9, 10))


def read_shared_strings(package: Package, path: str | None, limits: Limits) -> list[str]:
    """The shared texts in order, runs joined, without the reading aids above them (rPh); none without such a part.

    Raises WorkbookError when there are too many or one is too long.
    """
    if path is None or package.packed_name(path) is None:
        return []
    reader = _Reader(package, limits)
    parse_part(package, path, reader.start, reader.end, reader.chunks.append)
    return reader.strings


class _Reader:
    def __init__(self, package: Package, limits: Limits) -> None:
        self._package, self._limits = package, limits
        self.strings: list[str] = []
        self.chunks: list[str] = []
        self._pieces: list[str] = []
        self._depth = 0
        self._in_reading_aid = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise WorkbookError("bomb")
        self._package.count_elements(1)
        name = local_name(tag)
        if name == "t":
            self.chunks.clear()
        elif name == "si":
            self._pieces.clear()
        elif name == "rPh":
            self._in_reading_aid = True

    def end(self, tag: str) -> None:
        self._depth -= 1
        name = local_name(tag)
        if name == "t":
            if not self._in_reading_aid:
                self._pieces.extend(self.chunks)
        elif name == "rPh":
            self._in_reading_aid = False
        elif name == "si":
            self._add("".join(self._pieces))

    def _add(self, text: str) -> None:
        if len(text) > self._limits.text:
            raise WorkbookError("long_text", limit=self._limits.text)
        self.strings.append(text)
        if len(self.strings) > self._limits.strings:
            raise WorkbookError("bomb")


def read_number_formats(package: Package, path: str | None) -> list[str]:
    """Of every cell style whether it shows a date (`d`), a percentage (`%`) or neither (empty); none without a part."""
    codes: dict[int, str] = {}
    styles: list[str] = []
    if path is None or package.packed_name(path) is None:
        return styles
    with package.part(path) as stream:
        for name, element in walk_elements(package, stream, "numFmt", "cellXfs"):
            if name == "numFmt":
                codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
            elif name == "cellXfs":
                styles = [_shown_as(int(style.get("numFmtId", "0")), codes) for style in element]
    return styles


def _shown_as(number: int, codes: dict[int, str]) -> str:
    if number not in codes:
        return "d" if number in _DATE_FORMATS else "%" if number in _PERCENT_FORMATS else ""
    code = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", codes[number]).lower()
    if "%" in code:
        return "%"
    return "d" if re.search("[ymdhs年月日]", code) and "general" not in code else ""
