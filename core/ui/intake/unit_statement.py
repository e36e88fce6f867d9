"""The list of units on the page of returns, and the statement that these are all: asked, made, taken back."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import streamlit as st

from core.datasets import ListState
from core.intake.finding_words import refusal
from core.intake.findings import IntakeError
from core.intake.publishing.unit_list_statement import KnownUnits, state_with_passphrase, units_of_release
from core.panels.intake.unit_list import stated_sentence, unit_list, unit_names, unit_table
from core.problem_sentences import problem_sentence
from core.records.passphrase import AccessError
from core.snapshots import SnapshotError
from core.ui.address import choose_release
from core.ui.intake.passphrase_box import access_sentence, clear_passphrase, passphrase_box, typed_passphrase
from core.ui.markup import show
from core.ui.page import Page
from core.ui.panel import panel as show_panel

_BUTTONS = {ListState.COMPLETE: "intake.units.state", ListState.OPEN: "intake.units.take_back"}


def unit_statement(page: Page) -> None:
    """The units of the release on show; of the newest one it can be stated that these are all, and taken back.

    Nothing is shown of the demonstration: it was made with all its units.
    """
    texts, context, state = page.address.texts, page.context, st.session_state
    latest = context.releases.latest()
    if latest is None or context.releases.is_demonstration(context.snapshot):
        return
    try:
        known = units_of_release(context.snapshot, context.plan.area)
        show_panel(unit_list(context), page.address)
    except (OSError, pa.ArrowException):
        return  # the page has said so
    with st.container(border=True, key="intake_units"):
        show("section", title=texts("intake.units.title"), lines=(texts("intake.units.guide"),), href="")
        message = state.pop("intake_units_said", None)
        if message is not None:
            show("message", kind=message[0], text=message[1])
        if context.snapshot != latest:
            show("message", kind="quiet", text=texts("intake.units.newest", release=latest.id))
            return
        st.text_input(texts("intake.units.by"), key="intake_units_by", max_chars=60, width=480)
        passphrase_box("intake_units", texts)
        for list_state, offered in ((ListState.COMPLETE, known.is_asked), (ListState.OPEN, known.is_complete)):
            if offered:
                key = f"intake_units_{list_state.value}"
                st.button(texts(_BUTTONS[list_state]), key=key, on_click=_state, args=(page, list_state))


def _state(page: Page, list_state: ListState) -> None:
    texts, state = page.address.texts, st.session_state
    by = state["intake_units_by"].strip()
    if not by:
        state["intake_units_said"] = ("refused", texts("intake.units.nobody"))
        return
    try:
        release = state_with_passphrase(
            page.context.snapshot,
            page.context.plan.area,
            typed_passphrase("intake_units"),
            list_state,
            by,
            datetime.now(UTC),
        )
    except AccessError as error:
        state["intake_units_said"] = ("error", access_sentence(error, texts))
    except IntakeError as error:
        state["intake_units_said"] = ("error", refusal(error, texts))
    except SnapshotError as error:
        state["intake_units_said"] = ("error", problem_sentence(error.problem, texts))
    else:
        clear_passphrase("intake_units")
        choose_release(release.id)
        state["kept_as_of"] = release.id
        state["intake_units_said"] = ("quiet", texts("intake.units.written", release=release.id))


def all_units_box(page: Page, known: KnownUnits | None) -> None:
    """Ask whether the units known with a return are all of the district, and say beside it which they are."""
    if known is None or not known.is_asked:
        return
    texts = page.address.texts
    st.checkbox(texts("intake.page.all_units"), key="intake_all_units", help=texts("intake.page.all_units_meaning"))
    names = unit_names(known.in_force, texts)
    lines = [texts("intake.units.with_return", count=len(known.in_force), names=names)]
    if known.is_complete:
        lines.append(texts("intake.units.grown", sentence=stated_sentence(known, texts)))
    show("notes", notes=tuple(lines), source="")
    label = texts("intake.units.all", count=len(known.units))
    with st.expander(label, key="intake_all_units_list"):
        show("table", table=unit_table(known, texts), label=label, rows_of_year="", to=None)


def states_all_units(known: KnownUnits | None) -> bool:
    """Whether the box was asked and ticked."""
    return known is not None and known.is_asked and bool(st.session_state.get("intake_all_units"))
