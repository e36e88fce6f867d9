"""Which school breaks which threshold in which year of a scenario, and what has to be built first to prevent it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.conditions import ResourceNeed
from core.scenario.levers import LAST_YEAR
from core.scenario.models.facilities import STUDENTS, TOLERANCE, Facilities, Growth, Resource
from core.toml_entries import Words


@dataclass(frozen=True, slots=True)
class Breach:
    """A school below one threshold (`item` of its standard) in one or more years ahead.

    `first` is the first such year, `worst` the one with the largest shortfall; `have` and `need` are those of `worst`,
    in the unit of the resource, `short` what is missing between them, above 0. `years` are all years below.
    """

    unit_id: str
    name: Words
    item: str
    resource: Resource
    first: int
    worst: int
    have: float
    need: float
    years: tuple[int, ...]

    @property
    def short(self) -> float:
        return self.need - self.have


@dataclass(frozen=True, slots=True)
class BuildingNeed:
    """What a school needs of one resource beyond what the scenario gives it, to stay at its standard to the horizon.

    `amount` is the largest shortfall of a year, reached in `worst`; something is missing from `first` on. `items` are
    the thresholds that ask for it. `need` is what the standard asks in `worst`.
    """

    unit_id: str
    name: Words
    resource: Resource
    items: tuple[str, ...]
    first: int
    worst: int
    amount: float
    need: float


def breaches(start: Facilities, growth: Growth, first: int, horizon: int = LAST_YEAR) -> tuple[Breach, ...]:
    """Every threshold a school breaks in the first run, by first year, then school, then the order of its standard.

    `first` is the year of the first row of `growth` (`Outcome.path("schools_meeting_standard").first`), `horizon` the
    last year looked at, included. A threshold just met is none.
    """
    breached = []
    years = range(first, min(first + len(growth.students) - 1, horizon) + 1)
    for column, school in enumerate(start.schools):
        for need in school.needs:
            judged = [(year, *have_and_need(start, growth, need, year - first, column)) for year in years]
            below = [entry for entry in judged if entry[1] < entry[2] * (1 - TOLERANCE)]
            if below:
                worst = max(below, key=lambda entry: entry[2] - entry[1])
                years_below = tuple(entry[0] for entry in below)
                who = (school.unit_id, school.name, need.item, need.resource)
                breached.append(Breach(*who, years_below[0], *worst, years_below))
    return tuple(sorted(breached, key=lambda breach: (breach.first, breach.unit_id)))


def building_needs(breached: Sequence[Breach]) -> tuple[BuildingNeed, ...]:
    """What must be built, first breach first, then the larger part of its need: one entry a school and resource.

    Two thresholds on one resource (a whole campus, and land a student) ask for the same land, so the larger counts,
    not their sum. Students a school lacks to be large enough are nothing to build and are left out.
    """
    grouped: dict[tuple[str, Resource], list[Breach]] = {}
    for breach in breached:
        if breach.resource != STUDENTS:
            grouped.setdefault((breach.unit_id, breach.resource), []).append(breach)
    built = []
    for (unit_id, resource), several in grouped.items():
        worst = max(several, key=lambda breach: breach.short)
        items = tuple(breach.item for breach in several)
        begins = min(breach.first for breach in several)
        built.append(BuildingNeed(unit_id, worst.name, resource, items, begins, worst.worst, worst.short, worst.need))
    return tuple(sorted(built, key=lambda need: (need.first, -need.amount / need.need, need.unit_id, need.resource)))


def totals(needs: Sequence[BuildingNeed]) -> dict[Resource, float]:
    """What all schools need of each resource together, in its unit, in the order of `needs`."""
    result: dict[Resource, float] = {}
    for need in needs:
        result[need.resource] = result.get(need.resource, 0.0) + need.amount
    return result


def have_and_need(start: Facilities, growth: Growth, need: ResourceNeed, row: int, column: int) -> tuple[float, float]:
    """What the school has, and what this one threshold asks of it, in a year."""
    students = float(growth.students[row, column])
    if need.resource == STUDENTS:
        return students, need.least
    have = growth.have[row, start.resources.index(need.resource), column]
    return float(have), max(need.least, need.per_student * students)
