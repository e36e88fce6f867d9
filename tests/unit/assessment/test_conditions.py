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


def test_a_school_that_fails_one_column_fails_even_when_another_is_unknown(standard: Standard) -> None:
    result = share_meeting_standard(frame(school(books=None, campus_area=1.0)), standard).iloc[0]
    assert result["value"] == 0.0


def test_no_schools_give_no_share(standard: Standard) -> None:
    assert share_meeting_standard(frame().reindex(columns=list(school()[0])), standard).empty


def test_the_plan_names_nine_monitored_columns(standard: Standard) -> None:
    assert sum(entry.monitored for entry in standard.thresholds_for("general")) == 9
    assert isinstance(DATA, Path)
