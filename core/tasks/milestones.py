"""Milestones of a task: planned against actual days, with the slip between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MilestoneState(StrEnum):
    """How a milestone stands on a day."""

    EARLY = "early"  # reached before the planned day
    ON_TIME = "on_time"  # reached on it
    LATE = "late"  # reached after it
    REACHED = "reached"  # reached, and nobody said when it was planned
    OVERDUE = "overdue"  # open, and the planned day is over
    AHEAD = "ahead"  # open, and the planned day is to come
    UNPLANNED = "unplanned"  # open, and nobody said until when

    @property
    def is_open(self) -> bool:
        return self in (MilestoneState.OVERDUE, MilestoneState.AHEAD, MilestoneState.UNPLANNED)


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone on the day `as_of`. An actual day after it cannot have come: the milestone is then open."""

    id: str
    task: int
    name: str
    name_en: str
    planned: date | None
    actual: date | None
    as_of: date

    @property
    def reached(self) -> date | None:
        """The day it was reached, up to the day of the release."""
        return self.actual if self.actual is not None and self.actual <= self.as_of else None

    @property
    def slip(self) -> int | None:
        """Days after the planned day, negative before it: of an open one as of the release and only once it is overdue.

        None where the planned day is unknown or still to come.
        """
        if self.planned is None:
            return None
        if self.reached is not None:
            return (self.reached - self.planned).days
        return (self.as_of - self.planned).days if self.planned < self.as_of else None

    @property
    def state(self) -> MilestoneState:
        slip = self.slip
        if self.reached is not None:
            if slip is None:
                return MilestoneState.REACHED
            return MilestoneState.LATE if slip > 0 else MilestoneState.EARLY if slip < 0 else MilestoneState.ON_TIME
        if self.planned is None:
            return MilestoneState.UNPLANNED
        return MilestoneState.AHEAD if slip is None else MilestoneState.OVERDUE
