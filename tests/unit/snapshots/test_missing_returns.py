"""What units owe and did not report: who owes a year, and what one return too few does to the district's figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.assessment import points
from core.datasets import Symbol
from core.queries import Returns, series
from core.queries.completeness.missing_returns import missing_units
from tests.support.release_frames import AREA, row
from tests.support.rounds.handmade_returns import missing, returns, students, teachers, value

MEASURES = ("enrolment", "entrants", "graduates")
TEACHERS = ("full_time", "specialised", "dual_qualified")


def test_a_school_that_did_not_report_makes_the_total_absent_and_is_named(tmp_path: Path) -> None:
    release = returns(
        tmp_path, enrolment=[students("a", 2025, 100), students("b", 2025, 40, "61"), students("a", 2026, 110)]
    )
    assert missing(release) == [("b", 2026, "enrolment", "not_reported", "61")]
    assert [unit.zh for unit in missing_units(release, "enrolment", 2026)] == ["学校b"]
    assert missing_units(release, "enrolment", 2025) == ()
    assert (value(release, 2025)["value"], value(release, 2025)["units"]) == (140, 2)
    line = value(release, 2026)
    assert pd.isna(line["value"])
    assert (line["symbol"], line["so_far"], line["units"]) == ("not_reported", 110, 2)
    assert [unit["en"] for unit in line["missing"]] == ["School b"]


def test_a_school_owes_nothing_before_its_first_return_nor_after_its_last_day(tmp_path: Path) -> None:
    release = returns(
        tmp_path,
        enrolment=[
            students("a", 2024, 100),
            students("a", 2025, 100),
            students("a", 2026, 100),
            students("b", 2025, 40),
            students("b", 2026, 50),
            students("c", 2024, 30, unit_valid_to=date(2025, 8, 31)),
            students("d", 2024, 30, unit_valid_to=date(2025, 9, 1)),
        ],
    )
    assert missing(release) == [("d", 2025, "enrolment", "not_reported", "71")]
    assert [value(release, year)["value"] for year in (2024, 2026)] == [160, 150]


def test_a_school_that_another_table_knows_longer_stays_in_force(tmp_path: Path) -> None:
    """Renamed in one table: the entry it stood under ended, the one it stands under now has not."""
    release = returns(
        tmp_path,
        enrolment=[
            students("a", 2024, 100),
            students("a", 2025, 100),
            students("b", 2024, 40, unit_valid_to=date(2024, 12, 31)),
        ],
        teachers=[{**teachers("b", 2025), "unit_name": "新名", "unit_valid_from": date(2025, 1, 1)}],
    )
    assert missing(release) == [("b", 2025, "enrolment", "not_reported", "71")]
    assert [unit.zh for unit in missing_units(release, "enrolment", 2025)] == ["新名"]


def test_one_programme_of_two_is_a_part_unless_the_other_had_no_students(tmp_path: Path) -> None:
    release = returns(
        tmp_path,
        enrolment=[
            students("a", 2025, 60, "61"),
            students("a", 2025, 40, "71"),
            students("b", 2025, 30, "61"),
            students("b", 2025, 0, "71"),
            students("a", 2026, 65, "61"),
            students("b", 2026, 35, "61"),
        ],
    )
    assert missing(release) == [("a", 2026, "enrolment", "not_reported", "71")]
    assert value(release, 2026)["so_far"] == 100
    assert value(release, 2025)["value"] == 130


def test_of_a_school_of_two_levels_only_the_one_is_missing_that_it_did_not_report(tmp_path: Path) -> None:
    release = returns(
        tmp_path,
        enrolment=[
            students("a", 2025, 100, "61"),
            students("a", 2025, 60, "total", level="general_high"),
            students("a", 2026, 65, "total", level="general_high"),
        ],
    )
    assert missing(release) == [("a", 2026, "enrolment", "not_reported", "61")]


def test_a_total_stands_for_the_programmes_and_programmes_for_the_total(tmp_path: Path) -> None:
    release = returns(
        tmp_path,
        enrolment=[
            students("a", 2025, 60, "61"),
            students("a", 2025, 40, "71"),
            students("a", 2026, 105, "total"),
            students("b", 2025, 50, "total"),
            students("b", 2026, 30, "61"),
            students("b", 2026, 25, "71"),
        ],
    )
    assert missing(release) == []
    assert value(release, 2026)["value"] == 160


def test_a_school_that_gives_its_students_and_not_its_teachers_is_missing_there(tmp_path: Path) -> None:
    release = returns(
        tmp_path,
        enrolment=[students(unit, year, 100) for unit in "ab" for year in (2025, 2026)] + [students("new", 2026, 20)],
        teachers=[teachers(unit, 2025, measure) for unit in "ab" for measure in TEACHERS]
        + [teachers("a", 2026, measure) for measure in TEACHERS],
    )
    assert {(unit, year) for unit, year, *_ in missing(release, "teachers")} == {("b", 2026), ("new", 2026)}
    assert len(missing(release, "teachers")) == 6
    assert value(release, 2026)["value"] == 220
    share = value(release, 2026, "dual_qualified_share")
    assert (share["symbol"], share["so_far"], share["units"]) == ("not_reported", 1.0, 3)
    assert value(release, 2025, "dual_qualified_share")["value"] == 1.0


def test_a_measure_left_out_is_missing_but_graduates_need_three_years(tmp_path: Path) -> None:
    release = returns(
        tmp_path,
        enrolment=[students("a", year, 30, measure=measure) for year in (2025, 2026) for measure in MEASURES]
        + [students("b", 2025, 100), students("b", 2025, 40, measure="entrants")]
        + [students("b", 2026, 100)],
    )
    assert missing(release) == [("b", 2026, "entrants", "not_reported", "71")]
    assert value(release, 2026, "secondary_vocational_graduates")["value"] == 30


@pytest.mark.parametrize("symbol", [Symbol.SUPPRESSED, Symbol.NOT_APPLICABLE])
def test_what_is_suppressed_or_does_not_apply_was_reported(tmp_path: Path, symbol: Symbol) -> None:
    release = returns(
        tmp_path,
        enrolment=[
            students("a", 2025, 100),
            students("b", 2025, 5),
            students("a", 2026, 100),
            students("b", 2026, None, symbol=symbol),
        ],
    )
    assert missing(release) == []
    assert value(release, 2026)["value"] == 100


def test_what_did_not_apply_the_last_time_is_not_owed(tmp_path: Path) -> None:
    release = returns(
        tmp_path,
        enrolment=[
            students("a", 2025, 100),
            students("a", 2026, 100),
            students("b", 2025, None, symbol=Symbol.NOT_APPLICABLE),
        ],
    )
    assert missing(release) == []


def test_the_district_as_one_unit_stands_for_its_schools_and_they_for_it(tmp_path: Path) -> None:
    release = returns(
        tmp_path,
        enrolment=[
            students(AREA, 2024, 500),
            students("a", 2025, 300),
            students("b", 2025, 200),
            students(AREA, 2026, 520),
        ],
    )
    assert missing(release) == []
    assert [value(release, year)["value"] for year in (2024, 2025, 2026)] == [500, 500, 520]


def test_a_share_needs_the_schools_of_both_kinds(tmp_path: Path) -> None:
    release = returns(
        tmp_path,
        enrolment=[
            students("a", 2025, 400),
            students("g", 2025, 600, "total", level="general_high"),
            students("a", 2026, 450),
        ],
    )
    assert missing(release) == [("g", 2026, "enrolment", "not_reported", "total")]
    share = value(release, 2026, "vocational_share")
    assert (share["symbol"], share["units"]) == ("not_reported", 2)
    assert pd.isna(share["so_far"])
    assert value(release, 2026)["value"] == 450
    assert value(release, 2025, "vocational_share")["value"] == 0.4


def test_a_college_that_enrols_owes_its_students_from_its_first_september(tmp_path: Path) -> None:
    def college(unit: str, day: date) -> dict[str, Any]:
        return row(
            "college-a",
            unit_id=unit,
            unit_name=f"学院{unit}",
            institution_type="vocational_college",
            stage="enrolling",
            planned_date=day,
            actual_date=day,
            planned_places=1000,
        )

    release = returns(
        tmp_path,
        colleges=[
            college("early", date(2025, 9, 1)),
            college("late", date(2025, 9, 2)),
            college("a", date(2020, 9, 1)),
        ],
        college_enrolment=[
            row("college-a", unit_id="a", study_mode="full_time", year=year, measure="enrolment", value=1000)
            for year in (2024, 2025, 2026)
        ],
    )
    assert [line[:2] for line in missing(release, "college_enrolment")] == [
        ("early", 2025), ("early", 2026), ("late", 2026),
    ]  # fmt: skip
    assert value(release, 2024, "college_students")["value"] == 1000


def test_training_of_a_year_under_way_is_not_the_year(tmp_path: Path) -> None:
    def trained(year: int, persons: float) -> dict[str, Any]:
        return row(
            "district",
            unit_id=AREA,
            target_group="veterans",
            training_type="job_skill",
            certificate_level="total",
            year=year,
            measure="person_times",
            value=persons,
        )

    rows = [trained(2025, 800), trained(2026, 300)]
    under_way, over = (
        returns(tmp_path, date(2026, 6, 30), training=rows),
        returns(tmp_path, date(2026, 12, 31), training=rows),
    )
    line = value(under_way, 2026, "training_person_times")
    assert (line["symbol"], line["so_far"]) == ("not_published", 300)
    assert value(under_way, 2025, "training_person_times")["value"] == 800
    assert value(over, 2026, "training_person_times")["value"] == 300


def test_another_district_owes_nothing_for_this_one(tmp_path: Path) -> None:
    rows = [students("a", 2025, 100), students("a", 2026, 110), {**students("x", 2025, 70), "area": "500153"}]
    release = returns(tmp_path, enrolment=rows)
    assert missing(release) == []
    assert missing(Returns(release.snapshot)) == []
    assert value(release, 2026)["value"] == 110


@pytest.mark.parametrize("general", ["a-general", "z-general"])
def test_a_new_school_known_from_another_table_owes_its_students_whoever_comes_first(
    tmp_path: Path, general: str
) -> None:
    """The row it is missing is like that of another vocational school, wherever a general one stands in the list."""
    rows = [
        line
        for year in (2025, 2026)
        for line in (students("m", year, 100), students(general, year, 60, "total", level="general_high"))
    ]
    release = returns(
        tmp_path,
        enrolment=rows,
        teachers=[teachers("m", 2025), teachers("m", 2026), teachers("new", 2026)],
    )
    assert missing(release) == [("new", 2026, "enrolment", "not_reported", "total")]
    line = value(release, 2026)
    assert (line["symbol"], line["so_far"], line["units"]) == ("not_reported", 100, 2)


def test_a_part_of_what_the_only_unit_reports_is_said_to_be_a_part(tmp_path: Path) -> None:
    def trained(group: str, year: int, persons: float) -> dict[str, Any]:
        return row(
            "district",
            unit_id=AREA,
            target_group=group,
            training_type="job_skill",
            certificate_level="total",
            year=year,
            measure="person_times",
            value=persons,
        )

    rows = [trained("veterans", 2025, 800), trained("disabled", 2025, 100), trained("veterans", 2026, 900)]
    release = returns(tmp_path, date(2027, 1, 15), training=rows)
    whole, part = points(series(release, "training_person_times"))
    assert (whole.value, whole.partial) == (900, None)
    assert part.value is None
    assert part.partial is not None
    assert (part.partial.units, part.partial.reported, part.partial.so_far) == (1, 0, 900)
