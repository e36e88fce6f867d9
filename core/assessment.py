"""Observed values against a dated goal: trajectory, required pace, gap, and a status with its arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import isclose

import pandas as pd

from core.datasets import RowStatus, Symbol
from core.indicators import Better, Indicator
from core.plan import Goal
from core.published import Evidence

ON_TRACK = 0.95
"""At or above this share of the required pace a goal is on track (Eurostat and Statistics Canada family)."""
LAGGING = 0.60
"""From here up to `ON_TRACK` a goal lags; below it is far behind."""


class Status(StrEnum):
    """Where a goal stands. `met` and `missed` are final once the due date has passed."""

    MET = "met"
    ON_TRACK = "on_track"
    LAGGING = "lagging"
    FAR_BEHIND = "far_behind"
    MISSED = "missed"
    INSUFFICIENT_DATA = "insufficient_data"
    NOT_PUBLISHED = "not_published"
    NO_GOAL = "no_goal"


class Reason(StrEnum):
    """Which branch of the rule gave the status; the language catalogues hold a sentence for each."""

    REACHED = "reached"
    REACHED_AT_CLOSE = "reached_at_close"
    MISSED_AT_CLOSE = "missed_at_close"
    NOT_PUBLISHED_AT_CLOSE = "not_published_at_close"
    PACE = "pace"
    MOVING_AWAY = "moving_away"
    NO_BASELINE = "no_baseline"
    ONE_POINT = "one_point"
    NO_OBSERVATION = "no_observation"
    NO_PACE_NEEDED = "no_pace_needed"
    NOT_IN_FORCE = "not_in_force"


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


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything a figure, a table, a sentence or an export needs to show one indicator against its goal.

    Values are in the indicator's unit (shares 0..1); paces are per year, signed as the values move; `gap` is the
    latest value less the goal. `pace_ratio` is observed over required pace, 1 being exactly on the required path.
    """

    indicator: Indicator
    goal: Goal | None
    as_of: date
    observed: tuple[Point, ...]
    base: Point | None
    latest: Point | None
    newest: Point | None
    status: Status
    reason: Reason
    closed: bool
    gap: float | None = None
    required_pace: float | None = None
    observed_pace: float | None = None
    needed_pace: float | None = None
    pace_ratio: float | None = None
    required_from_base: tuple[tuple[int, float], ...] = ()
    required_from_now: tuple[tuple[int, float], ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def illustrative(self) -> bool:
        """Whether any observed value was made up to demonstrate."""
        return any(point.status is RowStatus.ILLUSTRATIVE for point in self.observed)

    @property
    def present(self) -> tuple[Point, ...]:
        """The observed points that hold a value."""
        return tuple(point for point in self.observed if point.value is not None)

    @property
    def shortfall(self) -> float | None:
        """How far the latest value is from the goal, positive while the goal is not reached."""
        if self.gap is None:
            return None
        return -self.gap if self.indicator.better is Better.HIGHER else self.gap

    @property
    def extra_factor(self) -> float | None:
        """How many times the observed pace is now needed; None when it moves the wrong way or nothing is needed."""
        if not self.needed_pace or not self.observed_pace or self.needed_pace * self.observed_pace <= 0:
            return None
        return self.needed_pace / self.observed_pace

    def expected(self, year: int) -> float | None:
        """Where the required path from the baseline stands in a year; None outside it."""
        return dict(self.required_from_base).get(year)

    def at(self, year: int) -> Point | None:
        return next((point for point in self.observed if point.year == year), None)


def points(frame: pd.DataFrame) -> tuple[Point, ...]:
    """The tidy frame of `core.queries.series` as points, in order of year."""
    columns = (frame[name].tolist() for name in SERIES)
    found = [
        Point(
            int(year),
            _known(value),
            _known(numerator),
            _known(denominator),
            Symbol(symbol),
            RowStatus(status),
            bool(provisional),
            int(suppressed),
        )
        for year, value, numerator, denominator, symbol, status, provisional, suppressed in zip(*columns, strict=True)
    ]
    return tuple(sorted(found, key=lambda point: point.year))


def _known(value: float | None) -> float | None:
    return None if value is None or value != value else float(value)


def reached(value: float, target: float, better: Better) -> bool:
    """Whether a value is at the target or beyond it in the direction that is better."""
    if isclose(value, target, rel_tol=1e-12, abs_tol=1e-12):
        return True
    return value > target if better is Better.HIGHER else value < target


def path(start_year: int, start: float, end_year: int, end: float) -> tuple[tuple[int, float], ...]:
    """The straight path between two years, one value a year, both ends included; empty when there is no way to go."""
    years = end_year - start_year
    if years <= 0:
        return ()
    return tuple((start_year + step, start + (end - start) * step / years) for step in range(years + 1))


def assess(
    indicator: Indicator,
    observed: Iterable[Point],
    goal: Goal | None,
    as_of: date,
    *,
    evidence: Iterable[Evidence] = (),
) -> Assessment:
    """Judge observed values against the goal in force on `as_of`.

    Before the due date: reached, else linear pace observed over required since the baseline, split at `ON_TRACK` and
    `LAGGING`. From the due date on only the value of the target year counts: met, missed or not yet published.
    Without a goal in force the values are returned without a verdict.
    """
    series = tuple(sorted(observed, key=lambda point: point.year))
    present = tuple(point for point in series if point.value is not None)
    newest = present[-1] if present else None
    bare = Assessment(
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
    )
    if goal is None:
        return bare

    closed = as_of >= goal.due
    latest = next((point for point in reversed(present) if point.year <= goal.target_year), None)
    base = _base(goal, present)
    paces = _paces(indicator, goal, base, latest)
    status, reason = _verdict(indicator, goal, series, base, latest, paces, closed)
    final = None if reason is Reason.NOT_PUBLISHED_AT_CLOSE else latest
    return replace(
        bare,
        base=base,
        latest=latest,
        status=status,
        reason=reason,
        closed=closed,
        gap=None if final is None or final.value is None else final.value - goal.value,
        required_pace=paces.required,
        observed_pace=paces.observed,
        needed_pace=paces.needed,
        pace_ratio=paces.ratio,
        required_from_base=paces.from_base,
        required_from_now=paces.from_now,
    )


def _base(goal: Goal, present: tuple[Point, ...]) -> Point | None:
    """The baseline the plan prints, else the observed value of the baseline year."""
    if goal.baseline_value is not None:
        return Point(goal.baseline_year, goal.baseline_value, None, None, Symbol.PRESENT, RowStatus.PUBLISHED, False)
    return next((point for point in present if point.year == goal.baseline_year), None)


@dataclass(frozen=True, slots=True)
class _Paces:
    """Changes a year and required paths, as far as the points allow."""

    required: float | None = None
    observed: float | None = None
    needed: float | None = None
    ratio: float | None = None
    from_base: tuple[tuple[int, float], ...] = ()
    from_now: tuple[tuple[int, float], ...] = ()


def _paces(indicator: Indicator, goal: Goal, base: Point | None, latest: Point | None) -> _Paces:
    start = None if base is None else base.value
    end = None if latest is None else latest.value
    required = observed = needed = ratio = None
    from_base: tuple[tuple[int, float], ...] = ()
    from_now: tuple[tuple[int, float], ...] = ()
    # A baseline at the goal already requires no pace: a path down to the goal would make no sense.
    needs = start is not None and not reached(start, goal.value, indicator.better)
    if needs and base is not None and start is not None and goal.target_year > base.year:
        required = (goal.value - start) / (goal.target_year - base.year)
        from_base = path(base.year, start, goal.target_year, goal.value)
    if base is not None and latest is not None and start is not None and end is not None and latest.year > base.year:
        observed = (end - start) / (latest.year - base.year)
        if required is not None and not isclose(required, 0.0, abs_tol=1e-15):
            ratio = observed / required
    open_still = end is not None and not reached(end, goal.value, indicator.better)
    if open_still and latest is not None and end is not None and latest.year < goal.target_year:
        needed = (goal.value - end) / (goal.target_year - latest.year)
        from_now = path(latest.year, end, goal.target_year, goal.value)
    return _Paces(required, observed, needed, ratio, from_base, from_now)


def _verdict(
    indicator: Indicator,
    goal: Goal,
    series: tuple[Point, ...],
    base: Point | None,
    latest: Point | None,
    paces: _Paces,
    closed: bool,
) -> tuple[Status, Reason]:
    if closed:
        final = next((point for point in series if point.year == goal.target_year), None)
        if final is None or final.value is None:
            return Status.NOT_PUBLISHED, Reason.NOT_PUBLISHED_AT_CLOSE
        if reached(final.value, goal.value, indicator.better):
            return Status.MET, Reason.REACHED_AT_CLOSE
        return Status.MISSED, Reason.MISSED_AT_CLOSE
    if latest is None or latest.value is None:
        return Status.INSUFFICIENT_DATA, Reason.NO_OBSERVATION
    if reached(latest.value, goal.value, indicator.better):
        return Status.MET, Reason.REACHED
    if base is None or base.value is None:
        return Status.INSUFFICIENT_DATA, Reason.NO_BASELINE
    if latest.year <= base.year:
        return Status.INSUFFICIENT_DATA, Reason.ONE_POINT
    ratio = paces.ratio
    if ratio is None or reached(base.value, goal.value, indicator.better):
        # The baseline was at the goal or beyond it: no rate is required, and the latest value has fallen back.
        return Status.FAR_BEHIND, Reason.NO_PACE_NEEDED
    if ratio < 0:
        return Status.FAR_BEHIND, Reason.MOVING_AWAY
    if ratio >= ON_TRACK:
        return Status.ON_TRACK, Reason.PACE
    return (Status.LAGGING if ratio >= LAGGING else Status.FAR_BEHIND), Reason.PACE
