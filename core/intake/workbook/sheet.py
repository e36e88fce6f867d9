"""Reads one sheet of an XLSX file in one pass, keeping nothing but the cells that hold something."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from xml.parsers import expat

from core.intake.findings import IntakeError
from core.intake.workbook.grid import Cell, Grid, GridRow, column_letter
from core.intake.workbook.package import Limits, Package

VOCABULARIES = frozenset(
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",  # "strict"
        "http://schemas.openxmlformats.org/package/2006/relationships",
    )
)
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LETTERS = re.compile("[A-Z]{1,3}")
_LAST_SERIAL = 73_415  # 31 December 2100
_DEEPEST = 64
_KNOWN = 50_000  # cells that stand for others just like them
_BESIDE = frozenset(
    ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter", "formula1", "formula2")
)
_HINTS = ("prompt", "promptTitle", "error", "errorTitle")
_TRUE = ("1", "true")


@dataclass(slots=True)
class Common:
    """What all sheets of a file share: its texts, cell formats and calendar, and how much it may still hold.

    `loose` collects words outside the cells: printed headers, hints, choices.
    """

    strings: list[str]
    formats: list[str]
    epoch: date
    cells: int
    rows: int
    loose: list[str] = field(default_factory=list)


def parse(package: Package, path: str, prepare: Callable[[expat.XMLParserType], None]) -> None:
    """Feed a part to a parser that `prepare` gave its handlers. Raises IntakeError as `Package.part` does."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    prepare(parser)
    with package.part(path) as stream:
        while data := stream.read(65_536):
            parser.Parse(data, False)
        parser.Parse(b"", True)


@lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """The name of an element of a spreadsheet or its relations; nothing for any other vocabulary."""
    namespace, _, name = tag.rpartition("}")
    return name if namespace.removeprefix("{") in VOCABULARIES else ""


def read_sheet(package: Package, path: str, title: str, hidden: bool, common: Common) -> Grid:
    """The sheet. Raises IntakeError when it is damaged, or holds more than the limits allow."""
    reader = _Reader(package, common)
    parse(package, path, reader.prepare)
    lines = reader.lines
    if any(after.number <= before.number for before, after in pairwise(lines)):
        raise IntakeError("damaged")  # two rows of one number: what a clerk sees is only one of them
    return Grid(title, tuple(lines), hidden, tuple(reader.merges), frozenset(reader.unseen))


