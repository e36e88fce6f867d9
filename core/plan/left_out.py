"""What a plan names and nobody declares: it is left out with a sentence, and everything else counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from core.plan.entries import Goal, Safeguard, Task
from core.plan.indicators import Indicator
from core.toml_entries import PlanError, PlanProblem


def left_out_of(
    plan: str,
    undeclared: Iterable[Goal],
    tasks: Iterable[Task],
    safeguards: Iterable[Safeguard],
    indicators: Iterable[Indicator],
) -> tuple[PlanError, ...]:
    """What is wrong with each goal, and each indicator of a task or safeguard, that is left out of a plan."""
    known = [indicator.id for indicator in indicators]
    return tuple(
        PlanError(
            problem,
            f"{plan}/{file}",
            key,
            found=id,
            choices=" · ".join(get_close_matches(id, known, n=3, cutoff=0)),
        )
        for problem, file, key, id in _named(undeclared, tasks, safeguards)
        if problem is PlanProblem.UNKNOWN_INDICATOR or id not in known
    )


def _named(
    undeclared: Iterable[Goal], tasks: Iterable[Task], safeguards: Iterable[Safeguard]
) -> Iterator[tuple[PlanProblem, str, str, str]]:
    """Every indicator that an entry names: what is wrong if it is not declared, the file, the key, the id."""
    for goal in undeclared:
        yield PlanProblem.UNKNOWN_INDICATOR, "goals.toml", f"goal[{goal.indicator}].indicator", goal.indicator
    for task in tasks:
        for id in task.indicators:
            yield PlanProblem.UNKNOWN_TASK_INDICATOR, "tasks.toml", f"task[{task.number}].indicators", id
    for safeguard in safeguards:
        for id in safeguard.indicators:
            yield PlanProblem.UNKNOWN_TASK_INDICATOR, "tasks.toml", f"safeguard[{safeguard.id}].indicators", id
