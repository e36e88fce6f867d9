"""Reads the sheets of an .ods file in one pass: their values, and how they look.

Calamine is not asked: it leaves out errors and opens no file whose first part is not the one that names its kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Doubt
from core.intake.workbook.looks.doubts import doubts_of_fonts
from core.intake.workbook.looks.fonts import Run
from core.intake.workbook.looks.number_formats import difference_of
from core.intake.workbook.other_kinds.ods_styles import OdsStyles
from core.intake.workbook.other_kinds.shown import BookShown, SheetShown
from core.intake.workbook.other_kinds.values import SheetValues
from core.intake.workbook.package import Package
from core.intake.workbook.xml_parts import DEEPEST, parse_part

_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)|(?:Err|错误|错误：|Err\.):\d+")
_HIDDEN = ("collapse", "filter")
_LONGEST_TITLE = 64
_LAST = 16_384  # columns
_MACROS = ("basic/", "scripts/")
_OTHER_FILE = re.compile(r"'(?:file:|https?:)[^']*'#")
_COUNTED_AT_ONCE = 1_000  # elements
_ENCRYPTED, _LONGEST_MANIFEST = b"encryption-data", 1_000_000
_TIME = re.compile(r"(-?)PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:[.,]\d+)?)S)?")
_LINKED_SHEET = re.compile(r"'(?:file|https?):.*'#.*")


def read_ods_sheets(package: Package) -> tuple[list[SheetValues], BookShown]:
    """The sheets in order.

    Raises WorkbookError: `damaged`, `bomb`, `entities`, `encrypted`, `too_many_cells`, `too_many_sheets`, `much_text`.
    """
    if _ENCRYPTED in _manifest(package):
        raise WorkbookError("encrypted")
    reader = _Reader(package)
    for name in ("styles.xml", "content.xml", "meta.xml"):
        if package.packed_name(name) is not None:
            try:
                parse_part(package, name, reader.start, reader.end, reader.characters)
            except WorkbookError as error:
                if name != "meta.xml" or error.code != "damaged":  # what a file says of itself, nobody needs
                    raise
    book = reader.book
    book.has_macros = any(name.lower().startswith(_MACROS) for name in package.names)
    book.is_signed = package.packed_name("META-INF/documentsignatures.xml") is not None
    return reader.values, book


def _manifest(package: Package) -> bytes:
    name = "META-INF/manifest.xml"
    return package.read_part(name, _LONGEST_MANIFEST) if package.packed_name(name) is not None else b""


@dataclass(slots=True)
class _OdsCell:
    """A cell as it is read: its first column, its attributes, and its characters with the style of their span."""

    column: int
    attributes: dict[str, str]
    paragraphs: int = 0
    pieces: list[tuple[str, str]] = field(default_factory=list)

    @property
    def seen(self) -> str:
        return "".join(text for text, _ in self.pieces)


class _Reader:
    """The state of one pass over the parts."""

    def __init__(self, package: Package) -> None:
        self._package, self._cells_left = package, package.limits.cells
        self._styles = OdsStyles()
        self._characters_left = package.limits.characters
        self.values: list[SheetValues] = []
        self.book = BookShown()
        self._sheet = SheetShown()
        self._texts: set[str] = set()
        self._depth = self._count = self._beside = 0
        self._row = self._column = self._sheet_column = 0
        self._row_attributes: dict[str, str] = {}
        self._column_styles: dict[int, str] = {}
        self._cells: list[_OdsCell] = []
        self._cell: _OdsCell | None = None
        self._spans: list[str] = []
        self._outside: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST:
            raise WorkbookError("bomb")
        if self._count > _COUNTED_AT_ONCE:
            self._package.count_elements(self._count)
            self._count = 0
        handler = _STARTS.get(tag.rpartition("}")[2])
        if handler is not None:
            handler(self, {name.rpartition("}")[2]: value for name, value in attributes.items()})

    def end(self, tag: str) -> None:
        self._depth -= 1
        handler = _ENDS.get(tag.rpartition("}")[2])
        if handler is not None:
            handler(self)

    def characters(self, text: str) -> None:
        if self._cell is not None and not self._beside:
            if self._cell.paragraphs:
                self._cell.pieces.append((text, self._spans[-1] if self._spans else ""))
        elif text.strip():
            self._outside.append(text)

    def start_style(self, attributes: dict[str, str]) -> None:
        self._styles.start(attributes)

    def properties(self, attributes: dict[str, str]) -> None:
        self._styles.add(attributes)

    def start_sheet(self, attributes: dict[str, str]) -> None:
        if self._cell is not None:  # a table within a cell
            return
        self._sheet = SheetShown()
        title = attributes.get("name", "")[:_LONGEST_TITLE]
        is_hidden = self._styles.is_hidden_table(attributes.get("style-name", ""))
        self.book.sheets.append(self._sheet)
        # What other files said when they were last read is kept as sheets that nobody sees.
        self.values.append(SheetValues(title, is_hidden, None if _LINKED_SHEET.fullmatch(title) else []))
        if len(self.book.sheets) > self._package.limits.sheets:
            limit = self._package.limits.sheets
            raise WorkbookError("too_many_sheets", number=len(self.book.sheets), limit=limit)
        self._row = self._sheet_column = 0
        self._column_styles = {}

    def columns(self, attributes: dict[str, str]) -> None:
        first, number = self._sheet_column, _number(attributes, "number-columns-repeated", _LAST)
        self._sheet_column += number
        columns = range(first, min(self._sheet_column, _LAST))
        if attributes.get("visibility") in _HIDDEN or self._styles.is_too_small(
            "table-column", attributes.get("style-name", "")
        ):
            self._sheet.hidden_columns.update(columns)
        self._column_styles.update(dict.fromkeys(columns, attributes.get("default-cell-style-name", "")))

    def start_row(self, attributes: dict[str, str]) -> None:
        self._row_attributes, self._cells, self._column = attributes, [], 0

    def start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = _OdsCell(self._column, attributes)
        self._column += _number(attributes, "number-columns-repeated", _LAST)

    def end_cell(self) -> None:
        if self._cell is not None and ("value-type" in self._cell.attributes or self._cell.seen.strip()):
            self._cells.append(self._cell)
        self._cell = None

    def start_beside(self, _attributes: dict[str, str]) -> None:
        self._beside += 1

    def end_beside(self) -> None:
        self._beside -= 1

    def start_paragraph(self, _attributes: dict[str, str]) -> None:
        if self._cell is None or self._beside:
            self._end_outside()
        else:
            if self._cell.paragraphs:
                self._cell.pieces.append(("\n", ""))
            self._cell.paragraphs += 1

    def _end_outside(self) -> None:
        text = "".join(self._outside).strip()
        self._outside.clear()
        if text:
            (self._sheet if self.book.sheets else self.book).outside_texts.append(text)

    def start_span(self, attributes: dict[str, str]) -> None:
        self._spans.append(attributes.get("style-name", ""))

    def end_span(self) -> None:
        self._spans.pop()

    def spaces(self, attributes: dict[str, str]) -> None:
        self.characters(" " * _number(attributes, "c", 100))

    def end_text(self) -> None:
        if self._cell is None or self._beside:
            self._end_outside()

    def end_row(self) -> None:
        number = _number(self._row_attributes, "number-rows-repeated", 1_048_576)
        first, self._row = self._row + 1, self._row + number
        if not self._cells:
            return
        is_hidden = self._row_attributes.get("visibility") in _HIDDEN or self._styles.is_too_small(
            "table-row", self._row_attributes.get("style-name", "")
        )
        for row in range(first, first + number):
            if is_hidden:
                self._sheet.hidden_rows.add(row)
            for cell in self._cells:
                self._place(row, cell)

    def _place(self, row: int, cell: _OdsCell) -> None:
        repeated = _number(cell.attributes, "number-columns-repeated", _LAST)
        self._cells_left -= repeated
        if self._cells_left < 0:
            raise WorkbookError("too_many_cells", limit=self._package.limits.cells)
        sheet, attributes, seen = self._sheet, cell.attributes, cell.seen
        down, right = (
            _number(attributes, "number-rows-spanned", 1_048_576),
            _number(attributes, "number-columns-spanned", _LAST),
        )
        if down > 1 or right > 1:
            sheet.merges.append((row, cell.column, row + down - 1, cell.column + right - 1))
        formula = attributes.get("formula", "")
        doubts = self._doubts(cell, seen)
        self._count_text(seen)
        is_error = _ERROR.fullmatch(seen) is not None and (formula or attributes.get("value-type") == "error")
        kind, value = ("e", seen) if is_error else _value(attributes, seen)
        values = self.values[-1].cells
        for column in range(cell.column, cell.column + repeated):
            at = row, column
            if values is not None and not is_error and (kind != "s" or value):
                values.append((row - 1, column, kind, value))
            if formula:
                sheet.formulas[at] = formula
                self.book.external_links |= _OTHER_FILE.search(formula) is not None
            if attributes.get("value-type") == "percentage":
                sheet.percents.add(at)
            if is_error:
                sheet.errors[at] = seen
            if doubts:
                sheet.doubts[at] = doubts

    def _count_text(self, text: str) -> None:
        if text not in self._texts:
            self._texts.add(text)
            self._characters_left -= len(text)
        if self._characters_left < 0:
            raise WorkbookError("much_text", limit=self._package.limits.characters)

    def _doubts(self, cell: _OdsCell, seen: str) -> tuple[Doubt, ...]:
        """What speaks against a cell: its fonts, and a value that is shown as another."""
        attributes = cell.attributes
        name = attributes.get("style-name") or self._row_attributes.get("default-cell-style-name")
        style = self._styles.cell(name or self._column_styles.get(cell.column, ""))
        runs: list[Run] = []
        if any(span for _, span in cell.pieces):
            runs = [(text, self._styles.span(span) if span else None) for text, span in cell.pieces if text.strip()]
        doubts = doubts_of_fonts(style, runs, self.book.palette)
        kind = ""
        if "date-value" in attributes:
            kind = "" if _names_day(seen, attributes["date-value"]) else "scaled"
        elif "value" in attributes and "/" not in seen:
            kind = _difference(seen, attributes["value"], is_typed="formula" not in attributes)
        return (*doubts, Doubt(kind, "" if kind == "unseen" else seen.strip())) if kind else doubts


def _value(attributes: dict[str, str], seen: str) -> tuple[str, object]:
    """The kind of a cell and its value, as the program of calamine gives them; what is none of its type is an error."""
    try:
        match attributes.get("value-type"):
            case "float" | "percentage" | "currency":
                return "n", float(attributes["value"])
            case "date":
                return "d", date.fromisoformat(attributes["date-value"][:10]).isoformat()
            case "time":
                return "n", _part_of_day(attributes["time-value"])
            case "boolean":
                return "b", attributes["boolean-value"] == "true"
    except (ValueError, KeyError):
        return "e", seen
    return "s", seen or attributes.get("string-value", "")


def _part_of_day(text: str) -> float:
    """PT12H00M00S as half a day. Raises ValueError."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(text)
    hours, minutes, seconds = (float((match[group] or "0").replace(",", ".")) for group in (2, 3, 4))
    return (-1 if match[1] else 1) * (hours * 3600 + minutes * 60 + seconds) / 86_400


