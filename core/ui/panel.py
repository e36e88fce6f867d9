"""One panel on the page: finding, opinions, figure, source, rows, downloads – in that order on every page."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

import streamlit as st

from core.clauses.clause_parser import normal_id
from core.context import Context
from core.exports.file_names import file_name
from core.panels import Panel
from core.panels.answers import sheet as answers
from core.panels.judgement.definition_card import card_text
from core.panels.registry import PANELS
from core.panels.tasks import one_task
from core.ui.address import Address
from core.ui.chart import chart
from core.ui.markup import show

EXPORTS = ("csv", "xlsx")
MOST_ROWS = 250
"""Rows of a table on a page; a municipality's hundreds of schools over all years would take a second to draw."""


def panel(panel: Panel, address: Address, *, most: int = MOST_ROWS, opened: bool = False) -> None:
    """Show one panel in its frame; of a long table the first `most` rows, the download holds them all."""
    texts = address.texts
    with st.container(border=True, key=f"panel_{panel.key}"):
        show("panel_head", panel=panel, tag=texts("tag.illustrative") if panel.illustrative else None)
        if panel.figure is not None:
            chart(panel.figure, panel.key, panel.alt, texts, file=file_name(panel, st.session_state["context"]))
        below(panel, address, most=most, opened=opened)


def below(panel: Panel, address: Address, *, most: int = MOST_ROWS, opened: bool = False) -> None:
    """What stands under a panel's figure: source, notes, definition, downloads, and the rows."""
    foot(panel, address)
    texts = address.texts
    rows = panel.table.rows
    if not rows:
        return
    with st.expander(texts("panel.table"), key=f"table_{panel.key}", expanded=opened):
        show(
            "table",
            table=type(panel.table)(panel.table.columns, rows[:most]),
            label=panel.headline,
            rows_of_year=_rows_of_year(panel, address),
            to=lambda cell: f"{cell.page}?{urlencode(address.parameters(**dict(cell.leads)))}",
        )
        if len(rows) > most:
            more = "panel.more" if most == MOST_ROWS else "sources.more"
            show("message", kind="quiet", text=texts(more, shown=most, number=len(rows)))


def foot(panel: Panel, address: Address) -> None:
    """Source, notes, definition and downloads of a panel."""
    texts = address.texts
    show(
        "panel_foot",
        panel=panel,
        links=links(panel, address),
        card_title=texts("indicator_card.title"),
        copy=texts("indicator_card.copy"),
        copied=texts("indicator_card.copied"),
        card_text=card_text(panel, texts) if panel.card else "",
    )


def _rows_of_year(panel: Panel, address: Address) -> str:
    """The address of one number taken apart, but for its year; empty where the rows of the table are no years."""
    if panel.by_year and panel.indicator is not None:
        return f"sources?{urlencode(address.parameters(indicator=panel.indicator.id))}&year="
    if panel.rows_of and any(column.id == "year" for column in panel.table.columns):
        return f"sources?{urlencode(address.parameters(dataset=','.join(panel.rows_of)))}&year="
    return ""


def _page_title(name: str) -> str:
    """What the navigation calls a page."""
    return str(st.session_state["pages"][name].title)


def links(panel: Panel, address: Address) -> list[dict[str, object]]:
    """Downloads of exactly the rows shown; the way to definition, clause and source rows."""
    texts = address.texts
    query = urlencode(address.parameters(**dict(panel.choices)))
    actions: list[dict[str, object]] = [
        {
            "kind": f"export_{kind}",
            "href": f"export/{panel.id}.{kind}?{query}",
            "text": texts(f"panel.{kind}"),
            "download": True,
        }
        for kind in EXPORTS
    ]
    actions += [
        {
            "kind": "task",
            "href": f"tasks?{urlencode(address.parameters(task=number))}",
            "text": texts("named.task", number=number),
            "download": False,
        }
        for number in _tasks_of(panel)
    ]
    about = _asked_about(panel)
    if about:
        href = f"answers?{urlencode(address.parameters(**about))}"
        actions.append({"kind": "answers", "href": href, "text": texts("answers.link"), "download": False})
    if panel.page:
        href = f"{panel.page}?{urlencode(address.parameters())}"
        actions.append({"kind": "page", "href": href, "text": _page_title(panel.page), "download": False})
    if panel.rows_of:
        of_task = {name: value for name, value in panel.choices if name == "task"}
        rows = urlencode(address.parameters(dataset=",".join(panel.rows_of), **of_task))
        actions.append({"kind": "rows", "href": f"sources?{rows}", "text": texts("panel.rows"), "download": False})
    if panel.indicator is not None:
        definition = urlencode(address.parameters(indicator=panel.indicator.id))
        actions.append(
            {
                "kind": "definition",
                "href": f"sources?{definition}",
                "text": texts("panel.definition"),
                "download": False,
            }
        )
    return actions + _way_into_agenda(panel, address)


def _asked_about(panel: Panel) -> dict[str, str]:
    """The goal or the task of a panel as the parameter of its answer sheet; nothing on the sheet itself."""
    if panel.id == answers.PANEL:
        return {}
    if panel.id == one_task.PANEL:
        return {"task": dict(panel.choices)["task"]}
    return {} if panel.goal is None else {"indicator": panel.goal.indicator}


def _way_into_agenda(panel: Panel, address: Address) -> list[dict[str, object]]:
    """The link that puts a panel into an agenda; none for one that cannot be made again."""
    if panel.id not in PANELS:
        return []
    href = f"meeting?{urlencode(address.parameters(section='agenda', add=_saved_view(panel, address)))}"
    return [{"kind": "agenda", "href": href, "text": address.texts("meetings.add"), "download": False}]


def _saved_view(panel: Panel, address: Address) -> str:
    """What a panel shows as an agenda keeps it. It follows the newest release, and the plan of its date, unless the
    reader looks at another one."""
    context: Context = st.session_state["context"]
    fixed = {}
    if address.snapshot != context.releases.latest():
        fixed["as_of"] = address.snapshot.id if address.snapshot is not None else ""
    if address.plan != context.in_force.id:
        fixed["plan"] = address.plan
    page = urlsplit(st.context.url or "").path.rpartition("/")[2] or "overview"
    return f"{page}/{panel.id}?{urlencode({**dict(panel.choices), **fixed})}"


def _tasks_of(panel: Panel) -> list[str]:
    """The numbers of the tasks among the clauses that set the goal of a panel."""
    clauses = () if panel.goal is None else panel.goal.clauses
    ids = dict.fromkeys(normal_id(clause.id) for clause in clauses)
    return [id.removeprefix("task ") for id in ids if id.startswith("task ")]
