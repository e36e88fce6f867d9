"""Says what a file is as a whole: its kind, what lies in it beside its sheets, and that nothing could be read."""

from __future__ import annotations

from collections.abc import Container, Sequence

from core.cells.separated import TRADITIONAL, WESTERN
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.reading.asking.doubtful_cells import numbers_named
from core.intake.reading.headings import dataset_of_title
from core.intake.workbook.file_kind import FileKind
from core.intake.workbook.grid import Book

_NOTHING_READ = ("no_table", "hidden_sheet")
"""Findings that say why nothing was read."""

_READ_AS = {"gb18030": "read_as_gb18030", WESTERN: "read_as_western", TRADITIONAL: "read_as_big5"}
_ENDINGS = {FileKind.XLS: ".xls / .et", FileKind.XLSB: ".xlsb", FileKind.ODS: ".ods"}


def note_format(book: Book, findings: Findings, *, template: bool) -> None:
    """Add findings on what the file is: no template, of an older encoding, with macros, a signature, other files."""
    if not template and book.spreadsheet:
        findings.add(finding("no_code", Severity.NOTE, Place()))
    if not book.spreadsheet and book.encoding in _READ_AS:
        findings.add(finding(_READ_AS[book.encoding], Severity.NOTE, Place()))
    kept_whole = book.kind is FileKind.WORKBOOK
    if book.spreadsheet and not kept_whole:
        findings.add(finding("other_kind", Severity.NOTE, Place(), kind=_ENDINGS[book.kind]))
    if book.has_macros and kept_whole:
        findings.add(finding("has_macros", Severity.NOTE, Place()))
    if book.is_signed and kept_whole:
        findings.add(finding("signed", Severity.NOTE, Place()))
    if book.external_links:
        findings.add(finding("external_links", Severity.SOFT, Place()))
    if book.embedded_files:
        files = numbers_named(book.embedded_files)
        findings.add(finding("embedded_files", Severity.SOFT, Place(), files=files))


def note_hidden_sheets(book: Book, passed_over: Container[str], findings: Findings, *, nothing_else: bool) -> None:
    """Report sheets nobody sees; with `nothing_else` that was read, each is a mistake."""
    for grid in book.grids:
        if grid.hidden and grid.rows and grid.name not in passed_over:
            severity = Severity.HARD if nothing_else or dataset_of_title(grid.name) else Severity.SOFT
            findings.add(finding("hidden_sheet", severity, Place(grid.name)))


def note_nothing_read(book: Book, tables: Sequence[tuple[str, bool]], findings: Findings, *, template: bool) -> None:
    """Report a file without a table, and one whose tables have no row; a form may be empty.

    `tables` are those that were read: the sheet of each, and whether it has a row.
    """
    if not tables and not any(item.code in _NOTHING_READ for item in findings.items):
        findings.add(finding("no_table", Severity.HARD, Place(book.grids[0].name)))
    is_faulty = any(item.severity is Severity.HARD for item in findings.items)
    if tables and not is_faulty and not template and not any(has_rows for _, has_rows in tables):
        findings.add(finding("no_rows", Severity.HARD, Place(tables[0][0])))
