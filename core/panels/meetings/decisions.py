"""The decisions of meetings: how each stands today, and the number it was based on beside the present one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from core.context import Context
from core.figures.palette import MUTED, STATE_BLUE, STATE_GREEN, STATE_RED
from core.panels.cells import verbatim_cell, words
from core.panels.meetings.subjects import subject_address, subject_words, subjects, value_of
from core.panels.panel import Cell, Column, Panel, Table
from core.records.meetings.agendas import meetings
from core.records.meetings.decisions import Basis, Decision, DecisionState, decisions

PANEL = "decisions"
_COLUMNS = ("decision", "responsible", "due", "decision_state", "about", "value_then", "value_now", "note", "meeting")
STATE_TEXT: Mapping[DecisionState, str] = {
    DecisionState.OPEN: "meetings.state.open",
    DecisionState.DONE: "meetings.state.done",
    DecisionState.DROPPED: "meetings.state.dropped",
}
_LOOK: Mapping[DecisionState, tuple[str, str]] = {
    DecisionState.OPEN: ("○", STATE_BLUE),
    DecisionState.DONE: ("✔", STATE_GREEN),
    DecisionState.DROPPED: ("–", MUTED),
}


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """A decision in words: `then` is the value it was based on, `now` the one of the release on show, both empty where
    it is about no goal or task. `page` and `leads` find the goal or task."""

    decision: Decision
    shape: str
    colour: str
    state: str
    about: str
    then: str
    then_release: str
    now: str
    meeting: str
    page: str
    leads: tuple[tuple[str, str], ...]
    illustrative: bool


def today() -> date:
    """The day by which a decision is overdue."""
    return datetime.now(UTC).astimezone().date()


def decision_cards(context: Context, day: date) -> tuple[DecisionCard, ...]:
    """Every decision: overdue ones first, then open ones, then what is done or dropped; by due date. Raises
    MeetingRecordsError."""
    names = {one.id: one.name for one in meetings()}
    cards = [_card(decision, day, names.get(decision.meeting, ""), context) for decision in decisions()]
    order = list(DecisionState)
    return tuple(sorted(cards, key=lambda card: (not card.decision.is_overdue(day), order.index(card.decision.state))))


def decisions_panel(context: Context, _choices: Mapping[str, str]) -> Panel:
    """All decisions as a table. Raises MeetingRecordsError."""
    day, texts = today(), context.texts
    cards = decision_cards(context, day)
    return Panel(
        id=PANEL,
        headline=headline(cards, day, context),
        subtitle=texts("meetings.decisions.subtitle", day=context.formats.day(day), release=context.snapshot.id),
        source=texts("meetings.decisions.source") if cards else "",
        table=Table(tuple(Column(name, texts(f"column.{name}")) for name in _COLUMNS), tuple(map(_row, cards))),
        illustrative=any(card.illustrative for card in cards),
    )


def headline(cards: tuple[DecisionCard, ...], day: date, context: Context) -> str:
    """How many decisions stand how, in one sentence."""
    if not cards:
        return context.texts("meetings.decisions.none")
    count = {state: sum(card.decision.state is state for card in cards) for state in DecisionState}
    plain = context.formats.plain
    return context.texts(
        "meetings.decisions.headline",
        count=len(cards),
        number=plain(len(cards)),
        open=plain(count[DecisionState.OPEN]),
        overdue=plain(sum(card.decision.is_overdue(day) for card in cards)),
        done=plain(count[DecisionState.DONE]),
        dropped=plain(count[DecisionState.DROPPED]),
    )


def _card(decision: Decision, day: date, meeting: str, context: Context) -> DecisionCard:
    texts, basis = context.texts, decision.basis
    overdue = decision.is_overdue(day)
    shape, colour = ("▼", STATE_RED) if overdue else _LOOK[decision.state]
    if overdue:
        state = texts("meetings.state.overdue", days=(day - decision.due).days)
    elif decision.state is DecisionState.OPEN:
        state = texts(STATE_TEXT[decision.state])
    else:
        state = texts(
            "meetings.state.since", state=texts(STATE_TEXT[decision.state]), day=context.formats.day(decision.at.date())
        )
    now = value_of(decision.about, context) if decision.about else Basis()
    is_known = decision.about in subjects(context)
    page, leads = subject_address(decision.about, context) if is_known else ("", {})
    return DecisionCard(
        decision,
        shape,
        colour,
        state,
        subject_words(decision.about, context),
        texts.side(basis.zh, basis.en),
        basis.release,
        texts.side(now.zh, now.en),
        meeting,
        page,
        tuple(leads.items()),
        basis.illustrative or now.illustrative,
    )


def _row(card: DecisionCard) -> tuple[Cell, ...]:
    decision = card.decision
    then = f"{card.then} · {card.then_release}" if card.then else "—"
    about = card.about or "—"
    return (
        verbatim_cell(decision.text),
        verbatim_cell(decision.owner),
        words(decision.due.isoformat()),
        words(f"{card.shape} {card.state}"),
        Cell(about, about, leads=card.leads, page=card.page) if card.page else words(about),
        words(then),
        words(card.now or "—"),
        verbatim_cell(decision.note),
        verbatim_cell(card.meeting),
    )


PANELS = {PANEL: decisions_panel}
