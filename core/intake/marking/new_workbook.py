"""Makes a new workbook of a file that is no XLSX, so that its cells can be marked.

It has the values, and of their looks those that a clerk is asked about, so that they are asked about again.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange

from core.intake.marking.xml_edits import drop_unstorable
from core.intake.workbook.grid import Book, Cell, Grid
from core.intake.workbook.workbook_parts import EPOCH_1904

_LONGEST_NAME = 31  # characters of the name of a sheet
_LARGEST_MERGE = 10_000  # cells, each of which would be written
_DAY, _DAY_WITHOUT_YEAR = "yyyy-mm-dd", 'm"月"d"日"'
_MOST_DECIMALS = 10  # of a percentage


def new_workbook(book: Book) -> bytes:
    """All sheets of `book` as an XLSX file, every cell in its place; the same bytes every time.

    Of a CSV file every cell is a text. Sheets are called as `sheet_names` says.
    """
    out = BytesIO()
    options: dict[str, Any] = {
        "constant_memory": not book.spreadsheet,  # row by row, where there is nothing but rows
        "date_1904": any(grid.epoch == EPOCH_1904 for grid in book.grids),
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    workbook: Any = xlsxwriter.Workbook(out, options)
    workbook.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    formats = _Formats(workbook)
    names = sheet_names(book)
    for grid in book.grids:
        sheet = workbook.add_worksheet(names[grid.name])
        if grid.hidden and len(book.grids) > 1:
            sheet.hide()
        _write_sheet(sheet, grid, formats)
    workbook.close()
    return out.getvalue()


def sheet_names(book: Book) -> dict[str, str]:
    """What each sheet is called in a new workbook: as before, as far as programs take it.

    One whose name they do not take is called by the kind of the file, others with a number.
    """
    used: set[str] = set()  # programs do not tell a from A
    names: dict[str, str] = {}
    for grid in book.grids:
        bare = "".join("_" if sign in "[]:*?/\\'" else sign for sign in drop_unstorable(grid.name))
        name = bare[:_LONGEST_NAME].strip()
        stem = "Sheet" if book.spreadsheet else "CSV"
        number = len(names) + 1
        while not name or name.casefold() in used:
            name = f"{stem}{number}" if book.spreadsheet else stem
            number += 1
        used.add(name.casefold())
        names[grid.name] = name
    return names


def _write_sheet(sheet: Any, grid: Grid, formats: _Formats) -> None:
    for top, left, bottom, right in grid.merges:
        if (bottom - top + 1) * (right - left + 1) in range(2, _LARGEST_MERGE + 1):
            with suppress(OverlappingRange):
                sheet.merge_range(top - 1, left, bottom - 1, right, "")
    for column in grid.hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    for (y, x), item in grid.covered.items():
        _write_cell(sheet, y - 1, x, item.cell, formats)
    for row in grid.rows:
        if row.hidden:
            sheet.set_row(row.number - 1, None, None, {"hidden": True})
        for column, cell in sorted(row.cells.items()):
            _write_cell(sheet, row.number - 1, column, cell, formats)


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    look = formats.of(cell)
    match cell.kind:
        case "n":
            sheet.write_number(row, column, _Exact(str(cell.value)), look)
        case "b":
            sheet.write_boolean(row, column, cell.value, look)
        case "d" if isinstance(cell.value, date):
            sheet.write_datetime(row, column, cell.value, look)
        case "e":
            sheet.write_formula(row, column, f"={cell.text}", look, cell.text)
        case _:
            sheet.write_string(row, column, drop_unstorable(cell.text), look)


class _Exact(float):
    """A number that is written with all its digits, where xlsxwriter would leave out the seventeenth."""

    def __format__(self, _: str) -> str:
        return repr(float(self))


class _Formats:
    """The formats of cells, each made once: days, percentages, and what a person sees in place of a value."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._known: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, cell: Cell) -> Any:
        """The format of a cell; None for a plain one."""
        properties = tuple(_properties(cell).items())
        if not properties:
            return None
        if properties not in self._known:
            self._known[properties] = self._workbook.add_format(dict(properties))
        return self._known[properties]


def _properties(cell: Cell) -> dict[str, object]:
    properties: dict[str, object] = {}
    if cell.kind == "d":
        properties["num_format"] = _DAY
    elif cell.percent and isinstance(cell.value, float):
        digits = f"{cell.value * 100:.{_MOST_DECIMALS}f}".rstrip("0").rpartition(".")[2]
        properties["num_format"] = f"0.{'0' * len(digits)}%" if digits else "0%"
    for kind, shown in cell.doubts:
        if kind == "struck":
            properties["font_strikeout"] = True
        elif kind == "raised":
            properties["font_script"] = 1
        elif kind == "unseen":
            properties["font_color"] = "#FFFFFF"
        elif shown.endswith("%") and cell.percent:
            properties["num_format"] = re.sub("[0-9]", "0", re.sub(r"^[^.%]*", "0", shown))
        elif shown and cell.kind in ("n", "s"):
            literal = '"' + shown.replace('"', "'") + '"'
            properties["num_format"] = literal if cell.kind == "n" else f";;;{literal}"
        elif shown:
            properties["num_format"] = _DAY_WITHOUT_YEAR
    return properties
