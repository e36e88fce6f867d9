"""One run of all models for all goals: lever values in, the years ahead of every indicator out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.assessment import reached
from core.indicators import Better
from core.plan import Goal
from core.scenario import cohort_flow, colleges, facilities, projects, teachers, training
from core.scenario.basis import Basis

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """The years ahead of one indicator: `values` of the shape (years, runs), from `first` year to `LAST_YEAR`."""

    first: int
    values: Floats

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first, self.first + len(self.values)))

    def at(self, year: int) -> Floats | None:
        """The values of a year over all runs; None when it is not ahead."""
        place = year - self.first
        return self.values[place] if 0 <= place < len(self.values) else None


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What levers lead to: a path by indicator id (that of each goal, and those between), and the schools' growth."""

    paths: Mapping[str, Path]
    growth: facilities.Growth | None

    def path(self, indicator: str) -> Path | None:
        return self.paths.get(indicator)


def run(basis: Basis, values: Floats, errors: Mapping[str, Floats] | None = None) -> Outcome:
    """All models once for each row of `values`, shape (levers,) or (runs, levers), columns as `basis.levers`.

    `errors` multiply what a model gives for a year, 1 for none, shape (years of its path, runs): keys `enrolment`,
    `general`, `colleges`, `teachers`, `training` (see `core.scenario.uncertainty`). Parts the basis lacks have no path.
    """
    table = np.atleast_2d(values)
    columns = np.ascontiguousarray(table.T)
    levers = {each.id: columns[place] for place, each in enumerate(basis.levers)}
    off = errors or {}
    paths: dict[str, Path] = {}
    students: Path | None = None
    if basis.enrolment is not None:
        first = basis.enrolment.year + 1
        found = cohort_flow.flow(basis.enrolment, levers)
        vocational = _off(found.vocational, off.get("enrolment"))
        general = _off(found.general, off.get("general"))
        students = Path(first, vocational)
        everyone = vocational + general
        share = np.divide(vocational, everyone, out=np.zeros_like(everyone), where=everyone > 0)
        entrants = found.vocational_entrants + found.general_entrants
        paths |= {
            "secondary_vocational_enrolment": students,
            "general_high_enrolment": Path(first, general),
            "vocational_share": Path(first, share),
            "secondary_vocational_entrants": Path(first, found.vocational_entrants),
            "general_high_entrants": Path(first, found.general_entrants),
            "vocational_share_of_entrants": Path(
                first,
                np.divide(found.vocational_entrants, entrants, out=np.zeros_like(entrants), where=entrants > 0),
            ),
            "turned_away": Path(first, found.turned_away),
        }
    if basis.colleges is not None:
        count, held = colleges.ahead(basis.colleges, levers)
        first = basis.colleges.year + 1
        paths |= {"colleges": Path(first, count), "college_students": Path(first, _off(held, off.get("colleges")))}
    full_time: Path | None = None
    if basis.teachers is not None:
        staff = teachers.ahead(basis.teachers, levers)
        first = basis.teachers.year + 1
        dual = np.minimum(_off(staff.dual_qualified, off.get("teachers")), staff.specialised)
        full_time = Path(first, staff.full_time)
        paths |= {
            "full_time_teachers": full_time,
            "specialised_teachers": Path(first, staff.specialised),
            "dual_qualified_teachers": Path(first, dual),
            "dual_qualified_share": Path(
                first, np.divide(dual, staff.specialised, out=np.zeros_like(dual), where=staff.specialised > 0)
            ),
        }
    if basis.training is not None:
        found_training = _off(training.ahead(basis.training, levers), off.get("training"))
        paths["training_person_times"] = Path(basis.training.year + 1, found_training)
    growth = None
    if basis.facilities is not None and students is not None:
        first = max(basis.facilities.year + 1, students.first)
        per_teacher: Floats | None = None
        if full_time is not None and basis.teachers is not None and basis.teachers.full_time > 0:
            per_teacher = _from(full_time, first) / basis.teachers.full_time
        growth = facilities.ahead(basis.facilities, levers, _from(students, first), per_teacher)
        paths["schools_meeting_standard"] = Path(first, growth.meets.mean(axis=1))
    for indicator, steps in (basis.steps or {}).items():
        paths[indicator] = Path(steps.year + 1, projects.ahead(steps, levers, len(table)))
    return Outcome(paths, growth)


def reached_in(basis: Basis, path: Path, goal: Goal, better: Better, row: int = 0) -> int | None:
    """The first year, observed or ahead, in which the goal is reached and from then on counts as reached; else None.

    A year observed counts only if the last one observed still reaches it.
    """
    observed = [(each.year, each.value) for each in basis.history.get(goal.indicator, ()) if each.value is not None]
    observed = [(year, value) for year, value in observed if year < path.first]
    first: int | None = None
    for year, value in (*observed, *zip(path.years, path.values[:, row].tolist(), strict=True)):
        if reached(value, goal.value, better):
            first = year if first is None else first
            if year >= path.first:
                return first
        else:
            first = None
    return first


def _off(values: Floats, factor: Floats | None) -> Floats:
    return values if factor is None else values * factor


def _from(path: Path, first: int) -> Floats:
    """The years from `first` on; those a path does not have yet are its first ones."""
    if first >= path.first:
        return path.values[first - path.first :]
    return np.concatenate((np.repeat(path.values[:1], path.first - first, axis=0), path.values))
