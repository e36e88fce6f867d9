"""A release as the starting point of scenarios: every part of the model fed, what is missing named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from core import queries
from core.assess_release import assessment_of, standard_of
from core.assessment import Point
from core.context import Context
from core.datasets import Symbol
from core.plan.standards import Standard
from core.queries.suppressed import years_without_bound
from core.queries.training import by_group as training_by_group
from core.scenario.basis import Basis, GapReason
from core.scenario.history import Yearly, last_year, total
from core.scenario.levers import LAST_YEAR, Declarations, Lever, LeverGroup
from core.scenario.models import cohort_flow, facilities, teachers, training
from core.scenario.models.cohort_flow import CohortFlow
from core.scenario_basis import lever_declarations
from core.scenario_basis.basis_parts import BasisParts
from core.scenario_basis.colleges import colleges_start
from core.scenario_basis.counted_goals import steps_of
from core.scenario_basis.missing_figures import MissingFigure, in_both, listed, missing_figure, without_lower_bounds
from core.scenario_basis.schools import BUILDING, Schools, schools_of
from core.text_ids.datasets import RESOURCE_TEXT, TARGET_GROUP_TEXT

SUPPORTING = (
    "secondary_vocational_enrolment",
    "vocational_share",
    "colleges",
    "college_students",
    "dual_qualified_share",
    "general_high_enrolment",
    "secondary_vocational_entrants",
    "general_high_entrants",
    "vocational_share_of_entrants",
    "junior_graduates",
    "births",
    "full_time_teachers",
    "specialised_teachers",
    "dual_qualified_teachers",
    "training_person_times",
)
"""Indicators the models start from or draw, whether or not the plan has a goal for them."""

DATASETS_OF: dict[LeverGroup, tuple[str, ...]] = {
    LeverGroup.ENROLMENT: ("enrolment", "cohorts", "conditions"),
    LeverGroup.COLLEGES: ("colleges", "college_enrolment"),
    LeverGroup.TEACHERS: ("teachers",),
    LeverGroup.TRAINING: ("training",),
    LeverGroup.CONDITIONS: ("conditions", "teachers"),
    LeverGroup.PROJECTS: ("milestones", "observations"),
}
"""The datasets of a release that each part of the model starts from."""
READ_DATASETS = tuple(sorted({dataset for datasets in DATASETS_OF.values() for dataset in datasets}))


def basis_of(context: Context) -> Basis:
    """The starting point of the release on show; kept, since neither a release nor a plan that was read changes."""
    return basis_of_key(BasisKey(context))


class BasisKey:
    """A context by what the basis depends on: a plan is large, and read once, so its identity stands for it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._parts = (context.returns, id(context.plan), context.goal_day)

    def __hash__(self) -> int:
        return hash(self._parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BasisKey) and self._parts == other._parts


@lru_cache(maxsize=32)
def basis_of_key(key: BasisKey) -> Basis:
    """The starting point of a context, worked out once for its key."""
    context = key.context
    plan, as_of, returns = context.plan, context.as_of, context.returns
    declarations, parts = lever_declarations.declarations(), BasisParts()
    history = {id: assessment_of(context, id).observed for id in dict.fromkeys((*plan.goal_ids, *SUPPORTING))}
    series = {id: _yearly(points) for id, points in history.items()}
    series["upper_secondary_entrants"] = _by_year(queries.cohort_counts(returns, "upper_secondary_entrants"))
    names = {id: plan.indicator(id).short_label for id in history}
    missing = {id: figure for id, name in names.items() if (figure := missing_figure(name, history[id])) is not None}
    standard = standard_of(context, "schools_meeting_standard")
    schools = schools_of(returns, standard)
    enrolment = _enrolment(series, missing, schools, standard, declarations, parts)
    colleges_now = colleges_start(returns, as_of, missing, declarations, parts)
    staff = _teachers(series, missing, declarations, parts)
    training_now = _training(returns, missing, declarations, parts)
    facilities_now = _facilities(enrolment, series, schools, standard, declarations, parts)
    steps = steps_of(context, history, declarations, parts)
    starts = {id: start.year for id, start in steps.items()}
    if colleges_now is not None:
        starts |= {"colleges": colleges_now.counted, "college_students": colleges_now.year}
    for id, start_year in starts.items():
        # A year still running or reported in part is so far in a release and whole ahead: it stands once, ahead.
        history[id] = tuple(point for point in history[id] if point.year <= start_year)
        series[id] = _yearly(history[id])
    return Basis(
        release=context.snapshot.id,
        data=context.snapshot.digest[:8],
        as_of=as_of,
        declarations=declarations,
        levers=_with_filled(parts.levers, context),
        goals=context.goals_in_force(),
        history=history,
        whole={id: series[id] for id in history},
        better={id: plan.indicator(id).better for id in history},
        heads=frozenset(id for id in history if plan.indicator(id).unit.is_heads),
        enrolment=enrolment,
        colleges=colleges_now,
        teachers=staff,
        training=training_now,
        facilities=facilities_now,
        steps=steps,
        gaps=tuple(parts.gaps),
    )


