"""Reads a CSV file as one sheet, in the encodings that Excel, WPS and other programs write here."""

from __future__ import annotations

import csv
from io import StringIO

from core.intake.findings import IntakeError
from core.intake.workbook.grid import Book, Cell, Grid, GridRow
from core.intake.workbook.package import LIMITS, Limits, fingerprint

_DELIMITERS = (",", "\t", ";", "，", "|")


def read_delimited(content: bytes, name: str, limits: Limits = LIMITS) -> Book:
    """The file as one sheet called like it; every cell is text. Raises IntakeError when it is no table of text."""
    text, encoding = _decoded(content)
    if "\x00" in text:
        raise IntakeError("unknown_kind")
    delimiter = _delimiter(text)
    lines: list[GridRow] = []
    room = limits.cells
    number = 1
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for values in reader:
            cells = {x: Cell("s", value) for x, value in enumerate(values) if value.strip()}
            if cells and max(cells) >= limits.columns:
                raise IntakeError("too_wide", limit=limits.columns)
            if any(len(str(cell.value)) > limits.text for cell in cells.values()):
                raise IntakeError("long_text", limit=limits.text)
            room -= len(cells)
            if room < 0:
                raise IntakeError("too_many_cells", limit=limits.cells)
            if cells:
                lines.append(GridRow(number, cells))
            number += 1
    except csv.Error as error:
        raise IntakeError("bad_csv", row=number) from error
    grid = Grid(name.rpartition(".")[0] or name, tuple(lines))
    return Book(name, (grid,), fingerprint(content), False, encoding=encoding)


def _decoded(content: bytes) -> tuple[str, str]:
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
    raise IntakeError("encoding")


def _delimiter(text: str) -> str:
    """The sign that stands in most of the first lines; a file with one column has none and gets the comma."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:30]
    scores = {sign: sum(1 for line in lines if sign in line) for sign in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda sign: (scores[sign], -_DELIMITERS.index(sign)))
    return best if scores[best] else ","
