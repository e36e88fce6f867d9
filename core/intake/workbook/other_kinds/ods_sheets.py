"""Reads the sheets of an .ods file in one pass: their values, and how they look.

Calamine is not asked: it leaves out errors and opens no file whose first part is not the one that names its kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Doubt
from core.intake.workbook.other_kinds.ods_cells import OdsCell, doubts_of_cell, number_of, value_of
from core.intake.workbook.other_kinds.ods_outside import ATTRIBUTES, FORMATS, FRAMES, OutsideTexts, cell_name
from core.intake.workbook.other_kinds.ods_styles import OdsStyles
from core.intake.workbook.other_kinds.shown import BookShown, SheetShown
from core.intake.workbook.other_kinds.values import SheetValues
from core.intake.workbook.outside.part_texts import bounded_texts, texts_of_document
from core.intake.workbook.package import Package
from core.intake.workbook.xml_parts import DEEPEST, parse_part

_HIDDEN = ("collapse", "filter")
_LONGEST_TITLE = 64
_LAST = 16_384  # columns
_MACROS = ("basic/", "scripts/")
_OTHER_FILE = re.compile(r"'(?:file:|https?:)[^']*'#")
_COUNTED_AT_ONCE = 1_000  # elements
_ENCRYPTED, _LONGEST_MANIFEST = b"encryption-data", 1_000_000
_LINKED_SHEET = re.compile(r"'(?:file|https?):.*'#.*")


def read_ods_sheets(package: Package) -> tuple[list[SheetValues], BookShown]:
    """The sheets in order.

    Raises WorkbookError: `damaged`, `bomb`, `entities`, `encrypted`, `too_many_cells`, `too_many_sheets`, `much_text`.
    """
    if _ENCRYPTED in _manifest(package):
        raise WorkbookError("encrypted")
    reader = _Reader(package)
    for name in ("styles.xml", "content.xml"):
        if package.packed_name(name) is not None:
            parse_part(package, name, reader.start, reader.end, reader.characters)
    book = reader.book
    book.outside_texts += reader.outside.texts_of_unused_pages()
    book.outside_texts += bounded_texts(texts_of_document(package), package.limits)
    book.has_macros = any(name.lower().startswith(_MACROS) for name in package.names)
    book.is_signed = package.packed_name("META-INF/documentsignatures.xml") is not None
    return reader.values, book


def _manifest(package: Package) -> bytes:
    name = "META-INF/manifest.xml"
    return package.read_part(name, _LONGEST_MANIFEST) if package.packed_name(name) is not None else b""


def _bare(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes by their names alone."""
    return {name.rpartition("}")[2]: value for name, value in attributes.items()}


