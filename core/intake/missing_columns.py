"""Says which columns a table has not: those no row can do without, and those whose figures nobody would miss."""

from __future__ import annotations

from collections.abc import Container

from core.datasets import DATASETS
from core.intake.column_words import head_of
from core.intake.finding_words import listed
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.layout import SHEET_OF, Kind
from core.intake.tables import Table


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
        findings.add(finding("missing_column", Severity.HARD, place, expected=f"@intake.head.{column.id}"))
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
        findings.add(finding(code, severity, place, columns=listed(head_of(column) for column in gone)))
