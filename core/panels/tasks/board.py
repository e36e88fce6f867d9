"""The tasks on show as cards in a column a stage, from 立项 to 销号; those nobody reported on stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.context import Context
from core.panels.tasks.plan_tasks import PlanTask, plan_tasks, tasks_alone
from core.panels.tasks.task_filter import TaskFilter
from core.panels.tasks.words import (
    Flag,
    due_words,
    flags,
    next_milestone_words,
    owner_name,
    section_name,
    task_name,
)
from core.tasks.counts import HOLDS, STAGES, TaskState
from core.text_ids.tasks import TASK_STATE_TEXT

CARDS = 24
"""Cards of a column at once: more than a plan of 26 tasks mostly needs; the others are behind a link to the table."""


@dataclass(frozen=True, slots=True)
class TaskCard:
    """A task as a card, every text ready to show; empty where there is nothing to say, or a flag says it."""

    number: int
    name: str
    label: str
    section: str
    owner: str
    due: str
    next_milestone: str
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class StageColumn:
    """The tasks of one stage: how many, the first cards, and in words how many are left out, if any; below them the
    safeguards of that stage, which are no tasks."""

    state: TaskState
    name: str
    count: str
    cards: tuple[TaskCard, ...]
    more: str
    safeguards: tuple[TaskCard, ...]


def board(context: Context, chosen: TaskFilter) -> tuple[StageColumn, ...]:
    """A column for every stage, and one for tasks without a report where there are such."""
    tasks = chosen.narrow(plan_tasks(context))
    columns = ((state, [task for task in tasks if HOLDS[state](task.standing)]) for state in STAGES)
    return tuple(
        _column(state, members, context) for state, members in columns if members or state is not TaskState.NO_REPORT
    )


def _column(state: TaskState, tasks: Sequence[PlanTask], context: Context) -> StageColumn:
    texts, formats = context.texts, context.formats
    alone, safeguards = tasks_alone(tasks), [task for task in tasks if task.is_safeguard]
    left = len(alone) - CARDS
    return StageColumn(
        state=state,
        name=texts(TASK_STATE_TEXT[state]),
        count=formats.plain(len(alone)),
        cards=tuple(_card(task, context) for task in alone[:CARDS]),
        more=texts("tasks.more", number=formats.plain(left)) if left > 0 else "",
        safeguards=tuple(_card(task, context) for task in safeguards),
    )


def _card(task: PlanTask, context: Context) -> TaskCard:
    return TaskCard(
        number=task.number,
        name=task_name(task, context),
        label=context.texts.of(task.label),
        section=section_name(task.section, context),
        owner="" if task.report is None else owner_name(task.report, context),
        due="" if task.report is None else due_words(task.report, context),
        next_milestone=next_milestone_words(task.standing, context) if task.standing.milestones else "",
        flags=flags(task.standing, context),
    )
