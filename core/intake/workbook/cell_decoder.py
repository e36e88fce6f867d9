"""Decodes a cell of an XLSX file from its type, its stored text and its number format."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Cell

_LAST_SERIAL = 73_415  # 31 December 2100
_MOST_REMEMBERED = 50_000  # cells that stand for others just like them


@dataclass(slots=True)
class WorkbookContext:
    """What all sheets of a file share: its texts, cell formats and calendar, and how much it may still hold.

    `formats` says of every cell style whether it shows a date (`d`) or a percentage (`%`). `outside_texts` collects
    texts outside the cells: printed headers, hints, choices.
    """

    strings: list[str]
    formats: list[str]
    epoch: date
    cells_left: int
    rows_left: int
    outside_texts: list[str] = field(default_factory=list)


class CellDecoder:
    """Makes cells from what the file stores; equal cells without a formula are made once."""

    def __init__(self, context: WorkbookContext, longest_text: int) -> None:
        self._context, self._longest_text = context, longest_text
        self._known: dict[tuple[str, str, str], Cell | None] = {}

    def decode(self, kind: str, raw: str | None, style: str, formula: str) -> Cell | None:
        """The cell of type `kind` (attribute t), stored text, style (attribute s) and formula; None when it is blank.

        Raises WorkbookError (`damaged`, `long_text`), ValueError for a stored text that is no value of its type.
        """
        if formula:
            return self._make(kind, raw, style, formula)
        if raw is None or raw == "":
            return None
        key = (kind, raw, style)
        if key in self._known:
            return self._known[key]
        cell = self._make(kind, raw, style, "")
        if len(self._known) < _MOST_REMEMBERED:
            self._known[key] = cell
        return cell

    def _make(self, kind: str, raw: str | None, style: str, formula: str) -> Cell | None:
        if raw is None or raw == "":
            return Cell("f", "", formula) if kind != "str" else None
        if kind == "s":
            return self._text(self._shared(int(raw)), formula)
        if kind == "str":
            return self._text(raw, formula)
        if kind == "b":
            return Cell("b", raw not in ("0", "false"), formula)
        if kind == "e":
            return Cell("e", raw, formula)
        if kind == "d":
            return Cell("d", date.fromisoformat(raw[:10]), formula)
        return self._number(float(raw), style, formula)

    def _shared(self, index: int) -> str:
        if not 0 <= index < len(self._context.strings):
            raise WorkbookError("damaged")
        return self._context.strings[index]

    def _text(self, text: str, formula: str) -> Cell | None:
        if len(text) > self._longest_text:
            raise WorkbookError("long_text", limit=self._longest_text)
        return Cell("s", text, formula) if text.strip() else None

    def _number(self, value: float, style: str, formula: str) -> Cell:
        if value != value or value in (float("inf"), float("-inf")):
            raise WorkbookError("damaged")
        index, formats = int(style), self._context.formats
        shown_as = formats[index] if 0 <= index < len(formats) else ""
        if shown_as == "d" and 1 <= value <= _LAST_SERIAL:
            return Cell("d", self._context.epoch + timedelta(days=int(value)), formula)
        return Cell("n", value, formula, shown_as == "%")
