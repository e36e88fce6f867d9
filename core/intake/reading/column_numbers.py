"""Lines under the headings that only number the columns, as official forms have them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from core.cells.text import fold
from core.intake.workbook.grid import Cell

_SERIES = (
    tuple("甲乙丙丁戊己庚辛壬癸"),
    tuple("abcdefghijklmnopqrstuvwxyz"),
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi"),
    (*"一二三四五六七八九十", *(f"十{sign}" for sign in "一二三四五六七八九"), "二十"),
)
"""What columns are numbered with but figures."""
_BLANK_LABELS = frozenset(("-", "--", "/", "栏次", "列次", "栏目", "栏号", "列号", "行次", "序号", "代号"))
_FIGURES_ALONE, _MOST_COLUMNS, _LONGEST_LABEL = 3, 100, 16
# 4=2+3: some forms say beside the number of a column what it is made of.
_FIGURE = re.compile(r"[(\[【第]?0?(\d{1,3})(?:[)\]】栏列]|\.0)?(?:=[\d+\-*/()=×÷%]+)?")


def numbers_columns(cells: Mapping[int, Cell]) -> bool:
    """Whether a line only numbers the columns: 甲 乙 丙 1 2 3, as official forms have it under their headings."""
    texts = [cell.text for _, cell in sorted(cells.items()) if cell.kind in "sn"]
    if len(texts) < len(cells) or any(len(text) > _LONGEST_LABEL for text in texts):
        return False  # nearly every line of figures names a unit
    labels = [fold(text) for text in texts]
    places = [label for label in labels if label not in _BLANK_LABELS]
    has_blanks = len(places) < len(labels)
    return any(_are_numbered(places[:split], places[split:], has_blanks) for split in range(len(places) - 1))


def _are_numbered(names: Sequence[str], rest: Sequence[str], has_blanks: bool) -> bool:
    """Whether columns are named 甲 乙 丙 and the rest numbered 1 2 3; figures without names may be values."""
    start = _start_of_count(rest)
    if start is None or (names and (_figure(names[0]) is not None or _start_of_count(names) is None)):
        return False
    is_named = bool(names) or has_blanks or _figure(rest[0]) is None
    return is_named or (start == 1 and len(rest) >= _FIGURES_ALONE)


def _start_of_count(labels: Sequence[str]) -> int | None:
    """With which number labels begin that go up one by one in one way; None when they do not."""
    ways = [[_figure(label) for label in labels]]
    ways += [[_place(label, series) for label in labels] for series in _SERIES if labels[0] in series]
    for numbers in ways:
        first = numbers[0]
        if first is not None and first < _MOST_COLUMNS and numbers == list(range(first, first + len(numbers))):
            return first
    return None


def _figure(label: str) -> int | None:
    match = _FIGURE.fullmatch(label)
    return int(match[1]) if match else None


def _place(label: str, series: Sequence[str]) -> int | None:
    return series.index(label) + 1 if label in series else None
