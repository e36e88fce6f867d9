"""Schools carried through the years, many runs at once, against a plain calculation of one school after another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from core.scenario.models import facilities, teachers
from core.scenario.models.facilities import Facilities, School
from core.toml_entries import Words
from tests.support.scenario_basis import DECLARATIONS

Floats = npt.NDArray[np.float64]
LAND, BOOKS = ("conditions", "campus_area"), ("conditions", "books")
TEACHERS = ("conditions", "full_time_teachers")
RESOURCES = (LAND, BOOKS, TEACHERS)
YEARS, RUNS = 4, 5


def drawn(seed: int) -> tuple[Facilities, dict[str, Floats], Floats, Floats]:
    """Three schools with about what they need, levers, and students and staff that rise and fall."""
    random = np.random.default_rng(seed)
    share = random.dirichlet([4.0, 3.0, 2.0])
    per_student = np.array([[10.0] * 3, [30.0] * 3, [0.05] * 3])
    need = per_student * 600.0 * share
    start = Facilities(
        2025,
        tuple(School(id, Words(zh=id, en=id), 100.0, {}, ()) for id in "abc"),
        RESOURCES,
        need * random.uniform(0.9, 1.6, (3, 3)),
        need * random.choice([0.0, 0.8, 1.05], (3, 3)),
        per_student,
        share,
        0.6,
        np.array([0.0, 150.0, 0.0]),
    )
    levers = {
        "land_per_year": random.choice([0.0, 150.0, 900.0], RUNS),
        "books_per_year": random.choice([0.0, 500.0, 2500.0], RUNS),
    }
    students = 1000.0 * random.uniform(0.7, 1.4, (YEARS, RUNS))
    staff = random.choice([1.0, 0.97, 1.05, 0.6], (YEARS, RUNS))
    return start, levers, students, staff


def plainly(
    start: Facilities, levers: dict[str, Floats], students: Floats, staff: Floats, run: int
) -> tuple[list[list[bool]], list[list[list[float]]]]:
    """Who meets everything by year and school, and what each has by year, resource and school."""
    have = start.have.tolist()
    met, held_by_year = [], []
    before = 1.0
    for year in range(YEARS):
        here = [students[year, run] * start.part_of_all * part for part in start.share]
        added = [levers["land_per_year"][run], levers["books_per_year"][run]]
        added.append((staff[year, run] - before) * start.have[2].sum())
        before = staff[year, run]
        enough = [count >= least * (1 - 1e-9) for count, least in zip(here, start.smallest, strict=True)]
        for place in range(3):
            needs = [max(start.least[place][s], start.per_student[place][s] * here[s]) for s in range(3)]
            if added[place] < 0:  # what is taken away is taken in proportion
                left = max(0.0, 1 + added[place] / sum(have[place]))
                have[place] = [amount * left for amount in have[place]]
            lacking = [max(0.0, need - amount) for need, amount in zip(needs, have[place], strict=True)]
            given = min(max(added[place], 0.0), sum(lacking))
            rest = max(0.0, added[place] - sum(lacking))
            for s in range(3):
                have[place][s] += (given * lacking[s] / sum(lacking) if given else 0.0) + rest * start.share[s]
                enough[s] &= have[place][s] >= needs[s] * (1 - 1e-9)
        met.append([bool(verdict) for verdict in enough])
        held_by_year.append([list(row) for row in have])
    return met, held_by_year


@pytest.mark.parametrize("seed", range(12))
def test_many_runs_at_once_judge_each_run_as_it_would_be_alone(seed: int) -> None:
    start, levers, students, staff = drawn(seed)
    growth = facilities.project(start, levers, students, staff)
    for run in range(RUNS):
        met, amounts = plainly(start, levers, students, staff, run)
        assert growth.meets[:, :, run].tolist() == met
        one = facilities.project(
            start, {id: values[run : run + 1] for id, values in levers.items()}, students[:, [run]], staff[:, [run]]
        )
        assert one.meets[:, :, 0].tolist() == met
        assert one.have == pytest.approx(np.array(amounts))
    _, first = plainly(start, levers, students, staff, 0)
    assert growth.have == pytest.approx(np.array(first))
    assert growth.students == pytest.approx(students[:, :1] * 0.6 * start.share)
    needs = np.maximum(start.least, start.per_student * growth.students[:, None, :])
    assert growth.need == pytest.approx(needs)
    assert facilities.meets(start, levers, students, staff).tolist() == growth.meets.tolist()


def test_without_a_projection_of_teachers_each_school_keeps_its_own() -> None:
    start, levers, students, _ = drawn(1)
    growth = facilities.project(start, levers, students, None)
    assert growth.have[:, 2] == pytest.approx(np.repeat(start.have[2][None], YEARS, axis=0))
    same = facilities.project(start, levers, students, np.ones((YEARS, RUNS)))
    assert growth.meets.tolist() == same.meets.tolist()


def test_a_school_with_nothing_of_one_resource_has_nothing_when_another_is_taken_away() -> None:
    start, levers, students, _ = drawn(0)
    start = replace(start, have=start.have * np.array([[1.0], [0.0], [1.0]]), smallest=np.zeros(3))
    levers["books_per_year"] = np.zeros(RUNS)
    falling = np.linspace(0.9, 0.6, YEARS)[:, None] * np.ones((1, RUNS))
    growth = facilities.project(start, levers, students, falling)
    assert growth.have[:, 1].tolist() == [[0.0] * 3] * YEARS
    assert growth.have[:, 2] == pytest.approx(falling[:, :1] * start.have[2])
    assert not growth.meets.any()


def test_among_teachers_of_whom_nobody_is_full_time_no_share_is_specialised() -> None:
    series = dict(zip(teachers.NEEDED, ({2025: 0.0}, {2025: 5.0}, {2025: 2.0}), strict=True))
    start = teachers.teachers(series, DECLARATIONS)
    assert start == teachers.Teachers(2025, 0.0, 5.0, 2.0, 0.0)
    series[teachers.NEEDED[0]] = {2025: 20.0}
    assert teachers.teachers(series, DECLARATIONS) == teachers.Teachers(2025, 20.0, 5.0, 2.0, 0.25)
