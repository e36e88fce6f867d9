"""What a rule takes and what it returns: one checked series with its target, and the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from core.annual_series import (
    SeriesError,
    SeriesProblem,
    check_bounds,
    check_series,
    parse_direction,
    parse_number,
    parse_year,
)
from core.plan.indicators import Better

NOT_AVAILABLE = "not_available"
"""The outcome of a published rule when there are too few data."""


@dataclass(frozen=True, slots=True)
class RuleInput:
    """What a rule judges: a checked series and, as far as there are any, baseline year, target and natural limit.

    Without `base_year` the first year of the series is the baseline. A `target` without a `target_year` has to be kept
    every year; without a `target` only the direction counts. `limit` is the natural limit in the better direction.
    """

    years: tuple[int, ...]
    values: tuple[float, ...]
    better: Better
    base_year: int | None = None
    target: float | None = None
    target_year: int | None = None
    limit: float | None = None
    due_passed: bool = False

    @property
    def sign(self) -> int:
        return 1 if self.better is Better.HIGHER else -1

    @property
    def base(self) -> tuple[int, float] | None:
        """Year and value of the baseline; None when there is none."""
        pairs = zip(self.years, self.values, strict=True)
        return next((pair for pair in pairs if self.base_year in (None, pair[0])), None)

    @property
    def latest(self) -> tuple[int, float] | None:
        return (self.years[-1], self.values[-1]) if self.years else None


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What a rule returns: the outcome in its own words, the number that decided (None when nothing could be computed)
    and, for a rule that publishes one, its score. `years` are the first and last year the number rests on, `reason` the
    branch of the rule that decided, where it names one."""

    rule: str
    outcome: str
    value: float | None = None
    score: float | None = None
    years: tuple[int, int] | None = None
    reason: str = ""


def rule_input(
    years: Sequence[object],
    values: Sequence[object],
    better: Better | str,
    *,
    base_year: object = None,
    target: object = None,
    target_year: object = None,
    limit: object = None,
    due_passed: bool = False,
    bounds: tuple[float, float] = (-inf, inf),
) -> RuleInput:
    """What a rule judges, checked; missing values drop out. Raises SeriesError naming the wrong row or argument."""
    observed_years, observed = check_series(years, values, bounds)
    target_value = parse_number(target, "target")
    start = None if base_year is None else parse_year(base_year, "base_year")
    due = None if target_year is None else parse_year(target_year, "target_year")
    first = start if start is not None else observed_years[0] if observed_years else None
    if due is not None and first is not None and due <= first:
        raise SeriesError(SeriesProblem.TARGET_BEFORE_BASE, "target_year", found=due, base=first)
    return RuleInput(
        observed_years,
        observed,
        parse_direction(better),
        start,
        None if target_value is None else check_bounds(target_value, bounds, "target"),
        due,
        parse_number(limit, "limit"),
        due_passed,
    )
