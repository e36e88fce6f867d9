"""A list of saved views beside the one that is picked, shown as its page shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from core.exports.documents.document import View
from core.ui.address import Address
from core.ui.frame import PAGE_NAMES, page_title
from core.ui.hand_over import files_to_hand_over
from core.ui.markup import show
from core.ui.page import ROWS_SHOWN, Page
from core.ui.panel import panel as show_panel

_MARK = re.compile(r"([!-/:-@\[-`{-~])")


def item_desk(page: Page, views: Sequence[View], tools: Callable[[int], None] | None = None) -> None:
    """Every view by its finding, and the picked one in full; `tools` puts what may be done with it above it."""
    texts = page.address.texts
    if not views:
        show("message", kind="quiet", text=texts("meetings.agenda.empty"))
        return
    chosen = _item_in_address(page, len(views))
    left, right = st.columns([2, 3], gap="medium")
    with left, st.container(key="meeting_items"):
        st.session_state["item"] = chosen
        st.radio(
            texts("meetings.field.items"),
            list(range(len(views))),
            key="item",
            format_func=lambda place: plain_label(f"{place + 1}. {views[place].finding}"),
            captions=[plain_label(_beneath(view, page)) for view in views],
            on_change=_picked,
            label_visibility="collapsed",
        )
    with right, st.container(key="meeting_item"):
        if tools is not None:
            tools(chosen)
        _shown(page, views[chosen], has_caption_box=tools is not None)


def _shown(page: Page, view: View, *, has_caption_box: bool) -> None:
    """The picked view with the way to its page; its caption above it, unless that stands in a box."""
    texts = page.address.texts
    if view.title and not has_caption_box:
        show("message", kind="offer", text=view.title)
    show_panel(
        view.panel, address_of_view(page, view), most=ROWS_SHOWN, opened=view.panel.figure is None and not view.columns
    )
    show("links", kind="plain", text="", links=[{"href": view.address, "text": texts("meetings.item.open")}])


def hand_over_links(page: Page, **of: str) -> None:
    """The files in which exactly these views are handed over."""
    words = page.address.texts("document.hand_over")
    show("meeting_hand_over", text=words, **files_to_hand_over(page.address, **of))


def address_of_view(page: Page, view: View) -> Address:
    """The reader's choices with the release and plan of a view, so that its downloads are its own."""
    fixed = parse_qs(urlsplit(view.address).query)
    snapshot = page.context.releases.by_id(fixed["as_of"][0])
    return replace(page.address, snapshot=snapshot or page.address.snapshot, plan=fixed["plan"][0])


def _beneath(view: View, page: Page) -> str:
    """What stands small beneath a view in the list: its finding where a caption stands above it, its page, and the
    release where it stays on one of its own."""
    texts = page.address.texts
    parts = urlsplit(view.address)
    release = parse_qs(parts.query)["as_of"][0]
    words = [view.panel.headline] if view.title else []
    name = parts.path or "overview"
    if name in PAGE_NAMES:
        words.append(page_title(name, page.context, texts))
    if release != page.context.snapshot.id:
        words.append(texts("meetings.item.stays", release=release))
    return " · ".join(words)


def plain_label(text: str) -> str:
    """A text as a label: signs that would be markup there are signs."""
    return _MARK.sub(r"\\\1", text)


def _item_in_address(page: Page, count: int) -> int:
    """The place the address names; the nearest where the list is shorter by now."""
    asked = st.query_params.get("item", "1")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 4):
        show("message", kind="refused", text=page.address.texts("refused.choice", name="item", value=asked[:60]))
        return 0
    return min(max(int(asked), 1), count) - 1


def _picked() -> None:
    st.query_params["item"] = str(st.session_state["item"] + 1)
