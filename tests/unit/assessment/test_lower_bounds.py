"""A lower bound that falls short nobody knows how far: it decides what it can, and nothing is worked out from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.assessment import Assessment, Reason, Status, Vintage, assess, back_test, counterfactuals, evaluate_closing
from tests.support.goals import CLOSED, goal, indicator, points

FROM_100: dict[int, float | tuple[int, int] | None] = {2020: 100, 2021: 110, 2022: 120, 2023: 130}
"""By 10 a year, of the 20 that lead to 200 in 2025."""
YEAR_END = date(2024, 12, 31)


def assess_bound(
    last: dict[int, float], target: float, as_of: date = YEAR_END, better: str = "higher", bound: int | None = None
) -> Assessment:
    """The verdict on `FROM_100` and `last`, of which the newest value, or that of `bound`, is a lower bound."""
    values = {**FROM_100, **last}
    bound = max(values) if bound is None else bound
    series = [
        replace(point, suppressed_parts=1, is_unbounded=True) if point.year == bound else point
        for point in points(values)
    ]
    return assess(indicator(better), series, goal(target), as_of)


@pytest.mark.parametrize(
    ("last", "target", "as_of", "better", "status", "reason"),
    [
        ({2024: 205}, 200, YEAR_END, "higher", Status.MET, Reason.REACHED),
        ({2024: 200}, 200, YEAR_END, "higher", Status.MET, Reason.REACHED),
        ({2024: 199}, 200, YEAR_END, "higher", Status.INSUFFICIENT_DATA, Reason.LOWER_BOUND),  # one more may be hidden
        ({2025: 201}, 200, CLOSED, "higher", Status.MET, Reason.REACHED_AT_CLOSE),
        ({2025: 199}, 200, CLOSED, "higher", Status.INSUFFICIENT_DATA, Reason.LOWER_BOUND),
        ({2024: 40}, 50, YEAR_END, "lower", Status.INSUFFICIENT_DATA, Reason.LOWER_BOUND),  # what is hidden may be 11
        ({2024: 60}, 50, YEAR_END, "lower", Status.INSUFFICIENT_DATA, Reason.LOWER_BOUND),  # how fast nobody knows
        ({2025: 50}, 50, CLOSED, "lower", Status.INSUFFICIENT_DATA, Reason.LOWER_BOUND),
        ({2025: 51}, 50, CLOSED, "lower", Status.MISSED, Reason.MISSED_AT_CLOSE),  # whatever is hidden makes it more
        ({2024: 205}, 200, CLOSED, "higher", Status.NOT_PUBLISHED, Reason.NOT_PUBLISHED_AT_CLOSE),  # not its year
    ],
)
def test_a_lower_bound_decides_only_what_nothing_hidden_can_change(
    last: dict[int, float], target: float, as_of: date, better: str, status: Status, reason: Reason
) -> None:
    assessment = assess_bound(last, target, as_of, better)
    assert (assessment.status, assessment.reason) == (status, reason)


@pytest.mark.parametrize("last", [150.0, 205.0])
def test_pace_momentum_and_forecast_are_those_of_the_years_before(last: float) -> None:
    """Until 2023 it gave 10 a year and lacks 70 for 2025: 35 a year, whatever 2024 shows of itself."""
    assessment, before = assess_bound({2024: last}, 200), assess(indicator(), points(FROM_100), goal(200), YEAR_END)
    assert assessment.latest is not None
    assert assessment.start is not None
    assert (assessment.latest.value, assessment.start.year) == (last, 2023)
    assert (assessment.required_pace, assessment.observed_pace, assessment.needed_pace) == (20, 10, 35)
    assert (assessment.recent_pace, assessment.recent_from) == (10, 2021)
    assert assessment.gap == last - 200
    assert assessment.momentum == before.momentum
    assert assessment.forecast is not None
    assert before.forecast is not None
    assert [int(year) for year in assessment.forecast.years] == [2024, 2025]
    assert list(assessment.forecast.mean) == list(before.forecast.mean)


def test_a_record_of_past_forecasts_has_no_try_for_a_lower_bound() -> None:
    """From seven values the forecasts of 2024 and 2025 can be tried; of 2025 only a lower bound is known."""
    longer = {2018: 80.0, 2019: 90.0, 2024: 140.0, 2025: 150.0}
    values = {**longer, **FROM_100}
    whole = assess(indicator(), points(values), goal(300, target_year=2027, due=date(2027, 12, 31)), CLOSED)
    bound = [replace(point, suppressed_parts=1, is_unbounded=point.year == 2025) for point in points(values)]
    hidden = assess(indicator(), bound, goal(300, target_year=2027, due=date(2027, 12, 31)), CLOSED)
    tries = [back_test(item.indicator, item.comparable, 1).tries for item in (whole, hidden)]
    assert tries[0] - tries[1] == 1


def test_a_baseline_of_which_only_a_bound_is_known_gives_no_pace() -> None:
    assessment = assess_bound({2024: 140}, 200, bound=2020)
    assert (assessment.status, assessment.reason) == (Status.INSUFFICIENT_DATA, Reason.LOWER_BOUND)
    assert (assessment.base, assessment.observed_pace) == (None, None)
    assert assess_bound({2024: 210}, 200, bound=2020).status is Status.MET


def test_a_lower_bound_on_the_way_is_no_part_of_the_forecast() -> None:
    """105 in 2022 may be 120 in truth: the three other years lie on one line, and the forecast goes on along it."""
    assessment = assess_bound({2022: 105, 2024: 140}, 200, bound=2022)
    assert [point.year for point in assessment.comparable] == [2020, 2021, 2023, 2024]
    assert assessment.observed_pace == 10
    assert assessment.status is Status.FAR_BEHIND  # 10 of 20 a year


def test_what_a_goal_reached_by_a_bound_can_lose_is_what_is_known_of_it() -> None:
    (change,) = counterfactuals(assess_bound({2024: 205}, 200))
    assert (change.status, change.year, change.value, change.extra) == (Status.MET, 2024, 200, -5)
    (change,) = counterfactuals(assess_bound({2025: 205}, 200, CLOSED))
    assert (change.status, change.year, change.value) == (Status.MET, 2025, 200)


def test_the_closing_evaluation_neither_forecasts_from_a_bound_nor_calls_a_forecast_wrong_by_it() -> None:
    assessment = assess_bound({2024: 140, 2025: 190}, 200, CLOSED)
    closing = evaluate_closing(assessment, [])
    assert closing is not None
    assert [year.error for year in closing.years] == [None] * 6
    assert (closing.hits, closing.tries, closing.first_reached) == (0, 0, None)
    bounded = tuple(replace(p, suppressed_parts=1, is_unbounded=p.year == 2024) for p in assessment.observed)
    vintage = Vintage(YEAR_END, "2024-12-31", bounded)
    then = evaluate_closing(assess(indicator(), bounded, goal(200), CLOSED), [vintage])
    assert then is not None
    # What was known in 2024 is what was known in 2023: its forecast is not made twice.
    assert [year.year for year in then.years if year.forecast is not None] == [2021, 2022, 2023]
    assert then.years[4].observed == 140


def test_a_year_in_which_fewer_is_better_is_not_reached_by_a_bound() -> None:
    less = {2020: 100.0, 2021: 90.0, 2022: 45.0, 2023: 60.0, 2024: 60.0, 2025: 60.0}
    bound = [replace(p, suppressed_parts=1, is_unbounded=p.year == 2022) for p in points(less)]
    first = {}
    for name, series in (("known", points(less)), ("bound", bound)):
        closing = evaluate_closing(assess(indicator("lower"), series, goal(50), CLOSED), [])
        assert closing is not None
        first[name] = closing.first_reached
    assert first == {"known": 2022, "bound": None}
