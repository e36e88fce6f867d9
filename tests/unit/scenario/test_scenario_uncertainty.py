"""Draws and bars on a district small enough to work out in the head, and on demonstration releases."""

from __future__ import annotations

from dataclasses import replace
from math import pi
from statistics import NormalDist

import numpy as np
import pytest

from core.plan.indicators import Better
from core.scenario.levers import LeverGroup
from core.scenario.run import parts, reaches, run, run_columns
from core.scenario.sensitivity import equal_effort, lever_swings
from core.scenario.uncertainty import DRAWS, LEVELS, SEED, Spread, affordable_draws, draw
from tests.support.scenario_basis import demonstration_basis, small, without_spread

NORMAL = NormalDist()
ABSOLUTE = (pi / 2) ** 0.5
"""The standard deviation of a normal distribution over its mean absolute deviation."""
RELEASES = ("2019-09-01", "2025-12-31")


def same(one: Spread, other: Spread) -> bool:
    return all(
        np.array_equal(getattr(one.fans[id], part), getattr(other.fans[id], part))
        for id in one.fans
        for part in ("median", "lower", "upper")
    )


def test_the_same_seed_gives_the_same_bits_and_another_seed_others() -> None:
    basis = small(dual_qualified_share=0.85)
    first = draw(basis, basis.defaults, draws=500)
    assert (first.seed, first.draws) == (SEED, 500)
    assert same(first, draw(basis, basis.defaults, draws=500))
    assert not same(first, draw(basis, basis.defaults, draws=500, seed=SEED + 1))


def test_unless_said_otherwise_ten_thousand_draws_are_made_with_the_seed_that_is_shown() -> None:
    basis = without_spread(small(colleges=2.0))
    spread = draw(basis, basis.defaults, indicators=("colleges",))
    assert (spread.seed, spread.draws) == (SEED, DRAWS) == (20260101, 10_000)
    assert LEVELS == (0.5, 0.8, 0.95)


def test_with_many_schools_to_follow_fewer_draws_are_made_in_proportion() -> None:
    basis = small()
    assert basis.facilities is not None
    of_conditions, of_others = parts(("schools_meeting_standard",)), parts(("training_person_times",))
    for schools, draws in ((2, 10_000), (40, 10_000), (80, 5_000), (400, 1_000)):
        many = replace(basis, facilities=replace(basis.facilities, schools=basis.facilities.schools[:1] * schools))
        assert affordable_draws(many, 10_000, of_conditions) == draws
        assert affordable_draws(many, 10_000, of_others) == 10_000


@pytest.mark.parametrize(
    ("indicator", "first", "stream", "error"),
    [
        ("secondary_vocational_enrolment", 120.0, 1, "error_enrolment"),
        ("general_high_enrolment", 180.0, 2, "error_enrolment"),
        ("college_students", 2000.0, 3, "error_colleges"),
        ("dual_qualified_teachers", 60.0, 4, "error_teachers"),
        ("training_person_times", 1000.0, 5, "error_training"),
    ],
)
def test_each_model_errs_by_its_own_stream_of_the_seed(indicator: str, first: float, stream: int, error: str) -> None:
    """Of 20 draws the second from either end holds 80 %, the fifth a half and the first 95 %."""
    basis = without_spread(small())
    fan = draw(basis, basis.defaults, draws=20, indicators=(indicator,)).fans[indicator]
    sd = ABSOLUTE * basis.declarations.assumption_value(error) * 0.2**0.85
    normals = np.random.default_rng((20260101, stream)).standard_normal(20)
    drawn = np.sort(np.minimum(first * np.exp(sd * normals), 100.0 if stream == 4 else np.inf))
    assert fan.first == 2026
    assert fan.median[0] == pytest.approx(drawn[9])
    assert fan.lower[:, 0] == pytest.approx(drawn[[4, 1, 0]])
    assert fan.upper[:, 0] == pytest.approx(drawn[[15, 18, 19]])
    another = draw(basis, basis.defaults, draws=21, seed=7, indicators=(indicator,)).fans[indicator]
    normals = np.sort(np.random.default_rng((7, stream)).standard_normal(21))
    assert another.lower[2, 0] == pytest.approx(first * np.exp(sd * normals[0]))
    assert another.median[0] == pytest.approx(first * np.exp(sd * normals[10]))


