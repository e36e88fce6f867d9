"""One school and threshold: meets, fails, or cannot be said and why; per student and in all."""

from __future__ import annotations

from typing import Any

import pytest

from core.assessment import points
from core.conditions import share_meeting_standard
from core.conditions.school_verdicts import CellState, JudgedCell, JudgedSchool, Verdict, judge_schools
from core.datasets import Symbol
from core.plan.standards import Standard
from tests.support.schools.school_rows import frame, school, standard, threshold

EACH = threshold("floor_each", "at_least", 20, "building_area", "students")
STAFF = threshold("staff", "at_most", 20, "students", "full_time")
SENIOR = threshold("senior", "at_least", 0.15, "senior_title", "full_time", unit="share")


def judged(rules: Standard, *schools: list[dict[str, Any]], monitored_only: bool = False) -> tuple[JudgedSchool, ...]:
    return judge_schools(frame(*schools), rules, monitored_only=monitored_only)


def only_cell(rules: Standard, **values: float | str) -> JudgedCell:
    (one,) = judged(rules, school(**values))
    (cell,) = one.cells
    return cell


def test_what_is_lacking_is_said_per_student_and_in_all() -> None:
    cell = only_cell(standard(EACH), building_area=21_840, students=1_200)
    assert cell.state is CellState.FAILS
    assert cell.margin == pytest.approx(-1.8)
    assert (cell.in_all, cell.resource) == (-2_160, ("conditions", "building_area"))


def test_too_many_students_for_each_teacher_is_said_in_teachers() -> None:
    cell = only_cell(standard(STAFF), students=1_241, full_time=60)
    assert cell.margin == pytest.approx(-0.6833, abs=1e-4)
    assert (cell.in_all, cell.resource) == (-3, ("teachers", "full_time"))  # 62.05 teachers: half a one teaches nobody


@pytest.mark.parametrize(("senior", "in_all"), [(9, 0), (8, -1), (10, 1)])
def test_a_share_is_met_at_equality_and_its_parts_are_whole_persons(senior: int, in_all: int) -> None:
    cell = only_cell(standard(SENIOR), students=1, full_time=60, senior_title=senior)
    assert (cell.state is CellState.MEETS, cell.in_all) == (senior >= 9, in_all)


@pytest.mark.parametrize(
    "reason", [Symbol.NOT_REPORTED, Symbol.SUPPRESSED, Symbol.NOT_APPLICABLE, Symbol.NOT_PUBLISHED]
)
def test_what_is_not_known_is_unknown_with_its_reason_and_never_failed(reason: Symbol) -> None:
    (one,) = judged(standard(EACH, STAFF), school(building_area=reason.value, students=100, full_time=10))
    assert [(cell.state, cell.reason) for cell in one.cells] == [
        (CellState.UNKNOWN, reason),
        (CellState.MEETS, None),
    ]
    assert one.verdict is Verdict.UNKNOWN


def test_a_measure_without_a_row_cannot_be_judged() -> None:
    assert only_cell(standard(EACH), students=100).reason is None


NEARBY = threshold("part_time", "about", 0.2, "industry_part_time", "full_time", unit="share")


