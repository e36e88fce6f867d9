"""Cells as text, references of cells, kinds of files by their first bytes, and the bounds that are in force."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, asdict
from datetime import date

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.file_kind import file_kind
from core.intake.workbook.grid import Book, Cell, Grid, GridRow
from core.intake.workbook.limits import LIMITS, Limits
from core.intake.workbook.references import cell_at, column_letter, column_number, span_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (-3.0, "-3"),
        (0.0, "0"),
        (0.5, "0.5"),
        (999_999_999_999_999.0, "999999999999999"),
        (-999_999_999_999_999.0, "-999999999999999"),
        (1e15, "1000000000000000.0"),
        (-1e15, "-1000000000000000.0"),
        (1e16, "1e+16"),
        ("12.0", "12.0"),
        (True, "True"),
    ],
)
def test_a_whole_number_is_copied_out_without_its_point(value: object, text: str) -> None:
    assert Cell("n", value).text == text


def test_a_cell_a_row_and_a_sheet_are_plain_unless_said_otherwise() -> None:
    assert (Cell("n", 1.0), Cell("n", 1.0).text) == (("n", 1.0, "", False, ()), "1")
    assert GridRow(1, {}).hidden is False
    assert Grid("a", ()) == Grid("a", (), False, (), frozenset(), {}, None, date(1899, 12, 30))
    assert Book("a", (), "", True) == Book("a", (), "", True, False, "", ())


def test_what_was_read_cannot_be_changed() -> None:
    assert Cell("n", 1.0).text == "1"
    for value, field in ((GridRow(1, {}), "number"), (Grid("a", ()), "name"), (Book("a", (), "", True), "name")):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field, "b")
        assert not hasattr(value, "__dict__")


@pytest.mark.parametrize(
    ("column", "letters"),
    [(0, "A"), (1, "B"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (18_277, "ZZZ")],
)
def test_columns_and_their_letters(column: int, letters: str) -> None:
    assert (column_letter(column), column_number(letters)) == (letters, column)


@pytest.mark.parametrize(
    ("reference", "cell"),
    [
        ("A1", (1, 0)),
        ("B7", (7, 1)),
        ("$AA$10", (10, 26)),
        ("C9999999", (9_999_999, 2)),
        ("C99999999", None),
        ("AAAA1", None),
        ("A0", None),
        ("a1", None),
        ("7", None),
        ("", None),
    ],
)
def test_a_reference_names_a_cell_or_none(reference: str, cell: tuple[int, int] | None) -> None:
    assert cell_at(reference) == cell


@pytest.mark.parametrize(
    ("reference", "span"),
    [
        ("A1:B7", (1, 0, 7, 1)),
        ("C3", (3, 2, 3, 2)),
        ("C3:", (3, 2, 3, 2)),
        ("A:B", (1, 0, 1_048_576, 1)),
        ("2:7", (2, 0, 7, 16_383)),
        ("A1:B", None),
        ("A:7", None),
        ("A:B2", None),
        (":B2", None),
        ("$A1:B2", None),
        ("A1:B$2", None),
        ("", None),
    ],
)
def test_a_reference_names_a_block_or_is_damage(reference: str, span: tuple[int, int, int, int] | None) -> None:
    if span is not None:
        assert span_of(reference) == span
    else:
        with pytest.raises(WorkbookError, match="damaged"):
            span_of(reference)


def kind_of(content: bytes, limits: Limits | None = None) -> str:
    """The kind of a file, or the code by which it is refused."""
    try:
        return file_kind(content, limits or Limits())
    except WorkbookError as error:
        return error.code


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK,1", "text"),
        (b"PK\x05\x06", "workbook"),
        (b"\x09\x04\x06\x00\x00\x00", "old_excel"),
        (OLE + "WORKBOOK".encode("utf-16-le"), "xls"),
        (b"a\x01b" * 9, "unknown_kind"),
        ("单位名称,年份\n甲校,2026\n".encode("utf-16-le"), "utf16"),
        ("单位名称;年份\n甲校;2026\n".encode("utf-16-be"), "utf16"),
        (b'<?xml version="1.0"?><office:document xmlns:table="urn:oasis:spreadsheet"><table:table/>', "old_xml"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table/>', "old_xml"),
        (b"\x01" + b"a" * 49, "text"),
        (b"\x01" + b"a" * 48, "unknown_kind"),
        (b"a,b\x0b\n" * 9, "text"),
        ("\ufeffa,b".encode("utf-16-le"), "text"),
        (b"\x03Jan" + b" " * 51 + b"\x03\x00" + "Jan".ljust(54).encode("utf-16-le"), "lock_file"),
        (b"PK\x03\x04", "workbook"),
        (b"P", "text"),
        (b"PA,1", "text"),
        (b"a,b", "text"),
        (b"", "empty"),
        (b"\x00 \t\r\n\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7", "pdf"),
        (b"\x89PNG", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"GIF89a", "picture"),
        (b"II*\x00", "picture"),
        (b"MM\x00*", "picture"),
        (b"RIFF", "picture"),
        (b"BM" + b"a" * 61 + b"\x00", "picture"),
        (b"BM" + b"a" * 62 + b"\x00", "text"),
        (b"{\\rtf1", "document"),
        (b"Rar!", "archive"),
        (b"7z\xbc\xaf", "archive"),
        (b"\x1f\x8b", "archive"),
        (OLE, "unknown_kind"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + "EncryptionInfo".encode("utf-16-le"), "encrypted"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "Book".encode("utf-16-le"), "xls"),
        (OLE + "WordDocument".encode("utf-16-le"), "document"),
        (b"\xef\xbb\xbf \n<HTML>", "web_page"),
        (b"<!DOCTYPE html>", "web_page"),
        (b"<table>", "web_page"),
        (b"<meta>", "web_page"),
        (b"<?xml?><a/>", "text_format"),
        (b"<?xml?><html>", "web_page"),
        (b"<!-- made by a system --><table>", "web_page"),
        ("\ufeff<html>".encode("utf-16-le"), "web_page"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web_page"),
        (b"From: <a>\r\nContent-Type: text/plain", "text"),
        (b'{"a": 1}', "text_format"),
        (b'[\n  {"a": 1}]', "text_format"),
        (b"[a],b", "text"),
        (b"ID;PWXL;N;E", "text_format"),
        (b"ID;Phone", "text"),
        (b"TABLE\r\n0,1\r\n", "text_format"),
        (b"Table,2023", "text"),
        (b"INSERT INTO a", "text_format"),
        (b"<?xml?>" + b" " * 3982 + b"Spreadsheet", "old_xml"),
        (b"<?xml?>" + b" " * 3983 + b"Spreadsheet", "text_format"),
        (b"<a>", "text_format"),
        (b"<1>", "text"),
    ],
)
def test_a_file_is_told_by_its_first_bytes(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


def test_the_size_of_a_file_is_bounded_and_named_in_megabytes() -> None:
    bounds = Limits(upload=2_000_000)
    assert kind_of(b"a" * 2_000_000, bounds) == "text"
    with pytest.raises(WorkbookError) as error:
        file_kind(b"a" * 2_650_001, bounds)
    assert (error.value.code, error.value.values) == ("too_large", {"size": "2.7", "limit": "2"})
    assert kind_of(b"a" * 2_000_001, bounds) == "too_large"


def test_the_bounds_in_force() -> None:
    assert file_kind(b"a,b") == file_kind(b"a,b", LIMITS) == "text"
    assert Limits() == LIMITS
    assert asdict(LIMITS) == {
        "upload": 20_000_000,
        "part": 64_000_000,
        "total": 160_000_000,
        "sheets_unpacked": 260_000_000,
        "ratio": 400,
        "parts": 2_000,
        "elements": 3_000_000,
        "list_elements": 300_000,
        "sheets": 1_000,
        "rows": 200_000,
        "cells": 200_000,
        "columns": 256,
        "text": 32_767,
        "characters": 3_000_000,
        "strings": 500_000,
        "conditions": 300_000,
    }


def test_an_error_names_its_code_and_the_sizes_concerned() -> None:
    assert (str(WorkbookError("damaged")), WorkbookError("damaged").values) == ("damaged", {})
    assert str(WorkbookError("too_large", size=2.5, limit=2)) == "too_large {'size': '2.5', 'limit': '2'}"


@pytest.mark.parametrize(
    ("length", "size", "kind"),
    [
        (0, 165, "unknown_kind"),
        (1, 165, "lock_file"),
        (54, 165, "lock_file"),
        (55, 165, "unknown_kind"),
        (1, 164, "unknown_kind"),
        (1, 166, "unknown_kind"),
        (1, 171, "lock_file"),
    ],
)
def test_the_file_that_says_who_has_a_workbook_open_begins_with_the_length_of_a_name(
    length: int, size: int, kind: str
) -> None:
    content = bytes((length,)) + "a".ljust(82).encode("utf-16-le") + b"\x00" * 6
    assert kind_of(content[:size]) == kind
