"""How a new college fills up: growth curves fitted to the values so far by least squares, without start values."""

from __future__ import annotations

import ast
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

_SPEEDS = np.geomspace(0.05, 200.0, 36)
_TURNS = np.linspace(-1.0, 2.0, 31)
_SKEWS = np.linspace(-3.0, 3.0, 9)


@dataclass(frozen=True, slots=True)
class Model:
    """A growth curve y(x) of `size` parameters b1, b2, …; b1 is the capacity, in the unit of y.

    `curve(x, b1, b2, …)` works element by element. The search for the others runs over quantities that need no
    bounds: the logarithm of the speed, then, for curves that turn, the speed times the x of the steepest point, then
    the logarithm of b4. `parameters` turns these into b2, b3, …; `starts(x)` is the start-value rule: those worth
    trying for these x, shape (candidates, size - 1).
    """

    name: str
    formula: str
    size: int
    curve: Callable[..., Floats] = field(repr=False)
    parameters: Callable[[Floats], tuple[Floats, ...]] = field(repr=False)
    starts: Callable[[Floats], Floats] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Fit:
    """A model with the parameters b1, b2, … that make the sum of squared residuals `rss` least.

    `determined` is False when the search did not arrive, or when quite different parameters give the same curve over
    the x at hand (a straight rise says nothing about its plateau): the curve then holds there, its parameters do not.
    """

    model: Model
    parameters: tuple[float, ...]
    rss: float
    determined: bool

    def evaluate(self, x: npt.ArrayLike) -> Floats:
        """The curve at `x`, a number or an array of any shape; the result has that shape and the unit of y."""
        with np.errstate(over="ignore", invalid="ignore"):
            return self.model.curve(np.asarray(x, dtype=np.float64), *self.parameters)


def _saturating(x: Floats, b1: Number, b2: Number) -> Floats:
    return -b1 * np.expm1(-b2 * x)


def _generalised(x: Floats, b1: Number, b2: Number, b3: Number, b4: Number) -> Floats:
    # The logarithm of 1 + exp(z) stays finite where exp(z) does not.
    return b1 * np.exp(-np.logaddexp(0.0, b2 - b3 * x) / b4)


def _logistic(x: Floats, b1: Number, b2: Number, b3: Number) -> Floats:
    return _generalised(x, b1, b2, b3, 1.0)


def _gompertz(x: Floats, b1: Number, b2: Number, b3: Number) -> Floats:
    return b1 * np.exp(-b2 * np.exp(-b3 * x))


def _speeds(x: Floats) -> Floats:
    """From a twentieth of the way by the last x to nearly all of it long before."""
    return np.log(_SPEEDS / (np.abs(x).max() or 1.0))[:, None]


def _turning(x: Floats) -> Floats:
    """Slow to sudden, the steepest point within the x or up to their span outside."""
    span = np.ptp(x) or np.abs(x).max() or 1.0
    speeds, turns = (part.ravel() for part in np.meshgrid(_SPEEDS / span, x.min() + span * _TURNS))
    return np.column_stack((np.log(speeds), speeds * turns))


def _lopsided(x: Floats) -> Floats:
    """The same for each lopsidedness, from nearly Gompertz to nearly exponential up to the capacity."""
    plain = _turning(x)
    return np.column_stack((np.tile(plain, (len(_SKEWS), 1)), np.repeat(_SKEWS, len(plain))))


def _above_0(logarithm: Floats) -> Floats:
    # Where only a limit fits the values, as a plateau from the first x on, the parameter stays a number.
    return np.asarray(np.exp(np.clip(logarithm, -700.0, 700.0)))


SATURATING_EXPONENTIAL = Model(
    "saturating_exponential", "y=b1*(1-exp(-b2*x))", 2, _saturating, lambda v: (_above_0(v[0]),), _speeds
)
"""Fastest at once, x counted from just before opening; intakes K (1 - exp(-kappa (k + 1))) are this at x = k + 1."""
LOGISTIC = Model("logistic", "y=b1/(1+exp(b2-b3*x))", 3, _logistic, lambda v: (v[1], _above_0(v[0])), _turning)
"""Slow, fast, slow, the same on both sides of the half-way point x = b2 / b3."""
GENERALISED_LOGISTIC = Model(
    "generalised_logistic",
    "y=b1/((1+exp(b2-b3*x))**(1/b4))",
    4,
    _generalised,
    lambda v: (v[1] + v[2], _above_0(v[0]), _above_0(v[2])),
    _lopsided,
)
"""A logistic steepest before half of the capacity (b4 below 1) or after it (above 1)."""
GOMPERTZ = Model(
    "gompertz", "y=b1*exp(-b2*exp(-b3*x))", 3, _gompertz, lambda v: (_above_0(v[1]), _above_0(v[0])), _turning
)
"""Steepest when 1/e of the capacity is reached, at x = log(b2) / b3, then a long approach."""
MODELS = (SATURATING_EXPONENTIAL, LOGISTIC, GENERALISED_LOGISTIC, GOMPERTZ)


def by_formula(formula: str) -> Model:
    """The model with this formula, as NIST writes it; spaces, brackets and needless parentheses make no difference.

    Raises SeriesError for a formula of no model in `MODELS`.
    """
    wanted = _meaning(formula)
    for model in MODELS:
        if wanted is not None and wanted == _meaning(model.formula):
            return model
    known = "; ".join(model.formula for model in MODELS)
    raise SeriesError(SeriesProblem.UNKNOWN_CHOICE, "formula", found=str(formula)[:40], choices=known)


