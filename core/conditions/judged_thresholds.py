"""The thresholds of a standard that the data can judge."""

from __future__ import annotations

from collections.abc import Iterator

from core.plan.standards import Measure, Standard, Threshold


def judged_thresholds(
    standard: Standard, school_class: str, monitored_only: bool
) -> Iterator[tuple[Threshold, Measure]]:
    """The thresholds for a class of school that were read in a text and that a dataset collects, with numerator."""
    for threshold in standard.thresholds_for(school_class):
        left_out = monitored_only and not threshold.monitored
        if not threshold.unverified and threshold.numerator is not None and not left_out:
            yield threshold, threshold.numerator


def unread_thresholds(standard: Standard, school_class: str, monitored_only: bool) -> tuple[Threshold, ...]:
    """The thresholds that would decide for a class and whose values no copy read shows."""
    return tuple(one for one in standard.unread_for(school_class) if one.monitored or not monitored_only)


def part_key(measure: Measure) -> tuple[str, str]:
    """Dataset and measure as the key of a value."""
    return measure.dataset, measure.name
