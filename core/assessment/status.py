"""Decides the status of a goal: met, on track, lagging, far behind, moving away or missed, and by which reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isclose

from core.annual_series import SeriesError, SeriesProblem
from core.plan.indicators import Better

ON_TRACK = 0.95
"""At or above this share of the required pace a goal is on track (Eurostat and Statistics Canada family)."""
LAGGING = 0.60
"""From here up to `ON_TRACK` a goal lags; from zero up to here it is far behind, below zero it moves away."""

_ROUNDING = 1e-9
"""A ratio this close to a threshold counts as equal to it: 0.95 must not depend on the unit of the value."""


class Status(StrEnum):
    """Where a goal stands. `met` and `missed` are final once the due date has passed."""

    MET = "met"
    ON_TRACK = "on_track"
    LAGGING = "lagging"
    FAR_BEHIND = "far_behind"
    MOVING_AWAY = "moving_away"
    MISSED = "missed"
    INSUFFICIENT_DATA = "insufficient_data"
    NOT_PUBLISHED = "not_published"
    NO_GOAL = "no_goal"


class Reason(StrEnum):
    """Which branch of the rule gave the status; the language catalogues hold a sentence for each."""

    REACHED = "reached"
    REACHED_AT_CLOSE = "reached_at_close"
    MISSED_AT_CLOSE = "missed_at_close"
    NOT_PUBLISHED_AT_CLOSE = "not_published_at_close"
    PACE = "pace"
    MOVING_AWAY = "moving_away"
    NO_BASELINE = "no_baseline"
    ONE_POINT = "one_point"
    NO_OBSERVATION = "no_observation"
    THRESHOLD_UNREAD = "threshold_unread"
    NO_TARGET = "no_target"
    NO_PACE_NEEDED = "no_pace_needed"
    SERIES_BREAK = "series_break"
    LOWER_BOUND = "lower_bound"
    NO_GROWTH_RATE = "no_growth_rate"
    UNUSABLE = "unusable"
    NOT_IN_FORCE = "not_in_force"


def at_least(ratio: float, threshold: float) -> bool:
    """Whether a ratio is at a threshold or above it; rounding errors do not count."""
    return ratio >= threshold - _ROUNDING


def status_of(ratio: float) -> Status:
    """The status of an open goal by observed over required pace: 0.95, 0.60 and 0 split it, each inclusive upwards."""
    if at_least(ratio, ON_TRACK):
        return Status.ON_TRACK
    if at_least(ratio, LAGGING):
        return Status.LAGGING
    return Status.FAR_BEHIND if at_least(ratio, 0.0) else Status.MOVING_AWAY


def meets_target(value: float, target: float, better: Better) -> bool:
    """Whether a value is at the target or beyond it in the direction that is better."""
    if isclose(value, target, rel_tol=1e-12):
        return True
    return value > target if better is Better.HIGHER else value < target


@dataclass(frozen=True, slots=True)
class Course:
    """What decides a status: base, latest value and target in one unit, and observed over required pace.

    A value is None when it is not known, `ratio` when the rule has no pace for these values.
    """

    base_year: int
    base: float | None
    latest_year: int
    latest: float | None
    target_year: int
    target: float
    better: Better
    ratio: float | None


def decide_status(course: Course, *, due_passed: bool) -> tuple[Status, Reason]:
    """Status and reason: after the due date by the value of the target year alone, before it by target, then pace."""
    if due_passed:
        if course.latest is None or course.latest_year != course.target_year:
            return Status.NOT_PUBLISHED, Reason.NOT_PUBLISHED_AT_CLOSE
        if meets_target(course.latest, course.target, course.better):
            return Status.MET, Reason.REACHED_AT_CLOSE
        return Status.MISSED, Reason.MISSED_AT_CLOSE
    if course.latest is None:
        return Status.INSUFFICIENT_DATA, Reason.NO_OBSERVATION
    if meets_target(course.latest, course.target, course.better):
        return Status.MET, Reason.REACHED
    if course.base is None:
        return Status.INSUFFICIENT_DATA, Reason.NO_BASELINE
    if course.latest_year <= course.base_year:
        return Status.INSUFFICIENT_DATA, Reason.ONE_POINT
    if meets_target(course.base, course.target, course.better):
        # The baseline was at the goal or beyond it: no rate is required, and the latest value has fallen back.
        return Status.MOVING_AWAY, Reason.NO_PACE_NEEDED
    if course.ratio is None:
        return Status.INSUFFICIENT_DATA, Reason.NO_GROWTH_RATE
    status = status_of(course.ratio)
    return status, Reason.MOVING_AWAY if status is Status.MOVING_AWAY else Reason.PACE


def decide_by_bound(value: float, target: float, better: Better, *, due_passed: bool) -> tuple[Status, Reason]:
    """Status and reason where of a value only a lower bound is known: what it decides whatever is withheld, else that
    it cannot be said. Where more is better, a bound at the target has reached it; where less is better, one beyond the
    target has missed it."""
    reached = meets_target(value, target, better)
    if reached and better is Better.HIGHER:
        return Status.MET, Reason.REACHED_AT_CLOSE if due_passed else Reason.REACHED
    if due_passed and not reached and better is Better.LOWER:
        return Status.MISSED, Reason.MISSED_AT_CLOSE
    return Status.INSUFFICIENT_DATA, Reason.LOWER_BOUND


def check_choice(rule: object, choices: tuple[str, ...]) -> str:
    """The name of a rule when it is one of the choices. Raises SeriesError for another one."""
    if str(rule) not in choices:
        raise SeriesError(SeriesProblem.UNKNOWN_CHOICE, "rule", found=str(rule)[:40], choices=", ".join(choices))
    return str(rule)
