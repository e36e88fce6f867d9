"""The page of search results: everything that was found for the words in the address, by kind, each a link."""

from __future__ import annotations

import streamlit as st

from core.panels.search.answer import search_answer
from core.ui.markup import show
from core.ui.page import Page
from core.ui.search.box import link

MOST_SHOWN = 100
"""Results of a kind on the page."""


def search_results(page: Page, pages: tuple[str, ...]) -> None:
    """What was found for `find` in the address, in a few sentences where that is nothing."""
    texts, address = page.address.texts, page.address.parameters()
    typed = st.query_params.get("find", "").strip()
    if not typed:
        show("message", kind="quiet", text=texts.joined((texts("search.empty"), texts("search.guide"))))
        return
    answer = search_answer(page.context, pages, typed, MOST_SHOWN)
    show(
        "search_results",
        headline=answer.headline,
        groups=[
            {
                "title": group.title,
                "count": texts("search.count", number=group.count),
                "more": texts("search.more", shown=MOST_SHOWN, number=group.count) if group.more else "",
                "results": [(result, link(result, address)) for result in group.results],
            }
            for group in answer.groups
        ],
    )
