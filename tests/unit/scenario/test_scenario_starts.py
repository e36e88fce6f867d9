"""From a release's history to the start of each model and its levers: every number worked out beside it."""

from __future__ import annotations

from datetime import date
from math import exp, log
from typing import Any

import numpy as np
import pytest

from core.conditions import ResourceNeed
from core.datasets import CollegeStage, last_autumn
from core.scenario.levers import NEVER, Lever, Origin, read_levers
from core.scenario.models import cohort_flow, colleges, facilities, projects, teachers, training
from core.scenario.models.college_history import College
from core.scenario_basis.lever_declarations import LEVERS_FILE
from core.scenario_basis.schools import last_reported_year
from core.toml_entries import Words

DECLARATIONS = read_levers(LEVERS_FILE)
NAME = Words(zh="甲", en="A")


def by_id(levers: tuple[Lever, ...]) -> dict[str, tuple[float, tuple[float, float]]]:
    return {each.id: (each.default, each.plausible) for each in levers}


# Cohorts. Vocational stock: 500 × (1 + .9 + .81) = 1,355 in 2025 and 500 × (1 + .8 + .64) = 1,220 the year before.

SERIES: dict[str, dict[int, float]] = {
    "secondary_vocational_enrolment": {2024: 1220.0, 2025: 1355.0},
    "secondary_vocational_entrants": {2022: 500.0, 2023: 500.0, 2024: 500.0, 2025: 500.0},
    "general_high_enrolment": {2025: 1500.0},
    "general_high_entrants": {2025: 700.0},
    "junior_graduates": {2024: 1500.0, 2025: 1600.0},
    "upper_secondary_entrants": {2024: 1260.0, 2025: 1150.0},
    "births": {2009: 1600.0, 2010: 2000.0},
}
PLACES = {2024: 1900.0, 2025: 2100.0}


def test_the_cohorts_of_today_are_the_entrants_of_three_years_and_who_stayed() -> None:
    found = cohort_flow.cohort_flow(SERIES, PLACES, 2, DECLARATIONS)
    assert found is not None
    assert (found.year, found.years[0], found.years[-1], found.schools) == (2025, 2026, 2035, 2)
    assert found.vocational == pytest.approx([500, 450, 405])
    # Of one year's entrants 700, the other 800 of the stock are halved; staying falls back.
    assert found.general.tolist() == [700, 400, 400]
    assert found.general_staying == 0.95
    without_places = cohort_flow.cohort_flow(SERIES, {}, 2, DECLARATIONS)
    assert without_places is not None
    assert without_places.schools == 0


def test_two_years_of_entrants_say_nothing_of_who_stays_three() -> None:
    # 700 and 0.9 × 700 would make up the stock of 1,330, but the third year is in it, too: the other 630 are halved.
    general = {"general_high_entrants": {2024: 700.0, 2025: 700.0}, "general_high_enrolment": {2025: 1330.0}}
    start = cohort_flow.cohort_flow({**SERIES, **general}, {}, 0, DECLARATIONS)
    assert start is not None
    assert (start.general.tolist(), start.general_staying) == ([700, 315, 315], 0.95)


def test_a_general_stock_that_three_years_explain_says_who_stays() -> None:
    # 700 × (1 + .9 + .81) = 1,897.
    general = {"general_high_entrants": dict.fromkeys((2023, 2024, 2025), 700.0)}
    known = cohort_flow.cohort_flow(
        {**SERIES, **general, "general_high_enrolment": {2025: 1897.0}}, {}, 0, DECLARATIONS
    )
    assert known is not None
    assert known.general == pytest.approx([700, 630, 567])
    assert known.general_staying == pytest.approx(0.9)
    # A stock smaller than its first year: nobody is left for the years above.
    small = cohort_flow.cohort_flow({**SERIES, **general, "general_high_enrolment": {2025: 600.0}}, {}, 0, DECLARATIONS)
    assert small is not None
    assert small.general.tolist() == [600, 0, 0]


def test_the_cohorts_stand_in_the_last_year_of_which_everything_is_known() -> None:
    """Entrants of general schools are known up to 2024 only, and so is no stock of theirs: nothing is carried on."""
    assert cohort_flow.cohort_flow({**SERIES, "general_high_entrants": {2024: 700.0}}, PLACES, 2, DECLARATIONS) is None


