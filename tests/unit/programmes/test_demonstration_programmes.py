"""The made-up programmes: they add up to the made-up groups, bear no code of the catalogue, and show each warning."""

from __future__ import annotations

from collections import defaultdict

from core.datasets import PROGRAMME_GROUPS, TOTAL, RowStatus
from core.demonstration.programmes import FIRST, split
from tests.support.claims import every
from tests.support.intake_files import newest, rows_of

PERSONS = ("entrants", "enrolment", "graduates")
PROGRAMMES = rows_of(newest())["programmes"]
STUDENTS = [row for row in rows_of(newest())["enrolment"] if row["level"] == "secondary_vocational"]


def test_the_programmes_of_a_school_add_up_to_its_group_in_every_year_and_measure() -> None:
    sums: dict[tuple[str, str, int, str], float] = defaultdict(float)
    for row in PROGRAMMES:
        if row["measure"] in PERSONS and row["value"] is not None:
            for group in (row["programme_code"][:2], TOTAL):
                sums[row["unit_id"], group, row["year"], row["measure"]] += row["value"]
    compared = 0
    for row in STUDENTS:
        if row["year"] >= FIRST and row["measure"] in PERSONS and row["value"] is not None:
            compared += 1
            place = row["unit_id"], row["programme_group"], row["year"], row["measure"]
            assert sums[place] == row["value"], place
    assert compared > 300


def test_a_few_students_are_suppressed_and_no_number_of_them_is_shown() -> None:
    shown = [row["value"] for row in PROGRAMMES if row["measure"] in PERSONS and row["value"]]
    assert min(shown) >= 10
    assert {row["symbol"] for row in PROGRAMMES} == {"", "suppressed", "not_reported", "not_applicable"}


def test_every_code_has_a_group_of_the_catalogue_and_a_class_it_does_not_have() -> None:
    codes = {row["programme_code"] for row in PROGRAMMES}
    assert {code[:2] for code in codes} <= set(PROGRAMME_GROUPS)
    assert {code[2:4] for code in codes} == {"99"}
    assert every(row["programme_name"].startswith("示例") for row in PROGRAMMES)
    assert {row["status"] for row in PROGRAMMES} == {RowStatus.ILLUSTRATIVE}


def test_a_number_is_split_into_whole_parts_that_add_up_to_it() -> None:
    assert split(10, [1, 1, 1]) == [4, 3, 3]
    assert split(7, [0.5, 0.25, 0.25]) == [3, 2, 2]
    assert split(5, [1, 0]) == [5, 0]
    assert split(5, [0, 0]) == [5, 0]
    assert split(0, [0.3, 0.7]) == [0, 0]
