"""Which years are owed, counted and complete: the rules on rows written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from core.queries.completeness.newest_complete_year import newest_complete_year
from core.queries.completeness.owed_returns import Register, ReportedCell, missing_cells
from core.queries.indicators import newest_year_counted
from tests.support.rounds.handmade_returns import missing, returns, students, teachers


def test_a_school_owes_graduates_in_its_third_year_after_the_first_return_and_not_before() -> None:
    years = range(2021, 2026)
    rows = [ReportedCell("x", "a", "", "", "graduates", year, counts=True, applies=True) for year in years]
    rows.append(ReportedCell("x", "b", "", "", "enrolment", 2021, counts=True, applies=True))
    register = Register({("x", unit): [(date(2021, 9, 1), None)] for unit in "ab"})
    owed = missing_cells(rows, {}, register, parts=False)
    assert [(cell.unit_id, cell.year) for cell in owed if cell.measure == "graduates"] == [("b", 2024), ("b", 2025)]


def test_a_year_nobody_reported_is_owed_by_those_who_reported_the_year_before_not_by_the_district_beside_them() -> None:
    rows = [ReportedCell("x", "a", "", "", "enrolment", year, counts=True, applies=True) for year in (2021, 2024)]
    rows.append(ReportedCell("x", "x", "", "", "graduates", 2021, counts=True, applies=True))
    register = Register({("x", unit): [(date(2020, 9, 1), None)] for unit in "ax"})
    owed = missing_cells(rows, {}, register, parts=False)
    assert [(cell.unit_id, cell.measure, cell.year) for cell in owed] == [
        ("a", "enrolment", year) for year in (2022, 2023)
    ]


def test_a_year_that_is_asked_for_is_owed_by_those_who_reported_the_newest_one_before() -> None:
    reported = [("a", "enrolment"), ("x", "entrants")]  # x is the district as one unit
    rows = [ReportedCell("x", unit, "", "", measure, 2024, counts=True, applies=True) for unit, measure in reported]
    register = Register({("x", unit): [(date(2020, 9, 1), None)] for unit in "ax"})
    owed = missing_cells(rows, {}, register, parts=False, asked_for=2026)
    assert [(cell.unit_id, cell.measure, cell.year) for cell in owed] == [(*one, 2026) for one in reported]


@pytest.mark.parametrize(
    ("rows", "newest"),
    [
        ([(2024, 5.0, None), (2025, 6.0, None)], 2025),
        ([(2024, 5.0, None), (2025, 6.0, None), (2025, None, "not_reported")], 2024),
        ([(2024, 5.0, None), (2025, 6.0, None), (2025, None, "not_published")], 2024),
        ([(2024, 5.0, None), (2025, 6.0, None), (2025, None, "suppressed")], 2025),
        ([(2024, 5.0, None), (2024, None, "not_reported")], 2024),
        ([(2025, 6.0, None), (2025, None, "not_reported"), (2026, None, "not_reported")], 2025),
        ([(2025, None, "not_reported")], None),
    ],
)
def test_the_newest_year_is_one_of_which_everything_came_if_there_is_any(
    rows: list[tuple[int, float | None, str | None]], newest: int | None
) -> None:
    assert newest_complete_year(pd.DataFrame(rows, columns=["year", "value", "symbol"])) == newest


@pytest.mark.parametrize(
    ("indicator", "day", "year"),
    [
        ("secondary_vocational_enrolment", date(2026, 8, 31), 2025),
        ("secondary_vocational_enrolment", date(2026, 9, 1), 2026),
        ("training_persons", date(2026, 12, 30), 2025),
        ("training_persons", date(2026, 12, 31), 2026),
        ("junior_graduates", date(2026, 12, 30), 2025),
        ("junior_graduates", date(2026, 12, 31), 2026),
        ("no_such_indicator", date(2026, 12, 31), None),
    ],
)
def test_a_year_counts_from_the_day_on_which_it_is_counted(indicator: str, day: date, year: int | None) -> None:
    assert newest_year_counted(indicator, day) == year


def test_a_year_is_filled_in_only_when_that_is_asked_for(tmp_path: Path) -> None:
    release = returns(tmp_path, enrolment=[students("a", 2025, 100)], teachers=[teachers("a", 2026)])
    assert missing(release) == []
    assert missing(replace(release, filled=True)) == [("a", 2026, "enrolment", "", "71")]
