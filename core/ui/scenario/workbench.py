"""The workbench of the scenario page: sliders that redraw while being dragged, and the goals that follow them."""

from __future__ import annotations

from math import floor, log10
from typing import Any

import streamlit as st

from core.panels.scenario.scenario import FILLED
from core.panels.scenario.text_ids import LEVER_GROUP_TEXT, LEVER_UNIT_NAME_TEXT
from core.panels.scenario.words import lever_range, origin_sentence
from core.scenario.basis import Basis
from core.scenario.levers import WHOLE, Lever, LeverGroup, LeverUnit
from core.scenario_basis.from_release import basis_of
from core.ui.element_registration import element
from core.ui.markup import show
from core.ui.page import Page
from core.ui.panel import below
from core.ui.scenario import save_and_compare as scenario_tools
from core.ui.scenario.live_answer import LIVE_PATH
from core.ui.scenario.scenario_address import (
    open_session,
    scenario_session,
    show_refusals,
    write_address,
    year_in_address,
)
from core.ui.scenario.session import ScenarioSession
from core.ui.scenario.view import scenario_view


def workbench(page: Page) -> None:
    """Tools on top, levers at the left, goals and the large figure at the right, its rows below."""
    session, basis = open_session(page), basis_of(page.context)
    show_refusals(page)
    if not basis.levers:
        show("message", kind="error", text=page.address.texts("scenario.nothing"))
        return
    session.chosen = _chosen(session.chosen, page)
    write_address(session, basis)
    scenario_tools.tools(page, session)
    _live(page, basis)
    with st.container(key="scenario_below"):
        below(session.view(page.context, year_in_address()).panel, page.address)


@st.fragment
def _live(page: Page, basis: Basis) -> None:
    """All that follows a slider: two elements and nothing else, since each costs time at every move."""
    session = scenario_session(page)
    slider_state: Any = st.session_state.get("levers") or {}
    live = session.hear(slider_state.get("moved"), basis)
    sent: Any = st.session_state.get("scenario_view") or {}
    # The view asks for everything again when the browser had to make it anew in the middle of a move.
    lost, session.lost = sent.get("lost") != session.lost, sent.get("lost")
    before, choice = session.chosen, sent.get("chosen")
    if choice != session.choice:
        session.choice, session.chosen = choice, _chosen(choice["goal"], page)
    view = session.view(page.context, year_in_address(), live=live)
    with st.container(key="scenario_live"):
        element("levers")(key="levers", data=_levers(page, basis, session, live), on_moved_change=_heard)
        element("scenario_view")(
            key="scenario_view",
            data=scenario_view(view.scenario, view.panel, view.goal, live=live and not lost),
            on_chosen_change=_heard,
            on_lost_change=_heard,
        )
    if before != session.chosen or (not live and session.moved != session.settled[2]):
        session.add_undo_step()
        session.ahead = True
        st.rerun(scope="app")  # what else the page shows of the scenario, and the address


def _levers(page: Page, basis: Basis, session: ScenarioSession, live: bool) -> dict[str, object]:
    """What the sliders need; while one of them is moved only that its moves were heard."""
    if live:
        return {"live": True, "turn": session.turn}
    texts = page.address.texts
    return {
        "groups": _groups(page, basis),
        "values": session.moved,
        "session": session.id,
        "turn": session.turn,
        "heard": session.heard,
        "ask": {"path": LIVE_PATH.lstrip("/"), "query": _asked_with(page, session)},
        "words": {
            "title": texts("scenario.levers"),
            "reset": texts("scenario.reset_one"),
            "more": texts("scenario.more"),
            "value": texts("scenario.value"),
            "box": texts("scenario.lever_of", label="{label}", unit="{unit}"),
            "changed": texts("scenario.changed_short", n="{n}"),
            "name": texts.of(session.name),
            "edited": texts("scenario.changed", name=texts.of(session.name), n="{n}"),
            "origin": {id: value for id, value in session.origin.items() if id not in session.aside},
        },
    }


def _asked_with(page: Page, session: ScenarioSession) -> dict[str, str]:
    """The address parameters, beside the levers, that the live view of a moved slider is asked for with."""
    until = year_in_address()
    parameters = page.address.parameters(goal=session.chosen)
    if until is not None:
        parameters["until"] = str(until)
    return parameters | ({"fill": FILLED} if page.context.filled else {})


def _chosen(goal: str, page: Page) -> str:
    """The goal the large chart is about: the one asked for, else the plan's first."""
    ids = page.context.plan.goal_ids
    return goal if goal in ids else ids[0]


def _heard() -> None:
    """The values are read where the page is made; the element only has to be listened to."""


def _groups(page: Page, basis: Basis) -> list[dict[str, object]]:
    """The levers as the sliders need them, by part of the model; kept, since they depend on release and language."""
    key = (basis.release, basis.data, page.address.language)
    stored: tuple[object, list[dict[str, object]]] | None = st.session_state.get("scenario_groups")
    if stored is not None and stored[0] == key:
        return stored[1]
    texts = page.address.texts
    groups: list[dict[str, object]] = [
        {"name": texts(LEVER_GROUP_TEXT[group]), "levers": [_lever(lever, page) for lever in basis.of(group)]}
        for group in LeverGroup
        if basis.of(group)
    ]
    st.session_state["scenario_groups"] = (key, groups)
    return groups


def _lever(one: Lever, page: Page) -> dict[str, object]:
    texts, formats = page.context.texts, page.context.formats
    unit, scale, decimals = _box(one, page)
    return {
        "id": one.id,
        "label": texts.of(one.declaration.label),
        "of": texts.of(one.name) if one.name is not None else "",
        "unit": unit,
        "low": one.low,
        "high": one.high,
        "step": one.step,
        "default": one.default,
        "plausible": list(one.plausible),
        "scale": scale,
        "decimals": decimals,
        "whole": one.unit in WHOLE,
        "bounds": texts(
            "lever.name",
            name=texts.of(one.declaration.label),
            label=texts("scenario.bounds", range=lever_range(one, (one.low, one.high), formats)),
        ),
        "about": texts.joined(
            [
                texts.of(one.declaration.meaning),
                origin_sentence(one, texts, formats),
                texts("scenario.plausible", range=lever_range(one, one.plausible, formats)),
            ]
        ),
    }


def _box(one: Lever, page: Page) -> tuple[str, float, int]:
    """How the number box writes a lever: the unit beside it, what its value is multiplied by, its decimals."""
    scale = 100.0 if one.unit in (LeverUnit.SHARE, LeverUnit.SHARE_PER_YEAR) else 1.0
    if one.unit is LeverUnit.YEAR:
        return "", scale, 0
    unit = page.context.texts(LEVER_UNIT_NAME_TEXT[one.unit])
    # As many decimals as a step has.
    decimals = max(0, -floor(log10(one.step * scale) + 1e-9))
    return unit, scale, decimals
