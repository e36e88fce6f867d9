"""The page of teachers: the dual-qualified share against its goal, by school, titles, teachers from industry."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.figures.trajectory import Comparison
from core.panels.context import Context
from core.panels.dual_qualified_schools import INDICATOR, by_school
from core.panels.goals import assessment_of, goal_panel
from core.panels.panel import Panel
from core.panels.teaching_staff import industry_part_time, titles

COMPARABLE_BASIS = "specialised_teachers"
"""Published shares of all full-time teachers have another denominator and are never drawn beside ours."""


def dual_qualified(context: Context) -> Panel:
    """Dual-qualified among specialised-course teachers against the goal, the national share behind it."""
    national = _national(context)
    notes = [context.texts("teachers.denominator")]
    if national:
        notes.append(context.texts("teachers.national"))
    return goal_panel(context, INDICATOR, "teachers", comparisons=national, notes=notes)


def _national(context: Context) -> tuple[Comparison, ...]:
    """The published national share on the same denominator up to the as-of date; nothing when it cannot be read."""
    if context.published is None:
        return ()
    first = min((point.year for point in assessment_of(context, INDICATOR).observed), default=0)
    found = []
    for series in context.published.national(INDICATOR):
        points = tuple((year, value) for year, value in series.points if first <= year <= context.as_of.year)
        if series.basis == COMPARABLE_BASIS and points:
            # No break is marked: the run before it has another denominator and is not drawn, and a mark across the
            # chart would read as a break of the district's own series. The note says so.
            found.append(Comparison(context.texts("enrolment.national"), points))
    return tuple(found)


PANELS: dict[str, Callable[[Context, Mapping[str, str]], Panel]] = {
    "dual_qualified_share": lambda context, _: dual_qualified(context),
    "dual_qualified_schools": lambda context, _: by_school(context),
    "teacher_titles": lambda context, _: titles(context),
    "industry_part_time": lambda context, _: industry_part_time(context),
}

__all__ = ["PANELS", "by_school", "dual_qualified", "industry_part_time", "titles"]
