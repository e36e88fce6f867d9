"""Paths, intervals and probabilities on series short enough to check in the head, and on those of a competition."""

from __future__ import annotations

import subprocess
import sys
from math import exp, inf, nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.annual_series import SeriesError, SeriesProblem
from core.forecast import FEWEST_POINTS, LEVELS, Chance, Forecast, forecast, probability_class
from core.plan.indicators import Better
from tests.bench.methods import LENGTHS, coverage, m3, mase, paths, reliability, smape
from tests.support.claims import every

YEARS = range(2015, 2021)
RESTLESS = (100, 110, 100, 100, 110, 100)
"""Changes of 10, -10, 0, 10, -10: their squares sum to 400, over 4 is 100, so 10 a year, of which 1.1 times is 11.
It reads the same backwards: no method sees a trend, so none disagrees and the spread is that 11 alone."""
ENOUGH = 50
"""Cases a bin needs before its hit rate says anything."""


def ahead(values: Any, horizon: int = 5, **choices: Any) -> Forecast:
    return forecast(range(2024 - len(values), 2024), values, horizon, **choices)


def interval(outlook: Forecast, level: float) -> tuple[Any, Any]:
    ends = outlook.interval(level)
    assert ends is not None
    return ends


def probability(outlook: Forecast, *parameters: Any) -> float:
    answer = outlook.probability(*parameters)
    assert isinstance(answer, float)
    return answer


# The path


def test_a_straight_line_goes_on_at_half_its_slope() -> None:
    outlook = forecast(range(2019, 2024), [10, 12, 14, 16, 18], 5)
    assert outlook.years == (2024, 2025, 2026, 2027, 2028)
    assert outlook.mean.tolist() == pytest.approx([19, 20, 21, 22, 23])


def test_a_long_way_ahead_the_damped_change_is_the_smaller_and_the_path_levels_off() -> None:
    # All the years together add 2 × (0.9 + 0.81 + …) = 18.
    outlook = ahead([10, 12, 14, 16, 18], 100)
    assert outlook.mean[-1] == pytest.approx(36, abs=0.01)


def test_a_constant_series_stays_exactly_where_it_is() -> None:
    assert ahead([0.1] * 7).mean.tolist() == [0.1] * 5


def test_where_two_trends_disagree_on_the_direction_there_is_none() -> None:
    # From 10 to 11, but the least squares line falls.
    assert ahead([10, 30, 15, 0, 11]).mean.tolist() == [11] * 5


def test_two_points_give_a_path_and_nothing_else() -> None:
    outlook = ahead([10, 12])
    assert outlook.mean.tolist() == pytest.approx([13, 14, 15, 16, 17])
    assert (outlook.points, outlook.sd, outlook.floored) == (2, None, False)
    assert outlook.interval(80) is None
    assert outlook.probability(15, "higher") is None


def test_from_five_points_on_there_is_an_interval_and_a_probability() -> None:
    for points in (2, 3, 4):
        assert ahead(RESTLESS[:points]).interval(80) is None
    assert FEWEST_POINTS == 5
    assert ahead(RESTLESS[:5]).interval(80) is not None
    assert ahead(RESTLESS[:5]).probability(100, "higher") is not None


def test_falling_counts_come_ever_closer_to_zero_and_never_reach_it() -> None:
    # Half the slope takes 5 of the 10 that are left in the first year.
    outlook = ahead([50, 40, 30, 20, 10], 30)
    assert outlook.bounds == (0.0, inf)
    assert outlook.mean[0] == pytest.approx(10 * exp(-0.5))
    assert (outlook.mean > 0).all()
    assert (np.diff(outlook.mean) < 0).all()


def test_a_rising_share_comes_ever_closer_to_one() -> None:
    outlook = ahead([0.5, 0.6, 0.7, 0.8, 0.9], 30, bounds=(0, 1))
    assert outlook.mean[0] == pytest.approx(1 - 0.1 * exp(-0.5))
    assert (outlook.mean < 1).all()


def test_towards_a_limit_other_than_zero_what_is_left_counts_from_it() -> None:
    # Half the slope takes 5: of the 10 left above 50, or of the 20 left below 120.
    falling = forecast([2022, 2023], [70, 60], 1, bounds=(50, 150))
    assert falling.mean.tolist() == pytest.approx([60 - 10 * (1 - exp(-0.5))])
    rising = forecast([2022, 2023], [90, 100], 1, bounds=(-50, 120))
    assert rising.mean.tolist() == pytest.approx([100 + 20 * (1 - exp(-0.25))])


