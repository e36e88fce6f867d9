"""Asks about a title that names another year or another school than its rows: so looks a copy of last year's form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.cells.text import excerpt, fold
from core.cells.title_years import counting_years, years_of_title
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.reading.register.unit_register import Register
from core.intake.reading.table import Table
from core.intake.reading.table_rows import TableRows
from core.intake.rows import Row, UnitEntry
from core.intake.workbook.references import column_letter

_SHORTEST_NAME = 4  # characters: a shorter name may stand in any sentence
_LONGEST_TITLE = 200  # characters


def ask_about_title(table: Table, rows: TableRows, register: Register, findings: Findings) -> None:
    """Add one finding for the first text above a table that is of another year, or else of another school."""
    known = [entry.row for entry in (*rows.entries, *rows.blanks, *rows.failed)]
    if known and not rows.misread and not _ask_about_year(table, rows, known, findings):
        _ask_about_unit(table, known, register.entries, findings)


def _ask_about_year(table: Table, rows: TableRows, known: Iterable[Row], findings: Findings) -> bool:
    """Whether a title is of another year than the newest of the rows; adds a finding for it."""
    newest = max((year for row in known if isinstance(year := row.get("year"), int)), default=None)
    if newest is None:
        return False
    item = (
        _counting_day_of_other_year(table, newest)
        if table.title_year is None
        else _title_of_one_year(table, newest, rows)
    )
    if item is None:
        return False
    text, place = item
    findings.add(finding("title_of_other_year", Severity.SOFT, place, found=excerpt(text), year=str(newest)))
    return True


def _title_of_one_year(table: Table, newest: int, rows: TableRows) -> tuple[str, Place] | None:
    """The title with the one year there is, unless that is the newest of the rows or of lines not yet filled in."""
    year, titles = table.title_year, list(_titles(table))
    if year is None or year == newest or (year > newest and rows.unfilled):
        return None
    if any(str(newest) in text for text, _ in titles):
        return None  # 2025/2026学年 names both
    sheet = table.grid.name, Place(table.grid.name)
    return next((item for item in titles if _names_year(item[0], year)), sheet)


def _names_year(text: str, year: int) -> bool:
    return text.strip() == str(year) or year in years_of_title(text)


def _counting_day_of_other_year(table: Table, newest: int) -> tuple[str, Place] | None:
    """Of titles of several years, which may be headings, the one that names another counting day than the rows."""
    return next(
        ((text, place) for text, place in _titles(table) if counting_years(text) and str(newest) not in text), None
    )


def _ask_about_unit(table: Table, known: Iterable[Row], units: Iterable[UnitEntry], findings: Findings) -> None:
    """Add a finding when the titles name schools, but none of those in the rows."""
    of_rows = {row["unit_id"]: str(row["unit_name"]) for row in known}
    names = {fold(unit.name): unit for unit in units if len(unit.name) >= _SHORTEST_NAME}
    named = [
        (len(name), unit, text, place)
        for text, place in _titles(table)
        for name, unit in names.items()
        if name in fold(text)
    ]
    if not named or any(unit.unit_id in of_rows for _, unit, _, _ in named):
        return
    _, unit, text, place = max(named, key=lambda item: item[0])
    values = {"found": excerpt(text), "name": excerpt(unit.name), "unit": excerpt(next(iter(of_rows.values())))}
    findings.add(finding("title_of_other_unit", Severity.SOFT, place, **values))


def _titles(table: Table) -> Iterator[tuple[str, Place]]:
    """The texts above the headings, and the name of the sheet."""
    for line in table.grid.rows:
        if line.number < table.head:
            for x, cell in line.cells.items():
                if len(cell.text) <= _LONGEST_TITLE:
                    yield cell.text, Place(table.grid.name, line.number, column_letter(x))
    yield table.grid.name, Place(table.grid.name)