def _difference(seen: str, value: str, *, is_typed: bool) -> str:
    """What speaks against a number for the text that is shown in its place."""
    try:
        number = float(value)
    except ValueError:
        return ""
    decimals = len(re.sub(r"[^0-9].*", "", seen.rpartition(".")[2])) if "." in seen else 0
    return difference_of(seen, number, rounding=0.0 if is_typed else 0.5001 * 10.0**-decimals)[0]


def _names_day(seen: str, value: str) -> bool:
    """Whether a text that is shown for a day has its year."""
    try:
        year = date.fromisoformat(value[:10]).year
    except ValueError:
        return True
    return f"{year % 100:02d}" in seen


def _number(attributes: dict[str, str], name: str, most: int) -> int:
    """How often something is repeated, or how far it reaches; once where that is not said. Raises ValueError."""
    return max(1, min(int(attributes.get(name, "1")), most))


_STARTS: dict[str, Callable[[_Reader, dict[str, str]], None]] = {
    "style": _Reader.start_style,
    "default-style": _Reader.start_style,
    "text-properties": _Reader.properties,
    "table-cell-properties": _Reader.properties,
    "table-row-properties": _Reader.properties,
    "table-column-properties": _Reader.properties,
    "table-properties": _Reader.properties,
    "table": _Reader.start_sheet,
    "table-column": _Reader.columns,
    "table-row": _Reader.start_row,
    "table-cell": _Reader.start_cell,
    "covered-table-cell": _Reader.start_cell,
    "annotation": _Reader.start_beside,
    "custom-shape": _Reader.start_beside,
    "frame": _Reader.start_beside,
    "shapes": _Reader.start_beside,
    "p": _Reader.start_paragraph,
    "span": _Reader.start_span,
    "s": _Reader.spaces,
}
_ENDS: dict[str, Callable[[_Reader], None]] = {
    "table-cell": _Reader.end_cell,
    "covered-table-cell": _Reader.end_cell,
    "table-row": _Reader.end_row,
    "annotation": _Reader.end_beside,
    "custom-shape": _Reader.end_beside,
    "frame": _Reader.end_beside,
    "shapes": _Reader.end_beside,
    "span": _Reader.end_span,
    "p": _Reader.end_text,
    "creator": _Reader.end_text,
    "title": _Reader.end_text,
}
