"""Observed over required pace, by amounts and by growth, on figures that can be checked in the head."""

from __future__ import annotations

from math import inf, isfinite, nan
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.annual_series import SeriesError, SeriesProblem
from core.assessment import Pace, Reason, Status, pace
from core.plan.entries import PaceRule
from core.plan.indicators import Better

RULES = pytest.mark.parametrize("rule", list(PaceRule))


def linear(base: Any, latest: Any, target: Any, better: str = "higher", **choices: Any) -> Pace:
    """From 2020 by 2023 to 2025."""
    return pace(2020, base, 2023, latest, 2025, target, better, **choices)


def growth(base: Any, latest: Any, target: Any, better: str = "higher", **choices: Any) -> Pace:
    """From 2020 by 2021 to 2022: a required doubling to fourfold is 100 % a year."""
    return pace(2020, base, 2021, latest, 2022, target, better, "cagr", **choices)


# By amounts


@pytest.mark.parametrize(
    ("latest", "status", "reason", "ratio"),
    [
        (200, Status.MET, Reason.REACHED, 100 / 60),
        (250, Status.MET, Reason.REACHED, 150 / 60),
        (199, Status.ON_TRACK, Reason.PACE, 99 / 60),
        (157, Status.ON_TRACK, Reason.PACE, 0.95),
        (156, Status.LAGGING, Reason.PACE, 56 / 60),
        (136, Status.LAGGING, Reason.PACE, 0.60),
        (135, Status.FAR_BEHIND, Reason.PACE, 35 / 60),
        (100, Status.FAR_BEHIND, Reason.PACE, 0.0),
        (99, Status.MOVING_AWAY, Reason.MOVING_AWAY, -1 / 60),
    ],
)
def test_of_twenty_a_year_nineteen_are_on_track_and_twelve_are_lagging(
    latest: float, status: Status, reason: Reason, ratio: float
) -> None:
    verdict = linear(100, latest, 200)
    assert (verdict.status, verdict.reason) == (status, reason)
    assert verdict.ratio == pytest.approx(ratio)


@pytest.mark.parametrize(
    ("latest", "status"),
    [
        (50, Status.MET),
        (71.5, Status.ON_TRACK),
        (72, Status.LAGGING),
        (82, Status.LAGGING),
        (83, Status.FAR_BEHIND),
        (100, Status.FAR_BEHIND),
        (101, Status.MOVING_AWAY),
    ],
)
def test_where_fewer_are_better_the_same_thresholds_hold_downwards(latest: float, status: Status) -> None:
    # Ten fewer a year are required; 28.5 and 18 fewer after three years are 0.95 and 0.60 of it.
    assert linear(100, latest, 50, "lower").status is status


def test_a_direction_against_the_target_makes_the_baseline_reached_already() -> None:
    # Fewer are better and 200 is allowed: 100 has long been good enough.
    assert linear(100, 150, 200, "lower").status is Status.MET
    verdict = linear(100, 250, 200, "lower")
    assert (verdict.status, verdict.reason, verdict.required) == (Status.MOVING_AWAY, Reason.NO_PACE_NEEDED, None)


def test_what_is_counted_from_zero_has_a_pace_by_amounts() -> None:
    verdict = linear(0, 3, 5)
    assert (verdict.status, verdict.ratio, verdict.required) == (Status.ON_TRACK, 1.0, 1.0)
    assert linear(0, 0, 5).status is Status.FAR_BEHIND


def test_the_paces_and_both_paths_can_be_followed() -> None:
    verdict = linear(100, 145, 200)
    assert (verdict.required, verdict.observed, verdict.needed, verdict.ratio) == (20.0, 15.0, 27.5, 0.75)
    assert verdict.extra_factor == pytest.approx(27.5 / 15)
    assert verdict.required_from_base == ((2020, 100), (2021, 120), (2022, 140), (2023, 160), (2024, 180), (2025, 200))
    assert verdict.required_from_now == ((2023, 145), (2024, 172.5), (2025, 200))


def test_values_below_zero_are_judged_by_their_distance_to_the_target() -> None:
    # A loss of 100 is to shrink to 50: ten less a year.
    verdict = linear(-100, -71.5, -50)
    assert (verdict.status, verdict.required) == (Status.ON_TRACK, 10.0)
    assert linear(-100, -110, -50).status is Status.MOVING_AWAY
    assert linear(-50, -80, -100, "lower").ratio == 1.0


