"""Where the parts of a chart lie within its frame: the plot, the legend, the words at its points."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from core.exports.documents.charts.native import ChartKind, Drawn, NativeChart, NativeSeries
from core.exports.documents.text_size import Box, text_width

SIZE = 12.0
"""Type in a chart, in points; the words at its points are larger."""
LABEL_SIZE = 14.0
_WIDEST_NAMES = 0.34
"""Of the width of a chart of lying bars, at most this is for their names."""


def is_bar(series: NativeSeries) -> bool:
    return series.drawn is Drawn.COLUMN


def plot_in(box: Box, chart: NativeChart) -> Box:
    """The place of the plot: with room for the legend, the words of the axes and the labels beside the last year."""
    top = legend_height(chart, box.width) + 6
    if chart.kind is ChartKind.YEARS:
        # The words of a goal stand above its line, which may be the upper edge of the plot.
        top += LABEL_SIZE + 6 if any(any(one.labels) for one in chart.series) else 4
        lines = max(name.count("\n") + 1 for name in chart.categories)
        beside = [text for one in chart.series if one.label_place == "right" for text in one.labels[-1:] if text]
        right = max(16.0, *(text_width(text, LABEL_SIZE) + 10 for text in beside)) if beside else 16.0
        return Box(box.x + 62, box.y + top, box.width - 62 - right, box.height - top - 8 - 18 * lines)
    names = max(text_width(name, SIZE) for name in chart.categories) + 14
    left = min(names, box.width * _WIDEST_NAMES)
    head = top + (16 if any(reference.words for reference in chart.references) else 4)
    return Box(box.x + left, box.y + head, box.width - left - 56, box.height - head - 26)


def legend_entries(chart: NativeChart) -> dict[str, int]:
    """The names in the legend of a chart with the place of the first series of each; that of floating bars is a text
    beside the chart, and a single series needs none."""
    entries: dict[str, int] = {}
    for place, one in enumerate(chart.series):
        if one.in_legend and chart.kind is not ChartKind.FLOATING:
            entries.setdefault(one.name, place)
    return entries if len(entries) > 1 else {}


def legend_height(chart: NativeChart, width: float) -> float:
    """The height of the legend in points: its entries lie in columns as wide as the widest of them."""
    entries = legend_entries(chart)
    if not entries:
        return 0.0
    widest = max(text_width(name, SIZE) for name in entries) + 42
    return ceil(len(entries) / max(1, int(width / widest))) * 18.0


def labels_within(values: NativeSeries, chart: NativeChart, plot: Box) -> Sequence[str]:
    """The labels; the words of a level line move along it until they stand within the plot."""
    known = [place for place, value in enumerate(values.values) if value is not None]
    places = [place for place, text in enumerate(values.labels) if text]
    if chart.kind is not ChartKind.YEARS or len(places) != 1 or len({values.values[place] for place in known}) > 1:
        return values.labels
    text, room = values.labels[places[0]], plot.width / len(chart.categories)
    half = text_width(text, LABEL_SIZE) / 2
    low, high = ceil(half / room - 0.5), len(chart.categories) - ceil(half / room + 0.5)
    wanted = min(max(places[0], low), max(low, high))
    place = min(known, key=lambda one: abs(one - wanted))
    return tuple(text if one == place else "" for one in range(len(values.labels)))
