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
    say, state = page.address.texts, st.session_state
    owed = desk.owing(page.context.snapshot, page.context.plan.area, today())
    with st.container(border=True, key="intake_confirm"):
        show("section", title=say("intake.confirm.title"), lines=(say("intake.confirm.guide"),), href="")
        said = state.pop("intake_confirm_said", None)
        if said is not None:
            show("message", kind=said[0], text=said[1])
        if not owed:
            return
        names = {id: mine[0].unit_name for id, mine in owed.items()}
        if say.language is Language.EN:
            named = desk.units(page.context.snapshot, page.context.plan.area, desk.round_of(today()))
            names |= {each.id: each.en for each in named if each.id in names}
        one, two, three = st.columns((3, 2, 1), vertical_alignment="bottom")
        one.selectbox(say("intake.page.unit"), tuple(owed), key="intake_confirm_unit", format_func=names.__getitem__)
        two.text_input(say("intake.confirm.by"), key="intake_confirm_by")
        guarding.asked("intake_confirm", say)
        three.button(say("intake.confirm.button"), key="intake_confirm_button", on_click=_confirmed, args=(page, names))


def _confirmed(page: Page, names: dict[str, str]) -> None:
    say, state = page.address.texts, st.session_state
    unit = state["intake_confirm_unit"]
    try:
        by, now = state["intake_confirm_by"], datetime.now(UTC).astimezone()
        desk.confirm_unchanged(
            page.context.snapshot, page.context.plan.area, unit, by, now, guarding.given("intake_confirm")
        )
    except AccessError as error:
        state["intake_confirm_said"] = ("error", guarding.refused(error, say))
    except ValueError:
        state["intake_confirm_said"] = ("refused", say("intake.confirm.nobody"))
    except (OSError, sqlite3.Error):
        state["intake_confirm_said"] = ("error", say("intake.confirm.unwritable"))
    else:
        guarding.cleared("intake_confirm")
        state["intake_confirm_said"] = ("quiet", say("intake.confirm.done", unit=names[unit]))