# By growth


@pytest.mark.parametrize(
    ("latest", "status", "ratio"),
    [
        (400, Status.MET, 3.0),
        (200, Status.ON_TRACK, 1.0),
        (195, Status.ON_TRACK, 0.95),
        (194, Status.LAGGING, 0.94),
        (160, Status.LAGGING, 0.60),
        (159, Status.FAR_BEHIND, 0.59),
        (100, Status.FAR_BEHIND, 0.0),
        (99, Status.MOVING_AWAY, -0.01),
    ],
)
def test_of_a_doubling_every_year_95_per_cent_are_on_track(latest: float, status: Status, ratio: float) -> None:
    verdict = growth(100, latest, 400)
    assert verdict.status is status
    assert verdict.ratio == pytest.approx(ratio)


def test_growth_where_fewer_are_better() -> None:
    # To a quarter in two years is half each year.
    verdict = growth(400, 200, 100, "lower")
    assert (verdict.status, verdict.ratio, verdict.required) == (Status.ON_TRACK, 1.0, -0.5)
    assert growth(400, 240, 100, "lower").ratio == pytest.approx(0.8)
    assert growth(400, 401, 100, "lower").status is Status.MOVING_AWAY


def test_growth_of_values_that_are_all_below_zero_is_that_of_their_size() -> None:
    # Losses of 400 are to halve every year; they went to 200.
    verdict = growth(-400, -200, -100)
    assert (verdict.status, verdict.ratio, verdict.required) == (Status.ON_TRACK, 1.0, -0.5)
    assert growth(-400, -440, -100).status is Status.MOVING_AWAY
    assert growth(-100, -200, -400, "lower").ratio == 1.0


def test_the_paths_of_growth_multiply() -> None:
    verdict = pace(2020, 100, 2021, 160, 2023, 640, "higher", PaceRule.CAGR)
    assert [year for year, _ in verdict.required_from_base] == [2020, 2021, 2022, 2023]
    assert [value for _, value in verdict.required_from_now] == pytest.approx([160, 320, 640])
    assert verdict.required_from_base[-1] == (2023, 640)
    doubling = pace(2020, 100, 2021, 160, 2023, 800, "higher", PaceRule.CAGR)
    assert [value for _, value in doubling.required_from_base] == pytest.approx([100, 200, 400, 800])
    assert (doubling.required, doubling.observed) == (pytest.approx(1.0), pytest.approx(0.6))
    assert doubling.needed == pytest.approx(5**0.5 - 1)
    assert doubling.extra_factor == pytest.approx((5**0.5 - 1) / 0.6)


@pytest.mark.parametrize(
    ("base", "latest", "target"), [(0, 50, 100), (100, 0, 200), (-100, 50, 100), (100, -50, 200), (-100, -50, 0)]
)
def test_growth_from_zero_or_through_zero_has_no_rate_and_no_verdict(base: float, latest: float, target: float) -> None:
    verdict = growth(base, latest, target)
    assert (verdict.status, verdict.reason) == (Status.INSUFFICIENT_DATA, Reason.NO_GROWTH_RATE)
    assert (verdict.ratio, verdict.required, verdict.observed, verdict.needed) == (None,) * 4
    assert verdict.required_from_base == verdict.required_from_now == ()


def test_growth_from_zero_is_met_all_the_same_once_the_target_is_reached() -> None:
    assert growth(0, 5, 5).status is Status.MET


# What the points do not allow


@RULES
def test_one_point_is_no_pace(rule: str) -> None:
    verdict = pace(2020, 100, 2020, 100, 2025, 200, "higher", rule)
    assert (verdict.status, verdict.reason) == (Status.INSUFFICIENT_DATA, Reason.ONE_POINT)
    assert (verdict.ratio, verdict.observed) == (None, None)
    assert verdict.required is not None
    assert verdict.extra_factor is None


@RULES
def test_a_latest_value_from_before_the_baseline_is_no_pace(rule: str) -> None:
    verdict = pace(2020, 100, 2019, 90, 2025, 200, "higher", rule)
    assert (verdict.status, verdict.reason) == (Status.INSUFFICIENT_DATA, Reason.ONE_POINT)


