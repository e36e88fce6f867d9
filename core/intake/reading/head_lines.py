"""Lines that belong to the headings of a table though they stand under them: of units, and of column numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from core.cells.text import fold
from core.cells.units import unit_word
from core.intake.form.layout import Kind
from core.intake.reading.headings import Heading, is_unit, with_unit
from core.intake.workbook.grid import Cell

_BLANKS = frozenset(("", "-", "--", "/", "—", "年", "年份", "单位", "计量单位", "unit"))
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LETTERS = "abcdefghij"
_LABELS = frozenset(
    (*_STEMS, *_LETTERS, "-", "--", "/", "栏次", "列次", "栏目", "栏号", "列号", "行次", "序号", "代号")
)
_NUMBERS_ALONE = 3  # fewer without 甲 or 乙 before them may be figures
# 4=2+3: some forms say beside the number of a column what it is made of.
_NUMBER = re.compile(r"[(\[【第]?0?(\d{1,3})(?:[)\]】栏列]|\.0)?(?:=[\d+\-*/()=×÷%]+)?")


def units_in(cells: Mapping[int, Cell], columns: Mapping[int, Heading]) -> dict[int, str]:
    """The unit of each column of figures when a line holds nothing but units (人, 万元); nothing for any other line."""
    units: dict[int, str] = {}
    for x, cell in cells.items():
        word = unit_word(cell.text)
        is_figure = x in columns and bool(columns[x].column.unit)
        if cell.kind != "s" or not (is_unit(word) if is_figure else word in _BLANKS or is_unit(word)):
            return {}
        if is_figure:
            units[x] = word
    return units


def with_units(columns: Mapping[int, Heading], units: Mapping[int, str]) -> dict[int, Heading]:
    """The headings with the units that stand in a line under them."""
    return {x: with_unit(heading, units[x]) if x in units else heading for x, heading in columns.items()}


def numbers_columns(cells: Mapping[int, Cell], columns: Mapping[int, Heading]) -> bool:
    """Whether a line only numbers the columns: 甲 乙 丙 1 2 3, as official forms have it under their headings."""
    numbers: list[int] = []
    for x in sorted(cells):
        label = fold(cells[x].text)
        match = _NUMBER.fullmatch(label)
        if match and cells[x].kind in "sn":
            numbers.append(int(match[1]))
        elif label not in _LABELS or (x in columns and columns[x].column.kind is Kind.MEASURE):
            return False
    are_named = len(cells) > len(numbers) >= 1
    return (are_named or len(numbers) >= _NUMBERS_ALONE) and _is_ascending(numbers)


def _is_ascending(numbers: Iterable[int]) -> bool:
    """Whether numbers go up one by one, from a small one on: a page may begin with its eleventh column."""
    ordered = list(numbers)
    return ordered[0] < 100 and ordered == list(range(ordered[0], ordered[0] + len(ordered)))
