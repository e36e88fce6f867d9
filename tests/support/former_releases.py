"""Releases of former schema versions, as the program of that time wrote them."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.snapshots import Snapshot, manifest

_FORMER = Path(__file__).parent
SCHEMA_1 = "2024-09-01"
"""The demonstration release of September 2024 in schema version 1: ten datasets, tasks without periods."""
FORM_1 = _FORMER / "schema_1" / "form.xlsx"
"""The form of the district as one unit that was made from it, in template version 1."""


def release_of_schema_1(root: Path) -> Snapshot:
    """A copy of it in `root`, a folder of releases."""
    shutil.copytree(_FORMER / "schema_1" / SCHEMA_1, root / SCHEMA_1)
    return manifest.read(root.absolute() / SCHEMA_1, SCHEMA_1)
