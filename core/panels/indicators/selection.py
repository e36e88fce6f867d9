"""Which indicators a reader asked for: by words, by task or part of the plan, by who supplies them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.assess_release import standard_of
from core.cells.text import fold
from core.context import Context
from core.plan.entries import Safeguard, Task
from core.plan.indicators import Indicator, Supplier
from core.plan.safeguard_numbers import safeguards_by_number
from core.queries import DERIVED
from core.text_ids.datasets import SHEET_TEXT

FROM_RETURNS = "returns"
"""The source of what is worked out from the returns of another sheet, and so not asked for again."""
BESIDE_TASKS = "none"
"""Indicators that measure no task."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator and the tasks or safeguards it measures, in the order of the plan."""

    indicator: Indicator
    measures: tuple[Task | Safeguard, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; empty texts ask for everything. `task` is the number of a task or safeguard, the id of a
    section, or `BESIDE_TASKS`; `source` a `Supplier` or `FROM_RETURNS`."""

    find: str = ""
    task: str = ""
    source: str = ""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """As address parameters, without what was not asked."""
        asked = (("find", self.find), ("task", self.task), ("source", self.source))
        return tuple((name, value) for name, value in asked if value)


def selection_of(choices: Mapping[str, str]) -> Selection:
    """What an address asks for."""
    return Selection(*(choices.get(name, "").strip() for name in ("find", "task", "source")))


def entries(context: Context) -> tuple[Entry, ...]:
    """Every indicator of the plan: those of its tasks and safeguards in their order, then the others."""
    plan = context.plan
    measures: dict[str, list[Task | Safeguard]] = {}
    measured: tuple[Task | Safeguard, ...] = (*plan.tasks, *plan.safeguards)
    for entry in measured:
        for indicator in plan.measured_by(entry):
            measures.setdefault(indicator.id, []).append(entry)
    rest = (indicator.id for indicator in plan.indicators if indicator.id not in measures)
    return tuple(Entry(plan.indicator(id), tuple(measures.get(id, ()))) for id in (*measures, *rest))


def chosen(context: Context, selection: Selection) -> tuple[Entry, ...]:
    """The entries that a reader asked for."""
    numbers = {safeguard.id: str(number) for number, safeguard in safeguards_by_number(context.plan).items()}
    return tuple(
        entry
        for entry in entries(context)
        if _is_of(entry, selection.task, numbers)
        and (not selection.source or source_of(entry.indicator) == selection.source)
        and _holds(entry, selection.find, context)
    )


def source_of(indicator: Indicator) -> str:
    """Who supplies it; empty where its declaration does not say."""
    return FROM_RETURNS if indicator.id in DERIVED else indicator.supplied_by or ""


def source_words(indicator: Indicator, context: Context) -> str:
    """Who supplies it, and on which form; the sheet of the return for what is worked out from one."""
    texts = context.texts
    if indicator.id in DERIVED:
        return texts("indicators.from_sheet", sheet=texts(SHEET_TEXT[DERIVED[indicator.id].dataset]))
    if standard_of(context, indicator.id) is not None:
        return texts("indicators.from_sheet", sheet=texts(SHEET_TEXT["conditions"]))
    if any(milestone.indicator == indicator.id for milestone in context.plan.milestones):
        return texts("indicators.from_sheet", sheet=texts(SHEET_TEXT["milestones"]))
    if indicator.supplied_by is None:
        return texts("indicators.no_supplier", sheet=texts(SHEET_TEXT["observations"]))
    supplier = texts(SUPPLIER_TEXT[indicator.supplied_by])
    if indicator.source_form is None:
        return supplier
    return texts("indicators.supplier_and_form", supplier=supplier, form=texts.of(indicator.source_form))


def group_name(entry: Entry, context: Context) -> str:
    """What a group of cards is called: the task or safeguard that is measured first."""
    if not entry.measures:
        return context.texts("indicators.beside_tasks")
    return measured_name(entry.measures[0], context)


def measured_name(measured: Task | Safeguard, context: Context) -> str:
    """A task with its number, or a safeguard."""
    texts, label = context.texts, context.texts.of(measured.label)
    if isinstance(measured, Task):
        return texts("indicators.task", task=measured.number, label=label)
    return texts("indicators.safeguard", label=label)


def task_options(context: Context) -> dict[str, str]:
    """What can be chosen as `task`, in the order of the plan: sections, their tasks, safeguards, and the rest."""
    texts, plan = context.texts, context.plan
    options: dict[str, str] = {"": texts("indicators.all_tasks")}
    for section in plan.sections:
        options[section.id] = texts("indicators.section", label=texts.of(section.label), section=section.id)
        options |= {str(task.number): measured_name(task, context) for task in plan.tasks if task.section == section.id}
    options |= {
        str(task.number): measured_name(task, context) for task in plan.tasks if str(task.number) not in options
    }
    safeguards = safeguards_by_number(plan).items()
    options |= {str(number): measured_name(safeguard, context) for number, safeguard in safeguards}
    options[BESIDE_TASKS] = texts("indicators.beside_tasks")
    return options


def source_options(context: Context) -> dict[str, str]:
    """What can be chosen as `source`."""
    texts = context.texts
    return {
        "": texts("indicators.all_sources"),
        **{supplier.value: texts(SUPPLIER_TEXT[supplier]) for supplier in Supplier},
        FROM_RETURNS: texts("indicators.source_returns"),
    }


def _is_of(entry: Entry, task: str, numbers: Mapping[str, str]) -> bool:
    """Whether an indicator measures what was asked for; `numbers` are those of the safeguards by id."""
    if not task:
        return True
    if task == BESIDE_TASKS:
        return not entry.measures
    return any(
        task in (str(item.number), item.section) if isinstance(item, Task) else task == numbers[item.id]
        for item in entry.measures
    )


def _holds(entry: Entry, find: str, context: Context) -> bool:
    """Whether every word that is looked for stands in the names or definition of an indicator, or of a task of it."""
    if not find:
        return True
    item = entry.indicator
    said = (
        item.id,
        *(words for one in (item.label, item.short_label, item.definition) for words in (one.zh, one.en)),
        *(measured_name(one, context) for one in entry.measures),
        source_words(item, context),
    )
    written = fold(" ".join(said))
    return all(word in written for word in fold(find).split()) or fold(find) in written


SUPPLIER_TEXT: Mapping[str, str] = {
    Supplier.SCHOOLS: "supplier.schools",
    Supplier.EDUCATION_COMMISSION: "supplier.education_commission",
    Supplier.HUMAN_RESOURCES: "supplier.human_resources",
    Supplier.FINANCE: "supplier.finance",
    Supplier.COMMUNITY_EDUCATION: "supplier.community_education",
}
"""Who supplies an indicator."""