@RULES
@pytest.mark.parametrize("latest", [99, 101])
def test_a_baseline_equal_to_the_target_requires_no_pace(latest: float, rule: str) -> None:
    verdict = pace(2020, 100, 2023, latest, 2025, 100, "higher", rule)
    assert verdict.status is (Status.MET if latest > 100 else Status.MOVING_AWAY)
    assert verdict.reason is (Reason.REACHED if latest > 100 else Reason.NO_PACE_NEEDED)
    assert (verdict.ratio, verdict.required, verdict.required_from_base) == (None, None, ())


@RULES
@pytest.mark.parametrize("missing", [None, nan])
def test_a_missing_baseline_gives_no_verdict_unless_the_target_is_reached(missing: float | None, rule: str) -> None:
    verdict = pace(2020, missing, 2023, 150, 2025, 200, "higher", rule)
    assert (verdict.status, verdict.reason) == (Status.INSUFFICIENT_DATA, Reason.NO_BASELINE)
    assert (verdict.base, verdict.ratio, verdict.required_from_base) == (None, None, ())
    assert verdict.needed is not None
    assert pace(2020, missing, 2023, 200, 2025, 200, "higher", rule).status is Status.MET


@RULES
@pytest.mark.parametrize("missing", [None, nan])
def test_a_missing_latest_value_gives_no_verdict_and_still_the_path(missing: float | None, rule: str) -> None:
    verdict = pace(2020, 100, 2023, missing, 2025, 200, "higher", rule)
    assert (verdict.status, verdict.reason) == (Status.INSUFFICIENT_DATA, Reason.NO_OBSERVATION)
    assert (verdict.latest, verdict.observed, verdict.needed, verdict.required_from_now) == (None, None, None, ())
    assert verdict.required_from_base[0] == (2020, 100)
    assert verdict.required_from_base[-1] == (2025, 200)


@RULES
@pytest.mark.parametrize(
    ("year", "latest", "status", "reason"),
    [
        (2025, 200, Status.MET, Reason.REACHED_AT_CLOSE),
        (2025, 199, Status.MISSED, Reason.MISSED_AT_CLOSE),
        (2025, 50, Status.MISSED, Reason.MISSED_AT_CLOSE),
        (2025, None, Status.NOT_PUBLISHED, Reason.NOT_PUBLISHED_AT_CLOSE),
        (2024, 210, Status.NOT_PUBLISHED, Reason.NOT_PUBLISHED_AT_CLOSE),
    ],
)
def test_once_the_due_date_has_passed_only_the_target_year_counts(
    year: int, latest: float | None, status: Status, reason: Reason, rule: str
) -> None:
    verdict = pace(2020, 100, year, latest, 2025, 200, "higher", rule, due_passed=True)
    assert (verdict.status, verdict.reason) == (status, reason)


def test_after_the_due_date_a_zero_and_a_missing_baseline_leave_the_verdict_alone() -> None:
    for base in (0, None):
        verdict = pace(2020, base, 2025, 5, 2025, 5, "higher", "cagr", due_passed=True)
        assert (verdict.status, verdict.ratio) == (Status.MET, None)


def test_in_the_target_year_itself_nothing_is_needed_a_year_any_more() -> None:
    verdict = pace(2020, 100, 2025, 190, 2025, 200, "higher")
    assert (verdict.needed, verdict.required_from_now, verdict.extra_factor) == (None, (), None)
    assert (verdict.status, verdict.ratio) == (Status.LAGGING, 0.9)


# Questions to a pace


def test_how_many_times_the_pace_is_needed_is_not_asked_of_a_standstill_or_a_way_back() -> None:
    assert linear(100, 120, 200).extra_factor == pytest.approx(40 / (20 / 3))
    assert linear(100, 100, 200).extra_factor is None
    assert linear(100, 90, 200).extra_factor is None
    assert linear(100, 200, 200).extra_factor is None
    assert linear(100, 70, 50, "lower").extra_factor == 1.0


