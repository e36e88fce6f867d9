"""The scenario page: levers that redraw while being dragged, the goals that follow, what one does with a scenario."""

from __future__ import annotations

from math import floor, log10
from typing import Any

import streamlit as st

from core.panels.assumptions import assumptions
from core.panels.planning import basis_of, is_lever
from core.panels.scenario import LIVE_DRAWS, Scenario, goal_cards, goal_panel, lever_text, prepared
from core.panels.scenario_words import lever_range, origin_sentence, refusal_sentence
from core.scenario.basis import Basis
from core.scenario.levers import LAST_YEAR, MODEL_VERSION, Lever, LeverGroup, LeverUnit, settle
from core.ui.markup import markup, show
from core.ui.page import Page
from core.ui.panel import below
from core.ui.registration import element

KEPT = "scenario"
"""Where a session keeps its levers, its history and what it looks at."""


class Bench:
    """A session's scenario: lever values that differ from the current course, and the way they came about.

    Every state is a mapping from lever id to value; `turn` counts what the page itself changed, so that the sliders
    know when to take over its values and when the hand is ahead.
    """

    def __init__(self, moved: dict[str, float]) -> None:
        self.moved = dict(moved)
        self.past: list[dict[str, float]] = []
        self.future: list[dict[str, float]] = []
        self.settled = dict(moved)
        self.turn = 0
        self.heard = 0
        self.chosen = ""
        self.name = ""

    def hear(self, sent: Any, basis: Basis) -> bool:
        """Take over what the sliders say, unless the page has changed them since; whether a hand is still on one."""
        if not sent or sent.get("turn") != self.turn or sent.get("sent", 0) < self.heard:
            return False
        self.heard = sent["sent"]
        self.moved, _ = settle(basis.levers, dict(sent.get("values") or {}))
        return not sent.get("rest")

    def set(self, moved: dict[str, float]) -> None:
        """A change the page makes itself: a preset, a saved scenario, a reset."""
        self.moved = dict(moved)
        self.turn += 1
        self.settle()

    def settle(self) -> None:
        """What stands now becomes a step that undo goes back over."""
        if self.moved != self.settled:
            self.past.append(self.settled)
            self.settled = dict(self.moved)
            self.future.clear()

    def undo(self) -> None:
        self.settle()
        if self.past:
            self.future.append(self.settled)
            self.moved = self.settled = self.past.pop()
            self.turn += 1

    def redo(self) -> None:
        if self.future:
            self.past.append(self.settled)
            self.moved = self.settled = self.future.pop()
            self.turn += 1


def bench(page: Page) -> Bench:
    """The scenario of this session; a link opens its own. What the link asks and cannot be used is said on the page."""
    basis = basis_of(page.context)
    asked = {name: value for name, value in st.query_params.items() if is_lever(name)}
    key = (page.context.snapshot.id, tuple(sorted(asked.items())))
    kept: Bench | None = st.session_state.get(KEPT)
    if kept is None or (asked and st.session_state.get("scenario_link") != key and not _ours(kept, basis, asked)):
        usable, refused = settle(basis.levers, asked)
        made = Bench(usable)
        made.name = page.address.texts("scenario.preset.current")
        if kept is not None:
            made.turn = kept.turn + 1
        st.session_state[KEPT] = kept = made
        st.session_state["scenario_refused"] = refused
    st.session_state["scenario_link"] = key
    return kept


def workbench(page: Page) -> None:
    """Levers at the left, goals and the large figure at the right; all that follows a slider is one fragment."""
    _refusals(page)
    basis = basis_of(page.context)
    if not basis.levers:
        show("message", kind="error", text=page.address.texts("scenario.nothing"))
        return
    held = bench(page)
    held.chosen = _chosen(held.chosen or st.query_params.get("goal", ""), page)
    _write(held, basis)
    _toolbar(page, held)
    _live(page, basis)
    found = prepared(page.context, held.moved, until=until())
    with st.container(key="scenario_below"):
        below(goal_panel(found, held.chosen), page.address)
    page.show(assumptions(found))


@st.fragment
def _live(page: Page, basis: Basis) -> None:
    """All that follows a slider: two elements and nothing else, since each costs time at every move."""
    held = bench(page)
    heard: Any = st.session_state.get("levers") or {}
    live = held.hear(heard.get("moved"), basis)
    asked: Any = st.session_state.get("scenario_view") or {}
    before, held.chosen = held.chosen, _chosen(asked.get("chosen") or held.chosen, page)
    how: dict[str, Any] = {"draws": LIVE_DRAWS, "indicators": (held.chosen,)} if live else {}
    found = prepared(page.context, held.moved, until=until(), **how)
    with st.container(key="scenario_live"):
        element("levers")(key="levers", data=_levers(page, basis, held, live), on_moved_change=_heard)
        element("scenario_view")(key="scenario_view", data=_view(page, found, held, live), on_chosen_change=_heard)
    if before != held.chosen or (not live and held.moved != held.settled):
        held.settle()
        st.rerun(scope="app")  # what else the page shows of the scenario, and the address


def _levers(page: Page, basis: Basis, held: Bench, live: bool) -> dict[str, object]:
    """What the sliders need; while one of them is moved only that its moves were heard."""
    if live:
        return {"live": True, "turn": held.turn}
    say = page.address.texts
    return {
        "groups": _groups(page, basis),
        "values": held.moved,
        "turn": held.turn,
        "words": {
            "title": say("scenario.levers"),
            "reset": say("scenario.reset_one"),
            "more": say("scenario.more"),
            "value": say("scenario.value"),
            "changed": say("scenario.changed_short", n="{n}"),
            "name": held.name,
            "edited": say("scenario.changed", name=held.name, n="{n}"),
        },
    }


