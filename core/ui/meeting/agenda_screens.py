"""The screens of the page of meetings: the views of the meeting or agenda in the address, and nothing but these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.context import Context
from core.exports.documents.agenda import item_views, ready_made
from core.exports.documents.document import View
from core.exports.documents.review import REVIEW
from core.panels.meetings.decisions import decisions_panel
from core.panels.meetings.frozen import frozen_context, problem_of
from core.panels.registry import build_panel
from core.panels.screens.screen import Screen, screen
from core.records.meetings.agendas import Meeting, agendas, meeting, meetings
from core.ui.meetings.desk import section_meant

PAGE = "meeting"
_PANEL_OF_SECTION = {"decisions": "decisions", "commentary": "commentary", "changes": "since_last_meeting"}


@dataclass(frozen=True, slots=True)
class Run:
    """What is gone through, on which release and plan; `said` is a sentence where that cannot be shown."""

    context: Context
    screens: tuple[Screen, ...]
    said: str = ""


def run(context: Context, parameters: Mapping[str, str]) -> Run:
    """The section of the address: a frozen meeting, a list, or an agenda, each the one that the page would show. Raises
    MeetingRecordsError."""
    if (parameters.get("section") or section_meant(parameters)) == "meeting":
        named = meeting(parameters["meeting"]) if parameters.get("meeting") else None
        held = named or next(reversed(meetings()), None)
        return Run(context, (), context.texts("meetings.none")) if held is None else _of_meeting(held, context)
    panel = _PANEL_OF_SECTION.get(parameters.get("section", ""))
    if panel is not None:
        return Run(context, (screen(build_panel(panel, context, parameters), context),))
    known = {one.id: one for one in reversed(agendas())}
    asked = known.get(parameters.get("agenda", ""), next(iter(known.values()), None))
    agenda = ready_made(context) if asked is None or parameters.get("agenda") == REVIEW else asked
    said = "" if agenda.items else context.texts("meetings.agenda.empty")
    return Run(context, _screens(item_views(context, agenda.items), context), said)


def place_named(parameters: Mapping[str, str]) -> str:
    """The screen an address names; the picked view of the page where it names none."""
    item = parameters.get("item", "")
    return parameters.get("screen", "") or (f"item_{item}" if item else "")


def _of_meeting(held: Meeting, context: Context) -> Run:
    """A frozen meeting opens with the decisions there are; nothing of it is shown on other numbers."""
    problem = problem_of(held, context.releases, context.texts)
    frozen = None if problem else frozen_context(held, context)
    if frozen is None:
        return Run(
            context, (), problem or context.texts("meetings.frozen.release_gone", release=held.pins.release, digest="")
        )
    decided = decisions_panel(frozen, {})
    opening = (Screen(decided),) if decided.table.rows else ()
    return Run(frozen, (*opening, *_screens(item_views(frozen, held.items), frozen)))


def _screens(views: Sequence[View], context: Context) -> tuple[Screen, ...]:
    """A screen for each view, its caption as the finding; each has a name of its own, since a panel may come twice."""
    return tuple(
        screen(
            replace(
                view.panel,
                place=f"item_{number}",
                headline=view.finding,
                subtitle=" · ".join(filter(None, (view.panel.headline if view.title else "", view.panel.subtitle))),
            ),
            context,
        )
        for number, view in enumerate(views, start=1)
    )
