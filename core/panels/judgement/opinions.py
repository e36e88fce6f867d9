"""The verdict and the opinions beside it in words: reason, what would turn it, momentum, chance, other wordings."""

from __future__ import annotations

from core.assessment import (
    Assessment,
    IntervalRecord,
    Reason,
    StatementVerdict,
    Status,
    back_test,
)
from core.context import Context
from core.datasets import Symbol
from core.figures.lights import light_of
from core.figures.palette import INK, MUTED
from core.forecast import FEWEST_POINTS, LEAST_SPREAD, SHOWN_LEVEL, Chance, probability_class
from core.panels.judgement.gaps import better_or_short, gap_size
from core.panels.judgement.what_would_turn import turning
from core.panels.judgement.words import (
    missing_symbol,
    status_word,
    status_word_of,
    thresholds,
    why_missing,
    yearly,
)
from core.panels.panel import Opinion
from core.plan.entries import PaceRule
from core.problem_sentences import series_sentence
from core.text_ids.judgement import (
    CHANCE_TEXT,
    MOMENTUM_AT_GOAL_TEXT,
    MOMENTUM_TEXT,
    REASON_TEXT,
    RECORD_TEXT,
    WEATHER_TEXT,
)

SYMBOLS = {"sun": "☀", "sun_cloud": "☀☁", "cloud": "☁", "storm": "☂", "not_available": "○"}
"""Signs of the weather rule; the variation selector added when shown keeps them from turning into pictures."""
CHANCES = {Chance.LIKELY: "●", Chance.UNCERTAIN: "◑", Chance.UNLIKELY: "○"}
_TEXT_STYLE = "\ufe0e"
_ODDS_TEXT = {"hardly": "odds.hardly", "about": "odds.about", "nearly": "odds.nearly"}
_ODDS_SHORT_TEXT = {"hardly": "odds_short.hardly", "about": "odds_short.about", "nearly": "odds_short.nearly"}
HARDLY = 0.05
"""Nearer to certainty than this, either way, no finer figure is given."""


def opinions(assessment: Assessment, context: Context) -> tuple[Opinion, ...]:
    """The verdict first, then every further opinion that can be had; nothing without a goal in force."""
    if assessment.goal is None:
        return ()
    lines = [verdict(assessment, context)]
    if len(assessment.statements) > 1:
        lines += [_statement(statement, assessment, context) for statement in assessment.statements]
    for make in (_momentum, _chance):
        opinion = make(assessment, context)
        if opinion is not None:
            lines.append(opinion)
    return tuple(lines)


def verdict(assessment: Assessment, context: Context) -> Opinion:
    """The light with its reason and what would turn it."""
    light = light_of(assessment.status, assessment.binding)
    return Opinion(
        id="verdict",
        name=context.texts("opinion.verdict" if assessment.binding else "opinion.verdict_best_effort"),
        shape=light.shape,
        word=status_word(assessment, context),
        colour=light.colour,
        sentence=context.texts.joined([reason(assessment, context), *turning(assessment, context)]),
    )


def reason(assessment: Assessment, context: Context) -> str:
    """Why the light is what it is, in one sentence: needed against given."""
    texts, formats, goal = context.texts, context.formats, assessment.goal
    assert goal is not None
    if assessment.problem is not None:
        return texts("reason.unusable", problem=series_sentence(assessment.problem, texts))
    if assessment.status in (Status.LAGGING, Status.FAR_BEHIND, Status.MOVING_AWAY, Status.ON_TRACK) and (
        assessment.required_pace is not None and assessment.observed_pace is not None
    ):
        values = {
            "target_year": formats.year(goal.target_year),
            "required": yearly(assessment.required_pace, assessment, context)
            if assessment.needed_pace is None
            else texts(
                "reason.required_now",
                required=yearly(assessment.required_pace, assessment, context),
                needed=yearly(assessment.needed_pace, assessment, context),
            ),
            "base_year": formats.year(goal.baseline_year),
            "observed": yearly(assessment.observed_pace, assessment, context),
            "ratio": formats.plain((assessment.pace_ratio or 0.0) * 100),
        }
        since = assessment.recent_from
        if since is None or assessment.recent_pace is None or since <= goal.baseline_year or goal.rule is PaceRule.CAGR:
            return texts("reason.paces", **values)
        return texts(
            "reason.paces_recent",
            since=formats.year(since),
            recent=yearly(assessment.recent_pace, assessment, context),
            **values,
        )
    return _reason_in_short(assessment, context)


def _reason_in_short(assessment: Assessment, context: Context) -> str:
    """Why the light is what it is where no pace says so: at the due date, or without enough values."""
    texts = context.texts
    if assessment.reason is Reason.MISSED_AT_CLOSE and assessment.gap is not None:
        # Written out like the heads in the sentence after it.
        return texts("reason.missed_by", gap=gap_size(assessment.gap, assessment, context))
    if assessment.status is Status.NOT_PUBLISHED and missing_symbol(assessment, context) is not Symbol.NOT_PUBLISHED:
        return texts("reason.no_value_at_close", missing=why_missing(assessment, context))
    return texts(REASON_TEXT[assessment.reason])


