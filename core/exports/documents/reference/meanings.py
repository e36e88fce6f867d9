"""What every number of a document means, and by which rule its light was given."""

from __future__ import annotations

from collections.abc import Sequence

from core.annual_series import SeriesError
from core.assess_release import assessment_of
from core.context import Context
from core.exports.documents.reference.shown import Shown
from core.panels.cells import words
from core.panels.definitions import definition_line
from core.panels.indicators.selection import source_words
from core.panels.judgement.words import thresholds, unit_name
from core.panels.panel import Column, Panel, Table
from core.plan.indicators import Indicator
from core.queries import QueryError
from core.text_ids.judgement import BETTER_TEXT, STRENGTH_TEXT

MEANINGS = "meanings_of_numbers"
"""The id of its panel."""
_COLUMNS = ("name", "definition", "unit", "better", "supplied_by", "goal", "clause", "rule", "series_break")


def meanings(shown: Sequence[Shown], context: Context) -> Panel:
    """One row an indicator: what it counts, who supplies it, its goal with the clause, the rule of its light."""
    texts = context.texts
    indicators = {(one.context.plan.id, item.id): (item, one.context) for one in shown for item in one.indicators}
    rows = [_row(indicator, own) for indicator, own in indicators.values()]
    return Panel(
        id=MEANINGS,
        headline=texts("document.reference.meanings", count=len(rows))
        if rows
        else texts("document.reference.no_meanings"),
        subtitle=texts("document.reference.meanings_measure"),
        source="",
        table=Table(
            tuple(Column(name, texts(f"indicator_card.{name}")) for name in _COLUMNS),
            tuple(tuple(words(text or "—") for text in row) for row in rows),
        ),
    )


def _row(indicator: Indicator, context: Context) -> tuple[str, ...]:
    texts, formats = context.texts, context.formats
    goal = context.goal_in_force(indicator.id)
    label, definition = definition_line(indicator, context)
    breaks = texts.joined(f"{formats.year(cut.year)} {texts.of(cut.reason)}" for cut in indicator.breaks)
    unit, better = unit_name(indicator, context), texts(BETTER_TEXT[indicator.better])
    counted = (label, definition, unit, better, source_words(indicator, context))
    if goal is None:
        return (*counted, "", "", "", breaks)
    clauses = texts.listed(texts.of(clause.text) for clause in goal.clauses)
    cited = texts("named.with_detail", name=clauses, detail=texts(STRENGTH_TEXT[goal.strength]))
    rule = texts(f"rule.{goal.rule.value}.formula", **thresholds(goal.rule.value, formats))
    at_close = texts("method.close.rule") if _is_closed(indicator, context) else ""
    return (*counted, texts.of(goal.label), cited, texts.joined((rule, at_close)), breaks)


def _is_closed(indicator: Indicator, context: Context) -> bool:
    """Whether its goal is due, so that the rule of closed goals holds; not known where its series cannot be read."""
    try:
        return assessment_of(context, indicator.id).closed
    except (QueryError, SeriesError):
        return False
