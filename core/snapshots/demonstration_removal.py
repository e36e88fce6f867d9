"""The demonstration releases that come with the program: where they lie, and whether this installation shows them."""

from __future__ import annotations

from pathlib import Path

from core.plan.roots import is_program_district
from core.toml_entries import PlanError
from core.workspace import DATA, workspace

REMOVED = "demonstration-removed"
"""An empty file of this name in the workspace hides the demonstration: the program's own folder may be read-only."""


def demonstration_root() -> Path:
    """The demonstration releases that come with the program."""
    return DATA / "snapshots"


def has_demonstration() -> bool:
    """Whether there is a demonstration of this installation's district; so too while its plan cannot be read, which the
    pages say."""
    try:
        return is_program_district()
    except PlanError:
        return True


def is_demonstration_removed() -> bool:
    """Whether this installation has put the demonstration away."""
    return (workspace() / REMOVED).exists()


def remove_demonstration() -> bool:
    """Show the demonstration no more, and return whether it was shown before; no file of a release is deleted.

    Raises OSError when the workspace cannot be written.
    """
    if is_demonstration_removed():
        return False
    mark = workspace() / REMOVED
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    return True


def restore_demonstration() -> bool:
    """Show the demonstration again, and return whether it was away. Raises OSError as `remove_demonstration`."""
    if not is_demonstration_removed():
        return False
    (workspace() / REMOVED).unlink()
    return True
