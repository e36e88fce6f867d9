"""What is known of one task, in a few lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.clauses.clause_words import clause_name
from core.context import Context
from core.panels.cells import verbatim_cell, words
from core.panels.judgement.passages import clause_passage, clauses_of_copy
from core.panels.panel import Cell, Column, Panel, Passage, Table
from core.panels.tasks.plan_tasks import SAFEGUARDS, PlanTask, plan_task, plan_tasks
from core.panels.tasks.words import (
    absent_words,
    co_units_cell,
    confirmation_words,
    days_late_words,
    doubts,
    due_words,
    evidence_words,
    next_milestone_words,
    owner_words,
    section_name,
    stage_words,
    step_words,
    task_title,
)
from core.tasks.period_words import period_words
from core.tasks.reports import Stage
from core.text_ids.datasets import TASK_STAGE_TEXT

PANEL = "task"


def task_of_address(context: Context, choices: Mapping[str, str]) -> PlanTask:
    """The task an address names by its number, else the first of the plan."""
    number = choices.get("task", "")
    named = plan_task(context, int(number)) if number.isdecimal() and number.isascii() else None
    return named or plan_tasks(context)[0]


def task_card(context: Context, task: PlanTask) -> Panel:
    """What is known of a task, a line each: section, clause, owner, co-units, steps, due date, next milestone, report,
    evidence; with the sentence of its clause where a copy of the plan is there."""
    texts = context.texts
    columns = (Column("item", texts("column.item")), Column("finding", texts("column.finding")))
    rows = tuple((words(name), cell) for name, cell in facts(task, context))
    return replace(card_head(context, task), table=Table(columns, rows))


def card_head(context: Context, task: PlanTask) -> Panel:
    """The same without its rows, for the page that shows them as lines."""
    texts, standing = context.texts, task.standing
    passage = _passage(task, context)
    return Panel(
        id=PANEL,
        headline=texts(
            "tasks.card.headline",
            title=task_title(task, context),
            stage=stage_words(standing, context),
            owner=owner_words(task, context),
        )
        if task.report is not None
        else texts("tasks.card.unreported", title=task_title(task, context)),
        subtitle=texts("tasks.card.subtitle", as_of=context.formats.day(context.as_of)),
        source=context.source("tasks"),
        table=Table((), ()),
        notes=doubts(standing, context),
        illustrative=context.tag("tasks", "milestones") is not None,
        choices=(("task", str(task.number)),),
        rows_of=("tasks", "milestones"),
        passages=(passage,) if passage is not None else (),
        page=next((entry.page for entry in context.plan.tasks if entry.number == task.number and entry.page), ""),
    )


def facts(task: PlanTask, context: Context) -> list[tuple[str, Cell]]:
    """The lines of a card as name and value; owner, next milestone and clause first, which are asked for most."""
    texts, report, standing = context.texts, task.report, task.standing
    lines = [
        (texts("column.owner"), words(owner_words(task, context))),
        (texts("column.next_milestone"), words(next_milestone_words(standing, context))),
        (texts("column.clause"), _clause_cell(task, context)),
        (texts("column.part_of_plan"), words(section_name(task.section, context) or "—")),
    ]
    if report is None:
        return lines
    late = days_late_words(report, context.as_of, context)
    due = due_words(report, context)
    lines += [
        (texts("column.co_units"), co_units_cell(report, context)),
        (texts("column.steps"), words(steps_words(task, context))),
        (texts("column.due"), words(texts("named.with_detail", name=due, detail=late) if late else due)),
        (texts("column.report_state"), words(confirmation_words(standing, context))),
        (texts("column.period"), words(period_words(report.period, texts))),
        (texts("column.reported_on"), words(context.formats.day(report.reported_on))),
        (texts("column.evidence_kind"), words(evidence_words(report, context))),
        (
            texts("column.evidence_file"),
            verbatim_cell(report.evidence_file)
            if report.evidence_file
            else words(absent_words("evidence_file", context)),
        ),
        (texts("column.sha256"), words(report.evidence_sha256 or absent_words("evidence_sha256", context))),
    ]
    return lines


def steps_words(task: PlanTask, context: Context) -> str:
    """The steps up to the present stage with their days: 立项 2023-03-01 → 推进 2023-06-01."""
    texts, report = context.texts, task.report
    if report is None:
        return texts("tasks.unreported")
    taken = list(Stage)[: list(Stage).index(report.stage) + 1]
    return texts("tasks.then").join(
        texts(
            "tasks.step",
            stage=texts(TASK_STAGE_TEXT[stage]),
            day=step_words(report, stage, context),
        )
        for stage in (*taken, *(stage for stage in Stage if stage in report.stages and stage not in taken))
    )


def _clause_id(task: PlanTask, context: Context) -> str:
    """The number of the clause of a task; of a safeguard where a copy of the plan has as many as the plan, else
    empty."""
    if task.section != SAFEGUARDS:
        return f"task {task.number}"
    copy, safeguards = clauses_of_copy(context), [each for each in plan_tasks(context) if each.is_safeguard]
    if copy is None or len(copy.safeguards) != len(safeguards):
        return ""
    return copy.safeguards[task.place - 1].id


def _clause_cell(task: PlanTask, context: Context) -> Cell:
    """The clause; it leads to the page of sources, which shows its words where a copy of the plan is there."""
    id = _clause_id(task, context)
    if not id:
        return words(context.texts("tasks.safeguards"))
    name = clause_name(id, context.texts)
    return Cell(name, name, leads=(("section", "clauses"), ("clause", id)))


def _passage(task: PlanTask, context: Context) -> Passage | None:
    id = _clause_id(task, context)
    return clause_passage(id, None, context) if id else None
