"""What every timeline shares: an axis of days, the day of the release as a line, and its words below the years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from core.figures.base_layout import Canvas, Spec, corner_tag, label
from core.figures.palette import HAIRLINE, MUTED, SECONDARY
from core.formats import Formats

_ROOM = timedelta(days=200)
"""Room before the first and after the last day."""


def as_of_line(as_of: date) -> Spec:
    """The day of the release across all rows."""
    return {
        "type": "line",
        "x0": as_of.isoformat(),
        "x1": as_of.isoformat(),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": MUTED, "width": 1, "dash": "dot"},
        "name": "as_of",
    }


def as_of_words(as_of: date, formats: Formats, canvas: Canvas, tag: str | None) -> list[Spec]:
    """Below the years, in a line each, since the day of the release mostly lies in the corner of the word."""
    text = formats.texts("figure.as_of", day=formats.day(as_of))
    corner = corner_tag(tag or "", canvas)
    below = {"yref": "paper", "yanchor": "top", "yshift": corner["yshift"], "name": "as_of"}
    annotations = [label(text, as_of.isoformat(), 0, canvas, SECONDARY, **below)]
    if tag:
        annotations.append({**corner, "yshift": corner["yshift"] - round(canvas.note * 1.4)})
    return annotations


def date_axis(days: Sequence[date], as_of: date, room: timedelta = _ROOM) -> Spec:
    """An axis of years over all days and that of the release."""
    return {
        "type": "date",
        "range": [(min(*days, as_of) - room).isoformat(), (max(*days, as_of) + room).isoformat()],
        "dtick": "M12",
        "tickformat": "%Y",
        "gridcolor": HAIRLINE,
        "fixedrange": True,
        "linecolor": HAIRLINE,
        "showline": True,
    }


def rows_axis(names: Sequence[str]) -> Spec:
    """An axis of rows, the first on top; the names are escaped by the caller."""
    return {
        "range": [len(names) - 0.5, -0.5],
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "ticklabelstandoff": 6,
    }
