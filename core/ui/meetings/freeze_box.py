"""Freezing an agenda for a meeting: one name, one click, and everybody with the link sees the same numbers."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from core.panels.meetings.frozen import pins
from core.records.meetings.agendas import Agenda, Meeting, freeze
from core.records.meetings.versions import LONGEST_NAME
from core.ui.markup import show
from core.ui.meetings.editing import attempt
from core.ui.page import Page


def freeze_box(page: Page, agenda: Agenda) -> None:
    """Hold a meeting of an agenda on the release and plan on show."""
    texts = page.address.texts
    if not agenda.items:
        return
    with st.container(border=True, key="meeting_freezing"):
        guide = texts("meetings.freeze.guide", release=page.context.snapshot.id)
        show("section", title=texts("meetings.freeze.title"), lines=(guide,), href="")
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            st.text_input(texts("meetings.field.meeting_name"), key="meeting_freeze_name", max_chars=LONGEST_NAME)
            st.button(texts("meetings.freeze.button"), key="meeting_freeze", on_click=_freeze, args=(page, agenda))


def _freeze(page: Page, agenda: Agenda) -> None:
    texts, held = page.address.texts, []

    def write(by: str, at: datetime) -> None:
        name = st.session_state["meeting_freeze_name"]
        held.append(freeze(name, agenda, pins(page.context, agenda.items), by, at))

    if attempt(texts, texts("meetings.freeze.done"), write):
        meeting: Meeting = held[0]
        st.query_params["section"], st.query_params["meeting"] = "meeting", meeting.id
        for name in ("agenda", "item"):
            st.query_params.pop(name, None)
