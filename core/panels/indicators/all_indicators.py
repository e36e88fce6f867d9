"""All indicators, or those of a task, as one panel: what the page says of them, and every value for the download."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from core.assessment import Point
from core.context import Context
from core.panels.cells import bound_cell, dash, number_cell, words, year_cell
from core.panels.indicators.selection import (
    Entry,
    Selection,
    chosen,
    entries,
    measured_name,
    selection_of,
    source_words,
)
from core.panels.indicators.trend_cards import Series, is_illustrative, latest_value, series_of
from core.panels.judgement.words import column_unit
from core.panels.panel import Cell, Column, Panel, Table
from core.panels.units_not_reported import named_units, short_coverage
from core.plan.indicators import Indicator

_COLUMNS = (
    "indicator",
    "indicator_id",
    "task",
    "year",
    "bare_value",
    "unit_name",
    "numerator",
    "denominator",
    "coverage",
    "source_form",
    "definition",
)
_NUMERIC = ("year", "bare_value", "numerator", "denominator")


def indicator_values(context: Context, selection: Selection) -> Panel:
    """Every value of the indicators a reader asked for, one line a year."""
    shown = chosen(context, selection)
    return values_panel("indicator_values", shown, series_of(shown, context), context, selection.choices)


def task_indicators(context: Context, task: str) -> Panel:
    """The same for what measures the task or safeguard with this number."""
    shown = entries_of_task(context, task)
    return values_panel("task_indicators", shown, series_of(shown, context), context, (("task", task),))


def entries_of_task(context: Context, task: str) -> tuple[Entry, ...]:
    """What measures the task or safeguard with this number; nothing for one the plan does not have."""
    return chosen(context, Selection(task=task)) if task else ()


def values_panel(
    id: str, shown: Sequence[Entry], series: Series, context: Context, choices: tuple[tuple[str, str], ...]
) -> Panel:
    """These entries as a panel: how many have a value, whose newest year is not whole, of whom nobody has reported."""
    texts = context.texts
    titles = tuple(Column(name, texts(f"column.{name}"), name in _NUMERIC) for name in _COLUMNS)
    points = [series.get(entry.indicator.id, ()) for entry in shown]
    rows = tuple(row for entry, of in zip(shown, points, strict=True) for row in _rows(entry, of, context))
    return Panel(
        id=id,
        headline=_headline(shown, points, context),
        subtitle=context.subtitle(texts("indicators.measure"), texts("indicators.units")),
        source=context.source("observations") if any(points) else "",
        table=Table(titles, rows),
        notes=(texts("indicators.note"),),
        illustrative=any(map(is_illustrative, points)),
        choices=choices,
        rows_of=("observations",),
    )


def _headline(shown: Sequence[Entry], points: Sequence[tuple[Point, ...]], context: Context) -> str:
    texts = context.texts
    if not shown:
        return texts("indicators.nothing_found")
    goals = sum(context.goal_in_force(entry.indicator.id) is not None for entry in shown)
    return texts(
        "indicators.headline",
        count=len(shown),
        values=sum(latest_value(of) is not None for of in points),
        part=sum(bool(of) and of[-1].partial is not None for of in points),
        nothing=sum(not of for of in points),
        goals=goals,
    )


def _rows(entry: Entry, points: Sequence[Point], context: Context) -> Sequence[tuple[Cell, ...]]:
    """One line for each year of an indicator; one without a year where nobody has reported it."""
    texts, item = context.texts, entry.indicator
    before = (
        words(texts.of(item.label)),
        words(item.id),
        words(texts.listed(measured_name(one, context) for one in entry.measures) or "—"),
    )
    after = (words(source_words(item, context)), words(texts.of(item.definition)))
    unit = words(column_unit(item, context))
    if not points:
        nobody = words(texts("indicators.nobody_ever"))
        return [(*before, dash(), dash(), unit, dash(), dash(), nobody, *after)]
    return [
        (
            *before,
            year_cell(point.year),
            _number(item, point, context),
            unit,
            *(dash() if part is None else number_cell(part, "", False, context) for part in _parts(point)),
            words(_coverage(point, context)),
            *after,
        )
        for point in points
    ]


def _parts(point: Point) -> tuple[float | None, float | None]:
    return point.numerator, point.denominator


def _number(item: Indicator, point: Point, context: Context) -> Cell:
    """The value, marked when it is a lower bound; its reason when there is none. It leads to the rows behind it."""
    shown = bound_cell(point, number_cell(point.value, point.symbol, item.unit.is_share, context), context)
    return replace(shown, leads=(("indicator", item.id), ("year", str(point.year))))


def _coverage(point: Point, context: Context) -> str:
    """Of how many units the figure is, and who is missing; a dash for a whole one."""
    if point.coverage is None or point.value is not None:
        return "—"
    missing = named_units(point.coverage.missing, context)
    short = short_coverage(point, context) or context.formats.missing_reason(point.symbol)
    return context.texts("indicators.coverage", coverage=short, units=missing) if missing else short


PANELS: dict[str, Callable[[Context, Mapping[str, str]], Panel]] = {
    "indicator_values": lambda context, choices: indicator_values(context, selection_of(choices)),
    "task_indicators": lambda context, choices: task_indicators(context, choices.get("task", "")),
}

__all__ = ["PANELS", "entries", "entries_of_task", "indicator_values", "task_indicators", "values_panel"]
