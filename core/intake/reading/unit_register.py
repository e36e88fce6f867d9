"""The register of units: which there are, from when to when, under which name; resolves what a clerk wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from core.intake.findings import Findings, Place, Severity, finding
from core.intake.form.layout import REGISTER, Column
from core.intake.message_values import TextId
from core.intake.reading.cell_values import MisreadError, day_of, excerpt, fold, normalise
from core.intake.reading.headings import heading_of
from core.intake.rows import UnitEntry, entries_in_force
from core.intake.workbook.grid import Cell, Grid, GridRow
from core.intake.workbook.references import column_letter

_HEAD_ROWS = 10
_HEADINGS = frozenset(("unit_id", "unit_name", "unit_valid_from"))
"""The columns without which a sheet is no register."""


@dataclass(slots=True)
class Register:
    """All entries known: those of the current release, and those a return adds in its sheet of units.

    `added` says where each new one stands; `listed` is all that the sheet of units holds. `successors` names by code
    the unit that another was merged into, and where the return says so (nowhere: the release did already).
    """

    entries: list[UnitEntry]
    added: dict[UnitEntry, Place] = field(default_factory=dict)
    listed: set[UnitEntry] = field(default_factory=set)
    successors: dict[str, tuple[str, Place]] = field(default_factory=dict)
    _by_word: dict[str, list[UnitEntry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.entries:
            self._index(entry)

    def _index(self, entry: UnitEntry) -> None:
        for word in {fold(entry.unit_id), fold(entry.name), fold(entry.name_en)}:
            self._by_word.setdefault(word, []).append(entry)

    def add(self, entry: UnitEntry, place: Place) -> None:
        """Add an entry that a return brings; one that is known already changes nothing."""
        self.listed.add(entry)
        if entry not in self.entries:
            self.entries.append(entry)
            self.added[entry] = place
            self._index(entry)

    def merge(self, id: str, into: str, place: Place) -> None:
        """Note that a unit was merged into another, named by its code or its name; an unknown one stays as written."""
        codes = {entry.unit_id for entry in self._by_word.get(fold(into), [])}
        code = codes.pop() if len(codes) == 1 else into
        if self.successors.get(id, ("",))[0] != code:
            self.successors[id] = (code, place)

    def find(self, id: str, name: str, year: int | None) -> UnitEntry:
        """The entry for a code and a name, either of which may be empty. `year` chooses between entries of one unit.

        Raises MisreadError: `unit_unknown`, `unit_near`, `unit_renamed` (the code is known under another name),
        `unit_code` (the name is known under another code) or `unit_unclear`.
        """
        by_id = [entry for entry in self._by_word.get(fold(id), []) if fold(entry.unit_id) == fold(id)]
        by_name = self._by_word.get(fold(name), []) if name else []
        entries = [entry for entry in by_id if entry in by_name] if id and name else by_id or by_name
        if not entries:
            raise self._mismatch(id, name, by_id, by_name)
        entries = self._of_year(entries, year)
        if len({entry.unit_id for entry in entries}) > 1:
            raise MisreadError("unit_unclear", found=excerpt(name or id))
        return entries[-1]

    def _mismatch(self, id: str, name: str, by_id: list[UnitEntry], by_name: list[UnitEntry]) -> MisreadError:
        if by_id:
            return MisreadError("unit_renamed", id=id, found=excerpt(name), expected=by_id[-1].name)
        if by_name:
            return MisreadError("unit_code", found=excerpt(id), name=name, expected=by_name[-1].unit_id)
        names = [entry.name for entry in self.entries]
        near = get_close_matches(normalise(name or id)[:60], names, n=1, cutoff=0.6)
        return MisreadError("unit_near" if near else "unit_unknown", found=excerpt(name or id), near="".join(near))

    def _of_year(self, entries: list[UnitEntry], year: int | None) -> list[UnitEntry]:
        """Those in force on 1 September of the year; all of them when none is or there is no year."""
        if year is None:
            return entries
        codes = {entry.unit_id for entry in entries}
        # The old name of a unit that goes on under another one is understood, as forms still carry it.
        candidates = self._by_word[fold(entries[0].unit_id)] if len(codes) == 1 else entries
        return entries_in_force(candidates, year, codes) or entries


def read_register(grid: Grid, register: Register, findings: Findings) -> bool:
    """Add what the sheet of units names to `register`; False when the sheet has no such headings."""
    headings = _headings(grid)
    if headings is None:
        return False
    head, columns = headings
    mergers: list[tuple[str, str, Place]] = []
    for line in grid.rows:
        if line.number <= head or not any(x in line.cells for x in columns.values()):
            continue
        texts, days = _line_values(line, columns, grid.name, findings)
        id, name, first = texts["unit_id"], texts["unit_name"], days["unit_valid_from"]
        into = texts["successor"]
        if id and into:
            mergers.append((id, into, Place(grid.name, line.number, column_letter(columns["successor"]))))
        if id and name and first is not None:
            entry = UnitEntry(id, name, texts["unit_name_en"] or name, first, days["unit_valid_to"])
            register.add(entry, Place(grid.name, line.number, column_letter(columns["unit_name"])))
    for id, into, place in mergers:  # after all lines: a unit may be merged into one that is entered further down
        register.merge(id, into, place)
    return True


def _headings(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """The row of the headings, and the column of the sheet by column id; None when there are none."""
    for line in grid.rows[:_HEAD_ROWS]:
        headings = {x: heading_of("units", cell.text, {}) for x, cell in line.cells.items()}
        columns = {heading.column.id: x for x, heading in headings.items() if heading is not None}
        if set(columns) >= _HEADINGS:
            return line.number, columns
    return None


def _line_values(
    line: GridRow, columns: Mapping[str, int], sheet: str, findings: Findings
) -> tuple[dict[str, str | None], dict[str, date | None]]:
    """The texts and the days of a line by column id, None for what is blank or cannot be understood."""
    texts: dict[str, str | None] = {}
    days: dict[str, date | None] = {}
    for column in REGISTER:
        x = columns.get(column.id)
        cell, letter = (None, "") if x is None else (line.cells.get(x), column_letter(x))
        place = Place(sheet, line.number, letter)
        if column.field.startswith("unit_valid"):
            days[column.id] = _day(cell, place, findings)
        else:
            texts[column.id] = None if cell is None else cell.text.strip()
        if cell is None and _is_needed(column):
            expected = TextId(f"intake.head.{column.id}")
            findings.add(finding("blank_key", Severity.HARD, place, expected=expected))
    return texts, days


def _is_needed(column: Column) -> bool:
    return column.required and column.id != "unit_name_en"


def _day(cell: Cell | None, place: Place, findings: Findings) -> date | None:
    if cell is None:
        return None
    try:
        return day_of(cell)[0]
    except MisreadError as error:
        findings.add(finding(error.code, Severity.HARD, place, **error.values))
        return None
