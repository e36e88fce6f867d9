"""What is wrong or unusual in a return: with sheet, row, column, code and values; refusals of a whole file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.intake.message_values import MessageInput, MessageValue, key_of_value, message_value


class Severity(StrEnum):
    """What follows from a finding."""

    HARD = "hard"  # must be put right
    SOFT = "soft"  # passes with a written explanation
    NOTE = "note"  # how something was understood; nothing to do


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the name of the sheet, the row (from 1; 0: the whole sheet) and the column ("" or A…).

    A CSV file has one sheet, called like the file.
    """

    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `values` fill in the sentence `intake.finding.<code>`; `rule` names the rule of checks.toml.

    `subject` says what it is about (dataset and key) in a way that stays the same when rows move.
    """

    code: str
    severity: Severity
    place: Place
    values: tuple[tuple[str, MessageValue], ...] = ()
    rule: str = ""
    subject: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Eight characters an explanation refers to; they depend on the values, so another number asks anew."""
        values = (f"{name}={key_of_value(value)}" for name, value in self.values)
        parts = (self.code, self.rule, *self.subject, *values)
        if not self.subject:
            parts = (*parts, self.place.sheet, str(self.place.row), self.place.column)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def finding(code: str, severity: Severity, place: Place, /, **values: MessageInput) -> Finding:
    """A finding of the reading or the merging; numbers and days among its values become text."""
    return Finding(code, severity, place, message_values(values))


def message_values(values: Mapping[str, MessageInput]) -> tuple[tuple[str, MessageValue], ...]:
    """The values of a finding as they are kept."""
    return tuple((name, message_value(value)) for name, value in values.items())


class IntakeError(Exception):
    """A file that cannot be read or published: one sentence `intake.refused.<code>` with the remedy."""

    def __init__(self, code: str, /, **values: object) -> None:
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(f"{code} {self.values}" if self.values else code)


@dataclass(slots=True)
class Findings:
    """A list of findings that keeps at most `limit` of one code and sheet: a wrong column gives no ten thousand."""

    limit: int = 200
    items: list[Finding] = field(default_factory=list)
    _counts: dict[tuple[str, str, str, Severity], int] = field(default_factory=dict)

    def add(self, item: Finding) -> None:
        """Add a finding; beyond the limit it is counted under `and_more`, a note is dropped."""
        kind = (item.code, item.rule, item.place.sheet, item.severity)
        self._counts[kind] = self._counts.get(kind, 0) + 1
        if self._counts[kind] <= self.limit:
            self.items.append(item)

    def all(self) -> tuple[Finding, ...]:
        """Every finding in the order in which they were added, and how many were cut off."""
        cut = [
            finding("and_more", severity, Place(sheet), number=count - self.limit, shown=self.limit)
            for (_, _, sheet, severity), count in self._counts.items()
            if count > self.limit and severity is not Severity.NOTE
        ]
        return (*self.items, *cut)
