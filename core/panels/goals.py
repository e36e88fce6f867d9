"""Goals and indicators as panels: the assessment, its finding in words, its trajectory and its rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core import queries
from core.assessment import Assessment, Point, Status, assess, points
from core.conditions import share_meeting_standard
from core.figures import trajectory
from core.figures.trajectory import Comparison
from core.indicators import Indicator
from core.panels.context import Context
from core.panels.panel import Cell, Column, Evidence, Panel, Table
from core.plan import Goal
from core.standards import Standard


def assessment_of(context: Context, indicator_id: str, goal_of: str | None = None) -> Assessment:
    """The indicator of a release judged against the goal in force on its as-of date.

    `goal_of` names the indicator whose goal applies when the plan leaves open which of two it meant.
    """
    indicator = context.plan.indicator(indicator_id)
    goal = context.plan.goal_in_force(goal_of or indicator_id, context.as_of)
    standard = standard_of(context, indicator_id)
    frame = (
        queries.series(context.returns, indicator_id)
        if standard is None
        else share_meeting_standard(queries.conditions(context.returns), standard)
    )
    published = context.published.evidence(indicator_id) if context.published is not None else ()
    return assess(
        indicator,
        points(frame),
        goal,
        context.as_of,
        evidence=tuple(item for item in published if known_by(item.source.published_on, context.as_of)),
    )


def standard_of(context: Context, indicator_id: str) -> Standard | None:
    """The standard an indicator is judged by, named by its goal; also for dates before there was a goal."""
    goal = context.plan.goal_in_force(indicator_id, context.as_of) or next(
        (each for each in context.plan.goals if each.indicator == indicator_id), None
    )
    return context.plan.standard(goal.standard) if goal is not None and goal.standard else None


def known_by(published_on: str, as_of: date) -> bool:
    """Whether a figure was public on a day; a source dated by month or year counts from its beginning, an undated one
    always."""
    return published_on <= as_of.isoformat()


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
    questions = [texts.of(question) for question in goal.open_questions] if goal is not None else []
    return Panel(
        id=panel_id or indicator_id,
        headline=headline(assessment, context),
        subtitle=context.subtitle(texts.of(indicator.label), unit_name(indicator, context)),
        figure=trajectory(assessment, context.formats, context.canvas(), comparisons),
        alt=alt(assessment, context),
        table=table(assessment, context),
        source=context.source(*datasets),
        notes=(
            *arithmetic(assessment, context),
            *(note for note in notes if note),
            *partial(assessment.observed, context),
            *statements(goal, context),
            *(texts("note.open_question", question=question) for question in questions),
        ),
        evidence=evidence(assessment, context),
        indicator=indicator,
        goal=goal,
        illustrative=assessment.illustrative,
        choices=choices,
    )


def unit_name(indicator: Indicator, context: Context) -> str:
    return context.texts(f"unit_name.{indicator.unit.value}")


def headline(assessment: Assessment, context: Context) -> str:
    """The finding in one sentence: number, unit, year, and where it stands against the goal."""
    formats, texts = context.formats, context.texts
    indicator, goal = assessment.indicator, assessment.goal
    label = texts.of(indicator.short_label)
    latest = assessment.latest
    if goal is None or latest is None or latest.value is None:
        if latest is None or latest.value is None:
            return texts("headline.nothing", label=label)
        return texts(
            "headline.value",
            year=formats.year(latest.year),
            label=label,
            value=formats.quantity(latest.value, indicator.unit),
        )
    value, target = formats.pair(latest.value, goal.value, indicator.unit)
    said = {
        "year": formats.year(latest.year),
        "label": label,
        "value": worded(value, latest.value, indicator, context),
        "goal": worded(target, goal.value, indicator, context),
        "gap": formats.difference(assessment.shortfall or 0.0, indicator.unit),
        "target_year": formats.year(goal.target_year),
    }
    return texts(f"headline.{assessment.status.value}", **said)


def worded(number: str, value: float, indicator: Indicator, context: Context) -> str:
    """A number that `formats` already wrote, with its unit word."""
    if indicator.unit.is_share:
        return number
    return context.texts(f"unit.{indicator.unit.value}", count=1 if abs(value) == 1 else 2, number=number)


def gap_line(assessment: Assessment, context: Context) -> str:
    """The few words on a card under the numbers."""
    formats, texts = context.formats, context.texts
    unit = assessment.indicator.unit
    if assessment.status is Status.NO_GOAL:
        return texts("gap.no_goal")
    if assessment.status is Status.NOT_PUBLISHED and assessment.goal is not None:
        return texts("gap.not_published", year=formats.year(assessment.goal.target_year))
    if assessment.status is Status.INSUFFICIENT_DATA or assessment.gap is None:
        return texts(f"reason.{assessment.reason.value}")
    if assessment.status is Status.MET:
        if abs(assessment.gap) < 1e-12:
            return texts("gap.exact")
        return texts("gap.over", gap=formats.difference(assessment.gap, unit))
    return texts("gap.short", gap=formats.difference(assessment.gap, unit))


def arithmetic(assessment: Assessment, context: Context) -> tuple[str, ...]:
    """Why the light is what it is: the numbers of the rule in one sentence."""
    formats, texts = context.formats, context.texts
    goal, base, latest, unit = assessment.goal, assessment.base, assessment.latest, assessment.indicator.unit
    if goal is None:
        if assessment.indicator.id not in context.plan.goal_ids:
            return ()
        return (texts("reason.not_in_force", issued=formats.day(context.plan.issued)),)
    sentences = [texts(f"reason.{assessment.reason.value}")]
    if base is not None and base.value is not None and latest is not None and latest.value is not None:
        if assessment.observed_pace is not None and assessment.required_pace is not None:
            sentences.append(
                texts(
                    "reason.arithmetic",
                    base_year=formats.year(base.year),
                    base=formats.quantity(base.value, unit),
                    latest_year=formats.year(latest.year),
                    latest=worded(
                        formats.pair(latest.value, goal.value, unit)[0], latest.value, assessment.indicator, context
                    ),
                    observed=formats.pace(assessment.observed_pace, unit),
                    required=formats.pace(assessment.required_pace, unit),
                )
            )
        if assessment.pace_ratio is not None and not assessment.closed:
            sentences.append(texts("reason.ratio", ratio=formats.plain(assessment.pace_ratio * 100)))
        if assessment.needed_pace is not None and not assessment.closed:
            sentences.append(
                texts(
                    "reason.needed",
                    target_year=formats.year(goal.target_year),
                    needed=formats.pace(assessment.needed_pace, unit),
                )
            )
        if goal.baseline_assumed:
            sentences.append(texts("reason.baseline_assumed", year=formats.year(goal.baseline_year)))
    return (texts.joined(sentences),)


def statements(goal: Goal | None, context: Context) -> tuple[str, ...]:
    """Where the plan states one goal twice: both wordings with their clauses, and which of them drives the light."""
    if goal is None or len(goal.statements) < 2:
        return ()
    texts = context.texts
    return tuple(
        texts(
            "note.statement_drives" if statement.drives else "note.statement",
            clause=texts.of(statement.clause.text),
            wording=texts.of(statement.wording),
        )
        for statement in goal.statements
    )


def partial(observed: Sequence[Point], context: Context) -> tuple[str, ...]:
    """A sentence when suppressed cells were left out of sums."""
    cells = sum(point.suppressed_parts for point in observed)
    if not cells:
        return ()
    years = [context.formats.year(point.year) for point in observed if point.suppressed_parts]
    return (context.texts("note.suppressed", count=cells, years=context.texts("list.separator").join(years)),)


def alt(assessment: Assessment, context: Context) -> str:
    """The figure in words: what it shows, from when to when, first and last value."""
    formats, texts = context.formats, context.texts
    present = assessment.present
    if not present:
        return texts("alt.empty", label=texts.of(assessment.indicator.label))
    first, last, unit = present[0], present[-1], assessment.indicator.unit
    return texts(
        "alt.trajectory",
        label=texts.of(assessment.indicator.label),
        first_year=formats.year(first.year),
        first=formats.quantity(first.value or 0.0, unit),
        last_year=formats.year(last.year),
        last=formats.quantity(last.value or 0.0, unit),
    ) + (
        ""
        if assessment.goal is None
        else texts(
            "alt.goal",
            goal=formats.quantity(assessment.goal.value, unit),
            year=formats.year(assessment.goal.target_year),
        )
    )


def evidence(assessment: Assessment, context: Context) -> tuple[Evidence, ...]:
    """Published figures for the same indicator, in words, each with its source."""
    formats, texts = context.formats, context.texts
    found = []
    for item in assessment.evidence:
        basis = texts(f"basis.{item.basis}") if item.basis else ""
        found.append(
            Evidence(
                text=texts(
                    "evidence.line",
                    year=formats.year(item.year),
                    value=texts(
                        f"qualifier.{item.qualifier or 'exact'}",
                        number=formats.quantity(item.value, assessment.indicator.unit),
                    ),
                    basis=basis,
                ),
                source=texts(
                    "evidence.source",
                    title=texts.of(item.source.title),
                    publisher=texts.of(item.source.publisher),
                    date=item.source.published_on,
                ),
                url=item.source.url,
            )
        )
    return tuple(found)


def number_cell(value: float | None, symbol: str, is_share: bool, context: Context, goal: float | None = None) -> Cell:
    """A value as its number, a share as percent; a missing one as its reason.

    A share just short of `goal` takes the decimals that tell the two apart.
    """
    formats = context.formats
    if value is None:
        reason = formats.missing(symbol)
        return Cell(reason, reason, missing=True)
    if is_share:
        return Cell(*formats.percent(value, goal))
    whole = float(value).is_integer()
    shown = formats.plain(value, 0 if whole else 1)
    return Cell(shown, int(value) if whole else float(shown.replace(",", "")))


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
    columns.append(Column("status", texts("column.status")))
    years = sorted({point.year for point in assessment.observed} | {year for year, _ in assessment.required_from_base})
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
        row.append(_row_status(point, context))
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows))


def _row_status(point: Point | None, context: Context) -> Cell:
    if point is None:
        return Cell("—", None)
    words = context.texts(f"status.row.{point.status.value}")
    if point.provisional:
        words = context.texts("status.row.with_provisional", status=words)
    return Cell(words, words)
