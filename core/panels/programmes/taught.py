"""The programmes that schools teach, with their numbers of every year and what each rule of early warning says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import inf

import pandas as pd

from core.context import Context
from core.datasets import TOTAL, Symbol
from core.panels.rows import Observation, number_or_none
from core.programmes.early_warning import Bounds, Verdict, judge
from core.programmes.warning_rules import WarningRule, warning_rules
from core.queries import Returns, newest_complete_year
from core.queries.programmes import (
    DATASET,
    by_code,
    groups_of_silent_schools,
    reporters,
    schools_of_programmes,
    schools_with_programmes,
)
from core.queries.suppressed import years_without_bound
from core.toml_entries import Words

ENTRANTS, ENROLMENT = "entrants", "enrolment"
_OF_SCHOOLS = (ENTRANTS, ENROLMENT)


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme: its rows and what each number can be, by measure and year; the schools that have students of it
    in the year on show (id and name), and how many there can be.

    Its numbers of `part_years` are a part: schools that returned no programmes for them may teach it too.
    """

    code: str
    name: str
    rows: Mapping[tuple[str, int], Observation]
    bounds: Mapping[str, Mapping[int, Bounds]]
    schools: Mapping[str, Words]
    number_of_schools: Bounds
    verdicts: tuple[Verdict, ...]
    part_years: frozenset[int] = frozenset()

    @property
    def group(self) -> str:
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class Taught:
    """The programmes of the newest whole year, by code; no year when nobody has returned any.

    `silent` are the vocational schools with entrants that returned no programme for the year, of `enrolling` in all;
    `part_years` the years, by group, in which such schools may have students of it.
    """

    year: int | None
    programmes: tuple[Programme, ...] = ()
    silent: tuple[Words, ...] = ()
    enrolling: int = 0
    part_years: Mapping[str, frozenset[int]] = field(default_factory=dict, hash=False)

    def part_years_of(self, group: str) -> frozenset[int]:
        """The years of which the programmes of a group are only those of some schools."""
        return self.part_years.get(group, frozenset()) | self.part_years.get(TOTAL, frozenset())


def taught(context: Context, school: str = "") -> Taught:
    """The programmes of the release on show with their numbers at one school (by id), or at all."""
    return _taught(context.returns, school, warning_rules())


def schools(context: Context) -> dict[str, Words]:
    """Every school that teaches, or taught, a programme, by its id, in the order of the Chinese names."""
    frame = schools_with_programmes(context.returns)
    columns = zip(*(frame[name].tolist() for name in ("unit_id", "unit_name", "unit_name_en")), strict=True)
    return {unit: Words(zh=name, en=name_en or name) for unit, name, name_en in columns}


# Kept like every answer about a release: several panels of a page and each of its reruns ask.
@lru_cache(maxsize=32)
def _taught(returns: Returns, school: str, rules: tuple[WarningRule, ...]) -> Taught:
    frame = by_code(returns, school, years_without_bound(returns, (DATASET,)))
    year = newest_complete_year(frame[frame["measure"] == ENTRANTS])
    if year is None:
        return Taught(None)
    silent, enrolling = _silent(returns, year)
    # What one school returned is the whole of that school.
    whole = Taught(year, (), silent, enrolling, {} if school else _part_years(returns))
    numbers, offered = _numbers(frame), frame[(frame["year"] == year) & frame["measure"].isin(_OF_SCHOOLS)]
    at = _schools_of_year(returns, year)
    programmes = []
    for code, name in dict(zip(offered["code"].tolist(), offered["name"].tolist(), strict=True)).items():
        rows, bounds = numbers[code]
        names, maybe = at.get(code, ({}, 0))
        number = Bounds(len(names), len(names) + maybe + len(silent))
        part_years = whole.part_years_of(code[:2])
        open_ended = {measure: _open_ended(of, part_years) for measure, of in bounds.items()}
        verdicts = tuple(judge(rule, year, open_ended.get(rule.measure, {}), number) for rule in rules)
        programmes.append(Programme(code, name, rows, open_ended, names, number, verdicts, part_years))
    return replace(whole, programmes=tuple(programmes))


def _open_ended(bounds: Mapping[int, Bounds], years: frozenset[int]) -> dict[int, Bounds]:
    """The same numbers, without an upper end in these years."""
    return {year: Bounds(of.low, inf) if year in years else of for year, of in bounds.items()}


def _part_years(returns: Returns) -> dict[str, frozenset[int]]:
    """By group the years in which schools that returned no programmes may have students of it."""
    frame = groups_of_silent_schools(returns)
    years: dict[str, set[int]] = {}
    for year, group in zip(frame["year"].tolist(), frame["code"].tolist(), strict=True):
        years.setdefault(group, set()).add(int(year))
    return {group: frozenset(of) for group, of in years.items()}


_Numbers = tuple[dict[tuple[str, int], Observation], dict[str, dict[int, Bounds]]]


def _numbers(frame: pd.DataFrame) -> dict[str, _Numbers]:
    """By programme its rows and what each number can be."""
    columns = ("code", "measure", "year", "value", "symbol", "provisional", "suppressed_parts", "low", "high")
    found: dict[str, _Numbers] = {}
    for code, measure, year, value, symbol, provisional, suppressed, low, high in zip(
        *(frame[name].tolist() for name in columns), strict=True
    ):
        rows, bounds = found.setdefault(code, ({}, {}))
        rows[measure, year] = Observation(number_or_none(value), symbol, bool(provisional), int(suppressed))
        if symbol != Symbol.NOT_APPLICABLE:
            bounds.setdefault(measure, {})[year] = Bounds(low, high)
    return found


def _silent(returns: Returns, year: int) -> tuple[tuple[Words, ...], int]:
    """The vocational schools that returned no programme for a year, and how many there are in all."""
    frame = reporters(returns, year)
    silent = frame[~frame["has_returned"]]
    names = zip(silent["unit_name"].tolist(), silent["unit_name_en"].tolist(), strict=True)
    return tuple(Words(zh=name, en=name_en or name) for name, name_en in names), len(frame)


def _schools_of_year(returns: Returns, year: int) -> dict[str, tuple[dict[str, Words], int]]:
    """By programme the schools that have students of it in a year, and how many others may have."""
    frame = schools_of_programmes(returns, year)
    columns = ("code", "unit_id", "unit_name", "unit_name_en", "has_students")
    found: dict[str, tuple[dict[str, Words], int]] = {}
    for code, unit, name, name_en, has_students in zip(*(frame[name].tolist() for name in columns), strict=True):
        names, maybe = found.get(code, ({}, 0))
        if has_students:
            names[unit] = Words(zh=name, en=name_en or name)
        found[code] = (names, maybe + (not has_students))
    return found
