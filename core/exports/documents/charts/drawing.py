"""A chart as lines, bars and words at exact places: what a typesetter or a browser draws as vectors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from math import ceil, inf

from core.exports.documents.charts import ChartKind, Drawn, NativeChart, NativeSeries
from core.exports.documents.charts.axis_words import axis_words
from core.exports.documents.charts.drawn_parts import Part, box_part, mark_parts, stroke_part, words_part
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
from core.exports.documents.text_size import Box, text_width
from core.figures.palette import HAIRLINE, INK, SECONDARY

_LINE = SIZE * 1.1
"""The least distance between the numbers of an axis."""
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
                    yield stroke_part([(x, y), (x + 24, y)], series.colour, series.width, series.dash)
                if series.marker:
                    yield from mark_parts(x + 12, y, series, 0)
            else:
                yield box_part(x + 8, y - 4, 8, 8, series.colour)
            yield words_part(name, x + 28, y, SIZE, hex_colour(SECONDARY), "left")

    def _axes(self) -> Iterator[Part]:
        """Grid lines with their numbers, as many as there is room for, and the names of the categories."""
        chart, plot, grey = self._chart, self._plot, hex_colour(SECONDARY)
        steps = round((chart.high - chart.low) / chart.step)
        upright = chart.kind is ChartKind.YEARS
        values = [chart.low + step * chart.step for step in range(steps + 1)]
        numbers = [axis_words(value, chart.axis_format) for value in values]
        needed, room = (
            (_LINE, plot.height) if upright else (max(text_width(one, SIZE) for one in numbers) + 8, plot.width)
        )
        numbered = ceil(steps * needed / room)
        for step, (value, number) in enumerate(zip(values, numbers, strict=True)):
            at, is_numbered = self._at(value), step % numbered == 0
            if upright:
                yield stroke_part([(plot.x, at), (plot.x + plot.width, at)], hex_colour(HAIRLINE), 0.75)
            else:
                yield stroke_part([(at, plot.y), (at, plot.y + plot.height)], hex_colour(HAIRLINE), 0.75)
            if is_numbered and upright:
                yield words_part(number, plot.x - 6, at, SIZE, grey, "right")
            elif is_numbered:
                yield words_part(number, at, plot.y + plot.height + 10, SIZE, grey, "centre")
        yield from self._names()

    def _names(self) -> Iterator[Part]:
        chart, plot, grey = self._chart, self._plot, hex_colour(SECONDARY)
        upright = chart.kind is ChartKind.YEARS
        every = self._every()
        for place, name in enumerate(chart.categories):
            for line, words in enumerate(name.split("\n")):
                if upright and line == 0 and (len(chart.categories) - 1 - place) % every:
                    continue
                if upright:
                    below = plot.y + plot.height + 11 + 16 * line
                    yield words_part(words, self._centre(place), below, SIZE, grey, "centre")
                else:
                    yield words_part(words, plot.x - 6, self._centre(place), SIZE, grey, "right", plot.x - 6)

    def _every(self) -> int:
        """Of how many categories one is named, counted from the last, so that their names do not touch."""
        names = (name.partition("\n")[0] for name in self._chart.categories)
        widest = max(text_width(name, SIZE) for name in names) + 6
        return max(1, ceil(widest * len(self._chart.categories) / self._plot.width))

    def _columns(self) -> Iterator[Part]:
        """Upright bars, stacked upon each other."""
        width = self._plot.width / len(self._chart.categories) * _GAP
        tops = [max(0.0, self._chart.low)] * len(self._chart.categories)
        for series in filter(is_bar, self._chart.series):
            for place, value in enumerate(series.values):
                if value:
                    low, high = self._at(tops[place]), self._at(tops[place] + value)
                    yield box_part(self._centre(place) - width / 2, high, width, low - high, _colour(series, place))
                    tops[place] += value

    def _line(self, series: NativeSeries) -> Iterator[Part]:
        """A line, broken where a year has no value unless gaps mean nothing, with its intervals and markers."""
        known = [(place, value) for place, value in enumerate(series.values) if value is not None]
        points = [(self._centre(place), self._at(value)) for place, value in known]
        if series.width and series.drawn is Drawn.LINE:
            runs = groupby(range(len(known)), key=lambda at: 0 if self._chart.spans else known[at][0] - at)
            for _, run in runs:
                yield stroke_part([points[at] for at in run], series.colour, series.width, series.dash)
        for place, value in known:
            whisker = series.whiskers[place] if series.whiskers else None
            if whisker is not None:
                x = self._centre(place)
                ends = self._at(value - whisker[0]), self._at(value + whisker[1])
                yield stroke_part([(x, ends[0]), (x, ends[1])], series.colour, 1.0)
                yield from (stroke_part([(x - 4, end), (x + 4, end)], series.colour, 1.0) for end in ends)
        if series.marker:
            for place, value in known:
                yield from mark_parts(self._centre(place), self._at(value), series, place)

    def _labels(self, series: NativeSeries) -> Iterator[Part]:
        """The words at the points of a line."""
        for place, words in enumerate(labels_within(series, self._chart, self._plot)):
            value = series.values[place]
            if not words or value is None:
                continue
            x, y = self._centre(place), self._at(value)
            colour = series.label_colours[place] if series.label_colours else hex_colour(INK)
            if series.label_place == "right":
                yield words_part(words, x + 8, y, LABEL_SIZE, colour, "left")
            else:
                half = text_width(words, LABEL_SIZE) / 2
                middle = max(half, min(x, self._frame.width - half))
                below = y + (13 if series.label_place == "below" else -13)
                yield words_part(words, middle, below, LABEL_SIZE, colour, "centre")

    def _bars(self) -> Iterator[Part]:
        """Lying bars: side by side from zero, or each upon the end of the one before it; their words last."""
        chart = self._chart
        room = self._plot.height / len(chart.categories) * _GAP
        number = 1 if chart.stacked else len(chart.series)
        words = []
        for place in range(len(chart.categories)):
            end, row = 0.0, []
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
                    yield box_part(left, top, right - left, room / number, colour)
                if series.labels and series.labels[place]:
                    row.append(_label(series, place, left, right, top + room / number / 2))
            words += _apart(row)
        yield from words

    def _inside(self, value: float) -> float:
        """Where a value lies, not outside of the plot."""
        return min(max(self._at(value), self._plot.x), self._plot.x + self._plot.width)

    def _references(self) -> Iterator[Part]:
        plot = self._plot
        for reference in self._chart.references:
            x = self._at(reference.value)
            yield stroke_part([(x, plot.y), (x, plot.y + plot.height)], reference.colour, 1.5)
            if reference.words:
                half = text_width(reference.words, SIZE) / 2
                middle = min(max(plot.x + half, x), plot.x + plot.width + 56 - half)
                yield words_part(reference.words, middle, plot.y - 9, SIZE, reference.colour, "centre")


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
    return words_part(series.labels[place], x, y, SIZE, colour, align)


def _apart(row: list[Part]) -> list[Part]:
    """The words at the ends of the parts of one row, each moved left where it would stand upon the next one."""
    edge = inf
    for part in reversed(row):
        if part["align"] == "right":
            part["x"] = min(part["x"], edge)
            edge = part["x"] - text_width(part["words"], part["size"]) - 1
    return row
