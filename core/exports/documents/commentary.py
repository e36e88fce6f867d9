"""What a named author said of a goal or task, beside the reason of its light and the step that would change it."""

from __future__ import annotations

from dataclasses import replace

from core.context import Context
from core.exports.documents.document import View
from core.panels.definitions import subject_of
from core.panels.meetings.commentary import comment_words, newest_comment
from core.records.meetings.versions import MeetingRecordsError


def with_comment(view: View, context: Context) -> View:
    """The view with what was said last of its goal or task: period, author and day, then progress, problem, next step.

    Other views stay as they are, and all do while the records cannot be read: a note of the panel says so.
    """
    code = subject_of(view.panel, context)
    try:
        comment = newest_comment(code, context) if code else None
    except MeetingRecordsError:
        return view
    return view if comment is None else replace(view, comment=comment_words(comment, context))
