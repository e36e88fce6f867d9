"""A frozen meeting on the page: what was decided, its views on the numbers held fast, what would have changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

import streamlit as st

from core.context import Context, context_for
from core.exports.documents.agenda import item_views
from core.panels.meetings.frozen import frozen_context, problem_of
from core.panels.meetings.since_last_meeting import since_last_meeting
from core.records.meetings.agendas import Meeting, meetings, take_back
from core.ui.markup import show
from core.ui.meetings.decision_desk import decision_form, decision_list
from core.ui.meetings.editing import attempt
from core.ui.meetings.item_desk import hand_over_links, item_desk
from core.ui.page import Page
from core.ui.panel import panel as show_panel


def meeting_desk(page: Page) -> None:
    """The meeting the address names, else the last one; its link shows everybody the same numbers."""
    texts = page.address.texts
    known = {one.id: one for one in reversed(meetings())}
    if not known:
        show("message", kind="quiet", text=texts("meetings.none"))
        return
    asked = st.query_params.get("meeting", "")
    meeting = known[asked if asked in known else next(iter(known))]
    page.pick("meeting", tuple(known), meeting.id, lambda id: _called(known[id]))
    show("message", kind="offer", text=_frozen_words(meeting, page))
    problem = problem_of(meeting, page.context.releases, texts)
    context = None if problem else frozen_context(meeting, page.context)
    if context is None:
        show(
            "message", kind="error", text=problem or texts("meetings.frozen.release_gone", release=meeting.pins.release)
        )
        return
    _go_to(context)
    _frozen(_page_of(page, context), meeting)
    _afterwards(page, context)
    _take_back_box(page, meeting)


def _go_to(frozen: Context) -> None:
    """Put the frozen release and plan into the address, so that the header and every link name them, too."""
    asked = {"as_of": frozen.snapshot.id, "plan": frozen.plan.id}
    context: Context = st.session_state["context"]
    if context.snapshot != frozen.snapshot and frozen.releases.at(asked["as_of"]) == frozen.snapshot:
        st.query_params.update(asked)
        st.rerun()


def _frozen(page: Page, meeting: Meeting) -> None:
    """What stands on the pinned numbers."""
    show("message", kind="quiet", text=page.address.texts("meetings.link"))
    st.code(_link(page, meeting), language=None, wrap_lines=True)
    decision_list(page, meeting.id)
    item_desk(page, item_views(page.context, meeting.items))
    hand_over_links(page, meeting=meeting.id)
    decision_form(page, meeting.id)


def _page_of(page: Page, context: Context) -> Page:
    """The page for the release and plan a meeting holds fast, whatever the reader chose."""
    address = replace(page.address, snapshot=context.snapshot, plan=context.plan.id)
    return Page(address, context)


def _called(meeting: Meeting) -> str:
    return f"{meeting.at.astimezone().date().isoformat()} · {meeting.name}"


def _frozen_words(meeting: Meeting, page: Page) -> str:
    """That it is frozen, since when and by whom, and on what."""
    texts, fixed = page.address.texts, meeting.pins
    when = meeting.at.astimezone()
    plans = page.context.plans
    head = None if plans is None else plans.head(fixed.plan)
    return texts(
        "meetings.frozen",
        name=meeting.name,
        by=meeting.by,
        when=f"{when.date().isoformat()} {when:%H:%M}",
        release=fixed.release,
        digest=fixed.releases[fixed.release][:8],
        plan=page.context.plan_word(head) if head is not None else fixed.plan,
        rules=fixed.rules,
        model=fixed.model,
    )


def _link(page: Page, meeting: Meeting) -> str:
    base = (st.context.url or "meeting").partition("?")[0]
    return f"{base}?{urlencode({'meeting': meeting.id, 'lang': page.address.language.value})}"


def _afterwards(page: Page, frozen: Context) -> None:
    """What would have changed: the newest release beside the frozen one; nothing while that is the newest."""
    texts = page.address.texts
    newest = frozen.releases.alike(frozen.snapshot)[-1]
    if newest.id == frozen.snapshot.id:
        show("message", kind="quiet", text=texts("meetings.afterwards.none"))
        return
    context = context_for(newest, page.address.language, releases=page.context.releases, plan_id=frozen.plan.id)
    with st.container(key="meeting_afterwards"):
        show("message", kind="offer", text=texts("meetings.afterwards", release=newest.id))
        later = _page_of(page, context)
        show_panel(since_last_meeting(context, {"since": frozen.snapshot.id}), later.address, most=60)


def _take_back_box(page: Page, meeting: Meeting) -> None:
    texts = page.address.texts
    with st.expander(texts("meetings.take_back.title"), key="meeting_take_back_box"):
        show("message", kind="quiet", text=texts("meetings.take_back.guide"))
        st.button(texts("meetings.take_back"), key="meeting_take_back", on_click=_take_back, args=(page, meeting))


def _take_back(page: Page, meeting: Meeting) -> None:
    def write(by: str, at: datetime) -> None:
        take_back(meeting, by, at)

    if attempt(page.address.texts, page.address.texts("meetings.take_back.done"), write):
        st.query_params.pop("meeting", None)
