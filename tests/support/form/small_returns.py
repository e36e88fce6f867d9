"""A return of one school with one table of enrolment, and releases of a few rows, to be merged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.intake.form.form_code import TemplateIdentity
from core.intake.merging.merge import MergeResult, merge
from core.intake.reading.read_return import Reading, TableRead
from core.intake.reading.register.unit_register import Register
from core.intake.rows import Row, RowEntry, Rows, no_rows, unit_of
from core.snapshots import SourceReturn
from tests.support.form.written_sheets import data_row, unit_entry

MINE, THEIRS = "mine.xlsx", "theirs.xlsx"
AREA = "500110"
SCHOOL = unit_entry("a")
FORM = SourceReturn(MINE, "0" * 64, "unit", SCHOOL.unit_id)
UNIT_FORM, DISTRICT_FORM = TemplateIdentity(AREA, "plan", SCHOOL.unit_id), TemplateIdentity(AREA, "plan")
KEYS = {"ownership": "public", "level": "secondary_vocational", "programme_group": "61", "measure": "enrolment"}


def row(year: int, value: float, **changes: Any) -> Row:
    """A row of a release: how many students the school has in a year."""
    whole = data_row("enrolment", SCHOOL, year=year, value=value, source_file="first.xlsx", **KEYS)
    return {**whole, **changes}


def line(year: int, value: float, declared: tuple[str, bool] | None = None, **changes: Any) -> RowEntry:
    """A line of the return; 2025 stands in row 25 of the sheet."""
    content = {**row(year, value, source_file=MINE, **changes), "status": None, "provisional": None}
    return RowEntry("enrolment", content, "表1", year - 2000, {}, "G", KEYS["measure"], declared)


def release(*rows: Row) -> Rows:
    return {**no_rows(), "enrolment": list(rows)}


def table(dataset: str = "enrolment", complete: bool = True, misread: tuple[int, ...] = ()) -> TableRead:
    return TableRead("表1", dataset, 3, 0, 0, 0, (), complete, misread)


def reading(
    *entries: RowEntry,
    version: TemplateIdentity | None = UNIT_FORM,
    blanks: Iterable[RowEntry] = (),
    complete: bool = True,
    misread: tuple[int, ...] = (),
    tables: tuple[TableRead, ...] = (),
    register: Register | None = None,
) -> Reading:
    """A return with one table of enrolment that was read in full, unless it has other tables."""
    known = register or Register([unit_of(row(2025, 0.0))])
    read = tables or (table(complete=complete, misread=misread),)
    return Reading(MINE, "0" * 64, version, read, entries, tuple(blanks), known, ())


def outcome(
    read: Reading, now: Rows, then: Rows | None, provisional: bool = False, sent: Iterable[SourceReturn] = ()
) -> MergeResult:
    return merge(read, now, then, provisional=provisional, sent=sent)


def kinds(result: MergeResult) -> list[tuple[str, int, float | None]]:
    """What happened, in which year, to which value."""
    happened = []
    for change in result.changes:
        changed = change.new or change.old
        assert changed is not None
        happened.append((change.happened.value, changed["year"], None if change.new is None else change.new["value"]))
    return happened


def codes(result: MergeResult) -> list[str]:
    return [item.code for item in result.findings]
