"""Several series over the years as lines with direct labels: no goal, no verdict."""

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
    literal,
    margins,
    room_for,
    spread,
    value_axis,
    year_axis,
)
from core.figures.palette import HAIRLINE, MUTED, SERIES, WHITE
from core.formats import Formats, width_of
from core.plan.indicators import MeasureUnit

_LONGEST = 20
"""How wide a name beside a line may be, in letters; a longer one takes two lines."""


@dataclass(frozen=True, slots=True)
class LineSeries:
    """One named series; a None value is a gap. `provisional` years get hollow markers."""

    name: str
    points: tuple[tuple[int, float | None], ...]
    provisional: frozenset[int] = frozenset()
    dash: str = "solid"
    colour: str | None = None
    labelled: bool = True


def lines(
    series: Sequence[LineSeries],
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
    labels = _end_labels(series, canvas)
    points = [point for line in series for point in line.points]
    axis = value_axis([value for _, value in points if value is not None], unit, formats, zero=zero)
    spread(labels, axis["range"], canvas)
    annotations = [*labels, *(_break_words(year, words, canvas) for year, words in breaks)]
    if tag:
        annotations.append(corner_tag(tag, canvas))
    years = [year for year, _ in points] or [0, 1]
    room = room_for([part for line in series if line.labelled for part in _in_lines(line.name)], canvas)
    return Figure(
        data=[_trace(line, _colour(line, index), unit, formats) for index, line in enumerate(series)],
        layout=layout(
            canvas,
            margin=margins(canvas, r=room),
            xaxis=year_axis(years, card=False, right_room=0.3),
            yaxis=axis,
            annotations=annotations,
            shapes=[_break_line(year) for year, _ in breaks],
        ),
    )


def _colour(line: LineSeries, index: int) -> str:
    return line.colour or SERIES[min(index, len(SERIES) - 1)]


def _trace(line: LineSeries, colour: str, unit: MeasureUnit, formats: Formats) -> Spec:
    values = [value for _, value in line.points]
    return {
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


def _end_labels(series: Sequence[LineSeries], canvas: Canvas) -> list[Spec]:
    """The name of each line beside its last value; nothing for a line without one."""
    labels = []
    for index, line in enumerate(series):
        last = next(((year, value) for year, value in reversed(line.points) if value is not None), None)
        if last is not None and line.labelled:
            name = label(line.name, last[0], last[1], canvas, _colour(line, index), xanchor="left", xshift=8)
            labels.append({**name, "text": "<br>".join(map(literal, _in_lines(line.name))), "align": "left"})
    return labels


def _in_lines(name: str) -> tuple[str, ...]:
    """A long name in two lines, broken at the blank nearest to its middle: the lines keep their room on a telephone."""
    blanks = [at for at, sign in enumerate(name) if sign == " "]
    if width_of(name) <= _LONGEST or not blanks:
        return (name,)
    middle = min(blanks, key=lambda at: abs(2 * at - len(name)))
    return name[:middle], name[middle + 1 :]


def _break_words(year: int, words: str, canvas: Canvas) -> Spec:
    return label(words, year - 0.5, 1, canvas, MUTED, yref="paper", yanchor="top", textangle=-90, xshift=-8)


def _break_line(year: int) -> Spec:
    return {
        "type": "line",
        "x0": year - 0.5,
        "x1": year - 0.5,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": HAIRLINE, "width": 1.5, "dash": "dot"},
    }
