"""A release as the starting point of scenarios: every part of the model fed, what is missing named."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import pandas as pd

from core import queries
from core.assessment import Point
from core.context import Context
from core.datasets import CollegeStage
from core.judgement import assessment_of, standard_of
from core.language import Language, catalogue
from core.plan.indicators import IndicatorKind
from core.queries.training import by_group as training_by_group
from core.scenario.basis import Basis, Gap
from core.scenario.history import Yearly
from core.scenario.levers import LAST_YEAR, Declarations, Lever, LeverGroup
from core.scenario.models import cohort_flow, colleges, facilities, projects, teachers, training
from core.scenario_basis.lever_declarations import declarations
from core.scenario_basis.schools import schools_of
from core.toml_entries import Words

SUPPORTING = (
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
"""Indicators without a goal whose history the models start from."""


@dataclass(slots=True)
class _Parts:
    """What has been fed so far."""

    levers: list[Lever] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def gap(self, group: LeverGroup, reason: str, **facts: str) -> None:
        self.gaps.append(Gap(group, reason, tuple(facts.items())))


def basis_of(context: Context) -> Basis:
    """The starting point of the release on show; kept, since neither a release nor a plan that was read changes."""
    return basis_of_key(BasisKey(context))


class BasisKey:
    """A context by what the basis depends on: a plan is large, and read once, so its identity stands for it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._parts = (context.returns, id(context.plan))

    def __hash__(self) -> int:
        return hash(self._parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BasisKey) and self._parts == other._parts


@lru_cache(maxsize=32)
def basis_of_key(key: BasisKey) -> Basis:
    """The starting point of a context, worked out once for its key."""
    context = key.context
    plan, as_of, returns = context.plan, context.as_of, context.returns
    declared = declarations()
    parts = _Parts()
    goals = plan.goals_in_force(as_of)
    history = {id: assessment_of(context, id).observed for id in (*plan.goal_ids, *SUPPORTING)}
    series = {id: _yearly(found) for id, found in history.items()}
    series["upper_secondary_entrants"] = _by_year(queries.cohort_counts(returns, "upper_secondary_entrants"))

    schools = schools_of(returns, standard_of(context, "schools_meeting_standard"))
    flow = cohort_flow.cohort_flow(series, schools.places, schools.count, declared)
    if flow is None:
        parts.gap(LeverGroup.ENROLMENT, "enrolment")
    else:
        parts.levers += cohort_flow.levers_of(series, schools.places, declared)
        if not schools.places:
            parts.gap(LeverGroup.ENROLMENT, "places")

    found = _colleges(returns)
    held = colleges.colleges(found, as_of, declared)
    if held is None:
        parts.gap(LeverGroup.COLLEGES, "colleges")
    else:
        parts.levers += colleges.levers_of(found, as_of, declared)
        for name in held.without_students:
            parts.gap(LeverGroup.COLLEGES, "college_students", name_zh=name.zh, name_en=name.en)

    staff = teachers.teachers(series, declared)
    if staff is None:
        parts.gap(LeverGroup.TEACHERS, "teachers")
    else:
        parts.levers += teachers.levers_of(series, declared)

    groups = _training(returns)
    trained = training.training(groups)
    if trained is None:
        parts.gap(LeverGroup.TRAINING, "training")
    else:
        names = {group: _text(f"target_group.{group}") for group in groups}
        parts.levers += training.levers_of(trained, groups, names, declared)
        missing = set(groups) - {group for group, _ in trained.groups}
        for group in sorted(missing):
            parts.gap(LeverGroup.TRAINING, "group", name_zh=names[group].zh, name_en=names[group].en)

    growing = None
    if flow is not None and schools.year is not None:
        everyone = series["secondary_vocational_enrolment"].get(schools.year)
        if everyone is None:  # a school did not report: those that did
            everyone = sum(schools.students.get(schools.year, {}).values())
        growing = facilities.facilities(schools.here, schools.incomplete, schools.year, everyone)
    if growing is None:
        parts.gap(LeverGroup.CONDITIONS, "conditions")
    else:
        parts.levers += facilities.levers_of(schools.cells, declared)
    for school in schools.incomplete:
        lacking = tuple(_measure(one) for one in school.lacking)
        parts.gap(
            LeverGroup.CONDITIONS,
            "school",
            name_zh=school.name.zh,
            name_en=school.name.en,
            lacking_zh="、".join(each.zh for each in lacking),
            lacking_en=", ".join(each.en for each in lacking),
        )

    steps = _steps(context, history, declared, parts)
    starts = {id: each.year for id, each in steps.items()} | ({} if held is None else {"colleges": held.year})
    for id, start in starts.items():
        # The year still running is counted so far in a release and to its end ahead: it stands once, ahead.
        history[id] = tuple(each for each in history[id] if each.year <= start)
    return Basis(
        release=context.snapshot.id,
        data=context.snapshot.digest[:8],
        as_of=as_of,
        declared=declared,
        levers=tuple(parts.levers),
        goals=goals,
        history=history,
        better={id: plan.indicator(id).better for id in history},
        enrolment=flow,
        colleges=held,
        teachers=staff,
        training=trained,
        facilities=growing,
        steps=steps,
        gaps=tuple(parts.gaps),
    )


