"""Land, buildings, equipment, books and teachers of each school as its students grow, against what a standard asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.conditions import Need
from core.plan_files import Words
from core.scenario.history import Yearly, last, latest
from core.scenario.levers import LAST_YEAR, Declarations, Lever, lever

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

RESOURCES: dict[tuple[str, str], str] = {
    ("conditions", "campus_area"): "land_per_year",
    ("conditions", "building_area"): "buildings_per_year",
    ("conditions", "equipment_value"): "equipment_per_year",
    ("conditions", "books"): "books_per_year",
    ("conditions", "full_time_teachers"): "",
    ("teachers", "full_time"): "",
}
"""What a school has, by dataset and measure, and the lever that adds to it; teachers come from their own model."""
STUDENTS = ("conditions", "students")


@dataclass(frozen=True, slots=True)
class School:
    """One school in the last year of its returns: what it has by resource, and what its standard asks."""

    unit_id: str
    name: Words
    students: float
    has: Mapping[tuple[str, str], float]
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A school that cannot be carried on: the measures it did not report."""

    unit_id: str
    name: Words
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Facilities:
    """The schools in `year`. `have` and both kinds of need have the shape (resources, schools).

    A school needs max(`least`, `per_student` × students) of a resource; zero where its standard asks nothing. `share`
    is each school's part of all students of the schools here, and `part_of_all` theirs of the district's, both fixed.
    """

    year: int
    schools: tuple[School, ...]
    resources: tuple[tuple[str, str], ...]
    have: Floats
    least: Floats
    per_student: Floats
    share: Floats
    part_of_all: float
    smallest: Floats
    incomplete: tuple[Incomplete, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.year + 1, LAST_YEAR + 1))


@dataclass(frozen=True, slots=True, eq=False)
class Growth:
    """The years ahead: `students` of the shape (runs, years, schools), `have` and `need` (runs, years, resources,
    schools), `meets` (runs, years, schools): whether a school meets every threshold that can be carried on."""

    students: Floats
    have: Floats
    need: Floats
    meets: Flags


TOLERANCE = 1e-9
"""How far below its need, relative to it, a school may lie through rounding alone."""


def ahead(start: Facilities, levers: Mapping[str, Floats], students: Floats, full_time: Floats | None) -> Growth:
    """Each school keeps its part of the students; what is added goes to shortfalls first, the rest by students.

    `students` are those of all vocational schools, (runs, years); `full_time` the teachers of all, of the same shape,
    None to hold them as they are. Fewer teachers in all means fewer in each school in proportion.
    """
    runs, span = students.shape
    each = students[:, :, None] * (start.part_of_all * start.share)
    need = np.maximum(start.least, start.per_student * each[:, :, None, :])
    added = np.zeros((runs, span, len(start.resources)))
    for place, resource in enumerate(start.resources):
        if RESOURCES[resource]:
            added[:, :, place] = levers[RESOURCES[resource]][:, None]
        elif full_time is not None:
            today = np.full((runs, 1), start.have[place].sum() / start.part_of_all)
            before = np.concatenate((today, full_time[:, :-1]), axis=1)
            added[:, :, place] = (full_time - before) * start.part_of_all
    have = np.empty_like(need)
    now = np.broadcast_to(start.have, (runs, *start.have.shape))
    for year in range(span):
        now = _given(now, need[:, year], added[:, year, :, None], start.share)
        have[:, year] = now
    held = (have >= need * (1 - TOLERANCE)).all(axis=2) & (each >= start.smallest * (1 - TOLERANCE))
    return Growth(each, have, need, held)


def _given(have: Floats, need: Floats, added: Floats, share: Floats) -> Floats:
    """One year's addition (runs, resources, 1), to the shortfalls first; a negative one is taken in proportion."""
    lacking = np.maximum(need - have, 0.0)
    wanted = lacking.sum(axis=-1, keepdims=True)
    total = have.sum(axis=-1, keepdims=True)
    covered = np.minimum(added, wanted)
    filled = have + lacking * np.where(wanted > 0, covered / np.where(wanted > 0, wanted, 1.0), 0.0)
    filled += np.maximum(added - wanted, 0.0) * share
    fewer = have * np.maximum(1.0 + added / np.where(total > 0, total, 1.0), 0.0)
    result: Floats = np.where(added < 0, fewer, filled)
    return result


def facilities(found: Sequence[School], incomplete: Sequence[Incomplete], year: int, everyone: float) -> Facilities | None:
    """The schools that reported everything their standard asks about, as one table; None without any.

    `everyone` are the students of all vocational schools in `year`, those of incomplete schools included.
    """
    students = np.array([each.students for each in found])
    if not len(found) or year >= LAST_YEAR or not students.sum() > 0:
        return None
    resources = tuple(one for one in RESOURCES if any(need.resource == one for each in found for need in each.needs))
    shape = (len(resources), len(found))
    have, least, per_student, smallest = np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(len(found))
    for column, school in enumerate(found):
        for row, resource in enumerate(resources):
            have[row, column] = school.has.get(resource, 0.0)
        for need in school.needs:
            if need.resource == STUDENTS:
                smallest[column] = max(smallest[column], need.least)
            elif need.resource in resources:
                row = resources.index(need.resource)
                least[row, column] = max(least[row, column], need.least)
                per_student[row, column] = max(per_student[row, column], need.per_student)
    all_students = max(everyone, float(students.sum()))
    return Facilities(
        year,
        tuple(found),
        resources,
        have,
        least,
        per_student,
        students / students.sum(),
        float(students.sum() / all_students),
        smallest,
        tuple(incomplete),
    )


def levers_of(totals: Mapping[tuple[str, str], Yearly], declared: Declarations) -> tuple[Lever, ...]:
    """What is added a year; none on the current course, at most as much as in the best of the last years plausibly."""
    result = []
    for resource, id in RESOURCES.items():
        if not id:
            continue
        series = totals.get(resource, {})
        grown = {year: max(series[year] - series[year - 1], 0.0) for year in sorted(series) if year - 1 in series}
        result.append(lever(declared.declared(id), *latest(grown, "added")))
    return tuple(result)


def last_year(totals: Mapping[tuple[str, str], Yearly]) -> int | None:
    """The last year any school reported its students."""
    return last(totals.get(STUDENTS, {}))
