"""How the sheets of a workbook look: what values alone do not say, in the form that every kind of file fills in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.intake.workbook.grid import Doubt
from core.intake.workbook.looks.colours import Palette
from core.intake.workbook.looks.doubts import FormatWork
from core.intake.workbook.looks.fonts import Font, Run
from core.intake.workbook.looks.styles_part import CellStyle
from core.intake.workbook.outside.part_kinds import OutsideText
from core.intake.workbook.references import CellAt, Span
from core.intake.workbook.workbook_parts import EPOCH


@dataclass(slots=True)
class SheetShown:
    """One sheet: what nobody sees of it, its merged cells and, by cell, what stands there beside its value.

    `styles` are the numbers of formats, `texts` those of shared texts. `outside_texts` do not yet name their sheet.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Span] = field(default_factory=list)
    styles: dict[CellAt, int] = field(default_factory=dict)
    texts: dict[CellAt, int] = field(default_factory=dict)
    errors: dict[CellAt, str] = field(default_factory=dict)
    formulas: dict[CellAt, str] = field(default_factory=dict)
    doubts: dict[CellAt, tuple[Doubt, ...]] = field(default_factory=dict)
    percents: set[CellAt] = field(default_factory=set)
    outside_texts: list[OutsideText] = field(default_factory=list)
    shows_zeros: bool = True


@dataclass(slots=True)
class BookShown:
    """All sheets in order, the formats and the runs of shared texts by their numbers, and what the file is.

    `epoch` is day 0 of its calendar.
    """

    sheets: list[SheetShown] = field(default_factory=list)
    styles: list[CellStyle] = field(default_factory=list)
    runs: Mapping[int, tuple[Run, ...]] = field(default_factory=dict)
    palette: Palette = field(default_factory=Palette)
    epoch: date = EPOCH
    outside_texts: list[OutsideText] = field(default_factory=list)
    external_links: bool = False
    has_macros: bool = False
    is_signed: bool = False
    formats: FormatWork = field(default_factory=FormatWork)


ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""The errors of a formula by the byte that stands for them in binary workbooks."""

LOWEST, NARROWEST = 60, 282
"""In twentieths of a point and 256ths of a character: rows and columns below show nothing."""


def runs_of(text: str, starts: Sequence[tuple[int, int]], fonts: Mapping[int, Font]) -> tuple[Run, ...]:
    """The runs of a text from the place where each begins and the number of its font; white space is none.

    Places are counted in units of two bytes, of which the rarer characters take two.
    """
    if not starts:
        return ()
    units = text.encode("utf-16-le", "replace")
    places = [*(2 * start for start, _ in starts), len(units)]
    runs: list[Run] = [(units[: places[0]].decode("utf-16-le", "replace"), None)]
    for (_, font), start, end in zip(starts, places, places[1:], strict=False):
        runs.append((units[start:end].decode("utf-16-le", "replace"), fonts.get(font)))
    return tuple(run for run in runs if run[0].strip())
