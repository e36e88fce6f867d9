"""What the plan can be found by: tasks, safeguards, goals, indicators, named projects, and the clauses of a copy."""

from __future__ import annotations

from collections.abc import Iterator

from core.clauses.clause_parser import Clause, ClauseKind, Clauses
from core.clauses.clause_words import clause_name
from core.context import Context
from core.language import Language, catalogue
from core.panels.judgement.words import unit_name
from core.panels.sources.clauses import labels_of_clauses
from core.panels.tasks.plan_tasks import plan_tasks
from core.plan.entries import Goal, Milestone, NamedCollege, Task
from core.plan.indicators import Indicator
from core.plan.safeguard_numbers import safeguards_by_number
from core.search.entries import Entry, Kind
from core.tasks.reports import TaskReport

_TITLE = 28
"""Characters of a clause that stand for it where nobody gave it a label."""


def plan_entries(context: Context, copy: Clauses | None) -> Iterator[Entry]:
    """Tasks, safeguards, goals, indicators, projects and clauses, in the order of the plan."""
    yield from _tasks(context)
    yield from _safeguards(context)
    plan = context.plan
    yield from (_goal(goal, context) for goal in context.goals_in_force() or plan.goals)
    yield from (_indicator(item, context) for item in plan.indicators)
    yield from _projects(context)
    if copy is not None:
        labels = labels_of_clauses(context)
        yield from (_clause(clause, labels.get(clause.id, ""), context) for clause in copy.clauses)


def _of_plan(about: str, context: Context) -> str:
    """What something is, with the plan it belongs to where there are several."""
    return context.texts("search.joint").join(filter(None, (about, context.plan_on_show)))


def _tasks(context: Context) -> Iterator[Entry]:
    plan, texts = context.plan, context.texts
    reports = _reports(context)
    for task in plan.tasks:
        served = [plan.indicator(id) for id in task.goals if id in plan.goal_ids]
        yield Entry(
            Kind.TASK,
            texts("search.task", number=task.number, label=texts.of(task.label)),
            _about_task(task, reports.get(task.number), context),
            "tasks",
            (("task", str(task.number)),),
            names=(task.label.zh, task.label.en),
            numbers=_called("named.task", task.number, bare=True),
            # A paragraph each: what a result shows around what was found is never of something else.
            text="\n".join(
                dict.fromkeys(
                    [
                        *(words for item in served for words in (item.short_label.zh, item.short_label.en)),
                        *_people(reports.get(task.number)),
                    ]
                )
            ),
        )


def _about_task(task: Task, report: TaskReport | None, context: Context) -> str:
    texts = context.texts
    about = (
        texts("search.about.task_alone")
        if task.section is None
        else texts("search.about.task", section=texts.of(context.plan.section(task.section).label))
    )
    owner = "" if report is None else texts.side(report.owner, report.owner_en or report.owner)
    named = texts("search.about.owner", owner=owner) if owner else ""
    made_up = context.tag("tasks") if named else None
    return texts("search.joint").join(filter(None, (_of_plan(about, context), named, made_up)))


def _reports(context: Context) -> dict[int, TaskReport | None]:
    """What the release says of every task and safeguard, by the number it is reported under."""
    if not context.snapshot.datasets:
        return {}
    return {task.number: task.report for task in plan_tasks(context)}


def _people(report: TaskReport | None) -> tuple[str, ...]:
    """The units a task is searched by: owner and co-units."""
    named = () if report is None else (report.owner, report.owner_en, *report.co_units)
    return tuple(filter(None, named))


def _safeguards(context: Context) -> Iterator[Entry]:
    texts = context.texts
    for place, (number, safeguard) in enumerate(safeguards_by_number(context.plan).items(), start=1):
        label = texts.of(safeguard.label)
        yield Entry(
            Kind.SAFEGUARD,
            texts("search.safeguard", number=place, label=label),
            _of_plan(texts("search.about.safeguard"), context),
            "tasks",
            (("task", str(number)),),
            names=(safeguard.label.zh, safeguard.label.en),
            numbers=_called("search.safeguard_number", place),
        )


def _called(text: str, number: int, *, bare: bool = False) -> tuple[str, ...]:
    """What something is called by its number, in every language: 任务9, task 9; `bare`: 9, too."""
    return (*(catalogue(language)(text, number=number) for language in Language), *([str(number)] if bare else []))


def _goal(goal: Goal, context: Context) -> Entry:
    texts, formats = context.texts, context.formats
    indicator = context.plan.indicator(goal.indicator)
    page = indicator.page.value
    return Entry(
        Kind.GOAL,
        texts.of(goal.label),
        _of_plan(
            texts(
                "search.about.goal",
                value=formats.quantity(goal.value, indicator.unit),
                year=formats.year(goal.target_year),
                clause=texts.listed(clause_name(clause.id, texts) for clause in goal.clauses),
            ),
            context,
        ),
        page,
        (("indicator", goal.indicator),) if page == "sources" else (),
        names=(goal.label.zh, goal.label.en, goal.short_label.zh, goal.short_label.en),
        numbers=_value_as_typed(goal.value, indicator, context),
    )


def _value_as_typed(value: float, indicator: Indicator, context: Context) -> tuple[str, ...]:
    """A value with its unit, and without where it is too long for the number of a task: 50,000人, 50000."""
    number, quantity = context.formats.number(value, indicator.unit), context.formats.quantity(value, indicator.unit)
    written = (quantity, number) if len(number) > 3 else (quantity,)
    return (*written, *(text.replace(",", "") for text in written))


def _indicator(indicator: Indicator, context: Context) -> Entry:
    texts, label, short = context.texts, indicator.label, indicator.short_label
    return Entry(
        Kind.INDICATOR,
        texts.of(label),
        texts("search.about.indicator", unit=unit_name(indicator, context), day=texts.of(indicator.reference_date)),
        "indicators",
        (("find", texts.of(label)),),
        names=(label.zh, label.en, short.zh, short.en, indicator.id),
        text=f"{indicator.definition.zh}\n{indicator.definition.en}",
    )


def _projects(context: Context) -> Iterator[Entry]:
    """Colleges and building projects that the plan or a public source names."""
    texts = context.texts
    named: tuple[Milestone | NamedCollege, ...] = (*context.plan.milestones, *context.plan.colleges)
    for item in named:
        is_college = isinstance(item, NamedCollege)
        yield Entry(
            Kind.PROJECT,
            texts.of(item.name),
            texts("search.about.named_college" if is_college else "search.about.project")
            + (texts("search.joint") + clause_name(f"task {item.task}", texts) if item.task else ""),
            "sources",
            (("section", "published"), ("find", texts.of(item.name))),
            names=(item.name.zh, item.name.en),
            text=f"{item.published.zh}\n{item.published.en}",
        )


def _clause(clause: Clause, label: str, context: Context) -> Entry:
    """A clause of the copy; a goal within a clause is shown with the clause it stands in."""
    texts, name = context.texts, clause_name(clause.id, context.texts)
    is_goal = clause.kind is ClauseKind.GOAL
    short = clause.text if len(clause.text) <= _TITLE else clause.text[: _TITLE - 1] + "…"
    return Entry(
        Kind.CLAUSE,
        texts("search.clause", clause=name, label=short if is_goal or not label else label),
        _of_plan(texts("search.about.clause"), context),
        "sources",
        (("section", "clauses"), ("clause", clause.id)),
        numbers=() if is_goal else (clause.id, name),
        text=clause.text,
    )
