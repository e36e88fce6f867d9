"""Reads a CSV file as one sheet, in the encodings and with the separators that Excel, WPS and other programs write."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sized
from io import StringIO

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Book, Cell, Grid, GridRow
from core.intake.workbook.limits import LIMITS, Limits
from core.intake.workbook.package import fingerprint
from core.intake.workbook.references import CellAt

_SEPARATORS = (",", "\t", ";", "，", "|")


def read_csv(content: bytes, name: str, limits: Limits = LIMITS) -> Book:
    """The file as one sheet called like it; every cell is text. Raises WorkbookError when it is no table of text."""
    text, encoding = _decode(content)
    if "\x00" in text:
        raise WorkbookError("unknown_kind")
    rows: list[GridRow] = []
    beyond: CellAt | None = None
    outside_texts: list[str] = []
    bounds = _Bounds(limits)
    number = 1
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for values in reader:
            cells = {column: Cell("s", value) for column, value in enumerate(values) if value.strip()}
            bounds.count(cells, values)
            if len(values) > limits.columns:
                further = [column for column in cells if column >= limits.columns]
                outside_texts += (cells.pop(column).text for column in further)
                beyond = beyond or next(((number, column) for column in further), None)
            if cells:
                rows.append(GridRow(number, cells))
            number += 1
    except csv.Error as error:
        raise WorkbookError("bad_csv", row=number) from error
    grid = Grid(name.rpartition(".")[0] or name, tuple(rows), beyond=beyond)
    texts = tuple(("", text) for text in outside_texts)
    return Book(name, (grid,), fingerprint(content), False, encoding=encoding, outside_texts=texts)


class _Bounds:
    """How much a file may still hold; a text that many cells hold counts once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._cells, self._characters = limits.cells, limits.characters
        self._texts: set[str] = set()

    def count(self, cells: Sized, values: Iterable[str]) -> None:
        """Count a row. Raises WorkbookError (`too_many_cells`, `long_text`, `much_text`)."""
        limits = self._limits
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
