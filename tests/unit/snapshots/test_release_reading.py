"""What is said of releases in every case: names, problems in words, where a problem lies and what the disk answered."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.datasets import DATASETS
from core.snapshots import ReleaseProblem, SnapshotError, listing, releases, verify_release
from core.snapshots.checking import row_problems
from core.snapshots.manifest_tables import MergerTable
from core.snapshots.releases import parse_release_id, release_id, release_problem
from tests.support.release_frames import publish_tiny_release, tiny_release, tiny_release_frames

TEACHERS = "2025-09-01/teachers.parquet"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One release, of September 2025."""
    tiny_release(tmp_path / "snapshots")
    return tmp_path / "snapshots"


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if all files had lain there for a while."""
    monkeypatch.setattr(listing, "UNSETTLED_NS", -1)


def rewrite_teachers(root: Path, change: Callable[[pa.Table], pa.Table]) -> Path:
    """Change the teachers of the release, with a manifest that agrees."""
    directory = root / "2025-09-01"
    file, manifest = directory / "teachers.parquet", directory / "manifest.toml"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    pq.write_table(change(pq.read_table(file)), file)
    after = hashlib.sha256(file.read_bytes()).hexdigest()
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    return directory


@pytest.mark.parametrize(
    ("name", "day", "revision"),
    [
        ("2024-09-01", date(2024, 9, 1), 1),
        ("2024-09-01.r2", date(2024, 9, 1), 2),
        ("2024-12-31.r10", date(2024, 12, 31), 10),
    ],
)
def test_the_name_of_a_release_is_its_date_and_from_the_second_on_its_revision(
    name: str, day: date, revision: int
) -> None:
    assert release_id(day, revision) == name
    assert parse_release_id(name) == (day, revision)


def test_a_problem_in_words_names_the_file_the_code_and_the_detail_if_there_is_any() -> None:
    bare, full = release_problem("manifest_missing", "a/b"), release_problem("row_count", "c", expected=2, found="x")
    assert (str(bare), str(full)) == ("a/b: manifest_missing", "c: row_count (expected='2', found='x')")
    assert str(SnapshotError([bare, full])) == "a/b: manifest_missing; c: row_count (expected='2', found='x')"
    assert SnapshotError([bare, full]).problem == bare
    assert full.values() == {"file": "c", "expected": "2", "found": "x"}


def test_a_table_of_a_manifest_cannot_be_changed() -> None:
    entry = MergerTable(unit="a", into="b")
    with pytest.raises(ValueError, match="frozen"):
        entry.into = "c"


def test_the_release_of_the_working_directory_can_be_verified(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "2025-09-01")
    assert verify_release(Path()) == ()
    assert verify_release(Path("..") / "2025-09-01") == ()
    monkeypatch.chdir(root)
    assert verify_release(Path()) == (ReleaseProblem("bad_directory_name", "snapshots", (("found", "snapshots"),)),)


def test_a_directory_where_a_file_belongs_is_named_with_what_the_disk_says(root: Path) -> None:
    for name in ("teachers.parquet", "manifest.toml"):
        (root / "2025-09-01" / name).unlink()
        (root / "2025-09-01" / name).mkdir()
        assert releases(root).problems == (
            ReleaseProblem("file_unreadable", f"2025-09-01/{name}", (("reason", "Is a directory"),)),
        )


def test_a_file_in_place_of_the_directory_of_releases_is_named_with_what_the_disk_says(root: Path) -> None:
    (problem,) = releases(root / "2025-09-01" / "manifest.toml").problems
    assert problem == ReleaseProblem("workspace_unreadable", "manifest.toml", (("reason", "Not a directory"),))


def test_a_release_that_may_not_be_looked_into_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("2025-09-01"):
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (problem,) = releases(root).problems
    assert problem == ReleaseProblem("file_unreadable", "2025-09-01", (("reason", "Permission denied"),))


def test_without_any_release_at_all_the_demonstration_is_empty_and_nothing_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(listing, "demonstration_root", lambda: tmp_path / "nowhere")
    assert releases() == listing.Releases((), (), demonstration=True)


# --- what is in the files --------------------------------------------------------------------------------------------


def test_every_column_that_is_missing_or_of_another_type_is_named(root: Path) -> None:
    def change(table: pa.Table) -> pa.Table:
        smaller = table.drop_columns(["unit_name", "symbol"])
        area = pa.array([500110] * len(smaller))
        return smaller.set_column(0, "area", area).append_column("measure", area)

    expected = (
        release_problem("wrong_type", TEACHERS, column="area", expected="string", found="int64"),
        release_problem("missing_column", TEACHERS, column="unit_name", expected="string"),
        release_problem("wrong_type", TEACHERS, column="measure", expected="string", found="ambiguous"),
        release_problem("missing_column", TEACHERS, column="symbol", expected="string"),
    )
    directory = rewrite_teachers(root, change)
    assert releases(root).problems == expected
    assert verify_release(directory) == expected


def test_text_of_either_long_form_is_text(root: Path) -> None:
    def change(table: pa.Table) -> pa.Table:
        table = table.set_column(0, "area", table["area"].cast(pa.string_view()))
        return table.set_column(1, "unit_id", table["unit_id"].cast(pa.large_string()))

    assert releases(root).problems == ()
    rewrite_teachers(root, change)
    assert releases(root).problems == ()


def test_of_many_unknown_codes_the_first_five_are_named_with_the_place_of_the_first(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    column = frames["teachers"]["ownership"].tolist()
    # the rows are stored by area, unit, year and measure: row 3 is the first of the changed rows in that order
    column[1:7] = ["f", "b", "e", "a", "d", "c"]
    frames["teachers"]["ownership"] = column
    with pytest.raises(SnapshotError) as refused:
        publish_tiny_release(tmp_path, frames=frames)
    assert refused.value.problems == (
        release_problem(
            "unknown_code",
            TEACHERS,
            column="ownership",
            found="a, b, c, d, e",
            expected="public, private",
            rows=6,
            source_file="returns.xlsx",
            source_sheet="teachers",
            source_row=4,
        ),
    )


def test_a_row_that_does_not_say_where_it_came_from_is_named_all_the_same() -> None:
    dataset = DATASETS["cohorts"]
    columns = {field.name: pa.nulls(1, field.type) for field in dataset.schema}
    problems = row_problems(dataset, pa.table(columns, schema=dataset.schema), "file")
    assert problems[0] == release_problem(
        "empty_cell", "file", column="area", rows=1, source_file="", source_sheet="", source_row=""
    )
    empty = [dict(problem.detail)["column"] for problem in problems if problem.code == "empty_cell"]
    assert empty == [field.name for field in dataset.schema if not field.nullable]


def test_keys_that_occur_several_times_are_counted_and_the_first_is_shown(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    births = frames["cohorts"].query("measure == 'births'")
    frames["cohorts"] = pd.concat([frames["cohorts"], births[1:3], births[1:2]])
    with pytest.raises(SnapshotError) as refused:
        publish_tiny_release(tmp_path, frames=frames)
    key = "area=500110, unit_id=district, year=2021, measure=births"
    assert refused.value.problems == (
        release_problem("duplicate_key", "2025-09-01/cohorts.parquet", key=key, keys=2, rows=3),
    )


# --- what is remembered ----------------------------------------------------------------------------------------------


def newest_change(directory: Path) -> int:
    """The last moment at which a file of the directory was written or changed."""
    states = [path.stat() for path in sorted(directory.iterdir())]
    return max(max(state.st_mtime_ns, state.st_ctime_ns) for state in states)


@pytest.mark.parametrize(("nanoseconds", "kept"), [(50_000_000, False), (50_000_001, True)])
def test_a_release_is_remembered_when_its_files_are_older_than_a_twentieth_of_a_second(
    root: Path, monkeypatch: pytest.MonkeyPatch, nanoseconds: int, kept: bool
) -> None:
    now = newest_change(root / "2025-09-01") + nanoseconds
    monkeypatch.setattr(time, "time_ns", lambda: now)
    assert len(releases(root).snapshots) == 1
    assert (str(root / "2025-09-01") in listing.remembered) is kept


@pytest.mark.usefixtures("settled")
def test_a_damaged_release_is_not_read_again_but_an_unreadable_one_is(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(root / "2025-09-01", root / "2025-09-02")  # under another name: damaged
    (root / "2025-09-01" / "tasks.parquet").unlink()
    (root / "2025-09-01" / "tasks.parquet").mkdir()
    first = releases(root)
    assert [problem.code for problem in first.problems] == ["file_unreadable", "directory_renamed"]
    read: list[str] = []
    again = listing.read_release
    monkeypatch.setattr(listing, "read_release", lambda path, name: (read.append(name), again(path, name))[1])
    assert releases(root) == first
    assert read == ["2025-09-01"]


@pytest.mark.usefixtures("settled")
def test_of_1024_remembered_releases_the_one_not_used_for_longest_is_forgotten(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = {f"{number}": ((), (None, ())) for number in range(1023)}
    monkeypatch.setattr(listing, "remembered", type(listing.remembered)(other))
    own = str(root / "2025-09-01")
    assert len(releases(root).snapshots) == 1
    assert list(listing.remembered) == [*other, own]
    listing.remembered.move_to_end(own, last=False)
    tiny_release(root, date(2025, 9, 2))
    assert len(releases(root).snapshots) == 2
    assert list(listing.remembered) == [*list(other)[1:], own, str(root / "2025-09-02")]


@pytest.mark.usefixtures("settled")
def test_a_link_to_nowhere_among_the_files_hides_no_change_of_another(root: Path) -> None:
    directory = root / "2025-09-01"
    for name in DATASETS:
        (directory / f"{name}.parquet").unlink()
        (directory / f"{name}.parquet").symlink_to("nowhere")
    missing = releases(root).problems
    assert [problem.code for problem in missing] == ["file_missing"] * len(DATASETS)
    (directory / "manifest.toml").write_bytes(b"")
    assert [problem.code for problem in releases(root).problems] == ["manifest_key_missing"]
