"""The values of a workbook as calamine reads them, here without the process and its limits, and what they become."""

from __future__ import annotations

import struct
from datetime import date
from typing import Any

import pytest

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.file_kind import FileKind
from core.intake.workbook.grid import Book, Cell, CoveredCell, Doubt
from core.intake.workbook.limits import Limits
from core.intake.workbook.other_kinds import other_file
from core.intake.workbook.other_kinds.other_file import read_other_file
from core.intake.workbook.other_kinds.values import SheetValues, read_values
from core.intake.workbook.other_kinds.values_process import answer_to
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from tests.support.workbook_parts.binary_books import xls_of
from tests.support.workbook_parts.other_kinds import font, number_cell, ods, record, text_cell, wide, words, xls

MANY = 1_000_000


def answer(content: bytes, cells: int = MANY, characters: int = MANY) -> Any:
    return answer_to(content, cells, characters)


def typed(code: str, value: float) -> tuple[str, object]:
    """Kind and value of a number in this format."""
    content = xls([number_cell(0, 0, value, 1)], codes={164: code}, formats=[(0, 164)])
    ((_, _, kind, plain),) = answer(content)["sheets"][0]["cells"]
    return kind, plain


def test_cells_stand_where_the_sheet_has_them() -> None:
    content = xls([number_cell(2, 3, 1.5), text_cell(4, 2, 0), text_cell(4, 5, 1)], [wide("a"), wide("b")], title="T")
    assert answer(content) == {
        "sheets": [{"title": "T", "hidden": False, "cells": [(2, 3, "n", 1.5), (4, 2, "s", "a"), (4, 5, "s", "b")]}]
    }
    assert answer(xls([]))["sheets"][0]["cells"] == []


def test_values_are_numbers_days_and_truths() -> None:
    assert typed("0.0", 3.0) == ("n", 3.0)
    assert typed("yyyy-mm-dd", 46266) == ("d", "2026-09-01")
    assert typed("yyyy-mm-dd hh:mm", 46266.5) == ("d", "2026-09-01")
    assert typed("[h]:mm:ss", 1.5) == ("n", 1.5)
    kind, value = typed("hh:mm:ss", 0.5 + 61 / 86400)
    assert (kind, value) == ("n", pytest.approx(0.5 + 61 / 86400, abs=1e-9))
    truths = xls([record(0x205, words(0, x, 0), bytes((x, 0))) for x in (0, 1)])
    assert answer(truths)["sheets"][0]["cells"] == [(0, 0, "b", False), (0, 1, "b", True)]


def test_sheets_may_be_hidden_and_a_chart_has_no_cells() -> None:
    content = bytearray(xls_of((), (0, ()), (2, ()), (0, [number_cell(0, 0, 2)])))
    heads = [at for at in range(len(content)) if content[at : at + 4] == struct.pack("<HH", 0x85, 9)]
    content[heads[2] + 8] = 1
    sheets = answer(bytes(content))["sheets"]
    assert [sheet["hidden"] for sheet in sheets] == [False, False, True]
    assert [sheet["cells"] for sheet in sheets] == [[], None, [(0, 0, "n", 2.0)]]


def test_cells_and_characters_of_different_texts_are_counted() -> None:
    content = xls([text_cell(0, 0, 0), text_cell(0, 1, 0), text_cell(1, 1, 1)], [wide("abc"), wide("de")])
    assert len(answer(content, 3, 5)["sheets"][0]["cells"]) == 3  # the empty B1 of the table is none
    assert answer(content, 2, 5) == {"error": "too_many_cells"}
    assert answer(content, 3, 4) == {"error": "much_text"}


def test_what_calamine_cannot_open_is_damaged() -> None:
    assert answer(b"no workbook") == {"error": "damaged"}
    assert answer(b"") == {"error": "damaged"}


def test_memory_is_refused_as_much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_content: object) -> None:
        raise MemoryError

    monkeypatch.setattr("core.intake.workbook.other_kinds.values_process.BytesIO", full)
    assert answer(xls([])) == {"error": "much_work"}


def test_the_process_answers_as_the_function_does() -> None:
    content = xls([number_cell(0, 0, 1.5), text_cell(0, 1, 0)], [wide("abcd")])
    (sheet,) = read_values(content, Limits(cells=2, characters=4))
    (answered,) = answer(content, 2, 4)["sheets"]
    assert (sheet.title, sheet.hidden, [*map(tuple, sheet.cells or ())]) == tuple(answered.values())
    assert answered["cells"] == [(0, 0, "n", 1.5), (0, 1, "s", "abcd")]
    for limits, code, limit in (
        (Limits(cells=1), "too_many_cells", {"limit": "1"}),
        (Limits(characters=3), "much_text", {"limit": "3"}),
    ):
        with pytest.raises(WorkbookError) as refused:
            read_values(content, limits)
        assert (refused.value.code, refused.value.values) == (code, limit)
    with pytest.raises(WorkbookError) as refused:
        read_values(b"none", Limits())
    assert (refused.value.code, refused.value.values) == ("damaged", {})


