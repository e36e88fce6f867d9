"""When colleges on the way open: as others did from the same stage, and none unsigned before one that has signed."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from core.datasets import CollegeStage
from core.scenario.levers import LAST_YEAR, Origin
from core.scenario.models.college_history import College

STAGES = tuple(CollegeStage)

Opening = tuple[float, tuple[float, ...], Origin]
"""When a college on the way opens: the year, the range it may lie in, and where both are from."""


def expected_openings(on_the_way: Sequence[College], enrolling: Sequence[College], earliest: int) -> dict[str, Opening]:
    """The opening of each college on the way by its id, from the autumn `earliest` on; `enrolling` are those to go by.

    One that has not signed opens no earlier than the last of those that have, whatever its stage would let expect.
    """
    openings = {college.unit_id: _opening(college, enrolling, earliest) for college in on_the_way}
    firm = [openings[college.unit_id] for college in on_the_way if _has_signed(college)]
    if not firm:
        return openings
    last, low = max(opening for opening, _, _ in firm), max(min(span) for _, span, _ in firm)
    for college in on_the_way:
        opening, span, origin = openings[college.unit_id]
        if _has_signed(college):
            continue
        if opening < last:
            origin = Origin("opening_unsigned", (("year", int(last)),))
        span = (max(low, min(span)), max(last, *span))
        openings[college.unit_id] = (max(last, opening), span, origin)
    return openings


def _has_signed(college: College) -> bool:
    """Whether it has signed, or reached a stage that only comes after signing."""
    return any(STAGES.index(stage) >= STAGES.index(CollegeStage.SIGNED) for stage in college.reached)


def _opening(college: College, enrolling: Sequence[College], earliest: int) -> Opening:
    """When a college on the way opens, if it takes as long from the stage it is at as others took.

    Never before the planned autumn or the next one. Without others to go by the plan stands, else it is open.
    """
    planned = college.planned.get(CollegeStage.ENROLLING)
    at = max(college.reached, key=STAGES.index, default=None)
    took = [
        (other.reached[CollegeStage.ENROLLING] - other.reached[at]).days / 365.25
        for other in enrolling
        if at is not None and at in other.reached
    ]
    floor = max(earliest, planned.year if planned is not None else earliest)
    if at is None or not took:
        origin = Origin("opening_planned" if planned is not None else "opening_unknown", verified=planned is not None)
        return float(floor), (float(floor), float(min(floor + 3, LAST_YEAR))), origin
    since = college.reached[at]

    def autumn(duration: float) -> float:
        ready = since.year + (since.timetuple().tm_yday / 365.25) + duration
        # The autumn term begins two thirds into the year. The nearest autumn, not the next: those who opened waited for
        # theirs, so what they took has that wait in it already.
        return float(max(floor, round(ready - 0.67)))

    facts = (("stage", at.value), ("year", since.year), ("colleges", len(took)), ("took", round(median(took), 1)))
    return autumn(median(took)), (autumn(min(took)), autumn(max(took))), Origin("opening_by_stage", facts)
