"""Where upper-secondary students come from, and whether the plan's numbers fit together."""

from __future__ import annotations

from core import queries
from core.assessment import Point, points
from core.context import Context
from core.figures import grouped_bars, lines
from core.figures.bars import Part
from core.figures.lines import Line
from core.panels.cells import number_cell
from core.panels.judgement.words import partial
from core.panels.panel import Cell, Column, Panel, Table
from core.plan.indicators import MeasureUnit
from core.scenario.models.cohort_flow import STUDY_YEARS

SERIES = ("births", "junior_graduates", "secondary_vocational_entrants", "general_high_entrants")


def feeder(context: Context) -> Panel:
    """Births, junior-secondary graduates and the entrants of both kinds of school over the years."""
    texts, formats = context.texts, context.formats
    known = {name: _points(context, name) for name in SERIES}
    drawn = [
        Line(
            texts.of(context.plan.indicator(name).short_label),
            tuple((point.year, point.value) for point in series),
            frozenset(point.year for point in series if point.provisional),
        )
        for name, series in known.items()
        if series
    ]
    graduates = [point for point in known["junior_graduates"] if point.value is not None]
    if graduates:
        first, last = graduates[0], graduates[-1]
        change = (last.value or 0.0) - (first.value or 0.0)
        headline = texts(
            "feeder.headline.fewer" if change < 0 else "feeder.headline.more",
            year=formats.year(last.year),
            value=formats.quantity(last.value or 0.0, MeasureUnit.PERSONS),
            first_year=formats.year(first.year),
            change=formats.difference(change, MeasureUnit.PERSONS),
        )
    else:
        headline = texts("feeder.empty")
    years = sorted({point.year for series in known.values() for point in series})
    by_year = {name: {point.year: point for point in series} for name, series in known.items()}
    return Panel(
        id="feeder",
        headline=headline,
        subtitle=context.subtitle(texts("feeder.measure"), texts("unit_name.persons")),
        figure=lines(drawn, MeasureUnit.PERSONS, formats, context.canvas(), tag=context.tag) if drawn else None,
        alt=texts("feeder.alt"),
        table=Table(
            (
                Column("year", texts("column.year"), True),
                *(Column(name, texts.of(context.plan.indicator(name).label), True) for name in SERIES),
            ),
            tuple(
                (
                    Cell(str(year), year),
                    *(
                        number_cell(by_year[name][year].value, by_year[name][year].symbol, False, context)
                        if year in by_year[name]
                        else Cell("—", None)
                        for name in SERIES
                    ),
                )
                for year in years
            ),
        ),
        source=context.source("cohorts", "enrolment"),
        rows_of=("cohorts", "enrolment"),
        notes=(
            texts("feeder.note"),
            *(
                texts("note.provisional", years=formats.year(point.year))
                for point in graduates[-1:]
                if point.provisional
            ),
            *(note for series in known.values() for note in partial(series, context)),
        ),
        illustrative=context.tag is not None,
    )


def cross_check(context: Context) -> Panel:
    """What the two goals imply together, beside what is there: vocational, general and all upper-secondary students.

    With V students as the goal for vocational schools and s as the goal for their share, general schools would hold
    V (1 - s) / s, and all of them V / s; a year of entrants is a third of that (clause 一(三)).
    """
    texts, formats = context.texts, context.formats
    stock = context.plan.goal_in_force("secondary_vocational_enrolment", context.as_of)
    share = context.plan.goal_in_force("vocational_share", context.as_of)
    rows = ("secondary_vocational_enrolment", "general_high_enrolment", "upper_secondary_enrolment")
    series = {name: {point.year: point for point in _points(context, name) if point.value is not None} for name in rows}
    # One year for all three: a sum beside parts of another year would be no sum.
    shared = set.intersection(*(set(points_by_year) for points_by_year in series.values()))
    observed_year = max(shared, default=None)
    now = {name: None if observed_year is None else series[name][observed_year] for name in rows}
    implied: dict[str, float | None] = dict.fromkeys(rows)
    if stock is not None and share is not None:
        everyone = stock.value / share.value
        implied = dict(zip(rows, (stock.value, everyone - stock.value, everyone), strict=True))
    labels = [texts.of(context.plan.indicator(name).short_label) for name in rows]
    shown_year = formats.year(observed_year or context.as_of.year)
    parts = [
        Part(
            texts("cross_check.observed", year=shown_year),
            tuple(_value(now[name]) for name in rows),
        )
    ]
    notes: tuple[str, ...] = (texts("cross_check.no_goal"),)
    headline = texts("cross_check.no_goal")
    total = implied["upper_secondary_enrolment"]
    if total is not None and stock is not None and share is not None:
        parts.append(Part(texts("cross_check.implied"), tuple(implied[name] for name in rows)))
        headline = texts(
            "cross_check.headline",
            ratio=formats.number(share.value, MeasureUnit.RATIO),
            vocational=formats.quantity(stock.value, MeasureUnit.PERSONS),
            general=formats.quantity(implied["general_high_enrolment"] or 0.0, MeasureUnit.PERSONS),
            total=formats.quantity(total, MeasureUnit.PERSONS),
        )
        notes = (_intake(context, total), texts("cross_check.note"))
    return Panel(
        id="upper_secondary_cross_check",
        headline=headline,
        subtitle=context.subtitle(texts("cross_check.measure"), texts("unit_name.persons")),
        figure=grouped_bars(labels, parts, MeasureUnit.PERSONS, formats, context.canvas(260), tag=context.tag),
        alt=headline,
        table=Table(
            (
                Column("kind", texts("column.kind")),
                Column("observed", texts("cross_check.observed", year=shown_year), True),
                Column("implied", texts("cross_check.implied"), True),
                Column("difference", texts("column.difference"), True),
            ),
            tuple(
                (
                    Cell(label, label),
                    _point_cell(now[name], context),
                    Cell("—", None) if implied[name] is None else number_cell(implied[name], "", False, context),
                    _difference(now[name], implied[name], context),
                )
                for name, label in zip(rows, labels, strict=True)
            ),
        ),
        source=context.source("enrolment"),
        rows_of=("enrolment",),
        notes=tuple(note for note in notes if note),
        goal=stock,
        illustrative=context.tag is not None,
    )


def _intake(context: Context, total: float) -> str:
    """The entrants a year that this many students take, beside the junior graduates there are."""
    graduates = next((p for p in reversed(_points(context, "junior_graduates")) if p.value is not None), None)
    if graduates is None or graduates.value is None:
        return ""
    formats = context.formats
    return context.texts(
        "cross_check.intake",
        total=formats.quantity(total, MeasureUnit.PERSONS),
        entrants=formats.quantity(total / STUDY_YEARS, MeasureUnit.PERSONS),
        year=formats.year(graduates.year),
        graduates=formats.quantity(graduates.value, MeasureUnit.PERSONS),
    )


def _value(point: Point | None) -> float | None:
    return None if point is None else point.value


def _points(context: Context, indicator: str) -> tuple[Point, ...]:
    return points(queries.series(context.returns, indicator))


def _point_cell(point: Point | None, context: Context) -> Cell:
    return Cell("—", None) if point is None else number_cell(point.value, point.symbol, False, context)


def _difference(point: Point | None, implied: float | None, context: Context) -> Cell:
    if point is None or point.value is None or implied is None:
        return Cell("—", None)
    return number_cell(point.value - implied, "", False, context)
