"""How wide and how high a text is about to be, on a slide or on paper, and how much of it a place holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil

LINE, CHINESE_LINE = 1.22, 1.42
"""The height of a line of Latin and of Chinese text, of its size."""
_BREAKS = 1.04
"""How much longer lines get because a word is not parted."""
_WIDE = 0x2E7F
"""The last of the signs that are narrow."""
_THIN = " .,:;'!|ijlt()[]"
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide or a sheet, in points from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


def readable(text: str) -> str:
    """A text without the signs that no file may hold."""
    return _NO_TEXT.sub("", text)


def text_width(text: str, size: float) -> float:
    """About how wide a line of text is, in points."""
    return _in_sizes(text) * size


@lru_cache(maxsize=4096)
def _in_sizes(text: str) -> float:
    """The width of a line of text in its own size: a Chinese sign is as wide as high, others are about half of that,
    and between the two programs leave a little room. Tables are tried in many sizes: kept for the next one."""
    changes = sum((ord(one) > _WIDE) is not (ord(other) > _WIDE) for one, other in pairwise(text))
    return sum(map(_share_of_size, text)) + changes * 0.2


def _share_of_size(sign: str) -> float:
    if ord(sign) > _WIDE:
        return 1.0
    if sign in _THIN:
        return 0.29
    return 0.68 if sign.isupper() else 0.55


def lines_of(text: str, size: float, width: float) -> int:
    """How many lines a text of this size takes in this width."""
    return sum(max(1, ceil(text_width(part, size) * _BREAKS / width)) for part in text.split("\n"))


def text_height(text: str, size: float, width: float) -> float:
    """The height of a text of this size in this width."""
    line = CHINESE_LINE if any(ord(sign) > _WIDE for sign in text) else LINE
    return lines_of(text, size, width) * size * line


def size_that_fits(text: str, box: Box, largest: float, least: float) -> float:
    """The largest size with which a text stays within its box; at least `least`."""
    size = largest
    while size > least and text_height(text, size, box.width) > box.height:
        size -= 1
    return size


def cut_to_fit(text: str, box: Box, size: float) -> str:
    """A text, or as much of it as its box holds in this size, and a sign that it goes on."""
    if text_height(text, size, box.width) <= box.height:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_height(text[:middle] + "…", size, box.width) <= box.height:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"
