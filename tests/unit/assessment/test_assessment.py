"""A status, its arithmetic and its paths, on series short enough to judge in the head."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from math import inf, isfinite, nan
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.annual_series import SeriesProblem
from core.assessment import Coverage, Point, Reason, Status, assess, meets_target, status_at_most, straight_path
from core.assessment.assess_goal import forecast_to
from core.assessment.status import at_least
from core.datasets import Symbol
from core.plan.indicators import Better
from core.toml_entries import Words
from tests.support.claims import every
from tests.support.goals import CLOSED, OPEN, WORDS, assess_values, goal, indicator, points, share

SIX: dict[int, float | None] = {2018: 90, 2019: 95, 2020: 100, 2021: 110, 2022: 120, 2023: 130}
"""From 100 in 2020 by 10 a year; two years to go."""


@pytest.mark.parametrize(
    ("latest", "status", "ratio"),
    [
        (157.0, Status.ON_TRACK, 0.95),  # needs 20 a year, gave 19
        (156.9, Status.LAGGING, 0.9483),
        (136.0, Status.LAGGING, 0.60),
        (135.9, Status.FAR_BEHIND, 0.5983),
        (100.0, Status.FAR_BEHIND, 0.0),
        (99.9, Status.MOVING_AWAY, -0.0017),
        (90.0, Status.MOVING_AWAY, -0.1667),
        (200.0, Status.MET, 1.6667),
    ],
)
def test_the_pace_since_the_baseline_decides_before_the_due_date(latest: float, status: Status, ratio: float) -> None:
    assessment = assess_values({2020: 100.0, 2023: latest}, 200.0)
    assert assessment.status is status
    assert assessment.pace_ratio == pytest.approx(ratio, abs=1e-4)


def test_a_ratio_a_thousand_millionth_below_a_threshold_is_at_it() -> None:
    assert [at_least(ratio, 0.0) for ratio in (0.0, -1e-9, -1.1e-9)] == [True, True, False]


def suppressed(year: int, value: float, parts: int) -> Point:
    (point,) = points({year: value})
    return replace(point, suppressed_parts=parts)


@pytest.mark.parametrize(
    ("last", "parts", "status", "at_most"),
    [
        (195, 1, Status.ON_TRACK, Status.MET),  # up to nine more: 204
        (191, 1, Status.ON_TRACK, Status.MET),  # 200 exactly
        (190, 1, Status.ON_TRACK, Status.ON_TRACK),
        (182, 2, Status.ON_TRACK, Status.MET),
        (190, 0, Status.ON_TRACK, Status.ON_TRACK),
    ],
)
def test_a_lower_bound_says_what_the_verdict_could_be(last: float, parts: int, status: Status, at_most: Status) -> None:
    series = (*points({2020: 100}), suppressed(2024, last, parts))
    assessment = assess(indicator(), series, goal(200.0), date(2024, 12, 31))
    assert assessment.status is status
    assert status_at_most(assessment) is at_most
    assert series[-1].most == last + 9 * parts
    assert series[-1].lower_bound is (parts > 0)


def test_the_arithmetic_of_a_lagging_goal_can_be_followed() -> None:
    assessment = assess_values({2020: 100.0, 2021: 110.0, 2022: None, 2023: 145.0}, 200.0)
    assert (assessment.required_pace, assessment.observed_pace) == (20.0, 15.0)
    assert assessment.gap == -55.0
    assert assessment.needed_pace == 27.5
    assert assessment.extra_factor == pytest.approx(27.5 / 15)
    assert assessment.required_from_base == (
        (2020, 100),
        (2021, 120),
        (2022, 140),
        (2023, 160),
        (2024, 180),
        (2025, 200),
    )
    assert assessment.required_from_now == ((2023, 145.0), (2024, 172.5), (2025, 200.0))
    assert assessment.expected(2023) == 160.0


def test_a_missing_year_stays_a_gap_and_gives_no_zero() -> None:
    assessment = assess_values({2020: 100.0, 2021: None, 2022: None, 2023: None}, 200.0)
    assert [point.value for point in assessment.observed] == [100.0, None, None, None]
    assert assessment.status is Status.INSUFFICIENT_DATA
    assert assessment.reason is Reason.ONE_POINT


@pytest.mark.parametrize(
    ("values", "status", "reason"),
    [
        ({2020: 100.0, 2025: 200.0}, Status.MET, Reason.REACHED_AT_CLOSE),
        ({2020: 100.0, 2025: 199.9}, Status.MISSED, Reason.MISSED_AT_CLOSE),
        ({2020: 100.0, 2024: 210.0, 2025: 190.0}, Status.MISSED, Reason.MISSED_AT_CLOSE),
        ({2020: 100.0, 2024: 210.0}, Status.NOT_PUBLISHED, Reason.NOT_PUBLISHED_AT_CLOSE),
        ({2020: 100.0, 2024: 210.0, 2025: None}, Status.NOT_PUBLISHED, Reason.NOT_PUBLISHED_AT_CLOSE),
        ({}, Status.NOT_PUBLISHED, Reason.NOT_PUBLISHED_AT_CLOSE),
    ],
)
def test_from_the_due_date_on_only_the_target_year_counts(
    values: dict[int, float | None], status: Status, reason: Reason
) -> None:
    assessment = assess_values(values, 200.0, CLOSED)
    assert (assessment.status, assessment.reason, assessment.closed) == (status, reason, True)


def test_a_value_not_yet_published_leaves_no_gap_to_quote() -> None:
    assessment = assess_values({2020: 100.0, 2024: 150.0}, 200.0, CLOSED)
    assert assessment.gap is None
    assert assessment.latest is not None
    assert assessment.latest.year == 2024


def test_the_due_date_itself_is_closed_and_the_day_before_is_not() -> None:
    values: dict[int, float | None] = {2020: 100.0, 2025: 150.0}
    assert assess_values(values, 200.0, date(2025, 12, 31)).status is Status.MISSED
    assert assess_values(values, 200.0, date(2025, 12, 30)).status is Status.FAR_BEHIND


def test_without_a_goal_in_force_values_are_shown_and_nothing_is_judged() -> None:
    assessment = assess(indicator(), points({2020: 100.0, 2021: 110.0}), None, OPEN)
    assert assessment.status is Status.NO_GOAL
    assert assessment.latest is not None
    assert assessment.latest.value == 110.0
    assert assessment.required_from_base == ()


def test_the_baseline_the_plan_prints_comes_before_the_observed_one() -> None:
    assessment = assess_values({2020: 100.0, 2023: 160.0}, 200.0, baseline_value=120.0, baseline_source=WORDS)
    assert assessment.base is not None
    assert assessment.base.value == 120.0
    assert assessment.required_pace == 16.0


def test_without_a_value_in_the_baseline_year_there_is_no_verdict() -> None:
    assessment = assess_values({2021: 100.0, 2023: 160.0}, 200.0)
    assert (assessment.status, assessment.reason) == (Status.INSUFFICIENT_DATA, Reason.NO_BASELINE)
    assert assessment.gap == -40.0


def test_a_baseline_at_the_goal_that_fell_back_moves_away_and_nothing_is_divided_by_zero() -> None:
    assessment = assess_values({2020: 200.0, 2023: 180.0}, 200.0)
    assert (assessment.status, assessment.reason) == (Status.MOVING_AWAY, Reason.NO_PACE_NEEDED)
    assert (assessment.pace_ratio, assessment.required_pace, assessment.observed_pace) == (
        None,
        None,
        pytest.approx(-20 / 3),
    )
    assert assessment.required_from_base == ()
    assert assessment.needed_pace == 10.0


def test_standing_still_is_far_behind_and_only_a_step_back_moves_away() -> None:
    assert assess_values({2020: 100.0, 2023: 100.0}, 200.0).reason is Reason.PACE
    assert assess_values({2020: 100.0, 2023: 99.0}, 200.0).reason is Reason.MOVING_AWAY


def test_fewer_can_be_better() -> None:
    assert assess_values({2020: 100.0, 2023: 70.0}, 50.0, better="lower").status is Status.ON_TRACK
    assert assess_values({2020: 100.0, 2023: 110.0}, 50.0, better="lower").reason is Reason.MOVING_AWAY
    assert assess_values({2020: 100.0, 2023: 50.0}, 50.0, better="lower").status is Status.MET
    assert assess_values({2020: 100.0, 2023: 60.0}, 50.0, better="lower").gap == 10.0


def test_shares_that_differ_by_rounding_of_the_machine_only_have_reached_the_goal() -> None:
    assert meets_target(0.1 + 0.2, 0.3, Better.HIGHER)
    assert meets_target(0.3, 0.1 + 0.2, Better.HIGHER)
    assert not meets_target(0.2999, 0.3, Better.HIGHER)


def test_a_path_has_one_value_a_year_and_none_backwards() -> None:
    assert straight_path(2020, 1.0, 2022, 2.0) == ((2020, 1.0), (2021, 1.5), (2022, 2.0))
    assert straight_path(2025, 1.0, 2025, 2.0) == ()


# Second and third opinion


def test_while_years_are_left_there_is_a_momentum_a_forecast_and_a_chance() -> None:
    assessment = assess_values(SIX, 200.0)
    # By the last six points 8 a year: 146 in 2025, so 54 of the 70 to go are missing.
    assert assessment.momentum is not None
    assert (assessment.momentum.rule, assessment.momentum.outcome, assessment.momentum.value) == (
        "weather",
        "cloud",
        8.0,
    )
    assert assessment.momentum.years == (2018, 2023)
    assert assessment.forecast is not None
    assert assessment.forecast.years == (2024, 2025)
    assert assessment.forecast.points == 6
    # Changes of 5, 5, 10, 10, 10: the fitted slope of 57/7 gives half, the mean change of 8 is damped to 7.2.
    assert assessment.forecast.mean[0] == pytest.approx(130 + 57 / 14)
    assert assessment.chance is not None
    assert assessment.chance < 0.05
    assert assess_values(SIX, 131.0).chance == pytest.approx(assessment.forecast.probability(131.0, "higher", 2025))


def test_below_five_points_there_is_a_forecast_without_a_chance() -> None:
    assessment = assess_values({2020: 100.0, 2021: 110.0, 2022: 120.0, 2023: 130.0}, 200.0)
    assert assessment.forecast is not None
    assert assessment.forecast.mean.tolist() == pytest.approx([135, 140])
    assert (assessment.forecast.sd, assessment.chance) == (None, None)
    assert assessment.momentum is not None
    assert assessment.momentum.outcome == "cloud"


def test_below_four_points_the_momentum_says_that_it_is_not_available() -> None:
    result = assess_values({2020: 100.0, 2022: 120.0, 2023: 130.0}, 200.0).momentum
    assert result is not None
    assert (result.outcome, result.value) == ("not_available", None)


def test_the_least_spread_is_half_a_person_but_of_a_share_it_is_a_hundredth() -> None:
    level = range(2019, 2024)
    heads = assess_values(dict.fromkeys(level, 10.0), 20.0).forecast
    part = assess_values(dict.fromkeys(level, 0.9), 0.95, measure=share()).forecast
    assert heads is not None
    assert heads.sd is not None
    assert heads.sd[0] == pytest.approx(1.1 * 0.5)
    assert part is not None
    assert part.sd is not None
    assert part.sd[0] == pytest.approx(1.1 * 0.009)


def test_nothing_is_forecast_to_a_year_that_is_not_ahead_or_from_one_value() -> None:
    three = tuple(points({2021: 10.0, 2022: 11.0, 2023: 12.0}))
    assert forecast_to(indicator(), three, 2023) is None
    assert forecast_to(indicator(), three[:1], 2025) is None
    two = forecast_to(indicator(), three[:2], 2024)
    assert two is not None
    assert two.years == (2023, 2024)


@pytest.mark.parametrize(
    ("symbol", "shown"), [(Symbol.PRESENT, Symbol.NOT_REPORTED), (Symbol.SUPPRESSED, Symbol.SUPPRESSED)]
)
def test_a_value_that_is_no_number_is_one_not_reported_unless_it_says_why(symbol: Symbol, shown: Symbol) -> None:
    (point,) = points({2023: 1.0})
    assessment = assess(indicator(), [replace(point, value=nan, symbol=symbol)], goal(200.0), OPEN)
    assert [(point.value, point.symbol) for point in assessment.observed] == [(None, shown)]


def test_what_cannot_be_a_value_is_left_out_and_the_limits_themselves_stay() -> None:
    assessment = assess_values({2020: 0.5, 2021: 0.0, 2022: 1.0, 2023: 1.2}, 0.8, measure=share())
    assert {point.year: point.value for point in assessment.observed} == {2020: 0.5, 2021: 0.0, 2022: 1.0}
    assert assessment.problem is not None
    assert assessment.problem.values == {"found": 1.2, "low": 0.0, "high": 1.0}


def test_only_a_year_without_its_whole_value_is_partial() -> None:
    of_two = Coverage(2, (Words(zh="甲", en="A"),), 5.0)
    (whole, nothing) = points({2022: 5.0, 2023: None})
    assert whole.partial is nothing.partial is None
    assert replace(whole, coverage=of_two).partial is None
    assert replace(nothing, coverage=of_two).partial is of_two
    assert replace(nothing, coverage=Coverage(2, (), 5.0)).partial is None
    of_one = Coverage(1, of_two.missing, None)
    assert replace(nothing, coverage=of_one).partial is None
    assert replace(nothing, coverage=replace(of_one, units=2)).partial is not None
    running = replace(nothing, symbol=Symbol.NOT_PUBLISHED)
    assert replace(running, coverage=Coverage(1, (), 5.0)).partial is not None
    assert replace(running, coverage=Coverage(1, (), None)).partial is None


def test_a_goal_that_is_met_before_its_time_is_still_forecast() -> None:
    assessment = assess_values(SIX, 125.0)
    assert assessment.status is Status.MET
    assert assessment.chance is not None
    assert assessment.momentum is not None
    assert assessment.momentum.outcome == "sun"


@pytest.mark.parametrize("as_of", [date(2025, 12, 30), date(2025, 12, 31), CLOSED])
def test_with_the_value_of_the_target_year_nothing_is_forecast_any_more(as_of: date) -> None:
    assessment = assess_values({**SIX, 2024: 140.0, 2025: 150.0}, 200.0, as_of)
    assert (assessment.momentum, assessment.forecast, assessment.chance) == (None, None, None)


def test_a_due_goal_whose_value_is_not_published_yet_gets_neither_momentum_nor_odds() -> None:
    assessment = assess_values({**SIX, 2024: 140.0, 2025: None}, 200.0, CLOSED)
    assert assessment.status is Status.NOT_PUBLISHED
    assert (assessment.momentum, assessment.forecast, assessment.chance) == (None, None, None)


def test_years_after_the_target_year_neither_decide_nor_are_forecast_from() -> None:
    assessment = assess_values({**SIX, 2025: 190.0, 2026: 260.0}, 200.0, date(2027, 3, 1))
    assert assessment.status is Status.MISSED
    assert assessment.latest is not None
    assert assessment.newest is not None
    assert (assessment.latest.year, assessment.newest.year) == (2025, 2026)
    assert assessment.forecast is None


def test_without_a_goal_there_is_no_opinion_at_all() -> None:
    assessment = assess(indicator(), points(SIX), None, OPEN)
    assert (
        assessment.momentum,
        assessment.forecast,
        assessment.chance,
        assessment.recent_pace,
        assessment.goal_pace,
    ) == (None,) * 5


# The recent pace


@pytest.mark.parametrize(
    ("values", "recent", "since"),
    [
        ({2020: 100, 2021: 110, 2022: 112, 2023: 116}, 3.0, 2021),
        ({2020: 100, 2021: None, 2022: 112, 2023: 116}, 4.0, 2022),
        ({2020: 100, 2021: 110, 2022: None, 2023: 116}, 3.0, 2021),
        ({2020: 100, 2021: None, 2022: None, 2023: 116}, None, None),
        ({2023: 116}, None, None),
        ({2021: 110, 2023: 100}, -5.0, 2021),
    ],
)
def test_the_recent_pace_is_what_the_last_two_years_gave(
    values: dict[int, float | None], recent: float | None, since: int | None
) -> None:
    assessment = assess_values(values, 200.0)
    assert (assessment.recent_pace, assessment.recent_from) == (recent, since)


# A series that counts something else from a year on


def test_a_series_break_cuts_momentum_forecast_and_recent_pace() -> None:
    broken = indicator(breaks=[{"year": 2022, "reason": WORDS}])
    assessment = assess_values(SIX, 200.0, measure=broken)
    assert assessment.momentum is not None
    assert assessment.momentum.outcome == "not_available"
    assert assessment.forecast is not None
    assert assessment.forecast.points == 2
    assert assessment.forecast.mean.tolist() == pytest.approx([135, 140])
    assert assessment.chance is None
    assert (assessment.recent_pace, assessment.recent_from) == (10.0, 2022)


def test_a_series_with_one_value_since_its_break_has_no_forecast() -> None:
    assessment = assess_values(SIX, 200.0, measure=indicator(breaks=[{"year": 2023, "reason": WORDS}]))
    assert (assessment.forecast, assessment.recent_pace) == (None, None)


def test_a_break_after_the_latest_value_cuts_nothing_yet() -> None:
    assessment = assess_values(SIX, 200.0, measure=indicator(breaks=[{"year": 2024, "reason": WORDS}]))
    assert assessment.forecast is not None
    assert assessment.forecast.points == 6


@pytest.mark.parametrize(("year", "joined"), [(2019, True), (2020, True), (2021, False), (2023, False), (2024, True)])
def test_nothing_is_judged_across_a_break_after_the_baseline_up_to_the_latest_value(year: int, joined: bool) -> None:
    assessment = assess_values(SIX, 200.0, measure=indicator(breaks=[{"year": year, "reason": WORDS}]))
    assert (assessment.base is not None, assessment.reason is Reason.SERIES_BREAK) == (joined, not joined)


# What the goal says of itself


def stated(value: float | None, drives: bool = False) -> dict[str, Any]:
    return {"clause": {"id": "1", "text": WORDS}, "wording": WORDS, "value": value, "drives": drives}


def test_every_statement_is_judged_by_its_own_value() -> None:
    # Required 20 a year to 200, 12 to 160, 8 to 140; it gave 10.
    statements = [stated(200.0, drives=True), stated(160.0), stated(140.0), stated(130.0), stated(None)]
    assessment = assess_values(SIX, 200.0, statements=statements)
    assert assessment.status is Status.FAR_BEHIND
    assert [(statement.status, statement.gap) for statement in assessment.statements] == [
        (Status.FAR_BEHIND, -70.0),
        (Status.LAGGING, -30.0),
        (Status.ON_TRACK, -10.0),
        (Status.MET, 0.0),
        (None, None),
    ]
    assert [statement.ratio for statement in assessment.statements[:3]] == pytest.approx([0.5, 10 / 12, 1.25])
    assert [statement.statement.drives for statement in assessment.statements] == [True, False, False, False, False]


def test_a_statement_has_no_gap_while_the_value_of_its_year_is_not_published() -> None:
    (statement,) = assess_values(SIX, 200.0, CLOSED, statements=[stated(200.0, drives=True)]).statements
    assert (statement.status, statement.gap) == (Status.NOT_PUBLISHED, None)


@pytest.mark.parametrize(
    ("strength", "binding"), [("binding", True), ("stated", True), ("dated", True), ("best_effort", False)]
)
def test_only_a_best_effort_is_not_binding(strength: str, binding: bool) -> None:
    assert assess_values(SIX, 200.0, strength=strength).binding is binding


def test_the_rule_of_the_goal_measures_its_pace() -> None:
    # From 100 to 400 in four years, 130 after one: by amounts 30 of 75, by growth 30 % of the 41.4 % needed.
    values = {2021: 100.0, 2022: 130.0}
    linear = assess_values(values, 400.0, baseline_year=2021)
    growth = assess_values(values, 400.0, baseline_year=2021, rule="cagr")
    assert (linear.status, linear.pace_ratio) == (Status.FAR_BEHIND, 0.4)
    assert growth.status is Status.LAGGING
    assert growth.required_pace == pytest.approx(2**0.5 - 1)
    assert growth.observed_pace == pytest.approx(0.30)
    assert growth.pace_ratio == pytest.approx(0.30 / (2**0.5 - 1))
    assert growth.expected(2023) == pytest.approx(200.0)
    assert growth.recent_pace == 30.0


def test_by_growth_a_baseline_of_zero_gives_no_verdict_and_the_gap_all_the_same() -> None:
    assessment = assess_values({2020: 0.0, 2023: 3.0}, 5.0, rule="cagr")
    assert (assessment.status, assessment.reason) == (Status.INSUFFICIENT_DATA, Reason.NO_GROWTH_RATE)
    assert assessment.gap == -2.0


# Values that cannot be one


def numbers(thing: Any) -> list[float]:
    """Every number anywhere within."""
    if isinstance(thing, np.ndarray):
        return [float(entry) for entry in thing.ravel()]
    if isinstance(thing, bool) or thing is None:
        return []
    if isinstance(thing, int | float):
        return [float(thing)]
    if isinstance(thing, tuple | list):
        return [number for part in thing for number in numbers(part)]
    if is_dataclass(thing):
        # The limits of an indicator may well be open.
        return [
            number
            for field in fields(thing)
            if field.name != "bounds"
            for number in numbers(getattr(thing, field.name))
        ]
    return []


@pytest.mark.parametrize("as_of", [OPEN, CLOSED])
@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (inf, SeriesProblem.INFINITE),
        (-inf, SeriesProblem.INFINITE),
        (1.2, SeriesProblem.OUTSIDE_LIMITS),
        (-0.1, SeriesProblem.OUTSIDE_LIMITS),
    ],
)
@pytest.mark.parametrize("year", [2020, 2022, 2023])
def test_a_value_that_cannot_be_one_is_named_and_nothing_is_judged(
    year: int, wrong: float, problem: SeriesProblem, as_of: date
) -> None:
    values: dict[int, float | None] = {2020: 0.30, 2021: 0.32, 2022: 0.34, 2023: 0.36}
    assessment = assess_values({**values, year: wrong}, 0.40, as_of, measure=share())
    assert (assessment.status, assessment.reason) == (Status.INSUFFICIENT_DATA, Reason.UNUSABLE)
    assert assessment.problem is not None
    assert (assessment.problem.problem, assessment.problem.year, assessment.problem.field) == (problem, year, "values")
    assert [point.year for point in assessment.observed] == [value for value in values if value != year]
    assert (assessment.gap, assessment.pace_ratio, assessment.momentum, assessment.forecast, assessment.goal_pace) == (
        None,
    ) * 5
    assert assessment.statements == assessment.required_from_base == ()
    assert every(isfinite(number) for number in numbers(assessment))


def test_a_year_that_comes_twice_is_named_and_nothing_is_judged() -> None:
    twice = [*points({2020: 100.0, 2021: 110.0, 2023: 150.0}), *points({2021: 120.0})]
    assessment = assess(indicator(), twice, goal(200.0), OPEN)
    assert (assessment.status, assessment.reason) == (Status.INSUFFICIENT_DATA, Reason.UNUSABLE)
    assert assessment.problem is not None
    assert assessment.problem.problem is SeriesProblem.DUPLICATE_YEAR
    assert assessment.problem.values == {"found": 2021}
    assert [(point.year, point.value) for point in assessment.observed] == [(2020, 100.0), (2021, 110.0), (2023, 150.0)]


def test_without_a_goal_a_value_that_cannot_be_one_is_named_as_well() -> None:
    assessment = assess(share(), points({2020: 0.3, 2021: 1.2}), None, OPEN)
    assert (assessment.status, assessment.reason) == (Status.NO_GOAL, Reason.NOT_IN_FORCE)
    assert assessment.problem is not None
    assert assessment.problem.year == 2021
    assert assessment.latest is not None
    assert assessment.latest.year == 2020


@pytest.mark.parametrize(
    ("changes", "target", "field"),
    [({"baseline_value": 1.3, "baseline_source": WORDS}, 0.40, "base"), ({}, 1.4, "target")],
)
def test_a_goal_outside_the_natural_limits_is_named_and_nothing_is_judged(
    changes: dict[str, Any], target: float, field: str
) -> None:
    assessment = assess_values({2020: 0.30, 2023: 0.36}, target, measure=share(), **changes)
    assert (assessment.status, assessment.reason) == (Status.INSUFFICIENT_DATA, Reason.UNUSABLE)
    assert assessment.problem is not None
    assert (assessment.problem.problem, assessment.problem.field) == (SeriesProblem.OUTSIDE_LIMITS, field)


def test_points_may_come_in_any_order() -> None:
    backwards = assess(indicator(), points(SIX)[::-1], goal(200.0), OPEN)
    assert backwards.problem is None
    assert backwards.pace_ratio == assess_values(SIX, 200.0).pace_ratio == 0.5


# What holds for every series

ANY_VALUE = st.none() | st.integers(0, 1000) | st.sampled_from([0.5, inf, -inf, -1e9, 1e9])


@given(
    values=st.dictionaries(st.integers(2018, 2027), ANY_VALUE),
    target=st.integers(0, 1000),
    better=st.sampled_from((Better.HIGHER, Better.LOWER)),
    rule=st.sampled_from(["linear", "cagr"]),
    as_of=st.sampled_from([OPEN, CLOSED]),
)
def test_no_field_ever_holds_what_is_no_number(
    values: dict[int, float | None], target: float, better: Better, rule: str, as_of: date
) -> None:
    assessment = assess_values(
        values, target, as_of, better=better.value, rule=rule, statements=[stated(target, drives=True)]
    )
    assert [number for number in numbers(assessment) if not isfinite(number)] == []
    assert assessment.chance is None or 0 <= assessment.chance <= 1
    assert (assessment.problem is None) == all(value is None or isfinite(value) for value in values.values())
    if assessment.problem is not None:
        assert assessment.reason is Reason.UNUSABLE


@given(
    base=st.floats(1, 1e6),
    latest=st.floats(0, 1e6),
    target=st.floats(1, 1e6),
    scale=st.sampled_from([0.001, 0.01, 10.0, 1000.0]),
)
def test_the_unit_of_a_value_never_changes_its_status(base: float, latest: float, target: float, scale: float) -> None:
    plain = assess_values({2020: base, 2023: latest}, target)
    scaled = assess_values({2020: base * scale, 2023: latest * scale}, target * scale)
    edges = (0.95, 0.60, 0.0)
    if plain.pace_ratio is None or min(abs(plain.pace_ratio - edge) for edge in edges) > 1e-9:
        assert scaled.status is plain.status


def test_a_baseline_from_before_a_break_is_none_for_what_is_counted_since() -> None:
    broken = indicator(breaks=[{"year": 2022, "reason": WORDS}])
    assessment = assess(broken, points({2020: 100.0, 2022: 130.0, 2023: 157.0}), goal(200.0), OPEN)
    assert (assessment.status, assessment.reason) == (Status.INSUFFICIENT_DATA, Reason.SERIES_BREAK)
    assert assessment.pace_ratio is None
    assert assessment.gap == -43.0
    closed = assess(broken, points({2020: 100.0, 2025: 200.0}), goal(200.0), CLOSED)
    assert closed.status is Status.MET


def test_a_point_that_holds_no_number_is_a_missing_one() -> None:
    assessment = assess_values({2020: 100.0, 2022: 140.0, 2023: float("nan")}, 200.0)
    assert assessment.latest is not None
    assert assessment.latest.year == 2022
    assert assessment.observed[-1].value is None
    assert assessment.status is Status.ON_TRACK
