"""The numbers of a Chinese sentence that can be goals: shares, counts of something, years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from core.cells.chinese_numbers import NUMERALS, value_of


class NumberKind(StrEnum):
    """What a number is of."""

    SHARE = "share"  # 60%, 4:6, 百分之六十; 0 to 1
    COUNT = "count"  # 8所, 5万人, 三个
    YEAR = "year"  # 2025年


class Number(NamedTuple):
    """A number as it stands in a text. `in_figures`: no Chinese numeral that is often a mere word (两个…, 五五比)."""

    kind: NumberKind
    value: float
    text: str
    in_figures: bool = True


_FIGURES = r"(?<![\d.])\d{1,12}(?:[,，]\d{3}(?!\d)){0,4}(?:\.\d{1,6})?"
_TO = r"\s*[—\-–~～至到]{1,2}\s*"
_THINGS = (
    "个百分点|人次|[所个名人家项座处门套件册场次对亩元间支本种类批期篇台校班生]|平方米|平方公里|平方千米|公里|学时|课时|学分|小时|分钟"
    "|辆|㎡|m2|公顷"
)
_SCALES = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
# The ordinal, the number of a document, a version, the figure behind a sign of multiplication are no quantities.
_NO_QUANTITY = r"(?<!\d[—\-–~～至到])(?<![第前\d〔\[.:：∶×xX*])"
_TITLES = re.compile("《[^《》]*》")
_TIME = re.compile(r"(?<![\d.:：∶])(?:0?[6-9]|1\d|2[0-3])[:：][0-5][05](?![\d:：∶.])")
_RATIO = re.compile(rf"({_FIGURES})\s*[:：∶比]\s*({_FIGURES})(?!\s*年)")
_RATIO_IN_WORDS = re.compile(rf"(?<![{NUMERALS}])([{NUMERALS}]{{1,3}})[比∶:：]([{NUMERALS}]{{1,3}})(?![{NUMERALS}])")
_PERCENT = re.compile(rf"(?:({_FIGURES})\s*[%％﹪]?{_TO})?({_FIGURES})\s*[%％﹪]")
_PERCENT_IN_WORDS = re.compile(rf"百分之(?!百)([{NUMERALS}]+)(?:点([零〇一二三四五六七八九]+))?")
_PARTS_IN_WORDS = re.compile(rf"(?<![第{NUMERALS}])(?!百分)([{NUMERALS}]{{1,3}})分之([{NUMERALS}]{{1,3}})")
_TENTHS = re.compile(rf"(?<![第{NUMERALS}])([一二三四五六七八九])成(?![为立果员人本长功绩效就熟份都])")
_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d\d)\s*(?=年|{_TO}(?:20\d\d\s*年|\d\d\s*年))")
_COUNT = re.compile(
    rf"{_NO_QUANTITY}(?:({_FIGURES}){_TO})?({_FIGURES})\s*[余多]?\s*(百万|千万|[百千万亿]?)\s*[余多]?\s*(?:{_THINGS})(?!年|月|日)"
)
_SCALED = re.compile(rf"(?<![第\d.])()({_FIGURES})\s*[余多]?(百万|千万|[万亿])")
_IN_WORDS = re.compile(rf"(?<![第千万亿{NUMERALS}])([{NUMERALS}][{NUMERALS}千万亿]*)[所个名人家项座门]")


def numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text in the order of their kinds; each place is read once, titles in 《》 and times of day not.

    Of a range (60—70%) both ends are read, each with the words of the whole.
    """
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[Number]:
    rest = _TIME.sub(_covered, _TITLES.sub(_covered, text))
    for pattern, kind, in_figures in (
        (_RATIO, NumberKind.SHARE, True),
        (_RATIO_IN_WORDS, NumberKind.SHARE, False),
        (_PERCENT, NumberKind.SHARE, True),
        (_PERCENT_IN_WORDS, NumberKind.SHARE, True),
        (_PARTS_IN_WORDS, NumberKind.SHARE, False),
        (_TENTHS, NumberKind.SHARE, False),
        (_YEAR, NumberKind.YEAR, True),
        (_COUNT, NumberKind.COUNT, True),
        (_SCALED, NumberKind.COUNT, True),
        (_IN_WORDS, NumberKind.COUNT, False),
    ):
        for match in pattern.finditer(rest):
            for value in _values(pattern, match):
                yield Number(kind, value, match[0].strip(), in_figures)
        rest = pattern.sub(_covered, rest)


def _covered(match: re.Match[str]) -> str:
    return "□" * len(match[0])


def _values(pattern: re.Pattern[str], match: re.Match[str]) -> Iterator[float]:
    if pattern is _RATIO:
        yield from _share(_figures(match[1]), _figures(match[2]))
    elif pattern is _RATIO_IN_WORDS:
        yield from _share(value_of(match[1]) or 0, value_of(match[2]) or 0)
    elif pattern is _PARTS_IN_WORDS:
        whole = value_of(match[1])
        yield from [(value_of(match[2]) or 0) / whole] if whole else []
    elif pattern is _PERCENT:
        yield from (_figures(figure) / 100 for figure in match.groups() if figure)
    elif pattern is _YEAR:
        yield float(match[1])
    elif pattern in (_COUNT, _SCALED):
        yield from (_figures(figure) * _SCALES[match[3]] for figure in match.groups()[:2] if figure)
    else:
        yield from _in_words(pattern, match)


def _large(numeral: str) -> int | None:
    """The value of a Chinese numeral of any size, such as 一万二千; None for signs that make none."""
    for unit, scale in (("亿", 100_000_000), ("万", 10_000), ("千", 1_000)):
        if unit in numeral:
            before, _, after = numeral.partition(unit)
            front, rest = _large(before), _large(after.lstrip("零〇")) if after else 0
            return None if front is None or rest is None else front * scale + rest
    return value_of(numeral)


def _in_words(pattern: re.Pattern[str], match: re.Match[str]) -> Iterator[float]:
    whole = _large(match[1])
    if whole is None:
        return
    if pattern is _TENTHS:
        yield whole / 10
    elif pattern is _PERCENT_IN_WORDS:
        digits = "".join(str(value_of(sign)) for sign in match[2] or "")
        yield float(f"{whole}.{digits or 0}") / 100
    else:
        yield float(whole)


def _share(first: float, second: float) -> list[float]:
    return [first / (first + second)] if first + second else []


def _figures(text: str) -> float:
    return float(text.replace(",", "").replace("，", ""))
