"""What is said of a copy of the plan: why it is refused, how a clause is called, what is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.cells.chinese_numbers import value_of
from core.clauses.clause_parser import Clauses, normal_id
from core.clauses.clause_questions import Question, QuestionKind
from core.clauses.read_document import DocumentError
from core.formats import Formats
from core.language import Texts
from core.plan.plan import Plan

REFUSED_TEXT: Mapping[str, str] = {
    "damaged": "copy_refused.damaged",
    "empty": "copy_refused.empty",
    "encrypted": "copy_refused.encrypted",
    "macros": "copy_refused.macros",
    "no_clauses": "copy_refused.no_clauses",
    "old_document": "copy_refused.old_document",
    "other_district": "copy_refused.other_district",
    "other_kind": "copy_refused.other_kind",
    "other_plan": "copy_refused.other_plan",
    "pdf": "copy_refused.pdf",
    "personal": "copy_refused.personal",
    "too_large": "copy_refused.too_large",
    "too_long": "copy_refused.too_long",
}
"""Why a file is not taken, by the code of a DocumentError."""
QUESTION_TEXT: Mapping[QuestionKind, str] = {
    QuestionKind.TASK_MISSING: "clause_question.task_missing",
    QuestionKind.TASK_UNKNOWN: "clause_question.task_unknown",
    QuestionKind.SECTION_MISSING: "clause_question.section_missing",
    QuestionKind.SECTION_UNKNOWN: "clause_question.section_unknown",
    QuestionKind.SECTION_OF_TASK: "clause_question.section_of_task",
    QuestionKind.SAFEGUARDS: "clause_question.safeguards",
    QuestionKind.CLAUSE_MISSING: "clause_question.clause_missing",
    QuestionKind.GOAL_ABSENT: "clause_question.goal_absent",
    QuestionKind.NUMBER_UNKNOWN: "clause_question.number_unknown",
    QuestionKind.YEAR_DIFFERS: "clause_question.year_differs",
    QuestionKind.NOT_QUANTIFIED: "clause_question.not_quantified",
}
"""The sentence of every kind of question."""


def refusal_of_copy(error: DocumentError, file: str, plan: Plan, texts: Texts) -> str:
    """Why a file is not taken as the copy of a plan, in one sentence."""
    district = {"district": texts.of(plan.district)} if error.code == "other_district" else {}
    return texts(REFUSED_TEXT[error.code], file=file, **{**error.values, **district})


def clause_name(id: str, texts: Texts) -> str:
    """The number of a clause as it is shown: 任务9 or task 9, 一(三) or 1(3); one of no such form as it is cited."""
    normal = normal_id(id)
    if normal.startswith("task "):
        return texts("named.task", number=normal.removeprefix("task "))
    figures = re.sub("[一二三四五六七八九十]+", lambda numeral: str(value_of(numeral[0])), normal)
    return texts.side(normal, figures) or id


def question_sentence(question: Question, plan: Plan, texts: Texts) -> str:
    """What is asked, in one sentence."""
    goal = question.goal
    wanted, there = question.wanted, question.there
    if question.kind is QuestionKind.SECTION_OF_TASK:
        wanted, there = clause_name(wanted, texts), clause_name(there, texts)
    if goal is not None and question.kind is QuestionKind.GOAL_ABSENT:
        wanted = Formats(texts).quantity(goal.value, plan.indicator(goal.indicator).unit)
    return texts(
        QUESTION_TEXT[question.kind],
        clause=texts.listed(clause_name(id, texts) for id in question.clauses),
        goal="" if goal is None else texts.of(goal.label),
        wanted=wanted,
        there=there,
    )


def counted_clauses(clauses: Clauses, plan: Plan, texts: Texts) -> str:
    """How many tasks, sections, safeguards and goals there are, as a list in words; goals where the data cites them,
    else anywhere."""
    cited = {normal_id(clause.id) for goal in plan.goals for clause in goal.clauses}
    goals = [goal for goal in clauses.goals if goal.id in cited] or clauses.goals
    return texts.listed(
        (
            texts("clause.counted.tasks", number=len(clauses.tasks)),
            texts("clause.counted.sections", number=len(clauses.sections)),
            texts("clause.counted.safeguards", number=len(clauses.safeguards)),
            texts("clause.counted.goals", number=len(goals)),
        )
    )
