"""An assessment in words: the finding, the arithmetic behind the light, what a reader must know, the evidence."""

from __future__ import annotations

from core.assessment import RULES, Assessment, Point, Reason, Status
from core.context import Context
from core.datasets import Symbol
from core.formats import Formats
from core.panels.judgement.gaps import better_or_short, bounded
from core.panels.panel import Evidence
from core.panels.units_not_reported import absent_symbol, none_whole
from core.plan.entries import PaceRule
from core.plan.indicators import Indicator
from core.plan.unit_texts import COLUMN_UNIT_TEXT, UNIT_NAME_TEXT
from core.text_ids.judgement import BASIS_TEXT, HEADLINE_TEXT, REASON_TEXT, STATUS_TEXT


def unit_name(indicator: Indicator, context: Context) -> str:
    return context.texts(UNIT_NAME_TEXT[indicator.unit])


def headline(assessment: Assessment, context: Context) -> str:
    """The finding in one sentence: number, unit, year, and where it stands against the goal."""
    formats, texts = context.formats, context.texts
    indicator, goal = assessment.indicator, assessment.goal
    label = texts.of(indicator.short_label)
    latest = assessment.latest
    if latest is None or latest.value is None:
        return without_judged_value(assessment, context)
    if goal is None:
        return value_sentence(latest, indicator, context)
    shown = formats.comparison(latest.value, goal.value, indicator.unit)
    values = {
        "year": formats.year(latest.year),
        "label": label,
        "value": formats.with_unit(shown.value, indicator.unit),
        "goal": formats.with_unit(shown.other, indicator.unit),
        "gap": bounded(shown.difference, latest.value - goal.value, latest, context),
        "mark": formats.value_mark(latest.provisional, latest.lower_bound),
        "target_year": formats.year(goal.target_year),
    }
    if assessment.status is Status.NOT_PUBLISHED:
        values["missing"] = why_missing(assessment, context)
    if not assessment.binding and assessment.status is Status.MISSED:
        return texts("headline.best_effort_missed", **values)
    return texts(HEADLINE_TEXT[assessment.status], **values)


def without_judged_value(assessment: Assessment, context: Context) -> str:
    """No value up to the year of the goal: why, and what came after it; or that there are no data at all."""
    formats, label = context.formats, context.texts.of(assessment.indicator.short_label)
    newest = assessment.newest
    if newest is None or newest.value is None or assessment.goal is None:
        if assessment.observed and assessment.observed[-1].symbol is Symbol.THRESHOLD_UNREAD:
            return context.texts("headline.threshold_unread", label=label)
        return none_whole(assessment, context) or context.texts("headline.nothing", label=label)
    return context.texts(
        "headline.only_later",
        label=label,
        missing=why_missing(assessment, context),
        year=formats.year(newest.year),
        mark=formats.value_mark(newest.provisional, newest.lower_bound),
        value=formats.quantity(newest.value, assessment.indicator.unit),
    )


def value_sentence(point: Point, indicator: Indicator, context: Context) -> str:
    """One value in a sentence: year, indicator, value with its unit."""
    formats = context.formats
    return context.texts(
        "headline.value",
        year=formats.year(point.year),
        label=context.texts.of(indicator.short_label),
        value=formats.quantity(point.value or 0.0, indicator.unit),
        mark=formats.value_mark(point.provisional, point.lower_bound),
    )


def column_unit(indicator: Indicator, context: Context) -> str:
    """The unit in the titles of columns: shares and ratios stand there as percentages."""
    return context.texts(COLUMN_UNIT_TEXT[indicator.unit])


def status_word(assessment: Assessment, context: Context) -> str:
    """The word of the light; a missed best effort has one of its own, a year without a value its reason."""
    if assessment.status is Status.NOT_PUBLISHED:
        reason = context.formats.missing_reason(missing_symbol(assessment, context))
        return reason[:1].upper() + reason[1:]
    return status_word_of(assessment.status, assessment.binding, context)


def status_word_of(status: Status, binding: bool, context: Context) -> str:
    """A status in words, of a commitment or of a best effort."""
    if not binding and status is Status.MISSED:
        return context.texts("status.best_effort_missed")
    return context.texts(STATUS_TEXT[status])


def gap_line(assessment: Assessment, context: Context) -> str:
    """The few words on a card under the numbers."""
    texts = context.texts
    if assessment.status is Status.NO_GOAL:
        return texts("gap.no_goal")
    if assessment.reason is Reason.UNUSABLE:
        return texts("gap.unusable")
    if assessment.status is Status.NOT_PUBLISHED:
        return why_missing(assessment, context)
    if assessment.status is Status.INSUFFICIENT_DATA or assessment.gap is None:
        return texts(REASON_TEXT[assessment.reason])
    return better_or_short(assessment.gap, assessment, context)


