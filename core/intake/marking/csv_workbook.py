"""Makes a workbook with one sheet of a CSV file, so that its cells can be marked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from core.intake.marking.xml_edits import drop_unstorable
from core.intake.workbook.grid import Book

_LONGEST_NAME = 31  # characters of the name of a sheet


def csv_workbook(book: Book, reserved_names: Collection[str]) -> bytes:
    """The first sheet of `book` as an XLSX file, every cell in its place and as text; the same bytes every time.

    The sheet is called like that of the book, or `CSV` when a spreadsheet program takes no such name or it is one of
    the `reserved_names`.
    """
    out = BytesIO()
    # Written row by row and as texts: a text that begins with = stays one.
    workbook: Any = xlsxwriter.Workbook(out, {"constant_memory": True})
    workbook.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    grid = book.grids[0]
    name = "".join("_" if sign in "[]:*?/\\'" else sign for sign in drop_unstorable(grid.name))[:_LONGEST_NAME].strip()
    taken = {reserved.casefold() for reserved in reserved_names}  # programs do not tell a from A
    sheet = workbook.add_worksheet("CSV" if not name or name.casefold() in taken else name)
    for row in grid.rows:
        for column, cell in sorted(row.cells.items()):
            sheet.write_string(row.number - 1, column, drop_unstorable(str(cell.value)))
    workbook.close()
    return out.getvalue()
