"""How far a value is from a goal, in words: the size of the gap, and how much of the way is gone."""

from __future__ import annotations

from decimal import Decimal

from core.assessment import Assessment, Point, meets_target
from core.context import Context
from core.formats import round_half_up
from core.plan.indicators import Better
from core.published.schema import Qualifier


def better_or_short(gap: float, assessment: Assessment, context: Context) -> str:
    """The way from a goal in a few words: exactly there, so much beyond it, or so much short.

    `gap` is the latest value less the goal, or less another wording's value.
    """
    texts, lower, latest = context.texts, assessment.indicator.better is Better.LOWER, assessment.latest
    if abs(gap) < 1e-12:
        return texts("gap.exact_or_above" if latest is not None and latest.lower_bound else "gap.exact")
    size = gap_size(gap, assessment, context)
    if (gap < 0) is lower:
        return texts("gap.better" if lower else "gap.over", gap=size)
    return texts("gap.short", gap=size)


def gap_size(gap: float, assessment: Assessment, context: Context) -> str:
    """The size of a gap as it agrees with the latest value and the goal that stand beside it."""
    latest, unit = assessment.latest, assessment.indicator.unit
    if latest is None or latest.value is None:
        return context.formats.difference(gap, unit)
    return bounded(context.formats.comparison(latest.value, latest.value - gap, unit).difference, gap, latest, context)


def bounded(size: str, gap: float, point: Point, context: Context) -> str:
    """By how much a value is above another one, or below it (`gap` negative): of a lower bound at least, or at most, by
    that much."""
    if not point.lower_bound:
        return size
    return context.formats.with_qualifier(size, Qualifier.AT_LEAST if gap >= 0 else Qualifier.AT_MOST)


def way_gone(assessment: Assessment) -> Decimal | None:
    """How much of the way from the baseline to the goal is gone, in whole percent, negative on the wrong side of the
    baseline; None without both, when the baseline was at the goal already, or when nobody knows how much is gone.

    Almost there is not there: short of the goal the way never reads as gone.
    """
    goal, base, latest = assessment.goal, assessment.base, assessment.latest
    if goal is None or base is None or base.value is None or latest is None or latest.value is None:
        return None
    better = assessment.indicator.better
    if meets_target(base.value, goal.value, better) or not latest.is_start:
        return None
    gone = round_half_up((latest.value - base.value) / (goal.value - base.value) * 100, 0)
    return gone if meets_target(latest.value, goal.value, better) else min(gone, Decimal(99))
