"""The year in a text: calendar years, school years and terms, in figures or in words."""

from __future__ import annotations

import re
from datetime import date

from core.cells.calendars import year_of_other_calendar
from core.cells.days import day_in
from core.cells.misread import MisreadError
from core.cells.numbers import refuse_strange_digits
from core.cells.text import excerpt, normalise, unwrapped

_LONGEST = 100  # characters
_DIGITS = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_CHINESE_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}")
_SEASONS = (r"秋季?(?:学期)?|autumn(?:term)?|fall(?:term|semester)?", r"春季?(?:学期)?|spring(?:term|semester)?")
_TERMS = (r"第?[一1]学期|上学期|上期", r"第?[二2]学期|下学期|下期")
# 2026年上学期 is spring in some provinces and autumn in others: terms count within a school year only.
_SPAN = re.compile(
    r"(?:sy|ay)?((?:19|20)\d\d)[-/]((?:19|20)?\d\d)(?:学?年度?|学年初)?"
    rf"(?:({_SEASONS[0]}|{_TERMS[0]}|[-.]1)|({_SEASONS[1]}|{_TERMS[1]}|[-.]2))?"
)
_SCHOOL_YEAR = re.compile(
    rf"((?:19|20)\d\d)学年[度初]?(?:({_SEASONS[0]}|{_TERMS[0]}|[-.]1)|({_SEASONS[1]}|{_TERMS[1]}|[-.]2))?"
)
_YEAR = re.compile(rf"((?:19|20)\d\d)(?:\.0+)?(?:年度?)?(?:({_SEASONS[0]})|({_SEASONS[1]}))?")
_MONTH = re.compile(
    r"((?:19|20)\d\d)(?:[-/.年]?(0[1-9]|1[0-2])|[-/.年]([1-9]|[一二三四五六七八九十]|十[一二])(?![\d一二]))(?:月份?[初末底]?)?"
)
_END_OF_YEAR = re.compile(r"((?:19|20)\d\d)(?:年?年[末底终]|年?[末底])")
_DAY_TOGETHER = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_TERM_IN_BRACKETS = re.compile(r"-?[(\[]([12一二])[)\]]$")
_TERM_FIRST = re.compile(r"(autumn|fall|spring)((?:19|20)\d\d)")


def year_in(raw: str, month: int | None = None) -> tuple[int, str]:
    """The reference year of a text and how it was understood (`school_year`, `tidied` or nothing).

    2026-2027学年第一学期, 2026学年, 2026/27 and 2026年秋 are 2026, the year whose 1 September is meant.
    Where a table has one row a year, `month` is the one its figures are of (9, 12 at the end of a year, 0: none), and
    2026年9月, 2026-09 and 20260901 are 2026; elsewhere (None) a month names no year.
    Raises MisreadError: `not_a_year`, `school_year_span`, `spring_term`, `day_written_for_year`, `month_for_year`,
    `not_a_number`, `footnote_mark`, `spaces_within`, `year_of_other_calendar`.
    """
    if len(raw) > _LONGEST:
        raise MisreadError("not_a_year", found=excerpt(raw))
    day = _day_or_none(raw)
    if day is not None:
        return _year_of_written_day(day, raw, month)
    year = year_of_other_calendar(raw)
    if year is not None:
        raise MisreadError("year_of_other_calendar", found=excerpt(raw), year=year)
    refuse_strange_digits(unwrapped(raw))
    text = _in_figures(raw)
    match = _SPAN.fullmatch(text)
    if match is not None and _is_span(match):
        return _of_term(int(match[1]), spring=match[4], raw=raw)
    year = None if month is None else _year_of_month(text, month, raw)
    if year is not None:
        return year, "tidied"
    if match is not None:
        raise MisreadError("school_year_span", found=excerpt(raw))
    match = _SCHOOL_YEAR.fullmatch(text)
    if match is not None:
        return _of_term(int(match[1]), spring=match[3], raw=raw)
    match = _YEAR.fullmatch(text)
    if match is None:
        raise MisreadError("not_a_year", found=excerpt(raw))
    if match[2] or match[3]:  # a spring belongs to the school year before
        return _of_term(int(match[1]) - bool(match[3]), spring=match[3], raw=raw)
    return int(match[1]), "" if text == raw.strip() else "tidied"


def _in_figures(raw: str) -> str:
    """A text with its year in digits, without brackets, and a term behind its year."""
    text = _CHINESE_YEAR.sub(
        lambda match: "".join(str(_DIGITS[sign]) for sign in match[0]), normalise(raw).replace("學", "学").casefold()
    )
    text = _TERM_IN_BRACKETS.sub(lambda match: "-1" if match[1] in "1一" else "-2", text)
    text = re.sub(r"[()\[\]]", "", text)
    return _TERM_FIRST.sub(r"\2\1", text)


def _is_span(match: re.Match[str]) -> bool:
    """Whether the second year of a school year is the one after the first."""
    following = int(match[1]) + 1
    return int(match[2]) in (following, following % 100)


def _year_of_month(text: str, month: int, raw: str) -> int | None:
    """The year of a text that names a year and the `month` the figures are of; None for one without a month.

    Raises MisreadError for another month or day.
    """
    if match := _DAY_TOGETHER.fullmatch(text):
        if (int(match[2]), int(match[3])) not in _days_of(month):
            raise MisreadError("day_written_for_year", found=excerpt(raw))
        return int(match[1])
    if match := _MONTH.fullmatch(text):
        name = match[2] or match[3]
        of_text = int(name) if name.isdecimal() else _MONTHS.index(name) + 1
    elif match := _END_OF_YEAR.fullmatch(text):
        of_text = 12
    else:
        return None
    if of_text != month:
        raise MisreadError("month_for_year", found=excerpt(raw))
    return int(match[1])


def _days_of(month: int | None) -> tuple[tuple[int, int], ...]:
    """The days, by month, that stand for a year: 1 September, and the last of a year over which is counted."""
    return ((9, 1), (12, 31)) if month == 12 else ((9, 1),)


def _of_term(first: int, *, spring: str | None, raw: str) -> tuple[int, str]:
    """The school year that begins in `first`. Raises MisreadError for its second half, whose figures are others."""
    if spring:
        raise MisreadError("spring_term", found=excerpt(raw), year=first)
    return first, "school_year"


def _day_or_none(raw: str) -> date | None:
    """The day a text of a year names, if it does; 20230901 is rather a slip than a year."""
    try:
        return None if unwrapped(raw).isdecimal() else day_in(raw)
    except MisreadError:
        return None


def _year_of_written_day(day: date, raw: str, month: int | None) -> tuple[int, str]:
    """As `year_of_day`, for a day that somebody wrote: no format of a cell makes a year of it."""
    try:
        return year_of_day(day, month)
    except MisreadError:
        raise MisreadError("day_written_for_year", found=excerpt(raw)) from None


def year_of_day(day: date, month: int | None = None) -> tuple[int, str]:
    """The year of a day, which must be the 1 September the figures are of, or of a `month` 12 its last day.

    Raises MisreadError.
    """
    if (day.month, day.day) in _days_of(month):
        return day.year, "tidied"
    raise MisreadError("date_for_year", found=str(day))
