"""Planned against actual dates as a timeline: one row a project, a mark a stage, the slip between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.figures.palette import ACCENT, HAIRLINE, MUTED, SECONDARY, WHITE
from core.figures.template import Canvas, Figure, Spec, corner_tag, label, layout, legend, literal, margins
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


def timeline(
    rows: Sequence[Project], as_of: date, formats: Formats, canvas: Canvas | None = None, *, tag: str | None = None
) -> Figure:
    """Two thin lanes a row: planned dates hollow on the upper one, actual dates solid on the lower one."""
    canvas = canvas or Canvas(height=60 + 46 * max(1, len(rows)))
    texts = formats.texts
    planned: list[tuple[str, float, str, str]] = []
    actual: list[tuple[str, float, str, str]] = []
    shapes: list[Spec] = []
    everything = [day for row in rows for step in row.steps for day in (step.planned, step.actual) if day] or [as_of]
    # Marks of 18 pixels on about 900 of them.
    crowded = (max(everything) - min(everything)).days * 20 * canvas.scale / 900
    for index, row in enumerate(rows):
        for lane, offset, pick, colour in ((planned, -0.17, "planned", HAIRLINE), (actual, 0.17, "actual", ACCENT)):
            days = [(step, getattr(step, pick)) for step in row.steps if getattr(step, pick) is not None]
            last: date | None = None
            for step, day in days:
                # A mark that would lie on the one before it moves away from the middle of its row.
                aside = 0.0 if last is None or (day - last).days >= crowded else 1.3 * offset
                last = day if not aside else None
                words = literal(f"{row.name} · {step.name} {day.isoformat()}")
                lane.append((day.isoformat(), index + offset + aside, step.mark, words))
            if len(days) > 1:
                shapes.append(
                    {
                        "type": "line",
                        "x0": min(day for _, day in days).isoformat(),
                        "x1": max(day for _, day in days).isoformat(),
                        "y0": index + offset,
                        "y1": index + offset,
                        "line": {"color": colour, "width": 3},
                        "layer": "below",
                    }
                )
    days = [date.fromisoformat(item[0]) for item in (*planned, *actual)] or [as_of]
    shapes.append(
        {
            "type": "line",
            "x0": as_of.isoformat(),
            "x1": as_of.isoformat(),
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": MUTED, "width": 1, "dash": "dot"},
            "name": "as_of",
        }
    )
    annotations = [
        label(
            texts("figure.as_of", day=formats.day(as_of)),
            as_of.isoformat(),
            0,
            canvas,
            SECONDARY,
            yref="paper",
            yanchor="top",
            yshift=-18,
        )
    ]
    if tag:
        annotations.append({**corner_tag(tag, canvas), "y": 1, "yanchor": "bottom", "yshift": 4})
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
            margin=margins(canvas, r=16, t=30),
            xaxis={
                "type": "date",
                "range": [
                    (min(days) - timedelta(days=200)).isoformat(),
                    (max(*days, as_of) + timedelta(days=200)).isoformat(),
                ],
                "dtick": "M12",
                "tickformat": "%Y",
                "gridcolor": HAIRLINE,
                "fixedrange": True,
                "linecolor": HAIRLINE,
                "showline": True,
            },
            yaxis={
                "range": [len(rows) - 0.5, -0.5],
                "tickvals": list(range(len(rows))),
                "ticktext": [literal(row.name) for row in rows],
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                "automargin": True,
                "ticklabelstandoff": 6,
            },
            annotations=annotations,
            shapes=shapes,
        ),
    )


def _lane(
    role: str,
    name: str,
    marks: Sequence[tuple[str, float, str, str]],
    fill: str,
    edge: str,
    canvas: Canvas,
    ink: str,
) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": [mark[0] for mark in marks],
        "y": [mark[1] for mark in marks],
        "text": [mark[2] for mark in marks],
        "textposition": "middle center",
        "textfont": {"size": canvas.note - 2, "color": ink},
        "customdata": [mark[3] for mark in marks],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"size": 18 * canvas.scale, "color": fill, "line": {"color": edge, "width": 1.5}},
        "meta": {"role": role},
    }
