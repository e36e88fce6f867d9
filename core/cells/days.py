"""The day in a text: in figures or in words, with or without a time of day."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from core.cells.calendars import year_of_other_calendar
from core.cells.misread import MisreadError
from core.cells.numbers import footnote_mark, has_strange_digits
from core.cells.text import excerpt, fold, spaced, unwrapped

_LONGEST = 100  # characters
_NUMERALS = "〇一二三四五六七八九"
_ZEROS = str.maketrans("零○", "〇〇")
# The day ends at a sign or a space: in 2027-9-1 00:00 it is the first, and 2027-9-100:00 is none.
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:am|pm)?(?:\+08:?00)?|00:00(?::00(?:\.0+)?)?z"
_WEEKDAY = r"[(,]?(?:星期|周|礼拜)[一二三四五六日天][),]?"
_DAY = re.compile(
    rf"((?:18|19|20)\d\d)[-/.年 ](\d{{1,2}})[-/.月 ](\d{{1,2}})(?!\d)[日号]?(?:{_WEEKDAY})?(?:[t ]?(?:{_CLOCK}))?"
)
_DAY_TOGETHER = re.compile(r"((?:18|19|20)\d\d)(\d\d)(\d\d)")
_IN_WORDS = re.compile(
    rf"([{_NUMERALS}]{{4}}|\d{{4}})年([{_NUMERALS}十]{{1,2}}|\d{{1,2}})月([{_NUMERALS}十]{{1,3}}|\d{{1,2}})[日号]"
)
_YEAR_OF_ERA = re.compile(r"\D+(?:\d{1,4}|[〇元一二三四五六七八九十百]{1,5})年")
_MONTH_ONLY = re.compile(r"(?:19|20)\d\d(?:[-/.年]\d{1,2}月?|年?)")


def day_in(raw: str) -> date:
    """The day a text names; a time of day and a weekday beside it change nothing.

    Raises MisreadError: `no_such_day`, `month_for_day`, `day_of_other_calendar`, `footnote_mark` or `not_a_date`.
    """
    if len(raw) > _LONGEST or has_strange_digits(unwrapped(raw)):
        raise _strange_digits(raw)
    _refuse_other_calendar(raw)
    text = _in_figures(spaced(raw).casefold())
    match = _DAY.fullmatch(text) or _DAY_TOGETHER.fullmatch(text)
    if match is None:
        raise MisreadError("month_for_day" if _MONTH_ONLY.fullmatch(text) else "not_a_date", found=excerpt(raw))
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise MisreadError("no_such_day", found=excerpt(raw)) from None


def _strange_digits(raw: str) -> MisreadError:
    """What is said of a text with a digit that is none of the ordinary ones: beside a day it marks a footnote."""
    mark = footnote_mark(raw[:_LONGEST])
    if mark is not None:
        with suppress(MisreadError):
            day_in(mark.values["shown"])
            return mark
    return MisreadError("not_a_date", found=excerpt(raw))


def _refuse_other_calendar(raw: str) -> None:
    """Raises MisreadError for a day of another calendar, such as 民国73年9月1日, with the one it is in ours."""
    text = fold(raw).translate(_ZEROS)
    match = _YEAR_OF_ERA.match(text)
    year = year_of_other_calendar(match[0]) if match else None
    if match is None or year is None:
        return
    day = None
    with suppress(MisreadError):
        day = day_in(f"{year}年{text[match.end() :]}")
    if day is not None:
        raise MisreadError("day_of_other_calendar", found=excerpt(raw), day=day)


def _in_figures(text: str) -> str:
    """二〇二七年九月一日 and 2027年九月1号 as 2027年9月1日; any other text as it is."""
    match = _IN_WORDS.fullmatch(text.translate(_ZEROS))
    if match is None:
        return text
    year = "".join(sign if sign.isdecimal() else str(_NUMERALS.index(sign)) for sign in match[1])
    return f"{year}年{_below_hundred(match[2])}月{_below_hundred(match[3])}日"


def _below_hundred(numeral: str) -> int:
    """九, 十二, 二十, 三十一 or 9; 99 for what is no number, as no month or day is."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 99
    if not ten:
        return _NUMERALS.index(tens)
    return (_NUMERALS.index(tens) if tens else 1) * 10 + (_NUMERALS.index(ones) if ones else 0)
