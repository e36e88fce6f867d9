"""Several series over the years as lines with direct labels: no goal, no verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.figures.palette import HAIRLINE, MUTED, SERIES, WHITE
from core.figures.template import (
    Canvas,
    Figure,
    Spec,
    corner_tag,
    label,
    layout,
    margins,
    room_for,
    spread,
    value_axis,
    year_axis,
)
from core.formats import Formats
from core.plan.indicators import MeasureUnit


@dataclass(frozen=True, slots=True)
class Line:
    """One named series; a None value is a gap. `provisional` years get hollow markers. `group` shares a colour."""

    name: str
    points: tuple[tuple[int, float | None], ...]
    provisional: frozenset[int] = frozenset()
    dash: str = "solid"
    colour: str | None = None
    labelled: bool = True


def lines(
    series: Sequence[Line],
    unit: MeasureUnit,
    formats: Formats,
    canvas: Canvas | None = None,
    *,
    breaks: Sequence[tuple[int, str]] = (),
    tag: str | None = None,
    zero: bool = True,
) -> Figure:
    """Lines over integer years on one fixed axis; `breaks` are (year, words) drawn as thin vertical marks."""
    canvas = canvas or Canvas()
    traces: list[Spec] = []
    annotations: list[Spec] = []
    for index, line in enumerate(series):
        colour = line.colour or SERIES[min(index, len(SERIES) - 1)]
        values = [value for _, value in line.points]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": line.name,
                "x": [year for year, _ in line.points],
                "y": values,
                "connectgaps": False,
                "line": {"color": colour, "width": 2.5, "dash": line.dash},
                "marker": {
                    "size": 7,
                    "color": [WHITE if year in line.provisional else colour for year, _ in line.points],
                    "line": {"color": colour, "width": 2},
                },
                "text": ["" if value is None else formats.quantity(value, unit) for value in values],
                "hovertemplate": "%{fullData.name} %{text}<extra></extra>",
                "meta": {"role": "series"},
            }
        )
        last = next(((year, value) for year, value in reversed(line.points) if value is not None), None)
        if last is not None and line.labelled:
            annotations.append(label(line.name, last[0], last[1], canvas, colour, xanchor="left", xshift=8))
    known = [value for line in series for _, value in line.points if value is not None]
    axis = value_axis(known, unit, formats, zero=zero)
    spread(annotations, axis["range"], canvas)
    for year, words in breaks:
        annotations.append(
            label(words, year - 0.5, 1, canvas, MUTED, yref="paper", yanchor="top", textangle=-90, xshift=-8)
        )
    if tag:
        annotations.append(corner_tag(tag, canvas))
    years = [year for line in series for year, _ in line.points] or [0, 1]
    room = room_for([line.name for line in series if line.labelled], canvas)
    return Figure(
        data=traces,
        layout=layout(
            canvas,
            margin=margins(canvas, r=room),
            xaxis=year_axis(years, card=False, right_room=0.3),
            yaxis=axis,
            annotations=annotations,
            shapes=[
                {
                    "type": "line",
                    "x0": year - 0.5,
                    "x1": year - 0.5,
                    "yref": "paper",
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": HAIRLINE, "width": 1.5, "dash": "dot"},
                }
                for year, _ in breaks
            ],
        ),
    )
