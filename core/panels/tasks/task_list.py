"""The tasks on show as a table, and what every view of them says: how many, of which, from which release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.context import Context
from core.panels.cells import dash, words
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.tasks.counted import counted, headline
from core.panels.tasks.plan_tasks import PlanTask, is_of_plan, newest_period, plan_tasks, tasks_alone, unknown_numbers
from core.panels.tasks.task_filter import TaskFilter
from core.panels.tasks.words import (
    co_units_cell,
    confirmation_words,
    due_words,
    evidence_words,
    milestone_name,
    milestone_words,
    owner_words,
    section_name,
    stage_words,
    task_title,
)
from core.tasks.period_words import period_words

_COLUMNS = (
    "task",
    "part_of_plan",
    "owner",
    "co_units",
    "progress_stage",
    "stage_since",
    "due",
    "days_late",
    "report_state",
    "period",
    "next_milestone",
    "planned",
    "milestone_state",
    "evidence_kind",
)
_NUMERIC = ("stage_since", "due", "days_late", "planned")
"""Numbers and days, which are never broken."""


def task_list(context: Context, chosen: TaskFilter) -> Panel:
    """Every task on show with section, owner, stage, due date, report, next milestone and evidence."""
    columns = tuple(Column(name, context.texts(f"column.{name}"), name in _NUMERIC) for name in _COLUMNS)
    rows = tuple(_row(task, context) for task in chosen.narrow(plan_tasks(context)))
    return replace(list_head(context, chosen), table=Table(columns, rows))


def list_head(context: Context, chosen: TaskFilter) -> Panel:
    """The same without its rows, for the page that shows them as cards."""
    return Panel(
        id="task_list",
        headline=list_headline(chosen.narrow(plan_tasks(context)), chosen, context),
        subtitle=list_subtitle(context),
        source=context.source("tasks", "milestones"),
        table=Table((), ()),
        notes=list_notes(context),
        illustrative=context.tag("tasks", "milestones") is not None,
        choices=chosen.choices,
        rows_of=("tasks", "milestones"),
    )


def list_headline(tasks: Sequence[PlanTask], chosen: TaskFilter, context: Context) -> str:
    """Which tasks are on show, and how many; safeguards are counted apart."""
    texts, formats = context.texts, context.formats
    alone = tasks_alone(tasks)
    safeguards = len(tasks) - len(alone)
    counts = texts("tasks.total", number=formats.plain(len(alone)))
    if safeguards:
        counts = texts("tasks.and_safeguards", tasks=counts, number=formats.plain(safeguards))
    narrowed = chosen.words(context)
    return (
        texts("tasks.narrowed", narrowed=narrowed, counts=counts) if narrowed else texts("tasks.every", counts=counts)
    )


def list_subtitle(context: Context) -> str:
    """Which period the newest reports are of, and the day of the release."""
    period, day = newest_period(context), context.formats.day(context.as_of)
    if not period:
        return context.texts("tasks.subtitle_no_period", as_of=day)
    return context.texts("tasks.subtitle", period=period_words(period, context.texts), as_of=day)


def list_notes(context: Context) -> tuple[str, ...]:
    """How all tasks stand; that reports name tasks the plan does not have; what this release does not record."""
    texts = context.texts
    unknown = unknown_numbers(context)
    notes = [headline(context), counted(context).proof]
    if unknown:
        notes.append(texts("tasks.unknown_numbers", numbers=texts.listed(map(str, unknown))))
    if not is_of_plan(context):
        notes.append(texts("tasks.of_other_plan", plan=context.plan_word(context.reported_under)))
    elif not newest_period(context) and any(task.report is not None for task in plan_tasks(context)):
        notes.append(texts("tasks.older_release"))
    return tuple(notes)


def task_cell(task: PlanTask, context: Context) -> Cell:
    """The name of a task; it leads to the task in full."""
    title = task_title(task, context)
    return Cell(title, title, leads=(("task", str(task.number)),), page="tasks")


def _row(task: PlanTask, context: Context) -> tuple[Cell, ...]:
    formats, report, standing = context.formats, task.report, task.standing
    milestone = standing.next_milestone
    return (
        task_cell(task, context),
        words(section_name(task.section, context) or "—"),
        words(owner_words(task, context)),
        co_units_cell(report, context) if report is not None else dash(),
        words(stage_words(standing, context)),
        words(formats.day(report.stages.get(report.stage)) if report is not None else "—"),
        words(due_words(report, context)),
        late_cell(task, context),
        words(confirmation_words(standing, context)),
        words(period_words(report.period, context.texts) if report is not None and report.period else "—"),
        words(milestone_name(milestone, context) if milestone is not None else "—"),
        words(formats.day(milestone.planned) if milestone is not None else "—"),
        words(milestone_words(milestone, context) if milestone is not None else "—"),
        words(evidence_words(report, context) if report is not None else "—"),
    )


def late_cell(task: PlanTask, context: Context) -> Cell:
    """Days after the due date; a dash where that is not known or not yet."""
    report = task.report
    days = None if report is None else report.days_late(task.standing.as_of)
    if report is None or days is None or (days == 0 and not report.is_done):
        return dash()
    return Cell(context.formats.plain(days).replace("-", "−"), days)
