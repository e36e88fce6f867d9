"""Reads a return as it was sent into rows of the datasets, and says how everything in it was understood."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.cells.text import excerpt
from core.intake.findings import Finding, Findings, IntakeError, Place, Severity, finding
from core.intake.form.columns import Kind
from core.intake.form.form_code import CODE_SHEET, TemplateIdentity, read_identity
from core.intake.form.former_forms import sheets_since
from core.intake.form.layout import SHEETS, TEMPLATE_VERSION
from core.intake.message_values import TextId
from core.intake.reading.asking.doubtful_cells import numbers_named
from core.intake.reading.asking.file_notes import note_format, note_hidden_sheets, note_nothing_read
from core.intake.reading.asking.scale_notes import ask_about_scale
from core.intake.reading.asking.title_notes import ask_about_title
from core.intake.reading.explanations import explanations_by_id, findings_lists
from core.intake.reading.find_table import find_table
from core.intake.reading.headings import dataset_of_title
from core.intake.reading.open_file import file_name, open_file
from core.intake.reading.persons.personal_data import find_personal_data, find_personal_headings
from core.intake.reading.register.register_sheet import read_register
from core.intake.reading.register.school_mergers import known_mergers
from core.intake.reading.register.unit_register import Register
from core.intake.reading.row_reader import read_rows
from core.intake.reading.table import Table
from core.intake.reading.table_rows import KnownUnits, Subject, TableRows, subject_of
from core.intake.rows import RowEntry, Rows, units_of
from core.intake.workbook.grid import Book, Grid
from core.intake.workbook.limits import LIMITS, Limits
from core.language import Language, catalogue
from core.snapshots import Merger
from core.tasks.periods import sort_key
from core.text_ids.datasets import SHEET_TEXT

_INCOMPLETE = ("missing_column", "missing_year_column", "template_columns_missing")
"""Findings after which a table is incomplete: a row it does not have was not removed by anybody."""
_SHEET_NOT_READ = ("hidden_sheet", "no_table")
"""Findings on a sheet that is there and was not read."""


@dataclass(frozen=True, slots=True)
class ReadingBasis:
    """What a return is read against: the district, the plan, and the rows of the current release (none: empty).

    `due` is the newest year that is asked for, `mergers` are those of units that the release knows,
    `safeguards` the numbers the safeguards of the plan are reported under, in their order.
    """

    area: str
    plan: str
    rows: Rows
    due: int
    mergers: tuple[Merger, ...] = ()
    safeguards: tuple[int, ...] = ()


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
    into the list of a returned workbook, by the id of the finding; `lists` are the sheets of such lists. `personal`
    says that there were identity, mobile or telephone numbers in it: then there are no entries.
    """

    name: str
    sha256: str
    version: TemplateIdentity | None
    tables: tuple[TableRead, ...]
    entries: tuple[RowEntry, ...]
    blanks: tuple[RowEntry, ...]
    register: Register
    findings: tuple[Finding, ...]
    failed: tuple[RowEntry, ...] = ()
    personal: bool = False
    explanations: Mapping[str, str] = field(default_factory=dict)
    lists: tuple[str, ...] = ()


