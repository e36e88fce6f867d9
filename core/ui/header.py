"""The header of every page: its title, search, as-of date, the other language, the way into a meeting (the key P)."""

from __future__ import annotations

import streamlit as st

from core.context import dashboard_title, plan_word
from core.formats import Formats
from core.language import Texts
from core.plan.entries import PlanHead
from core.snapshots import Releases
from core.ui.address import Address, choose_release
from core.ui.markup import show
from core.ui.search.box import search_box
from core.ui.select_control import select_control


def header(page: str, title: str, plan_title: str, address: Address, all_releases: Releases) -> None:
    """Title and choices; on paper, at the head of every sheet, the title with plan, release and what is made up."""
    texts = address.texts
    with st.container(horizontal=True, key="header", vertical_alignment="center", gap="small"):
        show(
            "title",
            title=heading(title, texts),
            origin=_origin(plan_title, address),
            tag=texts("tag.illustrative"),
        )
        search_box(page, address)
        if address.snapshot is not None:
            select_control(
                "as_of", texts("frame.as_of"), _as_of_options(all_releases, texts), address.snapshot.id, choose_release
            )
            if len(address.plans) > 1:
                select_control(
                    "plan", texts("frame.plan"), _plan_options(address.plans, texts), address.plan, _choose_plan
                )
        st.button(texts("frame.other_language"), key="switch_language", on_click=_switch_language, args=(address,))
        with st.container(key="present", width="content"):
            show(
                "meeting_door",
                text=texts("frame.present"),
                key=f"{texts('engine.shortcut')}P",
                failed=texts("meeting.failed"),
            )


def heading(title: str, texts: Texts) -> str:
    """The heading of a page with this title: the name of the dashboard on the overview."""
    return dashboard_title(texts) if title == texts("page.overview") else title


def _origin(plan_title: str, address: Address) -> str:
    """Plan, as-of date and source in one line; empty without a release."""
    if address.snapshot is None:
        return ""
    texts, release = address.texts, address.snapshot
    return texts("frame.origin", plan=plan_title, day=Formats(texts).day(release.as_of), release=release.id)


def _as_of_options(all_releases: Releases, texts: Texts) -> list[tuple[str, str]]:
    """Every release as (id, words), newest first; then those of the demonstration, named as such."""
    return [
        *((snapshot.id, texts("frame.as_of_option", day=snapshot.id)) for snapshot in reversed(all_releases.snapshots)),
        *(
            (snapshot.id, texts("frame.as_of_demonstration", day=snapshot.as_of))
            for snapshot in reversed(all_releases.beside)
        ),
    ]


def _plan_options(heads: tuple[PlanHead, ...], texts: Texts) -> list[tuple[str, str]]:
    """Every plan as (id, words), the newest first."""
    return [(head.id, plan_word(head, heads, texts)) for head in reversed(heads)]


def _choose_plan(id: str) -> None:
    st.query_params["plan"] = id


def _switch_language(address: Address) -> None:
    st.query_params["lang"] = address.language.other.value
