"""A goal that is due, seen from behind: what came, what had been required, and what each year had forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.assessment import ClosingEvaluation
from core.figures.base_layout import Canvas, Figure, Spec, label, margins, room_for, spread
from core.figures.marks import line
from core.figures.palette import PROJECTED, SECONDARY
from core.figures.trajectory import trajectory
from core.formats import Formats

_APART = 0.09
"""Years between the ends of two forecasts, so that their intervals stand side by side."""
LABELLED = 3
"""The newest forecasts are labelled, and told in words beside the figure; more labels would cover each other."""


@dataclass(frozen=True, slots=True)
class _EarlierForecast:
    """What the values known in `year` forecast for the target year; the line begins at the last of these values."""

    year: int
    last_year: int
    last_value: float
    value: float
    interval: tuple[float, float] | None


def hindsight(closing: ClosingEvaluation, formats: Formats, canvas: Canvas | None = None) -> Figure:
    """The trajectory with the forecast of every earlier year as a thin dashed line to the target year.

    Their role is `forecast_then`; the interval stands at the line's end, a little beside those of the other years.
    """
    canvas = canvas or Canvas()
    goal = closing.assessment.goal
    assert goal is not None
    # What came after the target year is no part of this story.
    observed = tuple(point for point in closing.assessment.observed if point.year <= goal.target_year)
    figure = trajectory(replace(closing.assessment, observed=observed), formats, canvas)
    forecasts = _earlier_forecasts(closing)
    labels = [
        _label(forecast, goal.target_year + _APART * len(forecasts), closing, formats, canvas)
        for forecast in forecasts[-LABELLED:]
    ]
    value_axis, year_axis = dict(figure.layout["yaxis"]), dict(figure.layout["xaxis"])
    value_axis["range"] = _value_range(forecasts, value_axis["range"])
    # On a narrow page the legend takes a line an entry, and the plot is that much lower.
    spread(labels, value_axis["range"], replace(canvas, height=canvas.height - round(5 * canvas.note)))
    annotations = figure.layout["annotations"]
    if labels:
        year_axis["range"] = [year_axis["range"][0], goal.target_year + _APART * (len(forecasts) + 1) + 0.2]
        annotations = _latest_value_above(annotations)
    return Figure(
        data=[
            *(_trace(forecast, place, goal.target_year, closing, formats) for place, forecast in enumerate(forecasts)),
            *figure.data,
        ],
        layout={
            **figure.layout,
            "margin": margins(canvas, r=room_for([note["text"] for note in labels], canvas)),
            "xaxis": year_axis,
            "yaxis": value_axis,
            "annotations": [*annotations, *labels],
        },
    )


def _earlier_forecasts(closing: ClosingEvaluation) -> list[_EarlierForecast]:
    forecasts = []
    for row in closing.years:
        if row.forecast is None or row.vintage is None:
            continue
        year, value = [
            (point.year, point.value)
            for point in row.vintage.observed
            if point.value is not None and point.is_start and point.year <= row.year
        ][-1]
        forecasts.append(_EarlierForecast(row.year, year, value, row.forecast, row.interval))
    return forecasts


def _trace(
    forecast: _EarlierForecast, place: int, target_year: int, closing: ClosingEvaluation, formats: Formats
) -> Spec:
    """The dashed line of one forecast, with its interval at the end; the first one stands for all in the legend."""
    trace = line(
        "forecast_then",
        formats.texts("figure.forecast_then"),
        (forecast.last_year, target_year),
        (forecast.last_value, forecast.value),
        PROJECTED,
        1.5,
        formats,
        closing.assessment,
        dash="dash",
    )
    trace["x"] = [forecast.last_year, target_year + _APART * (place + 1)]
    trace["mode"] = "lines+markers"
    trace["marker"] = {"color": PROJECTED, "size": [0, 6]}
    trace["showlegend"] = place == 0
    if forecast.interval is not None:
        low, high = forecast.interval
        trace["error_y"] = {
            "type": "data",
            "symmetric": False,
            "array": [0, high - forecast.value],
            "arrayminus": [0, forecast.value - low],
            "color": PROJECTED,
            "thickness": 1,
            "width": 3,
        }
    return trace


def _label(forecast: _EarlierForecast, x: float, closing: ClosingEvaluation, formats: Formats, canvas: Canvas) -> Spec:
    goal, unit = closing.assessment.goal, closing.assessment.indicator.unit
    assert goal is not None
    value = formats.pair(forecast.value, goal.value, unit)[0]
    text = formats.texts("figure.told_in", year=forecast.year, value=value)
    return label(text, x, forecast.value, canvas, SECONDARY, xanchor="left", xshift=8)


def _value_range(forecasts: Sequence[_EarlierForecast], drawn: Sequence[float]) -> list[float]:
    """The range of the axis, widened so that every interval fits."""
    ends = [end for forecast in forecasts for end in forecast.interval or (forecast.value, forecast.value)]
    return [min(drawn[0], *ends), max(drawn[1], *ends)] if ends else list(drawn)


def _latest_value_above(annotations: Sequence[Spec]) -> list[Spec]:
    """Right of the last point stand the forecasts, so its own value goes above it."""
    above = {"xanchor": "center", "xshift": 0, "yanchor": "bottom", "yshift": 6}
    return [{**note, **above} if note.get("name") == "latest" else note for note in annotations]
