"""Rules over what is reported of tasks, period by period."""

from __future__ import annotations

from collections.abc import Iterator

from core.intake.checks.candidate_release import CandidateRelease, place_of, report
from core.intake.checks.rules import Rule
from core.intake.findings import Finding
from core.tasks.periods import period_of


def future_periods(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A period that begins after the release: nothing can be reported of it."""
    (column,) = rule.measures
    for change in release.changes(rule.dataset):
        period = period_of(change.new[column])
        if period is not None and period.first_day > release.as_of:
            place = place_of(change, column)
            yield report(rule, change, "period", place, found=period.code, upper=release.as_of)
