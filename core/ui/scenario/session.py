"""A session's scenario: its levers, the way they came about, and the address that reproduces it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from core.context import Context
from core.language import Language, catalogue
from core.panels.panel import Panel
from core.panels.scenario.goals import goal_panel
from core.panels.scenario.scenario import (
    LIVE_DRAWS,
    Scenario,
    last_year_shown,
    prepare_scenario,
)
from core.scenario.accepted_values import Refused, accepted_values
from core.scenario.basis import Basis
from core.scenario_basis.from_release import basis_of
from core.toml_entries import Words

SESSION_KEY = "scenario"
"""Where a session keeps its levers, its history and what it looks at."""

State = tuple[Words, dict[str, float], dict[str, float]]
"""A step of the history: the name of a scenario, the levers it stands for, the levers as they were then."""


@dataclass(frozen=True, slots=True, eq=False)
class ScenarioView:
    """What the page shows of a scenario: its outcome and the panel of one goal, prepared once for every part of it.

    `moved`, `live` and `goal` are what it was prepared for.
    """

    moved: dict[str, float]
    live: bool
    goal: str
    scenario: Scenario
    panel: Panel

    def is_of(self, context: Context, moved: dict[str, float], until: int, goal: str, live: bool) -> bool:
        """Whether it is still what the page would prepare. A run of the page has one context, so identity decides."""
        shown = self.scenario
        return shown.context is context and (self.moved, shown.until, self.goal, self.live) == (
            moved,
            until,
            goal,
            live,
        )


class ScenarioSession:
    """Lever values that differ from the current course, and the way they came about.

    Every state is a mapping from lever id to value. `turn` counts what the page itself changed, so that the sliders
    know when to take over its values and when the hand is ahead; `id` says whose turns these are, since a browser may
    still say what it said to a server that was stopped. `name` is what the scenario was before it was edited,
    `sources` which saved version has this name. `refused` is what a link asked for and did not get, `newer` what has
    changed since it was made; `aside` are levers the release looked at has no use for, kept for one that has.
    `written` are levers and goal in the address as the page wrote it; `ahead` says that the page has changed since.
    `choice` is the goal last chosen on the page, as the element said it.
    """

    def __init__(self, moved: dict[str, float], name: Words) -> None:
        """What a link asks for: the current course, edited."""
        self.moved = dict(moved)
        self.past: list[State] = []
        self.future: list[State] = []
        self.name = name
        self.origin: dict[str, float] = {}
        self.newer: tuple[tuple[str, dict[str, object]], ...] = ()
        self.settled: State = (name, {}, dict(moved))
        self.id = uuid4().hex
        self.turn = 0
        self.heard = 0
        self.chosen = ""
        self.lost: object = None
        self.choice: object = None
        self.refused: tuple[Refused, ...] = ()
        self.aside: dict[str, float] = {}
        self.written: dict[str, str] = {}
        self.ahead = False
        self.sources: dict[str, tuple[str, int]] = {}
        self._view: ScenarioView | None = None

    def view(self, context: Context, until: int | None, *, live: bool = False) -> ScenarioView:
        """The scenario as set and the panel of the goal on show; a second call in a run of the page prepares nothing.

        While a slider moves (`live`) fewer draws are made, and for the goal on show only.
        """
        last_year = last_year_shown(basis_of(context), until)
        if self._view is None or not self._view.is_of(context, self.moved, last_year, self.chosen, live):
            scenario = (
                prepare_scenario(context, self.moved, until=until, draws=LIVE_DRAWS, indicators=(self.chosen,))
                if live
                else prepare_scenario(context, self.moved, until=until)
            )
            panel = goal_panel(scenario, self.chosen, rows=not live)
            self._view = ScenarioView(dict(self.moved), live, self.chosen, scenario, panel)
        return self._view

    @property
    def edited(self) -> int:
        """How many levers differ from what its name says, as far as the release has them."""
        ids = {*self.moved, *self.origin} - {*self.aside}
        return sum(self.moved.get(id) != self.origin.get(id) for id in ids)

    def hear(self, sent: Any, basis: Basis) -> bool:
        """Take over what the sliders say, unless the page has changed them since; whether a hand is still on one."""
        if not sent or (sent.get("session"), sent.get("turn")) != (self.id, self.turn):
            return False
        if sent.get("sent", 0) < self.heard:
            return False
        self.heard = sent["sent"]
        self.moved, _ = accepted_values(basis.levers, dict(sent.get("values") or {}))
        return not sent.get("rest")

    def set(self, moved: dict[str, float], name: Words, origin: dict[str, float] | None = None) -> None:
        """A change the page makes itself: a preset, a saved scenario, a reset; `origin` is what the name says, when it
        is not what is set."""
        self.add_undo_step()
        self.moved, self.name = dict(moved), name
        self.origin = dict(moved if origin is None else origin)
        self.refused, self.newer, self.aside = (), (), {}
        self.turn += 1
        self.ahead = True
        self.add_undo_step()

    def add_undo_step(self) -> None:
        """What stands now becomes a step that undo goes back over."""
        now = (self.name, dict(self.origin), dict(self.moved))
        if now != self.settled:
            self.past.append(self.settled)
            self.settled = now
            self.future.clear()

    def save(self, name: str, version: int) -> None:
        """What stands now is a saved version from here on; also how one that was saved is opened."""
        self.add_undo_step()
        self.name = catalogue_name("scenario.saved.label", name=name, version=version)
        self.origin = dict(self.moved)
        self.sources[self.name.zh] = (name, version)
        self.add_undo_step()

    @property
    def source(self) -> tuple[str, int] | None:
        """The saved version this scenario was begun from, also after edits."""
        return self.sources.get(self.name.zh)

    def undo(self) -> None:
        self.add_undo_step()
        if self.past:
            self.future.append(self.settled)
            self._show(self.past.pop())

    def redo(self) -> None:
        if self.future:
            self.past.append(self.settled)
            self._show(self.future.pop())

    def show_again(self, moved: dict[str, float], basis: Basis) -> bool:
        """Go back or on to the step of the history that has these levers; whether there is one.

        So the way back of the browser is that of the page.
        """
        for steps, step in ((self.past, self.undo), (self.future, self.redo)):
            if any(_stands(state[2], basis) == moved for state in steps):
                step()
                while _stands(self.moved, basis) != moved:
                    step()
                return True
        return False

    def _show(self, state: State) -> None:
        self.settled = state
        self.name, self.origin, self.moved = state[0], dict(state[1]), dict(state[2])
        self.refused, self.newer, self.aside = (), (), {}
        self.turn += 1
        self.ahead = True

    def fit(self, basis: Basis) -> None:
        """Set aside what the release has no lever for, or not with this value, and take up again what it has."""
        every = {**self.aside, **self.moved}
        usable, _ = accepted_values(basis.levers, every)
        aside = {id: value for id, value in every.items() if id not in usable}
        if usable != self.moved or aside != self.aside:
            self.moved, self.aside = usable, aside
            self.turn += 1
            # The same step of the history, seen in another release.
            self.settled = (self.name, dict(self.origin), dict(usable))


def _stands(moved: dict[str, float], basis: Basis) -> dict[str, float]:
    """Which levers of a release differ from its current course under these."""
    return basis.moved(basis.values(accepted_values(basis.levers, moved)[0]))


def catalogue_name(text: str, **given: object) -> Words:
    """The name of a scenario from the catalogues, in both languages: a reader may switch."""
    return Words(**{language.value: catalogue(language)(text, **given) for language in Language})
