"""Asks about cells in which a person sees something else than what is stored, or nothing; here and nowhere else.

The reader of workbooks says what speaks against a cell (`Doubt`); figures are read as they are stored all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from core.cells.calendars import names_of_year
from core.cells.text import excerpt, fold
from core.cells.units import is_plainly, is_unit_word
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.message_values import MessageInput, TextList, text_list
from core.intake.reading.cell_values import shown_text
from core.intake.workbook.grid import Cell, Doubt, Grid
from core.intake.workbook.looks.format_words import words_beside_text
from core.intake.workbook.looks.number_formats import words_in
from core.intake.workbook.references import column_letter, column_number

_HARD = {
    "part_struck": "part_struck",
    "part_raised": "part_raised",
    "part_unseen": "part_unseen",
    "in_units": "unit_in_cell_and_heading",
}
"""Doubts after which nobody knows what is meant, and the finding for each such cell."""

_SOFT = {
    "struck": "struck_cells",
    "raised": "raised_cells",
    "unseen": "unseen_cells",
    "scaled": "scaled_cells",
    "worded": "scaled_cells",
    "dotted": "dotted_cells",
    "covered": "covered_cells",
    "unjudged": "unjudged_cells",
}
"""Doubts that pass with an explanation, and the one finding for all such cells of a table or, of two, a column."""

_NOT_READ = (
    *("date_for_number", "date_for_year", "percent_for_count", "error_cell", "not_whole", "not_a_year"),
    *("day_written_for_year", "serial_for_year", "year_of_other_calendar", "year_only_shown", "spring_term"),
    *("school_year_span", "not_a_number", "spaces_within", "out_of_bounds", "words_with_number"),
    *("too_large_number", "footnote_mark", "number_in_words", "month_for_year"),
)
"""Findings for cells whose value is none of its column, however it is shown."""

_MOST_NAMED = 10
_YEAR_WORDS = frozenset(("年", "年度", "学年", "学年度"))


class _DoubtfulCell(NamedTuple):
    """A cell, the name by which a person finds it, and what speaks against it; `row` and `x` are to be marked."""

    row: int
    x: int
    name: str
    cell: Cell
    doubt: Doubt


def check_doubtful_cells(
    grid: Grid,
    columns: Collection[int],
    rows: Collection[int],
    findings: Findings,
    *,
    head: int = 0,
    in_units: Collection[int] = (),
    years: Collection[int] = (),
    units: Mapping[int, str] = MappingProxyType({}),
) -> None:
    """Add findings for the doubtful cells of a table: those in its columns, in the rows that were read and its `head`.

    `in_units` are the columns whose heading names a unit of many, such as 万元: a cell must not say 万 once more.
    `years` are the columns of years: of a day in them only its year need be seen. `units` are those of the columns that
    have one: a format may well write it.
    """
    rows = frozenset(rows)
    struck_rows = _struck_rows(grid, columns, rows)
    if struck_rows:
        place = Place(grid.name, struck_rows[0])
        findings.add(finding("struck_rows", Severity.SOFT, place, rows=numbers_named(struck_rows)))
    groups: dict[tuple[str, int], list[_DoubtfulCell]] = {}
    refused = _refused_places(grid.name, findings)
    for item in _doubtful_cells(grid, columns, {head, *rows}):
        kind = item.doubt.kind
        is_passed_over = _is_year_seen(item, years) or (
            kind in ("scaled", "worded", "dotted") and (item.row, item.x) in refused
        )
        if is_passed_over or not _matters(item, head, in_units) or _are_its_own_words(item, years, units):
            continue
        if kind in _HARD:
            place = Place(grid.name, item.row, column_letter(item.x))
            values: dict[str, MessageInput] = {"found": excerpt(item.cell.text), "shown": excerpt(item.doubt.shown)}
            findings.add(finding(_HARD[kind], Severity.HARD, place, **values))
        elif kind in _SOFT and not (kind == "struck" and item.row in struck_rows):
            groups.setdefault((_SOFT[kind], item.x if kind in ("scaled", "worded") else 0), []).append(item)
    for (code, _), items in groups.items():
        _ask(code, items, grid.name, findings)
    if grid.beyond is not None:
        row, x = grid.beyond
        findings.add(finding("beyond_columns", Severity.SOFT, Place(grid.name, row, column_letter(x))))


def _matters(item: _DoubtfulCell, head: int, in_units: Collection[int]) -> bool:
    """Whether a doubt may change what a cell means: a footnote mark beside a heading does not, nor the 2 of m²."""
    kind = item.doubt.kind
    if item.row == head:
        return kind in ("struck", "part_struck")
    if kind == "in_units":
        return item.x in in_units
    return kind != "part_raised" or not is_unit_word(fold(item.cell.text))


def _are_its_own_words(item: _DoubtfulCell, years: Collection[int], units: Mapping[int, str]) -> bool:
    """Whether the words that a format writes beside a value are the unit of its column, and change nothing."""
    if item.doubt.kind != "worded":
        return False
    value, shown = item.cell.value, item.doubt.shown
    words = words_in(shown, is_negative=value < 0) if isinstance(value, float) else words_beside_text(shown, str(value))
    words = tuple(map(fold, words))
    unit = units.get(item.x, "")
    if item.x in years:
        return bool(words) and _YEAR_WORDS.issuperset(words)
    return bool(words) and all(is_plainly(word, unit) if unit else is_unit_word(word) for word in words)


def _refused_places(sheet: str, findings: Findings) -> set[tuple[int, int]]:
    """The rows and columns of a sheet whose values are none of their column: it would be untrue that they were read."""
    return {
        (item.place.row, column_number(item.place.column))
        for item in findings.items
        if item.place.sheet == sheet and item.code in _NOT_READ
    }


def _is_year_seen(item: _DoubtfulCell, years: Collection[int]) -> bool:
    """Whether a day stands in a column of years and is shown with its year."""
    value = item.cell.value
    if item.doubt.kind != "scaled" or not isinstance(value, date):
        return False
    return item.x in years and any(name in item.doubt.shown for name in names_of_year(value))


def _struck_rows(grid: Grid, columns: Collection[int], rows: Collection[int]) -> list[int]:
    """The rows in which everything is struck out."""
    struck = []
    for line in grid.rows:
        if line.number in rows:
            cells = [cell for x, cell in line.cells.items() if x in columns]
            if cells and all(any(doubt.kind == "struck" for doubt in cell.doubts) for cell in cells):
                struck.append(line.number)
    return struck


def _doubtful_cells(grid: Grid, columns: Collection[int], rows: Collection[int]) -> Iterator[_DoubtfulCell]:
    """The cells against which something speaks, each as often as something does; then those under merged cells."""
    for line in grid.rows:
        if line.number in rows:
            for x, cell in line.cells.items():
                if cell.doubts and x in columns:
                    for doubt in cell.doubts:
                        yield _DoubtfulCell(line.number, x, f"{column_letter(x)}{line.number}", cell, doubt)
    if grid.covered:
        yield from _covered_cells(grid, columns, rows)


def _covered_cells(grid: Grid, columns: Collection[int], rows: Collection[int]) -> Iterator[_DoubtfulCell]:
    """The cells under merged ones that hold something else than what is seen."""
    cells = {(line.number, x): cell for line in grid.rows for x, cell in line.cells.items()}
    for (row, x), (cell, at) in grid.covered.items():
        if row in rows and x in columns:
            shown = cells[at].text if at in cells else ""
            if cell.text.strip() != shown.strip():
                yield _DoubtfulCell(*at, f"{column_letter(x)}{row}", cell, Doubt("covered", shown))


def _ask(code: str, items: Iterable[_DoubtfulCell], sheet: str, findings: Findings) -> None:
    """Add one finding for several cells, at the first of them."""
    first, *others = items
    place = Place(sheet, first.row, column_letter(first.x))
    values: dict[str, MessageInput] = {
        "found": shown_text(first.cell),
        "cells": numbers_named([first.name, *(item.name for item in others)]),
    }
    if first.doubt.shown or code == "covered_cells":
        values["shown"] = excerpt(first.doubt.shown)
    findings.add(finding(code, Severity.SOFT, place, **values))


def numbers_named(items: Collection[object]) -> TextList:
    """The first ten of several rows or cells, by their numbers or names."""
    names = [str(item) for item in items]
    return text_list([*names[:_MOST_NAMED], *(("…",) if len(names) > _MOST_NAMED else ())])