class _Reader:
    def __init__(self, package: Package, common: Common) -> None:
        self._package, self._limits, self._common = package, package.limits, common
        self.lines: list[GridRow] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.unseen: set[int] = set()
        self._known: dict[tuple[str, str, str], Cell | None] = {}

    def prepare(self, parser: expat.XMLParserType) -> None:
        # One closure instead of attributes: this runs for every element of the largest part there is.
        common, limits, package, known = self._common, self._limits, self._package, self._known
        lines, beside, hints = self.lines, _BESIDE, common.loose
        chunks: list[str] = []
        names: dict[str, str] = {}
        depth = count = 0
        followed = ""  # the letters of the column after the last one
        row = ""  # the number of the row that is open
        number = column = 0
        in_cell = aside = row_hidden = False
        cells: dict[int, Cell] = {}
        raw: str | None = None
        formula = kind = style = ""
        runs: list[str] | None = None

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth, row, number, column, in_cell, aside, row_hidden, cells, raw, formula, kind, style, runs
            nonlocal count, followed
            depth += 1
            count += 1
            if depth > _DEEPEST:
                raise IntakeError("bomb")
            name = names.get(tag)
            if name is None:
                name = names[tag] = local(tag)
            if name == "v":
                chunks.clear()
            elif name == "c":
                if not row:
                    return
                reference = attributes.get("r")
                if reference is None or reference == followed + row:
                    column += 1
                else:
                    letters = reference.rstrip("0123456789")
                    if reference[len(letters) :] != row or not _LETTERS.fullmatch(letters):
                        raise IntakeError("damaged")
                    column = column_of(letters)
                followed = column_letter(column + 1)
                in_cell, raw, formula, runs = True, None, "", None
                kind, style = attributes.get("t", "n"), attributes.get("s", "0")
            elif name == "row":
                common.rows -= 1
                if common.rows < 0:
                    raise IntakeError("too_many_rows", limit=limits.rows)
                number = int(attributes.get("r", number + 1))
                row, column, cells, followed = str(number), -1, {}, "A"
                package.count_elements(count)
                count = 0
                row_hidden = attributes.get("hidden") in _TRUE
            elif name == "t" or name == "f":
                chunks.clear()
            elif name == "is":
                runs = []
            elif name == "rPh":
                aside = True  # a reading aid above the text
            elif name == "mergeCell":
                self.merges += _span(attributes.get("ref", ""))
            elif name == "col":
                if attributes.get("hidden") in _TRUE:
                    first, end = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
                    self.unseen |= set(range(first - 1, min(end, limits.columns)))
            elif name in beside:
                chunks.clear()
            elif name == "dataValidation":
                hints.extend(attributes[each] for each in _HINTS if each in attributes)
            if count > 1_000:
                package.count_elements(count)
                count = 0

        def end(tag: str) -> None:
            nonlocal depth, row, in_cell, aside, raw, formula, kind
            depth -= 1
            name = names[tag]
            if name == "v":
                raw = "".join(chunks)
            elif name == "c":
                if not in_cell:
                    return
                in_cell = False
                if formula:
                    cell = self._cell(kind, raw, style, formula)
                elif raw is None or raw == "":
                    return
                else:
                    key = (kind, raw, style)
                    if key in known:
                        cell = known[key]
                    else:
                        cell = self._cell(kind, raw, style, "")
                        if len(known) < _KNOWN:
                            known[key] = cell
                if cell is not None:
                    if column >= limits.columns:
                        raise IntakeError("too_wide", limit=limits.columns)
                    if column in cells:
                        raise IntakeError("damaged")
                    cells[column] = cell
            elif name == "row":
                if cells:
                    common.cells -= len(cells)
                    if common.cells < 0:
                        raise IntakeError("too_many_cells", limit=limits.cells)
                    lines.append(GridRow(number, cells, row_hidden))
                row = ""
            elif name == "f":
                if in_cell:
                    formula = "".join(chunks) or "="
            elif name == "t":
                if runs is not None and not aside:
                    runs.extend(chunks)
            elif name == "is":
                raw, kind = "".join(runs or ()), "str"
            elif name == "rPh":
                aside = False
            elif name in beside:
                hints.append("".join(chunks))

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = chunks.append

    def _cell(self, kind: str, raw: str | None, style: str, formula: str) -> Cell | None:
        if raw is None or raw == "":
            return Cell("f", "", formula) if formula and kind != "str" else None
        if kind == "s":
            index = int(raw)
            if not 0 <= index < len(self._common.strings):
                raise IntakeError("damaged")
            raw, kind = self._common.strings[index], "str"
        if kind == "str":
            if len(raw) > self._limits.text:
                raise IntakeError("long_text", limit=self._limits.text)
            return Cell("s", raw, formula) if raw.strip() else None
        if kind == "b":
            return Cell("b", raw not in ("0", "false"), formula)
        if kind == "e":
            return Cell("e", raw, formula)
        if kind == "d":
            return Cell("d", date.fromisoformat(raw[:10]), formula)
        return self._number(float(raw), style, formula)

    def _number(self, value: float, style: str, formula: str) -> Cell:
        if value != value or value in (float("inf"), float("-inf")):
            raise IntakeError("damaged")
        index, formats = int(style), self._common.formats
        shown = formats[index] if 0 <= index < len(formats) else ""
        if shown == "d" and 1 <= value <= _LAST_SERIAL:
            return Cell("d", self._common.epoch + timedelta(days=int(value)), formula)
        return Cell("n", value, formula, shown == "%")


def read_strings(package: Package, path: str | None, limits: Limits) -> list[str]:
    """The shared texts with their runs, but without the reading aids that stand above them (rPh)."""
    found: list[str] = []
    if path is None or package.actual(path) is None:
        return found
    chunks: list[str] = []
    pieces: list[str] = []
    depth, aside = 0, False

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal depth, aside
        depth += 1
        if depth > _DEEPEST:
            raise IntakeError("bomb")
        package.count_elements(1)
        name = local(tag)
        if name == "t":
            chunks.clear()
        elif name == "si":
            pieces.clear()
        elif name == "rPh":
            aside = True

    def end(tag: str) -> None:
        nonlocal depth, aside
        depth -= 1
        name = local(tag)
        if name == "t":
            if not aside:
                pieces.extend(chunks)
        elif name == "rPh":
            aside = False
        elif name == "si":
            text = "".join(pieces)
            if len(text) > limits.text:
                raise IntakeError("long_text", limit=limits.text)
            found.append(text)
            if len(found) > limits.strings:
                raise IntakeError("bomb")

    def prepare(parser: expat.XMLParserType) -> None:
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = chunks.append

    parse(package, path, prepare)
    return found


@lru_cache(maxsize=512)
def column_of(letters: str) -> int:
    """The column (from 0) that letters name."""
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
    return [(int(a[2]), column_of(a[1]), int(b[2]), column_of(b[1]))]
