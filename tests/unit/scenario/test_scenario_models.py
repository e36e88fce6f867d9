"""The models of a scenario on numbers for the head: cohorts, colleges, teachers, training, and what no lever moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.context import context_for
from core.datasets import CollegeStage, Symbol
from core.language import Language
from core.scenario.basis import GapReason
from core.scenario.levers import LAST_YEAR, LeverGroup, Origin, lever, read_levers
from core.scenario.models import cohort_flow, colleges, teachers, training
from core.scenario.models.facilities import additions
from core.scenario.run import Path as Ahead
from core.scenario.run import run, year_reached
from core.scenario_basis.from_release import basis_of
from core.scenario_basis.lever_declarations import LEVERS_FILE
from core.toml_entries import Words
from tests.support.claims import every
from tests.support.goals import points
from tests.support.release_frames import tiny_release, tiny_release_frames
from tests.support.scenario_basis import RELEASE_IDS, demonstration_basis

DECLARATIONS = read_levers(LEVERS_FILE)
NAME = Words(zh="甲", en="A")

each_release = pytest.mark.parametrize("release", RELEASE_IDS)


def settled(share: float = 0.3, **changes: float) -> dict[str, np.ndarray]:
    """1,000 junior graduates who all go on, nobody leaves, nobody joins; one run."""
    given: dict[str, float] = {
        "graduates_per_birth": 1.0, "continuation_share": 1.0, "net_inflow": 0.0, "vocational_entrant_share": share,
        "retention_second_year": 1.0, "retention_third_year": 1.0, "places_per_school": 6000.0, **changes,
    }  # fmt: skip
    return {id: np.array([value]) for id, value in given.items()}


def start(schools: int = 0, **changes: Any) -> cohort_flow.CohortFlow:
    """2025: 300 vocational and 700 general students in each of three years, 1,000 junior graduates every year."""
    span = LAST_YEAR - 2025
    given = {
        "year": 2025, "graduates": np.full(span, 1000.0), "by_births": np.zeros(span),
        "vocational": np.full(3, 300.0), "general": np.full(3, 700.0), "general_staying": 1.0, "schools": schools,
    }  # fmt: skip
    return cohort_flow.CohortFlow(**{**given, **changes})


def test_a_step_in_the_vocational_share_moves_the_stock_by_one_two_and_three_thirds() -> None:
    students = cohort_flow.flow(start(), settled(0.6))
    assert students.vocational[:4, 0] == pytest.approx([1200, 1500, 1800, 1800])  # 900 before, 1,800 in the end
    assert students.general[:4, 0] == pytest.approx([1800, 1500, 1200, 1200])


def test_a_cohort_loses_only_those_who_leave() -> None:
    students = cohort_flow.flow(
        start(graduates=np.array([1000.0] + [0.0] * 9)), settled(0.5, retention_second_year=0.8)
    )
    # 2026: 500 new, .8 × 300 and 300 of before; 2027: .8 × 500 and 240; 2028: the 400 alone; then nobody.
    assert students.vocational[:4, 0] == pytest.approx([1040, 640, 400, 0])


def test_places_turn_entrants_away_and_never_those_already_there() -> None:
    students = cohort_flow.flow(start(schools=1), settled(0.5, places_per_school=900.0))
    assert students.vocational[:3, 0] == pytest.approx([900, 900, 900])
    assert students.turned_away[:3, 0] == pytest.approx([200, 200, 200])
    full = cohort_flow.flow(start(schools=1), settled(0.5, places_per_school=200.0))
    assert full.vocational[:3, 0] == pytest.approx([600, 300, 200])  # 600 are there; none is sent home
    assert full.turned_away[0, 0] == 500


def test_who_moves_in_enters_with_the_graduates_and_no_more_move_away_than_there_are() -> None:
    for inflow, pool in ((200.0, 1200), (-200.0, 800), (-1000.0, 0), (-1200.0, 0)):
        students = cohort_flow.flow(start(), settled(0.25, net_inflow=inflow))
        assert students.vocational_entrants[0, 0] == pytest.approx(pool / 4)
        assert students.general_entrants[0, 0] == pytest.approx(pool * 3 / 4)


def test_graduates_by_births_come_on_top_of_the_known_ones() -> None:
    # 1,000 and half of 400 a year: 1,200, of whom half enter vocational schools.
    born = cohort_flow.flow(start(by_births=np.full(10, 400.0)), settled(0.5, graduates_per_birth=0.5))
    assert born.vocational_entrants[0, 0] == 600
    assert born.general_entrants[0, 0] == 600


def test_births_decide_fifteen_years_on_and_an_observed_year_stands() -> None:
    known = {2025: 1000.0, 2026: 1100.0}
    fixed, born = cohort_flow.graduates_ahead(known, {2013: 1500.0, 2015: 900.0}, 2025, DECLARATIONS)
    assert (fixed[0], born[0]) == (1100, 0)  # 2026 was observed: no lever moves it
    assert (fixed[1], born[1]) == (550, 750)  # 2027: half of the way to the 1,500 born in 2013
    assert born[2:6].tolist() == [1500, 1500, 900, 900]  # 2028 by births, 2029 as 2028, 2030 by births, then as 2030


def test_without_births_the_graduates_follow_their_own_series_and_one_year_stays() -> None:
    assert cohort_flow.graduates_ahead({2025: 800.0}, {}, 2025, DECLARATIONS)[0].tolist() == [800.0] * 10
    falling = cohort_flow.graduates_ahead({2021: 900.0, 2023: 500.0, 2025: 100.0}, {}, 2025, DECLARATIONS)[0]
    assert (np.diff(falling) <= 0).all()
    assert (falling >= 0).all()


def college(**changes: Any) -> colleges.College:
    given = {
        "unit_id": "x", "name": NAME, "institution_type": "vocational_college",
        "reached": {CollegeStage.ENROLLING: date(2020, 9, 1)}, "planned": {}, "places": 3000.0,
        "entrants": {2023: 800.0, 2024: 800.0, 2025: 800.0}, "students": {2025: 2400.0},
    }  # fmt: skip
    return colleges.College(**{**given, **changes})


def students(one: colleges.College, fill: float = 1.0, as_of: date = date(2025, 9, 1)) -> np.ndarray:
    start = colleges.colleges([one], as_of, DECLARATIONS)
    assert start is not None
    return colleges.project(start, {"college_fill": np.array([fill])})[1][:, 0]


def test_a_college_arrives_at_its_places_and_is_linear_in_its_fill() -> None:
    low, middle, high = (students(college(), fill) for fill in (0.6, 0.8, 1.0))
    assert middle == pytest.approx((low + high) / 2)
    assert 2400 < high[0] < high[-1] < 3000
    assert high[-1] == pytest.approx(3000, rel=0.01)
    # Full intake 1,000, a tenth of the gap left after five years: 2026 takes in 1,000 - 200 × 10^(-1/5).
    assert high[0] == pytest.approx(1600 + 1000 - 200 * exp(-log(10) / 5))


def test_an_unknown_intake_is_not_read_as_a_rate_of_staying() -> None:
    one = college(entrants={2024: 1000.0, 2025: 1000.0}, students={2025: 3000.0})
    assert students(one) == pytest.approx(np.full(10, 3000.0))


def test_a_college_before_its_first_return_fills_from_its_opening_and_an_old_silent_one_stays_out() -> None:
    new = college(reached={CollegeStage.ENROLLING: date(2025, 9, 1)}, entrants={}, students={})
    left = exp(-log(10) / 5)
    assert students(new)[0] == pytest.approx(1000 * (1 - left) + 1000 * (1 - left**2))  # autumns of 2025 and 2026
    assert students(replace(new, places=0.0)).tolist() == [0] * 10
    old = college(entrants={}, students={})
    assert students(old).tolist() == [0] * 10
    start = colleges.colleges([old], date(2025, 9, 1), DECLARATIONS)
    assert start is not None
    assert start.without_students == (old,)
    assert students(college(students={2025: 0.0}, entrants={}, places=0.0)).tolist() == [0] * 10


def test_opening_a_year_later_shifts_a_colleges_students_by_a_year() -> None:
    coming = colleges.Colleges(2025, 2025, 0, np.zeros(10), np.zeros(10), (colleges.PlannedCollege("x", 3, 0.9),))
    outcome = colleges.project(
        coming,
        {
            "college_fill": np.ones(2), "opening_year_x": np.array([2027.0, 2028.0]),
            "places_x": np.full(2, 3000.0), "ramp_up_x": np.full(2, 5.0),
        },
    )  # fmt: skip
    count, students = outcome
    assert count[:4].tolist() == [[0, 0], [1, 0], [1, 1], [1, 1]]
    assert students[0].tolist() == [0, 0]
    assert students[1:, 1] == pytest.approx(students[:-1, 0])


def test_no_college_is_carried_beyond_the_last_year_and_a_spring_release_starts_at_the_autumn_before() -> None:
    assert colleges.colleges([college()], date(2035, 9, 1), DECLARATIONS) is None
    spring = colleges.colleges([college()], date(2026, 3, 1), DECLARATIONS)
    assert spring is not None
    assert spring.years[0] == 2026


@pytest.mark.parametrize(
    ("as_of", "counted", "first_students"),
    [
        (date(2025, 8, 31), 2024, 2025),
        (date(2025, 9, 1), 2024, 2026),
        (date(2025, 12, 30), 2024, 2026),
        (date(2025, 12, 31), 2025, 2026),
        (date(2026, 1, 1), 2025, 2026),
    ],
)
def test_colleges_of_a_year_that_runs_are_ahead_and_not_observed(
    as_of: date, counted: int, first_students: int
) -> None:
    """One is here, one opens in 2027: 1, 1, 2, 2, … at the end of each year after the last one that is over."""
    coming = college(unit_id="y", reached={}, planned={CollegeStage.ENROLLING: date(2027, 9, 1)})
    start = colleges.colleges([college(), coming], as_of, DECLARATIONS)
    assert start is not None
    assert (start.counted, start.years[0]) == (counted, first_students)
    levers = {"college_fill": 1.0, "opening_year_y": 2027.0, "places_y": 3000.0, "ramp_up_y": 5.0}
    count, students = colleges.project(start, {id: np.array([value]) for id, value in levers.items()})
    assert count[:, 0].tolist() == [1.0 if year < 2027 else 2.0 for year in range(counted + 1, LAST_YEAR + 1)]
    assert len(students) == LAST_YEAR - first_students + 1


def test_teachers_are_those_who_stayed_and_those_who_came() -> None:
    staff = teachers.project(
        teachers.Teachers(2025, 100.0, 50.0, 20.0, 0.5),
        {"teacher_attrition": np.array([0.1]), "teachers_hired": np.array([10.0]),
         "certification_rate": np.array([0.2])},
    )  # fmt: skip
    assert staff.full_time[:2, 0] == pytest.approx([100, 100])
    assert staff.specialised[:2, 0] == pytest.approx([50, 50])
    assert staff.dual_qualified[0, 0] == pytest.approx((20 + 0.2 * 30) * 0.9)  # 23.4
    assert staff.dual_qualified[1, 0] == pytest.approx((23.4 + 0.2 * 26.6) * 0.9)


def test_growth_of_training_fades_by_a_tenth_a_year() -> None:
    person_times = training.project(training.Training(2025, (("a", 100.0),)), {"training_growth_a": np.array([0.2])})
    assert person_times[:3, 0] == pytest.approx([120, 120 * 1.18, 120 * 1.18 * 1.162])


def test_additions_count_what_was_built_and_no_gap_in_the_returns() -> None:
    area = ("conditions", "building_area")
    cells = {
        "a": {2023: {area: 100.0}, 2024: {area: 130.0}, 2025: {area: 180.0}},
        "b": {2023: {area: None}, 2024: {area: 70.0}, 2025: {area: 70.0}},  # first reported in 2024, not built then
        "c": {2023: {area: 50.0}, 2024: {area: 50.0}},  # merged into a in 2025, with its 50
    }
    assert additions(cells, area) == {2024: 30.0, 2025: 0.0}


def test_a_default_outside_its_slider_stands_at_the_end_and_says_so() -> None:
    clipped = lever(DECLARATIONS.declaration("continuation_share"), 0.2, (0.1, 0.3), Origin("latest"))
    assert (clipped.default, clipped.origin.verified, dict(clipped.origin.facts)) == (0.7, False, {"found": 0.2})


@each_release
def test_every_release_gives_finite_paths_that_begin_after_what_was_observed(release: str) -> None:
    basis = demonstration_basis(release)
    outcome = run(basis, basis.defaults)
    assert basis.enrolment is not None
    for indicator, path in outcome.paths.items():
        assert np.isfinite(path.values).all(), indicator
        assert (path.values >= 0).all(), indicator
        assert path.years[-1] == LAST_YEAR
        assert max(basis.whole.get(indicator, ()), default=0) < path.first, indicator


@given(data=st.data())
@settings(max_examples=25)
def test_no_lever_moves_the_past_and_a_batch_equals_single_runs(data: st.DataObject) -> None:
    basis = demonstration_basis(RELEASE_IDS[-1])
    before = dict(basis.history)
    drawn = [[data.draw(st.floats(lever.low, lever.high)) for lever in basis.levers] for _ in range(2)]
    table = np.array([*drawn, basis.defaults])
    batch = run(basis, table)
    for place, values in enumerate(table):
        single = run(basis, values)
        for indicator, path in batch.paths.items():
            assert path.first == single.paths[indicator].first
            np.testing.assert_allclose(path.values[:, place], single.paths[indicator].values[:, 0], rtol=1e-12)
    assert dict(basis.history) == before


def test_a_goal_counts_as_reached_only_while_it_stays_reached() -> None:
    basis = demonstration_basis(RELEASE_IDS[-1])
    goal = basis.goal("colleges")
    assert goal is not None
    path = run(basis, basis.defaults).path("colleges")
    assert path is not None
    assert goal.value == 8
    assert year_reached(basis, path, goal, DECLARATIONS.declaration("places").favourable) == 2028


def test_a_goal_that_was_reached_and_lost_counts_from_the_year_it_is_reached_again() -> None:
    basis = demonstration_basis(RELEASE_IDS[-1])
    goal = basis.goal("secondary_vocational_enrolment")
    assert goal is not None
    first, better = basis.as_of.year + 1, basis.better[goal.indicator]

    def reached(*values: float, last: float = 9_000.0) -> int | None:
        history = {goal.indicator: tuple(points({first - 2: 10_100, first - 1: last}))}
        ahead = Ahead(first, np.array(values).reshape(-1, 1))
        return year_reached(replace(basis, history=history), ahead, goal, better)

    assert reached(9_500, 10_000, 9_000) == first + 1
    assert reached(9_500, 9_900) is None
    assert reached(9_500, 10_000, last=10_050) == first + 1
    assert reached(10_000, last=10_050) == first - 2


def test_nobody_changes_the_current_course() -> None:
    with pytest.raises(ValueError, match="read-only"):
        demonstration_basis(RELEASE_IDS[-1]).defaults[0] = 0.0


def test_each_part_of_the_model_has_its_own_levers() -> None:
    basis = demonstration_basis(RELEASE_IDS[-1])
    by_part = [lever for group in LeverGroup for lever in basis.of(group)]
    assert sorted(lever.id for lever in by_part) == sorted(lever.id for lever in basis.levers)
    assert {lever.group for lever in basis.of(LeverGroup.TEACHERS)} == {LeverGroup.TEACHERS}


def test_heads_are_whole_so_nothing_is_missed_by_half_a_person() -> None:
    basis = demonstration_basis(RELEASE_IDS[-1])
    assert basis.enough("secondary_vocational_enrolment", 10_000) == 9_999.5
    assert basis.enough("vocational_share", 0.4) == 0.4
    assert basis.enough("colleges", 8) == 8
    goal = basis.goal("secondary_vocational_enrolment")
    assert goal is not None
    first, better = basis.as_of.year + 1, basis.better[goal.indicator]
    almost, short = (Ahead(first, np.array([[value]])) for value in (9_999.6, 9_999.4))
    assert year_reached(basis, almost, goal, better) == first
    assert year_reached(basis, short, goal, better) is None


def without(*datasets: str) -> dict[str, pd.DataFrame]:
    return {name: frame.iloc[:0] if name in datasets else frame for name, frame in tiny_release_frames().items()}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("dataset", "part", "group"),
    [
        ("conditions", "facilities", LeverGroup.CONDITIONS),
        ("colleges", "colleges", LeverGroup.COLLEGES),
        ("cohorts", "enrolment", LeverGroup.ENROLMENT),
        ("teachers", "teachers", LeverGroup.TEACHERS),
        ("training", "training", LeverGroup.TRAINING),
        ("enrolment", "enrolment", LeverGroup.ENROLMENT),
    ],
)
def test_a_release_without_a_dataset_lacks_that_part_and_says_so(
    tmp_path: Path, dataset: str, part: str, group: LeverGroup
) -> None:
    basis = basis_of(context_for(tiny_release(tmp_path, frames=without(dataset)), Language.EN))
    assert getattr(basis, part) is None
    assert group in {gap.group for gap in basis.gaps}
    rest = {"enrolment", "colleges", "teachers", "training"} - {part}
    assert every(getattr(basis, name) is not None for name in rest)
    assert every(np.isfinite(path.values).all() for path in run(basis, basis.defaults).paths.values())


@pytest.mark.slow
def test_a_year_a_school_did_not_report_starts_the_cohorts_a_year_earlier(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    late = (frames["enrolment"]["year"] == 2025) & (frames["enrolment"]["unit_id"] == "secondary-b")
    frames["enrolment"].loc[late, ["value", "symbol"]] = [None, Symbol.NOT_REPORTED]
    basis = basis_of(context_for(tiny_release(tmp_path, frames=frames), Language.EN))
    assert basis.enrolment is not None
    assert basis.enrolment.year == 2024


@pytest.mark.slow
def test_a_school_without_conditions_is_named_and_counts_among_the_places(tmp_path: Path) -> None:
    basis = basis_of(context_for(tiny_release(tmp_path), Language.EN))
    named = [dict(gap.facts)["name"].en for gap in basis.gaps if gap.reason is GapReason.SCHOOL]
    assert named == ["Demonstration secondary vocational school B"]
    assert basis.enrolment is not None
    assert basis.enrolment.schools == 2
    assert basis.lever("places_per_school").default == 2000  # A's 40,000 m² at 20 m² a student
    assert basis.facilities is not None
    assert basis.facilities.part_of_all == pytest.approx(1500 / 2600)


@pytest.mark.slow
def test_a_college_that_closed_is_left_out(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    frames["colleges"].loc[frames["colleges"]["unit_id"] == "college-b", "unit_valid_to"] = date(2024, 8, 31)
    basis = basis_of(context_for(tiny_release(tmp_path, frames=frames), Language.EN))
    assert basis.colleges is not None
    assert (basis.colleges.open_now, basis.colleges.coming) == (1, ())


@pytest.mark.slow
def test_a_release_of_spring_starts_at_the_autumn_before_and_tells_the_running_year_once(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    enrolling = (frames["colleges"]["unit_id"] == "college-b") & (frames["colleges"]["stage"] == "enrolling")
    frames["colleges"].loc[enrolling, "actual_date"] = date(2026, 2, 20)
    basis = basis_of(context_for(tiny_release(tmp_path, date(2026, 3, 1), frames), Language.EN))
    path = run(basis, basis.defaults).path("colleges")
    assert path is not None
    assert path.first == 2026
    assert path.values[0, 0] == 2  # A, and B which has just opened
    assert max(point.year for point in basis.history["colleges"]) == 2025
    assert basis.enrolment is not None
    assert basis.enrolment.years[0] == 2026


@pytest.mark.slow
def test_from_the_last_year_on_nothing_is_carried_further_and_nothing_fails(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    for frame in frames.values():
        if "year" in frame:
            frame["year"] += 10
    basis = basis_of(context_for(tiny_release(tmp_path, date(2035, 12, 31), frames), Language.EN))
    assert (basis.levers, basis.enrolment, basis.colleges, basis.teachers, basis.training) == ((), *(None,) * 4)
    assert run(basis, basis.defaults).paths == {}


@pytest.mark.slow
def test_one_year_of_returns_is_enough_to_start_from(tmp_path: Path) -> None:
    frames = {
        name: frame[frame["year"] == 2025].reset_index(drop=True) if "year" in frame else frame
        for name, frame in tiny_release_frames().items()
    }
    basis = basis_of(context_for(tiny_release(tmp_path, frames=frames), Language.EN))
    assert basis.teachers is not None
    assert basis.lever("teachers_hired").origin.rule == "fallback"
    outcome = run(basis, basis.defaults)
    assert every(np.isfinite(path.values).all() for path in outcome.paths.values())
    assert {"vocational_share", "college_students", "schools_meeting_standard"} <= outcome.paths.keys()
