"""Commentary on the page: what named authors say of a goal or task for a period, and the form to say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from core.panels.meetings.commentary import commentary_panel
from core.panels.meetings.subjects import subjects
from core.records.meetings.decisions import Comment, comment_at, save_comment
from core.records.meetings.versions import LONGEST_TEXT
from core.tasks.period_words import period_words
from core.tasks.periods import period_in
from core.ui.markup import show
from core.ui.meetings.editing import FIELD_TEXT, attempt, fill_boxes, name_box
from core.ui.page import Page

_FORM = "meeting_comment"
_PARTS = ("progress", "problem", "next_step")


def comment_desk(page: Page) -> None:
    """Everything said, and the form for the goal or task and period of the address."""
    page.show(commentary_panel(page.context, {}), rows=True)
    known = subjects(page.context)
    if known:  # a plan may have no goal and no task yet
        _form(page, known)


def _form(page: Page, known: Mapping[str, str]) -> None:
    texts = page.address.texts
    with st.container(border=True, key="meeting_comment_form"):
        show("section", title=texts("meetings.comment.title"), lines=(texts("meetings.comment.guide"),), href="")
        left, right = st.columns(2)
        asked = st.query_params.get("about", "")
        about = asked if asked in known else next(iter(known))
        with left:
            page.pick("about", tuple(known), about, lambda code: known[code])
        with right:
            period = _period(page)
        if not period:
            return
        start = comment_at(about, period) or Comment(about, period)
        values = {name: getattr(start, name) for name in _PARTS}
        version = fill_boxes(_FORM, start.id, start.version, values)
        for name, column in zip(_PARTS, st.columns(3), strict=True):
            with column:
                label = texts(FIELD_TEXT[name])
                st.text_area(label, key=f"{_FORM}_{name}", max_chars=LONGEST_TEXT, height=140)
        name_box(texts)
        st.button(
            texts("meetings.comment.save"), key="meeting_comment_save", on_click=_save, args=(page, start, version)
        )
        if start.version:
            day = start.at.astimezone().date().isoformat()
            show("message", kind="quiet", text=texts("meetings.comment.written", by=start.by, day=day))


def _period(page: Page) -> str:
    """The code of the period in the box, which the address keeps; empty, and said, where it is no period."""
    texts = page.address.texts
    asked = st.query_params.get("period", str(page.context.as_of.year))
    period = period_in(asked)
    st.session_state["meeting_period"] = period_words(period.code, texts) if period is not None else asked
    st.text_input(
        texts("column.comment_period"), key="meeting_period", max_chars=30, on_change=_period_typed,
        placeholder=texts("meetings.comment.period_hint"),
    )  # fmt: skip
    if period is None:
        show("message", kind="refused", text=texts("meetings.comment.no_period", value=asked[:60]))
    return "" if period is None else period.code


def _period_typed() -> None:
    typed = st.session_state["meeting_period"].strip()
    period = period_in(typed)
    st.query_params["period"] = typed if period is None else period.code


def _save(page: Page, start: Comment, version: int) -> None:
    texts, state = page.address.texts, st.session_state
    said = {name: state[f"{_FORM}_{name}"] for name in _PARTS}
    written = Comment(start.about, start.period, **said, version=version)

    def write(by: str, at: datetime) -> None:
        save_comment(written, by, at)

    attempt(texts, texts("meetings.comment.saved"), write, _FORM)
