"""Which reports and milestones rest on a file, by its fingerprint alone: the file itself is never kept."""

from __future__ import annotations

from dataclasses import dataclass

from core.context import Context
from core.panels.tasks.plan_tasks import plan_task, rows_on_show
from core.panels.tasks.words import task_title
from core.queries.tasks import cited_evidence
from core.tasks.from_rows import text_or_empty
from core.tasks.period_words import period_words


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a file is cited: in words, and the number of the task."""

    task: int
    words: str


def citations(context: Context, sha256: str) -> tuple[Citation, ...]:
    """Every report and milestone of the release on the plan on show that cites a file with this fingerprint."""
    texts = context.texts
    cited = []
    for row in cited_evidence(context.returns, sha256, rows_on_show(context)).to_dict("records"):
        number = int(row["task"])
        task = plan_task(context, number)
        title = task_title(task, context) if task is not None else texts("tasks.task", number=str(number))
        milestone = text_or_empty(row["milestone"])
        name = texts.side(text_or_empty(row["milestone_name"]), text_or_empty(row["milestone_name_en"])) or milestone
        words = (
            texts("tasks.cited.milestone", task=title, milestone=name)
            if milestone
            else texts("tasks.cited.report", task=title, period=period_words(row["period"], texts))
        )
        cited.append(Citation(number, words))
    return tuple(cited)
