"""Which tasks are on show: those of a section, of an owner, in a state, as the address says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.context import Context
from core.panels.tasks.plan_tasks import SAFEGUARDS, PlanTask, plan_tasks
from core.panels.tasks.words import owner_name, section_name
from core.tasks.counts import HOLDS, TaskState
from core.text_ids.tasks import TASK_STATE_TEXT


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What narrows the tasks; an empty value narrows nothing."""

    section: str = ""
    owner: str = ""
    state: TaskState | None = None

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """As parameters of an address."""
        chosen = (("section", self.section), ("owner", self.owner), ("state", self.state or ""))
        return tuple((name, str(value)) for name, value in chosen if value)

    def narrow(self, tasks: Sequence[PlanTask]) -> tuple[PlanTask, ...]:
        """The tasks it lets through."""
        return tuple(
            task
            for task in tasks
            if (not self.section or task.section == self.section)
            and (not self.owner or (task.report is not None and task.report.owner == self.owner))
            and (self.state is None or HOLDS[self.state](task.standing))
        )

    def words(self, context: Context) -> str:
        """What it narrows to, in words; empty when it narrows nothing."""
        texts = context.texts
        parts = [section_name(self.section, context)] if self.section else []
        parts += [owner_names(context).get(self.owner, self.owner)] if self.owner else []
        parts += [texts(TASK_STATE_TEXT[self.state])] if self.state is not None else []
        return texts("list.clauses").join(parts)


def sections(context: Context) -> tuple[str, ...]:
    """The ids of what tasks are filtered by: the sections of the plan, and the safeguards where there are some."""
    safeguards = (SAFEGUARDS,) if context.plan.safeguards else ()
    return (*(section.id for section in context.plan.sections), *safeguards)


def owner_names(context: Context) -> dict[str, str]:
    """The owners that reports name, in the reader's language by their Chinese names, sorted by it."""
    reports = [task.report for task in plan_tasks(context) if task.report is not None and task.report.owner]
    return {report.owner: owner_name(report, context) for report in sorted(reports, key=lambda report: report.owner)}


def filter_of_address(choices: Mapping[str, str], context: Context) -> tuple[TaskFilter, tuple[tuple[str, str], ...]]:
    """The filter an address asks for, and what of it means nothing here, as (parameter, value): that is left out."""
    known: dict[str, Sequence[str]] = {
        "section": sections(context),
        "owner": tuple(owner_names(context)),
        "state": tuple(TaskState),
    }
    asked = {name: choices.get(name, "") for name in known}
    refused = tuple((name, value) for name, value in asked.items() if value and value not in known[name])
    section, owner, state = ("" if (name, value) in refused else value for name, value in asked.items())
    return TaskFilter(section, owner, TaskState(state) if state else None), refused
