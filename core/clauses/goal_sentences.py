"""Which sentence of a clause carries a goal: the one with its number, of several the one with most of its words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.clauses.clause_parser import Clause, normal_id
from core.clauses.numbers_in_text import Number, NumberKind, numbers
from core.plan.entries import Goal
from core.plan.plan import Plan

_SENTENCE = re.compile(r"[^。！？；!?;]*[。！？；!?;]+|[^。！？；!?;]+$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_ALL = re.compile("全部|所有|全面|均|100%|百分之百")
_FEWEST_PAIRS = 2
"""Pairs of signs a sentence without the number must share with the words of a goal."""


def sentences(text: str) -> list[str]:
    """The sentences of a text; together they are the text."""
    return _SENTENCE.findall(text)


def goals_of_clause(plan: Plan, id: str) -> tuple[Goal, ...]:
    """The goals that cite a clause, and those a task serves."""
    served = [goal for task in plan.tasks if id == f"task {task.number}" for goal in task.goals]
    return tuple(
        goal
        for goal in plan.goals
        if goal.indicator in served or id in map(normal_id, (clause.id for clause in goal.clauses))
    )


def goal_sentence(goal: Goal, plan: Plan, clauses: Iterable[Clause]) -> str:
    """The sentence that carries a goal; empty when none has its number or enough of its words."""
    indicator = plan.indicator(goal.indicator)
    wanted = _pairs(f"{goal.label.zh}，{goal.short_label.zh}，{indicator.label.zh}，{indicator.short_label.zh}")
    best, most = "", (False, _FEWEST_PAIRS - 1)
    for clause in clauses:
        for sentence in sentences(clause.text):
            score = (carries(goal, plan, sentence), len(wanted & _pairs(sentence)))
            if score > most:
                best, most = sentence, score
    return best


def carries(goal: Goal, plan: Plan, text: str) -> bool:
    """Whether a text has the number of a goal. All of something may be said in words; one of it is no number."""
    if is_whole(goal, plan):
        return _ALL.search(text) is not None
    return any(is_value(number, goal.value, plan.indicator(goal.indicator).unit.is_share) for number in numbers(text))


def is_whole(goal: Goal, plan: Plan) -> bool:
    """Whether a goal is all of something, as 100 % of the schools."""
    return plan.indicator(goal.indicator).unit.is_share and goal.value == 1


def is_value(number: Number, value: float, is_share: bool) -> bool:
    """Whether a number of a text is this value, of the same kind."""
    kind = NumberKind.SHARE if is_share else NumberKind.COUNT
    return number.kind is kind and abs(number.value - value) < 1e-6 * max(1.0, abs(value))


def _pairs(text: str) -> set[str]:
    """The pairs of Chinese signs that stand beside each other: what words are made of."""
    return {words[at : at + 2] for words in _CHINESE.findall(text) for at in range(len(words) - 1)}
