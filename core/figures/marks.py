"""The marks of a trajectory: lines and markers by role, labels, the reasons of gaps, the mark of a break."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.assessment import Assessment, Coverage, Point, Status
from core.datasets import Symbol
from core.figures.base_layout import Canvas, Spec, label
from core.figures.lights import LIGHTS
from core.figures.palette import ACCENT, GOAL, HAIRLINE, INK, MUTED, SECONDARY, WHITE
from core.formats import Formats
from core.plan.indicators import PathShape
from core.published.schema import Qualifier


def _hover(formats: Formats, assessment: Assessment, values: Sequence[float | None]) -> list[str]:
    """Each value with its unit, in the notation of the page that sets it beside the goal."""
    unit, goal = assessment.indicator.unit, assessment.goal
    return [
        "" if value is None else formats.with_unit(formats.beside_goal(value, goal, unit), unit) for value in values
    ]


def line(
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


def segments(assessment: Assessment) -> list[tuple[Point, ...]]:
    """The observed points cut at every break; missing years stay in, as gaps, and so do lower bounds of which nobody
    knows how far they fall short."""
    cuts = sorted(broken.year for broken in assessment.indicator.breaks)
    segments: dict[int, list[Point]] = {}
    for point in assessment.observed:
        segments.setdefault(sum(point.year >= cut for cut in cuts), []).append(point)
    return [tuple(points) for _, points in sorted(segments.items())]


def observed_values(
    segment: tuple[Point, ...], formats: Formats, assessment: Assessment, canvas: Canvas, stepped: bool
) -> Spec:
    values = [point.value if point.is_start else None for point in segment]
    trace = line(
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


def hollow_markers(
    role: str, name: str, points: Sequence[Point], formats: Formats, assessment: Assessment, canvas: Canvas
) -> Spec:
    trace = line(role, name, [p.year for p in points], [p.value for p in points], ACCENT, 0, formats, assessment)
    trace["mode"] = "markers"
    trace["marker"] = {
        "color": WHITE,
        "size": 6 if canvas.card else 9,
        "line": {"color": ACCENT, "width": 2},
    }
    return trace


def partial_values(assessment: Assessment, formats: Formats, canvas: Canvas) -> Spec:
    """What was reported of years that are not whole: hollow and grey, apart from the line and never joined to it."""
    parts = [(point.year, point.partial) for point in assessment.observed if point.partial is not None]
    years, values = [year for year, _ in parts], [coverage.so_far for _, coverage in parts]
    trace = line("partial", formats.texts("figure.partial"), years, values, MUTED, 0, formats, assessment)
    trace["mode"] = "markers"
    trace["marker"] = {
        "color": WHITE,
        "size": 6 if canvas.card else 9,
        "line": {"color": MUTED, "width": 2},
    }
    trace["text"] = [
        formats.texts("figure.partial_value", value=shown, coverage=_reported(coverage, formats))
        if coverage.judged is None
        else formats.texts("figure.judged_value", value=shown, number=formats.plain(coverage.judged))
        for shown, (_, coverage) in zip(trace["text"], parts, strict=True)
    ]
    if all(value is None for value in values):
        trace["showlegend"] = False
    return trace


def _reported(coverage: Coverage, formats: Formats) -> str:
    return formats.coverage(coverage.reported, None if coverage.is_open else coverage.units)


def published_evidence(assessment: Assessment, formats: Formats, canvas: Canvas) -> Spec:
    """Published single figures as hollow diamonds, apart from the returns and never joined to them."""
    items = assessment.evidence
    trace = line(
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
        formats.with_qualifier(shown, item.qualifier) for item, shown in zip(items, trace["text"], strict=True)
    ]
    return trace


def goal_flag(assessment: Assessment, formats: Formats, canvas: Canvas, plan: str = "") -> Spec:
    goal = assessment.goal
    assert goal is not None
    # On a card there is no room for a clause.
    unit = assessment.indicator.unit
    text = formats.goal_value(goal.value, unit) if canvas.card else formats.goal_flag(goal, unit, plan)
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


def other_goals(assessment: Assessment, formats: Formats, canvas: Canvas, start: int) -> list[tuple[Spec, Spec]]:
    """The goal lines of wordings that do not drive the light: thinner, dotted, each with its clause."""
    goal, texts = assessment.goal, formats.texts
    assert goal is not None
    lines = []
    for statement in goal.statements:
        if statement.drives or statement.value is None:
            continue
        trace = line(
            "goal_other",
            texts.of(statement.clause.text),
            (start, goal.target_year),
            (statement.value, statement.value),
            GOAL,
            1,
            formats,
            assessment,
            dash="dot",
        )
        trace["showlegend"] = False
        shown = formats.goal_value(statement.value, assessment.indicator.unit)
        text = texts("figure.goal_other", goal=shown, clause=texts.of(statement.clause.text))
        lines.append(
            (trace, label(text, start, statement.value, canvas, GOAL, xanchor="left", yanchor="bottom", yshift=1))
        )
    return lines


def latest_value(assessment: Assessment, formats: Formats, canvas: Canvas) -> Spec:
    """The latest value beside its point, off the lines that go on from there; never rounded onto the goal."""
    latest, goal, unit = assessment.latest, assessment.goal, assessment.indicator.unit
    assert latest is not None
    assert latest.value is not None
    colour = LIGHTS[assessment.status].colour if assessment.status is not Status.NO_GOAL else ACCENT
    shown = formats.beside_goal(latest.value, goal, unit)
    if latest.lower_bound:
        shown = formats.with_qualifier(shown, Qualifier.AT_LEAST)
    below = (assessment.gap or 0) < 0
    if any(point.year > latest.year and point.value is not None for point in assessment.observed):
        placing: Spec = {"yanchor": "top" if below else "bottom", "yshift": -7 if below else 7}
        if assessment.indicator.path is PathShape.STEPS:
            placing |= {"xanchor": "left", "xshift": 5}  # off the upright of the step that leads to the point
    elif assessment.required_from_now:
        # Beside the point, but off the path that still has to be gone from there.
        side, away = ("top", -6) if below else ("bottom", 6)
        placing = {"xanchor": "left", "xshift": 2, "yanchor": side, "yshift": away}
    else:
        placing = {"xanchor": "left", "xshift": 10, "yanchor": "middle"}
    return label(shown, latest.year, latest.value, canvas, colour, **placing, name="latest")


def missing_years(observed: Sequence[Point], formats: Formats, canvas: Canvas) -> list[Spec]:
    """The reason under each year that has no value, so that a gap is never read as zero."""
    return [
        label(
            formats.missing_mark(point.symbol)
            if point.partial is None or point.nobody_reported or point.symbol is Symbol.NOT_PUBLISHED
            else _reported(point.partial, formats),
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


def break_mark(year: int) -> dict[str, Any]:
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
