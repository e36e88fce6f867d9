"""Dated, write-once releases of the data: list, choose, verify and publish them; every data path comes from here."""

from core.snapshots.checking import verify_release
from core.snapshots.demonstration_removal import demonstration_root, has_demonstration
from core.snapshots.former_versions import is_stored_as_now, stored_table
from core.snapshots.listing import releases, with_demonstration
from core.snapshots.publishing import publish
from core.snapshots.releases import (
    DatasetFile,
    Explanation,
    Merger,
    Origin,
    ReleaseProblem,
    Releases,
    Snapshot,
    SnapshotError,
    SourceReturn,
    UnitList,
    no_snapshot,
)

__all__ = [
    "DatasetFile",
    "Explanation",
    "Merger",
    "Origin",
    "ReleaseProblem",
    "Releases",
    "Snapshot",
    "SnapshotError",
    "SourceReturn",
    "UnitList",
    "demonstration_root",
    "has_demonstration",
    "is_stored_as_now",
    "no_snapshot",
    "publish",
    "releases",
    "stored_table",
    "verify_release",
    "with_demonstration",
]
