"""Turns the lines of a table into rows of its dataset, cell by cell, and checks its totals against the sum."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.datasets import DATASETS, TOTAL, Symbol
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.form.layout import SHEET_OF, Column, Kind
from core.intake.message_values import ColumnChoices, TextId
from core.intake.reading.cell_values import MisreadError, amount_of, day_of, excerpt, fold, year_of
from core.intake.reading.headings import code_by_word, reason_by_word, status_by_word
from core.intake.reading.table import LineKind, Table
from core.intake.reading.table_checks import (
    Sums,
    check_merged_cells,
    check_missing_columns,
    check_required_columns,
    check_total,
)
from core.intake.reading.unit_register import Register
from core.intake.rows import UNIT_FIELDS, DeclaredStatus, Row, RowEntry
from core.intake.workbook.grid import Cell, GridRow
from core.intake.workbook.references import column_letter

_NOT_OF_THE_ROW = (Kind.UNIT_ID, Kind.UNIT_NAME, Kind.MEASURE, Kind.DERIVED)


@dataclass(slots=True)
class Records:
    """What one table gave: rows, required cells left blank, and lines that only name what is asked.

    `failed` are rows whose value cannot be understood, `misread` lines of which not even the row is known.
    """

    entries: list[RowEntry] = field(default_factory=list)
    blanks: list[RowEntry] = field(default_factory=list)
    failed: list[RowEntry] = field(default_factory=list)
    misread: list[int] = field(default_factory=list)
    unfilled: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    totals: int = 0
    ignored: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What the current release knows and a table may leave out: attributes by (dataset, unit code, field).

    `years` are those it has of a unit, by dataset. `template` says that the table stands in a template of ours, none
    of whose columns may be missing.
    """

    area: str
    register: Register
    attributes: Mapping[tuple[str, str, str], Any]
    source: str
    years: Set[tuple[str, str, int | None]]
    template: bool


def records_of(table: Table, known: Known, findings: Findings) -> Records:
    """Every row of a table; whatever cannot be understood is a finding and gives no row."""
    found = Records()
    reader = _Reader(table, known, findings, found)
    totals: list[tuple[GridRow, int]] = []
    if not reader.complete():
        return found
    data: list[int] = []
    for sort, line in table.lines():
        if sort is LineKind.OTHER:
            found.ignored.append(line.number)
        elif sort is LineKind.TOTAL:
            totals.append((line, len(found.entries)))
        else:
            data.append(line.number)
            reader.read(line)
    reader.tell_missing()
    check_merged_cells(table, data, findings)
    everything = Sums(found.entries)
    for position, (line, seen) in enumerate(totals):
        before = totals[position - 1][1] if position else 0
        check_total(table, line, Sums(found.entries[before:seen]), everything, findings)
    found.totals = len(totals)
    return found


