"""When a goal is reached, lost and reached again over the years observed and those ahead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.assessment import meets_target
from core.plan.indicators import Indicator


@dataclass(frozen=True, slots=True)
class GoalCourse:
    """When a goal is reached, by year.

    `since` is the first of the last observed years in a row that reach it, while it is set or up to the last one
    observed; `first` is that year or the first year ahead; `lost` and `again` are the first years after it below and at
    the goal. It `is_behind` when the last value observed is below it again, and `in_time` when the target year is one
    of the observed years that reach it.
    """

    since: int | None
    first: int | None
    lost: int | None
    again: int | None
    is_behind: bool = False
    in_time: bool = False

    @classmethod
    def of(
        cls,
        observed: Sequence[tuple[int, float]],
        ahead: Sequence[tuple[int, float]],
        enough: float,
        indicator: Indicator,
        years: tuple[int, int],
    ) -> GoalCourse:
        """The course over the observed years and those `ahead`; `years` are that from which it is set and its target
        year."""

        def at_goal(value: float) -> bool:
            return meets_target(value, enough, indicator.better)

        start = run = None
        for year, value in observed:
            start = (year if start is None else start) if at_goal(value) else None
            run = run if start is None else (start, year)
        set_in, due = years
        # What was reached before anybody had set it is no goal that was reached, unless it lasts.
        if run is not None and start is None and run[1] < set_in:
            run = None
        since = None if run is None else run[0]
        is_behind = since is not None and start is None
        in_time = run is not None and run[0] <= due <= run[1]
        values = (*observed, *ahead)
        first = _first_year(ahead, at_goal) if since is None else since
        lost = None if first is None else _first_year(values, lambda value: not at_goal(value), after=first)
        again = None if lost is None else _first_year(ahead, at_goal, after=lost)
        return cls(since, first, lost, again, is_behind, in_time)


def _first_year(
    values: Sequence[tuple[int, float]], holds: Callable[[float], bool], *, after: int | None = None
) -> int | None:
    """The first year, later than `after`, whose value is as asked for."""
    return next((year for year, value in values if (after is None or year > after) and holds(value)), None)
