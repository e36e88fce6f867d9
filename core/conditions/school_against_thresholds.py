"""Each school against each threshold of its standard: whether it meets it, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from core.conditions.judged_thresholds import judged_thresholds, part_key, unread_thresholds
from core.datasets import RowStatus
from core.plan.standards import Comparison, Measure, Standard, Threshold

_READ = (
    "dataset", "unit_id", "year", "measure", "value", "symbol", "unit_name", "unit_name_en", "school_class", "status",
    "provisional",
)  # fmt: skip

ABOUT = 0.10
"""How far, relative to the threshold, a value may lie on either side when the standard says "about"."""


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


def margins(conditions: pd.DataFrame, standard: Standard, *, monitored_only: bool = True) -> pd.DataFrame:
    """Every school, year and threshold that the data can judge.

    `conditions` is the frame of `core.queries.conditions`. Returns unit_id · unit_name · unit_name_en · year · item ·
    value · threshold · margin (positive: to spare, in the threshold's unit) · meets (True, False, or None when a part
    was not reported or no copy read shows what is asked; `threshold` is then missing in the second case) · status ·
    provisional. Thresholds marked unverified, and those no dataset collects, are left out.
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
    by_class: dict[str, tuple[tuple[Threshold, Measure | None, bool], ...]] = {}
    for school in school_years(conditions):
        of = school.school_class
        if of not in by_class:
            by_class[of] = (
                *((*pair, True) for pair in judged_thresholds(standard, of, monitored_only)),
                *((one, one.numerator, False) for one in unread_thresholds(standard, of, monitored_only)),
            )
        for threshold, numerator, is_read in by_class[of]:
            value = None if numerator is None else ratio(school.values, numerator, threshold.denominator)
            margin = margin_of(value, threshold) if value is not None and is_read else None
            yield Margin(
                school.unit_id,
                school.unit_name,
                school.unit_name_en,
                school.year,
                threshold.item,
                value,
                threshold.value if is_read else None,
                margin,
                None if margin is None else margin >= 0,
                school.status,
                school.provisional,
            )


def weaker_status(first: str, second: str) -> str:
    """The less certain of two row statuses."""
    order = tuple(RowStatus)  # declared from the strongest to the weakest
    return max(RowStatus(first), RowStatus(second), key=order.index)


def ratio(values: Mapping[tuple[str, str], float], numerator: Measure, denominator: Measure | None) -> float | None:
    """The value a threshold compares: None where a part of it is absent or there is nothing to divide by."""
    upper = values.get(part_key(numerator))
    if denominator is None or upper is None:
        return upper
    lower = values.get(part_key(denominator))
    return upper / lower if lower else None


def margin_of(value: float, threshold: Threshold) -> float:
    """By how much a value meets a threshold, in its unit; negative where it fails, 0 at the threshold itself."""
    if threshold.comparison is Comparison.AT_LEAST:
        return value - threshold.value
    if threshold.comparison is Comparison.AT_MOST:
        return threshold.value - value
    return ABOUT * threshold.value - abs(value - threshold.value)
