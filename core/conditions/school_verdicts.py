"""Each school against every threshold of its standard: what holds, what fails, what cannot be said and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

import pandas as pd

from core.conditions.judged_thresholds import part_key
from core.conditions.resource_needs import exact
from core.conditions.school_against_thresholds import SchoolYear, margin_of, ratio, school_years
from core.conditions.share_meeting_standard import all_met
from core.datasets import Symbol
from core.plan.standards import Comparison, Standard, Threshold


class CellState(StrEnum):
    """What can be said of one school and threshold."""

    MEETS = "meets"
    FAILS = "fails"
    UNKNOWN = "unknown"  # a part of the value is absent
    UNVERIFIED = "unverified"  # the threshold was found in no text that was read
    NOT_COLLECTED = "not_collected"  # no return asks for it


class Verdict(StrEnum):
    """What can be said of one school over all thresholds that decide."""

    FAILS = "fails"
    UNKNOWN = "unknown"
    MEETS = "meets"
    NO_THRESHOLDS = "no_thresholds"  # the standard has none for its class


@dataclass(frozen=True, slots=True)
class JudgedCell:
    """One school and threshold.

    `margin` is what a school has to spare (negative: what it lacks) in the unit of the threshold, and `in_all` the same
    for the whole school in whole units of `resource`, rounded so that what is lacking suffices and what is spare is
    there; None where that has no meaning. `reason` is why an unknown value is absent; None when the school has no row
    of it or there is nothing to divide by. `decides`: it counts for the verdict.
    """

    threshold: Threshold
    state: CellState
    decides: bool
    value: float | None = None
    margin: float | None = None
    in_all: int | None = None
    resource: tuple[str, str] | None = None
    reason: Symbol | None = None


@dataclass(frozen=True, slots=True)
class JudgedSchool:
    """One school in one year, with a cell for each threshold of its class in declared order.

    `amounts` are what it has, by dataset and measure, as far as it is known.
    """

    unit_id: str
    name: str
    name_en: str
    year: int
    school_class: str
    status: str
    provisional: bool
    cells: tuple[JudgedCell, ...]
    verdict: Verdict
    amounts: Mapping[tuple[str, str], float] = field(hash=False)

    @property
    def failing(self) -> tuple[JudgedCell, ...]:
        """The cells that decide and fail."""
        return tuple(cell for cell in self.cells if cell.decides and cell.state is CellState.FAILS)

    def cell(self, item: str) -> JudgedCell | None:
        """The cell of a threshold; None when its class has none."""
        return next((cell for cell in self.cells if cell.threshold.item == item), None)


def judge_schools(conditions: pd.DataFrame, standard: Standard, *, monitored_only: bool) -> tuple[JudgedSchool, ...]:
    """Every school and year of a frame in the columns of `core.queries.conditions`, by year and school.

    With `monitored_only` thresholds that are not monitored are shown and decide nothing, as in the share of schools
    that meet the standard.
    """
    return tuple(_judged(school, standard, monitored_only) for school in school_years(conditions))


def verdict_of(cells: Sequence[JudgedCell]) -> Verdict:
    """One failure fails; without one, an unknown value leaves the school unjudged."""
    deciding = [cell.state for cell in cells if cell.decides]
    if not deciding:
        return Verdict.NO_THRESHOLDS
    met = all_met([None if state is CellState.UNKNOWN else state is CellState.MEETS for state in deciding])
    return Verdict.UNKNOWN if met is None else Verdict.MEETS if met else Verdict.FAILS


def _judged(school: SchoolYear, standard: Standard, monitored_only: bool) -> JudgedSchool:
    cells = tuple(
        _cell(school, threshold, decides=threshold.monitored or not monitored_only)
        for threshold in standard.thresholds_for(school.school_class)
    )
    return JudgedSchool(
        school.unit_id,
        school.unit_name,
        school.unit_name_en,
        school.year,
        school.school_class,
        school.status,
        school.provisional,
        cells,
        verdict_of(cells),
        school.values,
    )


def _cell(school: SchoolYear, threshold: Threshold, *, decides: bool) -> JudgedCell:
    if threshold.numerator is None:
        state = CellState.UNVERIFIED if threshold.unverified else CellState.NOT_COLLECTED
        return JudgedCell(threshold, state, False)
    value = ratio(school.values, threshold.numerator, threshold.denominator)
    if threshold.unverified:
        return JudgedCell(threshold, CellState.UNVERIFIED, False, value)
    if value is None:
        return JudgedCell(threshold, CellState.UNKNOWN, decides, reason=_reason(school, threshold))
    margin = margin_of(value, threshold)
    in_all, resource = _in_all(school, threshold)
    state = CellState.MEETS if margin >= 0 else CellState.FAILS
    return JudgedCell(threshold, state, decides, value, margin, in_all, resource)


def _reason(school: SchoolYear, threshold: Threshold) -> Symbol | None:
    """Why a value is absent: what can still be sent in before what was withheld."""
    parts = (threshold.numerator, threshold.denominator)
    reasons = [school.symbols[part_key(part)] for part in parts if part and part_key(part) in school.symbols]
    order = (Symbol.NOT_REPORTED, Symbol.NOT_PUBLISHED, Symbol.SUPPRESSED, Symbol.NOT_APPLICABLE)
    return next((symbol for symbol in order if symbol in reasons), None)


def _in_all(school: SchoolYear, threshold: Threshold) -> tuple[int | None, tuple[str, str] | None]:
    """What the whole school has to spare or lacks, and of which resource."""
    numerator, denominator, value = threshold.numerator, threshold.denominator, exact(threshold.value)
    if numerator is None or threshold.comparison is Comparison.ABOUT:
        return None, None
    upper = exact(school.values[part_key(numerator)])
    lower = None if denominator is None else exact(school.values[part_key(denominator)])
    if threshold.comparison is Comparison.AT_LEAST:
        return _whole(upper - value * (1 if lower is None else lower)), part_key(numerator)
    if denominator is None or lower is None:
        return _whole(value - upper), part_key(numerator)
    return (_whole(lower - upper / value), part_key(denominator)) if value else (None, None)


def _whole(amount: Fraction) -> int:
    """What is lacking (negative) rounded up, what is spare rounded down."""
    return floor(amount) if amount >= 0 else -ceil(-amount)
