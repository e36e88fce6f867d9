"""The pages whose screens are laid out in a way of their own, or depend on what the address names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.context import Context
from core.panels.conditions import card_panel, choices, column_panel, growth_panel, matrix_panel, plan_panel
from core.panels.conditions.judged_schools import INDICATOR, monitored_only
from core.panels.conditions.panels import goal
from core.panels.conditions.school import find_school, one_school, school_years
from core.panels.indicators.all_indicators import indicator_values, task_indicators
from core.panels.indicators.selection import selection_of
from core.panels.judgement.closing import closing_panels
from core.panels.pages.overview import overview
from core.panels.pages.sources import goals
from core.panels.panel import Panel, Table
from core.panels.scenario import comparison, goal_seek, school_limits
from core.panels.scenario.goals import goal_panel
from core.panels.scenario.scenario import goal_of_address, scenario_of_address
from core.panels.screens.screen import Layout, Screen, screen, without_rows
from core.panels.tasks.one_task import task_card
from core.panels.tasks.plan_tasks import tasks_meant
from core.panels.tasks.task_filter import filter_of_address
from core.panels.tasks.task_history import task_milestones, task_reports
from core.panels.tasks.task_list import list_head
from core.panels.tasks.task_timeline import sheets, task_timeline
from core.panels.why.why import why_panels
from core.scenario_basis.from_release import basis_of


def goals_at_a_glance(context: Context, _address: Mapping[str, str]) -> tuple[Screen, ...]:
    """Every goal as a card, the closing line as the finding."""
    seen = overview(context)
    panel = replace(goals(context), id="overview", headline=seen.closing, subtitle="", illustrative=bool(seen.tag))
    return (Screen(panel, Layout.CARDS, tuple(card.indicator for card in seen.cards)),)


def tasks(context: Context, address: Mapping[str, str]) -> tuple[Screen, ...]:
    """The board and the timeline of the tasks on show; or one task, where the address names it."""
    meant = tasks_meant(address.get("task", ""), context) if address.get("task") else ()
    if len(meant) == 1:
        task, number = meant[0], str(meant[0].number)
        about = tuple(id for id in task.goals if id in context.plan.goal_ids)
        panels = [task_card(context, task), task_milestones(context, task), task_reports(context, task)]
        measured = task_indicators(context, number)
        shown = [Screen(panel, goals=about, task=number) for panel in panels]
        return (*shown, *([Screen(measured, Layout.TRENDS, about, number)] if measured.table.rows else ()))
    chosen, _ = filter_of_address(address, context)
    return (
        Screen(list_head(context, chosen), Layout.BOARD),
        *(
            Screen(replace(task_timeline(context, chosen, sheet), place=f"task_timeline_{sheet}"))
            for sheet in range(1, sheets(context, chosen) + 1)
        ),
    )


def conditions(context: Context, address: Mapping[str, str]) -> tuple[Screen, ...]:
    """The schools of the district; or one of them, where the address names it."""
    made = choices.choices_of(context, address)
    if made is None:
        return (screen(matrix_panel.matrix_panel(context, {}), context),)
    unit = find_school.unit_meant(context, address["school"]) if address.get("school") else None
    if unit is not None:
        makers = (one_school.school_panel, school_years.students_panel, school_years.teachers_panel)
        return tuple(screen(make(context, {**address, "school": unit.id}), context) for make in makers)
    chosen = choices.selection(context, made)
    if chosen is None:
        return (screen(matrix_panel.nothing(matrix_panel.PANEL, context, made), context),)
    return (
        screen(matrix_panel.matrix_head(chosen, context), context, Layout.MATRIX),
        *(
            screen(panel, context)
            for panel in (*_below_matrix(context, made, address), *_goal_of_schools(context, made))
        ),
    )


def _below_matrix(context: Context, made: choices.Choices, address: Mapping[str, str]) -> tuple[Panel, ...]:
    if made.standard.cards is not None:
        return (card_panel.card_panel(context, address),)
    makers = (column_panel.column_panel, growth_panel.growth_panel, plan_panel.plan_panel)
    return tuple(make(context, address) for make in makers)


def _goal_of_schools(context: Context, made: choices.Choices) -> tuple[Panel, ...]:
    """The goal of the schools with why and closing, where the standard is the one that decides it."""
    if not monitored_only(context, made.standard):
        return ()
    return (goal(context), *why_panels(context, INDICATOR), *closing_panels(context, INDICATOR))


def trends(context: Context, address: Mapping[str, str]) -> tuple[Screen, ...]:
    """The indicators that were asked for, as cards."""
    return (screen(indicator_values(context, selection_of(address)), context, Layout.TRENDS),)


def scenario(context: Context, address: Mapping[str, str]) -> tuple[Screen, ...]:
    """The sliders beside the chart of a goal; what it would take, what matters most, which schools are too small."""
    if not basis_of(context).levers:
        return (Screen(Panel("scenario", context.texts("scenario.nothing"), "", "", Table((), ()))),)
    shown, id = scenario_of_address(context, address), goal_of_address(context, address)
    still = replace(shown, spread=None)
    panels = [
        goal_seek.least_effort(still, id),
        goal_seek.lever_alone(still, id),
        goal_seek.sensitivity(still, id, address.get("effort", "")),
        school_limits.broken_thresholds(still),
        school_limits.building_needs(still),
    ]
    if address.get(comparison.WITH):
        panels.append(comparison.comparison(comparison.scenarios_of_address(context, address), id))
    return (
        screen(without_rows(goal_panel(shown, id)), context, Layout.LEVERS),
        *(screen(panel, context) for panel in panels),
    )
