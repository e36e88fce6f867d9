"""A screen as the browser draws it: escaped markup, figures, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from core.context import Context
from core.figures import Figure
from core.panels.conditions import choices
from core.panels.conditions.matrix import matrix
from core.panels.indicators.all_indicators import entries_of_task
from core.panels.indicators.selection import chosen, selection_of
from core.panels.indicators.trend_cards import series_of, trend_cards
from core.panels.pages.overview import overview
from core.panels.panel import Panel, Table
from core.panels.screens.screen import Layout, Screen
from core.panels.tasks.board import board
from core.panels.tasks.counted import counted
from core.panels.tasks.task_filter import filter_of_address
from core.ui.markup import markup

ROWS = 40
"""Rows, cards or names sent for a screen; fewer fit on any, and the browser counts what does not."""


def screen_view(screen: Screen, context: Context, address: Mapping[str, str]) -> dict[str, object]:
    """Head, body, notes and source of a screen as markup; its figures, and how many rows and notes there are."""
    panel = screen.panel
    figures = [] if panel.figure is None else [_figure(panel.figure, panel.alt, still=False)]
    body, rows = "", len(panel.table.rows)
    if screen.layout is Layout.CARDS:
        seen = overview(context)
        figures = [_figure(card.figure, card.alt, still=True) for card in seen.cards]
        goal = partial(context.texts, "meeting.goal")
        body = markup("screen_cards", cards=seen.cards, goal=lambda target: goal(goal=target))
    elif screen.layout is not Layout.PANEL or panel.figure is None:
        body, rows = _BODIES[screen.layout](screen, context, address)
    return {
        "key": screen.key,
        "layout": screen.layout.value,
        "goals": screen.goals,
        "task": screen.task,
        "headline": panel.headline,
        "head": _head(panel, context),
        "body": body,
        "figures": figures,
        "rows": rows,
        "notes": () if screen.layout is Layout.BOARD else panel.notes,  # the counts of the board say the same
        "source": panel.source,
    }


def sheet_view(panel: Panel, context: Context) -> dict[str, object]:
    """An answer sheet as markup."""
    return {"headline": panel.headline, "head": _head(panel, context), "body": _table(panel), "source": panel.source}


def _head(panel: Panel, context: Context) -> str:
    tag = context.texts("tag.illustrative") if panel.illustrative else None
    return markup("screen_head", panel=panel, tag=tag)


def _figure(figure: Figure, alt: str, *, still: bool) -> dict[str, object]:
    return {"figure": figure.to_dict(), "alt": alt, "still": still}


def _table(panel: Panel) -> str:
    if not panel.table.rows:
        return ""
    shown = Table(panel.table.columns, panel.table.rows[:ROWS])
    return markup("table", table=shown, label=panel.headline, rows_of_year="", to=lambda cell: "")


def _rows(screen: Screen, _context: Context, _address: Mapping[str, str]) -> tuple[str, int]:
    return _table(screen.panel), len(screen.panel.table.rows)


def _board(_screen: Screen, context: Context, address: Mapping[str, str]) -> tuple[str, int]:
    """How many tasks stand how, and a column a stage."""
    narrowed, texts = filter_of_address(address, context)[0], context.texts
    counts = markup("task_counts", counted=counted(context), chosen=narrowed.state, to=lambda state: "")
    columns = markup(
        "task_board",
        columns=board(context, narrowed),
        to=lambda number: "",
        rest=lambda state: "",
        due=texts("column.due"),
        safeguards=texts("tasks.safeguards"),
    )
    return counts + columns, 0


def _matrix(_screen: Screen, context: Context, address: Mapping[str, str]) -> tuple[str, int]:
    """The schools by the thresholds, the worst first."""
    made = choices.choices_of(context, address)
    selected = None if made is None else choices.selection(context, made)
    if selected is None or not selected.schools:
        return "", 0
    shown = markup(
        "matrix",
        matrix=matrix(selected, context),
        label="",
        school=context.texts("column.school"),
        to_column=lambda item: "",
        to_school=lambda unit, item: "",
        to_page=lambda number: "",
        before="",
        after="",
        place="",
    )
    return shown, len(selected.schools)


def _trends(screen: Screen, context: Context, address: Mapping[str, str]) -> tuple[str, int]:
    """The indicators that were asked for, or those of a task, as small cards."""
    entries = entries_of_task(context, screen.task) if screen.task else chosen(context, selection_of(address))
    shown = markup(
        "trend_cards",
        cards=trend_cards(entries[:ROWS], series_of(entries[:ROWS], context), context),
        titles=not screen.task,
        tag=context.texts("tag.illustrative"),
        source=context.texts("indicators.supplied_by"),
        to=lambda indicator: "",
    )
    return shown, len(entries)


_BODIES = {
    Layout.PANEL: _rows,
    Layout.BOARD: _board,
    Layout.MATRIX: _matrix,
    Layout.TRENDS: _trends,
    Layout.LEVERS: _rows,
}