@pytest.mark.parametrize("lacking", [id for id in SERIES if id not in ("upper_secondary_entrants", "births")])
def test_without_one_of_five_series_no_cohort_is_carried_on(lacking: str) -> None:
    series = {id: values for id, values in SERIES.items() if id != lacking}
    assert cohort_flow.cohort_flow(series, PLACES, 2, DECLARATIONS) is None


def test_the_levers_of_enrolment_are_quotients_of_the_last_years() -> None:
    found = cohort_flow.levers_of(SERIES, 2025, PLACES, DECLARATIONS)
    values = by_id(found)
    # 2024: 1,500 of 1,600 born in 2009; 2025: 1,600 of 2,000 born in 2010.
    assert values["graduates_per_birth"] == (0.8, (0.8, 0.9375))
    assert values["continuation_share"] == (1150 / 1600, (1150 / 1600, 0.84))
    # One year alone says nothing of a range: 1,200 entrants less the 1,150 who go on, within what is declared.
    assert values["net_inflow"] == (50, (-200, 200))
    assert values["vocational_entrant_share"] == (500 / 1200, (0.3, 500 / 1200))
    for id in ("retention_second_year", "retention_third_year"):
        assert values[id] == (pytest.approx(0.9), (pytest.approx(0.8), pytest.approx(0.9)))
    assert values["places_per_school"] == (2100, (1900, 2100))
    assert {each.origin.rule for each in found} == {"latest", "staying", "places"}
    assert "places_per_school" not in by_id(cohort_flow.levers_of(SERIES, 2025, {}, DECLARATIONS))


def test_without_those_who_go_on_all_entrants_are_taken_to_be_the_districts_own() -> None:
    series = {id: values for id, values in SERIES.items() if id != "upper_secondary_entrants"}
    series["general_high_entrants"] = {2023: 600.0, 2025: 700.0}  # 2023: no graduates are known
    found = {each.id: each for each in cohort_flow.levers_of(series, 2025, {}, DECLARATIONS)}
    assert (found["continuation_share"].default, found["continuation_share"].plausible) == (0.75, (0.75, 1.0))
    assert (found["net_inflow"].default, found["net_inflow"].origin) == (0, Origin("fallback", verified=False))


def test_two_schools_have_twice_the_places_of_one() -> None:
    """Nobody stays beyond the first year, so all places are free each autumn."""
    span = np.full(10, 1000.0)
    start = cohort_flow.CohortFlow(2025, span, span * 0, np.zeros(3), np.zeros(3), 1.0, 2)
    levers = {"graduates_per_birth": 1.0, "continuation_share": 1.0, "net_inflow": 0.0}
    levers |= {"vocational_entrant_share": 0.5, "retention_second_year": 0.0, "retention_third_year": 0.0}
    levers |= {"places_per_school": 150.0}
    found = cohort_flow.flow(start, {id: np.array([value]) for id, value in levers.items()})
    assert found.vocational_entrants[:2, 0].tolist() == [300, 300]
    assert found.turned_away[:2, 0].tolist() == [200, 200]
    assert found.general_entrants[0, 0] == 500


def test_two_years_of_falling_graduates_fall_on_by_half_towards_zero() -> None:
    found, per_birth = cohort_flow.graduates_ahead({2024: 550.0, 2025: 500.0}, {}, 2025, DECLARATIONS)
    # Half of 50 a year, bent towards zero: 500 × e^(-25 / 500), then e^(-50 / 500).
    assert found[:2] == pytest.approx([500 * exp(-0.05), 500 * exp(-0.1)])
    assert per_birth.tolist() == [0] * 10


# Colleges. A full intake is a third of the places; one that fills up in n years takes in 1 - 10^(-a / n) of it.


def college(unit_id: str, opened: int | None, **changes: Any) -> College:
    given: dict[str, Any] = {
        "unit_id": unit_id,
        "name": NAME,
        "institution_type": "vocational_college",
        "reached": {} if opened is None else {CollegeStage.ENROLLING: date(opened, 9, 1)},
        "planned": {},
        "places": None,
        "entrants": {},
        "students": {},
        **changes,
    }
    return College(**given)


