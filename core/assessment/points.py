"""One indicator's yearly values as points, from the tidy frame of a release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import pandas as pd

from core.datasets import MOST_SUPPRESSED, RowStatus, Symbol
from core.plan.indicators import Indicator
from core.toml_entries import Words

SERIES = ("year", "value", "numerator", "denominator", "symbol", "status", "provisional", "suppressed_parts")
"""The columns of a yearly series, in order, without those of `COVERAGE`."""

UNBOUNDED = "is_unbounded"
"""The column that says of a lower bound that nobody knows how far it falls short; `core.queries.series` gives it."""

COVERAGE = ("so_far", "units", "missing")
"""The columns that say of how many units a year is; `core.queries.series` gives them for what units report."""

JUDGED = "judged"
"""The column that says of how many units `so_far` is where those are not the units that reported; missing in a year of
which nobody sent anything."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of how many units the figure of a year is: a part is never shown as the whole.

    `units` owed a return, `missing` are the names of those that did not give all of it. `so_far` is the value of what
    was reported, in the unit of the series: the value itself when nothing is missing, None when nothing is there.
    `is_open` says that others may owe one of whom nobody knows. With `judged`, `so_far` is a share of so many units
    that can be judged, whether or not they have given all they owe; 0 when something was sent and none can be.
    """

    units: int
    missing: tuple[Words, ...]
    so_far: float | None
    is_open: bool = False
    judged: int | None = None

    @property
    def reported(self) -> int:
        """How many units have given all they owed."""
        return self.units - len(self.missing)


@dataclass(frozen=True, slots=True)
class Point:
    """One reference year. `value` is None exactly when `symbol` says why; shares lie in 0..1.

    `suppressed_parts` counts cells left out of the sum because they were suppressed: the value is then a lower bound.
    `is_unbounded`: nobody knows how far that bound falls short, for what is suppressed was not small in another year.
    `coverage` is None for what is not reported unit by unit.
    """

    year: int
    value: float | None
    numerator: float | None
    denominator: float | None
    symbol: Symbol
    status: RowStatus
    provisional: bool
    suppressed_parts: int = 0
    coverage: Coverage | None = None
    is_unbounded: bool = False

    @property
    def lower_bound(self) -> bool:
        """Whether the value lacks suppressed parts: it is at least what it says."""
        return self.value is not None and self.suppressed_parts > 0

    @property
    def is_start(self) -> bool:
        """Whether a pace, a forecast or a model may rest on the value: not on a lower bound of which nobody knows how
        far it falls short."""
        return self.value is not None and not self.is_unbounded

    @property
    def start_value(self) -> float | None:
        """The value where it is a start, else None."""
        return self.value if self.is_start else None

    @property
    def most(self) -> float | None:
        """The value if every suppressed part were as large as it can be; None where nobody knows how large."""
        return (
            self.value + self.suppressed_parts * MOST_SUPPRESSED if self.value is not None and self.is_start else None
        )

    @property
    def nobody_reported(self) -> bool:
        """Whether units owed this year and none of them has reported anything of it."""
        coverage = self.coverage
        return (
            self.symbol is Symbol.NOT_REPORTED
            and coverage is not None
            and not coverage.reported
            and coverage.so_far is None
            and coverage.judged is None
        )

    @property
    def partial(self) -> Coverage | None:
        """The coverage of a year that is not whole: units have not reported all they owe, or it is not over."""
        if self.value is not None or self.coverage is None:
            return None
        if self.symbol is Symbol.NOT_PUBLISHED:
            return self.coverage if self.coverage.so_far is not None else None
        # Of a single unit that gave nothing there is no part to speak of: its value is simply not reported.
        known = self.coverage.units > 1 or self.coverage.so_far is not None
        return self.coverage if self.coverage.is_open or (self.coverage.missing and known) else None


def points(frame: pd.DataFrame) -> tuple[Point, ...]:
    """The tidy frame of `core.queries.series` as points, in order of year."""
    columns = [frame[name].tolist() for name in SERIES]
    known = all(name in frame for name in COVERAGE)
    names = (*COVERAGE, JUDGED) if JUDGED in frame else COVERAGE
    unbounded = frame[UNBOUNDED].tolist() if UNBOUNDED in frame else [False] * len(frame)
    coverages = zip(*(frame[name].tolist() for name in names), strict=True) if known else repeat(())
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
            _coverage(*coverage) if coverage else None,
            bool(is_unbounded),
        )
        for (
            year,
            value,
            numerator,
            denominator,
            symbol,
            status,
            provisional,
            suppressed,
        ), is_unbounded, coverage in zip(zip(*columns, strict=True), unbounded, coverages, strict=False)
    ]
    return tuple(sorted(rows, key=lambda point: point.year))


def _coverage(
    so_far: float | None, units: int, missing: Sequence[Mapping[str, str]] | None, judged: float | None = None
) -> Coverage:
    # A frame has no empty lists: a year of which nothing is missing holds a missing value.
    names = [] if missing is None or missing is pd.NA else missing
    words = tuple(Words(zh=unit["zh"], en=unit["en"] or unit["zh"]) for unit in names if unit["id"])
    is_open = any(not unit["id"] for unit in names)
    known = _number_or_none(judged)
    return Coverage(int(units), words, _number_or_none(so_far), is_open, None if known is None else int(known))


def starts_after_last_break(indicator: Indicator, observed: Sequence[Point]) -> tuple[Point, ...]:
    """The points since the last break of the indicator that a pace, a forecast or a model may rest on; `observed` is in
    order of year."""
    present = [point for point in observed if point.value is not None]
    if not present:
        return ()
    breaks = [series_break.year for series_break in indicator.breaks if series_break.year <= present[-1].year]
    return tuple(point for point in present if point.is_start and (not breaks or point.year >= max(breaks)))


def _number_or_none(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