@pytest.mark.parametrize(
    ("rule", "values", "state", "in_all"),
    [
        # 900 students need 45 teachers, and there is none; without students nobody has to be taught.
        (STAFF, {"students": 900, "full_time": 0}, CellState.FAILS, -45),
        (STAFF, {"students": 0, "full_time": 0}, CellState.NOT_ASKED, 0),
        (STAFF, {"students": 0, "full_time": 5}, CellState.NOT_ASKED, 5),
        # Nobody needs no room, and all there is remains.
        (EACH, {"students": 0, "building_area": 500}, CellState.NOT_ASKED, 500),
        (EACH, {"students": 0, "building_area": 0}, CellState.NOT_ASKED, 0),
        (EACH, {"students": 900, "building_area": 0}, CellState.FAILS, -18_000),
        # Of no teachers none has to be senior; but those who come from industry are not about a fifth of none.
        (SENIOR, {"students": 1, "full_time": 0, "senior_title": 0}, CellState.NOT_ASKED, 0),
        (NEARBY, {"students": 1, "full_time": 0, "industry_part_time": 0}, CellState.NOT_ASKED, None),
        (NEARBY, {"students": 1, "full_time": 0, "industry_part_time": 2}, CellState.FAILS, None),
    ],
)
def test_nobody_on_one_side_is_decided_by_what_the_threshold_asks(
    rule: dict[str, Any], values: dict[str, float], state: CellState, in_all: int | None
) -> None:
    cell = only_cell(standard(rule), **values)
    assert (cell.state, cell.reason, cell.in_all) == (state, None, in_all)
    year = share_meeting_standard(frame(school(**values)), standard(rule)).iloc[0]
    assert (year["value"], year["missing"]) == (float(state is not CellState.FAILS), [])


def test_who_sent_zeros_is_not_asked_again_and_the_share_is_of_those_that_can_be_judged() -> None:
    # a meets; b has nobody to teach; c has nobody who teaches; d fails and owes its teachers; e has sent nothing of
    # teachers; f hid its area, of g it does not apply: both have sent all they can.
    year = share_meeting_standard(
        frame(
            school("a", building_area=2_000, students=100, full_time=5),
            school("b", building_area=0, students=0, full_time=0),
            school("c", building_area=20_000, students=900, full_time=0),
            school("d", building_area=1, students=100, full_time="not_reported"),
            school("e", building_area=2_000, students=100),
            school("f", building_area="suppressed", students=100, full_time=5),
            school("g", building_area="not_applicable", students=100, full_time=5),
        ),
        standard(EACH, STAFF),
    ).iloc[0]
    assert [one["id"] for one in year["missing"]] == ["d", "e"]
    assert (year["units"], year["judged"], year["so_far"]) == (7, 4, 0.5)  # a and b of a, b, c and d
    assert year["symbol"] == "not_reported"


def test_of_schools_that_sent_a_part_nobody_is_said_to_have_sent_nothing() -> None:
    part = school("a", building_area=2_000, students=100, full_time="not_reported")
    (point,) = points(share_meeting_standard(frame(part), standard(EACH, STAFF)))
    assert (point.coverage and point.coverage.judged, point.nobody_reported) == (0, False)
    silent = school("a", building_area="not_reported", students="not_reported", full_time="not_reported")
    (point,) = points(share_meeting_standard(frame(silent), standard(EACH, STAFF)))
    assert (point.coverage and point.coverage.judged, point.nobody_reported) == (None, True)


@pytest.mark.parametrize(
    ("reason", "symbol", "missing"),
    [
        ("not_reported", "not_reported", ["b"]),
        ("not_published", "not_reported", ["b"]),
        ("suppressed", "suppressed", []),
        ("not_applicable", "not_applicable", []),
    ],
)
def test_why_a_year_has_no_share_is_what_the_return_says(reason: str, symbol: str, missing: list[str]) -> None:
    # What the goal does not ask about was never sent: nobody is asked for it.
    beside = {**SENIOR, "monitored": False}
    good = school("a", building_area=2_000, students=100, full_time=5, senior_title="not_reported")
    other = school("b", building_area=reason, students=100, full_time=5, senior_title="not_reported")
    year = share_meeting_standard(frame(good, other), standard(EACH, STAFF, beside)).iloc[0]
    assert (year["symbol"], [one["id"] for one in year["missing"]]) == (symbol, missing)


def test_one_failure_fails_although_another_value_is_missing() -> None:
    (one,) = judged(standard(EACH, STAFF), school(building_area=1, students=100, full_time="not_reported"))
    assert one.verdict is Verdict.FAILS
    assert [cell.threshold.item for cell in one.failing] == ["floor_each"]


