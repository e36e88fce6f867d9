"""The as-of control: the browser's own select, so that an arrow key moves from release to release without a pop-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from core.ui.element_registration import element


def as_of_control(
    label: str, options: Sequence[tuple[str, str]], chosen: str, on_choice: Callable[[str], None]
) -> None:
    """Offer releases as (id, words), newest first; `on_choice` is called with the id a person chooses.

    What is chosen is what the caller says, from the address: the element itself keeps nothing.
    """

    def moved() -> None:
        picked: Any = st.session_state["as_of"]
        release_id = picked.get("chosen")
        if release_id in {option for option, _ in options}:
            on_choice(release_id)

    element("as_of_control")(
        key="as_of",
        width=210,
        data={"label": label, "options": [list(option) for option in options], "chosen": chosen},
        on_chosen_change=moved,
    )
