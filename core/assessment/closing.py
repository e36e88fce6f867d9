"""The closing evaluation: reached or not, by how much, when first, and what each year had expected and forecast."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.assessment.paths import meets_target
from core.assessment.points import Point, after_last_break
from core.assessment.status import Status
from core.assessment.verdict import Assessment, forecast_to
from core.forecast import FEWEST_POINTS, SHOWN_LEVEL


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
    points on), and how far that was from what came: forecast less observed, None while the target year is unknown."""

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
    `lost_again`: reached on the way and not in the target year. `held` counts the past forecasts whose interval held
    the value that came, of `tried`.
    """

    assessment: Assessment
    first_reached: int | None
    lost_again: bool
    years: tuple[ClosingYear, ...]
    held: int
    tried: int


def evaluate_closing(assessment: Assessment, vintages: Iterable[Vintage]) -> ClosingEvaluation | None:
    """The closing evaluation of an assessment from what was known each year; None before the due date.

    `vintages` may hold several of one year: the last one of the year, known before the due date, counts. A year without
    one is judged on today's values up to that year.
    """
    goal = assessment.goal
    if goal is None or not assessment.closed:
        return None
    better, final = assessment.indicator.better, assessment.at(goal.target_year)
    came = None if final is None else final.value
    at_goal = [
        point.year
        for point in assessment.present
        if point.value is not None
        and goal.baseline_year <= point.year <= goal.target_year
        and meets_target(point.value, goal.value, better)
    ]
    last_of: dict[int, Vintage] = {}
    for vintage in sorted(vintages, key=lambda each: each.as_of):
        if vintage.as_of < goal.due:
            last_of[vintage.as_of.year] = vintage
    years = tuple(
        _year(assessment, each, last_of.get(each), came) for each in range(goal.baseline_year, goal.target_year + 1)
    )
    tried = [each for each in years if each.interval is not None and came is not None]
    return ClosingEvaluation(
        assessment,
        at_goal[0] if at_goal else None,
        bool(at_goal) and assessment.status is Status.MISSED,
        years,
        sum(each.interval is not None and came is not None and _inside(came, each.interval) for each in tried),
        len(tried),
    )


def _year(assessment: Assessment, year: int, vintage: Vintage | None, came: float | None) -> ClosingYear:
    goal = assessment.goal
    assert goal is not None
    now = assessment.at(year)
    if vintage is None:
        vintage = Vintage(date(year, 12, 31), None, tuple(p for p in assessment.observed if p.year <= year))
    then = next((point.value for point in vintage.observed if point.year == year), None)
    known = after_last_break(assessment.indicator, [point for point in vintage.observed if point.year <= year])
    found = forecast_to(assessment.indicator, known, goal.target_year)
    # What was reported for a later year than the release's own would be known only afterwards.
    if found is None or not known or known[-1].year >= goal.target_year:
        return ClosingYear(year, assessment.expected(year), None if now is None else now.value, then, vintage)
    ahead = float(found.mean[-1])
    band = found.interval(SHOWN_LEVEL) if len(known) >= FEWEST_POINTS else None
    return ClosingYear(
        year,
        assessment.expected(year),
        None if now is None else now.value,
        then,
        vintage,
        ahead,
        None if band is None else (float(band[0][-1]), float(band[1][-1])),
        None if came is None else ahead - came,
    )


def _inside(value: float, band: tuple[float, float]) -> bool:
    return band[0] <= value <= band[1]
