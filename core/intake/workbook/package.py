"""Unpacks the parts of a workbook one at a time, within hard limits, and refuses XML that is not safe to parse.

A part is either parsed, and then it is XML in UTF-8 without definitions of its own, or carried over byte for byte.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Protocol
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.filled_cells import FilledCells
from core.intake.workbook.limits import LIMITS, Limits

_MACROS = ("vbaproject.bin", "xl/macrosheets/", "vbadata.xml")
_SIGNATURES = "_xmlsignatures/"
_ENCODING = re.compile(r"^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*[\"']([^\"']+)[\"']", re.I)
_LONGEST_DECLARATION = 200  # bytes
_LONGEST_CONVERTED = 16_000_000  # bytes; programs write UTF-8
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252"}  # what such texts are really in
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
_LARGE_SHEET = 16_000_000  # bytes; twice what all the cells a file may hold take
_LONGEST_MARK = len("<!doctype")


class Package:
    """The parts of a workbook, unpacked one at a time and never beyond the limits."""

    def __init__(self, content: bytes, limits: Limits = LIMITS, *, of_words: bool = False) -> None:
        """The parts of a workbook or, with `of_words`, of a text document.

        Raises WorkbookError when the file is damaged, encrypted, of another kind or would unpack too far.
        """
        self.limits = limits
        self._read = self._elements = self._of_sheets = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise WorkbookError("damaged") from error
        if len(entries) > limits.parts:
            raise WorkbookError("bomb")
        self.names = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}
        # Some programs name a part in other letters than they packed it under.
        self._lower = {name.lower(): name for name in reversed(self.names)}
        self._refuse_other_kinds(of_words)
        for entry in entries:
            if entry.flag_bits & 1:
                raise WorkbookError("encrypted")
            large = entry.file_size >= 1_000_000
            if large and entry.file_size > limits.ratio * entry.compress_size:
                raise WorkbookError("bomb")
        if sum(entry.file_size for entry in entries) > 4 * limits.total:
            raise WorkbookError("bomb")

    def _refuse_other_kinds(self, of_words: bool) -> None:
        names = [name.lower() for name in self.names]
        if of_words:
            if not any(name.startswith("word/") for name in names):
                raise WorkbookError("archive")
            return
        if any(name.startswith(("word/", "ppt/")) for name in names):
            raise WorkbookError("document")
        if not {"_rels/.rels", "content.xml"} & {*names} and not any(name.endswith("workbook.xml") for name in names):
            raise WorkbookError("archive")

    @property
    def has_macros(self) -> bool:
        """Whether programs lie in the file; they are carried over and never run."""
        return any(macro in name for name in self._lower for macro in _MACROS)

    @property
    def comment(self) -> str:
        """What an archive program noted about the whole file."""
        return self._zip.comment.decode("utf-8", "replace")

    @property
    def is_signed(self) -> bool:
        """Whether the file has a digital signature, which is void once a byte is changed."""
        return any(name.startswith(_SIGNATURES) for name in self._lower)

    @contextmanager
    def part(self, name: str) -> Iterator[PartStream]:
        """A part of XML as a stream of UTF-8, whatever encoding it is in.

        Raises WorkbookError when it is missing or damaged, or unpacks too far, or is unsafe.
        """
        with self._unpacked(name) as packed:
            yield PartStream(packed, self)

    @contextmanager
    def sheet(self, name: str) -> Iterator[PartStream]:
        """A sheet as a stream of UTF-8, without its empty cells and rows. Raises as `part` does."""
        with self._unpacked(name) as packed:
            if self._size_of(name) > self.limits.sheets_unpacked:
                raise WorkbookError("bomb")
            yield PartStream(FilledCells(packed, self._count_of_sheets), self)

    def whole_part(self, name: str) -> bytes:
        """A part of XML as UTF-8; of a very large sheet without its empty cells. Raises as `part` does."""
        stream = self.sheet(name) if self._size_of(name) > _LARGE_SHEET else self.part(name)
        with stream as part:
            return part.read(self.limits.part)

    def carried_part(self, name: str) -> bytes:
        """A part of any kind as it was packed, but as `whole_part` where it is a very large sheet."""
        is_sheet = "worksheets/" in name.lower() and name.lower().endswith(".xml")
        return self.whole_part(name) if is_sheet and self._size_of(name) > _LARGE_SHEET else self.raw_part(name)

    def _size_of(self, name: str) -> int:
        """How many bytes a part says it unpacks to, which is as far as it is unpacked."""
        packed_name = self.packed_name(name)
        return 0 if packed_name is None else self.names[packed_name].file_size

    def read_part(self, name: str, most: int) -> bytes:
        """The first `most` bytes of a small part of XML, as UTF-8."""
        with self.part(name) as stream:
            return stream.read(most)

    def raw_part(self, name: str) -> bytes:
        """A part of any kind as it was packed. Raises WorkbookError when it is missing or damaged, or too large."""
        with self._unpacked(name) as packed:
            data = packed.read(self.limits.part + 1)
        self.count_bytes(len(data))
        if len(data) > self.limits.part:
            raise WorkbookError("bomb")
        return data

    @contextmanager
    def _unpacked(self, name: str) -> Iterator[IO[bytes]]:
        packed_name = self.packed_name(name)
        if packed_name is None:
            raise WorkbookError("damaged")
        try:
            with self._zip.open(self.names[packed_name]) as packed:
                yield packed
        except WorkbookError:
            raise
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise WorkbookError("damaged") from error
        except (ParseError, ExpatError, UnicodeError, ValueError, OverflowError, LookupError, TypeError) as error:
            # What is no XML, or XML that means no sheet: the parts were written by a spreadsheet program or not at all.
            raise WorkbookError("damaged") from error

    def packed_name(self, name: str) -> str | None:
        """The name a part was packed under, in whatever letters it is asked for; None when there is none."""
        return name if name in self.names else self._lower.get(name.lower())

    def count_elements(self, number: int) -> None:
        """Count elements of XML, for all parts together. Raises WorkbookError (`bomb`)."""
        self._elements += number
        if self._elements > self.limits.elements:
            raise WorkbookError("bomb")

    def _count_of_sheets(self, size: int) -> None:
        self._of_sheets += size
        if self._of_sheets > self.limits.sheets_unpacked:
            raise WorkbookError("bomb")

    def count_bytes(self, size: int) -> None:
        """Count what was unpacked, for all parts together. Raises WorkbookError (`bomb`)."""
        self._read += size
        if self._read > self.limits.total:
            raise WorkbookError("bomb")


class _Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class PartStream:
    """The unpacked XML of a part in UTF-8: counts its bytes, whatever the header says, and refuses definitions."""

    def __init__(self, packed: _Readable, package: Package) -> None:
        self._package = package
        self._size = 0
        self._tail = b""
        self._head, self._packed = _as_utf8(packed)

    def read(self, size: int = 65_536) -> bytes:
        """The next `size` bytes. Raises WorkbookError (`bomb`, `entities`)."""
        data, self._head = self._head[:size], self._head[size:]
        data += self._packed.read(size - len(data))
        self._size += len(data)
        self._package.count_bytes(len(data))
        if self._size > self._package.limits.part:
            raise WorkbookError("bomb")
        window = self._tail + data
        if any(mark in window for mark in _ENTITIES):
            raise WorkbookError("entities")
        self._tail = window[-_LONGEST_MARK:]  # a declaration may lie across two reads
        return data


def _as_utf8(packed: _Readable) -> tuple[bytes, _Readable]:
    """The beginning of a part and what follows it, both in UTF-8.

    What is searched for definitions is thereby what is parsed: in another encoding the search would be blind. Raises
    UnicodeError or LookupError for a part that is not in the encoding it declares, WorkbookError (`bomb`) for one that
    is too large to be held as a whole.
    """
    head = packed.read(_LONGEST_DECLARATION)
    encoding = _encoding(head)
    if encoding == "utf-8":
        return head, packed
    data = head + packed.read(_LONGEST_CONVERTED)
    if len(data) > _LONGEST_CONVERTED:
        raise WorkbookError("bomb")
    text = data.decode(encoding)
    return b"", BytesIO(_ENCODING.sub(r"\1", text.removeprefix("\ufeff"), count=1).encode())


def _encoding(head: bytes) -> str:
    """The encoding of a part by its mark, by how `<` is written in it, and by what it declares; else UTF-8."""
    for mark, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"<\0", "utf-16-le"),
        (b"\0<", "utf-16-be"),
    ):
        if head.startswith(mark):
            return encoding
    declared = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf").decode("latin-1"))
    name = declared[2].lower() if declared else "utf-8"
    if name in ("utf-8", "utf8", "us-ascii"):
        return "utf-8"
    # Whatever a part says whose signs are single bytes, it is in no encoding of two.
    return (
        "utf-8-sig"
        if name.startswith(("utf-16", "utf-32", "ucs", "iso-10646")) or head[:1] == b"\xef"
        else _WIDER.get(name, name)
    )


def fingerprint(content: bytes) -> str:
    """The sha256 of a file, which the manifest keeps beside its name."""
    return hashlib.sha256(content).hexdigest()


def target_path(owner: str, text: str) -> str:
    """The path of a part that `owner` names, relative or from the root."""
    text = text.replace("\\", "/")
    return posixpath.normpath(
        text.lstrip("/") if text.startswith("/") else f"{posixpath.dirname(owner)}/{text}"
    ).lstrip("/")
