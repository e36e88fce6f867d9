"""What the returns of one college say: since when it can have students, its intakes, who stays, how fast it filled."""

from __future__ import annotations

from datetime import date
from math import exp, inf
from typing import Any

import numpy as np
import pytest

from core.annual_series import SeriesError, SeriesProblem
from core.datasets import CollegeStage
from core.scenario.models.college_history import College, fill_speed, intakes, retention_of
from core.scenario.models.grade_progression import progression_rates, smoothed
from core.scenario.models.growth_curve import FINE, FLATTEST, PATIENCE, SATURATING_EXPONENTIAL, SPEEDS, STARTS
from core.toml_entries import Words
from tests.support.scenario_basis import DECLARATIONS

NAME = Words(zh="高校", en="College")


def college(opened: int | None = 2020, **changes: Any) -> College:
    """A vocational college of three years with 3,000 places."""
    reached = {} if opened is None else {CollegeStage.ENROLLING: date(opened, 9, 1)}
    given: dict[str, Any] = {"places": 3000.0, "entrants": {}, "students": {}, **changes}
    return College("a", NAME, "vocational_college", reached, {}, **given)


def filling(speed: float, years: range, full: float = 1000.0) -> dict[int, float]:
    """Entrants from the first autumn, 2020, on."""
    return {year: full * (1 - exp(-speed * (year - 2019))) for year in years}


@pytest.mark.parametrize(
    ("opened", "entrants", "students", "started"),
    [
        (None, {}, {}, None),
        (2020, {}, {}, 2020),
        (2020, {2018: 0.0, 2019: 5.0}, {}, 2019),
        (2020, {2021: 5.0}, {2018: 1.0}, 2018),
        (None, {2019: 0.0}, {2019: 0.0}, None),
        (None, {2022: 1.0}, {2023: 1.0}, 2022),
    ],
)
def test_a_college_can_have_students_since_it_opened_or_first_reported_some(
    opened: int | None, entrants: dict[int, float], students: dict[int, float], started: int | None
) -> None:
    assert college(opened, entrants=entrants, students=students).started == started


@pytest.mark.parametrize(
    ("year", "count", "expected"),
    [
        (2021, 2, [120.0, 100.0]),
        (2021, 3, [120.0, 100.0, 0.0]),
        (2020, 3, [100.0, 0.0, 0.0]),
        (2019, 2, [0.0, 0.0]),
        (2023, 3, [90.0]),
        (2022, 3, []),
        (2024, 2, [90.0, 90.0]),  # of 2024 only the students may be known: the last entrants known stand in
        (2023, 0, []),
    ],
)
def test_intakes_go_back_to_the_opening_or_the_first_gap(year: int, count: int, expected: list[float]) -> None:
    assert intakes(college(entrants={2020: 100.0, 2021: 120.0, 2023: 90.0}), year, count) == expected


def test_without_a_start_an_unknown_intake_is_a_gap() -> None:
    assert intakes(college(None), 2023, 3) == []


@pytest.mark.parametrize(
    ("entrants", "students", "rate"),
    [
        ({2020: 100.0, 2021: 120.0}, {2021: 210.0}, 0.9),  # 120 + 0.9 · 100
        ({2020: 100.0, 2021: 120.0, 2022: 50.0}, {2022: 135.0}, 0.5),  # 50 + 0.5 · 120 + 0.25 · 100
        ({2020: 100.0}, {2020: 100.0}, None),
        ({2020: 100.0, 2022: 50.0}, {2022: 110.0}, None),
        ({2020: 100.0, 2021: 120.0}, {}, None),
    ],
)
def test_who_stays_is_told_by_students_of_two_intakes_or_more(
    entrants: dict[int, float], students: dict[int, float], rate: float | None
) -> None:
    result = retention_of(college(entrants=entrants, students=students), DECLARATIONS)
    assert result == (None if rate is None else pytest.approx(rate))


