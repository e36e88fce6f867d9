"""Tells workbooks and text files from every other kind of file by what is in them, whatever the file is called."""

from __future__ import annotations

import re
import zipfile
import zlib
from enum import StrEnum
from io import BytesIO
from math import ceil

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.limits import LIMITS, Limits

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_LOCK_SIZES = (165, 171)  # bytes
_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = [bytes((code,)) for code in (*range(9), *range(14, 27), *range(28, 32))]
_BEGINNING = 4096  # bytes
_MOSTLY = 0.98
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x09\x00\x04\x00", "old_excel"),  # of the years before files had several streams
    (b"\x09\x02\x06\x00", "old_excel"),
    (b"\x09\x04\x06\x00", "old_excel"),
    (b"\x09\x08\x06\x00", "old_excel"),
    (b"\x09\x08\x08\x00", "old_excel"),
    (b"\x09\x08\x10\x00", "old_excel"),
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
_MARKUP = re.compile(r"<[a-z?!]")
_LETTER = re.compile(r"(?:mime-version|content-type|from|subject|date|message-id|return-path|received|x-[a-z-]+):")
_PAGE = re.compile(r"<!doctype html|<(?:html|table|meta|body|head|div)\b|multipart/related|text/html")
_OTHER_TEXTS = {
    "JSON": re.compile(r'\{\s*["}]|\[\s*[\[{]'),
    "XML": _MARKUP,
    "SYLK": re.compile(r"id;p(?:wxl|s?calc)"),
    "DIF": re.compile(r"table\r?\n0,1\r?\n"),
    "vCard": re.compile(r"begin:vcard"),
    "SQL": re.compile(r"(?:insert\s+into|create\s+table|drop\s+table)\s"),
    "EML": re.compile(r"(?:mime-version|return-path|received|message-id): "),
}
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("EncryptionInfo", "encrypted"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "document"),
)


class FileKind(StrEnum):
    """The kinds of files that are read."""

    WORKBOOK = "workbook"  # XLSX and its relatives
    TEXT = "text"
    XLS = "xls"  # .et, too
    XLSB = "xlsb"
    ODS = "ods"


def file_kind(content: bytes, limits: Limits = LIMITS) -> FileKind:
    """The kind of a file. Raises WorkbookError for every kind that is not read, and for an empty or too large file."""
    if len(content) > limits.upload:
        raise WorkbookError("too_large", size=ceil(len(content) / 1e5) / 10, limit=limits.upload // 1_000_000)
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise WorkbookError("empty")
    if content[:4] in _ZIP:
        return _kind_of_archive(content)
    if _is_lock(content):
        raise WorkbookError("lock_file")
    other = _kind_by_signature(content) or _kind_of_markup(content)
    if not other:
        _refuse_other_texts(content)
    if not other and _is_binary(content.rstrip(b"\x00")[:_BEGINNING]):
        other = "utf16" if _is_unmarked_utf16(content[:_BEGINNING]) else "unknown_kind"
    if other == FileKind.XLS:
        return FileKind.XLS
    if other:
        raise WorkbookError(other)
    return FileKind.TEXT


def _kind_of_archive(content: bytes) -> FileKind:
    """The kind of workbook by the names of its parts; one that cannot be unpacked may be any.

    Raises WorkbookError for a text document or a presentation.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = {name.lower() for name in archive.namelist()}
            kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, KeyError, RuntimeError):
        return FileKind.WORKBOOK
    if "xl/workbook.bin" in names:
        return FileKind.XLSB
    if "content.xml" not in names or "xl/workbook.xml" in names:
        return FileKind.WORKBOOK
    if kind and b"spreadsheet" not in kind:
        raise WorkbookError("document")
    return FileKind.ODS


def _is_lock(content: bytes) -> bool:
    """Whether this is the small file `~$…` that says who has a workbook open: a length, and the name in a field."""
    return len(content) in _LOCK_SIZES and 0 < content[0] < 55 and b" \x00 \x00 \x00" in content


def _is_binary(beginning: bytes) -> bool:
    """Whether more than a fiftieth of the beginning are signs that no text has."""
    return not beginning.startswith(_TEXT_MARKS) and 50 * sum(map(beginning.count, _CONTROLS)) > len(beginning)


def _kind_by_signature(content: bytes) -> str:
    """The kind that the first bytes name; empty when they may begin a text."""
    kind = next((kind for signature, kind in _SIGNATURES if content.startswith(signature)), "")
    if kind == "ole":
        return _kind_of_ole(content)
    if kind == "bitmap":  # a text may begin with BM
        return "picture" if b"\x00" in content[:64] else ""
    return kind


def _kind_of_ole(content: bytes) -> str:
    """What an OLE container holds, by the names of its streams, in whatever letters."""
    lower = content.lower()
    return next((kind for name, kind in _OLE_STREAMS if name.lower().encode("utf-16-le") in lower), "unknown_kind")


def _beginning(content: bytes) -> str:
    """How a text begins, in small letters; in the encodings of one and of two bytes."""
    encoding = "utf-16" if content.startswith(_TEXT_MARKS) else "latin-1"
    return content[:4000].decode(encoding, "replace").lstrip("\xef\xbb\xbf\ufeff \t\r\n").lower()


def _kind_of_markup(content: bytes) -> str:
    """`web_page` or `old_xml` for HTML and the XML of spreadsheets, also within a letter; empty for any other text."""
    start = _beginning(content)
    is_markup = _MARKUP.match(start) is not None
    if is_markup and "spreadsheet" in start and "<html" not in start:
        return "old_xml"
    if (is_markup or _LETTER.match(start)) and _PAGE.search(start):
        return "web_page"
    return "old_xml" if is_markup and "spreadsheet" in start else ""


def _is_unmarked_utf16(beginning: bytes) -> bool:
    """Whether bytes are lines of separated text of two bytes a sign, without the mark that says so."""
    whole = beginning[: len(beginning) // 2 * 2]
    texts = (whole.decode(encoding, "replace") for encoding in ("utf-16-le", "utf-16-be"))
    return any(_is_separated_text(text) for text in texts)


def _is_separated_text(text: str) -> bool:
    seen = sum(sign.isprintable() or sign in "\r\n\t" for sign in text)
    return "\n" in text and any(sign in text for sign in ",\t;") and seen >= _MOSTLY * len(text)


def _refuse_other_texts(content: bytes) -> None:
    """Raises WorkbookError (`text_format`) for texts of programs that are no tables, by the name of their format."""
    start = _beginning(content)
    for name, pattern in _OTHER_TEXTS.items():
        if pattern.match(start):
            raise WorkbookError("text_format", kind=name)
