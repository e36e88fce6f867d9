"""How sure an outcome is: levers and models vary as widely as history says, in draws that anyone can repeat."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from core.plan.indicators import Better
from core.scenario.basis import Basis
from core.scenario.levers import Lever, LeverGroup, LeverUnit
from core.scenario.run import parts, run_columns

Floats = npt.NDArray[np.float64]

SEED = 20260101
"""Shown with every result: with it and the number of draws anyone gets the same numbers."""
DRAWS = 10_000
MANY_SCHOOLS = 40
"""The schools that may be followed one by one with every draw asked for."""
LEVELS = (0.5, 0.8, 0.95)
"""The shares of all draws that the bands hold."""
WITHIN_80 = 1.2815515655446004
"""A normal distribution lies within so many standard deviations of its middle in 80 % of cases."""
ABSOLUTE = 1.2533141373155001
"""The standard deviation of a normal distribution over its mean absolute deviation, the root of pi / 2."""
ERROR_YEARS = 5
"""The assumptions `error_…` are mean absolute errors so many years ahead."""
WIDENING = 0.85
"""Errors grow with the years ahead to this power, as in `core.forecast` (fitted on the M3 yearly series)."""
MODELS = {
    "enrolment": "error_enrolment",
    "general": "error_enrolment",
    "colleges": "error_colleges",
    "teachers": "error_teachers",
    "training": "error_training",
}
"""The models that err, and the assumption that says how much."""
CHUNK = 10_000
"""Draws carried on together: a larger number takes more time, not more memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Fan:
    """One indicator over the years ahead, from `first` on; in its unit.

    `median` has the shape (years,), `lower` and `upper` (bands, years) as `LEVELS`: every value is one that was drawn.
    `reached` is the share of draws that reach the goal in force in each year, shape (years,); None without a goal.
    """

    first: int
    median: Floats
    lower: Floats
    upper: Floats
    reached: Floats | None

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first, self.first + len(self.median)))

    def band(self, level: float) -> tuple[Floats, Floats]:
        """Both ends of a band, each of the shape (years,). Raises ValueError for a level not in `LEVELS`."""
        place = LEVELS.index(level)
        return self.lower[place], self.upper[place]


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely a goal is reached in the year that decides, 0 to 1, unrounded."""

    indicator: str
    year: int
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """What `draws` runs gave: a fan by indicator, and the chance of each goal whose target year is still ahead."""

    seed: int
    draws: int
    fans: Mapping[str, Fan]
    chances: tuple[Chance, ...]

    def probability(self, indicator: str, year: int) -> float | None:
        """The share of draws that reach the goal in force in a year; None without a goal or when it is not ahead."""
        fan = self.fans.get(indicator)
        if fan is None or fan.reached is None or year not in fan.years:
            return None
        return float(fan.reached[year - fan.first])


def affordable_draws(basis: Basis, draws: int, needed: Collection[LeverGroup]) -> int:
    """How many draws are made where so many are wanted: fewer, in proportion, with many schools to follow one by one.

    A municipality of 400 schools then takes as long as a district of 40, and a chance is known to 3 points or better.
    """
    schools = 0 if basis.facilities is None or LeverGroup.CONDITIONS not in needed else len(basis.facilities.schools)
    return draws if schools <= MANY_SCHOOLS else max(1, draws * MANY_SCHOOLS // schools)


def draw(
    basis: Basis,
    values: Floats,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    indicators: Collection[str] | None = None,
) -> Spread:
    """Run the models for `draws` variations of the levers `values`, shape (levers,), and of the models themselves.

    A lever varies around the value set, a planner's decision like any other: what is decided is seldom done to the
    letter, and its plausible range says how far such things moved. It is normal, 80 % of it as wide as that range
    (wherever the value lies in it), clipped at the lever's bounds; a year is rounded to a whole one. Levers vary
    independently. A model is off by a factor exp(sd z), one z for all its years: sd = `ABSOLUTE` × the mean error ×
    (years ahead / 5)^0.85. For the small errors at hand that is 1 + sd z, but never negative, its median 1.

    `indicators` are those wanted: by default those with a goal in force, or else all the basis has a history of.
    Those the models do not give are left out. Raises ValueError for fewer than 1 draw.
    """
    if draws < 1:
        raise ValueError(f"draws: {draws}")
    wanted = tuple(indicators) if indicators is not None else tuple(goal.indicator for goal in basis.goals)
    if indicators is None and not wanted:
        wanted = tuple(basis.history)
    needed = parts(wanted)
    draws = affordable_draws(basis, draws, needed)
    columns = _lever_draws(basis, values, needed, draws, seed)
    drawn = _paths(basis, columns, _errors(basis, draws, seed), wanted, needed, draws)
    fans = {id: _fan(basis, id, first, outcomes) for id, (first, outcomes) in drawn.items()}
    spread = Spread(seed, draws, fans, ())
    chances = []
    for goal in basis.goals:
        chance = spread.probability(goal.indicator, goal.target_year)
        if chance is not None:
            chances.append(Chance(goal.indicator, goal.target_year, chance))
    return Spread(seed, draws, fans, tuple(chances))


def _lever_draws(
    basis: Basis, values: Floats, needed: frozenset[LeverGroup], draws: int, seed: int
) -> dict[str, Floats]:
    """The draws of the levers of some parts of the model, by id, each of the shape (draws,)."""
    normals = _normals(seed, draws, len(basis.levers))
    columns = {
        lever.id: _varied(lever, float(values[place]), normals[place])
        for place, lever in enumerate(basis.levers)
        if lever.group in needed
    }
    # Where nothing varies, the models still need to know how many runs there are.
    return columns or {"": np.zeros(draws)}


def _paths(
    basis: Basis,
    columns: Mapping[str, Floats],
    errors: Mapping[str, Floats],
    wanted: Collection[str],
    needed: frozenset[LeverGroup],
    draws: int,
) -> dict[str, tuple[int, Floats]]:
    """First year and outcomes, shape (years, draws), of each wanted indicator the models give, a chunk at a time."""
    outcomes: dict[str, tuple[int, Floats]] = {}
    for start in range(0, draws, CHUNK):
        part = slice(start, start + CHUNK)
        paths = run_columns(
            basis,
            {id: column[part] for id, column in columns.items()},
            {model: factor[:, part] for model, factor in errors.items()},
            needed=needed,
            growth=False,
        ).paths
        for id in wanted:
            if id not in paths:
                continue
            if id not in outcomes:
                outcomes[id] = paths[id].first, np.empty((len(paths[id].values), draws))
            outcomes[id][1][:, part] = paths[id].values
    return outcomes


def deviation(lever: Lever) -> float:
    """The standard deviation of a lever, in its unit."""
    return (lever.plausible[1] - lever.plausible[0]) / (2 * WITHIN_80)


def _varied(lever: Lever, value: float, normal: Floats) -> Floats:
    """The draws of a lever around the value set, shape (draws,)."""
    width = deviation(lever)
    if width <= 0:
        return np.full(len(normal), value)
    drawn: Floats = normal * width
    drawn += value
    if lever.unit is LeverUnit.YEAR:
        np.rint(drawn, out=drawn)
    # A value beyond a bound, as an old link may hold, is left where it is.
    return np.clip(drawn, min(lever.low, value), max(lever.high, value), out=drawn)


@lru_cache(maxsize=4)
def _normals(seed: int, draws: int, count: int) -> Floats:
    """Standard normals, (count, draws): the same for every basis, so that only the models cost time."""
    normals = np.random.default_rng((seed, 0)).standard_normal((count, draws))
    normals.setflags(write=False)
    return normals


@lru_cache(maxsize=16)
def _factors(seed: int, draws: int, model: str, error: float, years: int) -> Floats:
    """What a model is off by, shape (years, draws), read-only."""
    place = 1 + list(MODELS).index(model)
    normal = np.random.default_rng((seed, place)).standard_normal(draws)
    sd = ABSOLUTE * error * (np.arange(1, years + 1) / ERROR_YEARS) ** WIDENING
    factors: Floats = np.exp(sd[:, None] * normal)
    factors.setflags(write=False)
    return factors


def _errors(basis: Basis, draws: int, seed: int) -> dict[str, Floats]:
    starts = {
        "enrolment": basis.enrolment,
        "general": basis.enrolment,
        "colleges": basis.colleges,
        "teachers": basis.teachers,
        "training": basis.training,
    }
    return {
        model: _factors(seed, draws, model, basis.declarations.assumption_value(MODELS[model]), len(start.years))
        for model, start in starts.items()
        if start is not None
    }


def _fan(basis: Basis, indicator: str, first: int, outcomes: Floats) -> Fan:
    """`outcomes` (years, draws) is sorted in place."""
    draws = outcomes.shape[1]
    # Whole draws, not values between two: seven and a half colleges were never drawn.
    below = [max(int(np.ceil(draws * (1 - level) / 2)) - 1, 0) for level in LEVELS]
    outcomes.sort(axis=1)
    lower, upper = (
        np.stack([outcomes[:, at] for at in places]) for places in (below, [draws - 1 - at for at in below])
    )
    goal = basis.goal(indicator)
    reached = None
    if goal is not None:
        enough = basis.enough(indicator, goal.value)
        slack = 1e-12 * abs(enough)  # as `core.scenario.run.reaches`; in sorted draws it is one look
        if basis.better[indicator] is Better.HIGHER:
            count = [draws - int(np.searchsorted(row, enough - slack, side="left")) for row in outcomes]
        else:
            count = [int(np.searchsorted(row, enough + slack, side="right")) for row in outcomes]
        reached = np.array(count) / draws
    return Fan(first, outcomes[:, (draws - 1) // 2].copy(), lower, upper, reached)
