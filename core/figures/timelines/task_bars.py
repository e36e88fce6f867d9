"""Tasks in time: a row a task, above the planned time with its milestones, below the actual time with its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.figures.base_layout import Canvas, Figure, Spec, layout, legend, literal, margins
from core.figures.palette import ACCENT, COMPARISON, SECONDARY, SERIES, WHITE
from core.figures.timelines.dated import as_of_line, as_of_words, date_axis, rows_axis
from core.formats import Formats

ROW = 36
"""Height of a row in pixels."""
_PAST_DUE = SERIES[1]
_PLANNED_LANE, _ACTUAL_LANE = -0.2, 0.17
_THIN, _THICK = 0.16, 0.26
"""Heights of the bars, in rows."""
_LEAST = timedelta(days=4)
"""A bar of a single day would not be seen."""


@dataclass(frozen=True, slots=True)
class Span:
    """A bar from one day to another, and what hovering over it says."""

    start: date
    end: date
    words: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark on a day: a sign of one character (or none) within it, and what hovering over it says."""

    day: date
    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class TaskBars:
    """One row. `actual` runs until the task was finished, or the day of the release; `past_due` is the part of it after
    the due date. `open_milestones` stand on their planned day, `late_milestones` too but that day is over."""

    name: str
    planned: Span | None
    actual: Span | None
    past_due: Span | None
    steps: tuple[Sign, ...] = ()
    reached: tuple[Sign, ...] = ()
    open_milestones: tuple[Sign, ...] = ()
    late_milestones: tuple[Sign, ...] = ()

    @property
    def days(self) -> list[date]:
        """Every day that is drawn."""
        spans = [span for span in (self.planned, self.actual, self.past_due) if span is not None]
        signs = (*self.steps, *self.reached, *self.open_milestones, *self.late_milestones)
        return [*(day for span in spans for day in (span.start, span.end)), *(sign.day for sign in signs)]


def task_bars(
    rows: Sequence[TaskBars], as_of: date, formats: Formats, canvas: Canvas, *, tag: str | None = None
) -> Figure:
    """The rows one below the other, the day of the release across all of them."""
    texts = formats.texts
    days = [day for row in rows for day in row.days] or [as_of]
    planned, actual, past_due = ([getattr(row, name) for row in rows] for name in ("planned", "actual", "past_due"))
    return Figure(
        data=[
            _bars("planned", texts("figure.planned"), planned, _PLANNED_LANE, _THIN, COMPARISON),
            _bars("actual", texts("figure.actual"), actual, _ACTUAL_LANE, _THICK, ACCENT),
            _bars("past_due", texts("tasks.figure.past_due"), past_due, _ACTUAL_LANE, _THICK, _PAST_DUE),
            _signs("reached", texts("tasks.figure.reached"), [row.reached for row in rows], canvas, ACCENT, ACCENT),
            _signs("open", texts("tasks.figure.open"), [row.open_milestones for row in rows], canvas, WHITE, SECONDARY),
            _signs("late", texts("tasks.figure.late"), [row.late_milestones for row in rows], canvas, WHITE, _PAST_DUE),
            _steps(texts("tasks.figure.steps"), [row.steps for row in rows], canvas),
        ],
        layout=layout(
            canvas,
            hovermode="closest",
            barmode="overlay",
            showlegend=True,
            legend=legend(canvas),
            margin=margins(canvas, r=16, t=48, b=64),
            xaxis=date_axis(days, as_of, timedelta(days=60)),
            yaxis=rows_axis([literal(row.name) for row in rows]),
            annotations=as_of_words(as_of, formats, canvas, tag),
            shapes=[as_of_line(as_of)],
        ),
    )


def _bars(role: str, name: str, spans: Sequence[Span | None], lane: float, height: float, colour: str) -> Spec:
    drawn = [(index + lane, span) for index, span in enumerate(spans) if span is not None]
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "base": [span.start.isoformat() for _, span in drawn],
        # Lengths on an axis of days are milliseconds.
        "x": [max(span.end - span.start, _LEAST) // timedelta(milliseconds=1) for _, span in drawn],
        "y": [y for y, _ in drawn],
        "width": height,
        "customdata": [literal(span.words) for _, span in drawn],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"color": colour},
        "textposition": "none",
        "meta": {"role": role},
    }


def _signs(role: str, name: str, signs: Sequence[Sequence[Sign]], canvas: Canvas, fill: str, edge: str) -> Spec:
    """Milestones as diamonds on the planned lane."""
    drawn = [(index + _PLANNED_LANE, sign) for index, row in enumerate(signs) for sign in row]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [sign.day.isoformat() for _, sign in drawn],
        "y": [y for y, _ in drawn],
        "customdata": [literal(sign.words) for _, sign in drawn],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"symbol": "diamond", "size": 10, "color": fill, "line": {"color": edge, "width": 2}},
        "meta": {"role": role},
    }


def _steps(name: str, steps: Sequence[Sequence[Sign]], canvas: Canvas) -> Spec:
    """The steps of a task as signs on the actual lane."""
    drawn = [(index + _ACTUAL_LANE, sign) for index, row in enumerate(steps) for sign in row]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": [sign.day.isoformat() for _, sign in drawn],
        "y": [y for y, _ in drawn],
        "text": [sign.sign for _, sign in drawn],
        "textposition": "middle center",
        "textfont": {"size": canvas.note - 2, "color": ACCENT},
        "customdata": [literal(sign.words) for _, sign in drawn],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"size": 17, "color": WHITE, "line": {"color": ACCENT, "width": 1.5}},
        "meta": {"role": "steps"},
    }
