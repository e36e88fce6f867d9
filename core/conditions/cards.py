"""Yellow and red cards: from failed thresholds to restricted or suspended enrolment, over years one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.conditions.school_verdicts import CellState, JudgedSchool, Verdict
from core.plan.standards import Cards


class Card(StrEnum):
    """What a standard with cards brings a college in a year."""

    NONE = "none"
    RESTRICTED = "restricted"  # a yellow card
    SUSPENDED = "suspended"  # a red card: enough failures at once
    SUSPENDED_BY_YEARS = "suspended_by_years"  # a red card: restricted in so many years running
    AT_LEAST_RESTRICTED = "at_least_restricted"  # a value is missing: restricted, perhaps suspended
    UNKNOWN = "unknown"  # nothing fails, but a value is missing


RESTRICTED = (Card.RESTRICTED, Card.AT_LEAST_RESTRICTED)


def cards_by_year(years: Mapping[int, JudgedSchool], cards: Cards) -> dict[int, Card]:
    """The card of one college in every year in which it was judged; `years` holds what was said of it by year.

    A year without a verdict breaks a run of years: what is not known does not count as restricted. A year that is
    suspended for its own failures, or by a run, counts as restricted for the years after it.
    """
    own = {year: _card(school, cards) for year, school in years.items() if school.verdict is not Verdict.NO_THRESHOLDS}
    result = {}
    for year in sorted(own):
        run = [own.get(before) for before in range(year - cards.years_running + 1, year + 1)]
        is_run = all(card is not None and card not in (Card.NONE, Card.UNKNOWN) for card in run)
        result[year] = Card.SUSPENDED_BY_YEARS if is_run and own[year] in RESTRICTED else own[year]
    return result


def _card(school: JudgedSchool, cards: Cards) -> Card:
    failures = len(school.failing)
    unknown = any(cell.decides and cell.state is CellState.UNKNOWN for cell in school.cells)
    if failures >= cards.suspended:
        return Card.SUSPENDED
    if failures >= cards.restricted:
        return Card.AT_LEAST_RESTRICTED if unknown else Card.RESTRICTED
    return Card.UNKNOWN if unknown else Card.NONE
