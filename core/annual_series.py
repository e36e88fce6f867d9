"""Checks a short annual series once, in order, and names the row of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from math import inf, isfinite, isnan
from numbers import Real

from core.plan.indicators import Better

_PART_OF_YEAR = re.compile(
    r"(?:19|20)\d\d(?:[-/. ]?[QMWHST]\d{1,2}|[-/.]\d{1,2}|年?第?[一二三四1-4上下](?:季度?|半年)|年\d{1,2}月)", re.I
)


class SeriesProblem(StrEnum):
    """What can be wrong with a series or a target; the language catalogues hold a sentence for each."""

    TEXT = "text"
    INFINITE = "infinite"
    NOT_A_YEAR = "not_a_year"
    PART_OF_YEAR = "part_of_year"
    PERCENT_AND_PLAIN = "percent_and_plain"
    TARGET_AND_PERCENT = "target_and_percent"
    SHORTENED = "shortened"
    MISSING = "missing"
    LENGTHS_DIFFER = "lengths_differ"
    DUPLICATE_YEAR = "duplicate_year"
    UNSORTED_YEARS = "unsorted_years"
    OUTSIDE_LIMITS = "outside_limits"
    TARGET_BEFORE_BASE = "target_before_base"
    UNKNOWN_DIRECTION = "unknown_direction"
    UNKNOWN_CHOICE = "unknown_choice"
    TOO_FEW = "too_few"


class SeriesError(ValueError):
    """A series, a target or a choice that cannot be judged.

    `row` counts from 1 within what was handed in, None when the fault is in no single row; `year` is the year of that
    row where it is known; `field` is the name of the argument or column; `values` fill the sentence.
    """

    year: int | None = None

    def __init__(self, problem: SeriesProblem, field: str, row: int | None = None, **values: object) -> None:
        self.problem, self.field, self.row, self.values = problem, field, row, values
        place = field if row is None else f"{field}, row {row}"
        detail = ", ".join(f"{name} {value}" for name, value in values.items())
        super().__init__(f"{place}: {problem.value}" + (f" ({detail})" if detail else ""))


def parse_number(value: object, field: str, row: int | None = None) -> float | None:
    """A value as a float; None for a missing one (None or NaN), which is never zero.

    Raises SeriesError for text and for infinities.
    """
    if value is None or type(value).__name__ == "NAType":  # pandas' own missing value, without needing pandas here
        return None
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise SeriesError(SeriesProblem.TEXT, field, row, found=str(value)[:40])
    try:
        plain = float(value)
    except OverflowError:
        raise SeriesError(SeriesProblem.INFINITE, field, row, found=str(value)[:40]) from None
    if isnan(plain):
        return None
    if not isfinite(plain):
        raise SeriesError(SeriesProblem.INFINITE, field, row, found=plain)
    return plain


def parse_year(value: object, field: str, row: int | None = None) -> int:
    """A whole year; 2020.0 is one, a day such as 20200901 is not. Raises SeriesError for anything else."""
    if isinstance(value, str):
        is_part = _PART_OF_YEAR.fullmatch(value.strip()) is not None
        problem = SeriesProblem.PART_OF_YEAR if is_part else SeriesProblem.NOT_A_YEAR
        raise SeriesError(problem, field, row, found=value[:40])
    plain = parse_number(value, field, row)
    if plain is None:
        raise SeriesError(SeriesProblem.MISSING, field, row)
    if plain != int(plain) or abs(plain) > 9999:
        raise SeriesError(SeriesProblem.NOT_A_YEAR, field, row, found=str(value)[:40])
    return int(plain)


def parse_direction(value: object) -> Better:
    """Which way is better: `higher` or `lower`. Raises SeriesError for anything else."""
    if value in (Better.HIGHER, Better.LOWER):
        return Better(str(value))
    raise SeriesError(SeriesProblem.UNKNOWN_DIRECTION, "better", found=str(value)[:40])


def check_bounds(value: float, bounds: tuple[float, float], field: str, row: int | None = None) -> float:
    """The value again when it lies within the inclusive natural limits. Raises SeriesError outside them."""
    if not bounds[0] <= value <= bounds[1]:
        raise SeriesError(SeriesProblem.OUTSIDE_LIMITS, field, row, found=value, low=bounds[0], high=bounds[1])
    return value


def check_series(
    years: Sequence[object], values: Sequence[object], bounds: tuple[float, float] = (-inf, inf)
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The years that have a value, and their values; years must be strictly rising, missing values drop out.

    Raises SeriesError naming the row: lengths that differ, text, infinities, years that repeat, are out of order or
    are no years, values outside `bounds` (inclusive).
    """
    if len(years) != len(values):
        raise SeriesError(SeriesProblem.LENGTHS_DIFFER, "years", years=len(years), values=len(values))
    observed: list[tuple[int, float]] = []
    before: int | None = None
    for row, (given_year, given_value) in enumerate(zip(years, values, strict=True), start=1):
        year = parse_year(given_year, "years", row)
        if before is not None and year == before:
            error = SeriesError(SeriesProblem.DUPLICATE_YEAR, "years", row, found=year)
            error.year = year
            raise error
        if before is not None and year < before:
            raise SeriesError(SeriesProblem.UNSORTED_YEARS, "years", row, found=year, before=before)
        before = year
        try:
            value = parse_number(given_value, "values", row)
            if value is not None:
                observed.append((year, check_bounds(value, bounds, "values", row)))
        except SeriesError as error:
            error.year = year
            raise
    return tuple(year for year, _ in observed), tuple(value for _, value in observed)
