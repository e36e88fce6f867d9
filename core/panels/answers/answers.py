"""The questions a leader asks of a goal or a task, in their order, each with its answer from data."""

from __future__ import annotations

from collections.abc import Mapping

from core.context import Context
from core.panels.answers.of_goal import goal_answers
from core.panels.answers.of_task import task_answers
from core.panels.panel import Panel
from core.panels.tasks.plan_tasks import tasks_meant


def answers(context: Context, choices: Mapping[str, str]) -> Panel:
    """The sheet of the task the address names, else of its goal, else of the first goal of the plan."""
    meant = tasks_meant(choices.get("task", ""), context)
    if len(meant) == 1:
        return task_answers(context, meant[0])
    goals = context.plan.goal_ids
    named = choices.get("indicator", "")
    return goal_answers(context, named if named in goals else goals[0])
