"""An agenda as views: each saved view made again from the release on show, or from the one it stays on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from core.context import Context, context_for
from core.exports.documents.document import Document, Section, View
from core.exports.documents.overall_panels import GLANCE, goals_at_a_glance
from core.exports.documents.review import REVIEW, document, release_marks, review
from core.exports.documents.view_of import SCREEN, address_of, view_of, without_data
from core.panels.meetings.frozen import frozen_context, problem_of
from core.panels.pages.overview import overview
from core.panels.panel import Panel, Table
from core.panels.registry import PANELS
from core.queries import QueryError
from core.records.meetings.agendas import Agenda, AgendaItem, agenda, meeting
from core.toml_entries import PlanError

FRONT_PAGE = "overview"
OPENING = AgendaItem(FRONT_PAGE, GLANCE)
"""The view the whole review opens with."""
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""What people write in names, and files cannot be called."""
_OF_THE_CONTEXT = ("as_of", "plan", "lang", SCREEN)
"""Parameters of an address that an item keeps apart from the choices of its panel."""


class NoDocumentError(Exception):
    """There is no such agenda or meeting, or it cannot be shown: a sentence says which."""


def ready_made(context: Context) -> Agenda:
    """The whole review of the release on show as an agenda. Raises QueryError."""
    items = tuple(item for view in review(context).views if is_panel((item := _item_of(view)).panel))
    return Agenda(REVIEW, context.texts("document.review"), items)


def is_panel(id: str) -> bool:
    """Whether a view of this panel can be made again."""
    return id in PANELS or id == GLANCE


def item_views(context: Context, items: Iterable[AgendaItem]) -> tuple[View, ...]:
    """The view of every item, a sentence in place of one that cannot be made."""
    return tuple(item_view(context, item) for item in items)


def item_view(context: Context, item: AgendaItem) -> View:
    """One saved view; its caption stands above it instead of the finding, where it has one."""
    own = _context_of(context, item)
    if own is None:
        sentence = context.texts("meetings.item.no_release", release=item.as_of, plan=item.plan or context.plan.id)
        return View(Panel(item.panel, sentence, "", "", Table((), ())), address_of(context, "", {}), item.caption)
    page = "" if item.page == FRONT_PAGE else item.page
    if item.panel == GLANCE:
        return _glance(own, page, item.caption)
    if item.panel not in PANELS:
        sentence = context.texts("meetings.item.no_panel", panel=item.panel[:60])
        return View(Panel(item.panel, sentence, "", "", Table((), ())), address_of(own, page, {}), item.caption)
    marks = () if own is context else release_marks(own)
    return view_of(own, page, item.panel, dict(item.choices), title=item.caption, marks=marks)


def document_asked(context: Context, agenda_id: str = "", meeting_id: str = "") -> Document:
    """The document of a frozen meeting on its own numbers, else of an agenda, else the whole review.

    Raises NoDocumentError for what is not there or cannot be shown, and QueryError as `review`.
    """
    texts = context.texts
    if meeting_id:
        held = meeting(meeting_id)
        if held is None:
            raise NoDocumentError(texts("meetings.document.unknown_meeting", value=meeting_id[:60]))
        frozen = frozen_context(held, context)
        problem = problem_of(held, context.releases, texts)
        if frozen is None or problem:
            raise NoDocumentError(problem)
        return _document(frozen, held.name, held.items, {"section": "meeting", "meeting": held.id})
    if agenda_id in ("", REVIEW):
        return review(context)
    asked = agenda(agenda_id)
    if asked is None:
        raise NoDocumentError(texts("meetings.document.unknown_agenda", value=agenda_id[:60]))
    return _document(context, asked.name, asked.items, {"section": "agenda", "agenda": asked.id})


def _document(context: Context, name: str, items: Iterable[AgendaItem], choices: Mapping[str, str]) -> Document:
    """Exactly these views in their order, under one name; these choices of an address lead to them."""
    views = item_views(context, items)
    finding = next((view.finding for view in views), context.texts("meetings.agenda.empty"))
    made = document(context, name, finding, (), (Section(name, views),), address_of(context, "meeting", choices))
    return replace(made, name=_NOT_IN_NAMES.sub("_", made.name))


def item_of_address(text: str) -> AgendaItem | None:
    """The view that the link at a panel's foot names (`page/panel?choices`); None for what names none."""
    parts = urlsplit(text)
    page, _, panel = parts.path.partition("/")
    choices = dict(parse_qsl(parts.query, keep_blank_values=True))
    if not page or not is_panel(panel):
        return None
    return AgendaItem(page, panel, _choices(choices), choices.get("as_of", ""), choices.get("plan", ""))


def _item_of(view: View) -> AgendaItem:
    parts = urlsplit(view.address)
    return AgendaItem(parts.path or FRONT_PAGE, view.panel.id, _choices(dict(parse_qsl(parts.query))))


def _choices(parameters: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in parameters.items() if name not in _OF_THE_CONTEXT)


def _context_of(context: Context, item: AgendaItem) -> Context | None:
    """The context of an item that stays on a release or plan of its own; None where it is gone."""
    if not item.as_of and not item.plan:
        return context
    snapshot = context.releases.by_id(item.as_of) if item.as_of else context.snapshot
    if snapshot is None:
        return None
    try:
        own = context_for(
            snapshot,
            context.texts.language,
            releases=context.releases,
            plan_id=item.plan or context.plan.id,
        )
    except PlanError:
        return None
    return own if not item.plan or own.plan.id == item.plan else None


def _glance(context: Context, page: str, caption: str) -> View:
    """All goals at a glance, which only documents and agendas have."""
    address, name = address_of(context, page, {}), context.texts("document.glance")
    try:
        return View(goals_at_a_glance(overview(context), context), address, caption, name=name)
    except (QueryError, OSError):
        return View(without_data(GLANCE, context), address, caption, name=name)
