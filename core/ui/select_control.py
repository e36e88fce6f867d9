"""A choice of the header: the browser's own select, so that an arrow key moves on without a pop-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from core.ui.element_registration import element


def select_control(
    key: str, label: str, options: Sequence[tuple[str, str]], chosen: str, on_choice: Callable[[str], None]
) -> None:
    """Offer options as (id, words) in their order; `on_choice` is called with the id a person chooses.

    What is chosen is what the caller says, from the address: the element itself keeps nothing.
    """

    def moved() -> None:
        picked: Any = st.session_state[key]
        id = picked.get("chosen")
        if id in {option for option, _ in options}:
            on_choice(id)

    element("select_control")(
        key=key,
        width=168,
        data={"label": label, "options": [list(option) for option in options], "chosen": chosen},
        on_chosen_change=moved,
    )
