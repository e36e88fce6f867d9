"""Judges a programme by a rule of early warning: found, not found, or not to be said, with the numbers looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import ceil, inf

from core.programmes.warning_rules import WarningKind, WarningRule


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number can be: both ends included, the same where it is known, without an upper end where a part of it
    was not reported."""

    low: float
    high: float

    @property
    def is_known(self) -> bool:
        return self.low == self.high


UNKNOWN = Bounds(0, inf)
"""What nobody reported can be anything."""


class Outcome(StrEnum):
    """What a rule says of a programme."""

    FOUND = "found"
    CLEAR = "clear"
    UNSAID = "unsaid"  # years or schools are missing without which nothing can be said


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of a programme, and the numbers it looked at: one a year for a measure, else that of schools."""

    rule: WarningRule
    outcome: Outcome
    years: tuple[int, ...]
    numbers: tuple[Bounds, ...]


def judge(rule: WarningRule, year: int, numbers: Mapping[int, Bounds], schools: Bounds) -> Verdict:
    """What a rule says of a programme in a year.

    `numbers` are those of the rule's measure by year, absent where there is no row; `schools` is how many have students
    of the programme in that year. A number that is known in part still decides where every value it can have decides
    alike.
    """
    if rule.kind is WarningKind.FEW_SCHOOLS:
        return Verdict(rule, _few(schools, rule.at_most), (year,), (schools,))
    first = year - rule.years + (rule.kind is WarningKind.AT_MOST)
    years = tuple(range(first, year + 1))
    looked_at = tuple(numbers.get(each, UNKNOWN) for each in years)
    outcome = _falling(looked_at) if rule.kind is WarningKind.FALLING else _at_most(looked_at, rule.at_most)
    return Verdict(rule, outcome, years, looked_at)


def _falling(numbers: Sequence[Bounds]) -> Outcome:
    """Each smaller than the one before."""
    if not _can_fall(numbers):
        return Outcome.CLEAR
    falls = all(later.high < earlier.low for earlier, later in pairwise(numbers))
    return Outcome.FOUND if falls else Outcome.UNSAID


def _can_fall(numbers: Sequence[Bounds]) -> bool:
    """Whether any values within these bounds fall throughout, each being as large as it can be; what is not known is a
    whole number."""
    before = inf
    for number in numbers:
        largest = number.high if number.high < before or before == inf else ceil(before) - 1
        if largest < number.low:
            return False
        before = largest
    return True


def _few(schools: Bounds, bound: float) -> Outcome:
    """At least one school and not more than the bound: what no school teaches is not taught at few. A bound below one
    asks for what no school teaches."""
    if bound >= 1 and schools.low < 1:
        return Outcome.CLEAR if schools.high < 1 else Outcome.UNSAID
    return _at_most([schools], bound)


def _at_most(numbers: Sequence[Bounds], bound: float) -> Outcome:
    """None above the bound."""
    if any(number.low > bound for number in numbers):
        return Outcome.CLEAR
    return Outcome.FOUND if all(number.high <= bound for number in numbers) else Outcome.UNSAID
