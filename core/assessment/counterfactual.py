"""What would change the status: the latest value from which another one holds, in the unit and in persons."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf

from core.assessment.assessment import Assessment
from core.assessment.pace import Pace, pace
from core.assessment.points import Point
from core.assessment.status import LAGGING, ON_TRACK, Status
from core.plan.indicators import Better

_SLACK = 1e-9
"""Rounding errors below this share of a value do not add a whole person."""


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The value of `year` at which the status would just be `status`, all else as it is.

    `extra` is how much more (fewer, when fewer is better) that takes than the latest value, in the indicator's unit;
    negative: so much could be lost and the status would hold. `parts` is the same in whole units of the numerator
    of a share with its denominator unchanged, None for other units; `added` is the same where the numerator's units
    come on top of the denominator, which takes more of them. Counts are whole; `at_limit` says that the latest value
    is the very limit of the status, which no whole count need hit.
    """

    status: Status
    year: int
    value: float
    extra: float
    parts: int | None = None
    added: int | None = None
    at_limit: bool = False


def counterfactuals(assessment: Assessment) -> tuple[Counterfactual, ...]:
    """The changes in the latest year that would change the status, the next better status first.

    For a goal that is on track or met: how much may be lost before it no longer is. For a goal missed: what was
    missing in the target year. Empty where the status rests on no pace (too few data, no goal, not yet published).
    """
    pace_to_goal, latest = assessment.goal_pace, assessment.latest
    if pace_to_goal is None or latest is None or latest.value is None:
        return ()
    targets = {
        Status.MET: (Status.MET,),
        Status.MISSED: (Status.MET,),
        Status.ON_TRACK: (Status.ON_TRACK,),
        Status.LAGGING: (Status.ON_TRACK,),
        Status.FAR_BEHIND: (Status.LAGGING, Status.ON_TRACK),
        Status.MOVING_AWAY: (Status.FAR_BEHIND, Status.ON_TRACK),
    }.get(assessment.status, ())
    if assessment.status is Status.MOVING_AWAY and pace_to_goal.required is None:
        targets = (Status.MET,)  # from a baseline at the goal there is only the way back to it
    changes = [_counterfactual(assessment, pace_to_goal, latest, latest.value, status) for status in targets]
    # In small counts one more may do both: then only the better of the two is true.
    return tuple(
        change
        for place, change in enumerate(changes)
        if change.value not in [later.value for later in changes[place + 1 :]]
    )


def _counterfactual(
    assessment: Assessment, pace_to_goal: Pace, latest: Point, now: float, status: Status
) -> Counterfactual:
    """The change from the latest value, which is `now`, that would give the status."""
    value = _least_value(pace_to_goal, status)
    sign, at_limit = 1 if pace_to_goal.better is Better.HIGHER else -1, abs(value - now) <= _SLACK * max(1.0, abs(now))
    if not assessment.indicator.unit.is_share:
        whole = _whole(value, sign)
        status = _status_at(whole, latest.year, pace_to_goal, assessment.closed)
        return Counterfactual(status, latest.year, whole, sign * (whole - now), at_limit=at_limit)
    if latest.numerator is None or not latest.denominator:
        return Counterfactual(status, latest.year, value, sign * (value - now), at_limit=at_limit)
    whole = _whole(value * latest.denominator, sign)
    share = whole / latest.denominator
    return Counterfactual(
        _status_at(share, latest.year, pace_to_goal, assessment.closed),
        latest.year,
        share,
        sign * (share - now),
        round(sign * (whole - latest.numerator)),
        _added(latest.numerator, latest.denominator, value, sign) if assessment.indicator.numerator_adds else None,
        at_limit,
    )


def _least_value(pace_to_goal: Pace, status: Status) -> float:
    """The latest value that would just give the status, between baseline and goal."""
    if status is Status.MET:
        return pace_to_goal.target
    value = pace_to_goal.latest_for(
        {Status.ON_TRACK: ON_TRACK, Status.LAGGING: LAGGING, Status.FAR_BEHIND: 0.0}[status]
    )
    assert value is not None  # a status by pace has a baseline and a pace
    # The goal itself is never further than what would be on track towards it.
    nearest = min if pace_to_goal.better is Better.HIGHER else max
    return nearest(value, pace_to_goal.target)


def _added(numerator: float, denominator: float, share: float, sign: int) -> int | None:
    """How many have to come on top of numerator and denominator alike for the share; None when no number would do."""
    if not 0 <= share < 1:
        return None
    return round(sign * _whole((share * denominator - numerator) / (1 - share), sign))


def _status_at(value: float, year: int, pace_to_goal: Pace, closed: bool) -> Status:
    """The status a value really gives: a whole unit may carry it past the next threshold or over the goal itself."""
    return pace(
        pace_to_goal.base_year,
        pace_to_goal.base,
        year,
        value,
        pace_to_goal.target_year,
        pace_to_goal.target,
        pace_to_goal.better,
        pace_to_goal.rule,
        due_passed=closed,
    ).status


def _whole(value: float, sign: int) -> float:
    """The nearest whole number that is still good enough in the better direction."""
    slack = _SLACK * max(1.0, abs(value))
    return float(ceil(value - slack) if sign > 0 else floor(value + slack)) if abs(value) < inf else value
