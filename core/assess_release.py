"""Release + plan → assessment: one indicator of a release, judged against the goal in force on its as-of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from core import queries
from core.assessment import Assessment, Point, assess, points
from core.conditions import share_meeting_standard
from core.context import Context
from core.plan.indicators import Indicator
from core.plan.standards import Standard
from core.queries.completeness.observed_series import Adding, adding, observed_series


def assessment_of(context: Context, indicator_id: str, goal_of: str | None = None) -> Assessment:
    """The indicator of a release judged against the goal in force on its as-of date.

    `goal_of` names the indicator whose goal applies when the plan leaves open which of two it meant.
    """
    standard = standard_of(context, indicator_id)
    observed = (
        _observed(context.returns, indicator_id, adding(context.plan.indicator(indicator_id)))
        if standard is None
        else _judged_by(context.returns, standard)
    )
    return _judged(context, indicator_id, observed, goal_of or indicator_id)


def assessments_of(context: Context, indicators: Iterable[Indicator]) -> Mapping[str, Assessment]:
    """Many indicators of a release by id; those out of `observations` by one question."""
    return {id: _judged(context, id, found, id) for id, found in observed_points(context, indicators).items()}


def _judged(context: Context, indicator_id: str, observed: tuple[Point, ...], goal_of: str) -> Assessment:
    published = context.published.evidence(indicator_id) if context.published is not None else ()
    return assess(
        context.plan.indicator(indicator_id),
        observed,
        context.goal_in_force(goal_of),
        context.as_of,
        evidence=tuple(item for item in published if known_by(item.source.published_on, context.as_of)),
    )


# Kept like answers of the database: neither a release nor a standard that was read ever changes. A closing evaluation
# asks every release at every run; a plan may have hundreds of indicators, and a series is small.
@lru_cache(maxsize=4096)
def _observed(returns: queries.Returns, indicator_id: str, rule: Adding) -> tuple[Point, ...]:
    return points(queries.series(returns, indicator_id, rule))


@lru_cache(maxsize=64)
def _judged_by(returns: queries.Returns, standard: Standard) -> tuple[Point, ...]:
    return points(share_meeting_standard(queries.conditions(returns), standard))


def standard_of(context: Context, indicator_id: str) -> Standard | None:
    """The standard an indicator is judged by, named by its goal; also for dates before there was a goal."""
    goal = context.goal_in_force(indicator_id) or next(
        (goal for goal in context.plan.goals if goal.indicator == indicator_id), None
    )
    return context.plan.standard(goal.standard) if goal is not None and goal.standard else None


def known_by(published_on: str, as_of: date) -> bool:
    """Whether a figure was public on a day; a source dated by month or year counts from its beginning, an undated one
    always."""
    return published_on <= as_of.isoformat()


def observed_points(context: Context, indicators: Iterable[Indicator]) -> Mapping[str, tuple[Point, ...]]:
    """The yearly values of many indicators by id, not judged; those out of `observations` by one question."""
    asked = {indicator.id: indicator for indicator in indicators}
    plain = {id: adding(item) for id, item in asked.items() if _is_observed(context, id)}
    found = dict(_observed_together(context.returns, tuple(plain.items())))
    others = [id for id in asked if id not in plain or (id not in found and id in _built(context.returns))]
    for id in others:
        standard, rule = standard_of(context, id), adding(asked[id])
        found[id] = _observed(context.returns, id, rule) if standard is None else _judged_by(context.returns, standard)
    return {id: found.get(id, ()) for id in asked}


def _is_observed(context: Context, indicator_id: str) -> bool:
    return indicator_id not in queries.DERIVED and standard_of(context, indicator_id) is None


@lru_cache(maxsize=32)
def _observed_together(
    returns: queries.Returns, rules: tuple[tuple[str, Adding], ...]
) -> Mapping[str, tuple[Point, ...]]:
    frame = observed_series(returns, dict(rules))
    return MappingProxyType({str(id): points(rows) for id, rows in frame.groupby("indicator", sort=False)})


@lru_cache(maxsize=64)
def _built(returns: queries.Returns) -> frozenset[str]:
    """The indicators that are counted from milestones."""
    return frozenset(queries.milestones(returns)["indicator"])
