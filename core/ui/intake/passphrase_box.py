"""The box for the passphrase, where one is set, and the sentence for a wrong one."""

from __future__ import annotations

import streamlit as st

from core.language import Texts
from core.records import passphrase as access
from core.records.passphrase import AccessError
from core.ui.markup import show


def passphrase_box(step: str, texts: Texts) -> None:
    """Ask for the passphrase of a step, when the administrator has set one."""
    if access.is_set():
        st.text_input(
            texts("access.passphrase"),
            key=f"{step}_passphrase",
            type="password",
            max_chars=200,
            autocomplete="off",
            width=480,
        )


def typed_passphrase(step: str) -> str:
    """What was typed into the box of a step; the step itself checks it."""
    return str(st.session_state.get(f"{step}_passphrase", ""))


def clear_passphrase(step: str) -> None:
    """Empty the box after its step, so that the next person at the screen is asked again."""
    st.session_state[f"{step}_passphrase"] = ""


def unprotected_notice(texts: Texts) -> None:
    """While no passphrase is set, tell the administrator that anybody who opens the page may publish."""
    if not access.is_set():
        show("message", kind="quiet", text=texts("access.unguarded"))


def access_sentence(error: AccessError, texts: Texts) -> str:
    """Why the step was refused, and what to do."""
    return texts(f"access.{error.code}", count=error.seconds, number=error.seconds)
