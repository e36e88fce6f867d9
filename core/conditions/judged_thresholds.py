"""The thresholds of a standard that the data can judge."""

from __future__ import annotations

from collections.abc import Iterator

from core.plan.standards import Measure, Standard, Threshold


def judged_thresholds(standard: Standard, school_class: str, monitored_only: bool) -> Iterator[Threshold]:
    """The thresholds for a class of school that were read in a text and that a dataset collects."""
    for threshold in standard.thresholds_for(school_class):
        left_out = monitored_only and not threshold.monitored
        if not threshold.unverified and threshold.numerator is not None and not left_out:
            yield threshold


def part_key(measure: Measure | None) -> tuple[str, str] | None:
    """Dataset and measure as the key of a value."""
    return None if measure is None else (measure.dataset, measure.name)
