"""Finds identity numbers and mobile numbers anywhere in a file: such a file is refused and nothing of it is kept."""

from __future__ import annotations

import re
import unicodedata

from core.intake.findings import Findings, Place, Severity, finding
from core.intake.grid import Book, Cell, column_letter

_BETWEEN = re.compile(r"(?<=\d)[\s\-‐–—]+(?=\d)")
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# The digits of a long fraction (47.3684210526316%) are no number of a person.
_START, _END = r"(?<![\d.])", r"(?!\d|[Xx]|\.\d)"
_IDENTITY = re.compile(rf"{_START}{_PROVINCE}\d{{4}}(?:19|20)\d\d{_DAY}\d{{3}}[\dXx]{_END}")
_IDENTITY_OLD = re.compile(rf"{_START}{_PROVINCE}\d{{4}}\d\d{_DAY}\d{{3}}{_END}")
_MOBILE = re.compile(rf"{_START}(?:\+?86)?(1[3-9]\d{{9}}){_END}")
_DIGITS = re.compile(r"\d{11}")


def personal_numbers(text: str) -> list[tuple[str, str]]:
    """The identity (`identity`) and mobile (`mobile`) numbers in a text, each with all but its ends masked."""
    bare = unicodedata.normalize("NFKC", text)
    bare = _BETWEEN.sub("", bare) if len(bare) <= 80 else bare
    if not _DIGITS.search(bare):
        return []
    identities = (*_IDENTITY.finditer(bare), *_IDENTITY_OLD.finditer(bare))
    found = [("identity", f"{match[0][:3]}…{match[0][-2:]}") for match in identities]
    found += [("mobile", f"{match[1][:3]}…{match[1][-2:]}") for match in _MOBILE.finditer(bare)]
    return found


def find_personal(book: Book, findings: Findings) -> bool:
    """Add a finding for every cell (hidden ones too) and comment with such a number; True when there is one."""
    before = len(findings.found)
    for name in (book.name, *(grid.name for grid in book.grids)):
        for kind, masked in personal_numbers(name):
            findings.add(finding(f"personal_{kind}", Severity.HARD, Place(), found=masked))
    for grid in book.grids:
        if grid.name == "_version":
            continue
        for line in grid.lines:
            for x, cell in line.cells.items():
                for kind, masked in _in_cell(cell):
                    place = Place(grid.name, line.number, column_letter(x))
                    findings.add(finding(f"personal_{kind}", Severity.HARD, place, found=masked))
    for _, text in book.loose:
        for kind, masked in personal_numbers(text):
            findings.add(finding(f"personal_{kind}", Severity.HARD, Place(), found=masked))
    return len(findings.found) > before


def _in_cell(cell: Cell) -> list[tuple[str, str]]:
    if cell.kind == "s":
        text = str(cell.value)
        return personal_numbers(text) if len(text) >= 11 else []
    if cell.kind == "n" and isinstance(cell.value, float) and cell.value >= 1e10 and cell.value.is_integer():
        return personal_numbers(str(int(cell.value)))
    return []
