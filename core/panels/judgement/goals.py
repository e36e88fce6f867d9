"""Goals and indicators as panels: the assessment, its finding in words, its trajectory and its rows."""

from __future__ import annotations

from collections.abc import Sequence

from core.assess_release import assessment_of
from core.assessment import Assessment, Point
from core.context import Context
from core.figures import trajectory
from core.figures.trajectory import Comparison
from core.forecast import SHOWN_LEVEL
from core.panels.cells import dash, number_cell, value_or_dash, words, year_cell
from core.panels.judgement.definition_card import card
from core.panels.judgement.opinions import opinions
from core.panels.judgement.other_plans import goals_of_plans, plan_notes
from core.panels.judgement.passages import goal_passages
from core.panels.judgement.suppressed_notes import suppressed_notes
from core.panels.judgement.words import (
    alt,
    column_unit,
    evidence,
    headline,
    not_judged,
    unit_name,
)
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.units_not_reported import absent_cell, incomplete_notes, short_coverage
from core.text_ids.datasets import ROW_STATUS_TEXT


def goal_panel(
    context: Context,
    indicator_id: str,
    *datasets: str,
    panel_id: str | None = None,
    goal_of: str | None = None,
    choices: tuple[tuple[str, str], ...] = (),
    comparisons: Sequence[Comparison] = (),
    notes: Sequence[str] = (),
) -> Panel:
    """The panel of one indicator: with a goal in force its verdict, else its latest value."""
    assessment = assessment_of(context, indicator_id, goal_of)
    indicator, goal = assessment.indicator, assessment.goal
    texts = context.texts
    return Panel(
        id=panel_id or indicator_id,
        headline=headline(assessment, context),
        subtitle=context.subtitle(texts.of(indicator.label), unit_name(indicator, context)),
        figure=trajectory(
            assessment,
            context.formats,
            context.canvas(),
            comparisons,
            context.plan_on_show,
            goals_of_plans(context, goal_of or indicator_id),
        ),
        alt=alt(assessment, context),
        table=table(assessment, context),
        source=context.source(*datasets),
        notes=(
            *not_judged(assessment, context),
            *plan_notes(context, goal_of or indicator_id),
            *incomplete_notes(assessment, context),
            *(note for note in notes if note),
            *suppressed_notes(assessment, context),
        ),
        opinions=opinions(assessment, context),
        card=card(assessment, context),
        evidence=evidence(assessment, context),
        indicator=indicator,
        goal=goal,
        illustrative=assessment.illustrative,
        choices=choices,
        by_year=True,
        passages=goal_passages(goal, context),
    )


def table(assessment: Assessment, context: Context) -> Table:
    """One row a year: observed value with its parts, required path, goal, difference, status of the value."""
    ahead = _ahead(assessment)
    years = sorted(
        {point.year for point in assessment.observed}
        | {year for year, _ in assessment.required_from_base}
        | ahead.keys()
    )
    return Table(
        _columns(assessment, bool(ahead), context),
        tuple(
            (
                year_cell(year),
                _value(assessment, year, context),
                *_parts(assessment, year, context),
                *_required(assessment, year, context),
                *_projected(assessment, ahead.get(year, (None, None, None)) if ahead else (), context),
                _row_status(assessment.at(year), context),
            )
            for year in years
        ),
    )


def _columns(assessment: Assessment, with_forecast: bool, context: Context) -> tuple[Column, ...]:
    texts, indicator = context.texts, assessment.indicator
    unit = column_unit(indicator, context)
    columns = [Column("year", texts("column.year"), True), Column("value", texts("column.value", unit=unit), True)]
    if indicator.unit.is_share and indicator.numerator is not None and indicator.denominator is not None:
        columns.append(Column("numerator", texts.of(indicator.numerator), True))
        columns.append(Column("denominator", texts.of(indicator.denominator), True))
    if assessment.goal is not None:
        columns.append(Column("required", texts("column.required", unit=unit), True))
        columns.append(Column("goal", texts("column.goal", unit=unit), True))
    if with_forecast:
        percent = context.formats.plain(SHOWN_LEVEL * 100)
        columns.append(Column("projected", texts("column.projected", unit=unit), True))
        columns.append(Column("interval_low", texts("column.interval_low", band=percent), True))
        columns.append(Column("interval_high", texts("column.interval_high", band=percent), True))
    return (*columns, Column("status", texts("column.status")))


def _value(assessment: Assessment, year: int, context: Context) -> Cell:
    """The observed value of a year; without one why there is none."""
    share, goal, point = assessment.indicator.unit.is_share, assessment.goal, assessment.at(year)
    if point is not None:
        return number_cell(point.value, point.symbol, share, context, None if goal is None else goal.value)
    return absent_cell(assessment, year, context)


def _parts(assessment: Assessment, year: int, context: Context) -> tuple[Cell, ...]:
    """Numerator and denominator of a share; nothing for a count."""
    indicator, point = assessment.indicator, assessment.at(year)
    if not indicator.unit.is_share or indicator.numerator is None or indicator.denominator is None:
        return ()
    # Parts that are not there are missing for the reason their share is.
    if point is None or point.value is None:
        return (_value(assessment, year, context),) * 2
    return tuple(value_or_dash(part, False, context) for part in (point.numerator, point.denominator))


def _required(assessment: Assessment, year: int, context: Context) -> tuple[Cell, ...]:
    """The required value of a year and, in the target year, the goal; nothing without a goal."""
    goal, share = assessment.goal, assessment.indicator.unit.is_share
    if goal is None:
        return ()
    target = goal.value if year == goal.target_year else None
    whole = assessment.indicator.unit.is_heads
    return (
        value_or_dash(assessment.expected(year), share, context, whole=whole),
        value_or_dash(target, share, context),
    )


def _projected(assessment: Assessment, values: Sequence[float | None], context: Context) -> tuple[Cell, ...]:
    unit = assessment.indicator.unit
    return tuple(value_or_dash(value, unit.is_share, context, whole=unit.is_heads) for value in values)


def _ahead(assessment: Assessment) -> dict[int, tuple[float | None, ...]]:
    """The years a forecast reaches: the central value, then low and high of the interval shown."""
    forecast = assessment.forecast
    if forecast is None:
        return {}
    low, high = forecast.interval(SHOWN_LEVEL) or ((None,) * len(forecast.years),) * 2
    return {
        year: (float(mean), *(None if side is None else float(side) for side in edges))
        for year, mean, *edges in zip(forecast.years, forecast.mean, low, high, strict=True)
    }


def _row_status(point: Point | None, context: Context) -> Cell:
    if point is None:
        return dash()
    coverage = short_coverage(point, context)
    if coverage:
        return words(coverage)
    status = context.texts(ROW_STATUS_TEXT[point.status])
    if point.provisional:
        status = context.texts("status.row.with_provisional", status=status)
    return words(context.texts("status.row.lower_bound", status=status) if point.lower_bound else status)
