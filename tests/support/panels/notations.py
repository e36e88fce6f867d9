"""Counts are written out or in ten thousands: which of the two a text and the scale of a figure use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.context import Context
from core.figures.base_layout import Figure
from core.panels.panel import Panel

IN_WAN = re.compile(r"\d万(?!元)")
"""A count in ten thousands; budgets alone are written in 万元, all of them."""


def wordings(context: Context) -> list[str]:
    """What the plan says in its own words, the longest first."""
    goals = context.plan.goals
    words = {context.texts.of(statement.wording) for goal in goals for statement in goal.statements}
    return sorted({*words, *(context.texts.of(goal.label) for goal in goals)}, key=len, reverse=True)


def shown_texts(panel: Panel) -> Iterator[str]:
    """Head, verdict and what is said beside it, notes, card, rows of the table, and labels and hover of the figure.

    Not the scale of the figure: its ticks and the flags of its goals.
    """
    yield from (panel.headline, panel.alt, *panel.notes, *(opinion.sentence for opinion in panel.opinions))
    yield from (words for _, words in panel.card)
    for row in panel.table.rows:
        yield " | ".join(cell.text for cell in row)
    if panel.figure is not None:
        for trace in panel.figure.data:
            if trace["meta"]["role"] != "goal":
                yield str(trace)
        for note in panel.figure.layout["annotations"]:
            if note.get("name") != "goal":
                yield str(note)


def scales(figure: Figure | None) -> Iterator[tuple[list[float], list[str]]]:
    """The ticks of every axis that has labels of its own, with them."""
    for axis in () if figure is None else (figure.layout["xaxis"], figure.layout["yaxis"]):
        if "ticktext" in axis:
            yield axis["tickvals"], axis["ticktext"]


def in_one_notation(values: list[float], labels: list[str]) -> bool:
    """Whether no label of an axis is in 万, or all but zero are and say their ticks exactly."""
    in_wan = {value: label.lstrip("+−-") for value, label in zip(values, labels, strict=True) if IN_WAN.search(label)}
    exact = [float(label.removesuffix("万").replace(",", "")) * 10_000 == abs(value) for value, label in in_wan.items()]
    return exact in ([], [True] * sum(bool(value) for value in values))


def in_two_notations(text: str, context: Context) -> bool:
    """Whether a count stands there in 万, where all others are written out; the plan's own words are quoted."""
    if IN_WAN.search(text) is None:
        return False
    for wording in wordings(context):
        text = text.replace(wording, "")
    return IN_WAN.search(text) is not None