def filling(unit_id: str, years_to_full: float, signed: date) -> College:
    """Opened in 2022 with 3,000 places; everybody stays, so its students are the last three intakes."""
    entrants = {2021 + age: 1000 * (1 - exp(-log(10) / years_to_full * age)) for age in range(1, 5)}
    return college(
        unit_id,
        2022,
        places=3000.0,
        entrants=entrants,
        students={2025: sum(entrants[year] for year in (2023, 2024, 2025))},
        reached={CollegeStage.SIGNED: signed, CollegeStage.ENROLLING: date(2022, 9, 1)},
    )


OLD = (
    college("a", 2015, places=3000.0, students={2025: 2700.0}),
    college("b", 2016, places=2000.0, students={2025: 2200.0}),
    college("c", 2020, places=1000.0, students={2025: 1000.0}),  # six autumns, 2020 to 2025
    college("d", 2021, places=5000.0, students={2025: 100.0}),  # five: not yet as full as it becomes
)
# Signed 1,461 and 1,096 days before their opening: 4.0 and 3.0 years.
NEW = (filling("e", 5, date(2018, 9, 1)), filling("f", 4, date(2019, 9, 1)))
AS_OF = date(2025, 12, 31)


def levers_with(*coming: College, here: tuple[College, ...] = OLD) -> dict[str, Lever]:
    return {each.id: each for each in colleges.levers_of((*here, *coming), AS_OF, DECLARATIONS)}


def test_colleges_of_six_autumns_say_how_full_colleges_become() -> None:
    found = levers_with()["college_fill"]
    assert (found.default, found.plausible) == (1.0, (0.9, 1.1))
    assert found.origin == Origin("college_fill", (("colleges", 3), ("years", 6)))
    assert levers_with(here=OLD[:1])["college_fill"].plausible == (0.9, 1.0)  # one says no range: the declared one


def test_planned_places_vary_as_others_fill_and_unknown_ones_are_those_of_the_middle_college() -> None:
    found = levers_with(college("x", None, places=4000.0), college("y", None))
    assert (found["places_x"].default, found["places_x"].plausible) == (4000, (3600, pytest.approx(4400)))
    assert found["places_x"].origin == Origin("places_planned")
    # 1,000, 2,000, 3,000 and 5,000 are known.
    assert (found["places_y"].default, found["places_y"].plausible) == (2500, (1000, 5000))
    assert found["places_y"].origin == Origin("places_usual", (("colleges", 4),), verified=False)
    # One college alone: as many as it has. None: what is declared.
    alone = levers_with(college("y", None), here=OLD[:1])["places_y"]
    assert (alone.default, alone.plausible) == (3000, (3000, 3000))
    assert levers_with(college("y", None), here=())["places_y"].origin == Origin("fallback", verified=False)


def test_a_college_on_the_way_fills_up_as_the_middle_of_others_did() -> None:
    found = levers_with(college("x", None), here=NEW)["ramp_up_x"]
    assert found.default == pytest.approx(4.5, rel=1e-6)
    assert found.plausible == (pytest.approx(4, rel=1e-6), pytest.approx(5, rel=1e-6))
    assert found.origin == Origin("ramp_up", (("colleges", 2),))
    alone = levers_with(college("x", None))["ramp_up_x"]
    assert (alone.default, alone.plausible, alone.origin.rule) == (5, (3, 10), "fallback")


def test_a_college_opens_as_long_after_its_stage_as_others_did() -> None:
    # Signed on day 275 of 2024: 2024.75 and 3.0 to 4.0 years, the autumn two thirds into a year: 2027.1 to 2028.1.
    signed = college(
        "x", None, reached={CollegeStage.INTENTION: date(2022, 1, 1), CollegeStage.SIGNED: date(2024, 10, 1)}
    )
    found = levers_with(signed, here=NEW)["opening_year_x"]
    assert (found.default, found.plausible, found.low) == (2028, (2027, 2028), 2026)
    facts = (("stage", "signed"), ("year", 2024), ("colleges", 2), ("took", 3.5))
    assert found.origin == Origin("opening_by_stage", facts)
    # Never before the autumn planned for it.
    planned = college("x", None, reached=signed.reached, planned={CollegeStage.ENROLLING: date(2030, 9, 1)})
    assert levers_with(planned, here=NEW)["opening_year_x"].plausible == (2030, 2030)


