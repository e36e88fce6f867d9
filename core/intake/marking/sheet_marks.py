"""Colours cells of one sheet of a clerk's file: styles of cells change, cells that are missing are put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.intake.findings import IntakeError, Severity
from core.intake.marking.cell_styles import Styles
from core.intake.marking.comments import At, cell_at
from core.intake.marking.xml_edits import Node, Part
from core.intake.workbook.grid import column_letter

_MOST_MERGES = 20_000
_AFTER_DRAWING = ("legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")


class Page:
    """One sheet by the places of its rows."""

    def __init__(self, data: bytes) -> None:
        """Raises IntakeError (`unreturnable`) for a sheet whose rows cannot be told apart."""
        self.part = Part(data, ("row", "mergeCell", "col"), depth=1)
        self._rows: dict[int, Node] = {}
        last = 0
        for node in self.part.all("row", 2):
            last = int(node.attributes.get("r", last + 1))
            known = self._rows.get(last)
            # Of two rows with one number at most one holds anything, or the file was refused.
            if known is None or known.inside == known.close:
                self._rows[last] = node
        self._cells: dict[int, tuple[Part, dict[int, Node]]] = {}

    def places(self, asked: Iterable[At]) -> dict[At, At]:
        """Each cell, or the first of the merged cells that cover it."""
        found = {at: at for at in asked}
        rows: dict[int, list[At]] = {}
        for at in found:
            rows.setdefault(at[0], []).append(at)
        merges = self.part.all("mergeCell", 2)
        if len(merges) > _MOST_MERGES:
            raise IntakeError("unreturnable")
        for merge in merges:
            first, _, last = merge.attributes.get("ref", "").partition(":")
            start, end = cell_at(first), cell_at(last or first)
            if start is None or end is None or start == end:
                continue
            for number in rows.keys() & range(start[0], end[0] + 1):
                for at in rows[number]:
                    if start[1] <= at[1] <= end[1]:
                        found[at] = start
        return found

    def style(self, at: At) -> int | None:
        """The style of a cell; None when there is no such cell."""
        cell = self._row(at[0])[1].get(at[1]) if at[0] in self._rows else None
        return None if cell is None else _number(cell.attributes.get("s"))

    def _row(self, number: int) -> tuple[Part, dict[int, Node]]:
        if number not in self._cells:
            part = Part(self.part.raw(self._rows[number]), ("c", "row"), prefix=self.part.prefix)
            cells, column = {}, -1
            for node in part.all("c", 1):
                at = cell_at(node.attributes["r"]) if "r" in node.attributes else None
                column = at[1] if at is not None else column + 1
                cells[column] = node
            self._cells[number] = part, cells
        return self._cells[number]

    def _style_under(self, at: At) -> int:
        """How a cell looks that is not there: as its row or its column says."""
        row = self._rows.get(at[0])
        if row is not None and row.attributes.get("customFormat") in ("1", "true"):
            return _number(row.attributes.get("s"))
        for node in self.part.all("col", 2):
            if _number(node.attributes.get("min")) <= at[1] + 1 <= _number(node.attributes.get("max")):
                return _number(node.attributes.get("style"))
        return 0

    def colour(self, told: Mapping[At, Severity], earlier: set[At], styles: Styles) -> None:
        """Give each cell the ground of its severity, and take it from what an earlier marking coloured."""
        p = self.part.prefix
        rows: dict[int, dict[int, int]] = {}
        for at in earlier - set(told):
            style = self.style(at)
            if style is not None:
                rows.setdefault(at[0], {})[at[1]] = styles.cleared(style)
        for at, severity in told.items():
            style = self.style(at)
            # What an earlier marking painted is no style of the clerk's.
            under = styles.cleared(style) if style is not None else self._style_under(at)
            rows.setdefault(at[0], {})[at[1]] = styles.filled(under, severity)
        present = sorted(self._rows)
        sheet = self.part.first("sheetData")
        if sheet is None:
            raise IntakeError("unreturnable")
        fresh: list[tuple[int, bytes]] = []
        for number, cells in sorted(rows.items()):
            if number in self._rows:
                node = self._rows[number]
                self.part.put(node.start, node.end, self._recoloured(number, cells))
            else:
                new = "".join(f'<{p}c r="{column_letter(x)}{number}" s="{s}"/>' for x, s in sorted(cells.items()))
                fresh.append((number, f'<{p}row r="{number}">{new}</{p}row>'.encode()))
        at_end = []
        for number, new in fresh:
            later = next((each for each in present if each > number), None)
            if later is None:
                at_end.append(new)
            else:
                place = self._rows[later].start
                self.part.put(place, place, new)
        if at_end:
            self.part.append(sheet, b"".join(at_end))

    def _recoloured(self, number: int, styles: Mapping[int, int]) -> bytes:
        part, cells = self._row(number)
        missing: dict[int | None, str] = {}
        for x, style in sorted(styles.items()):
            if x in cells:
                part.set(cells[x], s=str(style))
            else:
                later = min((each for each in cells if each > x), default=None)
                new = f'<{self.part.prefix}c r="{column_letter(x)}{number}" s="{style}"/>'
                missing[later] = missing.get(later, "") + new
        for later, text in missing.items():
            if later is not None:
                part.put(cells[later].start, cells[later].start, text.encode())
            elif cells:
                end = max(node.end for node in cells.values())
                part.put(end, end, text.encode())
            else:
                part.append(part.all("row", 0)[0], text.encode())
        return part.done()

    def draw(self, relation: str, vocabulary: str) -> None:
        """Name the drawing that holds the boxes of the comments."""
        place = self.part.before(_AFTER_DRAWING)
        new = f'<{self.part.prefix}legacyDrawing xmlns:r="{vocabulary}" r:id="{relation}"/>'
        self.part.put(place, place, new.encode())


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0
