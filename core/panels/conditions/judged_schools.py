"""Every school of a year judged by a standard, kept as rows of the database are: a release never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from core.assess_release import standard_of
from core.conditions.school_against_thresholds import SchoolYear
from core.conditions.school_verdicts import CellState, JudgedSchool, Verdict, judge_schools, not_judged
from core.context import Context
from core.datasets import RowStatus
from core.plan.standards import Standard
from core.queries import Returns
from core.queries.completeness.unknown_units import open_years
from core.queries.schools.school_conditions import (
    colleges_without_conditions,
    conditions_of_units,
    conditions_of_year,
    years_with_conditions,
)
from core.snapshots import Snapshot

INDICATOR = "schools_meeting_standard"
"""The indicator that counts schools against a standard."""


@dataclass(frozen=True, slots=True)
class JudgedYear:
    """The schools and colleges of one year against one standard.

    `is_open`: units may be missing of whom nobody knows. `ownership` is by unit code.
    """

    year: int
    schools: tuple[JudgedSchool, ...]
    is_open: bool
    ownership: Mapping[str, str] = field(hash=False)

    def count(self, verdict: Verdict) -> int:
        """How many schools this can be said of."""
        return sum(school.verdict is verdict for school in self.schools)

    @property
    def with_thresholds(self) -> tuple[JudgedSchool, ...]:
        """Those for whose class the standard has thresholds that decide."""
        return tuple(school for school in self.schools if school.verdict is not Verdict.NO_THRESHOLDS)

    @property
    def is_whole(self) -> bool:
        """Whether every school could be judged."""
        return not self.is_open and bool(self.with_thresholds) and not self.count(Verdict.UNKNOWN)

    @property
    def is_mostly_known(self) -> bool:
        """Whether at least half of the schools could be judged."""
        schools = len(self.with_thresholds)
        return bool(schools) and 2 * self.count(Verdict.UNKNOWN) <= schools


def monitored_only(context: Context, standard: Standard) -> bool:
    """Whether only monitored thresholds decide: for the standard by which the goal counts schools, as the goal does."""
    by_goal = standard_of(context, INDICATOR)
    return by_goal is not None and by_goal.id == standard.id


def years(context: Context) -> tuple[int, ...]:
    """The years that can be chosen, oldest first."""
    return years_with_conditions(context.returns)


def judged_year(context: Context, standard: Standard, year: int | None = None) -> JudgedYear | None:
    """The schools of a year; None when no school has reported conditions.

    Without a year it is the newest in which all can be judged, as the goal counts; by a standard that no goal is
    judged by the newest in which most can be. Else the newest with any value.
    """
    only = monitored_only(context, standard)
    if year is not None:
        return _judged_year(context.returns, standard, year, only)
    newest = None
    for one in reversed(years(context)):
        judged = _judged_year(context.returns, standard, one, only)
        if judged.is_whole or (not only and judged.is_mostly_known):
            return judged
        if newest is None and _has_values(judged):
            newest = judged
    return newest


def _has_values(judged: JudgedYear) -> bool:
    known = (CellState.MEETS, CellState.FAILS, CellState.NOT_ASKED)
    return any(cell.state in known for school in judged.schools for cell in school.cells)


@lru_cache(maxsize=64)
def _judged_year(returns: Returns, standard: Standard, year: int, only: bool) -> JudgedYear:
    frame = conditions_of_year(returns, year)
    rows = zip(*(frame[name].tolist() for name in ("unit_id", "ownership")), strict=True)
    judged = judge_schools(frame, standard, monitored_only=only)
    silent = _silent_colleges(returns, standard, year, only) if standard.is_for_colleges else ()
    return JudgedYear(
        year,
        (*judged, *silent),
        year in open_years(returns, "conditions"),
        dict(rows),
    )


def _silent_colleges(returns: Returns, standard: Standard, year: int, only: bool) -> tuple[JudgedSchool, ...]:
    """The colleges with students that sent no conditions of a year."""
    frame = colleges_without_conditions(returns, year)
    columns = (frame[name].tolist() for name in ("unit_id", "unit_name", "unit_name_en", "school_class"))
    return tuple(
        not_judged(
            SchoolYear(year, unit, name, name_en, of_class, RowStatus.REPORTED, {}, {}), standard, monitored_only=only
        )
        for unit, name, name_en, of_class in zip(*columns, strict=True)
    )


def judged_years_of(context: Context, standard: Standard, *units: str) -> dict[str, dict[int, JudgedSchool]]:
    """Some schools in every year, by code and year."""
    by_unit: dict[str, dict[int, JudgedSchool]] = {}
    for school in _judged_units(context.returns, standard, tuple(sorted(units)), monitored_only(context, standard)):
        by_unit.setdefault(school.unit_id, {})[school.year] = school
    return by_unit


def judged_of_release(context: Context, standard: Standard, release: Snapshot, unit: str) -> tuple[JudgedSchool, ...]:
    """One school in every year as another release knew it, judged by the same standard."""
    returns = Returns(release, context.plan.area)
    return _judged_units(returns, standard, (unit,), monitored_only(context, standard))


@lru_cache(maxsize=128)
def _judged_units(returns: Returns, standard: Standard, units: tuple[str, ...], only: bool) -> tuple[JudgedSchool, ...]:
    return judge_schools(conditions_of_units(returns, units), standard, monitored_only=only)
