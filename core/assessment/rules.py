"""The named rules: each one function from a series and its target to an outcome, and one entry in a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.assessment.cases import NOT_AVAILABLE, Case, Finding, case
from core.assessment.paths import pace
from core.assessment.peers import (
    CANADA_GROWTH,
    CLOUD_ABOVE,
    FEWEST_POINTS,
    MOMENTUM_POINTS,
    SUN_BELOW,
    UN_FAIR,
    UN_GROWTH,
    UN_MET,
    momentum,
    statcan,
    un_2023,
)
from core.assessment.status import LAGGING, ON_TRACK, Reason, Status, chosen
from core.plan.indicators import Better
from core.plan.plan import PaceRule


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the table. `outcomes` from best to worst, then what it says without enough data; `thresholds` are
    the numbers its sentence in the catalogues quotes; `source` is who published it and `address` where."""

    id: str
    judge: Callable[[Case], Finding]
    outcomes: tuple[str, ...]
    thresholds: dict[str, float]
    address: str


def _paced(rule: PaceRule) -> Callable[[Case], Finding]:
    def judge(case: Case) -> Finding:
        due, aim = case.target_year, case.target
        if due is None or aim is None:
            return Finding(rule.value, Status.INSUFFICIENT_DATA.value, reason=Reason.NO_TARGET.value)
        # What came after the target year says nothing of it.
        known = [pair for pair in zip(case.years, case.values, strict=True) if pair[0] <= due]
        start, first = case.base or (case.base_year, None)
        end, last = known[-1] if known else (start, None)
        if start is None or end is None:
            return Finding(rule.value, Status.INSUFFICIENT_DATA.value, reason=Reason.NO_OBSERVATION.value)
        found = pace(start, first, end, last, due, aim, case.better, rule, due_passed=case.due_passed)
        return Finding(rule.value, found.status.value, found.ratio, years=(start, end), reason=found.reason.value)

    return judge


_STATUSES = tuple(status.value for status in Status if status is not Status.NO_GOAL)
_PACES = {"on_track": ON_TRACK, "lagging": LAGGING}

_OPEN_SDG = "https://github.com/open-sdg/open-sdg/blob/HEAD/docs/progress-methodology.md"

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule("linear", _paced(PaceRule.LINEAR), _STATUSES, _PACES, _OPEN_SDG),
        Rule("cagr", _paced(PaceRule.CAGR), _STATUSES, _PACES, _OPEN_SDG),
        Rule(
            "weather",
            momentum,
            ("sun", "sun_cloud", "cloud", "storm", NOT_AVAILABLE),
            {"points": MOMENTUM_POINTS, "fewest": FEWEST_POINTS, "sun": SUN_BELOW, "cloud": CLOUD_ABOVE},
            "https://dns-indikatoren.de/en/status",
        ),
        Rule(
            "un_2023",
            un_2023,
            ("met", "fair", "stagnation", NOT_AVAILABLE),
            {"met": UN_MET, "fair": UN_FAIR, "growth_met": UN_GROWTH[0], "growth_fair": UN_GROWTH[1]},
            "https://github.com/EUSTAT-DES/site/blob/HEAD/_pages/en/metodologia.md",
        ),
        Rule(
            "statcan",
            statcan,
            (
                "target_achieved",
                "substantial_progress",
                "moderate_progress",
                "limited_progress",
                "deterioration",
                NOT_AVAILABLE,
            ),
            {**_PACES, "growth_on_track": CANADA_GROWTH[0], "growth_lagging": CANADA_GROWTH[1]},
            _OPEN_SDG,
        ),
    )
}
"""Every rule by its id, in the order in which they are shown; the page of sources renders this table."""


def judged(rule: str, given: Case) -> Finding:
    """The finding of a rule of the table. Raises SeriesError for a rule that is not in it."""
    return RULES[chosen(rule, tuple(RULES))].judge(given)


def weather(
    years: Sequence[object],
    values: Sequence[object],
    target_year: int | None,
    target: float | None,
    better: Better | str,
) -> Finding:
    """Recent momentum by Germany's weather symbols (Destatis): sun · sun_cloud · cloud · storm · not_available.

    The average change over the last six points (four at least) is drawn on to the target year; what is then missing,
    as a share of the way still to go, decides: sun below 5 %, sun and cloud up to 20 %, cloud above, storm when the
    change leads nowhere or away. A target without a year has to be kept every year; without a target the directions of
    the average and the last change count. Raises SeriesError naming the row that is wrong.
    """
    return judged("weather", case(years, values, better, target=target, target_year=target_year))


def progress_chart(years: Sequence[Any], values: Sequence[Any], better: Better | str, **given: Any) -> Finding:
    """The UN progress chart's rule of 2023: met · fair · stagnation · not_available; arguments as for `case`."""
    return judged("un_2023", case(years, values, better, **given))


def progress_measure(years: Sequence[Any], values: Sequence[Any], better: Better | str, **given: Any) -> Finding:
    """Statistics Canada's rule, with a target and (the no-target rule) without one; arguments as for `case`."""
    return judged("statcan", case(years, values, better, **given))
