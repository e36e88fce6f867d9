"""The programmes that schools teach, with their numbers of every year and what each rule of early warning says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import inf
from typing import NamedTuple

import pandas as pd

from core.context import Context
from core.datasets import OWED, TOTAL, Symbol
from core.panels.rows import Observation, number_or_none
from core.programmes.early_warning import Bounds, Verdict, judge
from core.programmes.warning_rules import WarningRule, warning_rules
from core.queries import Returns
from core.queries.completeness.unknown_units import UNKNOWN, open_years
from core.queries.programmes import (
    DATASET,
    by_code,
    schools_of_programmes,
    schools_with_programmes,
    vocational_schools_by_group,
)
from core.queries.suppressed import years_without_bound
from core.toml_entries import Words

ENTRANTS, ENROLMENT = "entrants", "enrolment"
_OF_SCHOOLS = (ENTRANTS, ENROLMENT)


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme: its rows and what each number can be, by measure and year; the schools that have students of it
    in the year on show (id and name), and how many there can be.

    Its numbers of `parts` (measure and year) are a part: schools that did not return theirs may have more.
    """

    code: str
    name: str
    rows: Mapping[tuple[str, int], Observation]
    bounds: Mapping[str, Mapping[int, Bounds]]
    schools: Mapping[str, Words]
    number_of_schools: Bounds
    verdicts: tuple[Verdict, ...]
    parts: frozenset[tuple[str, int]] = frozenset()

    @property
    def group(self) -> str:
        return self.code[:2]


class Returned(NamedTuple):
    """How many of the vocational schools that have students of a year, or may have, returned programmes for it."""

    year: int
    reported: int
    schools: int


@dataclass(frozen=True, slots=True)
class Taught:
    """The programmes of the newest whole year, by code; without a whole year that of the newest of those for which most
    schools returned any. No year when nobody has.

    `silent` are the vocational schools that returned no programme for the year, of `enrolling` in all that have
    students or may have; `part_years` the years, by group, in which such schools may have students of it. `newer` are
    the later years with numbers, `elsewhere` the programmes that only other years have, by code.
    """

    year: int | None
    programmes: tuple[Programme, ...] = ()
    silent: tuple[Words, ...] = ()
    enrolling: int = 0
    part_years: Mapping[str, frozenset[int]] = field(default_factory=dict, hash=False)
    newer: tuple[Returned, ...] = ()
    elsewhere: tuple[Programme, ...] = ()

    def part_years_of(self, group: str) -> frozenset[int]:
        """The years of which the programmes of a group are only those of some schools."""
        return self.part_years.get(group, frozenset()) | self.part_years.get(TOTAL, frozenset())


def taught(context: Context, school: str = "") -> Taught:
    """The programmes of the release on show with their numbers at one school (by id), or at all."""
    return _taught(context.returns, school, warning_rules())


def schools(context: Context) -> dict[str, Words]:
    """Every school that teaches, or taught, a programme, by its id, in the order of the Chinese names."""
    return _names(schools_with_programmes(context.returns))


# Kept like every answer about a release: several panels of a page and each of its reruns ask.
@lru_cache(maxsize=32)
def _taught(returns: Returns, school: str, rules: tuple[WarningRule, ...]) -> Taught:
    frame = by_code(returns, school, years_without_bound(returns, (DATASET,)))
    asked = vocational_schools_by_group(returns)
    silent = asked[~asked["has_returned"]]
    # What one school returned is the whole of that school.
    part_years = {} if school else _years_by_group(silent) | {TOTAL: _any_group(returns, silent)}
    entrants = frame[frame["measure"] == ENTRANTS]
    counts = _returned(asked)
    year = _year_on_show(entrants, part_years, {} if school else counts)
    if year is None:
        return Taught(None)
    silent = silent[silent["year"] == year]
    later = sorted(of for of in set(entrants.loc[entrants["is_sent"], "year"].tolist()) if of > year)
    shown = Taught(
        year,
        silent=tuple(_names(silent).values()),
        enrolling=counts.get(year, Returned(year, 0, 0)).schools,
        part_years=part_years,
        newer=tuple(counts[of] for of in later if of in counts),
    )
    offered = frame[(frame["year"] == year) & frame["measure"].isin(_OF_SCHOOLS)]
    names = {**_name_by_code(frame), **_name_by_code(offered)}
    numbers, at, of_year = _numbers(frame), _schools_of_year(returns, year), set(offered["code"].tolist())
    programmes = []
    for code, name in names.items():
        teaching, maybe = at.get(code, ({}, set()))
        may_teach = maybe | set(silent.loc[silent["code"].isin((code[:2], TOTAL)), "unit_id"].tolist())
        number = Bounds(len(teaching), inf if UNKNOWN in may_teach else len(may_teach | set(teaching)))
        programmes.append(_programme(code, name, numbers[code], (teaching, number), shown, rules))
    return replace(
        shown,
        programmes=tuple(entry for entry in programmes if entry.code in of_year),
        elsewhere=tuple(entry for entry in programmes if entry.code not in of_year),
    )


