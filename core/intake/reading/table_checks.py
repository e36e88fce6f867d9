"""Checks a table as a whole: its totals against the sums of its lines, missing columns, merged cells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from core.cells.misread import MisreadError
from core.cells.text import excerpt, word_key
from core.datasets import DATASETS
from core.formats import written_out
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.form.columns import Column, Kind
from core.intake.form.layout import SHEET_OF
from core.intake.form.words import head_of
from core.intake.message_values import TextId, text_list
from core.intake.reading.cell_values import amount_of, year_of
from core.intake.reading.headings import Heading, reason_by_word
from core.intake.reading.table import Table
from core.intake.rows import RowEntry
from core.intake.workbook.grid import Cell, GridRow
from core.intake.workbook.references import column_letter

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST_TITLE = 200  # characters


class Sums:
    """The sums of rows by column, worked out once for each year that a total asks for: a table may have thousands."""

    def __init__(self, entries: Iterable[RowEntry], failed: Iterable[RowEntry] = ()) -> None:
        self._entries, self._failed = entries, failed
        self._by_year: dict[int | None, dict[str, float]] = {}

    def of(self, year: int | None) -> dict[str, float]:
        """Per column the sum of one year, or of all."""
        if year not in self._by_year:
            self._by_year[year] = _sums(self._entries, year)
        return self._by_year[year]

    def unread(self, year: int | None) -> set[str]:
        """The columns of a year, or of all, in which a value was not understood: their sums are not known."""
        return {entry.column for entry in self._failed if year in (None, entry.row.get("year"))}


def check_total(table: Table, line: GridRow, block: Sums, everything: Sums, findings: Findings) -> None:
    """Add a finding for every number of a total that is not the sum.

    `block` are the rows since the last total, `everything` those of the whole table: a total may be of either, and of
    one year where it names one. A number above a value that was not understood follows from it, and is not judged.
    """
    year_column = table.at("year")
    year = _year_in(line, year_column, SHEET_OF[table.dataset].month)
    sums = [block.of(year), everything.of(year)]
    numbers = list(_stated_numbers(table, line))
    unread = everything.unread(year)
    for cell, heading in numbers:
        if heading.column.id not in unread or cell.kind == "s":
            place = Place(table.grid.name, line.number, table.letter(heading.column.id))
            _compare(cell, heading, sums, place, findings)
    others = (x for x, cell in line.cells.items() if cell.kind == "n" and x in table.columns and x != year_column)
    first = next(others, None)
    if not numbers and first is not None:
        place = Place(table.grid.name, line.number, column_letter(first))
        findings.add(finding("total_not_compared", Severity.SOFT, place))


def _compare(
    cell: Cell, heading: Heading, sums: Sequence[Mapping[str, float]], place: Place, findings: Findings
) -> None:
    """Add a finding for a number of a total that is none of the sums; of those over rows the closest is told."""
    column = heading.column
    try:
        stated = amount_of(cell, whole=column.whole, scale=heading.scale, unit=column.unit).value
    except MisreadError as error:
        findings.add(finding(error.code, Severity.HARD, place, **error.values))
        return
    totals = [by_column.get(column.id, 0.0) for by_column in sums]
    if all(abs(stated - total) > 1e-6 * max(1.0, abs(stated)) for total in totals):
        of_rows = [by_column[column.id] for by_column in sums if column.id in by_column]
        closest = min(of_rows or totals, key=lambda total: abs(total - stated))
        values = {"found": written_out(stated), "expected": written_out(closest)}
        findings.add(finding("total_differs", Severity.HARD, place, **values))


def _year_in(line: GridRow, year_column: int | None, month: int) -> int | None:
    if year_column in line.cells:
        with suppress(MisreadError):
            return year_of(line.cells[year_column], month=month)[0]
    return None


def _stated_numbers(table: Table, line: GridRow) -> Iterator[tuple[Cell, Heading]]:
    """The cells of measures in a total that hold anything but a formula without a result or a reason word."""
    for x, heading in table.columns.items():
        cell = line.cells.get(x)
        if heading.column.kind is not Kind.MEASURE or cell is None or cell.kind == "f":
            continue
        if cell.kind != "s" or word_key(cell.text) not in reason_by_word():
            yield cell, heading


def _sums(entries: Iterable[RowEntry], year: int | None) -> dict[str, float]:
    sums: dict[str, float] = {}
    for entry in entries:
        value = entry.row.get("value")
        if value is not None and year in (None, entry.row.get("year")):
            sums[entry.column] = sums.get(entry.column, 0.0) + value
    return sums


def check_required_columns(table: Table, present: Container[str], findings: Findings) -> bool:
    """Whether every column is there that no row can do without; adds a finding for every other."""
    place = Place(table.grid.name, table.head)
    complete = True
    for column in SHEET_OF[table.dataset].columns:
        if column.id in present or not column.required or column.kind in (Kind.MEASURE, Kind.UNIT_ID, Kind.UNIT_NAME):
            continue
        if column.kind is Kind.YEAR and table.title_year is not None:
            findings.add(finding("year_from_title", Severity.NOTE, place, year=table.title_year))
        elif column.kind is not Kind.CODE or column.field in DATASETS[table.dataset].key:
            # Any other code is taken from the last release, unit by unit.
            complete = False
            years = _years_above(table) if column.kind is Kind.YEAR else set()
            if len(years) == 1:
                findings.add(finding("missing_year_column", Severity.HARD, place, year=years.pop()))
                continue
            findings.add(finding("missing_column", Severity.HARD, place, expected=TextId(f"intake.head.{column.id}")))
    return complete


def _years_above(table: Table) -> set[str]:
    """The years that stand in figures above the headings, whatever they are said to be of."""
    lines = (line for line in table.grid.rows if line.number < table.head)
    texts = (excerpt(cell.text, _LONGEST_TITLE) for line in lines for cell in line.cells.values())
    return {match[0] for text in texts for match in _YEAR.finditer(text)}


def check_missing_columns(
    table: Table, present: Container[str], findings: Findings, *, template: bool, adds: bool
) -> None:
    """Add a finding for columns that are missing: their figures are not reported, and nobody would see it.

    A `template` had every column. Another table may leave out what is optional, and measures of years the release
    knows: only when it `adds` a unit or a year are its measures asked for.
    """
    place = Place(table.grid.name, table.head)
    missing = [column for column in SHEET_OF[table.dataset].columns if column.id not in present]
    if template:
        has_unit = "unit_id" in present or "unit_name" in present
        optional = (Kind.DERIVED, Kind.YEAR, *((Kind.UNIT_ID, Kind.UNIT_NAME) if has_unit else ()))
        missing = [column for column in missing if column.kind not in optional]
        code, severity = "template_columns_missing", Severity.HARD
    else:
        missing = [column for column in missing if column.kind is Kind.MEASURE and column.required and adds]
        code, severity = "measure_columns_missing", Severity.SOFT
    if missing:
        findings.add(finding(code, severity, place, columns=text_list(head_of(column) for column in missing)))


_VALUES = (Kind.MEASURE, Kind.NUMBER)
_ATTRIBUTES = (Kind.DATE,)  # of a line, and copied to every line under the merged cell


def check_merged_cells(table: Table, data: Sequence[int], findings: Findings) -> None:
    """Add a finding for every merged cell that stands for values of several lines or columns.

    `data` are the numbers of the lines that were read, in order. A merged number is refused: it may be the number of
    every line, or of all of them together. A merged day or number of places was read for every line, and needs an
    explanation.
    """
    cells = {line.number: line.cells for line in table.grid.rows}
    for top, left, bottom, right in table.grid.merges:
        cell = cells.get(top, {}).get(left)
        lines = data[bisect_left(data, top) : bisect_right(data, bottom)]
        if cell is None or top <= table.head or not lines:
            continue
        severity = _merge_severity(table, left, right, over_lines=len(lines) > 1)
        if severity is not None:
            place = Place(table.grid.name, top, column_letter(left))
            values = {"found": excerpt(cell.text), "range": f"{place.column}{top}:{column_letter(right)}{bottom}"}
            code = "merged_value" if severity is Severity.HARD else "merged_copied"
            findings.add(finding(code, severity, place, **values))


def _merge_severity(table: Table, left: int, right: int, *, over_lines: bool) -> Severity | None:
    """What follows from a cell merged over these columns; None when it stands for nothing but itself."""
    severities = {x: _column_severity(table.columns[x].column) for x in range(left, right + 1) if x in table.columns}
    values = [x for x, severity in severities.items() if severity is Severity.HARD]
    if values and (over_lines or len(values) > 1 or left not in values):
        return Severity.HARD
    return Severity.SOFT if over_lines and Severity.SOFT in severities.values() else None


def _column_severity(column: Column) -> Severity | None:
    """What follows from a merged cell in a column; None for a key or label, which may well be merged."""
    if column.kind in _VALUES:
        return Severity.HARD
    is_places = column.kind is Kind.WHOLE and column.id != "task"
    return Severity.SOFT if is_places or column.kind in _ATTRIBUTES else None
