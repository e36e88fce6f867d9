"""Opens what was sent: tells a workbook from everything else by its first bytes, and unpacks within hard limits."""

from __future__ import annotations

import hashlib
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from core.intake.findings import IntakeError


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold; a real return of a district is a hundredth of it."""

    upload: int = 20_000_000  # bytes
    part: int = 64_000_000  # bytes of one part, unpacked
    total: int = 160_000_000  # bytes of all parts read, unpacked
    ratio: int = 400  # unpacked to packed, of a part of a megabyte or more
    parts: int = 2_000
    elements: int = 3_000_000  # of all parts
    held: int = 300_000  # elements of one list at the top of a part that is read whole
    sheets: int = 60
    rows: int = 200_000  # of the whole file, empty ones too
    cells: int = 200_000  # of the whole file
    columns: int = 256
    text: int = 32_767  # characters of one cell
    strings: int = 500_000


LIMITS = Limits()

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "bitmap"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"RIFF", "picture"),
    (b"{\\rtf", "document"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_MACRO = ("vbaproject.bin", "xl/macrosheets/", "vbadata.xml")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)", re.I)
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")


def kind_of(content: bytes, limits: Limits = LIMITS) -> str:
    """`workbook` or `text`. Raises IntakeError with the remedy for everything else, and for what is too large."""
    if len(content) > limits.upload:
        raise IntakeError("too_large", size=round(len(content) / 1e6, 1), limit=limits.upload // 1_000_000)
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise IntakeError("empty")
    if content[:2] == b"PK":
        return "workbook"
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            if kind == "ole":
                raise IntakeError(_ole(content))
            if kind != "bitmap":
                raise IntakeError(kind)
            if b"\x00" in content[:64]:  # a text may begin with BM
                raise IntakeError("picture")
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        raise IntakeError("web_page")
    if start.startswith(b"<?xml"):
        raise IntakeError("old_xml" if b"spreadsheet" in start else "unknown_kind")
    return "text"


def _ole(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content or "EncryptionInfo".encode("utf-16-le") in content:
        return "encrypted"
    for name, kind in (("Workbook", "old_excel"), ("Book", "old_excel"), ("WordDocument", "document")):
        if name.encode("utf-16-le") in content:
            return kind
    return "unknown_kind"


class Package:
    """The parts of a workbook, unpacked one at a time and never beyond the limits."""

    def __init__(self, content: bytes, limits: Limits = LIMITS) -> None:
        """Raises IntakeError when the file is damaged, encrypted, no workbook, has macros, or would unpack too far."""
        self.limits = limits
        self._read = self._elements = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise IntakeError("damaged") from error
        if len(entries) > limits.parts:
            raise IntakeError("bomb")
        self.names = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}
        # Some programs name a part in other letters than they packed it under.
        self._lower = {name.lower(): name for name in reversed(self.names)}
        self._refuse_other_kinds()
        for entry in entries:
            if entry.flag_bits & 1:
                raise IntakeError("encrypted")
            large = entry.file_size >= 1_000_000
            if large and entry.file_size > limits.ratio * max(1, entry.compress_size):
                raise IntakeError("bomb")
        if sum(entry.file_size for entry in entries) > 4 * limits.total:
            raise IntakeError("bomb")

    def _refuse_other_kinds(self) -> None:
        lower = [name.lower() for name in self.names]
        if any(name.startswith("word/") for name in lower):
            raise IntakeError("document")
        if any(name.startswith("ppt/") for name in lower):
            raise IntakeError("document")
        if "xl/workbook.bin" in lower:
            raise IntakeError("binary_workbook")
        if "content.xml" in lower and "xl/workbook.xml" not in lower:
            raise IntakeError("open_document")
        if any(mark in name for name in lower for mark in _MACRO):
            raise IntakeError("macros")
        if not any(name.endswith("workbook.xml") for name in lower):
            raise IntakeError("archive")

    @contextmanager
    def part(self, name: str) -> Iterator[IO[bytes]]:
        """A part as a stream. Raises IntakeError when it is missing or damaged, or unpacks too far, or is unsafe."""
        actual = self.actual(name)
        if actual is None:
            raise IntakeError("damaged")
        entry = self.names[actual]
        try:
            with self._zip.open(entry) as packed:
                yield _Guarded(packed, self)  # type: ignore[misc]
        except IntakeError:
            raise
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise IntakeError("damaged") from error
        except (ParseError, ExpatError, UnicodeError, ValueError, OverflowError, LookupError, TypeError) as error:
            # What is no XML, or XML that means no sheet: the parts were written by a spreadsheet program or not at all.
            raise IntakeError("damaged") from error

    def bytes_of(self, name: str, most: int) -> bytes:
        """The first `most` bytes of a small part."""
        with self.part(name) as stream:
            return stream.read(most)

    def actual(self, name: str) -> str | None:
        """The name a part was packed under, in whatever letters it is asked for; None when there is none."""
        return name if name in self.names else self._lower.get(name.lower())

    def count_elements(self, number: int) -> None:
        """Counts elements of XML, for all parts together."""
        self._elements += number
        if self._elements > self.limits.elements:
            raise IntakeError("bomb")

    def count(self, size: int) -> None:
        """Counts what was unpacked, for all parts together."""
        self._read += size
        if self._read > self.limits.total:
            raise IntakeError("bomb")


class _Guarded:
    """A stream that counts what it gives, whatever the header promised, and refuses XML that defines entities."""

    def __init__(self, packed: IO[bytes], package: Package) -> None:
        self._packed, self._package = packed, package
        self._size = 0
        self._tail = b""

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            size = self._package.limits.part + 1
        data = self._packed.read(size)
        if not self._size:
            _refuse_encoding(data)
        self._size += len(data)
        self._package.count(len(data))
        if self._size > self._package.limits.part:
            raise IntakeError("bomb")
        seen = self._tail + data
        if any(mark in seen for mark in _FORBIDDEN):
            raise IntakeError("entities")
        self._tail = seen[-10:]
        return data


def _refuse_encoding(start: bytes) -> None:
    """Only UTF-8: in any other encoding the search for entities would be blind."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in start[:8]:
        raise IntakeError("entities")
    declared = _DECLARED.match(start[3:] if start.startswith(b"\xef\xbb\xbf") else start)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise IntakeError("entities")


def fingerprint(content: bytes) -> str:
    """The sha256 of a file, which the manifest keeps beside its name."""
    return hashlib.sha256(content).hexdigest()


def target(owner: str, text: str) -> str:
    """The path of a part that `owner` names, relative or from the root."""
    text = text.replace("\\", "/")
    return posixpath.normpath(
        text.lstrip("/") if text.startswith("/") else f"{posixpath.dirname(owner)}/{text}"
    ).lstrip("/")
