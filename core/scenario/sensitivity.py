"""Which levers matter: what the plausible range of each does to a goal while all others stay as they are set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.scenario.basis import Basis
from core.scenario.levers import Lever, LeverUnit
from core.scenario.run import parts, run_columns

Floats = npt.NDArray[np.float64]

EFFORT = 0.1
"""Equal effort moves each lever by this share of its slider."""


@dataclass(frozen=True, slots=True)
class LeverSwing:
    """One lever: the outcome of the year with it at `low` and at `high`, all others as set."""

    lever: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        return abs(self.at_high - self.at_low)


def outcomes(basis: Basis, columns: Mapping[str, Floats], indicator: str, year: int) -> Floats:
    """The outcome of one year, shape (runs,), for levers by id. Raises ValueError when no run gives that year."""
    path = run_columns(basis, columns, needed=parts((indicator,)), growth=False).path(indicator)
    values = None if path is None else path.at(year)
    if values is None:
        raise ValueError(f"no run gives {indicator} in {year}")
    return values


def lever_places(basis: Basis, indicator: str) -> tuple[int, ...]:
    """The places of the levers of those parts of the model an indicator depends on."""
    needed = parts((indicator,))
    return tuple(place for place, lever in enumerate(basis.levers) if lever.group in needed)


def columns_of(basis: Basis, rows: Floats, places: tuple[int, ...]) -> dict[str, Floats]:
    """Rows of lever values, shape (runs, levers), as the models take them: by id, only those of `places`."""
    columns = {basis.levers[place].id: np.ascontiguousarray(rows[:, place]) for place in places}
    return columns or {"": np.zeros(len(rows))}


def lever_swings(basis: Basis, values: Floats, indicator: str, year: int) -> tuple[LeverSwing, ...]:
    """Each lever at both ends of its plausible range, all others at `values` (levers,): widest swing first.

    Levers that do not move the outcome are left out. Raises ValueError when no run gives the indicator in that year.
    """
    return _bars(basis, values, indicator, year, lambda lever, value: lever.plausible)


def equal_effort(basis: Basis, values: Floats, indicator: str, year: int) -> tuple[LeverSwing, ...]:
    """As `lever_swings`, each lever moved by a tenth of its slider either way from its place, at most to an end."""

    def moved(lever: Lever, value: float) -> tuple[float, float]:
        by = EFFORT * (lever.high - lever.low)
        if lever.unit is LeverUnit.YEAR:
            by = max(round(by), 1)
        return max(value - by, min(lever.low, value)), min(value + by, max(lever.high, value))

    return _bars(basis, values, indicator, year, moved)


def _bars(
    basis: Basis,
    values: Floats,
    indicator: str,
    year: int,
    ends: Callable[[Lever, float], tuple[float, float]],
) -> tuple[LeverSwing, ...]:
    places = lever_places(basis, indicator)
    spans = [ends(basis.levers[place], float(values[place])) for place in places]
    rows = np.tile(values, (max(2 * len(places), 1), 1))
    for row, (place, span) in enumerate(zip(places, spans, strict=True)):
        rows[2 * row : 2 * row + 2, place] = span
    values_of_rows = outcomes(basis, columns_of(basis, rows, places), indicator, year)
    bars = [
        LeverSwing(basis.levers[place].id, *span, float(values_of_rows[2 * row]), float(values_of_rows[2 * row + 1]))
        for row, (place, span) in enumerate(zip(places, spans, strict=True))
    ]
    here = [bar for bar in bars if bar.swing > 1e-12 * max(abs(bar.at_low), abs(bar.at_high))]
    return tuple(sorted(here, key=lambda bar: -bar.swing))
