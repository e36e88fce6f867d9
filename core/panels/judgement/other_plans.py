"""What the other plans of the district say of an indicator: their goals as lines beside the series, and in words."""

from __future__ import annotations

from core.context import Context
from core.figures.trajectory import GoalOfPlan
from core.plan.entries import Goal
from core.plan.plan import Plan


def goals_of_plans(context: Context, indicator_id: str) -> tuple[GoalOfPlan, ...]:
    """The goals of the other plans known on the as-of date, where the plan on show has one too, the earliest first.

    An indicator with a goal in one plan alone is shown with that plan only.
    """
    if context.goal_in_force(indicator_id) is None:
        return ()
    return tuple(
        GoalOfPlan(context.plan_word(plan), min(goal.baseline_year, goal.target_year - 1), goal.target_year, goal.value)
        for plan, goal in _others(context, indicator_id)
    )


def plan_notes(context: Context, indicator_id: str) -> tuple[str, ...]:
    """One sentence for each other plan with a goal for this indicator; none of them has a light here."""
    texts, formats = context.texts, context.formats
    indicator = context.plan.indicator(indicator_id)
    own = context.goal_in_force(indicator_id)
    note = "plan.goal_beside" if own is not None else "plan.goal_only_there"
    return tuple(
        texts(
            note,
            plan=context.plan_on_show,
            other=context.plan_word(plan),
            goal=formats.goal_value(goal.value, indicator.unit),
            year=formats.year(goal.target_year),
        )
        for plan, goal in _others(context, indicator_id)
    )


def _others(context: Context, indicator_id: str) -> list[tuple[Plan, Goal]]:
    """The other plans issued by the as-of date with the goal each ended with, or stands with."""
    pairs = []
    for plan in context.others:
        goals = [goal for goal in plan.goals if goal.indicator == indicator_id and goal.in_force_from <= context.as_of]
        if goals and plan.issued <= context.as_of:
            pairs.append((plan, max(goals, key=lambda goal: goal.in_force_from)))
    return pairs
