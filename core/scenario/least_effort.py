"""The combination of lever positions that reaches a target and stretches what history shows least."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from core.plan.indicators import Better
from core.scenario.levers import LeverGroup
from core.scenario.run import reaches

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

CUTS = 12
"""How often the smooth search draws a new plane; the effort seldom changes after half as many."""
TRIED = 8
"""Positions tried at once between where a lever is and where it started."""
ROUNDS = 80
"""How many moves are taken back or exchanged at most."""
SHIFTS = 4
"""How often a year is shifted by one, all other levers following."""
SLOPE = 1e-4
"""How far a lever is moved to see a slope, as a share of its plausible width."""


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """`run` gives the outcome, shape (rows,), of rows of values, (rows, levers).

    `start` are the present values, `choices` the positions each lever may take in order, its present one included,
    `width` what counts as one unit of effort, `favourable` whether more helps, `groups` the part of the model, `whole`
    whether it takes whole years only.
    """

    run: Callable[[Floats], Floats]
    start: Floats
    choices: Sequence[Floats]
    width: Floats
    favourable: Flags
    groups: Sequence[LeverGroup]
    whole: Flags
    target: float
    better: Better

    def holds(self, rows: Floats) -> Flags:
        return reaches(self.run(rows), self.target, self.better)

    def efforts(self, rows: Floats) -> Floats:
        efforts: Floats = (((rows - self.start) / self.width) ** 2).sum(axis=-1)
        return efforts

    @property
    def sign(self) -> float:
        return 1.0 if self.better is Better.HIGHER else -1.0


@dataclass(frozen=True, slots=True, eq=False)
class LeastEffort:
    """`values` of all levers that reach the target, None when none were found; `best` is the best outcome seen."""

    values: Floats | None
    best: float


def least_effort(search: Search) -> LeastEffort:
    """Minimise the sum of squared moves, each over its width, over the positions of all levers, the target reached.

    From the best end of every lever, which shows whether the target can be reached at all, moves are taken back while
    it holds: that works for goals counted one by one. Where the outcome has slopes, supporting planes (Veinott 1967)
    lead to the smooth optimum, rounded away from the start to positions. The better of both is improved by taking back
    and exchanging single steps. Deterministic.
    """
    far, best = _far_end(search)
    if not search.holds(far[None])[0]:
        return LeastEffort(None, best)
    candidates = [far, *_smooth_ones(search, far)]
    results = [_exchanged(search, _taken_back(search, candidate)) for candidate in candidates]
    return LeastEffort(min(results, key=lambda values: float(search.efforts(values))), best)


def _far_end(search: Search) -> tuple[Floats, float]:
    """The combination of slider ends with the best outcome, and that outcome."""
    low, high = (np.array([positions[end] for positions in search.choices]) for end in (0, -1))
    good, bad = np.where(search.favourable, high, low), np.where(search.favourable, low, high)
    names = list(dict.fromkeys(search.groups))
    rows = []
    # A group at a time: one lever alone may do nothing where several are short at once.
    for way in product((0, 1, 2), repeat=len(names)):
        of = np.array([way[names.index(group)] for group in search.groups], dtype=np.intp)
        rows.append(np.choose(of, (search.start, good, bad)))
    table = np.array(rows)
    scores = search.sign * search.run(table)
    far = table[int(np.lexsort((search.efforts(table), -scores))[0])]
    score = float(scores.max())
    for _ in range(len(far) + 3):
        table = np.repeat(far[None], 3 * len(far), axis=0)
        for place in range(len(far)):
            table[3 * place : 3 * place + 3, place] = low[place], search.start[place], high[place]
        if not len(table):
            break
        scores = search.sign * search.run(table)
        if scores.max() <= score + 1e-12 * abs(score):
            break
        far, score = table[int(scores.argmax())], float(scores.max())
    return far, search.sign * score


def _taken_back(search: Search, values: Floats) -> Floats:
    """Bring one lever at a time nearer to its start, the largest saving first, while the target is still reached."""
    for _ in range(ROUNDS):
        rows = []
        for place in np.flatnonzero(values != search.start).tolist():
            start, now, choices = search.start[place], values[place], search.choices[place]
            between = choices[(choices >= min(start, now)) & (choices <= max(start, now)) & (choices != now)]
            for at in np.unique(np.linspace(0, len(between) - 1, min(TRIED, len(between))).round().astype(int)):
                row = values.copy()
                row[place] = between[at]
                rows.append(row)
        better = _best(search, np.array(rows), values)
        if better is None:
            return values
        values = better
    return values


def _exchanged(search: Search, values: Floats) -> Floats:
    """Take back a step of one lever, alone or for a step more of another, as long as that makes it less effort."""
    for _ in range(ROUNDS):
        steps = []
        for place, choices in enumerate(search.choices):
            at = int(np.searchsorted(choices, values[place] - 1e-9))
            steps.append([(place, choices[to]) for to in (at - 1, at + 1) if 0 <= to < len(choices)])
            if values[place] != search.start[place]:
                steps[-1].append((place, search.start[place]))
        single = [step for of_lever in steps for step in of_lever]
        pairs = [(one, other) for one in single for other in single if one[0] < other[0]]
        table = np.repeat(values[None], len(single) + len(pairs), axis=0)
        for row, changes in enumerate([*((step,) for step in single), *pairs]):
            for place, value in changes:
                table[row, place] = value
        better = _best(search, table, values)
        if better is None:
            return values
        values = better
    return values


def _best(search: Search, rows: Floats, values: Floats) -> Floats | None:
    """The row of least effort that reaches the target with less effort than `values`; None without any."""
    if not len(rows):
        return None
    efforts = search.efforts(rows)
    less = np.flatnonzero(efforts < float(search.efforts(values)) * (1 - 1e-12))
    less = less[np.argsort(efforts[less], kind="stable")]
    for start in range(0, len(less), 64):  # the cheapest first: one that holds ends the search
        part = less[start : start + 64]
        reaching = np.flatnonzero(search.holds(rows[part]))
        if len(reaching):
            row: Floats = rows[part[reaching[0]]].copy()
            return row
    return None


def _smooth_ones(search: Search, far: Floats) -> list[Floats]:
    """The smooth optimum with years between two years, then the best with whole ones, each year tried one off."""
    free = _smooth(search, far, np.zeros(len(far), dtype=np.bool_), far)
    result = [] if free is None else [free]
    if search.whole.all() or not search.whole.any():
        return result
    tried: dict[tuple[float, ...], Floats | None] = {}

    def with_years(values: Floats) -> Floats | None:
        key = tuple(values[search.whole].tolist())
        if key not in tried:
            end = np.where(search.whole, values, far)
            tried[key] = _smooth(search, end, search.whole, values) if search.holds(end[None])[0] else None
        return tried[key]

    optima = [optimum for values in (*result, search.start) if (optimum := with_years(values)) is not None]
    if not optima:
        return result
    for _ in range(SHIFTS):
        best = min(optima, key=lambda optimum: float(search.efforts(optimum)))
        for place in np.flatnonzero(search.whole).tolist():
            at = int(np.searchsorted(search.choices[place], best[place] - 1e-9))
            for to in (at - 1, at + 1):
                if 0 <= to < len(search.choices[place]):
                    values = best.copy()
                    values[place] = search.choices[place][to]
                    other = with_years(values)
                    if other is not None:
                        optima.append(other)
        if search.efforts(best) <= min(float(search.efforts(optimum)) for optimum in optima):
            break
    return [*result, min(optima, key=lambda optimum: float(search.efforts(optimum)))]


def _smooth(search: Search, far: Floats, fixed: Flags, at: Floats) -> Floats | None:
    """The least effort between positions, by supporting planes, rounded away from the start; None without a slope.

    Levers that are `fixed` stay at `at`.
    """
    low, high = (
        np.where(fixed, at, [positions[end] for positions in search.choices]) - search.start for end in (0, -1)
    )
    low, high, end = low / search.width, high / search.width, (far - search.start) / search.width
    free = np.flatnonzero(high > low)
    planes: list[Floats] = []
    bounds: list[float] = []
    best: Floats | None = None

    def values(moves: Floats) -> Floats:
        moved: Floats = search.start + moves * search.width
        return moved

    now = np.where(fixed, end, 0.0)
    for _ in range(CUTS):
        edge = _edge(search, values, now, end)
        if best is None or edge @ edge < best @ best:
            best = edge
        by = np.zeros((len(free), len(end)))
        by[np.arange(len(free)), free] = SLOPE
        # Both sides of a kink have their own slope; the one towards the far end keeps what the target needs.
        ways = np.where(end[free] >= edge[free], 1.0, -1.0)[:, None]
        outcomes = search.sign * search.run(values(np.concatenate((edge[None], edge + by * ways))))
        slope = np.zeros(len(end))
        slope[free] = (outcomes[1:] - outcomes[0]) * ways[:, 0]
        size = float(np.sqrt(slope @ slope))
        if size <= 1e-12 * max(abs(outcomes[0]), 1e-12):
            break
        planes.append(slope / size)
        bounds.append(float(slope @ edge) / size)
        nearest = _nearest(np.array(planes), np.array(bounds), low, high)
        if nearest is None or nearest @ nearest >= 0.999 * (best @ best):
            break
        now = nearest
    return None if best is None or not planes else _rounded(search, values(best))


def _edge(search: Search, values: Callable[[Floats], Floats], start: Floats, end: Floats) -> Floats:
    """The point nearest to `start` on the way to `end`, which reaches the target, that reaches it too."""
    low, high = 0.0, 1.0
    for _ in range(4):
        ways = np.linspace(low, high, 17)
        reaching = np.flatnonzero(search.holds(values(start + ways[:, None] * (end - start))))
        at = int(reaching[0]) if len(reaching) else 16
        if at == 0:
            return start
        low, high = ways[at - 1], ways[at]
    edge: Floats = start + high * (end - start)
    return edge


def _nearest(planes: Floats, bounds: Floats, low: Floats, high: Floats) -> Floats | None:
    """The shortest vector u with planes u >= bounds and low <= u <= high; None when there is none.

    Least distance programming by non-negative least squares (Lawson and Hanson, Solving Least Squares Problems, 23.4).
    """
    from scipy.optimize import nnls  # slow to import: only a search pays for it

    size = len(low)
    left = np.concatenate((planes, np.eye(size), -np.eye(size)))
    right = np.concatenate((bounds, low, -high))
    table = np.concatenate((left.T, right[None]))
    wanted = np.zeros(size + 1)
    wanted[-1] = 1.0
    solution, _ = nnls(table, wanted, maxiter=50 * len(right))
    rest = table @ solution - wanted
    if abs(rest[-1]) < 1e-12:
        return None
    moves: Floats = np.clip(-rest[:size] / rest[-1], low, high)
    return moves


def _rounded(search: Search, values: Floats) -> Floats | None:
    """The positions next to `values` away from the start, one further where that is needed; None if it fails."""
    for extra in (0, 1, 2):
        positions = search.start.copy()
        for place, choices in enumerate(search.choices):
            start, value = search.start[place], values[place]
            if abs(value - start) < 1e-3 * search.width[place]:
                continue
            if value > start:
                at = int(np.searchsorted(choices, value - 1e-9)) + extra
            else:
                at = int(np.searchsorted(choices, value + 1e-9, side="right")) - 1 - extra
            positions[place] = choices[min(max(at, 0), len(choices) - 1)]
        if search.holds(positions[None])[0]:
            return positions
    return None
