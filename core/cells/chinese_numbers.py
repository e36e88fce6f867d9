"""Numbers as Chinese headings and sentences write them: 一, 十一, 二十六, 两百."""

from __future__ import annotations

NUMERALS = "零一二三四五六七八九十百两〇"
"""The signs such numbers are made of."""
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100}


def value_of(text: str) -> int | None:
    """The value of a number below a thousand, in Chinese or in figures; None for any other text."""
    if text.isascii() and text.isdecimal():
        return int(text)
    if not text or not set(text) <= _DIGITS.keys() | _UNITS.keys():
        return None
    total = digit = 0
    for sign in text:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def written(number: int) -> str:
    """A number as a heading writes it: 1 is 一, 11 is 十一; in figures from 100 on."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    signs = "零一二三四五六七八九"
    return ("" if not tens else ("" if tens == 1 else signs[tens]) + "十") + (signs[ones] if ones or not tens else "")
