"""Each school against every threshold of its standard: what holds, what fails, what cannot be said and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

import pandas as pd

from core.conditions.judged_thresholds import part_key, unread_thresholds
from core.conditions.resource_needs import exact
from core.conditions.school_against_thresholds import SchoolYear, absence, judged_value, school_years
from core.conditions.share_meeting_standard import all_met
from core.datasets import Symbol
from core.plan.standards import Comparison, Standard, Threshold


class CellState(StrEnum):
    """What can be said of one school and threshold."""

    MEETS = "meets"
    FAILS = "fails"
    NOT_ASKED = "not_asked"  # there is nobody for whom it would ask for anything: it counts as no failure
    UNKNOWN = "unknown"  # a part of the value is absent, or the threshold was not read
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

    `margin` is what a school has to spare (negative: what it lacks) in the unit of the threshold; `parts` are numerator
    and denominator of the value. With nobody to divide by there is no value and no margin, and `parts` and the state
    say it. `reason` is why an unknown value is absent; None when the school has no row of it. `decides`: it counts for
    the verdict. `unread`: no copy read shows what is asked of its class, so `threshold` is that of another class and
    only its label, unit and measures speak.
    """

    threshold: Threshold
    state: CellState
    decides: bool
    value: float | None = None
    margin: float | None = None
    parts: tuple[float, float | None] | None = None
    reason: Symbol | None = None
    unread: bool = False

    @property
    def resource(self) -> tuple[str, str] | None:
        """What a school would have to add to meet the threshold, by dataset and measure; None for "about"."""
        threshold = self.threshold
        if threshold.comparison is Comparison.ABOUT or threshold.numerator is None:
            return None
        is_below = threshold.comparison is Comparison.AT_MOST and threshold.denominator is not None
        return part_key(threshold.denominator if is_below and threshold.denominator else threshold.numerator)

    @property
    def in_all(self) -> int | None:
        """The margin of the whole school in whole units of `resource`: what is lacking rounded up, what is spare down;
        None where it has no meaning."""
        if self.parts is None or self.threshold.comparison is Comparison.ABOUT:
            return None
        upper, value = exact(self.parts[0]), exact(self.threshold.value)
        lower = None if self.parts[1] is None else exact(self.parts[1])
        if self.threshold.comparison is Comparison.AT_LEAST:
            return _whole(upper - value * (1 if lower is None else lower))
        if lower is None:
            return _whole(value - upper)
        return _whole(lower - upper / value) if value else None


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
    def has_no_students(self) -> bool:
        """Whether it has said that it has none."""
        return self.amounts.get(("conditions", "students")) == 0

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
    by_class: dict[str, tuple[tuple[Threshold, ...], tuple[Threshold, ...]]] = {}
    judged = []
    for school in school_years(conditions):
        if school.school_class not in by_class:
            of = school.school_class
            by_class[of] = standard.thresholds_for(of), unread_thresholds(standard, of, monitored_only)
        judged.append(_judged(school, *by_class[school.school_class], monitored_only))
    return tuple(judged)


def not_judged(school: SchoolYear, standard: Standard, *, monitored_only: bool) -> JudgedSchool:
    """A school that has sent nothing of a year, though it has students: it cannot be said, whatever its class."""
    thresholds = standard.thresholds_for(school.school_class)
    unread = unread_thresholds(standard, school.school_class, monitored_only)
    return replace(_judged(school, thresholds, unread, monitored_only), verdict=Verdict.UNKNOWN)


def verdict_of(cells: Sequence[JudgedCell]) -> Verdict:
    """One failure fails; without one, an unknown value leaves the school unjudged."""
    deciding = [cell.state for cell in cells if cell.decides]
    if not deciding:
        return Verdict.NO_THRESHOLDS
    met = all_met(
        [None if state is CellState.UNKNOWN else state in (CellState.MEETS, CellState.NOT_ASKED) for state in deciding]
    )
    return Verdict.UNKNOWN if met is None else Verdict.MEETS if met else Verdict.FAILS


def _judged(
    school: SchoolYear, thresholds: tuple[Threshold, ...], unread: tuple[Threshold, ...], monitored_only: bool
) -> JudgedSchool:
    read = (_cell(school, threshold, decides=threshold.monitored or not monitored_only) for threshold in thresholds)
    cells = (*read, *(_unread_cell(school, threshold) for threshold in unread))
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
    value, margin, meets = judged_value(school.values, threshold)
    if threshold.unverified:
        return JudgedCell(threshold, CellState.UNVERIFIED, False, value)
    if meets is None:
        return JudgedCell(threshold, CellState.UNKNOWN, decides, reason=_reason(school, threshold))
    lower = None if threshold.denominator is None else school.values[part_key(threshold.denominator)]
    parts = (school.values[part_key(threshold.numerator)], lower)
    if meets and _asks_nothing(threshold, *parts):
        return JudgedCell(threshold, CellState.NOT_ASKED, decides, parts=parts)
    state = CellState.MEETS if meets else CellState.FAILS
    return JudgedCell(threshold, state, decides, value, margin, parts)


def _asks_nothing(threshold: Threshold, upper: float, lower: float | None) -> bool:
    """Whether a ratio has nobody to ask for: none to divide by, or no students that at most so many may share."""
    is_empty = not upper and threshold.comparison is Comparison.AT_MOST
    return lower is not None and (not lower or is_empty)


def _unread_cell(school: SchoolYear, threshold: Threshold) -> JudgedCell:
    value = judged_value(school.values, threshold).value
    return JudgedCell(threshold, CellState.UNKNOWN, True, value, unread=True)


def _reason(school: SchoolYear, threshold: Threshold) -> Symbol | None:
    """Why a value is absent; None where no row says why."""
    parts = (threshold.numerator, threshold.denominator)
    has_row = any(part is not None and part_key(part) in school.symbols for part in parts)
    return absence(school, threshold) if has_row else None


def _whole(amount: Fraction) -> int:
    """What is lacking (negative) rounded up, what is spare rounded down."""
    return floor(amount) if amount >= 0 else -ceil(-amount)
