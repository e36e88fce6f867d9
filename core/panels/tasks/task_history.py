"""The days of one task: its milestones, planned against actual, and every report in the unit's own words."""

from __future__ import annotations

from typing import Any

from core.context import Context
from core.figures import timeline
from core.figures.timelines.project_stages import Project, Step
from core.panels.cells import dash, verbatim_cell, words
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.tasks.plan_tasks import PlanTask, rows_on_show
from core.panels.tasks.words import milestone_name, milestone_words, task_title
from core.queries.tasks import milestones_of_task, reports_of_task
from core.tasks.from_rows import day_or_none, milestone_of, text_or_empty
from core.tasks.milestones import Milestone
from core.tasks.period_words import period_words
from core.text_ids.datasets import EVIDENCE_KIND_TEXT, TASK_STAGE_TEXT
from core.text_ids.tasks import CONFIRMATION_WORD_TEXT

DRAWN = 40
"""Milestones in the figure of one task; the table holds them all."""


def task_milestones(context: Context, task: PlanTask) -> Panel:
    """Every milestone of a task: planned against actual day, the slip, the evidence and where the row came from."""
    texts, formats = context.texts, context.formats
    frame = milestones_of_task(context.returns, task.number, rows_on_show(context))
    milestones = task.standing.milestones
    names = ("milestone", "unit", "planned", "actual", "slip_days", "milestone_state", "evidence_kind", "evidence_file")
    columns = (*names, "sha256", "file", "sheet", "row")
    open_ones = sum(milestone.state.is_open for milestone in milestones)
    return Panel(
        id="task_milestones",
        headline=texts(
            "tasks.milestones.headline",
            count=len(milestones),
            number=formats.plain(len(milestones)),
            reached=formats.plain(len(milestones) - open_ones),
            overdue=formats.plain(task.standing.overdue_milestones),
            title=task_title(task, context),
        )
        if milestones
        else texts("tasks.milestones.none", title=task_title(task, context)),
        subtitle=texts("tasks.milestones.subtitle", as_of=formats.day(context.as_of)),
        source=context.source("milestones"),
        table=Table(
            tuple(
                Column(name, texts(f"column.{name}"), name in ("planned", "actual", "slip_days", "row"))
                for name in columns
            ),
            tuple(_milestone_row(row, context) for row in frame.to_dict("records")),
        ),
        figure=timeline(
            [
                Project(
                    milestone_name(each, context), (Step("", texts("column.milestone"), each.planned, each.reached),)
                )
                for each in milestones[:DRAWN]
            ],
            context.as_of,
            formats,
            context.canvas(94 + 46 * min(DRAWN, len(milestones))),
            tag=context.tag("milestones"),
        )
        if milestones
        else None,
        alt=texts("tasks.milestones.alt", number=formats.plain(min(DRAWN, len(milestones)))),
        notes=(texts("tasks.milestones.drawn", number=formats.plain(DRAWN)),) if len(milestones) > DRAWN else (),
        illustrative=context.tag("milestones") is not None,
        choices=(("task", str(task.number)),),
        rows_of=("milestones",),
    )


def task_reports(context: Context, task: PlanTask) -> Panel:
    """Every report on a task, the newest first: stage, owner, progress, problem and next step in the unit's words."""
    texts = context.texts
    frame = reports_of_task(context.returns, task.number, rows_on_show(context))
    names = (
        "period",
        "unit",
        "progress_stage",
        "owner",
        "co_units",
        "report_state",
        "progress",
        "problem",
        "next_step",
    )
    columns = (*names, "due", "reported_on", "evidence_kind", "evidence_file", "sha256", "file", "sheet", "row")
    return Panel(
        id="task_reports",
        headline=texts(
            "tasks.reports.headline",
            count=len(frame),
            number=context.formats.plain(len(frame)),
            title=task_title(task, context),
        )
        if len(frame)
        else texts("tasks.reports.none", title=task_title(task, context)),
        subtitle=texts("tasks.reports.subtitle"),
        source=context.source("tasks"),
        table=Table(
            tuple(Column(name, texts(f"column.{name}"), name in ("due", "reported_on", "row")) for name in columns),
            tuple(_report_row(row, context) for row in frame.to_dict("records")),
        ),
        illustrative=context.tag("tasks") is not None,
        choices=(("task", str(task.number)),),
        rows_of=("tasks",),
    )


def _milestone_row(row: dict[str, Any], context: Context) -> tuple[Cell, ...]:
    formats = context.formats
    milestone = _milestone(row, context)
    return (
        words(milestone_name(milestone, context)),
        words(context.texts.side(str(row["unit_name"]), str(row["unit_name_en"]))),
        words(formats.day(milestone.planned)),
        words(formats.day(milestone.actual)),
        dash() if milestone.slip is None else Cell(formats.plain(milestone.slip), milestone.slip),
        words(milestone_words(milestone, context)),
        words(context.texts(EVIDENCE_KIND_TEXT[str(row["evidence"])])),
        *_proof_and_place(row),
    )


def _milestone(row: dict[str, Any], context: Context) -> Milestone:
    texts = (text_or_empty(row[name]) or None for name in ("milestone_name", "milestone_name_en"))
    days = (day_or_none(row[name]) for name in ("planned_date", "actual_date"))
    return milestone_of((row["milestone"], row["task"], *texts, *days), context.as_of)


def _report_row(row: dict[str, Any], context: Context) -> tuple[Cell, ...]:
    texts, formats = context.texts, context.formats
    return (
        words(period_words(str(row["period"]), texts)),
        words(texts.side(str(row["unit_name"]), str(row["unit_name_en"]))),
        words(texts(TASK_STAGE_TEXT[str(row["stage"])])),
        words(texts.side(text_or_empty(row["owner"]), text_or_empty(row["owner_en"])) or texts("tasks.no_owner")),
        _own_words(row["co_units"]),
        words(texts(CONFIRMATION_WORD_TEXT[text_or_empty(row["confirmation"])])),
        *(_own_words(row[name]) for name in ("progress", "problem", "next_step")),
        words(formats.day(day_or_none(row["due_date"]))),
        words(formats.day(day_or_none(row["reported_on"]))),
        words(texts(EVIDENCE_KIND_TEXT[str(row["evidence"])])),
        *_proof_and_place(row),
    )


def _own_words(text: object) -> Cell:
    """A text as the unit wrote it, in whatever language; a dash where it wrote none."""
    return verbatim_cell(text_or_empty(text))


def _proof_and_place(row: dict[str, Any]) -> tuple[Cell, ...]:
    """File and fingerprint of the evidence; file, sheet and row the report came from."""
    return (
        verbatim_cell(text_or_empty(row["evidence_file"])),
        words(text_or_empty(row["evidence_sha256"]) or "—"),
        verbatim_cell(str(row["source_file"])),
        verbatim_cell(str(row["source_sheet"])),
        Cell(str(row["source_row"]), int(str(row["source_row"]))),
    )
