"""What a return does to the register of units: new ones, other names, other days; and what follows for the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from core.intake.entries import Entry
from core.intake.findings import Place
from core.intake.register import Entry as Unit
from core.intake.register import Register
from core.intake.rows import UNIT_FIELDS, Row, Rows

_AUTUMN = (9, 1)


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
class Renewal:
    """The changes of the register, ready to be applied to rows; `units` are all entries as they will be."""

    changes: tuple[UnitChange, ...]
    units: tuple[Unit, ...]
    by_code: Mapping[str, tuple[UnitChange, ...]]

    def rows(self, rows: Rows) -> Rows:
        """The rows with the entries of their units as they will be; the same rows when nothing changes."""
        return {name: [self.row(row) for row in each] for name, each in rows.items()} if self.changes else rows

    def entry(self, entry: Entry) -> Entry:
        """A row as read, with the entry of its unit as it will be."""
        return replace(entry, row=self.row(entry.row)) if self.changes else entry

    def row(self, row: Row) -> Row:
        """A row with the entry of its unit as it will be: the one in force on 1 September of its year."""
        mine = self.by_code.get(row["unit_id"])
        if mine is None:
            return row
        now = tuple(row[name] for name in UNIT_FIELDS)
        now = next((each.new for each in mine if each.replaced == now), now)
        known = sorted({mine[0].new, *mine[0].others}, key=lambda unit: unit[3])
        day = date(row["year"], *_AUTUMN) if "year" in row else None
        if day is not None:
            there = [unit for unit in known if unit[3] <= day and (unit[4] is None or day <= unit[4])]
        else:
            there = [unit for unit in known if unit[4] is None]
        if now not in there and there:
            now = there[-1]
        return {**row, **dict(zip(UNIT_FIELDS, now, strict=True))}


def renewal_of(register: Register) -> Renewal:
    """The changes a return makes in the register.

    An entry that the sheet of units does not list any more, while it lists another one of the same code with the same
    first day or the same name, was written over.
    """
    old = [entry for entry in register.entries if entry not in register.added]
    open_ones = [entry for entry in old if entry not in register.listed]
    replaced: dict[Unit, Unit] = {}
    for alike in (_same, _same_day, _same_name):
        for new in register.added:
            before = next((each for each in open_ones if each[0] == new[0] and alike(each, new)), None)
            if new not in replaced and before is not None:
                replaced[new] = before
                open_ones.remove(before)
    kept = [entry for entry in register.entries if entry not in replaced.values()]
    changes = tuple(
        UnitChange(new, replaced.get(new), tuple(_others(kept, new)), place)
        for new, place in sorted(register.added.items(), key=lambda each: str(each[0]))
    )
    by_code: dict[str, tuple[UnitChange, ...]] = {}
    for change in changes:
        by_code[change.new[0]] = (*by_code.get(change.new[0], ()), change)
    return Renewal(changes, tuple(kept), by_code)


def _others(kept: list[Unit], new: Unit) -> Iterator[Unit]:
    yield from sorted((each for each in kept if each[0] == new[0] and each != new), key=lambda unit: unit[3])


def _same(one: Unit, other: Unit) -> bool:
    return (one[1], one[3]) == (other[1], other[3])


def _same_day(one: Unit, other: Unit) -> bool:
    return bool(one[3] == other[3])


def _same_name(one: Unit, other: Unit) -> bool:
    return bool(one[1] == other[1])
