"""One lever at both ends, one that moves and all that it leaves alone, and draws few enough to count."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.plan.indicators import Better
from core.scenario.levers import LAST_YEAR, NEVER
from core.scenario.models import cohort_flow, facilities
from core.scenario.models.teachers import Teachers
from core.scenario.run import Path, reaches, run, year_reached
from core.scenario.run_again import run_again
from core.scenario.sensitivity import LeverSwing, columns_of, equal_effort, lever_places, lever_swings, outcomes
from core.scenario.uncertainty import Chance, deviation, draw
from tests.support.goals import points
from tests.support.scenario_basis import RELEASE_IDS, demonstration_basis, small, without_spread


def swings(found: tuple[LeverSwing, ...]) -> dict[str, tuple[float, ...]]:
    return {
        each.lever: tuple(round(value, 9) for value in (each.low, each.high, each.at_low, each.at_high))
        for each in found
    }


def test_a_lever_swings_between_the_ends_of_its_plausible_range() -> None:
    basis = small()
    # All 100 go on, so the share of entrants is that of all students three years later.
    assert swings(lever_swings(basis, basis.defaults, "vocational_share", 2030)) == {
        "vocational_entrant_share": (0.35, 0.45, 0.35, 0.45)
    }
    # One college is open; a opens in 2026 to 2028, b in 2030 to 2033.
    assert swings(lever_swings(basis, basis.defaults, "colleges", 2027)) == {"opening_year_a": (2026, 2028, 2, 1)}
    assert swings(lever_swings(basis, basis.defaults, "colleges", 2030)) == {"opening_year_b": (2030, 2033, 3, 2)}


def test_the_widest_swing_comes_first() -> None:
    basis = small()
    found = lever_swings(basis, basis.defaults, "college_students", 2030)
    assert [each.swing for each in found] == sorted((each.swing for each in found), reverse=True)
    # In 2030 a holds three intakes of nearly a third of its places each: 800 to 1,200 of them.
    places = next(each for each in found if each.lever == "places_a")
    assert (places.low, places.high) == (800, 1200)
    assert places.at_high - places.at_low == pytest.approx(400 * (1 - (0.01 + 0.001 + 0.0001) / 3))


def test_equal_effort_moves_each_lever_by_a_tenth_of_its_slider() -> None:
    basis = small()
    # From 10 % to 70 %: six points either way; 2020 to 2036 are sixteen years, so two.
    found = swings(equal_effort(basis, basis.defaults, "vocational_share", 2030))
    assert found["vocational_entrant_share"] == (0.34, 0.46, 0.34, 0.46)
    assert swings(equal_effort(basis, basis.defaults, "colleges", 2026)) == {"opening_year_a": (2025, 2029, 2, 1)}
    moved = basis.defaults.copy()
    place = next(place for place, each in enumerate(basis.levers) if each.id == "vocational_entrant_share")
    moved[place] = 0.68  # at most to the end of the slider
    assert swings(equal_effort(basis, moved, "vocational_share", 2030))["vocational_entrant_share"] == (
        0.62, 0.7, 0.62, 0.7,
    )  # fmt: skip


def test_a_year_is_moved_by_one_at_least() -> None:
    basis = small()
    # A tenth of four years is less than half a year; a opens in 2027.
    narrow = [
        replace(lever, low=2025.0, high=2029.0) if lever.id == "opening_year_a" else lever for lever in basis.levers
    ]
    bars = swings(equal_effort(replace(basis, levers=tuple(narrow)), basis.defaults, "colleges", 2026))
    assert bars == {"opening_year_a": (2026, 2028, 2, 1)}


def test_where_nothing_can_come_of_it_no_lever_matters() -> None:
    """Nobody is turned away from schools whose places are not known."""
    basis = small()
    assert lever_swings(basis, basis.defaults, "turned_away", 2030) == ()


def test_only_the_levers_of_the_part_an_indicator_depends_on_are_moved() -> None:
    basis = small()
    ids = [basis.levers[place].id for place in lever_places(basis, "dual_qualified_share")]
    assert ids == ["teachers_hired", "certification_rate", "teacher_attrition"]
    assert list(columns_of(basis, np.array([basis.defaults]), ())) == [""]
    with pytest.raises(ValueError, match="no run gives colleges in 2025"):
        outcomes(
            basis, columns_of(basis, np.array([basis.defaults]), lever_places(basis, "colleges")), "colleges", 2025
        )


# Draws


def test_the_middle_of_one_draw_is_that_draw_and_of_two_the_lower_one() -> None:
    basis = small(vocational_share=0.4)
    one = draw(basis, basis.defaults, draws=1).fans["vocational_share"]
    assert one.median.tolist() == one.lower[0].tolist() == one.upper[0].tolist()
    two = draw(basis, basis.defaults, draws=2).fans["vocational_share"]
    assert (two.median == two.lower[2]).all()
    assert (two.upper[2] > two.median).all()
    with pytest.raises(ValueError, match="draws: 0"):
        draw(basis, basis.defaults, draws=0)


def test_what_does_not_vary_is_reached_in_all_draws_or_in_none() -> None:
    # Two colleges from 2027 on, three from 2031.
    basis = without_spread(small(colleges=2.0))
    found = draw(basis, basis.defaults, draws=10)
    fan = found.fans["colleges"]
    assert (fan.first, fan.years[0], fan.years[-1]) == (2026, 2026, LAST_YEAR)
    assert fan.median.tolist() == [1, 2, 2, 2, 2, 3, 3, 3, 3, 3]
    assert fan.reached is not None
    assert fan.reached.tolist() == [0] + [1] * 9
    assert found.chances == (Chance("colleges", 2030, 1.0),)
    assert (found.probability("colleges", 2026), found.probability("colleges", 2035)) == (0, 1)
    assert found.probability("colleges", 2025) is None
    assert found.probability("students", 2030) is None
    assert [band.tolist() for band in fan.band(0.95)] == [fan.median.tolist()] * 2


def test_a_lever_deviates_so_that_its_range_holds_eighty_per_cent() -> None:
    share = small().lever("vocational_entrant_share")
    assert deviation(share) == pytest.approx(0.1 / 2 / 1.2815515655446004)
    drawn = draw(small(), small().defaults, draws=4000, indicators=("colleges",)).fans["colleges"]
    # a opens in 2026, 2027 or 2028, two of whose three years lie within half a year of 2027 in 48 % of draws.
    assert drawn.median[:2].tolist() == [1, 2]


# Who reaches what, when


def test_heads_are_half_a_person_from_the_next_whole_one() -> None:
    basis = replace(small(), heads=frozenset({"college_students", "general_high_enrolment"}))
    assert basis.enough("college_students", 5000) == 4999.5
    assert basis.enough("general_high_enrolment", 180) == 180.5  # fewer are better
    assert basis.enough("colleges", 3) == 3


def test_a_lever_is_moved_when_it_is_off_its_course_by_more_than_rounding() -> None:
    basis = small()
    for by, moved in (
        (1e-9, {}),
        (2e-9, {"net_inflow": 2e-9}),
        (0.5, {"net_inflow": 0.5}),
        (-1.0, {"net_inflow": -1.0}),
    ):
        assert basis.moved(basis.values({"net_inflow": by})) == moved


@pytest.mark.parametrize(
    ("target", "off"), [(10_000.0, 1e-8), (0.4, 4e-13), (-10_000.0, 1e-8)], ids=["heads", "share", "below zero"]
)
def test_a_target_is_reached_within_rounding(target: float, off: float) -> None:
    """A millionth of a millionth of the larger of both is rounding."""
    values = target + np.array([-1.5, -0.5, 0.0, 0.5, 1.5]) * off
    assert reaches(values, target, Better.HIGHER).tolist() == [False, True, True, True, True]
    assert reaches(values, target, Better.LOWER).tolist() == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("observed", "ahead", "year"),
    [
        ({}, [1.0, 1.0, 2.0, 3.0], 2028),
        ({}, [1.0, 1.0, 1.0, 1.0], None),
        ({2023: 1.0, 2024: 2.0, 2025: 2.0}, [2.0, 3.0, 3.0, 3.0], 2024),
        ({2023: 1.0, 2024: 2.0, 2025: 2.0}, [1.0, 2.0, 2.0, 2.0], 2027),  # reached once, and lost again
        ({2023: 1.0, 2024: 2.0, 2025: 1.0}, [2.0, 3.0, 3.0, 3.0], 2026),
        ({2024: 2.0, 2025: None, 2026: 1.0}, [2.0, 3.0, 3.0, 3.0], 2024),  # 2026 is a year ahead: the run counts
    ],
)
def test_a_year_reached_is_the_first_from_which_on_the_goal_holds(
    observed: dict[int, float | tuple[int, int] | None], ahead: list[float], year: int | None
) -> None:
    basis = replace(small(colleges=2.0), history={"colleges": tuple(points(observed))})
    goal = basis.goal("colleges")
    assert goal is not None
    better = basis.better["colleges"]
    path = Path(2026, np.array([ahead, [9.0] * 4]).T)
    assert year_reached(basis, path, goal, better) == year
    still_reached = observed.get(2025) == 2.0 or observed.get(2025, 0.0) is None
    assert year_reached(basis, path, goal, better, row=1) == (2024 if still_reached else 2026)


# Schools: a has 600 m² of land and b 500, each half of the students, and each of these needs 10 m².


@pytest.mark.parametrize("unit", [1.0, 1e-4])
def test_land_goes_to_shortfalls_first_and_the_rest_by_students(unit: float) -> None:
    """In square metres or in hectares."""
    basis = small()
    assert basis.facilities is not None
    start = replace(basis.facilities, part_of_all=1.0, have=basis.facilities.have * unit)
    start = replace(start, per_student=start.per_student * unit)
    students = np.full((10, 1), 120.0)
    found = facilities.project(start, {"land_per_year": np.array([150.0 * unit])}, students, None)
    # b lacks 100 of 600, the other 50 are shared: 625 and 625; then 75 a year each.
    assert found.have[:3, 0] / unit == pytest.approx(np.array([[625, 625], [700, 700], [775, 775]]))
    assert found.need[0, 0] / unit == pytest.approx([600, 600])
    assert found.students[0].tolist() == [60, 60]
    assert found.meets[0, :, 0].tolist() == [True, True]
    short = facilities.project(start, {"land_per_year": np.array([40.0 * unit])}, students, None)
    assert short.have[:4, 0] / unit == pytest.approx(np.array([[600, 540], [600, 580], [610, 610], [630, 630]]))
    assert short.meets[:3, 1, 0].tolist() == [False, False, True]


def test_teachers_who_leave_are_missing_in_the_schools() -> None:
    """A tenth leaves each year. Of its 10 teachers a needs 9, b has just the 5 it needs."""
    teachers = ("conditions", "full_time_teachers")
    basis = small()
    assert basis.facilities is not None
    start = replace(
        basis.facilities,
        resources=(teachers,),
        have=np.array([[10.0, 5.0]]),
        least=np.array([[9.0, 5.0]]),
        per_student=np.zeros((1, 2)),
    )
    outcome = run(replace(basis, facilities=start), basis.values({"teacher_attrition": 0.1}))
    assert outcome.growth is not None
    assert outcome.growth.have[:2, 0].tolist() == [pytest.approx([9, 4.5]), pytest.approx([8.1, 4.05])]
    assert outcome.paths["schools_meeting_standard"].values[:3, 0].tolist() == [0.5, 0, 0]
    for nobody in (None, Teachers(2025, 0.0, 0.0, 0.0, 0.0)):  # then the schools keep theirs
        kept = run(replace(basis, facilities=start, teachers=nobody), basis.values({"teacher_attrition": 0.1}))
        assert kept.paths["schools_meeting_standard"].values[:3, 0].tolist() == [1, 1, 1]
    # Counted two years before the schools: who left by 2025 is not among the 10 of 2025. Two years after: until then
    # nobody is known to have left.
    for year, left in ((2023, [9, 8.1, 7.29]), (2027, [10, 10, 9])):
        later = replace(basis, facilities=start, teachers=Teachers(year, 100.0, 100.0, 50.0, 1.0))
        growth = run(later, later.values({"teacher_attrition": 0.1})).growth
        assert growth is not None
        assert growth.have[:3, 0, 0].tolist() == pytest.approx(left)


def test_a_share_of_nobody_is_nothing_and_no_more_are_certified_than_there_are() -> None:
    basis = small()
    nobody = cohort_flow.CohortFlow(2025, *(np.zeros(size) for size in (10, 10, 3, 3)), 1.0, 0)
    empty = run(replace(basis, enrolment=nobody, teachers=Teachers(2025, 0.0, 0.0, 0.0, 0.0)), basis.defaults).paths
    for indicator in ("vocational_share", "vocational_share_of_entrants", "dual_qualified_share"):
        assert empty[indicator].values[:, 0].tolist() == [0] * 10
    paths = run(basis, basis.defaults, {"teachers": np.full((10, 1), 1.5)}).paths
    assert paths["dual_qualified_teachers"].values[:2, 0].tolist() == pytest.approx([90, 100])  # of 60 and 68
    assert paths["dual_qualified_share"].values[:2, 0].tolist() == pytest.approx([0.9, 1])


def test_every_path_of_the_small_district_is_what_its_sentence_says() -> None:
    basis = small()
    paths = {id: path.values[:, 0] for id, path in run(basis, basis.defaults).paths.items()}
    assert paths["vocational_share"].tolist() == pytest.approx([0.4] * 10)
    assert paths["colleges"].tolist() == [1, 2, 2, 2, 2, 3, 3, 3, 3, 3]
    assert paths["training_person_times"].tolist() == pytest.approx([1000] * 10)
    # 50 of 100 are dual-qualified, a fifth of the others each year: 60, 68, 74.4.
    assert paths["dual_qualified_share"][:3].tolist() == pytest.approx([0.6, 0.68, 0.744])
    assert paths["schools_meeting_standard"].tolist() == pytest.approx([0.5] * 10)
    assert paths["projects"].tolist() == [2] * 10  # never: 2036 lies beyond the last year
    assert NEVER == LAST_YEAR + 1


@pytest.mark.slow
@pytest.mark.parametrize("release", RELEASE_IDS)
def test_a_run_of_which_few_levers_moved_is_the_run_of_all_models_to_the_last_bit(release: str) -> None:
    basis = demonstration_basis(release)
    chance = np.random.default_rng(13)
    low, high = (np.array([getattr(lever, end) for lever in basis.levers]) for end in ("low", "high"))
    values = basis.defaults.copy()
    for place in (0, *chance.integers(len(values), size=12).tolist()):
        values[place] = low[place] + chance.random() * (high[place] - low[place])
        whole, again = run(basis, values), run_again(basis, values)
        assert whole.paths.keys() == again.paths.keys()
        for id, path in whole.paths.items():
            assert path.first == again.paths[id].first
            assert path.values.tolist() == again.paths[id].values.tolist(), id
        assert (whole.growth is None) == (again.growth is None)
        if whole.growth is not None and again.growth is not None:
            assert whole.growth.need.tolist() == again.growth.need.tolist()


def test_only_what_depends_on_the_moved_lever_is_worked_out_anew() -> None:
    basis = small()
    before = run_again(basis, basis.defaults)
    after = run_again(basis, basis.values({"vocational_entrant_share": 0.6}))
    same = {id for id, path in after.paths.items() if path is before.paths[id]}
    moved = after.paths.keys() - same
    assert {"vocational_share", "schools_meeting_standard"} <= moved
    assert {"colleges", "dual_qualified_share", "training_person_times"} <= same
    # 60 of 100 entrants and 40 + 40 who came before: 140 of 300 in the first year ahead.
    assert after.paths["secondary_vocational_enrolment"].values[0].tolist() == [140.0]
    assert before.paths["secondary_vocational_enrolment"].values[0].tolist() == [120.0]
