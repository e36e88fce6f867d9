"""The ids of the texts that name the states of tasks and milestones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.tasks.counts import TaskState
from core.tasks.milestones import MilestoneState
from core.tasks.reports import Confirmation, Stage
from core.text_ids.datasets import TASK_CONFIRMATION_TEXT

TASK_STATE_TEXT: Final[Mapping[TaskState, str]] = {
    TaskState.NO_REPORT: "tasks.state.no_report",
    TaskState.PROPOSED: "task_stage.proposed",
    TaskState.UNDER_WAY: "task_stage.under_way",
    TaskState.FINISHED: "task_stage.finished",
    TaskState.CLOSED: "task_stage.closed",
    TaskState.OVERDUE: "tasks.state.overdue",
    TaskState.NO_OWNER: "tasks.state.no_owner",
    TaskState.UNCONFIRMED: "tasks.state.unconfirmed",
    TaskState.UNCHANGED: "tasks.state.unchanged",
    TaskState.CHANGED: "tasks.state.changed",
    TaskState.UNPROVEN: "tasks.state.unproven",
}
"""What tasks are counted and filtered by."""

CONFIRMATION_TEXT: Final[Mapping[Confirmation, str]] = {
    Confirmation.CHANGED: "tasks.confirmation.changed",
    Confirmation.UNCHANGED: "tasks.confirmation.unchanged",
    Confirmation.UNCONFIRMED: "tasks.confirmation.unconfirmed",
    Confirmation.NOT_RECORDED: "tasks.confirmation.not_recorded",
}
"""What the newest period of a release says of a task."""

MILESTONE_STATE_TEXT: Final[Mapping[MilestoneState, str]] = {
    MilestoneState.EARLY: "tasks.milestone.early",
    MilestoneState.ON_TIME: "tasks.milestone.on_time",
    MilestoneState.LATE: "tasks.milestone.late",
    MilestoneState.REACHED: "tasks.milestone.reached",
    MilestoneState.OVERDUE: "tasks.milestone.overdue",
    MilestoneState.AHEAD: "tasks.milestone.ahead",
    MilestoneState.UNPLANNED: "tasks.milestone.unplanned",
}
"""How a milestone stands."""

STEP_MARK_TEXT: Final[Mapping[Stage, str]] = {
    Stage.PROPOSED: "tasks.mark.proposed",
    Stage.UNDER_WAY: "tasks.mark.under_way",
    Stage.FINISHED: "tasks.mark.finished",
    Stage.CLOSED: "tasks.mark.closed",
}
"""The sign of a step in a timeline."""

CONFIRMATION_WORD_TEXT: Final[Mapping[str, str]] = {
    **TASK_CONFIRMATION_TEXT,
    "": "tasks.state.unconfirmed",
}
"""What one report says of changes; nothing is no confirmation."""
