"""Reads a return as it was sent into rows of the datasets, and says how everything in it was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.intake.findings import Finding, Findings, IntakeError, Place, Severity, finding
from core.intake.form.form_code import CODE_SHEET, Version, read_version
from core.intake.form.layout import SHEETS, Kind
from core.intake.message_values import TextId, TextList, text_list
from core.intake.reading.cell_values import excerpt
from core.intake.reading.explanations import explanations_by_id
from core.intake.reading.find_table import find_table
from core.intake.reading.headings import dataset_of_title
from core.intake.reading.open_file import open_file
from core.intake.reading.personal_data import find_personal_data, find_personal_headings
from core.intake.reading.row_reader import Known, Records, records_of
from core.intake.reading.table import Table
from core.intake.reading.unit_register import Register, read_register
from core.intake.rows import RowEntry, Rows, units_of
from core.intake.workbook.grid import Book, Grid
from core.intake.workbook.limits import LIMITS, Limits
from core.language import Language, catalogue
from core.snapshots import Successor

_COLUMN_GONE = ("missing_column", "template_columns_missing")
"""After these a table is not whole: what it does not say was not taken out of it."""


@dataclass(frozen=True, slots=True)
class ReadingBasis:
    """What a return is read against: the district, the plan, and the rows of the current release (none: empty), with
    the mergers of units that it knows."""

    area: str
    plan: str
    rows: Rows
    successors: tuple[Successor, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRead:
    """What was understood of one table: where it is, how many rows it gave, and what was passed over.

    `unfilled` are lines without any value, `totals` lines that were only compared, `ignored` notes and repeated heads,
    `misread` lines of which it is not known what they are about.
    """

    sheet: str
    dataset: str
    head: int
    rows: int
    totals: int
    ignored: int
    unfilled: tuple[int, ...]
    complete: bool
    misread: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A return as understood. `entries` are its rows, `blanks` required cells that hold nothing, `failed` those whose
    value was not understood.

    `version` is what the template says of itself, None for a table of any other form. `explanations` are those written
    into the list of a returned workbook, by the id of the finding. `personal` says that there were
    identity or mobile numbers in it: then there are no entries.
    """

    name: str
    sha256: str
    version: Version | None
    tables: tuple[TableRead, ...]
    entries: tuple[RowEntry, ...]
    blanks: tuple[RowEntry, ...]
    register: Register
    findings: tuple[Finding, ...]
    failed: tuple[RowEntry, ...] = ()
    personal: bool = False
    explanations: Mapping[str, str] = field(default_factory=dict)


def read_return(content: bytes, name: str, against: ReadingBasis, limits: Limits = LIMITS) -> Reading:
    """Read a return (XLSX or CSV) of at most 20 MB.

    Every cell is either understood in the one way it can be meant, or is a finding. Raises IntakeError for a file that
    cannot be read at all, or is another district's or an old template; PlanError when headings.toml is wrong.
    """
    name = _bare(name)
    book = open_file(content, name, limits)
    findings = Findings()
    register = Register([*units_of(against.rows, against.area)])
    register.successors |= {each.unit: (each.into, Place()) for each in against.successors}
    if find_personal_data(book, findings):
        return Reading(name, book.sha256, None, (), (), (), register, findings.all(), personal=True)
    version = _version(book, against)
    if version is None and book.spreadsheet:
        findings.add(finding("no_code", Severity.NOTE, Place()))
    if not book.spreadsheet and book.encoding == "gb18030":
        findings.add(finding("read_as_gb18030", Severity.NOTE, Place()))
    if book.external_links:
        findings.add(finding("external_links", Severity.SOFT, Place()))
    grids = _wanted(book, register, findings)
    years = {(each, row["unit_id"], row.get("year")) for each, rows in against.rows.items() for row in rows}
    known = Known(against.area, register, _attributes(against.rows), name, years, version is not None)
    tables: list[TableRead] = []
    entries: list[RowEntry] = []
    blanks: list[RowEntry] = []
    misread: list[RowEntry] = []
    for grid in grids:
        table = find_table(grid, findings)
        if table is None:
            if len(grid.rows) > 1:
                findings.add(finding("no_table", Severity.SOFT if tables else Severity.HARD, Place(grid.name)))
                find_personal_headings(grid, findings)
            continue
        before = len(findings.items)
        records = records_of(table, known, findings)
        failed = any(each.code in _COLUMN_GONE for each in findings.items[before:])
        entries += records.entries
        blanks += records.blanks
        misread += records.failed
        tables.append(_told(table, records, findings, complete=not failed))
    if not tables and not any(each.code == "no_table" for each in findings.items):
        findings.add(finding("no_table", Severity.HARD, Place(book.grids[0].name)))
    if version is not None:
        _hold_to(version, tables, entries, register, against, findings)
    return Reading(
        name,
        book.sha256,
        version,
        tuple(tables),
        tuple(entries),
        tuple(blanks),
        register,
        findings.all(),
        failed=tuple(misread),
        explanations=explanations_by_id(book.grids),
    )


