"""Every panel by its id, so that a download rebuilds exactly what a page showed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.panels import colleges, enrolment, sources, teachers, training
from core.panels.context import Context
from core.panels.meaning import meant
from core.panels.panel import Panel

Builder = Callable[[Context, Mapping[str, str]], Panel]

PANELS: dict[str, Builder] = {
    **colleges.PANELS,
    **enrolment.PANELS,
    **training.PANELS,
    **teachers.PANELS,
    **sources.PANELS,
}
"""Builders by panel id. Choices a page offers (entrants or enrolment) come as address parameters."""


def built(panel_id: str, context: Context, choices: Mapping[str, str]) -> Panel:
    """The panel with this id, as a page shows it. Raises KeyError for an unknown id."""
    return meant(PANELS[panel_id](context, choices), context)
