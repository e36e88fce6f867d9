"""What a file stores for a cell, decoded: each type at its bounds, and what is no value of its type."""

from __future__ import annotations

from datetime import date

import pytest

from core.intake.workbook.cell_decoder import CellDecoder, WorkbookContext
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Cell, Doubt
from core.intake.workbook.limits import Limits
from core.intake.workbook.looks.fonts import Font
from core.intake.workbook.looks.styles_part import CellStyle, Styles

STYLES = Styles((CellStyle("d", "yyyy-mm-dd"), CellStyle(), CellStyle("%", "0%")))


def decoder(epoch: date = date(1899, 12, 30)) -> CellDecoder:
    return CellDecoder(WorkbookContext(["zero", "one", " \n"], STYLES, epoch, 9, 9, 99), Limits(text=5, characters=99))


@pytest.mark.parametrize(
    ("kind", "raw", "style", "cell"),
    [
        ("n", "12", "1", Cell("n", 12.0)),
        ("n", "-0.5", "1", Cell("n", -0.5)),
        ("n", "0.25", "2", Cell("n", 0.25, "", True)),
        ("n", "0.25", "3", Cell("n", 0.25)),
        ("", "7", "1", Cell("n", 7.0)),
        ("n", "0", "0", Cell("n", 0.0)),
        ("n", "0.99", "0", Cell("n", 0.99)),
        ("n", "1", "0", Cell("d", date(1900, 1, 1))),
        ("n", "1.5", "0", Cell("d", date(1900, 1, 1))),
        ("n", "59", "0", Cell("d", date(1900, 2, 28))),
        ("n", "61", "0", Cell("d", date(1900, 3, 1))),
        ("n", "45170", "0", Cell("d", date(2023, 9, 1))),
        ("n", "45170.75", "0", Cell("d", date(2023, 9, 1))),
        ("n", "45170", "1", Cell("n", 45170.0)),
        ("n", "73414", "0", Cell("d", date(2100, 12, 30))),
        ("n", "73415", "0", Cell("d", date(2100, 12, 31))),
        ("n", "73416", "0", Cell("n", 73416.0)),
        ("d", "2024-02-29", "1", Cell("d", date(2024, 2, 29))),
        ("d", "2024-02-29T10:30:00", "1", Cell("d", date(2024, 2, 29))),
        ("b", "1", "0", Cell("b", True)),
        ("b", "true", "0", Cell("b", True)),
        ("b", "0", "0", Cell("b", False)),
        ("b", "false", "0", Cell("b", False)),
        ("e", "#DIV/0!", "0", Cell("e", "#DIV/0!")),
        ("str", "five5", "0", Cell("s", "five5")),
        ("str", " \t", "0", None),
        ("s", "0", "0", Cell("s", "zero")),
        ("s", "1", "0", Cell("s", "one")),
        ("s", "2", "0", None),
        ("n", "", "0", None),
        ("n", None, "0", None),
        ("s", "", "0", None),
    ],
)
def test_a_stored_value_is_decoded_by_its_type_and_its_format(
    kind: str, raw: str | None, style: str, cell: Cell | None
) -> None:
    decoded = decoder()
    assert decoded.decode(kind, raw, style, "") == cell
    assert decoded.decode(kind, raw, style, "") == cell


@pytest.mark.parametrize(
    ("kind", "raw", "style", "cell"),
    [
        ("n", "12", "1", Cell("n", 12.0, "A1")),
        ("n", "0.5", "2", Cell("n", 0.5, "A1", True)),
        ("n", "45170", "0", Cell("d", date(2023, 9, 1), "A1")),
        ("d", "2024-02-29", "1", Cell("d", date(2024, 2, 29), "A1")),
        ("b", "0", "0", Cell("b", False, "A1")),
        ("e", "#REF!", "0", Cell("e", "#REF!", "A1")),
        ("s", "1", "0", Cell("s", "one", "A1")),
        ("str", "a", "0", Cell("s", "a", "A1")),
        ("str", " ", "0", None),
        ("str", "", "0", None),
        ("str", None, "0", None),
        ("n", "", "0", Cell("f", "", "A1")),
        ("n", None, "0", Cell("f", "", "A1")),
        ("b", None, "0", Cell("f", "", "A1")),
    ],
)
def test_a_formula_is_kept_beside_its_stored_result(kind: str, raw: str | None, style: str, cell: Cell | None) -> None:
    assert decoder().decode(kind, raw, style, "A1") == cell