class _Reader:
    def __init__(self, table: Table, known: Known, findings: Findings, found: Records) -> None:
        self._table, self._known, self._findings, self._found = table, known, findings, found
        self._sheet = SHEET_OF[table.dataset]
        self._at = {heading.column.id: x for x, heading in reversed(table.columns.items())}
        self._letters = {id: column_letter(x) for id, x in self._at.items()}
        self._units: dict[tuple[str, str, int | None], tuple[Any, ...]] = {}
        self._coded = [column for column in self._sheet.columns if column.kind is Kind.CODE]
        self._has_measures = "measure" in DATASETS[table.dataset].schema.names
        self._measures = [column for column in self._sheet.measures if column.id in self._at]
        self._has_values = bool(self._sheet.measures)
        self._plain = [column for column in self._sheet.columns if column.kind not in _NOT_OF_THE_ROW]
        self._nullable = {each.name for each in DATASETS[table.dataset].schema if each.nullable}

    def complete(self) -> bool:
        """Whether every column is there that no row can do without; says which are not."""
        return check_required_columns(self._table, self._at, self._findings)

    def tell_missing(self) -> None:
        """Say which columns of figures the table has not, now that its rows are known."""
        adds = any(self._is_new(entry.row) for entry in self._found.entries)
        check_missing_columns(self._table, self._at, self._findings, template=self._known.template, adds=adds)

    def _is_new(self, row: Row) -> bool:
        return (self._table.dataset, row["unit_id"], row.get("year")) not in self._known.years

    def read(self, line: GridRow) -> None:
        measures = self._measures
        if measures and not any(self._at[column.id] in line.cells for column in measures):
            if all(self._cell(line, id) is None for id in ("unit_id", "unit_name")):
                self._found.ignored.append(line.number)
            else:
                self._found.unfilled.append(line.number)
            return
        if line.hidden:
            self._found.hidden.append(line.number)
        base = self._base(line)
        if base is None:
            self._found.misread.append(line.number)
            return
        row, declared = base
        if not self._has_values:
            self._add(row, line, "", "", declared)
            return
        for column in measures:
            cell = self._cell(line, column.id)
            filled = {**row, "symbol": Symbol.PRESENT.value, "value": None}
            if self._has_measures:
                filled["measure"] = column.measure
            if self._table.dataset == "training":
                filled["certificate_level"] = column.level or TOTAL
            if cell is None:
                if column.required:
                    self._found.blanks.append(self._entry(filled, line, self._letters[column.id], column.id, declared))
                continue
            if self._value(filled, cell, column, line):
                self._add(filled, line, self._letters[column.id], column.id, declared)
            else:
                self._found.failed.append(self._entry(filled, line, self._letters[column.id], column.id, declared))

    def _base(self, line: GridRow) -> tuple[Row, DeclaredStatus | None] | None:
        """Everything of a row but its value; None when a cell of it cannot be understood."""
        source = {"source_file": self._known.source, "source_sheet": self._table.grid.name, "source_row": line.number}
        row: Row = {"area": self._known.area, **source}
        sound = True
        declared: DeclaredStatus | None = None
        year: int | None = self._table.title_year
        for column in self._plain:
            cell = self._cell(line, column.id)
            try:
                if column.kind is Kind.STATUS:
                    declared = self._declared(cell)
                    continue
                value = self._key(column, cell, line)
            except MisreadError as error:
                sound = False
                self._say(error, line, column.id)
                continue
            if column.kind is Kind.YEAR:
                value = year if cell is None else value
                year = value if isinstance(value, int) else None
            row[column.field] = value
        try:
            id, name = self._cell(line, "unit_id"), self._cell(line, "unit_name")
            if id is None and name is None:
                raise MisreadError("blank_key", expected=TextId("intake.head.unit_name"))
            asked = (id.text if id else "", name.text if name else "", year)
            entry = self._units.get(asked) or self._known.register.find(*asked)
            self._units[asked] = entry
        except MisreadError as error:
            at = "unit_name" if error.code not in ("unit_code",) and "unit_name" in self._at else "unit_id"
            self._say(error, line, at)
            return None
        if not sound:
            return None
        row |= dict(zip(UNIT_FIELDS, entry, strict=True))
        return (row, declared) if self._complete_from_release(row, line) else None

    def _complete_from_release(self, row: Row, line: GridRow) -> bool:
        """Fill in what a table may leave out because the last release knows it; False when nobody knows."""
        for column in self._coded:
            if row[column.field] is None:
                value = self._known.attributes.get((self._table.dataset, row["unit_id"], column.field))
                if value is None:
                    self._say(MisreadError("blank_key", expected=TextId(f"intake.head.{column.id}")), line, column.id)
                    return False
                row[column.field] = value
        return True

    def _key(self, column: Column, cell: Cell | None, line: GridRow) -> Any:
        if cell is None:
            absent = column.id not in self._at
            optional = not column.required or absent
            if not optional:
                raise MisreadError("blank_key", expected=TextId(f"intake.head.{column.id}"))
            return None if column.field in self._nullable or column.kind in (Kind.YEAR, Kind.CODE) else ""
        if cell.formula and "[" in cell.formula:
            raise MisreadError("external_formula")
        if column.kind is Kind.YEAR:
            year, how = year_of(cell)
            self._note(how, cell, line, column, year)
            return year
        if column.kind is Kind.DATE:
            day, how = day_of(cell)
            self._note(how, cell, line, column, day)
            return day
        if column.kind is Kind.CODE:
            code = code_by_word(self._table.dataset, column.id).get(fold(cell.text))
            if code is None:
                raise MisreadError("unknown_word", found=excerpt(cell.text), expected=self._choices(column.id))
            return code
        if column.kind in (Kind.WHOLE, Kind.NUMBER):
            amount = amount_of(cell, whole=column.kind is Kind.WHOLE, scale=self._scale(column.id))
            self._note(amount.how, cell, line, column, amount.value)
            if column.kind is Kind.NUMBER:
                return amount.value
            if not 0 <= amount.value < (2**15 if column.id == "task" else 2**31):
                raise MisreadError("out_of_bounds", found=excerpt(cell.text))
            return int(amount.value)
        if cell.kind in ("e", "f", "b"):
            raise MisreadError("error_cell", found=excerpt(cell.text))
        return cell.text.strip()

    def _choices(self, column_id: str) -> ColumnChoices:
        """The choices of a column, to be put into words in the language of whoever reads the finding."""
        return ColumnChoices(column_id, self._table.dataset)

    def _value(self, row: Row, cell: Cell, column: Column, line: GridRow) -> bool:
        """Put the number or the reason into the row; False, and a finding, when it is neither."""
        reason = reason_by_word().get(fold(cell.text)) if cell.kind == "s" else None
        if reason is not None:
            row["symbol"] = reason
            return True
        share = self._table.dataset == "observations" and row.get("unit") in ("share", "ratio")
        counted = self._table.dataset == "observations" and not share
        try:
            if cell.formula and "[" in cell.formula:
                raise MisreadError("external_formula")
            amount = amount_of(cell, whole=column.whole or counted, scale=self._scale(column.id), share=share)
        except MisreadError as error:
            self._say(error, line, column.id)
            return False
        self._note(amount.how, cell, line, column, amount.value)
        row["value"] = amount.value
        return True

    def _declared(self, cell: Cell | None) -> DeclaredStatus | None:
        if cell is None:
            return None
        found = status_by_word().get(fold(cell.text))
        if found is None:
            raise MisreadError("unknown_word", found=excerpt(cell.text), expected=ColumnChoices("status"))
        return found

    def _add(self, row: Row, line: GridRow, letter: str, column: str, declared: DeclaredStatus | None) -> None:
        self._found.entries.append(self._entry(row, line, letter, column, declared))

    def _entry(self, row: Row, line: GridRow, letter: str, column: str, declared: DeclaredStatus | None) -> RowEntry:
        sheet = self._table.grid.name
        return RowEntry(self._table.dataset, row, sheet, line.number, self._letters, letter, column, declared)

    def _cell(self, line: GridRow, id: str) -> Cell | None:
        x = self._at.get(id)
        return None if x is None else line.cells.get(x)

    def _scale(self, id: str) -> Decimal:
        return self._table.columns[self._at[id]].scale

    def _say(self, error: MisreadError, line: GridRow, id: str) -> None:
        place = Place(self._table.grid.name, line.number, self._letters.get(id, ""))
        self._findings.add(finding(error.code, Severity.HARD, place, **error.values))

    def _note(self, how: str, cell: Cell, line: GridRow, column: Column, value: object) -> None:
        if how:
            place = Place(self._table.grid.name, line.number, self._letters[column.id])
            shown = f"{value:g}" if isinstance(value, float) and not value.is_integer() else value
            shown = f"{int(value):,}" if isinstance(value, float) and value.is_integer() else shown
            note = finding(f"understood_{how}", Severity.NOTE, place, found=excerpt(cell.text), value=str(shown))
            self._findings.add(note)
