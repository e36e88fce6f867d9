"""Whether the point in a file's numbers stands before decimals or between thousands, as far as the file shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_END = r"(?=[%‰ a-z]*$)"  # a sign of a percentage or a flag may follow
_GROUPS = r"\d{1,3}(?:[.' \u00a0\u2009\u202f]\d{3})+"
_POINT_GROUPS = re.compile(rf"[+-]?[1-9]\d{{0,2}}(?:\.\d{{3}})+{_END}", re.I)
_POINT_DECIMALS = re.compile(rf"[+-]?(?:0\.\d+|\d+\.(?:\d{{1,2}}|\d{{4,}})){_END}", re.I)
_COMMA_DECIMALS = re.compile(rf"[+-]?(?:\d+,(?:\d{{1,2}}|\d{{4,}})|{_GROUPS},\d+|0,\d+){_END}", re.I)
_WITH_COMMA = re.compile(rf"[+-]?(?:{_GROUPS}|\d+)(?:,\d+)?{_END}", re.I)
_BETWEEN_GROUPS = re.compile(r"(?<=\d)[.' \u00a0\u2009\u202f](?=\d)")


def has_point_groups(text: str) -> bool:
    """Whether a number may have points between its thousands: 1.234 is 1,234 in German."""
    return _POINT_GROUPS.match(text) is not None


def is_point_unclear(texts: Iterable[str], separator: str) -> bool:
    """Whether nothing in a file says what the points in its numbers are; commas between its cells say it."""
    if separator == ",":
        return False
    is_unclear = False
    for text in texts:
        if _POINT_DECIMALS.match(text):
            return False
        is_unclear |= has_point_groups(text)
    return is_unclear


def number_with_unclear_mark(texts: Iterable[str], separator: str) -> str:
    """The first number of a file that is another one where the comma stands before decimals; empty without any."""
    texts = list(texts)
    comma = next((text for text in texts if _COMMA_DECIMALS.match(text)), "")
    if comma or not is_point_unclear(texts, separator):
        return comma
    return next(text for text in texts if has_point_groups(text))


def with_decimal_point(text: str) -> str:
    """A number that has a comma before its decimals, with a point; any other text as it is: 1.234,5 is 1234.5."""
    return _BETWEEN_GROUPS.sub("", text).replace(",", ".") if _WITH_COMMA.match(text) else text