def test_days_count_from_the_epoch_of_the_workbook() -> None:
    assert decoder(date(1904, 1, 1)).decode("n", "1", "0", "") == Cell("d", date(1904, 1, 2))


@pytest.mark.parametrize("raw", ["sixsix", "      "])
def test_a_text_that_is_too_long_is_refused(raw: str) -> None:
    with pytest.raises(WorkbookError) as error:
        decoder().decode("str", raw, "1", "")
    assert (error.value.code, error.value.values) == ("long_text", {"limit": "5"})


def test_the_characters_of_a_file_are_bounded_and_a_repeated_text_counts_once() -> None:
    decoded = CellDecoder(WorkbookContext([], STYLES, date(1899, 12, 30), 9, 9, 7), Limits(characters=7))
    cells = [decoded.decode("str", text, "1", "") for text in ("four", "four", "two")]
    assert cells == [Cell("s", "four"), Cell("s", "four"), Cell("s", "two")]
    for kind, formula in (("str", ""), ("n", "A1")):
        with pytest.raises(WorkbookError) as error:
            decoded.decode(kind, "1", "1", formula)
        assert (error.value.code, error.value.values) == ("much_text", {"limit": "7"})


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("n", "x"),
        ("n", "nan"),
        ("n", "inf"),
        ("n", "-inf"),
        ("n", "1e400"),
        ("n", "1_000"),
        ("n", "１２"),
        ("s", "3"),
        ("s", "-1"),
        ("s", "x"),
        ("s", "1.0"),
        ("d", "2024-02-30"),
        ("d", "x"),
    ],
)
def test_what_is_no_value_of_its_type_is_an_error_of_this_cell_only(kind: str, raw: str) -> None:
    assert decoder().decode(kind, raw, "1", "") == Cell("e", raw)


@pytest.mark.parametrize("style", ["", "x", "-1", "9", "~", "~x"])
def test_a_style_that_is_none_is_the_plain_one(style: str) -> None:
    assert decoder().decode("n", "45170", style, "") == Cell("n", 45170.0)


def test_a_style_of_the_row_lends_its_looks_and_not_its_number_format() -> None:
    struck = Styles((CellStyle(), CellStyle("d", "yyyy-m", Font(struck=True))))
    decoded = CellDecoder(WorkbookContext([], struck, date(1899, 12, 30), 9, 9, 9), Limits())
    assert decoded.decode("n", "45170", "~1", "") == Cell("n", 45170.0, doubts=(Doubt("struck"),))
    assert decoded.decode("n", "45170", "1", "") == Cell("d", date(2023, 9, 1), doubts=(Doubt("struck"),))


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        ("2024-02-29T10:30:00Z", Cell("d", date(2024, 2, 29))),
        ("2024-02-29T10:30:00.123", Cell("d", date(2024, 2, 29))),
        ("2024-02-29T10:30:00+08:00", Cell("d", date(2024, 2, 29))),
        ("20240229", Cell("d", date(2024, 2, 29))),
        ("10:30:00", Cell("s", "10:30:00")),
        ("T08:05", Cell("s", "08:05")),
        ("2024-02", Cell("e", "2024-02")),
    ],
)
def test_days_and_times_in_iso_8601(raw: str, cell: Cell) -> None:
    assert decoder().decode("d", raw, "", "") == cell


def test_equal_cells_are_made_once_up_to_50000_of_them() -> None:
    decoded = decoder()
    cells = [decoded.decode("n", str(number), "1", "") for number in range(50_000)]
    assert cells[49_999] == Cell("n", 49_999.0)
    assert decoded.decode("n", "49999", "1", "") is cells[49_999]
    assert decoded.decode("n", "0", "1", "") is cells[0]
    assert decoded.decode("n", "50000", "1", "") == decoded.decode("n", "50000", "1", "") == Cell("n", 50_000.0)
    assert decoded.decode("n", "50000", "1", "") is not decoded.decode("n", "50000", "1", "")
    assert decoded.decode("n", "0", "2", "") == Cell("n", 0.0, "", True)
