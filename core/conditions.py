"""Schools against a standard: which thresholds each meets, by how much, and the share of schools that meets all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from core.assessment import SERIES
from core.datasets import RowStatus
from core.plan.standards import Comparison, Measure, Standard, Threshold

_READ = (
    "dataset", "unit_id", "year", "measure", "value", "unit_name", "unit_name_en", "school_class", "status",
    "provisional",
)  # fmt: skip

_STUDENTS = ("conditions", "students")

ABOUT = 0.10
"""How far, relative to the threshold, a value may lie on either side when the standard says "about"."""


@dataclass(frozen=True, slots=True)
class ResourceNeed:
    """What one threshold asks of a school with so many students: max(`least`, `per_student` × students) of a resource.

    `resource` is dataset and measure; `item` names the threshold. Both kinds are in the unit of the measure.
    """

    item: str
    resource: tuple[str, str]
    least: float
    per_student: float


def resource_needs(standard: Standard, school_class: str, *, monitored_only: bool = True) -> tuple[ResourceNeed, ...]:
    """The thresholds of a standard that follow from the number of students, as amounts a school must have.

    "At least v", "at least v per student" and "at most v students per …" are such; shares among teachers, thresholds
    "about" a value, unverified ones and those no dataset collects are not. So a standard decides how far a school can
    grow before it must build.
    """
    resource_needs: list[ResourceNeed] = []
    for threshold in _judgeable(standard, school_class, monitored_only):
        upper, lower, value = _part_of(threshold.numerator), _part_of(threshold.denominator), threshold.value
        if upper is None:
            continue
        if threshold.comparison is Comparison.AT_LEAST and lower is None:
            resource_needs.append(ResourceNeed(threshold.item, upper, value, 0.0))
        elif threshold.comparison is Comparison.AT_LEAST and lower == _STUDENTS:
            resource_needs.append(ResourceNeed(threshold.item, upper, 0.0, value))
        elif threshold.comparison is Comparison.AT_MOST and upper == _STUDENTS and lower is not None and value > 0:
            resource_needs.append(ResourceNeed(threshold.item, lower, 0.0, 1.0 / value))
    return tuple(resource_needs)


class Margin(NamedTuple):
    """One school, year and threshold: the columns of `margins`."""

    unit_id: str
    unit_name: str
    unit_name_en: str
    year: int
    item: str
    value: float | None
    threshold: float
    margin: float | None
    meets: bool | None
    status: str
    provisional: bool


def margins(conditions: pd.DataFrame, standard: Standard, *, monitored_only: bool = True) -> pd.DataFrame:
    """Every school, year and threshold that the data can judge.

    `conditions` is the frame of `core.queries.conditions`. Returns unit_id · unit_name · unit_name_en · year · item ·
    value · threshold · margin (positive: to spare, in the threshold's unit) · meets (True, False, or None when a part
    was not reported) · status · provisional. Thresholds marked unverified, and those no dataset collects, are left out.
    """
    rows = [margin._asdict() for margin in _margins(conditions, standard, monitored_only)]
    return pd.DataFrame(rows, columns=list(Margin._fields)).astype({"meets": object})


@dataclass(slots=True)
class _SchoolYear:
    """What is known of a school in a year; `values` by dataset and measure."""

    year: int
    unit_id: str
    unit_name: str
    unit_name_en: str
    school_class: str
    status: str
    values: Mapping[tuple[str, str], float]
    provisional: bool = False


def _school_years(conditions: pd.DataFrame) -> list[_SchoolYear]:
    """By year and school; a school that reported no conditions in a year is left out."""
    values: dict[tuple[str, int], dict[tuple[str, str], float]] = {}
    schools: dict[tuple[str, int], _SchoolYear] = {}
    # Lists of plain values: going through the rows of a frame took most of the time of the whole overview.
    columns = (conditions[name].tolist() for name in _READ)
    for dataset, unit_id, year, measure, value, name, name_en, school_class, status, provisional in zip(
        *columns, strict=True
    ):
        key = (unit_id, int(year))
        measured = values.setdefault(key, {})
        if value is not None and value == value:
            measured[dataset, measure] = float(value)
        if dataset == "conditions":
            school = schools.setdefault(
                key, _SchoolYear(int(year), unit_id, name, name_en, school_class, status, measured)
            )
            school.provisional |= bool(provisional)
            if status != school.status:
                school.status = weaker_status(school.status, status)
    return sorted(schools.values(), key=lambda school: (school.year, school.unit_id))


def _margins(conditions: pd.DataFrame, standard: Standard, monitored_only: bool) -> Iterator[Margin]:
    """The rows of `margins`, by year, school and threshold."""
    for school in _school_years(conditions):
        for threshold in _judgeable(standard, school.school_class, monitored_only):
            value = _value(school.values, threshold)
            margin = None if value is None else _margin(value, threshold)
            yield Margin(
                school.unit_id,
                school.unit_name,
                school.unit_name_en,
                school.year,
                threshold.item,
                value,
                threshold.value,
                margin,
                None if margin is None else margin >= 0,
                school.status,
                school.provisional,
            )


def _judgeable(standard: Standard, school_class: str, monitored_only: bool) -> Iterator[Threshold]:
    """The thresholds for a class of school that were read in a text and that a dataset collects."""
    for threshold in standard.thresholds_for(school_class):
        left_out = monitored_only and not threshold.monitored
        if not threshold.unverified and threshold.numerator is not None and not left_out:
            yield threshold


def share_meeting_standard(conditions: pd.DataFrame, standard: Standard) -> pd.DataFrame:
    """The share of schools that meet every monitored threshold, in the columns of `core.queries.series`.

    A year in which one school cannot be judged, because a part was not reported, has no share.
    """
    meets: dict[int, dict[str, list[bool | None]]] = {}
    statuses: dict[int, tuple[str, bool]] = {}
    for margin in _margins(conditions, standard, True):
        meets.setdefault(margin.year, {}).setdefault(margin.unit_id, []).append(margin.meets)
        status, provisional = statuses.get(margin.year, (margin.status, False))
        if margin.status != status:
            status = weaker_status(status, margin.status)
        statuses[margin.year] = (status, provisional or margin.provisional)
    rows = []
    for year, schools in meets.items():
        verdicts = [_all_met(school) for school in schools.values()]
        met, unknown = verdicts.count(True), None in verdicts
        rows.append(
            {
                "year": year,
                "value": None if unknown else met / len(verdicts),
                "numerator": None if unknown else float(met),
                "denominator": float(len(verdicts)),
                "symbol": "not_reported" if unknown else "",
                "status": statuses[year][0],
                "provisional": statuses[year][1],
                "suppressed_parts": 0,
            }
        )
    return pd.DataFrame(rows, columns=list(SERIES))


def weaker_status(first: str, second: str) -> str:
    """The less certain of two row statuses."""
    order = tuple(RowStatus)  # declared from the strongest to the weakest
    return max(RowStatus(first), RowStatus(second), key=order.index)


def _all_met(verdicts: Sequence[bool | None]) -> bool | None:
    """False when a threshold fails, None when none fails but one is unknown."""
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _value(values: Mapping[tuple[str, str], float], threshold: Threshold) -> float | None:
    numerator = _part(values, threshold.numerator)
    if threshold.denominator is None or numerator is None:
        return numerator
    denominator = _part(values, threshold.denominator)
    return None if not denominator else numerator / denominator


def _part(values: Mapping[tuple[str, str], float], measure: Measure | None) -> float | None:
    part = _part_of(measure)
    return None if part is None else values.get(part)


def _part_of(measure: Measure | None) -> tuple[str, str] | None:
    """Dataset and measure as the key of a value."""
    return None if measure is None else (measure.dataset, measure.name)


def _margin(value: float, threshold: Threshold) -> float:
    if threshold.comparison is Comparison.AT_LEAST:
        return value - threshold.value
    if threshold.comparison is Comparison.AT_MOST:
        return threshold.value - value
    return ABOUT * threshold.value - abs(value - threshold.value)
