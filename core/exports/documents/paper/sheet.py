"""The sheet of an official document (GB/T 9704): A4, its margins, 22 lines of 28 characters."""

from __future__ import annotations

from core.language import Language

MM = 72 / 25.4
"""Points of a millimetre."""
WIDTH, HEIGHT = 210 * MM, 297 * MM
TOP, BOTTOM, LEFT, RIGHT = 37 * MM, 35 * MM, 28 * MM, 26 * MM
INNER_WIDTH, INNER_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
LINES, CHARACTERS = 22, 28
PITCH = INNER_HEIGHT / LINES
"""The distance of lines: 28.99 points."""
TITLE, BODY, PAGE_NUMBER = 22.0, 16.0, 14.0
"""The sizes 二号, 三号 and 四号 in points."""
TITLE_LINE = 1.5
"""The distance of lines of the title, of its size."""
SMALL, FOOT = 10.5, 9.0
"""Captions, sources and tables; the marks at the foot."""
QR = 16 * MM
"""The side of the QR code at the foot, on the side of the sheet where no page number is."""
QR_BELOW = 9 * MM
"""Between it and the lower edge of the sheet."""


def measured(size: float, language: Language) -> float:
    """The size by which a text is measured: Latin letters of a book are narrower than those on a slide."""
    return size if language is Language.ZH else size * 0.87