def _with_filled(levers: Sequence[Lever], context: Context) -> tuple[Lever, ...]:
    """The levers; those that would be others without the last values of units that did not report say so."""
    if not context.filled:
        return tuple(levers)
    as_reported = set(basis_of(replace(context, filled=False)).levers)
    return tuple(
        lever if lever in as_reported else replace(lever, origin=replace(lever.origin, verified=False, filled=True))
        for lever in levers
    )


def _enrolment(
    series: Mapping[str, Yearly],
    missing: Mapping[str, MissingFigure],
    schools: Schools,
    standard: Standard | None,
    declarations: Declarations,
    parts: BasisParts,
) -> CohortFlow | None:
    start = cohort_flow.cohort_flow(series, schools.places, schools.count, declarations)
    if start is None:
        _add_gap_of_series(LeverGroup.ENROLMENT, series, missing, cohort_flow.OF_ONE_YEAR, parts, "junior_graduates")
        return None
    levers = cohort_flow.levers_of(series, start.year, schools.places, declarations)
    parts.levers += levers
    start = cohort_flow.with_later_reports(start, series, levers)
    if schools.places:
        return start
    if standard is None:
        parts.add_gap(LeverGroup.ENROLMENT, GapReason.PLACES_NO_STANDARD)
    elif schools.has(BUILDING):
        parts.add_gap(LeverGroup.ENROLMENT, GapReason.PLACES_NOT_ASKED)
    else:
        parts.add_missing(LeverGroup.ENROLMENT, (schools.missing(BUILDING),), GapReason.PLACES)
    return start


def _add_gap_of_series(
    group: LeverGroup,
    series: Mapping[str, Yearly],
    missing: Mapping[str, MissingFigure],
    of_one_year: Sequence[str],
    parts: BasisParts,
    *others: str,
) -> None:
    """Why a part is not worked out that needs the series `of_one_year`, all of one year, and `others`."""
    figures = [missing[id] for id in (*of_one_year, *others) if id in missing]
    if figures:
        parts.add_missing(group, figures)
        return
    year = last_year(total(*(series[id] for id in of_one_year)))
    if year is None:
        parts.add_gap(group, GapReason.NO_COMMON_YEAR)
    else:
        parts.add_end(group, year)


def _teachers(
    series: Mapping[str, Yearly], missing: Mapping[str, MissingFigure], declarations: Declarations, parts: BasisParts
) -> teachers.Teachers | None:
    start = teachers.teachers(series, declarations)
    if start is None:
        _add_gap_of_series(LeverGroup.TEACHERS, series, missing, teachers.NEEDED, parts)
        return None
    parts.levers += teachers.levers_of(series, start.year, declarations)
    return start


def _training(
    returns: queries.Returns, missing: Mapping[str, MissingFigure], declarations: Declarations, parts: BasisParts
) -> training.Training | None:
    groups, symbols = _person_times(returns)
    start = training.training(groups)
    if start is None:
        if groups:
            parts.add_end(LeverGroup.TRAINING, max(max(series) for series in groups.values()))
        else:
            parts.add_missing(LeverGroup.TRAINING, (missing["training_person_times"],))
        return None
    names = {group: in_both(TARGET_GROUP_TEXT[group]) for group in groups}
    parts.levers += training.levers_of(start, groups, names, declarations)
    for group in sorted(set(groups) - {group for group, _ in start.groups}):
        figure = MissingFigure(names[group], symbols.get((start.year, group)))
        parts.add_missing(LeverGroup.TRAINING, (figure,), GapReason.GROUP)
    return start


