"""What the forecasts for a goal that is due would have said: whole colleges, no word of today, no contradiction."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.assessment import ClosingEvaluation, Coverage, IntervalRecord, Point, evaluate_closing
from core.commands.main import main
from core.context import Context, context_for
from core.datasets import RowStatus, Symbol
from core.language import Language
from core.panels.judgement.closing_record import lesson, record, record_word
from core.panels.judgement.opinions import verdict
from core.panels.registry import PANELS
from core.panels.units_not_reported import part_sentence
from core.plan.indicators import MeasureUnit
from core.toml_entries import Words
from tests.support.goals import CLOSED, assess_values, indicator, share
from tests.support.release_frames import tiny_release

FAIR, NARROW, WIDE, FEW = (IntervalRecord(*numbers) for numbers in ((4, 5), (0, 3), (11, 11), (2, 2)))


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return context_for(tiny_release(tmp_path_factory.mktemp("release"), date(2024, 12, 31)), Language.EN)


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Context:
    home: Path = tmp_path_factory.mktemp("chinese")
    return context_for(tiny_release(home, date(2024, 12, 31)), Language.ZH)


def closed(values: dict[int, float], target: float, unit: MeasureUnit = MeasureUnit.COLLEGES) -> ClosingEvaluation:
    measure = indicator().model_copy(update={"unit": unit})
    closing = evaluate_closing(assess_values(values, target, CLOSED, measure=measure), ())
    assert closing is not None
    return closing


def test_colleges_are_forecast_in_whole_numbers_and_missed_by_whole_ones(context: Context) -> None:
    """Each forecast for 2025 is a whole number, and so is its distance to the 6 that came."""
    closing = closed({2020: 2, 2021: 3, 2022: 3, 2023: 4, 2024: 4, 2025: 6}, 8)
    forecasts = [year for year in closing.years if year.forecast is not None]
    assert [(year.forecast, year.error) for year in forecasts] == [(5, -1), (4, -2), (5, -1), (4, -2)]
    said = record(closing, context)
    assert "colleges below what came." in said
    assert "." not in said.replace(". ", "").rstrip("."), "no decimals"


def test_a_forecast_that_is_whole_what_came_is_exactly_that(context: Context) -> None:
    """A fifth of a college more a year: 5.6, 5.8 and the like are six, and six came."""
    closing = closed({2019: 6, 2020: 6, 2021: 6, 2022: 6, 2023: 6, 2024: 6, 2025: 6}, 8)
    assert record(closing, context).count("6 colleges, exactly what came.") == 3


def test_shares_take_one_decimal_as_in_the_table_below(context: Context) -> None:
    """56.94 % came: 56.9 % forecast was near, yet not the same."""
    values = {2020: (500, 1000), 2021: (520, 1000), 2022: (540, 1000), 2023: (560, 1000), 2025: (5694, 10_000)}
    closing = evaluate_closing(assess_values(values, 0.7, CLOSED, measure=share()), ())
    assert closing is not None
    assert record(closing, context) == (
        "From today's values up to 2021 the forecast would have been 55.8%, 1.1 pp below what came."
        " From today's values up to 2022 the forecast would have been 56.9%, 0.04 pp below what came."
        " From today's values up to 2023 the forecast would have been 58%, 1 pp above what came."
    )


@pytest.mark.parametrize("intervals", [FAIR, NARROW, WIDE, FEW], ids=["fair", "narrow", "wide", "few"])
@pytest.mark.parametrize("side", [-1, 0, 1])
def test_a_goal_that_is_due_says_nothing_of_today(
    context: Context, chinese: Context, intervals: IntervalRecord, side: int
) -> None:
    said = lesson(intervals, side, context)
    assert "today" not in said
    assert "made like these for the next plan" in said
    assert "今天" not in lesson(intervals, side, chinese)
    assert "下一轮规划" in lesson(intervals, side, chinese)


def test_intervals_are_not_taken_as_they_stand_when_every_forecast_erred_to_one_side(context: Context) -> None:
    head = "Looking back at 5 forecasts of this kind: about 4 of the 80% intervals should have held what came; 4 did. "
    assert lesson(FAIR, 0, context) == head + (
        "About as it should be: the interval of a forecast made like these for the next plan could be taken as it"
        " stands."
    )
    assert lesson(FAIR, -1, context) == head + (
        "Every one was too low: a forecast made like these for the next plan would probably be too low, too."
    )
    assert lesson(FAIR, 1, context) == head + (
        "Every one was too high: a forecast made like these for the next plan would probably be too high, too."
    )


def test_the_word_of_a_record_says_that_it_always_erred_to_one_side(context: Context, chinese: Context) -> None:
    """Steps up at the end: every forecast from a level line is too low, and none of its intervals held what came."""
    level = {2016: 6.0, 2017: 6.0, 2018: 6.0, 2019: 6.0, 2020: 6.0, 2021: 6.0, 2022: 6.0, 2023: 6.0, 2024: 6.0}
    missed = closed({**level, 2025: 20.0}, 8)
    assert record_word(missed, context) == "Surer than they should have been"
    near = closed({**level, 2025: 7.0}, 8)
    assert (near.hits, near.tries) == (4, 5)
    assert record_word(near, context) == "Too low every time"
    assert record_word(near, chinese) == "历次都偏低"


@pytest.mark.parametrize(
    ("later", "word", "sentence"),
    [
        (
            {},
            "Not yet published",
            "The goal is due but the value of its year is not yet published, so no verdict is given.",
        ),
        (
            {2026: 9500.0},
            "Not reported",
            "The goal is due but its year has no value (2025: not reported), so no verdict is given.",
        ),
    ],
    ids=["nothing after it", "a later year is there"],
)
def test_a_year_that_nobody_reported_is_not_called_unpublished(
    context: Context, later: dict[int, float], word: str, sentence: str
) -> None:
    opinion = verdict(assess_values({2020: 9000.0, 2024: 9400.0, **later}, 10_000, CLOSED), context)
    assert (opinion.word, opinion.sentence) == (word, sentence)


def part(missing: int, so_far: float | None) -> tuple[Point, Coverage]:
    """2026 of five units, of which so many have not reported all."""
    coverage = Coverage(5, tuple(Words(zh=name, en=name) for name in "ABCDE"[:missing]), so_far)
    return Point(2026, None, None, None, Symbol.NOT_REPORTED, RowStatus.REPORTED, False, 0, coverage), coverage


def test_nobody_and_a_part_of_a_unit_are_told_apart(context: Context, chinese: Context) -> None:
    """Of four units whole and a programme of the fifth all 7,765 count so far; of nobody nothing does."""
    assert part_sentence(*part(5, None), MeasureUnit.PERSONS, context) == "Nobody has reported 2026 yet."
    assert part_sentence(*part(5, None), MeasureUnit.PERSONS, chinese) == "2026年尚无单位报送。"
    assert part_sentence(*part(1, 7765.0), MeasureUnit.PERSONS, context) == (
        "2026: 4 of 5 units have reported in full; in all 7,765 people so far, not comparable with other years."
    )
    assert part_sentence(*part(5, 678.0), MeasureUnit.PERSONS, context) == (
        "2026: 0 of 5 units have reported in full; in all 678 people so far, not comparable with other years."
    )


def test_open_questions_of_a_goal_are_set_apart(chinese: Context) -> None:
    cells = [cell.text for line in PANELS["goals"](chinese, {}).table.rows for cell in line]
    assert "是否含技工学校和附设中职班；是否含万盛" in cells


def test_before_the_plan_a_command_promises_no_values(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--lang", "en", "assess", "--as-of", "2021-09-01"])
    assert capsys.readouterr().err.endswith("on this date there were no goals yet.\n")
