"""The closing evaluation: what came, when it was first reached, and how wrong the forecasts of each year had been."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.assessment import ClosingEvaluation, Status, Vintage, assess, evaluate_closing
from core.assessment.closing import ClosingYear
from core.plan.indicators import Better
from tests.support.goals import CLOSED, OPEN, WORDS, assess_values, indicator, points, share

Values = dict[int, float | None]

EVEN: Values = dict.fromkeys(range(2018, 2025), 100.0)
"""Seven years without a change: every forecast says 100, and its spread is the least, 1 a year."""


def closed(
    values: Values, target: float = 150.0, vintages: Iterable[Vintage] = (), **changes: Any
) -> ClosingEvaluation:
    """The evaluation of a goal of 2020 for 2025."""
    closing = evaluate_closing(assess_values(values, target, CLOSED, **changes), vintages)
    assert closing is not None
    return closing


def vintage(as_of: date, values: Values, release: str = "release", status: Status | None = None) -> Vintage:
    return Vintage(as_of, release, tuple(points(values)), status)


def of(closing: ClosingEvaluation, year: int) -> ClosingYear:
    (row,) = (row for row in closing.years if row.year == year)
    return row


# What came


@pytest.mark.parametrize(
    ("values", "status", "gap", "first", "lost"),
    [
        ({2020: 100, 2023: 140, 2025: 150}, Status.MET, 0.0, 2025, False),
        ({2020: 100, 2023: 160, 2025: 155}, Status.MET, 5.0, 2023, False),
        ({2020: 100, 2023: 140, 2025: 149}, Status.MISSED, -1.0, None, False),
        ({2020: 100, 2023: 160, 2024: 170, 2025: 145}, Status.MISSED, -5.0, 2023, True),
        ({2020: 150, 2025: 145}, Status.MISSED, -5.0, 2020, True),
        ({2020: 100, 2023: 160, 2025: None}, Status.NOT_PUBLISHED, None, 2023, False),
        ({2020: 100, 2023: 140}, Status.NOT_PUBLISHED, None, None, False),
        ({}, Status.NOT_PUBLISHED, None, None, False),
    ],
)
def test_a_goal_is_reached_missed_lost_again_or_not_yet_published(
    values: Values, status: Status, gap: float | None, first: int | None, lost: bool
) -> None:
    closing = closed(values)
    assert (closing.assessment.status, closing.assessment.gap) == (status, gap)
    assert (closing.first_reached, closing.lost_again) == (first, lost)


def test_what_was_reached_before_the_baseline_or_after_the_target_year_does_not_count() -> None:
    closing = closed({2018: 200, 2020: 100, 2025: 140, 2026: 200})
    assert (closing.first_reached, closing.lost_again) == (None, False)


def test_fewer_may_be_better() -> None:
    closing = closed({2020: 100, 2022: 50, 2025: 60}, 50.0, better="lower")
    assert (closing.assessment.status, closing.first_reached, closing.lost_again) == (Status.MISSED, 2022, True)


def test_before_the_due_date_and_without_a_goal_there_is_no_evaluation() -> None:
    assert evaluate_closing(assess_values(EVEN, 150.0, OPEN), ()) is None
    assert evaluate_closing(assess(indicator(), points(EVEN), None, CLOSED), ()) is None


# Year by year


def test_every_year_from_the_baseline_to_the_target_has_what_was_expected_and_what_came() -> None:
    closing = closed({2020: 100, 2021: 104, 2022: None, 2023: 128, 2025: 151})
    assert [(row.year, row.expected, row.observed) for row in closing.years] == [
        (2020, 100, 100),
        (2021, 110, 104),
        (2022, 120, None),
        (2023, 130, 128),
        (2024, 140, None),
        (2025, 150, 151),
    ]


def test_an_error_is_what_was_forecast_less_what_came() -> None:
    below, above = closed({**EVEN, 2025: 104.0}), closed({**EVEN, 2025: 97.0})
    for year in (2020, 2021, 2022, 2023, 2024):
        assert (of(below, year).forecast, of(below, year).error) == (100.0, -4.0)
        assert (of(above, year).forecast, of(above, year).error) == (100.0, 3.0)


def test_a_forecast_is_made_from_the_values_up_to_its_year_only() -> None:
    # 10 a year at first: half of that is carried on, 120 + 3 × 5. The drop of 2023 was not known.
    closing = closed({2020: 100, 2021: 110, 2022: 120, 2023: 60, 2024: 60, 2025: 60})
    assert of(closing, 2021).forecast == pytest.approx(130)
    assert of(closing, 2022).forecast == pytest.approx(135)
    assert of(closing, 2022).error == pytest.approx(75)


def test_in_the_target_year_itself_nothing_was_left_to_forecast() -> None:
    last = of(closed({**EVEN, 2025: 104.0}), 2025)
    assert (last.forecast, last.interval, last.error) == (None, None, None)
    assert last.observed == last.known_then == 104.0


def test_without_the_value_of_the_target_year_there_are_forecasts_and_no_errors() -> None:
    closing = closed(EVEN)
    assert [row.forecast for row in closing.years] == [*[100.0] * 5, None]
    assert {row.error for row in closing.years} == {None}
    assert (closing.hits, closing.tries) == (0, 0)


def test_one_point_gives_no_forecast() -> None:
    first = of(closed({2020: 100, 2021: 110, 2025: 150}), 2020)
    assert (first.forecast, first.interval, first.error) == (None, None, None)


def test_below_five_points_there_is_a_forecast_without_an_interval() -> None:
    # From 2018 on, 2022 has the fifth.
    closing = closed({**EVEN, 2025: 104.0})
    assert [row.interval is not None for row in closing.years] == [False, False, True, True, True, False]
    assert closing.tries == 3


def test_an_interval_that_held_the_value_that_came_is_counted() -> None:
    # t of 1.638, 1.533 and 1.476 at 80 %, times 1.1 a year by 3^0.85, 2^0.85 and 1: 4.58, 3.04 and 1.62 on either side.
    closing = closed({**EVEN, 2025: 104.0})
    for year, half in ((2022, 4.58), (2023, 3.04), (2024, 1.62)):
        assert of(closing, year).interval == pytest.approx((100 - half, 100 + half), abs=0.01)
    assert (closing.hits, closing.tries) == (1, 3)
    assert [closed({**EVEN, 2025: came}).hits for came in (101.0, 102.0, 97.0, 95.0)] == [3, 2, 2, 0]


@pytest.mark.parametrize(("value", "came"), [(0.99, 1.0), (0.01, 0.0)])
def test_an_interval_that_ends_at_a_limit_holds_the_limit(value: float, came: float) -> None:
    shares: Values = {**dict.fromkeys(range(2018, 2025), value), 2025: came}
    closing = closed(shares, 0.995, measure=share())
    ends = [row.interval for row in closing.years if row.interval is not None]
    assert [came in interval for interval in ends] == [True, True, True]
    assert (closing.hits, closing.tries) == (3, 3)


def test_an_interval_stays_within_the_natural_limits() -> None:
    shares: Values = {2018: 0.9, 2019: 0.99, 2020: 0.9, 2021: 0.99, 2022: 0.95, 2025: 0.97}
    ends = of(closed(shares, 0.98, measure=share()), 2022).interval
    assert ends is not None
    assert ends[1] == 1.0


# What was known then


def test_the_last_release_of_a_year_counts() -> None:
    spring = vintage(date(2022, 3, 1), {2020: 80, 2021: 80, 2022: 80}, "spring", Status.FAR_BEHIND)
    autumn = vintage(date(2022, 11, 1), {2020: 90, 2021: 90, 2022: 90}, "autumn", Status.LAGGING)
    result = of(closed({**EVEN, 2025: 104.0}, vintages=[autumn, spring]), 2022)
    assert result.vintage is not None
    assert (result.vintage.release, result.vintage.status) == ("autumn", Status.LAGGING)
    assert (result.observed, result.known_then) == (100.0, 90)
    assert (result.forecast, result.error) == (90.0, -14.0)


def test_a_release_after_the_due_date_was_not_known_then() -> None:
    before = vintage(date(2025, 10, 1), {2024: 99, 2025: 99}, "before")
    after = vintage(date(2025, 12, 1), {2024: 98, 2025: 98}, "after")

    def last_year(due: date) -> tuple[str | None, float | None]:
        result = of(closed({**EVEN, 2025: 104.0}, vintages=[before, after], due=due), 2025)
        assert result.vintage is not None
        return result.vintage.release, result.known_then

    assert last_year(date(2025, 12, 31)) == ("after", 98)
    assert last_year(date(2025, 11, 30)) == ("before", 99)
    assert last_year(date(2025, 6, 30)) == (None, 104.0)


def test_a_release_whose_own_year_is_not_in_it_forecasts_from_what_it_has() -> None:
    known = vintage(date(2022, 6, 1), {2019: 80, 2020: 85, 2021: 90, 2022: None})
    result = of(closed({**EVEN, 2025: 104.0}, vintages=[known]), 2022)
    # Half of 5 a year, four times.
    assert (result.known_then, result.forecast) == (None, pytest.approx(100))


def test_a_year_that_nobody_reported_does_not_repeat_the_forecast_of_the_year_before() -> None:
    """Nothing came for 2023: what 2022 said is not said, tried or counted as an error a second time."""
    closing = closed({**EVEN, 2023: None, 2025: 104.0})
    assert [(row.year, row.forecast) for row in closing.years if row.forecast is None] == [(2023, None), (2025, None)]
    assert of(closing, 2023).error is None
    assert closing.tries == 2  # 2022 and 2024: from five points on
    without_row = closed({year: value for year, value in {**EVEN, 2025: 104.0}.items() if year != 2023})
    assert of(without_row, 2023).forecast is None
    # The release of 2023 knows what that of 2022 knew; the one that corrected it says something else.
    known = {2019: 80.0, 2020: 85.0, 2021: 90.0, 2022: 95.0}
    same = [vintage(date(year, 9, 1), known) for year in (2022, 2023)]
    assert of(closed({**EVEN, 2025: 104.0}, vintages=same), 2023).forecast is None
    corrected = [same[0], vintage(date(2023, 9, 1), {**known, 2022: 91.0})]
    assert of(closed({**EVEN, 2025: 104.0}, vintages=corrected), 2023).forecast is not None


def test_what_a_release_says_of_later_years_is_not_used() -> None:
    plain = vintage(date(2022, 6, 1), {2021: 90, 2022: 90})
    ahead = vintage(date(2022, 6, 1), {2021: 90, 2022: 90, 2023: 200, 2025: 104})
    one, other = (of(closed({**EVEN, 2025: 104.0}, vintages=[entry]), 2022) for entry in (plain, ahead))
    assert one.forecast == other.forecast == 90.0


def test_a_year_without_a_release_is_judged_on_the_values_of_today_up_to_it() -> None:
    known = vintage(date(2022, 6, 1), {2021: 90, 2022: 90})
    result = of(closed({**EVEN, 2025: 104.0}, vintages=[known]), 2023)
    assert result.vintage is not None
    assert (result.vintage.release, result.vintage.as_of, result.vintage.status) == (None, date(2023, 12, 31), None)
    assert [point.year for point in result.vintage.observed] == [2018, 2019, 2020, 2021, 2022, 2023]
    assert result.known_then == result.observed == 100.0


def test_nothing_is_forecast_across_a_series_break() -> None:
    broken = indicator(breaks=[{"year": 2023, "reason": WORDS}])
    closing = closed({**EVEN, 2023: 50.0, 2024: 50.0, 2025: 52.0}, measure=broken)
    assert (of(closing, 2022).forecast, of(closing, 2023).forecast, of(closing, 2024).forecast) == (100.0, None, 50.0)
    assert (of(closing, 2022).interval is not None, of(closing, 2024).interval) == (True, None)
    assert (of(closing, 2024).error, closing.tries) == (-2.0, 1)


def test_a_value_that_cannot_be_one_leaves_no_verdict_and_nothing_to_stumble_over() -> None:
    closing = closed({**EVEN, 2022: float("inf"), 2025: 104.0})
    assert closing.assessment.status is Status.INSUFFICIENT_DATA
    assert of(closing, 2022).observed is None
    assert [row.expected for row in closing.years] == [None] * 6


# What holds for every goal

VALUES = st.dictionaries(st.integers(2018, 2027), st.none() | st.integers(0, 100), max_size=10)
RANK = {Status.MISSED: 0, Status.NOT_PUBLISHED: 1, Status.MET: 2}
"""What is not published may still be met."""


@given(
    VALUES,
    st.integers(0, 100),
    st.sampled_from((Better.HIGHER, Better.LOWER)),
    st.integers(2020, 2025),
    st.integers(0, 20),
)
def test_one_more_year_at_the_goal_never_lowers_a_verdict(
    values: Values, target: int, better: Better, year: int, beyond: int
) -> None:
    met = target + beyond if better is Better.HIGHER else target - beyond
    before = closed(values, target, better=better.value)
    after = closed({**values, year: met}, target, better=better.value)
    assert RANK[after.assessment.status] >= RANK[before.assessment.status]
    assert after.first_reached is not None
    assert after.first_reached <= min(year, before.first_reached or year)
    if year == 2025:
        assert (after.assessment.status, after.lost_again) == (Status.MET, False)
    elif values.get(2025) is not None:
        assert after.assessment.status is before.assessment.status


@given(VALUES, st.integers(0, 100))
def test_errors_and_counts_follow_from_the_years_themselves(values: Values, target: int) -> None:
    closing = closed(values, target)
    came = values.get(2025)
    assert [row.year for row in closing.years] == list(range(2020, 2026))
    hits = tries = 0
    for row in closing.years:
        assert row.observed == values.get(row.year)
        if row.forecast is None or came is None:
            assert row.error is None
        else:
            assert row.error == row.forecast - came
            tries += row.interval is not None
            hits += row.interval is not None and row.interval[0] <= came <= row.interval[1]
    assert (closing.hits, closing.tries) == (hits, tries)
