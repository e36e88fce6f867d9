"""Goals and indicators as panels: the assessment, its finding in words, its trajectory and its rows."""

from __future__ import annotations

from collections.abc import Sequence

from core.assessment import Assessment, Point
from core.context import Context
from core.figures import trajectory
from core.figures.trajectory import Comparison
from core.forecast import SHOWN_LEVEL
from core.judgement import assessment_of
from core.panels.cells import number_cell
from core.panels.judgement.indicator_card import card
from core.panels.judgement.opinions import opinions
from core.panels.judgement.words import alt, evidence, headline, not_judged, unit_name
from core.panels.notes import suppressed_in_points
from core.panels.panel import Cell, Column, Panel, Table


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
        figure=trajectory(assessment, context.formats, context.canvas(), comparisons),
        alt=alt(assessment, context),
        table=table(assessment, context),
        source=context.source(*datasets),
        notes=(
            *not_judged(assessment, context),
            *(note for note in notes if note),
            *suppressed_in_points(assessment.observed, context),
        ),
        opinions=opinions(assessment, context),
        card=card(assessment, context),
        evidence=evidence(assessment, context),
        indicator=indicator,
        goal=goal,
        illustrative=assessment.illustrative,
        choices=choices,
        by_year=True,
    )


def table(assessment: Assessment, context: Context) -> Table:
    """One row a year: observed value with its parts, required path, goal, difference, status of the value."""
    texts = context.texts
    indicator, goal = assessment.indicator, assessment.goal
    share = indicator.unit.is_share
    unit = texts("unit_name.share") if share else unit_name(indicator, context)
    columns = [Column("year", texts("column.year"), True), Column("value", texts("column.value", unit=unit), True)]
    if share and indicator.numerator is not None and indicator.denominator is not None:
        columns.append(Column("numerator", texts.of(indicator.numerator), True))
        columns.append(Column("denominator", texts.of(indicator.denominator), True))
    if goal is not None:
        columns.append(Column("required", texts("column.required", unit=unit), True))
        columns.append(Column("goal", texts("column.goal", unit=unit), True))
    ahead = _ahead(assessment)
    if ahead:
        columns.append(Column("projected", texts("column.projected", unit=unit), True))
        percent = context.formats.plain(SHOWN_LEVEL * 100)
        columns.append(Column("interval_low", texts("column.interval_low", band=percent), True))
        columns.append(Column("interval_high", texts("column.interval_high", band=percent), True))
    columns.append(Column("status", texts("column.status")))
    years = sorted(
        {point.year for point in assessment.observed}
        | {year for year, _ in assessment.required_from_base}
        | ahead.keys()
    )
    newest = max((point.year for point in assessment.observed), default=0)
    rows = []
    for year in years:
        point = assessment.at(year)
        row = [Cell(str(year), year)]
        row.append(
            (number_cell(None, "not_published", share, context) if year > newest else Cell("—", None))
            if point is None
            else number_cell(point.value, point.symbol, share, context, None if goal is None else goal.value)
        )
        if share and len(columns) > 3 and indicator.numerator is not None:
            for part in (point.numerator, point.denominator) if point is not None else (None, None):
                row.append(Cell("—", None) if part is None else number_cell(part, "", False, context))
        if goal is not None:
            expected = assessment.expected(year)
            row.append(Cell("—", None) if expected is None else number_cell(expected, "", share, context))
            row.append(number_cell(goal.value, "", share, context) if year == goal.target_year else Cell("—", None))
        if ahead:
            for value in ahead.get(year, (None, None, None)):
                row.append(Cell("—", None) if value is None else number_cell(value, "", share, context))
        row.append(_row_status(point, context))
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows))


def _ahead(assessment: Assessment) -> dict[int, tuple[float | None, ...]]:
    """The years a forecast reaches: the central value, then low and high of the interval shown."""
    found = assessment.forecast
    if found is None:
        return {}
    low, high = found.interval(SHOWN_LEVEL) or ((None,) * len(found.years),) * 2
    return {
        year: (float(mean), *(None if side is None else float(side) for side in edges))
        for year, mean, *edges in zip(found.years, found.mean, low, high, strict=True)
    }


def _row_status(point: Point | None, context: Context) -> Cell:
    if point is None:
        return Cell("—", None)
    words = context.texts(f"status.row.{point.status.value}")
    if point.provisional:
        words = context.texts("status.row.with_provisional", status=words)
    return Cell(words, words)
