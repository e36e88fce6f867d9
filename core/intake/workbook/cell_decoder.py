"""Decodes a cell of an XLSX file from its type, its stored text and its format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from core.cells.text import visible
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Cell, Doubt
from core.intake.workbook.limits import Limits
from core.intake.workbook.looks.colours import Palette
from core.intake.workbook.looks.doubts import FormatWork, doubts_of_fonts
from core.intake.workbook.looks.fonts import Run
from core.intake.workbook.looks.styles_part import CellStyle, Styles
from core.intake.workbook.shared_parts import unescape_text
from core.intake.workbook.workbook_parts import EPOCH

_LAST_DAY = date(2100, 12, 31)
_AFTER_THE_DAY_THAT_NEVER_WAS = 61  # as a serial number
_LATEST_SERIAL = 100_000  # after the last day in any calendar, and far from where days end
_MOST_REMEMBERED = 50_000  # cells that stand for others just like them
_TIME_ONLY = re.compile(r"T?\d\d?:\d\d.*")
_PLAIN = CellStyle()


@dataclass(slots=True)
class WorkbookContext:
    """What all sheets of a file share: its texts, cell formats and calendar, and how much it may still hold.

    `runs` are those of shared texts that have several fonts, by the number of the text. `outside_texts` collects texts
    outside the cells: printed headers, hints, choices, what lies under merged cells.
    """

    strings: list[str]
    styles: Styles
    epoch: date
    cells_left: int
    rows_left: int
    characters_left: int
    runs: dict[int, tuple[Run, ...]] = field(default_factory=dict)
    palette: Palette = field(default_factory=Palette)
    outside_texts: list[str] = field(default_factory=list)
    formats: FormatWork = field(default_factory=FormatWork)


class CellDecoder:
    """Makes cells from what the file stores; equal cells without a formula are made once."""

    def __init__(self, context: WorkbookContext, limits: Limits) -> None:
        self._context, self._longest_text, self._most_characters = context, limits.text, limits.characters
        self._known: dict[tuple[str, str, str], Cell | None] = {}
        self._styles: dict[str, CellStyle] = {}
        self._doubts_of_styles: dict[str, tuple[Doubt, ...]] = {}

    def decode(self, kind: str, raw: str | None, style: str, formula: str) -> Cell | None:
        """The cell of type `kind` (attribute t), stored text, style (attribute s) and formula; None when it is blank.

        A style such as `~3` is that of the row or column of a cell that names none: it has the looks of format 3, but
        its numbers are plain. What is no value of its type gives an error cell. Raises WorkbookError (`long_text`,
        `much_text`).
        """
        if formula:
            return self._make(kind, raw, style, formula)
        if raw is None or raw == "":
            return None
        key = (kind, raw, style)
        if key in self._known:
            return self._known[key]
        cell = self._make(kind, raw, style, "")
        if len(self._known) < _MOST_REMEMBERED:
            self._known[key] = cell
        return cell

    def decode_rich_text(self, text: str, runs: Sequence[Run], style: str) -> Cell | None:
        """The cell that holds a text of several fonts in the sheet itself."""
        self._count(len(text))
        return self._judge(self._text(unescape_text(text), ""), style, runs)

    def style(self, style: str) -> CellStyle:
        """The format of this number; the plain one for what is no number of a format."""
        if style not in self._styles:
            number = style.removeprefix("~")
            formats = self._context.styles.cells
            format = formats[int(number)] if number.isdecimal() and int(number) < len(formats) else _PLAIN
            self._styles[style] = format if number == style else CellStyle(font=format.font, fill=format.fill)
        return self._styles[style]

    def _count(self, characters: int) -> None:
        """Count characters that stand in the sheet itself. Raises WorkbookError (`much_text`)."""
        self._context.characters_left -= characters
        if self._context.characters_left < 0:
            raise WorkbookError("much_text", limit=self._most_characters)

    def _make(self, kind: str, raw: str | None, style: str, formula: str) -> Cell | None:
        self._count(len(formula) + (len(raw) if raw and kind == "str" else 0))
        if raw is None or raw == "":
            return Cell("f", "", formula) if kind != "str" else None
        format = self.style(style)
        runs: Sequence[Run] = ()
        try:
            if kind == "s":
                runs = self._context.runs.get(int(raw), ())
                cell = self._text(self._shared(int(raw)), formula)
            elif kind == "str":
                cell = self._text(unescape_text(raw), formula)
            else:
                cell = self._value(kind, raw, format, formula)
        except (ValueError, OverflowError):
            cell = Cell("e", raw, formula)
        return self._judge(cell, style, runs)

    def _judge(self, cell: Cell | None, style: str, runs: Sequence[Run]) -> Cell | None:
        """The cell with what speaks against it."""
        if cell is None:
            return None
        format = self.style(style)
        if runs:
            doubts = doubts_of_fonts(format, runs, self._context.palette)
        else:
            if style not in self._doubts_of_styles:
                self._doubts_of_styles[style] = doubts_of_fonts(format, (), self._context.palette)
            doubts = self._doubts_of_styles[style]
        doubts += self._context.formats.doubts(cell, format)
        return cell._replace(doubts=doubts) if doubts else cell

    def _value(self, kind: str, raw: str, format: CellStyle, formula: str) -> Cell:
        """A cell of any type but text. Raises ValueError for what is no value of its type."""
        if kind == "b":
            return Cell("b", raw not in ("0", "false"), formula)
        if kind == "e":
            return Cell("e", raw, formula)
        if kind == "d":
            return _day_or_time(raw.strip(), formula)
        if "_" in raw or not raw.isascii():  # which Python would read over
            raise ValueError(raw)
        return self._number(float(raw), format, formula)

    def _shared(self, index: int) -> str:
        if not 0 <= index < len(self._context.strings):
            raise ValueError(index)
        return self._context.strings[index]

    def _text(self, text: str, formula: str) -> Cell | None:
        if len(text) > self._longest_text:
            raise WorkbookError("long_text", limit=self._longest_text)
        return Cell("s", text, formula) if visible(text).strip() else None

    def _number(self, value: float, format: CellStyle, formula: str) -> Cell:
        if value != value or value in (float("inf"), float("-inf")):
            raise ValueError(value)
        if format.shown_as == "d" and 1 <= value < _LATEST_SERIAL:
            # Programs count a 29 February 1900, which never was.
            shift = 1 if value < _AFTER_THE_DAY_THAT_NEVER_WAS and self._context.epoch == EPOCH else 0
            day = self._context.epoch + timedelta(days=int(value) + shift)
            if day <= _LAST_DAY:
                return Cell("d", day, formula)
        return Cell("n", value, formula, format.shown_as == "%")


def _day_or_time(raw: str, formula: str) -> Cell:
    """A cell of the type of days: ISO 8601, with or without a time; a time alone is a text. Raises ValueError."""
    if _TIME_ONLY.fullmatch(raw):
        return Cell("s", raw.removeprefix("T"), formula)
    return Cell("d", datetime.fromisoformat(raw).date(), formula)
