"""A document with what is looked up beside its numbers, for kinds of file that have room for all of it."""

from __future__ import annotations

from dataclasses import replace

from core.context import Context
from core.exports.documents.document import Document, Section, View
from core.exports.documents.overall_panels import SOURCES
from core.exports.documents.reference.checks import checks
from core.exports.documents.reference.meanings import meanings
from core.exports.documents.reference.origins import files, origins
from core.exports.documents.reference.shown import shown_views
from core.exports.documents.view_of import address_of


def with_reference(document: Document, context: Context) -> Document:
    """The document with the meanings, origins, files and checks of its numbers; `context` is that of its release and
    plan. They take the place of the short table of sources."""
    kept = tuple(
        replace(section, views=views)
        for section in document.sections
        if (views := tuple(view for view in section.views if view.panel.id != SOURCES)) or not section.views
    )
    document = replace(document, sections=kept)
    shown = shown_views(document, document.view_names, context)
    address = address_of(context, "sources", {})
    added = {
        "meanings": meanings(shown, context),
        "origins": origins(shown, context),
        "files": files(shown, context),
        "checks": checks(shown, context),
    }
    names = {id: context.texts(f"document.reference.name.{id}") for id in added}
    sections = (Section(names[id], (View(panel, address),), appendix=True) for id, panel in added.items())
    return replace(document, sections=(*kept, *sections))
