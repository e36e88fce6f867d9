"""One answer sheet as a panel: a question a row, and what nobody knows said as that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.context import Context
from core.panels.cells import words
from core.panels.panel import Column, Panel, Table
from core.plan.entries import Goal
from core.plan.indicators import Indicator

PANEL = "answers"
QUESTION_TEXT: Mapping[str, str] = {
    "why": "answers.question.why",
    "who": "answers.question.who",
    "how_far": "answers.question.how_far",
    "by_when": "answers.question.by_when",
    "needed": "answers.question.needed",
    "how_sure": "answers.question.how_sure",
}
"""The fixed questions, in the order they are asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The sentences that answer a question, each complete."""

    question: str
    sentences: list[str]


def unknown(context: Context, what: str, who: str) -> str:
    """That something is not known, and who has to supply it."""
    return context.texts("answers.unknown", what=what, who=who)


def sheet(
    context: Context,
    title: str,
    answers: tuple[Answer, ...],
    *,
    about: tuple[str, str],
    datasets: tuple[str, ...],
    illustrative: bool,
    indicator: Indicator | None = None,
    goal: Goal | None = None,
) -> Panel:
    """The panel of these answers; `about` is the address parameter that names the goal or the task, and
    `datasets` what they rest on."""
    texts = context.texts
    return Panel(
        id=PANEL,
        headline=texts("answers.headline", title=title),
        subtitle=texts("answers.subtitle", as_of=context.formats.day(context.as_of)),
        source=context.source(*datasets),
        rows_of=datasets,
        table=Table(
            (Column("leader_question", texts("column.leader_question")), Column("answer", texts("column.answer"))),
            tuple(
                (words(texts(QUESTION_TEXT[answer.question])), words(texts.joined(answer.sentences)))
                for answer in answers
            ),
        ),
        illustrative=illustrative,
        choices=(about,),
        indicator=indicator,
        goal=goal,
    )
