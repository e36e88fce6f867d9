"""A whole plan: read from its directory and checked across its files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path

from core.plan.entries import (
    Goal,
    Milestone,
    NamedCollege,
    PlanHead,
    Safeguard,
    Section,
    Task,
)
from core.plan.goal_in_force import check_overlaps, goal_in_force
from core.plan.indicators import Better, Indicator, read_indicators
from core.plan.industries import INDUSTRIES, Industries
from core.plan.left_out import left_out_of
from core.plan.references import check_declared, check_parts, check_unique, check_within_bounds
from core.plan.standards import Standard
from core.toml_entries import (
    ListOf,
    NonEmptyListOf,
    PlanError,
    PlanProblem,
    TomlEntry,
    TomlEntryT,
    file_name,
    read_toml,
)

HEAD, GOALS, TASKS = "plan.toml", "goals.toml", "tasks.toml"
MILESTONES, COLLEGES, STANDARDS = "milestones.toml", "colleges.toml", "standards.toml"
CATALOGUE = "indicators.toml"
"""The catalogue beside the plans; a file of this name within a plan adds indicators to it or replaces them by id."""
_FILES = (HEAD, GOALS, TASKS, MILESTONES, COLLEGES, STANDARDS, INDUSTRIES, CATALOGUE)


class Plan(PlanHead):
    """A whole plan, checked across its files. Look-ups by id raise KeyError for an id the plan does not have."""

    indicators: tuple[Indicator, ...]  # those with a goal first, in the order of the goals
    goals: tuple[Goal, ...]
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    safeguards: tuple[Safeguard, ...]
    milestones: tuple[Milestone, ...]
    colleges: tuple[NamedCollege, ...]
    standards: tuple[Standard, ...]
    industries: Industries = Industries()
    undeclared: tuple[Goal, ...] = ()
    """Goals of an indicator that is declared nowhere: they are none of `goals`; see `left_out`."""

    def __hash__(self) -> int:
        """Of its name alone: a plan is large, and what it is compared with is mostly itself."""
        return hash((self.id, self.issued))

    @property
    def left_out(self) -> tuple[PlanError, ...]:
        """What is wrong with each goal, indicator of a task and pair of an industry that is left out."""
        goals = left_out_of(self.id, self.undeclared, self.tasks, self.safeguards, self.indicators)
        return (*goals, *self.industries.mistakes(f"{self.id}/{INDUSTRIES}"))

    def measured_by(self, entry: Task | Safeguard) -> tuple[Indicator, ...]:
        """The indicators of a task or a safeguard, those of its goals first, without such as are declared nowhere."""
        declared = self._indicators
        goals = entry.goals if isinstance(entry, Task) else ()
        return tuple(declared[id] for id in dict.fromkeys((*goals, *entry.indicators)) if id in declared)

    @property
    def first_day(self) -> date:
        """The first day on which a goal of the plan is in force."""
        return min(goal.in_force_from for goal in self.goals)

    @property
    def goal_ids(self) -> tuple[str, ...]:
        """The indicators with a goal, in display order: where each was declared first."""
        return tuple(dict.fromkeys(goal.indicator for goal in self.goals))

    def goal_in_force(self, indicator_id: str, on: date) -> Goal | None:
        """The goal for an indicator on a day: the entry that started last; None before the first or after the last."""
        return goal_in_force(self.goals, indicator_id, on)

    def goals_in_force(self, on: date) -> tuple[Goal, ...]:
        """Every goal in force on a day, in display order."""
        goals = (self.goal_in_force(indicator_id, on) for indicator_id in self.goal_ids)
        return tuple(goal for goal in goals if goal is not None)

    def indicator(self, id: str) -> Indicator:
        """The indicator with this id."""
        return self._indicators[id]

    def standard(self, id: str) -> Standard:
        """The standard with this id."""
        return {standard.id: standard for standard in self.standards}[id]

    def task(self, number: int) -> Task:
        """The task with this number."""
        return self._tasks[number]

    def section(self, id: str) -> Section:
        """The section with this id."""
        return self._sections[id]

    def milestone(self, id: str) -> Milestone:
        """The milestone with this id."""
        return self._milestones[id]

    # A municipality's plan has hundreds of each, and a page looks up all of them.
    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def _tasks(self) -> dict[int, Task]:
        return {task.number: task for task in self.tasks}

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.id: section for section in self.sections}

    @cached_property
    def _milestones(self) -> dict[str, Milestone]:
        return {milestone.id: milestone for milestone in self.milestones}


class _Goals(TomlEntry):
    goal: NonEmptyListOf[Goal]


class _Tasks(TomlEntry):
    section: ListOf[Section] = ()
    task: NonEmptyListOf[Task]
    safeguard: ListOf[Safeguard] = ()


class _Milestones(TomlEntry):
    milestone: ListOf[Milestone] = ()


class _Colleges(TomlEntry):
    college: ListOf[NamedCollege] = ()


class _Standards(TomlEntry):
    standard: ListOf[Standard] = ()


def load_plan(directory: Path, *catalogues: Path) -> Plan:
    """The plan in `directory`, checked on its own and across files.

    `catalogues` are indicator files; a later one adds to the earlier or replaces by id. `plan.toml`, `goals.toml` and
    `tasks.toml` are required, the rest optional. A goal of an indicator that is declared nowhere is left out, unless
    none would be left. Raises PlanError at the first other mistake.
    """
    _refuse_unknown_files(directory)
    head = read_head(directory)
    own = directory / CATALOGUE
    indicators: dict[str, Indicator] = {}
    for catalogue in (*catalogues, *([own] if own.exists() else [])):
        entries = read_indicators(catalogue)
        indicators |= {indicator.id: indicator for indicator in entries}
        check_parts(entries, indicators.values(), file_name(catalogue))
    written = read_toml(directory / GOALS, _Goals).goal
    goals = tuple(goal for goal in written if goal.indicator in indicators)
    undeclared = tuple(goal for goal in written if goal.indicator not in indicators)
    tasks = read_toml(directory / TASKS, _Tasks)
    plan = Plan(
        **{name: getattr(head, name) for name in PlanHead.model_fields},
        indicators=tuple(_with_goals_first(indicators, goals)),
        goals=goals,
        sections=tasks.section,
        tasks=tasks.task,
        safeguards=tasks.safeguard,
        milestones=_optional(directory / MILESTONES, _Milestones).milestone,
        colleges=_optional(directory / COLLEGES, _Colleges).college,
        standards=_optional(directory / STANDARDS, _Standards).standard,
        industries=_optional(directory / INDUSTRIES, Industries),
        undeclared=undeclared,
    )
    if not goals:
        raise plan.left_out[0]
    _check_standards(plan, directory)
    _check_goals(plan, directory)
    _check_tasks(plan, directory)
    _check_projects(plan, directory)
    _check_industries(plan, directory)
    return plan


def read_head(directory: Path) -> PlanHead:
    """The head of the plan in `directory`. Raises PlanError, also when it is not called as its directory."""
    head = read_toml(directory / HEAD, PlanHead)
    if head.id != directory.name:
        file = file_name(directory / HEAD)
        raise PlanError(PlanProblem.WRONG_DIRECTORY, file, "id", found=head.id, wanted=directory.name)
    return head


def _refuse_unknown_files(directory: Path) -> None:
    for path in sorted(directory.glob("*.toml")):
        if path.name not in _FILES:
            raise PlanError(PlanProblem.UNKNOWN_FILE, file_name(path), choices=" · ".join(_FILES))


def _with_goals_first(indicators: dict[str, Indicator], goals: Iterable[Goal]) -> Iterable[Indicator]:
    ids = [goal.indicator for goal in goals if goal.indicator in indicators]
    return (indicators[id] for id in dict.fromkeys((*ids, *indicators)))


def _optional(path: Path, model: type[TomlEntryT]) -> TomlEntryT:
    return read_toml(path, model) if path.exists() else model()


def _check_standards(plan: Plan, directory: Path) -> None:
    check_unique((standard.id for standard in plan.standards), file_name(directory / STANDARDS), "standard")


def _check_tasks(plan: Plan, directory: Path) -> None:
    file = file_name(directory / TASKS)
    sections = [section.id for section in plan.sections]
    goals = plan.goal_ids
    # The goal a task names may be the one that was left out, under this name or another.
    left_out = {indicator.id for indicator in plan.indicators} if plan.undeclared else set()
    left_out.update(goal.indicator for goal in plan.undeclared)
    check_unique(sections, file, "section")
    check_unique((safeguard.id for safeguard in plan.safeguards), file, "safeguard")
    for wanted, task in enumerate(plan.tasks, start=1):
        key = f"task[{task.number}]"
        if task.number != wanted:
            raise PlanError(PlanProblem.WRONG_NUMBERING, file, f"{key}.number", found=task.number, wanted=wanted)
        if task.section is not None:
            check_declared(task.section, sections, file, f"{key}.section")
        for goal in (id for id in task.goals if id not in left_out):
            check_declared(goal, goals, file, f"{key}.goals")
    numbers = [f"{safeguard.number}" for safeguard in plan.safeguards if safeguard.number is not None]
    check_unique((*(f"{task.number}" for task in plan.tasks), *numbers), file, "safeguard")


def _check_goals(plan: Plan, directory: Path) -> None:
    file = file_name(directory / GOALS)
    indicators = {indicator.id: indicator for indicator in plan.indicators}
    standards = [standard.id for standard in plan.standards]
    for goal in plan.goals:
        key = f"goal[{goal.indicator}]"
        indicator = indicators[goal.indicator]
        if indicator.better is Better.NONE:
            raise PlanError(PlanProblem.GOAL_WITHOUT_DIRECTION, file, f"{key}.indicator", found=goal.indicator)
        check_within_bounds(goal.value, indicator, file, f"{key}.value")
        check_within_bounds(goal.baseline_value, indicator, file, f"{key}.baseline_value")
        for statement in goal.statements:
            check_within_bounds(statement.value, indicator, file, f"{key}.statements.value")
        if goal.in_force_from < plan.issued:
            values = {"found": goal.in_force_from, "other": "issued", "limit": plan.issued}
            raise PlanError(PlanProblem.WRONG_ORDER, file, f"{key}.in_force_from", **values)
        if goal.standard is not None:
            check_declared(goal.standard, standards, file, f"{key}.standard")
        for clause in (*goal.clauses, *(statement.clause for statement in goal.statements)):
            _check_task_of_clause(clause.id, plan, file, f"{key}.clauses")
    check_overlaps(plan.goals, file)


def _check_projects(plan: Plan, directory: Path) -> None:
    indicators = [indicator.id for indicator in plan.indicators]
    numbers = [task.number for task in plan.tasks]
    file = file_name(directory / MILESTONES)
    check_unique((milestone.id for milestone in plan.milestones), file, "milestone")
    for milestone in plan.milestones:
        key = f"milestone[{milestone.id}]"
        check_declared(milestone.task, numbers, file, f"{key}.task")
        check_declared(milestone.indicator, indicators, file, f"{key}.indicator")
        _check_task_of_clause(milestone.clause.id, plan, file, f"{key}.clause")
    file = file_name(directory / COLLEGES)
    check_unique((college.id for college in plan.colleges), file, "college")
    for college in plan.colleges:
        if college.task is not None:
            check_declared(college.task, numbers, file, f"college[{college.id}].task")


def _check_industries(plan: Plan, directory: Path) -> None:
    file = file_name(directory / INDUSTRIES)
    check_unique((industry.id for industry in plan.industries.industry), file, "industry")
    for key, clause in plan.industries.clauses():
        _check_task_of_clause(clause.id, plan, file, f"{key}.clause")


def _check_task_of_clause(clause: str, plan: Plan, file: str, key: str) -> None:
    cited = re.fullmatch(r"task (\d+)", clause)
    if cited:
        check_declared(int(cited.group(1)), [task.number for task in plan.tasks], file, key)
