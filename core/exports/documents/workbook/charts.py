"""Native charts of a workbook: drawn as on the screen, every number a reference to a cell of their sheet."""

from __future__ import annotations

import re
from typing import Any

from core.exports.documents.charts import ChartKind, Drawn, NativeChart, NativeSeries
from core.exports.documents.charts.places import (
    LABEL_SIZE,
    SIZE,
    is_bar,
    labels_within,
    legend_entries,
    legend_height,
    plot_in,
)
from core.exports.documents.charts.reference_shapes import reference_shapes
from core.exports.documents.text_size import Box, readable
from core.exports.documents.workbook.chart_data import DataBlock
from core.figures.palette import HAIRLINE, INK, SECONDARY
from core.language import Language

SMALLER = 0.75
"""The size of words and signs beside those on a slide."""
_PIXELS = 4 / 3
"""Of a point."""
_DASHES = {"solid": "solid", "dash": "dash", "dot": "round_dot"}
_MARKERS = {"circle": "circle", "diamond": "diamond", "line-ew": "long_dash", "": "none"}
_LINE_PLACES = {"above": "above", "below": "below", "right": "right"}
_BAR_PLACES = {"outside": "outside_end", "inside_end": "inside_end", "inside_base": "inside_base"}
_LEGEND = 18.0
"""The height of the line that says what the colours of floating bars mean."""
_REFERENCE = re.compile(r"^=?[^!]+!\$?[A-Z]+\$?\d+")
"""What the library takes for the address of a cell, wherever it stands."""


