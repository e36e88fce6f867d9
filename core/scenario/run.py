"""One run of all models for all goals: lever values in, the years ahead of every indicator out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from core.assessment import meets_target
from core.plan.entries import Goal
from core.plan.indicators import Better
from core.scenario.basis import Basis
from core.scenario.before_the_path import students_before, teachers_before
from core.scenario.levers import LAST_YEAR, LeverGroup
from core.scenario.models import cohort_flow, colleges, facilities, projects, teachers, training
from core.scenario.models.school_share import share_at_standard

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_PARTS: dict[str, frozenset[LeverGroup]] = {
    **dict.fromkeys(
        (
            "secondary_vocational_enrolment",
            "general_high_enrolment",
            "vocational_share",
            "secondary_vocational_entrants",
            "general_high_entrants",
            "vocational_share_of_entrants",
            "turned_away",
        ),
        frozenset({LeverGroup.ENROLMENT}),
    ),
    **dict.fromkeys(("colleges", "college_students"), frozenset({LeverGroup.COLLEGES})),
    **dict.fromkeys(
        ("full_time_teachers", "specialised_teachers", "dual_qualified_teachers", "dual_qualified_share"),
        frozenset({LeverGroup.TEACHERS}),
    ),
    "training_person_times": frozenset({LeverGroup.TRAINING}),
    "schools_meeting_standard": frozenset({LeverGroup.ENROLMENT, LeverGroup.TEACHERS, LeverGroup.CONDITIONS}),
}
"""The parts of the model each indicator comes from; any other is counted one by one."""
MODELLED = frozenset(_PARTS)
"""The indicators that a model works out."""


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


def parts(indicators: Collection[str]) -> frozenset[LeverGroup]:
    """The parts of the model, and so the groups of levers, that these indicators depend on."""
    return frozenset().union(*(_PARTS.get(id, frozenset({LeverGroup.PROJECTS})) for id in indicators))


def run(basis: Basis, values: Floats, errors: Mapping[str, Floats] | None = None) -> Outcome:
    """All models once for each row of `values`, shape (levers,) or (runs, levers), columns as `basis.levers`.

    `errors` multiply what a model gives for a year, 1 for none, shape (years of its path, runs): keys `enrolment`,
    `general`, `colleges`, `teachers`, `training` (see `core.scenario.uncertainty`). Parts the basis lacks have no path.
    """
    columns = np.ascontiguousarray(np.atleast_2d(values).T)
    levers = {lever.id: columns[place] for place, lever in enumerate(basis.levers)}
    return run_columns(basis, levers, errors, runs=columns.shape[1])


def run_columns(
    basis: Basis,
    levers: Mapping[str, Floats],
    errors: Mapping[str, Floats] | None = None,
    *,
    needed: frozenset[LeverGroup] | None = None,
    known: Mapping[str, Path] = MappingProxyType({}),
    growth: bool = True,
    runs: int = 1,
) -> Outcome:
    """As `run`, for levers by id, each an array of the shape (runs,); only the models of the parts `needed`.

    Levers of other parts may be left out; `known` are paths of theirs that a part needed starts from. Without `growth`
    the schools' growth is left out, which many runs at once have no use for. `runs` says how many there are where no
    lever does. The paths are those of `run`, to the last bit.
    """
    wanted = frozenset(LeverGroup) if needed is None else needed
    factors = errors or {}
    paths: dict[str, Path] = dict(known)
    if LeverGroup.ENROLMENT in wanted and basis.enrolment is not None:
        paths |= _after_reports(basis, _enrolment(basis.enrolment, levers, factors))
    if LeverGroup.COLLEGES in wanted and basis.colleges is not None:
        paths |= _after_reports(basis, _colleges(basis.colleges, levers, factors))
    if LeverGroup.TEACHERS in wanted and basis.teachers is not None:
        paths |= _after_reports(basis, _teachers(basis.teachers, levers, factors))
    if LeverGroup.TRAINING in wanted and basis.training is not None:
        paths |= _after_reports(basis, _training(basis.training, levers, factors))
    schools_growth = None
    if LeverGroup.CONDITIONS in wanted and basis.facilities is not None:
        meeting, schools_growth = _facilities(basis, basis.facilities, levers, paths, growth=growth)
        paths |= meeting
    if LeverGroup.PROJECTS in wanted and basis.steps is not None:
        paths |= _projects(basis.steps, levers, len(next(iter(levers.values()), range(runs))))
    return Outcome(paths, schools_growth)


def reaches(values: Floats, target: float, better: Better) -> Flags:
    """`core.assessment.meets_target` for an array of any shape."""
    beyond: Flags = values >= target if better is Better.HIGHER else values <= target
    return beyond | (np.abs(values - target) <= 1e-12 * np.maximum(np.abs(values), abs(target)))


def year_reached(basis: Basis, path: Path, goal: Goal, better: Better, row: int = 0) -> int | None:
    """The first year, observed or ahead, in which the goal is reached and from then on counts as reached; else None.

    A year observed counts only if the last one observed still reaches it; of a past year that is not whole nothing is
    said.
    """
    points = basis.observed_before(goal.indicator, path.first)
    observed = [(point.year, point.value) for point in points if point.value is not None]
    first: int | None = None
    for year, value in (*observed, *zip(path.years, path.values[:, row].tolist(), strict=True)):
        if path.first <= year < basis.as_of.year:
            continue
        if meets_target(value, basis.enough(goal.indicator, goal.value), better):
            first = year if first is None else first
            if year >= path.first:
                return first
        else:
            first = None
    return first


def _after_reports(basis: Basis, paths: Mapping[str, Path]) -> dict[str, Path]:
    """The paths without the years reported whole: those stand as observed, and what is ahead begins after them."""
    ahead = {}
    for id, path in paths.items():
        first = max(path.first, basis.last_whole.get(id, 0) + 1)
        if first <= LAST_YEAR:
            ahead[id] = Path(first, path.values[first - path.first :])
    return ahead


def _enrolment(
    start: cohort_flow.CohortFlow, levers: Mapping[str, Floats], factors: Mapping[str, Floats]
) -> dict[str, Path]:
    first = start.year + 1
    students = cohort_flow.flow(start, levers)
    vocational, general = (
        _multiplied(stock, factors.get(model), _years_reported(start.year, later.students))
        for stock, model, later in (
            (students.vocational, "enrolment", start.vocational_later),
            (students.general, "general", start.general_later),
        )
    )
    entrants = students.vocational_entrants + students.general_entrants
    return {
        "secondary_vocational_enrolment": Path(first, vocational),
        "general_high_enrolment": Path(first, general),
        "vocational_share": Path(first, _quotient(vocational, vocational + general)),
        "secondary_vocational_entrants": Path(first, students.vocational_entrants),
        "general_high_entrants": Path(first, students.general_entrants),
        "vocational_share_of_entrants": Path(first, _quotient(students.vocational_entrants, entrants)),
        "turned_away": Path(first, students.turned_away),
    }


def _colleges(start: colleges.Colleges, levers: Mapping[str, Floats], factors: Mapping[str, Floats]) -> dict[str, Path]:
    count, students = colleges.project(start, levers)
    return {
        "colleges": Path(start.counted + 1, count),
        "college_students": Path(start.year + 1, _multiplied(students, factors.get("colleges"))),
    }


def _teachers(start: teachers.Teachers, levers: Mapping[str, Floats], factors: Mapping[str, Floats]) -> dict[str, Path]:
    first = start.year + 1
    staff = teachers.project(start, levers)
    reported = _years_reported(start.year, start.later.get("dual_qualified_teachers", {}))
    dual = np.minimum(_multiplied(staff.dual_qualified, factors.get("teachers"), reported), staff.specialised)
    return {
        "full_time_teachers": Path(first, staff.full_time),
        "specialised_teachers": Path(first, staff.specialised),
        "dual_qualified_teachers": Path(first, dual),
        "dual_qualified_share": Path(first, _quotient(dual, staff.specialised)),
    }


def _training(start: training.Training, levers: Mapping[str, Floats], factors: Mapping[str, Floats]) -> dict[str, Path]:
    person_times = _multiplied(training.project(start, levers), factors.get("training"))
    return {"training_person_times": Path(start.year + 1, person_times)}


def _projects(steps: Mapping[str, projects.Steps], levers: Mapping[str, Floats], runs: int) -> dict[str, Path]:
    return {
        indicator: Path(start.year + 1, projects.project(start, levers, runs)) for indicator, start in steps.items()
    }


def _facilities(
    basis: Basis,
    start: facilities.Facilities,
    levers: Mapping[str, Floats],
    paths: Mapping[str, Path],
    *,
    growth: bool,
) -> tuple[dict[str, Path], facilities.Growth | None]:
    """The share of schools at their standard, from the paths of students and teachers; nothing without students."""
    students, full_time = paths.get("secondary_vocational_enrolment"), paths.get("full_time_teachers")
    if students is None:
        return {}, None
    first = start.year + 1
    taught = _from(students, first, students_before(basis, first))
    per_teacher: Floats | None = None
    if full_time is not None:
        staff = _from(full_time, start.year, teachers_before(basis, start.year))
        # The schools have today's teachers: growth counts from the year they are of, whichever the teachers start in.
        per_teacher = np.divide(staff[1:], staff[0], out=np.ones_like(staff[1:]), where=staff[0] > 0)
    schools_growth = None
    if growth:
        schools_growth = facilities.project(start, levers, taught, per_teacher)
        meets = schools_growth.meets
    else:
        meets = facilities.meets(start, levers, taught, per_teacher)
    ahead = _after_reports(basis, {"schools_meeting_standard": Path(first, share_at_standard(start.schools, meets))})
    years = sum(len(path.values) for path in ahead.values())
    return ahead, None if schools_growth is None else schools_growth.last_years(years)


def _quotient(part: Floats, whole: Floats) -> Floats:
    """A share of nothing is 0."""
    if whole.min(initial=1.0) > 0:
        return part / whole  # the usual case, and several times as fast
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)


def _years_reported(start: int, values: Mapping[int, object]) -> int:
    """How many of the years after `start` come before the first one that is worked out."""
    return max(values, default=start) - start


def _multiplied(values: Floats, factor: Floats | None, reported: int = 0) -> Floats:
    """What a model gives times what it is off by, from the first year after those `reported` on."""
    if factor is None:
        return values
    if not reported:
        return values * factor
    return np.concatenate((values[:reported], values[reported:] * factor[: len(values) - reported]))


def _from(path: Path, first: int, before: Mapping[int, float]) -> Floats:
    """The years from `first` on, those before the path as in `before`, shape (years, runs)."""
    if first >= path.first:
        return path.values[first - path.first :]
    observed = np.array([before[year] for year in range(first, path.first)])
    return np.concatenate((np.repeat(observed[:, None], path.values.shape[1], axis=1), path.values))
