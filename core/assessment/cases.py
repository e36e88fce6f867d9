"""What a rule is given and what it answers: one checked series with its target, and the finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from core.annual_series import SeriesError, SeriesProblem, checked, direction, number, within, year
from core.plan.indicators import Better

NOT_AVAILABLE = "not_available"
"""What a published rule says when it has not enough to go by."""


@dataclass(frozen=True, slots=True)
class Case:
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
        found = [pair for pair in zip(self.years, self.values, strict=True) if self.base_year in (None, pair[0])]
        return found[0] if found else None

    @property
    def latest(self) -> tuple[int, float] | None:
        return (self.years[-1], self.values[-1]) if self.years else None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says: the outcome in its own words, the number that decided (None when nothing could be computed)
    and, for a rule that publishes one, its score. `years` are the first and last year the number rests on, `reason` the
    branch of the rule that decided, where it names one."""

    rule: str
    outcome: str
    value: float | None = None
    score: float | None = None
    years: tuple[int, int] | None = None
    reason: str = ""


def case(
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
) -> Case:
    """A checked case; missing values drop out. Raises SeriesError naming the row or argument that is wrong."""
    known, found = checked(years, values, bounds)
    aim = number(target, "target")
    start = None if base_year is None else year(base_year, "base_year")
    due = None if target_year is None else year(target_year, "target_year")
    first = start if start is not None else known[0] if known else None
    if due is not None and first is not None and due <= first:
        raise SeriesError(SeriesProblem.TARGET_BEFORE_BASE, "target_year", found=due, base=first)
    return Case(
        known,
        found,
        direction(better),
        start,
        None if aim is None else within(aim, bounds, "target"),
        due,
        number(limit, "limit"),
        due_passed,
    )