def test_a_share_that_has_reached_one_stays_there() -> None:
    assert ahead([0.6, 0.7, 0.8, 0.9, 1.0], bounds=(0, 1)).mean.tolist() == [1.0] * 5


def test_away_from_a_limit_nothing_is_held_back() -> None:
    # A count has no upper limit.
    assert ahead([1, 3, 5]).mean[:2].tolist() == pytest.approx([6, 7])


def test_a_series_with_a_negative_value_is_unbounded_and_may_cross_zero() -> None:
    outlook = ahead([-1, 7, 5, 3, 1])
    assert outlook.bounds == (-inf, inf)
    falling = ahead([3, 2, 1, 0, -1])
    assert falling.mean.tolist() == pytest.approx([-1.5, -2, -2.5, -3, -3.5])


def test_missing_years_drop_out_and_the_horizon_counts_from_the_last_value() -> None:
    with_gaps = forecast(range(2018, 2026), [10, None, 14, nan, 18, 20, None, None], 2)
    without = forecast([2018, 2020, 2022, 2023], [10, 14, 18, 20], 2)
    assert with_gaps.years == without.years == (2024, 2025)
    assert with_gaps.points == 4
    # 2 a year in any case: the least squares line is on actual years.
    assert with_gaps.mean.tolist() == without.mean.tolist() == pytest.approx([21, 22])


# The spread


def test_the_spread_grows_from_the_standard_deviation_of_the_annual_changes() -> None:
    outlook = forecast(YEARS, RESTLESS, 3)
    assert outlook.sd is not None
    assert outlook.mean.tolist() == [100] * 3
    assert outlook.sd.tolist() == pytest.approx([11, 11 * 2**0.85, 11 * 3**0.85])
    assert outlook.floored is False


def test_a_change_over_four_years_counts_as_four_changes() -> None:
    # The 20 of the first and the last four years are 10 each by the square root: 10, -10, 0, 10, -10 again.
    outlook = forecast([2010, 2014, 2015, 2016, 2017, 2021], [100, 120, 110, 110, 120, 100], 1)
    assert outlook.sd is not None
    assert outlook.sd.tolist() == pytest.approx([11])


def test_where_the_methods_disagree_the_spread_is_wider() -> None:
    # No change, half the slope and the damped change say 0, 5 and 9: their squares' mean 106/3 less (14/3)² is 122/9.
    # No scatter at all: the least spread is 1 % of 140, of which 1.1 times is 1.54.
    outlook = ahead([100, 110, 120, 130, 140], 1)
    assert outlook.sd is not None
    assert outlook.mean.tolist() == pytest.approx([145])
    assert outlook.sd.tolist() == pytest.approx([(1.54**2 + 122 / 9) ** 0.5])
    assert outlook.floored is True


def test_a_straight_line_does_not_call_its_own_continuation_nearly_impossible() -> None:
    # In five years 0, 25 and 36.86: path 165, line 190. They disagree by 15.36, and the least spread is 6.05.
    outlook = ahead([100, 110, 120, 130, 140], 5)
    assert outlook.sd is not None
    assert outlook.mean[-1] == pytest.approx(165)
    assert outlook.sd[-1] == pytest.approx((6.05**2 + 15.36**2) ** 0.5, abs=0.01)
    # With 3 degrees of freedom; by the least spread alone it would be 0.013.
    assert probability(outlook, 190, "higher") == pytest.approx(0.114, abs=0.001)
    assert interval(outlook, 80)[1][-1] > 190


@pytest.mark.parametrize(
    ("values", "choices", "least"),
    [
        ([100] * 5, {}, 1.0),
        ([100] * 5, {"step": 1}, 1.0),
        ([100] * 5, {"step": 10}, 5.0),
        ([-100] * 5, {}, 1.0),
        ([0.9] * 5, {"bounds": (0, 1)}, 0.009),
        ([0.1] * 5, {"bounds": (0, 1)}, 0.009),
        ([0.0] * 5, {"bounds": (0, 1)}, 0.01),
        ([0] * 5, {"step": 1}, 0.5),
    ],
)
def test_a_series_without_any_scatter_gets_the_least_spread_and_says_so(
    values: list[float], choices: dict[str, Any], least: float
) -> None:
    outlook = ahead(values, **choices)
    assert outlook.sd is not None
    assert outlook.sd[0] == pytest.approx(1.1 * least)
    assert outlook.floored is True


