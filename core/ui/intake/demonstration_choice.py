"""Own data and the demonstration on the page of returns: which of them is on show, and what a return is put into."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from core.intake.publishing.demonstration_rows import DemonstrationRows, is_there_a_choice, usual_choice
from core.ui.markup import show
from core.ui.page import Page


def takes_returns(page: Page) -> bool:
    """Whether returns go into what is on show; beside own data the demonstration takes none, and the page says so."""
    context, texts = page.context, page.address.texts
    latest = context.releases.latest()
    if context.snapshot not in context.releases.beside:
        return True
    query = {"lang": texts.language.value, **({} if latest is None else {"as_of": latest.id})}
    links = [{"href": f"intake?{urlencode(query)}", "text": texts("intake.demo.to_own")}]
    show("published", text=texts("intake.demo.beside"), links=links)
    return False


def demonstration_choice(page: Page) -> DemonstrationRows:
    """Ask whether rows of the demonstration are kept, where there are any; the usual choice is made beforehand."""
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
        return DemonstrationRows(page.choice("demo", (usual.value, *others)))
