"""One publisher of returns at a time, so that nobody's change is lost between two who looked at the same release."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.intake.findings import IntakeError
from core.snapshots import ReleaseProblem, Releases, Snapshot, SnapshotError, releases
from core.snapshots.release import parse_release_id

try:
    import fcntl
except ImportError:  # Windows: the check below still holds, but for a moment between it and the renaming
    fcntl = None  # type: ignore[assignment]


@contextmanager
def turn(root: Path, onto: Snapshot | None) -> Iterator[None]:
    """Holds the folder of releases `root` while a return that was prepared on `onto` is published there.

    The lock is on the folder itself: it leaves no file, and the system lets go of it when the process dies. Raises
    IntakeError `busy` when another process publishes, `release_moved` when there is a newer release than `onto`, and
    SnapshotError when the folder cannot be used.
    """
    root = root.absolute()
    try:
        os.makedirs(root, exist_ok=True)
        descriptor = os.open(root, os.O_RDONLY) if fcntl is not None else -1
    except OSError as error:
        reason = errno.errorcode.get(error.errno or 0, "") or str(error)
        raise SnapshotError([ReleaseProblem("cannot_write", root.name, (("reason", reason),))]) from error
    try:
        if descriptor >= 0:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise IntakeError("busy") from error
        _refuse_moved(root, onto)
        yield
    finally:
        if descriptor >= 0:
            with suppress(OSError):  # the release is in place or not; letting go of the folder changes neither
                os.close(descriptor)


def damaged_since(found: Releases) -> ReleaseProblem | None:
    """A damaged release newer than the newest usable one; a return put onto the older one would lose what it held."""
    latest = found.latest()
    newest = None if latest is None else (latest.as_of, latest.revision)
    for each in found.problems:
        named = parse_release_id(each.file.split("/")[0])
        if not found.demonstration and named is not None and (newest is None or named > newest):
            return each
    return None


def _refuse_moved(root: Path, onto: Snapshot | None) -> None:
    found = releases(root)
    damaged = damaged_since(found)
    if damaged is not None and damaged.code == "file_unreadable":
        raise SnapshotError([damaged])
    if damaged is not None:
        raise IntakeError("release_damaged", release=damaged.file.split("/")[0])
    latest = found.latest()
    if latest is None:
        # The first own release of an installation goes onto the demonstration, which lies elsewhere, or onto nothing.
        moved = onto is not None and onto.directory.parent.absolute() == root
    else:
        moved = onto is None or latest.digest != onto.digest
    if moved:
        unreadable = [each for each in found.problems if each.code == "file_unreadable"]
        if unreadable:
            raise SnapshotError(unreadable)
        raise IntakeError("release_moved", release=latest.id if latest is not None else "–")
