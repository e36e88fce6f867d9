"""Reads an .xls, .et, .xlsb or .ods file as an XLSX file is read: calamine's values, with what is seen of them."""

from __future__ import annotations

from datetime import date
from math import isfinite
from typing import Any

from core.cells.text import visible
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.file_kind import FileKind
from core.intake.workbook.grid import Book, Cell, Doubt, Grid, GridRow
from core.intake.workbook.limits import LIMITS, Limits
from core.intake.workbook.looks.covered_cells import take_covered_cells
from core.intake.workbook.looks.doubts import doubts_of_fonts
from core.intake.workbook.looks.styles_part import CellStyle
from core.intake.workbook.other_kinds.ods_sheets import read_ods_sheets
from core.intake.workbook.other_kinds.shown import BookShown, SheetShown
from core.intake.workbook.other_kinds.values import SheetValues, read_values
from core.intake.workbook.other_kinds.xls_shown import read_xls_shown
from core.intake.workbook.other_kinds.xlsb_shown import read_xlsb_shown
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from core.intake.workbook.package import Package, fingerprint
from core.intake.workbook.references import CellAt
from core.intake.workbook.shared_parts import unescape_text, without_controls

_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
_PLAIN = CellStyle()


def read_other_file(content: bytes, name: str, kind: FileKind, limits: Limits = LIMITS) -> Book:
    """Every sheet of a workbook of another kind. Raises WorkbookError when it cannot be read safely."""
    sheets, shown = _read(content, kind, limits)
    rows_left = limits.rows
    grids: list[Grid] = []
    texts = [*shown.outside_texts]
    for sheet, look in zip(sheets, shown.sheets, strict=True):
        if sheet.cells is None:
            continue
        maker = _GridMaker(sheet, look, shown, limits)
        grids.append(maker.grid)
        rows_left -= len(maker.grid.rows)
        if rows_left < 0:
            raise WorkbookError("too_many_rows", limit=limits.rows)
        texts += [text._replace(sheet=sheet.title) for text in look.outside_texts]
        texts += [OutsideText(OutsidePart.SHEET, text, sheet.title) for text in maker.outside_texts]
    if not grids:
        raise WorkbookError("no_sheets")
    return Book(
        name,
        tuple(grids),
        fingerprint(content),
        True,
        shown.external_links,
        outside_texts=tuple(texts),
        has_macros=shown.has_macros,
        is_signed=shown.is_signed,
        kind=kind,
    )


def _read(content: bytes, kind: FileKind, limits: Limits) -> tuple[list[SheetValues], BookShown]:
    """The values and the looks of the sheets. Raises WorkbookError."""
    if kind is FileKind.ODS:
        return read_ods_sheets(Package(content, limits))
    shown = read_xls_shown(content, limits) if kind is FileKind.XLS else read_xlsb_shown(Package(content, limits))
    try:
        sheets = read_values(content, limits)
    except WorkbookError as error:
        # What can be gone through from beginning to end is not damaged: calamine does not know it.
        raise (WorkbookError("unread_kind") if error.code == "damaged" else error) from error
    if len(sheets) != len(shown.sheets):
        raise WorkbookError("unread_kind")
    return sheets, shown


class _GridMaker:
    """Puts the values of one sheet and its looks together."""

    def __init__(self, sheet: SheetValues, shown: SheetShown, book: BookShown, limits: Limits) -> None:
        self._shown, self._book, self._limits = shown, book, limits
        self._doubts_of_styles: dict[int | None, tuple[Doubt, ...]] = {}
        self._beyond: CellAt | None = None
        self.outside_texts: list[str] = []
        rows = self._rows(sheet)
        covered = take_covered_cells(rows, shown.merges)
        self.outside_texts += (item.cell.text for item in covered.values())
        self.grid = Grid(
            sheet.title,
            tuple(row for row in rows if row.cells),
            sheet.hidden,
            tuple(shown.merges),
            frozenset(column for column in shown.hidden_columns if column < limits.columns),
            covered,
            self._beyond,
            book.epoch,
        )

    def _rows(self, sheet: SheetValues) -> list[GridRow]:
        """The rows that hold something: the values, and the errors that formulas gave, which calamine leaves out."""
        rows: dict[int, dict[int, Cell]] = {}
        for y, x, kind, value in sheet.cells or ():
            cell = self._cell(kind, value, (y + 1, x))
            if cell is not None:
                self._put(rows, (y + 1, x), cell)
        for at, error in self._shown.errors.items():
            kind = "e" if error.startswith("#") else "s"  # Err:502 is no error of other programs
            self._put(rows, at, Cell(kind, error, self._shown.formulas.get(at, "")))
        hidden = self._shown.hidden_rows
        return [GridRow(number, dict(sorted(rows[number].items())), number in hidden) for number in sorted(rows)]

    def _put(self, rows: dict[int, dict[int, Cell]], at: CellAt, cell: Cell) -> None:
        row, column = at
        if column < self._limits.columns:
            rows.setdefault(row, {})[column] = cell
        else:
            self._beyond = min(self._beyond or at, at)
            self.outside_texts.append(cell.text)

    def _cell(self, kind: str, value: Any, at: CellAt) -> Cell | None:
        """The cell with what speaks against it; None where nobody sees anything in its text."""
        shown = self._shown
        style = self._style(at)
        formula = shown.formulas.get(at, "")
        is_percent = style.shown_as == "%" or at in shown.percents
        cell = _plain_cell(kind, value, formula, percent=is_percent)
        if isinstance(cell.value, str):
            if len(cell.value) > self._limits.text:
                raise WorkbookError("long_text", limit=self._limits.text)
            if not visible(cell.value).strip():
                return None
        doubts = (*self._doubts(at, style), *self._book.formats.doubts(cell, style))
        if not shown.shows_zeros and cell.value == 0.0 and cell.kind == "n":
            doubts = (*doubts, Doubt("unseen"))
        return cell._replace(doubts=doubts)

    def _style(self, at: CellAt) -> CellStyle:
        styles = self._book.styles
        number = self._shown.styles.get(at, len(styles))
        return styles[number] if number < len(styles) else _PLAIN

    def _doubts(self, at: CellAt, style: CellStyle) -> tuple[Doubt, ...]:
        shown, book = self._shown, self._book
        if at in shown.doubts:
            return shown.doubts[at]
        if at in shown.texts:
            return doubts_of_fonts(style, book.runs[shown.texts[at]], book.palette)
        number = shown.styles.get(at)
        if number not in self._doubts_of_styles:
            self._doubts_of_styles[number] = doubts_of_fonts(style, (), book.palette)
        return self._doubts_of_styles[number]


def _plain_cell(kind: str, value: Any, formula: str, *, percent: bool) -> Cell:
    """A cell of a value; a day further away than any is the number that stands for it."""
    match kind:
        case "e":
            return Cell("e", value, formula)
        case "d":
            day = date.fromisoformat(value)
            if day < _FIRST_DAY:
                return Cell("n", 0.0, formula)  # a time of day
            if day <= _LAST_DAY:
                return Cell("d", day, formula)
            return Cell("n", float((day - date(1899, 12, 30)).days), formula)
        case "b":
            return Cell("b", bool(value), formula)
        case "n":
            if not isfinite(value):
                return Cell("e", "#NUM!", formula)
            return Cell("n", float(value), formula, percent)
    return Cell("s", without_controls(unescape_text(value.replace("\r\n", "\n").replace("\r", "\n"))), formula)
