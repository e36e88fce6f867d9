"""The pieces a drawing of a chart consists of: strokes, boxes, words and marks at exact places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.exports.documents.charts.native import NativeSeries
from core.exports.documents.text_size import readable

Part = dict[str, Any]

_DASHES = {"solid": "solid", "dash": "dashed", "dot": "dotted"}


def stroke_part(points: list[tuple[float, float]], colour: str, width: float, dash: str = "solid") -> Part:
    return {
        "kind": "line",
        "points": points,
        "colour": colour,
        "width": float(width),
        "dash": _DASHES.get(dash, "dashed"),
    }


def box_part(x: float, y: float, width: float, height: float, colour: str) -> Part:
    return {
        "kind": "box",
        "x": float(x),
        "y": float(y),
        "width": float(width),
        "height": float(height),
        "colour": colour,
    }


def words_part(words: str, x: float, y: float, size: float, colour: str, align: str, room: float = 0.0) -> Part:
    """Words whose middle line is at `y`, to the left or right of `x` or around it; wrapped within `room`, if any."""
    return {
        "kind": "words",
        "words": readable(words),
        "x": float(x),
        "y": float(y),
        "size": float(size),
        "colour": colour,
        "align": align,
        "room": float(room),
    }


def mark_parts(x: float, y: float, series: NativeSeries, place: int) -> Iterator[Part]:
    """The marker of a point in its filling."""
    half = (series.marker_size or 6.0) / 2
    filling = series.colours[place] if series.colours else series.colour
    if series.marker == "line-ew":
        yield stroke_part([(x - 9, y), (x + 9, y)], series.colour, 2.0)
    else:
        yield {
            "kind": "diamond" if series.marker == "diamond" else "circle",
            "x": x - half,
            "y": y - half,
            "size": 2 * half,
            "filling": filling,
            "colour": series.colour,
        }
