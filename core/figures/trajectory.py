"""One assessment as a trajectory: observed, the paths it needed, the goal with its clause, breaks and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from core.assessment import Assessment, Point, Status
from core.figures.palette import (
    ACCENT,
    COMPARISON,
    GOAL,
    HAIRLINE,
    INK,
    LIGHTS,
    MUTED,
    SECONDARY,
    WHITE,
)
from core.figures.template import (
    Canvas,
    Spec,
    corner_tag,
    label,
    layout,
    legend,
    value_axis,
    year_axis,
)
from core.formats import Formats
from core.indicators import PathShape


@dataclass(frozen=True, slots=True)
class Comparison:
    """Another area's series in the same unit, drawn thin and grey, one unbroken segment each.

    `breaks` are the years from which it counts something else, with the reason in words.
    """

    name: str
    points: tuple[tuple[int, float], ...]
    breaks: tuple[tuple[int, str], ...] = ()


def trajectory(
    assessment: Assessment,
    formats: Formats,
    canvas: Canvas | None = None,
    comparisons: Sequence[Comparison] = (),
) -> go.Figure:
    """The figure of one assessment; needs nothing but the assessment and a language.

    Every trace says in `meta["role"]` what it is: observed · provisional · required_from_base · required_from_now ·
    goal · evidence · comparison.
    """
    canvas = canvas or Canvas()
    goal = assessment.goal
    years = _years(assessment, comparisons)
    traces: list[Spec] = []
    annotations: list[Spec] = []
    shapes: list[Spec] = []
    texts, unit = formats.texts, assessment.indicator.unit

    for comparison in comparisons:
        xs, ys = zip(*comparison.points, strict=True)
        traces.append(_line("comparison", comparison.name, xs, ys, COMPARISON, 1.5, formats, assessment))
        traces[-1]["showlegend"] = False
        annotations.append(label(comparison.name, xs[-1], ys[-1], canvas, MUTED, xanchor="left", xshift=5, yshift=0))

    for role, path, colour, dash in (
        ("required_from_base", assessment.required_from_base, MUTED, "dash"),
        ("required_from_now", assessment.required_from_now, ACCENT, "dot"),
    ):
        if path and not (canvas.card and role == "required_from_now"):
            xs, ys = zip(*path, strict=True)
            traces.append(_line(role, texts(f"figure.{role}"), xs, ys, colour, 1.5, formats, assessment, dash=dash))

    if goal is not None:
        start = min(years) if assessment.base is None else min(assessment.base.year, goal.target_year - 1)
        traces.append(
            _line(
                "goal",
                texts("figure.goal"),
                (start, goal.target_year),
                (goal.value, goal.value),
                GOAL,
                1.5,
                formats,
                assessment,
            )
        )
        annotations.append(_goal_flag(assessment, formats, canvas))

    observed = assessment.observed
    if observed:
        stepped = assessment.indicator.path is PathShape.STEPS
        for index, segment in enumerate(_segments(assessment)):
            traces.append({**_observed(segment, formats, assessment, canvas, stepped), "showlegend": index == 0})
        hollow = [point for point in observed if point.provisional and point.value is not None]
        if hollow:
            traces.append(_markers("provisional", texts("figure.provisional"), hollow, formats, assessment, canvas))
        if not canvas.card:
            annotations.extend(_missing(observed, formats, canvas))
    if not canvas.card and assessment.latest is not None and assessment.latest.value is not None:
        annotations.append(_latest(assessment, formats, canvas))
    if assessment.evidence and not canvas.card:
        traces.append(_evidence(assessment, formats, canvas))
    breaks = {broken.year: texts.of(broken.reason) for broken in assessment.indicator.breaks}
    breaks |= {year: words for comparison in comparisons for year, words in comparison.breaks}
    for year, words in sorted(breaks.items()):
        shapes.append(_break_line(year))
        if not canvas.card:
            annotations.append(
                label(words, year - 0.5, 0, canvas, MUTED, yref="paper", xanchor="left", yanchor="bottom", xshift=3)
            )
    if assessment.illustrative and not canvas.card:
        annotations.append(corner_tag(texts("tag.illustrative"), canvas))

    values = [value for trace in traces for value in trace["y"] if value is not None]
    axis = value_axis(values, unit, formats, zero=not unit.is_share, card=canvas.card)
    ends = len(comparisons) > 0 and not canvas.card
    return go.Figure(
        {
            "data": traces,
            "layout": layout(
                canvas,
                showlegend=not canvas.card,
                legend=legend(canvas),
                xaxis=year_axis(years, card=canvas.card, right_room=0.5 if canvas.card else (1.9 if ends else 0.8)),
                yaxis=axis,
                annotations=annotations,
                shapes=shapes,
            ),
        }
    )


def _years(assessment: Assessment, comparisons: Sequence[Comparison]) -> list[int]:
    years = [point.year for point in assessment.observed]
    years += [year for path in (assessment.required_from_base, assessment.required_from_now) for year, _ in path]
    years += [item.year for item in assessment.evidence]
    if assessment.goal is not None:
        years += [assessment.goal.target_year]
    years += [year for comparison in comparisons for year, _ in comparison.points]
    return years or [assessment.as_of.year - 1, assessment.as_of.year]


def _hover(formats: Formats, assessment: Assessment, values: Sequence[float | None]) -> list[str]:
    return ["" if value is None else formats.quantity(value, assessment.indicator.unit) for value in values]


def _line(
    role: str,
    name: str,
    xs: Sequence[int],
    ys: Sequence[float | None],
    colour: str,
    width: float,
    formats: Formats,
    assessment: Assessment,
    dash: str = "solid",
) -> Spec:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": list(xs),
        "y": list(ys),
        "line": {"color": colour, "width": width, "dash": dash},
        "text": _hover(formats, assessment, ys),
        "hovertemplate": "%{fullData.name} %{text}<extra></extra>",
        "meta": {"role": role},
    }


def _segments(assessment: Assessment) -> list[tuple[Point, ...]]:
    """The observed points cut at every break; missing years stay in, as gaps."""
    cuts = sorted(broken.year for broken in assessment.indicator.breaks)
    segments: dict[int, list[Point]] = {}
    for point in assessment.observed:
        segments.setdefault(sum(point.year >= cut for cut in cuts), []).append(point)
    return [tuple(points) for _, points in sorted(segments.items())]


def _observed(
    segment: tuple[Point, ...], formats: Formats, assessment: Assessment, canvas: Canvas, stepped: bool
) -> Spec:
    values = [point.value for point in segment]
    trace = _line(
        "observed",
        formats.texts("figure.observed"),
        [point.year for point in segment],
        values,
        ACCENT,
        2.5 if canvas.card else 3,
        formats,
        assessment,
    )
    trace["mode"] = "lines+markers"
    trace["connectgaps"] = False
    trace["marker"] = {"color": ACCENT, "size": 5 if canvas.card else 8}
    if stepped:
        trace["line"]["shape"] = "hv"
    return trace


def _markers(
    role: str, name: str, points: Sequence[Point], formats: Formats, assessment: Assessment, canvas: Canvas
) -> Spec:
    trace = _line(role, name, [p.year for p in points], [p.value for p in points], ACCENT, 0, formats, assessment)
    trace["mode"] = "markers"
    trace["marker"] = {
        "color": WHITE,
        "size": 6 if canvas.card else 9,
        "line": {"color": ACCENT, "width": 2},
    }
    return trace


def _evidence(assessment: Assessment, formats: Formats, canvas: Canvas) -> Spec:
    """Published single figures as hollow diamonds, apart from the returns and never joined to them."""
    items = assessment.evidence
    trace = _line(
        "evidence",
        formats.texts("figure.evidence"),
        [item.year for item in items],
        [item.value for item in items],
        INK,
        0,
        formats,
        assessment,
    )
    trace["mode"] = "markers"
    trace["marker"] = {"symbol": "diamond-open", "size": 11, "color": INK, "line": {"width": 2}}
    trace["text"] = [
        formats.texts(f"qualifier.{item.qualifier or 'exact'}", number=shown)
        for item, shown in zip(items, trace["text"], strict=True)
    ]
    return trace


def _goal_flag(assessment: Assessment, formats: Formats, canvas: Canvas) -> Spec:
    goal = assessment.goal
    assert goal is not None
    # On a card the numbers stand above the chart already.
    shown = formats.quantity(goal.value, assessment.indicator.unit)
    text = (
        shown
        if canvas.card
        else formats.texts("figure.goal_flag", goal=shown, clause=formats.texts.of(goal.clauses[0].text))
    )
    # At whichever end of the line the observed values leave more room.
    start = goal.target_year if assessment.base is None else min(assessment.base.year, goal.target_year - 1)
    first, last = assessment.at(start), assessment.latest
    free = [
        abs(goal.value - point.value) if point is not None and point.value is not None else float("inf")
        for point in (first, last)
    ]
    left = free[0] > free[1]
    return label(
        text,
        start if left else goal.target_year,
        goal.value,
        canvas,
        GOAL,
        xanchor="left" if left else "right",
        yanchor="bottom",
        yshift=1,
        name="goal",
    )


def _latest(assessment: Assessment, formats: Formats, canvas: Canvas) -> Spec:
    """The latest value, on the side of the point away from the goal line; never rounded onto the goal."""
    latest, goal, unit = assessment.latest, assessment.goal, assessment.indicator.unit
    assert latest is not None
    assert latest.value is not None
    colour = LIGHTS[assessment.status].colour if assessment.status is not Status.NO_GOAL else ACCENT
    above = assessment.gap is not None and assessment.gap >= 0
    shown = formats.number(latest.value, unit) if goal is None else formats.pair(latest.value, goal.value, unit)[0]
    return label(
        shown,
        latest.year,
        latest.value,
        canvas,
        colour,
        yanchor="bottom" if above else "top",
        yshift=7 if above else -7,
        name="latest",
    )


def _missing(observed: Sequence[Point], formats: Formats, canvas: Canvas) -> list[Spec]:
    """The reason under each year that has no value, so that a gap is never read as zero."""
    return [
        label(
            f"○ {formats.missing(point.symbol)}",
            point.year,
            0,
            canvas,
            SECONDARY,
            yref="paper",
            yanchor="bottom",
            name="missing",
        )
        for point in observed
        if point.value is None
    ]


def _break_line(year: int) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": year - 0.5,
        "x1": year - 0.5,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": HAIRLINE, "width": 1.5, "dash": "dot"},
        "name": "break",
    }
