"""Agendas on the page: pick one, look through it, put views in, order and caption them, rename, copy, delete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import streamlit as st

from core.exports.documents.agenda import FRONT_PAGE, item_of_address, item_view, item_views, ready_made
from core.exports.documents.review import REVIEW
from core.panels.panel import Cell, Column, Table
from core.records.meetings.agendas import (
    LONGEST_CAPTION,
    Agenda,
    AgendaItem,
    agenda_history,
    agendas,
    save_agenda,
)
from core.records.meetings.versions import LONGEST_NAME, NEW, new_id
from core.ui.frame import BESIDE, PAGE_NAMES
from core.ui.markup import show
from core.ui.meetings.editing import attempt, fill_boxes, name_box
from core.ui.meetings.freeze_box import freeze_box
from core.ui.meetings.item_desk import hand_over_links, item_desk
from core.ui.page import Page

_NEW = "new"


def agenda_desk(page: Page) -> None:
    """The agenda the address names, else the one written last, else the ready-made one."""
    texts = page.address.texts
    known = {one.id: one for one in reversed(agendas())} | {REVIEW: ready_made(page.context)}
    asked = st.query_params.get("agenda", "")
    chosen = asked if asked in known else next(iter(known))
    _add_box(page, known)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        page.pick("agenda", tuple(known), chosen, lambda id: known[id].name)
    with right:
        name_box(texts)
    agenda = known[chosen]
    show("message", kind="quiet", text=_about(agenda, page))
    views = item_views(page.context, agenda.items)
    item_desk(page, views, (lambda place: _item_tools(page, agenda, place)) if chosen != REVIEW else None)
    hand_over_links(page, agenda=agenda.id)
    freeze_box(page, agenda)
    _agenda_tools(page, agenda)


def _about(agenda: Agenda, page: Page) -> str:
    texts = page.address.texts
    if agenda.id == REVIEW:
        return texts("meetings.agenda.ready_made")
    return texts(
        "meetings.agenda.written",
        number=len(agenda.items),
        version=agenda.version,
        by=agenda.by,
        day=agenda.at.astimezone().date().isoformat(),
    )


def _add_box(page: Page, known: dict[str, Agenda]) -> None:
    """The view that a panel's foot sends here: into which agenda, under which caption."""
    texts, asked = page.address.texts, st.query_params.get("add", "")
    if not asked:
        return
    item = item_of_address(asked)
    if item is None:
        show("message", kind="refused", text=texts("meetings.add.unknown", value=asked[:60]))
        return
    if item.page not in (*PAGE_NAMES, *BESIDE):
        item = replace(item, page=FRONT_PAGE)
    own = {id: agenda for id, agenda in known.items() if id != REVIEW}
    with st.container(border=True, key="meeting_add"):
        finding = item_view(page.context, item).panel.headline
        lines = (finding, *([texts("meetings.item.stays", release=item.as_of)] if item.as_of else ()))
        show("section", title=texts("meetings.add.title"), lines=lines, href="")
        left, right = st.columns(2, vertical_alignment="bottom")
        with left:
            into = st.selectbox(
                texts("meetings.add.into"),
                (*own, _NEW),
                key="meeting_add_into",
                format_func=lambda id: own[id].name if id in own else texts("meetings.add.new"),
            )
        with right:
            if into == _NEW:
                st.text_input(texts("meetings.field.agenda_name"), key="meeting_add_name", max_chars=LONGEST_NAME)
        st.text_input(texts("meetings.field.caption"), key="meeting_add_caption", max_chars=LONGEST_CAPTION)
        with st.container(horizontal=True, gap="small"):
            st.button(texts("meetings.add.button"), key="meeting_add_button", on_click=_add, args=(page, own, item))
            st.button(texts("meetings.add.cancel"), key="meeting_add_cancel", on_click=_added)


def _add(page: Page, own: dict[str, Agenda], item: AgendaItem) -> None:
    state, texts = st.session_state, page.address.texts
    into = state["meeting_add_into"]
    captioned = replace(item, caption=state["meeting_add_caption"])
    to = own[into] if into in own else Agenda(new_id(), state["meeting_add_name"], ())
    grown = replace(to, items=(*to.items, captioned))
    if attempt(texts, texts("meetings.add.done", name=grown.name.strip()), _saving(grown)):
        st.query_params["agenda"], st.query_params["item"] = grown.id, str(len(grown.items))
        _added()


def _added() -> None:
    st.query_params.pop("add", None)


def _saving(agenda: Agenda):  # type: ignore[no-untyped-def]
    return lambda by, at: save_agenda(agenda, by, at)


