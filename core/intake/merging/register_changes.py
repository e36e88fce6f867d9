"""What a return does to the register of units: new ones, other names, other days; and what follows for the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from core.intake.findings import Place
from core.intake.reading.unit_register import Register
from core.intake.rows import UNIT_FIELDS, Row, RowEntry, Rows, entry_in_force
from core.intake.rows import UnitEntry as Unit


@dataclass(frozen=True, slots=True)
class UnitChange:
    """An entry of the register that a return brings.

    `replaced` is the entry it stands for from now on (None: it stands beside the others), `others` are all other
    entries of the same code as they will be, by first day.
    """

    new: Unit
    replaced: Unit | None
    others: tuple[Unit, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class RegisterChanges:
    """The changes of the register, ready to be applied to rows.

    `units` are all entries as they will be, `known` those of every code that is not as it was, by first day.
    """

    changes: tuple[UnitChange, ...]
    units: tuple[Unit, ...]
    known: Mapping[str, tuple[Unit, ...]]
    replaced: Mapping[Unit, Unit]

    def rows(self, rows: Rows) -> Rows:
        """The rows with the entries of their units as they will be; the same rows when nothing changes."""
        return {name: [self.row(row) for row in each] for name, each in rows.items()} if self.known else rows

    def entry(self, entry: RowEntry) -> RowEntry:
        """A row as read, with the entry of its unit as it will be."""
        row = self.row(entry.row)
        return entry if row is entry.row else replace(entry, row=row)

    def row(self, row: Row) -> Row:
        """A row with the entry of its unit as it will be: the one in force on 1 September of its year."""
        known = self.known.get(row["unit_id"])
        if not known:
            return row
        was = tuple(row[name] for name in UNIT_FIELDS)
        now = self.replaced.get(was, was)
        if "year" in row:
            there = entry_in_force(known, row["unit_id"], row["year"])
        else:
            there = next((unit for unit in reversed(known) if unit[4] is None), None)
        if there is not None:
            now = there
        elif now not in known:  # the graduates of a school that closed in the summer stand under its last entry
            now = next((unit for unit in known if unit[3] == now[3]), known[-1])
        return row if now == was else {**row, **dict(zip(UNIT_FIELDS, now, strict=True))}


def find_register_changes(register: Register, before: Iterable[Unit]) -> RegisterChanges:
    """The changes a return makes in the register.

    `before` is the register of the release the template was made from: what the template only repeats of it changes
    nothing, even when the release says otherwise by now. An entry that the sheet of units does not list any more,
    while it lists another one of the same code with the same first day or the same name, was written over.
    """
    template = set(before)
    old = [entry for entry in register.entries if entry not in register.added]
    added = {entry: place for entry, place in register.added.items() if entry not in template}
    open_ones = [entry for entry in old if entry not in register.listed]
    replaced: dict[Unit, Unit] = {}
    for alike in (_same, _same_day, _same_name):
        for new in added:
            earlier = next((each for each in open_ones if each[0] == new[0] and alike(each, new)), None)
            if new not in replaced and earlier is not None:
                replaced[new] = earlier
                open_ones.remove(earlier)
    kept = [entry for entry in (*old, *added) if entry not in replaced.values()]
    changes = tuple(
        UnitChange(new, replaced.get(new), tuple(_others(kept, new)), place)
        for new, place in sorted(added.items(), key=lambda each: str(each[0]))
    )
    codes = {entry[0] for entry in (*added, *(template - set(old)))}
    known: dict[str, tuple[Unit, ...]] = dict.fromkeys(codes, ())
    for unit in sorted(kept, key=lambda unit: unit[3]):
        if unit[0] in codes:
            known[unit[0]] = (*known[unit[0]], unit)
    return RegisterChanges(changes, tuple(kept), known, {earlier: new for new, earlier in replaced.items()})


def _others(kept: list[Unit], new: Unit) -> Iterator[Unit]:
    yield from sorted((each for each in kept if each[0] == new[0] and each != new), key=lambda unit: unit[3])


def _same(one: Unit, other: Unit) -> bool:
    return (one[1], one[3]) == (other[1], other[3])


def _same_day(one: Unit, other: Unit) -> bool:
    return bool(one[3] == other[3])


def _same_name(one: Unit, other: Unit) -> bool:
    return bool(one[1] == other[1])
