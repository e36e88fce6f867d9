"""Scores the forecast beside plain methods on the yearly series of the M3 competition, and times it."""

from __future__ import annotations

import csv
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import scipy  # noqa: E402

from core.forecast import LEVELS, Floats, forecast  # noqa: E402
from core.plan.indicators import Better  # noqa: E402

LENGTHS = (5, 6, 8, 10)
"""How many of the last points of a series a method is given."""
HORIZON = 5
TARGETS = (-0.4, -0.2, -0.1, -0.05, -0.02, 0.02, 0.05, 0.1, 0.2, 0.4)
"""Targets as changes from the last value; below it fewer is better."""
BINS = 10
RUNS = 5
MANY = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Series in units of their last value, so that one target fits all.

    `train` has the shape (series, points), `after` (series, `HORIZON`), and `scale`, the mean size of an annual
    change over everything before `after`, (series, 1).
    """

    train: Floats
    after: Floats
    scale: Floats


@dataclass(frozen=True, slots=True)
class Bin:
    """Targets whose probability lies from `low` to a tenth above it, and the share of them that was reached."""

    low: float
    cases: int
    probability: float
    reached: float


@cache
def m3(points: int) -> Cases:
    """The last `points` values of every series, and the years after them."""
    with (ROOT / "tests" / "reference" / "m3_yearly.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    whole = [np.array(row["train"].split(";"), dtype=np.float64) for row in rows]
    after = np.array([[float(row[f"a{year}"]) for year in range(1, HORIZON + 1)] for row in rows])
    last = np.array([[series[-1]] for series in whole])
    train = np.array([series[-points:] for series in whole])
    scale = np.array([[np.abs(np.diff(series)).mean()] for series in whole])
    return Cases(train / last, after / last, scale / last)


def ours(train: Floats) -> Floats:
    return forecast(range(train.shape[1]), train, HORIZON).mean


def naive(train: Floats) -> Floats:
    return np.repeat(train[:, -1:], HORIZON, axis=1)


def drift(train: Floats) -> Floats:
    return train[:, -1:] + mean_change(train) * np.arange(1, HORIZON + 1)


def damped_drift(train: Floats) -> Floats:
    return train[:, -1:] + mean_change(train) * np.cumsum(0.85 ** np.arange(1, HORIZON + 1))


def least_squares(train: Floats) -> Floats:
    points = train.shape[1]
    slope, start = np.polyfit(np.arange(points), train.T, 1)
    found: Floats = start[:, None] + slope[:, None] * np.arange(points, points + HORIZON)
    return found


def mean_change(train: Floats) -> Floats:
    found: Floats = (train[:, -1:] - train[:, :1]) / (train.shape[1] - 1)
    return found


METHODS: dict[str, Callable[[Floats], Floats]] = {
    "naive": naive,
    "drift": drift,
    "least squares line": least_squares,
    "damped drift .85": damped_drift,
    "ours": ours,
}


def paths(cases: Cases) -> dict[str, Floats]:
    """Where every method sees the series go."""
    return {name: method(cases.train) for name, method in METHODS.items()}


def smape(cases: Cases, path: Floats) -> float:
    """Symmetric mean absolute percentage error; a forecast of nothing or less is 100 off."""
    sizes = np.abs(cases.after) + np.abs(path)
    return float(np.where(path > 0, 200 * np.abs(cases.after - path) / sizes, 100.0).mean())


def mase(cases: Cases, path: Floats) -> float:
    """Mean absolute error, in mean annual changes of the series."""
    return float((np.abs(cases.after - path) / cases.scale).mean())


def coverage(cases: Cases, level: float) -> float:
    """The share of values that came to lie within the interval."""
    found = forecast(range(cases.train.shape[1]), cases.train, HORIZON).interval(level)
    assert found is not None
    return float(((found[0] <= cases.after) & (cases.after <= found[1])).mean())


def reliability(cases: Cases) -> list[Bin]:
    """Every target in every year, binned by the probability of reaching it; bins without a case are left out."""
    points = cases.train.shape[1]
    found = forecast(range(points), cases.train, HORIZON)
    said, came = [], []
    for change in TARGETS:
        target, better = 1 + change, Better.HIGHER if change > 0 else Better.LOWER
        for ahead, year in enumerate(found.years):
            said.append(np.asarray(found.probability(target, better, year)))
            values = cases.after[:, ahead]
            came.append(values >= target if better is Better.HIGHER else values <= target)
    probability, reached = np.concatenate(said), np.concatenate(came)
    place = np.minimum((probability * BINS).astype(int), BINS - 1)
    return [
        Bin(each / BINS, int(of.sum()), float(probability[of].mean()), float(reached[of].mean()))
        for each in range(BINS)
        if (of := place == each).any()
    ]


def seconds() -> list[float]:
    """`RUNS` times for `MANY` series of 10 points: path, 80 % interval and probability."""
    values = np.random.default_rng(1).normal(2, 20, (MANY, 10)).cumsum(axis=1) + 1000
    years = range(2014, 2024)
    found = []
    for _ in range(RUNS + 1):
        start = perf_counter()
        each = forecast(years, values, HORIZON)
        each.interval(0.8)
        each.probability(1050, Better.HIGHER)
        found.append(perf_counter() - start)
    return found[1:]  # the first loads scipy


def main() -> None:
    """Print every table."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"Python {platform.python_version()}, numpy {np.__version__}, scipy {scipy.__version__}, one core")
    for points in LENGTHS:
        cases = m3(points)
        print(f"\nM3 yearly, {len(cases.train)} series, last {points} points, {HORIZON} years ahead")
        print(f"{'':20} {'sMAPE':>6} {'MASE':>6}")
        for name, path in paths(cases).items():
            print(f"{name:20} {smape(cases, path):6.2f} {mase(cases, path):6.3f}")
        print("ours, coverage:", ", ".join(f"{level:.0%} → {coverage(cases, level):.3f}" for level in LEVELS))
        print(f"{'probability':12} {'cases':>6} {'mean':>6} {'reached':>8}")
        for one in reliability(cases):
            bounds = f"{one.low:.1f}–{one.low + 1 / BINS:.1f}"
            print(f"{bounds:12} {one.cases:6} {one.probability:6.3f} {one.reached:8.3f}")
    times = [1000 * each for each in seconds()]
    print(f"\n{MANY:,} series of 10 points, {HORIZON} years, 80 % interval and probability:", end=" ")
    print(f"{median(times):.1f} ms ({min(times):.1f}–{max(times):.1f}, n={RUNS})")


if __name__ == "__main__":
    main()
