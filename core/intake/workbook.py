"""Reads an XLSX file in one pass: stored values, formulas, number formats, merged, hidden; nothing is evaluated."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from core.intake.container import LIMITS, Limits, Package, fingerprint
from core.intake.findings import IntakeError
from core.intake.grid import Book, Cell, Grid, Line

_VOCABULARIES = frozenset(
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",  # "strict"
        "http://schemas.openxmlformats.org/package/2006/relationships",
    )
)
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LETTERS = re.compile("[A-Z]{1,3}")
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PERCENT_FORMATS = frozenset((9, 10))
_LOOSE = re.compile(r"xl/(?:threadedcomments|comments|drawings)[^/]*(?:/[^/]+)?\.xml")
_LOOSE_BYTES = 2_000_000
_LAST_SERIAL = 73_415  # 31 December 2100
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def read_workbook(content: bytes, name: str, limits: Limits = LIMITS) -> Book:
    """Every sheet of an XLSX file. Raises IntakeError with the remedy when it cannot be read safely."""
    package = Package(content, limits)
    root = next(each for each in package.names if each.lower().endswith("workbook.xml"))
    targets = _targets(package, root)
    sheets, epoch = _sheets(package, root)
    if len(sheets) > limits.sheets:
        raise IntakeError("too_many_sheets", number=len(sheets), limit=limits.sheets)
    strings = _strings(package, next((path for kind, path in targets.values() if kind == "sharedStrings"), None))
    formats = _formats(package, next((path for kind, path in targets.values() if kind == "styles"), None))
    grids = []
    room = limits.cells
    for title, hidden, relation in sheets:
        kind, path = targets.get(relation, ("", ""))
        if kind == "worksheet":
            grid = _Reader(package, strings, formats, epoch, room).grid(path, title, hidden)
            room -= sum(len(line.cells) for line in grid.lines)
            grids.append(grid)
    if not grids:
        raise IntakeError("damaged")
    links = any(each.lower().startswith("xl/externallinks/") for each in package.names)
    return Book(name, tuple(grids), fingerprint(content), True, links, loose=tuple(_loose(package)))


def _local(tag: str) -> str:
    """The name of an element of a spreadsheet or its relations; nothing for any other vocabulary."""
    namespace, _, name = tag.rpartition("}")
    return name if namespace.removeprefix("{") in _VOCABULARIES else ""


def _walk(package: Package, stream: IO[bytes], *wanted: str) -> Iterator[tuple[str, Element]]:
    """The elements of these names when they end.

    What is done with is let go of: each row, and each list at the top. Where a part holds far more than that at once,
    it is refused, because a small file may unpack to elements that fill the memory.
    """
    depth = count = held = 0
    most, most_held = package.limits.elements, package.limits.held
    names: dict[str, str] = {}
    parents: list[Element] = []
    for event, element in iterparse(stream, events=("start", "end")):
        if event == "start":
            parents.append(element)
            depth += 1
            held += 1
            if held > most_held or depth > 64:
                raise IntakeError("bomb")
            continue
        parents.pop()
        depth -= 1
        tag = element.tag
        name = names.get(tag)
        if name is None:
            name = names[tag] = _local(tag)
        if name in wanted:
            yield name, element
        if depth == 1 or (depth == 2 and name == "row"):
            parents[-1].clear()
            count += held
            held = depth
            if count > most:
                raise IntakeError("bomb")


def _targets(package: Package, root: str) -> dict[str, tuple[str, str]]:
    """Kind and path of the parts a workbook names, by relation id."""
    folder, file = posixpath.split(root)
    found = {}
    with package.part(f"{folder}/_rels/{file}.rels") as stream:
        for _, element in _walk(package, stream, "Relationship"):
            if element.get("TargetMode") != "External":
                target = element.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], path)
    return found


def _sheets(package: Package, root: str) -> tuple[list[tuple[str, bool, str]], date]:
    """Title, hidden, relation id of every sheet, and the first day of the workbook's calendar."""
    found, epoch = [], _EPOCH
    with package.part(root) as stream:
        for name, element in _walk(package, stream, "sheet", "workbookPr"):
            if name == "sheet":
                relation = next((value for key, value in element.items() if key.endswith("}id")), "")
                hidden = element.get("state", "visible") != "visible"
                found.append((element.get("name", "")[:64], hidden, relation))
            elif name == "workbookPr" and element.get("date1904", "0") in ("1", "true"):
                epoch = _EPOCH_1904
    return found, epoch


def _strings(package: Package, path: str | None) -> list[str]:
    found: list[str] = []
    if path is None or path not in package.names:
        return found
    with package.part(path) as stream:
        for _, element in _walk(package, stream, "si"):
            found.append(_text(element, package.limits))
            if len(found) > package.limits.strings:
                raise IntakeError("bomb")
    return found


def _text(element: Element, limits: Limits) -> str:
    """The text of a string with its runs, but without the reading aids that stand above it (rPh)."""
    parts = []
    for child in element:
        name = _local(child.tag)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [each.text or "" for each in child if _local(each.tag) == "t"]
    text = "".join(parts)
    if len(text) > limits.text:
        raise IntakeError("long_text", limit=limits.text)
    return text


