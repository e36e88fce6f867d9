"""How the sheets of an .xlsb file look: fonts, formats, hidden rows and columns, errors, comments.

Its parts are rows of records: a number and a length of one to four bytes, seven bits in each, and so many bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.looks.colours import Colour, read_palette
from core.intake.workbook.looks.fonts import Font, Run
from core.intake.workbook.looks.styles_part import NO_FILL, CellStyle, numbered_style
from core.intake.workbook.other_kinds.shown import ERRORS, LOWEST, NARROWEST, BookShown, SheetShown, runs_of
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from core.intake.workbook.outside.part_texts import bounded_texts, texts_of_parts, without_header_codes
from core.intake.workbook.package import Package
from core.intake.workbook.references import column_letter
from core.intake.workbook.workbook_parts import EPOCH_1904, path_of_kind, related_parts

_ROOT = "xl/workbook.bin"
_FONT, _FILL, _FORMAT, _CELL_FORMAT, _CELL_FORMATS, _CELL_FORMATS_END = 43, 45, 44, 47, 617, 618
_SHEET, _CALENDAR, _TEXT = 156, 153, 19
_COMMENT, _COMMENT_PLACE, _COMMENT_AUTHOR = 637, 635, 632
_PATTERN_NONE, _PATTERN_SOLID = 0, 1


def read_xlsb_shown(package: Package) -> BookShown:
    """How the sheets look. Raises WorkbookError (`damaged`, `bomb`, `too_many_cells`)."""
    try:
        return _read(package)
    except (struct.error, IndexError) as error:
        raise WorkbookError("damaged") from error


def _read(package: Package) -> BookShown:
    book = BookShown(has_macros=package.has_macros, is_signed=package.is_signed)
    book.external_links = any("externallinks/" in name.lower() for name in package.names)
    related = related_parts(package, _ROOT)
    book.palette = read_palette(package, path_of_kind(related, "theme"), ())
    fonts: dict[int, Font] = {}
    styles = path_of_kind(related, "styles")
    if styles is not None:
        book.styles = _styles(package.raw_part(styles), fonts)
    texts = path_of_kind(related, "sharedStrings")
    if texts is not None:
        book.runs = _runs(package.raw_part(texts), fonts)
    left = package.limits.cells
    sheets: list[tuple[str, str]] = []
    for kind, data in _records(package.raw_part(_ROOT)):
        if kind == _CALENDAR and data[0] & 1:
            book.epoch = EPOCH_1904
        elif kind == _SHEET:
            relation, end = _wide_text(data, 8)
            part = related.get(relation)
            reader = _SheetReader(book.runs, left, package.limits.cells)
            if part is not None and part.kind == "worksheet":
                reader.read(package.raw_part(part.path))
                reader.sheet.outside_texts += _comments(package, part.path)
                sheets.append((_wide_text(data, end)[0], part.path))
            left = reader.left
            book.sheets.append(reader.sheet)
    book.outside_texts += bounded_texts(texts_of_parts(package, sheets), package.limits)
    return book


def _comments(package: Package, sheet: str) -> Iterator[OutsideText]:
    """The comments of a sheet and their authors."""
    path = path_of_kind(related_parts(package, sheet), "comments") if _has_relations(package, sheet) else None
    if path is None or package.packed_name(path) is None:
        return
    cell = ""
    for kind, data in _records(package.raw_part(path)):
        if kind == _COMMENT_PLACE:
            row, _, column, _ = struct.unpack_from("<4I", data, 4)
            cell = f"{column_letter(column)}{row + 1}"
        elif kind == _COMMENT_AUTHOR:
            yield OutsideText(OutsidePart.COMMENT, _wide_text(data, 0)[0])
        elif kind == _COMMENT:
            yield OutsideText(OutsidePart.COMMENT, _wide_text(data, 1)[0], cell=cell)


def _has_relations(package: Package, sheet: str) -> bool:
    folder, _, name = sheet.rpartition("/")
    return package.packed_name(f"{folder}/_rels/{name}.rels") is not None


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(part):
        kind, at = _short_number(part, at, 2)
        size, at = _short_number(part, at, 4)
        yield kind, part[at : at + size]
        at += size


def _short_number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of up to `most` bytes, each but the last with its highest bit set, and where it ends."""
    number = 0
    for place in range(most):
        byte = part[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at


def _wide_text(data: bytes, at: int) -> tuple[str, int]:
    """A text and where it ends."""
    (length,) = struct.unpack_from("<I", data, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(data):
        raise IndexError(end)
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _styles(part: bytes, fonts: dict[int, Font]) -> list[CellStyle]:
    """The formats of cells; `fonts` is filled with the fonts by number."""
    codes: dict[int, str] = {}
    fills: list[Colour | None] = []
    styles: list[CellStyle] = []
    is_of_cells = False
    for kind, data in _records(part):
        if kind in (_CELL_FORMATS, _CELL_FORMATS_END):
            is_of_cells = kind == _CELL_FORMATS
        elif kind == _FORMAT:
            codes[struct.unpack_from("<H", data)[0]] = _wide_text(data, 2)[0]
        elif kind == _FONT:
            height, options, _, raised = struct.unpack_from("<4H", data)
            fonts[len(fonts)] = Font(bool(options & 8), raised in (1, 2), height < 3 * 20, _colour(data, 12))
        elif kind == _FILL:
            (pattern,) = struct.unpack_from("<I", data)
            solid = _colour(data, 4) if pattern == _PATTERN_SOLID else None
            fills.append(NO_FILL if pattern == _PATTERN_NONE or not fills else solid)
        elif kind == _CELL_FORMAT and is_of_cells:
            _, number, font, fill = struct.unpack_from("<4H", data)
            ground = fills[fill] if fill < len(fills) else NO_FILL
            styles.append(numbered_style(number, codes, fonts.get(font, Font()), ground))
    return styles


def _colour(data: bytes, at: int) -> Colour | None:
    """The colour in eight bytes: what kind of name it has, the name, its tint, its red, green and blue."""
    kind, index, tint = struct.unpack_from("<BBh", data, at)
    match kind >> 1:
        case 1:
            return Colour("indexed", str(index), tint / 32767)
        case 2:
            return Colour("rgb", data[at + 4 : at + 7].hex().upper(), tint / 32767)
        case 3:
            return Colour("theme", str(index), tint / 32767)
    return None


def _runs(part: bytes, fonts: dict[int, Font]) -> dict[int, tuple[Run, ...]]:
    """The runs of the shared texts that have several fonts, by the number of the text."""
    runs: dict[int, tuple[Run, ...]] = {}
    number = 0
    for kind, data in _records(part):
        if kind != _TEXT:
            continue
        if data[0] & 1:
            text, at = _wide_text(data, 1)
            (count,) = struct.unpack_from("<I", data, at)
            starts = [struct.unpack_from("<HH", data, place) for place in range(at + 4, len(data) - 3, 4)][:count]
            runs[number] = runs_of(text, starts, fonts)
        number += 1
    return runs


class _SheetReader:
    """The state of one pass over the part of a sheet."""

    def __init__(self, runs: Mapping[int, tuple[Run, ...]], left: int, limit: int) -> None:
        self.sheet, self.left, self._limit = SheetShown(), left, limit
        self._runs, self._row = runs, 0

    def read(self, part: bytes) -> None:
        for kind, data in _records(part):
            if kind in _HANDLERS:
                _HANDLERS[kind](self, data)

    def row(self, data: bytes) -> None:
        number, _, height, _, options = struct.unpack_from("<IIHBB", data)
        self._row = number + 1
        if options & 0x10 or height < LOWEST:
            self.sheet.hidden_rows.add(self._row)

    def columns(self, data: bytes) -> None:
        first, last, width, _, options = struct.unpack_from("<4IH", data)
        if options & 1 or width < NARROWEST:
            self.sheet.hidden_columns.update(range(first, min(last, 16_383) + 1))

    def merge(self, data: bytes) -> None:
        top, bottom, left, right = struct.unpack_from("<4I", data)
        self.sheet.merges.append((top + 1, left, bottom + 1, right))

    def view(self, data: bytes) -> None:
        self.sheet.shows_zeros = bool(data[0] & 0x10)

    def cell(self, data: bytes) -> tuple[int, int]:
        column, style = struct.unpack_from("<II", data)
        self.left -= 1
        if self.left < 0:
            raise WorkbookError("too_many_cells", limit=self._limit)
        self.sheet.styles[self._row, column] = style & 0xFFFFFF
        return self._row, column

    def shared_text(self, data: bytes) -> None:
        at = self.cell(data)
        (number,) = struct.unpack_from("<I", data, 8)
        if number in self._runs:
            self.sheet.texts[at] = number

    def heads_and_feet(self, data: bytes) -> None:
        at = 2
        while at + 4 <= len(data):
            text, at = _wide_text(data, at)
            self.sheet.outside_texts.append(OutsideText(OutsidePart.SHEET, without_header_codes(text)))

    def error(self, data: bytes) -> tuple[int, int]:
        at = self.cell(data)
        self.sheet.errors[at] = ERRORS.get(data[8], "#?")
        return at

    def formula(self, data: bytes) -> None:
        self.sheet.formulas[self.cell(data)] = "="

    def formula_error(self, data: bytes) -> None:
        self.sheet.formulas[self.error(data)] = "="


_HANDLERS: dict[int, Callable[[_SheetReader, bytes], object]] = {
    0: _SheetReader.row,
    2: _SheetReader.cell,
    3: _SheetReader.error,
    4: _SheetReader.cell,
    5: _SheetReader.cell,
    6: _SheetReader.cell,
    7: _SheetReader.shared_text,
    8: _SheetReader.formula,
    9: _SheetReader.formula,
    10: _SheetReader.formula,
    11: _SheetReader.formula_error,
    60: _SheetReader.columns,
    62: _SheetReader.cell,
    137: _SheetReader.view,
    176: _SheetReader.merge,
    479: _SheetReader.heads_and_feet,
}
