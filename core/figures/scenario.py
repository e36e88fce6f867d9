"""A scenario as a figure: observed, the current course, the scenario with its bands, the goal, on a fixed axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.figures.base_layout import (
    Canvas,
    Figure,
    Spec,
    corner_tag,
    label,
    layout,
    legend,
    margins,
    room_for,
    spread,
    value_axis,
    year_axis,
)
from core.figures.palette import ACCENT, BAND, COMPARISON, GOAL, INK, SERIES, WHITE
from core.formats import Formats
from core.plan.indicators import MeasureUnit

SCENARIO = SERIES[1]
"""What the levers lead to; never used for anything observed."""
OTHERS = (INK, SERIES[2], SERIES[3])
"""The colours of further scenarios."""
YearValues = tuple[tuple[int, float], ...]
"""A value by year, in order of years."""


@dataclass(frozen=True, slots=True)
class Course:
    """One indicator under a scenario.

    `observed` may hold None for a year without a value; `provisional` are its years not yet confirmed. `current` and
    `scenario` start at the last observed value. `bands` are (level in per cent, lower, upper), widest first. `limits`
    are the lowest and highest value the axis must hold. `others` are further scenarios by name.
    """

    unit: MeasureUnit
    observed: tuple[tuple[int, float | None], ...]
    provisional: frozenset[int]
    current: YearValues
    scenario: YearValues
    goal: tuple[int, float, str] | None
    limits: tuple[float, float]
    stepped: bool = False
    bands: tuple[tuple[int, YearValues, YearValues], ...] = ()
    others: tuple[tuple[str, YearValues], ...] = ()


def scenario_figure(
    course: Course, formats: Formats, canvas: Canvas | None = None, *, tag: str | None = None
) -> Figure:
    """The figure of one indicator; every trace says its role: band · observed · current · scenario · goal · other."""
    canvas = canvas or Canvas()
    card = canvas.card
    years = [year for year, _ in course.observed] + [year for year, _ in course.scenario or course.current]
    traces = [
        *([] if card else _bands(course, formats)),
        *_paths(course, formats, card),
        *_goal_traces(course, formats, years, card),
        *_observed(course, formats, card),
    ]
    goal_label = _goal_label(course, years, canvas)
    end_labels = [] if card else _end_labels(course, formats, canvas)
    axis = value_axis(course.limits, course.unit, formats, zero=not course.unit.is_share, card=card)
    spread(end_labels, axis["range"], canvas)
    annotations = [*goal_label, *end_labels]
    if tag and not card:
        annotations.append(corner_tag(tag, canvas))
    margin = margins(canvas) if card else margins(canvas, r=room_for([note["text"] for note in end_labels], canvas))
    return Figure(
        data=traces,
        layout=layout(
            canvas,
            showlegend=not card,
            legend=legend(canvas),
            margin=margin,
            xaxis=year_axis(years or [0, 1], card=card, right_room=0.5 if card else 0.3),
            yaxis=axis,
            annotations=annotations,
        ),
    )


def _bands(course: Course, formats: Formats) -> list[Spec]:
    """The bands of the draws, as closed areas."""
    traces = []
    for level, low, high in course.bands:
        if course.stepped:
            low, high = _stepped(low), _stepped(high)
        years = [year for year, _ in low]
        values = [value for _, value in high] + [value for _, value in reversed(low)]
        name = formats.texts("scenario.band", level=level)
        band = _line("band", name, [*years, *reversed(years)], values, BAND, 0)
        traces.append({**band, "fill": "toself", "fillcolor": BAND, "hoverinfo": "skip", "showlegend": level == 80})
    return traces


def _paths(course: Course, formats: Formats, card: bool) -> list[Spec]:
    """The current course, the scenario, and other scenarios beside them."""
    texts = formats.texts
    traces = []
    if course.current:
        name = texts("scenario.line.current")
        traces.append(_path("current", name, course.current, course, formats, COMPARISON, 2.0, "dash"))
    if course.scenario:
        name = texts("scenario.line.scenario")
        traces.append(
            _path("scenario", name, course.scenario, course, formats, SCENARIO, 2.5 if card else 3.5, "solid")
        )
    for place, (name, path) in enumerate(course.others):
        colour = OTHERS[place % len(OTHERS)]
        traces.append(_path("other", name, path, course, formats, colour, 2.0, "dot"))
    return traces


def _path(
    role: str, name: str, path: YearValues, course: Course, formats: Formats, colour: str, width: float, dash: str
) -> Spec:
    """One line of years ahead; every point says its value."""
    values = [value for _, value in path]
    trace = _line(role, name, [year for year, _ in path], values, colour, width, dash)
    trace["text"] = [formats.quantity(value, course.unit) for value in values]
    if course.stepped:
        trace["line"]["shape"] = "hv"
    return trace


def _goal_traces(course: Course, formats: Formats, years: Sequence[int], card: bool) -> list[Spec]:
    """The goal as a level line, and a mark in its target year."""
    if course.goal is None:
        return []
    year, value, _ = course.goal
    name = formats.texts("figure.goal")
    span = [min(years, default=year), max(max(years, default=year), year)]
    line = _line("goal", name, span, [value] * 2, GOAL, 1.5)
    return [line] if card else [line, _marker("goal_due", name, [year], [value], GOAL, GOAL, 9, "diamond")]


def _goal_label(course: Course, years: Sequence[int], canvas: Canvas) -> list[Spec]:
    if course.goal is None:
        return []
    year, value, flag = course.goal
    first = min(years, default=year)
    return [label(flag, first, value, canvas, GOAL, xanchor="left", yanchor="bottom", yshift=1, name="goal")]


def _observed(course: Course, formats: Formats, card: bool) -> list[Spec]:
    """What was observed; years not yet confirmed have hollow markers."""
    if not course.observed:
        return []
    values = [value for _, value in course.observed]
    years = [year for year, _ in course.observed]
    trace = _line("observed", formats.texts("figure.observed"), years, values, ACCENT, 2.5 if card else 3)
    trace["mode"] = "lines+markers"
    trace["connectgaps"] = False
    trace["marker"] = {"color": ACCENT, "size": 4 if card else 8}
    trace["text"] = ["" if value is None else formats.quantity(value, course.unit) for value in values]
    if course.stepped:
        trace["line"]["shape"] = "hv"
    return [trace, *_provisional(course, formats, card)]


def _provisional(course: Course, formats: Formats, card: bool) -> list[Spec]:
    hollow = [(year, value) for year, value in course.observed if year in course.provisional and value is not None]
    if not hollow:
        return []
    xs, ys = [year for year, _ in hollow], [value for _, value in hollow]
    name = formats.texts("figure.provisional")
    return [_marker("provisional", name, xs, ys, WHITE, ACCENT, 5 if card else 9, "circle")]


def _end_labels(course: Course, formats: Formats, canvas: Canvas) -> list[Spec]:
    """The last value of the current course and of the scenario; one label when both are the same line."""
    ends = [(course.current, COMPARISON), (course.scenario, SCENARIO)]
    return [
        label(_as_beside_goal(path[-1][1], course, formats), *path[-1], canvas, colour, xanchor="left", xshift=6)
        for path, colour in (ends if course.current != course.scenario else ends[1:])
        if path
    ]


def _as_beside_goal(value: float, course: Course, formats: Formats) -> str:
    """A value in the notation it has beside its goal elsewhere: 3.69 : 6.31 against 4 : 6."""
    if course.goal is None:
        return formats.number(value, course.unit)
    return formats.pair(value, course.goal[1], course.unit)[0]


def _stepped(line: YearValues) -> YearValues:
    """The corners of a line that keeps its value until the next year."""
    corners = list(line[:1])
    for (_, before), (year, value) in pairwise(line):
        corners += [(year, before), (year, value)]
    return tuple(corners)


def _line(
    role: str, name: str, xs: Sequence[int], ys: Sequence[float | None], colour: str, width: float, dash: str = "solid"
) -> Spec:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": list(xs),
        "y": list(ys),
        "line": {"color": colour, "width": width, "dash": dash},
        "hovertemplate": "%{fullData.name} %{text}<extra></extra>",
        "text": ["" for _ in xs],
        "meta": {"role": role},
    }


def _marker(
    role: str, name: str, xs: Sequence[int], ys: Sequence[float], fill: str, edge: str, size: int, symbol: str
) -> Spec:
    trace = _line(role, name, xs, ys, edge, 0)
    marker = {"color": fill, "size": size, "symbol": symbol, "line": {"color": edge, "width": 2}}
    return {
        **trace,
        "mode": "markers",
        "marker": marker,
        "showlegend": False,
        "hoverinfo": "skip",
        "hovertemplate": None,
    }
