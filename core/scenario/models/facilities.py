"""Land, buildings, equipment, books and teachers of each school as its students grow, against what a standard asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.conditions import ResourceNeed
from core.datasets import Symbol
from core.scenario.history import typical_value
from core.scenario.levers import LAST_YEAR, Declarations, Lever, lever
from core.toml_entries import Words

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
    """One school in the last year of its returns: what it has by resource, and what its standard asks. `unread` names
    what it asks besides and no copy read shows: with any, nobody can say that the school meets all."""

    unit_id: str
    name: Words
    students: float
    has: Mapping[tuple[str, str], float]
    needs: tuple[ResourceNeed, ...]
    unread: tuple[Words, ...] = ()


class MissingMeasure(NamedTuple):
    """A measure a school did not give, and why; None: it has no row of it."""

    measure: str
    symbol: Symbol | None


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A school that cannot be carried on: the measures it did not give."""

    unit_id: str
    name: Words
    lacking: tuple[MissingMeasure, ...]


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

    def last_years(self, years: int) -> Growth:
        """The same without its first years, so many left."""
        first = len(self.students) - years
        return Growth(self.meets[first:], self.students[first:], self.have[first:], self.need[first:])


TOLERANCE = 1e-9
"""How far below its need, relative to it, a school may lie through rounding alone."""


def project(start: Facilities, levers: Mapping[str, Floats], students: Floats, staff: Floats | None) -> Growth:
    """Each school keeps its part of the students; what is added goes to shortfalls first, the rest by students.

    `students` are those of all vocational schools, (years, runs). `staff`, of the same shape, are their full-time
    teachers for each one of today, None to hold them as they are: the two returns on teachers need not agree on the
    number, so only its growth is carried over. Fewer teachers in all means fewer in each school in proportion.
    """
    have, need = first_run = np.empty((2, len(students), *start.have.shape))
    students_here = students[:, :1] * start.part_of_all
    added = _added(start, {id: column[:1] for id, column in levers.items()}, staff, students_here.shape)
    everything = _carried(start, slice(None), students_here, np.stack(added, axis=1), first_run)
    met = meets(start, levers, students, staff) if students.shape[1] > 1 else everything & _large(start, students_here)
    return Growth(met, start.share * students_here, have, need)


def meets(start: Facilities, levers: Mapping[str, Floats], students: Floats, staff: Floats | None) -> Flags:
    """`Growth.meets` alone, shape (years, schools, runs), for many runs at once.

    A school never has less than now, but for teachers who leave, in proportion. Where that covers the largest need of
    all years nothing is ever lacking, so a resource is only followed in the other runs.
    """
    here = students * start.part_of_all
    added = _added(start, levers, staff, here.shape)
    met = _large(start, here)
    most = here.max(axis=0)
    for place, resource in enumerate(start.resources):
        largest = np.maximum((start.per_student[place] * start.share)[:, None] * most, start.least[place][:, None])
        kept = start.have[place][:, None]
        if not RESOURCES[resource]:
            kept = kept * _least_left(start.have[place].sum(), added[place])
        some = np.flatnonzero((largest > kept).any(axis=0))
        if 2 * len(some) > len(most):  # picking runs out costs more than it saves
            met &= _carried(start, slice(place, place + 1), here, added[place][:, None])
        elif len(some):
            picked = here[:, some], added[place][:, None, some]
            met[..., some] &= _carried(start, slice(place, place + 1), *picked)
    return met


def _large(start: Facilities, here: Floats) -> Flags:
    """Whether each school has the students its standard asks for, shape (years, schools, runs)."""
    met = np.ones((len(here), len(start.schools), here.shape[1]), dtype=np.bool_)
    for place in np.flatnonzero(start.smallest):
        met[:, place] = here * start.share[place] >= start.smallest[place] * (1 - TOLERANCE)
    return met


def _added(
    start: Facilities, levers: Mapping[str, Floats], staff: Floats | None, shape: tuple[int, ...]
) -> list[Floats]:
    """What is added of each resource, each of the shape (years, runs)."""
    additions_by_resource = []
    for place, resource in enumerate(start.resources):
        if RESOURCES[resource]:
            additions_by_resource.append(np.broadcast_to(levers[RESOURCES[resource]], shape))
        elif staff is None:
            additions_by_resource.append(np.zeros(shape))
        else:
            additions_by_resource.append(np.diff(staff[:, : shape[1]], axis=0, prepend=1.0) * start.have[place].sum())
    return additions_by_resource


