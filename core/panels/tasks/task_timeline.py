"""The tasks on show in time: planned against actual, with steps, milestones and the day of the release."""

from __future__ import annotations

from collections import Counter
from math import ceil

from core.context import Context
from core.figures.timelines.task_bars import ROW, task_bars
from core.panels.cells import number_cell, words
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.tasks.plan_tasks import PlanTask, plan_tasks
from core.panels.tasks.task_filter import TaskFilter
from core.panels.tasks.task_list import late_cell, list_headline, list_notes, list_subtitle, task_cell
from core.panels.tasks.task_rows import row_of
from core.panels.tasks.words import due_words, step_words
from core.tasks.milestones import MilestoneState
from core.tasks.reports import Stage

ROWS = 40
"""Tasks of one sheet of the timeline."""
_COLUMNS = (
    "task",
    "proposed_on",
    "under_way_on",
    "finished_on",
    "closed_on",
    "due",
    "days_late",
    "milestones",
    "reached",
    "overdue_milestones",
)
_NUMERIC = _COLUMNS[1:]
"""Numbers and days, which are never broken."""


def sheets(context: Context, chosen: TaskFilter) -> int:
    """How many sheets the timeline of the tasks on show takes, at least one."""
    return max(1, ceil(len(chosen.narrow(plan_tasks(context))) / ROWS))


def task_timeline(context: Context, chosen: TaskFilter, sheet: int = 1) -> Panel:
    """The timeline of a sheet (from 1 on); the table holds every task on show."""
    texts, formats = context.texts, context.formats
    tasks = chosen.narrow(plan_tasks(context))
    shown = tasks[(sheet - 1) * ROWS : sheet * ROWS]
    tag = context.tag("tasks", "milestones")
    headline = list_headline(tasks, chosen, context)
    canvas = context.canvas(112 + ROW * len(shown))
    rows = [row_of(task, context) for task in shown]
    return Panel(
        id="task_timeline",
        headline=headline,
        subtitle=list_subtitle(context),
        source=context.source("tasks", "milestones"),
        table=Table(
            tuple(Column(name, texts(f"column.{name}"), name in _NUMERIC) for name in _COLUMNS),
            tuple(_row(task, context) for task in tasks),
        ),
        figure=task_bars(rows, context.as_of, formats, canvas, tag=tag) if shown else None,
        alt=texts("tasks.timeline.alt", number=formats.plain(len(shown)), finding=headline),
        notes=(texts("tasks.timeline.planned", issued=formats.day(context.plan.issued)), *list_notes(context)),
        illustrative=tag is not None,
        choices=chosen.choices,
        rows_of=("tasks", "milestones"),
    )


def _row(task: PlanTask, context: Context) -> tuple[Cell, ...]:
    report, states = task.report, Counter(milestone.state for milestone in task.standing.milestones)
    days = (words("—") if report is None else words(step_words(report, stage, context)) for stage in Stage)
    reached = sum(number for state, number in states.items() if not state.is_open)
    return (
        task_cell(task, context),
        *days,
        words(due_words(report, context)),
        late_cell(task, context),
        *(
            number_cell(float(number), "", False, context)
            for number in (states.total(), reached, states[MilestoneState.OVERDUE])
        ),
    )
