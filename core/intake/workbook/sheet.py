"""Reads one sheet of an XLSX file in one pass, keeping nothing but the cells that hold something."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from core.intake.workbook.cell_decoder import CellDecoder, WorkbookContext
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Cell, Grid, GridRow, rows_in_order
from core.intake.workbook.limits import Limits
from core.intake.workbook.looks.condition_rules import RULE_ENDS, RULE_STARTS, Rules
from core.intake.workbook.looks.conditional_formats import ConditionalFormats
from core.intake.workbook.looks.covered_cells import take_covered_cells
from core.intake.workbook.looks.fonts import FONT_PROPERTIES, RichText
from core.intake.workbook.looks.hidden_rows_and_columns import RowsAndColumns, style_of_row
from core.intake.workbook.looks.styles_part import CellStyle
from core.intake.workbook.outside.part_texts import may_hold_number
from core.intake.workbook.package import Package
from core.intake.workbook.references import CellAt, Span, column_letter, column_number, span_of
from core.intake.workbook.xml_parts import element_handlers, parse_part

_LETTERS = re.compile("[A-Z]{1,3}")
_HEADS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_CHOICES = ("formula1", "formula2")
_HINTS = ("prompt", "promptTitle", "error", "errorTitle", "tooltip", "display", "comment")
_WITH_HINTS = ("dataValidation", "x14:dataValidation", "hyperlink", "scenario")
_NAMES = ("location", "name", "val", "customList")  # which nobody sees on the sheet
_WITH_NAMES = ("inputCells", "protectedRange", "filter", "customFilter", "cfvo", "control", "dataRef", "sortCondition")


def read_sheet(package: Package, path: str, title: str, hidden: bool, context: WorkbookContext) -> Grid:
    """The sheet. Raises WorkbookError when it is damaged, or holds more than the limits allow."""
    reader = _SheetReader(package.limits, context)
    handlers = element_handlers(reader, package, _START_HANDLERS, _END_HANDLERS)
    parse_part(package, path, *handlers, reader.chunks.append, is_sheet=True)
    rows = rows_in_order(reader.rows)
    reader.places.hide_zeros(rows)
    reader.conditions.judge(rows, reader.style_of)
    covered = take_covered_cells(rows, reader.merges)
    context.outside_texts.extend(item.cell.text for item in covered.values())
    return Grid(
        title,
        tuple(row for row in rows if row.cells),
        hidden,
        tuple(reader.merges),
        frozenset(reader.places.hidden_columns),
        covered,
        reader.beyond,
        context.epoch,
    )


class _SheetReader:
    """The state of one pass over a sheet, and what to do at the start and the end of each kind of element."""

    __slots__ = (
        "_cell_open",
        "_cells",
        "_column",
        "_context",
        "_decoder",
        "_formula",
        "_formulas",
        "_inline",
        "_is_lent_style",
        "_kind",
        "_limits",
        "_next_letters",
        "_number",
        "_raw",
        "_rich",
        "_row",
        "_row_hidden",
        "_row_style",
        "_shared_formula",
        "_style",
        "beyond",
        "chunks",
        "conditions",
        "merges",
        "places",
        "rows",
    )

    def __init__(self, limits: Limits, context: WorkbookContext) -> None:
        self._limits, self._context = limits, context
        self._decoder = CellDecoder(context, limits)
        self.rows: list[GridRow] = []
        self.merges: list[Span] = []
        self.places = RowsAndColumns(limits.columns)
        self.conditions = ConditionalFormats(context.styles, context.palette, limits.conditions)
        self.chunks: list[str] = []
        self._row, self._number = "", 0  # the row that is open; "" between rows
        self._row_hidden: bool
        self._cells: dict[int, Cell] = {}
        self._next_letters: str
        self._column: int
        self._cell_open = self._inline = self._is_lent_style = False
        self._raw: str | None = None
        self._formula = self._kind = self._style = self._row_style = self._shared_formula = ""
        self._formulas: dict[str, str] = {}  # those that cells share, by their number
        self._rich = RichText()
        self.beyond: CellAt | None = None

    def clear(self, _attributes: dict[str, str]) -> None:
        self.chunks.clear()

    def start_row(self, attributes: dict[str, str]) -> None:
        context = self._context
        context.rows_left -= 1
        if context.rows_left < 0:
            raise WorkbookError("too_many_rows", limit=self._limits.rows)
        self._number = int(attributes.get("r", self._number + 1))
        self._row = str(self._number)
        self._row_hidden = self.places.is_hidden_row(attributes)
        self._row_style = style_of_row(attributes)
        self._is_lent_style = bool(self._row_style) or self.places.has_styles
        self._cells, self._column, self._next_letters = {}, -1, "A"

    def end_row(self) -> None:
        cells = self._cells
        if cells:
            self._context.cells_left -= len(cells)
            if self._context.cells_left < 0:
                raise WorkbookError("too_many_cells", limit=self._limits.cells)
            self.rows.append(GridRow(self._number, cells, self._row_hidden))
        self._row = ""

    def start_cell(self, attributes: dict[str, str]) -> None:
        row = self._row
        if not row:
            return
        reference = attributes.get("r")
        if reference is None or reference == self._next_letters + row:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789").upper()  # which some programs write small
            if reference[len(letters) :] != row or not _LETTERS.fullmatch(letters):
                raise WorkbookError("damaged")
            self._column = column_number(letters)
        self._next_letters = column_letter(self._column + 1)
        self._cell_open, self._raw, self._formula, self._inline = True, None, "", False
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s") or (
            self.places.style_of(self._row_style, self._column) if self._is_lent_style else "0"
        )

    def end_cell(self) -> None:
        if not self._cell_open:
            return
        self._cell_open = False
        rich = self._rich
        if self._inline and rich.runs:
            cell = self._decoder.decode_rich_text(rich.text, rich.runs, self._style)
        elif self._inline:
            cell = self._decoder.decode("str", rich.text, self._style, self._formula)
        else:
            cell = self._decoder.decode(self._kind, self._raw, self._style, self._formula)
        if cell is None:
            return
        if self._column >= self._limits.columns:
            self._pass_over(cell)
            return
        if self._column in self._cells:
            raise WorkbookError("damaged")
        self._cells[self._column] = cell
        if self.conditions.are_of_interest:
            self.conditions.cell_styles[self._number, self._column] = self._style

    def style_of(self, style: str) -> CellStyle:
        return self._decoder.style(style)

    def _pass_over(self, cell: Cell) -> None:
        """Note a cell too far to the right to be read; it counts, and a number of a person may stand in it."""
        self.beyond = self.beyond or (self._number, self._column)
        self._context.cells_left -= 1
        self._context.outside_texts += (cell.text, cell.formula)

    def end_value(self) -> None:
        self._raw = "".join(self.chunks)

    def start_formula(self, attributes: dict[str, str]) -> None:
        self.chunks.clear()
        self._shared_formula = attributes.get("si", "") if attributes.get("t") == "shared" else ""

    def end_formula(self) -> None:
        """The formula; of cells that share one, which only the first of them holds, that of the first."""
        if not self._cell_open:
            return
        formula = "".join(self.chunks)
        if self._shared_formula:
            formula = self._formulas.setdefault(self._shared_formula, formula)
        self._formula = formula or "="

    def start_inline(self, _attributes: dict[str, str]) -> None:
        self._inline = True
        self._rich.clear()

    def start_run(self, _attributes: dict[str, str]) -> None:
        self._rich.start_run()

    def start_font(self, _attributes: dict[str, str]) -> None:
        self._rich.start_font()

    def font_property(self, name: str, attributes: dict[str, str]) -> None:
        if self._inline:
            self._rich.add_property(name, attributes)
        elif not self._row:
            self.conditions.rules.add_font_property(name, attributes)

    def end_text(self) -> None:
        if self._inline:
            self._rich.add_text(self.chunks)

    def start_reading_aid(self, _attributes: dict[str, str]) -> None:
        self._rich.in_reading_aid = True

    def end_reading_aid(self) -> None:
        self._rich.in_reading_aid = False

    def end_condition(self) -> None:
        formula = "".join(self.chunks)
        self.conditions.rules.add_formula(formula)
        if may_hold_number(formula):
            self._context.outside_texts.append(formula)

    def end_later_formula(self) -> None:
        """A formula of a condition, or the choices of a cell."""
        self.conditions.rules.add_formula("".join(self.chunks))
        self.end_outside_text()

    def hints(self, attributes: dict[str, str]) -> None:
        self._context.outside_texts.extend(attributes[name] for name in _HINTS if name in attributes)

        self.names(attributes)

    def names(self, attributes: dict[str, str]) -> None:
        """Note what filters, scenarios and names of ranges hold, if there may be a number of a person in it."""
        texts = (attributes.get(name, "") for name in _NAMES)
        self._context.outside_texts.extend(text for text in texts if may_hold_number(text))

    def end_outside_text(self) -> None:
        self._context.outside_texts.append("".join(self.chunks))


def _font_property(name: str) -> _StartHandler:
    def note(reader: _SheetReader, attributes: dict[str, str]) -> None:
        reader.font_property(name, attributes)

    return note


def _start_of_rule(handler: Callable[[Rules, Mapping[str, str]], None]) -> _StartHandler:
    return lambda reader, attributes: handler(reader.conditions.rules, attributes)


def _end_of_rule(handler: Callable[[Rules], None]) -> _EndHandler:
    return lambda reader: handler(reader.conditions.rules)


_StartHandler = Callable[[_SheetReader, dict[str, str]], None]
_EndHandler = Callable[[_SheetReader], None]

_START_HANDLERS: dict[str, _StartHandler] = {
    "v": _SheetReader.clear,
    "c": _SheetReader.start_cell,
    "row": _SheetReader.start_row,
    "t": _SheetReader.clear,
    "f": _SheetReader.start_formula,
    "is": _SheetReader.start_inline,
    "rPh": _SheetReader.start_reading_aid,
    "r": _SheetReader.start_run,
    "rPr": _SheetReader.start_font,
    **{name: _font_property(name) for name in FONT_PROPERTIES},
    "mergeCell": lambda reader, attributes: reader.merges.append(span_of(attributes.get("ref", ""))),
    "sheetView": lambda reader, attributes: reader.places.note_view(attributes),
    "sheetFormatPr": lambda reader, attributes: reader.places.note_usual_sizes(attributes),
    "col": lambda reader, attributes: reader.places.note_columns(attributes),
    **{name: _start_of_rule(handler) for name, handler in RULE_STARTS.items()},
    "formula": _SheetReader.clear,
    "xm:f": _SheetReader.clear,
    "xm:sqref": _SheetReader.clear,
    **dict.fromkeys(_WITH_HINTS, _SheetReader.hints),
    **dict.fromkeys(_WITH_NAMES, _SheetReader.names),
    **dict.fromkeys(_HEADS + _CHOICES, _SheetReader.clear),
}
_END_HANDLERS: dict[str, _EndHandler] = {
    "v": _SheetReader.end_value,
    "c": _SheetReader.end_cell,
    "row": _SheetReader.end_row,
    "f": _SheetReader.end_formula,
    "t": _SheetReader.end_text,
    "rPh": _SheetReader.end_reading_aid,
    **{name: _end_of_rule(handler) for name, handler in RULE_ENDS.items()},
    "formula": _SheetReader.end_condition,
    "xm:f": _SheetReader.end_later_formula,
    "xm:sqref": lambda reader: reader.conditions.rules.add_range("".join(reader.chunks)),
    **dict.fromkeys(_HEADS + _CHOICES, _SheetReader.end_outside_text),
}