def test_a_college_that_has_not_signed_opens_no_earlier_than_one_that_has() -> None:
    """Both openings would be by the same others, but of x only the intention is known, and y has signed."""
    willing = college("x", None, reached={CollegeStage.INTENTION: date(2020, 1, 1)})
    signed = college(
        "y", None, reached={CollegeStage.INTENTION: date(2022, 1, 1), CollegeStage.SIGNED: date(2024, 10, 1)}
    )
    alone = levers_with(willing, here=NEW)["opening_year_x"]
    found = levers_with(willing, signed, here=NEW)
    assert alone.default < 2028
    assert (found["opening_year_y"].default, found["opening_year_y"].plausible) == (2028, (2027, 2028))
    unsigned = found["opening_year_x"]
    assert (unsigned.default, unsigned.plausible[0]) == (2028, 2027)
    assert unsigned.origin == Origin("opening_unsigned", (("year", 2028),))
    # Later than the signed one anyway: nothing changes.
    late = college("x", None, planned={CollegeStage.ENROLLING: date(2033, 9, 1)})
    found = levers_with(late, signed, here=NEW)
    assert (found["opening_year_x"].default, found["opening_year_x"].origin.rule) == (2033, "opening_planned")


@pytest.mark.parametrize(
    ("planned", "opening", "latest"), [(2028, 2028, 2031), (2024, 2026, 2029), (2033, 2033, 2035), (None, 2026, 2029)]
)
def test_without_others_to_go_by_the_plan_stands_or_the_next_autumn(
    planned: int | None, opening: int, latest: int
) -> None:
    days = {} if planned is None else {CollegeStage.ENROLLING: date(planned, 9, 1)}
    found = levers_with(college("x", None, planned=days))["opening_year_x"]
    assert (found.default, found.plausible) == (opening, (opening, latest))
    rule = "opening_unknown" if planned is None else "opening_planned"
    assert found.origin == Origin(rule, verified=planned is not None)


def test_a_college_on_the_way_keeps_as_many_as_the_middle_of_those_here() -> None:
    # 100 × (1 + .9 + .81) = 271; one whose students outnumber its entrants counts as keeping all.
    staying = [
        college(id, 2010, entrants=dict.fromkeys((2023, 2024, 2025), 100.0), students={2025: stock})
        for id, stock in (("a", 271.0), ("b", 244.0), ("c", 271.0))
    ]
    planned = college("x", None, places=4000.0, planned={CollegeStage.ENROLLING: date(2028, 9, 1)})
    found = colleges.colleges([*staying, planned], AS_OF, DECLARATIONS)
    assert found is not None
    assert (found.year, found.open_now, found.without_students) == (2025, 3, ())
    assert found.coming == (colleges.PlannedCollege("x", 3, pytest.approx(0.9), 2028, 4000.0),)
    more = college("a", 2010, entrants=dict.fromkeys((2023, 2024, 2025), 100.0), students={2025: 331.0})
    joined = colleges.colleges([more, planned], AS_OF, DECLARATIONS)
    assert joined is not None
    assert joined.coming[0].staying == 1.0
    unknown = colleges.colleges([planned], AS_OF, DECLARATIONS)
    assert unknown is not None
    assert (unknown.coming[0].staying, unknown.open_now) == (1.0, 0)


def test_a_college_without_places_keeps_the_students_it_has() -> None:
    # 300 came in 2025; the other 300 of the stock are two cohorts of 150, and the intake stays 600 / 3.
    found = colleges.colleges([college("a", 2010, entrants={2025: 300.0}, students={2025: 600.0})], AS_OF, DECLARATIONS)
    assert found is not None
    slow = exp(-log(10) / 5)
    assert found.settled[:3] == pytest.approx(
        [450 + 300 * slow, 300 + 300 * (slow + slow**2), 300 * (slow + slow**2 + slow**3)]
    )
    assert found.filling[:2] == pytest.approx([200 * (1 - slow), 200 * (2 - slow - slow**2)])