def test_the_interval_is_that_of_the_t_table() -> None:
    outlook = forecast(YEARS, RESTLESS, 1)
    # Two-sided, 4 degrees of freedom, as printed in any table.
    for level, printed in ((0.5, 0.741), (0.8, 1.533), (0.95, 2.776)):
        low, high = interval(outlook, level)
        assert [low[0], high[0]] == pytest.approx([100 - 11 * printed, 100 + 11 * printed], abs=0.01)


def test_a_level_is_a_share_or_a_percentage() -> None:
    outlook = forecast(YEARS, RESTLESS, 3)
    assert np.array_equal(interval(outlook, 0.8), interval(outlook, 80))
    assert np.array_equal(interval(outlook, 0.015), interval(outlook, 1.5))
    assert LEVELS == (0.5, 0.8, 0.95)


def test_an_interval_ends_at_the_natural_limits() -> None:
    low, high = interval(ahead([0.5, 1.0, 0.5, 1.0, 0.5], bounds=(0, 1)), 0.95)
    assert (low[-1], high[-1]) == (0.0, 1.0)


def test_a_series_of_zeros_without_a_step_is_certain_and_not_a_number_lost() -> None:
    outlook = ahead([0] * 5)
    assert interval(outlook, 95)[1].tolist() == [0] * 5
    assert [probability(outlook, 1, "higher"), probability(outlook, 0, "lower")] == [0, 1]
    assert outlook.floored is False


# The probability


def test_the_probability_of_a_target_is_read_off_the_t_table() -> None:
    outlook = forecast(YEARS, RESTLESS, 1)
    assert probability(outlook, 100, "higher") == pytest.approx(0.5)
    assert probability(outlook, 100 + 11 * 1.533, "higher") == pytest.approx(0.10, abs=1e-4)
    assert probability(outlook, 100 + 11 * 1.533, "lower") == pytest.approx(0.90, abs=1e-4)
    assert probability(outlook, 100 - 11 * 2.776, Better.LOWER) == pytest.approx(0.025, abs=1e-4)


def test_the_probability_is_that_of_the_last_year_unless_another_is_asked_for() -> None:
    outlook = forecast(YEARS, RESTLESS, 3)
    assert probability(outlook, 120, "higher") == probability(outlook, 120, "higher", 2023)
    assert probability(outlook, 120, "higher", 2021) < probability(outlook, 120, "higher", 2023)


def test_a_target_at_a_limit_keeps_what_lies_beyond_it() -> None:
    full = ahead([0.6, 0.7, 0.8, 0.9, 1.0], bounds=(0, 1))
    assert probability(full, 1.0, "higher") == pytest.approx(0.5)
    gone = ahead([40, 30, 20, 10, 0], step=1)
    assert probability(gone, 0, "lower") == pytest.approx(0.5)


def test_a_target_that_no_value_can_miss_is_certain() -> None:
    outlook = ahead([0.5, 0.6, 0.4, 0.6, 0.5], bounds=(0, 1))
    assert probability(outlook, 0, "higher") == 1.0
    assert probability(outlook, 1, "lower") == 1.0


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        (1, "likely"),
        (0.75, "likely"),
        (0.7499, "uncertain"),
        (0.25, "uncertain"),
        (0.2499, "unlikely"),
        (0, "unlikely"),
    ],
)
def test_a_probability_has_a_word(chance: float, expected: str) -> None:
    assert probability_class(chance) is Chance(expected)


# What cannot be forecast


