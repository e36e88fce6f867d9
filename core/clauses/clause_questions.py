"""What a copy of the plan says otherwise than the plan's data: clauses and numbers that only one of them has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.cells.chinese_numbers import value_of
from core.clauses.clause_parser import Clause, Clauses, heading_id, normal_id
from core.clauses.goal_sentences import carries, goal_sentence, goals_of_clause, is_value, is_whole
from core.clauses.numbers_in_text import Number, NumberKind, numbers
from core.plan.entries import Goal
from core.plan.plan import Plan

_WORDS = ("一个", "两个", "二个")
"""Numerals that say no quantity."""


class QuestionKind(StrEnum):
    """What is asked about."""

    TASK_MISSING = "task_missing"  # the data has a task that the copy does not have
    TASK_UNKNOWN = "task_unknown"  # the other way round
    SECTION_MISSING = "section_missing"
    SECTION_UNKNOWN = "section_unknown"
    SECTION_OF_TASK = "section_of_task"  # a task stands in another section
    SAFEGUARDS = "safeguards"  # another number of them
    CLAUSE_MISSING = "clause_missing"  # a goal cites a clause that the copy does not have
    GOAL_ABSENT = "goal_absent"  # the clause does not have the number of the goal
    NUMBER_UNKNOWN = "number_unknown"  # the clause has a number that no goal carries
    YEAR_DIFFERS = "year_differs"  # the sentence of a goal names another year
    NOT_QUANTIFIED = "not_quantified"  # the data says that the task has a number


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that data and copy say differently. `clauses` are their numbers, `goal` the goal concerned; `wanted` is
    what the data has, `there` what the copy has, as it stands there."""

    kind: QuestionKind
    clauses: tuple[str, ...]
    goal: Goal | None = None
    wanted: str = ""
    there: str = ""


def questions(clauses: Clauses, plan: Plan) -> tuple[Question, ...]:
    """Everything a copy says otherwise than the data of the plan, in the order of the plan."""
    return (*_about_structure(clauses, plan), *_about_goals(clauses, plan), *_about_numbers(clauses, plan))


def _about_structure(clauses: Clauses, plan: Plan) -> Iterator[Question]:
    tasks = {task.number: task for task in clauses.tasks}
    wanted = {task.number for task in plan.tasks}
    for number in sorted(wanted | tasks.keys()):
        if number not in tasks:
            yield Question(QuestionKind.TASK_MISSING, (f"task {number}",))
        elif number not in wanted:
            yield Question(QuestionKind.TASK_UNKNOWN, (f"task {number}",))
    yield from _about_sections(clauses, plan)
    if len(clauses.safeguards) != len(plan.safeguards):
        yield Question(
            QuestionKind.SAFEGUARDS, (), wanted=str(len(plan.safeguards)), there=str(len(clauses.safeguards))
        )


def _about_sections(clauses: Clauses, plan: Plan) -> Iterator[Question]:
    """The sections by their numbers, where the data numbers them at all, and which of them each task stands in."""
    wanted = {section.id: value_of(section.id) for section in plan.sections}
    if not wanted or None in wanted.values():
        return
    there = {(section.section or section.part): section for section in clauses.sections}
    yield from (Question(QuestionKind.SECTION_MISSING, (id,)) for id, number in wanted.items() if number not in there)
    for number, section in there.items():
        if number not in wanted.values():
            yield Question(QuestionKind.SECTION_UNKNOWN, (section.id,))
    sections = {task.number: task.section for task in plan.tasks}
    for task in clauses.tasks:
        known = sections.get(task.number)
        if known is not None and wanted.get(known) != (task.section or task.part):
            place = heading_id(task.part, task.section)
            yield Question(QuestionKind.SECTION_OF_TASK, (task.id,), wanted=known, there=place)


def _about_goals(clauses: Clauses, plan: Plan) -> Iterator[Question]:
    """Goals whose clause is missing, has not their number, or sets another year."""
    for goal in plan.goals:
        cited = {clause.id: clauses.of(clause.id) for clause in goal.clauses}
        for id, there in cited.items():
            if not there:
                yield Question(QuestionKind.CLAUSE_MISSING, (id,), goal)
        words = [clause for there in cited.values() for clause in there]
        is_said = is_whole(goal, plan) or goal.value == 1 or any(carries(goal, plan, clause.text) for clause in words)
        if words and not is_said:
            yield Question(QuestionKind.GOAL_ABSENT, tuple(cited), goal)
        yield from _about_year(goal, plan, words)


def _about_year(goal: Goal, plan: Plan, words: Iterable[Clause]) -> Iterator[Question]:
    for clause in words:
        known = {year for other in (goal, *goals_of_clause(plan, clause.id)) for year in _years(other)}
        sentence = goal_sentence(goal, plan, [clause])
        if sentence and carries(goal, plan, sentence):
            for number in numbers(sentence):
                if number.kind is NumberKind.YEAR and number.value not in known:
                    year = str(goal.target_year)
                    yield Question(QuestionKind.YEAR_DIFFERS, (clause.id,), goal, wanted=year, there=number.text)


def _years(goal: Goal) -> set[int]:
    return {goal.target_year, goal.due.year, goal.baseline_year}


def _about_numbers(clauses: Clauses, plan: Plan) -> Iterator[Question]:
    """Numbers in the clauses of goals and in tasks that no goal citing the clause carries."""
    cited = {normal_id(clause.id) for goal in plan.goals for clause in goal.clauses}
    quantified = {f"task {task.number}" for task in plan.tasks if task.quantified}
    for id in dict.fromkeys(clause.id for clause in clauses.clauses):
        if id in cited or id.startswith("task "):
            there = [number for clause in clauses.of(id) for number in numbers(clause.text)]
            yield from _unknown_numbers(id, there, plan)
            if id in quantified and not there:
                yield Question(QuestionKind.NOT_QUANTIFIED, (id,))


def _unknown_numbers(id: str, there: Iterable[Number], plan: Plan) -> Iterator[Question]:
    goals = goals_of_clause(plan, id)
    for text in dict.fromkeys(number.text for number in there if _is_asked(number, id, goals, plan)):
        yield Question(QuestionKind.NUMBER_UNKNOWN, (id,), there=text)


def _is_asked(number: Number, id: str, goals: Iterable[Goal], plan: Plan) -> bool:
    """Whether a number is one that the data should have. A numeral of a task may be a mere word; one where the goals
    themselves stand (九所, 五比五) is none, but for one or two of something in general (一个, 两个)."""
    if number.kind is NumberKind.YEAR or (not number.in_figures and (id.startswith("task ") or number.text in _WORDS)):
        return False
    return not any(
        is_value(number, value, plan.indicator(goal.indicator).unit.is_share)
        for goal in goals
        for value in (goal.value, goal.baseline_value, *(statement.value for statement in goal.statements))
        if value is not None
    )
