"""The page of meetings: a switch between its sections, what came of the last click, and the section."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from core.panels.meetings.since_last_meeting import compared_release, since_last_meeting
from core.panels.pages.release_changes import earlier
from core.records.meetings.versions import MeetingRecordsError
from core.ui.markup import show, style
from core.ui.meetings.agenda_desk import agenda_desk
from core.ui.meetings.comment_desk import comment_desk
from core.ui.meetings.decision_desk import decision_desk
from core.ui.meetings.editing import show_said
from core.ui.meetings.meeting_desk import meeting_desk
from core.ui.page import Page


def desk(page: Page) -> None:
    """The section the address names or, without one, means."""
    st.html(style("meetings"))
    section = page.choice("section", tuple(SECTIONS), default=section_meant(st.query_params.to_dict()))
    with st.container(key="meeting_said"):
        show_said()
    try:
        SECTIONS[section](page)
    except MeetingRecordsError:
        show("message", kind="error", text=page.address.texts("meetings.unreadable"))


def section_meant(parameters: Mapping[str, str]) -> str:
    """The section of an address that names none: the one whose parameter it carries."""
    meant = {"meeting": "meeting", "decision": "decisions", "about": "commentary", "since": "changes"}
    return next((section for name, section in meant.items() if parameters.get(name)), "agenda")


def changes_desk(page: Page) -> None:
    """What changed since the last meeting or a release the reader picks."""
    asked = st.query_params.get("since", "")
    before = compared_release(page.context, asked)
    if before is not None:
        page.pick("since", tuple(release.id for release in earlier(page.context)), before.id)
    page.show(since_last_meeting(page.context, {"since": asked}), rows=True)


SECTIONS: Mapping[str, Callable[[Page], None]] = {
    "agenda": agenda_desk,
    "meeting": meeting_desk,
    "decisions": decision_desk,
    "commentary": comment_desk,
    "changes": changes_desk,
}