@pytest.mark.parametrize(
    ("values", "problem", "row"),
    [
        ([1, 2, "three"], SeriesProblem.TEXT, 3),
        ([1, inf, 3], SeriesProblem.INFINITE, 2),
        ([1], SeriesProblem.TOO_FEW, None),
        ([], SeriesProblem.TOO_FEW, None),
        ([None, 2, nan], SeriesProblem.TOO_FEW, None),
        ([[1, 2], [3, nan]], SeriesProblem.MISSING, 2),
        ([[1, 2], [3, None]], SeriesProblem.MISSING, 2),
        ([[1, 2], [3, "4"]], SeriesProblem.TEXT, 2),
        ([[1, 2], [3]], SeriesProblem.LENGTHS_DIFFER, 2),
        ([[1], [2]], SeriesProblem.TOO_FEW, None),
        (np.array([[1, 2], [3, 4], [5, nan]]), SeriesProblem.MISSING, 3),
        (np.array([[1, 2], [inf, 4]]), SeriesProblem.INFINITE, 2),
        (np.zeros((2, 2, 2)), SeriesProblem.LENGTHS_DIFFER, 1),
    ],
)
def test_a_faulty_value_is_named_with_its_row(values: Any, problem: SeriesProblem, row: int | None) -> None:
    points = len(values[0]) if np.ndim(next(iter(values), 0)) else len(values)
    with pytest.raises(SeriesError) as caught:
        forecast(range(2024 - points, 2024), values, 1)
    assert (caught.value.problem, caught.value.field, caught.value.row) == (problem, "values", row)


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize(
    ("years", "problem", "row"),
    [
        ([2020, 2020, 2021], SeriesProblem.DUPLICATE_YEAR, 2),
        ([2020, 2022, 2021], SeriesProblem.UNSORTED_YEARS, 3),
        ([2020, 2021.5, 2022], SeriesProblem.NOT_A_YEAR, 2),
    ],
)
def test_a_faulty_year_is_named_with_its_row(
    years: list[float], problem: SeriesProblem, row: int, several: bool
) -> None:
    with pytest.raises(SeriesError) as caught:
        forecast(years, [[1, 2, 3]] if several else [1, 2, 3], 1)
    assert (caught.value.problem, caught.value.field, caught.value.row) == (problem, "years", row)


def test_years_and_values_must_be_as_many() -> None:
    with pytest.raises(SeriesError) as caught:
        forecast([2020, 2021], [1, 2, 3], 1)
    assert caught.value.problem is SeriesProblem.LENGTHS_DIFFER
    with pytest.raises(SeriesError) as caught:
        forecast([2020, 2021], [[1, 2], [3, 4, 5]], 1)
    assert caught.value.values == {"years": 2, "values": 3}
    with pytest.raises(SeriesError) as caught:
        forecast([2020, 2021], [1, None], 1)
    assert caught.value.values == {"found": 1, "needed": 2}


@pytest.mark.parametrize(
    ("values", "row"), [([0.5, 1.2], 2), ([-0.1, 0.5], 1), ([[0.1, 0.2], [0.5, 1.2]], 2), (np.array([[1.2, 0.1]]), 1)]
)
def test_a_value_outside_its_natural_limits_is_named_with_its_row(values: Any, row: int) -> None:
    with pytest.raises(SeriesError) as caught:
        forecast([2022, 2023], values, 1, bounds=(0, 1))
    assert (caught.value.problem, caught.value.row) == (SeriesProblem.OUTSIDE_LIMITS, row)


@pytest.mark.parametrize(
    ("choice", "value"),
    [
        *(("horizon", value) for value in (0, -1, 2.5, True, "5", None)),
        *(("step", value) for value in (-1, nan, None)),
        *(("bounds", value) for value in ((1, 0), (nan, 1))),
    ],
)
def test_a_choice_that_cannot_be_is_named(choice: str, value: Any) -> None:
    with pytest.raises(SeriesError) as caught:
        ahead([0.5, 0.6], **{choice: value})
    assert (caught.value.problem, caught.value.field) == (SeriesProblem.UNKNOWN_CHOICE, choice)


