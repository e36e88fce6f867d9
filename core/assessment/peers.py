"""The rules of others: Germany's weather symbols, the United Nations' progress chart, Statistics Canada's measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import isfinite

from core.assessment.cases import NOT_AVAILABLE, Case, Finding
from core.assessment.paths import reached
from core.assessment.status import LAGGING, ON_TRACK, at_least

MOMENTUM_POINTS, FEWEST_POINTS = 6, 4
SUN_BELOW, CLOUD_ABOVE = 0.05, 0.20
"""Shares of the way that may be missing in the target year: sun below the first, sun and cloud up to the second."""


def momentum(case: Case) -> Finding:
    """Germany's weather symbols: where the average change over the last six points leads by the target year."""
    years, values = case.years[-MOMENTUM_POINTS:], case.values[-MOMENTUM_POINTS:]
    if len(years) < FEWEST_POINTS:
        return Finding("weather", NOT_AVAILABLE)
    change = (values[-1] - values[0]) / (years[-1] - years[0])
    span, better = (years[0], years[-1]), case.sign * change
    if case.target is None:
        latest = case.sign * (values[-1] - values[-2])
        outcome = ("sun" if latest > 0 else "sun_cloud") if better > 0 else ("cloud" if latest > 0 else "storm")
        return Finding("weather", outcome, change, years=span)
    there = reached(values[-1], case.target, case.better)
    if there or case.target_year is None or case.target_year <= years[-1]:
        outcome = ("sun" if better >= 0 else "sun_cloud") if there else ("cloud" if better > 0 else "storm")
        return Finding("weather", outcome, change, years=span)
    if better <= 0:
        return Finding("weather", "storm", change, years=span)
    leads_to = values[-1] + change * (case.target_year - years[-1])
    missing = case.sign * (case.target - leads_to) / abs(case.target - values[-1])
    outcome = "cloud" if not at_least(CLOUD_ABOVE, missing) else "sun_cloud" if at_least(missing, SUN_BELOW) else "sun"
    return Finding("weather", outcome, change, years=span)


UN_MET, UN_FAIR = 0.95, 0.10
UN_GROWTH = (0.02, 0.005)
UN_NEAR_LIMIT = 0.01
"""Within one point of 0 or 100 % the target counts as reached."""


def un_2023(case: Case) -> Finding:
    """The United Nations' progress chart since 2023: the share of the way gone if growth goes on to the target year."""
    name = "un_2023"
    if case.base is None or case.latest is None or case.latest[0] <= case.base[0]:
        return Finding(name, NOT_AVAILABLE)
    (start, first), (end, last) = case.base, case.latest
    span = (start, end)
    if case.target is not None and _as_good_as_reached(case, last):
        return Finding(name, "met", None, years=span)
    if first == 0 or last / first <= 0:
        return Finding(name, NOT_AVAILABLE)
    growth = (last / first) ** (1 / (end - start)) - 1
    if case.target is None or case.target_year is None:
        towards = case.sign * growth * (1 if first > 0 else -1)
        outcome = (
            "met" if at_least(towards, UN_GROWTH[0]) else "fair" if at_least(towards, UN_GROWTH[1]) else "stagnation"
        )
        return Finding(name, outcome, growth, years=span)
    if case.target == first:
        return Finding(name, "stagnation", None, years=span)
    try:
        expected = last * (1 + growth) ** max(0, case.target_year - end)
    except OverflowError:  # growth from next to nothing leads beyond any number
        return Finding(name, NOT_AVAILABLE)
    gone = (expected - first) / (case.target - first)
    if not isfinite(gone):
        return Finding(name, NOT_AVAILABLE)
    # A baseline beyond the target that fell back would otherwise count its way down as progress.
    if reached(first, case.target, case.better):
        return Finding(name, "stagnation", gone, years=span)
    outcome = "met" if at_least(gone, UN_MET) else "fair" if at_least(gone, UN_FAIR) else "stagnation"
    return Finding(name, outcome, gone, years=span)


def _as_good_as_reached(case: Case, value: float) -> bool:
    target = case.target
    assert target is not None
    if reached(value, target, case.better):
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


def statcan(case: Case) -> Finding:
    """Statistics Canada's measure: compound growth over the growth required; without a target, growth itself."""
    if case.base is None or case.latest is None:
        return Finding("statcan", NOT_AVAILABLE)
    (start, first), (end, last) = case.base, case.latest
    if case.target is None or case.target_year is None:
        return _without_target(case, start, first, end, last)
    found = _against_target(case, start, first, end, last)
    # A target that is reached overrides whatever the growth says, and be there but one point.
    if reached(last, case.target, case.better):
        return replace(found, outcome="target_achieved", score=5.0, years=(start, end))
    return found


def _without_target(case: Case, start: int, first: float, end: int, last: float) -> Finding:
    first = first or CANADA_NEVER_ZERO
    if end <= start or last / first < 0:
        return Finding("statcan", NOT_AVAILABLE)
    growth = (last / first) ** (1 / (end - start)) - 1
    measured = case.sign * growth * (-1 if first < 0 else 1)
    room = _room(first, case.limit)
    if not room and measured >= 0:
        return Finding("statcan", "substantial_progress", measured, 5.0, (start, end))
    on, off = (threshold * room for threshold in CANADA_GROWTH)
    score = _scored(measured, ((-0.02, -5.0), (0.0, -2.5), (off, 0.0), (on, 2.5), (0.02 * room, 5.0)))
    return Finding("statcan", _canadian(measured, on, off), measured, score, (start, end))


def _room(first: float, limit: float | None) -> float:
    """How much of the thresholds is asked for on the way up to a limit or, within its double, down to it."""
    if not limit:
        return 1.0
    gone = abs(first / limit)
    near: float = gone if gone <= 1 else max(0.0, 2 - gone)
    return float(1 - near**CANADA_LIMIT_POWER)


def _against_target(case: Case, start: int, first: float, end: int, last: float) -> Finding:
    assert case.target is not None
    assert case.target_year is not None
    first, target = first or CANADA_NEVER_ZERO, case.target or CANADA_NEVER_ZERO
    if end <= start or last / first < 0 or target / first <= 0 or case.target_year <= start:
        return Finding("statcan", NOT_AVAILABLE)
    growth = (last / first) ** (1 / (end - start)) - 1
    towards = case.sign * growth * (-1 if first < 0 else 1)
    required = abs((target / first) ** (1 / (case.target_year - start)) - 1)
    if not required:
        return Finding("statcan", "deterioration" if towards < 0 else NOT_AVAILABLE, years=(start, end))
    ratio = towards / required
    slope, offset = CANADA_SCORE[0] if ratio < LAGGING else CANADA_SCORE[1]
    score = min(5.0, max(-5.0, slope * ratio - offset))
    return Finding("statcan", _canadian(ratio, ON_TRACK, LAGGING), ratio, score, (start, end))


def _canadian(measured: float, on: float, off: float) -> str:
    if at_least(measured, on):
        return "substantial_progress"
    if at_least(measured, off):
        return "moderate_progress"
    return "limited_progress" if at_least(measured, 0.0) else "deterioration"


def _scored(value: float, corners: Sequence[tuple[float, float]]) -> float:
    """Linear between the corners, flat beyond them."""
    if value <= corners[0][0]:
        return corners[0][1]
    for (left, low), (right, high) in pairwise(corners):
        if value <= right:
            return high if right == left else low + (high - low) * (value - left) / (right - left)
    return corners[-1][1]
