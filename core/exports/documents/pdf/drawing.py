"""A chart as lines, bars and words at exact places: what a typesetter draws as vectors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from core.exports.documents.charts import ChartKind, Drawn, NativeChart, NativeSeries
from core.exports.documents.charts.figure_parts import hex_colour
from core.exports.documents.charts.places import (
    LABEL_SIZE,
    SIZE,
    is_bar,
    labels_within,
    legend_entries,
    legend_height,
    plot_in,
)
from core.exports.documents.pdf.axis_words import axis_words
from core.exports.documents.text_size import Box, readable, text_width
from core.figures.palette import HAIRLINE, INK, SECONDARY

Part = dict[str, Any]

_DASHES = {"solid": "solid", "dash": "dashed", "dot": "dotted"}
_GAP = 0.62
"""The share of its room that a bar takes."""


def drawing(chart: NativeChart, width: float, height: float, scale: float) -> list[Part]:
    """The parts of a chart in the order they are drawn, in points of a sheet; `scale`: their size beside a slide's."""
    frame = Box(0, 0, width / scale, height / scale)
    return [_scaled(part, scale) for part in _Drawing(chart, frame).parts()]


def _scaled(part: Part, scale: float) -> Part:
    scaled = {name: value * scale if isinstance(value, float) else value for name, value in part.items()}
    if "points" in part:
        scaled["points"] = [[x * scale, y * scale] for x, y in part["points"]]
    return scaled