def _view(page: Page, found: Scenario, held: Bench, live: bool) -> dict[str, object]:
    """The goals and the large chart; while a slider is moved only what moves."""
    say = page.address.texts
    large = goal_panel(found, held.chosen)
    goals: list[dict[str, object]] = []
    for card in goal_cards(found, figures=not live):
        goal: dict[str, object] = {
            "id": card.id,
            "value": card.value,
            "sentence": card.sentence,
            "moving": card.moving,
        }
        if not live:
            goal |= {
                "title": card.title,
                "chance": card.chance,
                "strength": card.strength,
                "best_effort": card.best_effort,
                "figure": None if card.figure is None else card.figure.to_dict(),
            }
        goals.append(goal)
    drawn = None if large.figure is None else large.figure.to_dict()
    return {
        "live": live,
        "title": say("scenario.goals"),
        "chosen": held.chosen,
        "goals": goals,
        "head": markup("panel_head", panel=large, tag=page.context.tag),
        "large": drawn
        and {
            "figure": drawn,
            "height": int(drawn["layout"]["height"]),
            "alt": large.alt,
        },
        "picture": say("chart.download"),
    }


def _chosen(asked: str, page: Page) -> str:
    """The goal the large chart is about: the one asked for, else the plan's first."""
    ids = page.context.plan.goal_ids
    return asked if asked in ids else ids[0]


def _heard() -> None:
    """The values are read where the page is made; the element only has to be listened to."""


def _toolbar(page: Page, held: Bench) -> None:
    """Go back, go forward, start again; how far to look."""
    say = page.address.texts
    with st.container(key="scenario_toolbar", horizontal=True, gap="small", vertical_alignment="center"):
        st.button(say("scenario.undo"), key="scenario_undo", disabled=not held.past, on_click=_act, args=("undo",))
        st.button(say("scenario.redo"), key="scenario_redo", disabled=not held.future, on_click=_act, args=("redo",))
        st.button(say("scenario.reset"), key="scenario_reset", disabled=not held.moved, on_click=_act, args=("reset",))


def _act(what: str) -> None:
    held: Bench = st.session_state[KEPT]
    if what == "reset":
        held.set({})
    else:
        getattr(held, what)()


def _groups(page: Page, basis: Basis) -> list[dict[str, object]]:
    """The levers as the sliders need them, by part of the model; kept, since they depend on release and language."""
    key = (basis.release, basis.data, page.address.language)
    kept = st.session_state.get("scenario_groups")
    if kept is None or kept[0] != key:
        say = page.address.texts
        made = [
            {"name": say(f"scenario.group.{group.value}"), "levers": [_lever(each, page) for each in basis.of(group)]}
            for group in LeverGroup
            if basis.of(group)
        ]
        st.session_state["scenario_groups"] = kept = (key, made)
    return kept[1]


def _lever(one: Lever, page: Page) -> dict[str, object]:
    texts, formats = page.context.texts, page.context.formats
    unit, scale, decimals = _box(one, page)
    return {
        "id": one.id,
        "label": texts.of(one.declared.label),
        "of": texts.of(one.name) if one.name is not None else "",
        "unit": unit,
        "low": one.low,
        "high": one.high,
        "step": one.step,
        "default": one.default,
        "plausible": list(one.plausible),
        "scale": scale,
        "decimals": decimals,
        "bounds": texts("scenario.bounds", range=lever_range(one, (one.low, one.high), formats)),
        "about": texts.joined(
            [
                texts.of(one.declared.meaning),
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
    unit = page.context.texts(f"lever.unit_name.{one.unit.value}")
    # As many decimals as a step has.
    decimals = max(0, -floor(log10(one.step * scale) + 1e-9))
    return unit, scale, decimals


def _ours(held: Bench, basis: Basis, asked: dict[str, str]) -> bool:
    """Whether the address says what this session wrote into it itself."""
    return settle(basis.levers, asked)[0] == held.settled


def _write(held: Bench, basis: Basis) -> None:
    """Every lever that differs into the address, with what a link needs to say later that data or model are newer."""
    wanted = {id: lever_text(value) for id, value in held.moved.items()}
    if wanted:
        wanted |= {"model": MODEL_VERSION, "data": basis.data}
    wanted["goal"] = held.chosen
    for name in [n for n in st.query_params if (is_lever(n) or n in ("model", "data")) and n not in wanted]:
        del st.query_params[name]
    for name, value in wanted.items():
        if st.query_params.get(name) != value:
            st.query_params[name] = value


def until() -> int | None:
    asked = st.query_params.get("until", "")
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked) <= LAST_YEAR else None


def _refusals(page: Page) -> None:
    """What a link asked for and did not get, and whether data or model are newer than it."""
    say = page.address.texts
    bench(page)
    with st.container(key="scenario_refused_place"):
        for each in st.session_state.get("scenario_refused", ()):
            show("message", kind="refused", text=refusal_sentence(each, say, page.context.formats))
        asked = st.query_params
        basis = basis_of(page.context)
        if asked.get("model") not in (None, MODEL_VERSION):
            show("message", kind="amber", text=say("scenario.newer_model", then=asked["model"][:20], now=MODEL_VERSION))
        if asked.get("data") not in (None, basis.data):
            show("message", kind="amber", text=say("scenario.newer_data", release=basis.release))
