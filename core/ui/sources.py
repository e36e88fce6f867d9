"""The page of sources on the page: a search box over every listing, and one number taken apart."""

from __future__ import annotations

import streamlit as st

from core.panels import Panel
from core.panels.pages import one_number as number
from core.panels.pages import release_changes as vintages
from core.panels.pages import sources
from core.queries.provenance import ROWS_OF
from core.ui.markup import show
from core.ui.page import Page
from core.ui.panel import panel as show_panel

SOURCE_ROWS = 600
"""Rows of a dataset on the page at once; the download holds them all."""


def search(page: Page) -> str:
    """The search words, kept in the address under `find`."""
    texts = page.address.texts
    st.session_state["find"] = st.query_params.get("find", "")
    st.text_input(texts("sources.find"), key="find", placeholder=texts("sources.find_hint"), on_change=_searched)
    return str(st.session_state["find"])


def _searched() -> None:
    words = st.session_state["find"].strip()
    if words:
        st.query_params["find"] = words
    else:
        st.query_params.pop("find", None)


def one_number(page: Page) -> None:
    """The number the address names, when it names one."""
    indicator_id, texts = st.query_params.get("indicator"), page.address.texts
    if indicator_id is None:
        return
    if indicator_id not in {item.id for item in page.context.plan.indicators}:
        show("message", kind="refused", text=texts("refused.indicator", value=indicator_id))
        return
    year = st.query_params.get("year")
    if year is not None and not number.is_year(year):
        show("message", kind="refused", text=texts("refused.year", value=year))
        year = None
    listing(number.number_card(page.context, indicator_id, year), page, opened=True)
    listing(
        vintages.history(page.context, indicator_id, number.year_of(page.context, indicator_id, year)),
        page,
        opened=True,
    )
    page.why(indicator_id)
    page.closing(indicator_id)


def rows_of_dataset(page: Page) -> None:
    """The rows of the datasets the address names, when it names one: what a table of several numbers was made from."""
    dataset_names, texts = st.query_params.get("dataset"), page.address.texts
    for name in dataset_names.split(",") if dataset_names else ():
        if name in ROWS_OF:
            panel = number.rows_of_dataset(page.context, name, st.query_params.get("year"))
            show_panel(panel, page.address, most=SOURCE_ROWS, opened=True)
        else:
            show("message", kind="refused", text=texts("refused.dataset", value=name[:60]))


def closing_evaluation(page: Page) -> None:
    """Every goal that is due, open at once; nothing while none is."""
    panel = sources.evaluated(page.context)
    if panel.table.rows:
        listing(panel, page, opened=True)


def changed(page: Page) -> None:
    """What the release on show says otherwise than an earlier one, which the reader may choose."""
    earlier_id = st.query_params.get("since")
    before = vintages.since(page.context, earlier_id)
    if before is not None:
        page.pick("since", tuple(release.id for release in vintages.earlier(page.context)), before.id)
    listing(
        vintages.changes(page.context, before.id if before is not None else None), page, opened=earlier_id is not None
    )


def listing(panel: Panel, page: Page, *, opened: bool = False) -> None:
    """One table with its headline, open when the reader searched or asked for it; long ones show their first rows."""
    show_panel(panel, page.address, most=sources.ROWS_SHOWN, opened=opened)
