"""Opens a file as it was sent; one that cannot be read is refused with a sentence of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from core.intake.findings import IntakeError
from core.intake.workbook.errors import WorkbookError
from core.intake.workbook.grid import Book
from core.intake.workbook.limits import LIMITS, Limits
from core.intake.workbook.read_file import read_file


@contextmanager
def translate_workbook_errors() -> Iterator[None]:
    """Raise an IntakeError of the same code and values for a WorkbookError."""
    try:
        yield
    except WorkbookError as error:
        raise IntakeError(error.code, **error.values) from error


def open_file(content: bytes, name: str, limits: Limits = LIMITS) -> Book:
    """The sheets of an XLSX or CSV file. Raises IntakeError when it cannot be read safely."""
    with translate_workbook_errors():
        return read_file(content, name, limits)


def file_name(name: str) -> str:
    """The name of a file without a path, and without what cannot be printed or written to a manifest."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign if sign.isprintable() else "_" for sign in bare)[:120].strip() or "return"
