"""The first finding of a page within the served page itself, to be read while the browser still starts the frame."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pyarrow as pa
from anyio import to_thread
from markupsafe import Markup

from core.context import Context, context_for, dashboard_title
from core.exports.documents.agenda import OPENING, item_view
from core.exports.documents.review import REVIEW
from core.language import catalogue, language_of
from core.panels.conditions.school.find_school import unit_meant
from core.panels.intake.reporting import reporting, reports_on_show
from core.panels.pages.overview import overview
from core.panels.pages.sources import SECTIONS
from core.panels.panel import Panel
from core.panels.registry import build_panel
from core.panels.search.answer import search_answer
from core.panels.sources.search_hits import search_hits
from core.panels.tasks.counted import counted
from core.panels.tasks.one_task import card_head
from core.panels.tasks.plan_tasks import tasks_meant
from core.queries import QueryError
from core.records.meetings.agendas import agendas
from core.snapshots import releases
from core.toml_entries import PlanError
from core.ui.address import Address, resolve
from core.ui.frame import PAGE_NAMES, page_title
from core.ui.header import heading
from core.ui.intake.check_upload import today
from core.ui.markup import markup, style
from core.ui.meetings.desk import section_meant as section_meant_of_meeting
from core.ui.page_warnings import page_warnings
from core.ui.sources import section_meant

SECONDS = 0.5
"""How long the served page waits for its first finding at most; without it the page comes as it always did."""
LONGEST = 2_000
"""Characters of the parameters of an address that a first look is made for."""
_LOG = logging.getLogger(__name__)
_PLACE = '<div id="root"></div>'
"""Where the frame will stand in the page Streamlit serves; the first look stands before it."""

Parameters = Mapping[str, str]

PANEL_OF_PAGE: Mapping[str, str] = {
    "enrolment": "secondary_vocational_enrolment",
    "colleges": "colleges",
    "training": "training_person_times",
    "teachers": "dual_qualified_share",
    "programmes": "programme_match",
    "scenario": "scenario_goal",
    "answers": "answers",
}
"""The panel whose finding comes first on a page, where that is the same at every address."""


async def with_first_look(page: str, name: str, query: str, locale: str | None) -> str:
    """The served page with the first finding of the page `name` at these parameters; unchanged where there is none.

    It is the finding the frame will show: the same panel, made from the same release for the same address.
    """
    if _PLACE not in page or name not in {*PANEL_OF_PAGE, *MARKUP_OF_PAGE} or len(query) > LONGEST:
        return page
    parameters = dict(parse_qsl(query, keep_blank_values=True))
    look = asyncio.ensure_future(to_thread.run_sync(partial(first_look, name, parameters, locale)))
    try:
        finding = await asyncio.wait_for(asyncio.shield(look), SECONDS)
    except TimeoutError:
        return page  # what was worked out so far shortens the wait for the frame
    return page.replace(_PLACE, finding + _PLACE, 1)


def prepare_first_looks() -> None:
    """Work the first finding of every page out once, so that the first person to ask does not wait for it."""
    for name in {**PANEL_OF_PAGE, **MARKUP_OF_PAGE}:
        first_look(name, {}, None)
    first_look("sources", {"find": dashboard_title(catalogue(language_of(None, None)))}, None)  # reads every list


def first_look(name: str, parameters: Parameters, locale: str | None) -> str:
    """Title, warnings and first finding as markup; empty where nothing can be said ahead of the frame."""
    try:
        return _made(name, parameters, locale)
    except (PlanError, QueryError, OSError, pa.ArrowException):
        return ""  # the frame says what is wrong
    except Exception:
        _LOG.exception("no first look at %s", name)
        return ""  # it comes on top of the page, and must never be what keeps it away


def _made(name: str, parameters: Parameters, locale: str | None) -> str:
    all_releases = releases()
    address = resolve(all_releases, parameters, {}, locale)
    in_meeting = parameters.get("present") == "1"
    if address.snapshot is None or in_meeting or address.refused or "<" in "".join(parameters.values()):
        return ""  # what nobody asks for who means well is for the frame alone to answer
    context = context_for(address.snapshot, address.language, releases=all_releases, plan_id=address.plan)
    finding = _finding(name, parameters, context, address)
    if not finding:
        return ""
    return markup(
        "first_look",
        title=heading(page_title(name, context, address.texts), address.texts),
        as_of=address.texts("frame.as_of_option", day=address.snapshot.id),
        warnings=[Markup(_message(*warning)) for warning in page_warnings(address, all_releases, context)],
        finding=Markup(finding),
        style=Markup(style("first_look")),
        script=Markup(_script()),
    )


@lru_cache(maxsize=1)
def _script() -> str:
    return (Path(__file__).parents[1] / "assets" / "first_look.js").read_text("utf-8")


def _finding(name: str, parameters: Parameters, context: Context, address: Address) -> str:
    if name in MARKUP_OF_PAGE:
        return MARKUP_OF_PAGE[name](parameters, context, address)
    return _head(build_panel(PANEL_OF_PAGE[name], context, parameters), address)


def _head(panel: Panel, address: Address) -> str:
    tag = address.texts("tag.illustrative") if panel.illustrative else None
    return markup("first_panel", head=Markup(markup("panel_head", panel=panel, tag=tag)))


def _message(kind: str, text: str) -> str:
    return markup("message", kind=kind, text=text)


def _cards(_parameters: Parameters, context: Context, address: Address) -> str:
    """The closing line and the goals, each without its small chart."""
    goals = overview(context)
    cards = [(card.title, Markup(markup("card", card=card, href=""))) for card in goals.cards]
    return markup("first_cards", closing=goals.closing, tag=goals.tag, cards=cards)


def _conditions(parameters: Parameters, context: Context, address: Address) -> str:
    """The head of the school the address names, else that of all schools."""
    unit = unit_meant(context, parameters["school"].strip()) if parameters.get("school") else None
    if unit is None:
        return _head(build_panel("conditions_matrix", context, parameters), address)
    return _head(build_panel("school_conditions", context, {**parameters, "school": unit.id}), address)


def _indicators(parameters: Parameters, context: Context, address: Address) -> str:
    """The head of the section the address names."""
    is_report = parameters.get("section") == "quality_report"
    return _head(build_panel("quality_report" if is_report else "indicator_values", context, parameters), address)


def _intake(_parameters: Parameters, context: Context, address: Address) -> str:
    """Who has not reported today; nothing where the page would go to another release than the one in the address."""
    if context.snapshot in context.releases.beside:
        return ""
    return _head(reporting(context, reports_on_show(context, today())), address)


def _tasks(parameters: Parameters, context: Context, address: Address) -> str:
    """The head of the task the address names, else how many tasks stand how."""
    asked = parameters.get("task", "").strip()
    meant = tasks_meant(asked, context) if asked else ()
    if len(meant) == 1:
        return _head(card_head(context, meant[0]), address)
    return markup(
        "task_counts",
        counted=counted(context),
        chosen=parameters.get("state", ""),
        to=lambda state: f"tasks?{urlencode(address.parameters(**({'state': state} if state else {})))}",
    )


def _sources(parameters: Parameters, context: Context, address: Address) -> str:
    """How much was found of what was searched for, else the head of the first list of the section."""
    find = parameters.get("find", "").strip()
    if find:
        hits = search_hits(context, find)
        return _message("offer", hits.sentence) if hits is not None else ""
    section = parameters.get("section") or section_meant(parameters)
    if section == "meaning" and "indicator" in parameters:
        return _head(build_panel("number", context, parameters), address)
    if section == "changes":
        return _head(build_panel("changes", context, parameters), address)
    lists = SECTIONS.get(section, ())
    return _head(lists[0](context, ""), address) if lists else ""


def _meeting(parameters: Parameters, context: Context, address: Address) -> str:
    """How the decisions stand, what was said or what changed; of an agenda its first view. A meeting shows its own
    release, so the frame alone does."""
    panels = {"decisions": "decisions", "changes": "since_last_meeting", "commentary": "commentary"}
    section = parameters.get("section") or section_meant_of_meeting(parameters)
    if section == "agenda" and not {"item", "add"} & set(parameters):
        items = {one.id: one.items for one in reversed(agendas())} | {REVIEW: (OPENING,)}
        shown = items.get(parameters.get("agenda", ""), next(iter(items.values())))
        return _head(item_view(context, shown[0]).panel, address) if shown else ""
    return _head(build_panel(panels[section], context, parameters), address) if section in panels else ""


def _search(parameters: Parameters, context: Context, address: Address) -> str:
    """How much was found; the guide to what can be looked for without words."""
    texts, typed = address.texts, parameters.get("find", "").strip()
    if not typed:
        return _message("quiet", texts.joined((texts("search.empty"), texts("search.guide"))))
    return markup("search_results", headline=search_answer(context, PAGE_NAMES, typed, 0).headline, groups=())


MARKUP_OF_PAGE: Mapping[str, Callable[[Parameters, Context, Address], str]] = {
    "overview": _cards,
    "conditions": _conditions,
    "indicators": _indicators,
    "intake": _intake,
    "tasks": _tasks,
    "sources": _sources,
    "search": _search,
    "meeting": _meeting,
}
"""Pages whose first finding depends on the address, or is no panel."""
