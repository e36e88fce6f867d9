"""Understands one cell as a number, a year, a day or a code, the way people type them, or says why it cannot."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from math import isinf
from typing import TypeGuard

from core.intake.message_values import MessageInput
from core.intake.workbook.grid import EPOCH, Cell

_SPACES = re.compile(r"\s+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣~～至", "-"))
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?")
_APART = re.compile(r"[0-9]\s+[0-9.,]|[.,]\s+[0-9]")
_LONGEST_NUMBER = 400  # characters with all the words and white space around it
_PLAIN_DIGITS = frozenset("0123456789０１２３４５６７８９")
_SCALES = {"千": Decimal(1_000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_SCALES["万亿"] = _SCALES["万"] * _SCALES["亿"]
_UNIT_WORDS = frozenset(
    (
        "人",
        "名",
        "位",
        "人次",
        "所",
        "个",
        "项",
        "本",
        "张",
        "册",
        "平方米",
        "㎡",
        "m2",
        "m²",
        "元",
        "岁",
        "persons",
        "yuan",
    )
)
_HEDGES = re.compile(r"约|近|超|余|多|左右|以上|以下|不足|大约|[><≥≤≈]")
_EMPTY_MARKS = frozenset(
    ("-", "--", "---", "/", "\\", "无", "空", "没有", "n/a", "na", "none", "nil", "…", "...", "．", ".")
)
_DIGITS = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_CHINESE_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}")
_SCHOOL_YEAR = re.compile(r"((?:19|20)\d\d)[-/]((?:19|20)?\d\d)(?:学年度?|学年初)?")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0+)?(?:年度?)?(秋季?(?:学期)?|春季?(?:学期)?)?")
_DAY = re.compile(r"((?:18|19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:t?0?0:00(?::00(?:\.0+)?)?)?")
_DAY_TOGETHER = re.compile(r"((?:18|19|20)\d\d)(\d\d)(\d\d)")
_MONTH_ONLY = re.compile(r"(?:19|20)\d\d(?:[-/.年]\d{1,2}月?|年?)")
_YEARS_ALONE = range(1950, 2101)  # as days these would lie in 1905
_FIRST_DAY, _LAST_DAY = date(1901, 1, 1), date(2100, 12, 31)


class MisreadError(ValueError):
    """A cell that cannot be understood: the code of a finding and its values."""

    def __init__(self, code: str, **values: MessageInput) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as understood. `how` names what was done to the text (`scaled`, `percent`, …), empty when nothing."""

    value: float
    how: str = ""


def normalise(text: object) -> str:
    """Full-width forms made half-width, white space removed, dashes of all kinds one dash; case is kept."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", str(text))).translate(_DASHES)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A text as it is compared with others: `normalise`d, in lower case."""
    return normalise(text).casefold()


def amount_of(cell: Cell, *, whole: bool, scale: Decimal = Decimal(1), share: bool = False) -> Amount:
    """The number in a cell, times the `scale` of its heading (万元 over a column of yuan).

    `whole` refuses fractions of persons. A percentage is only a number where a `share` is asked for.
    Raises MisreadError.
    """
    if scale == 1 and not cell.percent and _is_integer(cell.value):
        return Amount(cell.value + 0.0)  # nearly every cell there is
    number, how = _number_in(cell, share=share)
    if scale != 1:
        number, how = number * scale, "scaled"
    value = float(number)
    if isinf(value):
        raise MisreadError("not_a_number", found=excerpt(cell.text))
    return Amount((_whole(value, cell) if whole else value) + 0.0, how)


def _is_integer(value: object) -> TypeGuard[float]:
    return isinstance(value, float) and value.is_integer()


def _whole(value: float, cell: Cell) -> float:
    """A number of persons or things. A sum a spreadsheet made may be off in the sixteenth digit."""
    nearest = round(value)
    if abs(value - nearest) > 1e-9 * max(1.0, abs(value)):
        shown = next((doubt.shown for doubt in cell.doubts if doubt.kind == "rounded"), "")
        if shown:
            raise MisreadError("not_whole_shown", found=excerpt(cell.text), shown=shown)
        raise MisreadError("not_whole", found=excerpt(cell.text))
    return float(nearest)


def _number_in(cell: Cell, *, share: bool) -> tuple[Decimal, str]:
    """The number in a cell, and what was done to the text."""
    match cell.kind:
        case "n" if cell.percent and not share:
            raise MisreadError("percent_for_count", found=f"{float(str(cell.value)) * 100:g}%")
        case "n":
            return Decimal(repr(cell.value)), "percent" if cell.percent else ""
        case "s":
            return _number_in_text(str(cell.value), share=share)
        case "d":
            raise MisreadError("date_for_number", found=str(cell.value))
        case "f":
            raise MisreadError("formula_without_value")
        case _:
            raise MisreadError("error_cell", found=str(cell.value))


def _has_strange_digits(text: str) -> bool:
    """Superscripts and circled digits would become plain ones, and 1² be 12."""
    return any(sign.isdigit() and sign not in _PLAIN_DIGITS for sign in text)


def _refuse_strange_digits(raw: str) -> None:
    """Raises MisreadError also where white space stands between digits: 12 34 may be two numbers."""
    if _has_strange_digits(raw):
        raise MisreadError("not_a_number", found=excerpt(raw))
    if _APART.search(unicodedata.normalize("NFKC", raw)):
        raise MisreadError("spaces_within", found=excerpt(raw))


