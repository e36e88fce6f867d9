"""Whether the plan's numbers for upper-secondary education fit together."""

from __future__ import annotations

from dataclasses import dataclass

from core import queries
from core.assessment import Point, points
from core.context import Context
from core.datasets import Symbol
from core.figures import grouped_bars
from core.figures.bars import Part
from core.panels.cells import cell, dash, number_cell, value_or_dash, words
from core.panels.missing_value_notes import suppressed_in_points
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.rows import exact, value_of
from core.plan.indicators import MeasureUnit
from core.scenario.models.cohort_flow import STUDY_YEARS

INDICATORS = ("secondary_vocational_enrolment", "general_high_enrolment", "upper_secondary_enrolment")


@dataclass(frozen=True, slots=True)
class _Implied:
    """What the goals for vocational students and for their share imply together, in persons; `share` is 0..1."""

    share: float
    vocational: float

    @property
    def everyone(self) -> float:
        return self.vocational / self.share

    @property
    def general(self) -> float:
        return self.everyone - self.vocational

    @property
    def values(self) -> tuple[float, float, float]:
        """In the order of `INDICATORS`."""
        return self.vocational, self.general, self.everyone


def cross_check(context: Context) -> Panel:
    """What the two goals imply together, beside what is there: vocational, general and all upper-secondary students.

    With V students as the goal for vocational schools and s as the goal for their share, general schools would hold
    V (1 - s) / s, and all of them V / s; a year of entrants is a third of that (clause 一(三)).
    """
    texts, formats = context.texts, context.formats
    students = context.goal_in_force("secondary_vocational_enrolment")
    share = context.goal_in_force("vocational_share")
    implied = None if students is None or share is None else _Implied(share.value, students.value)
    year, observed = _newest_common_year(context)
    labels = [_label(name, point, context) for name, point in zip(INDICATORS, observed, strict=True)]
    title = texts("cross_check.observed", year=formats.year(year or context.as_of.year))
    parts = [Part(title, tuple(value_of(point) for point in observed))]
    if implied is not None:
        parts.append(Part(texts("cross_check.implied"), implied.values))
    headline = _headline(implied, context)
    tag = context.tag_of([point for point in observed if point is not None])
    return Panel(
        id="upper_secondary_cross_check",
        headline=headline,
        subtitle=context.subtitle(texts("cross_check.measure"), texts("unit_name.persons")),
        figure=grouped_bars(labels, parts, MeasureUnit.PERSONS, formats, context.canvas(260), tag=tag),
        alt=headline,
        table=Table(
            (
                Column("kind", texts("column.kind")),
                Column("observed", title, True),
                Column("implied", texts("cross_check.implied"), True),
                Column("difference", texts("column.difference"), True),
            ),
            tuple(
                (
                    words(label),
                    cell(point, context),
                    value_or_dash(goal, False, context),
                    _difference(point, goal, context),
                )
                for label, point, goal in zip(
                    labels, observed, (None, None, None) if implied is None else implied.values, strict=True
                )
            ),
        ),
        source=context.source("enrolment", year=year),
        rows_of=("enrolment",),
        notes=(*_notes(implied, context), *suppressed_in_points([point for point in observed if point], context)),
        goal=students,
        illustrative=tag is not None,
    )


def _label(indicator: str, observed: Point | None, context: Context) -> str:
    """What is counted, marked where the value observed is a lower bound."""
    mark = context.formats.value_mark(False, observed is not None and observed.lower_bound)
    return context.texts.of(context.plan.indicator(indicator).short_label) + mark


def _newest_common_year(context: Context) -> tuple[int | None, list[Point | None]]:
    """The newest year in which all three have a value, and their points of it.

    One year for all three: a sum beside parts of another year would be no sum.
    """
    series = [{point.year: point for point in _points(context, name) if point.value is not None} for name in INDICATORS]
    year = max(set.intersection(*(set(points_by_year) for points_by_year in series)), default=None)
    return year, [None if year is None else points_by_year[year] for points_by_year in series]


def _headline(implied: _Implied | None, context: Context) -> str:
    texts, formats = context.texts, context.formats
    if implied is None:
        return texts("cross_check.no_goal")
    return texts(
        "cross_check.headline",
        ratio=formats.number(implied.share, MeasureUnit.RATIO),
        vocational=formats.quantity(implied.vocational, MeasureUnit.PERSONS),
        general=formats.quantity(implied.general, MeasureUnit.PERSONS),
        total=formats.quantity(implied.everyone, MeasureUnit.PERSONS),
    )


def _notes(implied: _Implied | None, context: Context) -> tuple[str, ...]:
    if implied is None:
        return (context.texts("cross_check.no_goal"),)
    return tuple(
        note for note in (_entrants_needed(context, implied.everyone), context.texts("cross_check.note")) if note
    )


def _entrants_needed(context: Context, total: float) -> str:
    """The entrants a year that this many students take, beside the junior graduates there are."""
    graduates = next(
        (point for point in reversed(_points(context, "junior_graduates")) if point.value is not None), None
    )
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


def _points(context: Context, indicator: str) -> tuple[Point, ...]:
    return points(queries.series(context.returns, indicator))


def _difference(point: Point | None, implied: float | None, context: Context) -> Cell:
    if point is None or point.value is None or implied is None:
        return dash()
    known = exact(point)
    if known is None:  # the value is a lower bound
        return number_cell(None, Symbol.SUPPRESSED, False, context)
    return number_cell(known - implied, "", False, context)
