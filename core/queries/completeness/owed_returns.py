"""Which returns are owed and were not given, by the rule over what each unit reported; a year without one is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from core.datasets import AUTUMN, TOTAL, Symbol, autumn

SCHOOL_YEARS = 3
"""A school has graduates once its first entrants have been there so many years; before that it owes no number."""

Unit = tuple[str, str]
"""Area and unit id."""


@dataclass(frozen=True, slots=True)
class OwedReturn:
    """How a dataset is owed by the units that report it.

    `kind` is a column whose values a unit owes separately, each from its first year on (a level of schools). `part` is
    a column of which a unit owes what it had the year before (its programme groups). `yearly`: counted over a calendar
    year, so not whole before the year is over.
    """

    kind: str = ""
    part: str = ""
    yearly: bool = False
    counted_on: tuple[int, int] = AUTUMN
    """Month and day on which a year is counted, or over."""


OWED: dict[str, OwedReturn] = {
    "enrolment": OwedReturn("level", "programme_group"),
    "college_enrolment": OwedReturn(part="study_mode"),
    "training": OwedReturn(part="target_group", yearly=True, counted_on=(12, 31)),
    "teachers": OwedReturn(),
    "conditions": OwedReturn(),
    "cohorts": OwedReturn(counted_on=(12, 31)),
    "programmes": OwedReturn(part="programme_code"),
}
"""The datasets of which every unit in force owes a return each year."""


class ReportedCell(NamedTuple):
    """What a unit reported of one measure, kind and part in a year.

    `counts`: there is a value above zero, or one that was suppressed; `applies`: not every row of it is not applicable.
    """

    area: str
    unit_id: str
    kind: str
    part: str
    measure: str
    year: int
    counts: bool
    applies: bool


class MissingCell(NamedTuple):
    """A cell that is missing for `year`, and the rows it is like: those of a unit, year and part (None: all of them).

    `alike` is a row of another unit, for a unit that never reported the measure.
    """

    area: str
    unit_id: str
    kind: str
    measure: str
    year: int
    reason: Symbol
    source_unit: str
    source_year: int
    source_part: str | None
    alike: bool


@dataclass(frozen=True, slots=True)
class Register:
    """When each unit is in force: its entries from day to day, both included, None for one that is still open."""

    entries: Mapping[Unit, Iterable[tuple[date, date | None]]]

    def in_force(self, unit: Unit, year: int) -> bool:
        """Whether a unit is in force on 1 September of a year."""
        day = autumn(year)
        return any(first <= day and (last is None or last >= day) for first, last in self.entries.get(unit, ()))

    def first_year(self, unit: Unit) -> int:
        """The year of the first 1 September on which a unit of the register is in force, or would be."""
        begun = min(first for first, _ in self.entries[unit])
        return begun.year + (begun > autumn(begun.year))


@dataclass(slots=True)
class _Reports:
    """The cells of a dataset by unit, kind and measure, then by year."""

    cells: dict[tuple[str, str, str, str], dict[int, list[ReportedCell]]] = field(default_factory=dict)
    first_year: dict[tuple[str, str, str], int] = field(default_factory=dict)
    asked: set[tuple[str, int, str]] = field(default_factory=set)
    """Area, year and measure that anybody reported."""
    examples: dict[tuple[str, str, str], tuple[int, str]] = field(default_factory=dict)
    """The newest year and a unit that reported a measure of a kind, by area, kind and measure."""
    reporters: set[tuple[str, int, str, str, bool]] = field(default_factory=set)
    """Area, year, kind and measure reported, by the district as one unit (True) or by one of its units."""

    def add(self, cell: ReportedCell) -> None:
        area, unit, kind, _, measure, year, *_ = cell
        self.cells.setdefault((area, unit, kind, measure), {}).setdefault(year, []).append(cell)
        self.first_year[area, unit, kind] = min(year, self.first_year.get((area, unit, kind), year))
        self.asked.add((area, year, measure))
        self.examples[area, kind, measure] = max((year, unit), self.examples.get((area, kind, measure), (year, unit)))
        self.reporters.add((area, year, kind, measure, unit == area))

    def ask(self, year: int) -> None:
        """Ask for a year everything that was reported of the newest one before it, by whom it was reported then."""
        for area in {area for area, _, _ in self.asked}:
            before = max((asked for of, asked, _ in self.asked if of == area and asked < year), default=year)
            is_open = not any((of, asked) == (area, year) for of, asked, _ in self.asked)
            self.asked |= {(area, year, measure) for of, asked, measure in self.asked if (of, asked) == (area, before)}
            if is_open:
                like = [reporter for reporter in self.reporters if reporter[:2] == (area, before)]
                self.reporters |= {(area, year, *reporter[2:]) for reporter in like}

    def ask_between(self) -> None:
        """Ask for every year inside the range of a measure that nobody reported, as it was reported the year before."""
        asked: dict[tuple[str, str], list[int]] = {}
        for area, year, measure in sorted(self.asked):
            asked.setdefault((area, measure), []).append(year)
        like: dict[tuple[str, int, str], list[tuple[str, bool]]] = {}
        for area, year, kind, measure, is_district in self.reporters:
            like.setdefault((area, year, measure), []).append((kind, is_district))
        for (area, measure), years in asked.items():
            for before, after in pairwise(years):
                for year in range(before + 1, after):
                    self.asked.add((area, year, measure))
                    self.reporters |= {(area, year, kind, measure, of) for kind, of in like[area, before, measure]}


def missing_cells(
    cells: Iterable[ReportedCell],
    members: Mapping[tuple[str, str, str], int],
    register: Register,
    *,
    parts: bool,
    asked_for: int | None = None,
) -> list[MissingCell]:
    """What units owe a dataset and did not report.

    A unit owes a measure of a kind for a year when anybody reported the measure for that year, the unit is in force on
    1 September, and it reported the kind in that year or before or is one of `members` (by area, unit and kind, with
    the first year owed). The district as one unit owes nothing beside its units, nor they beside it. With `parts` a
    unit that reported some parts also owes those that counted something the year before, unless it gave their total.
    A year between two that were reported is owed as the one before it, although nobody reported it; the year
    `asked_for` is owed although nobody may have reported it yet: what was reported of the newest one before.
    """
    reports = _Reports()
    for cell in cells:
        reports.add(cell)
    reports.ask_between()
    if asked_for is not None:
        reports.ask(asked_for)
    known = dict(reports.first_year)
    for member, first in members.items():
        known[member] = min(first, known.get(member, first))
    missing: list[MissingCell] = []
    for area, year, measure in sorted(reports.asked):
        for (unit_area, unit, kind), first in sorted(known.items()):
            if unit_area != area or not _owes(reports, register, (area, unit, kind), first, year, measure):
                continue
            by_year = reports.cells.get((area, unit, kind, measure), {})
            example = reports.examples.get((area, kind, measure))
            missing += _missing_of(by_year, (area, unit, kind, measure), year, example, parts=parts)
    return missing


def _owes(
    reports: _Reports, register: Register, unit_kind: tuple[str, str, str], first: int, year: int, measure: str
) -> bool:
    area, unit, kind = unit_kind
    is_district = unit == area
    return (
        year >= first
        and (area, year, kind, measure, not is_district) not in reports.reporters
        and (measure != "graduates" or year >= first + SCHOOL_YEARS)
        and register.in_force((area, unit), year)
    )


def _missing_of(
    by_year: Mapping[int, list[ReportedCell]],
    owed: tuple[str, str, str, str],
    year: int,
    example: tuple[int, str] | None,
    *,
    parts: bool,
) -> Iterator[MissingCell]:
    """What is missing of one measure of a unit in a year."""
    area, unit, kind, measure = owed
    now = by_year.get(year)
    if now is None:
        last = max((earlier for earlier in by_year if earlier < year), default=None)
        if last is None:
            if example is not None:
                source_year, source_unit = example
                yield MissingCell(
                    area, unit, kind, measure, year, Symbol.NOT_REPORTED, source_unit, source_year, None, True
                )
        elif any(cell.applies for cell in by_year[last]):
            yield MissingCell(area, unit, kind, measure, year, Symbol.NOT_REPORTED, unit, last, None, False)
        return
    given = {cell.part for cell in now}
    if not parts or TOTAL in given:
        return
    for cell in by_year.get(year - 1, ()):
        if cell.counts and cell.part != TOTAL and cell.part not in given:
            source = (unit, year - 1, cell.part)
            yield MissingCell(area, unit, kind, measure, year, Symbol.NOT_REPORTED, *source, False)
