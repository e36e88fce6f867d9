"""The rows that one table gave, and what the release knows that a table may leave out."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from core.intake.reading.register.unit_register import Register
from core.intake.rows import RowEntry


@dataclass(slots=True)
class TableRows:
    """What one table gave: rows, required cells left blank, and the numbers of lines without any value (`unfilled`).

    `failed` are rows whose value cannot be understood, `misread` lines of which not even the row is known.
    """

    entries: list[RowEntry] = field(default_factory=list)
    blanks: list[RowEntry] = field(default_factory=list)
    failed: list[RowEntry] = field(default_factory=list)
    misread: list[int] = field(default_factory=list)
    unfilled: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    totals: int = 0
    ignored: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """What the current release knows and a table may leave out: attributes by (dataset, unit code, field).

    `years` are those it has of a unit, by dataset. `template` says that the table stands in a template of ours, none
    of whose columns may be missing.
    """

    area: str
    register: Register
    attributes: Mapping[tuple[str, str, str], Any]
    source: str
    years: Set[tuple[str, str, int | None]]
    template: bool
