"""The vocational schools of a release as scenarios need them: who has what, who reported too little, places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core import queries
from core.conditions import ResourceNeed, resource_needs
from core.plan.standards import Standard
from core.queries.enrolment import by_school
from core.scenario.history import Yearly
from core.scenario.models import facilities
from core.scenario.models.facilities import Cells, Resource
from core.toml_entries import Words

BUILDING: Resource = ("conditions", "building_area")


@dataclass(frozen=True, slots=True)
class Schools:
    """The schools in `year`, the last one any reported its students for (None: nobody did).

    `here` can be carried on, `incomplete` cannot. `places` are places per school by year, empty without a standard or
    any floor area. `students` are heads by school and year as the enrolment returns give them; `cells` every condition.
    """

    year: int | None
    here: tuple[facilities.School, ...]
    incomplete: tuple[facilities.Incomplete, ...]
    cells: Cells
    students: Mapping[int, Mapping[str, float]]
    places: Yearly

    @property
    def count(self) -> int:
        return len(self.here) + len(self.incomplete)


def schools_of(returns: queries.Returns, standard: Standard | None) -> Schools:
    """Every school of the release; without a standard none can be carried on, and none is called incomplete."""
    cells, about = _conditions(returns)
    students, names = _students(returns)
    year = facilities.last_year(cells)
    if standard is None or year is None:
        return Schools(year, (), (), cells, students, {})
    here: list[facilities.School] = []
    incomplete: list[facilities.Incomplete] = []
    asked = {unit: resource_needs(standard, school_class) for unit, (_, _, school_class) in about.items()}
    for unit, (_, words, _) in sorted(about.items()):
        held = {resource: value for resource, value in cells[unit].get(year, {}).items() if value is not None}
        if not cells[unit].get(year) or (students.get(year) and unit not in students[year] and not held):
            continue  # closed or merged: it returned nothing for that year
        wanted = dict.fromkeys((facilities.STUDENTS, *(need.resource for need in asked[unit])))
        lacking = tuple(measure for dataset, measure in wanted if (dataset, measure) not in held)
        if lacking:
            incomplete.append(facilities.Incomplete(unit, words, lacking))
        else:
            here.append(facilities.School(unit, words, held[facilities.STUDENTS], held, asked[unit]))
    known = {each.unit_id for each in here} | {each.unit_id for each in incomplete}
    for unit in students.get(year, {}).keys() - known:
        incomplete.append(facilities.Incomplete(unit, names[unit], ("conditions",)))
    return Schools(
        year,
        tuple(here),
        tuple(sorted(incomplete, key=_unit)),
        cells,
        students,
        _places(cells, students, asked),
    )


def _unit(school: facilities.Incomplete) -> str:
    return school.unit_id


def _conditions(returns: queries.Returns) -> tuple[Cells, dict[str, tuple[int, Words, str]]]:
    """Every cell by school and year, None where it was not reported, and each school's last year, name and class."""
    frame = queries.conditions(returns)
    cells: dict[str, dict[int, dict[Resource, float | None]]] = {}
    about: dict[str, tuple[int, Words, str]] = {}
    columns = ("dataset", "unit_id", "unit_name", "unit_name_en", "school_class", "year", "measure", "value")
    for dataset, unit, name, name_en, school_class, given, measure, value in zip(
        *(frame[column].tolist() for column in columns), strict=True
    ):
        year = int(given)
        # A school may change its name or class: those of its last return count, in whatever order the rows come.
        if dataset == "conditions" and year >= about.get(unit, (year,))[0]:
            about[unit] = (year, Words(zh=name, en=name_en or name), school_class)
        known = value is not None and value == value
        cells.setdefault(unit, {}).setdefault(year, {})[dataset, measure] = float(value) if known else None
    return cells, about


def _students(returns: queries.Returns) -> tuple[dict[int, dict[str, float]], dict[str, Words]]:
    frame = by_school(returns)
    frame = frame[frame["measure"] == "enrolment"]
    students: dict[int, dict[str, float]] = {}
    names: dict[str, Words] = {}
    for year, unit, name, name_en, value in zip(
        *(frame[column].tolist() for column in ("year", "unit_id", "unit_name", "unit_name_en", "value")), strict=True
    ):
        if value == value:
            students.setdefault(int(year), {})[unit] = float(value)
            names[unit] = Words(zh=name, en=name_en or name)
    return students, names


def _places(
    cells: Cells, students: Mapping[int, Mapping[str, float]], asked: Mapping[str, tuple[ResourceNeed, ...]]
) -> dict[int, float]:
    """Places per school by year, over the schools whose floor area is known that year.

    A school's places are the students its floor area holds by its standard, but never fewer than are there: schools
    that are over the standard today do not turn everybody away tomorrow.
    """
    found: dict[int, list[float]] = {}
    for unit, wanted in asked.items():
        per_student = max((need.per_student for need in wanted if need.resource == BUILDING), default=0.0)
        for year, held in cells[unit].items():
            area = held.get(BUILDING)
            if per_student and area is not None:
                there = students.get(year, {}).get(unit, held.get(facilities.STUDENTS) or 0.0)
                found.setdefault(year, []).append(max(area / per_student, there))
    return {year: sum(each) / len(each) for year, each in sorted(found.items())}