def _facilities(
    enrolment: CohortFlow | None,
    series: Mapping[str, Yearly],
    schools: Schools,
    standard: Standard | None,
    declarations: Declarations,
    parts: BasisParts,
) -> facilities.Facilities | None:
    """The schools against their standard; without enrolment nothing says how their students grow."""
    start = None
    judged = any(not school.unread for school in schools.complete)
    if enrolment is not None and schools.year is not None and judged:
        everyone = series["secondary_vocational_enrolment"].get(schools.year)
        if everyone is None:  # a school did not report: those that did
            everyone = sum(schools.students.get(schools.year, {}).values())
        start = facilities.facilities(schools.complete, schools.incomplete, schools.year, everyone)
    if start is None:
        _add_gaps_of_facilities(enrolment, schools, standard, parts, judged=judged)
    else:
        parts.levers += facilities.levers_of(schools.cells, declarations)
    for school in schools.incomplete:
        figures = [MissingFigure(in_both(RESOURCE_TEXT[measure]), symbol) for measure, symbol in school.lacking]
        parts.add_missing(LeverGroup.CONDITIONS, figures, GapReason.SCHOOL, name=school.name)
    for thresholds in dict.fromkeys(school.unread for school in schools.complete if school.unread):
        names = (school.name for school in schools.complete if school.unread == thresholds)
        asked = listed(thresholds)
        parts.add_gap(LeverGroup.CONDITIONS, GapReason.UNREAD, names=listed(names), thresholds=asked)
    if schools.without_thresholds:
        parts.add_gap(LeverGroup.CONDITIONS, GapReason.NO_THRESHOLDS, names=listed(schools.without_thresholds))
    return start


def _add_gaps_of_facilities(
    enrolment: CohortFlow | None, schools: Schools, standard: Standard | None, parts: BasisParts, *, judged: bool
) -> None:
    """Why the schools are not carried on: everything that must change before they are."""
    group = LeverGroup.CONDITIONS
    if standard is None:
        parts.add_gap(group, GapReason.NO_STANDARD)
    if schools.year is None:
        parts.add_missing(group, (schools.missing(facilities.STUDENTS),))
    if enrolment is None:
        parts.add_gap(group, GapReason.NO_ENROLMENT)
    if standard is None or schools.year is None or enrolment is None:
        return
    if schools.year >= LAST_YEAR:
        parts.add_end(group, schools.year)
    else:
        parts.add_gap(group, GapReason.NO_STUDENTS if judged else GapReason.NO_SCHOOL)


def _yearly(points: tuple[Point, ...]) -> dict[int, float]:
    """The values a model may start from."""
    return {point.year: point.value for point in points if point.value is not None and point.is_start}


def _by_year(frame: pd.DataFrame) -> dict[int, float]:
    pairs = zip(frame["year"].tolist(), frame["value"].tolist(), strict=True)
    return {int(year): float(value) for year, value in pairs if value == value}


def _person_times(returns: queries.Returns) -> tuple[dict[str, Yearly], dict[tuple[int, str], Symbol]]:
    """Person-times by target group and year, and why there are none, by year and group."""
    frame = training_by_group(returns)
    groups: dict[str, dict[int, float]] = {}
    symbols: dict[tuple[int, str], Symbol] = {}
    hidden = years_without_bound(returns, ("training",), "person_times")
    frame = without_lower_bounds(queries.whole_years(frame[frame["measure"] == "person_times"]), hidden)
    columns = (frame[name].tolist() for name in ("year", "target_group", "value", "symbol"))
    for year, group, value, symbol in zip(*columns, strict=True):
        symbols[int(year), group] = Symbol(symbol)
        if value == value:
            groups.setdefault(group, {})[int(year)] = float(value)
    return dict(groups), symbols
