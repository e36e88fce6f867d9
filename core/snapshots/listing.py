"""Where releases lie and which of them are usable; cheap enough for every run of a page."""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path

from core.datasets import DATASETS
from core.snapshots.checking import read_release
from core.snapshots.demonstration_removal import demonstration_root, has_demonstration, is_demonstration_removed
from core.snapshots.releases import (
    DEMONSTRATION,
    MANIFEST,
    ReleaseProblem,
    Releases,
    Snapshot,
    parse_release_id,
    release_problem,
)
from core.workspace import workspace

_FILES = frozenset({MANIFEST, *(f"{name}.parquet" for name in DATASETS)})
REMEMBERED_RELEASES = 1024  # releases; some kilobytes each
UNSETTLED_NS = 50_000_000  # a second write within one tick of the file system's clock would leave no trace

_Marks = tuple[tuple[str, int, int, int, int], ...]
_Finding = tuple[Snapshot | None, tuple[ReleaseProblem, ...]]

remembered: OrderedDict[str, tuple[_Marks, _Finding]] = OrderedDict()
_lock = threading.Lock()


def releases(root: Path | None = None) -> Releases:
    """The releases in `root`, usable ones and problems, as they lie on the disk now.

    Without `root`: those of the workspace, and the demonstration releases beside them; the demonstration alone when
    the workspace has none, not even a damaged one; nothing of the demonstration once it was removed, nor where the
    district is not the one it is for: the rows of one district never stand in for those of another.
    A release is usable when its manifest and all files are there, the hashes are right, and every column of the
    contract is there with its type. Names with a leading dot and plain files beside the releases are passed over.
    """
    if root is not None:
        return _list(root.absolute(), demonstration=False, required=True)
    own = _list(workspace() / "snapshots", demonstration=False, required=False)
    if is_demonstration_removed() or not has_demonstration():
        return own
    demonstration = _list(demonstration_root(), demonstration=True, required=False)
    return with_demonstration(own, demonstration) if own.snapshots or own.problems else demonstration


def with_demonstration(own: Releases, demonstration: Releases) -> Releases:
    """Own releases with those of the demonstration beside them, under another id where both have the same: who asks for
    a release of their own that is damaged must not be shown made-up figures of that day instead."""
    ids = {snapshot.id for snapshot in own.snapshots} | {problem.file.split("/")[0] for problem in own.problems}
    beside = (
        replace(snapshot, id=snapshot.id + DEMONSTRATION) if snapshot.id in ids else snapshot
        for snapshot in demonstration.snapshots
    )
    return replace(own, beside=tuple(beside))


def _list(root: Path, *, demonstration: bool, required: bool) -> Releases:
    try:
        with os.scandir(root) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith(".") and entry.is_dir())
    except FileNotFoundError:
        problems = (release_problem("root_missing", root.name),) if required else ()
        return Releases((), problems, demonstration)
    except OSError as error:
        unreadable = release_problem("workspace_unreadable", root.name, reason=error.strerror or error)
        return Releases((), (unreadable,), demonstration)
    findings = [_finding(root, name) for name in names]
    snapshots = sorted(
        (snapshot for snapshot, _ in findings if snapshot is not None),
        key=lambda snapshot: (snapshot.as_of, snapshot.revision),
    )
    return Releases(tuple(snapshots), tuple(problem for _, problems in findings for problem in problems), demonstration)


def _finding(root: Path, name: str) -> _Finding:
    if parse_release_id(name) is None:
        return None, (release_problem("bad_directory_name", name, found=name),)
    directory = os.path.join(root, name)
    try:
        marks = _marks(directory)
    except OSError as error:
        return None, (release_problem("file_unreadable", name, reason=error.strerror or error),)
    with _lock:
        known = remembered.get(directory)
        if known is not None and known[0] == marks:
            remembered.move_to_end(directory)
            return known[1]
    finding = read_release(root / name, name)
    if _settled(marks) and not any(problem.code == "file_unreadable" for problem in finding[1]):
        with _lock:
            remembered[directory] = (marks, finding)
            remembered.move_to_end(directory)
            while len(remembered) > REMEMBERED_RELEASES:
                remembered.popitem(last=False)
    return finding


def _marks(directory: str) -> _Marks:
    """What changes when a file does: size, inode and both times; a copy may keep the time of its content, not both."""
    with os.scandir(directory) as entries:
        marks = []
        for entry in entries:
            if entry.name in _FILES:
                try:
                    state = entry.stat()
                except FileNotFoundError:  # removed since, or a link to nowhere
                    continue
                marks.append((entry.name, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino))
    return tuple(sorted(marks))


def _settled(marks: _Marks) -> bool:
    now = time.time_ns()
    return all(
        abs(now - changed) > UNSETTLED_NS for _, _, modified, created, _ in marks for changed in (modified, created)
    )
