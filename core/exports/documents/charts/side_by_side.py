"""Figures of lying bars from zero, side by side: each trace a series with the numbers it shows."""

from __future__ import annotations

from core.exports.documents.charts.figure_parts import Spec, axis_of, hex_colour, plain, scale_of
from core.exports.documents.charts.native import ChartKind, Drawn, NativeChart, NativeSeries, Reference
from core.figures import Figure
from core.figures.palette import INK, WHITE
from core.formats import Formats


def chart_of_bars(figure: Figure, formats: Formats, goal: float | None, alt: str) -> NativeChart | None:
    """The chart of a figure of lying bars; None for one without any value."""
    layout, traces = figure.layout, figure.data
    values = [value for trace in traces for value in trace["x"] if value is not None]
    if not values:
        return None
    scale = scale_of(layout["xaxis"], formats, goal)
    series = []
    for trace in traces:
        row = tuple(None if value is None else scale.rounded(value) for value in trace["x"])
        colour = trace["marker"]["color"]
        # Beside a line across all bars their numbers stand at the foot, as on the screen.
        at_foot = trace["textposition"] == "auto"
        many = isinstance(colour, list)
        series.append(
            NativeSeries(
                name=plain(trace["name"]),
                values=row,
                colour=hex_colour(colour[0] if many else colour),
                colours=tuple(hex_colour(one) for one in colour) if many else (),
                drawn=Drawn.COLUMN,
                labels=tuple(plain(text) for text in trace["text"]),
                label_colours=(hex_colour(WHITE if at_foot else INK),) * len(row),
                label_place="inside_base" if at_foot else "outside",
                number_format=scale.number_format(row),
            )
        )
    axis = axis_of(layout["xaxis"], scale, max(values))
    return NativeChart(
        kind=ChartKind.BARS,
        categories=tuple(plain(name) for name in traces[0]["y"]),
        series=tuple(series),
        low=axis.low,
        high=axis.high,
        step=axis.step,
        axis_format=axis.number_format,
        references=references_of(layout),
        alt=alt,
    )


def references_of(layout: Spec) -> tuple[Reference, ...]:
    """The lines a figure draws across all of its bars, with the words of a goal."""
    words = {note["x"]: plain(note["text"]) for note in layout["annotations"] if note.get("name") == "goal"}
    return tuple(
        Reference(float(shape["x0"]), words.get(shape["x0"], ""), hex_colour(shape["line"]["color"]))
        for shape in layout["shapes"]
        if shape.get("name") in ("goal", "now")
    )
