"""Files of spreadsheet programs become grids: what a grid holds, and by which code a bad file is refused."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.comments import Comment

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.file_kind import file_kind
from core.intake.workbook.grid import Book, Cell
from core.intake.workbook.limits import Limits
from core.intake.workbook.package import fingerprint
from core.intake.workbook.read_file import read_file
from core.intake.workbook.references import cell_at, column_letter, column_number, span_of

SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def small(**options: Any) -> bytes:
    """A workbook with every kind of cell, merged and hidden ones, on a shown and a hidden sheet."""
    out = BytesIO()
    book: Any = xlsxwriter.Workbook(out, options)
    sheet, other = book.add_worksheet("Fruit"), book.add_worksheet("Notes")
    sheet.write_row(0, 0, ("apple", 12, 3.5))
    sheet.write_datetime(1, 0, date(2024, 2, 29), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_number(1, 1, 0.25, book.add_format({"num_format": "0.0%"}))
    sheet.write_boolean(1, 2, True)
    sheet.write_formula(2, 0, "=B1*2", None, 24)
    sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    sheet.merge_range(4, 0, 5, 1, "pear")
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.write_string(5, 3, "seen by nobody")
    sheet.set_column(2, 3, None, None, {"hidden": True})
    sheet.set_header("&Cprinted above")
    sheet.write_comment("A1", "round and red")
    other.write_string(0, 0, "hidden")
    other.hide()
    book.close()
    return out.getvalue()


def repacked(changes: dict[str, bytes | None], content: bytes | None = None) -> bytes:
    """A workbook with some of its parts replaced, added or (None) left out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content or small())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *changes)):
            data = changes[name] if name in changes else old.read(name)
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def sheet_xml(rows: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def cells(book: Book, sheet: int = 0) -> dict[str, Cell]:
    """The cells of a sheet by reference."""
    return {
        f"{column_letter(column)}{row.number}": cell
        for row in book.grids[sheet].rows
        for column, cell in row.cells.items()
    }


def code_of(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(WorkbookError) as error:
        read_file(content, "file.xlsx", limits or Limits())
    return error.value.code


def test_a_grid_holds_numbers_texts_days_shares_truth_errors_and_formulas() -> None:
    assert cells(read_file(small(), "fruit.xlsx")) == {
        "A1": Cell("s", "apple"),
        "B1": Cell("n", 12.0),
        "C1": Cell("n", 3.5),
        "A2": Cell("d", date(2024, 2, 29)),
        "B2": Cell("n", 0.25, "", True),
        "C2": Cell("b", True),
        "A3": Cell("n", 24.0, "B1*2"),
        "B3": Cell("e", "#DIV/0!", "1/0"),
        "A5": Cell("s", "pear"),
        "D6": Cell("s", "seen by nobody"),
    }


def test_a_grid_names_what_is_merged_and_hidden() -> None:
    fruit, notes = read_file(small(), "fruit.xlsx").grids
    assert (fruit.name, fruit.hidden, notes.name, notes.hidden) == ("Fruit", False, "Notes", True)
    assert fruit.merges == ((5, 0, 6, 1),)
    assert fruit.hidden_columns == {2, 3}
    assert [(row.number, row.hidden) for row in fruit.rows] == [
        (1, False),
        (2, False),
        (3, False),
        (5, False),
        (6, True),
    ]


def test_a_book_knows_its_file_and_the_texts_outside_the_cells() -> None:
    content = small()
    book = read_file(content, "fruit.xlsx")
    assert (book.name, book.spreadsheet, book.sha256) == ("fruit.xlsx", True, fingerprint(content))
    assert (book.external_links, book.encoding) == (False, "")
    assert {"printed above", "round and red"} <= {entry.text.strip() for entry in book.outside_texts}
    assert read_file(repacked({"xl/externalLinks/externalLink1.xml": b"<x/>"}), "a").external_links


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert cells(read_file(small(date_1904=True), "a"))["A2"].value == date(2024, 2, 29)


def test_a_formula_without_a_stored_value_and_a_blank_text_are_told_apart() -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"], book.active["B1"], book.active["C1"] = "=1+1", "  ", 1
    book.active["C1"].comment = Comment("why", "me")
    out = BytesIO()
    book.save(out)
    assert cells(read_file(out.getvalue(), "a")) == {"A1": Cell("f", "", "1+1"), "C1": Cell("n", 1.0)}


def test_runs_of_a_text_are_joined_and_reading_aids_left_out() -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><r><t>ap</t></r><r><t>ple</t></r><rPh><t>no</t></rPh></is></c></row>'
    assert cells(read_file(repacked({SHEET: sheet_xml(row)}), "a")) == {"A1": Cell("s", "apple")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "，", "|"])
def test_a_csv_file_is_read_in_its_encoding_and_with_its_separator(encoding: str, separator: str) -> None:
    text = f"水果{separator}个数\r\n\r\n苹果{separator}12\r\n"
    book = read_file(text.encode(encoding), "水果.csv")
    assert (book.spreadsheet, book.encoding, book.grids[0].name) == (False, encoding, "水果")
    assert {at: cell.value for at, cell in cells(book).items()} == {
        "A1": "水果", "B1": "个数", "A3": "苹果", "B3": "12",
    }  # fmt: skip


def test_a_csv_file_of_one_column_is_one_column() -> None:
    assert list(cells(read_file(b"apple\npear\n", "a.csv"))) == ["A1", "A2"]


WRONG_KIND = {
    "empty": b" \r\n",
    "pdf": b"%PDF-1.7\n",
    "picture": b"\x89PNG\r\n\x1a\n",
    "document": b"{\\rtf1 }",
    "archive": b"Rar!\x1a\x07\x00",
    "old_excel": b"\x09\x08\x08\x00",
    "encrypted": OLE + "EncryptedPackage".encode("utf-16-le"),
    "unknown_kind": OLE,
    "web_page": b"<html><table></table></html>",
    "old_xml": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "encoding": b"\x81\x20\xff\xfe\xfd,1\n\xff\xff",
    "bad_csv": b'a,"b\n',
}


@pytest.mark.parametrize("code", WRONG_KIND)
def test_a_file_of_another_kind_is_refused_by_its_code(code: str) -> None:
    assert code_of(WRONG_KIND[code]) == code


def test_a_text_may_begin_like_a_bitmap() -> None:
    assert file_kind(b"BMW,1\n") == "text"
    assert code_of(b"BM" + b"\x00" * 80) == "picture"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/workbook.xml": None}, "archive"),
        ({"word/document.xml": b"<x/>"}, "document"),
        ({"ppt/slide.xml": b"<x/>"}, "document"),
        ({"xl/workbook.bin": b"x"}, "damaged"),
        ({"xl/workbook.xml": None, "content.xml": b"<x/>"}, "no_sheets"),
        ({SHEET: None}, "damaged"),
        ({SHEET: b"<worksheet>"}, "damaged"),
        ({SHEET: b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'}, "entities"),
        ({SHEET: sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>' * 2)}, "damaged"),
        ({SHEET: sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')}, "damaged"),
        ({SHEET: b"<a>" * 70 + b"</a>" * 70}, "bomb"),
    ],
)  # fmt: skip
def test_a_broken_or_unsafe_workbook_is_refused_by_its_code(parts: dict[str, bytes | None], code: str) -> None:
    assert code_of(repacked(parts)) == code


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(upload=10), "too_large"),
        (Limits(sheets=1), "too_many_sheets"),
        (Limits(rows=3), "too_many_rows"),
        (Limits(cells=9), "too_many_cells"),
        (Limits(text=4), "long_text"),
        (Limits(strings=1), "bomb"),
        (Limits(parts=2), "bomb"),
        (Limits(elements=20), "bomb"),
        (Limits(list_elements=3), "bomb"),
        (Limits(part=50), "bomb"),
        (Limits(total=500), "bomb"),
    ],
)
def test_a_workbook_over_a_limit_is_refused_by_its_code(limits: Limits, code: str) -> None:
    assert code_of(small(), limits) == code


def test_a_limit_is_inclusive_and_named_in_the_error() -> None:
    assert len(read_file(small(), "a", Limits(cells=11, rows=6, sheets=2)).grids) == 2
    with pytest.raises(WorkbookError) as error:
        read_file(small(), "a", Limits(sheets=1))
    assert error.value.values == {"number": "2", "limit": "1"}
    assert str(error.value) == "too_many_sheets {'number': '2', 'limit': '1'}"


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_count_from_0_and_their_letters_go_on_after_z(column: int, letters: str) -> None:
    assert (column_letter(column), column_number(letters)) == (letters, column)


def test_references_name_cells_and_blocks() -> None:
    assert [cell_at(text) for text in ("B7", "$AA$10")] == [(7, 1), (10, 26)]
    assert [cell_at(text) for text in ("B0", "b7", "7", "")] == [None] * 4
    assert (span_of("A1:B7"), span_of("C3")) == ((1, 0, 7, 1), (3, 2, 3, 2))
    with pytest.raises(WorkbookError, match="damaged"):
        span_of("A:1")
