"""New data is offered while a page is open, and never switched to by itself."""

from __future__ import annotations

import streamlit as st

from core.snapshots import releases
from core.ui.address import Address, choose_release
from core.ui.markup import show

EVERY = 60
"""Seconds between two looks at the folder of releases; a look reads a directory, no data."""


@st.fragment(run_every=EVERY)
def offer(address: Address) -> None:
    """Say that a release newer than all those known when this page was opened has come, with a button to see it.

    The page itself keeps its numbers: whoever presents must not have them change on the wall.
    """
    if st.session_state.pop("offer_taken", False):
        st.rerun()  # a button in here runs this part again only; the page must follow
    newest, snapshot = releases().latest(), address.snapshot
    if newest is None or snapshot is None:
        return
    newest_at_opening = st.session_state.setdefault("newest_known", newest.id)
    if newest.id in (newest_at_opening, snapshot.id):
        return
    texts = address.texts
    with st.container(horizontal=True, key="offer", vertical_alignment="center", gap="small"):
        show("message", kind="offer", text=texts("offer.new", release=newest.id, shown=snapshot.id))
        st.button(texts("offer.switch"), key="offer_switch", on_click=_answer, args=(newest.id, True))
        st.button(texts("offer.later"), key="offer_later", on_click=_answer, args=(newest.id, False))


def _answer(release: str, accepted: bool) -> None:
    st.session_state["newest_known"] = release
    if accepted:
        choose_release(release)
        st.session_state["offer_taken"] = True
