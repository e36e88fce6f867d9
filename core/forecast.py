"""Short annual series → the years ahead: a central path, its interval, and the probability of reaching a target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from core.annual_series import (
    SeriesError,
    SeriesProblem,
    check_bounds,
    check_series,
    parse_direction,
    parse_number,
    parse_year,
)
from core.plan.indicators import Better

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
ArrayT = TypeVar("ArrayT", bound=npt.NDArray[Any])

FEWEST_POINTS = 5
"""Points from which on an interval and a probability are given; with fewer there is a path only."""
LEVELS = (0.5, 0.8, 0.95)
"""The intervals to show, as shares of the probability."""
SHOWN_LEVEL = 0.8
"""The level that figures, tables and sentences show."""
LIKELY = 0.75
"""From this probability on a target is likely to be reached (UNESCO, SDG 4 Scorecard)."""
UNLIKELY = 0.25
"""Below this probability it is unlikely to be (UNESCO, SDG 4 Scorecard)."""

DAMPING = 0.9
WIDTH = 1.1
GROWTH = 0.85
LEAST_SPREAD = 0.01


class Chance(StrEnum):
    """A probability of reaching a target in words."""

    LIKELY = "likely"
    UNCERTAIN = "uncertain"
    UNLIKELY = "unlikely"


def probability_class(probability: float) -> Chance:
    """`LIKELY` from 0.75, `UNLIKELY` below 0.25, else `UNCERTAIN` (UNESCO, SDG 4 Scorecard).

    Raises SeriesError for anything outside 0..1.
    """
    check_bounds(probability, (0.0, 1.0), "probability")
    if probability >= LIKELY:
        return Chance.LIKELY
    return Chance.UNLIKELY if probability < UNLIKELY else Chance.UNCERTAIN


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """The years after the last value of one series, or of several that share their years.

    `mean` and `sd` have the shape (horizon,) for one series and (series, horizon) for several, in the unit of the
    values; arrays are read-only. `mean` is the central path and `sd` the scale of the Student t distribution with
    `points` - 2 degrees of freedom around it, None below `FEWEST_POINTS` points. `bounds` are the inclusive natural
    limits, infinite where open, and `floored` tells that the series moved too evenly to be believed and `sd` rests on
    the least spread instead: one value each for one series, arrays of the shape (series,) for several.
    """

    years: tuple[int, ...]
    mean: Floats
    sd: Floats | None
    points: int
    bounds: tuple[float, float] | tuple[Floats, Floats]
    floored: bool | Flags

    def interval(self, level: float) -> tuple[Floats, Floats] | None:
        """The lower and upper end of the central interval, shaped as `mean` and clipped to the natural limits.

        `level` is a share between 0 and 1 or a percentage between 1 and 100, ends excluded: 0.8 is 80. None below
        `FEWEST_POINTS` points. Raises SeriesError for any other level.
        """
        share = parse_number(level, "level")
        if share is not None and share > 1:
            share /= 100
        if share is None or not 0 < share < 1:
            raise SeriesError(SeriesProblem.UNKNOWN_CHOICE, "level", found=level)
        if self.sd is None:
            return None
        from scipy.special import stdtrit  # a quarter of a second, which a page without a forecast does not pay

        half = stdtrit(self.points - 2, 0.5 + share / 2) * self.sd
        low, high = (np.asarray(bound)[..., None] for bound in self.bounds)
        return _read_only(np.clip(self.mean - half, low, high)), _read_only(np.clip(self.mean + half, low, high))

    def probability(self, target: float, better: Better | str, year: int | None = None) -> float | Floats | None:
        """The probability that the value of a year (default: the last one) is at the target or beyond it.

        A float for one series, the shape (series,) for several, None below `FEWEST_POINTS` points. The distribution is
        clipped at the natural limits: a target at a limit keeps the probability that lies beyond it. Raises
        SeriesError for a target that is missing or outside the limits, an unknown direction, a year not forecast.
        """
        higher = parse_direction(better) is Better.HIGHER
        goal = parse_number(target, "target")
        if goal is None:
            raise SeriesError(SeriesProblem.MISSING, "target")
        low, high = self.bounds
        check_bounds(goal, (float(np.max(low)), float(np.min(high))), "target")
        target_year = self.years[-1] if year is None else parse_year(year, "year")
        if target_year not in self.years:
            raise SeriesError(SeriesProblem.UNKNOWN_CHOICE, "year", found=target_year)
        if self.sd is None:
            return None
        from scipy.special import stdtr

        at = (..., self.years.index(target_year))
        ahead = self.mean[at] - goal if higher else goal - self.mean[at]
        # A series of zeros has no spread at all; it is then where it is, with certainty.
        steps = np.where(ahead >= 0, inf, -inf)
        with np.errstate(over="ignore"):
            np.divide(ahead, self.sd[at], out=steps, where=self.sd[at] > 0)
        # No value can be worse than the limit, so one at the limit is reached by any.
        certain = goal <= low if higher else goal >= high
        probability: Floats = np.where(certain, 1.0, stdtr(self.points - 2, steps))
        return float(probability) if probability.ndim == 0 else _read_only(probability)


def forecast(
    years: Sequence[object],
    values: Sequence[Any] | npt.NDArray[Any],
    horizon: int,
    *,
    bounds: tuple[float, float] | None = None,
    step: float = 0.0,
) -> Forecast:
    """Carry short annual series forward by `horizon` years, counted from the last year that has a value.

    `values` is one series, where missing years (None or NaN) drop out, or the shape (series, points) of complete
    series that share `years`. Years rise and may have gaps. `bounds` are inclusive natural limits, (0, 1) for shares;
    by default a series without a negative value is a count and stays within (0, inf), any other is unbounded. `step`
    is the unit it is counted in (1 for heads), 0 for none.

    The path is the median of three published methods for short series: no change; half the slope of the least squares
    line from the last value (Theta: Assimakopoulos and Nikolopoulos, 2000); the mean annual change damped by 0.9 a
    year (Gardner and McKenzie, 1985). So it follows the more careful of the two trends, and none where they disagree
    on the direction (combining by the median: Petropoulos and Svetunkov, 2020). Towards a natural limit it moves in
    proportion to what is left and never crosses it.

    The spread after h years has two parts, added as squares. The first is 1.1 s h^0.85, s being the standard deviation
    of the annual changes (a change over g years counts as g of them), but at least half a `step` and 1 % of the level:
    of the last value, or, between two limits, of its distance to the further one, so that a share and its complement
    have the same. The second is how far the three methods disagree, their standard deviation: without it a series that
    moved evenly would get a narrow interval around a path slower than its trend. The exponent was fitted on yearly
    series of the M3 competition, as was a width of 1.2 for both parts in one; 1.1 is what is left for the first.
    `floored` tells where the least spread stands in.

    Raises SeriesError for fewer than 2 points, anything `check_series` names, a missing value among several series
    (`row` is then the series), a horizon below 1 or no whole number, limits in the wrong order, a negative step.
    """
    limits, least_step = _check_options(horizon, bounds, step)
    if hasattr(values, "to_numpy"):
        values = values.to_numpy()  # a frame would be walked by its columns
    several = np.ndim(next(iter(values), 0)) > 0
    if several:
        observed_years = check_series(years, [0.0] * len(years))[0]
        table = _table(values, len(observed_years), limits)
    else:
        observed_years, series = check_series(years, list(values), limits)
        table = np.array([series])
    points = len(observed_years)
    if points < 2:
        raise SeriesError(SeriesProblem.TOO_FEW, "values", found=points, needed=2)

    low = np.full(len(table), limits[0])
    high = np.full(len(table), limits[1])
    if bounds is None:
        low[table.min(axis=1) >= 0] = 0.0
    when = np.array(observed_years, dtype=np.float64)
    half, damped = _trends(when, table, horizon)
    # The median of nothing, this and that.
    change = np.clip(half, np.minimum(damped, 0.0), np.maximum(damped, 0.0))
    mean = _bent_path(table[:, -1:], change, low[:, None], high[:, None])
    sd, floored = None, np.zeros(len(table), dtype=np.bool_)
    if points >= FEWEST_POINTS:
        spread, floored = _spread(when, table, low, high, least_step)
        disagreement = np.std([np.zeros_like(half), half, damped], axis=0)
        sd = np.hypot(WIDTH * spread[:, None] * np.arange(1, horizon + 1) ** GROWTH, disagreement)

    first_year = observed_years[-1] + 1
    ahead = tuple(range(first_year, first_year + int(horizon)))
    if several:
        return Forecast(
            ahead,
            _read_only(mean),
            None if sd is None else _read_only(sd),
            points,
            (_read_only(low), _read_only(high)),
            _read_only(floored),
        )
    return Forecast(
        ahead,
        _read_only(mean[0]),
        None if sd is None else _read_only(sd[0]),
        points,
        (float(low[0]), float(high[0])),
        bool(floored[0]),
    )


def _check_options(
    horizon: object, bounds: tuple[float, float] | None, step: object
) -> tuple[tuple[float, float], float]:
    """The natural limits and the unit counted in. Raises SeriesError for an impossible horizon, limits or step."""
    if isinstance(horizon, bool) or not isinstance(horizon, int | np.integer) or horizon < 1:
        raise SeriesError(SeriesProblem.UNKNOWN_CHOICE, "horizon", found=str(horizon)[:40])
    least_step = parse_number(step, "step")
    if least_step is None or least_step < 0:
        raise SeriesError(SeriesProblem.UNKNOWN_CHOICE, "step", found=step)
    limits = (-inf, inf) if bounds is None else (float(bounds[0]), float(bounds[1]))
    if not limits[0] <= limits[1]:
        raise SeriesError(SeriesProblem.UNKNOWN_CHOICE, "bounds", low=limits[0], high=limits[1])
    return limits, least_step


def _table(rows: Sequence[Any] | npt.NDArray[Any], points: int, bounds: tuple[float, float]) -> Floats:
    """Complete series of one length, within the limits; the first fault is named with the series it is in."""
    if isinstance(rows, np.ndarray) and rows.dtype.kind in "iuf" and rows.shape[1:] == (points,):
        table = np.ascontiguousarray(rows, dtype=np.float64)
        if (np.isfinite(table) & (table >= bounds[0]) & (table <= bounds[1])).all():
            return table
    checked_rows: list[list[float]] = []
    for row, series in enumerate(rows, start=1):
        if np.ndim(series) != 1 or len(series) != points:
            raise SeriesError(SeriesProblem.LENGTHS_DIFFER, "values", row, years=points, values=np.size(series))
        checked_rows.append([])
        for cell in series:
            value = parse_number(cell, "values", row)
            if value is None:
                raise SeriesError(SeriesProblem.MISSING, "values", row)
            checked_rows[-1].append(check_bounds(value, bounds, "values", row))
    return np.array(checked_rows)


def _trends(years: Floats, values: Floats, horizon: int) -> tuple[Floats, Floats]:
    """The change from the last value by half the fitted slope, and by the damped mean annual change."""
    off = years - years.mean()
    half = (off * values).sum(axis=1, keepdims=True) / (off * off).sum() / 2
    drift = (values[:, -1:] - values[:, :1]) / (years[-1] - years[0])
    ahead = np.arange(1, horizon + 1)
    return half * ahead, drift * np.cumsum(DAMPING**ahead)


def _bent_path(last: Floats, change: Floats, low: Floats, high: Floats) -> Floats:
    """The last value and the change, bent towards a natural limit so that it is never crossed."""
    room = np.where(change < 0, last - low, high - last)
    finite = np.isfinite(room) & (room > 0)
    size = np.where(finite, room, 1.0)
    with np.errstate(over="ignore"):
        bent = np.copysign(-size * np.expm1(-np.abs(change) / size), change)
    # At a limit nothing is left, and rounding may step over one: the last word is the limit's.
    path: Floats = np.clip(last + np.where(finite, bent, change), low, high)
    return path


def _spread(years: Floats, values: Floats, low: Floats, high: Floats, step: float) -> tuple[Floats, Flags]:
    """Standard deviation of the annual changes of each series, and whether it is the least there may be."""
    last = values[:, -1]
    gaps = np.diff(years)
    drift = (last - values[:, 0]) / (years[-1] - years[0])
    # Less their mean over the years, changes have nothing left to centre on: one degree of freedom is gone with it.
    odd = (np.diff(values, axis=1) - drift[:, None] * gaps) / np.sqrt(gaps)
    measured = np.sqrt((odd * odd).sum(axis=1) / (len(gaps) - 1))
    level = np.where(np.isfinite(low) & np.isfinite(high), np.maximum(last - low, high - last), np.abs(last))
    least = np.maximum(LEAST_SPREAD * level, step / 2)
    return np.maximum(measured, least), measured < least


def _read_only(array: ArrayT) -> ArrayT:
    """The same array, made read-only."""
    array.setflags(write=False)
    return array
