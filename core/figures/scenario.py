"""A scenario as a figure: observed, the current course, the scenario with its bands, the goal, on a fixed axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.figures.palette import ACCENT, BAND, COMPARISON, GOAL, INK, SERIES, WHITE
from core.figures.template import (
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
from core.formats import Formats
from core.plan.indicators import MeasureUnit

SCENARIO = SERIES[1]
"""What the levers lead to; never used for anything observed."""
Line = tuple[tuple[int, float], ...]


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
    current: Line
    scenario: Line
    goal: tuple[int, float, str] | None
    limits: tuple[float, float]
    stepped: bool = False
    bands: tuple[tuple[int, Line, Line], ...] = ()
    others: tuple[tuple[str, Line], ...] = ()


def scenario_figure(
    course: Course, formats: Formats, canvas: Canvas | None = None, *, tag: str | None = None
) -> Figure:
    """The figure of one indicator; every trace says its role: band · observed · current · scenario · goal · other."""
    canvas = canvas or Canvas()
    texts, card = formats.texts, canvas.card
    traces: list[Spec] = []
    annotations: list[Spec] = []
    for level, low, high in () if card else course.bands:
        if course.stepped:
            low, high = _stepped(low), _stepped(high)
        years = [year for year, _ in low]
        values = [value for _, value in high] + [value for _, value in reversed(low)]
        band = _line("band", texts("scenario.band", level=level), [*years, *reversed(years)], values, BAND, 0)
        traces.append({**band, "fill": "toself", "fillcolor": BAND, "hoverinfo": "skip", "showlegend": level == 80})
    for role, path, colour, dash, width in (
        ("current", course.current, COMPARISON, "dash", 2.0),
        ("scenario", course.scenario, SCENARIO, "solid", 2.5 if card else 3.5),
    ):
        if path:
            xs, ys = [year for year, _ in path], [value for _, value in path]
            trace = _line(role, texts(f"scenario.line.{role}"), xs, ys, colour, width, dash)
            trace["text"] = [formats.quantity(value, course.unit) for value in ys]
            if course.stepped:
                trace["line"]["shape"] = "hv"
            traces.append(trace)
    for place, (name, path) in enumerate(course.others):
        xs, ys = [year for year, _ in path], [value for _, value in path]
        colour = (INK, SERIES[2], SERIES[3])[place % 3]
        trace = _line("other", name, xs, ys, colour, 2.0, "dot")
        if course.stepped:
            trace["line"]["shape"] = "hv"
        trace["text"] = [formats.quantity(value, course.unit) for value in ys]
        traces.append(trace)
    years = [year for year, _ in course.observed] + [year for year, _ in course.scenario or course.current]
    if course.goal is not None:
        year, value, flag = course.goal
        first = min(years, default=year)
        traces.append(
            _line("goal", texts("figure.goal"), [first, max(max(years, default=year), year)], [value] * 2, GOAL, 1.5)
        )
        if not card:
            traces.append(_marker("goal_due", texts("figure.goal"), [year], [value], GOAL, GOAL, 9, "diamond"))
        annotations.append(
            label(flag, first, value, canvas, GOAL, xanchor="left", yanchor="bottom", yshift=1, name="goal")
        )
    known = [(year, value) for year, value in course.observed]
    if known:
        trace = _line(
            "observed",
            texts("figure.observed"),
            [y for y, _ in known],
            [v for _, v in known],
            ACCENT,
            2.5 if card else 3,
        )
        trace["mode"] = "lines+markers"
        trace["connectgaps"] = False
        trace["marker"] = {"color": ACCENT, "size": 4 if card else 8}
        trace["text"] = ["" if value is None else formats.quantity(value, course.unit) for _, value in known]
        if course.stepped:
            trace["line"]["shape"] = "hv"
        traces.append(trace)
        hollow = [(year, value) for year, value in known if year in course.provisional and value is not None]
        if hollow:
            xs, ys = [y for y, _ in hollow], [v for _, v in hollow]
            traces.append(
                _marker("provisional", texts("figure.provisional"), xs, ys, WHITE, ACCENT, 5 if card else 9, "circle")
            )
    if not card:
        ends = [(course.current, COMPARISON), (course.scenario, SCENARIO)]
        for path, colour in ends if course.current != course.scenario else ends[1:]:
            if path:
                shown = formats.number(path[-1][1], course.unit)
                annotations.append(label(shown, path[-1][0], path[-1][1], canvas, colour, xanchor="left", xshift=6))
    axis = value_axis(course.limits, course.unit, formats, zero=not course.unit.is_share, card=card)
    beside = [note for note in annotations if note.get("name") != "goal"]
    spread(beside, axis["range"], canvas)
    if tag and not card:
        annotations.append(corner_tag(tag, canvas))
    margin = margins(canvas) if card else margins(canvas, r=room_for([note["text"] for note in beside], canvas))
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


def _stepped(line: Line) -> Line:
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
