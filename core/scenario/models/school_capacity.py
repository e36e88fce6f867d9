"""How many students each school can hold with what it has, and which resource decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from core.scenario.models.facilities import STUDENTS, TOLERANCE, Facilities, Growth, Resource, School
from core.scenario.models.school_shortfalls import have_and_need
from core.toml_entries import Words


@dataclass(frozen=True, slots=True)
class SchoolCapacity:
    """How many students a school can hold in a year with what it has: the smallest number over its thresholds.

    `students` is 0 when a threshold is missed whatever their number (a campus too small), infinite when none depends
    on them. `binding` is the resource that decides, None when none does; `item` its threshold.
    """

    unit_id: str
    name: Words
    year: int
    students: float
    item: str | None
    binding: Resource | None


def capacities(
    start: Facilities, growth: Growth | None = None, year: int | None = None, first: int = 0
) -> tuple[SchoolCapacity, ...]:
    """What each school can hold: with what it has today, or in a `year` of the first run of a scenario.

    `first` is the year of the first row of `growth`. Raises ValueError for a year that is not ahead.
    """
    if growth is None or year is None:
        return tuple(
            _capacity(school, [school.has.get(need.resource, 0.0) for need in school.needs], start.year)
            for school in start.schools
        )
    if not 0 <= year - first < len(growth.students):
        raise ValueError(f"{year} is not ahead")
    return tuple(
        _capacity(school, [have_and_need(start, growth, need, year - first, column)[0] for need in school.needs], year)
        for column, school in enumerate(start.schools)
    )


def _capacity(school: School, have: Sequence[float], year: int) -> SchoolCapacity:
    room = SchoolCapacity(school.unit_id, school.name, year, inf, None, None)
    for need, amount in zip(school.needs, have, strict=True):
        if need.resource == STUDENTS:
            continue  # a school too small is not helped by fewer students
        if need.per_student > 0:
            holds = amount / need.per_student
        else:
            holds = inf if amount >= need.least * (1 - TOLERANCE) else 0.0
        if holds < room.students:
            room = SchoolCapacity(school.unit_id, school.name, year, holds, need.item, need.resource)
    return room
