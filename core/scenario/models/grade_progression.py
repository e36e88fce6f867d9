"""Enrolment by year and grade → the years ahead, each cohort carried on at the rate earlier ones progressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from core.annual_series import SeriesError, SeriesProblem, check_bounds, check_series, parse_number

Floats = npt.NDArray[np.float64]
Row = Sequence[Any] | npt.NDArray[Any]
Table = Sequence[Row] | npt.NDArray[Any]

ALPHA = 0.4
"""The weight of the newest rate in the smoothing (NCES, Projections of Education Statistics, grade progression)."""


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """The years after the last one of a table of enrolment by grade.

    `enrolment` has the shape (horizon, grades), in the unit of the enrolment and entrants handed in and unrounded;
    NaN where the cohort was missing in the last year observed. `rates` has the shape (grades - 1,): the smoothed
    progression into each grade after the entry grade, dimensionless, at least 0, above 1 where others join the
    cohort. Arrays are read-only.
    """

    years: tuple[int, ...]
    enrolment: Floats
    rates: Floats


def progression_rates(enrolment: Table, *, years: Sequence[object] | None = None, grades: Sequence[str] = ()) -> Floats:
    """How much of each grade is found in the next grade the next year: r[g,t] = E[g,t] / E[g-1,t-1] (NCES).

    `enrolment` has the shape (years, grades), grades in the order they are passed through, in any one unit, 0 or
    more; None and NaN are missing. The result has the shape (years - 1, grades - 1), dimensionless; a rate is NaN
    when either part is missing. `years` are taken as consecutive when not given; across a year left out there is no
    rate. `grades` name the columns in errors ("grade 1", "grade 2", … when not given).

    Raises SeriesError naming the grade and the row: text, an infinity, a negative value, a denominator of zero; rows
    of unequal length, years that do not rise or do not match the rows, no row at all.
    """
    names, table = _table(enrolment, grades)
    return _rates(_consecutive(years, len(table)), table, names)


def smoothed(rates: Row | Table, alpha: float = ALPHA, *, grades: Sequence[str] = ()) -> Floats:
    """Where simple exponential smoothing arrives after the last rate: s = alpha r + (1 - alpha) s, from the first r.

    `rates` has the shape (years, grades) or (years,), oldest first, each 0 or more; missing ones are skipped. The
    result has the shape (grades,) or () and lies between the lowest and the highest rate. `alpha` lies in 0..1, ends
    included. `grades` name the columns in errors ("grade 2", "grade 3", … when not given: the entry grade has none).

    Raises SeriesError naming the grade: no rate at all, text, an infinity, a negative rate; or `alpha` out of bounds.
    """
    single = np.ndim(next(iter(rates), 0.0)) == 0
    names, table = _table([[rate] for rate in rates] if single else rates, grades, "rates", first_grade=2)
    levels = _smoothed(table, alpha, names)
    return levels[0] if single else levels


def project(
    years: Sequence[object],
    enrolment: Table,
    entrants: Row,
    *,
    alpha: float = ALPHA,
    grades: Sequence[str] = (),
) -> Projection:
    """Carry each cohort on at its smoothed rate, E[g,t] = E[g-1,t-1] s[g], as many years as entrants are given for.

    `enrolment` has the shape (years, grades), as for `progression_rates`; `years` are whole and rise, one a row.
    `entrants` is the enrolment in the entry grade for each year after the last one, in the same unit, 0 or more. The
    last row starts the projection: a cohort missing there stays missing in every grade it would reach.

    Raises SeriesError: whatever `progression_rates` names; a grade into which no rate is known, by its name; entrants
    that are missing, negative or no numbers, with their row, or none at all; `alpha` outside 0..1.

    Source: NCES, Projections of Education Statistics, appendix A (grade progression rate method).
    """
    names, table = _table(enrolment, grades)
    known = _consecutive(years, len(table))
    entering = _entrants(entrants)
    rates = _smoothed(_rates(known, table, names), alpha, names[1:])
    ahead = np.empty((len(entering), len(names)))
    before = table[-1]
    for row, entry in enumerate(entering):
        with np.errstate(over="ignore"):
            ahead[row] = advance(before, entry, rates)
        before = ahead[row]
        if np.isinf(before).any():
            raise SeriesError(SeriesProblem.INFINITE, "projection", row + 1, found=inf)
    return Projection(tuple(range(known[-1] + 1, known[-1] + 1 + len(entering))), _kept(ahead), rates)


def advance(before: Floats, entry: float | Floats, rates: float | Floats) -> Floats:
    """One year on: E[g,t] = E[g-1,t-1] s[g], with `entry` in the first grade; grades run along the first axis.

    `before` has the shape (grades, …), `entry` (…), `rates` (grades - 1, …) or one for all; the last grade leaves.
    The one step that `project` and every scenario take.
    """
    after: Floats = np.empty_like(before, dtype=np.float64)
    after[0] = entry
    np.multiply(before[:-1], rates, out=after[1:])
    return after


def _rates(years: tuple[int, ...], table: Floats, names: tuple[str, ...]) -> Floats:
    start, reached = table[:-1, :-1], table[1:, 1:]
    known = ~np.isnan(start) & ~np.isnan(reached) & (np.diff(years) == 1)[:, None]
    for row, grade in np.argwhere(known & (start == 0)):
        limits: dict[str, object] = {"found": 0.0, "low": 0.0, "high": inf, "denominator_of": names[grade + 1]}
        raise SeriesError(SeriesProblem.OUTSIDE_LIMITS, names[grade], int(row) + 1, **limits)
    rates = np.full(start.shape, np.nan)
    with np.errstate(over="ignore"):
        np.divide(reached, start, out=rates, where=known)
    for row, grade in np.argwhere(np.isinf(rates)):
        raise SeriesError(SeriesProblem.INFINITE, names[grade + 1], int(row) + 2, found=inf)
    return _kept(rates)


def _smoothed(rates: Floats, alpha: float, names: tuple[str, ...]) -> Floats:
    weight = parse_number(alpha, "alpha")
    if weight is None:
        raise SeriesError(SeriesProblem.MISSING, "alpha")
    check_bounds(weight, (0.0, 1.0), "alpha")
    level = np.full(len(names), np.nan)
    for rate in rates:
        moved = np.where(np.isnan(level), rate, weight * rate + (1 - weight) * level)
        level = np.where(np.isnan(rate), level, moved)
    for name, value in zip(names, level, strict=True):
        if np.isnan(value):
            raise SeriesError(SeriesProblem.TOO_FEW, name, found=0, needed=1)
    return _kept(level)


def _table(
    rows: Table, grades: Sequence[str], field: str = "enrolment", *, first_grade: int = 1
) -> tuple[tuple[str, ...], Floats]:
    """The name of each column, and the cells with NaN for missing ones; the first fault is named with its row."""
    width = len(rows[0]) if len(rows) else 0
    if width == 0:
        raise SeriesError(SeriesProblem.TOO_FEW, field, found=0, needed=1)
    names = tuple(grades) or tuple(f"grade {first_grade + column}" for column in range(width))
    if len(names) != width:
        raise SeriesError(SeriesProblem.LENGTHS_DIFFER, "grades", grades=len(names), columns=width)
    table = np.full((len(rows), width), np.nan)
    for row, cells in enumerate(rows):
        if len(cells) != width:
            raise SeriesError(SeriesProblem.LENGTHS_DIFFER, field, row + 1, found=len(cells), needed=width)
        for column, cell in enumerate(cells):
            value = parse_number(cell, names[column], row + 1)
            if value is not None:
                table[row, column] = check_bounds(value, (0.0, inf), names[column], row + 1)
    return names, table


def _consecutive(years: Sequence[object] | None, rows: int) -> tuple[int, ...]:
    """The years of the rows; counted from 0 when none are given."""
    return check_series(range(rows) if years is None else years, [0.0] * rows)[0]


def _entrants(entrants: Row) -> tuple[float, ...]:
    heads: list[float] = []
    for row, given in enumerate(entrants, start=1):
        value = parse_number(given, "entrants", row)
        if value is None:
            # The entry grade follows from no earlier one, so nothing could stand in for it.
            raise SeriesError(SeriesProblem.MISSING, "entrants", row)
        heads.append(check_bounds(value, (0.0, inf), "entrants", row))
    if not heads:
        raise SeriesError(SeriesProblem.TOO_FEW, "entrants", found=0, needed=1)
    return tuple(heads)


def _kept(values: Floats) -> Floats:
    values.setflags(write=False)
    return values
