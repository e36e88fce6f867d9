"""Schools that outgrow their standard: which threshold breaks when, and what must be built first."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from core.conditions import ResourceNeed, resource_needs
from core.plan.plan import load_plan
from core.scenario.models import facilities
from core.scenario.models.facilities import Facilities, Growth, School
from core.scenario.models.school_capacity import capacities
from core.scenario.models.school_share import share_at_standard
from core.scenario.models.school_shortfalls import breaches, building_needs, totals
from core.scenario.run import run
from core.toml_entries import Words
from core.workspace import DATA
from tests.support.scenario_basis import RELEASE_IDS, demonstration_basis, small

LAND, FLOOR, BOOKS = ("conditions", "campus_area"), ("conditions", "building_area"), ("conditions", "books")
TEACHERS, STUDENTS = ("conditions", "full_time_teachers"), ("conditions", "students")
PLAN = load_plan(DATA / "plan" / "qijiang-14th", DATA / "plan" / "indicators.toml")
NOTHING = ("land_per_year", "buildings_per_year", "equipment_per_year", "books_per_year")


def test_the_2022_standard_asks_nine_amounts_of_a_school() -> None:
    needs = resource_needs(PLAN.standard("moe-2022-conditions"), "general")
    assert len(needs) == 9
    amounts = {(need.resource[1], need.least, round(need.per_student, 6)) for need in needs}
    assert {("campus_area", 40_000, 0), ("campus_area", 0, 33), ("full_time_teachers", 0, 0.05)} <= amounts
    assert {("equipment_value", 3_000_000, 0), ("equipment_value", 0, 2500), ("books", 0, 30)} <= amounts


def test_the_2010_standard_asks_for_students_too_and_leaves_out_what_was_not_verified() -> None:
    standard = PLAN.standard("moe-2010-setting")
    needs = {need.item: need for need in resource_needs(standard, "general", monitored_only=False)}
    assert (needs["enrolment"].resource, needs["enrolment"].least) == (STUDENTS, 1200)
    assert needs["full_time_teachers"].resource == ("teachers", "full_time")
    assert not {"equipment_value_per_student", "part_time_teacher_share", "senior_title_share"} & needs.keys()
    assert "enrolment" not in {need.item for need in resource_needs(standard, "general")}


def school(unit: str, students: float, floor: float, books: float = 90_000.0) -> School:
    """Asked: 1,000 m² of floor at least, 10 m² and 30 books a student, and 40 students at least."""
    needs = (
        ResourceNeed("students", STUDENTS, 40.0, 0.0),
        ResourceNeed("floor", FLOOR, 1000.0, 0.0),
        ResourceNeed("floor_each", FLOOR, 0.0, 10.0),
        ResourceNeed("books_each", BOOKS, 0.0, 30.0),
    )
    return School(unit, Words(zh=unit, en=unit), students, {STUDENTS: students, FLOOR: floor, BOOKS: books}, needs)


def grown(schools: list[School], students: list[float], **added: float) -> tuple[Facilities, Growth]:
    start = facilities.facilities(schools, (), 2025, 0.0)
    assert start is not None
    levers = {id: np.array([added.get(id, 0.0)]) for id in NOTHING}
    return start, facilities.project(start, levers, np.array(students)[:, None], None)


def test_a_school_breaks_exactly_the_threshold_it_outgrows_in_the_year_it_does() -> None:
    # 100 students with floor for 120 and books for 3,000: 120 in 2026 are at the limit, 121 in 2027 above it.
    start, growth = grown([school("a", 100, 1200)], [120, 121, 130, 110])
    assert growth.meets[:, 0, 0].tolist() == [True, False, False, True]
    (breach,) = breaches(start, growth, 2026)
    assert (breach.item, breach.first, breach.worst, breach.years) == ("floor_each", 2027, 2028, (2027, 2028))
    assert (breach.have, breach.need, breach.short) == (1200, 1300, 100)
    assert breaches(start, growth, 2026, horizon=2026) == ()


def test_a_school_that_shrinks_breaks_the_least_number_of_students_which_nothing_built_mends() -> None:
    start, growth = grown([school("a", 100, 1200)], [50, 30])
    (breach,) = breaches(start, growth, 2026)
    assert (breach.item, breach.first, breach.short) == ("students", 2027, 10)
    assert building_needs([breach]) == ()


def test_an_addition_equal_to_the_shortfall_mends_it_exactly_and_shortfalls_come_first() -> None:
    # A lacks 200 m² in 2026 (120 students), B has 800 to spare (120 of 2,000 m²).
    schools = [school("a", 100, 1000), school("b", 100, 2000)]
    start, growth = grown(schools, [240], buildings_per_year=200.0)
    assert growth.have[0, start.resources.index(FLOOR)].tolist() == [1200, 2000]
    assert growth.meets[0, :, 0].tolist() == [True, True]
    _, more = grown(schools, [240], buildings_per_year=300.0)
    assert more.have[0, start.resources.index(FLOOR)].tolist() == [1250, 2050]  # the other 100 by students


def test_fewer_teachers_are_fewer_in_each_school_in_proportion() -> None:
    needs = (ResourceNeed("teachers", TEACHERS, 0.0, 0.05),)
    schools = [School(u, Words(zh=u, en=u), 100.0, {TEACHERS: t}, needs) for u, t in (("a", 30.0), ("b", 10.0))]
    start = facilities.facilities(schools, (), 2025, 400.0)
    assert start is not None
    assert start.part_of_all == 0.5
    levers = {id: np.zeros(1) for id in NOTHING}
    growth = facilities.project(start, levers, np.full((1, 1), 400.0), np.array([[0.9]]))
    assert growth.have[0, 0].tolist() == pytest.approx([27, 9])


def test_what_to_build_first_is_ordered_by_year_then_by_size_and_takes_the_larger_of_two_thresholds() -> None:
    # B (900 m² for 100) is short from 2026 on; A breaks floor in 2027; C's books are short in 2027 by a larger part.
    schools = [school("a", 100, 1250), school("b", 100, 900), school("c", 100, 5000, books=1500.0)]
    start, growth = grown(schools, [150, 390], buildings_per_year=0.0)
    needs = building_needs(breaches(start, growth, 2026))
    assert [(need.unit_id, need.resource, need.first, need.amount) for need in needs] == [
        ("b", FLOOR, 2026, 400.0),  # 130 students need 1,300; the least of 1,000 is in that, not on top of it
        ("c", BOOKS, 2027, 2400.0),
        ("a", FLOOR, 2027, 50.0),
    ]
    assert needs[0].items == ("floor", "floor_each")
    assert totals(needs) == {FLOOR: 450, BOOKS: 2400}


def test_what_a_school_can_hold_is_the_least_over_its_thresholds() -> None:
    start, growth = grown([school("a", 100, 1250, books=3300.0), school("b", 100, 900)], [200], books_per_year=1000.0)
    a, b = capacities(start)
    assert (a.students, a.item, a.binding) == (110, "books_each", BOOKS)
    assert (b.students, b.item, b.binding) == (0, "floor", FLOOR)  # too small whatever the number of students
    ahead = capacities(start, growth, 2026, 2026)[0]
    assert (ahead.students, ahead.binding) == (125, FLOOR)  # 500 more books: floor binds now
    with pytest.raises(ValueError, match="2027"):
        capacities(start, growth, 2027, 2026)
    free = School("c", Words(zh="c", en="c"), 100.0, {}, ())
    none = np.zeros((0, 1))
    assert capacities(Facilities(2025, (free,), (), none, none, none, np.ones(1), 1.0, np.zeros(1)))[0].students == inf


@pytest.mark.parametrize("release", RELEASE_IDS)
def test_a_school_breaks_a_threshold_exactly_in_the_years_it_does_not_meet_its_standard(release: str) -> None:
    basis = demonstration_basis(release)
    outcome = run(basis, basis.defaults)
    assert basis.facilities is not None
    assert outcome.growth is not None
    path = outcome.paths["schools_meeting_standard"]
    broken = {
        (breach.unit_id, year)
        for breach in breaches(basis.facilities, outcome.growth, path.first)
        for year in breach.years
    }
    for row, year in enumerate(path.years):
        for column, school in enumerate(basis.facilities.schools):
            assert bool(outcome.growth.meets[row, column, 0]) == ((school.unit_id, year) not in broken)


@pytest.mark.parametrize(("asked", "met"), [(60.0, True), (60 * (1 + 5e-10), True), (60 * (1 + 2e-9), False)])
def test_a_school_with_just_what_is_asked_meets_it_but_for_rounding(asked: float, met: bool) -> None:
    """60 students, and 600 m² of land for them in a."""
    basis = small()
    assert basis.facilities is not None
    students, levers = np.full((10, 1), 120.0), {"land_per_year": np.array([0.0])}
    by_students = replace(basis.facilities, smallest=np.array([asked, 0.0]), per_student=np.zeros((1, 2)))
    by_land = replace(basis.facilities, least=np.array([[asked * 10, 0.0]]), per_student=np.zeros((1, 2)))
    for start in (by_students, by_land):
        for several in (students, np.repeat(students, 2, axis=1)):
            growth = facilities.project(start, levers, several, None)
            assert growth.meets[:, 0].tolist() == [[met] * several.shape[1]] * 10
            assert growth.meets[:, 1].all()


def test_of_two_thresholds_that_allow_as_many_students_the_first_decides() -> None:
    basis = small()
    assert basis.facilities is not None
    needs = tuple(ResourceNeed(item, LAND, 0.0, by) for item, by in (("wide", 5.0), ("land", 10.0), ("same", 10.0)))
    start = replace(basis.facilities, schools=(replace(basis.facilities.schools[0], needs=needs),))
    (capacity,) = capacities(start)
    assert (capacity.students, capacity.item) == (60, "land")


def test_less_than_one_of_a_resource_a_student_holds_more_students() -> None:
    basis = small()
    assert basis.facilities is not None
    needs = (ResourceNeed("half", LAND, 0.0, 0.5),)
    start = replace(basis.facilities, schools=(replace(basis.facilities.schools[0], needs=needs),))
    assert capacities(start)[0].students == 1200


def test_a_school_without_any_of_a_resource_can_hold_nobody() -> None:
    basis = small()
    assert basis.facilities is not None
    start = replace(basis.facilities, schools=(replace(basis.facilities.schools[0], has={}),))
    assert capacities(start)[0].students == 0


@pytest.mark.parametrize(("asked", "holds"), [(600.0, np.inf), (600 * (1 + 5e-10), np.inf), (600 * (1 + 2e-9), 0.0)])
def test_a_campus_just_large_enough_breaks_no_threshold_and_holds_any_number(asked: float, holds: float) -> None:
    basis = small()
    assert basis.facilities is not None
    school = replace(basis.facilities.schools[0], needs=(ResourceNeed("campus", LAND, asked, 0.0),))
    start = replace(basis.facilities, schools=(school,))
    (capacity,) = capacities(start)
    assert (capacity.students, capacity.item) == (holds, None if holds else "campus")
    growth = facilities.project(basis.facilities, {"land_per_year": np.array([0.0])}, np.full((10, 1), 120.0), None)
    assert [breach.short for breach in breaches(start, growth, 2026)] == ([] if holds else [asked - 600])


def test_what_a_school_can_hold_and_what_has_to_be_built_for_it() -> None:
    basis = small()
    assert basis.facilities is not None
    growth = facilities.project(basis.facilities, {"land_per_year": np.array([40.0])}, np.full((10, 1), 120.0), None)
    now = capacities(basis.facilities)
    assert [(each.unit_id, each.year, each.students, each.item) for each in now] == [
        ("a", 2025, 60, "land"), ("b", 2025, 50, "land"),
    ]  # fmt: skip
    ahead = capacities(basis.facilities, growth, 2027, 2026)
    assert [(each.year, each.students, each.binding) for each in ahead] == [(2027, 60, LAND), (2027, 58, LAND)]
    # Counted from the first row where no first year is given.
    assert [each.students for each in capacities(basis.facilities, growth, 0)] == [60, 54]
    for year in (2025, 2036):
        with pytest.raises(ValueError, match="is not ahead"):
            capacities(basis.facilities, growth, year, 2026)
    (breach,) = breaches(basis.facilities, growth, 2026)
    assert (breach.unit_id, breach.first, breach.worst, breach.years, breach.short) == (
        "b",
        2026,
        2026,
        (2026, 2027),
        60,
    )
    assert breaches(basis.facilities, growth, 2026, 2026)[0].years == (2026,)
    (need,) = building_needs([breach])
    assert (need.items, need.first, need.worst, need.amount, need.need) == (("land",), 2026, 2026, 60, 600)
    assert totals([need, need]) == {LAND: 120}


def test_a_school_with_unread_thresholds_counts_while_it_fails_and_is_never_said_to_meet() -> None:
    # Floor for 100 students in each: in 2026 both fail, in 2027 neither does; of "b" more is asked than was read.
    both = [school("a", 100, 1000), replace(school("b", 100, 1000), unread=(Words(zh="师资", en="Teachers"),))]
    start, growth = grown(both, [202, 200])
    assert growth.meets[:, :, 0].tolist() == [[False, False], [True, True]]
    assert share_at_standard(start.schools, growth.meets)[:, 0].tolist() == [0.0, 1.0]
    # With floor for 103, "a" meets its standard in 2026 while "b" fails: one of the two that can be judged.
    start, growth = grown([school("a", 100, 1030), both[1]], [202, 200])
    assert share_at_standard(start.schools, growth.meets)[:, 0].tolist() == [0.5, 1.0]
    assert share_at_standard(both[:1] * 2, growth.meets)[:, 0].tolist() == [0.5, 1.0]
