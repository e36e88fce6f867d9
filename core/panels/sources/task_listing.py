"""The tasks of the plan on the page of sources: each leads to its clause, and to the task in full."""

from __future__ import annotations

from core.context import Context
from core.language import Texts
from core.panels.cells import words
from core.panels.panel import Cell, Panel
from core.panels.sources.clauses import clause_cell
from core.panels.sources.listing import listing
from core.plan.entries import Task


def tasks(context: Context, find: str = "") -> Panel:
    """Every task of the plan: its number, the part of the plan, what is to be done, the indicators that measure it."""
    texts, plan = context.texts, context.plan
    rows = tuple(
        (
            clause_cell(f"task {task.number}", context),
            words("—" if task.section is None else texts.of(plan.section(task.section).label)),
            _task_cell(task, texts),
            words(texts.listed(texts.of(item.short_label) for item in plan.measured_by(task)) or "—"),
        )
        for task in plan.tasks
    )
    return listing("tasks", ("clause", "part_of_plan", "task", "served"), rows, find, context, count=len(rows))


def _task_cell(task: Task, texts: Texts) -> Cell:
    """Our label of a task; it leads to the task in full."""
    label = texts.of(task.label)
    return Cell(label, label, leads=(("task", str(task.number)),), page="tasks")
