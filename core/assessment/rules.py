"""The named rules: each one function from a series and its target to an outcome, and one entry in a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from core.assessment.momentum import CLOUD_ABOVE, FEWEST_MOMENTUM_POINTS, MOMENTUM_POINTS, SUN_BELOW, weather_rule
from core.assessment.pace import pace
from core.assessment.published_rules import (
    CANADA_GROWTH,
    UN_FAIR,
    UN_GROWTH,
    UN_MET,
    statcan_rule,
    un_progress_rule,
)
from core.assessment.rule_inputs import NOT_AVAILABLE, RuleInput, RuleResult
from core.assessment.status import LAGGING, ON_TRACK, Reason, Status, check_choice
from core.plan.entries import PaceRule


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the table. `outcomes` are from best to worst, then the one for too few data; `thresholds` are
    the numbers its sentence in the catalogues quotes; `address` is where it was published."""

    id: str
    judge: Callable[[RuleInput], RuleResult]
    outcomes: tuple[str, ...]
    thresholds: dict[str, float]
    address: str


def _pace_rule(rule: PaceRule) -> Callable[[RuleInput], RuleResult]:
    def judge(given: RuleInput) -> RuleResult:
        due, target = given.target_year, given.target
        if due is None or target is None:
            return RuleResult(rule.value, Status.INSUFFICIENT_DATA.value, reason=Reason.NO_TARGET.value)
        # What came after the target year says nothing of it.
        until_due = [pair for pair in zip(given.years, given.values, strict=True) if pair[0] <= due]
        start, first = given.base or (given.base_year, None)
        end, last = until_due[-1] if until_due else (start, None)
        if start is None or end is None:
            return RuleResult(rule.value, Status.INSUFFICIENT_DATA.value, reason=Reason.NO_OBSERVATION.value)
        verdict = pace(start, first, end, last, due, target, given.better, rule, due_passed=given.due_passed)
        return RuleResult(
            rule.value, verdict.status.value, verdict.ratio, years=(start, end), reason=verdict.reason.value
        )

    return judge


_STATUSES = tuple(status.value for status in Status if status is not Status.NO_GOAL)
_PACES = {"on_track": ON_TRACK, "lagging": LAGGING}

_OPEN_SDG = "https://github.com/open-sdg/open-sdg/blob/HEAD/docs/progress-methodology.md"

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule("linear", _pace_rule(PaceRule.LINEAR), _STATUSES, _PACES, _OPEN_SDG),
        Rule("cagr", _pace_rule(PaceRule.CAGR), _STATUSES, _PACES, _OPEN_SDG),
        Rule(
            "weather",
            weather_rule,
            ("sun", "sun_cloud", "cloud", "storm", NOT_AVAILABLE),
            {"points": MOMENTUM_POINTS, "fewest": FEWEST_MOMENTUM_POINTS, "sun": SUN_BELOW, "cloud": CLOUD_ABOVE},
            "https://dns-indikatoren.de/en/status",
        ),
        Rule(
            "un_2023",
            un_progress_rule,
            ("met", "fair", "stagnation", NOT_AVAILABLE),
            {"met": UN_MET, "fair": UN_FAIR, "growth_met": UN_GROWTH[0], "growth_fair": UN_GROWTH[1]},
            "https://github.com/EUSTAT-DES/site/blob/HEAD/_pages/en/metodologia.md",
        ),
        Rule(
            "statcan",
            statcan_rule,
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


def apply_rule(rule: str, given: RuleInput) -> RuleResult:
    """The result of a rule of the table. Raises SeriesError for a rule that is not in it."""
    entry = RULES[check_choice(rule, tuple(RULES))]
    result = entry.judge(given)
    if all(number is None or isfinite(number) for number in (result.value, result.score)):
        return result
    # A baseline of next to nothing leaves no growth that a number can hold.
    return RuleResult(entry.id, entry.outcomes[-1])
