"""What one release says otherwise of tasks than an earlier one: another stage, or newly overdue."""

from __future__ import annotations

from core.context import Context
from core.panels.cells import dash, words
from core.panels.panel import Cell
from core.panels.tasks.plan_tasks import PlanTask, plan_tasks
from core.panels.tasks.task_list import task_cell
from core.panels.tasks.words import days_late_words, stage_words


def task_changes(then: Context, now: Context) -> tuple[list[tuple[Cell, ...]], str]:
    """A row for each (task, no year, kind, before, after, no difference), and how many there are in a sentence, which
    is empty without any. Nothing before the first report is a change of stage."""
    texts = now.texts
    before = {task.number: task for task in plan_tasks(then)}
    pairs = [(before[task.number], task) for task in plan_tasks(now) if task.number in before]
    staged = [
        (old, new) for old, new in pairs if old.report is not None and old.standing.stage is not new.standing.stage
    ]
    overdue = [(old, new) for old, new in pairs if new.standing.is_overdue and not old.standing.is_overdue]
    rows = [
        _row(new, texts("tasks.changes.stage"), stage_words(old.standing, then), stage_words(new.standing, now), now)
        for old, new in staged
    ]
    rows += [_row(new, texts("tasks.state.overdue"), "—", _overdue(new, now), now) for _, new in overdue]
    if not rows:
        return [], ""
    formats = now.formats
    return rows, texts("tasks.changes", staged=formats.plain(len(staged)), overdue=formats.plain(len(overdue)))


def _overdue(task: PlanTask, context: Context) -> str:
    return days_late_words(task.report, context.as_of, context) if task.report is not None else "—"


def _row(task: PlanTask, kind: str, old: str, new: str, context: Context) -> tuple[Cell, ...]:
    return task_cell(task, context), dash(), words(kind), words(old), words(new), dash()
