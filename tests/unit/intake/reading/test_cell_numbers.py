"""A number in a cell: which one it is, how it was understood, and what is said of a cell that holds none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.cells.misread import MisreadError
from core.cells.text import excerpt
from core.intake.form.words import text_of
from core.intake.message_values import TextId
from core.intake.reading.cell_values import amount_of, observed_amount
from core.intake.workbook.grid import Cell
from core.plan.indicators import MeasureUnit
from tests.support.intake.grids import cell_of


@pytest.mark.parametrize(
    ("written", "value", "how"),
    [
        ("7", 7.0, ""),
        (" 7 ", 7.0, ""),
        ("７", 7.0, "tidied"),
        ("'7", 7.0, "tidied"),
        ("7人", 7.0, "tidied"),
        ("7,000", 7_000.0, "tidied"),
        ("7千", 7_000.0, "scaled"),
        ("7万", 70_000.0, "scaled"),
        ("7万人", 70_000.0, "scaled"),
        ("7亿", 700_000_000.0, "scaled"),
        ("7万亿", 7_000_000_000_000.0, "scaled"),
        (7, 7.0, ""),
        (1e-9, 0.0, ""),  # as far from a whole number as a sum may be
        (1_000_000.0005, 1_000_000.0, ""),  # of large numbers in proportion
    ],
)
def test_a_whole_number_in_words_or_figures(written: object, value: float, how: str) -> None:
    amount = amount_of(cell_of(written), whole=True)
    assert (amount.value, amount.how) == (value, how)


@pytest.mark.parametrize("written", [1.000_000_001_5, 0.999_999_998_5, 2e-9, 1_000_000.002, "12.5"])
def test_what_is_further_from_a_whole_number_than_a_sum_may_be_is_refused(written: object) -> None:
    with pytest.raises(MisreadError) as refused:
        amount_of(cell_of(written), whole=True)
    assert (refused.value.code, refused.value.values) == ("not_whole", {"found": str(written)})
    assert amount_of(cell_of(written), whole=False).value == float(str(written))


@pytest.mark.parametrize("written", [0.8333, "0.8333"])
def test_a_fraction_of_persons_is_told_its_unit_since_either_may_be_wrong(written: object) -> None:
    with pytest.raises(MisreadError) as refused:
        observed_amount(cell_of(written), MeasureUnit.PERSONS)
    unit = TextId(text_of("unit", "persons"))
    assert (refused.value.code, refused.value.values) == ("not_whole_of_unit", {"found": "0.8333", "unit": unit})
    assert observed_amount(cell_of(written), MeasureUnit.SHARE).value == 0.8333
    with pytest.raises(MisreadError, match="not_a_number"):
        observed_amount(cell_of("many"), MeasureUnit.PERSONS)


@pytest.mark.parametrize("written", [Cell("n", -0.0), "-0", "-0.0"])
@pytest.mark.parametrize("whole", [True, False])
def test_zero_has_no_sign(written: object, whole: bool) -> None:
    assert str(amount_of(cell_of(written), whole=whole).value) == "0.0"


@pytest.mark.parametrize(
    ("written", "scale", "value", "how"),
    [
        (5, 1, 5.0, ""),
        (5, 2, 10.0, "scaled"),
        (5, 10_000, 50_000.0, "scaled"),
        ("5", 10_000, 50_000.0, "scaled"),
        (0.29, 10_000, 2_900.0, "scaled"),
    ],
)
def test_the_scale_of_the_heading_multiplies_what_is_in_the_cell(
    written: object, scale: int, value: float, how: str
) -> None:
    amount = amount_of(cell_of(written), whole=True, scale=Decimal(scale))
    assert (amount.value, amount.how) == (value, how)


@pytest.mark.parametrize("written", ["945.3万", "945.3万元", "9453000元", "¥9,453,000.00"])
def test_a_unit_in_the_cell_and_one_in_the_heading_that_multiplies_are_asked_about(written: str) -> None:
    with pytest.raises(MisreadError) as refused:
        amount_of(cell_of(written), whole=False, scale=Decimal(10_000), unit="yuan")
    assert (refused.value.code, refused.value.values) == ("unit_twice", {"found": written, "scale": "10,000"})


@pytest.mark.parametrize(
    ("written", "unit", "value"),
    [
        ("¥9,453,000.00", "yuan", 9_453_000),
        ("945.3万元", "yuan", 9_453_000),
        ("945.3万", "yuan", 9_453_000),
        ("98600m²", "square_metres", 98_600),
        ("98600平方米", "square_metres", 98_600),
        ("9.86万㎡", "square_metres", 98_600),
        ("150名", "persons", 150),
        ("150个", "persons", 150),
        ("150（人）", "persons", 150),
        ("150元", "", 150),
    ],
)
def test_the_unit_of_the_column_may_stand_in_the_cell(written: str, unit: str, value: float) -> None:
    assert amount_of(cell_of(written), whole=True, unit=unit).value == value


@pytest.mark.parametrize(
    ("written", "unit", "found"),
    [
        ("148亩", "square_metres", "亩"),
        ("98600元", "square_metres", "元"),
        ("¥150", "persons", "元"),
        ("150平方米", "persons", "平方米"),
        ("150台", "persons", "台"),
        ("98600人", "yuan", "人"),
    ],
)
def test_another_unit_in_the_cell_is_asked_about(written: str, unit: str, found: str) -> None:
    with pytest.raises(MisreadError) as refused:
        amount_of(cell_of(written), whole=True, unit=unit)
    assert refused.value.code == "unit_of_cell"
    assert (refused.value.values["found"], refused.value.values["unit"]) == (written, found)


@pytest.mark.parametrize(
    ("cell", "value", "how"),
    [
        (Cell("s", "58.3%"), 0.583, "percent"),
        (Cell("s", "0.583"), 0.583, ""),
        (Cell("n", 0.583, percent=True), 0.583, "percent"),
        (Cell("n", 1.0, percent=True), 1.0, "percent"),
        (Cell("n", 0.583), 0.583, ""),
    ],
)
def test_a_share_may_be_written_as_a_percentage(cell: Cell, value: float, how: str) -> None:
    amount = amount_of(cell, whole=False, share=True)
    assert (amount.value, amount.how) == (value, how)


@pytest.mark.parametrize(
    ("written", "code", "values"),
    [
        (Cell("n", 0.455, percent=True), "percent_for_count", {"found": "45.5%"}),
        (Cell("n", 1.0, percent=True), "percent_for_count", {"found": "100%"}),
        ("45.5%", "percent_for_count", {"found": "45.5%"}),
        ("-", "mark_for_missing", {"found": "-"}),
        ("'", "mark_for_missing", {"found": "'"}),
        ("N/A", "mark_for_missing", {"found": "N/A"}),
        ("约120", "hedged", {"found": "约120"}),
        ("约若干", "not_a_number", {"found": "约若干"}),
        ("共120", "not_a_number", {"found": "共120"}),
        ("(约120)", "not_a_number", {"found": "(约120)"}),
        ("(约)120", "hedged", {"found": "(约)120"}),
        ("约120(人)", "hedged", {"found": "约120(人)"}),
        ("120左右", "hedged", {"found": "120左右"}),
        ("120头", "words_with_number", {"found": "120头"}),
        ("100-120", "range_for_number", {"found": "100-120"}),
        ("100-", "words_with_number", {"found": "100-"}),
        ("12 34", "spaces_within", {"found": "12 34"}),
        ("12³", "footnote_mark", {"found": "12³", "mark": "³", "shown": "12"}),
        ("9" * 400, "too_large_number", {"limit": "1,000,000,000,000,000"}),
        (1e15 + 2, "too_large_number", {"limit": "1,000,000,000,000,000"}),
        (1e308, "too_large_number", {"limit": "1,000,000,000,000,000"}),
        (date(2026, 9, 1), "date_for_number", {"found": "2026-09-01"}),
        ("\u202e46", "turned_round", {"found": "[U+202E]46"}),  # seen as 64
        ("\u202e46\u202c", "turned_round", {"found": "[U+202E]46[U+202C]"}),
        ("64\u202b人", "turned_round", {"found": "64[U+202B]人"}),
        ("\u206746\u2069", "turned_round", {"found": "[U+2067]46[U+2069]"}),
        (Cell("f", "", "A1+B1"), "formula_without_value", {}),
        (Cell("e", "#DIV/0!"), "error_cell", {"found": "#DIV/0!"}),
        (Cell("b", True), "error_cell", {"found": "TRUE"}),
    ],
)
def test_a_cell_without_a_number_is_refused_with_what_stands_in_it(
    written: object, code: str, values: dict[str, str]
) -> None:
    with pytest.raises(MisreadError) as refused:
        amount_of(cell_of(written), whole=True)
    assert (refused.value.code, refused.value.values) == (code, values)


@pytest.mark.parametrize("sign", ["\u202a", "\u202c", "\u202d", "\u200e", "\u200f", "\u2066", "\u2069", "\u200b"])
def test_unseen_signs_that_leave_the_order_of_digits_are_passed_over(sign: str) -> None:
    assert amount_of(cell_of(f"{sign}46"), whole=True).value == 46


def test_no_percentage_is_taken_for_a_count_where_nothing_is_said_of_shares() -> None:
    with pytest.raises(MisreadError, match="percent_for_count"):
        amount_of(cell_of("45%"), whole=False)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("两\n行", "两 行"),
        ("钟\x07", "钟[U+0007]"),
        ("长" * 40, "长" * 40),
        ("长" * 41, "长" * 39 + "…"),
    ],
)
def test_an_excerpt_is_one_line_of_at_most_forty_characters(text: str, shown: str) -> None:
    assert excerpt(text) == shown


def test_an_excerpt_may_be_shorter() -> None:
    assert [excerpt("长" * length, 3) for length in (2, 3, 4)] == ["长长", "长长长", "长长…"]
