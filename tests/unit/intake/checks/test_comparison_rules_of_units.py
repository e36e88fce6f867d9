"""Rules that compare sums: of a school with the year before, between tables, of the schools with the district."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.intake.checks.apply_rules import apply_rules
from core.intake.rows import RowEntry, UnitEntry
from tests.support.intake.returned_rows import SCHOOL, TODAY, HandMadeReturn, rule

OTHER = UnitEntry("b", "School B", "", SCHOOL.valid_from, None)
DISTRICT = UnitEntry("d", "District", "", SCHOOL.valid_from, None)

# --- the flow of students

FLOW = rule("flow", "enrolment", measures=["enrolment", "entrants", "graduates"], tolerance=20, relative=0.25)


@pytest.mark.parametrize(
    ("enrolled", "code"),
    [(1221, "flow"), (1220, ""), (1219, ""), (881, ""), (880, ""), (879, "flow_lost")],
)
def test_students_are_those_of_last_year_with_the_entrants_without_the_graduates(enrolled: int, code: str) -> None:
    sent = HandMadeReturn().released("enrolment", year=2023, enrolment=5).released("enrolment", year=2026, enrolment=5)
    sent.released("enrolment", year=2024, programme_group="61", enrolment=600)
    sent.released("enrolment", year=2024, programme_group="62", enrolment=400)
    sent.adds("enrolment", year=2025, programme_group="61", enrolment=enrolled - 7, entrants=290, graduates=100)
    sent.adds("enrolment", year=2025, programme_group="62", enrolment=7, entrants=10, graduates=0)
    values = f"value={enrolled:,}; before=1,000; entrants=300; graduates=100"
    assert sent.breaks(FLOW) == ([f"enrolment G2 {code}: {values}"] if code else [])
    gains_only = rule("flow", "enrolment", measures=["enrolment", "entrants", "graduates"], tolerance=20)
    assert len(sent.breaks(gains_only)) == (code == "flow")


@pytest.mark.parametrize("unknown", ["enrolment", "entrants", "graduates", "before"])
@pytest.mark.parametrize("is_reported", [True, False])
def test_the_flow_of_a_school_is_known_with_all_of_its_parts(unknown: str, is_reported: bool) -> None:
    sent = HandMadeReturn(SCHOOL, OTHER)
    full = {"enrolment": 5000, "entrants": 300, "graduates": 100}
    gaps: dict[str, Any] = {name: value for name, value in full.items() if name != unknown}
    if unknown != "before":
        sent.released("enrolment", year=2024, enrolment=1000)
    if is_reported:  # one line without a number, although the other has one
        year = 2024 if unknown == "before" else 2025
        measure = "enrolment" if unknown == "before" else unknown
        sent.released("enrolment", year=year, programme_group="62", **{measure: None})
        sent.released("enrolment", year=year, programme_group="63", **{measure: 1})
    sent.adds("enrolment", year=2025, **gaps)
    sent.released("enrolment", school=OTHER, year=2024, enrolment=1000)
    sent.adds("enrolment", school=OTHER, year=2025, **full)
    assert [line[:17] for line in sent.breaks(FLOW)] == ["enrolment G3 flow"]


# --- the year before

EARLIER = rule("earlier", "enrolment", measures=["graduates", "enrolment"], tolerance=5)


@pytest.mark.parametrize(("graduates", "said"), [(104, False), (105, False), (106, True)])
def test_graduates_were_students_the_year_before(graduates: int, said: bool) -> None:
    sent = HandMadeReturn().released("enrolment", year=2023, enrolment=1).released("enrolment", year=2026, enrolment=1)
    sent.released("enrolment", year=2024, enrolment=100)
    sent.adds("enrolment", year=2025, graduates=graduates)
    values = f"first=@graduates; second=@enrolment; value={graduates}; before=100"
    assert sent.breaks(EARLIER) == ([f"enrolment I2 earlier: {values}"] if said else [])


def test_a_school_whose_year_before_is_not_known_does_not_hide_the_next_one() -> None:
    sent = HandMadeReturn(SCHOOL, OTHER, DISTRICT).released("enrolment", year=2024, enrolment=None)
    sent.released("enrolment", school=OTHER, year=2024, enrolment=7)
    for school in (SCHOOL, DISTRICT, OTHER):
        sent.adds("enrolment", school=school, year=2025, graduates=100)
    assert sent.breaks(EARLIER) == ["enrolment I4 earlier: first=@graduates; second=@enrolment; value=100; before=7"]


# --- two tables

SAME = rule(
    "same",
    "conditions",
    measures=["students"],
    other_dataset="enrolment",
    other_measure="enrolment",
    tolerance=2,
)


@pytest.mark.parametrize(("enrolled", "said"), [(97, True), (98, False), (100, False), (102, False), (103, True)])
def test_two_tables_say_the_same_within_the_tolerance(enrolled: int, said: bool) -> None:
    sent = HandMadeReturn().released("enrolment", year=2025, programme_group="61", enrolment=enrolled - 9)
    sent.released("enrolment", year=2025, programme_group="62", enrolment=9)
    sent.adds("conditions", year=2025, students=100)
    values = f"name=@students; value=100; other={enrolled}; table=@intake.sheet.enrolment"
    assert sent.breaks(SAME) == ([f"conditions K2 same: {values}"] if said else [])


@pytest.mark.parametrize(("enrolled", "said"), [(90, False), (101, False), (102, False), (103, True)])
def test_a_sum_that_misses_a_value_can_only_be_too_large(enrolled: int, said: bool) -> None:
    sent = HandMadeReturn().released("enrolment", year=2025, programme_group="61", enrolment=None)
    sent.released("enrolment", year=2025, programme_group="62", enrolment=enrolled)
    assert len(sent.adds("conditions", year=2025, students=100).breaks(SAME)) == said


def test_a_sum_without_a_value_that_was_not_understood_can_only_be_too_small() -> None:
    sent = HandMadeReturn().adds("enrolment", year=2025, programme_group="61", enrolment=90)
    sent.adds("conditions", year=2025, students=100)
    row = {**sent.rows["enrolment"][0], "programme_group": "62", "value": None}
    failed = (RowEntry("enrolment", row, "enrolment", 3, {}, "H", "enrolment", None),)
    assert len(sent.findings(SAME)) == 1
    assert apply_rules(sent.merged(), TODAY, (SAME,), failed=failed) == ()


def test_the_table_that_was_sent_is_told_what_the_other_one_says() -> None:
    sent = HandMadeReturn().released("conditions", year=2025, students=100).adds("enrolment", year=2025, enrolment=90)
    assert sent.breaks(SAME) == [
        "enrolment H2 same: name=@enrolment; value=90; other=100; table=@intake.sheet.conditions"
    ]
    sent.adds("conditions", year=2024, students=100).adds("enrolment", year=2024, enrolment=90)
    assert sent.breaks(SAME)[1:] == [
        "conditions K3 same: name=@students; value=100; other=90; table=@intake.sheet.enrolment"
    ]


def test_what_the_other_table_does_not_say_does_not_hide_the_next_difference() -> None:
    sent = HandMadeReturn(SCHOOL, OTHER).adds("conditions", year=2022, students=100)
    sent.adds("enrolment", year=2023, enrolment=100)
    sent.adds("conditions", year=2024, students=None).adds("enrolment", year=2024, enrolment=100)
    sent.adds("conditions", year=2025, students=100).adds("enrolment", year=2025, enrolment=90)
    assert [line[:13] for line in sent.breaks(SAME)] == ["conditions K6"]


# --- the whole district

TOTALS = rule(
    "district",
    "cohorts",
    measures=["upper_secondary_entrants"],
    other_dataset="enrolment",
    other_measure="entrants",
    tolerance=20,
)


def schools(sent: HandMadeReturn, year: int, first: int | None, second: int | None) -> HandMadeReturn:
    """What two schools reported; nothing when it is not above zero."""
    for school, entrants in ((SCHOOL, first), (OTHER, second)):
        if entrants is None or entrants > 0:
            sent.released("enrolment", school=school, year=year, entrants=entrants)
    return sent


def both_schools_before() -> HandMadeReturn:
    return schools(HandMadeReturn(SCHOOL, OTHER, DISTRICT), 2024, 450, 350)


@pytest.mark.parametrize(("total", "said"), [(879, True), (880, False), (900, False), (920, False), (921, True)])
def test_the_district_has_the_entrants_of_its_schools_once_all_have_reported(total: int, said: bool) -> None:
    sent = schools(both_schools_before(), 2025, 500, 400)
    sent.adds("cohorts", school=DISTRICT, year=2025, upper_secondary_entrants=total)
    values = f"name=@upper_secondary_entrants; year=2025; value={total}; sum=900"
    assert sent.breaks(TOTALS) == ([f"cohorts F2 district: {values}"] if said else [])


@pytest.mark.parametrize("second", [0, None])
@pytest.mark.parametrize(("total", "said"), [(479, True), (480, False), (2000, False)])
def test_a_sum_of_some_schools_can_only_be_too_large(total: int, said: bool, second: int | None) -> None:
    sent = schools(both_schools_before(), 2025, 500, second)
    sent.adds("cohorts", school=DISTRICT, year=2025, upper_secondary_entrants=total)
    assert len(sent.breaks(TOTALS)) == said


@pytest.mark.parametrize(("last", "said"), [(date(2025, 8, 31), True), (date(2025, 9, 1), False), (None, False)])
def test_a_school_that_is_closed_by_the_first_of_september_is_not_waited_for(last: date | None, said: bool) -> None:
    sent = schools(HandMadeReturn(SCHOOL, UnitEntry("b", "School B", "", SCHOOL.valid_from, last)), 2024, 450, 350)
    sent = schools(sent, 2025, 500, 0)
    sent.adds("cohorts", school=DISTRICT, year=2025, upper_secondary_entrants=2000)
    assert len(sent.breaks(TOTALS)) == said


@pytest.mark.parametrize("year", [2023, 2026])
def test_only_who_reported_the_year_before_is_waited_for(year: int) -> None:
    sent = schools(HandMadeReturn(SCHOOL, OTHER, DISTRICT), year, 0, 350)
    sent = schools(sent, 2025, 500, 0)
    sent.adds("cohorts", school=DISTRICT, year=2025, upper_secondary_entrants=2000)
    assert len(sent.breaks(TOTALS)) == 1


def test_a_total_is_compared_when_the_return_touches_its_year() -> None:
    sent = HandMadeReturn(SCHOOL, DISTRICT)
    for year, total in ((2022, 900), (2023, 100), (2024, None), (2025, 100)):
        sent.released("cohorts", school=DISTRICT, year=year, upper_secondary_entrants=total)
    sent.released("enrolment", year=2022, entrants=500)
    sent.adds("enrolment", year=2023, entrants=60).adds("enrolment", year=2024, entrants=500)
    sent.adds("enrolment", year=2025, entrants=500)
    values = "name=@upper_secondary_entrants; year=2025; value=100; sum=500"
    assert sent.breaks(TOTALS)[-1] == f"enrolment G4 district: {values}"
    assert [line[:12] for line in sent.breaks(TOTALS)] == ["enrolment G2", "enrolment G4"]


def test_a_year_without_schools_does_not_hide_the_next_one() -> None:
    sent = HandMadeReturn(SCHOOL, DISTRICT).released("enrolment", year=2025, entrants=500)
    for year in (2024, 2025):
        sent.adds("cohorts", school=DISTRICT, year=year, upper_secondary_entrants=100)
    assert [line[:10] for line in sent.breaks(TOTALS)] == ["cohorts F3"]


def test_a_total_nobody_touched_in_a_year_somebody_did_is_left_alone() -> None:
    sent = HandMadeReturn(SCHOOL, OTHER, DISTRICT).released("enrolment", year=2025, entrants=500)
    sent.released("cohorts", school=DISTRICT, year=2025, upper_secondary_entrants=100)
    sent.adds("cohorts", school=OTHER, year=2025, upper_secondary_entrants=500)
    assert sent.breaks(TOTALS) == []
