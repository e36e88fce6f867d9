"""Reads what people wrote beside the cells of an .xls file: comments, boxes, addresses of links, properties."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from urllib.parse import unquote

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.other_kinds.compound_file import read_stream, stream_names
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from core.intake.workbook.references import column_letter

_PROPERTY_STREAMS = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_MOST_PROPERTIES = 1_000
_CODE_PAGES: dict[int | None, str] = {
    1200: "utf-16-le",
    950: "big5",
    65001: "utf-8",
}  # all others are read as those of China
_BYTES, _WIDE, _NUMBER, _SEVERAL = 0x1E, 0x1F, 0x02, 0x1000
_COMMENT = 0x19  # the kind of object that a comment is
_ADDRESS = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_FILE = bytes.fromhex("0303000000000000c000000000000046")
_IS_TEXT, _HAS_MARK, _HAS_NAME, _HAS_FRAME, _HAS_ADDRESS = 0x100, 0x08, 0x10, 0x80, 0x01


class ObjectTexts:
    """The texts of the objects of one sheet; a comment is one, and which cell it is at is said later."""

    def __init__(self) -> None:
        self._kind = self._number = 0
        self._comments: dict[int, str] = {}

    def start(self, data: bytes) -> None:
        """An object begins. Raises struct.error."""
        self._kind, self._number = struct.unpack_from("<HH", data, 4)

    def text(self, text: str) -> Iterator[OutsideText]:
        """Its text, unless it is a comment that still waits for its cell."""
        if self._kind == _COMMENT:
            self._comments[self._number] = self._comments.get(self._number, "") + text
        else:
            yield OutsideText(OutsidePart.SHAPE, text)

    def place(self, data: bytes, author: str) -> Iterator[OutsideText]:
        """Which cell a comment is at, and who wrote it. Raises struct.error."""
        row, column, _, number = struct.unpack_from("<4H", data)
        cell = f"{column_letter(column)}{row + 1}"
        for text in (self._comments.pop(number, ""), author):
            if text:
                yield OutsideText(OutsidePart.COMMENT, text, cell=cell)

    def finish(self) -> Iterator[OutsideText]:
        """The comments that are at no cell."""
        yield from (OutsideText(OutsidePart.COMMENT, text) for text in self._comments.values())


def link_texts(data: bytes) -> Iterator[OutsideText]:
    """The address of a link, and where in it. What is cut off is left out. Raises struct.error."""
    row, _, column = struct.unpack_from("<3H", data)
    cell = f"{column_letter(column)}{row + 1}"
    (options,) = struct.unpack_from("<I", data, 28)
    at = 32
    for flag in (_HAS_NAME, _HAS_FRAME):
        if options & flag:
            _, at = _counted(data, at)
    if options & _HAS_ADDRESS and options & _IS_TEXT:
        address, at = _counted(data, at)
        yield OutsideText(OutsidePart.HYPERLINK, unquote(address), cell=cell)
    elif options & _HAS_ADDRESS:
        address, at = _address(data, at)
        yield OutsideText(OutsidePart.HYPERLINK, unquote(address), cell=cell)
    if options & _HAS_MARK:
        yield OutsideText(OutsidePart.HYPERLINK, unquote(_counted(data, at)[0]), cell=cell)


def _address(data: bytes, at: int) -> tuple[str, int]:
    """An address on the net or of a file, and where it ends."""
    kind = data[at : at + 16]
    at += 16
    if kind == _ADDRESS:
        (size,) = struct.unpack_from("<I", data, at)
        return _wide(data[at + 4 : at + 4 + size]), at + 4 + size
    if kind != _FILE:
        return data[at:].decode("utf-16-le", "replace"), len(data)
    (size,) = struct.unpack_from("<I", data, at + 2)
    short = data[at + 6 : at + 6 + size].rstrip(b"\0").decode("gb18030", "replace")
    at += 6 + size + 24
    (more,) = struct.unpack_from("<I", data, at)
    return (_wide(data[at + 10 : at + 4 + more]) if more else short), at + 4 + more


def _counted(data: bytes, at: int) -> tuple[str, int]:
    """A text behind the number of its characters, and where it ends."""
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * length
    return _wide(data[at + 4 : end]), end


def _wide(data: bytes) -> str:
    return data.decode("utf-16-le", "replace").partition("\0")[0]


def hint_texts(data: bytes) -> Iterator[OutsideText]:
    """The hints and the choices of cells that may hold certain values only. Raises struct.error, IndexError."""
    at = 4
    for _ in range(4):
        text, at = _long_text(data, at)
        yield OutsideText(OutsidePart.SHEET, text)
    size, _ = struct.unpack_from("<HH", data, at)
    yield OutsideText(OutsidePart.SHEET, _text_of_formula(data[at + 4 : at + 4 + size]))


def name_texts(data: bytes) -> Iterator[OutsideText]:
    """A name that people gave to cells or to a text, and that text. Raises struct.error, IndexError."""
    length, size = struct.unpack_from("<BH", data, 3)
    name, at = _characters(data, 14, length)
    for text in (name, _text_of_formula(data[at : at + size])):
        yield OutsideText(OutsidePart.NAME, text)


def chart_text(data: bytes) -> OutsideText:
    """A title or a legend of a chart. Raises IndexError."""
    return OutsideText(OutsidePart.SHAPE, _characters(data, 3, data[2])[0])


def _text_of_formula(formula: bytes) -> str:
    """The text that a formula begins with, if it does."""
    return _characters(formula, 2, formula[1])[0] if formula[:1] == b"\x17" else ""


def _long_text(data: bytes, at: int) -> tuple[str, int]:
    """A text behind its length of two bytes, and where it ends."""
    return _characters(data, at + 2, struct.unpack_from("<H", data, at)[0])


def _characters(data: bytes, at: int, length: int) -> tuple[str, int]:
    """So many characters behind a byte that says how wide each is, and where they end."""
    is_wide = data[at] & 1
    end = at + 1 + length * (1 + is_wide)
    return data[at + 1 : end].decode("utf-16-le" if is_wide else "latin-1", "replace").strip("\0"), end


def property_texts(content: bytes) -> Iterator[OutsideText]:
    """The texts among the properties of the file: title, author, company and others. What is damaged is left out."""
    names = stream_names(content)
    for name in _PROPERTY_STREAMS:
        if name in names:
            try:
                stream = read_stream(content, name)
                (number,) = struct.unpack_from("<I", stream, 24)
                for place in range(min(number, 2)):
                    yield from _properties(stream, struct.unpack_from("<I", stream, 44 + 20 * place)[0])
            except (struct.error, IndexError, WorkbookError):
                continue


def _properties(stream: bytes, start: int) -> Iterator[OutsideText]:
    """The texts of one section of a stream of properties."""
    (number,) = struct.unpack_from("<I", stream, start + 4)
    places = [struct.unpack_from("<II", stream, start + 8 + 8 * at) for at in range(min(number, _MOST_PROPERTIES))]
    page: int | None = None
    for name, place in places:
        if name == 1 and struct.unpack_from("<I", stream, start + place)[0] == _NUMBER:
            (page,) = struct.unpack_from("<H", stream, start + place + 4)
    for name, place in places:
        if name > 1:
            for text in _values(stream, start + place, page):
                if text:
                    yield OutsideText(OutsidePart.PROPERTIES, text)


def _values(stream: bytes, at: int, page: int | None) -> Iterator[str]:
    """The texts of one property, which is one or several."""
    (kind,) = struct.unpack_from("<I", stream, at)
    at += 4
    number = 1
    if kind & _SEVERAL:
        (number,) = struct.unpack_from("<I", stream, at)
        at += 4
    kind &= ~_SEVERAL
    if kind not in (_BYTES, _WIDE):
        return
    for _ in range(min(number, _MOST_PROPERTIES)):
        (size,) = struct.unpack_from("<I", stream, at)
        size *= 2 if kind == _WIDE else 1
        code = "utf-16-le" if kind == _WIDE else _CODE_PAGES.get(page, "gb18030")
        yield stream[at + 4 : at + 4 + size].decode(code, "replace").partition("\0")[0]
        at += 4 + size + (-size % 4 if kind == _WIDE else 0)
