"""Schools carried through the years, many runs at once, against a plain calculation of one school after another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from core.scenario.models import facilities, teachers
from core.scenario.models.facilities import TOLERANCE, Facilities, School
from core.scenario.run import run
from core.toml_entries import Words
from tests.support.scenario_basis import DECLARATIONS, demonstration_basis

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
    for place in range(RUNS):
        met, amounts = plainly(start, levers, students, staff, place)
        assert growth.meets[:, :, place].tolist() == met
        alone = {id: values[place : place + 1] for id, values in levers.items()}
        one = facilities.project(start, alone, students[:, [place]], staff[:, [place]])
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
    # With a ten-thousandth of the teachers, less than one in all, as many leave in proportion.
    start = replace(start, have=start.have * np.array([[1.0], [0.0], [1e-4]]), smallest=np.zeros(3))
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


def naive(start: Facilities, levers: dict[str, float], students: list[float], staff: list[float]) -> list[list[bool]]:
    """Schools one by one, resource by resource, as the method is written down."""
    have = [list(row) for row in start.have.tolist()]
    before = [sum(row) for row in have]
    meets = []
    for year, everyone in enumerate(students):
        here = [share * everyone * start.part_of_all for share in start.share.tolist()]
        met = [number >= least * (1 - TOLERANCE) for number, least in zip(here, start.smallest.tolist(), strict=True)]
        for row, resource in enumerate(start.resources):
            need = [
                max(least, per * number)
                for least, per, number in zip(
                    start.least[row].tolist(), start.per_student[row].tolist(), here, strict=True
                )
            ]
            if facilities.RESOURCES[resource]:
                more = levers[facilities.RESOURCES[resource]]
            else:
                more = (staff[year] - (1.0 if year == 0 else staff[year - 1])) * before[row]
            total = sum(have[row])
            if more < 0:
                have[row] = [amount * max(1 + more / total, 0) if total else 0.0 for amount in have[row]]
                more = 0.0
            lacking = [max(wanted - amount, 0.0) for wanted, amount in zip(need, have[row], strict=True)]
            wanted = sum(lacking)
            part = min(more / wanted, 1.0) if wanted else 0.0
            rest = max(more - wanted, 0.0)
            for school, share in enumerate(start.share.tolist()):
                have[row][school] += part * lacking[school] + rest * share
                met[school] = met[school] and have[row][school] >= need[school] * (1 - TOLERANCE)
        meets.append(met)
    return meets


@pytest.mark.parametrize("release", ["2019-09-01", "2025-12-31"])
def test_following_only_what_can_be_lacking_gives_what_following_every_school_gives(release: str) -> None:
    basis = demonstration_basis(release)
    start = basis.facilities
    assert start is not None
    random = np.random.default_rng(1)
    low, high = (np.array([getattr(lever, end) for lever in basis.levers]) for end in ("low", "high"))
    rows = basis.defaults + random.uniform(-0.2, 0.2, (60, len(low))) * (high - low)
    rows = np.clip(rows, low, high)
    rows[0] = basis.defaults
    paths = run(basis, rows).paths
    students = paths["secondary_vocational_enrolment"].values[-len(start.years) :]
    assert basis.teachers is not None
    staff = paths["full_time_teachers"].values[-len(start.years) :] / basis.teachers.full_time
    growth = run(basis, rows).growth
    assert growth is not None
    columns = {lever.id: rows[:, place] for place, lever in enumerate(basis.levers)}
    assert np.array_equal(growth.meets, facilities.meets(start, columns, students, staff))
    for run_place in range(len(rows)):
        levers = {id: float(column[run_place]) for id, column in columns.items()}
        expected = naive(start, levers, students[:, run_place].tolist(), staff[:, run_place].tolist())
        assert growth.meets[:, :, run_place].tolist() == expected, run_place
    assert 0 < growth.meets.mean() < 1
