"""How a new college fills up: a growth curve fitted to the values so far by least squares, without start values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from core.annual_series import SeriesError, SeriesProblem, parse_number

Floats = npt.NDArray[np.float64]
Number = float | Floats
Values = Sequence[Any] | npt.NDArray[Any]

STARTS = 5
"""How many of the best points of a start-value rule are followed to their minimum."""
PATIENCE = 60
"""How many steps a search may take: ten are usual, and one that creeps along a flat valley never arrives."""
FLATTEST = 1e-4
"""Parameters that together move the curve less than this, as a share of the largest y, are not determined."""
FINE = 1e-15
"""The relative change from which on a fit is finished: certified values need all the digits there are."""

SPEEDS = np.geomspace(0.05, 200.0, 36)
"""Speeds worth trying, as multiples of one over the span of x: from slow to sudden."""


@dataclass(frozen=True, slots=True)
class GrowthCurve:
    """A growth curve y(x) of `size` parameters b1, b2, …; b1 is the capacity, in the unit of y.

    `value(x, b1, b2, …)` works element by element. The search for the others runs over quantities that need no
    bounds: the logarithm of the speed, then, for curves that turn, the speed times the x of the steepest point, then
    the logarithm of b4. `parameters` turns these into b2, b3, …; `starts(x)` is the start-value rule: those worth
    trying for these x, shape (candidates, size - 1).
    """

    name: str
    formula: str
    size: int
    value: Callable[..., Floats] = field(repr=False)
    parameters: Callable[[Floats], tuple[Floats, ...]] = field(repr=False)
    starts: Callable[[Floats], Floats] = field(repr=False)


@dataclass(frozen=True, slots=True)
class CurveFit:
    """A curve with the parameters b1, b2, … that make the sum of squared residuals `rss` least.

    `determined` is False when the search did not arrive, or when quite different parameters give the same curve over
    the x at hand (a straight rise says nothing about its plateau): the curve then holds there, its parameters do not.
    """

    curve: GrowthCurve
    parameters: tuple[float, ...]
    rss: float
    determined: bool

    def evaluate(self, x: npt.ArrayLike) -> Floats:
        """The curve at `x`, a number or an array of any shape; the result has that shape and the unit of y."""
        with np.errstate(over="ignore", invalid="ignore"):
            return self.curve.value(np.asarray(x, dtype=np.float64), *self.parameters)


def _saturating(x: Floats, b1: Number, b2: Number) -> Floats:
    return -b1 * np.expm1(-b2 * x)


def _speeds(x: Floats) -> Floats:
    """From a twentieth of the way by the last x to nearly all of it long before."""
    return np.log(SPEEDS / (np.abs(x).max() or 1.0))[:, None]


def positive(logarithm: Floats) -> Floats:
    """A parameter above 0 from its logarithm, clipped: where only a limit fits the values it stays a number."""
    return np.asarray(np.exp(np.clip(logarithm, -700.0, 700.0)))


SATURATING_EXPONENTIAL = GrowthCurve(
    "saturating_exponential", "y=b1*(1-exp(-b2*x))", 2, _saturating, lambda v: (positive(v[0]),), _speeds
)
"""Fastest at once, x counted from just before opening; intakes K (1 - exp(-kappa (k + 1))) are this at x = k + 1."""


def fit_speed(curve: GrowthCurve, x: Values, y: Values, capacity: float) -> CurveFit:
    """The fit with b1 fixed at `capacity` (places in the plan, in the unit of y): how fast, not how far.

    One point more than there are free parameters is enough. Raises SeriesError as `fit_curve`, also for a capacity
    that is missing, no number, or not above 0.
    """
    full = parse_number(capacity, "capacity")
    if full is None:
        raise SeriesError(SeriesProblem.MISSING, "capacity")
    if full <= 0:
        raise SeriesError(SeriesProblem.OUTSIDE_LIMITS, "capacity", found=full, low=0.0, high=inf)
    return fit_curve(curve, x, y, full)


def _points(x: Values, y: Values, free: int) -> tuple[Floats, Floats]:
    """The points that have a y, enough of them for `free` parameters."""
    if len(x) != len(y):
        raise SeriesError(SeriesProblem.LENGTHS_DIFFER, "x", x=len(x), y=len(y))
    known: list[tuple[float, float]] = []
    for row, (given_x, given_y) in enumerate(zip(x, y, strict=True), start=1):
        at, value = parse_number(given_x, "x", row), parse_number(given_y, "y", row)
        if at is None:
            raise SeriesError(SeriesProblem.MISSING, "x", row)
        if value is not None:
            known.append((at, value))
    if len(known) < free + 1:
        raise SeriesError(SeriesProblem.TOO_FEW, "y", found=len(known), needed=free + 1)
    different = len({at for at, _ in known})
    if different < free:
        raise SeriesError(SeriesProblem.TOO_FEW, "x", found=different, needed=free)
    points = np.array(known)
    return points[:, 0], points[:, 1]


def fit_curve(curve: GrowthCurve, x: Values, y: Values, capacity: float | None = None) -> CurveFit:
    """The least-squares fit of a curve to points (x, y); all parameters are free unless `capacity` fixes b1.

    `x` counts years since opening or the like (not calendar years), in any order, repeats allowed; `y` is in any
    unit, and a missing one (None or NaN) drops its point. No start values are needed.

    Raises SeriesError naming the row: text, an infinity, a missing x; lengths that differ, fewer points than one more
    than free parameters, fewer different x than free parameters. Without a capacity fewer than about eight points
    seldom fix the plateau.
    """
    return _least_squares(curve, *_points(x, y, curve.size - (capacity is not None)), capacity)


def _least_squares(curve: GrowthCurve, x: Floats, y: Floats, capacity: float | None) -> CurveFit:
    from scipy.optimize import least_squares  # slow to import: only a page that fits a curve pays for it

    # In units of the largest y one tolerance suits all, and the result depends on no unit.
    high = float(np.abs(y).max()) or capacity or 1.0
    fixed = () if capacity is None else (capacity / high,)

    def parameters(free: Floats) -> tuple[Any, ...]:
        known = (*fixed, *free)
        return known[0], *curve.parameters(np.array(known[1:]))

    def residuals(free: Floats) -> Floats:
        return curve.value(x, *parameters(free)) - y / high

    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        starts = _best_starts(curve, x, y / high, fixed)
        rough = [least_squares(residuals, start, "3-point", x_scale="jac", max_nfev=PATIENCE) for start in starts]
        near = min(rough, key=lambda result: result.cost).x
        # Searching for the small way left keeps the differences behind the derivatives small, whatever the unit of x.
        fine = {"ftol": FINE, "xtol": FINE, "gtol": FINE, "max_nfev": PATIENCE}
        best = least_squares(lambda way: residuals(near + way), 0 * near, "3-point", x_scale="jac", **fine)
        b1, *others = (float(value) for value in parameters(near + best.x))
        rss = 2 * float(best.cost) * high * high
        effects = best.jac if fixed else best.jac * np.array([b1, *np.ones(len(others))])
        determined = bool(best.success and np.linalg.svd(effects, compute_uv=False)[-1] > FLATTEST)
    return CurveFit(curve, (b1 * high if capacity is None else capacity, *others), rss, determined)


def _best_starts(curve: GrowthCurve, x: Floats, y: Floats, fixed: tuple[float, ...]) -> Floats:
    """The most promising points of the start-value rule, each with another speed so that they lie apart."""
    rest = curve.starts(x)
    shapes = curve.value(x[None, :], 1.0, *(column[:, None] for column in curve.parameters(rest.T)))
    # Every curve is b1 times a shape, so the best b1 for a shape needs no search.
    squares = np.sum(shapes**2, axis=1)
    best = np.divide(shapes @ y, squares, out=np.zeros(len(rest)), where=squares > 0)
    b1 = np.full(len(rest), fixed[0]) if fixed else best
    rss = np.sum((y - b1[:, None] * shapes) ** 2, axis=1)
    order = np.argsort(np.where(np.isfinite(rss), rss, inf), kind="stable")
    apart = order[np.sort(np.unique(rest[order, 0], return_index=True)[1])[:STARTS]]
    return rest[apart] if fixed else np.column_stack((b1[apart], rest[apart]))
