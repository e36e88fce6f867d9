"""Finds identity, mobile and telephone numbers anywhere in a file: such a file is refused and nothing of it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.cells.text import excerpt, fold, word_key
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.form.form_code import CODE_SHEET, FORM_CODE
from core.intake.message_values import TextId
from core.intake.reading.headings import PERSONAL
from core.intake.reading.persons.amounts import Amounts
from core.intake.workbook.grid import Book, Cell, Grid, GridRow
from core.intake.workbook.outside.part_kinds import OutsidePart
from core.intake.workbook.references import cell_at, column_letter
from core.personal_numbers import PERSON_WORDS, masked_number, personal_numbers

_PARTS = {
    OutsidePart.SHEET: TextId("intake.part.sheet"),
    OutsidePart.NAME: TextId("intake.part.name"),
    OutsidePart.COMMENT: TextId("intake.part.comment"),
    OutsidePart.SHAPE: TextId("intake.part.shape"),
    OutsidePart.PROPERTIES: TextId("intake.part.properties"),
    OutsidePart.PIVOT: TextId("intake.part.pivot"),
    OutsidePart.LINK: TextId("intake.part.link"),
    OutsidePart.REVISION: TextId("intake.part.revision"),
    OutsidePart.DATA: TextId("intake.part.data"),
    OutsidePart.HYPERLINK: TextId("intake.part.hyperlink"),
    OutsidePart.CHART: TextId("intake.part.chart"),
    OutsidePart.TABLE: TextId("intake.part.table"),
    OutsidePart.SLICER: TextId("intake.part.slicer"),
    OutsidePart.CONNECTION: TextId("intake.part.connection"),
    OutsidePart.FORMAT: TextId("intake.part.format"),
    OutsidePart.EMBEDDED: TextId("intake.part.embedded"),
}
_LABEL = re.compile(rf"{PERSON_WORDS}(?:号码?)?[:：]?$", re.I)
_SEVEN_DIGITS = re.compile(r"\d{7}")
_HEAD_LINES = 40
_HEADING = 16  # characters; what is longer is a sentence
_SHORTEST = 9  # characters that can hold a number of a person and what it is
_TELEPHONE = 16  # characters of a telephone number at most


def find_personal_data(book: Book, findings: Findings) -> bool:
    """Add a finding for every number of a person in a cell (hidden ones and formulas too) or beside the cells.

    True when there is one.
    """
    before = len(findings.items)
    search = _Search(is_typed=book.spreadsheet)
    in_cells = Findings()
    for grid in book.grids:
        _find_in_cells(grid, search, in_cells)
    for part, text, place in _texts_outside(book):
        if not FORM_CODE.search(text) and text not in search.amounts:
            for kind, masked in dict.fromkeys(search.numbers_in(text)):
                findings.add(finding(f"personal_{kind}_outside", Severity.HARD, place, found=masked, part=part))
    for item in in_cells.items:
        findings.add(item)
    return len(findings.items) > before


class _Search:
    """Searches every text once, and keeps the numbers that were found to be amounts: charts and pivots repeat them.

    `is_typed` says that numbers and texts differ in the file.
    """

    def __init__(self, *, is_typed: bool) -> None:
        self.is_typed = is_typed
        self.amounts: set[str] = set()
        self._numbers: dict[str, list[tuple[str, str]]] = {}

    def numbers_in(self, text: str) -> list[tuple[str, str]]:
        """The numbers in a text: what each is, and its ends."""
        if len(text) < _SHORTEST:
            return []
        if text not in self._numbers:
            self._numbers[text] = personal_numbers(text)
        return self._numbers[text]


def _find_in_cells(grid: Grid, search: _Search, findings: Findings) -> None:
    amounts = Amounts(grid)
    for line in grid.rows:
        for x, cell in line.cells.items():
            # Nearly every cell there is holds a number that is too short for one of a person.
            if not cell.formula and isinstance(cell.value, float) and cell.value < 1e6:
                continue
            numbers = _numbers_in(cell, search)
            may_be_amount = any(kind == "mobile" for kind, _ in numbers) and not search.numbers_in(cell.formula)
            if may_be_amount and amounts.is_amount(line.number, x, cell, is_typed=search.is_typed):
                numbers = [(kind, masked) for kind, masked in numbers if kind != "mobile"]
                search.amounts.add(cell.text)
            numbers = numbers or _number_beside_label(line, x, cell)
            if numbers and not _is_form_code(grid, cell):
                _report(numbers, Place(grid.name, line.number, column_letter(x)), findings)


def _texts_outside(book: Book) -> Iterator[tuple[TextId, str, Place]]:
    """The texts of a file outside its cells: what each is part of, the text, and where it stands."""
    yield TextId("intake.part.file_name"), book.name, Place()
    for grid in book.grids:
        yield TextId("intake.part.sheet_name"), grid.name, Place(grid.name)
    for part, text, sheet, cell in book.outside_texts:
        at = cell_at(cell)
        yield _PARTS[part], text, Place(sheet, *((at[0], column_letter(at[1])) if at else ()))


def _is_form_code(grid: Grid, cell: Cell) -> bool:
    """Whether a cell is the code of a template, which has the digits of a fingerprint in it."""
    return grid.name == CODE_SHEET and FORM_CODE.match(cell.text) is not None


def _report(numbers: list[tuple[str, str]], place: Place, findings: Findings) -> None:
    for kind, masked in dict.fromkeys(numbers):
        findings.add(finding(f"personal_{kind}", Severity.HARD, place, found=masked))


def _numbers_in(cell: Cell, search: _Search) -> list[tuple[str, str]]:
    """The numbers in a cell and its formula."""
    texts = [cell.formula]
    if cell.kind == "s":
        texts.append(str(cell.value))
    elif isinstance(cell.value, float) and cell.value.is_integer():
        texts.append(str(int(cell.value)))
    return [number for text in texts for number in search.numbers_in(text)]


def _number_beside_label(line: GridRow, x: int, cell: Cell) -> list[tuple[str, str]]:
    """A number on its own whose cell to the left says that it is a telephone."""
    if x - 1 not in line.cells or cell.kind not in "sn":
        return []
    digits = cell.text
    if len(digits) > _TELEPHONE or not _SEVEN_DIGITS.search(digits.replace("-", "")):
        return []
    label = line.cells[x - 1]
    if label.kind != "s" or not _LABEL.search(fold(label.text)):
        return []
    return [("phone", masked_number(digits))]


def find_personal_headings(grid: Grid, findings: Findings) -> None:
    """Add a finding for every heading about a person with something under it, in a sheet that is no table of figures.

    (In a table `check_headings` looks at every heading.)
    """
    for place, line in enumerate(grid.rows[:_HEAD_LINES]):
        for x, cell in line.cells.items():
            is_personal = len(cell.text) <= _HEADING and PERSONAL.search(word_key(cell.text).rstrip(":*"))
            if is_personal and any(x in below.cells for below in grid.rows[place + 1 :]):
                at = Place(grid.name, line.number, column_letter(x))
                findings.add(finding("personal_column", Severity.HARD, at, found=excerpt(cell.text)))
