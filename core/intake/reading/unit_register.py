"""The register of units: which there are, from when to when, under which name; resolves what a clerk wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from core.intake.findings import Findings, Place, Severity, finding
from core.intake.form.layout import REGISTER
from core.intake.message_values import TextId
from core.intake.reading.cell_values import MisreadError, day_of, excerpt, fold, normalise
from core.intake.reading.headings import heading_of
from core.intake.rows import UnitEntry, entries_in_force
from core.intake.workbook.grid import Grid, column_letter


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
    _known: dict[str, list[UnitEntry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.entries:
            self._index(entry)

    def _index(self, entry: UnitEntry) -> None:
        for name in {fold(entry[0]), fold(entry[1]), fold(entry[2])}:
            self._known.setdefault(name, []).append(entry)

    def add(self, entry: UnitEntry, place: Place) -> None:
        """Add an entry that a return brings; one that is known already changes nothing."""
        self.listed.add(entry)
        if entry not in self.entries:
            self.entries.append(entry)
            self.added[entry] = place
            self._index(entry)

    def merge(self, id: str, into: str, place: Place) -> None:
        """Note that a unit was merged into another, named by its code or its name; nobody known is kept as written."""
        known = {entry[0] for entry in self._known.get(fold(into), [])}
        code = known.pop() if len(known) == 1 else into
        if self.successors.get(id, ("",))[0] != code:
            self.successors[id] = (code, place)

    def find(self, id: str, name: str, year: int | None) -> UnitEntry:
        """The entry for a code and a name, either of which may be empty. `year` chooses between entries of one unit.

        Raises MisreadError: `unit_unknown`, `unit_renamed` (the code is known under another name) or `unit_unclear`.
        """
        by_id = self._known.get(fold(id), []) if id else []
        by_name = self._known.get(fold(name), []) if name else []
        by_id = [entry for entry in by_id if fold(entry[0]) == fold(id)]
        found = [entry for entry in by_id if entry in by_name] if id and name else by_id or by_name
        if not found:
            if by_id:
                raise MisreadError("unit_renamed", id=id, found=excerpt(name), expected=by_id[-1][1])
            if by_name:
                raise MisreadError("unit_code", found=excerpt(id), name=name, expected=by_name[-1][0])
            names = [entry[1] for entry in self.entries]
            near = get_close_matches(normalise(name or id)[:60], names, n=1, cutoff=0.6)
            raise MisreadError("unit_near" if near else "unit_unknown", found=excerpt(name or id), near="".join(near))
        codes = {entry[0] for entry in found}
        if year is not None and len(codes) == 1:
            # The old name of a unit that goes on under another one is understood, as forms still carry it.
            found = entries_in_force(self._known[fold(found[0][0])], year, codes) or found
        elif year is not None:
            found = entries_in_force(found, year, codes) or found
        if len({entry[0] for entry in found}) > 1:
            raise MisreadError("unit_unclear", found=excerpt(name or id))
        return found[-1]


def read_register(grid: Grid, register: Register, findings: Findings) -> bool:
    """Add what the sheet of units names to `register`; False when the sheet has no such headings."""
    head, columns = 0, {}
    for line in grid.rows[:10]:
        found = {x: heading_of("units", cell.text, {}) for x, cell in line.cells.items()}
        known = {heading.column.id: x for x, heading in found.items() if heading is not None}
        if {"unit_id", "unit_name", "unit_valid_from"} <= set(known):
            head, columns = line.number, known
            break
    if not columns:
        return False
    mergers: list[tuple[str, str, Place]] = []
    for line in grid.rows:
        if line.number <= head or not any(x in line.cells for x in columns.values()):
            continue
        entry: list[Any] = []
        for column in REGISTER:
            x = columns.get(column.id)
            cell = line.cells.get(x) if x is not None else None
            place = Place(grid.name, line.number, column_letter(x) if x is not None else "")
            if cell is None:
                entry.append(None)
                if column.required and column.id != "unit_name_en":
                    findings.add(
                        finding("blank_key", Severity.HARD, place, expected=TextId(f"intake.head.{column.id}"))
                    )
                continue
            try:
                entry.append(day_of(cell)[0] if column.field.startswith("unit_valid") else cell.text.strip())
            except MisreadError as error:
                findings.add(finding(error.code, Severity.HARD, place, **error.values))
                entry.append(None)
        into = entry.pop()
        if entry[0] and into:
            mergers.append((entry[0], into, Place(grid.name, line.number, column_letter(columns["successor"]))))
        if entry[0] and entry[1] and entry[3] is not None:
            entry[2] = entry[2] or entry[1]
            register.add(tuple(entry), Place(grid.name, line.number, column_letter(columns["unit_name"])))
    for merger in mergers:
        register.merge(*merger)
    return True