def _item_tools(page: Page, agenda: Agenda, place: int) -> None:
    """Order, caption and removal of the picked view."""
    texts, item = page.address.texts, agenda.items[place]
    form = "meeting_caption"
    version = fill_boxes(form, f"{agenda.id}.{place}", agenda.version, {"caption": item.caption})
    with st.container(horizontal=True, key="meeting_item_tools", gap="small"):
        st.button(
            texts("meetings.item.up"),
            key="meeting_up",
            disabled=place == 0,
            on_click=_move,
            args=(page, agenda, place, -1),
        )
        last = place == len(agenda.items) - 1
        st.button(
            texts("meetings.item.down"),
            key="meeting_down",
            disabled=last,
            on_click=_move,
            args=(page, agenda, place, 1),
        )
        st.button(texts("meetings.item.remove"), key="meeting_remove", on_click=_remove, args=(page, agenda, place))
    with st.container(horizontal=True, key="meeting_item_caption", gap="small", vertical_alignment="bottom"):
        st.text_input(texts("meetings.field.caption"), key="meeting_caption_caption", max_chars=LONGEST_CAPTION)
        st.button(
            texts("meetings.save"), key="meeting_caption_save", on_click=_caption, args=(page, agenda, place, version)
        )


def _move(page: Page, agenda: Agenda, place: int, by: int) -> None:
    items = list(agenda.items)
    items[place], items[place + by] = items[place + by], items[place]
    if _write(page, replace(agenda, items=tuple(items)), "meetings.item.moved"):
        st.query_params["item"] = str(place + by + 1)


def _remove(page: Page, agenda: Agenda, place: int) -> None:
    items = (*agenda.items[:place], *agenda.items[place + 1 :])
    if _write(page, replace(agenda, items=items), "meetings.item.removed"):
        st.query_params["item"] = str(max(place, 1))


def _caption(page: Page, agenda: Agenda, place: int, version: int) -> None:
    items = list(agenda.items)
    items[place] = replace(items[place], caption=st.session_state["meeting_caption_caption"])
    changed = replace(agenda, items=tuple(items), version=version)
    _write(page, changed, "meetings.saved", "meeting_caption")


def _write(page: Page, agenda: Agenda, done: str, form: str = "") -> bool:
    return attempt(page.address.texts, page.address.texts(done), _saving(agenda), form)


def _agenda_tools(page: Page, agenda: Agenda) -> None:
    """Rename, copy, delete; every version that was written."""
    texts, is_own = page.address.texts, agenda.id != REVIEW
    form = "meeting_rename"
    version = fill_boxes(form, agenda.id, agenda.version, {"name": agenda.name if is_own else ""})
    title = texts("meetings.agenda.tools" if is_own else "meetings.agenda.copy_title")
    with st.expander(title, key="meeting_agenda_tools"):
        st.text_input(texts("meetings.field.agenda_name"), key="meeting_rename_name", max_chars=LONGEST_NAME)
        with st.container(horizontal=True, gap="small"):
            if is_own:
                st.button(
                    texts("meetings.agenda.rename"),
                    key="meeting_rename",
                    on_click=_rename,
                    args=(page, agenda, version),
                )
            st.button(texts("meetings.agenda.copy"), key="meeting_copy", on_click=_copy, args=(page, agenda))
            if is_own:
                st.button(texts("meetings.agenda.delete"), key="meeting_delete", on_click=_delete, args=(page, agenda))
        if is_own:
            versions = tuple(reversed(agenda_history(agenda.id)))
            label = texts("meetings.agenda.history")
            show("table", table=_history(page, versions), label=label, rows_of_year="", to=None)


def _rename(page: Page, agenda: Agenda, version: int) -> None:
    renamed = replace(agenda, name=st.session_state["meeting_rename_name"], version=version)
    _write(page, renamed, "meetings.saved", "meeting_rename")


def _copy(page: Page, agenda: Agenda) -> None:
    name = st.session_state["meeting_rename_name"]
    copy = replace(agenda, id=new_id(), name=name, version=NEW)
    if _write(page, copy, "meetings.agenda.copied", "meeting_rename"):
        st.query_params["agenda"] = copy.id


def _delete(page: Page, agenda: Agenda) -> None:
    if _write(page, replace(agenda, is_deleted=True), "meetings.agenda.deleted"):
        st.query_params.pop("agenda", None)


def _history(page: Page, versions: Sequence[Agenda]) -> Table:
    texts = page.address.texts
    names = ("version", "author", "written_on", "agenda_name", "views")
    columns = tuple(Column(name, texts(f"column.{name}")) for name in names)
    return Table(columns, tuple(_history_row(one) for one in versions))


def _history_row(one: Agenda) -> tuple[Cell, ...]:
    when: datetime = one.at.astimezone()
    texts = (str(one.version), one.by, f"{when.date().isoformat()} {when:%H:%M}", one.name, str(len(one.items)))
    return tuple(Cell(text, text) for text in texts)
