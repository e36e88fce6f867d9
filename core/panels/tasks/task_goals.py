"""The goals a task serves, each with its light; a task without one has no percentage."""

from __future__ import annotations

from dataclasses import dataclass

from core.assess_release import assessment_of
from core.context import Context
from core.figures.lights import light_of
from core.panels.judgement.words import headline, status_word
from core.panels.tasks.plan_tasks import PlanTask


@dataclass(frozen=True, slots=True)
class TaskGoal:
    """A goal of a task: its light, how it stands in a sentence, and the page that explains it."""

    indicator: str
    label: str
    shape: str
    colour: str
    word: str
    sentence: str
    page: str


def task_goals(task: PlanTask, context: Context) -> tuple[TaskGoal, ...]:
    """The goals a task serves, in the order of the plan; none for a task without a quantified goal."""
    return tuple(_goal(indicator, context) for indicator in task.goals if indicator in context.plan.goal_ids)


def _goal(indicator: str, context: Context) -> TaskGoal:
    assessment = assessment_of(context, indicator)
    light = light_of(assessment.status, assessment.binding)
    return TaskGoal(
        indicator=indicator,
        label=context.called(indicator),
        shape=light.shape,
        colour=light.colour,
        word=status_word(assessment, context),
        sentence=headline(assessment, context),
        page=assessment.indicator.page.value,
    )