@pytest.mark.parametrize(
    ("value", "low", "high"), [(0.4, 0.1, 0.7), (0.11, 0.1, 0.7), (0.69, 0.1, 0.7), (0.75, 0.1, 0.75)]
)
def test_a_lever_is_drawn_around_what_is_set_and_ends_with_its_slider(value: float, low: float, high: float) -> None:
    """The share of entrants, 35 % to 45 % in 80 % of draws; one set beyond the slider is not drawn further out."""
    basis = small()
    indicator = "vocational_share_of_entrants"
    values = basis.values({"vocational_entrant_share": value})
    fan = draw(basis, values, draws=20, indicators=(indicator,)).fans[indicator]
    place = basis.places["vocational_entrant_share"]
    normals = np.random.default_rng((20260101, 0)).standard_normal((len(basis.levers), 20))[place]
    drawn = np.sort(np.clip(value + normals * 0.1 / 2 / NORMAL.inv_cdf(0.9), low, high))
    assert fan.median[0] == pytest.approx(drawn[9])
    assert fan.lower[:, 0] == pytest.approx(drawn[[4, 1, 0]])
    assert fan.upper[:, 0] == pytest.approx(drawn[[15, 18, 19]])


def test_where_lower_is_better_a_count_at_the_goal_reaches_it() -> None:
    basis = without_spread(small(colleges=2.0))
    basis = replace(basis, better={**basis.better, "colleges": Better.LOWER})
    reached = draw(basis, basis.defaults, draws=3).fans["colleges"].reached
    assert reached is not None
    assert reached.tolist() == [1] * 5 + [0] * 5  # 1, 2, 2, 2, 2 and then 3 colleges


@pytest.mark.parametrize(("off", "share"), [(1e-12, 1.0), (4e-12, 0.0)])
@pytest.mark.parametrize("better", [Better.HIGHER, Better.LOWER])
def test_what_misses_a_goal_by_rounding_alone_reaches_it(better: Better, off: float, share: float) -> None:
    """Two colleges, and a goal of two and a trifle: half a millionth of a millionth is rounding, two are not."""
    goal = 2 + (off if better is Better.HIGHER else -off)
    basis = without_spread(small(colleges=goal))
    basis = replace(basis, better={**basis.better, "colleges": better})
    assert draw(basis, basis.defaults, draws=3).probability("colleges", 2030) == share


def test_a_year_lever_opens_the_college_in_time_as_often_as_its_range_says() -> None:
    # College a is set to 2027, 2026 to 2028 hold 80 %: rounded, 2026 is below 2026.5 and 2028 above 2027.5.
    basis = small(colleges=2)
    off = NORMAL.cdf(-0.5 / (1 / NORMAL.inv_cdf(0.9)))
    spread = draw(basis, basis.defaults, draws=40_000)
    assert spread.probability("colleges", 2026) == pytest.approx(off, abs=0.01)
    assert spread.probability("colleges", 2027) == pytest.approx(1 - off, abs=0.01)
    assert set(spread.fans["colleges"].median.tolist()) <= {1.0, 2.0, 3.0}


def test_a_lever_spreads_as_widely_as_its_plausible_range_around_what_is_set() -> None:
    # Training does not grow, 80 % from -10 % to 10 %: with the model's own error of 15 % five years ahead.
    basis = without_spread(small(training_person_times=1000))
    fan = draw(basis, basis.defaults, draws=40_000).fans["training_person_times"]
    sd = ABSOLUTE * 0.15
    low, high = fan.band(0.8)
    five = fan.years.index(2030)
    assert fan.median[five] == pytest.approx(1000, rel=0.01)
    assert low[five] == pytest.approx(1000 * np.exp(-NORMAL.inv_cdf(0.9) * sd), rel=0.01)
    assert high[five] == pytest.approx(1000 * np.exp(NORMAL.inv_cdf(0.9) * sd), rel=0.01)
    # One year ahead the error is a fifth to the power 0.85 of that.
    assert high[0] == pytest.approx(1000 * np.exp(NORMAL.inv_cdf(0.9) * sd * 0.2**0.85), rel=0.01)
    wider = small(training_person_times=1000)
    first = draw(wider, wider.defaults, draws=40_000).fans["training_person_times"]
    one = np.hypot(0.1 / NORMAL.inv_cdf(0.9), sd * 0.2**0.85)
    assert first.band(0.5)[1][0] == pytest.approx(1000 * (1 + one * NORMAL.inv_cdf(0.75)), rel=0.01)


def test_probability_of_a_goal_is_the_one_the_normal_distribution_gives() -> None:
    basis = without_spread(small(training_person_times=1200))
    spread = draw(basis, basis.defaults, draws=40_000)
    expected = 1 - NORMAL.cdf(np.log(1.2) / (ABSOLUTE * 0.15))
    assert spread.probability("training_person_times", 2030) == pytest.approx(expected, abs=0.01)
    assert [(chance.indicator, chance.year) for chance in spread.chances] == [("training_person_times", 2030)]
    assert spread.probability("training_person_times", 2020) is None
    assert spread.probability("colleges", 2030) is None


def test_where_lower_is_better_the_draws_below_the_goal_count() -> None:
    basis = without_spread(small(general_high_enrolment=180))
    spread = draw(basis, basis.defaults, draws=40_000)
    assert spread.probability("general_high_enrolment", 2030) == pytest.approx(0.5, abs=0.01)