def _bare(name: str) -> str:
    """The name of a file without a path, and without what cannot be printed or written to a manifest."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    return "".join(each if each.isprintable() else "_" for each in bare)[:120].strip() or "return"


def _version(book: Book, against: ReadingBasis) -> Version | None:
    for grid in book.grids:
        if grid.name == CODE_SHEET:
            if not grid.rows or 0 not in grid.rows[0].cells:
                raise IntakeError("template_damaged")
            return read_version(grid.rows[0].cells[0].text, area=against.area, plan=against.plan)
    return None


def _wanted(book: Book, register: Register, findings: Findings) -> list[Grid]:
    """The sheets that may hold a table; reads the register of units, and reports sheets nobody sees."""
    ours = {language: catalogue(language) for language in Language}
    units = {texts("intake.sheet.units") for texts in ours.values()}
    beside = ("intake.sheet.lists", "intake.sheet.guide", "intake.sheet.codes", "intake.returned.sheet")
    passed = {texts(id) for texts in ours.values() for id in beside}
    wanted = []
    for grid in book.grids:
        if grid.name == CODE_SHEET or grid.name in passed or not grid.rows:
            continue
        if grid.hidden:
            severity = Severity.HARD if dataset_of_title(grid.name) else Severity.SOFT
            findings.add(finding("hidden_sheet", severity, Place(grid.name)))
            find_personal_headings(grid, findings)
        elif grid.name in units and read_register(grid, register, findings):
            find_personal_headings(grid, findings)
        else:
            wanted.append(grid)
    return wanted


def _attributes(rows: Rows) -> dict[tuple[str, str, str], Any]:
    """What a table may leave out, from the newest row of the unit in the release."""
    found: dict[tuple[str, str, str], Any] = {}
    for sheet in SHEETS:
        fields = [column.field for column in sheet.columns if column.kind is Kind.CODE]
        for row in sorted(rows[sheet.dataset], key=lambda row: row.get("year", 0)):
            for name in fields:
                found[sheet.dataset, row["unit_id"], name] = row[name]
    return found


def _told(table: Table, records: Records, findings: Findings, *, complete: bool) -> TableRead:
    place = Place(table.grid.name)
    if records.hidden:
        findings.add(finding("hidden_rows", Severity.SOFT, place, rows=_listed(records.hidden)))
    if records.ignored:
        findings.add(finding("ignored_rows", Severity.NOTE, place, rows=_listed(records.ignored)))
    if records.unfilled:
        findings.add(finding("unfilled", Severity.NOTE, place, number=len(records.unfilled)))
    return TableRead(
        table.grid.name,
        table.dataset,
        table.head,
        len(records.entries),
        records.totals,
        len(records.ignored),
        tuple(records.unfilled),
        complete,
        tuple(records.misread),
    )


def _listed(numbers: list[int]) -> TextList:
    return text_list([*numbers[:10], *(("…",) if len(numbers) > 10 else ())])


def _hold_to(
    version: Version,
    tables: list[TableRead],
    entries: list[RowEntry],
    register: Register,
    against: ReadingBasis,
    findings: Findings,
) -> None:
    """A template of one unit speaks for this unit only, and no sheet of a template may get lost on the way."""
    if version.unit:
        told = [(unit[0], place) for unit, place in register.added.items()]
        told += [(code, place) for code, (_, place) in register.successors.items() if place.sheet]
        for code, place in told:
            if code != version.unit:
                values = {"expected": version.unit, "found": excerpt(code)}
                findings.add(finding("foreign_register", Severity.HARD, place, **values))
        for entry in entries:
            if entry.row["unit_id"] != version.unit:
                findings.add(finding("foreign_unit", Severity.HARD, entry.place("unit_name"), expected=version.unit))
    read = {table.dataset for table in tables}
    for sheet in SHEETS:
        rows = [row for row in against.rows[sheet.dataset] if version.unit in ("", row["unit_id"])]
        if sheet.dataset not in read and rows:
            name = TextId(f"intake.sheet.{sheet.dataset}")
            findings.add(finding("sheet_missing", Severity.HARD, Place(), expected=name, rows=len(rows)))
