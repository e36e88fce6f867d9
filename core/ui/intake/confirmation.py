"""The button with which somebody confirms that a unit's figures are unchanged."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import streamlit as st

from core.intake.publishing.reporting_round import RoundReports, confirm_unchanged
from core.records.passphrase import AccessError
from core.ui.intake.passphrase_box import access_sentence, clear_passphrase, passphrase_box, typed_passphrase
from core.ui.markup import show
from core.ui.page import Page


def confirmation(page: Page, reports: RoundReports | None) -> None:
    """Confirm by name that a unit's figures are unchanged, so that silence means something else.

    Nothing is shown without `reports`: there is no release, or none that can be read, and the page has said so.
    """
    if reports is None:
        return
    texts, state = page.address.texts, st.session_state
    outstanding = reports.confirmable()
    with st.container(border=True, key="intake_confirm"):
        show("section", title=texts("intake.confirm.title"), lines=(texts("intake.confirm.guide"),), href="")
        message = state.pop("intake_confirm_said", None)
        if message is not None:
            show("message", kind=message[0], text=message[1])
        if not outstanding:
            return
        names = {id: texts.of(unit_reports[0].unit_name) for id, unit_reports in outstanding.items()}
        unit_place, name_place, button_place = st.columns((3, 2, 1), vertical_alignment="bottom")
        unit_place.selectbox(
            texts("intake.page.unit"), tuple(outstanding), key="intake_confirm_unit", format_func=names.__getitem__
        )
        name_place.text_input(texts("intake.confirm.by"), key="intake_confirm_by")
        passphrase_box("intake_confirm", texts)
        button_place.button(
            texts("intake.confirm.button"), key="intake_confirm_button", on_click=_confirm, args=(page, names)
        )


def _confirm(page: Page, names: dict[str, str]) -> None:
    texts, state = page.address.texts, st.session_state
    unit = state["intake_confirm_unit"]
    try:
        by, now = state["intake_confirm_by"], datetime.now(UTC).astimezone()
        context, passphrase = page.context, typed_passphrase("intake_confirm")
        confirm_unchanged(
            context.snapshot,
            context.plan.area,
            unit,
            by,
            now,
            passphrase,
            demonstration=context.releases.is_demonstration(context.snapshot),
        )
    except AccessError as error:
        state["intake_confirm_said"] = ("error", access_sentence(error, texts))
    except ValueError:
        state["intake_confirm_said"] = ("refused", texts("intake.confirm.nobody"))
    except (OSError, sqlite3.Error):
        state["intake_confirm_said"] = ("error", texts("intake.confirm.unwritable"))
    else:
        clear_passphrase("intake_confirm")
        state["intake_confirm_said"] = ("quiet", texts("intake.confirm.done", unit=names[unit]))
