"""One screen of a meeting: a panel, how it is laid out, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from core.context import Context
from core.panels.panel import Panel


class Layout(StrEnum):
    """What fills a screen below its finding."""

    PANEL = "panel"  # the figure, without one the rows that fit
    CARDS = "cards"  # a card a goal
    BOARD = "board"  # tasks in a column a stage
    MATRIX = "matrix"  # schools by thresholds
    TRENDS = "trends"  # small cards of indicators
    LEVERS = "levers"  # the sliders of a scenario beside its chart, which the page itself shows


@dataclass(frozen=True, slots=True)
class Screen:
    """One finding. `goals` are the indicators of the goals it is about, `task` the number of its task, if any."""

    panel: Panel
    layout: Layout = Layout.PANEL
    goals: tuple[str, ...] = ()
    task: str = ""

    @property
    def key(self) -> str:
        """Its name in an address: stays as it is when a screen comes before it."""
        return self.panel.key


def screen(panel: Panel, context: Context, layout: Layout = Layout.PANEL, task: str = "") -> Screen:
    """The screen of a panel; its goal is that of the panel's own indicator, where the plan has one for it."""
    named = panel.goal.indicator if panel.goal is not None else panel.indicator.id if panel.indicator else ""
    return Screen(panel, layout, (named,) if named in context.plan.goal_ids else (), task)


def without_rows(panel: Panel) -> Panel:
    """A panel whose rows are shown another way."""
    return replace(panel, table=type(panel.table)((), ()))
