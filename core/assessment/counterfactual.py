"""What would turn the light: the counter-factual of a status, in the indicator's unit and in heads."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf

from core.assessment.paths import Pace, pace
from core.assessment.status import LAGGING, ON_TRACK, Status
from core.assessment.verdict import Assessment
from core.plan.indicators import Better

_SLACK = 1e-9
"""Arithmetic noise that must not ask for one person more."""


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The value of `year` at which the status would just be `status`, all else as it is.

    `extra` is how much more (fewer, when fewer is better) that takes than the latest value, in the indicator's unit;
    negative: so much could be lost and the status would hold. `parts` is the same in whole units of the numerator
    of a share with its denominator unchanged, None for other units; `added` is the same where the numerator's units
    come on top of the denominator, which takes more of them. Counts are whole.
    """

    status: Status
    year: int
    value: float
    extra: float
    parts: int | None = None
    added: int | None = None


def counterfactuals(assessment: Assessment) -> tuple[Counterfactual, ...]:
    """The changes in the latest year that would turn the light, the next better status first.

    For a goal that is on track or met: how much may be lost before it no longer is. For a goal missed: what was
    missing in the target year. Empty where the status rests on no pace (too few data, no goal, not yet published).
    """
    found, latest = assessment.paced, assessment.latest
    if found is None or latest is None or latest.value is None:
        return ()
    aimed = {
        Status.MET: (Status.MET,),
        Status.MISSED: (Status.MET,),
        Status.ON_TRACK: (Status.ON_TRACK,),
        Status.LAGGING: (Status.ON_TRACK,),
        Status.FAR_BEHIND: (Status.LAGGING, Status.ON_TRACK),
        Status.MOVING_AWAY: (Status.FAR_BEHIND, Status.ON_TRACK),
    }.get(assessment.status, ())
    if assessment.status is Status.MOVING_AWAY and found.required is None:
        aimed = (Status.MET,)  # from a baseline at the goal there is only the way back to it
    made = [turn for turn in (_turn(assessment, found, status) for status in aimed) if turn is not None]
    # In small counts one more may do both: then only the better of the two is true.
    return tuple(
        turn for place, turn in enumerate(made) if turn.value not in [later.value for later in made[place + 1 :]]
    )


def _turn(assessment: Assessment, found: Pace, status: Status) -> Counterfactual | None:
    latest = assessment.latest
    assert latest is not None
    assert latest.value is not None
    value = (
        found.target
        if status is Status.MET
        else found.latest_for({Status.ON_TRACK: ON_TRACK, Status.LAGGING: LAGGING, Status.FAR_BEHIND: 0.0}[status])
    )
    if value is None:
        return None
    sign = 1 if found.better is Better.HIGHER else -1
    low, high = assessment.indicator.bounds
    # The goal itself is never further than what would be on track towards it.
    value = min(value, found.target) if sign > 0 else max(value, found.target)
    if not low <= value <= high:
        return None
    if assessment.indicator.unit.is_share:
        if latest.numerator is None or not latest.denominator:
            return Counterfactual(status, latest.year, value, sign * (value - latest.value))
        wanted = value * latest.denominator
        whole = _whole(wanted, sign)
        return Counterfactual(
            _given(whole / latest.denominator, found, assessment.closed),
            latest.year,
            whole / latest.denominator,
            sign * (whole / latest.denominator - latest.value),
            round(sign * (whole - latest.numerator)),
            _added(latest.numerator, latest.denominator, value, sign) if assessment.indicator.numerator_adds else None,
        )
    whole = _whole(value, sign)
    return Counterfactual(_given(whole, found, assessment.closed), latest.year, whole, sign * (whole - latest.value))


def _added(numerator: float, denominator: float, share: float, sign: int) -> int | None:
    """How many have to come on top of numerator and denominator alike for the share; None when no number would do."""
    if not 0 <= share < 1:
        return None
    return round(sign * _whole((share * denominator - numerator) / (1 - share), sign))


def _given(value: float, found: Pace, closed: bool) -> Status:
    """The status a value really gives: a whole unit may carry it past the next threshold or over the goal itself."""
    start, end, due = found.base_year, found.latest_year, found.target_year
    judged = pace(start, found.base, end, value, due, found.target, found.better, found.rule, due_passed=closed)
    return judged.status


def _whole(value: float, sign: int) -> float:
    """The nearest whole number that is still good enough in the better direction."""
    slack = _SLACK * max(1.0, abs(value))
    return float(ceil(value - slack) if sign > 0 else floor(value + slack)) if abs(value) < inf else value
