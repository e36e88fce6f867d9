"""A list on the page of sources: a table of texts that is narrowed by what a reader searches for."""

from __future__ import annotations

from collections.abc import Mapping

from core.cells.text import fold
from core.context import Context
from core.panels.panel import Cell, Column, Panel, Table

NOTHING_TEXT: Mapping[str, str] = {
    "clause_questions": "sources.clause_questions.none",
    "evaluation": "sources.evaluation.none",
    "goals": "sources.goals.none",
    "named": "sources.named.none",
    "plan_copies": "sources.plan_copies.none",
    "published": "sources.published.none",
    "standards": "sources.standards.none",
}
"""The finding of a list that has no row."""


OF_THE_PLAN = ("goals", "tasks", "evaluation")
"""Tables that another plan fills with other rows."""


def _subtitle(name: str, context: Context) -> str:
    """What a table lists; with the plan it is of, where there are several."""
    subtitle, plan = context.texts(f"sources.{name}.subtitle"), context.plan_on_show
    if not plan or name not in OF_THE_PLAN:
        return subtitle
    return context.texts("panel.subtitle_of_plan", subtitle=subtitle, plan=plan)


def listing(
    name: str,
    columns: tuple[str, ...],
    rows: tuple[tuple[Cell, ...], ...],
    find: str,
    context: Context,
    *,
    count: int,
    numeric: Mapping[str, object] | tuple[str, ...] = (),
    headline: str | None = None,
    illustrative: bool = False,
) -> Panel:
    """A table of texts; with a search, the rows that hold what was searched for."""
    texts = context.texts
    titles = tuple(Column(column, texts(f"column.{column}"), column in numeric) for column in columns)
    if not count and name in NOTHING_TEXT:
        return Panel(id=name, headline=texts(NOTHING_TEXT[name]), subtitle="", source="", table=Table(titles, ()))
    wanted = find.strip()
    matches = _matches(rows, wanted) if wanted else rows
    finding = texts(headline) if headline else texts(f"sources.{name}.headline", count=count, number=count)
    if wanted:
        finding = texts("sources.found", headline=finding, number=len(matches), find=wanted)
    return Panel(
        id=name,
        headline=finding,
        subtitle=_subtitle(name, context),
        source=texts(f"sources.{name}.source", release=context.snapshot.id),
        table=Table(titles, matches),
        illustrative=illustrative,
        choices=(("find", wanted),) if wanted else (),
    )


def _matches(rows: tuple[tuple[Cell, ...], ...], find: str) -> tuple[tuple[Cell, ...], ...]:
    """The rows with a cell that holds it all, however it is written; where there is none, those that hold every word.

    A single letter is no word to look for: it stands everywhere.
    """
    whole = tuple(row for row in rows if _holds(row, find))
    words = find.split()
    if whole or len(words) < 2 or any(len(word) == 1 and word.isascii() for word in words):
        return whole
    return tuple(row for row in rows if all(_holds(row, word) for word in words))


def _holds(row: tuple[Cell, ...], text: str) -> bool:
    return any(fold(text) in fold(cell.text) for cell in row)
