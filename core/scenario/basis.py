"""What a release gives the scenarios: where each part of the model starts, its levers, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from core.assessment import Point
from core.plan.entries import Goal
from core.plan.indicators import Better
from core.scenario.levers import Declarations, Lever, LeverGroup
from core.scenario.models.cohort_flow import CohortFlow
from core.scenario.models.colleges import Colleges
from core.scenario.models.facilities import Facilities
from core.scenario.models.projects import Steps
from core.scenario.models.teachers import Teachers
from core.scenario.models.training import Training
from core.toml_entries import Words

Floats = npt.NDArray[np.float64]

HALF_A_HEAD = 0.5


class GapReason(StrEnum):
    """Why a part of the model, or something in it, is not worked out."""

    LACKING = "lacking"
    """Figures the part starts from are missing."""
    NO_COMMON_YEAR = "no_common_year"
    """All of them are there, but never of one year."""
    ENDED = "ended"
    """The data reach beyond the last year of any scenario."""
    ALL_CLOSED = "all_closed"
    """Every college of the release is closed."""
    COLLEGE = "college"
    """A college is open and gave no students."""
    GROUP = "group"
    """A target group gave no person-times in the newest year."""
    NO_STANDARD = "no_standard"
    """The plan sets no standard for schools."""
    NO_SCHOOL = "no_school"
    """No school gave everything the standard asks about."""
    NO_STUDENTS = "no_students"
    """The schools have no student at all."""
    NO_ENROLMENT = "no_enrolment"
    """The schools' students follow from enrolment, which is not worked out."""
    SCHOOL = "school"
    """A school did not give everything the standard asks about."""
    UNREAD = "unread"
    """The standard asks more of the class of some schools than a copy read shows."""
    NO_THRESHOLDS = "no_thresholds"
    """The standard asks nothing of the class of some schools."""
    PLACES = "places"
    """Nothing says how many students the floor area holds: it is missing."""
    PLACES_NO_STANDARD = "places_no_standard"
    """The same: the plan sets no standard."""
    PLACES_NOT_ASKED = "places_not_asked"
    """The same: the standard asks for no floor area."""
    STEPS = "steps"
    """Of a goal that is counted one by one there is neither a milestone nor a number."""
    NO_MODEL = "no_model"
    """No model works out the indicator of a goal."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not worked out and why; `facts` are the names of its sentence, `indicator` the goal, if any."""

    group: LeverGroup
    reason: GapReason
    facts: tuple[tuple[str, Words], ...] = ()
    indicator: str = ""


@dataclass(frozen=True, eq=False)
class Basis:
    """Everything a scenario of one release starts from; complete and frozen.

    A part is None when the release does not hold what it needs; `gaps` say so. `history` are the observed points of
    every indicator of the outcome, which no lever moves; `whole` are their values that are neither a part nor a lower
    bound of which nobody knows how far it falls short; `better` is which way each of them is better; `heads` are those
    that are counted in heads. `release` is the release's id, `data` a short digest of its content, for a link to
    say that the data have changed.
    """

    release: str
    data: str
    as_of: date
    declarations: Declarations
    levers: tuple[Lever, ...]
    goals: tuple[Goal, ...]
    history: Mapping[str, tuple[Point, ...]]
    better: Mapping[str, Better]
    whole: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    heads: frozenset[str] = frozenset()
    enrolment: CohortFlow | None = None
    colleges: Colleges | None = None
    teachers: Teachers | None = None
    training: Training | None = None
    facilities: Facilities | None = None
    steps: Mapping[str, Steps] | None = None
    gaps: tuple[Gap, ...] = ()

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The column of each lever in an array of values."""
        return {lever.id: place for place, lever in enumerate(self.levers)}

    @cached_property
    def defaults(self) -> Floats:
        """The current course: the default of every lever, shape (levers,), read-only."""
        defaults = np.array([lever.default for lever in self.levers], dtype=np.float64)
        defaults.setflags(write=False)
        return defaults

    def lever(self, id: str) -> Lever:
        """The lever of this id. Raises KeyError."""
        return self.levers[self.places[id]]

    def goal(self, indicator: str) -> Goal | None:
        """The goal in force for an indicator on the as-of date."""
        return next((goal for goal in self.goals if goal.indicator == indicator), None)

    def enough(self, indicator: str, target: float) -> float:
        """The value from which on a target is reached: heads are whole, so 9,999.5 is 10,000 and no goal is missed by
        half a person."""
        if indicator not in self.heads:
            return target
        return target - HALF_A_HEAD if self.better[indicator] is Better.HIGHER else target + HALF_A_HEAD

    def values(self, moved: Mapping[str, float] | None = None) -> Floats:
        """The values of all levers, those in `moved` set, shape (levers,). Raises KeyError for an unknown id."""
        values = self.defaults.copy()
        for id, value in (moved or {}).items():
            values[self.places[id]] = value
        return values

    def moved(self, values: Floats) -> dict[str, float]:
        """Which levers differ from the current course, with their values."""
        pairs = zip(self.levers, values.tolist(), strict=True)
        return {lever.id: value for lever, value in pairs if abs(value - lever.default) > 1e-9}

    @cached_property
    def last_whole(self) -> Mapping[str, int]:
        """The newest year of which an indicator was reported whole; those that have one."""
        return {id: max(values) for id, values in self.whole.items() if values}

    def observed_before(self, indicator: str, year: int) -> tuple[Point, ...]:
        """The observed points of an indicator up to a year, that year left out: those before its path."""
        return tuple(point for point in self.history.get(indicator, ()) if point.year < year)

    def of(self, group: LeverGroup) -> Sequence[Lever]:
        """The levers of one part of the model."""
        return tuple(lever for lever in self.levers if lever.group is group)
