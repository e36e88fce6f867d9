"""A task as a row of the timeline: its bars, steps and milestones, clipped to the years around the plan."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from core.context import Context
from core.figures.timelines.task_bars import Sign, Span, TaskBars
from core.panels.tasks.plan_tasks import PlanTask
from core.panels.tasks.words import days_late_words, milestone_name, milestone_words, task_name
from core.tasks.milestones import MilestoneState
from core.tasks.reports import Stage
from core.text_ids.datasets import TASK_STAGE_TEXT
from core.text_ids.tasks import STEP_MARK_TEXT

_BEFORE, _AFTER = 3, 5
"""Years around the plan that are drawn; a day further off, a slip of the pen mostly, stands at the edge."""
_REACHED = (MilestoneState.EARLY, MilestoneState.ON_TIME, MilestoneState.LATE, MilestoneState.REACHED)


def row_of(task: PlanTask, context: Context) -> TaskBars:
    """The row of a task: planned from the day the plan was issued to the due date; actual from its first step to the
    day it was finished, or to the day of the release."""
    return TaskBars(
        name=context.texts("tasks.title", name=task_name(task, context), label=context.texts.of(task.label)),
        planned=_planned(task, context),
        actual=_actual(task, context),
        past_due=_past_due(task, context),
        steps=_steps(task, context),
        reached=_milestones(task, _REACHED, context),
        open_milestones=_milestones(task, (MilestoneState.AHEAD,), context),
        late_milestones=_milestones(task, (MilestoneState.OVERDUE,), context),
    )


def _planned(task: PlanTask, context: Context) -> Span | None:
    if task.report is None or task.report.due is None:
        return None
    words = context.texts("tasks.hover.due", name=task_name(task, context), day=context.formats.day(task.report.due))
    return _span(context.plan.issued, task.report.due, words, context)


def _actual(task: PlanTask, context: Context) -> Span | None:
    """From the first step to the last of a task that is done, else to the day of the release."""
    if task.report is None or not task.report.stages:
        return None
    days = task.report.stages.values()
    end = task.report.finished_on or max(days) if task.report.is_done else context.as_of
    words = context.texts(
        "tasks.hover.actual",
        name=task_name(task, context),
        stage=context.texts(TASK_STAGE_TEXT[task.report.stage]),
        day=context.formats.day(min(days)),
    )
    return _span(min(days), end, words, context)


def _past_due(task: PlanTask, context: Context) -> Span | None:
    """The time after the due date, up to the day it was finished or that of the release."""
    report = task.report
    if report is None or report.due is None or not report.stages:
        return None
    end = report.finished_on if report.is_done else context.as_of
    if end is None or end <= report.due:
        return None
    words = context.texts(
        "tasks.hover.past_due",
        name=task_name(task, context),
        late=days_late_words(report, task.standing.as_of, context),
    )
    return _span(max(report.due, min(report.stages.values())), end, words, context)


def _steps(task: PlanTask, context: Context) -> tuple[Sign, ...]:
    if task.report is None:
        return ()
    texts, name = context.texts, task_name(task, context)
    return tuple(
        Sign(
            _clipped(day, context),
            texts(STEP_MARK_TEXT[stage]),
            texts("tasks.hover.step", name=name, stage=texts(TASK_STAGE_TEXT[stage]), day=context.formats.day(day)),
        )
        for stage in Stage
        if (day := task.report.stages.get(stage)) is not None
    )


def _milestones(task: PlanTask, states: Collection[MilestoneState], context: Context) -> tuple[Sign, ...]:
    """The milestones in these states: on the day they were reached, the open ones on their planned day."""
    signs = []
    for milestone in task.standing.milestones:
        day = milestone.reached or milestone.planned
        if milestone.state in states and day is not None:
            words = context.texts(
                "tasks.hover.milestone",
                name=milestone_name(milestone, context),
                planned=context.formats.day(milestone.planned),
                state=milestone_words(milestone, context),
            )
            signs.append(Sign(_clipped(day, context), "", words))
    return tuple(signs)


def _span(start: date, end: date, words: str, context: Context) -> Span:
    """A bar between two days, whichever comes first: days may run backwards, which a note says."""
    first, last = sorted((_clipped(start, context), _clipped(end, context)))
    return Span(first, last, words)


def _clipped(day: date, context: Context) -> date:
    plan = context.plan
    return min(max(day, date(plan.horizon_from - _BEFORE, 1, 1)), date(plan.horizon_to + _AFTER, 12, 31))
