"""What a reader must know of an indicator with suppressed cells: which values are lower bounds, what rests on them."""

from __future__ import annotations

from core.assessment import Assessment, status_at_most
from core.context import Context
from core.datasets import Symbol
from core.panels.judgement.words import status_word, status_word_of
from core.panels.missing_value_notes import suppressed_in_points


def suppressed_notes(assessment: Assessment, context: Context) -> tuple[str, ...]:
    """Which values are lower bounds, which years are left out of what is worked out from them, which have no value, and
    that the verdict would be another one at the true value."""
    return (
        *suppressed_in_points(assessment.observed, context),
        *_years_left_out(assessment, context),
        *_years_without_value(assessment, context),
        *_verdict_at_most(assessment, context),
    )


def _years_left_out(assessment: Assessment, context: Context) -> tuple[str, ...]:
    years = [context.formats.year(point.year) for point in assessment.present if not point.is_start]
    if not years or assessment.goal is None or assessment.problem is not None:
        return ()
    return (context.texts("note.suppressed_left_out", years=context.texts.listed(years)),)


def _years_without_value(assessment: Assessment, context: Context) -> tuple[str, ...]:
    """The years after the newest value that have none because of suppressed cells: a share of them is not known."""
    newest = 0 if assessment.newest is None else assessment.newest.year
    suppressed = (point for point in assessment.observed if point.symbol is Symbol.SUPPRESSED and point.year > newest)
    years = [context.formats.year(point.year) for point in suppressed]
    return (context.texts("note.suppressed_years", years=context.texts.listed(years)),) if years else ()


def _verdict_at_most(assessment: Assessment, context: Context) -> tuple[str, ...]:
    status = status_at_most(assessment)
    if status is assessment.status:
        return ()
    words_of = {
        "status": status_word_of(status, assessment.binding, context),
        "shown": status_word(assessment, context),
    }
    return (context.texts("note.suppressed_verdict", **words_of),)
