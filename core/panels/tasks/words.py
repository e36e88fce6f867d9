"""What is said of a task in a few words: its name, stage, owner, due date, and each of its states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.cells.chinese_numbers import value_of
from core.context import Context
from core.figures.palette import MUTED, STATE_AMBER, STATE_BLUE, STATE_RED
from core.panels.cells import verbatim_cell, words
from core.panels.panel import Cell
from core.panels.tasks.plan_tasks import SAFEGUARDS, PlanTask, is_recorded, newest_period
from core.tasks.counts import TaskState
from core.tasks.milestones import Milestone
from core.tasks.period_words import period_words
from core.tasks.reports import Confirmation, Evidence, Stage, TaskReport, TaskStanding
from core.text_ids.datasets import EVIDENCE_KIND_TEXT, TASK_STAGE_TEXT
from core.text_ids.tasks import CONFIRMATION_TEXT, MILESTONE_STATE_TEXT


@dataclass(frozen=True, slots=True)
class Flag:
    """One state of a task as it is shown: a shape that survives grey print, a colour, and words."""

    state: TaskState
    shape: str
    colour: str
    word: str


def task_name(task: PlanTask, context: Context) -> str:
    """任务9 or Task 9, 保障1 or Safeguard 1."""
    return context.texts("tasks.safeguard" if task.is_safeguard else "tasks.task", number=str(task.place))


def task_title(task: PlanTask, context: Context) -> str:
    """Its name and our label: 任务9 双师型教师."""
    return context.texts("tasks.title", name=task_name(task, context), label=context.texts.of(task.label))


def section_name(id: str, context: Context) -> str:
    """The label of a section with its number, or that of the safeguards; empty in a plan without sections."""
    if not id:
        return ""
    if id == SAFEGUARDS:
        return context.texts("tasks.safeguards")
    section = context.plan.section(id)
    number = context.texts.side(id, str(value_of(id) or id))
    return context.texts("tasks.section", number=number, label=context.texts.of(section.label))


def owner_name(report: TaskReport, context: Context) -> str:
    """The owner in the reader's language; empty where a report names nobody."""
    return context.texts.side(report.owner, report.owner_en)


def owner_words(task: PlanTask, context: Context) -> str:
    """The owner, or that nobody is named, or that nobody has reported."""
    if task.report is None:
        return context.texts("tasks.unreported")
    return owner_name(task.report, context) or context.texts("tasks.no_owner")


def stage_words(standing: TaskStanding, context: Context) -> str:
    """The stage; without a report that there is none, which is not the first stage."""
    return context.texts(TASK_STAGE_TEXT[standing.stage] if standing.stage is not None else "tasks.unreported")


def due_words(report: TaskReport | None, context: Context) -> str:
    """The due date, or why there is none: not reported, not stated, or nowhere recorded in this release."""
    if report is None:
        return context.texts("tasks.unreported")
    return day_words(report.due, "due_date", context)


def day_words(day: date | None, column: str, context: Context) -> str:
    """A day of a report; without it that it is not stated, or that the release records none of its kind."""
    return context.formats.day(day) if day is not None else absent_words(column, context)


def step_words(report: TaskReport, stage: Stage, context: Context) -> str:
    """The day of a step; a dash for one that is not taken yet."""
    stages = list(Stage)
    if stage not in report.stages and stages.index(stage) > stages.index(report.stage):
        return "—"
    return day_words(report.stages.get(stage), f"{stage.value}_on", context)


def absent_words(column: str, context: Context) -> str:
    """Why an optional column of a report is empty: not stated, or nowhere recorded in this release.

    A release with a period for any report was asked for all of them.
    """
    is_asked = is_recorded(context, column) or newest_period(context)
    return context.texts("tasks.not_stated" if is_asked else "tasks.not_recorded")


def co_units_cell(report: TaskReport, context: Context) -> Cell:
    """The units that help, whose names stay as they are in every language; why there are none where none is named."""
    names = context.texts.listed(report.co_units)
    return verbatim_cell(names) if names else words(absent_words("co_units", context))


def days_late_words(report: TaskReport, as_of: date, context: Context) -> str:
    """How many days a task is overdue, or was finished before or after its due date; empty where that is unknown or
    still to come."""
    days = report.days_late(as_of)
    if days is None or (days == 0 and not report.is_done):
        return ""
    if not report.is_done:
        return context.texts("tasks.days_overdue", days=context.formats.plain(days))
    if days == 0:
        return context.texts("tasks.on_the_day")
    shown = context.formats.plain(abs(days))
    return context.texts("tasks.days_late" if days > 0 else "tasks.days_early", days=shown)


