"""Reads a file of either kind, XLSX or CSV, into grids."""

from __future__ import annotations

from core.intake.workbook.csv_file import read_csv
from core.intake.workbook.file_kind import file_kind
from core.intake.workbook.grid import Book
from core.intake.workbook.limits import LIMITS, Limits
from core.intake.workbook.xlsx_file import read_xlsx


def read_file(content: bytes, name: str, limits: Limits = LIMITS) -> Book:
    """Every sheet of a workbook, or the one table of a CSV file. Raises WorkbookError when it cannot be read safely."""
    read = read_xlsx if file_kind(content, limits) == "workbook" else read_csv
    return read(content, name, limits)