def _yearly(found: tuple[Point, ...]) -> dict[int, float]:
    return {each.year: each.value for each in found if each.value is not None}


def _by_year(frame: pd.DataFrame) -> dict[int, float]:
    pairs = zip(frame["year"].tolist(), frame["value"].tolist(), strict=True)
    return {int(year): float(value) for year, value in pairs if value == value}


def _text(id: str) -> Words:
    return Words(zh=catalogue(Language.ZH)(id), en=catalogue(Language.EN)(id))


def _measure(resource: str) -> Words:
    return _text(f"scenario.resource.{resource}")


def _day(value: object) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def _colleges(returns: queries.Returns) -> list[colleges.College]:
    """Every college of the pipeline with its students; one that was closed before the as-of date is left out."""
    closed = queries.closed_colleges(returns)
    values: dict[tuple[str, str], dict[int, float]] = {}
    frame = queries.college_counts(returns)
    for year, unit, measure, value in zip(*(frame[name].tolist() for name in frame), strict=True):
        if value == value:
            values.setdefault((unit, measure), {})[int(year)] = float(value)
    found = []
    for unit, rows in queries.college_pipeline(returns).groupby("unit_id", sort=True):
        if unit in closed:
            continue
        first = rows.iloc[0]
        stages = [CollegeStage(stage) for stage in rows["stage"]]
        reached = {stage: day for stage, at in zip(stages, rows["actual_date"], strict=True) if (day := _day(at))}
        planned = {stage: day for stage, at in zip(stages, rows["planned_date"], strict=True) if (day := _day(at))}
        places = rows["planned_places"].dropna()
        found.append(
            colleges.College(
                str(unit),
                Words(zh=first["unit_name"], en=first["unit_name_en"] or first["unit_name"]),
                first["institution_type"],
                reached,
                planned,
                float(places.max()) if len(places) else None,
                values.get((str(unit), "entrants"), {}),
                values.get((str(unit), "enrolment"), {}),
            )
        )
    return found


def _training(returns: queries.Returns) -> dict[str, Yearly]:
    frame = training_by_group(returns)
    groups: dict[str, dict[int, float]] = {}
    frame = frame[frame["measure"] == "person_times"]
    for year, group, value in zip(*(frame[name].tolist() for name in ("year", "target_group", "value")), strict=True):
        if value == value:
            groups.setdefault(group, {})[int(year)] = float(value)
    return dict(groups)


def _steps(
    context: Context, history: dict[str, tuple[Point, ...]], declared: Declarations, parts: _Parts
) -> dict[str, projects.Steps]:
    """The goals counted one by one that no other model works out."""
    plan, as_of = context.plan, context.as_of
    frame = queries.milestones(context.returns)
    found: dict[str, projects.Steps] = {}
    for id in plan.goal_ids:
        indicator = plan.indicator(id)
        goal = plan.goal_in_force(id, as_of) or next(each for each in plan.goals if each.indicator == id)
        if indicator.kind is not IndicatorKind.COUNT_OF_STEPS or id == "colleges":
            continue
        known = [each for each in history[id] if each.value is not None]
        mine = frame[frame["indicator"] == id]
        if len(mine):
            undone = [
                projects.Open(
                    str(row.milestone),
                    Words(zh=row.unit_name, en=row.unit_name_en or row.unit_name),
                    _day(row.planned_date),
                )
                for row in mine.itertuples()
                if _day(row.actual_date) is None
            ]
            steps, levers = projects.milestones(undone, float(len(mine) - len(undone)), as_of, declared)
        elif known:
            year = max(known[-1].year, projects.over(as_of))
            steps, levers = projects.remaining(
                id, indicator.short_label, year, known[-1].value or 0.0, goal.value, declared
            )
        else:
            parts.gap(LeverGroup.PROJECTS, "goal", name_zh=indicator.short_label.zh, name_en=indicator.short_label.en)
            continue
        if steps.year < LAST_YEAR:
            found[id] = steps
            parts.levers += levers
    return found
