"""Own data and the demonstration on the page of returns: which of them is on show, and what a return is put into."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.context import context_for
from core.intake.publishing.demonstration_rows import DemonstrationRows, is_there_a_choice, usual_choice
from core.ui.markup import show
from core.ui.page import Page


def own_data(page: Page) -> Page:
    """The page of the newest own release where the demonstration is on show beside it: it takes no returns."""
    context, texts = page.context, page.address.texts
    latest = context.releases.latest()
    if context.snapshot not in context.releases.beside or latest is None:
        return page
    show("message", kind="offer", text=texts("intake.demo.own", release=latest.id))
    own = context_for(latest, texts.language, releases=context.releases)
    return Page(replace(page.address, snapshot=latest), own)


def demonstration_choice(page: Page) -> DemonstrationRows:
    """Ask whether rows of the demonstration are kept, where there are any; the usual choice is made beforehand.

    A look at another page clears the address, so the session remembers what was chosen.
    """
    releases, texts = page.context.releases, page.address.texts
    usual = usual_choice(releases)
    if not is_there_a_choice(releases):
        return usual
    with st.container(border=True, key="intake_demo"):
        first = releases.demonstration
        show(
            "section",
            title=texts("intake.demo.title_first" if first else "intake.demo.title"),
            lines=(
                texts("intake.demo.leave_first" if first else "intake.demo.leave"),
                texts("intake.demo.keep_first" if first else "intake.demo.keep"),
            ),
            href="",
        )
        others = (choice.value for choice in DemonstrationRows if choice is not usual)
        if "demo" not in st.query_params and "kept_demo" in st.session_state:
            st.query_params["demo"] = st.session_state["kept_demo"]
        choice = DemonstrationRows(page.choice("demo", (usual.value, *others)))
        st.session_state["kept_demo"] = choice.value
        return choice
