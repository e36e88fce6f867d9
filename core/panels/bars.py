"""What figures of bars share: their height, and the parts of a stack by school or college."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.context import Context
from core.figures.bars import GoalMark, Part
from core.figures.base_layout import Canvas
from core.formats import Formats
from core.panels.rows import Observation, total, value_of
from core.plan.entries import Goal
from core.plan.indicators import MeasureUnit


def bar_canvas(categories: int, context: Context, parts: int = 1) -> Canvas:
    """A figure as high as its rows of bars need, each row with `parts` bars side by side."""
    row = 36 if parts == 1 else 12 + 21 * parts
    return context.canvas(78 + row * max(1, categories))


def goal_mark(goal: Goal | None, unit: MeasureUnit, formats: Formats) -> GoalMark | None:
    """A goal drawn across bars; None without one."""
    return None if goal is None else GoalMark(goal.value, goal.target_year, formats.goal_flag(goal, unit))


def parts_by_unit(
    values: Mapping[tuple[int, str], Observation],
    years: Sequence[int],
    units: Sequence[str],
    names: Mapping[str, str],
    largest: int,
    rest: str,
    context: Context,
) -> list[Part]:
    """A part for each of the `largest` first units, the others together as one; `rest` is the id of its name."""
    parts = [Part(names[unit], tuple(value_of(values.get((year, unit))) for year in years)) for unit in units[:largest]]
    others = units[largest:]
    if others:
        sums = tuple(total([values.get((year, unit)) for unit in others]).value for year in years)
        parts.append(Part(context.texts(rest, count=len(others)), sums))
    return parts