class _Reader:
    """The state of one pass over the parts."""

    def __init__(self, package: Package) -> None:
        self._package, self._cells_left = package, package.limits.cells
        self._styles = OdsStyles()
        self._characters_left = package.limits.characters
        self.values: list[SheetValues] = []
        self.book = BookShown()
        self._sheet, self._is_in_sheet = SheetShown(), False
        self._texts: set[str] = set()
        self._depth = self._count = 0
        self._row = self._column = self._sheet_column = 0
        self._row_attributes: dict[str, str] = {}
        self._column_styles: dict[int, str] = {}
        self._cells: list[OdsCell] = []
        self._cell: OdsCell | None = None
        self._spans: list[str] = []
        self.outside = OutsideTexts()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST:
            raise WorkbookError("bomb")
        if self._count > _COUNTED_AT_ONCE:
            self._package.count_elements(self._count)
            self._count = 0
        element = tag.rpartition("}")[2]
        handler = _STARTS.get(element)
        if handler is not None:
            handler(self, _bare(attributes))
        elif element in FRAMES:
            self.outside.enter(element, self._place_name())
            if element in FORMATS:
                self._styles.start_format(_bare(attributes))
        elif element in ATTRIBUTES:
            self.outside.add_attributes(element, _bare(attributes), self._place_name())

    def end(self, tag: str) -> None:
        self._depth -= 1
        element = tag.rpartition("}")[2]
        handler = _ENDS.get(element)
        if handler is not None:
            handler(self)
        elif element in FRAMES:
            self.outside.leave(self._place_name())
            if element in FORMATS:
                self._styles.end_format()
        self._hand_over()

    def characters(self, text: str) -> None:
        if self._cell is not None and not self.outside.is_within:
            if self._cell.has_paragraph:
                self._cell.pieces.append((text, self._spans[-1] if self._spans else ""))
        else:
            self.outside.add(text)

    def start_style(self, attributes: dict[str, str]) -> None:
        self._styles.start(attributes)

    def properties(self, attributes: dict[str, str]) -> None:
        self._styles.add(attributes)

    def style_map(self, attributes: dict[str, str]) -> None:
        self._styles.add_map(attributes)

    def start_page(self, attributes: dict[str, str]) -> None:
        self.outside.start_page(attributes.get("name", ""))

    def end_page(self) -> None:
        self.outside.end_page()

    def start_sheet(self, attributes: dict[str, str]) -> None:
        if self._cell is not None:  # a table within a cell
            return
        self._sheet, self._is_in_sheet = SheetShown(), True
        title = attributes.get("name", "")[:_LONGEST_TITLE]
        style = attributes.get("style-name", "")
        is_hidden = self._styles.is_hidden_table(style)
        self._sheet.outside_texts += self.outside.texts_of_page(self._styles.page(style))
        self.book.sheets.append(self._sheet)
        # What other files said when they were last read is kept as sheets that nobody sees.
        self.values.append(SheetValues(title, is_hidden, None if _LINKED_SHEET.fullmatch(title) else []))
        if len(self.book.sheets) > self._package.limits.sheets:
            limit = self._package.limits.sheets
            raise WorkbookError("too_many_sheets", number=len(self.book.sheets), limit=limit)
        self._row = self._sheet_column = 0
        self._column_styles = {}

    def end_sheet(self) -> None:
        self._is_in_sheet &= self._cell is not None

    def columns(self, attributes: dict[str, str]) -> None:
        first, number = self._sheet_column, number_of(attributes, "number-columns-repeated", _LAST)
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
        self._cell = OdsCell(self._column, attributes)
        self._column += number_of(attributes, "number-columns-repeated", _LAST)

    def end_cell(self) -> None:
        if self._cell is not None and ("value-type" in self._cell.attributes or self._cell.seen.strip()):
            self._cells.append(self._cell)
        self._cell = None

    def start_paragraph(self, _attributes: dict[str, str]) -> None:
        if self._cell is None or self.outside.is_within:
            self.outside.finish(self._place_name())
        else:
            if self._cell.has_paragraph:
                self._cell.pieces.append(("\n", ""))
            self._cell.has_paragraph = True

    def _place_name(self) -> str:
        """The cell that is being read, if any."""
        return "" if self._cell is None else cell_name(self._row + 1, self._cell.column)

    def _hand_over(self) -> None:
        """The texts beside the cells belong to the sheet that is being read."""
        if self.outside.texts:
            (self._sheet if self._is_in_sheet else self.book).outside_texts += self.outside.texts
            self.outside.texts.clear()

    def start_span(self, attributes: dict[str, str]) -> None:
        self._spans.append(attributes.get("style-name", ""))

    def end_span(self) -> None:
        self._spans.pop()

    def spaces(self, attributes: dict[str, str]) -> None:
        self.characters(" " * number_of(attributes, "c", 100))

    def end_text(self) -> None:
        if self._cell is None or self.outside.is_within:
            self.outside.finish(self._place_name())

    def end_row(self) -> None:
        number = number_of(self._row_attributes, "number-rows-repeated", 1_048_576)
        first, self._row = self._row + 1, self._row + number
        if not self._cells:
            return
        is_hidden = self._row_attributes.get("visibility") in _HIDDEN or self._styles.is_too_small(
            "table-row", self._row_attributes.get("style-name", "")
        )
        width = sum(number_of(cell.attributes, "number-columns-repeated", _LAST) for cell in self._cells)
        self._cells_left -= number * width
        if self._cells_left < 0:
            raise WorkbookError("too_many_cells", limit=self._package.limits.cells)
        for row in range(first, first + number):
            if is_hidden:
                self._sheet.hidden_rows.add(row)
            for cell in self._cells:
                self._place(row, cell)

    def _place(self, row: int, cell: OdsCell) -> None:
        """Put a cell where it stands, as often as it is repeated."""
        sheet, attributes, seen = self._sheet, cell.attributes, cell.seen
        repeated = number_of(attributes, "number-columns-repeated", _LAST)
        self._count_text(seen)
        self._merge(row, cell)
        formula = attributes.get("formula", "")
        self.book.external_links |= _OTHER_FILE.search(formula) is not None
        kind, value = value_of(attributes, seen)
        places = [(row, column) for column in range(cell.column, cell.column + repeated)]
        values = self.values[-1].cells
        if kind == "e":
            sheet.errors.update(dict.fromkeys(places, seen))
        elif values is not None and (kind != "s" or value):
            values.extend((row - 1, x, kind, value) for _, x in places)
        if formula:
            sheet.formulas.update(dict.fromkeys(places, formula))
        if attributes.get("value-type") == "percentage":
            sheet.percents.update(places)
        doubts = self._doubts(cell)
        if doubts:
            sheet.doubts.update(dict.fromkeys(places, doubts))

    def _merge(self, row: int, cell: OdsCell) -> None:
        down = number_of(cell.attributes, "number-rows-spanned", 1_048_576)
        right = number_of(cell.attributes, "number-columns-spanned", _LAST)
        if down > 1 or right > 1:
            self._sheet.merges.append((row, cell.column, row + down - 1, cell.column + right - 1))

    def _count_text(self, text: str) -> None:
        if text not in self._texts:
            self._texts.add(text)
            self._characters_left -= len(text)
        if self._characters_left < 0:
            raise WorkbookError("much_text", limit=self._package.limits.characters)

    def _doubts(self, cell: OdsCell) -> tuple[Doubt, ...]:
        """What speaks against a cell for the style that it has from itself, its row or its column."""
        name = cell.attributes.get("style-name") or self._row_attributes.get("default-cell-style-name")
        return doubts_of_cell(cell, self._styles, name or self._column_styles.get(cell.column, ""), self.book.palette)


_STARTS: dict[str, Callable[[_Reader, dict[str, str]], None]] = {
    "style": _Reader.start_style,
    "default-style": _Reader.start_style,
    "text-properties": _Reader.properties,
    "table-cell-properties": _Reader.properties,
    "table-row-properties": _Reader.properties,
    "table-column-properties": _Reader.properties,
    "table-properties": _Reader.properties,
    "map": _Reader.style_map,
    "master-page": _Reader.start_page,
    "table": _Reader.start_sheet,
    "table-column": _Reader.columns,
    "table-row": _Reader.start_row,
    "table-cell": _Reader.start_cell,
    "covered-table-cell": _Reader.start_cell,
    "p": _Reader.start_paragraph,
    "span": _Reader.start_span,
    "s": _Reader.spaces,
}
_ENDS: dict[str, Callable[[_Reader], None]] = {
    "table-cell": _Reader.end_cell,
    "covered-table-cell": _Reader.end_cell,
    "master-page": _Reader.end_page,
    "table": _Reader.end_sheet,
    "table-row": _Reader.end_row,
    "span": _Reader.end_span,
    "p": _Reader.end_text,
    "creator": _Reader.end_text,
    "title": _Reader.end_text,
    "desc": _Reader.end_text,
}
