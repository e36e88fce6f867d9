"""The pages themselves, their sections and panels, by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from core.context import Context
from core.language import Language, Texts, catalogue
from core.panels.conditions import panels as conditions
from core.panels.indicators import all_indicators
from core.panels.intake import reporting, unit_list
from core.panels.meetings import commentary, decisions, since_last_meeting
from core.panels.pages import colleges, enrolment, teachers, training
from core.panels.programmes import page as programmes
from core.panels.sources.section_texts import SECTION_TEXT
from core.panels.tasks import panels as tasks
from core.search.entries import Entry, Kind

_PANELS: Mapping[str, Iterable[str]] = {
    "colleges": colleges.PANELS,
    "enrolment": enrolment.PANELS,
    "training": training.PANELS,
    "teachers": teachers.PANELS,
    "conditions": conditions.PANELS,
    "tasks": tasks.PANELS,
    "indicators": all_indicators.PANELS,
    "programmes": programmes.PANELS,
    "meeting": (*decisions.PANELS, *commentary.PANELS, *since_last_meeting.PANELS),
    "intake": (*reporting.PANELS, *unit_list.PANELS),
}
"""The panels of the pages that are made of them."""


def page_entries(context: Context, pages: tuple[str, ...]) -> Iterator[Entry]:
    """Pages, the sections of the page of sources, and panels."""
    for page in pages:
        yield Entry(
            Kind.PAGE,
            _page(page, context, context.texts),
            context.texts("search.about.page"),
            page,
            names=tuple(_page(page, context, catalogue(language)) for language in Language),
        )
    for section, text in SECTION_TEXT.items():
        yield _part(text, "sources", (("section", section),), context)
    for page, panels in _PANELS.items():
        for panel in panels:
            yield _part(f"panel_name.{panel}", page, (), context)


def _part(text: str, page: str, parameters: tuple[tuple[str, str], ...], context: Context) -> Entry:
    """A part of a page: a section or a panel."""
    names = [catalogue(language)(text, colleges=_colleges(context, language)) for language in Language]
    return Entry(
        Kind.PANEL,
        _begun(context.texts.side(*names)),
        context.texts("search.about.panel", page=_page(page, context, context.texts)),
        page,
        parameters,
        names=tuple(names),
    )


def _begun(name: str) -> str:
    """A name as the beginning of a line: what a panel is called may stand in a sentence elsewhere."""
    return name[:1].upper() + name[1:]


def _page(page: str, context: Context, texts: Texts) -> str:
    return texts(f"page.{page}", colleges=_colleges(context, texts.language))


def _colleges(context: Context, language: Language) -> str:
    return catalogue(language).of(context.plan.indicator("colleges").short_label)
