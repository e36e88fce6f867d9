"""Every panel by its id, so that a download rebuilds exactly what a page showed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.context import Context
from core.panels.definitions import meant
from core.panels.intake import reporting
from core.panels.pages import colleges, enrolment, sources, teachers, training
from core.panels.panel import Panel
from core.panels.scenario import assumptions
from core.panels.scenario import goal_seek as reaching
from core.panels.scenario import school_limits as building
from core.panels.scenario import side_by_side as comparing
from core.panels.scenario.goals import goal_panel
from core.panels.scenario.prepared import goal_of, of_address

Builder = Callable[[Context, Mapping[str, str]], Panel]

PANELS: dict[str, Builder] = {
    **colleges.PANELS,
    **enrolment.PANELS,
    **training.PANELS,
    **teachers.PANELS,
    **sources.PANELS,
    **reporting.PANELS,
    "scenario_goal": lambda context, asked: goal_panel(of_address(context, asked), goal_of(context, asked)),
    "scenario_alone": lambda context, asked: reaching.alone(of_address(context, asked), goal_of(context, asked)),
    "scenario_combination": lambda context, asked: reaching.together(
        of_address(context, asked), goal_of(context, asked)
    ),
    "scenario_sensitivity": lambda context, asked: reaching.sensitivity(
        of_address(context, asked), goal_of(context, asked), asked.get("effort", "")
    ),
    "scenario_broken": lambda context, asked: building.broken(of_address(context, asked)),
    "scenario_built": lambda context, asked: building.built_first(of_address(context, asked)),
    "scenario_compare": lambda context, asked: comparing.side_by_side(
        comparing.of_address(context, asked), goal_of(context, asked)
    ),
    "scenario_differing": lambda context, asked: comparing.differing(comparing.of_address(context, asked)),
    "scenario_assumptions": lambda context, asked: assumptions.assumptions(of_address(context, asked)),
}
"""Builders by panel id. Choices a page offers (entrants or enrolment) come as address parameters."""


def built(panel_id: str, context: Context, choices: Mapping[str, str]) -> Panel:
    """The panel with this id, as a page shows it. Raises KeyError for an unknown id."""
    return meant(PANELS[panel_id](context, choices), context)
