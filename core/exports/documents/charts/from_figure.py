"""A figure of the screen as a chart of an office program, made from its own traces: so the two never differ."""

from __future__ import annotations

from core.exports.documents.charts.floating_rows import lever_chart, steps_chart, timeline_chart
from core.exports.documents.charts.native import NativeChart
from core.exports.documents.charts.over_years import chart_over_years
from core.exports.documents.charts.side_by_side import chart_of_bars
from core.formats import Formats
from core.panels.panel import Panel


def native_chart(panel: Panel, formats: Formats) -> NativeChart | None:
    """The chart of a panel; None for one without a figure, or with a figure that has no value to draw."""
    figure = panel.figure
    if figure is None or not figure.data:
        return None
    goal = None if panel.goal is None else panel.goal.value
    if figure.layout["xaxis"].get("type") == "date":
        return timeline_chart(figure, formats, panel.alt)
    first = figure.data[0]
    if first.get("orientation") != "h":
        return chart_over_years(figure, formats, goal, panel.alt)
    if "base" not in first:
        return chart_of_bars(figure, formats, goal, panel.alt)
    if first["meta"]["role"] == "part":
        return steps_chart(figure, formats, goal, panel.alt)
    return lever_chart(figure, formats, goal, panel.alt)
