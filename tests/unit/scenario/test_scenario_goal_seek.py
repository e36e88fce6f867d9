"""What reaches a goal: one lever alone, the least effort of all, and an honest no."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from core.context import context_for
from core.language import Language
from core.panels.scenario.goal_seek import lever_alone
from core.panels.scenario.scenario import prepare_scenario
from core.scenario.basis import Basis, Floats
from core.scenario.goal_seek import Combination, GoalSeek, LeverAlone, seek
from core.scenario.levers import LeverUnit
from core.scenario.models.projects import Steps
from core.scenario.models.training import Training
from core.scenario.run import run
from core.snapshots import demonstration_root, releases
from tests.support.scenario_basis import demonstration_basis, small

YEAR = 2030


def alone(result: GoalSeek, id: str) -> LeverAlone:
    return next(alone for alone in result.levers_alone if alone.lever == id)


def combination(result: GoalSeek) -> Combination:
    assert result.combination is not None
    return result.combination


def ends(result: GoalSeek) -> dict[str, float]:
    return {move.lever: move.end for move in combination(result).moves}


def outcome(basis: Basis, moved: dict[str, float], indicator: str, year: int) -> float:
    values = run(basis, basis.values(moved)).paths[indicator].at(year)
    assert values is not None
    return float(values[0])


def test_a_share_of_students_follows_the_share_of_entrants_three_years_later() -> None:
    basis = small(vocational_share=0.44)
    result = seek(basis, basis.defaults, "vocational_share", YEAR)
    assert result.now == pytest.approx(0.4)
    assert not result.reached
    one = alone(result, "vocational_entrant_share")
    assert [one.value, one.outcome] == pytest.approx([0.44, 0.44])
    assert one.plausible
    assert ends(result) == {"vocational_entrant_share": pytest.approx(0.44)}
    assert combination(result).effort == pytest.approx(0.4**2)
    assert combination(result).moves[0].share == pytest.approx(0.4)
    assert combination(result).plausible


def test_beyond_what_is_plausible_is_said_with_the_best_that_is_plausible() -> None:
    basis = small()
    result = seek(basis, basis.defaults, "vocational_share", YEAR, target=0.5)
    assert result.best_plausible == pytest.approx(0.45)
    assert not combination(result).plausible
    assert combination(result).outcome >= 0.5
    assert not alone(result, "vocational_entrant_share").plausible


def test_what_no_lever_reaches_is_said_with_the_best_of_each() -> None:
    basis = small()
    result = seek(basis, basis.defaults, "vocational_share", YEAR, target=0.9)
    assert result.combination is None
    one = alone(result, "vocational_entrant_share")
    assert one.value is None
    assert [one.best, one.best_outcome] == pytest.approx([0.7, 0.7])
    assert 0.7 <= result.best_possible < 0.9


def test_levers_of_other_parts_and_levers_without_effect_do_not_move_it() -> None:
    basis = small()
    result = seek(basis, basis.defaults, "vocational_share", YEAR, target=0.44)
    assert len(result.levers_alone) == len(basis.levers)
    assert not alone(result, "certification_rate").moves
    assert not alone(result, "graduates_per_birth").moves  # nobody is counted by births here
    assert alone(result, "retention_second_year").moves


def test_a_rate_is_moved_to_the_next_step_that_suffices() -> None:
    # 1 - 0.5 (1 - r)^5 >= 0.85 from r = 0.2140 on.
    basis = small(dual_qualified_share=0.85)
    result = seek(basis, basis.defaults, "dual_qualified_share", YEAR)
    assert result.now == pytest.approx(1 - 0.5 * 0.8**5)
    assert alone(result, "certification_rate").value == pytest.approx(0.215)
    assert ends(result) == {"certification_rate": pytest.approx(0.215)}
    assert combination(result).effort == pytest.approx((0.015 / 0.2) ** 2)


def test_where_lower_is_better_the_same_search_goes_the_other_way() -> None:
    # 180 at a vocational share of 0.4; 150 at 0.5.
    basis = small(general_high_enrolment=168)
    result = seek(basis, basis.defaults, "general_high_enrolment", YEAR)
    assert result.now == pytest.approx(180)
    assert not result.reached
    one = alone(result, "vocational_entrant_share")
    assert [one.value, one.outcome] == pytest.approx([0.44, 168])
    assert [one.best, one.best_outcome] == pytest.approx([0.7, 90])
    assert combination(result).outcome <= 168 + 1e-9


def test_a_goal_reached_already_needs_nothing() -> None:
    basis = small(colleges=2)
    result = seek(basis, basis.defaults, "colleges", YEAR)
    assert (result.reached, result.now, result.combination) == (True, 2.0, None)


def test_a_college_more_opens_a_year_earlier() -> None:
    basis = small(colleges=3)
    result = seek(basis, basis.defaults, "colleges", YEAR)
    assert ends(result) == {"opening_year_b": 2030.0}
    assert combination(result).moves[0].share == pytest.approx(-1 / 3)
    assert combination(result).plausible
    assert (alone(result, "opening_year_b").value, alone(result, "opening_year_a").value) == (2030.0, None)
    assert not alone(result, "places_a").moves


def test_a_school_meets_its_standard_with_one_step_of_land() -> None:
    # School b lacks 100 m²; the slider adds 500 at least. Fewer students, 100 instead of 120, would do as well.
    basis = small(schools_meeting_standard=1.0)
    result = seek(basis, basis.defaults, "schools_meeting_standard", YEAR)
    assert result.now == 0.5
    assert alone(result, "land_per_year").value == 500.0
    assert alone(result, "vocational_entrant_share").value == pytest.approx(0.33)
    assert ends(result) == {"land_per_year": 500.0}
    assert combination(result).effort == pytest.approx(0.25)


def test_a_project_is_done_by_the_year_that_counts() -> None:
    basis = small(projects=3)
    result = seek(basis, basis.defaults, "projects", YEAR)
    assert ends(result) == {"reached_in_projects": 2030.0}
    assert combination(result).moves[0].share == pytest.approx(-6 / 8)


@pytest.mark.parametrize("target", [3050, 3150, 3250, 3400])
def test_no_combination_of_positions_takes_less_effort(target: float) -> None:
    basis = small(college_students=target)
    cheapest = combination(seek(basis, basis.defaults, "college_students", YEAR))
    ids = ("opening_year_a", "places_a", "opening_year_b", "places_b")
    levers = [basis.lever(id) for id in ids]
    spans = [[p for p in lever.positions() if lever.plausible[0] <= p <= lever.plausible[1]] for lever in levers]
    efforts = [
        sum(
            ((p - lever.default) / (lever.plausible[1] - lever.plausible[0])) ** 2
            for p, lever in zip(positions, levers, strict=True)
        )
        for positions in product(*spans)
        if outcome(basis, dict(zip(ids, positions, strict=True)), "college_students", YEAR) >= target
    ]
    assert cheapest.plausible == bool(efforts) == (target < 3300)
    if efforts:
        assert cheapest.effort == pytest.approx(min(efforts))


@pytest.mark.parametrize("release", ["2019-09-01", "2023-09-01", "2025-12-31"])
@pytest.mark.parametrize(
    ("indicator", "target"),
    [
        ("vocational_share", 0.4),
        ("secondary_vocational_enrolment", 9000),
        ("dual_qualified_share", 0.78),
        ("college_students", 60000),
        ("schools_meeting_standard", 1.0),
        ("training_person_times", 50000),
    ],
)
def test_on_every_release_what_is_said_to_reach_it_does_and_nothing_can_be_taken_back(
    release: str, indicator: str, target: float
) -> None:
    basis = demonstration_basis(release)
    result = seek(basis, basis.defaults, indicator, YEAR, target=target)
    for alone in result.levers_alone:
        if alone.value is not None:
            assert outcome(basis, {alone.lever: alone.value}, indicator, YEAR) == pytest.approx(alone.outcome)
            assert alone.outcome is not None
            assert alone.outcome >= target * (1 - 1e-9)
    if result.reached:
        return
    moved = ends(result)
    assert outcome(basis, moved, indicator, YEAR) == pytest.approx(combination(result).outcome)
    assert combination(result).outcome >= target * (1 - 1e-9)
    assert combination(result).plausible == (result.best_plausible >= target * (1 - 1e-9))
    for move in combination(result).moves:
        lever = basis.lever(move.lever)
        assert lever.low <= move.end <= lever.high
        assert move.end in lever.positions()
        back = {**moved, move.lever: move.start}
        assert outcome(basis, back, indicator, YEAR) < target, move.lever
        if combination(result).plausible:
            assert lever.plausible[0] <= move.end <= lever.plausible[1]


@pytest.mark.slow
def test_the_smooth_search_is_as_good_as_a_general_solver() -> None:
    from scipy.optimize import minimize

    basis = demonstration_basis("2025-12-31")
    cheapest = combination(seek(basis, basis.defaults, "college_students", YEAR, target=65000))
    levers = [lever for lever in basis.levers if lever.group.value == "colleges"]
    places = [basis.places[lever.id] for lever in levers]
    start = np.array([lever.default for lever in levers])
    width = np.array([max(lever.plausible[1] - lever.plausible[0], lever.step) for lever in levers])
    ends = [((np.array(lever.plausible) - lever.default) / w).tolist() for lever, w in zip(levers, width, strict=True)]

    def lead(moves: Floats) -> float:
        values = basis.defaults.copy()
        values[places] = start + moves * width
        return outcome(basis, basis.moved(values), "college_students", YEAR) / 65000 - 1

    whole = [place for place, lever in enumerate(levers) if lever.unit is LeverUnit.YEAR]
    efforts = []
    for years in product((0, -1), repeat=len(whole)):  # as planned, or a year earlier
        bounds = list(ends)
        for place, by in zip(whole, years, strict=True):
            bounds[place] = [by / width[place]] * 2
        best = minimize(
            lambda m: float(m @ m),
            np.zeros(len(start)),
            bounds=bounds,
            constraints={"type": "ineq", "fun": lead},
        )
        if best.success:
            efforts.append(best.fun)
    assert cheapest.effort <= min(efforts) * 1.05


def test_of_every_lever_alone_it_is_said_where_it_stands_what_it_reaches_and_its_best() -> None:
    # One college is open, a opens in 2027 and b in 2031; nothing but the years of opening counts.
    basis = small(colleges=3)
    result = seek(basis, basis.defaults, "colleges", YEAR)
    expected = {lever.id: LeverAlone(lever.id, False, None, None, False, lever.default, 2.0) for lever in basis.levers}
    expected["opening_year_a"] = LeverAlone("opening_year_a", True, None, None, False, 2027.0, 2.0)
    expected["opening_year_b"] = LeverAlone("opening_year_b", True, 2030.0, 3.0, True, 2030.0, 3.0)
    assert {one.lever: one for one in result.levers_alone} == expected


def test_the_end_of_the_plausible_range_is_plausible_and_beyond_it_nothing_is() -> None:
    basis = small()
    for target, plausible in ((0.45, True), (0.4501, False)):
        result = seek(basis, basis.defaults, "vocational_share", YEAR, target=target)
        assert alone(result, "vocational_entrant_share").plausible == plausible
        assert combination(result).plausible == plausible


def test_a_goal_that_no_lever_bears_on_stays_where_it_is() -> None:
    basis = small(projects=3)
    levers = tuple(lever for lever in basis.levers if lever.id != "reached_in_projects")
    basis = replace(basis, levers=levers, steps={"projects": Steps(2025, 2.0, ())})
    result = seek(basis, basis.defaults, "projects", YEAR)
    assert (result.now, result.best_plausible, result.best_possible, result.combination) == (2.0, 2.0, 2.0, None)


def test_growth_of_nothing_moves_nothing() -> None:
    basis = replace(small(training_person_times=100), training=Training(2025, (("veterans", 0.0),)))
    result = seek(basis, basis.defaults, "training_person_times", YEAR)
    assert (result.now, result.best_possible, result.combination) == (0.0, 0.0, None)
    assert not alone(result, "training_growth_veterans").moves


def test_a_goal_that_is_not_in_force_needs_a_target() -> None:
    with pytest.raises(ValueError, match="colleges"):
        seek(small(), small().defaults, "colleges", YEAR)
    with pytest.raises(ValueError, match="2020"):
        seek(small(), small().defaults, "colleges", 2020, target=3)


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        (
            Language.EN,
            "3 levers alone make Vocational enrolment reach 10,000 people in 2030, all beyond what history saw",
        ),
        (Language.ZH, "单独一项能使中职在校生2030年达到10,000人的有3项，均超出历史范围"),
    ],
)
def test_levers_that_all_go_beyond_history_are_said_to_not_counted_as_none(language: Language, headline: str) -> None:
    all_releases = releases(demonstration_root())
    context = context_for(all_releases.snapshots[-1], language, releases=all_releases)
    panel = lever_alone(prepare_scenario(context, {}, draws=0), "secondary_vocational_enrolment")
    assert panel.headline == headline
