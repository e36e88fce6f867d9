"""What a release gives the scenarios: where each part of the model starts, its levers, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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

Floats = npt.NDArray[np.float64]

HALF_A_HEAD = 0.5


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of the model a release cannot feed: `reason` names a sentence (`scenario.gap.<reason>`)."""

    group: LeverGroup
    reason: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Basis:
    """Everything a scenario of one release starts from; complete and frozen.

    A part is None when the release does not hold what it needs; `gaps` say so. `history` are the observed points of
    every indicator of the outcome, which no lever moves; `better` is which way each of them is better; `heads` are
    those that are counted in heads. `release` is the release's id, `data` a short digest of its content, for a link to
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

    def of(self, group: LeverGroup) -> Sequence[Lever]:
        """The levers of one part of the model."""
        return tuple(lever for lever in self.levers if lever.group is group)
