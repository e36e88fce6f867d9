"""A period as people say it."""

from __future__ import annotations

from core.language import Texts
from core.tasks.periods import period_of


def period_words(code: str, texts: Texts) -> str:
    """The period of a code: 2024年上半年 or first half of 2024; that it was not stated for an empty one."""
    period = period_of(code)
    if period is None:
        return code or texts("tasks.period.none")
    year = str(period.year)
    match period.kind:
        case "H":
            return texts("tasks.period.first_half" if period.number == 1 else "tasks.period.second_half", year=year)
        case "Q":
            return texts("tasks.period.quarter", year=year, quarter=str(period.number))
        case "M":
            return texts("tasks.period.month", year=year, month=str(period.number))
    return texts("tasks.period.year", year=year)