Values = list[tuple[int, int, str, Any]]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Reads an .xls file of these records as if calamine found these values in its sheets."""

    def read(values: list[Values | None], content: bytes, limits: Limits | None = None) -> Book:
        sheets = [SheetValues(f"S{number}", number == 2, cells) for number, cells in enumerate(values, 1)]
        monkeypatch.setattr(other_file, "read_values", lambda _content, _limits: sheets)
        return read_other_file(content, "a.xls", FileKind.XLS, limits or Limits())

    return read


def code_of(read: Any, *arguments: Any) -> tuple[str, dict[str, str]]:
    with pytest.raises(WorkbookError) as refused:
        read(*arguments)
    return refused.value.code, refused.value.values


def cells_of(book: Book) -> dict[tuple[int, int], Cell]:
    return {(row.number, x): cell for row in book.grids[0].rows for x, cell in row.cells.items()}


def value(given: Any, kind: str, plain: object) -> tuple[str, object]:
    (cell,) = cells_of(given([[(0, 0, kind, plain)]], xls([]))).values()
    return cell.kind, cell.value


@pytest.mark.parametrize(
    ("kind", "plain", "expected"),
    [
        ("d", "1900-03-01", ("d", date(1900, 3, 1))),
        ("d", "1900-01-01", ("d", date(1900, 1, 1))),
        ("d", "1899-12-31", ("n", 0.0)),
        ("d", "2100-12-31", ("d", date(2100, 12, 31))),
        ("d", "2101-01-01", ("n", 73_416.0)),
        ("b", True, ("b", True)),
        ("b", 0, ("b", False)),
        ("n", 3, ("n", 3.0)),
        ("n", float("inf"), ("e", "#NUM!")),
        ("n", float("nan"), ("e", "#NUM!")),
        ("s", "a\0b_x0041_\r\nc\rd", ("s", "abA\nc\nd")),
        ("e", "#N/A", ("e", "#N/A")),
    ],
)
def test_a_plain_value_becomes_a_cell(given: Any, kind: str, plain: object, expected: tuple[str, object]) -> None:
    assert value(given, kind, plain) == expected
    assert isinstance(value(given, kind, plain)[1], type(expected[1]))


def test_cells_of_each_kind_keep_their_formula(given: Any) -> None:
    kinds = [("d", "2026-09-01"), ("d", "2101-01-01"), ("b", True), ("n", 3), ("n", float("inf")), ("s", "a")]
    formulas = [record(0x06, words(0, x, 0), bytes(16)) for x in range(6)]
    book = given([[(0, x, *plain) for x, plain in enumerate(kinds)]], xls(formulas))
    assert [cell.formula for cell in cells_of(book).values()] == ["="] * 6


def test_a_text_that_is_too_long_is_refused_and_one_without_anything_seen_left_out(given: Any) -> None:
    limits = Limits(text=3)
    assert list(cells_of(given([[(0, 0, "s", "abc"), (0, 1, "s", " \u200b "), (1, 0, "s", "")]], xls([]), limits))) == [
        (1, 0)
    ]
    assert code_of(given, [[(0, 0, "s", "abcd")]], xls([]), limits) == ("long_text", {"limit": "3"})


def test_rows_are_counted_over_all_sheets(given: Any) -> None:
    content = xls_of((), (0, ()), (0, ()), (0, ()))
    values = [[(0, 0, "n", 1), (1, 0, "n", 1)], None, [(9, 0, "n", 1), (9, 1, "n", 1)]]
    book = given(values, content, Limits(rows=3))
    assert [(grid.name, grid.hidden, len(grid.rows)) for grid in book.grids] == [("S1", False, 2), ("S3", False, 1)]
    assert code_of(given, values, content, Limits(rows=2)) == ("too_many_rows", {"limit": "2"})
    heads = [(0, [record(0x14, wide(text))]) for text in ("one", "two")]
    assert [text.text for text in given([[], []], xls_of((), *heads)).outside_texts] == ["one", "two"]
    assert [grid.hidden for grid in given([[], [], []], content).grids] == [False, True, False]
    assert code_of(given, [None] * 3, content)[0] == "no_sheets"


def test_what_calamine_and_the_records_do_not_agree_on_is_unread(given: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert code_of(given, [[]], xls_of((), (0, ()), (0, ()))) == ("unread_kind", {})
    for code, expected in (("damaged", "unread_kind"), ("much_work", "much_work")):

        def refuse(_content: object, _limits: object, code: str = code) -> None:
            raise WorkbookError(code)

        monkeypatch.setattr(other_file, "read_values", refuse)
        assert code_of(read_other_file, xls([]), "a", FileKind.XLS)[0] == expected


def test_what_stands_further_to_the_right_is_told_and_not_read(given: Any) -> None:
    values: Values = [(0, 1, "n", 5), (4, 3, "s", "far"), (1, 2, "n", 7), (2, 9, "n", 8)]
    columns = record(0x7D, words(1, 3, 0, 0, 1), bytes(2))
    book = given([values], xls([columns]), Limits(columns=2))
    assert list(cells_of(book)) == [(1, 1)]
    assert book.grids[0].beyond == (2, 2)
    assert book.grids[0].hidden_columns == {1}
    assert [text.text for text in book.outside_texts] == ["far", "7", "8"]
    assert {text.part for text in book.outside_texts} == {OutsidePart.SHEET}
    assert given([values], xls([]), Limits(columns=10)).grids[0].beyond is None


def test_errors_stand_beside_the_values_and_covered_cells_are_taken_out(given: Any) -> None:
    records = [
        record(0x208, words(1, 0, 6, 255, 0, 0, 0x20, 0)),
        record(0xE5, words(1), words(0, 0, 0, 2)),
        record(0x205, words(1, 1, 0), b"\x07\x01"),
        record(0x14, wide("printed")),
    ]
    book = given([[(0, 0, "s", "a"), (0, 2, "s", "under"), (1, 0, "n", 1), (2, 1, "s", "b")]], xls(records))
    grid = book.grids[0]
    assert cells_of(book) == {
        (1, 0): Cell("s", "a"),
        (2, 0): Cell("n", 1.0),
        (2, 1): Cell("e", "#DIV/0!"),
        (3, 1): Cell("s", "b"),
    }
    assert [row.hidden for row in grid.rows] == [False, True, False]
    assert grid.covered == {(1, 2): CoveredCell(Cell("s", "under"), (1, 0))}
    assert book.outside_texts == (
        OutsideText(OutsidePart.SHEET, "printed", "S1"),
        OutsideText(OutsidePart.SHEET, "under", "S1"),
    )
    only_covered = given([[(0, 0, "n", 1), (1, 1, "n", 2)]], xls([record(0xE5, words(1), words(0, 1, 0, 1))]))
    assert [row.number for row in only_covered.grids[0].rows] == [1]


def test_a_cell_has_the_style_of_its_number_or_none(given: Any) -> None:
    cells = [number_cell(0, x, 1, style) for x, style in enumerate((0, 1, 2, 3, 1))]
    content = xls(cells, fonts=[font(struck=True), font(raised=1)], formats=[(1, 10), (2, 0)])
    book = given([[(0, x, "n", 1.0) for x in range(6)]], content)
    struck = Cell("n", 1.0, percent=True, doubts=(Doubt("struck"),))
    raised = Cell("n", 1.0, doubts=(Doubt("raised"),))
    assert list(cells_of(book).values()) == [Cell("n", 1.0), struck, raised, Cell("n", 1.0), struck, Cell("n", 1.0)]
    first_struck = xls([number_cell(0, 0, 1, 1)], fonts=[font(struck=True)], formats=[(1, 0)])
    book = given([[(0, 0, "n", 1.0), (0, 1, "n", 1.0)]], first_struck)
    assert [cell.doubts for cell in cells_of(book).values()] == [(Doubt("struck"),), ()]


def test_a_format_that_hides_a_number_and_a_sheet_without_zeros_put_it_in_doubt(given: Any) -> None:
    view = record(0x23E, words(0))
    content = xls([view, number_cell(0, 0, 0, 1), number_cell(0, 1, 0)], codes={164: "0;;"}, formats=[(0, 164)])
    values: Values = [(0, 0, "n", 0.0), (0, 1, "n", 0.0), (0, 2, "n", 1.0), (0, 3, "b", False), (0, 4, "s", "0")]
    unseen = (Doubt("unseen"),)
    assert [cell.doubts for cell in cells_of(given([values], content)).values()] == [unseen * 2, unseen, (), (), ()]
    assert [cell.doubts for cell in cells_of(given([values], xls([]))).values()] == [()] * 5


def test_an_ods_file_tells_its_percentages_doubts_and_errors_itself() -> None:
    percent = (
        '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>'
    )
    other = '<table:table-cell office:value-type="float" office:value="20000"><text:p>2万</text:p></table:table-cell>'
    typed_text = '<table:table-cell office:value-type="string" table:formula="of:=A1"><text:p>'
    errors = "".join(f"{typed_text}{seen}</text:p></table:table-cell>" for seen in ("#REF!", "Err:502"))
    cells = f"<table:table-row>{percent}{other}{errors}</table:table-row>"
    book = read_other_file(ods(f'<table:table table:name="A">{cells}</table:table>'), "a.ods", FileKind.ODS)
    assert cells_of(book) == {
        (1, 0): Cell("n", 0.5, percent=True),
        (1, 1): Cell("n", 20000.0, doubts=(Doubt("in_units", "2万"),)),
        (1, 2): Cell("e", "#REF!", "of:=A1"),
        (1, 3): Cell("s", "Err:502", "of:=A1"),
    }
    assert (book.name, book.spreadsheet, book.kind) == ("a.ods", True, FileKind.ODS)
