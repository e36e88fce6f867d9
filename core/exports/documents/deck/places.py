"""Where the parts of a slide lie: the finding takes what it needs, the rest moves up or down with it."""

from __future__ import annotations

from dataclasses import dataclass

from core.exports.documents.deck.template import INNER, MARGIN, TITLE
from core.exports.documents.document import View
from core.exports.documents.text_size import Box, cut_to_fit, size_that_fits, text_height

SUBTITLE_SIZE = 14.0
_LARGEST, _LARGE, _SMALLER, _LEAST = 30.0, 27.0, 24.0, 20.0
"""Sizes of a finding as the title of a slide, in points: on one line if it is nearly long enough, smaller on two, and
smallest when it is very long."""
_ONE_LINE, _TWO_LINES = 40.0, 80.0
_SUBTITLE = 20.0
"""The height of the line below it."""
_FOOT = 484.0
"""Where the body ends."""


@dataclass(frozen=True, slots=True)
class Places:
    """The finding as it stands on the slide with its size, and the boxes below it."""

    finding: str
    size: float
    subtitle: Box
    body: Box


def places_of(view: View) -> Places:
    """The places on the slides of a view."""
    one_line, two_lines = (Box(0, 0, TITLE.width, height) for height in (_ONE_LINE, _TWO_LINES))
    for box, smallest in ((one_line, _LARGE), (two_lines, _SMALLER), (TITLE, _LEAST)):
        size = size_that_fits(view.finding, box, _LARGEST, smallest)
        if text_height(view.finding, size, TITLE.width) <= box.height:
            break
    finding = cut_to_fit(view.finding, TITLE, size)
    y = TITLE.y + text_height(finding, size, TITLE.width) + 4
    top = y + (_SUBTITLE + 8 if view.panel.subtitle else 8)
    subtitle = Box(MARGIN, y, INNER, _SUBTITLE)
    return Places(finding, size, subtitle, Box(MARGIN, top, INNER, _FOOT - top))
