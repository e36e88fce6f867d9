"""What each lever does to one goal: a bar from its lower to its upper end, the widest on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.figures.base_layout import Canvas, Figure, Spec, corner_tag, label, layout, literal, margins, value_axis
from core.figures.palette import ACCENT, GOAL, HAIRLINE, INK, SECONDARY, SERIES
from core.formats import Formats, width_of
from core.plan.indicators import MeasureUnit

ROW = 30
"""Pixels a bar takes, its gap included."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One lever: its name, the outcome at its lower and upper end, and what these ends are in words."""

    name: str
    low: float
    high: float
    low_words: str
    high_words: str


def tornado(
    bars: Sequence[Bar],
    now: float,
    goal: float | None,
    unit: MeasureUnit,
    formats: Formats,
    canvas: Canvas | None = None,
    *,
    tag: str | None = None,
) -> Figure:
    """Horizontal bars around the outcome as set; left and right of each bar stand the lever's own ends in words."""
    canvas = canvas or Canvas()
    names = [literal(bar.name) for bar in bars]
    ends = [value for bar in bars for value in (bar.low, bar.high)]
    lower = [(bar.low, bar.low_words) for bar in bars]
    upper = [(bar.high, bar.high_words) for bar in bars]
    annotations = [note for bar, name in zip(bars, names, strict=True) for note in _end_words(bar, name, now, canvas)]
    shapes = [_upright(now, INK, "solid", "now")]
    if goal is not None:
        shapes.append(_upright(goal, GOAL, "solid", "goal"))
        words = formats.goal_value(goal, unit)
        annotations.append(
            label(words, goal, 1, canvas, GOAL, yref="paper", yanchor="bottom", xanchor="center", name="goal")
        )
    axis = value_axis([*ends, now, *([] if goal is None else [goal])], unit, formats, zero=False)
    span = axis["range"][1] - axis["range"][0]
    axis["range"] = [axis["range"][0] - span * 0.14, axis["range"][1] + span * 0.14]
    axis["gridcolor"] = HAIRLINE
    if tag:
        annotations.append(corner_tag(tag, canvas))
    room = max((width_of(bar.name) for bar in bars), default=0) * canvas.body * 0.56 + 16
    return Figure(
        data=[
            _side("lower", SERIES[1], names, lower, now, unit, formats),
            _side("upper", ACCENT, names, upper, now, unit, formats),
        ],
        layout=layout(
            canvas,
            height=len(bars) * ROW + 96,
            margin=margins(canvas, l=min(room, 260), t=40),
            barmode="overlay",
            bargap=0.35,
            hovermode="closest",
            xaxis=axis,
            yaxis={"autorange": "reversed", "fixedrange": True, "showgrid": False, "ticks": "", "automargin": True},
            annotations=annotations,
            shapes=shapes,
        ),
    )


def _side(
    role: str,
    colour: str,
    names: Sequence[str],
    ends: Sequence[tuple[float, str]],
    now: float,
    unit: MeasureUnit,
    formats: Formats,
) -> Spec:
    """One end of every bar; `ends` are outcomes and the positions of the levers in words."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": formats.texts(f"scenario.tornado.{role}"),
        "y": list(names),
        "x": [value - now for value, _ in ends],
        "base": [now] * len(ends),
        "marker": {"color": colour},
        "text": [formats.quantity(value, unit) for value, _ in ends],
        "textposition": "none",
        "customdata": [words for _, words in ends],
        "hovertemplate": "%{y} %{customdata}: %{text}<extra></extra>",
        "meta": {"role": role},
    }


def _end_words(bar: Bar, name: str, now: float, canvas: Canvas) -> list[Spec]:
    """The positions of the lever at both ends of its bar.

    Words stand outside what is drawn: the better end may lie on the same side of the line as the other.
    """
    (low, low_words), (high, high_words) = sorted(((bar.low, bar.low_words), (bar.high, bar.high_words)))
    return [
        label(low_words, min(low, now), name, canvas, SECONDARY, xanchor="right", xshift=-4),
        label(high_words, max(high, now), name, canvas, SECONDARY, xanchor="left", xshift=4),
    ]


def _upright(value: float, colour: str, dash: str, name: str) -> Spec:
    return {
        "type": "line",
        "x0": value,
        "x1": value,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": colour, "width": 1.5, "dash": dash},
        "name": name,
    }