def test_thresholds_that_nobody_verified_or_collects_are_listed_and_decide_nothing() -> None:
    rules = standard(
        EACH,
        threshold("doubtful", "at_least", 9e9, "books", unverified=True, copy_read=None),
        threshold("track", "at_least", 200, ""),
    )
    (one,) = judged(rules, school(building_area=2_000, students=100, books=1))
    assert [(cell.state, cell.decides) for cell in one.cells] == [
        (CellState.MEETS, True),
        (CellState.UNVERIFIED, False),
        (CellState.NOT_COLLECTED, False),
    ]
    assert one.verdict is Verdict.MEETS


def test_a_class_without_thresholds_is_no_failure_and_colleges_are_none_of_all_schools() -> None:
    rules = standard({**EACH, "school_class": "general"})
    assert [one.verdict for one in judged(rules, school(of_class="skilled_worker", students=1))] == [
        Verdict.NO_THRESHOLDS
    ]
    assert [one.verdict for one in judged(standard(EACH), school(of_class="engineering_college", students=1))] == [
        Verdict.NO_THRESHOLDS
    ]


def test_a_class_of_which_only_some_thresholds_were_read_is_never_said_to_meet_all() -> None:
    rules = standard(
        {**EACH, "school_class": "general"},
        {**STAFF, "school_class": "general"},
        {**EACH, "school_class": "skilled_worker"},
        unread=[{"school_class": "skilled_worker", "items": ["staff"]}],
    )
    enough = school("a", of_class="skilled_worker", building_area=20_000, students=900, full_time=20)
    short = school("b", of_class="skilled_worker", building_area=900, students=900, full_time=20)
    both = judged(rules, enough, short, monitored_only=True)
    assert [one.verdict for one in both] == [Verdict.UNKNOWN, Verdict.FAILS]
    staff = both[0].cell("staff")
    assert staff is not None
    assert (staff.state, staff.value, staff.margin, staff.in_all) == (CellState.UNKNOWN, 45, None, None)
    good = school("c", building_area=20_000, students=900, full_time=60)
    year = share_meeting_standard(frame(enough, short, good), rules).iloc[0]
    # One of the two that can be judged meets all; the school itself reported everything.
    assert (year["denominator"], year["so_far"], year["missing"], year["symbol"]) == (3, 0.5, [], "threshold_unread")
    assert year["value"] is None or year["value"] != year["value"]
    failing = share_meeting_standard(frame(short, good), rules).iloc[0]
    assert (failing["numerator"], failing["denominator"]) == (1, 2)
    silent = school("a", of_class="skilled_worker", building_area="not_reported", students=900, full_time=20)
    owed = share_meeting_standard(frame(silent, good), rules).iloc[0]
    assert (owed["symbol"], [one["id"] for one in owed["missing"]]) == ("not_reported", ["a"])


def test_a_school_that_fails_and_owes_a_value_has_not_reported_in_full() -> None:
    owing = school("a", building_area=1, students=100, full_time="not_reported")
    hidden = school("b", building_area="suppressed", students=100, full_time=50)
    year = share_meeting_standard(frame(owing, hidden), standard(EACH, STAFF)).iloc[0]
    assert [one["id"] for one in year["missing"]] == ["a"]
    assert (year["symbol"], year["so_far"]) == ("suppressed", 0)


def test_the_verdicts_are_those_the_share_of_schools_counts() -> None:
    rules = standard(EACH, {**STAFF, "monitored": False})
    schools = (
        school("a", building_area=2_000, students=100, full_time=1),  # fails what is not monitored
        school("b", building_area=1_999, students=100, full_time=50),
        school("c", building_area=2_001, students=100, full_time=50),
    )
    share = share_meeting_standard(frame(*schools), rules).iloc[0]
    verdicts = [one.verdict for one in judged(rules, *schools, monitored_only=True)]
    assert (share["numerator"], share["denominator"]) == (verdicts.count(Verdict.MEETS), len(verdicts)) == (2, 3)
    assert [one.verdict for one in judged(rules, *schools)] == [Verdict.FAILS, Verdict.FAILS, Verdict.MEETS]
