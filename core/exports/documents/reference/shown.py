"""The views of a document with the release and plan of each, so that what is said of their numbers is said of those."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qs, urlsplit

from core.context import Context, context_for
from core.exports.documents.document import Document, View
from core.exports.documents.overall_panels import GLANCE
from core.panels.definitions import INDICATORS_OF
from core.plan.indicators import Indicator
from core.toml_entries import PlanError

_OF_ALL_GOALS = (GLANCE, "scenario_compare")
"""Panels whose tables have a row for every goal."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A view of a document under the name by which it is listed, and what it was made from."""

    name: str
    view: View
    context: Context

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators whose numbers it shows, in the order of the plan."""
        panel = self.view.panel
        ids = {*INDICATORS_OF.get(panel.id, ())}
        if panel.indicator is not None:
            ids.add(panel.indicator.id)
        if panel.id in _OF_ALL_GOALS:
            ids.update(self.context.plan.goal_ids)
        return tuple(indicator for indicator in self.context.plan.indicators if indicator.id in ids)


def shown_views(document: Document, names: Iterator[str], context: Context) -> tuple[Shown, ...]:
    """The views of a document, each with the context of its own release and plan, as its address names them."""

    @cache
    def own(release: str, plan: str) -> Context:
        snapshot = context.releases.by_id(release)
        if snapshot is None or (snapshot.id, plan) == (context.snapshot.id, context.plan.id):
            return context
        try:
            return context_for(snapshot, context.texts.language, releases=context.releases, plan_id=plan)
        except PlanError:
            return context

    return tuple(
        Shown(name, view, own(*_release_and_plan(view, context)))
        for name, view in zip(names, document.views, strict=True)
    )


def _release_and_plan(view: View, context: Context) -> tuple[str, str]:
    choices = parse_qs(urlsplit(view.address).query)
    release, plan = choices.get("as_of", [context.snapshot.id]), choices.get("plan", [context.plan.id])
    return release[0], plan[0]
