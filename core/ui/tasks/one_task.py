"""One task in full on the screen."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from core.panels.definitions import with_commentary
from core.panels.tasks.one_task import card_head, facts
from core.panels.tasks.plan_tasks import PlanTask, plan_tasks
from core.panels.tasks.task_goals import task_goals
from core.panels.tasks.task_history import task_milestones, task_reports
from core.panels.tasks.words import flags, task_title
from core.ui.indicators.desk import task_cards
from core.ui.markup import show
from core.ui.page import Page
from core.ui.panel import below


def one_task(page: Page, task: PlanTask) -> None:
    """What is known of a task, its goals and indicators, its milestones, and every report on it."""
    _ways(page, task)
    _card(page, task)
    indicators_of_task(page, task)
    task_cards(page, str(task.number))
    page.show(task_milestones(page.context, task))
    _reports(page, task)


def indicators_of_task(page: Page, task: PlanTask) -> None:
    """The goals a task serves, each with its light; without one that it has no quantified goal."""
    texts = page.address.texts
    with st.container(border=True, key="panel_task_goals"):
        show(
            "task_goals",
            title=texts("tasks.goals.title"),
            without=texts("tasks.goals.none"),
            goals=task_goals(task, page.context),
            to=lambda goal: _goal_address(page, goal.page, goal.indicator),
        )


def _goal_address(page: Page, name: str, indicator: str) -> str:
    named = {"indicator": indicator} if name == "sources" else {}
    return f"{name}?{urlencode(page.address.parameters(**named))}"


def _ways(page: Page, task: PlanTask) -> None:
    """Back to all tasks, to the one before and the one after."""
    texts, tasks = page.address.texts, plan_tasks(page.context)
    place = [each.number for each in tasks].index(task.number)
    links = [{"href": f"tasks?{urlencode(page.address.parameters())}", "text": texts("tasks.back")}]
    for neighbour, text in ((place - 1, "tasks.before"), (place + 1, "tasks.after")):
        if 0 <= neighbour < len(tasks):
            address = page.address.parameters(task=str(tasks[neighbour].number))
            title = task_title(tasks[neighbour], page.context)
            links.append({"href": f"tasks?{urlencode(address)}", "text": texts(text, title=title)})
    show("links", kind="plain", text="", links=links)


def _card(page: Page, task: PlanTask) -> None:
    panel, texts = with_commentary(card_head(page.context, task), page.context), page.address.texts
    with st.container(border=True, key="panel_task"):
        show("panel_head", panel=panel, tag=texts("tag.illustrative") if panel.illustrative else None)
        show(
            "task_facts",
            facts=facts(task, page.context),
            flags=flags(task.standing, page.context),
            to=lambda cell: f"{cell.page}?{urlencode(page.address.parameters(**dict(cell.leads)))}",
        )
        below(panel, page.address)


def _reports(page: Page, task: PlanTask) -> None:
    """Progress, problem and next step of every period as the unit wrote them, the newest open."""
    panel, texts = task_reports(page.context, task), page.address.texts
    names = [column.id for column in panel.table.columns]
    reports = [dict(zip(names, row, strict=True)) for row in panel.table.rows]
    with st.container(border=True, key="panel_task_reports"):
        show("panel_head", panel=panel, tag=texts("tag.illustrative") if panel.illustrative else None)
        if reports:
            show("task_reports", reports=reports, titles={column.id: column.title for column in panel.table.columns})
        below(panel, page.address)