@pytest.mark.parametrize("points", [3, 5])
def test_a_question_that_cannot_be_asked_is_named_however_short_the_series(points: int) -> None:
    outlook = ahead([0.5] * points, bounds=(0, 1))
    for level in (0, 1, 100, -0.5, 120, nan, None):
        with pytest.raises(SeriesError, match="level"):
            outlook.interval(level)  # type: ignore[arg-type]
    questions: list[tuple[tuple[Any, ...], SeriesProblem, str]] = [
        ((1.1, "higher"), SeriesProblem.OUTSIDE_LIMITS, "target"),
        ((-0.1, "lower"), SeriesProblem.OUTSIDE_LIMITS, "target"),
        ((None, "higher"), SeriesProblem.MISSING, "target"),
        ((0.5, "up"), SeriesProblem.UNKNOWN_DIRECTION, "better"),
        ((0.5, "higher", 2023), SeriesProblem.UNKNOWN_CHOICE, "year"),
        ((0.5, "higher", 2029), SeriesProblem.UNKNOWN_CHOICE, "year"),
    ]
    for question, problem, field in questions:
        with pytest.raises(SeriesError) as caught:
            outlook.probability(*question)
        assert (caught.value.problem, caught.value.field) == (problem, field)


@pytest.mark.parametrize("chance", [-0.01, 1.01, nan])
def test_what_is_no_probability_has_no_word(chance: float) -> None:
    with pytest.raises(SeriesError, match="probability"):
        probability_class(chance)


def test_a_forecast_cannot_be_changed_afterwards() -> None:
    outlook = forecast(YEARS, [RESTLESS, RESTLESS[::-1]], 2)
    assert outlook.sd is not None
    answer = outlook.probability(100, "higher")
    for array in (outlook.mean, outlook.sd, *outlook.bounds, outlook.floored, *interval(outlook, 80), answer):
        assert isinstance(array, np.ndarray)
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_a_page_without_a_forecast_does_not_wait_for_scipy() -> None:
    program = "import sys, core.forecast; print('scipy' in sys.modules)"
    root = Path(__file__).resolve().parents[3]
    output = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    assert output.strip() == "False"


# Several at once


@pytest.mark.parametrize("points", [2, 5, 6, 11])
@pytest.mark.parametrize("bounds", [None, (-2000.0, 3000.0)])
def test_several_series_give_exactly_what_each_gives_alone(points: int, bounds: tuple[float, float] | None) -> None:
    random = np.random.default_rng(7)
    table = np.concatenate(
        [random.uniform(0, 1000, (40, points)), random.normal(0, 100, (40, points)), np.full((1, points), 7.0)]
    )
    years = np.cumsum(random.integers(1, 4, points)).tolist()
    many = forecast(years, np.asfortranarray(table), 8, bounds=bounds, step=1)
    assert many.mean.shape == (81, 8)
    for row, series in enumerate(table):
        one = forecast(years, series.tolist(), 8, bounds=bounds, step=1)
        assert one.mean.shape == (8,)
        assert np.array_equal(many.mean[row], one.mean)
        assert [bound[row] for bound in np.array(many.bounds)] == list(one.bounds)
        assert np.array(many.floored)[row] == one.floored
        if points >= FEWEST_POINTS:
            assert many.sd is not None
            assert one.sd is not None
            assert np.array_equal(many.sd[row], one.sd)
            for mine, alone in zip(interval(many, 80), interval(one, 80), strict=True):
                assert np.array_equal(mine[row], alone)
            assert np.asarray(many.probability(50, "higher"))[row] == one.probability(50, "higher")


def test_several_series_may_come_as_any_table_of_numbers() -> None:
    years, rows = [2021, 2022, 2023], [[1, 2, 4], [3, 3, 5]]
    expected = forecast(years, rows, 3).mean
    for table in (np.array(rows), np.asfortranarray(rows), np.array(rows, dtype=object), np.array(rows, np.float32)):
        assert np.array_equal(forecast(years, table, 3).mean, expected)
    assert forecast(years, rows[:1], 3).mean.shape == (1, 3)


# What holds for every series

HUNDREDTHS = st.lists(st.integers(0, 100), min_size=5, max_size=12)
COUNTS = st.lists(st.integers(0, 10_000), min_size=5, max_size=12)
ANY = st.lists(st.floats(-1e9, 1e9), min_size=5, max_size=12)
EITHER = st.sampled_from((Better.HIGHER, Better.LOWER))


