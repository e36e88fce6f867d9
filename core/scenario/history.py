"""What history says about a lever: the value of today, and how far it moved; every rule over plain yearly series."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

from core.scenario.levers import Origin

Yearly = Mapping[int, float]
"""A value by year; a year without a value has no entry."""

RECENT = 5
"""How many years back the plausible range of a lever looks."""


def last_year(series: Yearly) -> int | None:
    """The last year with a value."""
    return max(series, default=None)


def up_to(series: Yearly, last: int) -> dict[int, float]:
    """A series without the years after `last`: those are not known whole of everything a model rests on."""
    return {year: value for year, value in series.items() if year <= last}


def quotient(upper: Yearly, lower: Yearly) -> dict[int, float]:
    """One series over another, for the years both have and the divisor is not zero."""
    return {year: upper[year] / lower[year] for year in sorted(upper) if lower.get(year)}


def difference(one: Yearly, other: Yearly) -> dict[int, float]:
    """One series less another, for the years both have."""
    return {year: one[year] - other[year] for year in sorted(one) if year in other}


def total(*several: Yearly) -> dict[int, float]:
    """The sum of series, for the years all of them have."""
    years = set.intersection(*(set(series) for series in several)) if several else set()
    return {year: sum(series[year] for series in several) for year in sorted(years)}


def growth(series: Yearly) -> dict[int, float]:
    """The change from the year before, as a share of it."""
    return {year: series[year] / series[year - 1] - 1 for year in sorted(series) if series.get(year - 1)}


def latest_value(series: Yearly, rule: str) -> tuple[float | None, tuple[float, ...], Origin]:
    """The last value as the default and the range of the last `RECENT` years; no default from an empty series."""
    year = last_year(series)
    if year is None:
        return None, (), Origin(rule, verified=False)
    recent = [series[year] for year in sorted(series)[-RECENT:]]
    facts = (("year", year), ("years", len(recent)))
    return series[year], (min(recent), max(recent)) if len(recent) > 1 else (), Origin(rule, facts)


def typical_value(series: Yearly, rule: str) -> tuple[float | None, tuple[float, ...], Origin]:
    """The median of the last `RECENT` years as the default; their range, the two extremes left out, as plausible."""
    recent = sorted(series[year] for year in sorted(series)[-RECENT:])
    if not recent:
        return None, (), Origin(rule, verified=False)
    facts = (("year", max(series)), ("years", len(recent)))
    # One collapse and its recovery (a year of closed classrooms) says little about what a year may bring.
    middle = recent[1:-1] if len(recent) == RECENT else recent
    return median(recent), (middle[0], middle[-1]) if len(middle) > 1 else (), Origin(rule, facts)


def retention_rate(entrants: list[float], stock: float) -> float | None:
    """The one rate of staying on, year after year, that makes these entrants (newest first) this stock.

    Solves `sum entrants[j] r^j = stock` for r from 0 to 2: what stays, less those who leave, plus those who join. None
    when no such rate exists, or when one year of entrants says nothing about it.
    """
    if len(entrants) < 2 or not stock > 0:
        return None

    def stock_at(rate: float) -> float:
        return sum(entry * rate**age for age, entry in enumerate(entrants))

    low, high = 0.0, 2.0
    if not stock_at(low) <= stock <= stock_at(high):
        return None
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if stock_at(middle) < stock else (low, middle)
    return (low + high) / 2
