"""What a decision or a comment may be about, a goal or a task of the plan, and the value it has in a release."""

from __future__ import annotations

from dataclasses import replace

from core.assess_release import assessment_of
from core.context import Context
from core.language import Language, catalogue
from core.panels.judgement.words import status_word
from core.panels.tasks.plan_tasks import plan_task, plan_tasks
from core.panels.tasks.words import stage_words, task_title
from core.records.meetings.decisions import Basis
from core.tasks.period_words import period_words

GOAL, TASK = "goal:", "task:"


def goal_code(indicator_id: str) -> str:
    """The goal of an indicator, as records name it."""
    return GOAL + indicator_id


def task_code(number: int) -> str:
    """A task or safeguard, as records name it."""
    return f"{TASK}{number}"


def subjects(context: Context) -> dict[str, str]:
    """Every goal of the plan, then every task and safeguard, each with what it is called."""
    goals = {goal_code(id): context.called(id) for id in context.plan.goal_ids}
    return goals | {task_code(task.number): task_title(task, context) for task in plan_tasks(context)}


def subject_words(code: str, context: Context) -> str:
    """What a goal or task is called; empty for none, and its code where the plan on show does not have it."""
    return subjects(context).get(code, code.partition(":")[2]) if code else ""


def subject_address(code: str, context: Context) -> tuple[str, dict[str, str]]:
    """The page that shows a goal or task, with the parameters that find it there."""
    kind, _, name = code.partition(":")
    if f"{kind}:" == TASK:
        return "tasks", {"task": name}
    page = context.plan.indicator(name).page.value
    return page, {"indicator": name} if page == "sources" else {}


def value_of(code: str, context: Context) -> Basis:
    """The value of a goal or task in the release on show, in words of both languages; without words for none, and for
    one that the plan does not have."""
    if code not in subjects(context):
        return Basis(context.snapshot.id, context.snapshot.digest)
    kind, _, name = code.partition(":")
    in_both = [replace(context, texts=catalogue(language)) for language in (Language.ZH, Language.EN)]
    if f"{kind}:" == TASK:
        zh, en = (_task_words(int(name), each) for each in in_both)
        made_up = context.tag("tasks") is not None
        return Basis(context.snapshot.id, context.snapshot.digest, zh, en, illustrative=made_up)
    zh, en = (_goal_words(name, each) for each in in_both)
    assessment = assessment_of(context, name)
    latest = assessment.latest
    return Basis(
        context.snapshot.id,
        context.snapshot.digest,
        zh,
        en,
        None if latest is None else latest.value,
        None if latest is None else latest.year,
        assessment.illustrative,
    )


def _goal_words(indicator_id: str, context: Context) -> str:
    """The value with the decimals it has in the finding of the goal, its year and its light."""
    assessment, formats = assessment_of(context, indicator_id), context.formats
    latest, goal, unit = assessment.latest, assessment.goal, assessment.indicator.unit
    status = status_word(assessment, context)
    if latest is None or latest.value is None:
        return status
    compared = None if goal is None else formats.comparison(latest.value, goal.value, unit)
    return context.texts(
        "meetings.value_of_goal",
        value=formats.quantity(latest.value, unit) if compared is None else formats.with_unit(compared.value, unit),
        year=formats.year(latest.year),
        mark=formats.value_mark(latest.provisional, latest.lower_bound),
        status=status,
    )


def _task_words(number: int, context: Context) -> str:
    task = plan_task(context, number)
    if task is None or task.report is None:
        return context.texts("tasks.unreported")
    return context.texts(
        "meetings.value_of_task",
        stage=stage_words(task.standing, context),
        period=period_words(task.report.period, context.texts),
    )
