"""What a page starts with: the reader's choices and the context the frame prepared for this run."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from core.panels import Context, Panel
from core.ui.address import Address
from core.ui.panel import panel as show_panel


@dataclass(frozen=True, slots=True)
class Page:
    """One run of one page."""

    address: Address
    context: Context

    def show(self, *panels: Panel) -> None:
        """Show panels one below the other."""
        for one in panels:
            show_panel(one, self.address, self.context.tag)

    def beside(self, *panels: Panel) -> None:
        """Show panels side by side; below each other when presenting, where the type is large."""
        if self.context.presenting:
            self.show(*panels)
            return
        for column, one in zip(st.columns(len(panels), gap="small"), panels, strict=True):
            with column:
                show_panel(one, self.address, self.context.tag)


def opened() -> Page:
    """The choices and context of this run."""
    return Page(st.session_state["address"], st.session_state["context"])