def confirmation_words(standing: TaskStanding, context: Context) -> str:
    """What the newest period says: changed, confirmed unchanged, unconfirmed; or that the release knows no periods,
    that nobody has reported, or that the task is closed and asked about no more."""
    if standing.report is None and standing.confirmation is Confirmation.UNCONFIRMED:
        return context.texts("tasks.unreported")
    if standing.confirmation is Confirmation.UNCONFIRMED and not standing.is_unconfirmed:
        return stage_words(standing, context)
    return context.texts(
        CONFIRMATION_TEXT[standing.confirmation], period=period_words(newest_period(context), context.texts)
    )


def evidence_words(report: TaskReport, context: Context) -> str:
    """The grade of the evidence."""
    return context.texts(EVIDENCE_KIND_TEXT[report.evidence])


def flags(standing: TaskStanding, context: Context) -> tuple[Flag, ...]:
    """Every state of a task that asks for attention or confirms it, each on its own."""
    texts, shown = context.texts, []
    if standing.is_overdue:
        days = context.formats.plain(standing.days_overdue)
        shown.append(Flag(TaskState.OVERDUE, "▼", STATE_RED, texts("tasks.days_overdue", days=days)))
    if standing.has_no_owner:
        shown.append(Flag(TaskState.NO_OWNER, "○", STATE_AMBER, texts("tasks.no_owner")))
    if standing.is_unproven and standing.report is not None:
        word = "tasks.on_nothing" if standing.report.evidence is Evidence.NONE else "tasks.on_statement"
        shown.append(Flag(TaskState.UNPROVEN, "◆", STATE_AMBER, texts(word)))
    match standing.confirmation:
        case Confirmation.UNCONFIRMED if standing.is_unconfirmed:
            shown.append(Flag(TaskState.UNCONFIRMED, "?", STATE_AMBER, texts("tasks.state.unconfirmed")))
        case Confirmation.UNCHANGED:
            shown.append(Flag(TaskState.UNCHANGED, "=", MUTED, texts("tasks.state.unchanged")))
        case Confirmation.CHANGED:
            shown.append(Flag(TaskState.CHANGED, "●", STATE_BLUE, texts("tasks.state.changed")))
    return tuple(shown)


def milestone_name(milestone: Milestone, context: Context) -> str:
    """The name of a milestone in the reader's language."""
    return context.texts.side(milestone.name, milestone.name_en)


def milestone_words(milestone: Milestone, context: Context) -> str:
    """How a milestone stands: reached so many days early or late, overdue by so many, or still ahead."""
    days = context.formats.plain(abs(milestone.slip or 0))
    return context.texts(MILESTONE_STATE_TEXT[milestone.state], days=days)


def next_milestone_words(standing: TaskStanding, context: Context) -> str:
    """The next milestone with its planned day and how it stands; why there is none."""
    texts, milestone = context.texts, standing.next_milestone
    if milestone is None:
        return texts("tasks.all_reached" if standing.milestones else "tasks.no_milestone")
    values = {"name": milestone_name(milestone, context), "state": milestone_words(milestone, context)}
    if milestone.planned is None:
        return texts("tasks.next_unplanned", **values)
    return texts("tasks.next_milestone", day=context.formats.day(milestone.planned), **values)


def doubts(standing: TaskStanding, context: Context) -> tuple[str, ...]:
    """What does not agree in a report, a sentence each: days that run backwards or lie ahead, an owner who left,
    several units that reported, milestones reached in the future."""
    texts, formats, report = context.texts, context.formats, standing.report
    said = [
        texts(
            "tasks.backwards",
            later=texts(TASK_STAGE_TEXT[step.later]),
            later_day=formats.day(step.later_day),
            earlier=texts(TASK_STAGE_TEXT[step.earlier]),
            earlier_day=formats.day(step.earlier_day),
        )
        for step in standing.backward_steps
    ]
    said += [
        texts(
            "tasks.step_ahead",
            stage=texts(TASK_STAGE_TEXT[stage]),
            day=formats.day(day),
            as_of=formats.day(standing.as_of),
        )
        for stage, day in standing.steps_ahead
    ]
    if report is not None and report.former_owner:
        former = texts.side(report.former_owner, report.former_owner_en)
        said.append(texts("tasks.owner_left", owner=former, period=period_words(report.former_period, texts)))
    if report is not None and report.units > 1:
        said.append(texts("tasks.several_units", number=formats.plain(report.units)))
    said += _future_milestones(standing.milestones, context)
    return tuple(said)


def _future_milestones(milestones: Sequence[Milestone], context: Context) -> list[str]:
    return [
        context.texts(
            "tasks.milestone_ahead",
            name=milestone_name(milestone, context),
            day=context.formats.day(milestone.actual),
            as_of=context.formats.day(milestone.as_of),
        )
        for milestone in milestones
        if milestone.actual is not None and milestone.reached is None
    ]
