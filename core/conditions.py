"""Schools against a standard: which thresholds each meets, by how much, and which share of schools meets them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.assessment import SERIES
from core.datasets import RowStatus
from core.plan.standards import Comparison, Measure, Standard, Threshold

_READ = (
    "dataset", "unit_id", "year", "measure", "value", "unit_name", "unit_name_en", "school_class", "status",
    "provisional",
)  # fmt: skip

_FOUND = (
    "unit_id", "unit_name", "unit_name_en", "year", "item", "value", "threshold", "margin", "meets", "status",
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
    found = []
    for each in standard.thresholds_for(school_class):
        if each.unverified or each.numerator is None or (monitored_only and not each.monitored):
            continue
        upper = (each.numerator.dataset, each.numerator.name)
        lower = None if each.denominator is None else (each.denominator.dataset, each.denominator.name)
        if each.comparison is Comparison.AT_LEAST and lower is None:
            found.append(ResourceNeed(each.item, upper, each.value, 0.0))
        elif each.comparison is Comparison.AT_LEAST and lower == _STUDENTS:
            found.append(ResourceNeed(each.item, upper, 0.0, each.value))
        elif each.comparison is Comparison.AT_MOST and upper == _STUDENTS and lower is not None and each.value > 0:
            found.append(ResourceNeed(each.item, lower, 0.0, 1.0 / each.value))
    return tuple(found)


def margins(conditions: pd.DataFrame, standard: Standard, *, monitored_only: bool = True) -> pd.DataFrame:
    """Every school, year and threshold that the data can judge.

    `conditions` is the frame of `core.queries.conditions`. Returns unit_id · unit_name · unit_name_en · year · item ·
    value · threshold · margin (positive: to spare, in the threshold's unit) · meets (True, False, or None when a part
    was not reported) · status · provisional. Thresholds marked unverified, and those no dataset collects, are left out.
    """
    found = [dict(zip(_FOUND, each, strict=True)) for each in _judged(conditions, standard, monitored_only)]
    return pd.DataFrame(found, columns=list(_FOUND)).astype({"meets": object})


def _judged(conditions: pd.DataFrame, standard: Standard, monitored_only: bool) -> Iterator[tuple[Any, ...]]:
    """The rows of `margins` as plain values, by year, school and threshold."""
    held: dict[tuple[str, int], dict[tuple[str, str], float]] = {}
    about: dict[tuple[str, int], dict[str, Any]] = {}
    # Lists of plain values: going through the rows of a frame took most of the time of the whole overview.
    columns_of = (conditions[name].tolist() for name in _READ)
    for dataset, unit_id, year, measure, value, name, name_en, school_class, status, provisional in zip(
        *columns_of, strict=True
    ):
        school = (unit_id, int(year))
        if value is not None and value == value:
            held.setdefault(school, {})[dataset, measure] = float(value)
        if dataset == "conditions":
            facts = about.setdefault(
                school,
                {
                    "unit_name": name,
                    "unit_name_en": name_en,
                    "school_class": school_class,
                    "status": status,
                    "provisional": False,
                },
            )
            facts["provisional"] |= bool(provisional)
            if status != facts["status"]:
                facts["status"] = weaker_status(facts["status"], status)
    for (year, unit_id), facts in sorted(((year, unit), each) for (unit, year), each in about.items()):
        values = held.get((unit_id, year), {})
        for threshold in standard.thresholds_for(facts["school_class"]):
            if threshold.unverified or threshold.numerator is None or (monitored_only and not threshold.monitored):
                continue
            value = _value(values, threshold)
            margin = None if value is None else _margin(value, threshold)
            meets = None if margin is None else margin >= 0
            named = (unit_id, facts["unit_name"], facts["unit_name_en"], year)
            yield (*named, threshold.item, value, threshold.value, margin, meets, facts["status"], facts["provisional"])


def share_meeting_standard(conditions: pd.DataFrame, standard: Standard) -> pd.DataFrame:
    """The share of schools that meet every monitored threshold, in the columns of `core.queries.series`.

    A year in which one school cannot be judged, because a part was not reported, has no share.
    """
    schools: dict[int, dict[str, list[bool | None]]] = {}
    facts: dict[int, tuple[str, bool]] = {}
    for unit_id, _, _, year, _, _, _, _, meets, status, provisional in _judged(conditions, standard, True):
        schools.setdefault(year, {}).setdefault(unit_id, []).append(meets)
        before = facts.get(year, (status, False))
        kind = status if status == before[0] else weaker_status(before[0], status)
        facts[year] = (kind, before[1] or provisional)
    found = []
    for year, verdicts in schools.items():
        met = [_all_met(each) for each in verdicts.values()]
        unknown = None in met
        found.append(
            {
                "year": year,
                "value": None if unknown else met.count(True) / len(met),
                "numerator": None if unknown else float(met.count(True)),
                "denominator": float(len(met)),
                "symbol": "not_reported" if unknown else "",
                "status": facts[year][0],
                "provisional": facts[year][1],
                "suppressed_parts": 0,
            }
        )
    return pd.DataFrame(found, columns=list(SERIES))


def weaker_status(one: str, other: str) -> str:
    """The less certain of two kinds of row."""
    order = tuple(RowStatus)  # declared from the strongest to the weakest
    return max(RowStatus(one), RowStatus(other), key=order.index)


def _all_met(verdicts: Sequence[bool | None]) -> bool | None:
    """False as soon as one threshold fails, None when none fails but one is unknown."""
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
    return None if measure is None else values.get((measure.dataset, measure.name))


def _margin(value: float, threshold: Threshold) -> float:
    if threshold.comparison is Comparison.AT_LEAST:
        return value - threshold.value
    if threshold.comparison is Comparison.AT_MOST:
        return threshold.value - value
    return ABOUT * threshold.value - abs(value - threshold.value)
