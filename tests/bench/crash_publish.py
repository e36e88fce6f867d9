"""`tests/bench/crash_publish.py COUNT`: publishes a return so often in a process that is killed at a random moment."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.context import plan
from core.intake.publishing.check_return import check_return
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.publish import publish_return
from core.snapshots import releases, verify_release
from tests.support.intake_files import TEACHERS, workbook
from tests.support.release_frames import publish_tiny_release, tiny_release_frames

AUTUMN = date(2026, 9, 1)


def first_release(root: Path) -> None:
    """A release of a few rows, the one that must survive."""
    publish_tiny_release(root, frames={name: frame.head(3) for name, frame in tiny_release_frames().items()})


def ready(root: Path, teachers: int = 90) -> CheckedReturn:
    """A sound return onto the newest release of `root`: a school with so many full-time teachers."""
    found = releases(root)
    newest = found.latest()
    assert newest is not None
    sent = workbook([TEACHERS, ("示例中职学校 A", "公办", 2026, teachers, 45, 30)])
    return check_return(sent, "return.xlsx", found, plan(newest), AUTUMN)


def publish_once(prepared: CheckedReturn, root: Path) -> None:
    """Publish it; what is unusual in the small release is explained."""
    explanations = {each.id: "试验" for each in prepared.findings}
    publish_return(
        prepared,
        root,
        note="试验",
        note_en="",
        published_by="tests",
        published_at=datetime(2026, 9, 20, tzinfo=UTC),
        explanations=explanations,
    )


def _work(prepared: CheckedReturn, root: Path, begun: int) -> None:
    os.write(begun, b".")
    publish_once(prepared, root)


def killed(root: Path, prepared: CheckedReturn, after: float) -> int:
    """Publish in a process of its own and kill it `after` seconds; returns its exit code (-9: killed)."""
    reading, writing = os.pipe()
    process = multiprocessing.get_context("fork").Process(target=_work, args=(prepared, root, writing))
    process.start()
    os.read(reading, 1)
    time.sleep(after)
    if process.pid is not None and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    os.close(reading)
    os.close(writing)
    return process.exitcode or 0


def state(root: Path, before: bytes) -> str:
    """What is left: `old` or `new`. Raises AssertionError when a release is damaged, or the old one changed."""
    found = releases(root)
    assert found.problems == (), found.problems
    ids = [each.id for each in found.snapshots]
    assert ids in (["2025-09-01"], ["2025-09-01", "2026-09-01"]), ids
    for id in ids:
        assert verify_release(root / id) == (), id
    assert (root / "2025-09-01" / "manifest.toml").read_bytes() == before
    left = [entry.name for entry in root.iterdir() if entry.name not in ids and not entry.name.startswith(".tmp-")]
    assert left == []
    return "new" if len(ids) == 2 else "old"


def run(count: int, seed: int = 0) -> Counter[str]:
    """Kill so many publishers; how often the old and how often the new release was there afterwards."""
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        origin = Path(folder) / "origin"
        first_release(origin)
        before = (origin / "2025-09-01" / "manifest.toml").read_bytes()
        prepared = ready(origin)
        root = Path(folder) / "whole"
        shutil.copytree(origin, root)
        started = time.perf_counter()
        publish_once(prepared, root)
        usual = time.perf_counter() - started
        for number in range(count):
            root = Path(folder) / str(number)
            shutil.copytree(origin, root)
            killed(root, prepared, chance.uniform(0, 1.5 * usual))
            outcomes[state(root, before)] += 1
            publish_once(ready(root, 91), root)  # whatever is left, the next one gets through
            assert len(releases(root).snapshots) in (2, 3)
            shutil.rmtree(root)
    return outcomes


if __name__ == "__main__":
    print(dict(run(int(sys.argv[1]) if len(sys.argv) > 1 else 200)))
