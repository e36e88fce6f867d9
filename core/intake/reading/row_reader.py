"""Turns the lines of a table into rows of its dataset, cell by cell, and checks its totals against the sum."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.cells.misread import MisreadError
from core.cells.text import excerpt, unseen, visible, word_key
from core.datasets import COLLEGE_CLASSES, DATASETS, TOTAL, Symbol
from core.formats import written_out
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.form.columns import Column, Kind
from core.intake.form.former_forms import columns_since
from core.intake.form.layout import SHEET_OF
from core.intake.message_values import ColumnChoices, MessageInput, TextId, text_list
from core.intake.reading import cell_values
from core.intake.reading.asking.doubtful_cells import check_doubtful_cells
from core.intake.reading.cell_values import amount_of, day_of, refuse_external_formula, seen_year_of, shown_text
from core.intake.reading.headings import code_by_word
from core.intake.reading.table import LineKind, Table
from core.intake.reading.table_checks import (
    Sums,
    check_merged_cells,
    check_missing_columns,
    check_required_columns,
    check_total,
)
from core.intake.reading.table_rows import KnownUnits, LineUnits, TableRows, subject_of
from core.intake.reading.text_cells import period_code, reason_in, status_in, task_in, text_in
from core.intake.rows import DeclaredStatus, Row, RowEntry, UnitEntry
from core.intake.workbook.grid import Cell, GridRow
from core.intake.workbook.references import column_letter
from core.plan.indicators import MeasureUnit

_NOT_OF_THE_ROW = (Kind.UNIT_ID, Kind.UNIT_NAME, Kind.MEASURE, Kind.DERIVED)
_INTEGERS, _PARTS = 2**31, ("numerator", "denominator")


def read_rows(table: Table, known: KnownUnits, findings: Findings) -> TableRows:
    """Every row of a table; whatever cannot be understood is a finding and gives no row."""
    rows = TableRows()
    reader = _RowReader(table, known, findings, rows)
    if not reader.has_required_columns():
        return rows
    totals: list[tuple[GridRow, int]] = []
    data: list[int] = []
    for kind, line in table.lines():
        if kind is LineKind.OTHER:
            rows.ignored.append(line.number)
        elif kind is LineKind.TOTAL:
            totals.append((line, len(rows.entries)))
        else:
            data.append(line.number)
            reader.read(line)
    reader.check_missing_columns()
    check_merged_cells(table, data, findings)
    filled = set(data).difference(rows.unfilled, rows.ignored)
    in_units = [x for x, heading in table.columns.items() if heading.scale != 1]
    years = [x for x, heading in table.columns.items() if heading.column.kind is Kind.YEAR]
    units = {x: heading.column.unit for x, heading in table.columns.items()}
    check_doubtful_cells(
        table.grid, table.columns, filled, findings, head=table.head, in_units=in_units, years=years, units=units
    )
    everything = Sums(rows.entries, rows.failed)
    for position, (line, end) in enumerate(() if rows.misread else totals):  # nobody knows what a misread line adds
        start = totals[position - 1][1] if position else 0
        check_total(table, line, Sums(rows.entries[start:end]), everything, findings)
    rows.totals = len(totals)
    return rows


class _RowReader:
    def __init__(self, table: Table, known: KnownUnits, findings: Findings, rows: TableRows) -> None:
        self._table, self._known, self._findings, self._rows = table, known, findings, rows
        sheet, schema = SHEET_OF[table.dataset], DATASETS[table.dataset].schema
        self._at = {heading.column.id: x for x, heading in reversed(table.columns.items())}
        self._letters = {id: column_letter(x) for id, x in self._at.items()}
        self._units = LineUnits(known.register)
        self._coded = [column for column in sheet.columns if column.kind is Kind.CODE and column.required]
        self._has_measures = "measure" in schema.names
        self._measures = [column for column in sheet.measures if column.id in self._at]
        self._has_values = bool(sheet.measures)
        self._row_columns = [column for column in sheet.columns if column.kind not in _NOT_OF_THE_ROW]
        self._nullable = {field.name for field in schema if field.nullable}

    def has_required_columns(self) -> bool:
        """Whether every column is there that no row can do without; adds a finding for every other."""
        return check_required_columns(self._table, self._at, self._findings)

    def check_missing_columns(self) -> None:
        """Add a finding for columns of figures the table has not, now that its rows are known."""
        adds = any(self._is_new(entry.row) for entry in self._rows.entries)
        present = {*self._at, *columns_since(self._known.version, self._table.dataset)}
        check_missing_columns(self._table, present, self._findings, template=self._known.template, adds=adds)

    def _is_new(self, row: Row) -> bool:
        return (self._table.dataset, row["unit_id"], row.get("year")) not in self._known.years

    def read(self, line: GridRow) -> None:
        """Add the rows of a line: one for every measure, or one of a sheet without measures."""
        if self._measures and not any(self._at[column.id] in line.cells for column in self._measures):
            if any(self._cell(line, id) is not None for id in _PARTS):
                self._report(MisreadError("blank_key", expected=TextId("intake.head.value")), line, "value")
                return self._rows.misread.append(line.number)
            named = any(self._cell(line, id) is not None for id in ("unit_id", "unit_name"))
            named = named and (len(line.cells) > 1 or self._units.has(line.cells))
            (self._rows.unfilled if named else self._rows.ignored).append(line.number)
            return
        if line.hidden:
            self._rows.hidden.append(line.number)
        row, declared, is_sound = self._base(line)
        if not is_sound:
            self._rows.misread.append(line.number)
            self._check_values(row, line)
        elif not self._has_values:
            self._rows.entries.append(self._entry(row, line, None, declared))
        else:
            for column in self._measures:
                self._read_value(row, declared, line, column)

    def _check_values(self, row: Row, line: GridRow) -> None:
        """Add the findings on the values of a line whose row is not known, so that all is told at once."""
        if self._table.dataset == "observations" and "unit" not in row:
            return  # nobody knows what its numbers are
        for column in self._measures:
            cell = self._cell(line, column.id)
            if cell is not None:
                self._value(dict(row), cell, column, line)

    def _read_value(self, base: Row, declared: DeclaredStatus | None, line: GridRow, column: Column) -> None:
        """Add the row of one measure of a line to the rows, the blanks or the failed ones."""
        row = {**base, "symbol": Symbol.PRESENT.value, "value": None}
        if self._has_measures:
            row["measure"] = column.measure
        if self._table.dataset == "training":
            row["certificate_level"] = column.level or TOTAL
        cell = self._cell(line, column.id)
        if cell is not None:
            rows = self._rows.entries if self._value(row, cell, column, line) else self._rows.failed
            rows.append(self._entry(row, line, column, declared))
        elif column.required and base.get("school_class") not in COLLEGE_CLASSES:
            self._rows.blanks.append(self._entry(row, line, column, declared))

    def _base(self, line: GridRow) -> tuple[Row, DeclaredStatus | None, bool]:
        """Everything of a row but its value, and whether every cell of it was understood."""
        source = {"source_file": self._known.source, "source_sheet": self._table.grid.name, "source_row": line.number}
        row: Row = {"area": self._known.area, **source}
        sound = True
        declared: DeclaredStatus | None = None
        year = self._table.title_year
        for column in self._row_columns:
            cell = self._cell(line, column.id)
            try:
                if column.kind is Kind.STATUS:
                    declared = status_in(cell)
                elif column.kind is Kind.YEAR:
                    row[column.field] = year = self._year(column, cell, line)
                else:
                    row[column.field] = self._key(column, cell, line)
            except MisreadError as error:
                sound = False
                self._report(error, line, column.id)
        unit = self._unit(line, year)
        if unit is None or not sound:
            return row, declared, False
        row |= unit.fields()
        return row, declared, self._complete_from_release(row, line)

    def _unit(self, line: GridRow, year: int | None) -> UnitEntry | None:
        """The entry of the register a line names; None, and a finding, when there is no such unit."""
        id, name = self._cell(line, "unit_id"), self._cell(line, "unit_name")
        try:
            return self._units.find(id.text if id else "", name.text if name else "", year)
        except MisreadError as error:
            in_name = error.code != "unit_code" and "unit_name" in self._at
            self._report(error, line, "unit_name" if in_name else "unit_id")
            return None

    def _complete_from_release(self, row: Row, line: GridRow) -> bool:
        """Fill in what a table may leave out because the last release knows it; False when nobody knows."""
        for column in self._coded:
            if row[column.field] is None:
                value = self._known.attributes.get((self._table.dataset, subject_of(row), column.field))
                if value is None:
                    error = MisreadError("blank_key", expected=TextId(f"intake.head.{column.id}"))
                    self._report(error, line, column.id)
                    return False
                row[column.field] = value
        return True

    def _year(self, column: Column, cell: Cell | None, line: GridRow) -> int | None:
        """The year of a line, or the one the title names. Raises MisreadError."""
        if cell is None:
            self._blank_key(column)
            return self._table.title_year
        refuse_external_formula(cell)
        year, how = seen_year_of(cell, self._table.grid.epoch, SHEET_OF[self._table.dataset].month)
        self._note(how, cell, line, column, year)
        return year

    def _key(self, column: Column, cell: Cell | None, line: GridRow) -> str | int | float | date | None:
        """The value of a column that is no measure. Raises MisreadError."""
        if cell is None:
            return self._blank_key(column)
        refuse_external_formula(cell)
        match column.kind:
            case Kind.DATE | Kind.PERIOD:
                is_day = column.kind is Kind.DATE
                value, how = day_of(cell, self._table.grid.epoch) if is_day else period_code(cell)
                self._note(how, cell, line, column, value)
                return value
            case Kind.CODE:
                return self._code(column, cell)
            case Kind.WHOLE | Kind.NUMBER:
                return self._number(column, cell, line)
        return text_in(column, cell)

    def _blank_key(self, column: Column) -> str | None:
        """What stands for a cell that may be blank. Raises MisreadError for one that may not."""
        if column.required and column.id in self._at:
            raise MisreadError("blank_key", expected=TextId(f"intake.head.{column.id}"))
        return None if column.field in self._nullable or column.kind is Kind.CODE else ""

    def _code(self, column: Column, cell: Cell) -> str:
        code = code_by_word(self._table.dataset, column.id).get(word_key(cell.text))
        if code is None:
            choices = ColumnChoices(column.id, self._table.dataset)
            raise MisreadError("unknown_word", found=excerpt(cell.text), expected=choices)
        return code

    def _number(self, column: Column, cell: Cell, line: GridRow) -> int | float | None:
        if column.id == "task":
            task, how = task_in(cell, self._known.safeguards)
            self._note(how, cell, line, column, str(task))
            return task
        reason = reason_in(cell) if column.id in _PARTS else None
        if reason is not None:
            if reason == reason_in(self._cell(line, "value")):
                return None
            raise MisreadError("reason_in_part", found=excerpt(cell.text))
        amount = amount_of(cell, whole=column.kind is Kind.WHOLE, scale=self._scale(column.id), unit=column.unit)
        self._note(amount.how, cell, line, column, amount.value)
        if column.kind is Kind.NUMBER:
            return amount.value
        if not 0 <= amount.value < _INTEGERS:
            raise MisreadError("out_of_bounds", found=excerpt(cell.text))
        return int(amount.value)

    def _value(self, row: Row, cell: Cell, column: Column, line: GridRow) -> bool:
        """Put the number or the reason into the row; False, and a finding, when it is neither."""
        reason = reason_in(cell)
        if reason is not None:
            row["symbol"] = reason
            return True
        observed = MeasureUnit(row["unit"]) if self._table.dataset == "observations" and "unit" in row else None
        try:
            refuse_external_formula(cell)
            scale = self._scale(column.id)
            if observed is not None:
                amount = cell_values.observed_amount(cell, observed, scale=scale)
            else:
                amount = amount_of(cell, whole=column.whole, scale=scale, unit=column.unit)
        except MisreadError as error:
            self._report(error, line, column.id)
            return False
        self._note(amount.how, cell, line, column, amount.value)
        row["value"] = amount.value
        return True

    def _entry(self, row: Row, line: GridRow, column: Column | None, declared: DeclaredStatus | None) -> RowEntry:
        id, letter = ("", "") if column is None else (column.id, self._letters[column.id])
        return RowEntry(
            self._table.dataset, row, self._table.grid.name, line.number, self._letters, letter, id, declared
        )

    def _cell(self, line: GridRow, id: str) -> Cell | None:
        return line.cells.get(self._at[id]) if id in self._at else None

    def _scale(self, id: str) -> Decimal:
        return self._table.columns[self._at[id]].scale

    def _report(self, error: MisreadError, line: GridRow, id: str) -> None:
        place = Place(self._table.grid.name, line.number, self._letters.get(id, ""))
        self._findings.add(
            finding(error.code, Severity.HARD, place, **error.values, **self._known.examples(error.code))
        )

    def _note(self, how: str, cell: Cell, line: GridRow, column: Column, value: str | float | date) -> None:
        """Add a note on how a cell was understood, where that is not obvious (`how`)."""
        if not how:
            return
        words = written_out(value) if isinstance(value, float) else str(value)
        place = Place(self._table.grid.name, line.number, self._letters[column.id])
        values: dict[str, MessageInput] = {"found": shown_text(cell), "value": words}
        signs = unseen(cell.text)
        if signs and visible(cell.text).strip() == words:
            how, values = "visible", {"signs": text_list(signs), "value": words}
        self._findings.add(finding(f"understood_{how}", Severity.NOTE, place, **values))
