"""What the forecasts for a goal that is due would have said, how they fared, and what that says of the next plan's."""

from __future__ import annotations

from core.assessment import Assessment, ClosingEvaluation, ClosingYear, IntervalRecord, Reading
from core.assessment.back_test import FEWEST_TRIES
from core.context import Context
from core.figures.hindsight import LABELLED
from core.formats import SAME
from core.panels.judgement.opinions import held_sentence
from core.text_ids.judgement import CLOSING_RECORD_TEXT, RECORD_WORD_TEXT


def record(closing: ClosingEvaluation, context: Context) -> str:
    """What forecasts from the values of the last years would have been, how often their interval held what came, and
    what that says of forecasts for the next plan."""
    texts = context.texts
    forecasts = [year for year in closing.years if year.forecast is not None][-LABELLED:]
    if not forecasts:
        return texts("closing_panel.no_forecast")
    sentences = [_would_have_been(year, closing.assessment, context) for year in forecasts]
    if closing.tries:
        sentences.append(lesson(IntervalRecord(closing.hits, closing.tries), _side_of_errors(closing), context))
    return texts.joined(sentences)


def lesson(intervals: IntervalRecord, side: int, context: Context) -> str:
    """How often the intervals held what came, and what to expect of forecasts made the same way for the next plan.

    Errors that all went one way (`side`) come again: then no interval can be taken as it stands.
    """
    texts = context.texts
    sentences = [held_sentence(intervals, context)]
    if not side or intervals.reading is not Reading.FAIR:
        sentences.append(texts(CLOSING_RECORD_TEXT[intervals.reading]))
    if side:
        sentences.append(texts("closing_panel.always_high" if side > 0 else "closing_panel.always_low"))
    return texts.joined(sentences)


def _would_have_been(year: ClosingYear, assessment: Assessment, context: Context) -> str:
    """What the values up to a year would have forecast, and how far that was from what came."""
    texts, formats, unit, goal = context.texts, context.formats, assessment.indicator.unit, assessment.goal
    assert year.forecast is not None
    assert goal is not None
    at_the_time = year.vintage is not None and year.vintage.release is not None
    start = texts(
        "closing_panel.from_then" if at_the_time else "closing_panel.from_today", year=formats.year(year.year)
    )
    # With the decimals of the table below.
    forecast = formats.with_unit(formats.pair(year.forecast, goal.value, unit)[0], unit)
    if year.error is None:
        return texts("closing_panel.told", values=start, forecast=forecast)
    if abs(year.error) < SAME:
        return texts("closing_panel.told_exactly", values=start, forecast=forecast)
    side = "closing_panel.told_high" if year.error > 0 else "closing_panel.told_low"
    return texts(side, values=start, forecast=forecast, error=formats.difference(year.error, unit))


def _side_of_errors(closing: ClosingEvaluation) -> int:
    """1 when every forecast was too high, −1 when every one was too low, 0 when neither, or when they are few."""
    errors = [year.error for year in closing.years if year.error is not None]
    if len(errors) < FEWEST_TRIES or min(errors) <= 0 <= max(errors):
        return 0
    return 1 if errors[0] > 0 else -1


def record_word(closing: ClosingEvaluation, context: Context) -> str:
    """The same in a few words."""
    if not closing.tries:
        return context.texts("closing_panel.no_record")
    reading, side = IntervalRecord(closing.hits, closing.tries).reading, _side_of_errors(closing)
    if side and reading is Reading.FAIR:
        return context.texts("closing_panel.word_high" if side > 0 else "closing_panel.word_low")
    return context.texts(RECORD_WORD_TEXT[reading])