def _momentum(assessment: Assessment, context: Context) -> Opinion | None:
    momentum, goal, texts = assessment.momentum, assessment.goal, context.texts
    if momentum is None or goal is None:
        return None
    outcome = momentum.outcome
    values = {
        "change": "" if momentum.value is None else context.formats.pace(momentum.value, assessment.indicator.unit),
        "first": "" if momentum.years is None else context.formats.year(momentum.years[0]),
        "target_year": context.formats.year(goal.target_year),
        **thresholds("weather", context.formats),
    }
    at_goal = assessment.status is Status.MET and outcome in ("sun", "sun_cloud")
    return Opinion(
        id="momentum",
        name=texts("opinion.momentum"),
        shape="".join(sign + _TEXT_STYLE for sign in SYMBOLS[outcome]),
        word=texts(WEATHER_TEXT[outcome]),
        colour=INK if momentum.value is not None else MUTED,
        sentence=texts((MOMENTUM_AT_GOAL_TEXT if at_goal else MOMENTUM_TEXT)[outcome], **values),
    )


def _chance(assessment: Assessment, context: Context) -> Opinion | None:
    texts, formats, unit = context.texts, context.formats, assessment.indicator.unit
    ahead, goal, chance = assessment.forecast, assessment.goal, assessment.chance
    if ahead is None or goal is None:
        return None
    values = {
        "year": formats.year(goal.target_year),
        "mean": formats.quantity(float(ahead.mean[-1]), unit),
        "count": ahead.points,
        "number": ahead.points,
    }
    band = ahead.interval(SHOWN_LEVEL)
    if chance is None or band is None:
        return Opinion(
            id="chance",
            name=texts("opinion.chance"),
            shape="○",
            word=texts("chance.none"),
            colour=MUTED,
            sentence=texts("chance.too_few", fewest=FEWEST_POINTS, **values),
        )
    kind = probability_class(chance)
    values["mean"], low, high = formats.alike([float(ahead.mean[-1]), float(band[0][-1]), float(band[1][-1])], unit)
    percent = formats.plain(SHOWN_LEVEL * 100)
    sentence = texts("chance.sentence", odds=odds(chance, context), low=low, high=high, band=percent, **values)
    return Opinion(
        id="chance",
        name=texts("opinion.chance"),
        shape=CHANCES[kind],
        word=texts(CHANCE_TEXT[kind]),
        colour=INK,
        sentence=texts.joined(
            [
                sentence,
                texts("chance.floored", least=formats.plain(LEAST_SPREAD * 100)) if bool(ahead.floored) else "",
                _past_forecasts(assessment, goal.target_year, context),
            ]
        ),
    )


def _past_forecasts(assessment: Assessment, target_year: int, context: Context) -> str:
    """How forecasts made the same way, as many years ahead, have fared with this series; empty without any."""
    start = assessment.start
    if start is None:
        return ""
    record = back_test(assessment.indicator, assessment.comparable, target_year - start.year)
    if not record.tries:
        return ""
    return context.texts.joined([held_sentence(record, context), context.texts(RECORD_TEXT[record.reading])])


def held_sentence(record: IntervalRecord, context: Context) -> str:
    """How often the interval of past forecasts held what came, and how often it should have."""
    return context.texts(
        "record.held",
        count=record.tries,
        number=record.tries,
        band=context.formats.plain(SHOWN_LEVEL * 100),
        due=record.due,
        hits=record.hits,
    )


def odds(chance: float, context: Context, *, short: bool = False) -> str:
    """A probability as a person says it: about 7 in 10; below 1 in 20 and above 19 in 20 no finer."""
    of, tenths = round(1 / HARDLY), min(9, max(1, round(chance * 10)))
    word = "hardly" if chance < HARDLY else "nearly" if chance > 1 - HARDLY else "about"
    if short:
        return context.texts(_ODDS_SHORT_TEXT[word], count=tenths, number=tenths)
    return context.texts(_ODDS_TEXT[word], count=tenths, number=tenths, most=of - 1, of=of)


def _statement(judged: StatementVerdict, assessment: Assessment, context: Context) -> Opinion:
    texts, statement = context.texts, judged.statement
    light = light_of(judged.status or Status.NO_GOAL, assessment.binding)
    return Opinion(
        id=f"statement_{'drives' if statement.drives else 'other'}",
        name=texts("opinion.statement", clause=texts.of(statement.clause.text)),
        shape=light.shape,
        word=status_word(assessment, context)
        if judged.status is Status.NOT_PUBLISHED
        else status_word_of(judged.status or Status.NO_GOAL, assessment.binding, context),
        colour=light.colour,
        sentence=texts(
            "statement.sentence",
            wording=texts.of(statement.wording),
            gap=texts("statement.no_value") if judged.gap is None else better_or_short(judged.gap, assessment, context),
        ),
    )
