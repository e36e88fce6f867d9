"""Enrolment plans against conditions: what a school would grow to by its plan, and what it can carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from core.conditions.growth import Growth, with_more
from core.conditions.planned_size import PlannedSize, planned_size
from core.conditions.school_verdicts import JudgedSchool
from core.context import Context
from core.datasets import OWED, Symbol
from core.panels.cells import dash, words, year_cell
from core.panels.conditions.choices import choices_of, selection
from core.panels.conditions.growth_panel import growths, heads, labels_of, needs_in_words
from core.panels.conditions.judged_schools import JudgedYear
from core.panels.conditions.matrix_panel import nothing, of_those_known
from core.panels.conditions.quantities import name_of
from core.panels.kept import kept
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.rows import Observations, exact, first_names, observations
from core.plan.standards import Standard
from core.published.schema import Qualifier
from core.queries.completeness.owed_returns import SCHOOL_YEARS
from core.queries.enrolment import by_school
from core.queries.schools.planned_entrants import PLANNED, planned_entrants

PANEL = "conditions_plan"
DATASETS = ("enrolment", "conditions", "teachers")


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one school for an autumn: the size it leads to and what that many students lack; each None while it
    is not known."""

    school: JudgedSchool
    year: int
    size: PlannedSize | None
    grown: Growth | None
    reason: Symbol | None

    @property
    def over(self) -> int | None:
        """So many students by the plan are too many, or with `is_at_least` no fewer; negative: there is room for so
        many more. None where a threshold that is not known may leave less room than there are students."""
        if self.size is None or self.grown is None or self.grown.room is None:
            return None
        over = self.size.students - (self.grown.students + self.grown.room)
        return None if self.grown.is_at_most and over <= 0 else over

    @property
    def is_at_least(self) -> bool:
        return self.grown is not None and self.grown.is_at_most


@dataclass(frozen=True, slots=True)
class PlanYear:
    """An autumn that schools have sent a plan for: so many of those that are judged."""

    year: int
    reported: int
    schools: int

    @property
    def is_whole(self) -> bool:
        return self.reported == self.schools


def plan_years(context: Context, judged: JudgedYear) -> tuple[PlanYear, ...]:
    """The autumns any school has a plan for, the newest first, up to the one after the year of the conditions."""
    plans = planned_entrants(context.returns)
    owed = {school.unit_id for school in judged.with_thresholds}
    plans = plans[~plans["symbol"].isin(OWED) & plans["unit_id"].isin(owed)]
    sent = plans.loc[plans["year"] <= judged.year + 1].groupby("year")["unit_id"].nunique()
    return tuple(PlanYear(int(year), int(sent[year]), len(owed)) for year in sorted(sent.index, reverse=True))


def year_on_show(years: tuple[PlanYear, ...]) -> PlanYear | None:
    """The newest autumn that every school has a plan for, else the newest any has: a part is never the whole."""
    return next((one for one in years if one.is_whole), years[0] if years else None)


def plans_of(context: Context, standard: Standard, schools: tuple[JudgedSchool, ...], year: int) -> tuple[Plan, ...]:
    """The plan of every school for an autumn, the ones over their conditions first."""
    plans = planned_entrants(context.returns)
    asked = (year, year - 1, year - SCHOOL_YEARS, year - 1 - SCHOOL_YEARS)
    frame = pd.concat([plans, by_school(context.returns)])
    rows = observations(frame[frame["year"].isin(asked)], "measure", "unit_id")
    planning = tuple(school for school in schools if (year, PLANNED, school.unit_id) in rows)
    today = growths(context, standard, planning, 0)
    judged = [_plan(school, today[school.unit_id], year, rows) for school in planning]
    return tuple(sorted(judged, key=lambda plan: (plan.over is None, -(plan.over or 0), plan.school.name)))


def _plan(school: JudgedSchool, today: Growth | None, year: int, rows: Observations) -> Plan:
    unit = school.unit_id

    def heads_of(measure: str, of: int) -> float | None:
        return exact(rows.get((of, measure, unit)))

    size = planned_size(
        heads_of(PLANNED, year),
        heads_of("enrolment", year - 1),
        heads_of("graduates", year),
        heads_of("graduates", year - 1),
        heads_of("entrants", year - 1 - SCHOOL_YEARS),
        heads_of("entrants", year - SCHOOL_YEARS),
    )
    grown = None
    if size is not None and today is not None:
        grown = with_more(today, size.students - today.students)
    row = rows[year, PLANNED, unit]
    return Plan(school, year, size, grown, Symbol(row.symbol) if row.value is None else None)


