"""Looks into the files that lie within a workbook; those that cannot be looked into are named."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.outside.part_kinds import EMBEDDED_PART, OutsideText
from core.intake.workbook.outside.part_texts import texts_of_xml
from core.intake.workbook.package import Package

_EMBEDDED = re.compile(r"(?:.*/)?embeddings/[^/]+|xl/model/[^/]+\.data")
_ARCHIVE = b"PK\x03\x04"
_MOST_PARTS = 500


def embedded_texts(package: Package) -> tuple[list[OutsideText], list[str]]:
    """The texts in embedded documents, and the names of the embedded files that cannot be looked into.

    Raises WorkbookError (`bomb`).
    """
    texts: list[OutsideText] = []
    closed: list[str] = []
    for name in package.names:
        if _EMBEDDED.fullmatch(name.lower()):
            try:
                texts += _texts_of_file(package, package.raw_part(name))
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
                closed.append(posixpath.basename(name))
    return texts, closed


def _texts_of_file(package: Package, content: bytes) -> Iterator[OutsideText]:
    """The texts of an embedded document, in whatever program it was written. Raises what a damaged archive raises."""
    if not content.startswith(_ARCHIVE):
        raise zipfile.BadZipFile
    with zipfile.ZipFile(BytesIO(content)) as inner:
        entries = [entry for entry in inner.infolist() if entry.filename.lower().endswith(".xml")]
        if len(entries) > _MOST_PARTS:
            raise WorkbookError("bomb")
        for entry in entries:
            with inner.open(entry) as stream:
                data = stream.read(package.limits.part + 1)
            package.count_bytes(len(data))
            if len(data) > package.limits.part:
                raise WorkbookError("bomb")
            yield from texts_of_xml(package, data, EMBEDDED_PART)
