"""Every panel by its id, so that a download rebuilds exactly what a page showed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from core.context import Context
from core.panels.answers.answers import answers
from core.panels.answers.sheet import PANEL as ANSWERS
from core.panels.conditions import panels as conditions
from core.panels.definitions import with_definitions
from core.panels.indicators import all_indicators, quality_report
from core.panels.intake import reporting, unit_list
from core.panels.meetings import commentary, decisions, since_last_meeting
from core.panels.pages import colleges, enrolment, sources, teachers, training
from core.panels.panel import Panel
from core.panels.programmes import page as programmes
from core.panels.scenario import assumptions, comparison, goal_seek, school_limits
from core.panels.scenario.goals import goal_panel
from core.panels.scenario.scenario import goal_of_address, scenario_of_address
from core.panels.tasks import panels as tasks
from core.panels.why import why

Builder = Callable[[Context, Mapping[str, str]], Panel]


def _why_panel(panel: str, context: Context, choices: Mapping[str, str]) -> Panel:
    """The waterfall of the goal named in the address, else of the first one of the plan that it is made for."""
    goals = sorted(context.plan.goal_ids, key=lambda id: not why.is_made_for(id, panel))
    return why.why_panel(context, choices.get("indicator", goals[0] if goals else ""), panel)


PANELS: dict[str, Builder] = {
    **colleges.PANELS,
    **enrolment.PANELS,
    **training.PANELS,
    **teachers.PANELS,
    **conditions.PANELS,
    **programmes.PANELS,
    **sources.PANELS,
    **tasks.PANELS,
    **all_indicators.PANELS,
    **quality_report.PANELS,
    **reporting.PANELS,
    **unit_list.PANELS,
    **decisions.PANELS,
    **commentary.PANELS,
    **since_last_meeting.PANELS,
    **{panel: partial(_why_panel, panel) for panel in (why.PANEL, why.BY_COHORTS)},
    ANSWERS: answers,
    "scenario_goal": lambda context, choices: goal_panel(
        scenario_of_address(context, choices), goal_of_address(context, choices)
    ),
    "scenario_alone": lambda context, choices: goal_seek.lever_alone(
        scenario_of_address(context, choices), goal_of_address(context, choices)
    ),
    "scenario_combination": lambda context, choices: goal_seek.least_effort(
        scenario_of_address(context, choices), goal_of_address(context, choices)
    ),
    "scenario_sensitivity": lambda context, choices: goal_seek.sensitivity(
        scenario_of_address(context, choices), goal_of_address(context, choices), choices.get("effort", "")
    ),
    "scenario_broken": lambda context, choices: school_limits.broken_thresholds(scenario_of_address(context, choices)),
    "scenario_built": lambda context, choices: school_limits.building_needs(scenario_of_address(context, choices)),
    "scenario_compare": lambda context, choices: comparison.comparison(
        comparison.scenarios_of_address(context, choices), goal_of_address(context, choices)
    ),
    "scenario_differing": lambda context, choices: comparison.lever_differences(
        comparison.scenarios_of_address(context, choices)
    ),
    "scenario_assumptions": lambda context, choices: assumptions.assumptions(scenario_of_address(context, choices)),
}
"""Builders by panel id. Choices a page offers (entrants or enrolment) come as address parameters."""


def build_panel(panel_id: str, context: Context, choices: Mapping[str, str]) -> Panel:
    """The panel with this id, as a page shows it. Raises KeyError for an unknown id."""
    return with_definitions(PANELS[panel_id](context, choices), context)
