"""Rows of a tidy frame as observations by year and category: no row, a missing value and zero are three things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from core.context import Context
from core.datasets import Symbol

MOST_NAMES = 6
"""Units named one by one; of more the number is given."""

_READ = ("value", "symbol", "provisional", "suppressed_parts")

Key = tuple[int, *tuple[str, ...], str]
"""A year, and the categories that tell the rows of a year apart."""


class Valued(Protocol):
    """Anything that has a value or the reason why it has none: an observation, a point of a series."""

    @property
    def value(self) -> float | None: ...

    @property
    def symbol(self) -> str: ...

    @property
    def suppressed_parts(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Observation:
    """One row: `value` in the unit of its measure, None exactly when `symbol` says why.

    With `suppressed_parts`, cells left out of the sum, the value is a lower bound; so it is as `is_part`: of the units
    that reported, while others owe the same.
    """

    value: float | None
    symbol: str
    provisional: bool = False
    suppressed_parts: int = 0
    is_part: bool = False


Observations = Mapping[Key, Observation]


def observations(frame: pd.DataFrame, *categories: str) -> dict[Key, Observation]:
    """The rows of a frame (`year`, the columns of `_READ`, perhaps `is_part`) by year and `categories`."""
    return {
        (int(year), *map(str, names), str(last)): Observation(
            number_or_none(value), str(symbol), bool(provisional), int(suppressed), bool(is_part)
        )
        for year, is_part, value, symbol, provisional, suppressed, *names, last in zip(
            frame["year"].tolist(),
            frame["is_part"].tolist() if "is_part" in frame else [False] * len(frame),
            *(frame[name].tolist() for name in (*_READ, *categories)),
            strict=True,
        )
    }


def names_of_units(frame: pd.DataFrame, context: Context) -> dict[str, str]:
    """The names of schools or colleges in the reader's language by their id; of several rows the last one counts."""
    name = context.texts.side("unit_name", "unit_name_en")
    return {str(unit): str(label) for unit, label in zip(frame["unit_id"].tolist(), frame[name].tolist(), strict=True)}


def number_or_none(value: float | None) -> float | None:
    """A number of a frame; None where the frame has none."""
    return None if value is None or pd.isna(value) else float(value)


def value_of(row: Valued | None) -> float | None:
    """The value of a row; None when there is no row or no value."""
    return None if row is None else row.value


def exact(row: Valued | None) -> float | None:
    """The value of a row, but none where it is a lower bound: what is divided by it, or taken from it, is unknown."""
    return None if row is None or row.suppressed_parts or is_part(row) else row.value


def is_part(row: Valued | None) -> bool:
    """Whether the value of a row is of some units only: at least that."""
    return isinstance(row, Observation) and row.is_part


def total(rows: Iterable[Valued | None]) -> Observation:
    """The sum over rows; without a value when one of them has none, or there is no row at all.

    Values that do not apply or were suppressed are no part of the sum; what was suppressed is counted.
    """
    there = [row for row in rows if row is not None]
    hidden = sum(row.suppressed_parts or row.symbol == Symbol.SUPPRESSED for row in there)
    counted = [row for row in there if row.symbol not in (Symbol.NOT_APPLICABLE, Symbol.SUPPRESSED)]
    present = [row.value for row in counted if row.value is not None]
    if present and len(present) == len(counted):
        return Observation(sum(present), Symbol.PRESENT, suppressed_parts=hidden)
    reasons = [row.symbol for row in there if row.value is None]
    return Observation(None, reasons[0] if reasons else Symbol.NOT_REPORTED)


def share(upper: Valued | None, lower: Valued | None) -> float | None:
    """One over the other; None when either is absent or a lower bound, or there is nothing to divide by."""
    numerator, denominator = exact(upper), exact(lower)
    return None if numerator is None or not denominator else numerator / denominator


def descending(values: Sequence[float | None]) -> list[int]:
    """Positions from the largest value to the smallest, absent ones last, ties in the order given."""
    return sorted(range(len(values)), key=lambda place: (values[place] is None, -(values[place] or 0.0)))


def first_names(names: Sequence[str], context: Context) -> str:
    """Names, the first of them one by one."""
    more = len(names) - MOST_NAMES
    listed = context.texts.listed(names[:MOST_NAMES])
    return context.texts("list.and_more", items=listed, number=more) if more > 0 else listed
