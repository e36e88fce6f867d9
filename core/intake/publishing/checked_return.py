"""A return that was read, merged and checked, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.intake.findings import Finding, Severity
from core.intake.merging.merge import ChangeKind, MergeResult
from core.intake.publishing.unit_list_statement import KnownUnits
from core.intake.reading.read_return import Reading
from core.snapshots import Snapshot
from core.tasks.of_plan import MadeUnder


@dataclass(frozen=True, slots=True)
class CheckedReturn:
    """A return that was read, merged and checked; nothing is written yet.

    `findings` are those of reading, merging and checking. `merged` is None when the file has personal data in it.
    `base` is the release the return is merged into, None for the first one. `plan` is the id of the plan in force.
    `undefined` are the indicators of the return that the plan does not define. `left_out` is how many rows of the
    demonstration that stand in `base` are not in the release to be. `units` is its list of units, None
    without `merged`. `made_under` tells its task reports from those on another plan, None where there is a single one.
    `tasks` are the numbers of the plan's tasks (None: whatever is reported is one), `safeguards` those its safeguards
    are reported under, in their order.
    """

    reading: Reading
    merged: MergeResult | None
    findings: tuple[Finding, ...]
    base: Snapshot | None
    plan: str
    as_of: date
    provisional: bool
    undefined: tuple[str, ...] = ()
    left_out: int = 0
    units: KnownUnits | None = None
    made_under: MadeUnder | None = None
    tasks: frozenset[int] | None = None
    safeguards: tuple[int, ...] = ()

    @property
    def starts_clean(self) -> bool:
        """Whether the release to be is the first of one's own data, so that only units that have reported are known."""
        return self.base is None or bool(self.left_out)

    @property
    def mistakes(self) -> int:
        """How many mistakes must be corrected before the return can be published."""
        return len(self.findings_of(Severity.HARD))

    def findings_of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity, in the order of the file."""
        return tuple(finding for finding in self.findings if finding.severity is severity)

    def count(self, kind: ChangeKind) -> int:
        """How many rows would be added, changed, made final or removed."""
        changes = () if self.merged is None else self.merged.changes
        return sum(1 for change in changes if change.happened is kind)
