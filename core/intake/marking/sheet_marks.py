"""Colours cells of one sheet of a file: cells get other styles, and cells that are missing are put in."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Iterable, Mapping

from core.intake.marking.cell_styles import CellStyles
from core.intake.marking.marks import Fill
from core.intake.marking.xml_edits import XmlElement, XmlPart
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.references import CellAt, cell_at, column_letter

_BEFORE_DRAWING = frozenset(
    (
        *("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
        *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting"),
        *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks"),
        *("colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing"),
    )
)
"""What stands before the name of the drawing that holds the boxes of comments."""


class SheetCells:
    """The cells of one sheet by row and column, and their styles."""

    def __init__(self, data: bytes) -> None:
        """Raises WorkbookError (`unreturnable`) when the sheet is no XML, ValueError for a row without a number."""
        self._part = XmlPart(data, ("row", "mergeCell", "col"), depth=1)
        self.namespace = self._part.root.get("xmlns", "")
        self._rows: dict[int, XmlElement] = {}
        last = 0
        for element in self._part.named("row", 2):
            last = int(element.attributes.get("r", last + 1))
            known = self._rows.get(last)
            # Of two rows with one number at most one holds anything, or the file was refused.
            if known is None or known.inside == known.close:
                self._rows[last] = element
        self._cells: dict[int, tuple[XmlPart, dict[int, XmlElement]]] = {}

    @property
    def drawing(self) -> str:
        """The relation id of the drawing that holds the boxes of the comments; empty when the sheet names none.

        Other drawings of its kind may be there: that of the pictures in the printed header is named by another word.
        """
        element = self._part.first("legacyDrawing")
        attributes = {} if element is None else element.attributes
        return next((value for name, value in attributes.items() if name.rpartition(":")[2] == "id"), "")

    def merged_into(self, cells: Iterable[CellAt]) -> dict[CellAt, CellAt]:
        """For each cell the cell that is seen in its place: itself, or the first of the merged cells that cover it."""
        seen_at = {at: at for at in cells}
        by_place = sorted(seen_at)
        for merge in self._part.named("mergeCell", 2):
            first, _, last = merge.attributes.get("ref", "").partition(":")
            start, end = cell_at(first), cell_at(last or first)
            if start is None or end is None or start == end:
                continue
            for at in by_place[bisect_left(by_place, (start[0], 0)) : bisect_left(by_place, (end[0] + 1, 0))]:
                if start[1] <= at[1] <= end[1]:
                    seen_at[at] = start
        return seen_at

    def fill(self, fills: Mapping[CellAt, Fill], earlier: set[CellAt], styles: CellStyles) -> None:
        """Give each cell its fill, and take the fill of an earlier mark from the other cells of `earlier`."""
        by_row: dict[int, dict[int, int]] = {}
        for at in earlier - set(fills):
            style = self._style(at)
            if style is not None:
                by_row.setdefault(at[0], {})[at[1]] = styles.without_mark(style)
        for at, fill in fills.items():
            style = self._style(at)
            # A fill of an earlier mark is none of the file's own.
            own = styles.without_mark(style) if style is not None else self._style_of_missing(at)
            by_row.setdefault(at[0], {})[at[1]] = styles.with_fill(own, fill)
        new_rows: dict[int, dict[int, int]] = {}
        for number, row_styles in sorted(by_row.items()):
            if number in self._rows:
                element = self._rows[number]
                self._part.replace(element.start, element.end, self._restyled_row(number, row_styles))
            else:
                new_rows[number] = row_styles
        self._insert_rows(new_rows)

    def name_drawing(self, relation: str, namespace: str) -> None:
        """Name the drawing that holds the boxes of the comments by its relation id."""
        new = f'<{self._part.prefix}legacyDrawing xmlns:r="{namespace}" r:id="{relation}"/>'.encode()
        element = self._part.first("legacyDrawing")
        if element is not None:  # it names a drawing that is not there
            self._part.replace(element.start, element.end, new)
        else:
            place = self._part.place_after(_BEFORE_DRAWING)
            self._part.replace(place, place, new)

    def result(self) -> bytes:
        """The sheet with all changes made."""
        return self._part.result()

    def _style(self, at: CellAt) -> int | None:
        """The style of a cell; None when there is no such cell."""
        cell = self._row(at[0])[1].get(at[1]) if at[0] in self._rows else None
        return None if cell is None else _number(cell.attributes.get("s"))

    def _row(self, number: int) -> tuple[XmlPart, dict[int, XmlElement]]:
        """A row as a part of its own, and its cells by column."""
        if number not in self._cells:
            part = XmlPart(self._part.source(self._rows[number]), ("c", "row"), prefix=self._part.prefix)
            cells, column = {}, -1
            for element in part.named("c", 1):
                at = cell_at(element.attributes["r"].upper()) if "r" in element.attributes else None
                column = at[1] if at is not None else column + 1
                cells[column] = element
            self._cells[number] = part, cells
        return self._cells[number]

    def _style_of_missing(self, at: CellAt) -> int:
        """The style that a cell which the file does not hold has from its row or its column."""
        row = self._rows.get(at[0])
        if row is not None and row.attributes.get("customFormat") in ("1", "true"):
            return _number(row.attributes.get("s"))
        for element in self._part.named("col", 2):
            if _number(element.attributes.get("min")) <= at[1] + 1 <= _number(element.attributes.get("max")):
                return _number(element.attributes.get("style"))
        return 0

    def _insert_rows(self, rows: Mapping[int, Mapping[int, int]]) -> None:
        """Put in rows, given in ascending order, that the sheet does not have."""
        sheet, p = self._part.first("sheetData"), self._part.prefix
        if sheet is None:
            raise WorkbookError("unreturnable")
        present = sorted(self._rows)
        at_end: list[bytes] = []
        for number, styles in rows.items():
            cells = "".join(_empty_cell(p, number, x, style) for x, style in sorted(styles.items()))
            row = f'<{p}row r="{number}">{cells}</{p}row>'.encode()
            later = bisect(present, number)
            if later == len(present):
                at_end.append(row)
            else:
                place = self._rows[present[later]].start
                self._part.replace(place, place, row)
        if at_end:
            self._part.append(sheet, b"".join(at_end))

    def _restyled_row(self, number: int, styles: Mapping[int, int]) -> bytes:
        """A row with other styles, by column, of some cells; missing cells are put in."""
        part, cells = self._row(number)
        missing: dict[int | None, str] = {}
        for x, style in sorted(styles.items()):
            if x in cells:
                part.set_attributes(cells[x], s=str(style))
            else:
                later = min(cells.keys() - range(x), default=None)
                missing[later] = missing.get(later, "") + _empty_cell(self._part.prefix, number, x, style)
        for later, text in missing.items():
            if later is not None:
                part.replace(cells[later].start, cells[later].start, text.encode())
            elif cells:
                end = max(element.end for element in cells.values())
                part.replace(end, end, text.encode())
            else:
                part.append(part.named("row", 0)[0], text.encode())
        return part.result()


def _empty_cell(prefix: str, row: int, column: int, style: int) -> str:
    return f'<{prefix}c r="{column_letter(column)}{row}" s="{style}"/>'


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0