@pytest.mark.parametrize(
    ("changes", "cohorts", "full"),
    [
        ({"students": {2025: 600.0}}, [200, 200], 200),  # no entrants are known: three cohorts alike
        ({"entrants": {2025: 900.0}, "students": {2025: 600.0}}, [600, 0], 200),  # no more of them than students
        ({"entrants": {2025: 300.0}, "students": {2025: 600.0}, "places": 900.0}, [300, 150], 300),
        ({"entrants": {2025: 300.0}, "students": {2025: 600.0}, "places": 300.0}, [300, 150], 200),  # overfull
    ],
)
def test_a_stock_is_divided_into_cohorts_by_what_is_known(
    changes: dict[str, Any], cohorts: list[float], full: float
) -> None:
    """In 2026 the newest of these two is in its second year, the other in its third; nobody leaves."""
    found = colleges.colleges([college("a", 2010, **changes)], AS_OF, DECLARATIONS)
    assert found is not None
    slow = exp(-log(10) / 5)
    assert found.settled[0] == pytest.approx(sum(cohorts) + cohorts[0] * slow)
    assert found.filling[0] == pytest.approx(full * (1 - slow))


def test_in_its_first_year_all_students_of_a_college_are_new() -> None:
    found = colleges.colleges([college("a", 2025, students={2025: 300.0}, places=1500.0)], AS_OF, DECLARATIONS)
    assert found is not None
    slow = exp(-log(10) / 5)
    assert found.settled[:2] == pytest.approx([300 * (1 + slow), 300 * (1 + slow + slow**2)])
    assert found.filling[0] == pytest.approx(500 * (1 - slow))


def test_a_college_last_heard_of_a_year_ago_is_carried_over_that_year_too() -> None:
    one = college("a", 2010, entrants={2024: 300.0}, students={2024: 600.0})
    heard_of = college("b", 2010, students={2025: 0.0}, places=0.0)
    found = colleges.colleges([one, heard_of], AS_OF, DECLARATIONS)
    assert found is not None
    slow = exp(-log(10) / 5)
    assert found.settled[0] == pytest.approx(300 * (1 + slow + slow**2))
    assert found.filling[0] == pytest.approx(200 * (2 - slow - slow**2))


def test_a_year_that_no_college_reported_is_ahead_and_not_lost() -> None:
    """Of 600 students in 2024, 300 of them new, the 150 of the oldest year leave and a smaller intake comes."""
    one = college("a", 2010, entrants={2024: 300.0}, students={2024: 600.0})
    found = colleges.colleges([one], AS_OF, DECLARATIONS)
    assert found is not None
    assert (found.year, found.years[0], found.counted) == (2024, 2025, projects.last_complete_year(AS_OF))
    slow = exp(-log(10) / 5)
    assert found.settled[:2] == pytest.approx([300 * slow + 300 + 150, 300 * (1 + slow + slow**2)])


def test_a_college_that_returned_nothing_is_named_and_stops_none_of_the_others() -> None:
    silent = college("a", 2010)
    found = colleges.colleges([silent, college("b", 2010, students={2025: 600.0})], AS_OF, DECLARATIONS)
    assert found is not None
    assert (found.open_now, found.without_students) == (2, (silent,))
    assert found.settled[0] > 0


def test_a_college_without_places_says_nothing_of_how_full_one_becomes() -> None:
    found = levers_with(here=(*OLD, college("e", 2010, students={2025: 900.0})))["college_fill"]
    assert (found.plausible, found.origin.facts[0]) == ((0.9, 1.1), ("colleges", 3))


@pytest.mark.parametrize(
    ("born", "halfway"),
    [
        (2020, (500, 750)),  # they graduate in 2035: until then half of the 1,000 and half of the 1,500 in 2030
        (2021, (1000, 0)),  # in 2036: beyond every scenario
    ],
)
def test_births_count_up_to_the_last_year_of_a_scenario(born: int, halfway: tuple[float, float]) -> None:
    fixed, per_birth = cohort_flow.graduates_ahead({2025: 1000.0}, {born: 1500.0}, 2025, DECLARATIONS)
    assert (fixed[4], per_birth[4]) == pytest.approx(halfway)
    assert per_birth[-1] == (1500 if born == 2020 else 0)


@pytest.mark.parametrize(("day", "year"), [((2025, 8, 31), 2024), ((2025, 9, 1), 2025), ((2025, 12, 31), 2025)])
def test_an_autumn_begins_on_the_first_of_september(day: tuple[int, int, int], year: int) -> None:
    assert last_autumn(date(*day)) == year


# Projects


