"""What would turn a light: the value, how many more or fewer that is, and that it really does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.assessment import Assessment, Counterfactual, Point, Status, assess, counterfactuals
from core.plan.indicators import Better, Indicator
from tests.support.claims import every
from tests.support.goals import CLOSED, OPEN, assess_values, goal, indicator, points, share

COLLEGES = indicator(unit="colleges", kind="count_of_steps")


def changes_of(assessment: Assessment) -> list[tuple[Status, float, float, int | None]]:
    assert every(
        turn.year == (assessment.latest.year if assessment.latest else None) for turn in counterfactuals(assessment)
    )
    return [
        (turn.status, pytest.approx(turn.value), pytest.approx(turn.extra), turn.parts)  # type: ignore[misc]
        for turn in counterfactuals(assessment)
    ]


# Counts: from 100 in 2020 to 200 in 2025, so 157 and 136 are the thresholds of 2023.


@pytest.mark.parametrize(
    ("latest", "status", "turning"),
    [
        (130, Status.FAR_BEHIND, [(Status.LAGGING, 136, 6), (Status.ON_TRACK, 157, 27)]),
        (140, Status.LAGGING, [(Status.ON_TRACK, 157, 17)]),
        (90, Status.MOVING_AWAY, [(Status.FAR_BEHIND, 100, 10), (Status.ON_TRACK, 157, 67)]),
        (160, Status.ON_TRACK, [(Status.ON_TRACK, 157, -3)]),
        (157, Status.ON_TRACK, [(Status.ON_TRACK, 157, 0)]),
        (210, Status.MET, [(Status.MET, 200, -10)]),
    ],
)
def test_what_turns_each_status_before_the_due_date(
    latest: float, status: Status, turning: list[tuple[Status, float, float]]
) -> None:
    assessment = assess_values({2020: 100.0, 2023: latest}, 200.0)
    assert assessment.status is status
    assert counterfactuals(assessment) == tuple(
        Counterfactual(turned, 2023, value, extra, at_limit=not extra) for turned, value, extra in turning
    )


@pytest.mark.parametrize(("latest", "status", "extra"), [(190, Status.MISSED, 10), (205, Status.MET, -5)])
def test_after_the_due_date_it_is_what_was_missing_or_to_spare(latest: float, status: Status, extra: float) -> None:
    assessment = assess_values({2020: 100.0, 2024: 150.0, 2025: latest}, 200.0, CLOSED)
    assert assessment.status is status
    assert counterfactuals(assessment) == (Counterfactual(Status.MET, 2025, 200.0, extra),)


def test_of_the_way_to_an_uneven_threshold_whole_persons_are_asked_for() -> None:
    # 0.95 of 10 a year over three years is 28.5, 0.60 is 18: 128.5 takes 129.
    assessment = assess_values({2020: 100.0, 2023: 110.0}, 150.0)
    assert counterfactuals(assessment) == (
        Counterfactual(Status.LAGGING, 2023, 118.0, 8.0),
        Counterfactual(Status.ON_TRACK, 2023, 129.0, 19.0),
    )


def test_where_fewer_are_better_it_is_how_many_fewer() -> None:
    assessment = assess_values({2020: 100.0, 2023: 90.0}, 50.0, better="lower")
    # 71.5 and 82.
    assert counterfactuals(assessment) == (
        Counterfactual(Status.LAGGING, 2023, 82.0, 8.0),
        Counterfactual(Status.ON_TRACK, 2023, 71.0, 19.0),
    )
    kept = assess_values({2020: 100.0, 2023: 70.0}, 50.0, better="lower")
    assert counterfactuals(kept) == (Counterfactual(Status.ON_TRACK, 2023, 71.0, -1.0),)
    away = assess_values({2020: 100.0, 2023: 104.0}, 50.0, better="lower")
    assert [(turn.status, turn.extra) for turn in counterfactuals(away)] == [
        (Status.FAR_BEHIND, 4.0),
        (Status.ON_TRACK, 33.0),
    ]


def test_by_growth_the_thresholds_are_those_of_growth() -> None:
    # A doubling each year is required.
    assessment = assess_values({2021: 100.0, 2022: 150.0}, 1600.0, baseline_year=2021, rule="cagr")
    assert counterfactuals(assessment) == (
        Counterfactual(Status.LAGGING, 2022, 160.0, 10.0),
        Counterfactual(Status.ON_TRACK, 2022, 195.0, 45.0),
    )


# Small counts


def test_in_small_counts_one_more_may_do_two_steps_and_only_the_better_is_told() -> None:
    # One college a year is required: 0.6 and 0.95 of the first are both one.
    assessment = assess_values({2020: 0, 2021: 0}, 5, measure=COLLEGES)
    assert assessment.status is Status.FAR_BEHIND
    assert counterfactuals(assessment) == (Counterfactual(Status.ON_TRACK, 2021, 1.0, 1.0),)


def test_in_small_counts_one_more_may_reach_the_goal_itself() -> None:
    assessment = assess_values({2020: 0, 2024: 0}, 1, measure=COLLEGES)
    assert counterfactuals(assessment) == (Counterfactual(Status.MET, 2024, 1.0, 1.0),)


def test_of_a_baseline_the_plan_prints_with_a_fraction_the_next_whole_one_is_named_by_what_it_gives() -> None:
    # From 2.5 to 5, so 1.5 in three years: the third college is 0.33 of that, the first whole one not below 2.5.
    base: dict[str, Any] = {"baseline_value": 2.5, "baseline_source": {"zh": "词", "en": "word"}}
    assessment = assess_values({2023: 2}, 5, measure=COLLEGES, **base)
    assert assessment.status is Status.MOVING_AWAY
    assert [(turn.status, turn.value) for turn in counterfactuals(assessment)] == [
        (Status.FAR_BEHIND, 3.0),
        (Status.ON_TRACK, 4.0),
    ]
    # From 2.5 to 3.5, so 0.6 in three years: the third is 0.83 of that, no longer far behind.
    near = assess_values({2023: 2}, 3.5, measure=COLLEGES, **base)
    assert [(turn.status, turn.value) for turn in counterfactuals(near)] == [(Status.LAGGING, 3.0), (Status.MET, 4.0)]


# Shares with their numerators: from 30 % in 2020 to 40 % in 2025, so 35.7 % and 33.6 % are the thresholds of 2023.


def test_a_share_is_turned_by_whole_persons_of_its_denominator() -> None:
    assessment = assess_values({2020: 0.30, 2023: (64, 200)}, 0.40, measure=share())
    # 67.2 and 71.4 of 200.
    assert assessment.status is Status.FAR_BEHIND
    assert changes_of(assessment) == [(Status.LAGGING, 68 / 200, 4 / 200, 4), (Status.ON_TRACK, 72 / 200, 8 / 200, 8)]


def test_a_share_that_is_on_track_or_met_says_how_many_it_may_lose() -> None:
    on_track = assess_values({2020: 0.30, 2023: (75, 200)}, 0.40, measure=share())
    assert changes_of(on_track) == [(Status.ON_TRACK, 72 / 200, -3 / 200, -3)]
    met = assess_values({2020: 0.30, 2023: (85, 200)}, 0.40, measure=share())
    assert changes_of(met) == [(Status.MET, 80 / 200, -5 / 200, -5)]


def test_a_share_that_should_fall_is_turned_by_fewer() -> None:
    assessment = assess_values({2020: 0.40, 2023: (76, 200)}, 0.30, measure=share("lower"))
    # 34.3 % is 68.6 of 200.
    assert assessment.status is Status.FAR_BEHIND
    assert changes_of(assessment) == [(Status.LAGGING, 72 / 200, 4 / 200, 4), (Status.ON_TRACK, 68 / 200, 8 / 200, 8)]


def test_a_share_missed_at_the_due_date_says_how_many_were_missing() -> None:
    assessment = assess_values({2020: 0.30, 2025: (79, 200)}, 0.40, CLOSED, measure=share())
    assert changes_of(assessment) == [(Status.MET, 0.40, 1 / 200, 1)]


def test_a_share_without_its_numerator_is_turned_by_points_and_no_heads() -> None:
    assessment = assess_values({2020: 0.30, 2023: 0.35}, 0.40, measure=share())
    assert changes_of(assessment) == [(Status.ON_TRACK, 0.357, 0.007, None)]


def test_a_coarse_share_is_named_by_what_it_gives() -> None:
    # 30.5 % of 20 are 6.1, so 7: 35 % is 0.79 of the way it should have gone by then, not far behind.
    assessment = assess_values({2020: 0.305, 2023: (6, 20)}, 0.40, measure=share())
    assert assessment.status is Status.MOVING_AWAY
    assert changes_of(assessment) == [(Status.LAGGING, 7 / 20, 1 / 20, 1), (Status.MET, 8 / 20, 2 / 20, 2)]


def test_from_a_baseline_at_the_goal_there_is_only_the_way_back_to_it() -> None:
    assessment = assess_values({2020: 200.0, 2023: 190.0}, 200.0)
    assert assessment.status is Status.MOVING_AWAY
    assert changes_of(assessment) == [(Status.MET, 200.0, 10.0, None)]


# Where nothing can be said


@pytest.mark.parametrize(
    ("assessment", "status"),
    [
        (assess_values({}, 200.0), Status.INSUFFICIENT_DATA),
        (assess_values({2020: 100.0}, 200.0), Status.INSUFFICIENT_DATA),
        (assess_values({2023: 150.0}, 200.0), Status.INSUFFICIENT_DATA),
        (assess_values({2020: 100.0, 2023: float("inf")}, 200.0), Status.INSUFFICIENT_DATA),
        (assess_values({2020: 0.0, 2023: 150.0}, 200.0, rule="cagr"), Status.INSUFFICIENT_DATA),
        (assess_values({2020: 100.0, 2024: 150.0}, 200.0, CLOSED), Status.NOT_PUBLISHED),
        (assess(indicator(), points({2020: 100.0}), None, OPEN), Status.NO_GOAL),
    ],
)
def test_where_the_status_rests_on_no_pace_nothing_turns_it(assessment: Assessment, status: Status) -> None:
    assert assessment.status is status
    assert counterfactuals(assessment) == ()


# What holds for every goal

WHERE = st.integers(2021, 2024)
RULES = st.sampled_from(["linear", "cagr"])
EITHER = st.sampled_from((Better.HIGHER, Better.LOWER))


def again(assessment: Assessment, by: int) -> Status:
    """The status if the latest year had counted so many more."""
    assert assessment.goal is not None
    assert assessment.latest is not None
    return assess(
        assessment.indicator,
        [*assessment.observed[:-1], _with(assessment.latest, by)],
        assessment.goal,
        assessment.as_of,
    ).status


def _with(point: Point, more: int) -> Point:
    if point.denominator is None:
        assert point.value is not None
        return points({point.year: point.value + more})[0]
    assert point.numerator is not None
    return points({point.year: (int(point.numerator) + more, int(point.denominator))})[0]


def check(assessment: Assessment) -> None:
    """Every turn does what it says, and one unit less does not."""
    sign = 1 if assessment.indicator.better is Better.HIGHER else -1
    for turn in counterfactuals(assessment):
        assert assessment.latest is not None
        assert assessment.latest.value is not None
        steps = round(turn.extra) if turn.parts is None else turn.parts
        assert turn.parts is not None or steps == turn.extra
        assert _with(assessment.latest, sign * steps).value == pytest.approx(turn.value, rel=1e-12)
        assert again(assessment, sign * steps) is turn.status
        assert again(assessment, sign * (steps - 1)) is not turn.status
        if assessment.status in (Status.ON_TRACK, Status.MET):
            assert steps <= 0
            assert turn.status is assessment.status
        else:
            assert steps > 0


@given(st.integers(0, 2000), st.integers(0, 2000), st.integers(1, 2000), WHERE, EITHER, RULES)
def test_so_many_persons_turn_it_and_one_fewer_do_not(
    base: int, latest: int, target: int, year: int, better: Better, rule: str
) -> None:
    # What is already at the goal in the baseline requires no pace.
    assume(base < target if better is Better.HIGHER else base > target)
    assessment = assess_values({2020: base, year: latest}, target, better=better.value, rule=rule)
    assume(assessment.status is not Status.INSUFFICIENT_DATA)
    assert counterfactuals(assessment) != ()
    check(assessment)


@given(st.integers(0, 8), st.integers(0, 8), st.integers(1, 8), WHERE)
def test_so_many_colleges_turn_it_and_one_fewer_do_not(base: int, latest: int, target: int, year: int) -> None:
    assume(base < target)
    check(assess_values({2020: base, year: latest}, target, measure=COLLEGES))


@given(
    base=st.integers(0, 1000),
    of=st.integers(1, 30) | st.integers(1, 3000),
    latest=st.integers(0, 30) | st.integers(0, 3000),
    target=st.integers(0, 1000),
    year=WHERE,
    better=EITHER,
)
def test_so_many_of_a_share_turn_it_and_one_fewer_do_not(
    base: int, of: int, latest: int, target: int, year: int, better: Better
) -> None:
    assume(latest <= of)
    check(assess_values({2020: base / 1000, year: (latest, of)}, target / 1000, measure=share(better.value)))


@given(st.integers(0, 300), st.integers(1, 300), st.booleans())
def test_after_the_due_date_so_many_were_missing_or_to_spare(latest: int, target: int, of_share: bool) -> None:
    measure: Indicator = share() if of_share else indicator()
    final: Any = (latest, 300) if of_share else latest
    assessment = assess_values({2020: 0, 2025: final}, target / 300 if of_share else target, CLOSED, measure=measure)
    assert len(counterfactuals(assessment)) == 1
    check(assessment)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), WHERE)
def test_a_share_without_heads_is_turned_by_just_that_value(
    base: float, latest: float, target: float, year: int
) -> None:
    assume(abs(target - base) > 1e-3)
    assessment = assess_values({2020: base, year: latest}, target, measure=share())
    for turn in counterfactuals(assessment):
        moved = assess(assessment.indicator, points({2020: base, year: turn.value}), goal(target), OPEN)
        assert moved.status is turn.status
        assert turn.extra == pytest.approx(turn.value - latest)
        below = assess(
            assessment.indicator, points({2020: base, year: max(0.0, turn.value - 1e-6)}), goal(target), OPEN
        )
        assert turn.value < 1e-6 or below.status is not turn.status
