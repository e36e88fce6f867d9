"""A view of a panel by its id, as an address asks for it; a sentence in its place where it cannot be made."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from core.annual_series import SeriesError
from core.assess_release import assessment_of
from core.context import Context
from core.exports.documents.commentary import with_comment
from core.exports.documents.document import View
from core.panels.judgement.what_would_turn import turning
from core.panels.panel import Panel, Table
from core.panels.registry import build_panel
from core.queries import QueryError
from core.records.saved_scenarios import ScenarioRecordsError

SCREEN = "screen"
"""The parameter of an address that names a panel: a page opens at it, and a meeting begins with it."""
PARTS_OF_PAGES: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]] = {
    "tasks": ("view", {"table": ("task_list",), "timeline": ("task_timeline",)}),
    "scenario": (
        "section",
        {
            "take": ("scenario_alone", "scenario_combination"),
            "matters": ("scenario_sensitivity",),
            "schools": ("scenario_broken", "scenario_built"),
            "compare": ("scenario_compare", "scenario_differing"),
            "assumptions": ("scenario_assumptions",),
        },
    ),
    "sources": (
        "section",
        {
            "clauses": ("clause_questions", "clauses", "plan_copies", "clause"),
            "origin": ("units", "files", "dataset_rows"),
            "changes": ("changes",),
            "evaluation": ("evaluation",),
            "releases": ("releases",),
            "rules": ("rules", "methods", "programme_rules"),
            "standards": ("standards",),
            "published": ("published", "named"),
        },
    ),
    "meeting": (
        "section",
        {"decisions": ("decisions",), "commentary": ("commentary",), "changes": ("since_last_meeting",)},
    ),
}
"""Panels that a page shows in one of its parts only: by page the parameter that chooses it, and the panels by part."""


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
    try:
        panel = build_panel(panel_id, context, choices)
    except (QueryError, SeriesError, ScenarioRecordsError, OSError):
        address = address_of(context, page, choices)
        return View(without_data(panel_id, context), address, title, name=_name(panel_id, choices, context))
    address = address_of(context, page, {**_part(page, panel_id), **choices, SCREEN: panel.key})
    why, step = reason_and_step(panel, choices.get("indicator") or panel.id, context)
    name = _name(panel_id, choices, context)
    return with_comment(View(panel, address, title, why, step, columns, marks, name=name), context)


def _name(panel_id: str, choices: Mapping[str, str], context: Context) -> str:
    """What a list calls a panel: that of an indicator by what is counted, others by what they show."""
    counted = choices.get("indicator", "") if panel_id == "number" else panel_id
    if counted in {indicator.id for indicator in context.plan.indicators}:
        return context.called(counted)
    name = context.texts(f"panel_name.{panel_id}", colleges=context.called("colleges"))
    return name[:1].upper() + name[1:]


def _part(page: str, panel_id: str) -> dict[str, str]:
    """The parameter that makes a page show the part in which a panel stands; none where it stands on all of it."""
    name, parts = PARTS_OF_PAGES.get(page, ("", {}))
    part = next((part for part, panels in parts.items() if panel_id in panels), "")
    return {name: part} if part else {}


def reason_and_step(panel: Panel, indicator_id: str, context: Context) -> tuple[str, str]:
    """Why the light of a goal is what it is, and what would change it, parted; both empty for a panel without one."""
    verdict = next((opinion.sentence for opinion in panel.opinions if opinion.id == "verdict"), "")
    if not verdict or indicator_id not in {indicator.id for indicator in context.plan.indicators}:
        return verdict, ""
    step = context.texts.joined(turning(assessment_of(context, indicator_id), context))
    # A page may judge by another series than the goal's own; its sentence is then left whole.
    why = verdict.removesuffix(step).strip() if step else verdict
    return why, step if why != verdict else ""


def address_of(context: Context, page: str, choices: Mapping[str, str]) -> str:
    """The address of a page under these choices, with the release, plan and language of the context."""
    fixed = {"as_of": context.snapshot.id, "plan": context.plan.id, "lang": context.texts.language.value}
    return f"{page}?{urlencode({**choices, **fixed})}"


def without_data(panel_id: str, context: Context) -> Panel:
    """That a view cannot be made from this release, as a panel."""
    sentence = context.texts("document.unreadable", release=context.snapshot.id)
    return Panel(id=panel_id, headline=sentence, subtitle="", source="", table=Table((), ()))
