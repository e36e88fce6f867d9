"""What a leader asks of a task: why, who, how far, by when, what is needed, how sure."""

from __future__ import annotations

from core.context import Context
from core.panels.answers.sheet import Answer, sheet, unknown
from core.panels.panel import Panel
from core.panels.tasks.plan_tasks import PlanTask, rows_on_show
from core.panels.tasks.task_goals import task_goals
from core.panels.tasks.words import (
    confirmation_words,
    days_late_words,
    doubts,
    evidence_words,
    next_milestone_words,
    owner_name,
    stage_words,
    task_title,
)
from core.queries.tasks import reports_of_task
from core.tasks.from_rows import text_or_empty


def task_answers(context: Context, task: PlanTask) -> Panel:
    """The six answers for a task; what its reports do not say is said as unknown, with who must supply it."""
    frame = reports_of_task(context.returns, task.number, rows_on_show(context))
    newest = {
        name: text_or_empty(frame[name].iloc[0]) if len(frame) else "" for name in ("progress", "problem", "next_step")
    }
    return sheet(
        context,
        task_title(task, context),
        (
            Answer("why", _own_words(newest["problem"], "answers.problem", task, context)),
            Answer("who", _who(task, context)),
            Answer("how_far", _how_far(task, newest["progress"], context)),
            Answer("by_when", _by_when(task, context)),
            Answer("needed", _own_words(newest["next_step"], "answers.next_step", task, context)),
            Answer("how_sure", _how_sure(task, context)),
        ),
        about=("task", str(task.number)),
        datasets=("tasks", "milestones"),
        illustrative=context.tag("tasks", "milestones") is not None,
    )


def _reporter(task: PlanTask, context: Context) -> str:
    """Who has to say what a report leaves open: the owner, else whoever leads or reports the task."""
    texts = context.texts
    if task.report is None:
        return texts("answers.whoever_leads")
    return owner_name(task.report, context) or texts("answers.whoever_reports")


def _own_words(said: str, what: str, task: PlanTask, context: Context) -> list[str]:
    """What the newest report says in the unit's own words; without it, who has to say it."""
    texts = context.texts
    return (
        [texts("answers.as_reported", words=said)]
        if said
        else [unknown(context, texts(what), _reporter(task, context))]
    )


def _who(task: PlanTask, context: Context) -> list[str]:
    texts, report = context.texts, task.report
    owner = "" if report is None else owner_name(report, context)
    if report is None or not owner:
        said = [unknown(context, texts("answers.lead"), _reporter(task, context))]
    else:
        said = [texts("answers.lead_is", owner=owner)]
    if report is not None and report.co_units:
        return [*said, texts("answers.helped_by", units=texts.listed(report.co_units))]
    return [*said, unknown(context, texts("answers.helpers"), _reporter(task, context))]


def _how_far(task: PlanTask, progress: str, context: Context) -> list[str]:
    """The stage, the milestones reached, what the unit reports, and the goals it serves."""
    texts, formats = context.texts, context.formats
    if task.report is None:
        said = [unknown(context, texts("answers.stage"), _reporter(task, context))]
    else:
        said = [texts("answers.stage_is", stage=stage_words(task.standing, context))]
    milestones = task.standing.milestones
    if milestones:
        reached = sum(not milestone.state.is_open for milestone in milestones)
        values = {"reached": formats.plain(reached), "number": formats.plain(len(milestones))}
        said.append(texts("answers.milestones", **values))
    if progress:
        said.append(texts("answers.as_reported", words=progress))
    return [*said, *(goal.sentence + texts("sentence.stop") for goal in task_goals(task, context))]


def _by_when(task: PlanTask, context: Context) -> list[str]:
    texts, report = context.texts, task.report
    if report is None or report.due is None:
        said = [unknown(context, texts("answers.due_date"), _reporter(task, context))]
    else:
        late = days_late_words(report, context.as_of, context)
        day = context.formats.day(report.due)
        said = [texts("answers.task_is_due", day=texts("named.with_detail", name=day, detail=late) if late else day)]
    if task.standing.milestones:
        said.append(texts("answers.next_milestone", milestone=next_milestone_words(task.standing, context)))
    return said


def _how_sure(task: PlanTask, context: Context) -> list[str]:
    """What the report rests on, whether it was confirmed, and what in it does not agree."""
    texts = context.texts
    if task.report is None:
        return [unknown(context, texts("answers.proof"), _reporter(task, context))]
    said = [
        texts("answers.evidence", evidence=evidence_words(task.report, context)),
        texts("answers.confirmed", state=confirmation_words(task.standing, context)),
    ]
    return [*said, *doubts(task.standing, context)]
