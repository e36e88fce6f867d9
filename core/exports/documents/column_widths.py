"""The widths of the columns of a table on a slide or on paper: as their words need, together the whole room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt

from core.exports.documents.text_size import text_width

_WIDEST = 60
"""The width beyond which a column wraps its words, in Chinese characters."""
_BOLD = 1.05
"""How much wider than estimated a column is made, since its head is bold."""
_CAPITAL = 1.25
"""How much wider than estimated one bold word is that begins with a capital letter, such as a short head."""
_WORD = re.compile(r"[^\s\u2e80-\uffff]+|[\u2e80-\uffff]{1,4}")


def column_widths(
    heads: Sequence[str], rows: Sequence[Sequence[str]], room: float, size: float, padding: float
) -> tuple[float, ...]:
    """The width of every column in points: what its words need, long ones wrapped; together the whole room.

    `room` and `padding`, the margin at either side of a cell, are in points.
    """
    columns = [(head, *(row[place] for row in rows)) for place, head in enumerate(heads)]
    edges = 2 * padding + 2
    wanted = [min(max(text_width(text, size) for text in column) * _BOLD, _WIDEST * size) + edges for column in columns]
    total = sum(wanted)
    if total <= room:
        return tuple(width + (room - total) / len(wanted) for width in wanted)
    least = [
        max(_longest_word(words, size), _longest_word([head], size) * _CAPITAL) * _BOLD + edges
        for head, *words in columns
    ]
    weights = [sqrt(sum(text_width(text, size) for text in column) + 1) for column in columns]
    more = [max(0.0, width - smallest) for width, smallest in zip(wanted, least, strict=True)]
    shares = _shares(more, weights, max(0.0, room - sum(least)))
    return tuple(smallest + share for smallest, share in zip(least, shares, strict=True))


def _longest_word(texts: Sequence[str], size: float) -> float:
    """The width of the longest word that a line cannot part, at most that of twelve signs; Chinese ones may be parted
    anywhere, but not down to less than four signs."""
    words = (word for text in texts for word in _WORD.findall(text))
    return min(max((text_width(word, size) for word in words), default=size), 12 * size)


def _shares(wanted: Sequence[float], weights: Sequence[float], room: float) -> tuple[float, ...]:
    """Parts of a room: who wants less than a fair part gets that, so that numbers and days stay whole; what is left is
    shared by weight."""
    shares, left, open_places = list(wanted), room, set(range(len(wanted)))
    while open_places:
        total = sum(weights[place] for place in open_places)
        content = {place for place in open_places if wanted[place] <= left * weights[place] / total}
        if not content:
            for place in open_places:
                shares[place] = left * weights[place] / total
            break
        left -= sum(wanted[place] for place in content)
        open_places -= content
    return tuple(shares)
