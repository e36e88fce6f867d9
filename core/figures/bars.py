"""Bars from zero: stacked by part over the years, or grouped side by side by category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.figures.base_layout import (
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
from core.figures.palette import GOAL, INK, SERIES, WHITE
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
    sums = [sum(part.values[place] or 0.0 for part in parts) for place in range(len(years))]
    below, above = _words_of_bars(sums, caps, totals, marks is not None, unit, formats)
    deeper = round(canvas.body * 1.4) * max((1 + words.count("<br>") for words in below), default=0)
    traces = [_stacked(years, part, _colour(index), unit, formats) for index, part in enumerate(parts)]
    annotations = [
        label(words, year, value, canvas, INK, yanchor="bottom", name="total")
        for year, value, words in zip(years, sums, above, strict=True)
        if words
    ]
    top, axis_years = list(sums), list(years)
    if marks is not None:
        top += [value for value in marks.values if value is not None]
        traces.append(_marks(years, marks, unit, formats))
    if goal is not None:
        start = min(years) - 0.4
        top.append(goal.value)
        axis_years.append(goal.year)
        traces.append(_goal_line(goal, start))
        annotations.append(
            label(goal.text, start, goal.value, canvas, GOAL, xanchor="left", yanchor="bottom", name="goal")
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
            margin=margins(canvas, b=46 + deeper),
            xaxis={
                **year_axis(axis_years, card=False),
                # The words over the first bar are wider than it.
                "range": [min(axis_years) - 0.6, max(axis_years) + 0.6],
                **_words_below_years(years, below),
            },
            yaxis=value_axis([0.0, *top], unit, formats, zero=True),
            annotations=annotations,
        ),
    )


def _words_of_bars(
    sums: Sequence[float], caps: Sequence[str], totals: bool, marked: bool, unit: MeasureUnit, formats: Formats
) -> tuple[Sequence[str], Sequence[str]]:
    """The words under the years and those above the bars: the caps, else the totals; never above a mark."""
    if marked and caps:
        return caps, [""] * len(sums)
    if caps:
        return (), caps
    return (), [formats.number(value, unit) if totals and value else "" for value in sums]


def _stacked(years: Sequence[int], part: Part, colour: str, unit: MeasureUnit, formats: Formats) -> Spec:
    return {
        "type": "bar",
        "name": literal(part.name),
        "x": list(years),
        "y": list(part.values),
        "marker": {"color": colour, "line": {"color": WHITE, "width": 1}},
        "text": ["" if value is None else formats.quantity(value, unit) for value in part.values],
        "textposition": "none",
        "hovertemplate": "%{fullData.name} %{text}<extra></extra>",
        "meta": {"role": "part"},
    }


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
    axis = _bar_axis(parts, goal, unit, formats)
    if signed:
        axis["ticktext"] = _with_signs(axis["tickvals"], formats.ticks([abs(tick) for tick in axis["tickvals"]], unit))
    annotations = [] if goal is None else [_goal_words(goal, canvas)]
    if tag:
        annotations.append(corner_tag(tag, canvas))
    # With a goal across the bars the numbers stand at their foot, where its line cannot strike them out.
    position = "outside" if goal is None else "auto"
    return Figure(
        data=[
            {
                **_grouped(categories, part, _colour(index), canvas),
                "text": ["—" if value is None else _number(value, unit, formats, signed) for value in part.values],
                "textposition": position,
            }
            for index, part in enumerate(parts)
        ],
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
            shapes=[] if goal is None else [_goal_across(goal)],
        ),
    )


def _bar_axis(parts: Sequence[Part], goal: GoalMark | None, unit: MeasureUnit, formats: Formats) -> Spec:
    """The axis of values from zero, with room for the numbers at the ends of the bars."""
    values = [value for part in parts for value in part.values if value is not None]
    if goal is not None:
        values.append(goal.value)
    room = [value * 1.08 for value in (max(values, default=1.0), min(values, default=0.0))]
    return value_axis([0.0, *values, *room], unit, formats, zero=True)


def _grouped(categories: Sequence[str], part: Part, colour: str, canvas: Canvas) -> Spec:
    return {
        "type": "bar",
        "orientation": "h",
        "name": literal(part.name),
        "y": [literal(category) for category in categories],
        "x": list(part.values),
        "marker": {"color": colour},
        "insidetextanchor": "start",
        "insidetextfont": {"size": canvas.note, "color": WHITE},
        "textangle": 0,
        "cliponaxis": False,
        "textfont": {"size": canvas.note, "color": INK},
        "hovertemplate": "%{fullData.name} %{text}<extra></extra>",
        "meta": {"role": "part"},
    }


def _goal_across(goal: GoalMark) -> Spec:
    return {
        "type": "line",
        "x0": goal.value,
        "x1": goal.value,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": GOAL, "width": 1.5},
        "name": "goal",
    }


def _goal_words(goal: GoalMark, canvas: Canvas) -> Spec:
    top = {"yref": "paper", "yanchor": "bottom", "xanchor": "center", "name": "goal"}
    return label(goal.text, goal.value, 1, canvas, GOAL, **top)


def _number(value: float, unit: MeasureUnit, formats: Formats, signed: bool) -> str:
    if not signed:
        return formats.number(value, unit)
    return _with_signs([value], [formats.number(abs(value), unit)])[0]


def _with_signs(values: Sequence[float], sizes: Sequence[str]) -> list[str]:
    """The sizes of changes with their signs."""
    signs = ["+" if value > 0 else "−" if value < 0 else "" for value in values]
    return [sign + size for sign, size in zip(signs, sizes, strict=True)]


def _colour(index: int) -> str:
    return SERIES[min(index, len(SERIES) - 1)]


def _words_below_years(years: Sequence[int], words: Sequence[str]) -> Spec:
    """Tick texts of the years with words of their own below them."""
    if not words:
        return {}
    return {
        "tickmode": "array",
        "tickangle": 0,
        "tickvals": list(years),
        "ticktext": [f"{year}<br>{text}" for year, text in zip(years, words, strict=True)],
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