def _formats(package: Package, path: str | None) -> list[str]:
    """Per cell style `d` (a date), `%`, or nothing."""
    codes: dict[int, str] = {}
    styles: list[str] = []
    if path is None or path not in package.names:
        return styles
    with package.part(path) as stream:
        for name, element in _walk(package, stream, "numFmt", "cellXfs"):
            if name == "numFmt":
                codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
            elif name == "cellXfs":
                styles = [_format(int(each.get("numFmtId", "0")), codes) for each in element]
    return styles


def _format(id: int, codes: dict[int, str]) -> str:
    if id not in codes:
        return "d" if id in _DATE_FORMATS else "%" if id in _PERCENT_FORMATS else ""
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", codes[id]).lower()
    if "%" in bare:
        return "%"
    return "d" if re.search("[ymdhs年月日]", bare) and "general" not in bare else ""


class _Reader:
    """Reads one sheet."""

    def __init__(self, package: Package, strings: list[str], formats: list[str], epoch: date, room: int) -> None:
        self._package, self._strings, self._formats, self._epoch = package, strings, formats, epoch
        self._room = room

    def grid(self, path: str, title: str, hidden: bool) -> Grid:
        lines: list[Line] = []
        merges: list[tuple[int, int, int, int]] = []
        unseen: set[int] = set()
        last = 0
        with self._package.part(path) as stream:
            for name, element in _walk(self._package, stream, "row", "mergeCell", "col"):
                if name == "row":
                    last = int(element.get("r", last + 1))
                    cells = self._cells(element, str(last))
                    if cells:
                        lines.append(Line(last, cells, element.get("hidden") in ("1", "true")))
                elif name == "mergeCell":
                    merges += _span(element.get("ref", ""))
                elif name == "col" and element.get("hidden") in ("1", "true"):
                    first, end = int(element.get("min", "1")), int(element.get("max", "1"))
                    unseen |= set(range(first - 1, min(end, self._package.limits.columns)))
        if any(after.number <= before.number for before, after in pairwise(lines)):
            raise IntakeError("damaged")  # two rows of one number: what a clerk sees is only one of them
        return Grid(title, tuple(lines), hidden, tuple(merges), frozenset(unseen))

    def _cells(self, row: Element, number: str) -> dict[int, Cell]:
        cells: dict[int, Cell] = {}
        column = -1
        for element in row:
            reference = element.get("r")
            if reference is None:
                column += 1
            else:
                letters = reference.rstrip("0123456789")
                if reference[len(letters) :] != number or not _LETTERS.fullmatch(letters):
                    raise IntakeError("damaged")
                column = _column(letters)
            cell = self._cell(element)
            if cell is not None:
                if column >= self._package.limits.columns:
                    raise IntakeError("too_wide", limit=self._package.limits.columns)
                if column in cells:
                    raise IntakeError("damaged")
                cells[column] = cell
        self._room -= len(cells)
        if self._room < 0:
            raise IntakeError("too_many_cells", limit=self._package.limits.cells)
        return cells

    def _cell(self, element: Element) -> Cell | None:
        kind = element.get("t", "n")
        raw: str | None = None
        formula = ""
        for child in element:
            tag = child.tag
            if tag.endswith("}v"):
                raw = child.text
            elif tag.endswith("}f"):
                formula = child.text or "="
            elif tag.endswith("}is"):
                raw, kind = _text(child, self._package.limits), "str"
        if raw is None or raw == "":
            return Cell("f", "", formula) if formula and kind != "str" else None
        if kind == "s":
            index = int(raw)
            if not 0 <= index < len(self._strings):
                raise IntakeError("damaged")
            raw, kind = self._strings[index], "str"
        if kind == "str":
            if len(raw) > self._package.limits.text:
                raise IntakeError("long_text", limit=self._package.limits.text)
            return Cell("s", raw, formula) if raw.strip() else None
        if kind == "b":
            return Cell("b", raw not in ("0", "false"), formula)
        if kind == "e":
            return Cell("e", raw, formula)
        if kind == "d":
            return Cell("d", date.fromisoformat(raw[:10]), formula)
        return self._number(float(raw), element.get("s", "0"), formula)

    def _number(self, value: float, style: str, formula: str) -> Cell:
        if value != value or value in (float("inf"), float("-inf")):
            raise IntakeError("damaged")
        index = int(style)
        shown = self._formats[index] if 0 <= index < len(self._formats) else ""
        if shown == "d" and 1 <= value <= _LAST_SERIAL:
            return Cell("d", self._epoch + timedelta(days=int(value)), formula)
        return Cell("n", value, formula, shown == "%")


@lru_cache(maxsize=512)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _span(reference: str) -> list[tuple[int, int, int, int]]:
    first, _, last = reference.partition(":")
    corners = [_REFERENCE.fullmatch(each) for each in (first, last or first)]
    if corners[0] is None or corners[1] is None:
        raise IntakeError("damaged")
    a, b = corners[0], corners[1]
    return [(int(a[2]), _column(a[1]), int(b[2]), _column(b[1]))]


def _loose(package: Package) -> Iterator[tuple[str, str]]:
    """Words outside the cells, where a name or number of a person may stand as well."""
    for name in package.names:
        if _LOOSE.fullmatch(name.lower()) and not name.lower().endswith(".rels"):
            text = package.bytes_of(name, _LOOSE_BYTES).decode("utf-8", "replace")
            yield name, " ".join(re.findall(r">([^<>]+)<", text))