def read_return(content: bytes, name: str, basis: ReadingBasis, limits: Limits = LIMITS) -> Reading:
    """Read a return (XLSX or CSV) of at most 20 MB.

    Every cell is either understood in the one way it can be meant, or is a finding. Raises IntakeError for a file that
    cannot be read at all, or is another district's or an old template; PlanError when headings.toml is wrong.
    """
    name = file_name(name)
    book = open_file(content, name, limits)
    findings = Findings()
    register = Register(units_of(basis.rows, basis.area), mergers=known_mergers(basis.mergers))
    lists = findings_lists(book.grids)
    if find_personal_data(book, findings):
        return Reading(name, book.sha256, None, (), (), (), register, findings.all(), personal=True, lists=lists)
    version = _version(book, basis)
    note_format(book, findings, template=version is not None)
    passed_over = _passed_over(lists, template=version is not None)
    grids = _table_sheets(book, passed_over, register, findings)
    known = _known_units(basis, register, name, version)
    tables = _read_tables(grids, known, book, passed_over, findings)
    note_hidden_sheets(book, passed_over, findings, nothing_else=not tables)
    read = [(table.sheet, bool(rows.entries or rows.blanks)) for table, rows in tables]
    note_nothing_read(book, read, findings, template=version is not None)
    entries = tuple(entry for _, rows in tables for entry in rows.entries)
    if version is not None:
        if version.version < TEMPLATE_VERSION:
            values = {"found": version.version, "expected": TEMPLATE_VERSION}
            findings.add(finding("former_form", Severity.NOTE, Place(), **values))
        _check_units(version, entries, register, findings)
        _check_sheets(version, {table.dataset for table, _ in tables}, basis, findings)
    return Reading(
        name,
        book.sha256,
        version,
        tuple(table for table, _ in tables),
        entries,
        tuple(entry for _, rows in tables for entry in rows.blanks),
        register,
        findings.all(),
        failed=tuple(entry for _, rows in tables for entry in rows.failed),
        explanations=explanations_by_id(book.grids),
        lists=lists,
    )


def _version(book: Book, basis: ReadingBasis) -> TemplateIdentity | None:
    for grid in book.grids:
        if grid.name == CODE_SHEET:
            if not grid.rows or 0 not in grid.rows[0].cells:
                raise IntakeError("template_damaged")
            return read_identity(grid.rows[0].cells[0].text, area=basis.area, plan=basis.plan)
    return None


def _read_tables(
    grids: list[Grid], known: KnownUnits, book: Book, passed_over: Container[str], findings: Findings
) -> list[tuple[TableRead, TableRows]]:
    """The tables of a file. A sheet without one may be a cover beside others; without any, every sheet is a mistake.

    So is a sheet of a template that is called like one of ours. Of a sheet that is called like an aid of our templates
    nothing is said when it holds no table.
    """
    tables: list[tuple[TableRead, TableRows]] = []
    others: list[Grid] = []
    for grid in grids:
        table = find_table(grid, findings)
        if table is None:
            if len(grid.rows) > 1:
                if grid.name not in _names_of_aids():
                    others.append(grid)
                find_personal_headings(grid, findings)
            continue
        ask_about_scale(table, book, passed_over, findings)
        before = len(findings.items)
        rows = read_rows(table, known, findings)
        ask_about_title(table, rows, known.register, findings)
        complete = not any(item.code in _INCOMPLETE for item in findings.items[before:])
        tables.append((_summary(table, rows, findings, complete=complete), rows))
    for grid in others:
        is_aside = tables and not (known.template and dataset_of_title(grid.name))
        findings.add(finding("no_table", Severity.SOFT if is_aside else Severity.HARD, Place(grid.name)))
    return tables


def _names_of_aids() -> set[str]:
    """What the sheets of a template are called that help to fill it in; in another file they may be data."""
    ids = ("intake.sheet.lists", "intake.sheet.guide", "intake.sheet.codes")
    return {catalogue(language)(id) for language in Language for id in ids}


def _passed_over(lists: Iterable[str], *, template: bool) -> set[str]:
    """The sheets that are ours: those of a template, and the lists of findings."""
    return {CODE_SHEET, *lists, *(_names_of_aids() if template else ())}


def _table_sheets(book: Book, passed_over: Container[str], register: Register, findings: Findings) -> list[Grid]:
    """The sheets that may hold a table; reads the register of units, and passes over sheets nobody sees."""
    units = {catalogue(language)("intake.sheet.units") for language in Language}
    grids = []
    for grid in book.grids:
        if grid.name in passed_over or not grid.rows:
            continue
        if grid.hidden or (grid.name in units and read_register(grid, register, findings)):
            find_personal_headings(grid, findings)
        else:
            grids.append(grid)
    return grids


