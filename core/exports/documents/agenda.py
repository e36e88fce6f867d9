"""An agenda as views: each saved view made again from the release on show, or from the one it stays on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlsplit

from core.context import Context, context_for
from core.exports.documents.document import Document, Section, View
from core.exports.documents.overall_panels import GLANCE, goals_at_a_glance
from core.exports.documents.review import document, review
from core.exports.documents.view_of import address_of, view_of, without_data
from core.panels.pages.overview import overview
from core.panels.panel import Panel, Table
from core.panels.registry import PANELS
from core.queries import QueryError
from core.records.meetings.agendas import Agenda, AgendaItem
from core.toml_entries import PlanError

REVIEW = "review"
"""The id of the ready-made agenda; it is never edited, only copied."""
FRONT_PAGE = "overview"
_OF_THE_CONTEXT = ("as_of", "plan", "lang")
"""Parameters of an address that an item keeps apart from the choices of its panel."""


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
    return view_of(own, page, item.panel, dict(item.choices), title=item.caption)


def agenda_document(context: Context, agenda: Agenda) -> Document:
    """An agenda as a document: exactly its views in their order, under its name."""
    views = item_views(context, agenda.items)
    finding = next((view.finding for view in views), context.texts("meetings.agenda.empty"))
    return document(context, agenda.name, finding, (), (Section(agenda.name, views),))


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
    address = address_of(context, page, {})
    try:
        return View(goals_at_a_glance(overview(context), context), address, caption)
    except (QueryError, OSError):
        return View(without_data(GLANCE, context), address, caption)
