"""The box for the passphrase, where one is set, and what is said when it was not the right one."""

from __future__ import annotations

import streamlit as st

from core.language import Texts
from core.records import passphrase as access
from core.records.passphrase import AccessError
from core.ui.markup import show


def asked(what: str, texts: Texts) -> None:
    """Ask for the passphrase of a step, when the administrator set one."""
    if access.asked_for():
        st.text_input(
            texts("access.passphrase"),
            key=f"{what}_passphrase",
            type="password",
            max_chars=200,
            autocomplete="off",
            width=480,
        )


def given(what: str) -> str:
    """What was typed into the box of a step; the step itself judges it."""
    return str(st.session_state.get(f"{what}_passphrase", ""))


def cleared(what: str) -> None:
    """Empty the box after its step was taken, so that the next person at the screen is asked again."""
    st.session_state[f"{what}_passphrase"] = ""


def unguarded(texts: Texts) -> None:
    """Tell whoever looks after the server that anybody who opens the page may publish, while that is so."""
    if not access.asked_for():
        show("message", kind="quiet", text=texts("access.unguarded"))


def refused(error: AccessError, texts: Texts) -> str:
    """Why the step was not taken, and what to do."""
    return texts(f"access.{error.code}", count=error.seconds, number=error.seconds)
