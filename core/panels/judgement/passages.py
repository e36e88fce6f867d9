"""The clauses of the plan in its own words, from the copy that the user supplied; the sentence of a goal is marked."""

from __future__ import annotations

from collections.abc import Iterable

from core.clauses.clause_parser import Clause, Clauses, normal_id, parse_clauses
from core.clauses.clause_words import clause_name
from core.clauses.goal_sentences import goal_sentence, goals_of_clause, sentences
from core.context import Context
from core.panels.panel import Passage
from core.plan.entries import Goal
from core.records.plan_copies import PlanCopyError, plan_copy


def clauses_of_copy(context: Context) -> Clauses | None:
    """The clauses of the copy of the plan on show; None without a copy, or with one that cannot be read."""
    try:
        copy = plan_copy(context.plan.id)
    except PlanCopyError:
        return None
    return None if copy is None else parse_clauses(copy.text)


def goal_passages(goal: Goal | None, context: Context) -> tuple[Passage, ...]:
    """The clauses that set a goal, its sentence marked in each; none without a copy, or without a goal."""
    clauses = clauses_of_copy(context)
    if goal is None or clauses is None:
        return ()
    there = {normal_id(clause.id): clauses.of(clause.id) for clause in goal.clauses}
    return tuple(_passage(id, words, [goal], context) for id, words in there.items() if words)


def clause_passage(id: str, context: Context) -> Passage | None:
    """A clause with the sentences of all its goals marked; None when the copy does not have it."""
    clauses = clauses_of_copy(context)
    words = () if clauses is None else clauses.of(id)
    return _passage(id, words, goals_of_clause(context.plan, normal_id(id)), context) if words else None


def _passage(id: str, words: Iterable[Clause], goals: Iterable[Goal], context: Context) -> Passage:
    lines = tuple(words)
    marked = {goal_sentence(goal, context.plan, lines) for goal in goals} - {""}
    texts = context.texts
    return Passage(
        texts("clause.title", clause=clause_name(id, texts)),
        tuple((sentence, sentence in marked) for line in lines for sentence in sentences(line.text)),
    )