class ChartOfSheet:
    """A chart of one sheet: `width` and `height` in points, its numbers in the cells of `block`."""

    def __init__(self, book: Any, chart: NativeChart, block: DataBlock, font: str, width: float, height: float) -> None:
        self._book, self._chart, self._block, self._font = book, chart, block, font
        self._size = (width, height)
        self._frame = Box(0, 0, width / SMALLER, height / SMALLER)
        self._legend_height = legend_height(chart, self._frame.width) or (_LEGEND if chart.legend else 0.0)
        self._plot = self._placed()

    def _placed(self) -> Box:
        """The place of the plot; above floating bars there is a legend, too."""
        head = self._legend_height if self._chart.legend else 0.0
        frame = Box(0, head, self._frame.width, self._frame.height - head)
        return plot_in(frame, self._chart)

    def shapes(self, language: Language) -> bytes:
        """The lines across its bars as the part of the file that holds them; empty where it has none."""
        if not self._chart.references and not self._chart.legend:
            return b""
        box = Box(0, 4, self._frame.width, self._legend_height)
        return reference_shapes(self._chart, self._frame, self._plot, SMALLER, language, box)

    def drawn(self) -> Any:
        """The chart of the library, to be put onto a sheet."""
        chart = self._chart
        bars = [place for place, one in enumerate(chart.series) if is_bar(one)]
        if chart.kind is not ChartKind.YEARS:
            subtype = {"subtype": "stacked"} if chart.kind is ChartKind.FLOATING else {}
            drawn, order = self._with(self._book.add_chart({"type": "bar", **subtype}), range(len(chart.series)))
        elif not bars:
            drawn, order = self._with(self._book.add_chart({"type": "line"}), range(len(chart.series)))
        else:
            drawn, order = self._with(self._book.add_chart({"type": "column", "subtype": "stacked"}), bars)
            rest = [place for place in range(len(chart.series)) if place not in bars]
            if rest:
                lines, places = self._with(self._book.add_chart({"type": "line"}), rest)
                drawn.combine(lines)
                order += places
        self._set_legend(drawn, order)
        self._set_axes(drawn)
        layout = _layout(self._frame, self._plot)
        drawn.set_plotarea({"layout": layout, "fill": {"none": True}})
        drawn.set_chartarea({"border": {"color": HAIRLINE}, "fill": {"color": "#FFFFFF"}})
        drawn.show_blanks_as("span" if chart.spans else "gap")
        # A filter on the table must not take points out of a chart.
        drawn.show_hidden_data()
        width, height = (round(size * _PIXELS) for size in self._size)
        drawn.set_size({"width": width, "height": height})
        return drawn

    def _with(self, drawn: Any, places: Any) -> tuple[Any, list[int]]:
        """A chart with the series at these places; in which order they stand in it."""
        for place in places:
            drawn.add_series(self._series(self._chart.series[place], place))
        return drawn, list(places)

    def _series(self, values: NativeSeries, place: int) -> dict[str, Any]:
        block = self._block
        look = self._bar(values) if is_bar(values) or self._chart.kind is not ChartKind.YEARS else self._line(values)
        series = {
            "name": block.name(place),
            "categories": block.names(),
            "values": block.values(place),
            **look,
            **self._labels(values),
        }
        if any(values.whiskers):
            series["y_error_bars"] = {
                "type": "custom",
                "plus_values": [whisker[1] if whisker else 0 for whisker in values.whiskers],
                "minus_values": [whisker[0] if whisker else 0 for whisker in values.whiskers],
                "line": {"color": _colour(values.colour), "width": 0.75},
            }
        return series

    def _bar(self, values: NativeSeries) -> dict[str, Any]:
        gap = {"gap": 45, **({"overlap": 100} if self._chart.stacked else {})}
        if values.drawn is Drawn.UNSEEN:
            return {**gap, "fill": {"none": True}, "border": {"none": True}}
        points = [
            None
            if value is None or colour == values.colour
            else {"fill": {"color": _colour(colour)} if colour else {"none": True}}
            for value, colour in zip(values.values, values.colours, strict=False)
        ]
        look = {**gap, "fill": {"color": _colour(values.colour)}, "border": {"none": True}}
        return {**look, "points": points} if any(points) else look

    def _line(self, values: NativeSeries) -> dict[str, Any]:
        line: dict[str, Any] = {"none": True}
        if values.width and values.drawn is Drawn.LINE:
            dash = _DASHES.get(values.dash, "dash")
            line = {"color": _colour(values.colour), "width": values.width * SMALLER, "dash_type": dash}
        marker: dict[str, Any] = {"type": _MARKERS.get(values.marker, "circle")}
        if values.marker:
            edge = {"color": _colour(values.colour), "width": 1}
            size = values.marker_size if values.marker != "line-ew" else 18
            marker |= {"size": max(2, min(72, round(size * SMALLER)))}
            marker |= {"fill": {"color": _colour(values.colour)}, "border": edge}
        look = {"line": line, "marker": marker}
        points = [
            None
            if value is None or colour == values.colour
            else {"fill": {"color": _colour(colour)}, "border": {"color": _colour(values.colour), "width": 1}}
            for value, colour in zip(values.values, values.colours, strict=False)
        ]
        return {**look, "points": points} if values.marker and any(points) else look

    def _labels(self, values: NativeSeries) -> dict[str, Any]:
        """The words at single points; the others have none."""
        of_bars = is_bar(values) or self._chart.kind is not ChartKind.YEARS
        labels = labels_within(values, self._chart, self._plot)
        if not any(text and value is not None for text, value in zip(labels, values.values, strict=False)):
            return {}
        size = SIZE if of_bars else LABEL_SIZE
        bold = not of_bars and (values.label_place == "right" or bool(values.marker))
        custom: list[dict[str, Any]] = []
        for place, value in enumerate(values.values):
            text = labels[place] if place < len(labels) else ""
            if not text or value is None:
                custom.append({"delete": True})
                continue
            colour = values.label_colours[place] if values.label_colours else INK
            custom.append({"value": _plain(text), "font": self._words(size, colour, bold=bold)})
        shown: dict[str, Any] = {"value": True, "custom": custom}
        position = (_BAR_PLACES if of_bars else _LINE_PLACES).get(values.label_place)
        return {"data_labels": {**shown, "position": position} if position else shown}

    def _set_legend(self, drawn: Any, order: list[int]) -> None:
        named = set(legend_entries(self._chart).values())
        if not named:
            drawn.set_legend({"none": True})
            return
        box = Box(0, 2, self._frame.width, self._legend_height)
        left_out = [at for at, place in enumerate(order) if place not in named]
        font = self._words(SIZE, SECONDARY)
        layout = _layout(self._frame, box)
        drawn.set_legend({"position": "top", "layout": layout, "delete_series": left_out, "font": font})

    def _set_axes(self, drawn: Any) -> None:
        chart, font = self._chart, self._words(SIZE, SECONDARY)
        line = {"color": HAIRLINE, "width": 0.75}
        values = {
            "min": chart.low,
            "max": chart.high,
            "major_unit": chart.step,
            "num_format": chart.axis_format,
            "major_gridlines": {"visible": True, "line": line},
            "line": {"none": True},
            "major_tick_mark": "none",
            "num_font": font,
        }
        names = {"num_font": font, "line": line, "major_tick_mark": "none", "label_position": "low"}
        if chart.kind is ChartKind.YEARS:
            drawn.set_x_axis(names)
            drawn.set_y_axis(values)
            return
        # The first category is on top, and so is the axis of values; its numbers stand at the foot all the same.
        drawn.set_y_axis({**names, "reverse": True, "interval_unit": 1, "major_gridlines": {"visible": False}})
        drawn.set_x_axis({**values, "label_position": "high"})

    def _words(self, size: float, colour: str, *, bold: bool = False) -> dict[str, Any]:
        return {"name": self._font, "size": size * SMALLER, "color": _colour(colour), "bold": bold}


def _layout(frame: Box, box: Box) -> dict[str, float]:
    return {
        "x": box.x / frame.width,
        "y": box.y / frame.height,
        "width": box.width / frame.width,
        "height": box.height / frame.height,
    }


def _colour(colour: str) -> str:
    return colour if colour.startswith("#") else f"#{colour}"


def _plain(text: str) -> str:
    """Words of a chart that the library does not take for the address of a cell."""
    plain = readable(text)
    return plain.replace("!", "！") if _REFERENCE.match(plain) else plain
