"""One assessment as a trajectory: observed, the paths it needed, the goal with its clause, breaks and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.assessment import Assessment
from core.figures.marks import (
    break_mark,
    goal_flag,
    hollow_markers,
    latest_value,
    line,
    missing_years,
    observed_values,
    other_goals,
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
    value_axis,
    year_axis,
)
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


def trajectory(
    assessment: Assessment,
    formats: Formats,
    canvas: Canvas | None = None,
    comparisons: Sequence[Comparison] = (),
) -> Figure:
    """The figure of one assessment; needs nothing but the assessment and a language.

    Every trace says in `meta["role"]` what it is: observed · provisional · required_from_base · required_from_now ·
    projected · band · goal · goal_other · evidence · comparison.
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
        traces.append(line("comparison", comparison.name, xs, ys, COMPARISON, 1.5, formats, assessment))
        traces[-1]["showlegend"] = False
        annotations.append(label(comparison.name, xs[-1], ys[-1], canvas, MUTED, xanchor="left", xshift=5))

    for role, path, colour, dash in (
        ("required_from_base", assessment.required_from_base, MUTED, "dash"),
        ("required_from_now", assessment.required_from_now, ACCENT, "dot"),
    ):
        if path and not (canvas.card and role == "required_from_now"):
            xs, ys = zip(*path, strict=True)
            traces.append(line(role, texts(f"figure.{role}"), xs, ys, colour, 1.5, formats, assessment, dash=dash))
    traces = [*projection(assessment, formats, card=canvas.card), *traces]

    if goal is not None:
        start = min(years) if assessment.base is None else min(assessment.base.year, goal.target_year - 1)
        traces.append(
            line(
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
        annotations.append(goal_flag(assessment, formats, canvas))
        if not canvas.card:
            for line_of, flag in other_goals(assessment, formats, canvas, start):
                traces.append(line_of)
                annotations.append(flag)

    observed = assessment.observed
    if observed:
        stepped = assessment.indicator.path is PathShape.STEPS
        for index, segment in enumerate(segments(assessment)):
            traces.append({**observed_values(segment, formats, assessment, canvas, stepped), "showlegend": index == 0})
        hollow = [point for point in observed if point.provisional and point.value is not None]
        if hollow:
            traces.append(
                hollow_markers("provisional", texts("figure.provisional"), hollow, formats, assessment, canvas)
            )
        if not canvas.card:
            annotations.extend(missing_years(observed, formats, canvas))
    if not canvas.card and assessment.latest is not None and assessment.latest.value is not None:
        annotations.append(latest_value(assessment, formats, canvas))
    if assessment.evidence and not canvas.card:
        traces.append(published_evidence(assessment, formats, canvas))
    breaks = {broken.year: texts.of(broken.reason) for broken in assessment.indicator.breaks}
    breaks |= {year: words for comparison in comparisons for year, words in comparison.breaks}
    for year, words in sorted(breaks.items()):
        shapes.append(break_mark(year))
        if not canvas.card:
            annotations.append(
                label(words, year - 0.5, 0, canvas, MUTED, yref="paper", xanchor="left", yanchor="bottom", xshift=3)
            )
    if assessment.illustrative and not canvas.card:
        annotations.append(corner_tag(texts("tag.illustrative"), canvas))

    values = [value for trace in traces for value in trace["y"] if value is not None]
    axis = value_axis(values, unit, formats, zero=not unit.is_share, card=canvas.card)
    beside = [note["text"] for note in annotations if note.get("xanchor") == "left" and note["x"] == max(years)]
    margin = margins(canvas) if canvas.card else margins(canvas, r=room_for(beside, canvas))
    return Figure(
        data=traces,
        layout=layout(
            canvas,
            showlegend=not canvas.card,
            legend=legend(canvas),
            margin=margin,
            xaxis=year_axis(years, card=canvas.card, right_room=0.5 if canvas.card else 0.3),
            yaxis=axis,
            annotations=annotations,
            shapes=shapes,
        ),
    )


def _years(assessment: Assessment, comparisons: Sequence[Comparison]) -> list[int]:
    years = [point.year for point in assessment.observed]
    years += [year for path in (assessment.required_from_base, assessment.required_from_now) for year, _ in path]
    years += [item.year for item in assessment.evidence]
    if assessment.goal is not None:
        years += [assessment.goal.target_year]
    years += [year for comparison in comparisons for year, _ in comparison.points]
    return years or [assessment.as_of.year - 1, assessment.as_of.year]
