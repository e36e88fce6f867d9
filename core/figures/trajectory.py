"""One assessment as a trajectory: observed, the paths it needed, the goal with its clause, breaks and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.assessment import Assessment
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
    value_axis,
    year_axis,
)
from core.figures.marks import (
    break_mark,
    goal_flag,
    hollow_markers,
    latest_value,
    line,
    missing_years,
    observed_values,
    other_goals,
    partial_values,
    published_evidence,
    segments,
)
from core.figures.palette import (
    ACCENT,
    COMPARISON,
    GOAL,
    MUTED,
)
from core.figures.projection import projection
from core.formats import Formats
from core.plan.indicators import PathShape


@dataclass(frozen=True, slots=True)
class Comparison:
    """Another area's series in the same unit, drawn thin and grey, one unbroken segment each.

    `breaks` are the years from which it counts something else, with the reason in words.
    """

    name: str
    points: tuple[tuple[int, float], ...]
    breaks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GoalOfPlan:
    """The goal of another plan for the same indicator: what that plan is called, from and to which year, its value."""

    plan: str
    first: int
    last: int
    value: float


@dataclass(frozen=True, slots=True)
class Layer:
    """What one idea of a figure draws, in the order in which layers lie on each other."""

    traces: tuple[Spec, ...] = ()
    annotations: tuple[Spec, ...] = ()
    shapes: tuple[Spec, ...] = ()


def trajectory(
    assessment: Assessment,
    formats: Formats,
    canvas: Canvas | None = None,
    comparisons: Sequence[Comparison] = (),
    plan: str = "",
    plan_goals: Sequence[GoalOfPlan] = (),
) -> Figure:
    """The figure of one assessment; needs nothing but the assessment and a language.

    `plan` is what the plan of the goal is called, where there are several; `plan_goals` are the goals of the others.
    Every trace says in `meta["role"]` what it is: observed · provisional · lower_bound · partial · required_from_base ·
    required_from_now · projected · band · goal · goal_other · goal_of_plan · evidence · comparison.
    """
    canvas = canvas or Canvas()
    unit, years = assessment.indicator.unit, _years(assessment, comparisons, plan_goals)
    layers = (
        Layer(traces=tuple(projection(assessment, formats, card=canvas.card))),
        _compared(comparisons, assessment, formats, canvas),
        _required(assessment, formats, canvas),
        _goals_of_plans(plan_goals, assessment, formats, canvas),
        _goal(assessment, formats, canvas, min(years), plan),
        _observed(assessment, formats, canvas),
        _beside_the_series(assessment, formats, canvas),
        _breaks(assessment, comparisons, formats, canvas),
        _illustrative(assessment, formats, canvas),
    )
    traces = [trace for layer in layers for trace in layer.traces]
    annotations = [annotation for layer in layers for annotation in layer.annotations]
    values = [value for trace in traces for value in trace["y"] if value is not None]
    return Figure(
        data=traces,
        layout=layout(
            canvas,
            showlegend=not canvas.card,
            legend=legend(canvas),
            margin=_margin(annotations, max(years), canvas),
            xaxis=year_axis(years, card=canvas.card, right_room=0.5 if canvas.card else 0.3),
            yaxis=value_axis(values, unit, formats, zero=not unit.is_share, card=canvas.card),
            annotations=annotations,
            shapes=[shape for layer in layers for shape in layer.shapes],
        ),
    )


def _margin(annotations: Sequence[Spec], last: int, canvas: Canvas) -> Spec:
    """Room around the plot; on a full figure with space for the labels beside the last year."""
    if canvas.card:
        return margins(canvas)
    beside = [note["text"] for note in annotations if note.get("xanchor") == "left" and note["x"] == last]
    return margins(canvas, r=room_for(beside, canvas))


def _compared(comparisons: Sequence[Comparison], assessment: Assessment, formats: Formats, canvas: Canvas) -> Layer:
    """The series of other areas, each with its name at its end."""
    traces, annotations = [], []
    for comparison in comparisons:
        years, values = zip(*comparison.points, strict=True)
        trace = line("comparison", comparison.name, years, values, COMPARISON, 1.5, formats, assessment)
        traces.append({**trace, "showlegend": False})
        annotations.append(label(comparison.name, years[-1], values[-1], canvas, MUTED, xanchor="left", xshift=5))
    return Layer(tuple(traces), tuple(annotations))


def _required(assessment: Assessment, formats: Formats, canvas: Canvas) -> Layer:
    """The straight paths to the goal, from the baseline and from the latest value; a card has the first alone."""
    traces = []
    for role, name_id, path, colour, dash in (
        ("required_from_base", "figure.required_from_base", assessment.required_from_base, MUTED, "dash"),
        (
            "required_from_now",
            "figure.required_from_now",
            () if canvas.card else assessment.required_from_now,
            ACCENT,
            "dot",
        ),
    ):
        if path:
            years, values = zip(*path, strict=True)
            name = formats.texts(name_id)
            traces.append(line(role, name, years, values, colour, 1.5, formats, assessment, dash=dash))
    return Layer(tuple(traces))


def _goals_of_plans(
    plan_goals: Sequence[GoalOfPlan], assessment: Assessment, formats: Formats, canvas: Canvas
) -> Layer:
    """The goal lines of other plans: thin and dashed, each with its plan and year."""
    traces, annotations = [], []
    for goal in plan_goals:
        years, values = (goal.first, goal.last), (goal.value, goal.value)
        trace = line("goal_of_plan", goal.plan, years, values, GOAL, 1, formats, assessment, dash="dash")
        traces.append({**trace, "showlegend": False})
        shown = formats.goal_value(goal.value, assessment.indicator.unit)
        text = formats.texts("figure.goal_of_plan", plan=goal.plan, goal=shown, year=formats.year(goal.last))
        annotations.append(label(text, goal.first, goal.value, canvas, MUTED, xanchor="left", yanchor="bottom"))
    return Layer(tuple(traces), tuple(annotations))


def _goal(assessment: Assessment, formats: Formats, canvas: Canvas, first: int, plan: str) -> Layer:
    """The goal line with its flag; on a full figure also the lines of wordings that do not drive the light."""
    goal = assessment.goal
    if goal is None:
        return Layer()
    start = first if assessment.base is None else min(assessment.base.year, goal.target_year - 1)
    years, values = (start, goal.target_year), (goal.value, goal.value)
    trace = line("goal", formats.texts("figure.goal"), years, values, GOAL, 1.5, formats, assessment)
    others = [] if canvas.card else other_goals(assessment, formats, canvas, start)
    return Layer(
        (trace, *(other for other, _ in others)),
        (goal_flag(assessment, formats, canvas, plan), *(flag for _, flag in others)),
    )


def _observed(assessment: Assessment, formats: Formats, canvas: Canvas) -> Layer:
    """The observed values cut at every break, provisional ones and lone lower bounds hollow, and the reasons of years
    without a value."""
    stepped = assessment.indicator.path is PathShape.STEPS
    traces = [
        {**observed_values(segment, formats, assessment, canvas, stepped), "showlegend": index == 0}
        for index, segment in enumerate(segments(assessment))
    ]
    bounds = [point for point in assessment.present if not point.is_start]
    hollow = [point for point in assessment.present if point.provisional and point.is_start]
    for role, name, points in (
        ("provisional", formats.texts("figure.provisional"), hollow),
        ("lower_bound", formats.texts("figure.lower_bound"), bounds),
    ):
        if points:
            traces.append(hollow_markers(role, name, points, formats, assessment, canvas))
    if any(point.partial for point in assessment.observed):
        traces.append(partial_values(assessment, formats, canvas))
    return Layer(tuple(traces), () if canvas.card else tuple(missing_years(assessment.observed, formats, canvas)))


def _beside_the_series(assessment: Assessment, formats: Formats, canvas: Canvas) -> Layer:
    """The latest value in figures, and published figures for the same indicator; a card has neither."""
    latest = assessment.latest
    if canvas.card:
        return Layer()
    return Layer(
        (published_evidence(assessment, formats, canvas),) if assessment.evidence else (),
        (latest_value(assessment, formats, canvas),) if latest is not None and latest.value is not None else (),
    )


def _breaks(assessment: Assessment, comparisons: Sequence[Comparison], formats: Formats, canvas: Canvas) -> Layer:
    """A mark at every year from which a series counts something else; on a full figure with the reason."""
    reasons = {broken.year: formats.texts.of(broken.reason) for broken in assessment.indicator.breaks}
    reasons |= {year: words for comparison in comparisons for year, words in comparison.breaks}
    at_foot = {"yref": "paper", "xanchor": "left", "yanchor": "bottom", "xshift": 3}
    return Layer(
        annotations=tuple(
            label(words, year - 0.5, 0, canvas, MUTED, **at_foot) for year, words in sorted(reasons.items())
        )
        if not canvas.card
        else (),
        shapes=tuple(break_mark(year) for year in sorted(reasons)),
    )


def _illustrative(assessment: Assessment, formats: Formats, canvas: Canvas) -> Layer:
    """The corner word of a full figure whose numbers were made up."""
    if canvas.card or not assessment.illustrative:
        return Layer()
    return Layer(annotations=(corner_tag(formats.texts("tag.illustrative"), canvas),))


def _years(assessment: Assessment, comparisons: Sequence[Comparison], plan_goals: Sequence[GoalOfPlan]) -> list[int]:
    years = [point.year for point in assessment.observed]
    years += [year for path in (assessment.required_from_base, assessment.required_from_now) for year, _ in path]
    years += [item.year for item in assessment.evidence]
    if assessment.goal is not None:
        years += [assessment.goal.target_year]
    years += [year for comparison in comparisons for year, _ in comparison.points]
    years += [year for goal in plan_goals for year in (goal.first, goal.last)]
    return years or [assessment.as_of.year - 1, assessment.as_of.year]
