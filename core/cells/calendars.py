"""Years and days of other calendars than the one figures are reported in: 民国115年, 令和8年, 佛历2569年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from core.cells.text import fold

_DIGITS = {sign: digit for digit, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "元": 1}
_ERAS = (  # the year before the first of each, and the first day of those of Japan
    ("令和", 2018, date(2019, 5, 1)),
    ("平成", 1988, date(1989, 1, 8)),
    ("昭和", 1925, date(1926, 12, 25)),
)
_REPUBLIC, _BUDDHIST = 1911, -543
_SHIFTS = {
    **{name: before for name, before, _ in _ERAS},
    **dict.fromkeys(("中华民国", "中華民國", "民国", "民國"), _REPUBLIC),
    **dict.fromkeys(("佛历", "佛曆", "พ.ศ."), _BUDDHIST),
}
_YEAR = re.compile(
    rf"({'|'.join(map(re.escape, _SHIFTS))})\s*(\d{{1,4}}|[零〇○元一二三四五六七八九十百]{{1,5}})(?:学?年度?|學年度?|$)"
)
_YEARS = range(1912, 2101)


def year_of_other_calendar(raw: str) -> int | None:
    """The year in our calendar of a text that begins with one of another; None for any other text."""
    match = _YEAR.match(fold(raw))
    if match is None:
        return None
    number = int(match[2]) if match[2].isdecimal() else _number(match[2])
    year = number + _SHIFTS[match[1]]
    return year if number and year in _YEARS else None


def names_of_year(day: date) -> Iterator[str]:
    """How calendars name the year of a day: 2026, 115, 2569 and 令和8."""
    yield str(day.year)
    yield str(year_of_republic(day))
    yield str(buddhist_year(day))
    yield "".join(map(str, era_of_day(day)))


def year_of_republic(day: date) -> int:
    """The year as Taiwan counts it (民国)."""
    return day.year - _REPUBLIC


def buddhist_year(day: date) -> int:
    """The year as Thailand counts it."""
    return day.year - _BUDDHIST


def era_of_day(day: date) -> tuple[str, int]:
    """The era in Japan and the year in it; before 1926 the usual year without an era."""
    return next(((name, day.year - before) for name, before, first in _ERAS if day >= first), ("", day.year))


def _number(numeral: str) -> int:
    """一一五 or 百十五; 0 for what is no number."""
    if not set("十百") & set(numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    total, digit = 0, None
    for sign in numeral:
        if sign in "十百":
            total += (1 if digit is None else digit) * (10 if sign == "十" else 100)
            digit = None
        else:
            digit = _DIGITS[sign]
    return total + (digit or 0)
