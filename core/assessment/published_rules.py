"""Rules published elsewhere: the progress chart of the UN, and that of Statistics Canada."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from core.assessment.rule_inputs import NOT_AVAILABLE, RuleInput, RuleResult
from core.assessment.status import LAGGING, ON_TRACK, at_least, meets_target

UN_MET, UN_FAIR = 0.95, 0.10
UN_GROWTH = (0.02, 0.005)
UN_NEAR_LIMIT = 0.01
"""Within one point of 0 or 100 % the target counts as reached."""


def un_progress_rule(case: RuleInput) -> RuleResult:
    """The United Nations' progress chart of 2023: met · fair · stagnation · not_available.

    Decides by the share of the way from the baseline that is covered by the target year if growth goes on; without a
    target by the growth itself.
    """
    if case.base is None or case.latest is None or case.latest[0] <= case.base[0]:
        return RuleResult("un_2023", NOT_AVAILABLE)
    (start, first), (end, last) = case.base, case.latest
    if case.target is not None and _as_good_as_reached(case, last):
        return RuleResult("un_2023", "met", None, years=(start, end))
    if first == 0 or last / first <= 0:
        return RuleResult("un_2023", NOT_AVAILABLE)
    growth = (last / first) ** (1 / (end - start)) - 1
    if case.target is None or case.target_year is None:
        improvement = case.sign * growth * (1 if first > 0 else -1)
        return RuleResult("un_2023", _un_outcome(improvement, *UN_GROWTH), growth, years=(start, end))
    return _un_against_target(case, first, last, growth, case.target, max(0, case.target_year - end), (start, end))


def _un_against_target(
    case: RuleInput,
    first: float,
    last: float,
    growth: float,
    target: float,
    years_left: int,
    span: tuple[int, int],
) -> RuleResult:
    if target == first:
        return RuleResult("un_2023", "stagnation", None, years=span)
    try:
        expected = last * (1 + growth) ** years_left
    except OverflowError:  # growth from next to nothing leads beyond any number
        return RuleResult("un_2023", NOT_AVAILABLE)
    covered = (expected - first) / (target - first)
    # A baseline beyond the target that fell back would otherwise count its way down as progress.
    if meets_target(first, target, case.better):
        return RuleResult("un_2023", "stagnation", covered, years=span)
    return RuleResult("un_2023", _un_outcome(covered, UN_MET, UN_FAIR), covered, years=span)


def _un_outcome(measure: float, met: float, fair: float) -> str:
    if at_least(measure, met):
        return "met"
    return "fair" if at_least(measure, fair) else "stagnation"


def _as_good_as_reached(case: RuleInput, value: float) -> bool:
    target = case.target
    assert target is not None
    if meets_target(value, target, case.better):
        return True
    if case.limit is None or target != case.limit:
        return False
    return at_least(UN_NEAR_LIMIT, abs(value - target) / abs(target or 1))


CANADA_NEVER_ZERO = 0.001
"""What the rule puts in the place of a zero base or target; arbitrary, which is why it is not our own rule."""
CANADA_GROWTH = (0.015, 0.005)
CANADA_LIMIT_POWER = 4.44
CANADA_SCORE = ((4.1667, 2.5), (7.1429, 4.2857))
"""Slope and offset of the score below and above 0.60; rounded as published, so -0.6, 0.6, 1.3 give about -5, 0, 5."""


def statcan_rule(case: RuleInput) -> RuleResult:
    """Statistics Canada's measure: compound growth over the growth required; without a target, growth itself."""
    if case.base is None or case.latest is None:
        return RuleResult("statcan", NOT_AVAILABLE)
    (start, first), (end, last) = case.base, case.latest
    if case.target is None or case.target_year is None:
        return _canada_without_target(case, start, first, end, last)
    result = _canada_against_target(case, start, first, end, last)
    # A target that is reached overrides whatever the growth says, and be there but one point.
    if meets_target(last, case.target, case.better):
        return replace(result, outcome="target_achieved", score=5.0, years=(start, end))
    return result


def _canada_without_target(case: RuleInput, start: int, first: float, end: int, last: float) -> RuleResult:
    first = first or CANADA_NEVER_ZERO
    if end <= start or last / first < 0:
        return RuleResult("statcan", NOT_AVAILABLE)
    growth = (last / first) ** (1 / (end - start)) - 1
    measured = case.sign * growth * (-1 if first < 0 else 1)
    share = _threshold_share(first, case.limit)
    if not share and measured >= 0:
        return RuleResult("statcan", "substantial_progress", measured, 5.0, (start, end))
    on, off = (threshold * share for threshold in CANADA_GROWTH)
    score = _interpolated(measured, ((-0.02, -5.0), (0.0, -2.5), (off, 0.0), (on, 2.5), (0.02 * share, 5.0)))
    return RuleResult("statcan", _canada_outcome(measured, on, off), measured, score, (start, end))


def _threshold_share(first: float, limit: float | None) -> float:
    """The share of the thresholds that applies near a limit: approached from below, or from above within its double."""
    if not limit:
        return 1.0
    gone = abs(first / limit)
    near: float = gone if gone <= 1 else max(0.0, 2 - gone)
    return float(1 - near**CANADA_LIMIT_POWER)


def _canada_against_target(case: RuleInput, start: int, first: float, end: int, last: float) -> RuleResult:
    assert case.target is not None
    assert case.target_year is not None
    first, target = first or CANADA_NEVER_ZERO, case.target or CANADA_NEVER_ZERO
    if end <= start or last / first < 0 or target / first <= 0 or case.target_year <= start:
        return RuleResult("statcan", NOT_AVAILABLE)
    growth = (last / first) ** (1 / (end - start)) - 1
    towards = case.sign * growth * (-1 if first < 0 else 1)
    required = abs((target / first) ** (1 / (case.target_year - start)) - 1)
    if not required:
        return RuleResult("statcan", "deterioration" if towards < 0 else NOT_AVAILABLE, years=(start, end))
    ratio = towards / required
    slope, offset = CANADA_SCORE[0] if ratio < LAGGING else CANADA_SCORE[1]
    score = min(5.0, max(-5.0, slope * ratio - offset))
    return RuleResult("statcan", _canada_outcome(ratio, ON_TRACK, LAGGING), ratio, score, (start, end))


def _canada_outcome(measured: float, on: float, off: float) -> str:
    if at_least(measured, on):
        return "substantial_progress"
    if at_least(measured, off):
        return "moderate_progress"
    return "limited_progress" if at_least(measured, 0.0) else "deterioration"


def _interpolated(value: float, corners: Sequence[tuple[float, float]]) -> float:
    """Linear between the corners, flat beyond them."""
    if value <= corners[0][0]:
        return corners[0][1]
    for (left, low), (right, high) in pairwise(corners):
        if value <= right:
            return low + (high - low) * (value - left) / (right - left)
    return corners[-1][1]
