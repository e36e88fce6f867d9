"""The page of sources: what every number means, where it comes from, and by which rule it was judged; searchable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd

from core.assess_release import assessment_of
from core.assessment import RULES
from core.context import Context
from core.forecast import FEWEST_POINTS, SHOWN_LEVEL
from core.panels.cells import number_cell, verbatim_cell, words
from core.panels.judgement.closing import PANEL, closing_panel, evaluation
from core.panels.judgement.words import thresholds, unit_name
from core.panels.pages.one_number import is_year, number_card, rows_of_dataset
from core.panels.pages.release_changes import changes, history
from core.panels.panel import Cell, Panel
from core.panels.programmes.warnings import programme_rules
from core.panels.sources.clauses import (
    clause_cell,
    clause_questions,
    clauses,
    copy_records,
    goal_clauses_cell,
    one_clause,
)
from core.panels.sources.listing import listing
from core.panels.sources.release_contents import files, units
from core.panels.sources.task_listing import tasks
from core.plan.entries import Milestone, NamedCollege
from core.plan.indicators import MeasureUnit
from core.problem_sentences import outcome_word
from core.queries.provenance import ROWS_OF
from core.text_ids.datasets import ROW_STATUS_TEXT
from core.text_ids.judgement import (
    BETTER_TEXT,
    PUBLIC_STATE_TEXT,
    SCHOOL_CLASS_TEXT,
    STRENGTH_TEXT,
    THRESHOLD_UNIT_TEXT,
)

ROWS_SHOWN = 60
"""Rows of published figures on the page at once; a search narrows them, the download holds them all."""


def releases(context: Context, find: str = "") -> Panel:
    """Every release: as-of date, kind, who published it, when, from what, and its fingerprint."""
    texts, formats = context.texts, context.formats
    rows = tuple(
        (
            words(snapshot.id),
            words(formats.day(snapshot.as_of)),
            words(texts(ROW_STATUS_TEXT[snapshot.status])),
            verbatim_cell(snapshot.published_by),
            words(formats.day(snapshot.published_at.date())),
            words(snapshot.note if texts.language.value == "zh" else snapshot.note_en),
            number_cell(float(sum(item.rows for item in snapshot.datasets)), "", False, context),
            words(snapshot.digest[:12]),
        )
        for snapshot in (*reversed(context.releases.snapshots), *reversed(context.releases.beside))
    )
    names = ("release", "as_of", "status", "published_by", "published_at", "note", "rows", "digest")
    return listing("releases", names, rows, find, context, numeric=("rows",), count=len(rows))


def goals(context: Context, find: str = "") -> Panel:
    """Every goal of the plan with clause, wording, dates and open questions."""
    texts, formats = context.texts, context.formats
    rows = []
    for goal in context.plan.goals:
        indicator = context.plan.indicator(goal.indicator)
        rows.append(
            (
                words(texts.of(goal.label)),
                words(formats.quantity(goal.value, indicator.unit)),
                words(formats.day(goal.due)),
                goal_clauses_cell(
                    goal.indicator, texts.listed(texts.of(clause.text) for clause in goal.clauses), context
                ),
                words(texts(STRENGTH_TEXT[goal.strength])),
                words(formats.day(goal.in_force_from)),
                words(texts("list.clauses").join(texts.of(question) for question in goal.open_questions) or "—"),
            )
        )
    names = ("goal_label", "goal_value", "due", "clause", "strength", "in_force_from", "open_questions")
    return listing("goals", names, tuple(rows), find, context, count=len(rows))


def indicators(context: Context, find: str = "") -> Panel:
    """Every indicator with its definition, parts and reference date."""
    texts = context.texts
    rows = tuple(
        (
            words(texts.of(item.label)),
            words(texts.of(item.definition)),
            words(texts.of(item.numerator) if item.numerator else "—"),
            words(texts.of(item.denominator) if item.denominator else "—"),
            words(texts.of(item.reference_date)),
            words(unit_name(item, context)),
            words(texts(BETTER_TEXT[item.better])),
        )
        for item in context.plan.indicators
    )
    names = ("indicator", "definition", "numerator", "denominator", "reference_date", "unit_name", "better")
    return listing("indicators", names, rows, find, context, count=len(rows))


def named(context: Context, find: str = "") -> Panel:
    """Colleges and projects that the plan or public sources name: what is published about each; never a return."""
    texts, formats = context.texts, context.formats
    rows = []
    entries: tuple[NamedCollege | Milestone, ...] = (*context.plan.colleges, *context.plan.milestones)
    for item in entries:
        link = item.links[-1] if item.links else None
        rows.append(
            (
                words(texts.of(item.name)),
                clause_cell(f"task {item.task}", context) if item.task else words(texts("named.public_only")),
                words(texts(PUBLIC_STATE_TEXT[item.public_state])),
                words(texts.of(item.published)),
                words(texts.of(link.publisher) if link else "—"),
                words(formats.day(link.published_on) if link else "—"),
                words(link.address if link else "—"),
            )
        )
    names = ("named", "named_in", "public_state", "published_words", "publisher", "source_date", "address")
    return listing("named", names, tuple(rows), find, context, count=len(rows))


def standards(context: Context, find: str = "") -> Panel:
    """Every threshold of the standards, with the copy it was read in."""
    texts, formats = context.texts, context.formats
    rows = []
    for standard in context.plan.standards:
        copies = {copy.id: copy for copy in standard.copies}
        for threshold in standard.threshold:
            share = threshold.unit.value == "share"
            value = (
                formats.number(threshold.value, MeasureUnit.SHARE)
                if share
                else formats.plain(threshold.value, 2, trim=True)
            )
            copy = copies.get(threshold.copy_read or "")
            rows.append(
                (
                    words(texts.of(standard.title)),
                    words(texts(SCHOOL_CLASS_TEXT[threshold.school_class])),
                    words(texts.of(threshold.label)),
                    words(f"{texts(f'comparison.{threshold.comparison.value}')} {value}"),
                    words("%" if share else texts(THRESHOLD_UNIT_TEXT[threshold.unit])),
                    words(texts("threshold.monitored") if threshold.monitored else "—"),
                    words(texts("threshold.unverified") if copy is None else copy.address),
                )
            )
    names = ("standard", "school_class", "item", "threshold", "unit_name", "monitored", "address")
    return listing("standards", names, tuple(rows), find, context, count=len(rows))


def published(context: Context, find: str = "") -> Panel:
    """Published figures with publisher, date and address; the page shows the first of them, the download all."""
    if context.published is None:
        return listing("published", ("year",), (), find, context, count=0, headline="sources.published.damaged")
    frame = context.published.rows()
    side = context.texts.language.value
    rows = tuple(
        (
            words(str(getattr(row, f"area_{side}"))),
            words(str(getattr(row, f"indicator_{side}"))),
            Cell("—", None) if pd.isna(row.year) else Cell(str(row.year), int(row.year)),
            Cell(_printed(row.value), float(row.value)),
            words(str(row.unit if side == "zh" else row.unit_en)),
            words(str(getattr(row, f"source_title_{side}"))),
            words(str(getattr(row, f"source_publisher_{side}"))),
            words(str(row.source_date)),
            words(str(row.source_url)),
            words(str(getattr(row, f"note_{side}"))),
        )
        for row in frame.itertuples(index=False)
    )
    first = ("area", "indicator", "year", "bare_value", "unit_name", "source_title", "publisher", "source_date")
    names = (*first, "address", "note")
    return listing("published", names, rows, find, context, numeric=("year", "bare_value"), count=len(rows))


def rules(context: Context, find: str = "") -> Panel:
    """The table of named rules: what each computes, its outcomes from best to worst, what it is used for, by whom."""
    texts = context.texts
    rows = tuple(
        (
            words(texts(f"rule.{rule.id}.name")),
            words(texts(f"rule.{rule.id}.formula", **thresholds(rule.id, context.formats))),
            words(texts.listed(outcome_word(rule.id, outcome, texts) for outcome in rule.outcomes)),
            words(texts(f"rule.{rule.id}.use")),
            words(texts(f"rule.{rule.id}.source")),
            words(rule.address),
        )
        for rule in RULES.values()
    )
    names = ("rule_name", "rule", "outcomes", "use", "publisher", "address")
    return listing("rules", names, rows, find, context, count=len(rows))


def evaluated(context: Context, find: str = "") -> Panel:
    """Every goal that is due: reached or not, by how much, when first, and what had been forecast."""
    rows, hits = evaluation(context)
    due = (assessment_of(context, goal.indicator) for goal in context.goals_in_force())
    made_up = any(assessment.illustrative for assessment in due if assessment.closed)
    names = ("goal_label", "strength", "goal_number", "bare_value", "result", "gap", "first_reached", "record")
    listed = listing("evaluation", names, rows, find, context, count=len(rows), illustrative=made_up)
    return replace(listed, headline=context.texts.joined([listed.headline + context.texts("sentence.stop"), hits]))


def methods(context: Context, find: str = "") -> Panel:
    """How numbers are summed, judged at the close, forecast and rounded."""
    texts = context.texts
    names = ("close", "best_effort", "forecast", "turning", "ratio", "total", "standard", "comparable", "rounding")
    values = {"fewest": FEWEST_POINTS, "band": context.formats.plain(SHOWN_LEVEL * 100)}
    rows = tuple((words(texts(f"method.{name}.name")), words(texts(f"method.{name}.rule", **values))) for name in names)
    return listing("methods", ("method", "rule"), rows, find, context, count=len(rows))


def _dataset(choices: Mapping[str, str]) -> str:
    dataset = choices.get("dataset", "")
    return dataset if dataset in ROWS_OF else ROWS_OF[0]


PANELS = {
    "number": lambda context, choices: number_card(
        context, choices.get("indicator", context.plan.indicators[0].id), choices.get("year")
    ),
    "dataset_rows": lambda context, choices: rows_of_dataset(
        context, _dataset(choices), choices.get("year"), choices.get("task")
    ),
    "releases": lambda context, choices: releases(context, choices.get("find", "")),
    "tasks": lambda context, choices: tasks(context, choices.get("find", "")),
    "units": lambda context, choices: units(context, choices.get("find", "")),
    "files": lambda context, choices: files(context, choices.get("find", "")),
    "clause": lambda context, choices: one_clause(context, choices),
    "clauses": lambda context, choices: clauses(context, choices.get("find", "")),
    "clause_questions": lambda context, choices: clause_questions(context, choices.get("find", "")),
    "plan_copies": lambda context, choices: copy_records(context, choices.get("find", "")),
    "goals": lambda context, choices: goals(context, choices.get("find", "")),
    "indicators": lambda context, choices: indicators(context, choices.get("find", "")),
    "named": lambda context, choices: named(context, choices.get("find", "")),
    "standards": lambda context, choices: standards(context, choices.get("find", "")),
    "published": lambda context, choices: published(context, choices.get("find", "")),
    "rules": lambda context, choices: rules(context, choices.get("find", "")),
    "evaluation": lambda context, choices: evaluated(context, choices.get("find", "")),
    "changes": lambda context, choices: changes(context, choices.get("since")),
    "history": lambda context, choices: history(
        context, choices.get("indicator", context.plan.indicators[0].id), _year(choices, context)
    ),
    PANEL: lambda context, choices: closing_panel(
        context, choices.get("indicator", context.plan.goal_ids[0] if context.plan.goal_ids else "")
    ),
    "methods": lambda context, choices: methods(context, choices.get("find", "")),
}
SECTIONS: Mapping[str, tuple[Callable[[Context, str], Panel], ...]] = {
    "meaning": (goals, indicators, tasks),
    "clauses": (clause_questions, clauses, copy_records),
    "origin": (units, files),
    "changes": (),
    "evaluation": (evaluated,),
    "releases": (releases,),
    "rules": (rules, methods, programme_rules),
    "standards": (standards,),
    "published": (published, named),
    "verify": (),
}
"""The sections of the page, each with its own address, and the lists that stand in it and are searched."""


def _year(choices: Mapping[str, str], context: Context) -> int:
    year = choices.get("year", "")
    return int(year) if is_year(year) else context.as_of.year


def _printed(value: float) -> str:
    """As the source prints it: no digits added, none taken away."""
    return f"{value:,.10g}" if abs(value) >= 1000 else f"{value:g}"
