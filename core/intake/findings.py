"""What is wrong or worth a word in a return: with sheet, row, column, code and values; refusals of a whole file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


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
    values: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    subject: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Eight characters an explanation refers to; the values are part of it, so another number asks anew."""
        parts = (self.code, self.rule, *self.subject, *(f"{name}={value}" for name, value in self.values))
        if not self.subject:
            parts = (*parts, self.place.sheet, str(self.place.row), self.place.column)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def finding(code: str, severity: Severity, place: Place, /, **values: object) -> Finding:
    """A finding of the reading itself, with its values as text."""
    return Finding(code, severity, place, tuple((name, str(value)) for name, value in values.items()))


class IntakeError(Exception):
    """A file that cannot be taken at all: one sentence `intake.refused.<code>` with the remedy."""

    def __init__(self, code: str, /, **values: object) -> None:
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(f"{code} {self.values}" if self.values else code)


@dataclass(slots=True)
class Findings:
    """Collects findings, at most `most` of one code and sheet: a wrong column is told once, not ten thousand times."""

    most: int = 200
    found: list[Finding] = field(default_factory=list)
    _counts: dict[tuple[str, str, str, Severity], int] = field(default_factory=dict)

    def add(self, each: Finding) -> None:
        """Add a finding; beyond the limit it is counted under `and_more`, a note is dropped."""
        kind = (each.code, each.rule, each.place.sheet, each.severity)
        self._counts[kind] = self._counts.get(kind, 0) + 1
        if self._counts[kind] <= self.most:
            self.found.append(each)

    def all(self) -> tuple[Finding, ...]:
        """Everything found, in the order of sheets and rows as added, and what was cut off."""
        cut = [
            finding("and_more", severity, Place(sheet), number=count - self.most, shown=self.most)
            for (_, _, sheet, severity), count in self._counts.items()
            if count > self.most and severity is not Severity.NOTE
        ]
        return (*self.found, *cut)
