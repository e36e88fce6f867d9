"""Schools against the nine monitored columns, on one school that just passes and what happens when it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.conditions import margins, share_meeting_standard
from core.plan.plan import load_plan
from core.plan.standards import Standard
from core.workspace import DATA

JUST = {
    "campus_area": 40_000.0,
    "building_area": 24_000.0,
    "full_time_teachers": 60.0,
    "equipment_value": 3_000_000.0,
    "books": 36_000.0,
    "students": 1_200.0,
}
"""33.3 m² of land, 20 m² of building, 20 students a teacher, 2,500 yuan and 30 books a student: at every threshold."""


@pytest.fixture(scope="module")
def standard() -> Standard:
    return load_plan(DATA / "plan" / "qijiang-14th", DATA / "plan" / "indicators.toml").standard("moe-2022-conditions")


def school(year: int = 2025, unit: str = "a", **changes: float | None) -> list[dict[str, Any]]:
    return [
        {
            "dataset": "conditions",
            "unit_id": unit,
            "unit_name": unit,
            "unit_name_en": unit,
            "school_class": "general",
            "year": year,
            "measure": measure,
            "value": value,
            "symbol": "" if value is not None else "not_reported",
            "status": "reported",
            "provisional": False,
        }
        for measure, value in {**JUST, **changes}.items()
    ]


def frame(*schools: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame([row for rows in schools for row in rows])


def test_a_school_at_every_threshold_meets_all_nine(standard: Standard) -> None:
    judged = margins(frame(school()), standard)
    assert len(judged) == 9
    assert set(judged["meets"]) == {True}
    assert judged.set_index("item")["margin"].min() == pytest.approx(0)


@pytest.mark.parametrize(
    ("measure", "value", "failing"),
    [
        ("campus_area", 39_999.0, {"campus_area"}),
        (
            "students",
            1_201.0,
            {"student_teacher_ratio", "building_per_student", "equipment_per_student", "books_per_student"},
        ),
        ("full_time_teachers", 59.0, {"full_time_teachers", "student_teacher_ratio"}),
        ("books", 35_999.0, {"books_per_student"}),
    ],
)
def test_one_unit_less_fails_exactly_the_columns_it_enters(
    standard: Standard, measure: str, value: float, failing: set[str]
) -> None:
    judged = margins(frame(school(**{measure: value})), standard)
    failed = set(judged.loc[judged["meets"].map(lambda meets: meets is False), "item"])
    assert len(failed) == len(failing), failed
    assert share_meeting_standard(frame(school(**{measure: value})), standard)["value"].tolist() == [0.0]


def test_the_share_counts_schools_and_keeps_both_parts(standard: Standard) -> None:
    result = share_meeting_standard(frame(school(), school(unit="b", books=0.0)), standard).iloc[0]
    assert (result["value"], result["numerator"], result["denominator"]) == (0.5, 1.0, 2.0)


def test_a_school_that_cannot_be_judged_leaves_the_year_without_a_share(standard: Standard) -> None:
    result = share_meeting_standard(frame(school(), school(unit="b", books=None)), standard).iloc[0]
    assert pd.isna(result["value"])
    assert result["symbol"] == "not_reported"


def test_a_school_that_suppressed_a_part_has_reported_and_cannot_be_judged(standard: Standard) -> None:
    hidden = [{**row, "symbol": "suppressed"} if row["value"] is None else row for row in school(unit="b", books=None)]
    result = share_meeting_standard(frame(school(), hidden), standard).iloc[0]
    assert pd.isna(result["value"])
    assert (result["symbol"], result["missing"]) == ("suppressed", [])
    both = share_meeting_standard(frame(school(books=None), hidden), standard).iloc[0]
    assert both["symbol"] == "not_reported"
    assert [unit["id"] for unit in both["missing"]] == ["a"]


def test_a_school_that_fails_one_column_fails_even_when_another_is_unknown(standard: Standard) -> None:
    result = share_meeting_standard(frame(school(books=None, campus_area=1.0)), standard).iloc[0]
    assert result["value"] == 0.0


def test_no_schools_give_no_share(standard: Standard) -> None:
    assert share_meeting_standard(frame().reindex(columns=list(school()[0])), standard).empty


def test_the_plan_names_nine_monitored_columns(standard: Standard) -> None:
    assert sum(entry.monitored for entry in standard.thresholds_for("general")) == 9
    assert isinstance(DATA, Path)


@pytest.mark.parametrize("place", [0, 3, 5])
def test_a_school_year_with_one_provisional_or_weaker_row_is_so_as_a_whole(standard: Standard, place: int) -> None:
    rows = school()
    rows[place] |= {"provisional": True, "status": "illustrative"}
    judged = margins(frame(rows), standard)
    assert set(judged["provisional"]) == {True}
    assert set(judged["status"]) == {"illustrative"}
    share = share_meeting_standard(frame(school(unit="z"), rows), standard).iloc[0]
    assert (share["provisional"], share["status"]) == (True, "illustrative")
    assert set(margins(frame(school()), standard)["provisional"]) == {False}


def test_a_margin_is_what_a_school_has_to_spare_in_the_unit_of_its_threshold(standard: Standard) -> None:
    margin = margins(frame(school(books=37_200.0, full_time_teachers=80.0)), standard).set_index("item")["margin"]
    assert margin["books_per_student"] == pytest.approx(1)  # 31 a student against 30
    assert margin["students_per_teacher"] == pytest.approx(5)  # 15 a teacher against at most 20
    assert margin["full_time_teachers"] == pytest.approx(20)  # 80 against 60


def test_years_and_schools_are_counted_apart(standard: Standard) -> None:
    several = frame(school(2025), school(2024, books=0.0), school(2024, "b"), school(2024, "c"))
    result = share_meeting_standard(several, standard).set_index("year")
    assert result["numerator"].to_dict() == {2024: 2, 2025: 1}
    assert result["value"].to_dict() == {2024: pytest.approx(2 / 3), 2025: 1}
