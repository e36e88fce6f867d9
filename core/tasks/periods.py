"""The period a task is reported for: a year, a half, a quarter or a month, by its code or as people write it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

from core.cells.text import word_key

_YEARS = range(1990, 2101)
_CODE = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?")
_MONTHS_OF = {"": 12, "H": 6, "Q": 3, "M": 1}

_ORDINALS = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)} | {"十一": 11, "十二": 12}
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"^[〇零○一二三四五六七八九]{4}(?=年)")
_YEAR = r"(?P<year>\d{4}|\d{2}(?=年))(?:年度?)?[-/.]?"
_NUMBER = "[1-9]|1[0-2]|十[一二]|[一二三四五六七八九十]"
_SPELLINGS = (
    ("", re.compile(rf"{_YEAR}(?:全年)?")),
    ("H", re.compile(rf"{_YEAR}(?:h(?P<number>[12])|(?P<first>上|前|第[一1]个?)半年度?|(?:下|后|第[二2]个?)半年度?)")),
    ("Q", re.compile(rf"{_YEAR}(?:q(?P<number>[1-4])|第?(?P<word>[1-4一二三四])季度?)")),
    ("M", re.compile(rf"(?P<year>\d{{4}}|\d{{2}}(?=年))(?:年度?[-/.]?|[-/.])(?P<word>0[1-9]|{_NUMBER})月?份?")),
    ("M", re.compile(r"(?P<year>\d{4})(?P<word>0[1-9]|1[0-2])")),
)
_TURNED = re.compile(r"^([hq][1-4])[-/]?(\d{4})$")
_SPAN = re.compile(rf"{_YEAR}0?(?P<from>1?\d)月?-0?(?P<to>1?\d)月份?")


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A period; of two that end on one day the longer counts as the newer, since it is reported after the other.

    `kind` is "" (a year), "H" (a half), "Q" (a quarter) or "M" (a month), `number` which one of its year, from 1.
    """

    year: int
    kind: str = ""
    number: int = 1

    @property
    def code(self) -> str:
        """`2024`, `2024-H1`, `2024-Q3` or `2024-09`, as it stands in a release."""
        if not self.kind:
            return f"{self.year}"
        return f"{self.year}-{self.number:02d}" if self.kind == "M" else f"{self.year}-{self.kind}{self.number}"

    @property
    def months(self) -> int:
        return _MONTHS_OF[self.kind]

    @property
    def first_day(self) -> date:
        return date(self.year, self.months * (self.number - 1) + 1, 1)

    @property
    def last_day(self) -> date:
        month = self.months * self.number
        return date(self.year, month, monthrange(self.year, month)[1])

    def __lt__(self, other: Period) -> bool:
        return (self.last_day, self.months) < (other.last_day, other.months)

    def following(self) -> Period:
        """The next period of the same length."""
        if self.number < 12 // self.months:
            return Period(self.year, self.kind, self.number + 1)
        return Period(self.year + 1, self.kind)


def period_of(code: str) -> Period | None:
    """The period of a code of a release; None for an empty one (not said) and for anything that is no code."""
    match = _CODE.fullmatch(code)
    if match is None or int(match[1]) not in _YEARS:
        return None
    year, half, quarter, month = int(match[1]), match[2], match[3], match[4]
    kind = "H" if half else "Q" if quarter else "M" if month else ""
    return Period(year, kind, int(half or quarter or month or 1))


def sort_key(code: str) -> tuple[date, int]:
    """Sorts codes as periods follow each other; one that is empty, or no code, comes first."""
    period = period_of(code)
    return (date.min, 0) if period is None else (period.last_day, period.months)


def period_in(text: str) -> Period | None:
    """The period that a text names: 2024年上半年, 2024年第三季度, 24年9月, 2024H1, 2024-09, 2024年1-6月; else None."""
    bare = _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), word_key(text))
    bare = _TURNED.sub(r"\2\1", bare)
    if match := _SPAN.fullmatch(bare):
        return _of_span(_year(match), int(match["from"]), int(match["to"]))
    for kind, spelling in _SPELLINGS:
        if match := spelling.fullmatch(bare):
            period = _matched(kind, match)
            return period if period.year in _YEARS else None
    return None


def _matched(kind: str, match: re.Match[str]) -> Period:
    parts = match.groupdict()
    word = parts.get("word") or parts.get("number")
    if word:
        return Period(_year(match), kind, _ORDINALS.get(word) or int(word))
    return Period(_year(match), kind, 2 if kind and not parts.get("first") else 1)


def _year(match: re.Match[str]) -> int:
    digits = match["year"]
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _of_span(year: int, first: int, last: int) -> Period | None:
    """The half, quarter or year that runs from one month to another, both included."""
    months = last - first + 1
    kind = next((kind for kind, length in _MONTHS_OF.items() if length == months and kind != "M"), None)
    if kind is None or last % months or not 1 <= first <= last <= 12 or year not in _YEARS:
        return None
    return Period(year, kind, last // months)
