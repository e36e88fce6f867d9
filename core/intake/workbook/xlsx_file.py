"""Reads an XLSX file in one pass: stored values, formulas, number formats, merged, hidden; nothing is evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from core.intake.workbook.cell_decoder import WorkbookContext
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Book
from core.intake.workbook.limits import LIMITS, Limits
from core.intake.workbook.looks.colours import read_palette
from core.intake.workbook.looks.styles_part import read_styles
from core.intake.workbook.package import Package, fingerprint
from core.intake.workbook.shared_parts import read_shared_strings
from core.intake.workbook.sheet import read_sheet
from core.intake.workbook.workbook_parts import WorkbookParts, find_parts, path_of_kind

_TEXT_PARTS = re.compile(r"xl/(?:threadedcomments|comments|drawings|returned)[^/]*(?:/[^/]+)?\.xml|docprops/[^/]+\.xml")
_MOST_TEXT = 2_000_000  # bytes of one such part
_TEXT_END = re.compile(r"</(?:\w+:)?(?:comment|threadedComment|p)>")


def read_xlsx(content: bytes, name: str, limits: Limits = LIMITS) -> Book:
    """Every sheet of an XLSX file. Raises WorkbookError when it cannot be read safely."""
    package = Package(content, limits)
    parts = find_parts(package)
    if len(parts.sheets) > limits.sheets:
        raise WorkbookError("too_many_sheets", number=len(parts.sheets), limit=limits.sheets)
    context = _context(package, parts, limits)
    grids = [
        read_sheet(package, sheet.path, sheet.title, sheet.hidden, context)
        for sheet in parts.sheets
        if sheet.path is not None
    ]
    if not grids:
        raise WorkbookError("damaged")
    links = any(part.lower().startswith("xl/externallinks/") for part in package.names)
    texts = [("", text) for text in (*context.outside_texts, *parts.defined_names)]
    texts += _texts_of_parts(package)
    return Book(
        name,
        tuple(grids),
        fingerprint(content),
        True,
        links,
        outside_texts=tuple(texts),
        has_macros=package.has_macros,
        is_signed=package.is_signed,
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


def _texts_of_parts(package: Package) -> Iterator[tuple[str, str]]:
    """Part and text of comments, shapes and properties, where a name or number of a person may stand as well."""
    for name in package.names:
        lower = name.lower()
        if _TEXT_PARTS.fullmatch(lower):
            xml = package.read_part(name, _MOST_TEXT).decode("utf-8", "replace")
            # A number may be in several runs of one comment, but never in two comments or two properties.
            pieces = _TEXT_END.split(xml) if lower.startswith("xl/") else re.findall(r">([^<>]+)<", xml)
            for piece in pieces:
                text = unescape(re.sub(r"<[^<>]*>", "", piece)).strip()
                if text:
                    yield name, text
