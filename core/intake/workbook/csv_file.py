"""Reads a CSV file as one sheet, in the encodings and with the separators that Excel, WPS and other programs write."""

from __future__ import annotations

import csv
from io import StringIO

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Book, Cell, Grid, GridRow
from core.intake.workbook.limits import LIMITS, Limits
from core.intake.workbook.package import fingerprint

_SEPARATORS = (",", "\t", ";", "，", "|")


def read_csv(content: bytes, name: str, limits: Limits = LIMITS) -> Book:
    """The file as one sheet called like it; every cell is text. Raises WorkbookError when it is no table of text."""
    text, encoding = _decode(content)
    if "\x00" in text:
        raise WorkbookError("unknown_kind")
    rows: list[GridRow] = []
    cells_left = limits.cells
    number = 1
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for values in reader:
            cells = _cells(values, limits)
            cells_left -= len(cells)
            if cells_left < 0:
                raise WorkbookError("too_many_cells", limit=limits.cells)
            if cells:
                rows.append(GridRow(number, cells))
            number += 1
    except csv.Error as error:
        raise WorkbookError("bad_csv", row=number) from error
    grid = Grid(name.rpartition(".")[0] or name, tuple(rows))
    return Book(name, (grid,), fingerprint(content), False, encoding=encoding)


def _cells(values: list[str], limits: Limits) -> dict[int, Cell]:
    """The cells of one row that hold something, by column from 0."""
    cells = {column: Cell("s", value) for column, value in enumerate(values) if value.strip()}
    if cells and max(cells) >= limits.columns:
        raise WorkbookError("too_wide", limit=limits.columns)
    if any(len(str(cell.value)) > limits.text for cell in cells.values()):
        raise WorkbookError("long_text", limit=limits.text)
    return cells


def _decode(content: bytes) -> tuple[str, str]:
    """The text and its encoding. What is valid UTF-8 with Chinese in it is hardly ever GB18030 by chance."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise WorkbookError("encoding")


def _separator(text: str) -> str:
    """The sign that stands in most of the first 30 lines; a file with one column has none and gets the comma."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:30]
    scores = {sign: sum(sign in line for line in lines) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: scores[sign])  # the first of several
