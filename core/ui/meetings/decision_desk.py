"""Decisions on the page: how each stands beside its numbers, and the form to record or follow one up."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

import streamlit as st

from core.panels.meetings.decisions import PANEL, STATE_TEXT, DecisionCard, decision_cards, decisions_panel, today
from core.panels.meetings.subjects import subject_words, subjects, value_of
from core.records.meetings.decisions import Decision, DecisionState, decision_history, decisions, save_decision
from core.records.meetings.versions import LONGEST_NAME, LONGEST_TEXT, new_id
from core.ui.markup import show
from core.ui.meetings.editing import attempt, fill_boxes, name_box
from core.ui.page import Page
from core.ui.panel import below

_FORM = "meeting_decision"
_NEW = ""
_SHOWN = 60
"""Decisions on the page at once, and signs of one in the list to pick from; table and download hold them all."""
USUAL_TIME = timedelta(days=30)
"""How long after today a new decision is due, unless its writer says otherwise."""


def decision_desk(page: Page) -> None:
    """All decisions, and the form."""
    decision_list(page)
    decision_form(page)


def decision_list(page: Page, meeting: str = "") -> None:
    """Every decision as a card; for a meeting those that are still open, with which it opens, and its own."""
    texts, context = page.address.texts, page.context
    panel = decisions_panel(context, {})
    cards = [card for card in decision_cards(context, today()) if not meeting or _is_for(card, meeting)]
    with st.container(border=True, key=f"panel_{PANEL}"):
        show("panel_head", panel=panel, tag=texts("tag.illustrative") if panel.illustrative else None)
        if cards:
            show(
                "decisions",
                cards=cards[:_SHOWN],
                due=texts("column.due"),
                then=texts("meetings.then"),
                now=texts("meetings.now", release=context.snapshot.id),
                same=texts("meetings.same"),
                made_here=meeting,
                here=texts("meetings.made_here"),
                to=lambda card: f"{card.page}?{urlencode(page.address.parameters(**dict(card.leads)))}",
                edit=texts("meetings.decision.follow_up"),
                edit_at=lambda id: f"meeting?{urlencode(page.address.parameters(section='decisions', decision=id))}",
            )
        below(panel, page.address)


def _is_for(card: DecisionCard, meeting: str) -> bool:
    return card.decision.state is DecisionState.OPEN or card.decision.meeting == meeting


def decision_form(page: Page, meeting: str = "") -> None:
    """Record a decision of a meeting; outside of one also follow up the one the address names."""
    texts = page.address.texts
    with st.container(border=True, key="meeting_decision_form"):
        chosen = None if meeting else _picked(page)
        if meeting:
            show("section", title=texts("meetings.decision.new"), lines=(), href="")
        start = chosen or Decision("", "", "", today() + USUAL_TIME, meeting=meeting)
        version = fill_boxes(_FORM, start.id or f"new.{meeting}", start.version, _boxes(start))
        st.text_area(texts("meetings.field.text"), key=f"{_FORM}_text", max_chars=LONGEST_TEXT, height=90)
        left, middle, right = st.columns([2, 1, 2])
        with left:
            st.text_input(texts("meetings.field.owner"), key=f"{_FORM}_owner", max_chars=LONGEST_NAME)
        with middle:
            st.date_input(texts("meetings.field.due"), key=f"{_FORM}_due", format="YYYY-MM-DD")
        with right:
            _about_box(page, start)
        if start.version:
            _follow_up(page)
        name_box(texts)
        st.button(
            texts("meetings.decision.save"), key="meeting_decision_save", on_click=_save, args=(page, start, version)
        )
        if start.version:
            _history(page, start)


def _picked(page: Page) -> Decision | None:
    """The decision to follow up; None for a new one."""
    texts, known = page.address.texts, {one.id: one for one in decisions()}
    asked = st.query_params.get("decision", _NEW)
    page.pick(
        "decision",
        (_NEW, *known),
        asked if asked in known else _NEW,
        lambda id: known[id].text[:_SHOWN] if id else texts("meetings.decision.new"),
    )
    return known.get(asked)


def _about_box(page: Page, start: Decision) -> None:
    """Which goal or task it is about; it stays what it was, since the value it was based on does."""
    texts = page.address.texts
    nothing = {"": texts("meetings.about.nothing")}
    about = {**nothing, start.about: subject_words(start.about, page.context), **subjects(page.context), **nothing}
    st.selectbox(
        texts("meetings.field.about"),
        tuple(about),
        key=f"{_FORM}_about",
        disabled=bool(start.version),
        format_func=lambda code: about[code],
    )


def _follow_up(page: Page) -> None:
    """How it stands, and what became of it."""
    texts = page.address.texts
    st.segmented_control(
        texts("meetings.field.state"),
        [state.value for state in DecisionState],
        key=f"{_FORM}_state",
        format_func=lambda state: texts(STATE_TEXT[DecisionState(state)]),
        required=True,
    )
    st.text_input(texts("meetings.field.note"), key=f"{_FORM}_note", max_chars=LONGEST_TEXT)


def _boxes(decision: Decision) -> dict[str, object]:
    """What stands in the boxes of a decision; one that is new has no state to choose yet."""
    boxes: dict[str, object] = {
        "text": decision.text,
        "owner": decision.owner,
        "due": decision.due,
        "about": decision.about,
    }
    return boxes | ({"state": decision.state.value, "note": decision.note} if decision.version else {})


def _save(page: Page, start: Decision, version: int) -> None:
    state, texts, context = st.session_state, page.address.texts, page.context
    boxes = {name: state[f"{_FORM}_{name}"] for name in _boxes(start)}
    about = start.about if start.version else boxes["about"]
    written = Decision(
        start.id or new_id(),
        boxes["text"],
        boxes["owner"],
        boxes["due"],
        about,
        start.meeting,
        start.basis if start.version else value_of(about, context),
        DecisionState(boxes.get("state", DecisionState.OPEN.value)),
        boxes.get("note", ""),
        version,
    )

    def write(by: str, at: datetime) -> None:
        save_decision(written, by, at)

    attempt(texts, texts("meetings.decision.saved"), write, _FORM)


def _history(page: Page, decision: Decision) -> None:
    """Every state of a decision with its day, its note and who said so."""
    texts = page.address.texts
    lines = tuple(
        texts(
            "meetings.decision.version",
            day=one.at.astimezone().date().isoformat(),
            by=one.by,
            state=texts(STATE_TEXT[one.state]),
            due=one.due.isoformat(),
            owner=one.owner,
            note=one.note or "—",
        )
        for one in decision_history(decision.id)
    )
    with st.expander(texts("meetings.decision.history", number=len(lines)), key="meeting_decision_history"):
        show("notes", notes=lines, source="")
