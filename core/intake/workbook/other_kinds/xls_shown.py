"""How the sheets of an .xls or .et file look: fonts, formats, hidden rows and columns, errors, texts beside the cells.

The stream of such a file is a row of records: a number of two bytes, a length of two bytes, and so many bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from contextlib import suppress

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import Limits
from core.intake.workbook.looks.colours import FIRST_COLOURS, Colour, Palette
from core.intake.workbook.looks.fonts import Font
from core.intake.workbook.looks.styles_part import NO_FILL, numbered_style
from core.intake.workbook.other_kinds.compound_file import read_stream, stream_names
from core.intake.workbook.other_kinds.shared_texts import shared_text_runs
from core.intake.workbook.other_kinds.shown import ERRORS, LOWEST, NARROWEST, BookShown, SheetShown
from core.intake.workbook.other_kinds.xls_outside import (
    ObjectTexts,
    chart_text,
    hint_texts,
    link_texts,
    name_texts,
    property_texts,
)
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from core.intake.workbook.outside.part_texts import without_header_codes
from core.intake.workbook.references import column_letter
from core.intake.workbook.workbook_parts import EPOCH_1904

_STARTS, _END, _MORE, _TEXTS = frozenset((0x09, 0x209, 0x409, 0x809)), 0x0A, 0x3C, 0xFC
_AUTOMATIC, _CHART_TEXT = 0x7FFF, 0x100D
_WORKSHEET, _WIDEST = 0, 256
_NEW = 0x0600  # the format of 1997; in those before it texts are single bytes


def read_xls_shown(content: bytes, limits: Limits) -> BookShown:
    """How the sheets look. Raises WorkbookError (`damaged`, `encrypted`, `too_many_cells`)."""
    stream = read_stream(content, "Workbook", "Book")
    names = {name.casefold() for name in stream_names(content)}
    reader = _Reader(stream, limits)
    reader.book.has_macros = bool(names & {"_vba_project_cur", "_vba_project"})
    reader.book.is_signed = bool(names & {"_signatures", "_xmlsignatures"})
    reader.book.outside_texts += property_texts(content)
    try:
        return reader.read()
    except (struct.error, IndexError) as error:
        raise WorkbookError("damaged") from error


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place on, up to the end of the sheet that begins there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind in _STARTS) - (kind == _END)
        if depth <= 0:
            return


class _Reader:
    """The state of one pass over the stream."""

    def __init__(self, stream: bytes, limits: Limits) -> None:
        self._stream, self._cells_left, self._limits = stream, limits.cells, limits
        self.book = BookShown()
        self._is_old = False
        self._fonts: dict[int, Font] = {}
        self._codes: dict[int, str] = {}
        self._formats: list[tuple[int, int, Colour | None]] = []
        self._places: list[tuple[int, int]] = []  # of the sheets: where they begin, and their kind
        self._sheet = SheetShown()
        self._objects = ObjectTexts()

    def read(self) -> BookShown:
        texts: list[bytes] = []
        last = 0
        for kind, data in _records(self._stream, 0):
            if kind in _STARTS:
                self._is_old = struct.unpack_from("<H", data)[0] < _NEW
            elif kind == _TEXTS:
                texts = [data]
            elif kind == _MORE and last == _TEXTS:
                texts.append(data)
            elif kind in _GLOBAL:
                _GLOBAL[kind](self, data)
            last = kind if kind != _MORE else last
        self._make_styles()
        if texts:
            self.book.runs = shared_text_runs(texts, self._fonts)
        for place, kind in self._places:
            self._sheet = SheetShown()
            if kind == _WORKSHEET:
                self._read_sheet(place)
            self.book.sheets.append(self._sheet)
        return self.book

    def _read_sheet(self, place: int) -> None:
        text_follows = False
        depth = 0
        self._objects = ObjectTexts()
        for kind, data in _records(self._stream, place):
            depth += (kind in _STARTS) - (kind == _END)
            if depth > 1:  # a chart within the sheet
                if kind == _CHART_TEXT and len(data) > 3:
                    self._sheet.outside_texts.append(chart_text(data))
                continue
            if text_follows and kind == _MORE:
                self._sheet.outside_texts += self._objects.text(_characters(data))
            text_follows = kind == 0x1B6
            if kind in _SHEET:
                _SHEET[kind](self, data)
        self._sheet.outside_texts += self._objects.finish()

    def _make_styles(self) -> None:
        self.book.styles = [
            numbered_style(number, self._codes, self._fonts.get(font, Font()), fill)
            for font, number, fill in self._formats
        ]

    def encrypted(self, _data: bytes) -> None:
        raise WorkbookError("encrypted")

    def calendar(self, data: bytes) -> None:
        if struct.unpack_from("<H", data)[0] == 1:
            self.book.epoch = EPOCH_1904

    def font(self, data: bytes) -> None:
        height, options, colour, _, raised = struct.unpack_from("<5H", data)
        number = len(self._fonts)
        look = Font(bool(options & 8), raised in (1, 2), height < 3 * 20, _colour(colour))
        self._fonts[number + (number >= 4)] = look  # there is no font 4

    def format(self, data: bytes) -> None:
        number = struct.unpack_from("<H", data)[0]
        self._codes[number] = data[3 : 3 + data[2]].decode("latin-1") if self._is_old else _text(data[2:])

    def cell_format(self, data: bytes) -> None:
        font, number = struct.unpack_from("<HH", data)
        fill: Colour | None = NO_FILL
        if len(data) >= 20:
            pattern, colours = struct.unpack_from("<I", data, 14)[0] >> 26, struct.unpack_from("<H", data, 18)[0]
            fill = NO_FILL if pattern == 0 else _colour(colours & 0x7F) if pattern == 1 else None
        self._formats.append((font, number, fill))

    def palette(self, data: bytes) -> None:
        number = struct.unpack_from("<H", data)[0]
        colours = (data[place : place + 3].hex() for place in range(2, 2 + 4 * number, 4))
        self.book.palette = Palette("", (*FIRST_COLOURS, *colours))

    def sheet(self, data: bytes) -> None:
        self._places.append((struct.unpack_from("<I", data)[0], data[5]))
        if len(self._places) > self._limits.sheets:
            raise WorkbookError("too_many_sheets", number=len(self._places), limit=self._limits.sheets)

    def other_book(self, data: bytes) -> None:
        self.book.external_links |= data[2:4] not in (b"\x01\x04", b"\x01\x3a")

    def macros(self, _data: bytes) -> None:
        self.book.has_macros = True

    def row(self, data: bytes) -> None:
        number, _, _, height, _, _, options = struct.unpack_from("<7H", data)
        if options & 0x20 or (height & 0x7FFF) < LOWEST:
            self._sheet.hidden_rows.add(number + 1)

    def columns(self, data: bytes) -> None:
        first, last, width, _, options = struct.unpack_from("<5H", data)
        if options & 1 or width < NARROWEST:
            self._sheet.hidden_columns.update(range(first, min(last + 1, _WIDEST)))

    def merges(self, data: bytes) -> None:
        for place in range(struct.unpack_from("<H", data)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", data, 2 + 8 * place)
            self._sheet.merges.append((top + 1, left, bottom + 1, right))

    def view(self, data: bytes) -> None:
        self._sheet.shows_zeros = bool(struct.unpack_from("<H", data)[0] & 0x10)

    def head_or_foot(self, data: bytes) -> None:
        if data:
            text = data[1:].decode("latin-1") if self._is_old else _text(data)
            self._sheet.outside_texts.append(OutsideText(OutsidePart.SHEET, without_header_codes(text)))

    def object(self, data: bytes) -> None:
        if len(data) >= 8 and not self._is_old:
            self._objects.start(data)

    def note(self, data: bytes) -> None:
        if self._is_old:
            row, column = struct.unpack_from("<HH", data)
            cell = f"{column_letter(column)}{row + 1}"
            text = data[6:].decode("gb18030", "replace")
            self._sheet.outside_texts.append(OutsideText(OutsidePart.COMMENT, text, cell=cell))
        elif len(data) >= 8:
            self._sheet.outside_texts += self._objects.place(data, _text(data[8:]) if len(data) > 11 else "")

    def link(self, data: bytes) -> None:
        with suppress(struct.error):  # a link that is cut off is none
            self._sheet.outside_texts += link_texts(data)

    def hint(self, data: bytes) -> None:
        with suppress(struct.error, IndexError):  # nor is such a hint
            self._sheet.outside_texts += hint_texts(data)

    def name(self, data: bytes) -> None:
        with suppress(struct.error, IndexError):
            self.book.outside_texts += () if self._is_old else name_texts(data)

    def cell(self, data: bytes) -> tuple[int, int]:
        row, column, style = struct.unpack_from("<3H", data)
        self._count()
        self._sheet.styles[row + 1, column] = style
        return row + 1, column

    def shared_text(self, data: bytes) -> None:
        at = self.cell(data)
        (number,) = struct.unpack_from("<I", data, 6)
        if number in self.book.runs:
            self._sheet.texts[at] = number

    def several(self, data: bytes) -> None:
        row, column = struct.unpack_from("<HH", data)
        for place in range(4, len(data) - 2, 6):
            self._count()
            self._sheet.styles[row + 1, column] = struct.unpack_from("<H", data, place)[0]
            column += 1

    def truth_or_error(self, data: bytes) -> None:
        at = self.cell(data)
        if data[7]:
            self._sheet.errors[at] = ERRORS.get(data[6], "#?")

    def formula(self, data: bytes) -> None:
        at = self.cell(data)
        self._sheet.formulas[at] = "="
        if data[12:14] == b"\xff\xff" and data[6] == 2:
            self._sheet.errors[at] = ERRORS.get(data[8], "#?")

    def _count(self) -> None:
        self._cells_left -= 1
        if self._cells_left < 0:
            raise WorkbookError("too_many_cells", limit=self._limits.cells)


def _colour(number: int) -> Colour | None:
    return None if number == _AUTOMATIC else Colour("indexed", str(number))


def _text(data: bytes) -> str:
    """A text of the format of 1997: its length, a byte of options, its characters."""
    return _characters(data[2:])[: struct.unpack_from("<H", data)[0]]


def _characters(data: bytes) -> str:
    return data[1:].decode("utf-16-le" if data and data[0] & 1 else "latin-1", "replace")


_Handler = Callable[[_Reader, bytes], object]
_GLOBAL: dict[int, _Handler] = {
    0x2F: _Reader.encrypted,
    0x22: _Reader.calendar,
    0x31: _Reader.font,
    0x41E: _Reader.format,
    0xE0: _Reader.cell_format,
    0x92: _Reader.palette,
    0x85: _Reader.sheet,
    0x1AE: _Reader.other_book,
    0xD3: _Reader.macros,
    0x18: _Reader.name,
}
_SHEET: dict[int, _Handler] = {
    0x208: _Reader.row,
    0x7D: _Reader.columns,
    0xE5: _Reader.merges,
    0x23E: _Reader.view,
    0x14: _Reader.head_or_foot,
    0x15: _Reader.head_or_foot,
    0x1C: _Reader.note,
    0x5D: _Reader.object,
    0x1B8: _Reader.link,
    0x1BE: _Reader.hint,
    0x203: _Reader.cell,
    0x27E: _Reader.cell,
    0x204: _Reader.cell,
    0xD6: _Reader.cell,
    0xFD: _Reader.shared_text,
    0xBD: _Reader.several,
    0x205: _Reader.truth_or_error,
    0x06: _Reader.formula,
    0x206: _Reader.formula,
    0x406: _Reader.formula,
}
