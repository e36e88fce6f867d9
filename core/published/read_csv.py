"""Reads the text form of the published figures; a cell that is wrong is named by row and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from core.published.schema import CODES, SOURCES, TERMS, TEXT_COLUMNS, PublishedError, read_bytes
from core.toml_entries import file_name

EntryT = TypeVar("EntryT")

_YEARS = range(1949, 2100)


def text_rows(path: Path) -> list[dict[str, str]]:
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PublishedError("unreadable", file_name(path), reason="not UTF-8") from None
    lines = list(csv.reader(io.StringIO(text, newline="")))
    if not lines or tuple(lines[0]) != TEXT_COLUMNS:
        raise PublishedError("wrong_header", file_name(path), expected=",".join(TEXT_COLUMNS))
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(TEXT_COLUMNS):
            raise PublishedError(
                "wrong_cell",
                file_name(path),
                row=f"in line {number}",
                column="number of cells",
                found=len(line),
                expected=len(TEXT_COLUMNS),
            )
    return [dict(zip(TEXT_COLUMNS, line, strict=True)) for line in lines[1:]]


class TextRow:
    """One line of the text form; every reading of a cell says which row and column is wrong."""

    def __init__(self, path: Path, cells: dict[str, str]) -> None:
        self._file, self._cells = file_name(path), cells

    def _wrong_cell(self, column: str, expected: str) -> PublishedError:
        return PublishedError(
            "wrong_cell",
            self._file,
            row=self._cells["row_id"] or "without row_id",
            column=column,
            found=f'"{self._cells[column]}"',
            expected=expected,
        )

    def entry(self, column: str, declared: Mapping[str, EntryT]) -> EntryT:
        try:
            return declared[self._cells[column]]
        except KeyError:
            where = SOURCES if column == "source_id" else TERMS
            raise self._wrong_cell(column, f"one declared in {where}") from None

    def code(self, column: str) -> str:
        if self._cells[column] not in CODES[column]:
            raise self._wrong_cell(column, " · ".join(code or "nothing" for code in CODES[column]))
        return self._cells[column]

    def number(self, column: str) -> Decimal:
        try:
            number = Decimal(self._cells[column])
        except InvalidOperation:
            raise self._wrong_cell(column, "a number such as 870.42") from None
        if not number.is_finite():
            raise self._wrong_cell(column, "a number such as 870.42")
        return number

    def whole(self, column: str, allowed: range) -> int:
        text = self._cells[column]
        if not re.fullmatch("[0-9]{1,10}", text) or int(text) not in allowed:
            raise self._wrong_cell(column, f"a whole number from {allowed.start} to {allowed.stop - 1}")
        return int(text)

    def years(self) -> tuple[int | None, int | None]:
        if not self._cells["year_from"] and not self._cells["year"]:
            return None, None
        first, last = self.whole("year_from", _YEARS), self.whole("year", _YEARS)
        if first > last or (first < last) != (self._cells["basis"] == "cumulative"):
            raise self._wrong_cell("year_from", "the year itself, or for a cumulative figure an earlier one")
        return first, last