def test_a_milestone_is_done_in_its_planned_year_at_the_earliest_in_the_next() -> None:
    days = {"a": date(2027, 6, 30), "b": None, "c": date(2024, 1, 1), "d": date(2040, 1, 1), "e": date(2035, 1, 1)}
    open_ones = [projects.OpenMilestone(id, NAME, day) for id, day in days.items()]
    steps, levers = projects.milestones(open_ones, 3.0, AS_OF, DECLARATIONS)
    assert by_id(levers) == {
        "completion_year_a": (2027, (2027, 2029)),
        "completion_year_b": (2026, (2026, 2028)),
        "completion_year_c": (2026, (2026, 2028)),
        "completion_year_d": (NEVER, (NEVER, NEVER)),
        "completion_year_e": (2035, (2035, NEVER)),
    }
    assert {each.low for each in levers} == {2026}
    assert [each.origin.rule for each in levers] == [
        "completion_unknown" if day is None else "completion_planned" for day in days.values()
    ]
    assert not any(each.origin.verified for each in levers)
    assert (steps.year, steps.done, steps.levers, steps.step_size) == (2025, 3, tuple(by_id(levers)), 1)


def test_each_step_counts_from_the_year_its_lever_says() -> None:
    steps = projects.Steps(2025, 2.0, ("a", "b"), 3.0)
    count = projects.project(steps, {"a": np.array([2027.0, NEVER]), "b": np.array([2026.5, 2035.0])}, 2)
    assert count[:3, 0].tolist() == [3.5, 8, 8]  # half a step for the half year
    assert count[[0, 8, 9], 1].tolist() == [2, 2, 5]


def test_a_year_is_over_on_its_last_day() -> None:
    assert projects.last_complete_year(date(2025, 12, 31)) == 2025
    assert projects.last_complete_year(date(2025, 12, 30)) == 2024


def test_what_a_count_lacks_comes_in_one_year_or_never() -> None:
    steps, levers = projects.remaining_steps("halls", NAME, 2025, 3.0, 5.0, DECLARATIONS)
    assert by_id(levers) == {"reached_in_halls": (NEVER, (2026, NEVER))}
    assert (levers[0].low, levers[0].origin) == (2026, Origin("nothing_known", verified=False))
    assert steps == projects.Steps(2025, 3.0, ("reached_in_halls",), 2.0)
    assert projects.remaining_steps("halls", NAME, 2025, 5.0, 5.0, DECLARATIONS) == (projects.Steps(2025, 5.0, ()), ())


# Training and teachers


def test_training_starts_from_the_groups_of_the_last_year() -> None:
    groups = {"a": {2024: 10.0, 2025: 20.0}, "b": {2024: 5.0}, "c": {2025: 7.0}}
    found = training.training(groups)
    assert found == training.Training(2025, (("a", 20.0), ("c", 7.0)))
    assert found is not None
    assert (found.years[0], found.years[-1]) == (2026, 2035)
    assert training.training({}) is None
    assert training.training({"a": {}}) is None
    assert training.training({"a": {2035: 1.0}}) is None
    assert training.training({"a": {2034: 1.0}}) is not None


def test_training_grows_as_in_the_middle_one_of_the_last_years() -> None:
    groups = {"a": {2023: 100.0, 2024: 110.0, 2025: 99.0}}
    start = training.training(groups)
    assert start is not None
    (found,) = training.levers_of(start, groups, {"a": NAME}, DECLARATIONS)
    assert found.id == "training_growth_a"
    assert found.default == pytest.approx(0)
    assert found.plausible == (pytest.approx(-0.1), pytest.approx(0.1))
    assert found.origin == Origin("growth", (("year", 2025), ("years", 2)))


STAFF = {
    "full_time_teachers": {2024: 100.0, 2025: 106.0},
    "specialised_teachers": {2024: 50.0, 2025: 53.0},
    "dual_qualified_teachers": {2024: 20.0, 2025: 25.0},
}


