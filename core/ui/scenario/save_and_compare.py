"""What one does with a scenario: ready-made ones, back and forth, how far to look, save, compare, ask what it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st

from core.language import Language, catalogue
from core.panels.panel import Panel
from core.panels.scenario import assumptions, comparison, goal_seek, school_limits
from core.panels.scenario.scenario import (
    FILL_CHOICES,
    FILLED,
    SHOWN_UNTIL,
    Scenario,
    address_parameters,
    last_year_shown,
)
from core.panels.scenario.words import lever_label
from core.personal_numbers import personal_numbers
from core.records import saved_scenarios as scenario_records
from core.records.saved_scenarios import SavedScenario, ScenarioRecordsError
from core.scenario.levers import LAST_YEAR, MODEL_VERSION
from core.scenario_basis.from_release import basis_of
from core.scenario_basis.preset_declarations import presets
from core.toml_entries import Words
from core.ui.markup import show
from core.ui.page import Page
from core.ui.panel import panel
from core.ui.scenario.scenario_address import scenario_session, year_in_address
from core.ui.scenario.session import SESSION_KEY, ScenarioSession, catalogue_name

SECTIONS = ("take", "matters", "schools", "compare", "saved", "assumptions")
"""What stands below the goals, one at a time: only what is looked at is worked out."""


def tools(page: Page, session: ScenarioSession) -> None:
    """Ready-made scenarios, undo, redo, reset, and the last year shown, in one row."""
    texts, basis = page.address.texts, basis_of(page.context)
    with st.container(key="scenario_toolbar", horizontal=True, gap="small", vertical_alignment="bottom"):
        for preset in presets():
            st.button(
                texts.of(preset.label),
                key=f"preset_{preset.id}",
                help=texts.of(preset.rationale),
                on_click=_take_preset,
                args=(page, preset.id),
            )
        st.button(texts("scenario.undo"), key="scenario_undo", disabled=not session.past, on_click=session.undo)
        st.button(texts("scenario.redo"), key="scenario_redo", disabled=not session.future, on_click=session.redo)
        st.button(
            texts("scenario.reset"),
            key="scenario_reset",
            disabled=not session.moved,
            on_click=session.set,
            args=({}, catalogue_name("scenario.current")),
        )
        years = range(max(basis.as_of.year + 1, SHOWN_UNTIL - 4), LAST_YEAR + 1)
        chosen = last_year_shown(basis, year_in_address())
        st.session_state["scenario_until"] = chosen
        st.selectbox(
            texts("scenario.until"),
            list(years),
            key="scenario_until",
            format_func=lambda year: texts("scenario.until_year", year=page.context.formats.year(year)),
            label_visibility="collapsed",
            width=150,
            on_change=_until_chosen,
        )


def sections(page: Page) -> None:
    """One of the questions about the scenario, chosen in a switch that the address keeps."""
    if not basis_of(page.context).levers:
        return
    session = scenario_session(page)
    chosen = page.choice("section", SECTIONS)
    scenario = replace(session.view(page.context, year_in_address()).scenario, spread=None)
    {
        "take": _take,
        "matters": _matters,
        "schools": lambda *given: _opened(
            page, school_limits.broken_thresholds(scenario), school_limits.building_needs(scenario)
        ),
        "compare": _compare,
        "saved": _saved,
        "assumptions": lambda *given: _opened(page, assumptions.assumptions(scenario)),
    }[chosen](page, session, scenario)


def _opened(page: Page, *panels: Panel) -> None:
    """Panels whose rows are the answer: shown without being asked for."""
    for one in panels:
        panel(one, page.address, opened=bool(one.table.rows))


def _take(page: Page, session: ScenarioSession, scenario: Scenario) -> None:
    """What would it take: each lever alone, then the combination, which can be set with one click."""
    texts = page.address.texts
    _opened(page, goal_seek.least_effort(scenario, session.chosen))
    moves = goal_seek.combination_moves(goal_seek.goal_seek(scenario, session.chosen))
    if moves:
        goal = page.context.plan.indicator(session.chosen).short_label
        name = Words(
            **{
                language.value: catalogue(language)("scenario.sought", goal=catalogue(language).of(goal))
                for language in Language
            }
        )
        st.button(
            texts("scenario.set_combination"),
            key="scenario_set_combination",
            on_click=session.set,
            args=({**session.moved, **moves}, name),
        )
    _opened(page, goal_seek.lever_alone(scenario, session.chosen))


def _matters(page: Page, session: ScenarioSession, scenario: Scenario) -> None:
    """Which lever matters most: over what history makes plausible, or for an equal effort of each."""
    effort = page.choice("effort", goal_seek.EFFORTS)
    page.show(goal_seek.sensitivity(scenario, session.chosen, effort))


def _take_preset(page: Page, id: str) -> None:
    basis = basis_of(page.context)
    session: ScenarioSession = st.session_state[SESSION_KEY]
    preset = next(preset for preset in presets() if preset.id == id)
    moves = goal_seek.preset_moves(preset, basis, last_year_shown(basis, year_in_address()))
    session.set(moves, preset.label)


def _until_chosen() -> None:
    st.query_params["until"] = str(st.session_state["scenario_until"])


def _compare(page: Page, session: ScenarioSession, scenario: Scenario) -> None:
    """Up to four scenarios: the one at hand, ready-made ones, saved ones."""
    texts = page.address.texts
    try:
        known = comparison.references(page.context)
    except ScenarioRecordsError:
        show("message", kind="error", text=texts("scenario.saved.unreadable"))
        known = {}
    picked, refused = comparison.references_of_address(st.query_params.to_dict(), known)
    for reference in refused:
        show(
            "message",
            kind="refused",
            text=texts("scenario.compare.refused", value=reference[:60], most=comparison.MOST),
        )
    st.session_state["scenario_compared"] = list(picked)
    st.multiselect(
        texts("scenario.compare.pick"),
        list(known),
        key="scenario_compared",
        format_func=lambda reference: known.get(reference, reference),
        max_selections=comparison.MOST - 1,
        placeholder=texts("scenario.compare.placeholder"),
        on_change=_picked,
    )
    name = texts.of(session.name)
    name = name if not session.edited else texts("scenario.changed", name=name, n=session.edited)
    several = [comparison.NamedScenario(texts("scenario.compare.this", name=name), scenario)]
    several += [
        one
        for reference in picked
        if (one := comparison.scenario_of_reference(reference, page.context, year_in_address())) is not None
    ]
    _opened(page, comparison.comparison(several, session.chosen), comparison.lever_differences(several))


def _picked() -> None:
    st.query_params[comparison.WITH] = comparison.BETWEEN.join(st.session_state["scenario_compared"])


def _beside() -> dict[str, str]:
    """The address parameter of the scenarios put beside this one, where somebody chose them."""
    beside = st.query_params.get(comparison.WITH)
    return {} if beside is None else {comparison.WITH: beside}


def _saved(page: Page, session: ScenarioSession, scenario: Scenario) -> None:
    """Save with name, author and reason; open one that was saved; the link that reproduces what is shown."""
    texts = page.address.texts
    with st.container(border=True, key="scenario_saving"):
        show("section", title=texts("scenario.save.title"), lines=(), href="", kind="", link="")
        most = scenario_records.LONGEST_NAME
        st.text_input(texts("scenario.save.name"), key="scenario_name", max_chars=most)
        st.text_input(texts("scenario.save.author"), key="scenario_author", max_chars=most)
        st.text_area(texts("scenario.save.reason"), key="scenario_reason", max_chars=scenario_records.LONGEST_REASON)
        st.button(texts("scenario.save.button"), key="scenario_save", on_click=_save, args=(scenario,))
        kind, text, given = st.session_state.pop("scenario_said", ("", "", {}))
        if text:
            show("message", kind=kind, text=texts(text, **given))
        query = urlencode(
            page.address.parameters(**dict(address_parameters(scenario, goal=session.chosen)), **_beside())
        )
        show("message", kind="quiet", text=texts("scenario.link"))
        st.code(f"{(st.context.url or 'scenario').partition('?')[0]}?{query}", language=None, wrap_lines=True)
        show("download", href=f"scenario.xlsx?{query}", text=texts("scenario.workbook"))
    for one in _read(page):
        with st.container(border=True, key=f"saved_{one.name}_{one.version}"):
            differences = scenario_records.differences(one, scenario.basis, MODEL_VERSION)
            parts = [
                texts("scenario.saved.by", author=one.author, when=one.saved_at.date().isoformat(), release=one.release)
            ]
            if one.filled:
                parts.append(texts("scenario.saved.filled"))
            saved_under = _plan_of(one, page)
            if saved_under:
                parts.append(texts("scenario.saved.plan", plan=saved_under))
            if one.copied_from:
                parts.append(texts("scenario.saved.copied", name=one.copied_from[0], version=one.copied_from[1]))
            if differences.data:
                parts.append(texts("scenario.saved.newer_data", release=scenario.basis.release))
            if differences.model:
                parts.append(texts("scenario.saved.newer_model"))
            if differences.missing_levers:
                parts.append(
                    texts(
                        "scenario.saved.gone",
                        levers=texts.listed(
                            lever_label(id, scenario.basis, texts) for id in differences.missing_levers
                        ),
                    )
                )
            parts.append(texts("scenario.saved.reason", reason=one.reason))
            show("message", kind="plain", text=comparison.saved_label(one, page.address.texts))
            show("message", kind="quiet", text=texts.joined(parts))
            st.button(texts("scenario.saved.open"), key=f"open_{one.name}_{one.version}", on_click=_open, args=(one,))


def _save(scenario: Scenario) -> None:
    """Save what stands as the next version of its name; what came of it is said below the button."""
    session: ScenarioSession = st.session_state[SESSION_KEY]
    name, author, reason = (st.session_state[f"scenario_{field}"].strip() for field in ("name", "author", "reason"))
    message: tuple[str, str, dict[str, object]]
    if not (name and author and reason):
        message = ("error", "scenario.save.missing", {})
    elif any(personal_numbers(text) for text in (name, author, reason)):
        message = ("error", "scenario.save.personal", {})
    else:
        try:
            saved_version = scenario_records.save_scenario(
                name,
                author,
                reason,
                release=scenario.basis.release,
                data=scenario.basis.data,
                model=MODEL_VERSION,
                moved=scenario.moved,
                saved_at=datetime.now(UTC),
                copied_from=session.source,
                filled=scenario.context.filled,
                plan=scenario.context.plan.id,
            )
        except (ScenarioRecordsError, ValueError):  # also when the version it is copied from is gone
            message = ("error", "scenario.save.failed", {})
        else:
            session.save(saved_version.name, saved_version.version)
            message = ("offer", "scenario.save.done", {"name": saved_version.name, "version": saved_version.version})
    st.session_state["scenario_said"] = message


def _open(one: SavedScenario) -> None:
    session: ScenarioSession = st.session_state[SESSION_KEY]
    session.set(dict(one.moved), catalogue_name("scenario.saved.label", name=one.name, version=one.version))
    session.save(one.name, one.version)
    if "plan" in st.query_params and one.plan:
        st.query_params["plan"] = one.plan
    # What was counted then is counted again.
    if one.filled or "fill" in st.query_params:
        st.query_params["fill"] = FILLED if one.filled else FILL_CHOICES[0]


def _plan_of(one: SavedScenario, page: Page) -> str:
    """The plan a scenario was saved under, in words, where the district has several."""
    plans = page.context.plans
    head = plans.head(one.plan) if plans is not None and len(plans.heads) > 1 else None
    return page.context.plan_word(head) if head is not None else ""


def _read(page: Page) -> tuple[SavedScenario, ...]:
    """What people saved; a damaged file is said and stops nothing."""
    try:
        return scenario_records.saved_scenarios()
    except ScenarioRecordsError:
        show("message", kind="error", text=page.address.texts("scenario.saved.unreadable"))
        return ()
