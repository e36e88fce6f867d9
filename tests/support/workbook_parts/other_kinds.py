"""Small workbooks of other kinds than XLSX, written byte for byte: .xls, .xlsb and .ods."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SHEETS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def compound_file(stream: bytes, name: str = "Workbook", *, extra: Iterable[str] = ()) -> bytes:
    """A compound file with one stream in sectors behind its table and its list; `extra` are streams without bytes."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    tables = -(-(sectors + 1) // (_SECTOR // 4 - 1))
    following = [_TABLE] * tables + [_END] + [*range(tables + 2, tables + 1 + sectors), _END]
    table = struct.pack(f"<{len(following)}I", *following).ljust(tables * _SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, _END, 0) + _entry(name, 2, tables + 1, len(stream))
    entries += b"".join(_entry(other, 2, _END, 0) for other in extra)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *range(tables), *(_FREE,) * (109 - tables))
    return header + table + entries.ljust(_SECTOR, b"\0") + stream.ljust(sectors * _SECTOR, b"\0")


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    child = 1 if kind == 5 else _FREE
    packed = struct.pack("<HBB3I", len(text) + 2, kind, 1, _FREE, _FREE, child)
    return text.ljust(64, b"\0") + packed + bytes(36) + struct.pack("<IIxxxx", start, size)


def record(kind: int, *parts: bytes) -> bytes:
    """A record of an .xls file."""
    data = b"".join(parts)
    return struct.pack("<HH", kind, len(data)) + data


def words(*numbers: int) -> bytes:
    """Numbers of two bytes."""
    return struct.pack(f"<{len(numbers)}H", *numbers)


def wide(text: str) -> bytes:
    """A text of an .xls file: its length, a byte that says two bytes a character, the characters."""
    return words(len(text)) + b"\x01" + text.encode("utf-16-le")


def xls(
    cells: Iterable[bytes],
    texts: Iterable[bytes] = (),
    *,
    fonts: Iterable[bytes] = (),
    codes: Mapping[int, str] | None = None,
    formats: Iterable[tuple[int, int]] = (),
    book: Iterable[bytes] = (),
    title: str = "表1",
) -> bytes:
    """An .xls file with one sheet.

    `cells` are the records of the sheet, `texts` the shared texts, `fonts` those behind the plain one, `formats` the
    font and number format of cell formats behind the plain one, `book` more records of the workbook.
    """
    texts = [*texts]
    plain = words(220, 0, 0x7FFF, 400, 0) + bytes(4) + b"\x01\x01A\0"
    start = record(0x809, words(0x600, 5, 0, 0), bytes(8))
    middle = b"".join(book)
    middle += b"".join(record(0x31, font) for font in (plain, *fonts))
    middle += b"".join(record(0x41E, words(number), wide(code)) for number, code in (codes or {}).items())
    middle += b"".join(record(0xE0, words(font, number), bytes(16)) for font, number in ((0, 0), *formats))
    name = b"\x01" + title.encode("utf-16-le")
    rest = record(0xFC, struct.pack("<II", len(texts), len(texts)), *texts) + record(0x0A)
    place = len(start) + len(middle) + 4 + 7 + len(name) + len(rest)
    sheet = record(0x85, struct.pack("<IBBB", place, 0, 0, len(title)), name)
    body = record(0x809, words(0x600, 0x10, 0, 0), bytes(8)) + b"".join(cells) + record(0x0A)
    return compound_file(start + middle + sheet + rest + body)


def font(*, struck: bool = False, raised: int = 0) -> bytes:
    """A font of an .xls file."""
    return words(220, 8 if struck else 0, 0x7FFF, 400, raised) + bytes(4) + b"\x01\x01A\0"


def number_cell(row: int, column: int, value: float, format: int = 0) -> bytes:
    """A cell with a number; rows and columns count from 0."""
    return record(0x203, words(row, column, format), struct.pack("<d", value))


def text_cell(row: int, column: int, text: int, format: int = 0) -> bytes:
    """A cell with a shared text."""
    return record(0xFD, words(row, column, format), struct.pack("<I", text))


def ods(content: str, styles: str = "", manifest: str = "") -> bytes:
    """An .ods file with these tables and automatic styles; `manifest` is the list of its parts."""
    names = ("office", "table", "text", "style", "number", "fo")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"'
        for name, part in zip(names, (*names[:4], "datastyle", "xsl-fo-compatible"), strict=True)
    )
    xml = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{content}</office:spreadsheet></office:body></office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", xml)
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def xlsb_record(kind: int, data: bytes = b"") -> bytes:
    """A record of an .xlsb file."""
    number = bytes((kind,)) if kind < 0x80 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size = len(data)
    return number + (bytes((size,)) if size < 0x80 else bytes((size & 0x7F | 0x80, size >> 7))) + data


def xlsb_text(text: str) -> bytes:
    """A text of an .xlsb file."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(sheet: Iterable[bytes], texts: Iterable[bytes] = (), styles: bytes = b"", book: bytes = b"") -> bytes:
    """An .xlsb file with one sheet of these records, these shared texts and the records of the cell formats."""
    texts = [*texts]
    relation = '<Relationship Id="rId{}" Type="' + _SHEETS + '{}" Target="{}"/>'
    kinds = (("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin"))
    links = "".join(relation.format(place, *kind) for place, kind in enumerate(kinds, 1))
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    root = relation.format(1, "officeDocument", "xl/workbook.bin")
    bundle = xlsb_record(156, struct.pack("<II", 0, 1) + xlsb_text("rId1") + xlsb_text("表1"))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{space}">{root}</Relationships>',
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{space}">{links}</Relationships>',
        "xl/workbook.bin": xlsb_record(131) + book + xlsb_record(143) + bundle + xlsb_record(144) + xlsb_record(132),
        "xl/worksheets/sheet1.bin": xlsb_record(129)
        + xlsb_record(148, struct.pack("<4I", 0, 20, 0, 5))
        + xlsb_record(145)
        + b"".join(sheet)
        + xlsb_record(146)
        + xlsb_record(130),
        "xl/styles.bin": xlsb_record(278) + styles + xlsb_record(279),
        "xl/sharedStrings.bin": xlsb_record(159, struct.pack("<II", len(texts), len(texts)))
        + b"".join(xlsb_record(19, text) for text in texts)
        + xlsb_record(160),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()
