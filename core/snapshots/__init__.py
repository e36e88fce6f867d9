"""Dated, write-once releases of the data: list, choose, verify and publish them; every data path comes from here."""

from core.snapshots.checking import verify_release
from core.snapshots.listing import demonstration_root, has_demonstration, releases
from core.snapshots.publishing import publish
from core.snapshots.releases import (
    DatasetFile,
    Explanation,
    Origin,
    ReleaseProblem,
    Releases,
    Snapshot,
    SnapshotError,
    SourceReturn,
    Successor,
)

__all__ = [
    "DatasetFile",
    "Explanation",
    "Origin",
    "ReleaseProblem",
    "Releases",
    "Snapshot",
    "SnapshotError",
    "SourceReturn",
    "Successor",
    "demonstration_root",
    "has_demonstration",
    "publish",
    "releases",
    "verify_release",
]
