"""The tasks of the plan and its safeguards, each with what the release on show reports on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from core.clauses.chinese_numbers import NUMERALS, value_of
from core.context import Context
from core.plan.safeguard_numbers import safeguards_by_number
from core.queries.database import Returns
from core.queries.tasks import milestones_of_tasks, periods, recorded_columns, task_reports
from core.tasks.counts import TaskCounts, count_tasks
from core.tasks.from_rows import standings
from core.tasks.periods import period_of
from core.tasks.reports import TaskReport, TaskStanding
from core.tasks.task_numbers import Reference, nearest, reference_in
from core.toml_entries import Words

SAFEGUARDS = "safeguards"
"""What the safeguards are filtered by, as tasks are by the number of their section."""


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task or a safeguard of the plan, and how it stands.

    `number` is what it is reported under and `place` what people call it by: the number of a task, or which safeguard
    it is, from 1. `section` is the id of its section, `SAFEGUARDS`, or empty in a plan without sections.
    """

    number: int
    place: int
    label: Words
    section: str
    goals: tuple[str, ...]
    standing: TaskStanding

    @property
    def is_safeguard(self) -> bool:
        return self.section == SAFEGUARDS

    @property
    def report(self) -> TaskReport | None:
        return self.standing.report


def plan_tasks(context: Context) -> tuple[PlanTask, ...]:
    """Every task of the plan in its order, the safeguards after them; unreported where the release reports on the tasks
    of another plan, since the same numbers are other tasks there."""
    plan = context.plan
    entries = [(task.number, task.number, task.label, task.section or "", task.goals) for task in plan.tasks]
    entries += [
        (number, place, safeguard.label, SAFEGUARDS, ())
        for place, (number, safeguard) in enumerate(safeguards_by_number(plan).items(), start=1)
    ]
    numbers = tuple(entry[0] for entry in entries)
    judged = (
        _standings(context.returns.as_reported, numbers)
        if is_of_plan(context)
        else standings(pd.DataFrame(), (), numbers, None, context.as_of)
    )
    return tuple(PlanTask(*entry, standing) for entry, standing in zip(entries, judged, strict=True))


def is_of_plan(context: Context) -> bool:
    """Whether the release reports on the tasks of the plan on show, and not on those of another plan."""
    return context.plan.id == context.reported_under.id


def task_counts(context: Context) -> TaskCounts:
    """How many tasks of the plan stand how; the safeguards are no tasks."""
    every, tasks = plan_tasks(context), len(context.plan.tasks)
    if not is_of_plan(context):
        return count_tasks(task.standing for task in every[:tasks])
    return _counts(context.returns.as_reported, tuple(task.number for task in every), tasks)


def tasks_alone(tasks: Iterable[PlanTask]) -> tuple[PlanTask, ...]:
    """The tasks without the safeguards, which are counted apart."""
    return tuple(task for task in tasks if not task.is_safeguard)


def plan_task(context: Context, number: int) -> PlanTask | None:
    """The task or safeguard with this number; None when the plan has none."""
    return next((task for task in plan_tasks(context) if task.number == number), None)


def newest_period(context: Context) -> str:
    """The newest period that any task was reported for; empty where the release knows no periods."""
    known = periods(context.returns) if is_of_plan(context) else ()
    return known[-1] if known else ""


def is_recorded(context: Context, column: str) -> bool:
    """Whether any report of the release fills in a column: where none does, an empty cell is no answer."""
    return is_of_plan(context) and column in recorded_columns(context.returns)


def unknown_numbers(context: Context) -> tuple[int, ...]:
    """Numbers that were reported on although the plan has no such task."""
    if not is_of_plan(context):
        return ()
    known = {task.number for task in plan_tasks(context)}
    return tuple(number for number in task_reports(context.returns)["task"].tolist() if number not in known)


def tasks_meant(text: str, context: Context) -> tuple[PlanTask, ...]:
    """The task that somebody means who writes its number, or all whose label holds the words; none for neither."""
    tasks, meant = plan_tasks(context), _reference(text)
    if meant is not None:
        named = (task for task in tasks if (task.place if meant.is_safeguard else task.number) == meant.number)
        return tuple(task for task in named if task.is_safeguard or not meant.is_safeguard)
    bare = text.strip().casefold()
    holding = (task for task in tasks if any(bare in side.casefold() for side in (task.label.zh, task.label.en)))
    return tuple(holding) if bare else ()


def nearest_task(text: str, context: Context) -> PlanTask | None:
    """The task whose number is nearest to the one written, a safeguard for a safeguard; None when it is no number."""
    meant = _reference(text)
    if meant is None:
        return None
    alike = {task.place: task for task in plan_tasks(context) if task.is_safeguard == meant.is_safeguard}
    place = nearest(meant.number, alike)
    return None if place is None else alike[place]


def _reference(text: str) -> Reference | None:
    """What a text refers to by a number, in Chinese figures, too: 任务九."""
    return reference_in(re.sub(f"[{NUMERALS}]+", lambda numeral: str(value_of(numeral[0])), text))


# Kept like answers of the database: neither a release nor what it says of a task ever changes.
@lru_cache(maxsize=64)
def _standings(returns: Returns, numbers: tuple[int, ...]) -> tuple[TaskStanding, ...]:
    known = periods(returns)
    newest = period_of(known[-1]) if known else None
    return standings(task_reports(returns), milestones_of_tasks(returns), numbers, newest, returns.as_of)


@lru_cache(maxsize=64)
def _counts(returns: Returns, numbers: tuple[int, ...], tasks: int) -> TaskCounts:
    """Counts over the first `tasks` of these numbers."""
    return count_tasks(_standings(returns, numbers)[:tasks])
