"""What was reported of a year after the one a model starts in stands: no lever moves it, and what is ahead follows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.scenario.basis import Basis
from core.scenario.models import cohort_flow, teachers
from core.scenario.run import run
from core.scenario.uncertainty import draw
from tests.support.scenario_basis import DECLARATIONS, small

VOCATIONAL, ENTRANTS, GENERAL, GENERAL_ENTRANTS = cohort_flow.OF_ONE_YEAR


def known_later(series: dict[str, dict[int, float]]) -> Basis:
    """The small district, of which these values are known for 2026 beside all of the years before."""
    basis = small()
    assert basis.enrolment is not None
    before = {VOCATIONAL: 120.0, ENTRANTS: 40.0, GENERAL: 180.0, GENERAL_ENTRANTS: 60.0}
    whole = {id: {**dict.fromkeys((2023, 2024, 2025), value), **series.get(id, {})} for id, value in before.items()}
    start = cohort_flow.with_later_reports(basis.enrolment, whole, basis.levers)
    return replace(basis, enrolment=start, whole=whole)


def values(basis: Basis, id: str, **moved: float) -> tuple[int, list[float]]:
    """The first year of a path, and its first values."""
    path = run(basis, basis.values(moved)).paths[id]
    return path.first, path.values[:3, 0].tolist()


def test_students_reported_before_their_entrants_stand_and_what_is_ahead_follows_from_them() -> None:
    """124 in 2026, 40 of them new as ever: 40 + 40 r + 40 r² = 124 gives r = 1.033, so 40, 41.3 and 42.7 a cohort; of
    these 42.7 leave, then 41.3."""
    basis = known_later({VOCATIONAL: {2026: 124.0}})
    assert values(basis, VOCATIONAL) == (
        2027,
        [pytest.approx(121.319, abs=1e-3), pytest.approx(120), pytest.approx(120)],
    )
    assert values(basis, ENTRANTS) == (2026, [pytest.approx(40)] * 3)
    assert values(basis, GENERAL) == (2026, [pytest.approx(180)] * 3)
    first, shares = values(basis, "vocational_share")
    assert (first, shares[0]) == (2026, pytest.approx(124 / (124 + 180)))


def test_no_lever_moves_the_year_whose_students_were_reported() -> None:
    """Half of them enter vocational schools: of 2026 nothing changes but the general ones; ten more come in 2027."""
    basis = known_later({VOCATIONAL: {2026: 124.0}})
    moved = {"vocational_entrant_share": 0.5}
    first, ahead = values(basis, VOCATIONAL, **moved)
    assert (first, ahead[0]) == (2027, pytest.approx(131.319, abs=1e-3))
    assert values(basis, ENTRANTS, **moved) == (2026, [pytest.approx(40), pytest.approx(50), pytest.approx(50)])
    assert values(basis, "turned_away", **moved)[1] == [pytest.approx(0)] * 3


def test_entrants_reported_before_the_students_are_the_first_year_of_them() -> None:
    """46 instead of 40 entrants: 126 students for three years, then 120 again."""
    basis = known_later({ENTRANTS: {2026: 46.0}, GENERAL_ENTRANTS: {2026: 54.0}})
    assert values(basis, VOCATIONAL) == (2026, [pytest.approx(126)] * 3)
    assert values(basis, GENERAL) == (2026, [pytest.approx(174)] * 3)
    assert values(basis, ENTRANTS) == (2027, [pytest.approx(40)] * 3)
    assert values(basis, "vocational_share_of_entrants")[1][0] == pytest.approx(0.46)


def test_a_model_errs_from_the_first_year_that_is_not_reported() -> None:
    """One year ahead in 2027 as it is in 2026 without the report, relative to the value."""
    (later, plain) = (
        draw(basis, basis.defaults, draws=200, indicators=(VOCATIONAL,)).fans[VOCATIONAL]
        for basis in (known_later({VOCATIONAL: {2026: 120.0}}), known_later({}))
    )
    assert (later.first, plain.first) == (2027, 2026)
    assert len(later.median) == len(plain.median) - 1
    fixed = [lever for lever in small().levers if lever.plausible[0] < lever.plausible[1]]
    assert fixed  # the levers vary, too: of a year reported they move nothing
    width = later.band(0.8)[1][0] - later.band(0.8)[0][0]
    assert 0 < width < later.band(0.8)[1][1] - later.band(0.8)[0][1]


def test_teachers_reported_later_stand_each_for_itself() -> None:
    """A tenth leaves, ten come, a fifth of the others is certified a year; of 2026 the specialised ones are known."""
    series = {
        "full_time_teachers": {2024: 100.0, 2025: 100.0},
        "specialised_teachers": {2024: 50.0, 2025: 50.0, 2026: 60.0},
        "dual_qualified_teachers": {2024: 20.0, 2025: 20.0},
    }
    start = teachers.teachers(series, DECLARATIONS)
    assert start is not None
    assert (start.year, start.later) == (2025, {"specialised_teachers": {2026: 60.0}})
    levers = {"teacher_attrition": 0.1, "teachers_hired": 10.0, "certification_rate": 0.2}
    staff = teachers.project(start, {id: np.array([value]) for id, value in levers.items()})
    assert staff.full_time[:2, 0] == pytest.approx([100, 100])
    assert staff.specialised[:2, 0] == pytest.approx([60, 60 * 0.9 + 10 * start.specialised_of_hired])
    assert staff.dual_qualified[:2, 0] == pytest.approx([23.4, (23.4 + 0.2 * (60 - 23.4)) * 0.9])


def test_of_years_before_the_last_report_one_that_was_not_reported_changes_nothing() -> None:
    """2027 is known and 2026 is not: what is ahead begins in 2028, from 126 students of 2027."""
    basis = known_later({VOCATIONAL: {2027: 126.0}})
    first, ahead = values(basis, VOCATIONAL)
    # 40 + 40 r + 40 r² = 126: r = 1.0492, so 40, 41.97 and 44.03; a year on 40, 40 and 41.97.
    assert (first, ahead[0]) == (2028, pytest.approx(121.968, abs=1e-3))
