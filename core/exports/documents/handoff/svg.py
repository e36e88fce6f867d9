"""A chart as vectors of a web page: its words are text, and every number in it stands as it is drawn on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup, escape

from core.exports.documents.charts import ChartKind, NativeChart
from core.exports.documents.charts.drawing import drawing
from core.exports.documents.charts.drawn_parts import Part
from core.exports.documents.charts.places import SIZE
from core.exports.documents.handoff.signs import seen
from core.exports.documents.text_size import text_width

_YEARS, _LOWER = 300.0, 270.0
"""The height of a chart over years, wide and narrow."""
_BAR, _TALL_BAR, _AXES = 21.0, 32.0, 60.0
"""The height of a lying bar, of one whose name takes two lines, and of what stands around bars."""
_NAMES = 0.34
"""Of the width at most this is for the names of lying bars."""
_WIDE, _NARROW, _SMALL = 760.0, 360.0, 300.0
"""The widths a chart is drawn in: for a desk or paper, for a telephone, for a card; in pixels."""
_ROLLED = 600.0
"""The width of one for a telephone whose bars follow each other with words at their ends: it is moved along."""
_SMALL_HEIGHT = 120.0
_MOST_LINES = 2
_PIECE = re.compile(r"[^\s\u2e80-\uffff]+\s*|\s|[\u2e80-\uffff]")
"""What a line is never parted within: a word, or one Chinese sign."""
_DASHES = {"dashed": "5 4", "dotted": "1.5 3"}
_ANCHORS = {"left": "start", "centre": "middle", "right": "end"}


def wide_svg(chart: NativeChart) -> Markup:
    """A chart for a desk or paper."""
    return _svg(chart, _WIDE, _height(chart, _WIDE), "wide")


def narrow_svg(chart: NativeChart) -> Markup:
    """A chart for a telephone."""
    rolled = chart.kind is ChartKind.FLOATING
    width = _ROLLED if rolled else _NARROW
    return _svg(chart, width, _height(chart, width), "narrow rolled" if rolled else "narrow")


def small_svg(chart: NativeChart) -> Markup:
    """A chart for a card: without legend and words at its points."""
    bare = tuple(replace(one, labels=(), label_colours=(), in_legend=False) for one in chart.series)
    plain = replace(chart, series=bare, categories=tuple(name.partition("\n")[0] for name in chart.categories))
    return _svg(plain, _SMALL, _SMALL_HEIGHT, "small")


def _svg(chart: NativeChart, width: float, height: float, name: str) -> Markup:
    shapes = "".join(shape for part in drawing(chart, width, height, 1.0) for shape in _shapes(part))
    return Markup(
        f'<svg class="{name}" viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{escape(seen(chart.alt))}">'
        f"{shapes}</svg>"
    )


def _height(chart: NativeChart, width: float) -> float:
    if chart.kind is ChartKind.YEARS:
        return _YEARS if width > _NARROW else _LOWER
    room = width * _NAMES - 14
    wraps = any(text_width(name, SIZE) > room for name in chart.categories)
    return _AXES + (_TALL_BAR if wraps else _BAR) * len(chart.categories)


def _shapes(part: Part) -> Iterator[str]:
    """The elements of one part of a drawing."""
    if part["kind"] == "words":
        yield from _words(part)
    elif part["kind"] == "line":
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in part["points"])
        dash = f' stroke-dasharray="{_DASHES[part["dash"]]}"' if part["dash"] in _DASHES else ""
        look = f'fill="none" stroke="#{part["colour"]}" stroke-width="{part["width"]:g}"{dash}'
        yield f'<polyline points="{points}" {look}/>'
    elif part["kind"] == "box":
        place = f'x="{part["x"]:.1f}" y="{part["y"]:.1f}" width="{part["width"]:.1f}" height="{part["height"]:.1f}"'
        yield f'<rect {place} fill="#{part["colour"]}"/>'
    else:
        half = part["size"] / 2
        x, y = part["x"] + half, part["y"] + half
        look = f'fill="#{part["filling"]}" stroke="#{part["colour"]}"'
        if part["kind"] == "diamond":
            corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
            yield f'<polygon points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in corners)}" {look}/>'
        else:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half:.1f}" {look}/>'


def _words(part: Part) -> Iterator[str]:
    """Words with their middle line at the height of the part, in as many lines as its room asks for."""
    size, lines = part["size"], _lines(seen(part["words"]), part["size"], part["room"])
    for place, line in enumerate(lines):
        middle = part["y"] + (place - (len(lines) - 1) / 2) * size * 1.15
        yield (
            f'<text x="{part["x"]:.1f}" y="{middle + size * 0.35:.1f}" font-size="{size:g}" '
            f'fill="#{part["colour"]}" text-anchor="{_ANCHORS[part["align"]]}">{escape(line)}</text>'
        )


def _lines(words: str, size: float, room: float) -> list[str]:
    """Words in lines of at most this room (0: any); a sign at the end of the last one where they go on."""
    if not room or text_width(words, size) <= room:
        return [words]
    lines = [""]
    for piece in _PIECE.findall(words):
        if lines[-1] and text_width(lines[-1] + piece.rstrip(), size) > room:
            lines.append("")
        lines[-1] += piece
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1].rstrip() + "…"]
    return [_cut(line.strip(), size, room) for line in lines]


def _cut(line: str, size: float, room: float) -> str:
    """A line, or as much of a word that is longer than it, and a sign that it goes on."""
    if text_width(line, size) <= room:
        return line
    kept = line.rstrip("…")
    while kept and text_width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept + "…"
