"""The answer sheet as a page: of the task the address names, else of a goal that the reader picks."""

from __future__ import annotations

import streamlit as st

from core.panels.answers.answers import answers
from core.panels.tasks.plan_tasks import tasks_meant
from core.ui.markup import show
from core.ui.page import Page


def answer_page(page: Page) -> None:
    """The sheet, open; what the address names and the plan does not have is refused by name."""
    texts, context = page.address.texts, page.context
    asked = {name: st.query_params[name] for name in ("task", "indicator") if st.query_params.get(name)}
    if "task" in asked and len(tasks_meant(asked["task"], context)) != 1:
        last = str(context.plan.tasks[-1].number) if context.plan.tasks else "0"
        show("message", kind="refused", text=texts("refused.task", value=asked.pop("task")[:60], last=last))
    if "task" not in asked:
        goals = context.plan.goal_ids
        if asked.get("indicator", goals[0]) not in goals:
            show("message", kind="refused", text=texts("refused.indicator", value=asked.pop("indicator")[:60]))
        chosen = asked.get("indicator", goals[0])
        page.pick("indicator", goals, chosen, context.called, texts("answers.pick"))
    page.show(answers(context, asked), rows=True)
