"""A school that was merged into another: which one goes on, as the sheet of units says it.

That the other one is there is checked in `core.intake.checks.unit_rules`; a release keeps the pair in its manifest.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.intake.findings import Place
from core.intake.reading.unit_register import Register


class Merger(NamedTuple):
    """A unit by code, the one it was merged into by code or name, and where the sheet of units says so."""

    unit_id: str
    into: str
    place: Place


def note_mergers(register: Register, mergers: Iterable[Merger]) -> None:
    """Note in the register who goes on for whom; a name that is not known stays as it was written."""
    for unit_id, into, place in mergers:
        codes = register.codes(into)
        code = codes.pop() if len(codes) == 1 else into
        if register.successors.get(unit_id, ("",))[0] != code:
            register.successors[unit_id] = (code, place)
