"""Bars from zero: stacked by part over the years, or grouped side by side by category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.figures.palette import GOAL, INK, SERIES, WHITE
from core.figures.template import (
    Canvas,
    Figure,
    Spec,
    corner_tag,
    label,
    layout,
    legend,
    literal,
    margins,
    value_axis,
    year_axis,
)
from core.formats import Formats
from core.plan.indicators import MeasureUnit


@dataclass(frozen=True, slots=True)
class Part:
    """One coloured part: a value for every category, in the same order; None where it is missing."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class GoalMark:
    """A goal drawn across the bars: the value, the year it is due, and its flag."""

    value: float
    year: int
    text: str


def stacked_bars(
    years: Sequence[int],
    parts: Sequence[Part],
    unit: MeasureUnit,
    formats: Formats,
    canvas: Canvas | None = None,
    *,
    goal: GoalMark | None = None,
    totals: bool = True,
    caps: Sequence[str] = (),
    marks: Part | None = None,
    tag: str | None = None,
) -> Figure:
    """Parts stacked over integer years, the total above each bar, an optional goal line across.

    `caps` are words above the bars instead of the totals, one a year; `marks` is a dash across each bar, such as what
    a standard asks of that year, and then the words stand under the years, where no dash can strike them out.
    """
    canvas = canvas or Canvas()
    traces: list[Spec] = []
    for index, part in enumerate(parts):
        traces.append(
            {
                "type": "bar",
                "name": literal(part.name),
                "x": list(years),
                "y": list(part.values),
                "marker": {"color": _colour(index), "line": {"color": WHITE, "width": 1}},
                "text": ["" if value is None else formats.quantity(value, unit) for value in part.values],
                "textposition": "none",
                "hovertemplate": "%{fullData.name} %{text}<extra></extra>",
                "meta": {"role": "part"},
            }
        )
    sums = [sum(part.values[i] or 0.0 for part in parts) for i in range(len(years))]
    annotations: list[Spec] = []
    below = caps if marks is not None else ()
    deeper = round(canvas.body * 1.4) * max((1 + words.count("<br>") for words in below), default=0)
    if (totals or caps) and not below:
        above = caps or [formats.number(total, unit) if total else "" for total in sums]
        annotations = [
            label(words, year, total, canvas, INK, yanchor="bottom", name="total")
            for year, total, words in zip(years, sums, above, strict=True)
            if words
        ]
    top = list(sums)
    if marks is not None:
        top.extend(value for value in marks.values if value is not None)
        traces.append(_marks(years, marks, unit, formats))
    reach = list(years)
    if goal is not None:
        top.append(goal.value)
        reach.append(goal.year)
        traces.append(_goal_line(goal, min(years) - 0.4))
        annotations.append(
            label(goal.text, min(years) - 0.4, goal.value, canvas, GOAL, xanchor="left", yanchor="bottom", name="goal")
        )
    if tag:
        corner = corner_tag(tag, canvas)
        annotations.append({**corner, "yshift": corner["yshift"] - deeper})
    return Figure(
        data=traces,
        layout=layout(
            canvas,
            barmode="stack",
            bargap=0.35,
            showlegend=len(parts) > 1 or marks is not None,
            legend={**legend(canvas), "traceorder": "normal"},
            margin=margins(canvas, b=46 + deeper / canvas.scale),
            xaxis={
                **year_axis(reach, card=False),
                "range": [min(reach) - 0.6, max(reach) + 0.6],  # the words over the first bar are wider than it
                **_under(years, below),
            },
            yaxis=value_axis([0.0, *top], unit, formats, zero=True),
            annotations=annotations,
        ),
    )


