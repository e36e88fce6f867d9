"""How the plans of a district follow each other: years two of them cover, years none does, plans issued late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.plan.entries import PlanHead


class Break(StrEnum):
    """Where one plan does not simply follow another."""

    OVERLAP = "overlap"
    GAP = "gap"
    ISSUED_LATE = "issued_late"


@dataclass(frozen=True, slots=True)
class SuccessionNote:
    """One such place: the plan that begins there, the one before it if any, and the years it is about, inclusive."""

    kind: Break
    plan: PlanHead
    before: PlanHead | None
    first: int
    last: int

    def concerns(self, on: date) -> bool:
        """Whether a day lies there, so that which plan counts on it needs saying."""
        return self.first <= on.year <= self.last and (self.kind is not Break.ISSUED_LATE or on < self.plan.issued)


def succession_notes(heads: Sequence[PlanHead]) -> tuple[SuccessionNote, ...]:
    """Every such place of the plans of one district, the earliest first."""
    notes: list[SuccessionNote] = []
    before: PlanHead | None = None
    for head in sorted(heads, key=lambda head: (head.horizon_from, head.issued, head.id)):
        if before is not None and head.horizon_from <= before.horizon_to:
            last = min(head.horizon_to, before.horizon_to)
            notes.append(SuccessionNote(Break.OVERLAP, head, before, head.horizon_from, last))
        elif before is not None and head.horizon_from > before.horizon_to + 1:
            notes.append(SuccessionNote(Break.GAP, head, before, before.horizon_to + 1, head.horizon_from - 1))
        if head.horizon_from < head.issued.year:
            notes.append(SuccessionNote(Break.ISSUED_LATE, head, before, head.horizon_from, head.issued.year))
        if before is None or head.horizon_to >= before.horizon_to:
            before = head
    return tuple(notes)
