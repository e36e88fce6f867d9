"""A return that was read, merged and checked, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.intake.findings import Finding, Severity
from core.intake.merging.merge import ChangeKind, MergeResult
from core.intake.reading.read_return import Reading
from core.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class Prepared:
    """A return that was read, merged and checked; nothing is written yet.

    `findings` are those of reading, merging and checking. `merged` is None when the file has personal data in it.
    `onto` is the release it goes onto, None for the first. `undefined` are the indicators of the return that the plan
    has no definition of.
    """

    reading: Reading
    merged: MergeResult | None
    findings: tuple[Finding, ...]
    onto: Snapshot | None
    plan: str
    as_of: date
    provisional: bool
    undefined: tuple[str, ...] = ()

    @property
    def faulty(self) -> int:
        """How many mistakes must be put right before it can be published."""
        return sum(1 for each in self.findings if each.severity is Severity.HARD)

    def count(self, happened: ChangeKind) -> int:
        """How many rows would be added, changed, made final or removed."""
        changes = () if self.merged is None else self.merged.changes
        return sum(1 for change in changes if change.happened is happened)
