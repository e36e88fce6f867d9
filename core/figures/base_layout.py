"""The one layout every figure starts from: type, margins, axes with our own tick texts, the corner tag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from core.figures.palette import FONTS, HAIRLINE, INK, MUTED, SECONDARY
from core.formats import Formats, width_of
from core.plan.indicators import MeasureUnit

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A Plotly figure as plain values: what `plotly.graph_objects.Figure` would hold, without its checks.

    Checking eight figures took a third of the time of a change of date; a test checks every figure of every page
    instead. Neither part is changed after the figure is made.
    """

    data: list[Spec]
    layout: Spec

    def to_dict(self) -> Spec:
        """The figure as Plotly's JSON: `data` and `layout`."""
        return {"data": self.data, "layout": self.layout}


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where a figure goes: its height in pixels, card or full size."""

    height: int = 340
    card: bool = False

    @property
    def note(self) -> int:
        return 11 if self.card else 13

    @property
    def body(self) -> int:
        return 11 if self.card else 14


def nice_ticks(low: float, high: float, wanted: int = 5) -> tuple[float, ...]:
    """Round tick values that cover `low`..`high`: steps of 1, 2, 2.5 or 5 times a power of ten."""
    if high <= low:
        high = low + 1
    raw = (high - low) / max(1, wanted - 1)
    power = 10 ** floor(log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * (1 - 1e-9))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(round(index * step, 12) for index in range(first, last + 1))


def value_axis(values: Iterable[float], unit: MeasureUnit, formats: Formats, *, zero: bool, card: bool = False) -> Spec:
    """A fixed axis over `values`, ticks in the words of `formats`; from zero when `zero` or when values are near it."""
    ticks, low, high = _scale(list(values), unit, zero=zero, wanted=4 if card else 5)
    room = (ticks[-1] - ticks[0]) * 0.06
    return {
        # A line along zero would be cut in half by the edge of a card, which has no axis to stand on.
        "range": [ticks[0] - (room if low != 0 or card else 0), max(ticks[-1], high) + room],
        "tickvals": list(ticks),
        "ticktext": formats.ticks(ticks, unit),
        "showgrid": not card,
        "gridcolor": HAIRLINE,
        "zeroline": False,
        "fixedrange": True,
        "showticklabels": not card,
        "ticks": "",
        "automargin": True,
    }


def _scale(
    values: Sequence[float], unit: MeasureUnit, *, zero: bool, wanted: int
) -> tuple[tuple[float, ...], float, float]:
    """The ticks of an axis over `values`, and the lowest and highest value it must show."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if zero or low <= 0.45 * high:
        low = min(0.0, low)
    whole = unit not in (MeasureUnit.SHARE, MeasureUnit.RATIO)
    if high <= low:
        high = low + (1.0 if whole else 0.1)
    ticks = nice_ticks(low, high, wanted)
    if whole and ticks[-1] - ticks[0] <= 10:
        ticks = tuple(float(tick) for tick in range(floor(low), ceil(high) + 1))
    if low > 0 and ticks[0] > low:
        ticks = (ticks[0] - (ticks[1] - ticks[0]), *ticks)
    return ticks, low, high


def year_axis(years: Sequence[int], *, card: bool, right_room: float = 0.6) -> Spec:
    """Integer years; a card labels only the first and the last of them."""
    first, last = min(years), max(years)
    axis: Spec = {
        "range": [first - 0.4, last + right_room],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickformat": "d",
        "tickangle": 0,
        "ticks": "" if card else "outside",
        "tickcolor": HAIRLINE,
        "linecolor": HAIRLINE,
        "showline": True,
    }
    if card:
        return {**axis, "tickvals": [first, last], "ticktext": [str(first), str(last)]}
    step = 1 if last - first + right_room <= 14 else 2
    return {**axis, "tickvals": list(range(last, first - 1, -step))[::-1]}


def margins(canvas: Canvas, **other: float) -> Spec:
    """Room around the plot for legend, axis and corner tag, in pixels; `other` overrides a side."""
    plain = {"l": 6, "r": 8, "t": 14, "b": 22} if canvas.card else {"l": 8, "r": 12, "t": 28, "b": 46, "pad": 2}
    return {side: round(room) for side, room in {**plain, **other}.items()}


def layout(canvas: Canvas, **parts: Any) -> Spec:
    """The shared layout; `parts` overrides by key."""
    return {
        "height": canvas.height,
        "autosize": True,
        "margin": margins(canvas),
        "font": {"family": FONTS, "size": canvas.body, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "hovermode": False if canvas.card else "x unified",
        "hoverlabel": {"font": {"family": FONTS, "size": canvas.note}},
        "dragmode": False,
        "separators": ".,",
        "annotations": [],
        "shapes": [],
        **parts,
    }


def legend(canvas: Canvas) -> Spec:
    """A legend along the top; clicking it does nothing, since a hidden series would come back at the next change."""
    return {
        "orientation": "h",
        "x": 0,
        "y": 1.02,
        "yanchor": "bottom",
        "itemclick": False,
        "itemdoubleclick": False,
        "font": {"size": canvas.note, "color": SECONDARY},
    }


def corner_tag(text: str, canvas: Canvas) -> Spec:
    """The quiet, unmissable word in the corner of a figure whose numbers were made up."""
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": 1,
        "y": 0,
        "xanchor": "right",
        "yanchor": "top",
        "yshift": -round(canvas.note * 2.1),
        "showarrow": False,
        "font": {"size": canvas.note, "color": MUTED},
        "name": "illustrative",
    }


def literal(text: str) -> str:
    """A text as Plotly shows it letter by letter: it would read `<b>` in a school's name as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def room_for(labels: Iterable[str], canvas: Canvas) -> float:
    """The right margin, in unscaled pixels, that labels beside the last point need at any width of the figure."""
    return 16 + max((width_of(text) for text in labels), default=0) * canvas.note * 0.56


def label(text: str, x: float | str, y: float | str, canvas: Canvas, colour: str = INK, **placing: Any) -> Spec:
    """A direct label in data coordinates; on an axis of dates `x` is an ISO date, on one of names `y` is a name."""
    return {
        "text": literal(text),
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"size": canvas.note, "color": colour},
        **placing,
    }


def spread(annotations: list[Spec], reach: Sequence[float], canvas: Canvas) -> None:
    """Push end labels of nearby values apart so that none covers another; `reach` is the range of the axis."""
    room = margins(canvas)
    scale = (canvas.height - room["t"] - room["b"]) / (reach[1] - reach[0])
    placed = None
    for item in sorted(annotations, key=lambda entry: entry["y"]):
        height = item["y"] * scale
        wanted = (canvas.note + 3) * (1 + str(item["text"]).count("<br>"))
        if placed is not None and height - placed < wanted:
            item["yshift"] = placed + wanted - height
            height = placed + wanted
        placed = height
