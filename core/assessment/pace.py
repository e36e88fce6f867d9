"""The required path of a goal, the pace it went and the pace it had to go; `status.py` decides what they mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isfinite

from core.annual_series import SeriesError, SeriesProblem, check_bounds, parse_direction, parse_number, parse_year
from core.assessment.status import Course, Reason, Status, check_choice, decide_status, meets_target
from core.plan.entries import PaceRule
from core.plan.indicators import Better

YearlyPath = tuple[tuple[int, float], ...]
"""One value a year, both ends included."""


@dataclass(frozen=True, slots=True)
class Pace:
    """One latest value against one target, by one rule.

    Values are in the unit they were given in. With the linear rule a pace is the change a year in that unit, with
    `cagr` the growth a year as a fraction; both carry the sign of the movement. `ratio` is observed over required
    pace, 1 being exactly on the required path; `needed` is the pace from the latest value on. What the points do not
    allow is None, and `reason` says which branch of the rule decided.
    """

    rule: PaceRule
    better: Better
    base_year: int
    base: float | None
    latest_year: int
    latest: float | None
    target_year: int
    target: float
    status: Status
    reason: Reason
    ratio: float | None = None
    observed: float | None = None
    required: float | None = None
    needed: float | None = None
    required_from_base: YearlyPath = ()
    required_from_now: YearlyPath = ()

    @property
    def extra_factor(self) -> float | None:
        """How many times the observed pace is now needed; None when it moves the wrong way or nothing is needed."""
        if not self.needed or not self.observed or self.needed * self.observed <= 0:
            return None
        return self.needed / self.observed

    def latest_for(self, ratio: float) -> float | None:
        """The latest value that would have given this ratio; None where no pace is required or known, or by growth no
        value could give it."""
        if self.base is None or self.required is None or self.latest_year <= self.base_year:
            return None
        years = self.latest_year - self.base_year
        if self.rule is PaceRule.LINEAR:
            return self.base + ratio * self.required * years
        # Nothing shrinks by more than all of it.
        return self.base * (1 + ratio * self.required) ** years if ratio * self.required > -1 else None


def pace(
    base_year: int,
    base: float | None,
    latest_year: int,
    latest: float | None,
    target_year: int,
    target: float,
    better: Better | str,
    rule: PaceRule | str = PaceRule.LINEAR,
    *,
    due_passed: bool = False,
    bounds: tuple[float, float] = (-inf, inf),
) -> Pace:
    """Judge a latest value against a target by the pace since the baseline.

    Before the due date a reached target overrides; else observed over required pace decides at 0.95, 0.60 and 0. Once
    `due_passed`, only the value of the target year counts: met, missed or not yet published. `linear` is the change a
    year and serves counts from zero and shares; `cagr` is the compound growth of Eurostat and Statistics Canada, which
    a zero or a change of sign leaves without a rate. A missing value is None. `bounds` are the inclusive natural
    limits of every value.

    Raises SeriesError: text, an infinity, no year, a value outside `bounds`, a target year not after the base year,
    an unknown direction or rule.

    Source: Eurostat, Sustainable development in the European Union, and Statistics Canada for thresholds and growth.
    """
    pace_rule = PaceRule(check_choice(rule, tuple(PaceRule)))
    towards = parse_direction(better)
    start = parse_year(base_year, "base_year")
    end = parse_year(latest_year, "latest_year")
    due = parse_year(target_year, "target_year")
    if due <= start:
        raise SeriesError(SeriesProblem.TARGET_BEFORE_BASE, "target_year", found=due, base=start)
    first = _bounded_number(base, bounds, "base")
    last = _bounded_number(latest, bounds, "latest")
    aim = _bounded_number(target, bounds, "target")
    if aim is None:
        raise SeriesError(SeriesProblem.MISSING, "target")
    rates = _RATES[pace_rule](start, first, end, last, due, aim, towards)
    if not rates.finite:
        rates = _Rates()
    status, reason = decide_status(
        Course(start, first, end, last, due, aim, towards, rates.ratio), due_passed=due_passed
    )
    return Pace(pace_rule, towards, start, first, end, last, due, aim, status, reason, *rates.parts())


def _bounded_number(value: object, bounds: tuple[float, float], field: str) -> float | None:
    plain = parse_number(value, field)
    return None if plain is None else check_bounds(plain, bounds, field)


@dataclass(frozen=True, slots=True)
class _Rates:
    """The rates a rule computes from base, latest value and target; None where it has none for them."""

    ratio: float | None = None
    observed: float | None = None
    required: float | None = None
    needed: float | None = None
    from_base: YearlyPath = ()
    from_now: YearlyPath = ()

    @property
    def finite(self) -> bool:
        """Whether every rate is a number: from next to nothing a rate can lie beyond all numbers."""
        rates = (self.ratio, self.observed, self.required, self.needed)
        return all(rate is None or isfinite(rate) for rate in rates)

    def parts(self) -> tuple[float | None, float | None, float | None, float | None, YearlyPath, YearlyPath]:
        return self.ratio, self.observed, self.required, self.needed, self.from_base, self.from_now


def _linear(
    start: int, first: float | None, end: int, last: float | None, due: int, aim: float, better: Better
) -> _Rates:
    required = observed = ratio = needed = None
    from_base: YearlyPath = ()
    from_now: YearlyPath = ()
    # A baseline at the goal already requires no pace: a path down to the goal would make no sense.
    if first is not None and not meets_target(first, aim, better):
        required = (aim - first) / (due - start)
        from_base = straight_path(start, first, due, aim)
    if first is not None and last is not None and end > start:
        observed = (last - first) / (end - start)
        ratio = None if required is None else observed / required
    if last is not None and end < due and not meets_target(last, aim, better):
        needed = (aim - last) / (due - end)
        from_now = straight_path(end, last, due, aim)
    return _Rates(ratio, observed, required, needed, from_base, from_now)


def _compound(
    start: int, first: float | None, end: int, last: float | None, due: int, aim: float, better: Better
) -> _Rates:
    # A rate of growth exists between two values of one sign only.
    if any(value is not None and value * aim <= 0 for value in (first, last)) or aim == 0:
        return _Rates()
    required = observed = ratio = needed = None
    from_base: YearlyPath = ()
    from_now: YearlyPath = ()
    if first is not None and not meets_target(first, aim, better):
        required = (aim / first) ** (1 / (due - start)) - 1
        from_base = _growing(start, first, due, aim)
    if first is not None and last is not None and end > start:
        observed = (last / first) ** (1 / (end - start)) - 1
        ratio = None if required is None else observed / required
    if last is not None and end < due and not meets_target(last, aim, better):
        needed = (aim / last) ** (1 / (due - end)) - 1
        from_now = _growing(end, last, due, aim)
    return _Rates(ratio, observed, required, needed, from_base, from_now)


_RATES: dict[PaceRule, Callable[[int, float | None, int, float | None, int, float, Better], _Rates]] = {
    PaceRule.LINEAR: _linear,
    PaceRule.CAGR: _compound,
}


def straight_path(start_year: int, start: float, end_year: int, end: float) -> YearlyPath:
    """The straight path between two years, one value a year, both ends included; empty when there is no way to go."""
    years = end_year - start_year
    if years <= 0:
        return ()
    return tuple((start_year + step, start + (end - start) * step / years) for step in range(years + 1))


def _growing(start_year: int, start: float, end_year: int, end: float) -> YearlyPath:
    """The path of constant growth between two values of one sign, both ends exact."""
    years = end_year - start_year
    steps = [(start_year + step, start * (end / start) ** (step / years)) for step in range(years)]
    return (*steps, (end_year, end))
