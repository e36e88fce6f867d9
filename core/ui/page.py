"""What a page starts with: the reader's choices and the context the frame prepared for this run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from core.context import Context
from core.panels import Panel
from core.panels.definitions import with_definitions
from core.panels.judgement.closing import closing_panels
from core.panels.panel import NamesNote
from core.panels.why.why import why_panels
from core.ui.address import Address
from core.ui.markup import show
from core.ui.panel import MOST_ROWS
from core.ui.panel import panel as show_panel

ROWS_SHOWN = 60
"""Rows of an open table on a page at once; its download holds them all."""


@dataclass(frozen=True, slots=True)
class Page:
    """One run of one page."""

    address: Address
    context: Context
    said: set[str] = field(default_factory=set)
    """The notes with names of units that stand on the page already."""

    def show(self, *panels: Panel, rows: bool = False) -> None:
        """Show panels one below the other; with `rows` open tables, of which long ones show their first rows."""
        for panel in panels:
            show_panel(self._ready(panel), self.address, most=ROWS_SHOWN if rows else MOST_ROWS, opened=rows)

    def beside(self, *panels: Panel) -> None:
        """Show panels side by side; one alone as it is."""
        if len(panels) < 2:
            self.show(*panels)
            return
        for column, panel in zip(st.columns(len(panels), gap="small"), panels, strict=True):
            with column:
                show_panel(self._ready(panel), self.address)

    def _ready(self, panel: Panel) -> Panel:
        """A panel as it stands on this page: with its definitions, and without names that stand further up.

        Nothing stands in their place: a panel that is printed or shown alone must not refer to another.
        """
        panel = with_definitions(panel, self.context)
        notes = tuple(note for note in panel.notes if note not in self.said)
        self.said.update(note for note in notes if isinstance(note, NamesNote))
        return replace(panel, notes=notes)

    def closing(self, *indicator_ids: str) -> None:
        """The closing evaluations of those of these goals that are due.

        In a place of their own, also while it is empty: what comes with a date must not make the charts below anew.
        """
        with st.container(key=f"closing_of_{'_'.join(indicator_ids)}"):
            panels = closing_panels(self.context, *indicator_ids)
            if panels:
                self.beside(*panels)

    def why(self, *indicator_ids: str) -> None:
        """Why those of these goals that are missed or behind their path are: in a place of its own, as `closing`.

        Below each other, since bars need the room beside long names.
        """
        with st.container(key=f"why_of_{'_'.join(indicator_ids)}"):
            self.show(*why_panels(self.context, *indicator_ids))

    def choice(self, name: str, options: tuple[str, ...], default: str | None = None) -> str:
        """A switch kept in the address under `name`; an unknown option is refused, the first one is the default."""
        texts, default = self.address.texts, default or options[0]
        option = st.query_params.get(name, default)
        with st.container(key=f"refused_{name}"):
            if option not in options:
                show("message", kind="refused", text=texts("refused.choice", name=name, value=option))
                option = default
        st.session_state[name] = option
        st.segmented_control(
            texts(f"choice.{name}"),
            options,
            key=name,
            format_func=lambda option: texts(f"choice.{name}.{option}"),
            on_change=_chosen,
            args=(name, option),
        )
        return option

    def pick(
        self, name: str, options: tuple[str, ...], chosen: str, words: Callable[[str], str] = str, label: str = ""
    ) -> str:
        """A list to pick one of many from, kept in the address under `name`; `chosen` is what stands there now.

        `words` is what an option is called, `label` what the list is called here, where that is not as on every page.
        """
        texts = self.address.texts
        option = st.query_params.get(name)
        with st.container(key=f"refused_{name}"):
            if option is not None and option not in options:
                show("message", kind="refused", text=texts("refused.choice", name=name, value=option))
        st.session_state[name] = chosen
        label = label or texts(f"choice.{name}")
        st.selectbox(label, options, key=name, format_func=words, on_change=_chosen, args=(name, chosen))
        return chosen

    def lists(self, offered: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """Lists to narrow what follows by, side by side, each kept in the address under its name: what was chosen.

        `offered` holds words by id for each list; an id that is not offered is refused by name, none chosen is all.
        """
        with st.container(horizontal=True, key=f"lists_{'_'.join(offered)}"):
            return {name: self._one_of(name, words) for name, words in offered.items()}

    def _one_of(self, name: str, words: Mapping[str, str]) -> str:
        texts, chosen = self.address.texts, st.query_params.get(name, "")
        with st.container(key=f"list_{name}"):
            if chosen and chosen not in words:
                show("message", kind="refused", text=texts("refused.choice", name=name, value=chosen[:60]))
                chosen = ""
            st.session_state[name] = chosen
            st.selectbox(
                texts(f"choice.{name}"),
                ("", *words),
                key=name,
                format_func=lambda id: words.get(id) or texts("choice.all"),
                on_change=_narrowed,
                args=(name,),
            )
        return chosen


def _narrowed(name: str) -> None:
    if st.session_state[name]:
        st.query_params[name] = st.session_state[name]
    else:
        st.query_params.pop(name, None)


def _chosen(name: str, default: str) -> None:
    # Clicking the chosen option again would leave nothing chosen.
    st.query_params[name] = st.session_state[name] or default


def opened() -> Page:
    """The choices and context of this run."""
    return Page(st.session_state["address"], st.session_state["context"])
