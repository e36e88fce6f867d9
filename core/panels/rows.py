"""Rows of a tidy frame as observations by year and category: no row, a missing value and zero are three things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from core.context import Context
from core.datasets import Symbol

Key = tuple[int, *tuple[str, ...], str]
"""A year, and the categories that tell the rows of a year apart."""


class Valued(Protocol):
    """Anything that has a value or the reason why it has none: an observation, a point of a series."""

    @property
    def value(self) -> float | None: ...

    @property
    def symbol(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Observation:
    """One row: `value` in the unit of its measure, None exactly when `symbol` says why."""

    value: float | None
    symbol: str
    provisional: bool = False


Observations = Mapping[Key, Observation]


def observations(frame: pd.DataFrame, *categories: str) -> dict[Key, Observation]:
    """The rows of a frame (`year`, `value`, `symbol`, `provisional`) by year and the values in `categories`."""
    return {
        (int(year), *map(str, names), str(last)): Observation(number_or_none(value), str(symbol), bool(provisional))
        for year, value, symbol, provisional, *names, last in zip(
            *(frame[name].tolist() for name in ("year", "value", "symbol", "provisional", *categories)), strict=True
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


def total(rows: Iterable[Valued | None]) -> float | None:
    """The sum over rows; None when one of them has no value, or there is no row at all.

    Values that do not apply or were suppressed are no part of the sum.
    """
    values = [
        row.value for row in rows if row is not None and row.symbol not in (Symbol.NOT_APPLICABLE, Symbol.SUPPRESSED)
    ]
    present = [value for value in values if value is not None]
    return sum(present) if present and len(present) == len(values) else None


def share(numerator: float | None, denominator: float | None) -> float | None:
    """One over the other; None when either is absent or there is nothing to divide by."""
    return None if numerator is None or not denominator else numerator / denominator


def descending(values: Sequence[float | None]) -> list[int]:
    """Positions from the largest value to the smallest, absent ones last, ties in the order given."""
    return sorted(range(len(values)), key=lambda place: (values[place] is None, -(values[place] or 0.0)))