def _known_units(basis: ReadingBasis, register: Register, name: str, version: TemplateIdentity | None) -> KnownUnits:
    years = {(dataset, row["unit_id"], row.get("year")) for dataset, rows in basis.rows.items() for row in rows}
    attributes, number = _attributes(basis.rows), TEMPLATE_VERSION if version is None else version.version
    return KnownUnits(
        basis.area, register, attributes, name, years, version is not None, basis.due, number, basis.safeguards
    )


def _attributes(rows: Rows) -> dict[tuple[str, Subject, str], Any]:
    """What a table may leave out, from the newest row of the unit, task or milestone in the release."""
    attributes: dict[tuple[str, Subject, str], Any] = {}
    for sheet in SHEETS:
        fields = [column.field for column in sheet.columns if column.kind is Kind.CODE]
        if not fields:
            continue
        for row in sorted(rows[sheet.dataset], key=lambda row: (str(row.get("year")), sort_key(row.get("period", "")))):
            for name in fields:
                attributes[sheet.dataset, subject_of(row), name] = row[name]
    return attributes


def _summary(table: Table, rows: TableRows, findings: Findings, *, complete: bool) -> TableRead:
    place = Place(table.grid.name)
    if rows.hidden:
        findings.add(finding("hidden_rows", Severity.SOFT, place, rows=numbers_named(rows.hidden)))
    if rows.ignored:
        findings.add(finding("ignored_rows", Severity.NOTE, place, rows=numbers_named(rows.ignored)))
    if rows.unfilled:
        findings.add(finding("unfilled", Severity.NOTE, place, number=len(rows.unfilled)))
    return TableRead(
        table.grid.name,
        table.dataset,
        table.head,
        len(rows.entries),
        rows.totals,
        len(rows.ignored),
        tuple(rows.unfilled),
        complete,
        tuple(rows.misread),
    )


def _check_units(
    version: TemplateIdentity, entries: Iterable[RowEntry], register: Register, findings: Findings
) -> None:
    """Add a finding for everything that a template of one unit says of another."""
    if not version.unit:
        return
    codes = [(unit.unit_id, place) for unit, place in register.added.items()]
    codes += [(code, place) for code, (_, place) in register.mergers.items() if place.sheet]
    for code, place in codes:
        if code != version.unit:
            findings.add(finding("foreign_register", Severity.HARD, place, expected=version.unit, found=excerpt(code)))
    foreign: dict[tuple[str, str], list[RowEntry]] = {}
    for entry in entries:
        if entry.row["unit_id"] != version.unit:
            foreign.setdefault((entry.sheet, entry.row["unit_name"]), []).append(entry)
    for (_, name), others in foreign.items():
        lines = numbers_named(list(dict.fromkeys(entry.line for entry in others)))
        place = others[0].place("unit_name")
        found = excerpt(name)
        findings.add(finding("foreign_unit", Severity.HARD, place, expected=version.unit, found=found, rows=lines))


def _check_sheets(version: TemplateIdentity, read: Collection[str], basis: ReadingBasis, findings: Findings) -> None:
    """Add a finding for every sheet of a template that held rows and got lost on the way.

    One that is there, but hidden or without its headings, is told of as such.
    """
    unread = {item.place.sheet for item in findings.items if item.code in _SHEET_NOT_READ}
    there = {dataset_of_title(sheet) for sheet in unread}
    for sheet in SHEETS:
        rows = [row for row in basis.rows[sheet.dataset] if version.unit in ("", row["unit_id"])]
        is_lost = sheet.dataset not in (*read, *there, *sheets_since(version.version))
        if is_lost and rows:
            name = TextId(SHEET_TEXT[sheet.dataset])
            findings.add(finding("sheet_missing", Severity.HARD, Place(), expected=name, rows=len(rows)))