def missing_symbol(assessment: Assessment, context: Context) -> Symbol:
    """Why the value of the target year is not there: not yet published, not reported, suppressed."""
    assert assessment.goal is not None
    due = assessment.goal.target_year
    point = assessment.at(due)
    # What is still missing of a year when there is a later one is not on its way.
    return point.symbol if point is not None else absent_symbol(assessment, due, context) or Symbol.NOT_REPORTED


def why_missing(assessment: Assessment, context: Context) -> str:
    """The same in words with the year."""
    goal = assessment.goal
    assert goal is not None
    symbol, year = missing_symbol(assessment, context), context.formats.year(goal.target_year)
    if symbol is Symbol.THRESHOLD_UNREAD:
        return context.texts("gap.threshold_unread", year=year)
    return context.texts("gap.missing_at_close", year=year, reason=context.formats.missing_reason(symbol))


def thresholds(rule: str, formats: Formats) -> dict[str, str]:
    """The numbers that the sentences of a rule quote: shares as bare percentages, counts as they are."""
    return {
        name: formats.plain(value * 100 if value < 1 else value, 2, trim=True)
        for name, value in RULES[rule].thresholds.items()
    }


def not_judged(assessment: Assessment, context: Context) -> tuple[str, ...]:
    """Why an indicator of the plan has no verdict yet: its goal was not in force on the as-of date."""
    if assessment.goal is not None or assessment.indicator.id not in context.plan.goal_ids:
        return ()
    return (context.texts("reason.not_in_force", issued=context.formats.day(context.plan.issued)),)


def arithmetic(assessment: Assessment, context: Context) -> tuple[str, ...]:
    """What went into the rule: base and latest value, both paces, their ratio, what is still needed."""
    goal, base, start = assessment.goal, assessment.base, assessment.start
    if goal is None or assessment.problem is not None:
        return not_judged(assessment, context)
    if base is None or base.value is None or start is None:
        return ()
    sentences = [
        _both_paces(assessment, context),
        _pace_ratio(assessment, context),
        *_pace_still_needed(assessment, context),
    ]
    if goal.baseline_assumed:
        sentences.append(context.texts("reason.baseline_assumed", year=context.formats.year(goal.baseline_year)))
    text = context.texts.joined(sentences)
    return (text,) if text else ()


def _both_paces(assessment: Assessment, context: Context) -> str:
    """Base and latest value with the observed and the required pace; empty when a pace cannot be had."""
    formats, unit = context.formats, assessment.indicator.unit
    goal, base, start = assessment.goal, assessment.base, assessment.start
    if goal is None or base is None or base.value is None or start is None or start.value is None:
        return ""
    if assessment.observed_pace is None or assessment.required_pace is None:
        return ""
    return context.texts(
        "reason.arithmetic",
        base_year=formats.year(base.year) + formats.value_mark(False, base.lower_bound),
        base=formats.quantity(base.value, unit),
        latest_year=formats.year(start.year) + formats.value_mark(False, start.lower_bound),
        latest=formats.with_unit(formats.comparison(start.value, goal.value, unit).value, unit),
        observed=yearly(assessment.observed_pace, assessment, context),
        required=yearly(assessment.required_pace, assessment, context),
    )


def _pace_ratio(assessment: Assessment, context: Context) -> str:
    """The observed pace in percent of the required one; empty for a goal that was reached or is due."""
    if assessment.pace_ratio is None or assessment.closed or assessment.status is Status.MET:
        return ""
    return context.texts("reason.ratio", ratio=context.formats.plain(assessment.pace_ratio * 100))


def _pace_still_needed(assessment: Assessment, context: Context) -> tuple[str, ...]:
    """The pace an open goal needs from now on, and how many times the observed one that is."""
    texts, formats, goal = context.texts, context.formats, assessment.goal
    if goal is None or assessment.needed_pace is None or assessment.closed:
        return ()
    needed = yearly(assessment.needed_pace, assessment, context)
    sentence = texts("reason.needed", target_year=formats.year(goal.target_year), needed=needed)
    if assessment.extra_factor is None or assessment.extra_factor <= 1:
        return (sentence,)
    return sentence, texts("reason.extra_factor", factor=formats.plain(assessment.extra_factor, 1))


def yearly(value: float, assessment: Assessment, context: Context) -> str:
    """A pace by the goal's rule: a change a year in the indicator's unit, or a growth rate."""
    if assessment.goal is not None and assessment.goal.rule is PaceRule.CAGR:
        return context.formats.growth(value)
    return context.formats.pace(value, assessment.indicator.unit)


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
        # In the notation of the headline, which compares it with the goal.
        last=formats.with_unit(formats.beside_goal(last.value or 0.0, assessment.goal, unit), unit),
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
    lines = []
    for item in assessment.evidence:
        basis = texts(BASIS_TEXT[item.basis]) if item.basis else ""
        lines.append(
            Evidence(
                text=texts(
                    "evidence.line",
                    year=formats.year(item.year),
                    value=formats.with_qualifier(
                        formats.quantity(item.value, assessment.indicator.unit), item.qualifier
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
    return tuple(lines)
