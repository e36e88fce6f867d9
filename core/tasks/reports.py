"""What was reported on the tasks of a plan, and what follows from it on a day: states that are never mixed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from core.tasks.milestones import Milestone, MilestoneState
from core.tasks.periods import Period, period_of


class Stage(StrEnum):
    """How far a task is, in order."""

    PROPOSED = "proposed"  # 立项
    UNDER_WAY = "under_way"  # 推进
    FINISHED = "finished"  # 办结
    CLOSED = "closed"  # 销号


class Confirmation(StrEnum):
    """What the newest period of a release says of a task."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    UNCONFIRMED = "unconfirmed"  # nothing was reported for the newest period, or not whether anything changed
    NOT_RECORDED = "not_recorded"  # the release knows no periods


class Evidence(StrEnum):
    """What shows that a step was taken, the strongest first."""

    DOCUMENT = "document"
    DATA = "data"
    PHOTOGRAPH = "photograph"
    STATEMENT = "statement"
    NONE = "none"

    @property
    def is_proof(self) -> bool:
        """Whether anything but the word of the reporter stands behind it."""
        return self not in (Evidence.STATEMENT, Evidence.NONE)


DONE = (Stage.FINISHED, Stage.CLOSED)
"""The stages in which the work of a task is over."""


@dataclass(frozen=True, slots=True)
class TaskReport:
    """What the newest report on a task says; None and empty texts where it says nothing.

    `stages` are the days on which the steps were taken. `former_owner` was named by an earlier report of the same task
    and `former_period` is the last one that named it, where the newest report names nobody. `units`: how many units
    reported on the task for this period; the report that was made last counts.
    """

    task: int
    period: str
    stage: Stage
    stages: Mapping[Stage, date]
    evidence: Evidence
    owner: str = ""
    owner_en: str = ""
    co_units: tuple[str, ...] = ()
    due: date | None = None
    reported_on: date | None = None
    confirmation: str = ""
    evidence_file: str = ""
    evidence_sha256: str = ""
    former_owner: str = ""
    former_owner_en: str = ""
    former_period: str = ""
    units: int = 1

    @property
    def is_done(self) -> bool:
        return self.stage in DONE

    @property
    def finished_on(self) -> date | None:
        """The day the work was over: that of finishing, else that of closing, of a task that is done."""
        return self.stages.get(Stage.FINISHED, self.stages.get(Stage.CLOSED)) if self.is_done else None

    def days_late(self, as_of: date) -> int | None:
        """Days after the due date: of a task that is done on the day it was finished, negative when that was before;
        of an open one on the day of the release, 0 up to the due date. None where a date is unknown."""
        if self.due is None:
            return None
        if self.is_done:
            return None if self.finished_on is None else (self.finished_on - self.due).days
        return max(0, (as_of - self.due).days)


@dataclass(frozen=True, slots=True)
class BackwardStep:
    """Two steps whose days run backwards: the later step is dated before the earlier one."""

    earlier: Stage
    later: Stage
    earlier_day: date
    later_day: date


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """A task on the day of a release. `report` is None where nobody has reported on it: nothing is then known of its
    stage, and that is not the first stage.

    `is_overdue`, `has_no_owner` and `confirmation` are judged each on its own; a task may be all at once.
    """

    number: int
    report: TaskReport | None
    confirmation: Confirmation
    as_of: date
    milestones: tuple[Milestone, ...] = field(default=(), repr=False)

    @property
    def stage(self) -> Stage | None:
        return None if self.report is None else self.report.stage

    @property
    def days_overdue(self) -> int:
        """Days by which an open task is past its due date; 0 when it is not, or has none."""
        return 0 if self.report is None or self.report.is_done else self.report.days_late(self.as_of) or 0

    @property
    def is_overdue(self) -> bool:
        return self.days_overdue > 0

    @property
    def has_no_owner(self) -> bool:
        """Whether a report names nobody responsible; without a report that is not known."""
        return self.report is not None and not self.report.owner

    @property
    def is_unconfirmed(self) -> bool:
        """Whether a task that was reported on, and is not closed, lacks a word for the newest period: nobody confirms
        what nobody has reported on, nor what is closed."""
        is_asked = self.report is not None and self.report.stage is not Stage.CLOSED
        return is_asked and self.confirmation is Confirmation.UNCONFIRMED

    @property
    def is_unproven(self) -> bool:
        """Whether it is said to be finished on nothing but the word of the reporter, or on nothing."""
        return self.report is not None and self.report.is_done and not self.report.evidence.is_proof

    @property
    def next_milestone(self) -> Milestone | None:
        """The open milestone that was or is planned first; one without a planned day comes last."""
        opened = [milestone for milestone in self.milestones if milestone.state.is_open]
        return min(opened, key=lambda milestone: (milestone.planned or date.max, milestone.id), default=None)

    @property
    def overdue_milestones(self) -> int:
        return sum(milestone.state is MilestoneState.OVERDUE for milestone in self.milestones)

    @property
    def backward_steps(self) -> tuple[BackwardStep, ...]:
        """Neighbouring dated steps whose days run backwards."""
        if self.report is None:
            return ()
        dated = [(stage, self.report.stages[stage]) for stage in Stage if stage in self.report.stages]
        return tuple(
            BackwardStep(earlier, later, first, second)
            for (earlier, first), (later, second) in pairwise(dated)
            if second < first
        )

    @property
    def steps_ahead(self) -> tuple[tuple[Stage, date], ...]:
        """Steps dated after the day of the release, which nobody can have taken yet."""
        if self.report is None:
            return ()
        return tuple((stage, day) for stage, day in self.report.stages.items() if day > self.as_of)


def confirmation_of(report: TaskReport | None, newest: Period | None) -> Confirmation:
    """What the newest period of a release says of a task; `newest` is None where the release knows no periods.

    A report for a longer or shorter period that ends on the same day is as new.
    """
    if report is None:
        return Confirmation.UNCONFIRMED if newest is not None else Confirmation.NOT_RECORDED
    return confirmation_in(report.period, report.confirmation, newest)


def confirmation_in(code: str, confirmation: str, newest: Period | None) -> Confirmation:
    """The same for the period and the confirmation of the newest report on a task, as they stand in a release."""
    if newest is None:
        return Confirmation.NOT_RECORDED
    period = period_of(code)
    if period is None or period.last_day < newest.last_day:
        return Confirmation.UNCONFIRMED
    return Confirmation(confirmation or Confirmation.UNCONFIRMED)
