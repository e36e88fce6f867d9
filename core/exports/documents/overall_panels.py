"""The two tables only a document has: all goals at a glance, and where the numbers of each come from."""

from __future__ import annotations

from collections.abc import Mapping

from core.context import Context
from core.datasets import DATASETS
from core.panels.cells import words
from core.panels.definitions import definition_line
from core.panels.pages.overview import Card, Overview
from core.panels.panel import Column, Panel, Table

GLANCE, SOURCES = "goals_at_a_glance", "sources_of_goals"
"""The ids of their panels."""


def goals_at_a_glance(overview: Overview, context: Context) -> Panel:
    """One row a goal: its latest value beside the goal, how it stands, and how far it is from there."""
    texts = context.texts
    return Panel(
        id=GLANCE,
        headline=overview.closing,
        subtitle=context.subtitle(texts("document.glance_measure"), texts("document.glance_unit")),
        source=context.source(*DATASETS),
        table=Table(
            tuple(
                Column(name, texts(f"column.{name}"))
                for name in ("goal_label", "value_and_goal", "year", "result", "gap", "strength")
            ),
            tuple(tuple(words(text or "—") for text in _texts_of(card)) for card in overview.cards),
        ),
        notes=tuple(note for note in (overview.next_steps, overview.tasks) if note),
        illustrative=overview.tag is not None,
    )


def _texts_of(card: Card) -> tuple[str, ...]:
    numbers = f"{card.value} {card.goal}".strip()
    return card.title, numbers, card.year, f"{card.shape} {card.word}", card.gap, card.strength


def sources_of_goals(panels: Mapping[str, Panel], context: Context) -> Panel:
    """One row an indicator, with its panel by id: what it counts, and which release and files its numbers come from."""
    texts = context.texts
    rows = [
        (*definition_line(context.plan.indicator(id), context), panel.source or "—") for id, panel in panels.items()
    ]
    return Panel(
        id=SOURCES,
        headline=texts("document.sources_headline", count=len(rows), release=context.snapshot.id),
        subtitle=context.subtitle(texts("document.sources_measure"), texts("document.glance_unit")),
        source=context.source(*DATASETS),
        table=Table(
            tuple(Column(name, texts(f"column.{name}")) for name in ("indicator", "definition", "rows_from")),
            tuple(tuple(words(text) for text in row) for row in rows),
        ),
        illustrative=any(panel.illustrative for panel in panels.values()),
    )
