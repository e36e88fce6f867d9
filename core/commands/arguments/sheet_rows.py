"""Opens a table for `assess`: a CSV file as it is, of a workbook the rows of one of its sheets as texts."""

from __future__ import annotations

from pathlib import Path

from core.assessment.series_table import Rows, TableError
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.file_kind import FileKind, file_kind
from core.intake.workbook.grid import Cell, Grid
from core.intake.workbook.read_file import read_file

_LEFT_TO_THE_TABLE = ("empty", "encoding", "unknown_kind")
"""What is said of a text that is no table is said where tables are read."""


def sheet_rows(path: Path, sheet: str = "") -> Rows | None:
    """The rows of a workbook: of the sheet with this name, or of the only one that is seen; None for a text file.

    Raises WorkbookError for a file that is neither, TableError (`which_sheet`), OSError.
    """
    content = path.read_bytes()
    try:
        if file_kind(content) is FileKind.TEXT:
            return None
    except WorkbookError as error:
        if error.code in _LEFT_TO_THE_TABLE:
            return None
        raise
    grids = [grid for grid in read_file(content, path.name).grids if grid.rows and not grid.hidden]
    chosen = [grid for grid in grids if not sheet or grid.name.strip() == sheet.strip()]
    if len(chosen) != 1:
        names = [grid.name for grid in grids]
        raise TableError("which_sheet", file=path.name, choices=", ".join(names), example=names[0] if names else "")
    return _rows(chosen[0])


def _rows(grid: Grid) -> Rows:
    return [
        (row.number, [_text(row.cells[x]) if x in row.cells else "" for x in range(max(row.cells) + 1)])
        for row in grid.rows
    ]


def _text(cell: Cell) -> str:
    """What stands in a cell, as a person reads it."""
    if cell.percent and isinstance(cell.value, float):
        return f"{cell.value * 100:.10g}%"
    return repr(cell.value) if isinstance(cell.value, float) and not cell.value.is_integer() else cell.text