def _programme(
    code: str,
    name: str,
    numbers: _Numbers,
    schools_of_year: tuple[Mapping[str, Words], Bounds],
    shown: Taught,
    rules: tuple[WarningRule, ...],
) -> Programme:
    """A programme with what each rule says of it; its numbers are open-ended where a school that may teach it is
    silent."""
    rows, bounds, parts = numbers
    part_years = shown.part_years_of(code[:2])
    open_ended = {measure: _open_ended(of, part_years) for measure, of in bounds.items()}
    verdicts = tuple(
        judge(rule, shown.year or 0, open_ended.get(rule.measure, {}), schools_of_year[1]) for rule in rules
    )
    parts = parts | {key for key in rows if key[1] in part_years}
    return Programme(code, name, rows, open_ended, *schools_of_year, verdicts, frozenset(parts))


def _name_by_code(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["code"].tolist(), frame["name"].tolist(), strict=True))


def _year_on_show(
    entrants: pd.DataFrame, part_years: Mapping[str, frozenset[int]], counts: Mapping[int, Returned]
) -> int | None:
    """The newest whole year; without one the newest of those for which most schools returned programmes."""
    sent = set(entrants.loc[entrants["is_sent"], "year"].tolist())
    lacking = set(entrants.loc[entrants["symbol"].isin(OWED), "year"].tolist())
    whole = sent - lacking - {year for years in part_years.values() for year in years}
    if whole:
        return int(max(whole))
    newest = max(sent, key=lambda year: (counts[year].reported if year in counts else 0, year), default=None)
    return None if newest is None else int(newest)


def _returned(asked: pd.DataFrame) -> dict[int, Returned]:
    """By year how many of the vocational schools with students returned programmes."""
    schools: dict[int, dict[str, bool]] = {}
    for year, unit, has_returned in zip(*(asked[name] for name in ("year", "unit_id", "has_returned")), strict=True):
        schools.setdefault(int(year), {})[unit] = bool(has_returned)
    return {year: Returned(year, sum(of.values()), len(of)) for year, of in schools.items()}


def _open_ended(bounds: Mapping[int, Bounds], years: frozenset[int]) -> dict[int, Bounds]:
    """The same numbers, without an upper end in these years."""
    return {year: Bounds(of.low, inf) if year in years else of for year, of in bounds.items()}


def _years_by_group(silent: pd.DataFrame) -> dict[str, frozenset[int]]:
    """By group the years in which schools that returned no programmes may have students of it."""
    years: dict[str, set[int]] = {}
    for year, group in zip(silent["year"].tolist(), silent["code"].tolist(), strict=True):
        years.setdefault(group, set()).add(int(year))
    return {group: frozenset(of) for group, of in years.items()}


def _any_group(returns: Returns, silent: pd.DataFrame) -> frozenset[int]:
    """The years in which such schools may have students of any group: also schools nobody knows of."""
    return frozenset(silent.loc[silent["code"] == TOTAL, "year"].tolist()) | open_years(returns, DATASET)


_Numbers = tuple[dict[tuple[str, int], Observation], dict[str, dict[int, Bounds]], set[tuple[str, int]]]


def _numbers(frame: pd.DataFrame) -> dict[str, _Numbers]:
    """By programme its rows, what each number can be, and those of which some schools sent theirs and some did not."""
    columns = (
        "code",
        "measure",
        "year",
        "value",
        "symbol",
        "provisional",
        "suppressed_parts",
        "is_sent",
        "low",
        "high",
    )
    found: dict[str, _Numbers] = {}
    for code, measure, year, value, symbol, provisional, suppressed, is_sent, low, high in zip(
        *(frame[name].tolist() for name in columns), strict=True
    ):
        rows, bounds, parts = found.setdefault(code, ({}, {}, set()))
        if is_sent and symbol in OWED:
            rows[measure, year] = Observation(low, Symbol.PRESENT, bool(provisional))
            parts.add((measure, year))
        else:
            rows[measure, year] = Observation(number_or_none(value), symbol, bool(provisional), int(suppressed))
        if symbol != Symbol.NOT_APPLICABLE:
            bounds.setdefault(measure, {})[year] = Bounds(low, high)
    return found


def _names(units: pd.DataFrame) -> dict[str, Words]:
    """The names of units by id."""
    columns = zip(*(units[name].tolist() for name in ("unit_id", "unit_name", "unit_name_en")), strict=True)
    return {unit: Words(zh=name, en=name_en or name) for unit, name, name_en in columns}


def _schools_of_year(returns: Returns, year: int) -> dict[str, tuple[dict[str, Words], set[str]]]:
    """By programme the schools that have students of it in a year, and the ids of others that may have."""
    frame = schools_of_programmes(returns, year)
    return {
        str(code): (_names(of[of["has_students"]]), set(of.loc[~of["has_students"], "unit_id"].tolist()))
        for code, of in frame.groupby("code")
    }
