"""What it takes to reach a goal: each lever alone, and the combination of levers that stretches history least."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.plan.indicators import Better
from core.scenario.basis import Basis
from core.scenario.least_effort import Search, least_effort
from core.scenario.levers import Lever, LeverUnit
from core.scenario.run import reaches
from core.scenario.sensitivity import columns_of, lever_places, outcomes

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LeverAlone:
    """One lever with all others as set.

    `value` is the position nearest to the present one at which the goal is reached, None when there is none, and
    `outcome` what it leads to. `plausible` says whether that position lies within the plausible range. `best` is the
    position with the best outcome (the nearest of several), `best_outcome` that outcome. A lever that does not move
    the goal has `moves` False, and its `best` is where it stands.
    """

    lever: str
    moves: bool
    value: float | None
    outcome: float | None
    plausible: bool
    best: float
    best_outcome: float


@dataclass(frozen=True, slots=True)
class Move:
    """One lever of a combination; `share` is the move over the width of its plausible range, signed.

    None where that range is a point: history never saw it move.
    """

    lever: str
    start: float
    end: float
    share: float | None


@dataclass(frozen=True, slots=True)
class Combination:
    """The least-effort combination, its outcome verified by a run; `plausible` when no lever leaves its range.

    `effort` is the sum of the squared moves, each over the plausible width (at least one step of the slider).
    """

    moves: tuple[Move, ...]
    outcome: float
    effort: float
    plausible: bool


@dataclass(frozen=True, slots=True)
class GoalSeek:
    """What `seek` found. `now` is the outcome of the year as set; when `reached` already, `combination` is None.

    `best_plausible` is the best outcome found with all levers within their plausible ranges; `combination` then goes
    beyond them, and is None when even the bounds of all sliders do not suffice (`best_possible` is what they give).
    """

    indicator: str
    year: int
    target: float
    now: float
    reached: bool
    levers_alone: tuple[LeverAlone, ...]
    combination: Combination | None
    best_plausible: float
    best_possible: float


def seek(basis: Basis, values: Floats, indicator: str, year: int, *, target: float | None = None) -> GoalSeek:
    """What reaches the goal of an indicator in a year, from the levers as set, `values` of the shape (levers,).

    `target` is that of the goal in force unless given; which way is better says `basis.better`. Raises ValueError
    without a target, or when no run gives the indicator in that year.
    """
    goal = basis.goal(indicator)
    if target is None and goal is None:
        raise ValueError(f"{indicator} has no goal in force")
    aim = target if goal is None or target is not None else goal.value
    assert aim is not None
    better, enough = basis.better[indicator], basis.enough(indicator, aim)
    places = lever_places(basis, indicator)

    def run(rows: Floats) -> Floats:
        return outcomes(basis, columns_of(basis, rows, places), indicator, year)

    present = np.asarray(values, dtype=np.float64)
    now = float(run(present[None])[0])
    reached = bool(reaches(np.array(now), enough, better))
    levers_alone = _alone(basis, present, places, run, now, enough, better)
    if reached:
        return GoalSeek(indicator, year, aim, now, True, levers_alone, None, now, now)
    combination, best = _combination(basis, present, places, run, enough, better)
    return GoalSeek(indicator, year, aim, now, False, levers_alone, combination, best[0], best[-1])


def _combination(
    basis: Basis,
    present: Floats,
    places: tuple[int, ...],
    run: Callable[[Floats], Floats],
    target: float,
    better: Better,
) -> tuple[Combination | None, list[float]]:
    """The least-effort combination within the plausible ranges, or else within the sliders; the best outcome of each
    search made."""
    levers = [basis.levers[place] for place in places]
    start = present[list(places)]

    def on_levers(rows: Floats) -> Floats:
        table = np.repeat(present[None], len(rows), axis=0)
        table[:, places] = rows
        return run(table)

    best = []
    for within in (True, False):
        search = _search(levers, start, on_levers, target, better, within=within)
        result = least_effort(search)
        best.append(result.best)
        if result.values is None:
            continue
        moves = tuple(
            Move(lever.id, before, after, _share(lever, after - before))
            for lever, before, after in zip(levers, start.tolist(), result.values.tolist(), strict=True)
            if after != before
        )
        outcome = float(on_levers(result.values[None])[0])
        effort = float((((result.values - start) / search.width) ** 2).sum())
        return Combination(moves, outcome, effort, within), best
    return None, best


def _search(
    levers: Sequence[Lever],
    start: Floats,
    run: Callable[[Floats], Floats],
    target: float,
    better: Better,
    *,
    within: bool,
) -> Search:
    """The search over these levers; `within` their plausible ranges or over all of their sliders."""
    return Search(
        run,
        start,
        [_choices(lever, value, within) for lever, value in zip(levers, start.tolist(), strict=True)],
        np.array([max(lever.plausible[1] - lever.plausible[0], lever.step) for lever in levers]),
        np.array([lever.declaration.favourable is Better.HIGHER for lever in levers], dtype=np.bool_),
        [lever.group for lever in levers],
        np.array([lever.unit is LeverUnit.YEAR for lever in levers], dtype=np.bool_),
        target,
        better,
    )


def _alone(
    basis: Basis,
    present: Floats,
    places: tuple[int, ...],
    run: Callable[[Floats], Floats],
    now: float,
    target: float,
    better: Better,
) -> tuple[LeverAlone, ...]:
    """Every lever of the release at every position of its slider, in one run of many rows."""
    spans = {place: _choices(basis.levers[place], float(present[place]), False) for place in places}
    rows = np.repeat(present[None], sum(len(span) for span in spans.values()), axis=0)
    at = 0
    for place, span in spans.items():
        rows[at : at + len(span), place] = span
        at += len(span)
    results = run(rows) if len(rows) else np.empty(0)
    alone, at = [], 0
    for place, lever in enumerate(basis.levers):
        value = float(present[place])
        if place not in spans:
            alone.append(LeverAlone(lever.id, False, None, None, False, value, now))
            continue
        span = spans[place]
        outcome = results[at : at + len(span)]
        at += len(span)
        if float(np.ptp(outcome)) <= 1e-12 * float(np.abs(outcome).max()):
            alone.append(LeverAlone(lever.id, False, None, None, False, value, now))
            continue
        away = np.abs(span - value)
        best = int(np.lexsort((away, -outcome if better is Better.HIGHER else outcome))[0])
        reaching = np.flatnonzero(reaches(outcome, target, better))
        nearest = int(reaching[np.argmin(away[reaching])]) if len(reaching) else None
        low, high = lever.plausible
        alone.append(
            LeverAlone(
                lever.id,
                True,
                None if nearest is None else float(span[nearest]),
                None if nearest is None else float(outcome[nearest]),
                nearest is not None and low <= span[nearest] <= high,
                float(span[best]),
                float(outcome[best]),
            )
        )
    return tuple(alone)


def _choices(lever: Lever, value: float, within: bool) -> Floats:
    """The positions a lever can take, the present one included; only those of its plausible range if `within`."""
    low, high = lever.plausible if within else (lever.low, lever.high)
    return np.array(sorted({position for position in lever.positions() if low <= position <= high} | {value}))


def _share(lever: Lever, by: float) -> float | None:
    width = lever.plausible[1] - lever.plausible[0]
    return by / width if width > 0 else None
