"""Puts the assessment of an indicator together: path, pace, gap, status and outlook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from math import isfinite, isnan

from core.annual_series import SeriesError, check_series
from core.assessment.assessment import Assessment, StatementVerdict, pace_to
from core.assessment.pace import Pace
from core.assessment.points import Point
from core.assessment.rule_inputs import RuleInput, RuleResult
from core.assessment.rules import apply_rule
from core.assessment.status import Reason, Status, decide_by_bound
from core.datasets import RowStatus, Symbol
from core.forecast import Forecast, forecast
from core.plan.entries import Goal, Statement
from core.plan.indicators import Indicator
from core.published.series import Evidence

RECENT_YEARS = 2
"""How far back the recent pace looks: what the last two years gave, beside the average since the baseline."""


def assess(
    indicator: Indicator,
    observed: Iterable[Point],
    goal: Goal | None,
    as_of: date,
    *,
    evidence: Iterable[Evidence] = (),
) -> Assessment:
    """Judge observed values against the goal in force on `as_of`.

    Before the due date: reached, else observed over required pace since the baseline by the goal's rule. From the due
    date on only the value of the target year counts: met, missed or not yet published. Without a goal in force the
    values are returned without a verdict. A value that cannot be one (an infinity, a share above 1, a year twice) is
    left out, named in `problem`, and the series gets no verdict.
    """
    series, problem = _usable_series(indicator, observed)
    newest = next((point for point in reversed(series) if point.value is not None), None)
    without_verdict = Assessment(
        indicator=indicator,
        goal=goal,
        as_of=as_of,
        observed=series,
        base=None,
        latest=newest,
        newest=newest,
        status=Status.NO_GOAL,
        reason=Reason.NOT_IN_FORCE,
        closed=False,
        evidence=tuple(evidence),
        problem=problem,
    )
    return without_verdict if goal is None else _judge(without_verdict, goal)


def status_at_most(assessment: Assessment) -> Status:
    """The status if every suppressed part of the observed values were as large as it can be, where that is known."""
    if not any(point.lower_bound for point in assessment.observed):
        return assessment.status
    raised = [
        replace(point, value=point.most, suppressed_parts=0) if point.is_start else point
        for point in assessment.observed
    ]
    return assess(assessment.indicator, raised, assessment.goal, assessment.as_of).status


def _judge(assessment: Assessment, goal: Goal) -> Assessment:
    """The assessment completed by the verdict on its goal."""
    closed = assessment.as_of >= goal.due
    latest = next((point for point in reversed(assessment.present) if point.year <= goal.target_year), None)
    unusable = replace(
        assessment, latest=latest, status=Status.INSUFFICIENT_DATA, reason=Reason.UNUSABLE, closed=closed
    )
    if assessment.problem is not None:
        return unusable
    base = _base(goal, assessment.present)
    # Nothing is joined across a break: a baseline from before it is none for what is counted now.
    cut = base is not None and latest is not None and _break_between(assessment.indicator, base.year, latest.year)
    base = None if cut else base
    judged = replace(
        assessment, base=base if base is not None and base.is_start else None, latest=latest, closed=closed
    )
    try:
        verdict = _pace(judged, goal, goal.value)
    except SeriesError as error:
        return replace(unusable, problem=error)
    verdict = replace(verdict, reason=_reason(verdict.reason, assessment.observed, cut=cut, is_bound=base is not None))
    return _with_outlook(_with_verdict(judged, goal, verdict), goal)


def _pace(assessment: Assessment, goal: Goal, target: float) -> Pace:
    """The pace up to the newest value that one may rest on, judged by the latest value."""
    latest, closed, better = assessment.latest, assessment.closed, assessment.indicator.better
    verdict = pace_to(assessment.indicator, goal, assessment.base, assessment.start, closed, target)
    if latest is None or latest.value is None or latest.is_start or (closed and latest.year != goal.target_year):
        return verdict
    status, reason = decide_by_bound(latest.value, target, better, due_passed=closed)
    return replace(verdict, status=status, reason=reason)


def _with_verdict(assessment: Assessment, goal: Goal, verdict: Pace) -> Assessment:
    final = None if verdict.reason is Reason.NOT_PUBLISHED_AT_CLOSE else assessment.latest
    return replace(
        assessment,
        status=verdict.status,
        reason=verdict.reason,
        gap=None if final is None or final.value is None else final.value - goal.value,
        required_pace=verdict.required,
        observed_pace=verdict.observed,
        needed_pace=verdict.needed,
        pace_ratio=verdict.ratio,
        required_from_base=verdict.required_from_base,
        required_from_now=verdict.required_from_now,
        statements=tuple(_statement_verdict(statement, assessment, goal) for statement in goal.statements),
    )


def _with_outlook(assessment: Assessment, goal: Goal) -> Assessment:
    """With the recent pace and, while there are years to go, the momentum and the forecast."""
    indicator, latest = assessment.indicator, assessment.latest
    if latest is None:
        return assessment
    comparable = assessment.comparable
    if not comparable:
        return assessment
    since = comparable[-1].year - RECENT_YEARS
    recent = next((point for point in comparable[:-1] if point.year >= since), None)
    if recent is not None:
        recent_pace = _change(recent, comparable[-1])
        assessment = replace(assessment, recent_pace=recent_pace, recent_from=recent.year)
    if assessment.closed or latest.year >= goal.target_year:
        return assessment
    return replace(
        assessment,
        momentum=_momentum(indicator, goal, comparable),
        forecast=forecast_to(indicator, comparable, goal.target_year),
    )


def forecast_to(indicator: Indicator, points: tuple[Point, ...], target_year: int) -> Forecast | None:
    """The forecast from points that hold a value to a year after the last of them; None from fewer than two."""
    if len(points) < 2 or target_year <= points[-1].year:
        return None
    return forecast(
        [point.year for point in points],
        [point.value for point in points],
        target_year - points[-1].year,
        bounds=indicator.bounds,
        step=0.0 if indicator.unit.is_share else 1.0,
    )


def _usable_series(indicator: Indicator, observed: Iterable[Point]) -> tuple[tuple[Point, ...], SeriesError | None]:
    """The points in order of year without impossible values, and what is wrong with the first of those."""
    series = tuple(sorted((_without_nan(point) for point in observed), key=lambda point: point.year))
    try:
        check_series([point.year for point in series], [point.value for point in series], indicator.bounds)
    except SeriesError as error:
        lower, upper = indicator.bounds
        by_year: dict[int, Point] = {}
        for point in series:
            if point.value is None or (isfinite(point.value) and lower <= point.value <= upper):
                by_year.setdefault(point.year, point)
        return tuple(by_year.values()), error
    return series, None


def _without_nan(point: Point) -> Point:
    """The point; a value that is not a number (NaN) becomes a missing one."""
    if point.value is None or not isnan(point.value):
        return point
    return replace(point, value=None, symbol=Symbol.NOT_REPORTED if point.symbol is Symbol.PRESENT else point.symbol)


def _reason(reason: Reason, observed: tuple[Point, ...], *, cut: bool, is_bound: bool) -> Reason:
    """Why there is no verdict, as exactly as the points say; any other reason as it is."""
    if reason is Reason.NO_BASELINE and (cut or is_bound):
        return Reason.SERIES_BREAK if cut else Reason.LOWER_BOUND
    if reason is Reason.NO_OBSERVATION and observed and observed[-1].symbol is Symbol.THRESHOLD_UNREAD:
        return Reason.THRESHOLD_UNREAD
    return reason


def _break_between(indicator: Indicator, base_year: int, latest_year: int) -> bool:
    return any(base_year < series_break.year <= latest_year for series_break in indicator.breaks)


def _base(goal: Goal, present: tuple[Point, ...]) -> Point | None:
    """The baseline the plan prints, else the observed value of the baseline year."""
    if goal.baseline_value is not None:
        return Point(goal.baseline_year, goal.baseline_value, None, None, Symbol.PRESENT, RowStatus.PUBLISHED, False)
    return next((point for point in present if point.year == goal.baseline_year), None)


def _statement_verdict(statement: Statement, assessment: Assessment, goal: Goal) -> StatementVerdict:
    if statement.value is None:
        return StatementVerdict(statement, None, None, None)
    latest = assessment.latest
    verdict = _pace(assessment, goal, statement.value)
    value = None if latest is None or verdict.reason is Reason.NOT_PUBLISHED_AT_CLOSE else latest.value
    gap = None if value is None else value - statement.value
    return StatementVerdict(statement, verdict.status, verdict.ratio, gap)


def _change(first: Point, last: Point) -> float:
    assert first.value is not None
    assert last.value is not None
    return (last.value - first.value) / (last.year - first.year)


def _momentum(indicator: Indicator, goal: Goal, comparable: tuple[Point, ...]) -> RuleResult:
    return apply_rule(
        "weather",
        RuleInput(
            tuple(point.year for point in comparable),
            tuple(point.value for point in comparable if point.value is not None),
            indicator.better,
            target=goal.value,
            target_year=goal.target_year,
        ),
    )
