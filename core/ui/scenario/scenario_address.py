"""A scenario in the address of its page: read from there, written there, and what could not be used."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.panels.scenario.scenario import (
    FILL_CHOICES,
    FILLED,
    levers_of_address,
    moved_parameters,
    year_of_text,
)
from core.panels.scenario.words import lever_label, refusal_sentence
from core.panels.units_not_reported import filling_sentence
from core.queries.completeness.missing_returns import units_behind
from core.scenario.basis import Basis
from core.scenario.levers import LAST_YEAR, MODEL_VERSION
from core.scenario.link import PARAMETER, LeversOfLink
from core.scenario_basis.from_release import basis_of
from core.scenario_basis.lever_declarations import is_lever
from core.ui.markup import show
from core.ui.page import Page
from core.ui.scenario.session import SESSION_KEY, ScenarioSession, catalogue_name


def scenario_session(page: Page) -> ScenarioSession:
    """The scenario of this session, as it stands."""
    session: ScenarioSession | None = st.session_state.get(SESSION_KEY)
    return session if session is not None else open_session(page)


def planner_page(page: Page) -> Page:
    """The page with the years the planner wants: complete ones, or with missing units at their last value.

    Asked only where a unit has not reported; the choice stands in the address.
    """
    if not units_behind(page.context.returns):
        return page
    fill = page.choice("fill", FILL_CHOICES)
    page = replace(page, context=replace(page.context, filled=fill == FILLED))
    with st.container(key="scenario_filled"):
        if page.context.filled:
            show("message", kind="amber", text=filling_sentence(page.context))
    return page


def open_session(page: Page) -> ScenarioSession:
    """The scenario of this session at the start of a run of the page: that of the address, when it is not our own.

    The address of a browser may lag behind what the page wrote last: after a change of ours it says nothing new. Where
    it differs otherwise, somebody opened a link or went back: then it counts, and a step of the history stays one.
    """
    basis, current = basis_of(page.context), catalogue_name("scenario.current")
    asked = {name: text for name, text in st.query_params.items() if is_lever(name) or name in (PARAMETER, "goal")}
    session: ScenarioSession | None = st.session_state.get(SESSION_KEY)
    if session is None or (not session.ahead and asked != session.written):
        usable, refused, link = levers_of_address(basis, asked)
        usable = basis.moved(basis.values(usable))
        if session is None:
            session = st.session_state[SESSION_KEY] = ScenarioSession(usable, current)
        elif _speaks_of_levers(asked) and usable != session.moved and not session.show_again(usable, basis):
            session.set(usable, current, {})
        session.chosen = asked.get("goal", session.chosen)
        session.refused, session.newer = refused, _newer(basis, link)
    session.fit(basis)
    return session


def _speaks_of_levers(asked: dict[str, str]) -> bool:
    """Whether an address says how levers stand; that of the menu leaves them out, and they stay."""
    return any(name != "goal" for name in asked)


def _newer(basis: Basis, link: LeversOfLink) -> tuple[tuple[str, dict[str, object]], ...]:
    """What has changed since the link of this address was made, as texts of the catalogues."""
    said = (link.model, link.data) if link.values else (None, None)
    model, data = st.query_params.get("model", said[0]), st.query_params.get("data", said[1])
    changes: list[tuple[str, dict[str, object]]] = []
    if model not in (None, MODEL_VERSION):
        changes.append(("scenario.newer_model", {"then": model[:20], "now": MODEL_VERSION}))
    if data is not None and not (data and basis.data.startswith(data)):
        changes.append(("scenario.newer_data", {"release": basis.release}))
    return tuple(changes)


def write_address(session: ScenarioSession, basis: Basis) -> None:
    """Every lever that differs into the address, with what a link needs to say later that data or model are newer."""
    wanted = {**moved_parameters(basis, session.moved), "goal": session.chosen}
    before = st.query_params.to_dict()
    kept = {
        name: value for name, value in before.items() if not is_lever(name) and name not in ("model", "data", PARAMETER)
    }
    if before != kept | wanted:
        st.query_params.from_dict(kept | wanted)  # at once: every message is a step of the browser's history
    session.written = wanted
    session.ahead = False


def year_in_address() -> int | None:
    """The last year to show that the address asks for; None when it asks for none or for one no scenario reaches."""
    return year_of_text(st.query_params.get("until", ""))


def show_refusals(page: Page) -> None:
    """What a link asked for and did not get, and whether data or model are newer than it."""
    texts, basis, parameters = page.address.texts, basis_of(page.context), st.query_params
    with st.container(key="scenario_refused_place"):
        session = scenario_session(page)
        for refusal in session.refused:
            show("message", kind="refused", text=refusal_sentence(refusal, texts, page.context.formats))
        if session.aside:
            listed = texts.listed(lever_label(id, basis, texts) for id in session.aside)
            show("message", kind="amber", text=texts("scenario.aside", release=basis.release, levers=listed))
        if parameters.get("until") and year_in_address() is None:
            show(
                "message",
                kind="refused",
                text=texts("scenario.refused.until", value=parameters["until"][:20], last=LAST_YEAR),
            )
        for text, given in session.newer:
            show("message", kind="amber", text=texts(text, **given))
