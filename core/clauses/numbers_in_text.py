"""The numbers of a Chinese sentence that can be goals: shares, counts of something, years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from core.clauses.chinese_numbers import NUMERALS, value_of


class NumberKind(StrEnum):
    """What a number is of."""

    SHARE = "share"  # 60%, 4:6, 百分之六十; 0 to 1
    COUNT = "count"  # 8所, 5万人, 三个
    YEAR = "year"  # 2025年


class Number(NamedTuple):
    """A number as it stands in a text. `in_figures`: not in Chinese numerals, which are often mere words (两个…)."""

    kind: NumberKind
    value: float
    text: str
    in_figures: bool = True


_FIGURES = r"(?<!\d)\d{1,12}(?:[,，]\d{3}){0,4}(?:\.\d{1,6})?"
_THINGS = (
    "[所个名人家项座处门套件册场次对亩元间支本种类批期篇台校班生]|平方米|公里|学时|课时|学分|小时|分钟|辆|㎡|m2|公顷"
)
_SCALES = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_RATIO = re.compile(rf"({_FIGURES})\s*[:：∶]\s*({_FIGURES})")
_PERCENT = re.compile(rf"({_FIGURES})\s*[%％﹪]")
_PERCENT_IN_WORDS = re.compile(rf"百分之([{NUMERALS}]+)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?=年|[—\-–~～至]\s*20\d\d\s*年)")
_COUNT = re.compile(
    rf"(?<![第\d〔\[.:：∶])({_FIGURES})\s*(百万|千万|[百千万亿]?)\s*[余多]?\s*(?:{_THINGS})(?!年|月|日)"
)
_SCALED = re.compile(rf"(?<![第\d.])({_FIGURES})\s*(百万|千万|[万亿])")
_IN_WORDS = re.compile(rf"(?<![第百千万{NUMERALS}])([{NUMERALS}]+)([千万]?)(?=[所个名人家项座门])")


def numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text in the order of their kinds; each place is read once."""
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[Number]:
    rest = text
    for pattern, kind in (
        (_RATIO, NumberKind.SHARE),
        (_PERCENT, NumberKind.SHARE),
        (_PERCENT_IN_WORDS, NumberKind.SHARE),
        (_YEAR, NumberKind.YEAR),
        (_COUNT, NumberKind.COUNT),
        (_SCALED, NumberKind.COUNT),
        (_IN_WORDS, NumberKind.COUNT),
    ):
        for match in pattern.finditer(rest):
            value = _value(pattern, match)
            if value is not None:
                yield Number(kind, value, match[0].strip(), pattern not in (_PERCENT_IN_WORDS, _IN_WORDS))
        rest = pattern.sub(lambda match: "□" * len(match[0]), rest)


def _value(pattern: re.Pattern[str], match: re.Match[str]) -> float | None:
    if pattern is _RATIO:
        first, second = _figures(match[1]), _figures(match[2])
        return first / (first + second) if first + second else None
    if pattern is _PERCENT:
        return _figures(match[1]) / 100
    if pattern is _YEAR:
        return float(match[1])
    if pattern in (_COUNT, _SCALED):
        return _figures(match[1]) * _SCALES[match[2]]
    whole = value_of(match[1])
    if whole is None:
        return None
    return whole / 100 if pattern is _PERCENT_IN_WORDS else float(whole * _SCALES[match[2]])


def _figures(text: str) -> float:
    return float(text.replace(",", "").replace("，", ""))
