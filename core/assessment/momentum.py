"""How things have gone lately: sun, cloud or storm from the last points, as the weather symbols of Germany."""

from __future__ import annotations

from core.assessment.rule_inputs import NOT_AVAILABLE, RuleInput, RuleResult
from core.assessment.status import at_least, meets_target

MOMENTUM_POINTS, FEWEST_MOMENTUM_POINTS = 6, 4
SUN_BELOW, CLOUD_ABOVE = 0.05, 0.20
"""Shares of the way that may be missing in the target year: sun below the first, sun and cloud up to the second."""


def weather_rule(case: RuleInput) -> RuleResult:
    """Recent momentum by Germany's weather symbols (Destatis): sun · sun_cloud · cloud · storm · not_available.

    The average change over the last six points (four at least) is drawn on to the target year; what is then missing,
    as a share of the way still to go, decides: sun below 5 %, sun and cloud up to 20 %, cloud above, storm when the
    change leads nowhere or away. A target without a year has to be kept every year; without a target the directions of
    the average and the last change count.
    """
    years, values = case.years[-MOMENTUM_POINTS:], case.values[-MOMENTUM_POINTS:]
    if len(years) < FEWEST_MOMENTUM_POINTS:
        return RuleResult("weather", NOT_AVAILABLE)
    change = (values[-1] - values[0]) / (years[-1] - years[0])
    span, better = (years[0], years[-1]), case.sign * change
    if case.target is None:
        latest = case.sign * (values[-1] - values[-2])
        outcome = ("sun" if latest > 0 else "sun_cloud") if better > 0 else ("cloud" if latest > 0 else "storm")
        return RuleResult("weather", outcome, change, years=span)
    at_target = meets_target(values[-1], case.target, case.better)
    if at_target or case.target_year is None or case.target_year <= years[-1]:
        outcome = ("sun" if better >= 0 else "sun_cloud") if at_target else ("cloud" if better > 0 else "storm")
        return RuleResult("weather", outcome, change, years=span)
    if better <= 0:
        return RuleResult("weather", "storm", change, years=span)
    leads_to = values[-1] + change * (case.target_year - years[-1])
    missing = case.sign * (case.target - leads_to) / abs(case.target - values[-1])
    outcome = "cloud" if not at_least(CLOUD_ABOVE, missing) else "sun_cloud" if at_least(missing, SUN_BELOW) else "sun"
    return RuleResult("weather", outcome, change, years=span)
