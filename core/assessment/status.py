"""The codes of a status and its reasons, and where the pace ratio splits them; `core.assessment.paths` decides."""

from __future__ import annotations

from enum import StrEnum

from core.annual_series import SeriesError, SeriesProblem

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
    NO_TARGET = "no_target"
    NO_PACE_NEEDED = "no_pace_needed"
    SERIES_BREAK = "series_break"
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


def check_choice(rule: object, choices: tuple[str, ...]) -> str:
    """The name of a rule when it is one of the choices. Raises SeriesError for another one."""
    if str(rule) not in choices:
        raise SeriesError(SeriesProblem.UNKNOWN_CHOICE, "rule", found=str(rule)[:40], choices=", ".join(choices))
    return str(rule)
