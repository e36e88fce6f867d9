"""The page of tasks: the jump by number, then one task in full or all of them in the view and filter of the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from core.panels.tasks.board import board
from core.panels.tasks.counted import counted
from core.panels.tasks.plan_tasks import PlanTask, nearest_task, tasks_meant
from core.panels.tasks.task_filter import TaskFilter, filter_of_address, owner_names, sections
from core.panels.tasks.task_list import list_head, task_list
from core.panels.tasks.task_timeline import sheets, task_timeline
from core.panels.tasks.words import section_name, task_title
from core.tasks.counts import TaskState
from core.text_ids.tasks import TASK_STATE_TEXT
from core.ui.markup import show
from core.ui.page import Page
from core.ui.panel import below
from core.ui.panel import panel as show_panel
from core.ui.tasks.one_task import one_task

VIEWS = ("board", "timeline", "table")
ROWS_SHOWN = 60
"""Tasks of the table on the page at once; a filter narrows them, the download holds them all."""
_NAMED = 5
"""Tasks named where several are meant."""


def desk(page: Page) -> None:
    """One task, where the address names it, else all."""
    task = _task_asked_for(page)
    if task is not None:
        one_task(page, task)
    else:
        _all_tasks(page)


def _jump(page: Page) -> None:
    texts = page.address.texts
    st.session_state["task_jump"] = ""
    st.text_input(texts("tasks.jump"), key="task_jump", placeholder=texts("tasks.jump_hint"), on_change=_jumped)


def _jumped() -> None:
    wanted = st.session_state["task_jump"].strip()
    if wanted:
        st.query_params["task"] = wanted


def _task_asked_for(page: Page) -> PlanTask | None:
    """The task the address names; one that is not there is refused in a sentence that names the nearest."""
    wanted, context = st.query_params.get("task", "").strip(), page.context
    if not wanted:
        return None
    meant = tasks_meant(wanted, context)
    if len(meant) == 1:
        if wanted != str(meant[0].number):
            st.query_params["task"] = str(meant[0].number)
        return meant[0]
    texts, near = page.address.texts, nearest_task(wanted, context)
    offered = meant or ((near,) if near is not None else ())
    tasks = context.plan.tasks
    sentence = (
        texts("refused.task_several", value=wanted[:60], number=context.formats.plain(len(meant)))
        if meant
        else texts("refused.task", value=wanted[:60], last=str(tasks[-1].number))
    )
    links = [
        {"href": address_of(page, task=str(task.number)), "text": task_title(task, context)}
        for task in offered[:_NAMED]
    ]
    show("links", kind="refused", text=sentence, links=links)
    return None


def address_of(page: Page, **parameters: str) -> str:
    """The address of this page with these parameters beside release and language."""
    return f"tasks?{urlencode(page.address.parameters(**parameters))}"


def _all_tasks(page: Page) -> None:
    context = page.context
    chosen, refused = filter_of_address(st.query_params.to_dict(), context)
    view = st.query_params.get("view", VIEWS[0])
    kept = {"view": view} if view in VIEWS else {}
    show(
        "task_counts",
        counted=counted(context),
        chosen=chosen.state,
        to=lambda state: address_of(page, **kept, **({"state": state} if state else {})),
    )
    with st.container(key="task_filters"):
        view = page.choice("view", VIEWS)
        _filters(page, chosen)
        _jump(page)
    with st.container(key="refused_filter"):
        for name, value in refused:
            show("message", kind="refused", text=page.address.texts("refused.choice", name=name, value=value[:60]))
    {"board": _board, "timeline": _timeline, "table": _table}[view](page, chosen)


def _filters(page: Page, chosen: TaskFilter) -> None:
    """Section, owner and state, each in the address while it narrows anything."""
    texts, context = page.address.texts, page.context
    owners = owner_names(context)
    _pick("section", sections(context), chosen.section, lambda id: section_name(id, context), page)
    _pick("owner", tuple(owners), chosen.owner, lambda name: owners[name], page)
    _pick("state", tuple(TaskState), chosen.state or "", lambda state: texts(TASK_STATE_TEXT[TaskState(state)]), page)


_ALL_TEXT: Mapping[str, str] = {
    "section": "tasks.filter.all_sections",
    "owner": "tasks.filter.all_owners",
    "state": "tasks.filter.all_states",
}
_FILTER_TEXT: Mapping[str, str] = {
    "section": "tasks.filter.section",
    "owner": "tasks.filter.owner",
    "state": "tasks.filter.state",
}


def _pick(name: str, options: Sequence[str], chosen: str, words: Callable[[str], str], page: Page) -> None:
    texts, key = page.address.texts, f"task_{name}"
    st.session_state[key] = chosen
    st.selectbox(
        texts(_FILTER_TEXT[name]),
        ("", *options),
        key=key,
        format_func=lambda option: words(option) if option else texts(_ALL_TEXT[name]),
        on_change=_picked,
        args=(name, key),
    )


def _picked(name: str, key: str) -> None:
    option = st.session_state[key]
    if option:
        st.query_params[name] = option
    else:
        st.query_params.pop(name, None)


def _board(page: Page, chosen: TaskFilter) -> None:
    panel = list_head(page.context, chosen)
    with st.container(border=True, key="panel_task_board"):
        show("panel_head", panel=panel, tag=page.address.texts("tag.illustrative") if panel.illustrative else None)
        show(
            "task_board",
            columns=board(page.context, chosen),
            to=lambda number: address_of(page, task=str(number)),
            rest=lambda state: address_of(page, view="table", **{**dict(chosen.choices), "state": state}),
            due=page.address.texts("column.due"),
            safeguards=page.address.texts("tasks.safeguards"),
        )
        below(panel, page.address)


def _table(page: Page, chosen: TaskFilter) -> None:
    show_panel(task_list(page.context, chosen), page.address, most=ROWS_SHOWN, opened=True)


def _timeline(page: Page, chosen: TaskFilter) -> None:
    """The timeline, of a long plan a sheet at a time."""
    texts, last = page.address.texts, sheets(page.context, chosen)
    asked = st.query_params.get("sheet", "1")
    sheet = int(asked) if asked.isascii() and asked.isdecimal() and 1 <= int(asked) <= last else 0
    if not sheet:
        show("message", kind="refused", text=texts("refused.choice", name="sheet", value=asked[:60]))
        sheet = 1
    show_panel(task_timeline(page.context, chosen, sheet), page.address, most=ROWS_SHOWN)
    if last > 1:
        links = [
            {
                "href": address_of(page, view="timeline", sheet=str(number), **dict(chosen.choices)),
                "text": texts("tasks.sheet", number=str(number)),
            }
            for number in range(1, last + 1)
            if number != sheet
        ]
        show("links", kind="plain", text=texts("tasks.sheet_shown", number=str(sheet), total=str(last)), links=links)
