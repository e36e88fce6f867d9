"""One indicator's yearly values as points, from the tidy frame of a release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from core.datasets import RowStatus, Symbol
from core.plan.indicators import Indicator

SERIES = ("year", "value", "numerator", "denominator", "symbol", "status", "provisional", "suppressed_parts")
"""The columns of a yearly series, in order; `core.queries.series` gives exactly these."""


@dataclass(frozen=True, slots=True)
class Point:
    """One reference year. `value` is None exactly when `symbol` says why; shares lie in 0..1.

    `suppressed_parts` counts cells left out of the sum because they were suppressed: the value is then a lower bound.
    """

    year: int
    value: float | None
    numerator: float | None
    denominator: float | None
    symbol: Symbol
    status: RowStatus
    provisional: bool
    suppressed_parts: int = 0


def points(frame: pd.DataFrame) -> tuple[Point, ...]:
    """The tidy frame of `core.queries.series` as points, in order of year."""
    columns = (frame[name].tolist() for name in SERIES)
    rows = [
        Point(
            int(year),
            _number_or_none(value),
            _number_or_none(numerator),
            _number_or_none(denominator),
            Symbol(symbol),
            RowStatus(status),
            bool(provisional),
            int(suppressed),
        )
        for year, value, numerator, denominator, symbol, status, provisional, suppressed in zip(*columns, strict=True)
    ]
    return tuple(sorted(rows, key=lambda point: point.year))


def after_last_break(indicator: Indicator, observed: Sequence[Point]) -> tuple[Point, ...]:
    """The points with a value from the last break of the indicator on; `observed` is in order of year."""
    present = [point for point in observed if point.value is not None]
    if not present:
        return ()
    breaks = [series_break.year for series_break in indicator.breaks if series_break.year <= present[-1].year]
    return tuple(point for point in present if not breaks or point.year >= max(breaks))


def _number_or_none(value: float | None) -> float | None:
    return None if value is None or value != value else float(value)
