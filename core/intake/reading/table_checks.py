"""Checks a total that somebody wrote against the sum of the lines it stands for; a total is never imported."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Sequence

from core.datasets import DATASETS
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.form.layout import SHEET_OF, Column, Kind
from core.intake.form.words import head_of
from core.intake.message_values import TextId, text_list
from core.intake.reading.cell_values import MisreadError, amount_of, excerpt, fold, year_of
from core.intake.reading.find_table import Table
from core.intake.reading.headings import reason_by_word
from core.intake.rows import RowEntry
from core.intake.workbook.grid import GridRow
from core.intake.workbook.references import column_letter


class Sums:
    """The sums of rows by column, worked out once for each year that a total asks for: a table may have thousands."""

    def __init__(self, entries: Iterable[RowEntry]) -> None:
        self._entries = entries
        self._known: dict[int | None, dict[str, float]] = {}

    def of(self, year: int | None) -> dict[str, float]:
        """Per column the sum of one year, or of all."""
        if year not in self._known:
            self._known[year] = _sums(self._entries, year)
        return self._known[year]


def check_total(table: Table, line: GridRow, block: Sums, everything: Sums, findings: Findings) -> None:
    """Add a finding for every number of a total that is not the sum.

    `block` are the rows since the last total, `everything` those of the whole table: a total may be of either, and of
    one year where it names one.
    """
    at = table.at("year")
    cell = None if at is None else line.cells.get(at)
    try:
        year = None if cell is None else year_of(cell)[0]
    except MisreadError:
        year = None
    sums = [block.of(year), everything.of(year)]
    compared = False
    for x, heading in table.columns.items():
        cell, column = line.cells.get(x), heading.column
        if column.kind is not Kind.MEASURE or cell is None or cell.kind == "f":
            continue
        if cell.kind == "s" and fold(cell.text) in reason_by_word():
            continue
        compared = True
        place = Place(table.grid.name, line.number, table.letter(column.id))
        try:
            stated = amount_of(cell, whole=column.whole, scale=heading.scale).value
        except MisreadError as error:
            findings.add(finding(error.code, Severity.HARD, place, **error.values))
            continue
        totals = [each.get(column.id, 0.0) for each in sums]
        if all(abs(stated - total) > 1e-6 * max(1.0, abs(stated)) for total in totals):
            closest = min(totals, key=lambda total: abs(total - stated))
            values = {"found": f"{stated:,.10g}", "expected": f"{closest:,.10g}"}
            findings.add(finding("total_differs", Severity.HARD, place, **values))
    numbers = [x for x, cell in line.cells.items() if cell.kind == "n" and x in table.columns and x != at]
    if not compared and numbers:
        place = Place(table.grid.name, line.number, column_letter(numbers[0]))
        findings.add(finding("total_not_compared", Severity.SOFT, place))


def _sums(entries: Iterable[RowEntry], year: int | None) -> dict[str, float]:
    found: dict[str, float] = {}
    for entry in entries:
        value = entry.row.get("value")
        if value is not None and year in (None, entry.row.get("year")):
            found[entry.column] = found.get(entry.column, 0.0) + value
    return found


def complete(table: Table, present: Container[str], findings: Findings) -> bool:
    """Whether every column is there that no row can do without; says which are not."""
    place = Place(table.grid.name, table.head)
    whole = True
    for column in SHEET_OF[table.dataset].columns:
        if column.id in present or not column.required or column.kind in (Kind.MEASURE, Kind.UNIT_ID, Kind.UNIT_NAME):
            continue
        if column.kind is Kind.YEAR and table.title_year is not None:
            findings.add(finding("year_from_title", Severity.NOTE, place, year=table.title_year))
            continue
        if column.kind is Kind.CODE and column.field not in DATASETS[table.dataset].key:
            continue  # taken from the last release, unit by unit
        whole = False
        findings.add(finding("missing_column", Severity.HARD, place, expected=TextId(f"intake.head.{column.id}")))
    return whole


def tell_missing(table: Table, present: Container[str], findings: Findings, *, template: bool, adds: bool) -> None:
    """A figure without a column is not reported, and nobody would see it: a column that is gone is told.

    Of a `template` every column was there. A table of one's own need not have what is optional, nor what the
    release knows of the years it corrects: only when it `adds` a unit or a year are its measures asked for.
    """
    place = Place(table.grid.name, table.head)
    gone = [column for column in SHEET_OF[table.dataset].columns if column.id not in present]
    if template:
        named = "unit_id" in present or "unit_name" in present
        aside = (Kind.DERIVED, Kind.YEAR, *((Kind.UNIT_ID, Kind.UNIT_NAME) if named else ()))
        gone = [column for column in gone if column.kind not in aside]
        code, severity = "template_columns_missing", Severity.HARD
    else:
        gone = [column for column in gone if column.kind is Kind.MEASURE and column.required and adds]
        code, severity = "measure_columns_missing", Severity.SOFT
    if gone:
        findings.add(finding(code, severity, place, columns=text_list(head_of(column) for column in gone)))


_VALUES = (Kind.MEASURE, Kind.NUMBER)
_ATTRIBUTES = (Kind.DATE,)  # of a line, and copied to every line under the merged cell


def tell_merged(table: Table, data: Sequence[int], findings: Findings) -> None:
    """Add a finding for every merged cell that stands for values of several lines or columns.

    `data` are the numbers of the lines that were read, in order. A merged number is refused: it may be the number of
    every line, or of all of them together. A merged day or number of places was taken for every line, which is asked
    about.
    """
    cells = {line.number: line.cells for line in table.grid.rows}
    for top, left, bottom, right in table.grid.merges:
        cell = cells.get(top, {}).get(left)
        lines = data[bisect_left(data, top) : bisect_right(data, bottom)]
        if cell is None or top <= table.head or not lines:
            continue
        kinds = {x: _kind(table.columns[x].column) for x in range(left, right + 1) if x in table.columns}
        values = [x for x, kind in kinds.items() if kind is Severity.HARD]
        over_lines = len(lines) > 1
        hard = values and (over_lines or len(values) > 1 or left not in values)
        if hard or (over_lines and Severity.SOFT in kinds.values()):
            place = Place(table.grid.name, top, column_letter(left))
            told = {"found": excerpt(cell.text), "range": f"{place.column}{top}:{column_letter(right)}{bottom}"}
            if hard:
                findings.add(finding("merged_value", Severity.HARD, place, **told))
            else:
                findings.add(finding("merged_copied", Severity.SOFT, place, **told))


def _kind(column: Column) -> Severity | None:
    """How a merged cell in a column is told; None for a key or label, which a merged cell is right for."""
    if column.kind in _VALUES:
        return Severity.HARD
    places = column.kind is Kind.WHOLE and column.id != "task"
    return Severity.SOFT if places or column.kind in _ATTRIBUTES else None
