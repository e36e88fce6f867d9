"""The rows that one table gave, and what the release knows that a table may leave out."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from core.cells.misread import MisreadError
from core.intake.form.layout import TEMPLATE_VERSION
from core.intake.message_values import MessageInput, TextId
from core.intake.reading.register.unit_register import Register
from core.intake.rows import RowEntry, UnitEntry
from core.intake.workbook.grid import Cell

_WITH_EXAMPLES = ("day_written_for_year", "month_for_year", "not_a_year", "school_year_span")


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


Subject = tuple[str, object]
"""A unit, and the task or milestone that a row of it is about."""


def subject_of(row: Mapping[str, Any]) -> Subject:
    """What keeps its attributes from row to row: a unit, or one task or milestone of it."""
    return row["unit_id"], row.get("milestone", row.get("task"))


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """What the current release knows and a table may leave out: attributes by dataset, subject and field.

    `years` are those it has of a unit, by dataset. `template` says that the table stands in a template of ours, none
    of whose columns may be missing. `due` is the newest year that is asked for, `version` that of the template.
    `safeguards` are the numbers the safeguards of the plan are reported under, in their order.
    """

    area: str
    register: Register
    attributes: Mapping[tuple[str, Subject, str], Any]
    source: str
    years: Set[tuple[str, str, int | None]]
    template: bool
    due: int
    version: int = TEMPLATE_VERSION
    safeguards: tuple[int, ...] = ()

    def examples(self, code: str) -> dict[str, MessageInput]:
        """The year that is due, and the next, for a finding whose sentence says how a year is to be written."""
        return {"due": self.due, "next": self.due + 1} if code in _WITH_EXAMPLES else {}


class LineUnits:
    """The entries of the register that lines name; each is looked for once for all lines that name it alike."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._units: dict[tuple[str, str, int | None], UnitEntry | MisreadError] = {}

    def find(self, id: str, name: str, year: int | None) -> UnitEntry:
        """The entry that a line names by its code or name. Raises MisreadError."""
        key = (id, name, year)
        if key not in self._units:
            self._units[key] = self._look_up(*key)
        unit = self._units[key]
        if isinstance(unit, MisreadError):
            raise MisreadError(unit.code, **unit.values)
        return unit

    def has(self, cells: Mapping[int, Cell]) -> bool:
        """Whether the only cell of a line names a unit, and is no caption or note."""
        return all(self._register.codes(cell.text) for cell in cells.values())

    def _look_up(self, id: str, name: str, year: int | None) -> UnitEntry | MisreadError:
        try:
            if not id and not name:
                raise MisreadError("blank_key", expected=TextId("intake.head.unit_name"))
            return self._register.find(id, name, year)
        except MisreadError as error:
            return error
