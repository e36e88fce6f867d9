"""What a standard asks of a school with so many students, as amounts of each resource."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.conditions.judged_thresholds import judged_thresholds, part_key, unread_thresholds
from core.plan.standards import Comparison, Standard

STUDENTS = ("conditions", "students")
"""Dataset and measure of the number thresholds divide by."""


@dataclass(frozen=True, slots=True)
class ResourceNeed:
    """What one threshold asks of a school with so many students: max(`least`, `per_student` × students) of a resource.

    `resource` is dataset and measure; `item` names the threshold. Both kinds are in the unit of the measure.
    """

    item: str
    resource: tuple[str, str]
    least: float
    per_student: float


@dataclass(frozen=True, slots=True)
class ExactNeed:
    """The same in fractions, so that 360 students need exactly 20 teachers where 18 may share one."""

    item: str
    resource: tuple[str, str]
    least: Fraction
    per_student: Fraction


def resource_needs(standard: Standard, school_class: str, *, monitored_only: bool = True) -> tuple[ResourceNeed, ...]:
    """The thresholds of a standard that follow from the number of students, as amounts a school must have.

    "At least v", "at least v per student" and "at most v students per …" are such; shares among teachers, thresholds
    "about" a value, unverified ones and those no dataset collects are not. So a standard decides how far a school can
    grow before it must build.
    """
    return tuple(
        ResourceNeed(need.item, need.resource, float(need.least), float(need.per_student))
        for need in exact_needs(standard, school_class, monitored_only=monitored_only)
    )


def exact_needs(standard: Standard, school_class: str, *, monitored_only: bool) -> tuple[ExactNeed, ...]:
    """What `resource_needs` says, in fractions."""
    needs: list[ExactNeed] = []
    nothing = Fraction(0)
    for threshold, numerator in judged_thresholds(standard, school_class, monitored_only):
        upper, value = part_key(numerator), exact(threshold.value)
        lower = None if threshold.denominator is None else part_key(threshold.denominator)
        if threshold.comparison is Comparison.AT_LEAST and lower is None:
            needs.append(ExactNeed(threshold.item, upper, value, nothing))
        elif threshold.comparison is Comparison.AT_LEAST and lower == STUDENTS:
            needs.append(ExactNeed(threshold.item, upper, nothing, value))
        elif threshold.comparison is Comparison.AT_MOST and upper == STUDENTS and lower is not None and value > 0:
            needs.append(ExactNeed(threshold.item, lower, nothing, 1 / value))
    return tuple(needs)


def unread_needs(standard: Standard, school_class: str, *, monitored_only: bool) -> tuple[tuple[str, bool], ...]:
    """The thresholds for a class whose values no copy read shows, by item, and whether the number of students matters
    to them."""
    return tuple(
        (one.item, any(part is not None and part_key(part) == STUDENTS for part in (one.numerator, one.denominator)))
        for one in unread_thresholds(standard, school_class, monitored_only)
    )


def exact(value: float) -> Fraction:
    """A number as the decimal it is written as: 0.15 is exactly 15 of 100."""
    return Fraction(repr(float(value)))
