"""Rules about figures of units: of a school that is not there, that is closed, or is of another kind than before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.intake.rows import UnitEntry
from tests.support.intake.returned_rows import SCHOOL, HandMadeReturn, rule

VALID = rule("valid", "teachers", measures=["full_time"])


def school(since: str = "2000-09-01", last: str = "", id: str = "a", name: str = "") -> UnitEntry:
    return UnitEntry(
        id, name or f"School {id}", "", date.fromisoformat(since), date.fromisoformat(last) if last else None
    )


@pytest.mark.parametrize(
    ("since", "last", "said"),
    [
        ("2025-09-01", "", ""),
        ("2025-09-02", "", "not_open: unit=School a; year=2025; day=2025-09-02"),
        ("2000-09-01", "2025-09-01", ""),
        ("2000-09-01", "2025-08-31", "closed: unit=School a; year=2025; day=2025-08-31"),
        ("2025-10-01", "2030-08-31", "not_open: unit=School a; year=2025; day=2025-10-01"),
        ("2025-10-01", "2025-09-01", "not_open: unit=School a; year=2025; day=2025-10-01"),  # backwards, too
    ],
)
def test_a_figure_is_of_a_school_that_is_there_on_the_first_of_september(since: str, last: str, said: str) -> None:
    sent = HandMadeReturn().adds("teachers", school=school(since, last), year=2025, full_time=150)
    assert sent.breaks(VALID) == ([f"teachers B2 {said}"] if said else [])


@pytest.mark.parametrize(("value", "said"), [(None, 0), (0, 0), (0.5, 1), (1, 1), (2, 1)])
def test_only_numbers_other_than_zero_are_figures(value: float | None, said: int) -> None:
    closed = school(last="2020-08-31")
    assert len(HandMadeReturn().adds("teachers", school=closed, year=2025, full_time=value).breaks(VALID)) == said
    other = HandMadeReturn().adds("teachers", school=closed, year=2025, specialised=value)
    assert other.breaks(VALID) == []
    assert len(other.breaks(rule("valid", "teachers"))) == said


def test_figures_of_a_closed_school_are_reported_once_a_line() -> None:
    closed = school(last="2020-08-31")
    sent = HandMadeReturn().adds("teachers", year=2025, full_time=5)
    sent.adds("teachers", school=closed, year=2024, full_time=5, specialised=4)
    sent.adds("teachers", school=closed, year=2025, full_time=5, specialised=4)
    anything = rule("valid", "teachers")
    assert [line[:11] for line in sent.breaks(anything)] == ["teachers B3", "teachers B4"]
    sent = HandMadeReturn()
    sent.without = ("unit_name",)
    sent.adds("teachers", school=closed, year=2025, full_time=5, specialised=4)
    assert [line[:11] for line in sent.breaks(anything)] == ["teachers E2", "teachers F2"]


@pytest.mark.parametrize(
    ("register", "into"),
    [((), "b"), ((school(id="b"),), "School b"), ((school(id="b"), school(id="b", name="New")), "New")],
)
def test_figures_of_a_merged_school_belong_to_its_successor(register: tuple[UnitEntry, ...], into: str) -> None:
    closed = school(last="2020-08-31")
    sent = HandMadeReturn(closed, *register, school(id="z")).merges("a", "b")
    sent.adds("teachers", school=closed, year=2025, full_time=5)
    assert sent.breaks(VALID) == [f"teachers B3 closed_into: unit=School a; year=2025; day=2020-08-31; into={into}"]


# --- figures of years after the last day

AFTERWARDS = rule("afterwards", "teachers", measures=["full_time"])


@pytest.mark.parametrize(
    ("last", "years"),
    [("2023-08-31", "2023、2024、2025"), ("2023-09-01", "2024、2025"), ("2025-08-31", "2025"), ("2025-09-01", "")],
)
def test_a_unit_that_is_closed_has_no_figures_of_later_years(last: str, years: str) -> None:
    closed = school(last=last)
    sent = HandMadeReturn()
    for year in (2025, 2022, 2023, 2024):
        sent.released("teachers", school=closed, year=year, full_time=5)
    sent.registers(closed, school())
    values = f"unit=School a; last={last}; years={years}; table=@intake.sheet.teachers"
    assert sent.breaks(AFTERWARDS) == ([f"register B2 unit_rows_after: {values}"] if years else [])


@pytest.mark.parametrize(
    ("first", "years"),
    [
        ("2023-09-01", "2022"),
        ("2023-09-02", "2022、2023"),
        ("2025-11-01", "2022、2023、2024、2025"),
        ("2022-09-01", ""),
    ],
)
def test_a_unit_whose_first_day_is_moved_has_no_figures_of_earlier_years(first: str, years: str) -> None:
    moved = school(first)
    sent = HandMadeReturn()
    for year in (2025, 2022, 2023, 2024):
        sent.released("teachers", school=moved, year=year, full_time=5)
    values = f"unit=School a; first={first}; years={years}; table=@intake.sheet.teachers"
    said = [f"register B2 unit_rows_before: {values}"] if years else []
    assert sent.registers(moved, school("2000-09-01")).breaks(AFTERWARDS) == said


def test_a_first_day_that_stays_or_is_earlier_says_nothing_of_what_the_release_holds() -> None:
    late = school("2025-11-01")
    sent = HandMadeReturn().released("teachers", school=late, year=2025, full_time=5)
    sent.registers(late, school("2025-11-01", name="Old")).registers(late, school("2025-12-01")).registers(late, None)
    assert sent.breaks(AFTERWARDS) == []


def test_figures_of_another_unit_name_or_measure_are_not_those_of_a_closed_one() -> None:
    closed = school(last="2020-08-31")
    sent = HandMadeReturn().registers(closed, school())
    sent.released("teachers", school=school("2020-09-01"), year=2021, full_time=5)  # goes on under another entry
    sent.released("teachers", school=school(last="2020-08-31", id="b"), year=2022, full_time=5)
    sent.released("teachers", school=closed, year=2023, full_time=0)
    sent.released("teachers", school=closed, year=2024, specialised=5)
    assert sent.breaks(AFTERWARDS) == []
    sent.released("teachers", school=closed, year=2025, full_time=5)
    assert [finding.values[2][1].key for finding in sent.findings(AFTERWARDS)] == ["2025"]  # type: ignore[union-attr]


def test_what_the_return_itself_says_of_later_years_is_reported_where_it_stands() -> None:
    closed = school(last="2020-08-31")
    sent = HandMadeReturn().registers(closed, school())
    sent.released("teachers", school=closed, year=2024, full_time=5).adds("teachers", year=2024, full_time=5)
    sent.released("teachers", school=closed, year=2025, full_time=5)
    sent.adds("teachers", school=school(id="b"), year=2025, full_time=5)
    assert [line.split("; ")[2] for line in sent.breaks(AFTERWARDS)] == ["years=2025"]


def test_a_unit_that_stays_or_has_wrong_days_does_not_hide_the_next_one() -> None:
    sent = HandMadeReturn().registers(SCHOOL, None).released("teachers", year=2025, full_time=5)
    backwards, closed = school(last="1999-08-31", id="b"), school(last="2020-08-31", id="c")
    sent.registers(backwards, None).registers(closed, None)
    for unit in (backwards, closed):
        sent.released("teachers", school=unit, year=2025, full_time=5)
    assert [line[:11] for line in sent.breaks(AFTERWARDS)] == ["register B4"]


# --- attributes

OWNERSHIP = rule("attribute", "teachers", measures=["ownership"])
PRIVATE = {"ownership": "private"}
SAID = "attribute: name=@ownership; new=@ownership.private; old=@ownership.public"


@pytest.mark.parametrize(
    ("released", "sent", "said"),
    [
        ({2024: "public"}, "private", "private public"),
        ({2024: "public"}, "public", ""),
        ({}, "private", ""),
        ({2022: "public", 2024: "private", 2023: "public"}, "private", ""),
        ({2022: "public", 2024: "private", 2023: "public"}, "public", "public private"),
    ],
)
def test_a_unit_is_of_the_kind_the_release_said_last(released: dict[int, str], sent: str, said: str) -> None:
    made = HandMadeReturn().released("teachers", school=school(id="b"), year=2024, full_time=5, **PRIVATE)
    for year, ownership in released.items():
        made.released("teachers", year=year, full_time=5, ownership=ownership)
    made.adds("teachers", year=2025, full_time=5, specialised=4, ownership=sent)
    new, _, old = said.partition(" ")
    expected = f"teachers C2 attribute: name=@ownership; new=@ownership.{new}; old=@ownership.{old}"
    assert made.breaks(OWNERSHIP) == ([expected] if said else [])


def test_a_changed_row_is_compared_with_what_it_said_and_others_with_what_was_released() -> None:
    public = {"ownership": "public"}
    sent = HandMadeReturn().revises("teachers", public, year=2024, full_time=5, **PRIVATE)
    sent.adds("teachers", year=2025, full_time=5, **public)
    assert sent.breaks(OWNERSHIP) == [f"teachers C2 {SAID}"]
    sent = HandMadeReturn().released("teachers", year=2024, full_time=5, **PRIVATE)
    sent.revises("teachers", public, year=2023, full_time=5, **PRIVATE)
    assert sent.breaks(OWNERSHIP) == [f"teachers C2 {SAID}"]


def test_what_is_removed_was_released_and_a_row_of_another_table_was_not() -> None:
    sent = HandMadeReturn().removes("teachers", year=2024, full_time=5, ownership="public")
    sent.removes("conditions", year=2024, students=5, **PRIVATE)
    assert sent.adds("teachers", year=2025, full_time=5, **PRIVATE).breaks(OWNERSHIP) == [f"teachers C2 {SAID}"]


@pytest.mark.parametrize(
    ("several", "levels", "said"),
    [
        (True, ("secondary_vocational",), ["secondary_vocational"]),
        (True, ("secondary_vocational", "general_high"), []),
        (True, (), []),
        (False, ("general_high", "secondary_vocational"), ["secondary_vocational"]),
    ],
)
def test_a_school_may_teach_several_levels_where_the_rule_says_so(
    several: bool, levels: tuple[str, ...], said: list[str]
) -> None:
    sent = HandMadeReturn()
    for year, level in enumerate(levels, start=2023):
        sent.released("enrolment", year=year, entrants=5, level=level)
    sent.adds("enrolment", year=2025, entrants=5, level="general_high")
    level_rule = rule("attribute", "enrolment", measures=["level"], several=several)
    values: list[dict[str, Any]] = [dict(finding.values) for finding in sent.findings(level_rule)]
    assert [each["old"].id for each in values] == [f"school_level.{level}" for level in said]
