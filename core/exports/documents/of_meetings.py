"""What a document has from meetings: the decisions, and what changed since the last one."""

from __future__ import annotations

from dataclasses import replace

from core.context import Context
from core.exports.documents.document import Section, View
from core.exports.documents.view_of import view_of
from core.panels.meetings import decisions, since_last_meeting
from core.panels.panel import Table
from core.records.meetings.versions import MeetingRecordsError

_ON_PAPER = ("decision", "responsible", "due", "decision_state", "about", "value_then", "value_now")
"""The columns of decisions for which a page has room."""


def of_meetings(context: Context) -> tuple[Section, ...]:
    """The decisions where there are any, and what changed where there was a meeting; a sentence where the records
    cannot be read."""
    sections = []
    decided = view_of(context, "meeting", decisions.PANEL, {"section": "decisions"}, columns=_ON_PAPER)
    if decided.panel.table.rows or not decided.panel.table.columns:
        sections.append(Section(context.texts("panel_name.decisions"), (decided,)))
    try:
        was_held = since_last_meeting.last_meeting(context) is not None
    except MeetingRecordsError:
        was_held = False  # the decisions have said so
    if was_held:
        changed = view_of(context, "meeting", since_last_meeting.PANEL, {"section": "changes"})
        sections.append(Section(context.texts("panel_name.since_last_meeting"), (_without_values(changed),)))
    return tuple(sections)


def _without_values(view: View) -> View:
    """The lights, goals and tasks that changed; the many values that moved are counted in the finding."""
    table = view.panel.table
    rows = tuple(row for row in table.rows if not isinstance(row[1].value, int))
    return replace(view, panel=replace(view.panel, table=Table(table.columns, rows)))
