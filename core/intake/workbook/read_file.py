"""Reads a file of any kind that holds a table into grids."""

from __future__ import annotations

from core.intake.workbook.csv_file import read_csv
from core.intake.workbook.file_kind import FileKind, file_kind
from core.intake.workbook.grid import Book
from core.intake.workbook.limits import LIMITS, Limits
from core.intake.workbook.other_kinds.other_file import read_other_file
from core.intake.workbook.xlsx_file import read_xlsx


def read_file(content: bytes, name: str, limits: Limits = LIMITS) -> Book:
    """Every sheet of a workbook, or the one table of a CSV file. Raises WorkbookError when it cannot be read safely."""
    match file_kind(content, limits):
        case FileKind.WORKBOOK:
            return read_xlsx(content, name, limits)
        case FileKind.TEXT:
            return read_csv(content, name, limits)
        case kind:
            return read_other_file(content, name, kind, limits)
