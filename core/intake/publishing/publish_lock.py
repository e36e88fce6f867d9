"""Lets one process at a time publish a return, so that no change is lost between two that saw the same release."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.intake.findings import IntakeError
from core.snapshots import ReleaseProblem, Releases, Snapshot, SnapshotError, releases
from core.snapshots.releases import parse_release_id

try:
    import fcntl
except ImportError:  # Windows: the check below still works, but for a moment between it and the renaming
    fcntl = None  # type: ignore[assignment]


@contextmanager
def publish_lock(root: Path, base: Snapshot | None) -> Iterator[None]:
    """Lock the folder of releases `root` while a return that was checked against `base` is published there.

    The lock is on the folder itself: it leaves no file, and the system releases it when the process dies. Raises
    IntakeError `busy` when another process is publishing, `release_moved` when there is a newer release than `base`,
    and SnapshotError when the folder cannot be used.
    """
    root = root.absolute()
    try:
        os.makedirs(root, exist_ok=True)
        descriptor = None if fcntl is None else os.open(root, os.O_RDONLY)
    except OSError as error:
        reason = errno.errorcode.get(error.errno or 0, "") or str(error)
        raise SnapshotError([ReleaseProblem("cannot_write", root.name, (("reason", reason),))]) from error
    try:
        if descriptor is not None:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise IntakeError("busy") from error
        _check_base(root, base)
        yield
    finally:
        if descriptor is not None:
            with suppress(OSError):  # the release is in place or not; closing the folder changes neither
                os.close(descriptor)


def newer_damaged_release(releases: Releases) -> ReleaseProblem | None:
    """The problem of a damaged release newer than the newest usable one: a return merged into the older one would
    lose what the damaged one contains."""
    if releases.demonstration:
        return None
    latest = releases.latest()
    newest = None if latest is None else (latest.as_of, latest.revision)
    for problem in releases.problems:
        release = parse_release_id(problem.file.split("/")[0])
        if release is not None and (newest is None or release > newest):
            return problem
    return None


def _check_base(root: Path, base: Snapshot | None) -> None:
    """Raise unless the newest release in `root` is still `base`."""
    current = releases(root)
    damaged = newer_damaged_release(current)
    if damaged is not None and damaged.code == "file_unreadable":
        raise SnapshotError([damaged])
    if damaged is not None:
        raise IntakeError("release_damaged", release=damaged.file.split("/")[0])
    latest = current.latest()
    if _is_latest(base, latest, root):
        return
    unreadable = [problem for problem in current.problems if problem.code == "file_unreadable"]
    if unreadable:
        raise SnapshotError(unreadable)
    raise IntakeError("release_moved", release=latest.id if latest is not None else "–")


def _is_latest(base: Snapshot | None, latest: Snapshot | None, root: Path) -> bool:
    if latest is None:
        # The first own release of an installation follows the demonstration, which lies elsewhere, or nothing.
        return base is None or base.directory.parent.absolute() != root
    return base is not None and latest.digest == base.digest