@pytest.mark.slow
def test_more_draws_come_nearer_to_the_same_numbers() -> None:
    basis = small(dual_qualified_share=0.85)
    truth = draw(basis, basis.defaults, draws=200_000).fans["dual_qualified_share"]
    off = [
        np.mean(
            [
                abs(
                    draw(basis, basis.defaults, draws=n, seed=s).fans["dual_qualified_share"].lower - truth.lower
                ).mean()
                for s in range(8)
            ]
        )
        for n in (100, 10_000)
    ]
    assert off[1] < off[0] / 4


@pytest.mark.parametrize("release", RELEASES)
def test_bands_nest_hold_the_central_run_and_have_no_holes(release: str) -> None:
    basis = demonstration_basis(release)
    spread = draw(basis, basis.defaults, draws=1_000, indicators=tuple(run(basis, basis.defaults).paths))
    central = run(basis, basis.defaults).paths
    assert set(spread.fans) == set(central)
    for id, fan in spread.fans.items():
        ends = [fan.lower[2], fan.lower[1], fan.lower[0], fan.median, fan.upper[0], fan.upper[1], fan.upper[2]]
        assert np.isfinite(ends).all(), id
        assert (np.diff(ends, axis=0) >= 0).all(), id
        low, high = fan.band(0.95)
        values = central[id].values[:, 0]
        assert (low - 1e-9 <= values).all(), id
        assert (values <= high + 1e-9).all(), id
    assert len(LEVELS) == 3


@pytest.mark.parametrize("id", ["vocational_share", "secondary_vocational_enrolment", "college_students", "colleges"])
def test_the_central_run_lies_within_the_middle_half_of_the_draws(id: str) -> None:
    basis = demonstration_basis("2025-12-31")
    low, high = draw(basis, basis.defaults, indicators=(id,)).fans[id].band(0.5)
    values = run(basis, basis.defaults).paths[id].values[:, 0]
    assert (low <= values).all()
    assert (values <= high).all()


def test_a_release_without_goals_still_shows_how_sure_it_is() -> None:
    basis = demonstration_basis("2019-09-01")
    assert basis.goals == ()
    spread = draw(basis, basis.defaults, draws=200)
    assert spread.chances == ()
    assert "vocational_share" in spread.fans


def test_no_draw_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="draws"):
        draw(small(), small().defaults, draws=0)


# Bars


def test_each_bar_is_what_one_lever_does_alone_widest_first() -> None:
    # In 2030, college a, opened for three years or more, is full but for 0.37 %; college b opens a year early at 2030.
    basis = small()
    bars = lever_swings(basis, basis.defaults, "college_students", 2030)
    by = {bar.lever: bar for bar in bars}
    assert [bar.swing for bar in bars] == sorted((bar.swing for bar in bars), reverse=True)
    assert set(by) == {"places_a", "opening_year_a", "opening_year_b"}
    part = (0.9999 + 0.999 + 0.99) / 3
    assert by["places_a"].at_low == pytest.approx(2000 + 800 * part)
    assert by["places_a"].at_high == pytest.approx(2000 + 1200 * part)
    assert by["opening_year_b"].at_low == pytest.approx(2000 + 1000 * part + 500 / 3 * 0.9)
    assert bars[0].lever == "places_a"


def test_equal_effort_moves_each_lever_by_a_tenth_of_its_slider() -> None:
    basis = small()
    bars = {bar.lever: bar for bar in equal_effort(basis, basis.defaults, "vocational_share", 2030)}
    bar = bars["vocational_entrant_share"]
    assert [bar.low, bar.high] == pytest.approx([0.34, 0.46])
    assert [bar.at_low, bar.at_high] == pytest.approx([0.34, 0.46])


def test_a_year_no_run_gives_is_refused() -> None:
    with pytest.raises(ValueError, match="2020"):
        lever_swings(small(), small().defaults, "colleges", 2020)


# Only what is needed, and the same


@pytest.mark.parametrize("indicator", ["vocational_share", "schools_meeting_standard", "college_students", "colleges"])
def test_the_models_asked_for_alone_give_the_same_bits(indicator: str) -> None:
    basis = demonstration_basis("2025-12-31")
    whole = run(basis, basis.defaults).paths[indicator].values
    needed = parts((indicator,))
    columns = {lever.id: basis.defaults[[place]] for place, lever in enumerate(basis.levers) if lever.group in needed}
    part = run_columns(basis, columns, needed=needed, growth=False)
    assert np.array_equal(part.paths[indicator].values, whole)
    assert LeverGroup.TRAINING not in needed


def test_a_goal_is_reached_at_it_but_for_rounding() -> None:
    values = np.array([0.3, 0.1 + 0.2, 0.1 * 3, 0.3 - 1e-9])
    assert reaches(values, 0.3, Better.HIGHER).tolist() == [True, True, True, False]
    assert reaches(values, 0.3, Better.LOWER).tolist() == [True, True, True, True]
