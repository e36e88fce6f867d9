"""A small card for each indicator: newest value, change, course, of how many units it is; never a light."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.assess_release import observed_points
from core.assessment import Point
from core.context import Context
from core.datasets import RowStatus
from core.panels.indicators.selection import Entry, group_name, source_words
from core.panels.indicators.sparkline import sparkline
from core.panels.units_not_reported import short_coverage
from core.plan.indicators import Indicator

FEWEST_YEARS = 6
"""Years the axis of a card spans at least, so that two points do not look like a long course."""

Series = Mapping[str, tuple[Point, ...]]


@dataclass(frozen=True, slots=True)
class TrendCard:
    """What a card shows, all in words.

    `group` is the task or safeguard it measures first, `value` the newest of the district with its unit, `year` the one
    it is of, `change` that against an earlier year, `note` what is missing, `goal` the goal or that there is none,
    `source` who supplies it. `figure` is the course as the address of an image, empty without one, `alt` its words.
    """

    indicator: str
    group: str
    title: str
    value: str
    year: str
    change: str
    note: str
    goal: str
    source: str
    figure: str
    alt: str
    illustrative: bool


def trend_cards(shown: Sequence[Entry], series: Series, context: Context) -> tuple[TrendCard, ...]:
    """The cards of these entries, in their order."""
    return tuple(trend_card(entry, series, context) for entry in shown)


def series_of(shown: Sequence[Entry], context: Context) -> Series:
    """The yearly values of these entries by the id of their indicator."""
    return observed_points(context, [entry.indicator for entry in shown])


def trend_card(entry: Entry, series: Series, context: Context) -> TrendCard:
    """The card of one indicator."""
    texts, formats, indicator = context.texts, context.formats, entry.indicator
    points = series.get(indicator.id, ())
    latest = latest_value(points)
    goal = context.goal_in_force(indicator.id)
    present = {point.year: point.value for point in points if point.value is not None}
    return TrendCard(
        indicator=indicator.id,
        group=group_name(entry, context),
        title=texts.of(indicator.label),
        value=_value(indicator, latest, points, context),
        year=""
        if latest is None
        else formats.year(latest.year) + formats.value_mark(latest.provisional, latest.lower_bound),
        change=change_words(indicator, points, context),
        note=gap_words(points, context),
        goal=texts("indicators.no_goal")
        if goal is None
        else texts(
            "indicators.goal",
            goal=formats.quantity(goal.value, indicator.unit),
            year=formats.year(goal.target_year),
        ),
        source=source_words(indicator, context),
        figure=sparkline(present, _axis(points, context)) if present else "",
        alt=_alt(indicator, points, context),
        illustrative=is_illustrative(points),
    )


def is_illustrative(points: Sequence[Point]) -> bool:
    """Whether any of the values is made up."""
    return any(point.status is RowStatus.ILLUSTRATIVE for point in points)


def latest_value(points: Sequence[Point]) -> Point | None:
    """The newest point with a value of the whole district."""
    return next((point for point in reversed(points) if point.value is not None), None)


def change_words(indicator: Indicator, points: Sequence[Point], context: Context) -> str:
    """How far the newest value is from the one before; empty without two that can be compared."""
    latest = latest_value(points)
    if latest is None or latest.value is None or latest.lower_bound:
        return ""
    first = max((item.year for item in indicator.breaks if item.year <= latest.year), default=latest.year - 100)
    before = latest_value([point for point in points if first <= point.year < latest.year])
    if before is None or before.value is None or before.lower_bound:
        return ""
    formats = context.formats
    values = {"year": formats.year(before.year)}
    if latest.value == before.value:
        return context.texts("indicators.unchanged", **values)
    change = formats.pace(latest.value - before.value, indicator.unit)
    return context.texts("indicators.change", change=change, **values)


def gap_words(points: Sequence[Point], context: Context) -> str:
    """Of how many units the newest year is, or why it has no value; empty where the newest year is whole."""
    if not points:
        return context.texts("indicators.nobody_ever")
    newest = points[-1]
    if newest.value is not None:
        return ""
    coverage = short_coverage(newest, context) or context.formats.missing_reason(newest.symbol)
    return context.texts("coverage.of_year", year=context.formats.year(newest.year), coverage=coverage)


def _value(indicator: Indicator, latest: Point | None, points: Sequence[Point], context: Context) -> str:
    """The newest value with its unit, as it stands beside its goal; that none is whole, or that there is none."""
    if latest is not None:
        formats, goal = context.formats, context.goal_in_force(indicator.id)
        return formats.with_unit(formats.beside_goal(latest.value or 0.0, goal, indicator.unit), indicator.unit)
    return context.texts("indicators.none_whole" if points else "indicators.no_value")


def _axis(points: Sequence[Point], context: Context) -> tuple[int, int]:
    """First and last year of the line: those of the series, widened to `FEWEST_YEARS`."""
    last = max(points[-1].year, min(context.as_of.year, points[-1].year + 1))
    return min(points[0].year, last - FEWEST_YEARS + 1), last


def _alt(indicator: Indicator, points: Sequence[Point], context: Context) -> str:
    present = [point for point in points if point.value is not None]
    if len(present) < 2:
        return ""
    formats = context.formats
    return context.texts(
        "alt.trajectory",
        label=context.texts.of(indicator.label),
        first_year=formats.year(present[0].year),
        first=formats.quantity(present[0].value or 0.0, indicator.unit),
        last_year=formats.year(present[-1].year),
        last=formats.quantity(present[-1].value or 0.0, indicator.unit),
    )
