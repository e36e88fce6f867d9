"""The frame around every page: style, header, navigation, warnings."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from core.context import Context, context_for, dashboard_title, no_release_sentence
from core.language import Texts
from core.plan.roots import district
from core.problem_sentences import plan_sentence
from core.snapshots import Releases, Snapshot, no_snapshot, releases
from core.toml_entries import PlanError
from core.ui.address import Address, read
from core.ui.header import header
from core.ui.markup import show
from core.ui.new_release import offer
from core.ui.page_warnings import page_warnings

PAGES: dict[str, tuple[str, ...]] = {
    "overview": ("overview", "tasks", "meeting"),
    "goals": ("enrolment", "colleges"),
    "work": ("training", "teachers", "conditions", "programmes", "indicators"),
    "ahead": ("scenario",),
    "evidence": ("intake", "sources"),
}
"""The groups of the navigation and the pages in each, in order; the first page is the front page."""
BESIDE = ("search", "answers")
"""Pages that other parts of a page lead to; the navigation does not. They have a folder of this name."""
PAGE_NAMES = tuple(name for names in PAGES.values() for name in names)


def frame() -> None:
    """Draw the frame, then run the page the address names."""
    all_releases = releases()
    address = read(all_releases)
    texts = address.texts
    st.set_page_config(page_title=dashboard_title(texts), layout="wide", initial_sidebar_state=208)
    context = _page_context(address.snapshot, address, all_releases)
    pages = {
        group: [
            st.Page(
                f"{group}/{name}.py" if group == "beside" else f"{name}.py",
                title=page_title(name, context, texts),
                url_path=None if name == "overview" else name,
                default=name == "overview",
            )
            for name in names
        ]
        for group, names in {**PAGES, "beside": BESIDE}.items()
    }
    beside = pages.pop("beside")
    st.session_state["pages"] = {
        name: page for group, names in PAGES.items() for name, page in zip(names, pages[group], strict=True)
    }
    page = st.navigation([*(page for group in pages.values() for page in group), *beside], position="hidden")
    st.session_state["address"] = address
    if context is None and page.url_path == "intake" and not all_releases.problems:
        # The page of returns is made without any release, too: that is where the first one comes from.
        context = _page_context(no_snapshot(datetime.now(UTC).astimezone().date()), address, all_releases)
    plan_title = _plan_title(context, texts)
    _navigation(pages, address, plan_title)
    header(page.url_path, page.title, plan_title, address, all_releases)
    # A place of its own, also when it is empty: a band that comes or goes must not make the charts below anew.
    with st.container(key="warnings"):
        for kind, sentence in page_warnings(address, all_releases, context):
            show("message", kind=kind, text=sentence)
    with st.container(key="offered"):
        offer(address)
        show("on_paper", text=texts("frame.folded"))
    with st.container(key="page"):
        _page(page, context, address, all_releases)


def page_title(name: str, context: object, texts: Texts) -> str:
    """What a page is called; that of colleges as the plan on show calls them, where `context` has one."""
    colleges = context.called("colleges") if isinstance(context, Context) else texts("page.colleges_of_district")
    return texts(f"page.{name}", colleges=colleges)


def _page_context(snapshot: Snapshot | None, address: Address, all_releases: Releases) -> Context | PlanError | None:
    """What the page is made from, read once a run: the mistake when a plan file is wrong, nothing without a release."""
    if snapshot is None:
        return None
    try:
        return context_for(
            snapshot,
            address.language,
            releases=all_releases,
            plan_id=address.plan,
        )
    except PlanError as error:
        return error


def _page(page: st.Page, context: Context | PlanError | None, address: Address, all_releases: Releases) -> None:
    """Run the page; without a release or a readable plan say so, and where to begin."""
    texts = address.texts
    if address.snapshot is None and not isinstance(context, PlanError):
        _nothing_to_show(all_releases, texts)
    if isinstance(context, PlanError):
        show("message", kind="error", text=plan_sentence(context, texts))
    elif context is not None:
        st.session_state["context"] = context
        for mistake in context.plan.left_out:
            show("message", kind="error", text=plan_sentence(mistake, texts))
        try:
            page.run()
        except PlanError as error:  # a file only this page reads
            show("message", kind="error", text=plan_sentence(error, texts))


def _nothing_to_show(all_releases: Releases, texts: Texts) -> None:
    """Why there is nothing to show: releases that cannot be used, or no data yet, with an empty form to begin with."""
    sentence = no_release_sentence(all_releases, texts)
    if all_releases.problems or all_releases.demonstration:
        show("message", kind="error", text=sentence)
    else:
        link = {"href": f"template.xlsx?lang={texts.language.value}", "text": texts("frame.blank_form")}
        show("published", text=sentence, links=[link])


def _plan_title(context: Context | PlanError | None, texts: Texts) -> str:
    """The title of the plan on show, or without data of the district's newest; empty when its file is wrong."""
    if isinstance(context, Context):
        return texts.of(context.plan.title)
    try:
        return texts.of(district().title)
    except PlanError:
        return ""


def _navigation(pages: dict[str, list[st.Page]], address: Address, title: str) -> None:
    texts = address.texts
    with st.sidebar, st.container(key="navigation"):
        show("brand", title=texts("app.name"), plan=title)
        for group, members in pages.items():
            if group != "overview":
                show("nav_group", text=texts(f"group.{group}"))
            for member in members:
                st.page_link(member, label=member.title, query_params=address.parameters(), width="stretch")