@given(counts=COUNTS, target=st.integers(0, 12_000), better=EITHER, scale=st.sampled_from([1e-4, 0.1, 1e4]))
def test_the_unit_changes_the_figures_and_never_the_probability(
    counts: list[int], target: int, better: Better, scale: float
) -> None:
    plain = ahead(counts, step=1)
    scaled = ahead([count * scale for count in counts], step=scale)
    near = 1e-5 * scale
    assert scaled.mean.tolist() == pytest.approx((plain.mean * scale).tolist(), rel=1e-9, abs=near)
    for end, other in zip(interval(scaled, 80), interval(plain, 80), strict=True):
        assert end.tolist() == pytest.approx((other * scale).tolist(), rel=1e-9, abs=near)
    assert probability(scaled, target * scale, better) == pytest.approx(probability(plain, target, better), abs=1e-8)


@given(shares=HUNDREDTHS, target=st.integers(0, 100), better=EITHER)
def test_a_share_and_its_complement_tell_the_same(shares: list[int], target: int, better: Better) -> None:
    plain = ahead([share / 100 for share in shares], bounds=(0, 1))
    mirrored = ahead([1 - share / 100 for share in shares], bounds=(0, 1))
    other = Better.LOWER if better is Better.HIGHER else Better.HIGHER
    assert mirrored.mean.tolist() == pytest.approx((1 - plain.mean).tolist(), abs=1e-12)
    assert mirrored.floored == plain.floored
    assert probability(mirrored, 1 - target / 100, other) == pytest.approx(
        probability(plain, target / 100, better), abs=1e-9
    )


@given(values=st.lists(st.none() | st.just(nan) | st.floats(0, 1e6), min_size=7, max_size=14), target=st.floats(0, 1e6))
def test_missing_years_change_nothing(values: list[float | None], target: float) -> None:
    present = {2000 + i: value for i, value in enumerate(values) if value is not None and value == value}
    if len(present) < 2:
        return
    outlook = forecast(range(2000, 2000 + len(values)), values, 5)
    alone = forecast(list(present), list(present.values()), 5)
    assert outlook.years == alone.years
    assert np.array_equal(outlook.mean, alone.mean)
    assert outlook.probability(target, "higher") == alone.probability(target, "higher")


@given(values=HUNDREDTHS | COUNTS | ANY, limits=st.booleans())
def test_wider_intervals_hold_narrower_ones_within_the_limits(values: list[float], limits: bool) -> None:
    outlook = ahead(values, 12, bounds=(min(values), max(values)) if limits else None)
    low, high = outlook.bounds
    inner = (outlook.mean, outlook.mean)
    for level in LEVELS:
        outer = interval(outlook, level)
        assert np.isfinite(outer).all()
        assert (low <= outer[0]).all()
        assert (outer[0] <= inner[0]).all()
        assert (inner[1] <= outer[1]).all()
        assert (outer[1] <= high).all()
        inner = outer


@given(values=HUNDREDTHS | COUNTS | ANY, targets=st.lists(st.floats(0, 1e6), min_size=2, max_size=6))
def test_a_further_target_is_never_more_probable(values: list[float], targets: list[float]) -> None:
    outlook = ahead(values)
    rising = [probability(outlook, target, "higher") for target in sorted(targets)]
    falling = [probability(outlook, target, "lower") for target in sorted(targets)]
    assert rising == sorted(rising, reverse=True)
    assert falling == sorted(falling)
    assert every(0 <= chance <= 1 for chance in rising + falling)


# What was published


@pytest.mark.parametrize("points", [5, 6])
def test_the_path_errs_less_than_any_plain_method_on_the_competition(points: int) -> None:
    cases = m3(points)
    errors = {name: (smape(cases, path), mase(cases, path)) for name, path in paths(cases).items()}
    percent, changes = errors.pop("ours")
    assert percent <= 16.3
    assert changes <= 2.60
    assert every(percent < others[0] and changes < others[1] for others in errors.values())


@pytest.mark.parametrize("points", LENGTHS)
def test_the_intervals_hold_as_many_values_as_they_say(points: int) -> None:
    cases = m3(points)
    assert 0.75 <= coverage(cases, 0.8) <= 0.88
    assert 0.91 <= coverage(cases, 0.95) <= 0.98


@pytest.mark.parametrize("points", LENGTHS)
def test_targets_are_reached_as_often_as_they_were_said_to_be(points: int) -> None:
    filled = [one for one in reliability(m3(points)) if one.cases >= ENOUGH]
    assert len(filled) >= 8
    for one in filled:
        assert one.reached == pytest.approx(one.probability, abs=0.10), one
