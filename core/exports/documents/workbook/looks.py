"""How the cells of a workbook look, and how its sheets are printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from core.exports.documents.office_fonts import EAST_ASIAN, LATIN
from core.exports.documents.text_size import readable
from core.figures.palette import ACCENT, HAIRLINE, INK, MUTED, PANEL, SECONDARY, STATE_AMBER
from core.language import Language

SIZE = 10
"""Type in cells, in points."""
LINE = 16.0
"""The height of a line of that type, in points."""
ROOM = 150.0
"""The width of a table in characters: wider ones wrap their words, so that a print can still be read."""
_WIDEST, _NARROWEST, _LONG_WORD = 60.0, 10.0, 16.0
"""The bounds of the width of a column, and of a word that is not parted, in characters."""
_WORD = re.compile(r"[^\s\u2e80-\uffff]+|[\u2e80-\uffff]{1,4}")
_WIDE, _SMALL = 0x2E7F, 0.88
"""The last of the signs that are narrow; the width of a small letter beside that of a digit."""
_BROADER = 1.1
"""How much longer lines get because a word is not parted."""
_EDGES, _BUTTON = 2.0, 3.5
"""The margins of a cell, and the room that the button of a filter takes from a head, in characters."""
_HEAD = 16.0
"""Up to this width a head keeps to one line; longer ones are parted."""
_LONGEST_FOOT = 240
"""Characters of a printed foot; a spreadsheet takes 255 with its commands."""
_LONGEST_TEXT = 32_000
"""Characters of a cell; a spreadsheet takes 32,767."""


@dataclass(slots=True)
class Looks:
    """The cell formats of one workbook; those of numbers are made as they are needed."""

    book: Any
    language: Language
    _kept: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    @property
    def font(self) -> str:
        """The font of all cells: a cell names only one."""
        return EAST_ASIAN if self.language is Language.ZH else LATIN

    def _style(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._kept:
            base = {"font_name": self.font, "font_size": SIZE, "font_color": INK, "valign": "top"}
            self._kept[key] = self.book.add_format({**base, **properties})
        return self._kept[key]

    @property
    def title(self) -> Any:
        return self._style(font_size=18, bold=True, font_color=ACCENT, text_wrap=True)

    @property
    def finding(self) -> Any:
        return self._style(font_size=13, bold=True, text_wrap=True)

    @property
    def quiet(self) -> Any:
        return self._style(font_color=SECONDARY, text_wrap=True)

    @property
    def marks(self) -> Any:
        return self._style(font_color=MUTED, text_wrap=True)

    @property
    def caution(self) -> Any:
        """What is made up says so."""
        return self._style(font_color=STATE_AMBER, bold=True, text_wrap=True)

    @property
    def name(self) -> Any:
        return self._style(bold=True, font_color=SECONDARY, text_wrap=True)

    @property
    def words(self) -> Any:
        return self._style(text_wrap=True)

    @property
    def link(self) -> Any:
        return self._style(font_color=ACCENT, underline=1, text_wrap=True)

    def head(self, numeric: bool) -> Any:
        look = {"bold": True, "font_color": SECONDARY, "bg_color": PANEL, "bottom": 1, "bottom_color": MUTED}
        return self._style(**look, valign="bottom", text_wrap=True, align="right" if numeric else "left", indent=1)

    def cell(self, numeric: bool, *, missing: bool = False) -> Any:
        """Words in a table; why there is none, where a number should be, is quiet and stands where the number would."""
        look = {"bottom": 1, "bottom_color": HAIRLINE, "font_color": MUTED if missing else INK}
        return self._style(**look, text_wrap=True, align="right" if numeric else "left", indent=1)

    def number(self, form: str) -> Any:
        return self._style(bottom=1, bottom_color=HAIRLINE, align="right", indent=1, num_format=form)


def cell_text(text: str) -> str:
    """A text as a cell holds it: without signs that no file may hold, and not longer than a spreadsheet takes."""
    plain = readable(text)
    return plain if len(plain) <= _LONGEST_TEXT else plain[:_LONGEST_TEXT] + "…"


def widths_of(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """The widths of the columns of a table in characters: as their words need, together not much more than `ROOM`.

    Where words have to be parted, the column that makes its rows highest gets the next bit of room.
    """
    wanted, widths, longest = [], [], []
    for place, head in enumerate(heads):
        cells = [row[place] for row in rows]
        of_head = max(min(_length(head), _HEAD), _length(head) * _BROADER / 2) + _BUTTON
        longest.append(max(map(_length, cells), default=0.0) + _EDGES)
        wanted.append(min(_WIDEST, max(_NARROWEST, of_head, longest[-1])))
        words = (_length(word) for text in (head, *cells) for word in _WORD.findall(text))
        widths.append(min(wanted[-1], max(_NARROWEST, min(_LONG_WORD, max(words, default=0.0)) + _EDGES)))
    while sum(widths) < ROOM:
        narrow = [place for place, width in enumerate(widths) if width < wanted[place]]
        if not narrow:
            return widths
        place = max(narrow, key=lambda one: longest[one] / widths[one])
        widths[place] = min(wanted[place], widths[place] + 1)
    return widths


def height_of(texts: Sequence[str], widths: Sequence[float], line: float = LINE, size: float = SIZE) -> float:
    """The height of a row in points: not every program fits it to its words by itself."""
    shares = (_lines(text, width * SIZE / size) for text, width in zip(texts, widths, strict=True))
    return max(shares, default=1) * line


def head_height(heads: Sequence[str], widths: Sequence[float]) -> float:
    """The height of the row of the heads, which share their cells with the buttons of a filter."""
    return height_of(heads, [max(4.0, width - _BUTTON + 1) for width in widths])


def _lines(text: str, width: float) -> int:
    room, lines = max(1.0, width - 1), 0
    for part in text.split("\n"):
        length = _length(part)
        lines += 1 if length <= room else ceil(length * _BROADER / room)
    return lines


def _length(text: str) -> float:
    """How many digits wide a text is."""
    return sum(2.0 if ord(sign) > _WIDE else 1.0 if sign.isdigit() or sign.isupper() else _SMALL for sign in text)


def set_up_print(sheet: Any, marks: Sequence[str], separator: str, last_head: int) -> None:
    """Landscape A4, one page wide, with the rows down to the head on every page, and the marks at its foot."""
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.repeat_rows(0, last_head)
    sheet.hide_gridlines(2)
    foot = separator.join(marks)
    while len(foot.replace("&", "&&")) > _LONGEST_FOOT - 20:
        foot = foot[:-2].rstrip() + "…"
    sheet.set_footer(f"&L{readable(foot).replace('&', '&&')}&R&P / &N")
