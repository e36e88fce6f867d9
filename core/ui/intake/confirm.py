"""The one click with which somebody confirms that a unit's figures are unchanged."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import streamlit as st

from core.intake.publishing import desk
from core.language import Language
from core.records.passphrase import AccessError
from core.ui.intake import passphrase_box as guarding
from core.ui.intake.sent_file import today
from core.ui.markup import show
from core.ui.page import Page


def unchanged(page: Page) -> None:
    """One click for a unit whose figures are as they were: by name and dated, so that silence is something else."""
    texts, state = page.address.texts, st.session_state
    owed = desk.owing(page.context.snapshot, page.context.plan.area, today())
    with st.container(border=True, key="intake_confirm"):
        show("section", title=texts("intake.confirm.title"), lines=(texts("intake.confirm.guide"),), href="")
        said = state.pop("intake_confirm_said", None)
        if said is not None:
            show("message", kind=said[0], text=said[1])
        if not owed:
            return
        names = {id: mine[0].unit_name for id, mine in owed.items()}
        if texts.language is Language.EN:
            named = desk.units(page.context.snapshot, page.context.plan.area, desk.round_of(today()))
            names |= {each.id: each.en for each in named if each.id in names}
        one, two, three = st.columns((3, 2, 1), vertical_alignment="bottom")
        one.selectbox(texts("intake.page.unit"), tuple(owed), key="intake_confirm_unit", format_func=names.__getitem__)
        two.text_input(texts("intake.confirm.by"), key="intake_confirm_by")
        guarding.asked("intake_confirm", texts)
        three.button(
            texts("intake.confirm.button"), key="intake_confirm_button", on_click=_confirmed, args=(page, names)
        )


def _confirmed(page: Page, names: dict[str, str]) -> None:
    texts, state = page.address.texts, st.session_state
    unit = state["intake_confirm_unit"]
    try:
        by, now = state["intake_confirm_by"], datetime.now(UTC).astimezone()
        desk.confirm_unchanged(
            page.context.snapshot, page.context.plan.area, unit, by, now, guarding.given("intake_confirm")
        )
    except AccessError as error:
        state["intake_confirm_said"] = ("error", guarding.refused(error, texts))
    except ValueError:
        state["intake_confirm_said"] = ("refused", texts("intake.confirm.nobody"))
    except (OSError, sqlite3.Error):
        state["intake_confirm_said"] = ("error", texts("intake.confirm.unwritable"))
    else:
        guarding.cleared("intake_confirm")
        state["intake_confirm_said"] = ("quiet", texts("intake.confirm.done", unit=names[unit]))