def _meaning(formula: str) -> str | None:
    plain = "".join(str(formula).lower().split()).translate(str.maketrans("[]", "()")).removesuffix("+e")
    try:
        return ast.dump(ast.parse(plain))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def fit(model: Model, x: Values, y: Values) -> Fit:
    """The least-squares fit of a model to points (x, y), all parameters free. No start values are needed.

    `x` counts years since opening or the like (not calendar years), in any order, repeats allowed; `y` is in any
    unit, and a missing one (None or NaN) drops its point. The speed, b4, and b2 of the Gompertz curve are above 0: the
    curve goes from 0 towards b1.

    Raises SeriesError naming the row: text, an infinity, a missing x; lengths that differ, fewer points than one more
    than parameters, fewer different x than parameters. Fewer than about eight points seldom fix the plateau: use
    `fit_speed`.

    Source: NIST Statistical Reference Datasets, nonlinear regression (BoxBOD, Rat42, Rat43: certified values met).
    """
    return _least_squares(model, *_points(x, y, model.size), None)


def fit_speed(model: Model, x: Values, y: Values, capacity: float) -> Fit:
    """The fit with b1 fixed at `capacity` (places in the plan, in the unit of y): how fast, not how far.

    For the saturating exponential the speed alone is fitted; the others have to find as well when the rise comes (b2)
    and how lopsided it is (b4). Otherwise as `fit`; one point more than there are free parameters is enough. Raises
    SeriesError also for a capacity that is missing, no number, or not above 0.
    """
    found = parse_number(capacity, "capacity")
    if found is None:
        raise SeriesError(SeriesProblem.MISSING, "capacity")
    if found <= 0:
        raise SeriesError(SeriesProblem.OUTSIDE_LIMITS, "capacity", found=found, low=0.0, high=inf)
    return _least_squares(model, *_points(x, y, model.size - 1), found)


def _points(x: Values, y: Values, free: int) -> tuple[Floats, Floats]:
    """The points that have a y, enough of them for `free` parameters."""
    if len(x) != len(y):
        raise SeriesError(SeriesProblem.LENGTHS_DIFFER, "x", x=len(x), y=len(y))
    kept: list[tuple[float, float]] = []
    for row, (given_x, given_y) in enumerate(zip(x, y, strict=True), start=1):
        at, value = parse_number(given_x, "x", row), parse_number(given_y, "y", row)
        if at is None:
            raise SeriesError(SeriesProblem.MISSING, "x", row)
        if value is not None:
            kept.append((at, value))
    if len(kept) < free + 1:
        raise SeriesError(SeriesProblem.TOO_FEW, "y", found=len(kept), needed=free + 1)
    different = len({at for at, _ in kept})
    if different < free:
        raise SeriesError(SeriesProblem.TOO_FEW, "x", found=different, needed=free)
    points = np.array(kept)
    return points[:, 0], points[:, 1]


def _least_squares(model: Model, x: Floats, y: Floats, capacity: float | None) -> Fit:
    from scipy.optimize import least_squares  # slow to import: only a page that fits a curve pays for it

    # In units of the largest y one tolerance suits all, and the result depends on no unit.
    high = float(np.abs(y).max()) or capacity or 1.0
    fixed = () if capacity is None else (capacity / high,)

    def parameters(free: Floats) -> tuple[Any, ...]:
        known = (*fixed, *free)
        return known[0], *model.parameters(np.array(known[1:]))

    def residuals(free: Floats) -> Floats:
        return model.curve(x, *parameters(free)) - y / high

    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        starts = _best_starts(model, x, y / high, fixed)
        rough = [least_squares(residuals, start, "3-point", x_scale="jac", max_nfev=PATIENCE) for start in starts]
        near = min(rough, key=lambda found: found.cost).x
        # Searching for the small way left keeps the differences behind the derivatives small, whatever the unit of x.
        fine = {"ftol": FINE, "xtol": FINE, "gtol": FINE, "max_nfev": PATIENCE}
        best = least_squares(lambda way: residuals(near + way), 0 * near, "3-point", x_scale="jac", **fine)
        b1, *others = (float(found) for found in parameters(near + best.x))
        rss = 2 * float(best.cost) * high * high
        effects = best.jac if fixed else best.jac * np.array([b1, *np.ones(len(others))])
        determined = bool(best.success and np.linalg.svd(effects, compute_uv=False)[-1] > FLATTEST)
    return Fit(model, (b1 * high if capacity is None else capacity, *others), rss, determined)


def _best_starts(model: Model, x: Floats, y: Floats, fixed: tuple[float, ...]) -> Floats:
    """The most promising points of the start-value rule, each with another speed so that they lie apart."""
    rest = model.starts(x)
    shapes = model.curve(x[None, :], 1.0, *(found[:, None] for found in model.parameters(rest.T)))
    # Every curve is b1 times a shape, so the best b1 for a shape needs no search.
    squares = np.sum(shapes**2, axis=1)
    best = np.divide(shapes @ y, squares, out=np.zeros(len(rest)), where=squares > 0)
    b1 = np.full(len(rest), fixed[0]) if fixed else best
    rss = np.sum((y - b1[:, None] * shapes) ** 2, axis=1)
    order = np.argsort(np.where(np.isfinite(rss), rss, inf), kind="stable")
    apart = order[np.sort(np.unique(rest[order, 0], return_index=True)[1])[:STARTS]]
    return rest[apart] if fixed else np.column_stack((b1[apart], rest[apart]))
