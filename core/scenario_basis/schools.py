"""The vocational schools of a release as scenarios need them: who has what, who reported too little, places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from core import queries
from core.conditions import ResourceNeed, resource_needs
from core.conditions.judged_thresholds import judged_thresholds, unread_thresholds
from core.datasets import Symbol
from core.plan.standards import Standard
from core.queries.completeness.unknown_units import UNKNOWN
from core.queries.enrolment import by_school
from core.queries.suppressed import years_without_bound
from core.scenario.history import Yearly
from core.scenario.models import facilities
from core.scenario.models.facilities import Cells, Resource
from core.scenario_basis.missing_figures import MissingFigure, in_both
from core.text_ids.datasets import RESOURCE_TEXT
from core.toml_entries import Words

BUILDING: Resource = ("conditions", "building_area")

Symbols = Mapping[tuple[str, int, Resource], Symbol]
"""Why a school's condition has no value, by school, year and resource; empty for one that has."""


@dataclass(frozen=True, slots=True)
class Schools:
    """The schools in `year`, the last one any reported its students for (None: nobody did).

    `complete` can be carried on, `incomplete` cannot; of the class of those `without_thresholds` the standard asks
    nothing. `places` are those per school by year, empty without a standard or any floor area. `students` are heads by
    school and year as the enrolment returns give them; `cells` every condition of the years that are whole, and
    `symbols` why one has no value, in any year.
    """

    year: int | None
    complete: tuple[facilities.School, ...]
    incomplete: tuple[facilities.Incomplete, ...]
    cells: Cells
    symbols: Symbols
    students: Mapping[int, Mapping[str, float]]
    places: Yearly
    without_thresholds: tuple[Words, ...] = ()

    @property
    def count(self) -> int:
        return len(self.complete) + len(self.incomplete) + len(self.without_thresholds)

    def missing(self, resource: Resource) -> MissingFigure:
        """A condition there is no whole year of: why not in the newest one, or that there are no conditions at all."""
        if not any(dataset == "conditions" for _, _, (dataset, _) in self.symbols):
            return MissingFigure(in_both(RESOURCE_TEXT["conditions"]))
        reasons = sorted((year, symbol) for (_, year, key), symbol in self.symbols.items() if key == resource)
        newest = [symbol for year, symbol in reasons if year == reasons[-1][0]]
        # What is owed can be sent in, whatever other schools withheld.
        symbol = Symbol.NOT_REPORTED if Symbol.NOT_REPORTED in newest else next(iter(newest), None)
        partly = any(symbol is Symbol.PRESENT for _, symbol in reasons)
        return MissingFigure(in_both(RESOURCE_TEXT[resource[1]]), symbol, partly)

    def has(self, resource: Resource) -> bool:
        """Whether any school gave a condition in any whole year."""
        return any(row.get(resource) is not None for years in self.cells.values() for row in years.values())


def schools_of(returns: queries.Returns, standard: Standard | None) -> Schools:
    """Every school of the release; without a standard none can be carried on, and none is called incomplete."""
    cells, symbols, profiles = _conditions(returns, standard)
    students, names = _students(returns)
    year = last_reported_year(cells)
    if standard is None or year is None:
        return Schools(year, (), (), cells, symbols, students, {})
    needs_of = {unit: resource_needs(standard, school_class) for unit, (_, _, school_class) in profiles.items()}
    complete: list[facilities.School] = []
    incomplete: list[facilities.Incomplete] = []
    unread_of = {of: _unread(standard, of) for _, _, of in profiles.values()}
    judged = {of for of in unread_of if _is_judged(standard, of)}
    unjudged: dict[str, Words] = {}
    for unit, (_, name, school_class) in sorted(profiles.items()):
        values = _values(cells[unit].get(year, {}))
        if not cells[unit].get(year) or _is_gone(unit, students.get(year), values):
            continue  # closed or merged: it returned nothing for that year
        if school_class not in judged:
            unjudged[unit] = name
            continue
        school = _school(unit, name, values, needs_of[unit], partial(_symbol, symbols, unit, year))
        if isinstance(school, facilities.School):
            complete.append(replace(school, unread=unread_of[school_class]))
        else:
            incomplete.append(school)
    known = {school.unit_id for school in complete} | {school.unit_id for school in incomplete} | unjudged.keys()
    for unit in students.get(year, {}).keys() - known:
        incomplete.append(facilities.Incomplete(unit, names[unit], (facilities.MissingMeasure("conditions", None),)))
    incomplete.sort(key=_unit)
    places = _places(cells, students, needs_of, _years_of_hidden_area(symbols))
    unjudged_names = tuple(unjudged.values())
    return Schools(year, tuple(complete), tuple(incomplete), cells, symbols, students, places, unjudged_names)


def _is_judged(standard: Standard, school_class: str) -> bool:
    """Whether the standard asks anything of a class that the data can show, or that was not read."""
    read = any(judged_thresholds(standard, school_class, monitored_only=True))
    return read or bool(_unread(standard, school_class))


def _is_gone(unit: str, enrolled: Mapping[str, float] | None, values: Mapping[Resource, float]) -> bool:
    """Whether others have students in a year and this school has none, nor any condition."""
    return bool(enrolled) and unit not in (enrolled or ()) and not values


def _unread(standard: Standard, school_class: str) -> tuple[Words, ...]:
    """What the standard asks of a class and no copy read shows, by label."""
    return tuple(one.label for one in unread_thresholds(standard, school_class, monitored_only=True))


def _years_of_hidden_area(symbols: Symbols) -> set[int]:
    """The years in which the floor area of a school is suppressed."""
    return {year for (_, year, key), symbol in symbols.items() if key == BUILDING and symbol is Symbol.SUPPRESSED}


