"""One publisher at a time, and only onto the release the return was checked against."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.intake.findings import IntakeError
from core.intake.publishing import publish_lock as module
from core.intake.publishing.publish_lock import newer_damaged_release, publish_lock
from core.snapshots import ReleaseProblem, Releases, SnapshotError


def release(id: str = "2025-09-01", digest: str = "d", root: Path = Path("/elsewhere"), revision: int = 1) -> Any:
    as_of = date.fromisoformat(id[:10])
    return SimpleNamespace(id=id, as_of=as_of, revision=revision, digest=digest, directory=root / id)


def problem(file: str, code: str = "digest_differs") -> ReleaseProblem:
    return ReleaseProblem(code, file)


def refusal(root: Path, base: Any) -> tuple[str, dict[str, str]]:
    """Why a return may not be published now."""
    with pytest.raises(IntakeError) as refused, publish_lock(root, base):
        pytest.fail("nobody may come this far")
    return refused.value.code, refused.value.values


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets what is in the folder of releases."""

    def put(*snapshots: Any, problems: tuple[ReleaseProblem, ...] = ()) -> None:
        monkeypatch.setattr(module, "releases", lambda _: Releases(snapshots, problems, False))

    return put


def test_the_folder_is_made_and_locked_until_the_return_is_published(tmp_path: Path) -> None:
    root = tmp_path / "home" / "snapshots"
    with publish_lock(root, None):
        assert list(root.iterdir()) == []
        assert refusal(root, None) == ("busy", {})
    with publish_lock(root, None):
        pass
    with pytest.raises(KeyError), publish_lock(root, None):
        raise KeyError
    with publish_lock(root, None):
        pass


def test_a_relative_folder_is_the_one_below_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    there()
    assert refusal(Path("snapshots"), release(root=tmp_path / "snapshots")) == ("release_moved", {"release": "–"})
    assert (tmp_path / "snapshots").is_dir()


def test_the_first_release_follows_nothing_or_one_that_lies_elsewhere(tmp_path: Path, there: Any) -> None:
    there()
    for base in (None, release(root=tmp_path / "demonstration")):
        with publish_lock(tmp_path, base):
            pass
    assert refusal(tmp_path, release(root=tmp_path)) == ("release_moved", {"release": "–"})


def test_a_return_goes_onto_the_release_it_was_checked_against(tmp_path: Path, there: Any) -> None:
    there(release("2024-09-01", "old"), release("2025-09-01", "new"))
    with publish_lock(tmp_path, release("2025-09-01", "new")):
        pass
    for base in (None, release("2024-09-01", "old"), release("2025-09-01", "other")):
        assert refusal(tmp_path, base) == ("release_moved", {"release": "2025-09-01"})


def test_a_damaged_release_after_the_newest_is_named(tmp_path: Path, there: Any) -> None:
    newest = release("2024-09-01")
    there(newest, problems=(problem("2025-09-01.r2/teachers.parquet"),))
    assert refusal(tmp_path, newest) == ("release_damaged", {"release": "2025-09-01.r2"})
    there(newest, problems=(problem("2023-09-01/teachers.parquet"),))
    with publish_lock(tmp_path, newest):
        pass


def test_a_release_that_cannot_be_read_now_is_a_problem_of_the_disk(tmp_path: Path, there: Any) -> None:
    newest = release("2024-09-01")
    unreadable = problem("2025-09-01/teachers.parquet", "file_unreadable")
    there(newest, problems=(unreadable,))
    with pytest.raises(SnapshotError) as refused, publish_lock(tmp_path, newest):
        pytest.fail("nobody may come this far")
    assert refused.value.problems == (unreadable,)
    others = (problem("2022-09-01/m"), problem("2023-09-01/m", "file_unreadable"), problem("notes", "file_unreadable"))
    there(newest, problems=others)
    with publish_lock(tmp_path, newest):
        pass
    with pytest.raises(SnapshotError) as refused, publish_lock(tmp_path, release(digest="other")):
        pytest.fail("nobody may come this far")
    assert refused.value.problems == others[1:]


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ((), None),
        (("2025-09-01.r3/teachers.parquet",), "2025-09-01.r3/teachers.parquet"),
        (("2025-09-02",), "2025-09-02"),
        (("2025-09-01.r2/manifest.toml",), None),  # the newest itself
        (("2025-09-01/manifest.toml", "2024-12-31"), None),
        (("notes.txt", "2024-12-31", "2026-09-01", "2027-09-01"), "2026-09-01"),
    ],
)
def test_only_what_is_damaged_after_the_newest_release_counts(files: tuple[str, ...], named: str | None) -> None:
    problems = tuple(problem(file) for file in files)
    snapshots = (release("2025-08-01"), release("2025-09-01.r2", revision=2))
    damaged = newer_damaged_release(Releases(snapshots, problems, False))
    assert (None if damaged is None else damaged.file) == named
    assert newer_damaged_release(Releases(snapshots, problems, True)) is None


def test_without_a_usable_release_any_damaged_one_counts() -> None:
    problems = (problem("notes.txt"), problem("2020-09-01/manifest.toml"))
    damaged = newer_damaged_release(Releases((), problems, False))
    assert damaged == problems[1]
    assert newer_damaged_release(Releases((), problems[:1], False)) is None


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "no"), "EACCES"),
        (OSError("out of luck"), "out of luck"),
        (OSError(9999, "odd"), "[Errno 9999] odd"),
    ],
)
def test_a_folder_that_cannot_be_made_is_told_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(module.os, "makedirs", fail)
    with pytest.raises(SnapshotError) as refused, publish_lock(tmp_path / "snapshots", None):
        pytest.fail("nobody may come this far")
    assert refused.value.problem == ReleaseProblem("cannot_write", "snapshots", (("reason", reason),))


def test_where_folders_cannot_be_locked_the_release_is_still_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: Any
) -> None:
    monkeypatch.setattr(module, "fcntl", None)
    there()
    with publish_lock(tmp_path, None), publish_lock(tmp_path, None):
        pass
    there(release())
    assert refusal(tmp_path, None) == ("release_moved", {"release": "2025-09-01"})
