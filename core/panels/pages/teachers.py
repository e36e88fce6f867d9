"""The page of teachers: the dual-qualified share against its goal, by school, titles, teachers from industry."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.context import Context
from core.panels.judgement.goals import goal_panel
from core.panels.judgement.national import national
from core.panels.pages.dual_qualified_schools import INDICATOR, by_school
from core.panels.pages.teaching_staff import industry_part_time, titles
from core.panels.panel import Panel
from core.published.schema import Basis


def dual_qualified(context: Context) -> Panel:
    """Dual-qualified among specialised-course teachers against the goal, the national share behind it."""
    # Published shares of all full-time teachers have another denominator and are never drawn beside ours; no break is
    # marked for them, since a mark across the chart would read as a break of the district's own series.
    beside = national(context, INDICATOR, Basis.SPECIALISED_TEACHERS, breaks=False)
    notes = [context.texts("teachers.denominator")]
    if beside:
        notes.append(context.texts("teachers.national"))
    return goal_panel(context, INDICATOR, "teachers", comparisons=beside, notes=notes)


PANELS: dict[str, Callable[[Context, Mapping[str, str]], Panel]] = {
    "dual_qualified_share": lambda context, _: dual_qualified(context),
    "dual_qualified_schools": lambda context, _: by_school(context),
    "teacher_titles": lambda context, _: titles(context),
    "industry_part_time": lambda context, _: industry_part_time(context),
}

__all__ = ["PANELS", "by_school", "dual_qualified", "industry_part_time", "titles"]
