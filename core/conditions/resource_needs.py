"""What a standard asks of a school with so many students, as amounts of each resource."""

from __future__ import annotations

from dataclasses import dataclass

from core.conditions.judged_thresholds import judged_thresholds, part_key
from core.plan.standards import Comparison, Standard

_STUDENTS = ("conditions", "students")


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
    for threshold, numerator in judged_thresholds(standard, school_class, monitored_only):
        upper, value = part_key(numerator), threshold.value
        lower = None if threshold.denominator is None else part_key(threshold.denominator)
        if threshold.comparison is Comparison.AT_LEAST and lower is None:
            resource_needs.append(ResourceNeed(threshold.item, upper, value, 0.0))
        elif threshold.comparison is Comparison.AT_LEAST and lower == _STUDENTS:
            resource_needs.append(ResourceNeed(threshold.item, upper, 0.0, value))
        elif threshold.comparison is Comparison.AT_MOST and upper == _STUDENTS and lower is not None and value > 0:
            resource_needs.append(ResourceNeed(threshold.item, lower, 0.0, 1.0 / value))
    return tuple(resource_needs)
