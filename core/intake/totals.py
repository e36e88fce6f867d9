"""Checks a total that somebody wrote against the sum of the lines it stands for; a total is never imported."""

from __future__ import annotations

from collections.abc import Iterable

from core.intake.cells import MisreadError, amount_of, folded, year_of
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.grid import Line, column_letter
from core.intake.headings import reason_words
from core.intake.layout import Kind
from core.intake.rows import RowEntry
from core.intake.tables import Table


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


def check_total(table: Table, line: Line, block: Sums, everything: Sums, findings: Findings) -> None:
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
        if cell.kind == "s" and folded(cell.text) in reason_words():
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
