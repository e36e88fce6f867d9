"""What a file stores for a cell, decoded: each type at its bounds, and what is no value of its type."""

from __future__ import annotations

from datetime import date

import pytest

from core.intake.workbook.cell_decoder import CellDecoder, WorkbookContext
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Cell

FORMATS = ["d", "", "%"]


def decoder(epoch: date = date(1899, 12, 30)) -> CellDecoder:
    return CellDecoder(WorkbookContext(["zero", "one", " \n"], FORMATS, epoch, 9, 9), 5)


@pytest.mark.parametrize(
    ("kind", "raw", "style", "cell"),
    [
        ("n", "12", "1", Cell("n", 12.0)),
        ("n", "-0.5", "1", Cell("n", -0.5)),
        ("n", "0.25", "2", Cell("n", 0.25, "", True)),
        ("n", "0.25", "3", Cell("n", 0.25)),
        ("n", "0.25", "-1", Cell("n", 0.25)),
        ("n", "0.25", "-3", Cell("n", 0.25)),
        ("", "7", "1", Cell("n", 7.0)),
        ("n", "0", "0", Cell("n", 0.0)),
        ("n", "0.99", "0", Cell("n", 0.99)),
        ("n", "1", "0", Cell("d", date(1899, 12, 31))),
        ("n", "1.5", "0", Cell("d", date(1899, 12, 31))),
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


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("s", "3", "damaged"),
        ("s", "-1", "damaged"),
        ("n", "nan", "damaged"),
        ("n", "inf", "damaged"),
        ("n", "-inf", "damaged"),
        ("n", "1e400", "damaged"),
        ("str", "sixsix", "long_text"),
        ("str", "      ", "long_text"),
    ],
)
def test_what_means_nothing_or_too_much_is_refused(kind: str, raw: str, code: str) -> None:
    with pytest.raises(WorkbookError) as error:
        decoder().decode(kind, raw, "1", "")
    assert (error.value.code, error.value.values) == (code, {"limit": "5"} if code == "long_text" else {})


@pytest.mark.parametrize(
    ("kind", "raw", "style"),
    [("n", "x", "1"), ("n", "1", "x"), ("s", "x", "1"), ("s", "1.0", "1"), ("d", "2024-02-30", "1"), ("d", "x", "1")],
)
def test_a_text_that_is_no_value_of_its_type_is_no_value(kind: str, raw: str, style: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decoder().decode(kind, raw, style, "")


def test_equal_cells_are_made_once_up_to_50000_of_them() -> None:
    decoded = decoder()
    cells = [decoded.decode("n", str(number), "1", "") for number in range(50_000)]
    assert cells[49_999] == Cell("n", 49_999.0)
    assert decoded.decode("n", "49999", "1", "") is cells[49_999]
    assert decoded.decode("n", "0", "1", "") is cells[0]
    assert decoded.decode("n", "50000", "1", "") == decoded.decode("n", "50000", "1", "") == Cell("n", 50_000.0)
    assert decoded.decode("n", "50000", "1", "") is not decoded.decode("n", "50000", "1", "")
    assert decoded.decode("n", "0", "2", "") == Cell("n", 0.0, "", True)