def test_the_latest_value_that_a_ratio_would_have_taken() -> None:
    verdict = linear(100, 110, 200)
    assert [verdict.latest_for(ratio) for ratio in (0, 0.6, 0.95, 1)] == pytest.approx([100, 136, 157, 160])
    assert linear(100, 110, 50, "lower").latest_for(0.95) == 71.5
    assert [growth(100, 110, 400).latest_for(ratio) for ratio in (0, 0.5, 1)] == pytest.approx([100, 150, 200])


def test_there_is_no_such_value_where_no_pace_is_required_or_known() -> None:
    assert linear(200, 180, 200).latest_for(1) is None
    assert linear(None, 180, 200).latest_for(1) is None
    assert growth(0, 180, 200).latest_for(1) is None
    assert pace(2020, 100, 2020, 100, 2025, 200, "higher").latest_for(1) is None


def test_nothing_shrinks_by_more_than_all_of_it() -> None:
    # Half is required each year: of twice that nothing would be left, of three times less than nothing.
    verdict = growth(400, 200, 100, "lower")
    assert (verdict.latest_for(1.5), verdict.latest_for(2), verdict.latest_for(3)) == (100.0, None, None)


# What cannot be judged


@pytest.mark.parametrize("field", ["base", "latest", "target"])
@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ("many", SeriesProblem.TEXT),
        (True, SeriesProblem.TEXT),
        (inf, SeriesProblem.INFINITE),
        (-inf, SeriesProblem.INFINITE),
        (1.2, SeriesProblem.OUTSIDE_LIMITS),
        (-0.1, SeriesProblem.OUTSIDE_LIMITS),
    ],
)
def test_a_value_that_cannot_be_one_is_named(field: str, wrong: Any, problem: SeriesProblem) -> None:
    given_values = {"base": 0.1, "latest": 0.2, "target": 0.3, field: wrong}
    with pytest.raises(SeriesError) as caught:
        linear(**given_values, bounds=(0, 1))
    assert (caught.value.problem, caught.value.field) == (problem, field)


def test_the_natural_limits_themselves_are_allowed() -> None:
    assert linear(0.0, 0.6, 1.0, bounds=(0, 1)).status is Status.ON_TRACK
    assert linear(1.0, 0.4, 0.0, "lower", bounds=(0, 1)).status is Status.ON_TRACK


@pytest.mark.parametrize("missing", [None, nan])
def test_without_a_target_there_is_nothing_to_judge(missing: float | None) -> None:
    with pytest.raises(SeriesError) as caught:
        linear(100, 150, missing)
    assert (caught.value.problem, caught.value.field) == (SeriesProblem.MISSING, "target")


@pytest.mark.parametrize("field", ["base_year", "latest_year", "target_year"])
@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (2021.5, SeriesProblem.NOT_A_YEAR),
        (20210901, SeriesProblem.NOT_A_YEAR),
        (None, SeriesProblem.MISSING),
        (nan, SeriesProblem.MISSING),
        ("2021", SeriesProblem.NOT_A_YEAR),
        (inf, SeriesProblem.INFINITE),
    ],
)
def test_what_is_no_year_is_named(field: str, wrong: Any, problem: SeriesProblem) -> None:
    years = {"base_year": 2020, "latest_year": 2023, "target_year": 2025, field: wrong}
    with pytest.raises(SeriesError) as caught:
        pace(**years, base=100, latest=150, target=200, better="higher")
    assert (caught.value.problem, caught.value.field) == (problem, field)


def test_a_year_may_come_as_a_whole_float() -> None:
    assert pace(2020.0, 100, 2023.0, 160, 2025.0, 200, "higher").latest_year == 2023  # type: ignore[arg-type]


@pytest.mark.parametrize("due", [2019, 2020])
def test_a_target_not_after_the_baseline_is_named(due: int) -> None:
    with pytest.raises(SeriesError) as caught:
        pace(2020, 100, 2023, 150, due, 200, "higher")
    assert (caught.value.problem, caught.value.field) == (SeriesProblem.TARGET_BEFORE_BASE, "target_year")
    assert caught.value.values == {"found": due, "base": 2020}


@pytest.mark.parametrize("wrong", ["up", "", None, 1])
def test_an_unknown_direction_is_named(wrong: Any) -> None:
    with pytest.raises(SeriesError) as caught:
        linear(100, 150, 200, wrong)
    assert (caught.value.problem, caught.value.field) == (SeriesProblem.UNKNOWN_DIRECTION, "better")


