"""The goals of a plan that are counted one by one, with what a release says of each open step."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from core import queries
from core.assessment import Point
from core.context import Context
from core.plan.indicators import IndicatorKind
from core.scenario.basis import GapReason
from core.scenario.levers import LAST_YEAR, Declarations, Lever, LeverGroup
from core.scenario.models import projects
from core.scenario.run import MODELLED
from core.scenario_basis.basis_parts import BasisParts
from core.scenario_basis.colleges import day_of
from core.scenario_basis.missing_figures import missing_figure
from core.toml_entries import Words

History = Mapping[str, tuple[Point, ...]]
"""The observed points of indicators, by indicator id."""


def steps_of(
    context: Context, history: History, declarations: Declarations, parts: BasisParts
) -> dict[str, projects.Steps]:
    """The steps of every goal that no other model works out; their levers and gaps are added to `parts`."""
    frame = queries.milestones(context.returns)
    steps: dict[str, projects.Steps] = {}
    for id in context.plan.goal_ids:
        indicator = context.plan.indicator(id)
        if id in MODELLED:
            continue
        if indicator.kind is not IndicatorKind.COUNT_OF_STEPS:
            parts.add_gap(LeverGroup.PROJECTS, GapReason.NO_MODEL, indicator=id, name=indicator.short_label)
            continue
        rows = frame[frame["indicator"] == id]
        if len(rows):
            start, levers = _milestones(rows, context, declarations)
        elif (missing := missing_figure(indicator.short_label, history[id])) is None:
            start, levers = _remaining(id, context, history, declarations)
        else:
            parts.add_missing(LeverGroup.PROJECTS, (missing,), GapReason.STEPS, indicator=id)
            continue
        if start.year >= LAST_YEAR:
            parts.add_end(LeverGroup.PROJECTS, start.year, indicator=id)
            continue
        steps[id] = start
        parts.levers += levers
    return steps


def _milestones(
    rows: pd.DataFrame, context: Context, declarations: Declarations
) -> tuple[projects.Steps, tuple[Lever, ...]]:
    """An indicator whose milestones the release holds, one row each."""
    undone = [
        projects.OpenMilestone(
            str(row.milestone), Words(zh=row.unit_name, en=row.unit_name_en or row.unit_name), day_of(row.planned_date)
        )
        for row in rows.itertuples()
        if day_of(row.actual_date) is None
    ]
    return projects.milestones(undone, float(len(rows) - len(undone)), context.as_of, declarations)


def _remaining(
    id: str, context: Context, history: History, declarations: Declarations
) -> tuple[projects.Steps, tuple[Lever, ...]]:
    """An indicator of which the release holds the count alone."""
    plan, as_of = context.plan, context.as_of
    goal = context.goal_in_force(id) or next(goal for goal in plan.goals if goal.indicator == id)
    year, value = [(point.year, point.value) for point in history[id] if point.value is not None][-1]
    year = max(year, projects.last_complete_year(as_of))
    return projects.remaining_steps(id, plan.indicator(id).short_label, year, value, goal.value, declarations)