class _Drawing:
    """Knows where the values and categories of a chart lie."""

    def __init__(self, chart: NativeChart, frame: Box) -> None:
        self._chart, self._frame, self._plot = chart, frame, plot_in(frame, chart)

    def parts(self) -> Iterator[Part]:
        yield from self._legend()
        yield from self._axes()
        chart = self._chart
        if chart.kind is ChartKind.YEARS:
            yield from self._columns()
            for one in chart.series:
                if not is_bar(one):
                    yield from self._line(one)
            for one in chart.series:
                yield from self._labels(one)
        else:
            yield from self._bars()
        yield from self._references()

    def _at(self, value: float) -> float:
        """Where a value lies along its axis, from left or from below."""
        chart, plot = self._chart, self._plot
        share = (value - chart.low) / (chart.high - chart.low)
        return plot.y + plot.height * (1 - share) if chart.kind is ChartKind.YEARS else plot.x + plot.width * share

    def _centre(self, place: int) -> float:
        """Where the middle of a category lies."""
        plot, number = self._plot, len(self._chart.categories)
        if self._chart.kind is ChartKind.YEARS:
            return plot.x + plot.width * (place + 0.5) / number
        return plot.y + plot.height * (place + 0.5) / number

    def _legend(self) -> Iterator[Part]:
        entries = legend_entries(self._chart)
        if not entries:
            return
        widest = max(text_width(name, SIZE) for name in entries) + 42
        columns = max(1, int(self._frame.width / widest))
        left = max(0.0, (self._frame.width - widest * min(columns, len(entries))) / 2)
        rows = legend_height(self._chart, self._frame.width) / 18
        for number, (name, place) in enumerate(entries.items()):
            x, y = left + number % columns * widest, 9 + 18 * min(number // columns, rows)
            series = self._chart.series[place]
            if self._chart.kind is ChartKind.YEARS and not is_bar(series):
                if series.width:
                    yield _stroke([(x, y), (x + 24, y)], series.colour, series.width, series.dash)
                if series.marker:
                    yield from _mark(x + 12, y, series, 0)
            else:
                yield _box(x + 8, y - 4, 8, 8, series.colour)
            yield _words(name, x + 28, y, SIZE, hex_colour(SECONDARY), "left")

    def _axes(self) -> Iterator[Part]:
        """Grid lines with their numbers, and the name of every category."""
        chart, plot, grey = self._chart, self._plot, hex_colour(SECONDARY)
        steps = round((chart.high - chart.low) / chart.step)
        upright = chart.kind is ChartKind.YEARS
        for step in range(steps + 1):
            value = chart.low + step * chart.step
            at, words = self._at(value), axis_words(value, chart.axis_format)
            if upright:
                yield _stroke([(plot.x, at), (plot.x + plot.width, at)], hex_colour(HAIRLINE), 0.75)
                yield _words(words, plot.x - 6, at, SIZE, grey, "right")
            else:
                yield _stroke([(at, plot.y), (at, plot.y + plot.height)], hex_colour(HAIRLINE), 0.75)
                yield _words(words, at, plot.y + plot.height + 10, SIZE, grey, "centre")
        for place, name in enumerate(chart.categories):
            for line, words in enumerate(name.split("\n")):
                if upright:
                    below = plot.y + plot.height + 11 + 16 * line
                    yield _words(words, self._centre(place), below, SIZE, grey, "centre")
                else:
                    yield _words(words, plot.x - 6, self._centre(place), SIZE, grey, "right", plot.x - 6)

    def _columns(self) -> Iterator[Part]:
        """Upright bars, stacked upon each other."""
        width = self._plot.width / len(self._chart.categories) * _GAP
        tops = [max(0.0, self._chart.low)] * len(self._chart.categories)
        for series in filter(is_bar, self._chart.series):
            for place, value in enumerate(series.values):
                if value:
                    low, high = self._at(tops[place]), self._at(tops[place] + value)
                    yield _box(self._centre(place) - width / 2, high, width, low - high, _colour(series, place))
                    tops[place] += value

    def _line(self, series: NativeSeries) -> Iterator[Part]:
        """A line, broken where a year has no value unless gaps mean nothing, with its intervals and markers."""
        known = [(place, value) for place, value in enumerate(series.values) if value is not None]
        points = [(self._centre(place), self._at(value)) for place, value in known]
        if series.width and series.drawn is Drawn.LINE:
            runs = groupby(range(len(known)), key=lambda at: 0 if self._chart.spans else known[at][0] - at)
            for _, run in runs:
                yield _stroke([points[at] for at in run], series.colour, series.width, series.dash)
        for place, value in known:
            whisker = series.whiskers[place] if series.whiskers else None
            if whisker is not None:
                x = self._centre(place)
                ends = self._at(value - whisker[0]), self._at(value + whisker[1])
                yield _stroke([(x, ends[0]), (x, ends[1])], series.colour, 1.0)
                yield from (_stroke([(x - 4, end), (x + 4, end)], series.colour, 1.0) for end in ends)
        if series.marker:
            for place, value in known:
                yield from _mark(self._centre(place), self._at(value), series, place)

    def _labels(self, series: NativeSeries) -> Iterator[Part]:
        """The words at the points of a line."""
        for place, words in enumerate(labels_within(series, self._chart, self._plot)):
            value = series.values[place]
            if not words or value is None:
                continue
            x, y = self._centre(place), self._at(value)
            colour = series.label_colours[place] if series.label_colours else hex_colour(INK)
            if series.label_place == "right":
                yield _words(words, x + 8, y, LABEL_SIZE, colour, "left")
            else:
                half = text_width(words, LABEL_SIZE) / 2
                middle = max(half, min(x, self._frame.width - half))
                below = y + (13 if series.label_place == "below" else -13)
                yield _words(words, middle, below, LABEL_SIZE, colour, "centre")

    def _bars(self) -> Iterator[Part]:
        """Lying bars: side by side from zero, or each upon the end of the one before it; their words last."""
        chart = self._chart
        room = self._plot.height / len(chart.categories) * _GAP
        number = 1 if chart.stacked else len(chart.series)
        words = []
        for place in range(len(chart.categories)):
            end = 0.0
            for order, series in enumerate(chart.series):
                value = series.values[place]
                if value is None:
                    continue
                start = end if chart.stacked else 0.0
                end = start + value
                top = self._centre(place) - room / 2 + (0 if chart.stacked else order * room / number)
                left, right = sorted((self._inside(start), self._inside(end)))
                colour = _colour(series, place)
                if series.drawn is not Drawn.UNSEEN and colour:
                    yield _box(left, top, right - left, room / number, colour)
                if series.labels and series.labels[place]:
                    words.append(_label(series, place, left, right, top + room / number / 2))
        yield from words

    def _inside(self, value: float) -> float:
        """Where a value lies, not outside of the plot."""
        return min(max(self._at(value), self._plot.x), self._plot.x + self._plot.width)

    def _references(self) -> Iterator[Part]:
        plot = self._plot
        for reference in self._chart.references:
            x = self._at(reference.value)
            yield _stroke([(x, plot.y), (x, plot.y + plot.height)], reference.colour, 1.5)
            if reference.words:
                half = text_width(reference.words, SIZE) / 2
                middle = min(max(plot.x + half, x), plot.x + plot.width + 56 - half)
                yield _words(reference.words, middle, plot.y - 9, SIZE, reference.colour, "centre")


def _colour(series: NativeSeries, place: int) -> str:
    """The colour of one bar; none where nothing is seen."""
    return series.colours[place] if series.colours else series.colour


def _label(series: NativeSeries, place: int, left: float, right: float, y: float) -> Part:
    """The words of a lying bar: after it, at its end within it, or at its beginning."""
    colour = series.label_colours[place] if series.label_colours else hex_colour(INK)
    x, align = {
        "outside": (right + 5, "left"),
        "inside_end": (right - 4, "right"),
        "inside_base": (left + 4, "left"),
    }[series.label_place]
    return _words(series.labels[place], x, y, SIZE, colour, align)


def _mark(x: float, y: float, series: NativeSeries, place: int) -> Iterator[Part]:
    """The marker of a point in its filling."""
    half = (series.marker_size or 6.0) / 2
    filling = series.colours[place] if series.colours else series.colour
    if series.marker == "line-ew":
        yield _stroke([(x - 9, y), (x + 9, y)], series.colour, 2.0)
    else:
        yield {
            "kind": "diamond" if series.marker == "diamond" else "circle",
            "x": x - half,
            "y": y - half,
            "size": 2 * half,
            "filling": filling,
            "colour": series.colour,
        }


def _stroke(points: list[tuple[float, float]], colour: str, width: float, dash: str = "solid") -> Part:
    return {
        "kind": "line",
        "points": points,
        "colour": colour,
        "width": float(width),
        "dash": _DASHES.get(dash, "dashed"),
    }


def _box(x: float, y: float, width: float, height: float, colour: str) -> Part:
    return {
        "kind": "box",
        "x": float(x),
        "y": float(y),
        "width": float(width),
        "height": float(height),
        "colour": colour,
    }


def _words(words: str, x: float, y: float, size: float, colour: str, align: str, room: float = 0.0) -> Part:
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
