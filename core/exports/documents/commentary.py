"""What a named author said of a goal or task, beside the reason of its light and the step that would change it."""

from __future__ import annotations

from dataclasses import replace

from core.context import Context
from core.exports.documents.document import View
from core.panels.definitions import subject_of
from core.panels.meetings.commentary import newest_comment, part_words
from core.records.meetings.versions import MeetingRecordsError


def with_comment(view: View, context: Context) -> View:
    """The view with what was said last of its goal or task: the problem after the reason, the next step after what
    would change the light.

    Other views stay as they are, and all do while the records cannot be read: a note of the panel says so.
    """
    code = subject_of(view.panel, context)
    try:
        comment = newest_comment(code, context) if code else None
    except MeetingRecordsError:
        return view
    if comment is None:
        return view
    joined = context.texts.joined
    return replace(
        view,
        reason=joined((view.reason, part_words(comment.problem, comment, context))),
        next_step=joined((view.next_step, part_words(comment.next_step, comment, context))),
    )
