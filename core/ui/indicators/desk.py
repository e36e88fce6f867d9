"""The page of all indicators: search, filters, cards a page at a time, and the download of what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from urllib.parse import urlencode
from zlib import crc32

import streamlit as st

from core.panels.indicators.all_indicators import entries_of_task, values_panel
from core.panels.indicators.selection import Entry, Selection, chosen, selection_of, source_options, task_options
from core.panels.indicators.trend_cards import Series, series_of, trend_cards
from core.panels.panel import Panel
from core.ui.indicators.report import report
from core.ui.markup import show
from core.ui.page import Page
from core.ui.panel import below
from core.ui.sources import search

CARDS = 24
"""Cards on the page at once: the first of them stand there before anybody reads the last."""
ROWS_SHOWN = 60


SECTIONS = ("indicators", "quality_report")


def desk(page: Page) -> None:
    """The section the address names: the cards of all indicators, or the annual quality report."""
    if page.choice("section", SECTIONS) == "quality_report":
        report(page)
    else:
        _trends(page)


def _trends(page: Page) -> None:
    """Filters, cards, the values behind them."""
    selection = _asked(page)
    shown = chosen(page.context, selection)
    series = series_of(shown, page.context)
    panel = values_panel("indicator_values", shown, series, page.context, selection.choices)
    pages = max(1, ceil(len(shown) / CARDS))
    number = _page_number(pages, selection)
    with st.container(border=True, key=f"panel_{panel.key}"):
        _head(panel, page)
        cards(page, shown[(number - 1) * CARDS : number * CARDS], series)
        if pages > 1:
            # Another search begins at its first page: a widget of its own for each.
            key = f"cards_page_{crc32(repr(selection).encode())}"
            st.pagination(pages, default=number, key=key, on_change=_turned, args=(key,))
        below(panel, page.address, most=ROWS_SHOWN)


def task_cards(page: Page, task: str) -> None:
    """The indicators of the task or safeguard with this number as cards, their values below; nothing without any."""
    shown = entries_of_task(page.context, task)
    if not shown:
        return
    series = series_of(shown, page.context)
    panel = values_panel("task_indicators", shown, series, page.context, (("task", task),))
    with st.container(border=True, key=f"panel_{panel.key}"):
        _head(panel, page)
        cards(page, shown, series, titles=False)
        below(panel, page.address, most=ROWS_SHOWN)


def cards(page: Page, shown: Sequence[Entry], series: Series, *, titles: bool = True) -> None:
    """These entries as small cards, with the names of the tasks they measure."""
    texts, address = page.address.texts, page.address
    show(
        "trend_cards",
        cards=trend_cards(shown, series, page.context),
        titles=titles,
        tag=texts("tag.illustrative"),
        source=texts("indicators.supplied_by"),
        to=lambda indicator: f"sources?{urlencode(address.parameters(indicator=indicator))}",
    )


def _head(panel: Panel, page: Page) -> None:
    show("panel_head", panel=panel, tag=page.address.texts("tag.illustrative") if panel.illustrative else None)


def _asked(page: Page) -> Selection:
    """The search words and filters of the address, each with its widget."""
    texts = page.address.texts
    find, task, source = st.columns((2, 2, 2), gap="small")
    with find:
        words = search(page, texts("indicators.find"), hint=texts("indicators.find_hint"))
    asked = {"find": words}
    for place, name, options in (
        (task, "task", task_options(page.context)),
        (source, "source", source_options(page.context)),
    ):
        value = st.query_params.get(name, "")
        with place:
            asked[name] = page.pick(name, tuple(options), value if value in options else "", options.__getitem__)
    return selection_of(asked)


def _page_number(pages: int, selection: Selection) -> int:
    """The page of cards the address names, the last one where there are not so many; the first after another search."""
    before = st.session_state.get("indicators_asked", selection)
    st.session_state["indicators_asked"] = selection
    if before != selection:
        st.query_params.pop("page", None)
    named = st.query_params.get("page", "1")
    return min(max(int(named), 1), pages) if named.isascii() and named.isdigit() and len(named) < 6 else 1


def _turned(key: str) -> None:
    st.query_params["page"] = str(st.session_state[key])
