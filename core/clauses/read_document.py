"""Reads the copy of a plan, a Word document (.docx) or a text, as lines, within limits; refuses everything else."""

from __future__ import annotations

from core.cells.separated import NotSeparatedError, decoded
from core.clauses.word_document import word_lines
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.file_kind import FileKind, file_kind
from core.intake.workbook.limits import Limits
from core.intake.workbook.package import Package

LIMITS = Limits(upload=10_000_000, part=12_000_000, total=16_000_000, parts=2_000, elements=300_000)
"""What a file may hold: a plan of forty pages with pictures needs a tenth of it."""
MOST_CHARACTERS, MOST_LINES = 300_000, 20_000
"""Characters and lines of the whole text; a plan has ten thousand characters."""
_CODES = {
    "bomb": "too_long",
    "empty": "empty",
    "encrypted": "encrypted",
    "entities": "damaged",
    "damaged": "damaged",
    "document": "old_document",
    "pdf": "pdf",
    "too_large": "too_large",
}
"""What is said of a file that is not read, by what its reader found; of every other one, that it is of another kind."""


class DocumentError(Exception):
    """A file that is not taken as a copy of the plan. `code` names the reason, `values` the numbers of its sentence.

    Codes: of the file `damaged empty encrypted macros old_document other_kind pdf too_large too_long`, of what it says
    `no_clauses other_district other_plan personal`.
    """

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def document_lines(content: bytes) -> tuple[str, ...]:
    """The lines of a document. Raises DocumentError."""
    try:
        lines = _lines(content)
    except WorkbookError as error:
        code = _CODES.get(error.code, "other_kind")
        raise DocumentError(code, **({"limit": LIMITS.upload // 1_000_000} if code == "too_large" else {})) from error
    except NotSeparatedError as error:
        raise DocumentError("other_kind") from error
    if len(lines) > MOST_LINES or sum(map(len, lines)) > MOST_CHARACTERS:
        raise DocumentError("too_long")
    return tuple(lines)


def _lines(content: bytes) -> list[str]:
    kind = file_kind(content, LIMITS)
    if kind is FileKind.TEXT:
        if len(content) > 4 * MOST_CHARACTERS:  # bytes; no sign takes more than four
            raise DocumentError("too_long")
        return decoded(content)[0].splitlines()
    if kind is not FileKind.WORKBOOK:
        raise DocumentError("other_kind")
    package = Package(content, LIMITS, of_words=True)
    if package.has_macros:
        raise DocumentError("macros")
    return word_lines(package)
