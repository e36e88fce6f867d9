"""Land, buildings, equipment, books and teachers of each school as its students grow, against what a standard asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.conditions import Need
from core.plan_files import Words
from core.scenario.history import usual
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

Resource = tuple[str, str]
Cells = Mapping[str, Mapping[int, Mapping[Resource, float | None]]]
"""What each school returned, by school, year and resource: None where not reported, absent where it has no row."""


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
    """The years ahead. `meets` (years, schools, runs): whether a school meets every threshold that can be carried on.

    `students` (years, schools), `have` and `need` (years, resources, schools) are those of the first run.
    """

    meets: Flags
    students: Floats
    have: Floats
    need: Floats


TOLERANCE = 1e-9
"""How far below its need, relative to it, a school may lie through rounding alone."""


def ahead(start: Facilities, levers: Mapping[str, Floats], students: Floats, staff: Floats | None) -> Growth:
    """Each school keeps its part of the students; what is added goes to shortfalls first, the rest by students.

    `students` are those of all vocational schools, (years, runs). `staff`, of the same shape, are their full-time
    teachers for each one of today, None to hold them as they are: the two returns on teachers need not agree on the
    number, so only its growth is carried over. Fewer teachers in all means fewer in each school in proportion.
    """
    span, runs = students.shape
    share = start.share[:, None]
    added = np.zeros((len(start.resources), span, runs))
    for place, resource in enumerate(start.resources):
        if RESOURCES[resource]:
            added[place] = levers[RESOURCES[resource]]
        elif staff is not None:
            added[place] = np.diff(staff, axis=0, prepend=1.0) * start.have[place].sum()
    shape = (*start.have.shape, runs)
    now, need, lacking = np.empty(shape), np.empty(shape), np.empty(shape)
    now[:] = start.have[:, :, None]
    meets = np.empty((span, len(start.schools), runs), dtype=np.bool_)
    first = np.empty((2, span, *start.have.shape))
    first_students = np.empty((span, len(start.schools)))
    least, per_student = start.least[:, :, None], start.per_student[:, :, None]
    enough, smallest = 1 - TOLERANCE, start.smallest[:, None] * (1 - TOLERANCE)
    for year in range(span):
        each = share * (students[year] * start.part_of_all)
        np.multiply(per_student, each, out=need)
        np.maximum(need, least, out=need)
        _give(now, need, added[:, year], share, lacking)
        np.multiply(need, enough, out=lacking)
        (now >= lacking).all(axis=0, out=meets[year])
        meets[year] &= each >= smallest
        first[:, year] = now[:, :, 0], need[:, :, 0]
        first_students[year] = each[:, 0]
    return Growth(meets, first_students, *first)


def _give(have: Floats, need: Floats, added: Floats, share: Floats, lacking: Floats) -> None:
    """Add one year's `added` (resources, runs) to `have` in place: shortfalls first, the rest by `share`.

    A negative addition is taken in proportion to what is there. `lacking` is room to work in, of the shape of `have`.
    """
    fewer = added < 0
    if fewer.any():
        total = have.sum(axis=1)
        left = np.where(fewer, np.maximum(1.0 + added / np.where(total > 0, total, 1.0), 0.0), 1.0)
        have *= left[:, None]
        added = np.where(fewer, 0.0, added)
    np.subtract(need, have, out=lacking)
    np.maximum(lacking, 0.0, out=lacking)
    wanted = lacking.sum(axis=1)
    lacking *= (np.minimum(added, wanted) / np.where(wanted > 0, wanted, 1.0))[:, None]
    have += lacking
    np.multiply(np.maximum(added - wanted, 0.0)[:, None], share, out=lacking)
    have += lacking


def facilities(
    found: Sequence[School], incomplete: Sequence[Incomplete], year: int, everyone: float
) -> Facilities | None:
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


def levers_of(cells: Cells, declared: Declarations) -> tuple[Lever, ...]:
    """What is added a year: as in the middle one of the last years, since a building comes in one year of several."""
    return tuple(
        lever(declared.declared(id), *usual(additions(cells, resource), "added"))
        for resource, id in RESOURCES.items()
        if id
    )


def additions(cells: Cells, resource: Resource) -> dict[int, float]:
    """What all schools together have more of than the year before, in the unit of the resource, 0 or more.

    What a closed school had counts against what others took over from it, and a new school counts in full. A school
    that did not report the resource in one of the two years is left out of both: a gap is neither a loss nor a gain.
    """
    years = sorted({year for returned in cells.values() for year in returned})
    found: dict[int, float] = {}
    for year in years:
        both = [(returned.get(year - 1, {}), returned.get(year, {})) for returned in cells.values()]
        # Nothing at all of a resource in a year says nothing: the first year of returns did not build the schools.
        if not all(any(pair[side].get(resource) is not None for pair in both) for side in (0, 1)):
            continue
        change = 0.0
        for before, after in both:
            pair = [side.get(resource) if side else 0.0 for side in (before, after)]
            if pair[0] is not None and pair[1] is not None:
                change += pair[1] - pair[0]
        found[year] = max(change, 0.0)
    return found


def last_year(cells: Cells) -> int | None:
    """The last year any school reported its students."""
    found = (year for held in cells.values() for year, each in held.items() if each.get(STUDENTS) is not None)
    return max(found, default=None)