@kept
def plan_panel(context: Context, address: Mapping[str, str]) -> Panel:
    """One row a school with a plan: students by the plan against what it can carry, and what that many would need."""
    choices = choices_of(context, address)
    chosen = None if choices is None else selection(context, choices)
    if choices is None or chosen is None:
        return nothing(PANEL, context, choices)
    texts, standard = context.texts, choices.standard
    years = plan_years(context, chosen.judged)
    shown = year_on_show(years)
    plans = () if shown is None else plans_of(context, standard, chosen.schools, shown.year)
    is_all = not plans or shown is None or shown.is_whole
    return Panel(
        id=PANEL,
        headline=of_those_known(_headline(plans, context), chosen, context, is_all=is_all),
        subtitle=context.subtitle(
            texts("conditions.plan.measure", standard=texts.of(standard.title)), texts("unit_name.persons")
        ),
        source=context.source(*DATASETS, year=chosen.judged.year),
        rows_of=DATASETS,
        table=_table(plans, standard, context),
        notes=(*_parts(years, context), *_notes(plans, chosen.judged.year, context)),
        illustrative=bool(plans) and context.tag("enrolment", measure=PLANNED) is not None,
        choices=choices.parameters,
    )


def _headline(plans: tuple[Plan, ...], context: Context) -> str:
    texts = context.texts
    if not plans:
        return texts("conditions.plan.none")
    over = [plan for plan in plans if (plan.over or 0) > 0]
    judged = sum(plan.over is not None for plan in plans)
    values = {"year": context.formats.year(plans[0].year), "schools": judged, "all": len(plans)}
    if not judged:
        return texts("conditions.plan.unknown", **values)
    if not over:
        return texts("conditions.plan.fits", **values)
    names = first_names([name_of(plan.school, context) for plan in over], context)
    students = context.formats.plain(sum(plan.over or 0 for plan in over))
    if any(plan.is_at_least for plan in over):
        students = context.formats.with_qualifier(students, Qualifier.AT_LEAST)
    return texts("conditions.plan.headline", **values, count=len(over), names=names, students=students)


def _parts(years: tuple[PlanYear, ...], context: Context) -> list[str]:
    """Of how many schools the autumn on show is, and any later one, where not all have sent a plan."""
    shown = year_on_show(years)
    return [
        context.texts(
            "conditions.plan.in_part" if one == shown else "conditions.plan.newer",
            year=context.formats.year(one.year),
            known=one.reported,
            number=one.schools,
        )
        for one in years
        if shown is not None and one.year >= shown.year and not one.is_whole
    ]


def _notes(plans: tuple[Plan, ...], judged: int, context: Context) -> tuple[str, ...]:
    texts = context.texts
    if not plans:
        return (texts("conditions.plan.needs_return"),)
    notes = [texts("conditions.plan.rule"), texts("conditions.plan.conditions_of", year=context.formats.year(judged))]
    if any(plan.size is not None and plan.size.is_estimated for plan in plans):
        notes.append(texts("conditions.plan.estimated"))
    unknown = [name_of(plan.school, context) for plan in plans if plan.over is None]
    if unknown:
        notes.append(texts("conditions.plan.cannot", count=len(unknown), names=first_names(unknown, context)))
    return tuple(notes)


def _table(plans: tuple[Plan, ...], standard: Standard, context: Context) -> Table:
    texts = context.texts
    names = (
        "school", "planned_entrants", "students_before", "leaving", "students_planned", "most_students", "over",
        "binding", "needed_planned", "not_known", "year",
    )  # fmt: skip
    numeric = names[1:7]
    return Table(
        tuple(Column(name, texts(f"column.{name}"), name == "year" or name in numeric) for name in names),
        tuple(_row(plan, standard, context) for plan in plans),
    )


def _row(plan: Plan, standard: Standard, context: Context) -> tuple[Cell, ...]:
    size, grown, labels = plan.size, plan.grown, labels_of(standard, context)
    room = None if grown is None else grown.room
    most = None if grown is None or room is None else grown.students + room
    planned = Cell(context.formats.missing_reason(plan.reason), None, missing=True) if plan.reason else dash()
    return (
        words(name_of(plan.school, context)),
        planned if size is None else heads(size.planned, context),
        heads(None if size is None else size.before, context),
        heads(None if size is None else size.leaving, context),
        heads(None if size is None else size.students, context),
        heads(most, context, at_most=plan.is_at_least),
        heads(plan.over, context, at_least=plan.is_at_least),
        *(_why(grown, labels, context) if grown is not None else (dash(), dash(), dash())),
        year_cell(plan.year),
    )


def _why(grown: Growth, labels: Mapping[str, str], context: Context) -> tuple[Cell, ...]:
    """What decides, what would be needed, and what cannot be said."""
    listed = context.texts.listed
    return (
        words(listed(labels[one.item] for one in grown.binding) or "—"),
        words(needs_in_words(grown.columns, labels, context) or "—"),
        words(listed(labels[item] for item in grown.unknown) or "—"),
    )