@pytest.mark.parametrize(
    ("years", "opened", "speed", "expected"),
    [
        (range(2020, 2023), 2020, 0.5, 0.5),
        (range(2020, 2022), 2020, 0.5, None),  # two points say nothing
        (range(2021, 2025), 2020, 0.5, None),  # the first autumn is not known
        (range(2020, 2025), None, 0.5, None),
        (range(2020, 2026), 2020, 2.0, 2.0),
        (range(2020, 2026), 2020, 0.051, 0.051),
        (range(2020, 2026), 2020, 0.049, None),
        (range(2020, 2026), 2020, 9.9, 9.9),
        (range(2020, 2026), 2020, 10.1, None),
    ],
)
def test_the_speed_of_filling_is_read_from_three_intakes_or_more(
    years: range, opened: int | None, speed: float, expected: float | None
) -> None:
    result = fill_speed(college(opened, entrants=filling(speed, years)), DECLARATIONS)
    assert result == (None if expected is None else pytest.approx(expected, rel=1e-4))


def test_who_leaves_makes_room_so_the_full_intake_is_the_larger() -> None:
    # Half stay from year to year: 3,000 places hold 1,714 entrants with half and a quarter of those before.
    entrants = filling(0.5, range(2020, 2024), 3000 / 1.75)
    students = {2023: entrants[2023] + entrants[2022] / 2 + entrants[2021] / 4}
    one = college(entrants=entrants, students=students)
    assert retention_of(one, DECLARATIONS) == pytest.approx(0.5)
    assert fill_speed(one, DECLARATIONS) == pytest.approx(0.5, rel=1e-4)


def test_without_places_there_is_no_speed_of_filling() -> None:
    entrants = filling(0.5, range(2020, 2024))
    assert fill_speed(college(entrants=entrants, places=None), DECLARATIONS) is None
    assert fill_speed(college(entrants=entrants, places=0.0), DECLARATIONS) is None


def test_returns_before_the_opening_do_not_count_for_the_speed() -> None:
    entrants = {2018: 400.0, **filling(0.5, range(2020, 2024))}
    assert fill_speed(college(entrants=entrants), DECLARATIONS) == pytest.approx(0.5, rel=1e-4)


def test_one_row_of_rates_gives_one_number_and_several_give_one_each() -> None:
    assert np.shape(smoothed([1.0, 2.0])) == ()
    assert np.shape(smoothed([[1.0], [2.0]])) == (1,)
    assert np.shape(smoothed([[1.0, 3.0], [2.0, 4.0]])) == (2,)


@pytest.mark.parametrize(("grade", "field", "next_grade"), [(0, "first", "second"), (1, "second", "third")])
def test_a_grade_of_nobody_names_the_rate_it_would_be_the_denominator_of(
    grade: int, field: str, next_grade: str
) -> None:
    rows = [[10.0, 10.0, 10.0], [10.0, 10.0, 10.0], [1.0, 1.0, 1.0]]
    rows[1][grade] = 0.0
    with pytest.raises(SeriesError) as caught:
        progression_rates(rows, grades=("first", "second", "third"))
    assert (caught.value.problem, caught.value.field, caught.value.row) == (SeriesProblem.OUTSIDE_LIMITS, field, 2)
    assert caught.value.values == {"found": 0.0, "low": 0.0, "high": inf, "denominator_of": next_grade}


def test_start_values_cover_slow_and_sudden_curves_and_a_curve_is_shown_by_its_formula() -> None:
    assert (len(SPEEDS), *SPEEDS[[0, -1]]) == (36, pytest.approx(0.05), pytest.approx(200))
    assert (STARTS, PATIENCE, FLATTEST, FINE) == (5, 60, 1e-4, 1e-15)
    assert repr(SATURATING_EXPONENTIAL) == (
        "GrowthCurve(name='saturating_exponential', formula='y=b1*(1-exp(-b2*x))', size=2)"
    )
