"""Whether rows of the demonstration go into a release of one's own: never, unless somebody says so."""

from __future__ import annotations

from enum import StrEnum

from core.datasets import RowStatus
from core.intake.rows import Rows
from core.snapshots import Releases


class DemonstrationRows(StrEnum):
    """What becomes of the demonstration's rows when a return is put into the newest release."""

    LEAVE = "leave"  # they stay out: the release holds what was returned, and nothing else
    KEEP = "keep"  # the release is built upon them, to try things out; they stay marked


def usual_choice(releases: Releases) -> DemonstrationRows:
    """What is done unless somebody chooses: own data start clean, and what was begun is continued."""
    has_begun = releases.latest() is not None and not releases.demonstration
    return DemonstrationRows.KEEP if has_begun else DemonstrationRows.LEAVE


def is_there_a_choice(releases: Releases) -> bool:
    """Whether the newest release holds rows of the demonstration, so that somebody may choose."""
    latest = releases.latest()
    return latest is not None and latest.status == RowStatus.ILLUSTRATIVE


def releases_to_continue(releases: Releases, choice: DemonstrationRows) -> Releases:
    """The releases that a return continues: the own ones; without any, none or those of the demonstration."""
    if releases.demonstration and choice is DemonstrationRows.LEAVE:
        return Releases((), (), False, releases.snapshots)
    return releases


def without_demonstration(rows: Rows) -> Rows:
    """Rows of a release without those that were made up."""
    return {name: [row for row in table if row["status"] != RowStatus.ILLUSTRATIVE] for name, table in rows.items()}


def has_demonstration(rows: Rows) -> bool:
    """Whether any row was made up."""
    return any(row["status"] == RowStatus.ILLUSTRATIVE for table in rows.values() for row in table)
