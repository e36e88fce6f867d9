"""Says whether a number is an amount of money or an area by what its column, its format or its table names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from core.cells.text import fold
from core.cells.unit_notes import units_of_note
from core.cells.units import MEASURED, is_unit, scale_of, unit_word
from core.intake.form.layout import SHEETS
from core.intake.reading.headings import PERSONAL, heading_of
from core.intake.reading.table import MergedCells
from core.intake.workbook.grid import Cell, Grid
from core.intake.workbook.looks.number_formats import words_in

_AMOUNTS = re.compile(
    r"(?:^|[^\w]|单位|[(\[【〔/])[十百千万亿]*(?:人民币)?(?:元|圆|yuan|rmb|cny|平方米|平米|㎡|m2|squaremetres)[)\]】〕]?$"
    r"|(?:总值|资产|金额|经费|收入|支出)$"
)
_NO_AMOUNT = re.compile(r"[名号码人]|编|电话|手机|微信|备注|说明|地址|name|phone|number|remark|note|code|id$|no$")
_UNIT_IN_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]{1,20})[)\]】〕]$")
_FIGURES = re.compile(r"[\d,.]+")
_WORD = re.compile(r"[^\W\d_]{2}")  # of two letters at least: — and 无 under a heading are none
_LONGEST_HEADING = 400  # characters, white space included


class _Says(Enum):
    """What a text above a number says of it."""

    AMOUNT = "amount"
    NO_AMOUNT = "no amount"
    NO_UNIT = "no unit"  # a heading without any; a note may name it
    NOTHING = "nothing"


class Amounts:
    """Which numbers of a sheet are amounts; worked out only for what has the digits of a person's number."""

    def __init__(self, grid: Grid) -> None:
        self._grid, self._merged = grid, MergedCells(grid)
        self._is_noted: bool | None = None

    def is_amount(self, row: int, x: int, cell: Cell, *, is_typed: bool) -> bool:
        """Whether a cell holds an amount.

        A number is one by its heading, its format, or a unit named for the whole table; a text (not `is_typed`: all
        cells are texts) only by its heading.
        """
        if cell.kind == "s" and not _FIGURES.fullmatch(fold(cell.text)):
            return False  # 张三13800138000 is no amount under any heading
        is_number = cell.kind == "n" or not is_typed
        says = self._heading_says(row, x)
        if says is not _Says.NO_UNIT or not is_number:
            return says is _Says.AMOUNT or (is_number and says is _Says.NOTHING and _is_shown_as_amount(cell))
        return _is_shown_as_amount(cell) or self._has_note()

    def _heading_says(self, row: int, x: int) -> _Says:
        """What the texts above a cell say of it; the nearest that says anything counts."""
        has_heading = False
        for text in self._texts_above(row, x):
            says = _said_of_column(text)
            if says in (_Says.AMOUNT, _Says.NO_AMOUNT):
                return says
            has_heading |= says is _Says.NO_UNIT
        return _Says.NO_UNIT if has_heading else _Says.NOTHING

    def _texts_above(self, row: int, x: int) -> Iterator[str]:
        for line in reversed(self._grid.rows):
            if line.number < row:
                cell = self._merged.get(line.number, x)
                if cell is not None and cell.kind == "s":
                    yield cell.text[:_LONGEST_HEADING]

    def _has_note(self) -> bool:
        """Whether a title or a note names a unit of amounts for the table: 单位：元."""
        if self._is_noted is None:
            texts = [self._grid.name]
            texts += [cell.text for line in self._grid.rows for cell in line.cells.values() if cell.kind == "s"]
            self._is_noted = any(_is_measured(unit) for text in texts for unit in units_of_note(text, title=True))
        return self._is_noted


def _said_of_column(text: str) -> _Says:
    bare = fold(text)
    unit = unit_word(text)
    bracketed = _UNIT_IN_BRACKETS.search(bare)
    if not is_unit(unit) and bracketed is not None:
        unit = unit_word(bracketed[1])
    if is_unit(unit):
        return _Says.AMOUNT if _is_measured(unit) else _Says.NO_AMOUNT
    if not _WORD.search(text):
        return _Says.NOTHING
    if _AMOUNTS.search(bare):
        return _Says.AMOUNT
    headings = [heading for sheet in SHEETS if (heading := heading_of(sheet.dataset, text)) is not None]
    if headings:
        return _Says.AMOUNT if any(heading.column.unit in MEASURED for heading in headings) else _Says.NO_AMOUNT
    return _Says.NO_AMOUNT if PERSONAL.search(bare) or _NO_AMOUNT.search(bare) else _Says.NO_UNIT


def _is_measured(unit: str) -> bool:
    scale = scale_of(unit)
    return scale is not None and bool(scale[0] & MEASURED)


def _is_shown_as_amount(cell: Cell) -> bool:
    """Whether the format of a number writes a unit of amounts beside it: ¥13,800,138,000."""
    value = cell.value
    shown = [doubt.shown for doubt in cell.doubts if doubt.kind == "worded"]
    return isinstance(value, float) and any(
        _is_measured(word) for text in shown for word in words_in(text, is_negative=value < 0)
    )
