"""The search box in the head of every page: what is typed is answered by an address of its own, without a run."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from core.panels.search.answer import Result, SearchAnswer
from core.ui.address import Address
from core.ui.element_registration import element

SEARCH_PATH = "/search.json"
MOST_SUGGESTED = 5
"""Results of a kind in the list below the box; the page of results has them all."""


def search_box(page: str, address: Address) -> None:
    """The box on a page; its list of results is made by the browser from what `SEARCH_PATH` answers."""
    texts = address.texts
    element("search_box")(
        key="search_box",
        width=220,
        data={
            "label": texts("search.label"),
            "placeholder": texts("search.placeholder"),
            "guide": texts("search.guide"),
            "unavailable": texts("search.unavailable"),
            "typed": st.query_params.get("find", "") if page == "search" else "",
            "address": f"{SEARCH_PATH.lstrip('/')}?{urlencode(address.parameters())}",
        },
    )


def suggestions(answer: SearchAnswer, address: Mapping[str, str]) -> dict[str, object]:
    """What the box is answered: words and links; `address` is what every link carries."""
    return {
        "note": answer.note,
        "groups": [
            {
                "title": group.title,
                "results": [_suggestion(result, address) for result in group.results],
                "more": group.more,
                "all": f"search?{urlencode({'find': answer.typed, **address})}",
            }
            for group in answer.groups
        ],
    }


def _suggestion(result: Result, address: Mapping[str, str]) -> dict[str, object]:
    return {"title": result.title, "about": result.about, "also": result.also, "address": link(result, address)}


def link(result: Result, address: Mapping[str, str]) -> str:
    """Where a result leads; the overview is the root."""
    page = "./" if result.page == "overview" else result.page
    return f"{page}?{urlencode({**dict(result.parameters), **address})}"
