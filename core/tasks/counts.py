"""How many tasks stand how: by stage each once, and by state each state on its own, never added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.tasks.milestones import MilestoneState
from core.tasks.reports import Confirmation, Evidence, Stage, TaskStanding


class TaskState(StrEnum):
    """What tasks are counted and filtered by. A task has one stage, or no report; the others may hold together."""

    NO_REPORT = "no_report"
    PROPOSED = "proposed"
    UNDER_WAY = "under_way"
    FINISHED = "finished"
    CLOSED = "closed"
    OVERDUE = "overdue"
    NO_OWNER = "no_owner"
    UNCONFIRMED = "unconfirmed"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    UNPROVEN = "unproven"


STAGES = (TaskState.NO_REPORT, TaskState.PROPOSED, TaskState.UNDER_WAY, TaskState.FINISHED, TaskState.CLOSED)
"""Of these every task has exactly one."""
FLAGS = (TaskState.OVERDUE, TaskState.NO_OWNER, TaskState.UNCONFIRMED, TaskState.UNCHANGED)
"""Each of these counts on its own: a task may be overdue and without owner."""

HOLDS: Mapping[TaskState, Callable[[TaskStanding], bool]] = {
    TaskState.NO_REPORT: lambda task: task.report is None,
    TaskState.PROPOSED: lambda task: task.stage is Stage.PROPOSED,
    TaskState.UNDER_WAY: lambda task: task.stage is Stage.UNDER_WAY,
    TaskState.FINISHED: lambda task: task.stage is Stage.FINISHED,
    TaskState.CLOSED: lambda task: task.stage is Stage.CLOSED,
    TaskState.OVERDUE: lambda task: task.is_overdue,
    TaskState.NO_OWNER: lambda task: task.has_no_owner,
    TaskState.UNCONFIRMED: lambda task: task.is_unconfirmed,
    TaskState.UNCHANGED: lambda task: task.confirmation is Confirmation.UNCHANGED,
    TaskState.CHANGED: lambda task: task.confirmation is Confirmation.CHANGED,
    TaskState.UNPROVEN: lambda task: task.is_unproven,
}
"""Whether a task is in a state."""


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How many of `tasks` tasks are in each state. `on_statement` and `on_nothing` are parts of the `done` ones.

    `milestones` are those of the tasks, by how they stand.
    """

    tasks: int
    by_state: Mapping[TaskState, int]
    done: int
    on_statement: int
    on_nothing: int
    milestones: Mapping[MilestoneState, int]


def count_tasks(tasks: Iterable[TaskStanding]) -> TaskCounts:
    """Count tasks by stage, by each state on its own, and their milestones."""
    every = tuple(tasks)
    done = [task.report for task in every if task.report is not None and task.report.is_done]
    return TaskCounts(
        tasks=len(every),
        by_state={state: sum(holds(task) for task in every) for state, holds in HOLDS.items()},
        done=len(done),
        on_statement=sum(report.evidence is Evidence.STATEMENT for report in done),
        on_nothing=sum(report.evidence is Evidence.NONE for report in done),
        milestones=Counter(milestone.state for task in every for milestone in task.milestones),
    )
