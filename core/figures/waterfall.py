"""What leads from one number to another: a floating bar a part, between the marks of both numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.figures.base_layout import Canvas, Figure, Spec, corner_tag, layout, literal, margins, value_axis
from core.figures.palette import ACCENT, GOAL, HAIRLINE, INK, SERIES
from core.formats import Formats
from core.plan.indicators import MeasureUnit


@dataclass(frozen=True, slots=True)
class Level:
    """A number the bars lead from or to: its name, itself, the words beside its mark; `goal` for a goal or its path."""

    name: str
    value: float
    words: str
    goal: bool = False


@dataclass(frozen=True, slots=True)
class FloatingBar:
    """One part: its name, what it adds, and that in words with its sign; `label` is the same beside the bar."""

    name: str
    value: float
    words: str
    label: str


def waterfall(
    start: Level,
    bars: Sequence[FloatingBar],
    end: Level,
    unit: MeasureUnit,
    formats: Formats,
    canvas: Canvas | None = None,
    *,
    tag: str | None = None,
) -> Figure:
    """One row a part from top to bottom, each bar beginning where the one before it ended.

    Both numbers are marks and not bars: so the axis need not begin at zero, where small parts could not be seen.
    """
    canvas = canvas or Canvas()
    levels = [start.value]
    for bar in bars:
        levels.append(levels[-1] + bar.value)
    axis = value_axis([*levels, end.value], unit, formats, zero=False)
    span = axis["range"][1] - axis["range"][0]
    axis["range"] = [axis["range"][0] - span * 0.16, axis["range"][1] + span * 0.12]
    names = [start.name, *(bar.name for bar in bars), end.name]
    return Figure(
        data=[_bars(bars, levels, canvas), _marks(start, end, len(names), axis["range"], canvas)],
        layout=layout(
            canvas,
            margin=margins(canvas, t=18),
            bargap=0.35,
            hovermode="closest",
            xaxis={**axis, "showline": False},
            yaxis={
                "tickvals": list(range(len(names))),
                "ticktext": [literal(name) for name in names],
                "range": [len(names) - 0.4, -0.6],
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                "automargin": True,
                "ticks": "",
                "ticklabelstandoff": 6,
            },
            shapes=[_connector(level, row) for row, level in enumerate(levels)],
            annotations=[corner_tag(tag, canvas)] if tag else [],
        ),
    )


def _bars(bars: Sequence[FloatingBar], levels: Sequence[float], canvas: Canvas) -> Spec:
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(1, len(bars) + 1)),
        "x": [bar.value for bar in bars],
        "base": list(levels[:-1]),
        "marker": {"color": [ACCENT if bar.value > 0 else SERIES[1] for bar in bars]},
        "text": [bar.label for bar in bars],
        "textposition": "outside",
        "textangle": 0,
        "cliponaxis": False,
        "textfont": {"size": canvas.note, "color": INK},
        "customdata": [f"{literal(bar.name)} {bar.words}" for bar in bars],
        "hovertemplate": "%{customdata}<extra></extra>",
        "meta": {"role": "part"},
    }


def _marks(start: Level, end: Level, rows: int, axis: Sequence[float], canvas: Canvas) -> Spec:
    colours = [GOAL if level.goal else INK for level in (start, end)]
    # Away from the nearer edge of the plot, which would cut the words off.
    left = [level.value > (axis[0] + axis[1]) / 2 for level in (start, end)]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [start.value, end.value],
        "y": [0, rows - 1],
        "marker": {"symbol": "diamond", "size": 11, "color": colours},
        "text": [
            f"{level.words}  " if away else f"  {level.words}" for level, away in zip((start, end), left, strict=True)
        ],
        "textposition": ["middle left" if away else "middle right" for away in left],
        "textfont": {"size": canvas.note, "color": colours},
        "cliponaxis": False,
        "customdata": [literal(level.name) for level in (start, end)],
        "hovertemplate": "%{customdata} %{text}<extra></extra>",
        "meta": {"role": "level"},
    }


def _connector(level: float, row: int) -> Spec:
    """The thin line from where one row ends to where the next begins."""
    return {
        "type": "line",
        "x0": level,
        "x1": level,
        "y0": row,
        "y1": row + 1,
        "line": {"color": HAIRLINE, "width": 1.5},
        "layer": "below",
        "name": "connector",
    }
