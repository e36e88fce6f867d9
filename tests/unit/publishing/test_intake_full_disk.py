"""A disk that is really full while a return is published: told in a sentence, the releases before it stay whole."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.problem_sentences import problem_sentence
from core.snapshots import SnapshotError, releases, verify_release
from tests.support.intake.small_demonstration import prepared
from tests.support.intake_files import TEACHERS, ZH, workbook
from tests.support.returns import publish_explained


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for one release and a bit; skipped where nobody may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(disk)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_told_and_leaves_nothing_half_written(small_disk: Path) -> None:
    ready = prepared(workbook([TEACHERS, ("示例中职学校A", "公办", 2026, 150, 95, 64)]))
    why = {each.id: "属实" for each in ready.findings}
    root = small_disk / "snapshots"
    root.mkdir()
    (small_disk / "ballast").write_bytes(b"x" * 330_000)
    with pytest.raises(SnapshotError) as refused:
        publish_explained(ready, root, **why)
    assert not problem_sentence(refused.value.problem, ZH).startswith("problem.")
    assert releases(root).snapshots == ()
    assert [each.name for each in root.iterdir() if each.is_dir()] == []
    (small_disk / "ballast").unlink()
    first = publish_explained(ready, root, **why)
    assert verify_release(root / first.id) == ()
