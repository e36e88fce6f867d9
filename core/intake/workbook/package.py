"""Unpacks the parts of a workbook one at a time, within hard limits, and refuses XML that is not safe to parse."""

from __future__ import annotations

import hashlib
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import LIMITS, Limits

_MACROS = ("vbaproject.bin", "xl/macrosheets/", "vbadata.xml")
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)", re.I)
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
_LONGEST_MARK = len("<!doctype")


class Package:
    """The parts of a workbook, unpacked one at a time and never beyond the limits."""

    def __init__(self, content: bytes, limits: Limits = LIMITS) -> None:
        """Raises WorkbookError when the file is damaged, encrypted, no workbook, has macros or would unpack too far."""
        self.limits = limits
        self._read = self._elements = 0
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
        self._refuse_other_kinds()
        for entry in entries:
            if entry.flag_bits & 1:
                raise WorkbookError("encrypted")
            large = entry.file_size >= 1_000_000
            if large and entry.file_size > limits.ratio * entry.compress_size:
                raise WorkbookError("bomb")
        if sum(entry.file_size for entry in entries) > 4 * limits.total:
            raise WorkbookError("bomb")

    def _refuse_other_kinds(self) -> None:
        names = [name.lower() for name in self.names]
        if any(name.startswith(("word/", "ppt/")) for name in names):
            raise WorkbookError("document")
        if "xl/workbook.bin" in names:
            raise WorkbookError("binary_workbook")
        if "content.xml" in names and "xl/workbook.xml" not in names:
            raise WorkbookError("open_document")
        if any(macro in name for name in names for macro in _MACROS):
            raise WorkbookError("macros")
        if not any(name.endswith("workbook.xml") for name in names):
            raise WorkbookError("archive")

    @contextmanager
    def part(self, name: str) -> Iterator[PartStream]:
        """A part as a stream. Raises WorkbookError when it is missing or damaged, or unpacks too far, or is unsafe."""
        packed_name = self.packed_name(name)
        if packed_name is None:
            raise WorkbookError("damaged")
        entry = self.names[packed_name]
        try:
            with self._zip.open(entry) as packed:
                yield PartStream(packed, self)
        except WorkbookError:
            raise
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise WorkbookError("damaged") from error
        except (ParseError, ExpatError, UnicodeError, ValueError, OverflowError, LookupError, TypeError) as error:
            # What is no XML, or XML that means no sheet: the parts were written by a spreadsheet program or not at all.
            raise WorkbookError("damaged") from error

    def read_part(self, name: str, most: int) -> bytes:
        """The first `most` bytes of a small part."""
        with self.part(name) as stream:
            return stream.read(most)

    def packed_name(self, name: str) -> str | None:
        """The name a part was packed under, in whatever letters it is asked for; None when there is none."""
        return name if name in self.names else self._lower.get(name.lower())

    def count_elements(self, number: int) -> None:
        """Count elements of XML, for all parts together. Raises WorkbookError (`bomb`)."""
        self._elements += number
        if self._elements > self.limits.elements:
            raise WorkbookError("bomb")

    def count_bytes(self, size: int) -> None:
        """Count what was unpacked, for all parts together. Raises WorkbookError (`bomb`)."""
        self._read += size
        if self._read > self.limits.total:
            raise WorkbookError("bomb")


class PartStream:
    """The unpacked bytes of a part: counts them, whatever the header says, and refuses XML that defines entities."""

    def __init__(self, packed: IO[bytes], package: Package) -> None:
        self._packed, self._package = packed, package
        self._size = 0
        self._tail = b""

    def read(self, size: int = 65_536) -> bytes:
        """The next `size` bytes. Raises WorkbookError (`bomb`, `entities`)."""
        data = self._packed.read(size)
        if not self._size:
            _refuse_encoding(data)
        self._size += len(data)
        self._package.count_bytes(len(data))
        if self._size > self._package.limits.part:
            raise WorkbookError("bomb")
        window = self._tail + data
        if any(mark in window for mark in _ENTITIES):
            raise WorkbookError("entities")
        self._tail = window[-_LONGEST_MARK:]  # a declaration may lie across two reads
        return data


def _refuse_encoding(start: bytes) -> None:
    """Only UTF-8: in any other encoding the search for entities would be blind."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in start[:8]:
        raise WorkbookError("entities")
    match = _ENCODING.match(start[3:] if start.startswith(b"\xef\xbb\xbf") else start)
    if match and match[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise WorkbookError("entities")


def fingerprint(content: bytes) -> str:
    """The sha256 of a file, which the manifest keeps beside its name."""
    return hashlib.sha256(content).hexdigest()


def target_path(owner: str, text: str) -> str:
    """The path of a part that `owner` names, relative or from the root."""
    text = text.replace("\\", "/")
    return posixpath.normpath(
        text.lstrip("/") if text.startswith("/") else f"{posixpath.dirname(owner)}/{text}"
    ).lstrip("/")
