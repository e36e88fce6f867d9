"""What a return does to the register of units: new, renamed, other days; what follows for its rows.

A school merged into another is read in `core.intake.reading.register.school_mergers` and passed on in `merge.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from core.intake.findings import Place
from core.intake.reading.register.unit_register import Register
from core.intake.rows import Row, RowEntry, Rows, UnitEntry, entry_in_force, unit_of


@dataclass(frozen=True, slots=True)
class UnitChange:
    """An entry of the register that a return brings.

    `replaced` is the entry it stands for from now on (None: it stands beside the others), `others` are all other
    entries of the same code as they will be, by first day.
    """

    new: UnitEntry
    replaced: UnitEntry | None
    others: tuple[UnitEntry, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class RegisterChanges:
    """The changes of the register, ready to be applied to rows.

    `units` are all entries as they will be, `changed_units` those of every code that is not as it was, by first day;
    `replaced` gives the new entry for each old one.
    """

    changes: tuple[UnitChange, ...]
    units: tuple[UnitEntry, ...]
    changed_units: Mapping[str, tuple[UnitEntry, ...]]
    replaced: Mapping[UnitEntry, UnitEntry]

    def rows(self, rows: Rows) -> Rows:
        """The rows with the entries of their units as they will be; the same rows when nothing changes."""
        if not self.changed_units:
            return rows
        return {name: [self.row(row) for row in dataset_rows] for name, dataset_rows in rows.items()}

    def entry(self, entry: RowEntry) -> RowEntry:
        """A row as read, with the entry of its unit as it will be."""
        row = self.row(entry.row)
        return entry if row is entry.row else replace(entry, row=row)

    def row(self, row: Row) -> Row:
        """A row with the entry of its unit as it will be: the one in force on 1 September of its year."""
        units = self.changed_units.get(row["unit_id"])
        if not units:
            return row
        old = unit_of(row)
        new = self._entry_of_year(row, units) or self._nearest_entry(old, units)
        return row if new == old else {**row, **new.fields()}

    def _entry_of_year(self, row: Row, units: tuple[UnitEntry, ...]) -> UnitEntry | None:
        if "year" in row:
            return entry_in_force(units, row["unit_id"], row["year"])
        return next((unit for unit in reversed(units) if unit.valid_to is None), None)

    def _nearest_entry(self, old: UnitEntry, units: tuple[UnitEntry, ...]) -> UnitEntry:
        """For a year without an entry: the graduates of a school that closed in the summer stand under its last one."""
        entry = self.replaced.get(old, old)
        if entry in units:
            return entry
        return next((unit for unit in units if unit.valid_from == entry.valid_from), units[-1])


def find_register_changes(register: Register, before: Iterable[UnitEntry]) -> RegisterChanges:
    """The changes a return makes in the register.

    `before` is the register of the release the template was made from: what the template only repeats of it changes
    nothing, even when the release says otherwise by now. An entry that the sheet of units does not list any more,
    while it lists another one of the same code with the same first day or the same name, was written over.
    """
    template = set(before)
    old = [entry for entry in register.entries if entry not in register.added]
    added = {entry: place for entry, place in register.added.items() if entry not in template}
    unlisted = [entry for entry in old if entry not in register.listed]
    replaced = _replaced_entries(added, unlisted)
    units = [entry for entry in (*old, *added) if entry not in replaced.values()]
    entries_by_unit = _entries_by_unit(units)
    changes = tuple(
        UnitChange(
            new, replaced.get(new), tuple(unit for unit in entries_by_unit.get(new.unit_id, ()) if unit != new), place
        )
        for new, place in sorted(added.items(), key=lambda item: item[0].unit_id)
    )
    codes = {entry.unit_id for entry in (*added, *(template - set(old)))}
    changed_units = {code: tuple(entries_by_unit.get(code, ())) for code in codes}
    return RegisterChanges(changes, tuple(units), changed_units, {earlier: new for new, earlier in replaced.items()})


def _entries_by_unit(units: Iterable[UnitEntry]) -> dict[str, list[UnitEntry]]:
    """The entries of each unit by its code, by their first day."""
    entries: dict[str, list[UnitEntry]] = {}
    for unit in sorted(units, key=_first_day):
        entries.setdefault(unit.unit_id, []).append(unit)
    return entries


def _replaced_entries(added: Iterable[UnitEntry], unlisted: Iterable[UnitEntry]) -> dict[UnitEntry, UnitEntry]:
    """The entry that each new one was written over, the best matches first."""
    candidates, replaced = list(unlisted), dict[UnitEntry, UnitEntry]()
    for matches in _MATCHES:
        for new in added:
            same_unit = (entry for entry in candidates if entry.unit_id == new.unit_id and matches(entry, new))
            earlier = next(same_unit, None)
            if new not in replaced and earlier is not None:
                replaced[new] = earlier
                candidates.remove(earlier)
    return replaced


_MATCHES: tuple[Callable[[UnitEntry, UnitEntry], bool], ...] = (
    lambda entry, other: (entry.name, entry.valid_from) == (other.name, other.valid_from),
    lambda entry, other: entry.valid_from == other.valid_from,
    lambda entry, other: entry.name == other.name,
)


def _first_day(unit: UnitEntry) -> str:
    return unit.valid_from.isoformat()