def _least_left(total: float, added: Floats) -> Floats:
    """The part of what a school has now that is left at least after all years, shape (runs,)."""
    now, left = np.full(added.shape[1], total), np.ones(added.shape[1])
    for change in added:
        left *= _left(now, change)
        now = np.maximum(now + change, 0.0)
    return left * (1 - TOLERANCE)


def _left(total: Floats, added: Floats) -> Floats:
    """The part that stays when something is taken away in proportion; 1 where something is added."""
    part: Floats = np.clip(1.0 + added / np.where(total > 0, total, 1.0), 0.0, 1.0)
    return part


def _carried(start: Facilities, which: slice, here: Floats, added: Floats, first_run: Floats | None = None) -> Flags:
    """Carry some resources on, `added` (years, resources, runs): who has enough of all, (years, schools, runs).

    `first_run` takes what each school has and needs in the first run, (2, years, resources, schools).
    """
    least, share = start.least[which][:, :, None], start.share[:, None]
    by_student = (start.per_student[which] * start.share)[:, :, None]
    now = np.repeat(start.have[which][:, :, None], here.shape[1], axis=2)
    need, lacking = np.empty_like(now), np.empty_like(now)
    met = np.empty((len(here), *now.shape[1:]), dtype=np.bool_)
    for year, students in enumerate(here):
        np.multiply(by_student, students, out=need)
        np.maximum(need, least, out=need)
        _give(now, need, added[year], share, lacking)
        if first_run is not None:
            first_run[:, year] = now[:, :, 0], need[:, :, 0]
        np.multiply(need, 1 - TOLERANCE, out=need)
        np.greater_equal(now, need).all(axis=0, out=met[year])
    return met


def _give(have: Floats, need: Floats, added: Floats, share: Floats, lacking: Floats) -> None:
    """Add one year's `added` (resources, runs) to `have` in place: shortfalls first, the rest by `share`.

    A negative addition is taken in proportion to what is there. `lacking` is room to work in, of the shape of `have`.
    """
    if added.min(initial=0.0) < 0:
        have *= _left(have.sum(axis=1), added)[:, None]
    np.subtract(need, have, out=lacking)
    np.maximum(lacking, 0.0, out=lacking)
    wanted = lacking.sum(axis=1)
    given = np.clip(added, 0.0, wanted)
    if given.any():
        lacking *= (given / np.where(wanted > 0, wanted, 1.0))[:, None]
        have += lacking
    rest = added - wanted
    if rest.max(initial=0.0) > 0:
        np.multiply(np.maximum(rest, 0.0)[:, None], share, out=lacking)
        have += lacking


def facilities(
    complete: Sequence[School], incomplete: Sequence[Incomplete], year: int, everyone: float
) -> Facilities | None:
    """The schools that reported everything their standard asks about, as one table; None without any.

    `everyone` are the students of all vocational schools in `year`, those of incomplete schools included.
    """
    students = np.array([school.students for school in complete])
    if not len(complete) or year >= LAST_YEAR or not students.sum() > 0:
        return None
    resources = tuple(
        resource
        for resource in RESOURCES
        if any(need.resource == resource for school in complete for need in school.needs)
    )
    shape = (len(resources), len(complete))
    have, least, per_student, smallest = np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(len(complete))
    for column, school in enumerate(complete):
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
        tuple(complete),
        resources,
        have,
        least,
        per_student,
        students / students.sum(),
        float(students.sum() / all_students),
        smallest,
        tuple(incomplete),
    )


def levers_of(cells: Cells, declarations: Declarations) -> tuple[Lever, ...]:
    """What is added a year: as in the middle one of the last years, since a building comes in one year of several."""
    return tuple(
        lever(declarations.declaration(id), *typical_value(additions(cells, resource), "added"))
        for resource, id in RESOURCES.items()
        if id
    )


def additions(cells: Cells, resource: Resource) -> dict[int, float]:
    """What all schools together have more of than the year before, in the unit of the resource, 0 or more.

    What a closed school had counts against what others took over from it, and a new school counts in full. A school
    that did not report the resource in one of the two years is left out of both: a gap is neither a loss nor a gain.
    """
    years = sorted({year for returned in cells.values() for year in returned})
    by_year: dict[int, float] = {}
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
        by_year[year] = max(change, 0.0)
    return by_year
