"""When a goal is reached, lost and reached again over the years observed and those ahead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.assessment import meets_target
from core.plan.indicators import Indicator


@dataclass(frozen=True, slots=True)
class GoalCourse:
    """When a goal is reached, by year.

    `since` is the first of the observed years that reach it without a break up to the last one observed, or else up to
    the target year; `first` is that year or the first year ahead; `lost` and `again` are the first years after it
    below and at the goal. It `is_behind` when it was met in time and the last value observed is below it.
    """

    since: int | None
    first: int | None
    lost: int | None
    again: int | None
    is_behind: bool = False

    @classmethod
    def of(
        cls,
        observed: Sequence[tuple[int, float]],
        ahead: Sequence[tuple[int, float]],
        enough: float,
        indicator: Indicator,
        due: int,
    ) -> GoalCourse:
        def at_goal(value: float) -> bool:
            return meets_target(value, enough, indicator.better)

        since = in_time = None
        for year, value in observed:
            since = (year if since is None else since) if at_goal(value) else None
            in_time = since if year == due else in_time
        is_behind = since is None and in_time is not None
        since = in_time if since is None else since
        values = (*observed, *ahead)
        first = _first_year(ahead, at_goal) if since is None else since
        lost = None if first is None else _first_year(values, lambda value: not at_goal(value), after=first)
        again = None if lost is None else _first_year(ahead, at_goal, after=lost)
        return cls(since, first, lost, again, is_behind)


def _first_year(
    values: Sequence[tuple[int, float]], holds: Callable[[float], bool], *, after: int | None = None
) -> int | None:
    """The first year, later than `after`, whose value is as asked for."""
    return next((year for year, value in values if (after is None or year > after) and holds(value)), None)
