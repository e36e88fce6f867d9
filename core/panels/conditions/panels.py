"""The panels of the page of conditions by id."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.context import Context
from core.panels.conditions import card_panel, column_panel, growth_panel, matrix_panel, plan_panel
from core.panels.conditions.judged_schools import INDICATOR
from core.panels.conditions.school import course_panel, one_school, school_numbers, school_years
from core.panels.judgement.goals import goal_panel
from core.panels.panel import Panel


def goal(context: Context) -> Panel:
    """The share of schools that meet the standard against its goal."""
    return goal_panel(context, INDICATOR, "conditions", "teachers")


PANELS: dict[str, Callable[[Context, Mapping[str, str]], Panel]] = {
    matrix_panel.PANEL: matrix_panel.matrix_panel,
    column_panel.PANEL: column_panel.column_panel,
    growth_panel.PANEL: growth_panel.growth_panel,
    plan_panel.PANEL: plan_panel.plan_panel,
    card_panel.PANEL: card_panel.card_panel,
    INDICATOR: lambda context, _: goal(context),
    one_school.PANEL: one_school.school_panel,
    course_panel.PANEL: course_panel.course_panel,
    school_years.STUDENTS: school_years.students_panel,
    school_years.TEACHERS: school_years.teachers_panel,
    school_numbers.PANEL: school_numbers.numbers_panel,
}
