"""Planned against actual dates as a timeline: one row a project, a mark a stage, the slip between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.figures.base_layout import Canvas, Figure, Spec, layout, legend, literal, margins
from core.figures.palette import ACCENT, HAIRLINE, SECONDARY, WHITE
from core.figures.timelines.dated import as_of_line, as_of_words, date_axis, rows_axis
from core.formats import Formats


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a project: a one-character mark, its name, and both dates (None: not planned, not reached)."""

    mark: str
    name: str
    planned: date | None
    actual: date | None


@dataclass(frozen=True, slots=True)
class Project:
    """One project and its stages in order."""

    name: str
    steps: tuple[Step, ...]

    @property
    def planned(self) -> list[tuple[Step, date]]:
        """The stages with a planned date, and that date."""
        return [(step, step.planned) for step in self.steps if step.planned is not None]

    @property
    def actual(self) -> list[tuple[Step, date]]:
        """The stages that were reached, and when."""
        return [(step, step.actual) for step in self.steps if step.actual is not None]


@dataclass(frozen=True, slots=True)
class _Mark:
    """One stage of one project on a lane: its day, its height in rows, its sign, and what hovering says."""

    day: date
    y: float
    sign: str
    words: str


def timeline(
    projects: Sequence[Project],
    as_of: date,
    formats: Formats,
    canvas: Canvas | None = None,
    *,
    tag: str | None = None,
) -> Figure:
    """Two thin lanes a row: planned dates hollow on the upper one, actual dates solid on the lower one."""
    canvas = canvas or Canvas(height=78 + 46 * max(1, len(projects)))
    texts = formats.texts
    days = [day for project in projects for _, day in (*project.planned, *project.actual)] or [as_of]
    # Marks of 18 pixels on about 900 of them.
    crowded = (max(days) - min(days)).days * 20 / 900
    planned: list[_Mark] = []
    actual: list[_Mark] = []
    shapes: list[Spec] = []
    for index, project in enumerate(projects):
        for lane, offset, steps, colour in (
            (planned, -0.17, project.planned, HAIRLINE),
            (actual, 0.17, project.actual, ACCENT),
        ):
            lane += _marks(project, steps, index, offset, crowded)
            if len(steps) > 1:
                shapes.append(_span([day for _, day in steps], index + offset, colour))
    return Figure(
        data=[
            _lane("planned", texts("figure.planned"), planned, WHITE, SECONDARY, canvas, SECONDARY),
            _lane("actual", texts("figure.actual"), actual, ACCENT, ACCENT, canvas, WHITE),
        ],
        layout=layout(
            canvas,
            hovermode="closest",
            showlegend=True,
            legend=legend(canvas),
            margin=margins(canvas, r=16, t=30, b=64),
            xaxis=date_axis(days, as_of),
            yaxis=rows_axis([literal(project.name) for project in projects]),
            annotations=as_of_words(as_of, formats, canvas, tag),
            shapes=[*shapes, as_of_line(as_of)],
        ),
    )


def _marks(
    project: Project, steps: Sequence[tuple[Step, date]], index: int, offset: float, crowded: float
) -> list[_Mark]:
    """The marks of one lane; one that would lie on the mark before it moves away from the middle of its row."""
    marks = []
    before: date | None = None
    for step, day in steps:
        aside = 0.0 if before is None or (day - before).days >= crowded else 1.3 * offset
        before = day if not aside else None
        words = literal(f"{project.name} · {step.name} {day.isoformat()}")
        marks.append(_Mark(day, index + offset + aside, step.mark, words))
    return marks


def _span(days: Sequence[date], y: float, colour: str) -> Spec:
    """The line from the first to the last day of a lane."""
    return {
        "type": "line",
        "x0": min(days).isoformat(),
        "x1": max(days).isoformat(),
        "y0": y,
        "y1": y,
        "line": {"color": colour, "width": 3},
        "layer": "below",
    }


def _lane(
    role: str,
    name: str,
    marks: Sequence[_Mark],
    fill: str,
    edge: str,
    canvas: Canvas,
    ink: str,
) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": [mark.day.isoformat() for mark in marks],
        "y": [mark.y for mark in marks],
        "text": [mark.sign for mark in marks],
        "textposition": "middle center",
        "textfont": {"size": canvas.note - 2, "color": ink},
        "customdata": [mark.words for mark in marks],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"size": 18, "color": fill, "line": {"color": edge, "width": 1.5}},
        "meta": {"role": role},
    }
