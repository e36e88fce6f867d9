"""Finds identity, mobile and telephone numbers anywhere in a file: such a file is refused and nothing of it is kept."""

from __future__ import annotations

import re
import unicodedata

from core.intake.cells import folded, shortened
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.grid import Book, Cell, Grid, Line, column_letter
from core.intake.headings import PERSONAL

_CODE_SHEET, _CODE = "_version", "qijiang-return/"
_BETWEEN = re.compile(r"(?<=\d)[\s\-‐–—]+(?=\d)")
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# The digits of a long fraction (47.3684210526316%) are no number of a person.
_START, _END = r"(?<![\d.])", r"(?!\d|[Xx]|\.\d)"
_IDENTITY = re.compile(rf"{_START}{_PROVINCE}\d{{4}}(?:19|20)\d\d{_DAY}\d{{3}}[\dXx]{_END}")
_IDENTITY_OLD = re.compile(rf"{_START}{_PROVINCE}\d{{4}}\d\d{_DAY}\d{{3}}{_END}")
_MOBILE = re.compile(rf"{_START}(?:\+?86)?(1[3-9]\d{{9}}){_END}")
# In a long text only what is grouped as such numbers are: anything else would join years and counts into one.
_GAP = r"(?:[\s\-‐–—]{1,2})"
_GROUPED = re.compile(
    rf"(?<!\d)(?:{_PROVINCE}(?:{_GAP}?\d){{15}}{_GAP}?[\dXx]"
    rf"|(?:\+?86{_GAP}?)?1[3-9]\d(?:{_GAP}\d{{4}}{_GAP}?\d{{4}}|\d{{4}}{_GAP}\d{{4}}|{_GAP}\d{{3}}{_GAP}\d{{5}})"
    rf"|(?:\+?86{_GAP}?)?1[3-9]\d\d{_GAP}\d{{3}}{_GAP}\d{{4}})(?!{_GAP}?\d)"
)
# The telephone of an office is nobody's own; one that a person is named with is.
_CALLED = r"(?:电话|手机|联系方式|联系人|填报人|填表人|经办人|审核人|负责人|姓名|校长|tel|phone|mobile)"
_NAMED = re.compile(rf"{_CALLED}[^\d,，;；。]{{0,10}}((?:\(?0\d{{2,3}}\)?[\s\-‐–—]{{0,2}})?[2-8]\d{{6,7}})(?!\d)", re.I)
_LABEL = re.compile(rf"{_CALLED}(?:号码?)?[:：]?$", re.I)
_DIGITS = re.compile(r"\d{11}")
_SEVEN = re.compile(r"\d{7}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_KINDS = re.compile(r"1[1239]|2[19]|3[1-59]|4[19]|5[1239]|6[129]|7[129]|8[19]|9[123]|A[19]|N[1239]|Y1")
_HEAD_LINES = 40
_HEADING = 16  # characters; what is longer is a sentence


def personal_numbers(text: str) -> list[tuple[str, str]]:
    """Identity (`identity`), mobile (`mobile`) and telephone (`phone`) numbers in a text, all but their ends masked."""
    bare = unicodedata.normalize("NFKC", text)
    found = _telephones(bare)
    bare = _BETWEEN.sub("", bare) if len(bare) <= 80 else _GROUPED.sub(_together, bare)
    if not _DIGITS.search(bare):
        return found
    identities = [each[0] for each in _IDENTITY.finditer(bare) if not is_credit_code(each[0])]
    identities += [each[0] for each in _IDENTITY_OLD.finditer(bare)]
    found += [("identity", f"{each[:3]}…{each[-2:]}") for each in identities]
    found += [("mobile", f"{match[1][:3]}…{match[1][-2:]}") for match in _MOBILE.finditer(bare)]
    return found


def _together(match: re.Match[str]) -> str:
    return _BETWEEN.sub("", match[0])


def _telephones(bare: str) -> list[tuple[str, str]]:
    if len(bare) < 9 or not _SEVEN.search(bare):
        return []
    found = [each[1] for each in _NAMED.finditer(bare)]
    return [("phone", f"{each[:3]}…{each[-2:]}") for each in found]


def is_credit_code(text: str) -> bool:
    """Whether 18 characters are the number of an organisation (GB 32100, 统一社会信用代码) and not of a person.

    Both have a check digit (GB 11643 for persons); what is sound as a person's counts as one.
    """
    digits = text.upper()
    if sum(int(each) * weight for each, weight in zip(digits[:17], _WEIGHTS, strict=True)) % 11 == _rest(digits[17]):
        return False
    if not _CREDIT_KINDS.match(digits) or any(each not in _CREDIT_LETTERS for each in digits):
        return False
    total = sum(_CREDIT_LETTERS.index(each) * pow(3, place, 31) for place, each in enumerate(digits[:17]))
    return _CREDIT_LETTERS[-total % 31] == digits[17]


def _rest(check: str) -> int:
    """What the weighted sum of an identity number leaves when divided by 11, by its last character."""
    return "10X98765432".index(check)


def find_personal(book: Book, findings: Findings) -> bool:
    """Add a finding for every number of a person in a cell (hidden ones and formulas too) or beside the cells.

    True when there is one.
    """
    before = len(findings.found)
    for text in (book.name, *(grid.name for grid in book.grids), *(text for _, text in book.loose)):
        if _CODE not in text:
            _tell(personal_numbers(text), Place(), findings)
    for grid in book.grids:
        for line in grid.lines:
            for x, cell in line.cells.items():
                if cell.kind == "n" and not cell.formula and isinstance(cell.value, float) and cell.value < 1e6:
                    continue  # too short for a number of a person, like nearly every cell there is
                if grid.name == _CODE_SHEET and cell.text.startswith(_CODE):
                    continue  # our own code, with digits of a fingerprint in it
                found = _in_cell(cell) or _beside(line, x, cell)
                if found:
                    _tell(found, Place(grid.name, line.number, column_letter(x)), findings)
    return len(findings.found) > before


def _tell(found: list[tuple[str, str]], place: Place, findings: Findings) -> None:
    for kind, masked in dict.fromkeys(found):
        findings.add(finding(f"personal_{kind}", Severity.HARD, place, found=masked))


def _in_cell(cell: Cell) -> list[tuple[str, str]]:
    found = personal_numbers(cell.formula) if len(cell.formula) >= 11 else []
    if cell.kind == "s":
        text = str(cell.value)
        return found + personal_numbers(text) if len(text) >= 9 else found
    if cell.kind == "n" and isinstance(cell.value, float) and cell.value >= 1e10 and cell.value.is_integer():
        return found + personal_numbers(str(int(cell.value)))
    return found


def _beside(line: Line, x: int, cell: Cell) -> list[tuple[str, str]]:
    """A number on its own whose cell to the left says that it is a telephone."""
    if x - 1 not in line.cells or cell.kind not in "sn":
        return []
    digits = cell.text
    if not 7 <= len(digits) <= 16 or not _SEVEN.search(digits.replace("-", "")):
        return []
    label = line.cells[x - 1]
    if label.kind != "s" or not _LABEL.search(folded(label.text)):
        return []
    return [("phone", f"{digits[:3]}…{digits[-2:]}")]


def find_personal_headings(grid: Grid, findings: Findings) -> None:
    """Add a finding for every heading about a person with something under it, in a sheet that is no table of figures.

    (In a table the headings are looked at one by one.)
    """
    for place, line in enumerate(grid.lines[:_HEAD_LINES]):
        for x, cell in line.cells.items():
            name = folded(cell.text).rstrip(":*") if cell.kind == "s" and len(cell.text) <= _HEADING else ""
            if name and PERSONAL.search(name) and any(x in below.cells for below in grid.lines[place + 1 :]):
                at = Place(grid.name, line.number, column_letter(x))
                findings.add(finding("personal_column", Severity.HARD, at, found=shortened(cell.text)))
