"""What named authors say of a goal or task for a period: the newest stands with its numbers wherever they go."""

from __future__ import annotations

from collections.abc import Mapping

from core.context import Context
from core.panels.cells import verbatim_cell, words
from core.panels.meetings.subjects import subject_words
from core.panels.panel import Cell, Column, Panel, Table
from core.records.meetings.decisions import Comment, comments
from core.records.meetings.versions import MeetingRecordsError
from core.tasks.period_words import period_words
from core.tasks.periods import period_of, sort_key

PANEL = "commentary"
_COLUMNS = ("about", "comment_period", "progress", "problem", "next_step", "author", "written_on")


def newest_comment(code: str, context: Context) -> Comment | None:
    """What was said of a goal or task for the newest period that had begun by the as-of date.

    Raises MeetingRecordsError.
    """
    said = [comment for comment in comments() if comment.about == code and _has_begun(comment.period, context)]
    return max(said, key=lambda comment: sort_key(comment.period), default=None)


def comment_notes(code: str, context: Context) -> tuple[str, ...]:
    """The newest comment as a note of a panel; none while there is none, a sentence where it cannot be read."""
    try:
        comment = newest_comment(code, context)
    except MeetingRecordsError:
        return (context.texts("meetings.comment.unreadable"),)
    return () if comment is None else (comment_words(comment, context),)


def comment_words(comment: Comment, context: Context) -> str:
    """Author, day and period, then what was said of each."""
    texts = context.texts
    head = texts(
        "meetings.comment.head",
        period=period_words(comment.period, texts),
        author=comment.by,
        day=context.formats.day(comment.at.date()),
    )
    parts = (
        ("meetings.comment.progress", comment.progress),
        ("meetings.comment.problem", comment.problem),
        ("meetings.comment.next_step", comment.next_step),
    )
    return texts.joined((head, *(texts(id, text=text.rstrip("。.")) for id, text in parts if text)))


def commentary_panel(context: Context, _choices: Mapping[str, str]) -> Panel:
    """Everything said, the newest period first. Raises MeetingRecordsError."""
    texts = context.texts
    said = sorted(comments(), key=lambda comment: (sort_key(comment.period), comment.at), reverse=True)
    return Panel(
        id=PANEL,
        headline=texts("meetings.comments.headline", count=len(said), number=context.formats.plain(len(said)))
        if said
        else texts("meetings.comments.none"),
        subtitle=texts("meetings.comments.subtitle"),
        source=texts("meetings.decisions.source") if said else "",
        table=Table(
            tuple(Column(name, texts(f"column.{name}")) for name in _COLUMNS),
            tuple(_row(comment, context) for comment in said),
        ),
    )


def _has_begun(period: str, context: Context) -> bool:
    known = period_of(period)
    return known is None or known.first_day <= context.as_of


def _row(comment: Comment, context: Context) -> tuple[Cell, ...]:
    return (
        words(subject_words(comment.about, context)),
        words(period_words(comment.period, context.texts)),
        verbatim_cell(comment.progress),
        verbatim_cell(comment.problem),
        verbatim_cell(comment.next_step),
        verbatim_cell(comment.by),
        words(context.formats.day(comment.at.date())),
    )


PANELS = {PANEL: commentary_panel}