def grouped_bars(
    categories: Sequence[str],
    parts: Sequence[Part],
    unit: MeasureUnit,
    formats: Formats,
    canvas: Canvas | None = None,
    *,
    goal: GoalMark | None = None,
    signed: bool = False,
    tag: str | None = None,
) -> Figure:
    """Horizontal bars, one row a category with the first category on top; every bar carries its number.

    With `signed` the numbers are changes: they carry their sign, and bars run to both sides of zero.
    """
    canvas = canvas or Canvas()
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": literal(part.name),
            "y": [literal(category) for category in categories],
            "x": list(part.values),
            "marker": {"color": _colour(index)},
            "text": ["—" if value is None else _number(value, unit, formats, signed) for value in part.values],
            # With a goal across the bars the numbers stand at their foot, where its line cannot strike them out.
            "textposition": "outside" if goal is None else "auto",
            "insidetextanchor": "start",
            "insidetextfont": {"size": canvas.note, "color": WHITE},
            "textangle": 0,
            "cliponaxis": False,
            "textfont": {"size": canvas.note, "color": INK},
            "hovertemplate": "%{fullData.name} %{text}<extra></extra>",
            "meta": {"role": "part"},
        }
        for index, part in enumerate(parts)
    ]
    known = [value for part in parts for value in part.values if value is not None]
    if goal is not None:
        known.append(goal.value)
    room = [value * 1.08 for value in (max(known, default=1.0), min(known, default=0.0))]
    axis = value_axis([0.0, *known, *room], unit, formats, zero=True)
    if signed:
        axis["ticktext"] = [_number(tick, unit, formats, signed) for tick in axis["tickvals"]]
    annotations: list[Spec] = []
    shapes: list[Spec] = []
    if goal is not None:
        shapes.append(
            {
                "type": "line",
                "x0": goal.value,
                "x1": goal.value,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": GOAL, "width": 1.5},
                "name": "goal",
            }
        )
        annotations.append(
            label(goal.text, goal.value, 1, canvas, GOAL, yref="paper", yanchor="bottom", xanchor="center", name="goal")
        )
    if tag:
        annotations.append(corner_tag(tag, canvas))
    return Figure(
        data=traces,
        layout=layout(
            canvas,
            barmode="group",
            bargap=0.3,
            hovermode="y unified",
            showlegend=len(parts) > 1,
            legend={**legend(canvas), "traceorder": "normal"},
            margin=margins(canvas, r=30, t=34),
            xaxis={**axis, "showline": False},
            yaxis={
                "type": "category",
                "autorange": "reversed",
                "fixedrange": True,
                "automargin": True,
                "ticks": "",
                "ticklabelstandoff": 6,
            },
            annotations=annotations,
            shapes=shapes,
        ),
    )


def _number(value: float, unit: MeasureUnit, formats: Formats, signed: bool) -> str:
    if not signed:
        return formats.number(value, unit)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + formats.number(abs(value), unit)


def _colour(index: int) -> str:
    return SERIES[min(index, len(SERIES) - 1)]


def _under(years: Sequence[int], words: Sequence[str]) -> Spec:
    """Tick texts of the years with words of their own below them."""
    if not words:
        return {}
    return {
        "tickmode": "array",
        "tickangle": 0,
        "tickvals": list(years),
        "ticktext": [f"{year}<br>{said}" for year, said in zip(years, words, strict=True)],
    }


def _marks(years: Sequence[int], marks: Part, unit: MeasureUnit, formats: Formats) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": marks.name,
        "x": list(years),
        "y": list(marks.values),
        "marker": {"symbol": "line-ew", "size": 26, "color": SERIES[1], "line": {"color": SERIES[1], "width": 3}},
        "text": ["" if value is None else formats.quantity(value, unit) for value in marks.values],
        "hovertemplate": "%{fullData.name} %{text}<extra></extra>",
        "meta": {"role": "mark"},
    }


def _goal_line(goal: GoalMark, start: float) -> Spec:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": goal.text,
        "showlegend": False,
        "x": [start, goal.year + 0.4],
        "y": [goal.value, goal.value],
        "line": {"color": GOAL, "width": 1.5},
        "hoverinfo": "skip",
        "meta": {"role": "goal"},
    }
