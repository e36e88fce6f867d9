"""Thresholds of every kind on a standard made up for it: what each asks, what a school has to spare, the whole year."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from core.conditions import ResourceNeed, margins, resource_needs, share_meeting_standard, weaker_status
from core.plan.standards import Standard

LAND, STUDENTS = ("conditions", "campus_area"), ("conditions", "students")
FULL_TIME, PART_TIME = ("teachers", "full_time"), ("teachers", "industry_part_time")
WORDS = {"zh": "字", "en": "words"}


def threshold(
    item: str,
    comparison: str,
    value: float,
    upper: tuple[str, str] | None,
    lower: tuple[str, str] | None = None,
    **changes: Any,
) -> dict[str, Any]:
    entry = {"item": item, "comparison": comparison, "value": value, "school_class": "all", "label": WORDS}
    entry |= {"unit": "students", "monitored": True, "copy_read": "copy", **changes}
    for key, measure in (("numerator", upper), ("denominator", lower)):
        if measure is not None:
            entry[key] = {"dataset": measure[0], "name": measure[1]}
    return entry


def standard(*thresholds: dict[str, Any]) -> Standard:
    return Standard.model_validate(
        {
            "id": "made-up",
            "title": WORDS,
            "document": "1",
            "year": 2022,
            "publisher": WORDS,
            "scope": WORDS,
            "copies": [{"id": "copy", "part": WORDS, "address": "https://example.org/"}],
            "threshold": list(thresholds),
        },
        strict=False,
    )


def rows(unit: str, year: int = 2025, **values: float | None) -> list[dict[str, Any]]:
    """A school and its measures; part_time and full_time are of the dataset `teachers`, the rest are conditions."""
    of = {"full_time": FULL_TIME, "part_time": PART_TIME, "land": LAND, "students": STUDENTS}
    return [
        {
            "dataset": of[name][0],
            "unit_id": unit,
            "unit_name": f"{unit} 校",
            "unit_name_en": f"School {unit}",
            "school_class": "general" if of[name][0] == "conditions" else "",
            "year": year,
            "measure": of[name][1],
            "value": value,
            "symbol": "",
            "status": "reported",
            "provisional": False,
        }
        for name, value in values.items()
    ]


def frame(*schools: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame([row for school in schools for row in school]).astype({"value": object})


def test_what_follows_from_the_number_of_students_is_an_amount_and_nothing_else_is() -> None:
    made_up = standard(
        threshold("not_collected", "at_least", 1, None),
        threshold("land", "at_least", 300, LAND),
        threshold("land_per_student", "at_least", 20, LAND, STUDENTS),
        threshold("land_per_teacher", "at_least", 5, LAND, FULL_TIME),
        threshold("unverified", "at_least", 1, LAND, unverified=True),
        threshold("most_students", "at_most", 900, STUDENTS),
        threshold("students_per_teacher", "at_most", 20, STUDENTS, FULL_TIME),
        threshold("students_per_metre", "at_most", 0.5, STUDENTS, LAND),
        threshold("no_students_per_metre", "at_most", 0, STUDENTS, LAND),
        threshold("land_per_teacher_at_most", "at_most", 7, LAND, FULL_TIME),
        threshold("about_students", "about", 500, STUDENTS),
        threshold("students_about_teachers", "about", 20, STUDENTS, FULL_TIME),
        threshold("land_about_students", "about", 20, LAND, STUDENTS),
        threshold("part_time", "about", 0.2, PART_TIME, FULL_TIME),
        threshold("part_time_at_least", "at_least", 3, PART_TIME, monitored=False),
        threshold("of_skilled_workers", "at_least", 400, LAND, school_class="skilled_worker"),
        threshold("of_general_schools", "at_least", 500, LAND, school_class="general"),
    )
    expected = (
        ResourceNeed("land", LAND, 300, 0),
        ResourceNeed("land_per_student", LAND, 0, 20),
        ResourceNeed("students_per_teacher", FULL_TIME, 0, 0.05),
        ResourceNeed("students_per_metre", LAND, 0, 2),
        ResourceNeed("of_general_schools", LAND, 500, 0),
    )
    assert resource_needs(made_up, "general") == expected
    assert resource_needs(made_up, "general", monitored_only=False) == (
        *expected[:4],
        ResourceNeed("part_time_at_least", PART_TIME, 3, 0),
        expected[4],
    )


@pytest.mark.parametrize(
    ("comparison", "limit", "students", "margin", "meets"),
    [
        ("at_least", 100, 99.5, -0.5, False),
        ("at_least", 100, 100.0, 0.0, True),
        ("at_least", 100, 100.5, 0.5, True),
        ("at_most", 100, 99.5, 0.5, True),
        ("at_most", 100, 100.0, 0.0, True),
        ("at_most", 100, 100.5, -0.5, False),
        ("about", 200, 179.5, -0.5, False),  # a tenth of 200 on either side
        ("about", 200, 180.0, 0.0, True),
        ("about", 200, 199.0, 19.0, True),
        ("about", 200, 203.0, 17.0, True),
        ("about", 200, 220.0, 0.0, True),
        ("about", 200, 220.5, -0.5, False),
    ],
)
def test_a_value_on_its_threshold_meets_it_and_one_beyond_does_not(
    comparison: str, limit: float, students: float, margin: float, meets: bool
) -> None:
    made_up = standard(threshold("students", comparison, limit, STUDENTS))
    (judged,) = margins(frame(rows("a", students=students)), made_up).to_dict("records")
    assert judged == {
        "unit_id": "a",
        "unit_name": "a 校",
        "unit_name_en": "School a",
        "year": 2025,
        "item": "students",
        "value": students,
        "threshold": limit,
        "margin": pytest.approx(margin),
        "meets": meets,
        "status": "reported",
        "provisional": False,
        "reason": None,
    }


@pytest.mark.parametrize(
    ("values", "value", "meets"),
    [
        ({"students": 100.0, "full_time": 8.0}, 12.5, True),
        ({"students": 100.0, "full_time": 0.0}, None, False),  # nobody teaches them
        ({"students": 0.0, "full_time": 0.0}, None, True),
        ({"students": 100.0, "full_time": None}, None, None),
        ({"students": None, "full_time": 8.0}, None, None),
        ({"students": 0.0, "full_time": 8.0}, 0.0, True),
        ({"students": 100.0}, None, None),
    ],
)
def test_a_quotient_is_judged_when_both_parts_are_known(
    values: dict[str, float | None], value: float | None, meets: bool | None
) -> None:
    made_up = standard(threshold("per_teacher", "at_most", 20, STUDENTS, FULL_TIME))
    judged = margins(frame(rows("a", **values)), made_up)
    assert judged["meets"].tolist() == [meets]
    assert [None if number != number else number for number in judged["value"]] == [value]


def test_a_school_without_conditions_in_a_year_is_left_out_and_the_others_come_by_year_and_school() -> None:
    made_up = standard(
        threshold("students", "at_least", 100, STUDENTS), threshold("staff", "at_least", 8, FULL_TIME, monitored=False)
    )
    schools = frame(
        rows("b", full_time=9.0, students=100.0),
        rows("a", full_time=7.0, students=99.0),
        rows("a", 2024, students=101.0),
        rows("c", full_time=9.0),
    )
    judged = margins(schools, made_up, monitored_only=False)
    assert judged[["year", "unit_id", "item", "meets"]].to_numpy().tolist() == [
        [2024, "a", "students", True],
        [2024, "a", "staff", None],
        [2025, "a", "students", False],
        [2025, "a", "staff", False],
        [2025, "b", "students", True],
        [2025, "b", "staff", True],
    ]
    assert margins(schools, made_up)["item"].tolist() == ["students"] * 3
    assert share_meeting_standard(schools, made_up).to_dict("records") == [
        {
            "year": year,
            "value": share,
            "numerator": 1.0,
            "denominator": number,
            "symbol": "",
            "status": "reported",
            "provisional": False,
            "suppressed_parts": 0,
            "so_far": share,
            "units": int(number),
            "missing": [],
            "judged": int(number),
        }
        for year, share, number in ((2024, 1.0, 1.0), (2025, 0.5, 2.0))
    ]


@pytest.mark.parametrize(
    ("judged", "so_far"), [([], None), ([1.0], 1.0), ([1.0, 0.0], 0.5), ([0.0, 0.0, 1.0, 0.0], 0.25)]
)
def test_a_year_in_which_one_school_is_unknown_counts_schools_and_gives_no_share(
    judged: list[float], so_far: float | None
) -> None:
    made_up = standard(threshold("students", "at_least", 100, STUDENTS), threshold("land", "at_least", 1, LAND))
    schools = [rows(f"{number}", students=100.0, land=land) for number, land in enumerate(judged)]
    share = share_meeting_standard(frame(*schools, rows("b", students=100.0)), made_up).astype(object)
    (row,) = share.where(share.notna(), None).to_dict("records")
    assert row == {
        "year": 2025,
        "value": None,
        "numerator": None,
        "denominator": len(judged) + 1.0,
        "symbol": "not_reported",
        "status": "reported",
        "provisional": False,
        "suppressed_parts": 0,
        "so_far": so_far,
        "units": len(judged) + 1,
        "missing": [{"id": "b", "zh": "b 校", "en": "School b"}],
        "judged": len(judged),
    }


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("reported", False), ("reported", False), ("reported", False)),
        (("reported", False), ("provisional", True), ("provisional", True)),
        (("provisional", True), ("reported", False), ("provisional", True)),
        (("published", False), ("illustrative", False), ("illustrative", False)),
    ],
)
def test_a_year_is_as_certain_as_its_least_certain_school(
    first: tuple[str, bool], second: tuple[str, bool], expected: tuple[str, bool]
) -> None:
    schools = [rows("a", students=100.0), rows("b", students=100.0)]
    for (row,), (status, provisional) in zip(schools, (first, second), strict=True):
        row |= {"status": status, "provisional": provisional}
    share = share_meeting_standard(frame(*schools), standard(threshold("students", "at_least", 1, STUDENTS)))
    assert (share["status"].tolist(), share["provisional"].tolist()) == ([expected[0]], [expected[1]])
    assert weaker_status(first[0], second[0]) == weaker_status(second[0], first[0]) == expected[0]
