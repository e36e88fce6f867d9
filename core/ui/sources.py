"""The page of sources: a desk with a section for every question, each with its own address, and a search over all."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.panels import Panel
from core.panels.definitions import with_commentary
from core.panels.pages import one_number as number
from core.panels.pages import release_changes as vintages
from core.panels.pages import sources
from core.panels.sources import clauses
from core.panels.sources.search_hits import search_hits
from core.queries.provenance import ROWS_OF
from core.text_ids.datasets import SHEET_TEXT
from core.ui.clauses.copy_form import copy_form
from core.ui.markup import show
from core.ui.page import Page
from core.ui.panel import panel as show_panel
from core.ui.verification.desk import verification

SOURCE_ROWS = 600
"""Rows of a dataset on the page at once; the download holds them all."""


def search(page: Page, label: str = "", hint: str = "") -> str:
    """The search words, kept in the address under `find`; `label` and `hint` say what can be looked for."""
    texts = page.address.texts
    label, hint = label or texts("sources.find"), hint or texts("sources.find_hint")
    st.session_state["find"] = st.query_params.get("find", "").strip()
    st.text_input(label, key="find", placeholder=hint, on_change=_searched)
    return str(st.session_state["find"])


def _searched() -> None:
    words = st.session_state["find"].strip()
    if words:
        st.query_params["find"] = words
    else:
        st.query_params.pop("find", None)


def desk(page: Page, find: str) -> None:
    """What was searched for, if it is there, else the section the address names or, in an older address, means."""
    if find and _hits(page, find):
        return
    section = page.choice("section", tuple(sources.SECTIONS), default=section_meant(st.query_params.to_dict()))
    above = {
        "meaning": _meaning,
        "clauses": _clause,
        "origin": _origin,
        "changes": changed,
        "verify": verification,
    }.get(section)
    is_folded = above is not None and above(page)
    for make in sources.SECTIONS[section]:
        listing(make(page.context, ""), page, opened=not is_folded)


def section_meant(parameters: Mapping[str, str]) -> str:
    """The section of an address without one: addresses were shorter once, and stay valid."""
    meant = {"indicator": "meaning", "dataset": "origin", "since": "changes", "code": "verify"}
    return next((section for name, section in meant.items() if parameters.get(name)), "meaning")


def _hits(page: Page, find: str) -> bool:
    """How many rows hold what was searched for, by section, and these rows; or False, and what else to try."""
    hits = search_hits(page.context, find)
    if hits is None:
        show("message", kind="refused", text=page.address.texts("sources.no_hits", find=find[:60]))
        return False
    show("message", kind="offer", text=hits.sentence)
    for panel in hits.panels:
        listing(panel, page, opened=True)
    return True


def _meaning(page: Page) -> bool:
    """One number taken apart, when the address names one or the reader picks one; the lists below are folded."""
    plan, texts = page.context.plan, page.address.texts
    ids = tuple(item.id for item in plan.indicators)
    chosen = st.query_params.get("indicator", "")
    if chosen and chosen not in ids:
        show("message", kind="refused", text=texts("refused.indicator", value=chosen))
        chosen = ""
    page.pick(
        "indicator",
        ids if chosen else ("", *ids),
        chosen,
        lambda id: texts.of(plan.indicator(id).label) if id else texts("sources.pick_indicator"),
    )
    if chosen:
        one_number(page, chosen)
    return True


def _clause(page: Page) -> bool:
    """Which copy of the plan there is, and the clause the address names: then the lists below are folded."""
    texts, context = page.address.texts, page.context
    show("message", kind="quiet", text=clauses.state_of_copy(context))
    copy_form(page)
    named = {name: value for name in ("clause", "indicator") if (value := st.query_params.get(name))}
    if "clause" in named and not clauses.is_clause(named["clause"], context):
        show("message", kind="refused", text=texts("refused.clause", value=named["clause"][:60]))
        return False
    if "clause" not in named and "indicator" in named and named["indicator"] not in context.plan.goal_ids:
        show("message", kind="refused", text=texts("refused.indicator", value=named["indicator"][:60]))
        return False
    if named:
        listing(clauses.one_clause(context, named), page)
    return bool(named)


def one_number(page: Page, indicator_id: str) -> None:
    """The number of the indicator and the year the address names."""
    texts = page.address.texts
    year = st.query_params.get("year")
    if year is not None and not number.is_year(year):
        show("message", kind="refused", text=texts("refused.year", value=year))
        year = None
    card = with_commentary(number.number_card(page.context, indicator_id, year), page.context)
    listing(card, page, opened=True)
    listing(
        vintages.history(page.context, indicator_id, number.year_of(page.context, indicator_id, year)),
        page,
        opened=True,
    )
    page.why(indicator_id)
    page.closing(indicator_id)


def _origin(page: Page) -> bool:
    """The rows of the datasets the address names or the reader picks: what a table of numbers was made from."""
    texts = page.address.texts
    named = tuple(name for name in st.query_params.get("dataset", "").split(",") if name)
    for name in named:
        if name not in ROWS_OF:
            show("message", kind="refused", text=texts("refused.dataset", value=name[:60]))
    known = tuple(name for name in named if name in ROWS_OF)
    chosen = ",".join(known)
    page.pick(
        "dataset",
        tuple(dict.fromkeys((chosen, *ROWS_OF))),
        chosen,
        lambda names: (
            texts.listed(texts(SHEET_TEXT[name]) for name in names.split(","))
            if names
            else texts("sources.pick_dataset")
        ),
    )
    for name in known:
        panel = number.rows_of_dataset(page.context, name, st.query_params.get("year"), st.query_params.get("task"))
        show_panel(panel, page.address, most=SOURCE_ROWS, opened=True)
    return True


def changed(page: Page) -> bool:
    """What the release on show says otherwise than an earlier one, which the reader may choose."""
    earlier_id = st.query_params.get("since")
    before = vintages.since(page.context, earlier_id)
    if before is not None:
        page.pick("since", tuple(release.id for release in vintages.earlier(page.context)), before.id)
    listing(
        vintages.changes(page.context, before.id if before is not None else None), page, opened=earlier_id is not None
    )
    return True


def listing(panel: Panel, page: Page, *, opened: bool = False) -> None:
    """One table with its headline, open when the reader searched or asked for it; long ones show their first rows."""
    show_panel(panel, page.address, most=sources.ROWS_SHOWN, opened=opened)
