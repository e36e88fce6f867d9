"""A publisher that is killed, or whose disk fails, leaves the old release or the new one, whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.snapshots import SnapshotError, releases
from tests.bench.crash_publish import first_release, publish_once, ready, run, state
from tests.support.disk_faults import OneFault


def test_a_publisher_killed_at_random_moments_leaves_a_whole_release() -> None:
    outcomes = run(12)
    assert sum(outcomes.values()) == 12
    assert set(outcomes) <= {"old", "new"}


def test_whatever_call_fails_while_a_return_is_published_a_whole_release_is_there(tmp_path: Path) -> None:
    first_release(tmp_path / "origin")
    before = (tmp_path / "origin" / "2025-09-01" / "manifest.toml").read_bytes()
    prepared = ready(tmp_path / "origin")
    outcomes: dict[str, int] = {}
    for fails_at in range(1, 1000):
        root = tmp_path / str(fails_at)
        shutil.copytree(tmp_path / "origin", root)
        with pytest.MonkeyPatch.context() as patch:
            fault = OneFault(patch, fails_at)
            try:
                publish_once(prepared, root)
                told = "published"
            except SnapshotError as error:
                told = error.problem.code
        found = state(root, before)
        assert found == ("new" if told in ("published", "not_flushed") else "old")
        outcomes[told] = outcomes.get(told, 0) + 1
        shutil.rmtree(root)
        if not fault.failed:
            break
    assert outcomes["cannot_write"] > 50
    assert set(outcomes) == {"cannot_write", "file_unreadable", "not_flushed", "published"}


def test_a_release_published_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    first_release(tmp_path)
    one, other = ready(tmp_path), ready(tmp_path)
    publish_once(one, tmp_path)
    with pytest.raises(Exception, match="release_moved"):
        publish_once(other, tmp_path)
    assert [each.id for each in releases(tmp_path).snapshots] == ["2025-09-01", "2026-09-01"]
