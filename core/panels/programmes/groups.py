"""Entrants by the groups of the national catalogue, as every release has them, with what early warning says of each."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

import pandas as pd

from core.assess_release import assessment_of
from core.context import Context
from core.datasets import MOST_SUPPRESSED, TOTAL
from core.figures import grouped_bars
from core.figures.bars import Part
from core.panels.bars import bar_canvas
from core.panels.cells import at_least, cell, words
from core.panels.missing_value_notes import (
    empty_panel,
    provisional_mark,
    provisional_note,
    suppressed_in_frame,
    with_bound_mark,
)
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.programmes.narrowing import Served, coverage_of, industries_served
from core.panels.programmes.taught import ENROLMENT, ENTRANTS, Taught, taught
from core.panels.rows import Observation, Observations, observations, value_of
from core.panels.units_not_reported import coverage_notes, none_whole, of_part
from core.plan.indicators import MeasureUnit
from core.programmes.early_warning import Bounds, Outcome, Verdict, judge
from core.programmes.warning_rules import WarningKind, warning_rules
from core.queries import enrolment, is_whole, newest_complete_year
from core.queries.suppressed import years_without_bound
from core.text_ids.datasets import PROGRAMME_GROUP_TEXT

INDICATOR = "secondary_vocational_entrants"
YEARS_SHOWN = 4
"""Years of entrants beside each other, the newest first."""
MOST_DRAWN = 12
"""Groups with bars of their own, the largest; the table holds all."""


def groups(context: Context) -> Panel:
    """Entrants of every programme group, the newest year beside the one three years before."""
    texts, formats = context.texts, context.formats
    every_measure = enrolment.by_programme(context.returns)
    frame = every_measure[every_measure["measure"] == ENTRANTS]
    newest = newest_complete_year(frame)
    if newest is None:
        return empty_panel(
            "programme_groups",
            "programmes.groups.empty",
            "programmes.groups.measure",
            "unit_name.persons",
            "enrolment",
            context,
            column="programme_group",
            indicator=INDICATOR,
        )
    rows = observations(frame, "programme_group")
    years = tuple(range(newest, newest - YEARS_SHOWN, -1))
    names = _names(rows, years, context)
    drawn = [group for group in names if group != TOTAL][:MOST_DRAWN] or list(names)
    compared = [year for year in (years[0], years[-1]) if any((year, group) in rows for group in drawn)]
    unbounded = years_without_bound(context.returns, ("enrolment",))
    findings = {group: _verdicts(rows, group, newest, unbounded) for group in names}
    tag = context.tag("enrolment", level="secondary_vocational", measure=ENTRANTS)
    return Panel(
        id="programme_groups",
        headline=of_part(
            _headline(rows, names, findings, newest, provisional_mark(frame, newest, context), context),
            context,
            "enrolment",
        )
        if is_whole(frame, newest)
        else none_whole(assessment_of(context, INDICATOR), context),
        subtitle=context.subtitle(texts("programmes.groups.measure"), texts("unit_name.persons")),
        figure=grouped_bars(
            [with_bound_mark(names[group], [rows.get((year, group)) for year in compared], context) for group in drawn],
            [
                Part(formats.year(year), tuple(value_of(rows.get((year, group))) for group in drawn))
                for year in compared
            ],
            MeasureUnit.PERSONS,
            formats,
            bar_canvas(len(drawn), context, len(compared)),
            tag=tag,
        ),
        alt=texts("programmes.groups.alt", number=len(drawn), year=formats.year(newest)),
        table=_table(rows, _students(every_measure), names, years, findings, context),
        source=context.source("enrolment"),
        rows_of=("enrolment",),
        notes=(
            *((texts("enrolment.programmes.note"),) if TOTAL in names else ()),
            *coverage_notes(context, INDICATOR),
            *coverage_of(taught(context), context),
            *suppressed_in_frame(frame, context),
            *provisional_note(frame, newest, context),
        ),
        illustrative=tag is not None,
    )


def _names(rows: Observations, years: tuple[int, ...], context: Context) -> dict[str, str]:
    """The groups with a row in any of these years, the largest first, students without a group last."""
    present = {key[-1] for key in rows if key[0] in years}
    order = sorted(present, key=lambda group: (group == TOTAL, -(value_of(rows.get((years[0], group))) or 0.0), group))
    return {group: context.texts(PROGRAMME_GROUP_TEXT[group]) for group in order}


def _verdicts(rows: Observations, group: str, year: int, unbounded: frozenset[int]) -> tuple[Verdict, ...]:
    """What the rules of early warning about entrants say of a whole group; `unbounded` are the years whose suppressed
    numbers may be large."""
    if group == TOTAL:
        return ()
    numbers: Mapping[int, Bounds] = {
        key[0]: _bounds(row, key[0] in unbounded)
        for key, row in rows.items()
        if key[-1] == group and row.value is not None
    }
    rules = (rule for rule in warning_rules() if rule.kind is not WarningKind.FEW_SCHOOLS and rule.measure == ENTRANTS)
    return tuple(judge(rule, year, numbers, Bounds(1, 1)) for rule in rules)


def _bounds(row: Observation, is_unbounded: bool) -> Bounds:
    """What a sum can be of which suppressed numbers were left out, or those of units that have not reported."""
    value, suppressed = row.value or 0.0, row.suppressed_parts
    most = inf if row.is_part or (suppressed and is_unbounded) else MOST_SUPPRESSED * suppressed
    return Bounds(value + suppressed, value + most)


def _labels(verdicts: tuple[Verdict, ...], outcome: Outcome, context: Context) -> list[str]:
    return [context.texts.of(verdict.rule.label) for verdict in verdicts if verdict.outcome is outcome]


def _headline(
    rows: Observations,
    names: Mapping[str, str],
    findings: Mapping[str, tuple[Verdict, ...]],
    year: int,
    mark: str,
    context: Context,
) -> str:
    """How many groups have entrants, which is the largest, and which early warning speaks of."""
    texts, formats = context.texts, context.formats
    listed = [group for group in names if group != TOTAL and (value_of(rows.get((year, group))) or 0) > 0]
    values = {"year": formats.year(year), "mark": mark, "number": len(listed)}
    if not listed:
        return texts("programmes.groups.no_group", **values)
    return texts(
        "programmes.groups.headline",
        **values,
        largest=names[listed[0]],
        value=formats.quantity(value_of(rows[year, listed[0]]) or 0.0, MeasureUnit.PERSONS),
        found=_warned_of(names, findings, context),
    )


def _warned_of(names: Mapping[str, str], findings: Mapping[str, tuple[Verdict, ...]], context: Context) -> str:
    """Which groups early warning speaks of, and of how many others it cannot be said."""
    texts = context.texts
    labels = {group: _labels(verdicts, Outcome.FOUND, context) for group, verdicts in findings.items() if verdicts}
    unsaid = sum(not labels[group] and bool(_labels(findings[group], Outcome.UNSAID, context)) for group in labels)
    others = texts("programmes.warnings.unsaid", number=unsaid) if unsaid else ""
    found = [
        texts("programmes.groups.found", name=names[group], labels=texts.listed(of))
        for group, of in labels.items()
        if of
    ]
    if found:
        return texts("list.clauses").join(found) + others
    if not unsaid:
        return texts("programmes.groups.none_found")
    if unsaid == len(labels):
        return texts("programmes.groups.all_unsaid")
    return texts("programmes.groups.some_clear", number=len(labels) - unsaid) + others


def _students(frame: pd.DataFrame) -> Observations:
    return observations(frame[frame["measure"] == ENROLMENT], "programme_group")


def _table(
    rows: Observations,
    students: Observations,
    names: Mapping[str, str],
    years: tuple[int, ...],
    findings: Mapping[str, tuple[Verdict, ...]],
    context: Context,
) -> Table:
    texts = context.texts
    found, served = taught(context), industries_served(context, labels=True)
    return Table(
        (
            Column("programme_group", texts("column.programme_group")),
            Column("industries", texts("column.industries")),
            *(
                Column(f"entrants_{year}", texts("programmes.entrants_of", year=context.formats.year(year)), True)
                for year in years
            ),
            Column("students", texts("programmes.students_of", year=context.formats.year(years[0])), True),
            Column("programmes", texts("column.programmes"), True),
            Column("early_warning", texts("column.early_warning")),
        ),
        tuple(
            (
                words(names[group]),
                words(_industries(group, served, context)),
                *(cell(rows.get((year, group)), context) for year in years),
                cell(students.get((years[0], group)), context),
                _count(group, found, context),
                words(texts.listed(_warnings(findings[group], context)) or "—"),
            )
            for group in names
        ),
    )


def _warnings(verdicts: tuple[Verdict, ...], context: Context) -> list[str]:
    """The early warnings by name, and those of which it cannot be said."""
    unsaid = _labels(verdicts, Outcome.UNSAID, context)
    labels = (context.texts("programmes.list.unsaid", label=label) for label in unsaid)
    return [*_labels(verdicts, Outcome.FOUND, context), *labels]


def _industries(group: str, served: Served, context: Context) -> str:
    """The industries a whole group is paired with; students without a group have none to be paired."""
    if group == TOTAL:
        return "—"
    return context.texts.listed(served(group)) or context.texts("programmes.not_mapped")


def _count(group: str, found: Taught, context: Context) -> Cell:
    """How many programmes schools returned, at least that where some returned none; a dash for none, since nobody may
    have returned any."""
    number = sum(entry.group == group for entry in found.programmes)
    shown = Cell(str(number), number) if number else Cell("—", None)
    return at_least(shown, context) if found.year in found.part_years_of(group) else shown