def test_those_hired_are_the_stock_less_those_who_stayed() -> None:
    # 4 % leave: 106 - 96 = 10 hired, 53 - 48 = 5 of them specialised.
    assert teachers.teachers(STAFF, DECLARATIONS) == teachers.Teachers(2025, 106.0, 53.0, 25.0, pytest.approx(0.5))
    values = by_id(teachers.levers_of(STAFF, 2025, DECLARATIONS))
    assert values["teachers_hired"] == (pytest.approx(10), (0, 40))
    # Of 30 not dual-qualified 28.8 stayed, of 20 dual-qualified 19.2: 5.8 were certified.
    assert values["certification_rate"] == (pytest.approx(5.8 / 28.8), (0.02, pytest.approx(5.8 / 28.8)))
    assert values["teacher_attrition"] == (0.04, (0.02, 0.07))


@pytest.mark.parametrize(
    ("full", "specialised", "share"),
    [
        (96.0, 48.0, 0.5),  # nobody was hired: as among those who are there
        (106.0, 72.0, 72 / 106),  # more specialised ones than were hired: posts moved
        (106.0, 58.0, 1.0),  # all ten of them
        (106.0, 48.0, 48 / 106),  # none of them
    ],
)
def test_new_teachers_are_specialised_as_those_hired_were(full: float, specialised: float, share: float) -> None:
    series = {**STAFF, "full_time_teachers": {2024: 100.0, 2025: full}}
    series["specialised_teachers"] = {2024: 50.0, 2025: specialised}
    found = teachers.teachers(series, DECLARATIONS)
    assert found is not None
    assert found.specialised_of_hired == pytest.approx(share)


def test_teachers_are_those_of_the_last_year_all_three_counts_have() -> None:
    series = {**STAFF, "dual_qualified_teachers": {2024: 20.0}}
    found = teachers.teachers(series, DECLARATIONS)
    assert found is not None
    assert (found.year, found.full_time, found.specialised, found.dual_qualified) == (2024, 100, 50, 20)
    assert teachers.teachers({**STAFF, "dual_qualified_teachers": {}}, DECLARATIONS) is None
    shifted = {id: {year + 10: value for year, value in values.items()} for id, values in STAFF.items()}
    assert teachers.teachers(shifted, DECLARATIONS) is None


# Facilities

LAND, BUILDINGS = ("conditions", "campus_area"), ("conditions", "building_area")


def test_schools_become_one_table_of_what_they_have_and_need() -> None:
    schools = [
        facilities.School(
            "a",
            NAME,
            60.0,
            {LAND: 600.0, BUILDINGS: 300.0},
            (
                ResourceNeed("campus", LAND, 500.0, 0.0),
                ResourceNeed("land a student", LAND, 0.0, 10.0),
                ResourceNeed("size", facilities.STUDENTS, 50.0, 0.0),
            ),
        ),
        facilities.School("b", NAME, 40.0, {}, (ResourceNeed("buildings", BUILDINGS, 0.0, 8.0),)),
    ]
    found = facilities.facilities(schools, [], 2025, 200.0)
    assert found is not None
    assert (found.year, found.years[0], found.years[-1]) == (2025, 2026, 2035)
    assert found.resources == (LAND, BUILDINGS)
    assert found.have.tolist() == [[600, 0], [300, 0]]
    assert found.least.tolist() == [[500, 0], [0, 0]]
    assert found.per_student.tolist() == [[10, 0], [0, 8]]
    assert (found.share.tolist(), found.part_of_all, found.smallest.tolist()) == ([0.6, 0.4], 0.5, [50, 0])
    # No fewer students in all than those of the schools here.
    all_of_them = facilities.facilities(schools, [], 2025, 50.0)
    assert all_of_them is not None
    assert all_of_them.part_of_all == 1


def test_one_student_is_enough_to_carry_a_school_on() -> None:
    def one(students: float, year: int) -> facilities.Facilities | None:
        return facilities.facilities([facilities.School("a", NAME, students, {}, ())], [], year, 1.0)

    assert one(1.0, 2034) is not None
    assert one(0.5, 2034) is not None
    assert one(0.0, 2034) is None
    assert one(1.0, 2035) is None
    assert facilities.facilities([], [], 2025, 1.0) is None


def test_the_last_year_of_returns_is_the_last_with_students() -> None:
    cells = {
        "a": {2023: {facilities.STUDENTS: 10.0}, 2025: {facilities.STUDENTS: None, LAND: 5.0}},
        "b": {2024: {facilities.STUDENTS: 0.0}},
    }
    assert last_reported_year(cells) == 2024
    assert last_reported_year({}) is None
