"""Rules over what a return changes in figures that are published already, or takes out of them."""

from __future__ import annotations

from collections.abc import Iterator

from core.datasets import RowStatus
from core.intake.checks.candidate_release import CandidateRelease, report
from core.intake.checks.rules import Rule
from core.intake.findings import Finding, Place
from core.intake.merging.merge import ChangeKind
from core.intake.merging.row_content import row_content, value_heading
from core.intake.message_values import MessageInput


def revisions(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    for change in release.touched:
        old, new = change.old, change.new
        if old is None or "value" not in old or old["provisional"]:
            continue
        if (old["value"], old["symbol"]) != (new["value"], new["symbol"]):
            yield report(rule, change, "revision", year=old.get("year", ""), old=row_content(old), new=row_content(new))


def made_up_values(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    for change in release.touched:
        old, new = change.old, change.new
        if old is None or "value" not in old or old["status"] != RowStatus.ILLUSTRATIVE:
            continue
        if new["status"] != RowStatus.ILLUSTRATIVE and old["value"] is not None and old["value"] == new["value"]:
            yield report(rule, change, "made_real", year=old.get("year", ""), value=row_content(new))


def removed_rows(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    for change in release.merged.changes:
        if change.happened is ChangeKind.REMOVED and change.old is not None:
            old = change.old
            place = Place(
                next((e.sheet for (name, _), e in release.merged.entries.items() if name == change.dataset), "")
            )
            values: dict[str, MessageInput] = {
                "unit": old["unit_name"],
                "old": row_content(old),
                "name": value_heading(change.dataset, old),
            }
            if "year" in old:
                yield report(rule, change, "removed", place, **values, year=old["year"])
            else:
                yield report(rule, change, "removed_line", place, **values)
