"""Schools merged into others: what the sheet of units says of them, and which ones the current release knows.

That the other school is there is checked in `core.intake.checks.unit_rules`; a release keeps the pair in its manifest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from core.intake.findings import Place
from core.intake.reading.register.unit_register import Register
from core.intake.workbook.references import column_letter
from core.snapshots import Merger

_COLUMN = "successor"
"""The id of the column of the sheet of units that names the other school."""


class MergerLine(NamedTuple):
    """A unit by code, the one it was merged into by code or name, and where the sheet of units says so."""

    unit_id: str
    into: str
    place: Place


def known_mergers(mergers: Iterable[Merger]) -> dict[str, tuple[str, Place]]:
    """The mergers of the current release as a register holds them: no place of the return says so."""
    return {merger.unit: (merger.into, Place()) for merger in mergers}


def merger_of_line(
    texts: Mapping[str, str | None], columns: Mapping[str, int], sheet: str, number: int
) -> MergerLine | None:
    """What a line of the sheet of units says of a merger, None when it says nothing of one.

    `texts` are its texts by column id, `columns` the columns of the sheet, `number` is its number.
    """
    unit_id, into = texts["unit_id"], texts[_COLUMN]
    if not unit_id or not into:
        return None
    return MergerLine(unit_id, into, Place(sheet, number, column_letter(columns[_COLUMN])))


def note_mergers(register: Register, lines: Iterable[MergerLine]) -> None:
    """Note in the register who goes on for whom; a name that is not known stays as it was written."""
    for unit_id, into, place in lines:
        codes = register.codes(into)
        code = codes.pop() if len(codes) == 1 else into
        if register.mergers.get(unit_id, ("",))[0] != code:
            register.mergers[unit_id] = (code, place)
