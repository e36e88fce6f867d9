"""A goal that is due, seen from behind: what came, what had been required, and what each year had forecast."""

from __future__ import annotations

from dataclasses import replace

from core.assessment import ClosingEvaluation
from core.figures.marks import line
from core.figures.palette import PROJECTED, SECONDARY
from core.figures.template import Canvas, Figure, label, margins, room_for, spread
from core.figures.trajectory import trajectory
from core.formats import Formats

_APART = 0.09
"""Years between the ends of two forecasts, so that their intervals stand side by side."""
LABELLED = 3
"""The newest forecasts are labelled, and told in words beside the figure; more labels would cover each other."""


def hindsight(closing: ClosingEvaluation, formats: Formats, canvas: Canvas | None = None) -> Figure:
    """The trajectory with the forecast of every earlier year as a thin dashed line to the target year.

    Their role is `forecast_then`; the interval stands at the line's end, a little beside those of the other years.
    """
    canvas = canvas or Canvas()
    assessment, texts = closing.assessment, formats.texts
    goal = assessment.goal
    assert goal is not None
    found = trajectory(assessment, formats, canvas)
    told = [each for each in closing.years if each.forecast is not None and each.vintage is not None]
    traces, labels = [], []
    for place, each in enumerate(told):
        assert each.vintage is not None
        assert each.forecast is not None
        known = [point for point in each.vintage.observed if point.value is not None and point.year <= each.year]
        last = known[-1]
        end = goal.target_year + _APART * (place + 1)
        trace = line(
            "forecast_then",
            texts("figure.forecast_then"),
            (last.year, goal.target_year),
            (last.value, each.forecast),
            PROJECTED,
            1.5,
            formats,
            assessment,
            dash="dash",
        )
        trace["x"] = [last.year, end]
        trace["mode"] = "lines+markers"
        trace["marker"] = {"color": PROJECTED, "size": [0, 6]}
        trace["showlegend"] = place == 0
        if each.interval is not None:
            low, high = each.interval
            trace["error_y"] = {
                "type": "data",
                "symmetric": False,
                "array": [0, high - each.forecast],
                "arrayminus": [0, each.forecast - low],
                "color": PROJECTED,
                "thickness": 1,
                "width": 3,
            }
        traces.append(trace)
        if place < len(told) - LABELLED:
            continue
        labels.append(
            label(
                texts("figure.told_in", year=each.year, value=formats.number(each.forecast, assessment.indicator.unit)),
                goal.target_year + _APART * len(told),
                each.forecast,
                canvas,
                SECONDARY,
                xanchor="left",
                xshift=8,
            )
        )
    axis = dict(found.layout["yaxis"])
    reach = [value for each in told for value in (each.interval or (each.forecast, each.forecast)) if value is not None]
    if reach:
        axis["range"] = [min(axis["range"][0], min(reach)), max(axis["range"][1], max(reach))]
    # On a narrow page the legend takes a line an entry, and the plot is that much lower.
    spread(labels, axis["range"], replace(canvas, height=canvas.height - round(5 * canvas.note)))
    # Right of the last point stand the forecasts; its own value goes above it.
    above = {"xanchor": "center", "xshift": 0, "yanchor": "bottom", "yshift": 6}
    annotations = [
        {**note, **above} if note.get("name") == "latest" and labels else note for note in found.layout["annotations"]
    ]
    right = {**found.layout["xaxis"]}
    right["range"] = [right["range"][0], goal.target_year + _APART * (len(told) + 1) + 0.2]
    return Figure(
        data=[*traces, *found.data],
        layout={
            **found.layout,
            "margin": margins(canvas, r=room_for([note["text"] for note in labels], canvas)),
            "xaxis": right if labels else found.layout["xaxis"],
            "yaxis": axis,
            "annotations": [*annotations, *labels],
        },
    )
