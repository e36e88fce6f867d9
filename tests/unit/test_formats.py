"""Numbers, years and reasons as text: rounded once, the same in every place, never hiding a difference."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets import Symbol
from core.formats import Formats, agreeing_digits, round_half_up, width_of
from core.language import Language, catalogue, language_of
from core.plan.indicators import MeasureUnit

ZH, EN = Formats(catalogue(Language.ZH)), Formats(catalogue(Language.EN))


@pytest.mark.parametrize(
    ("value", "unit", "chinese", "english"),
    [
        (9620, MeasureUnit.PERSONS, "9,620人", "9,620 people"),
        (39_128, MeasureUnit.PERSONS, "39,128人", "39,128 people"),
        (50_000, MeasureUnit.PERSONS, "50,000人", "50,000 people"),
        (1, MeasureUnit.PERSONS, "1人", "1 person"),
        (0, MeasureUnit.COLLEGES, "0所", "0 colleges"),
        (6, MeasureUnit.COLLEGES, "6所", "6 colleges"),
        (0.5826, MeasureUnit.SHARE, "58.3%", "58.3%"),
        (1.0, MeasureUnit.SHARE, "100%", "100%"),
        (0.32, MeasureUnit.RATIO, "3.2 : 6.8", "3.2 : 6.8"),
        (0.40, MeasureUnit.RATIO, "4 : 6", "4 : 6"),
        (0.36984, MeasureUnit.RATIO, "3.7 : 6.3", "3.7 : 6.3"),
    ],
)
def test_a_value_reads_with_its_unit(value: float, unit: MeasureUnit, chinese: str, english: str) -> None:
    assert ZH.quantity(value, unit) == chinese
    assert EN.quantity(value, unit) == english


def test_halves_are_rounded_away_from_zero_and_only_once() -> None:
    assert str(round_half_up(0.125, 2)) == "0.13"
    assert str(round_half_up(2.675, 2)) == "2.68"
    assert ZH.number(0.5745, MeasureUnit.SHARE) == "57.5%"


def test_a_value_and_its_goal_stand_on_one_scale() -> None:
    assert ZH.pair(9620, 10_000, MeasureUnit.PERSONS) == ("9,620", "10,000")
    assert ZH.pair(39_128, 50_000, MeasureUnit.PERSONS) == ("39,128", "50,000")


@pytest.mark.parametrize(
    ("value", "goal", "unit"),
    [
        (0.5996, 0.60, MeasureUnit.SHARE),
        (0.39999, 0.40, MeasureUnit.RATIO),
        (49_999, 50_000, MeasureUnit.PERSONS),
        (9_999, 10_000, MeasureUnit.PERSONS),
    ],
)
def test_a_value_just_short_of_its_goal_never_looks_equal_to_it(value: float, goal: float, unit: MeasureUnit) -> None:
    for formats in (ZH, EN):
        shown, target = formats.pair(value, goal, unit)
        assert shown != target


@pytest.mark.slow
@given(value=st.integers(0, 10_000_000))
def test_a_count_is_written_out_whole_whatever_its_size(value: int) -> None:
    for formats in (ZH, EN):
        shown = formats.number(value, MeasureUnit.PERSONS)
        assert int(shown.replace(",", "")) == value


@pytest.mark.parametrize(
    ("values", "unit", "zh", "en"),
    [
        ((0, 10_000, 20_000), MeasureUnit.PERSONS, "0 1万 2万", "0 10,000 20,000"),
        ((10_000, 12_000, 14_000), MeasureUnit.PERSON_TIMES, "1万 1.2万 1.4万", "10,000 12,000 14,000"),
        ((0, 5_000, 10_000, 15_000), MeasureUnit.PERSONS, "0 5,000 10,000 15,000", "0 5,000 10,000 15,000"),
        ((10_000, 12_500, 15_000), MeasureUnit.PERSONS, "10,000 12,500 15,000", "10,000 12,500 15,000"),
        ((0, 9_000), MeasureUnit.PERSONS, "0 9,000", "0 9,000"),
        ((-20_000, 0, 20_000), MeasureUnit.PERSONS, "-2万 0 2万", "-20,000 0 20,000"),
        ((0, 20_000_000), MeasureUnit.PERSONS, "0 2,000万", "0 20,000,000"),
        ((0.0, 0.05, 0.1), MeasureUnit.SHARE, "0% 5% 10%", "0% 5% 10%"),
        ((0.0, 0.025, 0.05), MeasureUnit.SHARE, "0% 2.5% 5%", "0% 2.5% 5%"),
        ((0.2, 0.3), MeasureUnit.RATIO, "2 : 8 3 : 7", "2 : 8 3 : 7"),
        ((0, 2, 4), MeasureUnit.COLLEGES, "0 2 4", "0 2 4"),
    ],
)
def test_an_axis_is_in_ten_thousands_in_chinese_where_all_its_ticks_are_exact_in_them(
    values: tuple[float, ...], unit: MeasureUnit, zh: str, en: str
) -> None:
    assert " ".join(ZH.ticks(values, unit)) == zh
    assert " ".join(EN.ticks(values, unit)) == en


@given(values=st.lists(st.integers(-500, 500).map(lambda step: step * 500), min_size=1, max_size=8))
def test_the_labels_of_an_axis_are_its_ticks_exactly_and_in_one_notation(values: list[int]) -> None:
    labels = ZH.ticks(values, MeasureUnit.PERSONS)
    in_wan = ["万" in label for label, value in zip(labels, values, strict=True) if value]
    assert len(set(in_wan)) <= 1
    for label, value in zip(labels, values, strict=True):
        assert float(label.removesuffix("万").replace(",", "")) * (10_000 if "万" in label else 1) == value


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (50_000, MeasureUnit.PERSONS, "5万人", "50,000 people"),
        (12_000, MeasureUnit.PERSONS, "1.2万人", "12,000 people"),
        (12_300, MeasureUnit.PERSONS, "12,300人", "12,300 people"),
        (9_000, MeasureUnit.PERSONS, "9,000人", "9,000 people"),
        (8, MeasureUnit.COLLEGES, "8所", "8 colleges"),
        (0.6, MeasureUnit.SHARE, "60%", "60%"),
        (0.6025, MeasureUnit.SHARE, "60.25%", "60.25%"),
        (0.4, MeasureUnit.RATIO, "4 : 6", "4 : 6"),
    ],
)
def test_the_flag_of_a_goal_says_its_value_exactly(value: float, unit: MeasureUnit, zh: str, en: str) -> None:
    assert ZH.goal_value(value, unit) == zh
    assert EN.goal_value(value, unit) == en


@pytest.mark.parametrize(
    ("value", "digits", "zh", "en"),
    [
        (2_000_000, 0, "200万", "2,000,000"),
        (5_050, 0, "0.51万", "5,050"),
        (-5_000, 0, "-0.5万", "-5,000"),
        (12_345.67, 4, "1.2346万", "12,345.67"),
        (0, 0, "0", "0"),
    ],
)
def test_money_is_in_ten_thousands_in_chinese_small_amounts_too(value: float, digits: int, zh: str, en: str) -> None:
    assert (ZH.yuan(value, digits), EN.yuan(value, digits)) == (zh, en)


def test_shares_differ_by_percentage_points_and_small_differences_are_not_lost() -> None:
    assert ZH.difference(-0.036, MeasureUnit.RATIO) == "3.6个百分点"
    assert EN.difference(0.018, MeasureUnit.SHARE) == "1.8 pp"
    assert ZH.difference(0.0004, MeasureUnit.SHARE) == "0.04个百分点"


def test_a_pace_carries_its_sign() -> None:
    assert ZH.pace(0.018, MeasureUnit.SHARE) == "+1.8个百分点"
    assert ZH.pace(-120, MeasureUnit.PERSONS) == "−120人"
    assert EN.pace(0.4, MeasureUnit.COLLEGES) == "+0.4 colleges"
    assert ZH.pace(0, MeasureUnit.PERSONS) == "0人"


@pytest.mark.parametrize("symbol", [symbol for symbol in Symbol if symbol])
def test_a_missing_value_says_why_and_never_reads_as_zero(symbol: Symbol) -> None:
    for formats in (ZH, EN):
        words = formats.missing_reason(symbol)
        assert words
        assert not words.startswith("symbol.")
        assert "0" not in words


def test_the_language_is_the_one_asked_for_then_the_browsers_then_chinese() -> None:
    assert language_of("en", "zh-CN") is Language.EN
    assert language_of(None, "en-GB") is Language.EN
    assert language_of(None, "zh-TW") is Language.ZH
    assert language_of(None, None) is Language.ZH
    assert language_of("fr", "de") is Language.EN


def test_a_number_takes_the_decimals_that_are_asked_for() -> None:
    assert ZH.number(-12_000, MeasureUnit.PERSONS) == "-12,000"
    assert ZH.number(9_999, MeasureUnit.PERSONS) == "9,999"
    assert ZH.number(12_345.67, MeasureUnit.PERSONS, digits=1) == "12,345.7"
    assert ZH.number(0.4567, MeasureUnit.SHARE, digits=2) == "45.67%"
    assert ZH.number(0.4567, MeasureUnit.RATIO, digits=2) == "4.57 : 5.43"


def test_a_computed_count_below_a_hundred_keeps_one_decimal() -> None:
    values = (4.6, -4.6, 99.5, 100.0, 100.5, -150.5, 5.0)
    assert [ZH.decimals(value) for value in values] == [1, 1, 1, 0, 0, 0, 0]
    assert ZH.plain(10.0, 1, trim=True) == "10"
    assert ZH.plain(1234.5, 2, trim=True) == "1,234.5"
    assert ZH.plain(1234.5, 2) == "1,234.50"
    assert ZH.plain(-0.4) == "0"


def test_two_values_that_differ_look_different_and_heads_are_whole() -> None:
    assert ZH.pair(100_000, 100_000, MeasureUnit.PERSONS) == ("100,000", "100,000")
    assert ZH.pair(99_999, 100_000, MeasureUnit.PERSONS) == ("99,999", "100,000")
    assert ZH.pair(99_999.7, 100_000, MeasureUnit.PERSONS) == ("100,000", "100,000")
    assert ZH.quantity(46.3, MeasureUnit.PERSONS) == "46人"
    assert ZH.quantity(4.6, MeasureUnit.COLLEGES) == "4.6所"
    assert ZH.pair(0.5996, 0.60, MeasureUnit.SHARE) == ("59.96%", "60%")
    assert ZH.pair(0.59996, 0.60, MeasureUnit.SHARE) == ("59.996%", "60%")


@pytest.mark.parametrize(
    ("value", "goal", "shown", "number"),
    [
        (0.5833, None, "58.3", 58.3),
        (0.5833, 0.60, "58.3", 58.3),
        (0.5996, 0.60, "59.96", 59.96),
        (0.599_996, 0.60, "59.9996", 59.9996),
        (0.599_999_96, 0.60, "60.0000", 60.0),
        (0.60, 0.60, "60.0", 60.0),
        (12.345, None, "1,234.5", 1234.5),
    ],
)
def test_a_percentage_takes_the_decimals_that_tell_it_from_its_goal(
    value: float, goal: float | None, shown: str, number: float
) -> None:
    assert ZH.percent(value, goal) == (shown, number)


@pytest.mark.parametrize(
    ("first", "second", "digits"),
    [
        (36.0, 37.0, 1),
        (36.91, 36.94, 2),
        (36.910, 36.911, 3),
        (36.9111, 36.9112, 4),
        (36.0, 36.0, 1),
        # 36.0 and 36.1 with a difference of 0.02 would read as 0.1.
        (36.04, 36.06, 2),
        (59.85, 60.0, 1),
        # 80.3 and 79.4 would read as 0.9 for 0.8487; 80.28 and 79.44 read as 0.84, and that is near enough.
        (80.28452, 79.43583, 2),
    ],
)
def test_two_numbers_take_the_decimals_that_agree_with_their_difference(
    first: float, second: float, digits: int
) -> None:
    assert agreeing_digits(first, second, 1) == digits


@pytest.mark.parametrize(
    ("value", "other", "unit", "shown"),
    [
        (39_128, 50_000, MeasureUnit.PERSONS, ("39,128", "50,000", "10,872人")),
        (26_011, 25_041, MeasureUnit.PERSON_TIMES, ("26,011", "25,041", "970人次")),
        (9_999.1, 10_000, MeasureUnit.PERSONS, ("9,999", "10,000", "1人")),
        (0.3604, 0.3606, MeasureUnit.SHARE, ("36.04%", "36.06%", "0.02个百分点")),
        (0.612, 0.6, MeasureUnit.SHARE, ("61.2%", "60%", "1.2个百分点")),
        (0.36903, 0.4, MeasureUnit.RATIO, ("3.69 : 6.31", "4 : 6", "3.1个百分点")),
        (4.72, 6, MeasureUnit.COLLEGES, ("4.7", "6", "1.3所")),
        (6, 6, MeasureUnit.COLLEGES, ("6", "6", "0所")),
    ],
)
def test_two_values_and_their_difference_are_rounded_once_and_together(
    value: float, other: float, unit: MeasureUnit, shown: tuple[str, str, str]
) -> None:
    compared = ZH.comparison(value, other, unit)
    assert (compared.value, compared.other, compared.difference) == shown


def test_a_small_difference_keeps_up_to_four_decimals_of_a_point() -> None:
    assert EN.difference(-0.000_001, MeasureUnit.SHARE) == "0.0001 pp"
    assert EN.difference(0.000_000_1, MeasureUnit.SHARE) == "0 pp"
    assert EN.difference(0.2, MeasureUnit.SHARE) == "20 pp"
    assert ZH.difference(-3, MeasureUnit.COLLEGES) == "3所"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.04, MeasureUnit.COLLEGES, "0所"),
        (0.05, MeasureUnit.COLLEGES, "+0.1所"),
        (-3.0, MeasureUnit.COLLEGES, "−3所"),
        (9.96, MeasureUnit.PERSONS, "+10人"),
        (12.34, MeasureUnit.PERSONS, "+12人"),
        (-150.4, MeasureUnit.PERSONS, "−150人"),
        (12_000, MeasureUnit.PERSONS, "+12,000人"),
        (-0.0004, MeasureUnit.SHARE, "−0.04个百分点"),
        (0.02, MeasureUnit.RATIO, "+2个百分点"),
    ],
)
def test_a_yearly_change_is_signed_and_whole_from_ten_on_unless_computed(
    value: float, unit: MeasureUnit, shown: str
) -> None:
    assert ZH.pace(value, unit) == shown


def test_growth_is_signed_unless_it_rounds_to_nothing() -> None:
    assert [ZH.growth(value) for value in (0.031, -0.02, 0.0004, -0.0004, 0.0)] == ["+3.1%", "−2%", "0%", "0%", "0%"]


def test_widths_ticks_days_and_unit_words() -> None:
    assert [width_of(text) for text in ("ab", "中", "a中", "\u2e7f", "\u2e80")] == [2, 2, 3, 1, 2]
    assert (ZH.day(date(2025, 9, 1)), ZH.day(None)) == ("2025-09-01", "—")
    assert EN.with_unit("1", MeasureUnit.PERSONS) == "1 person"
    assert EN.with_unit("1.5", MeasureUnit.PERSONS) == "1.5 people"
    assert [ZH.value_mark(*of) for of in ((False, False), (True, False), (False, True), (True, True))] == [
        "",
        "（快报）",
        "（下限）",
        "（快报，下限）",
    ]
