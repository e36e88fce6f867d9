"""Compares a cell as it is stored with what a person sees of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Cell, Doubt
from core.intake.workbook.looks.colours import Palette
from core.intake.workbook.looks.day_formats import hidden_part
from core.intake.workbook.looks.fonts import PLAIN_FONT, Font, Run
from core.intake.workbook.looks.format_words import words_beside_text
from core.intake.workbook.looks.number_formats import difference, ink_of_format, seen_number, seen_text, words_beside
from core.intake.workbook.looks.styles_part import NO_FILL, CellStyle

_MOST_FORMATTED = 4_000_000  # characters; a return has some ten thousand numbers
_USUAL_COLOURS = Palette()
_EXACT = frozenset(("", "General", "@"))
"""Formats that show every number and text as it is."""


def doubts_of_fonts(style: CellStyle, runs: Sequence[Run], palette: Palette) -> tuple[Doubt, ...]:
    """What speaks against a cell for the font of its style, or for the fonts of its `runs` where it has some."""
    if not runs and style.font == PLAIN_FONT and style.fill in (None, NO_FILL):
        return ()
    fonts = [(text, font or style.font) for text, font in runs or (("", None),)]
    tests: tuple[tuple[str, Callable[[Font], bool]], ...] = (
        ("struck", lambda font: font.struck),
        ("raised", lambda font: font.raised),
        ("unseen", lambda font: font.tiny or palette.is_lost(font.colour, style.fill)),
    )
    doubts: list[Doubt] = []
    for kind, is_so in tests:
        others = "".join(text for text, font in fonts if not is_so(font))
        number = sum(is_so(font) for _, font in fonts)
        if number:
            doubts.append(Doubt(kind) if number == len(fonts) else Doubt(f"part_{kind}", others.strip()))
    return tuple(doubts)


class FormatWork:
    """How many characters of number formats may still be worked out, for all cells of a file together."""

    def __init__(self) -> None:
        self._left = _MOST_FORMATTED

    def doubts(self, cell: Cell, style: CellStyle) -> tuple[Doubt, ...]:
        """As `doubts_of_format`. Raises WorkbookError (`bomb`)."""
        if style.code in _EXACT:
            return ()
        if not (isinstance(cell.value, float) and cell.value.is_integer() and cell.value > 0):  # those take no time
            self._left -= len(style.code)
            if self._left < 0:
                raise WorkbookError("bomb")
        return doubts_of_format(cell, style)


def doubts_of_format(cell: Cell, style: CellStyle) -> tuple[Doubt, ...]:
    """What speaks against a cell for its number format."""
    if style.code in _EXACT:
        return ()
    ink = ink_of_format(style.code, cell.value) if "[" in style.code else None
    if ink is not None and _USUAL_COLOURS.is_lost(ink, style.fill):
        return (Doubt("unseen"),)
    if isinstance(cell.value, float) and style.shown_as != "d":
        return _doubts_of_number(cell.value, style, is_typed=not cell.formula)
    if isinstance(cell.value, str) and cell.kind == "s":
        shown = seen_text(style.code, cell.value)
        if not shown.strip():
            return (Doubt("unseen"),)
        if cell.value not in shown:
            return (Doubt("scaled", shown.strip()),)
        words = words_beside_text(shown, cell.value)
        return (Doubt("worded", shown.strip()),) if words else ()
    shown = hidden_part(style.code, cell.value) if isinstance(cell.value, date) else ""
    return (Doubt("scaled", shown),) if shown else ()


def _doubts_of_number(value: float, style: CellStyle, *, is_typed: bool) -> tuple[Doubt, ...]:
    """What speaks against a number for its format."""
    kind, shown = difference(style.code, value, is_typed=is_typed)
    doubts: tuple[Doubt, ...] = (Doubt(kind, shown),) if kind else ()
    words = words_beside(style.code, value) if kind in ("", "rounded") else ()
    if words:
        doubts += (Doubt("worded", (seen_number(style.code, value) or style.code).strip()),)
    return doubts
