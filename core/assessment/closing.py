"""The closing evaluation: reached or not, by how much, when first, and what each year had expected and forecast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import floor

from core.assessment.assess_goal import forecast_to
from core.assessment.assessment import Assessment
from core.assessment.points import Point, starts_after_last_break
from core.assessment.status import Status, meets_target
from core.forecast import SHOWN_LEVEL, Forecast
from core.plan.entries import Goal
from core.plan.indicators import Better


@dataclass(frozen=True, slots=True)
class Vintage:
    """What was known on a day: a release's series as it stood then, and the status it got then.

    `release` is None for a vintage made by cutting today's series off at a year, where no release of the time exists.
    """

    as_of: date
    release: str | None
    observed: tuple[Point, ...]
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class ClosingYear:
    """One year on the way, in the indicator's unit: where the required path stood, what was observed as known now and
    as known then, what the values of the time would have had the target year be (with the 80 % interval, from five
    points on), and how far that was from what came: forecast less observed, None while the target year is unknown. A
    year that brought no value has no forecast: it would be the one of the year before."""

    year: int
    expected: float | None
    observed: float | None
    known_then: float | None
    vintage: Vintage | None
    forecast: float | None = None
    interval: tuple[float, float] | None = None
    error: float | None = None


@dataclass(frozen=True, slots=True)
class ClosingEvaluation:
    """The evaluation of one goal after its due date.

    `first_reached` is the first year whose value was at the goal or beyond it, None when there was none;
    `lost_again`: reached on the way and not in the target year. `hits` counts the past forecasts whose interval holds
    the final value, of `tries` that had an interval.
    """

    assessment: Assessment
    first_reached: int | None
    lost_again: bool
    years: tuple[ClosingYear, ...]
    hits: int
    tries: int


def evaluate_closing(assessment: Assessment, vintages: Iterable[Vintage]) -> ClosingEvaluation | None:
    """The closing evaluation of an assessment from what was known each year; None before the due date.

    `vintages` may hold several of one year: the last one of the year, known before the due date, counts. A year without
    one is judged on today's values up to that year.
    """
    goal = assessment.goal
    if goal is None or not assessment.closed:
        return None
    final = assessment.at(goal.target_year)
    final_value = None if final is None else final.start_value
    first_reached = _first_year_at_goal(assessment, goal)
    vintage_of = _last_vintages(vintages, goal.due)
    years: list[ClosingYear] = []
    before: tuple[Point, ...] = ()
    for year in range(goal.baseline_year, goal.target_year + 1):
        vintage = _vintage(assessment, year, vintage_of)
        # What was reported for a later year than the release's own would be known only afterwards.
        until = [point for point in vintage.observed if point.year <= year]
        known = starts_after_last_break(assessment.indicator, until)
        closing_year = _closing_year(assessment, year, vintage)
        # From the values that were known the year before, its forecast would only be said again.
        if known != before:
            before = known
            closing_year = _with_forecast(
                closing_year,
                forecast_to(assessment.indicator, known, goal.target_year),
                final_value,
                whole=not assessment.indicator.unit.is_share,
            )
        years.append(closing_year)
    intervals = [year.interval for year in years if year.interval is not None and final_value is not None]
    return ClosingEvaluation(
        assessment,
        first_reached,
        first_reached is not None and assessment.status is Status.MISSED,
        tuple(years),
        sum(final_value is not None and low <= final_value <= high for low, high in intervals),
        len(intervals),
    )


def _first_year_at_goal(assessment: Assessment, goal: Goal) -> int | None:
    for point in assessment.present:
        on_the_way = goal.baseline_year <= point.year <= goal.target_year
        if (
            point.value is not None
            and on_the_way
            and meets_target(point.value, goal.value, assessment.indicator.better)
            and (point.is_start or assessment.indicator.better is Better.HIGHER)
        ):
            return point.year
    return None


def _last_vintages(vintages: Iterable[Vintage], due: date) -> dict[int, Vintage]:
    """The last vintage of each year that was known before the due date."""
    last: dict[int, Vintage] = {}
    for vintage in sorted(vintages, key=lambda vintage: vintage.as_of):
        if vintage.as_of < due:
            last[vintage.as_of.year] = vintage
    return last


def _vintage(assessment: Assessment, year: int, vintage_of: Mapping[int, Vintage]) -> Vintage:
    """What was known in a year; without a release of the time today's values up to it."""
    observed_then = tuple(point for point in assessment.observed if point.year <= year)
    return vintage_of.get(year) or Vintage(date(year, 12, 31), None, observed_then)


def _closing_year(assessment: Assessment, year: int, vintage: Vintage) -> ClosingYear:
    now = assessment.at(year)
    return ClosingYear(
        year,
        assessment.expected(year),
        None if now is None else now.value,
        next((point.value for point in vintage.observed if point.year == year), None),
        vintage,
    )


def _with_forecast(
    closing_year: ClosingYear, outlook: Forecast | None, final_value: float | None, *, whole: bool
) -> ClosingYear:
    if outlook is None:
        return closing_year
    expected_value = float(outlook.mean[-1])
    if whole:  # there is no 0.7 of a college, and an error is one of whole ones
        expected_value = float(floor(expected_value + 0.5))
    interval = outlook.interval(SHOWN_LEVEL)
    return replace(
        closing_year,
        forecast=expected_value,
        interval=None if interval is None else (float(interval[0][-1]), float(interval[1][-1])),
        error=None if final_value is None else expected_value - final_value,
    )
