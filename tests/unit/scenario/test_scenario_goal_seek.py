"""What reaches a goal: one lever alone, the least effort of all, and an honest no."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from core.scenario.basis import Basis, Floats
from core.scenario.goal_seek import Combination, GoalSeek, LeverAlone, seek
from core.scenario.levers import LeverUnit
from core.scenario.run import run
from tests.support.scenario_basis import demonstration_basis, small

YEAR = 2030


def alone(found: GoalSeek, id: str) -> LeverAlone:
    return next(each for each in found.levers_alone if each.lever == id)


def combination(found: GoalSeek) -> Combination:
    assert found.combination is not None
    return found.combination


def ends(found: GoalSeek) -> dict[str, float]:
    return {move.lever: move.end for move in combination(found).moves}


def outcome(basis: Basis, moved: dict[str, float], indicator: str, year: int) -> float:
    values = run(basis, basis.values(moved)).paths[indicator].at(year)
    assert values is not None
    return float(values[0])


def test_a_share_of_students_follows_the_share_of_entrants_three_years_later() -> None:
    basis = small(vocational_share=0.44)
    found = seek(basis, basis.defaults, "vocational_share", YEAR)
    assert found.now == pytest.approx(0.4)
    assert not found.reached
    one = alone(found, "vocational_entrant_share")
    assert [one.value, one.outcome] == pytest.approx([0.44, 0.44])
    assert one.plausible
    assert ends(found) == {"vocational_entrant_share": pytest.approx(0.44)}
    assert combination(found).effort == pytest.approx(0.4**2)
    assert combination(found).moves[0].share == pytest.approx(0.4)
    assert combination(found).plausible


def test_beyond_what_is_plausible_is_said_with_the_best_that_is_plausible() -> None:
    basis = small()
    found = seek(basis, basis.defaults, "vocational_share", YEAR, target=0.5)
    assert found.best_plausible == pytest.approx(0.45)
    assert not combination(found).plausible
    assert combination(found).outcome >= 0.5
    assert not alone(found, "vocational_entrant_share").plausible


def test_what_no_lever_reaches_is_said_with_the_best_of_each() -> None:
    basis = small()
    found = seek(basis, basis.defaults, "vocational_share", YEAR, target=0.9)
    assert found.combination is None
    one = alone(found, "vocational_entrant_share")
    assert one.value is None
    assert [one.best, one.best_outcome] == pytest.approx([0.7, 0.7])
    assert 0.7 <= found.best_possible < 0.9


def test_levers_of_other_parts_and_levers_without_effect_do_not_move_it() -> None:
    basis = small()
    found = seek(basis, basis.defaults, "vocational_share", YEAR, target=0.44)
    assert len(found.levers_alone) == len(basis.levers)
    assert not alone(found, "certification_rate").moves
    assert not alone(found, "graduates_per_birth").moves  # nobody is counted by births here
    assert alone(found, "retention_second_year").moves


def test_a_rate_is_moved_to_the_next_step_that_suffices() -> None:
    # 1 - 0.5 (1 - r)^5 >= 0.85 from r = 0.2140 on.
    basis = small(dual_qualified_share=0.85)
    found = seek(basis, basis.defaults, "dual_qualified_share", YEAR)
    assert found.now == pytest.approx(1 - 0.5 * 0.8**5)
    assert alone(found, "certification_rate").value == pytest.approx(0.215)
    assert ends(found) == {"certification_rate": pytest.approx(0.215)}
    assert combination(found).effort == pytest.approx((0.015 / 0.2) ** 2)


def test_where_lower_is_better_the_same_search_goes_the_other_way() -> None:
    # 180 at a vocational share of 0.4; 150 at 0.5.
    basis = small(general_high_enrolment=168)
    found = seek(basis, basis.defaults, "general_high_enrolment", YEAR)
    assert found.now == pytest.approx(180)
    assert not found.reached
    one = alone(found, "vocational_entrant_share")
    assert [one.value, one.outcome] == pytest.approx([0.44, 168])
    assert [one.best, one.best_outcome] == pytest.approx([0.7, 90])
    assert combination(found).outcome <= 168 + 1e-9


def test_a_goal_reached_already_needs_nothing() -> None:
    basis = small(colleges=2)
    found = seek(basis, basis.defaults, "colleges", YEAR)
    assert (found.reached, found.now, found.combination) == (True, 2.0, None)


def test_a_college_more_opens_a_year_earlier() -> None:
    basis = small(colleges=3)
    found = seek(basis, basis.defaults, "colleges", YEAR)
    assert ends(found) == {"opening_year_b": 2030.0}
    assert combination(found).moves[0].share == pytest.approx(-1 / 3)
    assert combination(found).plausible
    assert (alone(found, "opening_year_b").value, alone(found, "opening_year_a").value) == (2030.0, None)
    assert not alone(found, "places_a").moves


def test_a_school_meets_its_standard_with_one_step_of_land() -> None:
    # School b lacks 100 m²; the slider adds 500 at least. Fewer students, 100 instead of 120, would do as well.
    basis = small(schools_meeting_standard=1.0)
    found = seek(basis, basis.defaults, "schools_meeting_standard", YEAR)
    assert found.now == 0.5
    assert alone(found, "land_per_year").value == 500.0
    assert alone(found, "vocational_entrant_share").value == pytest.approx(0.33)
    assert ends(found) == {"land_per_year": 500.0}
    assert combination(found).effort == pytest.approx(0.25)


def test_a_project_is_done_by_the_year_that_counts() -> None:
    basis = small(projects=3)
    found = seek(basis, basis.defaults, "projects", YEAR)
    assert ends(found) == {"reached_in_projects": 2030.0}
    assert combination(found).moves[0].share == pytest.approx(-6 / 8)


@pytest.mark.parametrize("target", [3050, 3150, 3250, 3400])
def test_no_combination_of_positions_takes_less_effort(target: float) -> None:
    basis = small(college_students=target)
    found = combination(seek(basis, basis.defaults, "college_students", YEAR))
    ids = ("opening_year_a", "places_a", "opening_year_b", "places_b")
    levers = [basis.lever(id) for id in ids]
    spans = [[p for p in each.positions() if each.plausible[0] <= p <= each.plausible[1]] for each in levers]
    efforts = [
        sum(((p - e.default) / (e.plausible[1] - e.plausible[0])) ** 2 for p, e in zip(each, levers, strict=True))
        for each in product(*spans)
        if outcome(basis, dict(zip(ids, each, strict=True)), "college_students", YEAR) >= target
    ]
    assert found.plausible == bool(efforts) == (target < 3300)
    if efforts:
        assert found.effort == pytest.approx(min(efforts))


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
    found = seek(basis, basis.defaults, indicator, YEAR, target=target)
    for each in found.levers_alone:
        if each.value is not None:
            assert outcome(basis, {each.lever: each.value}, indicator, YEAR) == pytest.approx(each.outcome)
            assert each.outcome is not None
            assert each.outcome >= target * (1 - 1e-9)
    if found.reached:
        return
    moved = ends(found)
    assert outcome(basis, moved, indicator, YEAR) == pytest.approx(combination(found).outcome)
    assert combination(found).outcome >= target * (1 - 1e-9)
    assert combination(found).plausible == (found.best_plausible >= target * (1 - 1e-9))
    for move in combination(found).moves:
        lever = basis.lever(move.lever)
        assert lever.low <= move.end <= lever.high
        assert move.end in lever.positions()
        back = {**moved, move.lever: move.start}
        assert outcome(basis, back, indicator, YEAR) < target, move.lever
        if combination(found).plausible:
            assert lever.plausible[0] <= move.end <= lever.plausible[1]


def test_the_smooth_search_is_as_good_as_a_general_solver() -> None:
    from scipy.optimize import minimize

    basis = demonstration_basis("2025-12-31")
    found = combination(seek(basis, basis.defaults, "college_students", YEAR, target=65000))
    levers = [each for each in basis.levers if each.group.value == "colleges"]
    places = [basis.places[each.id] for each in levers]
    start = np.array([each.default for each in levers])
    width = np.array([max(each.plausible[1] - each.plausible[0], each.step) for each in levers])
    ends = [((np.array(each.plausible) - each.default) / w).tolist() for each, w in zip(levers, width, strict=True)]

    def lead(moves: Floats) -> float:
        values = basis.defaults.copy()
        values[places] = start + moves * width
        return outcome(basis, basis.moved(values), "college_students", YEAR) / 65000 - 1

    whole = [place for place, each in enumerate(levers) if each.unit is LeverUnit.YEAR]
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
    assert found.effort <= min(efforts) * 1.05


def test_a_goal_that_is_not_in_force_needs_a_target() -> None:
    with pytest.raises(ValueError, match="colleges"):
        seek(small(), small().defaults, "colleges", YEAR)
    with pytest.raises(ValueError, match="2020"):
        seek(small(), small().defaults, "colleges", 2020, target=3)
