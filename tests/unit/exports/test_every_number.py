"""Every number of every panel in every kind of file, read back by another library, is the one on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO, StringIO
from itertools import accumulate
from math import isclose
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from core.exports.documents.kinds import KINDS
from core.exports.table import csv_bytes, statement, table_of, xlsx_bytes
from core.formats import round_half_up
from core.language import Language, catalogue
from core.panels.indicators.quality_report import tables_of
from core.panels.panel import Cell, Panel, Table
from tests.support.documents.every_panel import (
    READERS,
    Reading,
    bare,
    difference,
    every_panel,
    is_same,
    numbers_in,
    numbers_of_figure,
)
from tests.support.documents.review_decks import FIRST, LAST, PARTIAL

MOST = {"deck": 30, "report": 40, "pdf": 40}
"""The rows of a table that a kind of file shows of one that is too long for it."""
HEADS_ALONE = ("workbook",)
"""Kinds of file that show the heads of a table without rows."""
FINDING = 40
"""The signs of a finding that stand whole wherever it is cut."""
QUICK = (PARTIAL, Language.EN)
"""In which values are missing, before most goals are due."""
CASES = [
    pytest.param(day, language, marks=[] if (day, language) == QUICK else pytest.mark.slow)
    for day in (FIRST, PARTIAL, LAST)
    for language in Language
]


@cache
def reading_of(kind: str, day: str, language: Language) -> Reading:
    return READERS[kind](KINDS[kind].write(every_panel(day, language)))


def differences(kind: str, reading: Reading, day: str, language: Language) -> list[str]:
    """What a file of a kind holds otherwise than the screen, in words."""
    whole, found, place, at = every_panel(day, language), list[str](), 0, 0
    for view in whole.views:
        panel = view.panel
        if bare(view.finding)[:FINDING] not in reading.words:
            found.append(f"{panel.id}: no finding {view.finding}")
        if bare(view.comment) not in reading.words:
            found.append(f"{panel.id}: no comment {view.comment}")
        if not (panel.table.columns if kind in HEADS_ALONE else panel.table.rows):
            continue
        if kind == "deck" and panel.figure is not None:
            continue
        if reading.rows:
            words, place = difference(panel, reading, place, MOST.get(kind, len(panel.table.rows)))
            found += [words] if words else []
            continue
        for number, row in enumerate(panel.table.rows[: MOST.get(kind)], start=1):
            words = "".join(bare(cell.text) for cell in row)
            if (next_at := reading.words.find(words, at)) < 0:
                found.append(f"{panel.id}, row {number}: {words}")
            else:
                at = next_at + len(words)
    found += [f"no mark {mark}" for mark in whole.page_marks() if bare(mark) not in reading.words]
    return found


@pytest.mark.parametrize(("day", "language"), CASES)
def test_every_number_of_every_kind_of_file_is_that_of_the_screen(day: str, language: Language) -> None:
    """All kinds of one document, which takes longer to put together than to write."""
    strange = {kind: differences(kind, reading_of(kind, day, language), day, language) for kind in KINDS}
    assert strange.keys() == READERS.keys()
    assert {kind: lines for kind, lines in strange.items() if lines} == {}
    for kind in ("deck", "report"):
        assert strange_numbers(reading_of(kind, day, language), day, language) == [], kind
    assert cells_compared(day, language) > 3000


def strange_numbers(reading: Reading, day: str, language: Language) -> list[tuple[Any, float, float]]:
    """The numbers behind native charts that no figure on the screen has, each with its row and the sum up to it."""
    panels = [view.panel for view in every_panel(day, language).views]
    figures = {number for panel in panels for number in numbers_of_figure(panel)}
    # A share stands in a file as it is read, in percent with one decimal; persons are counted in whole numbers.
    drawn = {round(number, places) for number in figures for places in (3, 6)}
    drawn |= {float(round_half_up(number, 0)) for number in figures}
    # The words after a row of bars stand at the end of a last part, a column without a name.
    rows = [
        tuple(cell for head, cell in zip(sheet[0], row, strict=True) if head != " ")
        for sheet in reading.sheets
        for row in sheet[1:]
    ]
    written = [(row[0], number, end) for row in rows for number, end in numbers_with_ends(row)]
    assert len(written) > 50
    # A bar of stages stands upon the end of the one before it: where it ends is a number of the figure; and the label
    # over columns is the sum of those before it.
    strange = [one for one in written if not drawn.intersection(round(number, 6) for number in one[1:])]
    return [one for one in strange if one[2] != 2 * one[1]]


def numbers_with_ends(row: tuple[Any, ...]) -> list[tuple[float, float]]:
    """The numbers of a row of a data sheet, each with the sum of those up to it."""
    numbers = list(numbers_in(row[1:]))
    return list(zip(numbers, accumulate(numbers), strict=True))


def downloads(panel: Panel, language: Language) -> list[tuple[Sequence[Any], tuple[Cell, ...]]]:
    """Every row of the CSV and of the XLSX download of a panel, with that of the screen."""
    texts, table = catalogue(language), table_of(panel, catalogue(language))
    text = csv_bytes(panel, texts).decode("utf-8-sig")
    wide = max(len(table.columns), 2)
    comma = pd.read_csv(StringIO(text), header=None, names=range(wide), dtype=str, keep_default_na=False)
    book = load_workbook(BytesIO(xlsx_bytes(panel, texts)))
    sheets = [list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets[:-1]]
    said = {(str(row[0]), str(row[1])) for row in book.worksheets[-1].iter_rows(values_only=True)}
    assert {(name, words) for name, words in statement(panel, texts) if words} <= said | {("", "")}
    parts = tables_of(replace(panel, table=table)) if panel.sheets_by else (("", table),)
    stored = [
        (row, shown) for sheet, (_, part) in zip(sheets, parts, strict=True) for row, shown in _pairs(sheet, part)
    ]
    return [*_pairs(comma.to_numpy().tolist()[1 : len(table.rows) + 1], table), *stored]


def _pairs(rows: Sequence[Sequence[Any]], table: Table) -> Iterator[tuple[Sequence[Any], tuple[Cell, ...]]]:
    return zip((row[: len(table.columns)] for row in rows), table.rows, strict=True)


def cells_compared(day: str, language: Language) -> int:
    """The cells of every download of every panel, each of which is that of the screen."""
    compared = 0
    for panel in (view.panel for view in every_panel(day, language).views if view.panel.figure is None):
        for read, shown in downloads(panel, language):
            differing = [one for one, cell in zip(read, shown, strict=True) if not holds(one, cell)]
            assert differing == [], (panel.id, read)
            compared += len(shown)
    return compared


def holds(read: Any, cell: Cell) -> bool:
    """Whether a cell of a download stores the value of a cell: a number of CSV is read from its digits, and words that
    begin like a formula have a sign before them."""
    value, words = cell.value, "" if read is None else str(read)
    if isinstance(value, int | float):
        return bool(words) and isclose(float(words), value, rel_tol=1e-9)
    return words.removeprefix("'") == (value or "").removeprefix("'")


def test_a_number_that_differs_is_noticed() -> None:
    day, language = QUICK
    reading = reading_of("deck", day, language)
    place = next(place for place, row in enumerate(reading.rows) if "9,778" in row)
    row = tuple("9,779" if cell == "9,778" else cell for cell in reading.rows[place])
    altered = Reading(reading.words, (*reading.rows[:place], row, *reading.rows[place + 1 :]), reading.sheets)
    (difference_said,) = differences("deck", altered, day, language)
    assert "9,779" in difference_said
    assert "9,778" in difference_said
    assert not is_same(9778.5, Cell("9,778", 9778))
