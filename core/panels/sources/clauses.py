"""The clauses of the plan on the page of sources: a list, one clause in its own words, what copy and data differ in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from core.cells.chinese_numbers import value_of
from core.clauses.clause_parser import ClauseKind, normal_id, parse_clauses
from core.clauses.clause_questions import questions
from core.clauses.clause_words import clause_name, counted_clauses, question_sentence
from core.context import Context
from core.panels.cells import words
from core.panels.judgement.passages import clause_passage, clauses_of_copy
from core.panels.panel import Cell, Column, Panel, Passage, Table
from core.panels.sources.listing import listing
from core.records.plan_copies import PlanCopies, PlanCopyError, plan_copies, plan_copy

_SHOWN_OF_HASH = 12


def clauses(context: Context, find: str = "") -> Panel:
    """Every clause with our label and the plan's own words; without a copy the tasks, with their labels alone."""
    texts = context.texts
    copy, labels = clauses_of_copy(context), labels_of_clauses(context)
    if copy is None:
        rows = tuple((words(clause_name(id, texts)), words(label), words("—")) for id, label in labels.items())
    else:
        rows = tuple(
            (
                clause_cell(clause.id, context),
                words("—" if clause.kind is ClauseKind.GOAL else labels.get(clause.id, "—")),
                Cell(clause.text, clause.text, tag="zh-CN"),
            )
            for clause in copy.clauses
        )
    return listing("clauses", ("clause", "our_label", "clause_words"), rows, find, context, count=len(rows))


def clause_questions(context: Context, find: str = "") -> Panel:
    """What the copy says otherwise than the data, each as a question; nothing without a copy."""
    copy = clauses_of_copy(context)
    asked = () if copy is None else questions(copy, context.plan)
    rows = tuple((words(question_sentence(question, context.plan, context.texts)),) for question in asked)
    panel = listing("clause_questions", ("question",), rows, find, context, count=len(rows))
    return panel if copy is not None else replace(panel, headline=context.texts("sources.clause_questions.no_copy"))


def copy_records(context: Context, find: str = "") -> Panel:
    """Every copy that was supplied or removed, newest first: when, which file, its fingerprint, by whom."""
    texts = context.texts
    rows = tuple(
        (
            words(context.formats.day(date.fromisoformat(record.day))),
            words(texts("clause.event.removed" if record.is_removal else "clause.event.supplied")),
            words(record.file),
            words(record.by or "—"),
            words(record.sha256),
        )
        for record in reversed(_copies(context).records)
    )
    columns = ("copy_day", "copy_event", "copy_file", "copy_by", "copy_hash")
    return listing("plan_copies", columns, rows, find, context, count=len(rows))


def _copies(context: Context) -> PlanCopies:
    try:
        return plan_copies(context.plan.id)
    except PlanCopyError:
        return PlanCopies(None)


def one_clause(context: Context, choices: Mapping[str, str]) -> Panel:
    """The clause, or the clauses of the goal (default: the first one), that the address names, in the plan's own words;
    without a copy by their numbers and with our label."""
    plan, texts = context.plan, context.texts
    clause, indicator = choices.get("clause", ""), choices.get("indicator", plan.goals[0].indicator)
    goal = next((goal for goal in reversed(plan.goals) if not clause and goal.indicator == indicator), None)
    ids = [clause] if goal is None else [place.id for place in goal.clauses]
    passages = [passage for id in ids if (passage := clause_passage(id, goal, context)) is not None]
    name = texts.listed(clause_name(id, texts) for id in ids)
    label = texts.of(goal.label) if goal else labels_of_clauses(context).get(normal_id(clause), "")
    return Panel(
        id="clause",
        headline=texts("clause.headline", clause=name, label=label) if label else name,
        subtitle=texts("clause.subtitle") if passages else texts("clause.without_words"),
        source=_source(context),
        table=_table(passages, name, context),
        choices=(("clause", clause),) if clause else (("indicator", indicator),),
        passages=tuple(replace(passage, is_open=True) for passage in passages),
    )


def is_clause(id: str, context: Context) -> bool:
    """Whether the plan has a clause of this number, as far as is known: a task, one that a goal cites, or one of the
    copy."""
    copy = clauses_of_copy(context)
    cited = {normal_id(clause.id) for goal in context.plan.goals for clause in goal.clauses}
    return normal_id(id) in cited | labels_of_clauses(context).keys() or (copy is not None and bool(copy.of(id)))


def state_of_copy(context: Context) -> str:
    """Which copy of the plan there is, or how to supply one, in a sentence."""
    texts = context.texts
    try:
        copy = plan_copy(context.plan.id)
    except PlanCopyError as error:
        return texts("clause.damaged", file=error.file)
    if copy is None:
        return texts("clause.how")
    return texts(
        "clause.kept",
        file=copy.file,
        day=context.formats.day(copy.supplied_on),
        sha=copy.sha256,
        parts=counted_clauses(parse_clauses(copy.text), context.plan, texts),
    )


def clause_cell(id: str, context: Context) -> Cell:
    """The number of a clause; it leads to its words where a copy has them."""
    name = clause_name(id, context.texts)
    copy = clauses_of_copy(context)
    return Cell(name, name, leads=_leads(context, clause=normal_id(id)) if copy is not None and copy.of(id) else ())


def goal_clauses_cell(indicator: str, names: str, context: Context) -> Cell:
    """The numbers of the clauses of a goal; they lead to their words where there is a copy."""
    return Cell(names, names, leads=_leads(context, indicator=indicator))


def _leads(context: Context, **named: str) -> tuple[tuple[str, str], ...]:
    return (("section", "clauses"), *named.items()) if clauses_of_copy(context) is not None else ()


def labels_of_clauses(context: Context) -> dict[str, str]:
    """What we call the tasks and, where a copy has their headings, the sections and safeguards, by their numbers."""
    plan, texts, copy = context.plan, context.texts, clauses_of_copy(context)
    labels = {f"task {task.number}": task.label for task in plan.tasks}
    if copy is not None:
        by_number = {value_of(section.id): section.label for section in plan.sections}
        numbered = {heading.id: by_number.get(heading.section or heading.part) for heading in copy.sections}
        labels |= {id: label for id, label in numbered.items() if label is not None}
        if len(copy.safeguards) == len(plan.safeguards):
            pairs = zip(copy.safeguards, plan.safeguards, strict=True)
            labels |= {heading.id: safeguard.label for heading, safeguard in pairs}
    return {id: texts.of(label) for id, label in labels.items()}


def _table(passages: Sequence[Passage], name: str, context: Context) -> Table:
    names = ("clause", "clause_words")
    rows = [
        (words(passage.title), replace(words("".join(text for text, _ in passage.parts)), tag="zh-CN"))
        for passage in passages
    ]
    titles = tuple(Column(column, context.texts(f"column.{column}")) for column in names)
    return Table(titles, tuple(rows) or ((words(name), words("—")),))


def _source(context: Context) -> str:
    texts, copy = context.texts, _copies(context).copy
    if copy is None:
        return texts("sources.clauses.source")
    return texts(
        "clause.source",
        document=texts.of(context.plan.document),
        file=copy.file,
        day=context.formats.day(copy.supplied_on),
        sha=copy.sha256[:_SHOWN_OF_HASH],
    )
