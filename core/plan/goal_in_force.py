"""Which wording of a goal counts: of the entries for one indicator, the one in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from core.plan.entries import Goal


def goal_in_force(goals: Iterable[Goal], indicator_id: str, on: date) -> Goal | None:
    """The goal for an indicator on a day: the entry that started last; None before the first or after the last."""
    started = [goal for goal in goals if goal.indicator == indicator_id and goal.in_force_from <= on]
    latest = max(started, key=lambda goal: goal.in_force_from, default=None)
    return latest if latest is not None and latest.in_force(on) else None
