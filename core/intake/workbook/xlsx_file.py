"""Reads an XLSX file in one pass: stored values, formulas, number formats, merged, hidden; nothing is evaluated."""

from __future__ import annotations

from itertools import chain

from core.intake.workbook.cell_decoder import WorkbookContext
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Book, Grid
from core.intake.workbook.limits import LIMITS, Limits
from core.intake.workbook.looks.colours import read_palette
from core.intake.workbook.looks.styles_part import read_styles
from core.intake.workbook.outside.embedded_files import embedded_texts
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from core.intake.workbook.outside.part_texts import bounded_texts, texts_of_parts, without_header_codes
from core.intake.workbook.package import Package, fingerprint
from core.intake.workbook.shared_parts import read_shared_strings
from core.intake.workbook.sheet import read_sheet
from core.intake.workbook.workbook_parts import WorkbookParts, find_parts, path_of_kind


def read_xlsx(content: bytes, name: str, limits: Limits = LIMITS) -> Book:
    """Every sheet of an XLSX file. Raises WorkbookError when it cannot be read safely."""
    package = Package(content, limits)
    parts = find_parts(package)
    if len(parts.sheets) > limits.sheets:
        raise WorkbookError("too_many_sheets", number=len(parts.sheets), limit=limits.sheets)
    context = _context(package, parts, limits)
    grids: list[Grid] = []
    texts: list[OutsideText] = []
    for sheet in parts.sheets:
        if sheet.path is not None:
            grids.append(read_sheet(package, sheet.path, sheet.title, sheet.hidden, context))
            beside = (without_header_codes(text) for text in context.outside_texts)
            texts += [OutsideText(OutsidePart.SHEET, text, sheet.title) for text in beside]
            context.outside_texts.clear()
    if not grids:
        raise WorkbookError("no_sheets")
    links = any(part.lower().startswith("xl/externallinks/") for part in package.names)
    texts += [OutsideText(OutsidePart.NAME, text) for text in parts.defined_names]
    sheets = [(sheet.title, sheet.path) for sheet in parts.sheets if sheet.path is not None]
    embedded, closed = embedded_texts(package)
    texts += bounded_texts(chain(texts_of_parts(package, sheets), embedded), limits)
    return Book(
        name,
        tuple(grids),
        fingerprint(content),
        True,
        links,
        outside_texts=tuple(texts),
        has_macros=package.has_macros,
        is_signed=package.is_signed,
        embedded_files=tuple(closed),
    )


def _context(package: Package, parts: WorkbookParts, limits: Limits) -> WorkbookContext:
    """What the sheets of a workbook share."""
    shared = read_shared_strings(package, path_of_kind(parts.related, "sharedStrings"), limits)
    styles = read_styles(package, path_of_kind(parts.related, "styles"))
    palette = read_palette(package, path_of_kind(parts.related, "theme"), styles.palette)
    left = limits.characters - shared.characters
    return WorkbookContext(
        shared.texts, styles, parts.epoch, limits.cells, limits.rows, left, runs=shared.runs, palette=palette
    )
