"""The page of enrolment: students against the goal, by school, by programme group, and the ratio to general schools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from core.context import Context
from core.datasets import TOTAL
from core.figures import grouped_bars, stacked_bars
from core.figures.bars import Part
from core.judgement import assessment_of
from core.panels.cells import cell, known, newest_known, reason, suppressed, together, unconfirmed, unit_name
from core.panels.judgement.goals import goal_panel
from core.panels.judgement.national import national
from core.panels.pages.feeder import cross_check, feeder
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.indicators import MeasureUnit
from core.published.schema import Basis
from core.queries import enrolment

BASES = ("enrolment", "entrants")
"""The plan does not say whether its ratio is of students or of entrants; the first one drives the light."""

_INDICATOR = {"enrolment": "vocational_share", "entrants": "vocational_share_of_entrants"}
MEASURES = ("enrolment", "entrants", "graduates")
MOST_GROUPS = 12


def students(context: Context) -> Panel:
    """Secondary vocational students against their goal."""
    return goal_panel(context, "secondary_vocational_enrolment", "enrolment")


def ratio(context: Context, basis: str) -> Panel:
    """Vocational : general on the chosen basis, both head-counts beside it, the national share behind it."""
    texts, formats = context.texts, context.formats
    indicator = _INDICATOR[basis]
    assessment = assessment_of(context, indicator, "vocational_share")
    latest = assessment.latest
    heads = ""
    if latest is not None and latest.numerator is not None and latest.denominator is not None:
        heads = texts(
            "enrolment.ratio.heads",
            year=formats.year(latest.year),
            vocational=formats.quantity(latest.numerator, MeasureUnit.PERSONS, wan=False),
            general=formats.quantity(latest.denominator - latest.numerator, MeasureUnit.PERSONS, wan=False),
        )
    beside = national(context, indicator, Basis.EXCLUDING_SKILLED_WORKER_SCHOOLS)
    return goal_panel(
        context,
        indicator,
        "enrolment",
        panel_id="vocational_share",
        goal_of="vocational_share",
        choices=(("basis", basis),),
        comparisons=beside,
        notes=(
            heads,
            texts(f"enrolment.ratio.basis.{basis}"),
            texts("enrolment.ratio.national") if beside else "",
        ),
    )


def by_school(context: Context, measure: str = "enrolment") -> Panel:
    """Students, entrants or graduates by school over the years, all three in the table."""
    texts, formats = context.texts, context.formats
    frame = enrolment.by_school(context.returns)
    stock = frame[frame["measure"] == measure]
    years = sorted(int(year) for year in stock["year"].unique())
    newest = newest_known(stock)
    if newest is None:
        return _empty("enrolment_schools", texts("enrolment.schools.empty"), context)
    values = {(int(row.year), row.measure, row.unit_id): row for row in frame.itertuples(index=False)}
    names = {row.unit_id: unit_name(row, context) for row in frame.itertuples(index=False)}
    schools = sorted(names, key=lambda unit: (-(known(values.get((newest, measure, unit))) or 0), unit))
    drawn, rest = (schools, []) if len(schools) <= 5 else (schools[:4], schools[4:])
    parts = [Part(names[unit], tuple(known(values.get((year, measure, unit))) for year in years)) for unit in drawn]
    if rest:
        parts.append(
            Part(
                texts("enrolment.schools.rest", count=len(rest)),
                tuple(together([values.get((year, measure, unit)) for unit in rest]) for year in years),
            )
        )
    open_now = [unit for unit in schools if (newest, measure, unit) in values]
    largest = known(values.get((newest, measure, schools[0]))) or 0.0
    cells = [
        (
            Cell(str(year), year),
            Cell(names[unit], names[unit]),
            *(cell(values.get((year, each, unit)), context) for each in MEASURES),
        )
        for year in reversed(years)
        for unit in schools
        if any((year, each, unit) in values for each in MEASURES)
    ]
    return Panel(
        id="enrolment_schools",
        headline=texts(
            "enrolment.schools.headline",
            year=formats.year(newest),
            number=len(open_now),
            largest=names[schools[0]],
            measure=texts(f"measure.{measure}"),
            value=formats.quantity(largest, MeasureUnit.PERSONS),
        ),
        subtitle=context.subtitle(
            texts("enrolment.schools.measure", measure=texts(f"measure.{measure}")), texts("unit_name.persons")
        ),
        figure=stacked_bars(
            years,
            parts,
            MeasureUnit.PERSONS,
            formats,
            context.canvas(),
            caps=[_cap([values.get((year, measure, unit)) for unit in schools], context) for year in years],
            tag=context.tag,
        ),
        alt=texts("enrolment.schools.alt", number=len(schools)),
        table=Table(
            (
                Column("year", texts("column.year"), True),
                Column("school", texts("column.school")),
                *(Column(each, texts(f"column.{each}"), True) for each in MEASURES),
            ),
            tuple(cells),
        ),
        source=context.source("enrolment"),
        rows_of=("enrolment",),
        notes=(*_absent(stock, names, context), *suppressed(stock, context), *unconfirmed(stock, newest, context)),
        illustrative=context.tag is not None,
        choices=(("measure", measure),),
    )


def by_programme(context: Context, measure: str = "enrolment") -> Panel:
    """Students, entrants or graduates by programme group, newest year beside the one before."""
    texts, formats = context.texts, context.formats
    frame = enrolment.by_programme(context.returns)
    values = {(int(row.year), row.measure, row.programme_group): row for row in frame.itertuples(index=False)}
    years = sorted({year for year, named, _ in values if named == measure})
    newest = newest_known(frame[frame["measure"] == measure])
    if newest is None:
        return _empty("enrolment_programmes", texts("enrolment.programmes.empty"), context)
    shown = [newest, newest - 1] if newest - 1 in years else [newest]
    groups = sorted(
        {group for year, _, group in values if year in shown},
        key=lambda group: (group == TOTAL, -(known(values.get((shown[0], measure, group))) or 0), group),
    )
    drawn = [group for group in groups if any((year, measure, group) in values for year in shown)][:MOST_GROUPS]
    parts = [
        Part(formats.year(year), tuple(known(values.get((year, measure, group))) for group in drawn)) for year in shown
    ]
    first = drawn[0]
    height = round(70 + 44 * len(drawn))
    return Panel(
        id="enrolment_programmes",
        headline=texts(
            "enrolment.programmes.headline",
            year=formats.year(shown[0]),
            group=texts(f"programme_group.{first}"),
            measure=texts(f"measure.{measure}"),
            value=formats.quantity(known(values.get((shown[0], measure, first))) or 0.0, MeasureUnit.PERSONS),
        ),
        subtitle=context.subtitle(
            texts("enrolment.programmes.measure", measure=texts(f"measure.{measure}")), texts("unit_name.persons")
        ),
        figure=grouped_bars(
            [texts(f"programme_group.{group}") for group in drawn],
            parts,
            MeasureUnit.PERSONS,
            formats,
            context.canvas(height),
            tag=context.tag,
        ),
        alt=texts("enrolment.programmes.alt", number=len(drawn)),
        table=Table(
            (
                Column("year", texts("column.year"), True),
                Column("programme_group", texts("column.programme_group")),
                *(Column(each, texts(f"column.{each}"), True) for each in MEASURES),
            ),
            tuple(
                (
                    Cell(str(year), year),
                    Cell(texts(f"programme_group.{group}"), texts(f"programme_group.{group}")),
                    *(cell(values.get((year, each, group)), context) for each in MEASURES),
                )
                for year in reversed(years)
                for group in groups
                if any((year, each, group) in values for each in MEASURES)
            ),
        ),
        source=context.source("enrolment"),
        rows_of=("enrolment",),
        notes=(
            texts("enrolment.programmes.note"),
            *suppressed(frame[frame["measure"] == measure], context),
            *unconfirmed(frame, newest, context),
        ),
        illustrative=context.tag is not None,
        choices=(("measure", measure),),
    )


def _chosen(choices: Mapping[str, str], name: str, options: tuple[str, ...]) -> str:
    asked = choices.get(name, options[0])
    return asked if asked in options else options[0]


PANELS = {
    "secondary_vocational_enrolment": lambda context, _: students(context),
    "vocational_share": lambda context, choices: ratio(context, _chosen(choices, "basis", BASES)),
    "enrolment_schools": lambda context, choices: by_school(context, _chosen(choices, "measure", MEASURES)),
    "enrolment_programmes": lambda context, choices: by_programme(context, _chosen(choices, "measure", MEASURES)),
    "feeder": lambda context, _: feeder(context),
    "upper_secondary_cross_check": lambda context, _: cross_check(context),
}


def _empty(panel: str, headline: str, context: Context) -> Panel:
    return Panel(
        id=panel,
        headline=headline,
        subtitle=context.subtitle(context.texts("measure.enrolment"), context.texts("unit_name.persons")),
        source=context.source("enrolment"),
        rows_of=("enrolment",),
        table=Table((Column("year", context.texts("column.year"), True),), ()),
        illustrative=context.tag is not None,
    )


def _cap(found: Sequence[Any], context: Context) -> str:
    """The total above a bar; the reason instead when a school has no value, since the bar then lacks a part."""
    total = together(found)
    if total is not None:
        return context.formats.number(total, MeasureUnit.PERSONS)
    return next((reason(row, context) for row in found if row is not None and known(row) is None), "")


def _absent(frame: pd.DataFrame, names: Mapping[str, str], context: Context) -> tuple[str, ...]:
    """Which school left which value open, and why."""
    gaps = frame[frame["value"].isna() & (frame["symbol"] != "not_applicable")]
    return tuple(
        context.texts(
            "enrolment.schools.absent",
            school=names[row.unit_id],
            year=context.formats.year(int(row.year)),
            measure=context.texts(f"measure.{row.measure}"),
            reason=context.formats.missing_reason(row.symbol),
        )
        for row in gaps.itertuples(index=False)
    )