def last_reported_year(cells: Cells) -> int | None:
    """The last year any school reported its students."""
    reported_years = (
        year
        for years in cells.values()
        for year, values in years.items()
        if values.get(facilities.STUDENTS) is not None
    )
    return max(reported_years, default=None)


def _values(row: Mapping[Resource, float | None]) -> dict[Resource, float]:
    return {resource: value for resource, value in row.items() if value is not None}


def _symbol(symbols: Symbols, unit: str, year: int, resource: Resource) -> Symbol | None:
    """Why a school's condition has no value; None when it has no row of it."""
    return symbols.get((unit, year, resource))


def _school(
    unit: str,
    name: Words,
    values: Mapping[Resource, float],
    wanted: tuple[ResourceNeed, ...],
    why: Callable[[Resource], Symbol | None],
) -> facilities.School | facilities.Incomplete:
    """A school with what it has, or with the measures its standard asks about that it did not give, and why."""
    resources = dict.fromkeys((facilities.STUDENTS, *(need.resource for need in wanted)))
    lacking = tuple(facilities.MissingMeasure(key[1], why(key)) for key in resources if key not in values)
    if lacking:
        return facilities.Incomplete(unit, name, lacking)
    return facilities.School(unit, name, values[facilities.STUDENTS], values, wanted)


def _unit(school: facilities.Incomplete) -> str:
    return school.unit_id


def _conditions(
    returns: queries.Returns, standard: Standard | None
) -> tuple[Cells, Symbols, dict[str, tuple[int, Words, str]]]:
    """Every cell by school and year, None where it has no value, why, and each school's last year, name and class."""
    frame = queries.conditions(returns)
    newest_of = _newest_years(frame, standard)
    of_part = set(frame.loc[frame["unit_id"] == UNKNOWN, "year"])
    students = frame[(frame["dataset"] == facilities.STUDENTS[0]) & (frame["measure"] == facilities.STUDENTS[1])]
    hidden = set(students.loc[students["symbol"] == Symbol.SUPPRESSED, "year"]) & years_without_bound(returns)
    if not set(students.loc[students["value"].notna(), "year"]) <= hidden:
        of_part |= hidden  # what is suppressed there may be the largest school: it did not close
    cells: dict[str, dict[int, dict[Resource, float | None]]] = {}
    symbols: dict[tuple[str, int, Resource], Symbol] = {}
    profiles: dict[str, tuple[int, Words, str]] = {}
    columns = ("dataset", "unit_id", "unit_name", "unit_name_en", "school_class", "year", "measure", "value", "symbol")
    for dataset, unit, name, name_en, school_class, given, measure, value, symbol in zip(
        *(frame[column].tolist() for column in columns), strict=True
    ):
        year = int(given)
        symbols[unit, year, (dataset, measure)] = Symbol(symbol)
        if year in of_part or year > newest_of[dataset, measure]:
            continue  # some schools of a later year are not all of them, nor any while others are not known
        # A school may change its name or class: those of its last return count, in whatever order the rows come.
        if dataset == "conditions" and year >= profiles.get(unit, (year,))[0]:
            profiles[unit] = (year, Words(zh=name, en=name_en or name), school_class)
        known = value is not None and value == value
        cells.setdefault(unit, {}).setdefault(year, {})[dataset, measure] = float(value) if known else None
    return cells, symbols, profiles


def _newest_years(frame: pd.DataFrame, standard: Standard | None) -> dict[Resource, int]:
    """The newest year of each condition: one year for all that the standard asks about, in which all of it is whole.

    What it does not ask about keeps nothing it asks about back.
    """
    classes = frame["school_class"].unique()
    needs = () if standard is None else (need for one in classes for need in resource_needs(standard, one))
    asked = {facilities.STUDENTS, *(facilities.RESOURCES if standard is None else (need.resource for need in needs))}
    keys = pd.Series(list(zip(frame["dataset"], frame["measure"], strict=True)), index=frame.index, dtype=object)
    newest = queries.newest_complete_year(frame[keys.isin(asked)])
    years = {key: queries.newest_complete_year(frame[keys == key]) for key in keys.unique()}
    last = frame["year"].max()
    return {key: min((year for year in (newest, own) if year is not None), default=last) for key, own in years.items()}


def _students(returns: queries.Returns) -> tuple[dict[int, dict[str, float]], dict[str, Words]]:
    frame = by_school(returns)
    frame = queries.whole_years(frame[frame["measure"] == "enrolment"])
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
    cells: Cells,
    students: Mapping[int, Mapping[str, float]],
    needs_of: Mapping[str, tuple[ResourceNeed, ...]],
    hidden: Collection[int],
) -> dict[int, float]:
    """Places per school by year, over the schools whose floor area is known that year; none of the years in which an
    area is `hidden`, unless there is no other: without the largest school the others say nothing of a school.

    A school's places are the students its floor area holds by its standard, but never fewer than are there: schools
    that are over the standard today do not turn everybody away tomorrow.
    """
    places: dict[int, list[float]] = {}
    for unit, wanted in needs_of.items():
        per_student = max((need.per_student for need in wanted if need.resource == BUILDING), default=0.0)
        for year, reported in cells[unit].items():
            area = reported.get(BUILDING)
            if per_student and area is not None:
                there = students.get(year, {}).get(unit, reported.get(facilities.STUDENTS) or 0.0)
                places.setdefault(year, []).append(max(area / per_student, there))
    whole = {year: values for year, values in places.items() if year not in hidden} or places
    return {year: sum(values) / len(values) for year, values in sorted(whole.items())}
