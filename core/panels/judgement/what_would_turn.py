"""What would turn the light of a goal, or how much it could lose and stay, in sentences."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, floor

from core.assessment import (
    Assessment,
    Counterfactual,
    Status,
    counterfactuals,
)
from core.context import Context
from core.plan.indicators import Better
from core.text_ids.judgement import (
    STATUS_TEXT,
)

_TURN_TEXT = {
    ("kept", True): "turn.kept_more",
    ("kept", False): "turn.kept_fewer",
    ("closed", True): "turn.closed_more",
    ("closed", False): "turn.closed_fewer",
    ("open", True): "turn.open_more",
    ("open", False): "turn.open_fewer",
}
"""What would turn a light, by what the goal is and whether it takes more."""


def turning(assessment: Assessment, context: Context) -> tuple[str, ...]:
    """What would turn the light, or how much it could lose and stay: one sentence each."""
    return tuple(_turned(turn, assessment, context) for turn in counterfactuals(assessment))


def _turned(turn: Counterfactual, assessment: Assessment, context: Context) -> str:
    texts, indicator, latest = context.texts, assessment.indicator, assessment.latest
    is_bound = latest is not None and latest.lower_bound
    kept = assessment.status in (Status.MET, Status.ON_TRACK)
    up = (indicator.better is Better.HIGHER) is not kept
    values = {
        "year": context.formats.year(turn.year),
        "status": texts(STATUS_TEXT[turn.status]),
        "amount": _amount(turn, assessment, context, up),
    }
    if kept and not (turn.parts if turn.parts is not None else turn.extra):
        if is_bound:  # what is hidden on top of it nobody knows
            return ""
        if turn.at_limit:
            return texts("turn.edge", **values)
        values["amount"] = _amount(
            replace(turn, extra=1.0, parts=None if turn.parts is None else 1, added=None), assessment, context, up
        )
        return texts("turn.last_more" if up else "turn.last_fewer", **values)
    if is_bound:
        more = turn.extra < 0 if indicator.better is Better.HIGHER else turn.extra > 0
        values["amount"] = texts("turn.or_more" if more else "turn.or_less", amount=values["amount"])
    kind = "kept" if kept else "closed" if assessment.closed else "open"
    return texts(_TURN_TEXT[kind, up], **values)


def _amount(turn: Counterfactual, assessment: Assessment, context: Context, up: bool) -> str:
    """How much a turn takes: heads of the numerator, else the indicator's unit, never rounded to what would not do."""
    texts, formats, indicator = context.texts, context.formats, assessment.indicator
    if turn.parts is None or indicator.numerator is None:
        if not indicator.unit.is_share:
            return formats.quantity(abs(turn.extra), indicator.unit)
        tenths = turn.extra * 1000
        return formats.difference(
            (ceil(tenths - 1e-6) if turn.extra > 0 else floor(tenths + 1e-6)) / 1000, indicator.unit
        )
    moved = formats.quantity(float(abs(turn.parts)), indicator.parts_unit)
    part = texts.within(indicator.numerator)
    if turn.added is None:
        return texts("turn.of", amount=moved, part=part)
    come = formats.quantity(float(abs(turn.added)), indicator.parts_unit)
    return texts("turn.of_growing" if up else "turn.of_shrinking", amount=come, part=part, moved=moved)
