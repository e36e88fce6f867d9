"""What a leader asks of a goal: why, who, how far, by when, what is needed, how sure."""

from __future__ import annotations

from core.assess_release import assessment_of, standard_of
from core.assessment import Assessment, Status
from core.context import Context
from core.panels.answers.sheet import Answer, sheet, unknown
from core.panels.indicators.selection import source_words
from core.panels.judgement.gaps import better_or_short, way_gone
from core.panels.judgement.opinions import opinions, reason
from core.panels.judgement.what_would_turn import turning
from core.panels.judgement.words import evidence, headline, status_word, why_missing
from core.panels.panel import Panel
from core.panels.scenario.goal_seek import least_effort
from core.panels.scenario.scenario import prepare_scenario
from core.panels.tasks.plan_tasks import PlanTask, plan_tasks
from core.panels.tasks.words import due_words, owner_name, task_name, task_title
from core.panels.units_not_reported import incomplete_notes
from core.panels.why.why import why_panels
from core.queries import DERIVED
from core.scenario_basis.from_release import basis_of

MOVES = 3
"""Levers of the least-effort combination that are named; the scenario page has them all."""


def goal_answers(context: Context, indicator_id: str) -> Panel:
    """The six answers for the goal of an indicator; what the data do not say is said as unknown, with who must supply
    it."""
    texts, assessment = context.texts, assessment_of(context, indicator_id)
    tasks = [task for task in plan_tasks(context) if indicator_id in task.goals]
    goal = assessment.goal
    return sheet(
        context,
        texts.of(assessment.indicator.label if goal is None else goal.label),
        (
            Answer("why", _why(assessment, context)),
            Answer("who", _who(tasks, assessment, context)),
            Answer("how_far", _how_far(assessment, context)),
            Answer("by_when", _by_when(tasks, assessment, context)),
            Answer("needed", _needed(assessment, context)),
            Answer("how_sure", _how_sure(assessment, context)),
        ),
        about=("indicator", indicator_id),
        datasets=(_dataset(indicator_id, context), "tasks"),
        illustrative=assessment.illustrative,
        indicator=assessment.indicator,
        goal=goal,
    )


def _dataset(indicator_id: str, context: Context) -> str:
    """The dataset the number of an indicator comes from."""
    if indicator_id in DERIVED:
        return DERIVED[indicator_id].dataset
    if standard_of(context, indicator_id) is not None:
        return "conditions"
    of_milestones = any(milestone.indicator == indicator_id for milestone in context.plan.milestones)
    return "milestones" if of_milestones else "observations"


def _supplier(assessment: Assessment, context: Context) -> str:
    return source_words(assessment.indicator, context)


def _why(assessment: Assessment, context: Context) -> list[str]:
    """The reason of the light, and what makes the gap where it can be taken apart."""
    if assessment.goal is None:
        return [context.texts("answers.not_in_force", issued=context.formats.day(context.plan.issued))]
    parts = why_panels(context, assessment.indicator.id)
    said = [f"{status_word(assessment, context)}{context.texts('answers.colon')}{reason(assessment, context)}"]
    return [*said, *(panel.headline + context.texts("sentence.stop") for panel in parts[:1])]


def _who(tasks: list[PlanTask], assessment: Assessment, context: Context) -> list[str]:
    """The owner and the co-units of each task that serves the goal, and who supplies the number."""
    texts, said = context.texts, []
    for task in tasks:
        report = task.report
        owner = "" if report is None else owner_name(report, context)
        if report is None or not owner:
            who = texts("answers.whoever_leads") if report is None else texts("answers.whoever_reports")
            said.append(unknown(context, texts("answers.owner_of", task=task_title(task, context)), who))
            continue
        helping = texts("answers.with_units", units=texts.listed(report.co_units)) if report.co_units else ""
        said.append(texts("answers.owner", task=task_title(task, context), owner=owner, helping=helping))
    if not tasks:
        said.append(texts("answers.no_task"))
    return [*said, texts("answers.supplied_by", supplier=_supplier(assessment, context))]


def _how_far(assessment: Assessment, context: Context) -> list[str]:
    """The finding, the distance, and how much of the way is gone."""
    texts = context.texts
    said = [headline(assessment, context) + texts("sentence.stop")]
    if assessment.gap is None:
        return [*said, unknown(context, texts("answers.distance"), _supplier(assessment, context))]
    gone = way_gone(assessment)
    if gone is not None and assessment.base is not None:
        base = context.formats.year(assessment.base.year)
        values = {"gap": better_or_short(assessment.gap, assessment, context), "base": base}
        said.append(texts("answers.way", share=context.formats.plain(float(gone)), **values))
    return said


def _by_when(tasks: list[PlanTask], assessment: Assessment, context: Context) -> list[str]:
    """The day the goal is due, how far away that is, and when its tasks are due."""
    texts, formats, goal = context.texts, context.formats, assessment.goal
    if goal is None:
        return [unknown(context, texts("answers.due_date"), texts("answers.whoever_plans"))]
    days = (goal.due - context.as_of).days
    far = texts("answers.today")
    if days:
        far = texts(
            "answers.days_left" if days > 0 else "answers.days_past", count=abs(days), number=formats.plain(abs(days))
        )
    said = [texts("answers.due", day=formats.day(goal.due), year=formats.year(goal.target_year), far=far)]
    for task in tasks:
        if task.report is not None and task.report.due is not None:
            said.append(texts("answers.task_due", task=task_name(task, context), day=due_words(task.report, context)))
    return said


def _needed(assessment: Assessment, context: Context) -> list[str]:
    """What would turn the light, and the least-effort combination of levers that reaches the goal."""
    texts = context.texts
    if assessment.goal is None:
        return [unknown(context, texts("answers.need"), texts("answers.whoever_plans"))]
    said = list(turning(assessment, context))
    if assessment.status is Status.MET:
        return said or [texts("answers.nothing_more")]
    if basis_of(context).levers:
        panel = least_effort(prepare_scenario(context, {}, draws=0), assessment.indicator.id)
        said.append(panel.headline + texts("sentence.stop"))
        said += [
            texts("answers.move", lever=lever.text, now=now.text, then=then.text)
            for lever, now, then, _ in panel.table.rows[:MOVES]
        ]
    return said or [unknown(context, texts("answers.need"), _supplier(assessment, context))]


def _how_sure(assessment: Assessment, context: Context) -> list[str]:
    """The chance with its interval while the goal is open, what the number rests on, and what others have published."""
    texts = context.texts
    said = [
        f"{opinion.word}{texts('answers.colon')}{opinion.sentence}"
        for opinion in opinions(assessment, context)
        if opinion.id == "chance" and not assessment.closed
    ]
    if assessment.goal is not None and assessment.closed:
        said.append(
            texts("answers.decided")
            if assessment.gap is not None
            else unknown(context, why_missing(assessment, context), _supplier(assessment, context))
        )
    elif not said and assessment.status is not Status.MET:
        said.append(unknown(context, texts("answers.chance"), texts("answers.more_years")))
    said.append(texts("answers.rests_on", status=_status(assessment, context)))
    said += list(incomplete_notes(assessment, context))
    newest = evidence(assessment, context)[-1:]
    said += [texts("answers.published", text=item.text, source=item.source) for item in newest]
    return said


def _status(assessment: Assessment, context: Context) -> str:
    if assessment.illustrative:
        return context.texts("answers.made_up")
    newest = assessment.latest
    return context.texts("answers.provisional" if newest is not None and newest.provisional else "answers.returns")
