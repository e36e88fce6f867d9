"""Goals that are counted one by one, such as projects: each thing done in a year that a lever sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from core.scenario.levers import LAST_YEAR, NEVER, Declarations, Lever, Origin, lever
from core.toml_entries import Words

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OpenMilestone:
    """Something that still has to be done; `planned` is the day the plan or a return gives it."""

    unit_id: str
    name: Words
    planned: date | None


@dataclass(frozen=True, slots=True)
class Steps:
    """A counted indicator in `year`: how many are done, the levers of those that are open, and what each adds."""

    year: int
    done: float
    levers: tuple[str, ...]
    step_size: float = 1.0

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.year + 1, LAST_YEAR + 1))


def project(start: Steps, levers: Mapping[str, Floats], runs: int) -> Floats:
    """The count at the end of each year, shape (years, runs)."""
    years = np.array(start.years, dtype=np.float64)[:, None]
    count = np.full((len(years), runs), start.done)
    for id in start.levers:
        count += start.step_size * np.clip(years - levers[id] + 1.0, 0.0, 1.0)
    return count


def last_complete_year(as_of: date) -> int:
    """The last year that is over: what is counted by the end of a year can still be done in the one running."""
    return as_of.year if as_of >= date(as_of.year, 12, 31) else as_of.year - 1


def milestones(
    undone: Sequence[OpenMilestone], done: float, as_of: date, declarations: Declarations
) -> tuple[Steps, tuple[Lever, ...]]:
    """An indicator counted by milestones: each open one is done in its planned year, at the earliest in the next."""
    year = last_complete_year(as_of)
    levers = []
    for milestone in undone:
        known = milestone.planned is not None
        done_in = year + 1 if milestone.planned is None else max(year + 1, milestone.planned.year)
        due = float(min(done_in, NEVER))
        late = float(min(due + 2, NEVER))
        origin = Origin("completion_planned" if known else "completion_unknown", verified=False)
        declaration = declarations.declaration("completion_year")
        levers.append(
            lever(declaration, due, (due, late), origin, unit_id=milestone.unit_id, name=milestone.name, low=year + 1)
        )
    return Steps(year, done, tuple(milestone.id for milestone in levers)), tuple(levers)


def remaining_steps(
    indicator: str, name: Words, year: int, now: float, target: float, declarations: Declarations
) -> tuple[Steps, tuple[Lever, ...]]:
    """A counted indicator of which the release says no more than the count: the rest comes in a year a lever sets."""
    if now >= target:
        return Steps(year, now, ()), ()
    first = year + 1
    reached_in = lever(
        declarations.declaration("reached_in"),
        float(NEVER),
        (float(first), float(NEVER)),
        Origin("nothing_known", verified=False),
        unit_id=indicator,
        name=name,
        low=first,
    )
    return Steps(year, now, (reached_in.id,), step_size=target - now), (reached_in,)
