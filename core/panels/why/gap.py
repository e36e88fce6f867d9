"""The gap to be explained, and an explanation of it: parts that lead from what was due to what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.assessment import Assessment, Contribution, meets_target
from core.formats import round_half_up
from core.plan.indicators import Indicator

NOTHING = 1e-9
"""A part smaller than this is the noise of binary fractions."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A value of a year that falls short of what was due: the goal in its year, before that the required path.

    What is due in heads is whole.
    """

    indicator: Indicator
    year: int
    base_year: int
    value: float
    due: float
    is_goal: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """The parts of a gap, and sentences about how they were worked out.

    `numbers` are the numbers they were worked out from, each by indicator and year, the newest first; what has no years
    is told by the datasets of the explanation.
    """

    parts: tuple[Contribution, ...]
    notes: tuple[str, ...]
    numbers: tuple[tuple[str, int], ...] = ()


def gap_of(assessment: Assessment) -> Gap | None:
    """The gap of an assessment; None when there is no goal, no value or no path, when nobody knows how far
    a lower bound falls short, or when nothing is missing."""
    goal, latest = assessment.goal, assessment.latest
    if goal is None or assessment.gap is None or latest is None or latest.value is None or not latest.is_start:
        return None
    is_goal = latest.year == goal.target_year
    due = goal.value if is_goal else assessment.expected(latest.year)
    if due is not None and assessment.indicator.unit.is_heads:
        due = float(round_half_up(due, 0))
    if due is None or meets_target(latest.value, due, assessment.indicator.better):
        return None
    return Gap(assessment.indicator, latest.year, goal.baseline_year, latest.value, due, is_goal)


def with_rest(parts: Sequence[Contribution], gap: Gap, rest: str) -> tuple[Contribution, ...]:
    """The parts, and under the name `rest` what they leave of the way from what was due to what is there."""
    left = gap.value - gap.due - sum(part.value for part in parts)
    more = (Contribution(rest, left),) if abs(left) > NOTHING else ()
    return (*(part for part in parts if abs(part.value) > NOTHING), *more)
