"""A view of a panel by its id, as an address asks for it; a sentence in its place where it cannot be made."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from core.annual_series import SeriesError
from core.context import Context
from core.exports.documents.document import View
from core.panels.panel import Panel, Table
from core.panels.registry import build_panel
from core.queries import QueryError
from core.records.saved_scenarios import ScenarioRecordsError


def view_of(
    context: Context,
    page: str,
    panel_id: str,
    choices: Mapping[str, str],
    *,
    title: str = "",
    columns: tuple[str, ...] = (),
    marks: tuple[str, ...] = (),
) -> View:
    """The view of a panel on a page under these choices of an address; `title`, `columns` and `marks` as in `View`."""
    address = address_of(context, page, choices)
    try:
        panel = build_panel(panel_id, context, choices)
    except (QueryError, SeriesError, ScenarioRecordsError, OSError):
        return View(without_data(panel_id, context), address, title)
    return View(panel, address, title, columns=columns, marks=marks)


def address_of(context: Context, page: str, choices: Mapping[str, str]) -> str:
    """The address of a page under these choices, with the release, plan and language of the context."""
    fixed = {"as_of": context.snapshot.id, "plan": context.plan.id, "lang": context.texts.language.value}
    return f"{page}?{urlencode({**choices, **fixed})}"


def without_data(panel_id: str, context: Context) -> Panel:
    """That a view cannot be made from this release, as a panel."""
    sentence = context.texts("document.unreadable", release=context.snapshot.id)
    return Panel(id=panel_id, headline=sentence, subtitle="", source="", table=Table((), ()))
