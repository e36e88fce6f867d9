"""Numbers, years and reasons as text: rounded once, the same in every place, never hiding a difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets import Symbol
from core.formats import Formats, round_half_up
from core.language import Language, catalogue, language_of
from core.plan.indicators import MeasureUnit

ZH, EN = Formats(catalogue(Language.ZH)), Formats(catalogue(Language.EN))


@pytest.mark.parametrize(
    ("value", "unit", "chinese", "english"),
    [
        (9620, MeasureUnit.PERSONS, "9,620人", "9,620 people"),
        (39_128, MeasureUnit.PERSONS, "3.91万人", "39,128 people"),
        (50_000, MeasureUnit.PERSONS, "5万人", "50,000 people"),
        (1, MeasureUnit.PERSONS, "1人", "1 person"),
        (0, MeasureUnit.COLLEGES, "0所", "0 colleges"),
        (6, MeasureUnit.COLLEGES, "6所", "6 colleges"),
        (0.5826, MeasureUnit.SHARE, "58.3%", "58.3%"),
        (1.0, MeasureUnit.SHARE, "100%", "100%"),
        (0.32, MeasureUnit.RATIO, "3.2 : 6.8", "3.2 : 6.8"),
        (0.40, MeasureUnit.RATIO, "4 : 6", "4 : 6"),
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
    assert ZH.pair(39_128, 50_000, MeasureUnit.PERSONS) == ("3.91万", "5万")


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


@given(value=st.integers(0, 10_000_000))
def test_ten_thousands_agree_with_the_written_out_number(value: int) -> None:
    shown = ZH.number(value, MeasureUnit.PERSONS)
    if shown.endswith("万"):
        assert value >= 10_000
        assert abs(float(shown[:-1].replace(",", "")) * 10_000 - value) <= 50
    else:
        assert int(shown.replace(",", "")) == value


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
