"""The closing evaluation on a page: one goal year by year with what its forecasts said, and all goals in one table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from core.assess_release import assessment_of
from core.assessment import (
    Assessment,
    ClosingEvaluation,
    ClosingYear,
    IntervalRecord,
    Point,
    Vintage,
    evaluate_closing,
)
from core.context import Context
from core.figures import hindsight
from core.figures.palette import INK
from core.forecast import SHOWN_LEVEL
from core.panels.cells import bound_cell, dash, number_cell, words
from core.panels.judgement.closing_record import lesson, record, record_word
from core.panels.judgement.definition_card import card
from core.panels.judgement.gaps import better_or_short, way_gone
from core.panels.judgement.opinions import verdict
from core.panels.judgement.suppressed_notes import suppressed_notes
from core.panels.judgement.words import (
    alt,
    column_unit,
    status_word,
    status_word_of,
    unit_name,
    why_missing,
)
from core.panels.panel import Cell, Column, Opinion, Panel, Table
from core.panels.rows import exact
from core.panels.units_not_reported import absent_cell, years_nobody_reported
from core.text_ids.judgement import STRENGTH_TEXT

PANEL = "closing"


def closing_of(context: Context, indicator_id: str) -> ClosingEvaluation | None:
    """The evaluation of one goal from every release known by the as-of date, of its own kind only; None before the goal
    is due."""
    assessment = assessment_of(context, indicator_id)
    if not assessment.closed:
        return None
    then = (
        (snapshot, assessment_of(replace(context, snapshot=snapshot), indicator_id))
        for snapshot in context.releases.alike(context.snapshot)
        if snapshot.as_of <= context.as_of
    )
    return evaluate_closing(
        assessment,
        [
            Vintage(snapshot.as_of, snapshot.id, known.observed, known.status if known.goal is not None else None)
            for snapshot, known in then
        ],
    )


def closing_panels(context: Context, *indicator_ids: str) -> tuple[Panel, ...]:
    """The panel of each of these goals that is due."""
    evaluations = (closing_of(context, id) for id in indicator_ids)
    return tuple(_panel(closing, context) for closing in evaluations if closing is not None)


def closing_panel(context: Context, indicator_id: str) -> Panel:
    """The panel of one goal; before its due date an empty one that says so."""
    panels = closing_panels(context, indicator_id)
    if panels:
        return panels[0]
    texts, goal = context.texts, context.goal_in_force(indicator_id)
    indicator = context.plan.indicator(indicator_id)
    return Panel(
        id=PANEL,
        headline=texts("closing_panel.no_goal", label=texts.of(indicator.label))
        if goal is None
        else texts("closing_panel.open", label=texts.of(indicator.label), due=context.formats.day(goal.due)),
        subtitle=context.subtitle(texts("closing_panel.measure"), unit_name(indicator, context)),
        source=texts("closing_panel.source", release=context.snapshot.id, releases=texts("closing_panel.no_release")),
        table=Table((), ()),
        choices=(("indicator", indicator_id),),
    )


def result(closing: ClosingEvaluation, context: Context) -> str:
    """By how much, how much of the way, when first: clauses of one sentence without its full stop."""
    assessment, texts, formats = closing.assessment, context.texts, context.formats
    base, gap = assessment.base, assessment.gap
    # Of a lower bound no share of the way is known.
    gone = way_gone(assessment) if exact(base) is not None and exact(assessment.latest) is not None else None
    if gap is None:
        return texts("closing_panel.not_published", missing=why_missing(assessment, context))
    is_exact = not gap and exact(assessment.latest) is not None
    clauses = [texts("closing_panel.exactly") if is_exact else better_or_short(gap, assessment, context)]
    if base is not None and gone is not None and gone >= 0:
        clauses.append(_way(gone, base.year, context))
    if closing.first_reached is None:
        clauses.append(texts("closing_panel.never"))
    else:
        reached = "closing_panel.lost" if closing.lost_again else "closing_panel.first"
        clauses.append(texts(reached, year=formats.year(closing.first_reached)))
    missing = _years_without_value(closing, context)
    if missing:
        clauses.append(texts("closing_panel.without_value", years=texts.listed(formats.year(year) for year in missing)))
    return texts("closing_panel.joint").join(clauses)


def _years_without_value(closing: ClosingEvaluation, context: Context) -> tuple[int, ...]:
    """The years on the way of which a value was owed and is not there: then nobody knows what was reached in them."""
    assessment = closing.assessment
    absent = {point.year for point in assessment.observed if point.value is None}
    absent.update(years_nobody_reported(assessment, context))
    return tuple(year.year for year in closing.years[:-1] if year.year in absent)


def _way(gone: Decimal, base_year: int, context: Context) -> str:
    """How much of the way from the baseline to the goal is gone, in percent; how many times it, beyond the goal."""
    texts, formats, base = context.texts, context.formats, context.formats.year(base_year)
    if gone <= 100:
        return texts("closing_panel.way", share=formats.plain(float(gone)), base=base)
    times = formats.plain(float(gone) / 100, 2, trim=True)
    return texts("closing_panel.way_beyond", times=times, base=base)


def _panel(closing: ClosingEvaluation, context: Context) -> Panel:
    assessment, texts = closing.assessment, context.texts
    indicator, goal = assessment.indicator, assessment.goal
    assert goal is not None
    return Panel(
        id=PANEL,
        headline=texts(
            "closing_panel.headline", label=texts.of(indicator.short_label), finding=result(closing, context)
        ),
        subtitle=context.subtitle(texts("closing_panel.measure"), unit_name(indicator, context)),
        figure=hindsight(closing, context.formats, context.canvas()),
        alt=texts.joined([alt(assessment, context), record(closing, context)]),
        table=_table(closing, context),
        source=texts(
            "closing_panel.source",
            release=context.snapshot.id,
            releases=texts.listed(
                year.vintage.release for year in closing.years if year.vintage and year.vintage.release
            )
            or texts("closing_panel.no_release"),
        ),
        notes=(*_notes(closing, context), *suppressed_notes(assessment, context)),
        opinions=(
            verdict(assessment, context),
            Opinion(
                "record", texts("opinion.record"), "◷", record_word(closing, context), INK, record(closing, context)
            ),
        ),
        card=card(assessment, context),
        indicator=indicator,
        goal=goal,
        illustrative=assessment.illustrative,
        choices=(("indicator", indicator.id),),
        by_year=True,
        place=f"{PANEL}_{indicator.id}",
    )


def _notes(closing: ClosingEvaluation, context: Context) -> tuple[str, ...]:
    made = [
        year.year
        for year in closing.years
        if year.vintage is not None and year.vintage.release is None and year.vintage.observed
    ]
    if not made:
        return ()
    years = context.texts.listed(context.formats.year(year) for year in made)
    return (context.texts("closing_panel.reconstructed", years=years),)


def _table(closing: ClosingEvaluation, context: Context) -> Table:
    texts, formats, assessment = context.texts, context.formats, closing.assessment
    indicator, goal = assessment.indicator, assessment.goal
    assert goal is not None
    share = indicator.unit.is_share
    unit = column_unit(indicator, context)
    target_year = formats.year(goal.target_year)
    columns = (
        Column("year", texts("column.year"), True),
        Column("required", texts("column.required", unit=unit), True),
        Column("value", texts("column.value", unit=unit), True),
        Column("known_then", texts("column.known_then", unit=unit), True),
        Column("vintage", texts("column.vintage")),
        Column("light_then", texts("column.light_then")),
        Column("forecast", texts("column.forecast_then", year=target_year, unit=unit), True),
        Column("interval_low", texts("column.interval_low", band=formats.plain(SHOWN_LEVEL * 100)), True),
        Column("interval_high", texts("column.interval_high", band=formats.plain(SHOWN_LEVEL * 100)), True),
        Column("error", texts("column.forecast_error", unit=texts("unit_name.points") if share else unit), True),
    )

    def cell(value: float | None) -> Cell:
        whole = indicator.unit.is_heads
        return dash() if value is None else number_cell(value, "", share, context, goal.value, whole=whole)

    rows = []
    for year in closing.years:
        vintage = year.vintage
        release = vintage.release if vintage is not None else None
        status = vintage.status if vintage is not None else None
        low, high = year.interval or (None, None)
        rows.append(
            (
                Cell(str(year.year), year.year),
                cell(year.expected),
                bound_cell(assessment.at(year.year), cell(year.observed), context)
                if year.observed is not None
                else _why_missing(assessment, year.year, context),
                bound_cell(_known_then(year), cell(year.known_then), context) if release is not None else dash(),
                words(release or (texts("closing_panel.todays_values") if vintage and vintage.observed else "—")),
                words(status_word_of(status, assessment.binding, context) if status is not None else "—"),
                cell(year.forecast),
                cell(low),
                cell(high),
                cell(year.error),
            )
        )
    return Table(columns, tuple(rows))


def _known_then(year: ClosingYear) -> Point | None:
    """The value of a year as it was known in it."""
    observed = () if year.vintage is None else year.vintage.observed
    return next((point for point in observed if point.year == year.year), None)


def _why_missing(assessment: Assessment, year: int, context: Context) -> Cell:
    point = assessment.at(year)
    if point is None:
        return absent_cell(assessment, year, context)
    return number_cell(None, point.symbol, False, context)


def evaluation(context: Context) -> tuple[tuple[tuple[Cell, ...], ...], str]:
    """One row a goal that is due, commitments first: wording, goal, value, result, by how much, when, forecasts.

    And how often the intervals of all of them together held the value that came, in a sentence.
    """
    texts, formats = context.texts, context.formats
    rows, hits, tried = [], 0, 0
    for goal in sorted(context.goals_in_force(), key=lambda goal: not goal.binding):
        closing = closing_of(context, goal.indicator)
        if closing is None:
            continue
        hits, tried = hits + closing.hits, tried + closing.tries
        assessment, unit = closing.assessment, closing.assessment.indicator.unit
        latest, gap = assessment.latest, assessment.gap
        target, value = formats.quantity(goal.value, unit), why_missing(assessment, context)
        if gap is not None and latest is not None and latest.value is not None:
            shown = formats.comparison(latest.value, goal.value, unit)
            value, target = formats.with_unit(shown.value, unit), formats.with_unit(shown.other, unit)
            value += formats.value_mark(latest.provisional, latest.lower_bound)
        rows.append(
            (
                replace(words(texts.of(assessment.indicator.short_label)), leads=(("indicator", goal.indicator),)),
                words(texts(STRENGTH_TEXT[goal.strength])),
                words(target),
                words(value),
                words(status_word(assessment, context)),
                words("—" if gap is None else better_or_short(gap, assessment, context)),
                words("—" if closing.first_reached is None else formats.year(closing.first_reached)),
                words(record(closing, context)),
            )
        )
    return tuple(rows), lesson(IntervalRecord(hits, tried), 0, context) if tried else ""
