"""Indicators, goals and yearly values small enough to judge in the head, for every test of a status."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.assessment import Assessment, Point, assess
from core.datasets import RowStatus, Symbol
from core.plan.entries import Goal
from core.plan.indicators import Indicator

WORDS = {"zh": "词", "en": "word"}
OPEN, CLOSED = date(2023, 12, 31), date(2026, 3, 1)
"""Before and after the due date of `goal`."""


def indicator(better: str = "higher", **changes: Any) -> Indicator:
    """A count of persons, unless told otherwise."""
    given: dict[str, Any] = {
        "id": "students",
        "unit": "persons",
        "better": better,
        "kind": "stock",
        "path": "linear",
        "page": "enrolment",
        "decimals": 0,
        "label": WORDS,
        "short_label": WORDS,
        "definition": WORDS,
        "reference_date": WORDS,
        **changes,
    }
    return Indicator(**given)


def share(better: str = "higher", **changes: Any) -> Indicator:
    """A share of persons among persons."""
    return indicator(better, **{"unit": "share", "kind": "share", "numerator": WORDS, "denominator": WORDS, **changes})


def goal(value: float, **changes: Any) -> Goal:
    """A goal for 2025, counted from 2020, unless told otherwise."""
    given: dict[str, Any] = {
        "indicator": "students",
        "value": value,
        "label": WORDS,
        "short_label": WORDS,
        "clauses": [{"id": "1", "text": WORDS}],
        "strength": "stated",
        "in_force_from": date(2021, 1, 1),
        "due": date(2025, 12, 31),
        "target_year": 2025,
        "baseline_year": 2020,
        "baseline_assumed": False,
        **changes,
    }
    return Goal(**given)


def points(values: Mapping[int, float | tuple[int, int] | None]) -> list[Point]:
    """One point a year: a value, numerator and denominator of a share, or None where nothing was reported."""
    return [_point(year, given) for year, given in values.items()]


def _point(year: int, given: float | tuple[int, int] | None) -> Point:
    numerator, denominator = given if isinstance(given, tuple) else (None, None)
    value = given if numerator is None or denominator is None else numerator / denominator
    assert not isinstance(value, tuple)
    symbol = Symbol.NOT_REPORTED if value is None else Symbol.PRESENT
    return Point(year, value, numerator, denominator, symbol, RowStatus.REPORTED, provisional=False)


def assess_values(
    values: Mapping[int, float | tuple[int, int] | None], target: float, as_of: date = OPEN, **changes: Any
) -> Assessment:
    """The verdict on these values; `measure` is the indicator, else `better` its direction, the rest is the goal's."""
    better = changes.pop("better", "higher")
    measure = changes.pop("measure", None) or indicator(better)
    return assess(measure, points(values), goal(target, **changes), as_of)