@pytest.mark.parametrize("wrong", ["weather", "", None])
def test_an_unknown_rule_is_named_with_the_known_ones(wrong: Any) -> None:
    with pytest.raises(SeriesError) as caught:
        linear(100, 150, 200, rule=wrong)
    assert (caught.value.problem, caught.value.field) == (SeriesProblem.UNKNOWN_CHOICE, "rule")
    assert caught.value.values["choices"] == "linear, cagr"


# What holds for every value

VALUES = st.integers(-1000, 1000)
YEARS = st.tuples(st.integers(2000, 2010), st.integers(1, 10), st.integers(1, 10))
"""The base year, the years to the latest value, and those from there to the target year."""
RULE, EITHER = st.sampled_from(PaceRule), st.sampled_from((Better.HIGHER, Better.LOWER))


def over(years: tuple[int, int, int], *values: Any, due_passed: bool = False) -> Pace:
    base, latest, target, better, rule = values
    start, gone, left = years
    return pace(start, base, start + gone, latest, start + gone + left, target, better, rule, due_passed=due_passed)


@given(YEARS, VALUES, VALUES, VALUES, EITHER, RULE, st.sampled_from([1e-4, 0.01, 7.0, 1e6]))
def test_another_unit_never_changes_a_status(
    years: tuple[int, int, int], base: int, latest: int, target: int, better: Better, rule: PaceRule, scale: float
) -> None:
    plain = over(years, base, latest, target, better, rule)
    scaled = over(years, base * scale, latest * scale, target * scale, better, rule)
    assert (scaled.status, scaled.reason) == (plain.status, plain.reason)
    assert scaled.ratio == (None if plain.ratio is None else pytest.approx(plain.ratio, rel=1e-6, abs=1e-9))


@given(YEARS, VALUES, VALUES, VALUES, EITHER, RULE)
def test_the_mirror_image_has_the_same_status(
    years: tuple[int, int, int], base: int, latest: int, target: int, better: Better, rule: PaceRule
) -> None:
    other = Better.LOWER if better is Better.HIGHER else Better.HIGHER
    plain, mirrored = over(years, base, latest, target, better, rule), over(years, -base, -latest, -target, other, rule)
    assert (mirrored.status, mirrored.reason, mirrored.ratio) == (plain.status, plain.reason, plain.ratio)
    assert mirrored.required_from_now == tuple((year, -value) for year, value in plain.required_from_now)


@given(YEARS, VALUES | st.none(), VALUES | st.none(), VALUES, EITHER, RULE, st.booleans())
def test_what_is_missing_is_never_invented(
    years: tuple[int, int, int],
    base: int | None,
    latest: int | None,
    target: int,
    better: Better,
    rule: PaceRule,
    due_passed: bool,
) -> None:
    verdict = over(years, base, latest, target, better, rule, due_passed=due_passed)
    if base is None:
        assert (verdict.base, verdict.ratio, verdict.required, verdict.observed) == (None,) * 4
        assert verdict.required_from_base == ()
    if latest is None:
        assert (verdict.latest, verdict.ratio, verdict.observed, verdict.needed) == (None,) * 4
        assert verdict.required_from_now == ()
        assert verdict.status in (Status.INSUFFICIENT_DATA, Status.NOT_PUBLISHED)
    known = [verdict.ratio, verdict.required, verdict.observed, verdict.needed, verdict.extra_factor]
    known += [value for _, value in (*verdict.required_from_base, *verdict.required_from_now)]
    assert [value for value in known if value is not None and not isfinite(value)] == []


@given(YEARS, VALUES, VALUES, VALUES, EITHER, RULE, st.floats(-2, 2))
def test_the_value_for_a_ratio_put_back_in_gives_that_ratio(
    years: tuple[int, int, int], base: int, latest: int, target: int, better: Better, rule: PaceRule, ratio: float
) -> None:
    value = over(years, base, latest, target, better, rule).latest_for(ratio)
    # What shrinks to next to nothing has lost its digits.
    assume(value is not None and (rule is PaceRule.LINEAR or abs(value) > 1e-3))
    assert over(years, base, value, target, better, rule).ratio == pytest.approx(ratio, rel=1e-6, abs=1e-6)
