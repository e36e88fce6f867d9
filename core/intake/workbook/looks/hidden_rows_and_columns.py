"""Rows and columns of a sheet: which of them nobody sees, and which styles they lend their cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Doubt, GridRow

_TRUE = ("1", "true")
_LOWEST = 3.0  # points: a row that is not as high shows nothing
_MOST_NOTES = 20_000  # a sheet has no more columns
_NARROWEST = 1.1  # characters: a column that is not as wide shows no digit


class RowsAndColumns:
    """The sizes and styles of the rows and columns of a sheet; columns count from 0 up to a limit."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._usual_height = ""
        self._notes_left = _MOST_NOTES
        self._styles: dict[int, str] = {}
        self._shows_zeros = True
        self.hidden_columns: set[int] = set()

    def note_usual_sizes(self, attributes: Mapping[str, str]) -> None:
        """Note the sizes of rows and columns that do not say their own (element sheetFormatPr)."""
        self._usual_height = attributes.get("defaultRowHeight", "")
        if _is_below(attributes.get("defaultColWidth", ""), _NARROWEST):
            self.hidden_columns = set(range(self._columns))

    def note_columns(self, attributes: Mapping[str, str]) -> None:
        """Note the width and the style of some columns (element col). Raises ValueError, WorkbookError (`bomb`)."""
        self._notes_left -= 1
        if self._notes_left < 0:
            raise WorkbookError("bomb")
        first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
        columns = range(first - 1, min(last, self._columns))
        if attributes.get("hidden") in _TRUE or _is_below(attributes.get("width", ""), _NARROWEST):
            self.hidden_columns.update(columns)
        else:
            self.hidden_columns.difference_update(columns)
        if "style" in attributes:
            self._styles.update(dict.fromkeys(columns, attributes["style"]))

    def note_view(self, attributes: Mapping[str, str]) -> None:
        """Note whether the sheet shows zeros (element sheetView)."""
        self._shows_zeros = attributes.get("showZeros", "1") not in ("0", "false")

    def hide_zeros(self, rows: Iterable[GridRow]) -> None:
        """Note at every zero of a sheet that shows none that nobody sees it."""
        if self._shows_zeros:
            return
        for row in rows:
            zeros = {x: cell for x, cell in row.cells.items() if cell.kind == "n" and cell.value == 0}
            row.cells.update((x, cell._replace(doubts=(*cell.doubts, Doubt("unseen")))) for x, cell in zeros.items())

    def is_hidden_row(self, attributes: Mapping[str, str]) -> bool:
        """Whether nobody sees a row (element row): hidden, filtered out, folded away or without height."""
        return attributes.get("hidden") in _TRUE or _is_below(attributes.get("ht", self._usual_height), _LOWEST)

    @property
    def has_styles(self) -> bool:
        """Whether any column has a style to lend."""
        return bool(self._styles)

    def style_of(self, row_style: str, column: int) -> str:
        """The style of a cell that names none: some programs show it as its row or else its column looks."""
        style = row_style or self._styles.get(column, "")
        return f"~{style}" if style else "0"


def style_of_row(attributes: Mapping[str, str]) -> str:
    """The style that a row lends its cells; empty where it has none."""
    return attributes.get("s", "") if attributes.get("customFormat") in _TRUE else ""


def _is_below(size: str, bound: float) -> bool:
    """Whether a height or a width is one at which nothing can be seen."""
    return size[:1] in ("0", "1", "2", ".", "-") and float(size) < bound
