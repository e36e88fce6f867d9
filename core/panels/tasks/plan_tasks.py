"""The tasks of the plan and its safeguards, each with what the release on show reports on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from core.context import Context
from core.plan.safeguard_numbers import safeguards_by_number
from core.queries.database import Returns
from core.queries.tasks import (
    EVERY,
    PlanRows,
    milestone_days,
    milestones_of_tasks,
    periods,
    recorded_columns,
    report_days,
    task_reports,
)
from core.snapshots import Snapshot
from core.tasks.counts import TaskCounts, count_tasks
from core.tasks.from_rows import standings
from core.tasks.of_plan import MadeUnder
from core.tasks.periods import period_of
from core.tasks.reports import TaskReport, TaskStanding
from core.tasks.task_numbers import nearest, reference_in
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
    """Every task of the plan in its order, the safeguards after them, each with the reports on this plan alone:
    the same numbers are other tasks in another one."""
    plan = context.plan
    entries = [(task.number, task.number, task.label, task.section or "", task.goals) for task in plan.tasks]
    entries += [
        (number, place, safeguard.label, SAFEGUARDS, ())
        for place, (number, safeguard) in enumerate(safeguards_by_number(plan).items(), start=1)
    ]
    numbers = tuple(entry[0] for entry in entries)
    judged = _standings(context.returns.as_reported, rows_on_show(context), numbers)
    return tuple(PlanTask(*entry, standing) for entry, standing in zip(entries, judged, strict=True))


def is_of_plan(context: Context) -> bool:
    """Whether the release was made under the plan on show, or has reports on it, and not on another plan alone."""
    if context.plan.id == context.reported_under.id:
        return True
    rows = rows_on_show(context)
    return bool(rows.reports or rows.planned)


def rows_on_show(context: Context) -> PlanRows:
    """Which reports and milestones of the release are those of the plan on show."""
    if context.plans is None or len(context.plans.heads) == 1:
        return EVERY
    plans, plan = context.plans, context.reported_under
    former = context.releases.last_under_another_plan(plan.id, context.as_of)
    made_under = MadeUnder(plans, plan, context.as_of, None if former is None else plans.head(former.plan))
    return _rows_of_plan(context.returns.as_reported, made_under, context.plan.id, former)


def task_counts(context: Context) -> TaskCounts:
    """How many tasks of the plan stand how; the safeguards are no tasks."""
    every, tasks = plan_tasks(context), len(context.plan.tasks)
    return _counts(context.returns.as_reported, rows_on_show(context), tuple(task.number for task in every), tasks)


def tasks_alone(tasks: Iterable[PlanTask]) -> tuple[PlanTask, ...]:
    """The tasks without the safeguards, which are counted apart."""
    return tuple(task for task in tasks if not task.is_safeguard)


def plan_task(context: Context, number: int) -> PlanTask | None:
    """The task or safeguard with this number; None when the plan has none."""
    return next((task for task in plan_tasks(context) if task.number == number), None)


def newest_period(context: Context) -> str:
    """The newest period that any task was reported for; empty where the release knows no periods."""
    known = periods(context.returns, rows_on_show(context))
    return known[-1] if known else ""


def is_recorded(context: Context, column: str) -> bool:
    """Whether any report of the release fills in a column: where none does, an empty cell is no answer."""
    return column in recorded_columns(context.returns, rows_on_show(context))


def unknown_numbers(context: Context) -> tuple[int, ...]:
    """Numbers that were reported on although the plan has no such task."""
    known = {task.number for task in plan_tasks(context)}
    return tuple(
        number
        for number in task_reports(context.returns, rows_on_show(context))["task"].tolist()
        if number not in known
    )


def tasks_meant(text: str, context: Context) -> tuple[PlanTask, ...]:
    """The task that somebody means who writes its number, or all whose label holds the words; none for neither."""
    tasks, meant = plan_tasks(context), reference_in(text)
    if meant is not None:
        named = (task for task in tasks if (task.place if meant.is_safeguard else task.number) == meant.number)
        return tuple(task for task in named if task.is_safeguard or not meant.is_safeguard)
    bare = text.strip().casefold()
    holding = (task for task in tasks if any(bare in side.casefold() for side in (task.label.zh, task.label.en)))
    return tuple(holding) if bare else ()


def nearest_task(text: str, context: Context) -> PlanTask | None:
    """The task whose number is nearest to the one written, a safeguard for a safeguard; None when it is no number."""
    meant = reference_in(text)
    if meant is None:
        return None
    alike = {task.place: task for task in plan_tasks(context) if task.is_safeguard == meant.is_safeguard}
    place = nearest(meant.number, alike)
    return None if place is None else alike[place]


# Kept like answers of the database: neither a release nor what it says of a task ever changes.
@lru_cache(maxsize=64)
def _standings(returns: Returns, of: PlanRows, numbers: tuple[int, ...]) -> tuple[TaskStanding, ...]:
    known = periods(returns, of)
    newest = period_of(known[-1]) if known else None
    return standings(task_reports(returns, of), milestones_of_tasks(returns, of), numbers, newest, returns.as_of)


@lru_cache(maxsize=64)
def _counts(returns: Returns, of: PlanRows, numbers: tuple[int, ...], tasks: int) -> TaskCounts:
    """Counts over the first `tasks` of these numbers."""
    return count_tasks(_standings(returns, of, numbers)[:tasks])


@lru_cache(maxsize=64)
def _rows_of_plan(returns: Returns, made_under: MadeUnder, id: str, former: Snapshot | None) -> PlanRows:
    """A milestone that was there already under the plan before is one of that, however late it is to come."""
    carried = set() if former is None else {row[0] for row in milestone_days(replace(returns, snapshot=former))}
    reports = [key for key, period, day in report_days(returns) if made_under.of_report(period, day).id == id]
    planned = [
        key
        for key, planned, actual in milestone_days(returns)
        if made_under.of_milestone(planned, actual, carried=key in carried).id == id
    ]
    return PlanRows(tuple(sorted(reports)), tuple(sorted(set(planned))))
