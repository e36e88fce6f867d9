"""The frame around every page: style, header with language and as-of date, navigation, warnings."""

from __future__ import annotations

import streamlit as st

from core.context import Context, context_for, dashboard_title, no_release_sentence, reference_problem
from core.language import Texts
from core.plan.roots import district
from core.problem_sentences import plan_sentence, problem_sentence, reference_sentence
from core.snapshots import Releases, has_demonstration, releases
from core.toml_entries import PlanError
from core.ui.address import Address, read
from core.ui.as_of_control import as_of_control
from core.ui.markup import show, style
from core.ui.new_release import offer

PAGES: dict[str, tuple[str, ...]] = {
    "overview": ("overview",),
    "goals": ("enrolment", "colleges"),
    "work": ("training", "teachers"),
    "ahead": ("scenario",),
    "evidence": ("intake", "sources"),
}
"""The groups of the navigation and the pages in each, in order; the first page is the front page."""


def frame() -> None:
    """Draw the frame, then run the page the address names."""
    all_releases = releases()
    address = read(all_releases)
    texts = address.texts
    st.set_page_config(
        page_title=dashboard_title(texts),
        layout="wide",
        initial_sidebar_state="collapsed" if address.presenting else 208,
    )
    context = _page_context(address, all_releases)
    colleges = context.called("colleges") if isinstance(context, Context) else texts("page.colleges_of_district")
    pages = {
        group: [
            st.Page(
                f"{name}.py",
                title=texts(f"page.{name}", colleges=colleges),
                url_path=None if name == "overview" else name,
                default=name == "overview",
            )
            for name in names
        ]
        for group, names in PAGES.items()
    }
    st.session_state["pages"] = {
        name: page for group, names in PAGES.items() for name, page in zip(names, pages[group], strict=True)
    }
    page = st.navigation([page for group in pages.values() for page in group], position="hidden")
    st.session_state["address"] = address
    _navigation(pages, address, _plan_title(context, texts))
    _header(page.title, address, all_releases)
    # A place of its own, also when it is empty: a band that comes or goes must not make the charts below anew.
    with st.container(key="warnings"):
        _warnings(address, all_releases)
    with st.container(key="offered"):
        offer(address)
    with st.container(key="page"):
        _page(page, context, all_releases, texts)
    if address.presenting:
        st.html(style("presenting"))


def _page_context(address: Address, all_releases: Releases) -> Context | PlanError | None:
    """What the page is made from, read once a run: the mistake when a plan file is wrong, nothing without a release."""
    if address.snapshot is None:
        return None
    try:
        return context_for(address.snapshot, address.language, releases=all_releases, presenting=address.presenting)
    except PlanError as error:
        return error


def _page(page: st.Page, context: Context | PlanError | None, all_releases: Releases, texts: Texts) -> None:
    """Run the page; without a release or a readable plan say so instead."""
    if context is None:
        _nothing_to_show(all_releases, texts)
    elif isinstance(context, PlanError):
        show("message", kind="error", text=plan_sentence(context, texts))
    else:
        st.session_state["context"] = context
        try:
            page.run()
        except PlanError as error:  # a file only this page reads
            show("message", kind="error", text=plan_sentence(error, texts))


def _nothing_to_show(all_releases: Releases, texts: Texts) -> None:
    """Why there is no page: releases that cannot be used, or a district without data yet, with its empty form."""
    sentence = no_release_sentence(all_releases, texts)
    if all_releases.problems or has_demonstration():
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
    if address.presenting:
        return
    texts = address.texts
    with st.sidebar, st.container(key="navigation"):
        show("brand", title=texts("app.name"), plan=title)
        for group, members in pages.items():
            if group != "overview":
                show("nav_group", text=texts(f"group.{group}"))
            for member in members:
                st.page_link(member, label=member.title, query_params=address.parameters(), width="stretch")


def _header(title: str, address: Address, all_releases: Releases) -> None:
    texts = address.texts
    with st.container(horizontal=True, key="header", vertical_alignment="center", gap="small"):
        show("title", title=dashboard_title(texts) if title == texts("page.overview") else title)
        if address.snapshot is not None:
            as_of_control(
                texts("frame.as_of"),
                [
                    (snapshot.id, texts("frame.as_of_option", day=snapshot.id))
                    for snapshot in reversed(all_releases.snapshots)
                ],
                address.snapshot.id,
                _as_of_chosen,
            )
        st.button(texts("frame.other_language"), key="switch_language", on_click=_switch_language, args=(address,))
        st.button(
            texts("frame.stop_presenting" if address.presenting else "frame.present"),
            key="present",
            on_click=_switch_presenting,
            args=(address,),
        )


def _as_of_chosen(release: str) -> None:
    st.query_params["as_of"] = release


def _switch_language(address: Address) -> None:
    st.query_params["lang"] = address.language.other.value


def _switch_presenting(address: Address) -> None:
    st.session_state["kept_present"] = "0" if address.presenting else "1"
    if address.presenting:
        st.query_params.pop("present", None)
    else:
        st.query_params["present"] = "1"


def _warnings(address: Address, all_releases: Releases) -> None:
    """Everything that could mislead, above the page: an old as-of date, refused parameters, damaged releases."""
    texts = address.texts
    latest = all_releases.latest()
    if address.snapshot is not None and latest is not None and address.snapshot.id != latest.id:
        show(
            "message",
            kind="amber",
            text=texts("frame.not_latest", as_of=address.snapshot.id, latest=latest.id),
        )
    for sentence in address.refused:
        show("message", kind="refused", text=sentence)
    for item in all_releases.problems:
        show("message", kind="error", text=problem_sentence(item, texts))
    reference = reference_problem()
    if reference is not None:
        show("message", kind="error", text=reference_sentence(reference, texts))
