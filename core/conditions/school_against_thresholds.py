"""Each school against each threshold of its standard: whether it meets it, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from core.conditions.judged_thresholds import judged_thresholds, part_key, unread_thresholds
from core.datasets import RowStatus, Symbol
from core.plan.standards import Comparison, Measure, Standard, Threshold

_READ = (
    "dataset", "unit_id", "year", "measure", "value", "symbol", "unit_name", "unit_name_en", "school_class", "status",
    "provisional",
)  # fmt: skip

ABOUT = 0.10
"""How far, relative to the threshold, a value may lie on either side when the standard says "about"."""


_REASONS = (Symbol.NOT_REPORTED, Symbol.NOT_PUBLISHED, Symbol.SUPPRESSED, Symbol.NOT_APPLICABLE)
"""Why a value is absent, first what can still be sent in."""


class Margin(NamedTuple):
    """One school, year and threshold: the columns of `margins`."""

    unit_id: str
    unit_name: str
    unit_name_en: str
    year: int
    item: str
    value: float | None
    threshold: float | None
    margin: float | None
    meets: bool | None
    status: str
    provisional: bool
    reason: Symbol | None = None


def margins(conditions: pd.DataFrame, standard: Standard, *, monitored_only: bool = True) -> pd.DataFrame:
    """Every school, year and threshold that the data can judge.

    `conditions` is the frame of `core.queries.conditions`. Returns unit_id · unit_name · unit_name_en · year · item ·
    value · threshold · margin (positive: to spare, in the threshold's unit; with nobody to divide by value and margin
    are missing) · meets (True, False, or None when a part was not reported or no copy read shows what is asked;
    `threshold` is then missing in the second case) · status · provisional · reason (why a part is absent: what can
    still be sent before what was withheld). Thresholds marked unverified, and those no dataset collects, are left out.
    """
    rows = [margin._asdict() for margin in judged_margins(conditions, standard, monitored_only)]
    return pd.DataFrame(rows, columns=list(Margin._fields)).astype({"meets": object})


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """What is known of a school in a year by dataset and measure: its `values`, and why others are absent."""

    year: int
    unit_id: str
    unit_name: str
    unit_name_en: str
    school_class: str
    status: str
    values: Mapping[tuple[str, str], float]
    symbols: Mapping[tuple[str, str], str]
    provisional: bool = False


def school_years(conditions: pd.DataFrame) -> list[SchoolYear]:
    """By year and school; a school that reported no conditions in a year is left out."""
    values: dict[tuple[str, int], dict[tuple[str, str], float]] = {}
    absent: dict[tuple[str, int], dict[tuple[str, str], str]] = {}
    schools: dict[tuple[str, int], SchoolYear] = {}
    # Lists of plain values: going through the rows of a frame took most of the time of the whole overview.
    columns = (conditions[name].tolist() for name in _READ)
    for dataset, unit_id, year, measure, value, symbol, name, name_en, school_class, status, provisional in zip(
        *columns, strict=True
    ):
        key = (unit_id, int(year))
        measured = values.setdefault(key, {})
        if value is not None and value == value:
            measured[dataset, measure] = float(value)
        else:
            absent.setdefault(key, {})[dataset, measure] = symbol
        if dataset == "conditions":
            school = schools.get(key)
            if school is None:
                symbols = absent.setdefault(key, {})
                school = SchoolYear(int(year), unit_id, name, name_en, school_class, status, measured, symbols)
                schools[key] = school
            if status != school.status or (provisional and not school.provisional):
                schools[key] = replace(
                    school,
                    status=weaker_status(school.status, status),
                    provisional=school.provisional or bool(provisional),
                )
    return sorted(schools.values(), key=lambda school: (school.year, school.unit_id))


def judged_margins(conditions: pd.DataFrame, standard: Standard, monitored_only: bool) -> Iterator[Margin]:
    """The rows of `margins`, by year, school and threshold."""
    by_class: dict[str, tuple[tuple[Threshold, bool], ...]] = {}
    for school in school_years(conditions):
        of = school.school_class
        if of not in by_class:
            by_class[of] = (
                *((one, True) for one, _ in judged_thresholds(standard, of, monitored_only)),
                *((one, False) for one in unread_thresholds(standard, of, monitored_only)),
            )
        for threshold, is_read in by_class[of]:
            judgement = judged_value(school.values, threshold)
            yield Margin(
                school.unit_id,
                school.unit_name,
                school.unit_name_en,
                school.year,
                threshold.item,
                judgement.value,
                threshold.value if is_read else None,
                judgement.margin if is_read else None,
                judgement.meets if is_read else None,
                school.status,
                school.provisional,
                absence(school, threshold) if judgement.meets is None else None,
            )


def weaker_status(first: str, second: str) -> str:
    """The less certain of two row statuses."""
    order = tuple(RowStatus)  # declared from the strongest to the weakest
    return max(RowStatus(first), RowStatus(second), key=order.index)


class Judgement(NamedTuple):
    """What a threshold says of the values of a school: all three None where a part is absent; with nobody to divide by
    only `meets` can be said."""

    value: float | None = None
    margin: float | None = None
    meets: bool | None = None


def judged_value(values: Mapping[tuple[str, str], float], threshold: Threshold) -> Judgement:
    """The value a threshold compares, by how much it meets it (negative: fails; 0: exactly at it), and whether it does.

    With nobody to divide by, a threshold asks for so many times nobody: nothing. So "at least" holds, and "at most" and
    "about" only where there is nobody on the other side either: 900 students and no teacher are too many for each.
    """
    upper = _part(values, threshold.numerator)
    if upper is None:
        return Judgement()
    value = upper
    if threshold.denominator is not None:
        lower = _part(values, threshold.denominator)
        if lower is None:
            return Judgement()
        if not lower:
            return Judgement(meets=threshold.comparison is Comparison.AT_LEAST or not upper)
        value = upper / lower
    margin = _margin(value, threshold)
    return Judgement(value, margin, margin >= 0)


def absence(school: SchoolYear, threshold: Threshold) -> Symbol | None:
    """Why a part of a value is absent: what can still be sent in before what was withheld, a part without a row as one
    not reported; None when nothing is absent."""
    parts = [part_key(part) for part in (threshold.numerator, threshold.denominator) if part is not None]
    reasons = [school.symbols.get(key) or Symbol.NOT_REPORTED for key in parts if key not in school.values]
    return next((symbol for symbol in _REASONS if symbol in reasons), None)


def _part(values: Mapping[tuple[str, str], float], measure: Measure | None) -> float | None:
    return None if measure is None else values.get(part_key(measure))


def _margin(value: float, threshold: Threshold) -> float:
    if threshold.comparison is Comparison.AT_LEAST:
        return value - threshold.value
    if threshold.comparison is Comparison.AT_MOST:
        return threshold.value - value
    return ABOUT * threshold.value - abs(value - threshold.value)
