"""Which wording of a goal counts: of the entries for one indicator, the one in force on a day, which must be one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from core.plan.entries import Goal
from core.toml_entries import PlanError, PlanProblem


def goal_in_force(goals: Iterable[Goal], indicator_id: str, on: date) -> Goal | None:
    """The goal for an indicator on a day: the entry that started last; None before the first or after the last."""
    started = [goal for goal in goals if goal.indicator == indicator_id and goal.in_force_from <= on]
    latest = max(started, key=lambda goal: goal.in_force_from, default=None)
    return latest if latest is not None and latest.in_force(on) else None


def check_overlaps(goals: Sequence[Goal], file: str) -> None:
    """An entry without an end gives way to the next one; one with an end must have ended before it. Raises PlanError
    that names `file`."""
    for indicator in dict.fromkeys(goal.indicator for goal in goals):
        entries = sorted((goal for goal in goals if goal.indicator == indicator), key=lambda goal: goal.in_force_from)
        for earlier, later in pairwise(entries):
            start = later.in_force_from
            if earlier.in_force_from == start or (earlier.in_force_to is not None and earlier.in_force_to >= start):
                key = f"goal[{indicator}].in_force_from"
                raise PlanError(PlanProblem.OVERLAPPING_GOALS, file, key, found=start)
