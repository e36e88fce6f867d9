"""Published growth curves beside the one in use, and fits with a free plateau: what the certified results are for."""

from __future__ import annotations

import ast

import numpy as np
import numpy.typing as npt

from core.annual_series import SeriesError, SeriesProblem
from core.scenario.models.growth_curve import (
    SATURATING_EXPONENTIAL,
    SPEEDS,
    CurveFit,
    GrowthCurve,
    Values,
    fit_curve,
    positive,
)

Floats = npt.NDArray[np.float64]
Number = float | Floats

_TURNS = np.linspace(-1.0, 2.0, 31)
_SKEWS = np.linspace(-3.0, 3.0, 9)


def _generalised(x: Floats, b1: Number, b2: Number, b3: Number, b4: Number) -> Floats:
    # The logarithm of 1 + exp(z) stays finite where exp(z) does not.
    return b1 * np.exp(-np.logaddexp(0.0, b2 - b3 * x) / b4)


def _logistic(x: Floats, b1: Number, b2: Number, b3: Number) -> Floats:
    return _generalised(x, b1, b2, b3, 1.0)


def _gompertz(x: Floats, b1: Number, b2: Number, b3: Number) -> Floats:
    return b1 * np.exp(-b2 * np.exp(-b3 * x))


def _turning(x: Floats) -> Floats:
    """Slow to sudden, the steepest point within the x or up to their span outside."""
    span = np.ptp(x) or np.abs(x).max() or 1.0
    speeds, turns = (part.ravel() for part in np.meshgrid(SPEEDS / span, x.min() + span * _TURNS))
    return np.column_stack((np.log(speeds), speeds * turns))


def _lopsided(x: Floats) -> Floats:
    """The same for each lopsidedness, from nearly Gompertz to nearly exponential up to the capacity."""
    plain = _turning(x)
    return np.column_stack((np.tile(plain, (len(_SKEWS), 1)), np.repeat(_SKEWS, len(plain))))


LOGISTIC = GrowthCurve("logistic", "y=b1/(1+exp(b2-b3*x))", 3, _logistic, lambda v: (v[1], positive(v[0])), _turning)
"""Slow, fast, slow, the same on both sides of the half-way point x = b2 / b3."""
GENERALISED_LOGISTIC = GrowthCurve(
    "generalised_logistic",
    "y=b1/((1+exp(b2-b3*x))**(1/b4))",
    4,
    _generalised,
    lambda v: (v[1] + v[2], positive(v[0]), positive(v[2])),
    _lopsided,
)
"""A logistic steepest before half of the capacity (b4 below 1) or after it (above 1)."""
GOMPERTZ = GrowthCurve(
    "gompertz", "y=b1*exp(-b2*exp(-b3*x))", 3, _gompertz, lambda v: (positive(v[1]), positive(v[0])), _turning
)
"""Steepest when 1/e of the capacity is reached, at x = log(b2) / b3, then a long approach."""
CURVES = (SATURATING_EXPONENTIAL, LOGISTIC, GENERALISED_LOGISTIC, GOMPERTZ)


def by_formula(formula: str) -> GrowthCurve:
    """The curve with this formula, as NIST writes it; spaces, brackets and needless parentheses make no difference.

    Raises SeriesError for a formula of no curve in `CURVES`.
    """
    wanted = _meaning(formula)
    for curve in CURVES:
        if wanted is not None and wanted == _meaning(curve.formula):
            return curve
    known = "; ".join(curve.formula for curve in CURVES)
    raise SeriesError(SeriesProblem.UNKNOWN_CHOICE, "formula", found=str(formula)[:40], choices=known)


def _meaning(formula: str) -> str | None:
    plain = "".join(str(formula).lower().split()).translate(str.maketrans("[]", "()")).removesuffix("+e")
    try:
        return ast.dump(ast.parse(plain))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def fit(curve: GrowthCurve, x: Values, y: Values) -> CurveFit:
    """The fit with all parameters free.

    Source: NIST Statistical Reference Datasets, nonlinear regression (BoxBOD, Rat42, Rat43: certified values met).
    """
    return fit_curve(curve, x, y)