def _number_in_text(raw: str, *, share: bool) -> tuple[Decimal, str]:
    if len(raw) > _LONGEST_NUMBER:
        raise MisreadError("not_a_number", found=excerpt(raw))
    _refuse_strange_digits(raw)
    text = normalise(raw).lstrip("'’`")
    if text.casefold() in _EMPTY_MARKS or not text:
        raise MisreadError("mark_for_missing", found=excerpt(raw))
    match = _NUMBER.match(text)
    if match is None:
        raise MisreadError("hedged" if _is_hedged(text) else "not_a_number", found=excerpt(raw))
    percent, scale, unit = _split_unit(text[match.end() :], raw)
    if percent and (scale or not share):
        raise MisreadError("percent_for_count", found=excerpt(raw))
    try:
        number = Decimal(match[0].replace(",", ""))
    except InvalidOperation as error:
        raise MisreadError("not_a_number", found=excerpt(raw)) from error
    if percent:
        return number / 100, "percent"
    if scale:
        return number * _SCALES[scale], "scaled"
    return number, "tidied" if text != raw.strip() or unit or "," in match[0] else ""


def _is_hedged(text: str) -> bool:
    """Whether a text that does not begin with a number is one with a word such as 约 before it."""
    is_bracketed = text.startswith("(") and text.endswith(")")
    return not is_bracketed and _HEDGES.search(text) is not None and any(map(str.isdigit, text))


def _split_unit(rest: str, raw: str) -> tuple[bool, str, str]:
    """What stands behind a number: whether a percent sign, the scale (万) and the unit (人).

    Raises MisreadError for anything else.
    """
    percent = rest.startswith("%")
    rest = rest.removeprefix("%")
    scale = next((name for name in ("万亿", "亿", "万", "千") if rest.startswith(name)), "")
    unit = rest.removeprefix(scale)
    if unit and unit not in _UNIT_WORDS:
        if re.match(r"-\d", unit):
            raise MisreadError("range_for_number", found=excerpt(raw))
        raise MisreadError("hedged" if _HEDGES.search(unit) else "words_with_number", found=excerpt(raw))
    return percent, scale, unit


@lru_cache(maxsize=2048)  # a sheet repeats a few years thousands of times
def year_of(cell: Cell) -> tuple[int, str]:
    """The reference year of a cell, and how it was understood. 2023-2024学年 and 2023年秋 are 2023.

    Raises MisreadError.
    """
    if cell.kind == "d":
        return _year_of_day(cell.value)
    if cell.kind in ("b", "e", "f"):
        raise MisreadError("error_cell", found=cell.text)
    _refuse_strange_digits(cell.text)
    text = normalise(cell.text)
    if _CHINESE_YEAR.match(text):
        text = "".join(str(_DIGITS[sign]) for sign in text[:4]) + text[4:]
    match = _YEAR.fullmatch(text)
    if match:
        year, term = int(match[1]), match[2] or ""
        if term.startswith("春"):
            raise MisreadError("spring_term", found=excerpt(cell.text), year=year - 1)
        how = "" if text == cell.text else "tidied"
        return year, "school_year" if term else how
    match = _SCHOOL_YEAR.fullmatch(text)
    if match is None:
        raise MisreadError("not_a_year", found=excerpt(cell.text))
    first = int(match[1])
    if int(match[2]) not in (first + 1, (first + 1) % 100):
        raise MisreadError("school_year_span", found=excerpt(cell.text))
    return first, "school_year"


def _year_of_day(day: object) -> tuple[int, str]:
    """The year of a cell formatted as a day, which must be the 1 September the figures are of."""
    if isinstance(day, date) and (day.month, day.day) == (9, 1):
        return day.year, "tidied"
    raise MisreadError("date_for_year", found=str(day))


@lru_cache(maxsize=2048)
def day_of(cell: Cell, epoch: date = EPOCH) -> tuple[date, str]:
    """The day in a cell, typed or a serial number from `epoch` on, and how it was understood. Raises MisreadError."""
    if isinstance(cell.value, date):
        return cell.value, ""
    if cell.kind in ("b", "e", "f"):
        raise MisreadError("error_cell", found=cell.text)
    if _has_strange_digits(cell.text):
        raise MisreadError("not_a_date", found=excerpt(cell.text))
    text = normalise(cell.text).casefold()
    match = _DAY.fullmatch(text) or _DAY_TOGETHER.fullmatch(text)
    if match:
        try:
            return date(int(match[1]), int(match[2]), int(match[3])), "" if text == str(cell.value) else "tidied"
        except ValueError:
            raise MisreadError("no_such_day", found=excerpt(cell.text)) from None
    if cell.kind == "n" and text.isdecimal():
        day = _day_of_serial(int(text), epoch)
        if day is not None:
            return day, "serial"
    raise MisreadError("month_for_day" if _MONTH_ONLY.fullmatch(text) else "not_a_date", found=excerpt(cell.text))


def _day_of_serial(serial: int, epoch: date) -> date | None:
    """The day a spreadsheet keeps as this number; None for what is rather a year or no day at all.

    Raises MisreadError for a day after 2100: a spreadsheet shows the number as a day, so the clerk never saw it.
    """
    if serial in _YEARS_ALONE or serial > (date.max - epoch).days:
        return None
    day = epoch + timedelta(days=serial)
    if day > _LAST_DAY:
        raise MisreadError("day_too_late", day=day, found=str(serial))
    return day if day >= _FIRST_DAY else None


def excerpt(text: object, most: int = 40) -> str:
    """A text as it may be quoted in a sentence: on one line and at most `most` characters long."""
    start = str(text).lstrip()[: 2 * most]
    line = "".join(sign if sign.isprintable() else " " for sign in start).strip()
    return line if len(line) <= most else line[: most - 1] + "…"
