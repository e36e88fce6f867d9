"""Reads a CSV file as one sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sized

from core.cells.decimal_marks import has_point_groups, is_point_unclear
from core.cells.separated import NotSeparatedError, decoded, separated_rows, separator_of
from core.cells.text import visible
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.file_kind import FileKind
from core.intake.workbook.grid import Book, Cell, Doubt, Grid, GridRow
from core.intake.workbook.limits import LIMITS, Limits
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from core.intake.workbook.package import fingerprint
from core.intake.workbook.references import CellAt

_REFUSALS = {"unknown_kind": "zero_bytes"}  # all that may be wrong with a text of no kind


def read_csv(content: bytes, name: str, limits: Limits = LIMITS) -> Book:
    """The file as one sheet called like it; every cell is text. Raises WorkbookError when it is no table of text."""
    rows: list[GridRow] = []
    beyond: CellAt | None = None
    outside_texts: list[str] = []
    bounds = _Bounds(limits)
    try:
        text, encoding = decoded(content)
        for number, _, values in separated_rows(text):
            cells = {column: Cell("s", value) for column, value in enumerate(values) if visible(value).strip()}
            bounds.count(number, cells, values)
            if len(values) > limits.columns:
                further = [column for column in cells if column >= limits.columns]
                outside_texts += (cells.pop(column).text for column in further)
                beyond = beyond or next(((number, column) for column in further), None)
            if cells:
                rows.append(GridRow(number, cells))
    except NotSeparatedError as error:
        code = _REFUSALS.get(error.code, error.code)
        raise WorkbookError(code, **({"row": error.row} if error.row else {})) from error
    _note_points(rows, separator_of(text))
    grid = Grid(name.rpartition(".")[0] or name, tuple(rows), beyond=beyond)
    texts = tuple(OutsideText(OutsidePart.SHEET, text, grid.name) for text in outside_texts)
    return Book(name, (grid,), fingerprint(content), False, encoding=encoding, outside_texts=texts, kind=FileKind.TEXT)


def _note_points(rows: Iterable[GridRow], separator: str) -> None:
    """Note the numbers that are others where the point stands between thousands, if nothing says which it is."""
    texts = [(row, x, cell) for row in rows for x, cell in row.cells.items()]
    if is_point_unclear((cell.text.strip() for _, _, cell in texts), separator):
        for row, x, cell in texts:
            if has_point_groups(cell.text.strip()):
                row.cells[x] = cell._replace(doubts=(Doubt("dotted"),))


class _Bounds:
    """How much a file may still hold; a text that many cells hold counts once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._cells, self._characters = limits.cells, limits.characters
        self._texts: set[str] = set()

    def count(self, row: int, cells: Sized, values: Iterable[str]) -> None:
        """Count a row. Raises WorkbookError (`too_many_rows`, `too_many_cells`, `long_text`, `much_text`)."""
        limits = self._limits
        if row > limits.rows:
            raise WorkbookError("too_many_rows", limit=limits.rows)
        self._cells -= len(cells)
        if self._cells < 0:
            raise WorkbookError("too_many_cells", limit=limits.cells)
        new = {value for value in values if value not in self._texts}
        if any(len(value) > limits.text for value in new):
            raise WorkbookError("long_text", limit=limits.text)
        self._characters -= sum(map(len, new))
        if self._characters < 0:
            raise WorkbookError("much_text", limit=limits.characters)
        self._texts |= new
