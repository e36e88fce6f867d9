"""How past forecasts fared: how often their interval held what came, and what that says of intervals made today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import comb

from core.assessment.assess_goal import forecast_to
from core.assessment.points import Point
from core.forecast import FEWEST_POINTS, SHOWN_LEVEL
from core.plan.indicators import Indicator

RARE = 0.1
"""Less likely than this, by chance alone, a record says something of the intervals."""
FEWEST_TRIES = 3
"""Below so many tries nothing is said of the intervals."""


class Reading(StrEnum):
    """How to read today's intervals after a record of past ones; the language catalogues hold a sentence for each."""

    FEW = "few"
    NARROW = "narrow"
    FAIR = "fair"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class IntervalRecord:
    """Of `tries` intervals, each meant to hold what came in `SHOWN_LEVEL` of all cases, `hits` did."""

    hits: int
    tries: int

    @property
    def due(self) -> int:
        """How many should have held it, rounded to whole ones, halves up."""
        return int(self.tries * SHOWN_LEVEL + 0.5)

    @property
    def reading(self) -> Reading:
        """Too narrow or too wide when so few or so many hits would be rare among sound intervals, else fair.

        The tries are taken as independent, which those of neighbouring years are not quite: so only rare is rare.
        """
        if self.tries < FEWEST_TRIES:
            return Reading.FEW
        at_most = sum(_probability(hits, self.tries) for hits in range(self.hits + 1))
        at_least = sum(_probability(hits, self.tries) for hits in range(self.hits, self.tries + 1))
        return Reading.NARROW if at_most < RARE else Reading.WIDE if at_least < RARE else Reading.FAIR


def _probability(hits: int, tries: int) -> float:
    """The binomial probability of so many hits of sound intervals."""
    return comb(tries, hits) * SHOWN_LEVEL**hits * (1 - SHOWN_LEVEL) ** (tries - hits)


def back_test(indicator: Indicator, points: Sequence[Point], years_ahead: int) -> IntervalRecord:
    """The record of forecasts so many years ahead, each from the points up to a year, as they are known today.

    `points` hold a value, oldest first, and are comparable with each other. A forecast counts when it had an interval
    and the year it was made for has a value.
    """
    came = {point.year: point.value for point in points}
    hits = tries = 0
    for place in range(FEWEST_POINTS, len(points)):
        known = tuple(points[:place])
        year = known[-1].year + years_ahead
        value, outlook = came.get(year), forecast_to(indicator, known, year)
        band = None if outlook is None else outlook.interval(SHOWN_LEVEL)
        if value is None or band is None:
            continue
        tries += 1
        hits += float(band[0][-1]) <= value <= float(band[1][-1])
    return IntervalRecord(hits, tries)
