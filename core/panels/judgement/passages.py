"""The clauses of the plan in its own words, from the copy that the user supplied; the sentence of a goal is marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

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
    ids = () if goal is None else tuple(dict.fromkeys(normal_id(clause.id) for clause in goal.clauses))
    passages = (clause_passage(id, goal, context) for id in ids)
    return tuple(passage for passage in passages if passage is not None)


def clause_passage(id: str, goal: Goal | None, context: Context) -> Passage | None:
    """A clause with the sentence of a goal marked, without one those of all its goals; None without its words."""
    clauses = clauses_of_copy(context)
    words = () if clauses is None else clauses.of(id)
    goals = goals_of_clause(context.plan, normal_id(id)) if goal is None else (goal,)
    return _passage(id, words, goals, context) if words else None


def _passage(id: str, lines: Sequence[Clause], goals: Iterable[Goal], context: Context) -> Passage:
    marked = {goal_sentence(goal, context.plan, lines) for goal in goals} - {""}
    texts = context.texts
    parts = [
        [*([("\n", False)] if at else []), *((sentence, sentence in marked) for sentence in sentences(line.text))]
        for at, line in enumerate(lines)
    ]
    return Passage(texts("clause.title", clause=clause_name(id, texts)), tuple(chain.from_iterable(parts)))
