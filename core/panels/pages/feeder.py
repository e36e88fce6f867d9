"""Where upper-secondary students come from: births, junior graduates and the entrants of both kinds of school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core import queries
from core.assessment import Point, points
from core.context import Context
from core.figures import lines
from core.figures.lines import LineSeries
from core.panels.cells import cell, year_cell
from core.panels.missing_value_notes import suppressed_in_points
from core.panels.panel import Column, Panel, Table
from core.panels.units_not_reported import coverage_notes
from core.plan.indicators import MeasureUnit

SERIES = ("births", "junior_graduates", "secondary_vocational_entrants", "general_high_entrants")


def feeder(context: Context) -> Panel:
    """Births, junior-secondary graduates and the entrants of both kinds of school over the years."""
    texts, plan = context.texts, context.plan
    series = {name: points(queries.series(context.returns, name)) for name in SERIES}
    drawn = [
        _line(texts.of(plan.indicator(name).short_label), observed) for name, observed in series.items() if observed
    ]
    graduates = [point for point in series["junior_graduates"] if point.value is not None]
    tag = context.tag_of(*series.values())
    return Panel(
        id="feeder",
        headline=_headline(graduates, context),
        subtitle=context.subtitle(texts("feeder.measure"), texts("unit_name.persons")),
        figure=lines(drawn, MeasureUnit.PERSONS, context.formats, context.canvas(), tag=tag) if drawn else None,
        alt=texts("feeder.alt"),
        table=_table(series, context),
        source=context.source("cohorts", "enrolment"),
        rows_of=("cohorts", "enrolment"),
        notes=(
            texts("feeder.note"),
            *coverage_notes(context, *SERIES),
            *_provisional_note(graduates, context),
            *(note for observed in series.values() for note in suppressed_in_points(observed, context)),
        ),
        illustrative=tag is not None,
    )


def _line(name: str, observed: Sequence[Point]) -> LineSeries:
    return LineSeries(
        name,
        tuple((point.year, point.value) for point in observed),
        frozenset(point.year for point in observed if point.provisional),
    )


def _table(series: Mapping[str, Sequence[Point]], context: Context) -> Table:
    """One row a year with a column a series."""
    texts, plan = context.texts, context.plan
    columns = [{point.year: point for point in observed} for observed in series.values()]
    return Table(
        (
            Column("year", texts("column.year"), True),
            *(Column(name, texts.of(plan.indicator(name).label), True) for name in series),
        ),
        tuple(
            (year_cell(year), *(cell(by_year.get(year), context) for by_year in columns))
            for year in sorted({year for by_year in columns for year in by_year})
        ),
    )


def _provisional_note(graduates: Sequence[Point], context: Context) -> tuple[str, ...]:
    """A sentence when the newest number of graduates is not yet confirmed."""
    if not graduates or not graduates[-1].provisional:
        return ()
    return (context.texts("note.provisional", years=context.formats.year(graduates[-1].year)),)


def _headline(graduates: Sequence[Point], context: Context) -> str:
    """How many junior graduates there were last, and how many fewer or more than at first."""
    texts, formats = context.texts, context.formats
    if not graduates:
        return texts("feeder.empty")
    first, last = graduates[0], graduates[-1]
    change = (last.value or 0.0) - (first.value or 0.0)
    shown = formats.comparison(last.value or 0.0, first.value or 0.0, MeasureUnit.PERSONS)
    values = {"year": formats.year(last.year), "value": formats.with_unit(shown.value, MeasureUnit.PERSONS)}
    if first is last:
        return texts("feeder.headline.alone", **values)
    values["first_year"] = formats.year(first.year)
    if shown.value == shown.other:
        return texts("feeder.headline.same", **values)
    return texts("feeder.headline.fewer" if change < 0 else "feeder.headline.more", change=shown.difference, **values)
