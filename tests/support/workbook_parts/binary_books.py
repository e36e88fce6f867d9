"""Binary workbooks put together sector by sector and record by record, so that a test says every byte that matters."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence

from tests.support.workbook_parts.other_kinds import compound_file, record, words, xlsb_record, xlsb_text
from tests.support.workbook_parts.small_workbooks import packed, relation, relations

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
END_OF_SUBSTREAM = record(0x0A)


def container(
    sectors: Sequence[bytes],
    *,
    tables: Sequence[int],
    directory: int,
    shift: int = 9,
    mini_shift: int = 6,
    smallest: int = 0,
    first_mini: int = END,
    first_list: int = END,
) -> bytes:
    """A compound file of these sectors, as [MS-CFB] 2.2 describes its header; `tables` are the sectors of the FAT."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H", 62, 3, 0xFFFE, shift, mini_shift) + bytes(6)
    header += struct.pack("<9I", 0, len(tables), directory, 0, smallest, first_mini, 1, first_list, 1)
    header += struct.pack("<109I", *tables, *(FREE,) * (109 - len(tables)))
    size = 1 << shift
    return header.ljust(size, b"\0") + b"".join(sector.ljust(size, b"\0") for sector in sectors)


def entry(name: str, kind: int, start: int, size: int, *, length: int | None = None) -> bytes:
    """An entry of the directory ([MS-CFB] 2.6): 1 a folder, 2 a stream, 5 the root; `length` as it is written."""
    text = name.encode("utf-16-le")
    packed_length = len(text) + 2 if length is None else length
    head = text.ljust(64, b"\0") + struct.pack("<HBB3I", packed_length, kind, 1, FREE, FREE, FREE)
    return head + bytes(36) + struct.pack("<III", start, size, 0)


def following(*numbers: int, size: int = 512) -> bytes:
    """A sector of numbers, the rest free."""
    return struct.pack(f"<{len(numbers)}I", *numbers).ljust(size, b"\xff")


def start_of(version: int = 0x600, kind: int = 0x10) -> bytes:
    """The record a substream begins with."""
    return record(0x809, words(version, kind, 0, 0), bytes(8))


def xls_stream(
    book: Iterable[bytes], *sheets: tuple[int, Iterable[bytes]], version: int = 0x600, ends: bool = True
) -> bytes:
    """The stream of an .xls file: the records of the workbook, and of each sheet its kind (0: of cells) and records."""
    head = start_of(version, 5) + b"".join(book)
    end = END_OF_SUBSTREAM if ends else b""
    place = len(head) + 13 * len(sheets) + len(end)
    bodies = b""
    for number, (kind, records) in enumerate(sheets):
        name = bytes((0, ord("A") + number))
        head += record(0x85, struct.pack("<IBBB", place + len(bodies), 0, kind, 1), name)
        bodies += start_of(version) + b"".join(records) + end
    return head + end + bodies


def xls_of(
    book: Iterable[bytes], *sheets: tuple[int, Iterable[bytes]], version: int = 0x600, streams: Sequence[str] = ()
) -> bytes:
    """An .xls file of such a stream; `streams` are the names of others beside it."""
    return compound_file(xls_stream(book, *sheets, version=version), extra=streams)


def xlsb_of(
    book: Iterable[bytes] = (),
    *sheets: tuple[str, Iterable[bytes]],
    texts: Iterable[bytes] = (),
    styles: Iterable[bytes] = (),
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An .xlsb file: records of the workbook, of each sheet its kind (`worksheet` …) and records, and more parts."""
    links = [relation("s", "styles", "styles.bin"), relation("t", "sharedStrings", "texts.bin")]
    bundle = b""
    parts: dict[str, str | bytes | None] = {
        "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.bin"))
    }
    for number, (kind, records) in enumerate(sheets, 1):
        links.append(relation(f"r{number}", kind, f"sheet{number}.bin"))
        bundle += xlsb_record(156, struct.pack("<II", 0, number) + xlsb_text(f"r{number}") + xlsb_text("A"))
        parts[f"xl/sheet{number}.bin"] = b"".join(records)
    if any(name.endswith("theme1.xml") for name in more or {}):
        links.append(relation("h", "theme", "theme/theme1.xml"))
    parts |= {
        "xl/_rels/workbook.bin.rels": relations(*links),
        "xl/workbook.bin": b"".join(book) + bundle,
        "xl/styles.bin": b"".join(styles),
        "xl/texts.bin": b"".join(xlsb_record(19, text) for text in texts),
    }
    return packed({**parts, **(more or {})})
