"""Releases: which are listed, which one a date chooses, and what makes one unusable."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.datasets import DATASETS
from core.snapshots import ReleaseProblem, demonstration_root, listing, releases, verify_release
from core.workspace import workspace
from tests.support.release_frames import tiny_release

SEPTEMBER = {year: date(year, 9, 1) for year in (2023, 2024, 2025)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Releases of September 2023, 2024 and 2025."""
    for day in SEPTEMBER.values():
        tiny_release(tmp_path / "snapshots", day)
    return tmp_path / "snapshots"


def codes(problems: tuple[ReleaseProblem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.file) for problem in problems]


def replace(file: Path, content: bytes) -> None:
    """Put another content into a dataset file, and its hash into the manifest."""
    manifest = file.with_name("manifest.toml")
    before, after = (hashlib.sha256(entry).hexdigest() for entry in (file.read_bytes(), content))
    file.write_bytes(content)
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def rewrite(root: Path, dataset: str, change: Callable[[pa.Table], pa.Table]) -> Path:
    """Change the table of one dataset of the release of 2024, with a manifest that agrees with it."""
    file = root / "2024-09-01" / f"{dataset}.parquet"
    sink = pa.BufferOutputStream()
    pq.write_table(change(pq.read_table(file)), sink)
    replace(file, sink.getvalue().to_pybytes())
    return file.parent


def with_column(table: pa.Table, column: str, values: list[Any]) -> pa.Table:
    index = table.schema.get_field_index(column)
    return table.set_column(index, column, pa.array(values, table.schema.field(index).type))


# --- listing ---------------------------------------------------------------------------------------------------------


def test_releases_are_listed_oldest_first(root: Path) -> None:
    available = releases(root)
    assert [snapshot.id for snapshot in available.snapshots] == ["2023-09-01", "2024-09-01", "2025-09-01"]
    assert available.problems == ()
    assert not available.demonstration
    assert available.latest() == available.snapshots[2]


def test_the_release_as_of_a_date_is_the_newest_one_not_later(root: Path) -> None:
    available = releases(root)
    assert available.as_of(date(2024, 8, 31)) == available.by_id("2023-09-01")
    assert available.as_of(date(2024, 9, 1)) == available.by_id("2024-09-01")
    assert available.as_of(date(2099, 1, 1)) == available.by_id("2025-09-01")
    assert available.as_of(date(2023, 8, 31)) is None
    assert available.by_id("2022-09-01") is None


def test_a_release_is_named_by_its_id_by_a_date_or_not_at_all(root: Path) -> None:
    available = releases(root)
    assert available.at("2024-09-01") == available.by_id("2024-09-01")
    assert available.at("2024-12-31") == available.by_id("2024-09-01")
    assert available.at(None) == available.at("") == available.by_id("2025-09-01")
    assert available.at("2020-01-01") is None
    assert available.at("soon") is None


def test_a_second_release_of_a_date_is_its_next_revision_and_the_first_stays(root: Path) -> None:
    first = releases(root).by_id("2024-09-01")
    second = tiny_release(root, SEPTEMBER[2024], note_en="Corrected")
    third = tiny_release(root, SEPTEMBER[2024])
    assert (second.id, second.revision) == ("2024-09-01.r2", 2)
    assert (third.id, third.revision) == ("2024-09-01.r3", 3)
    available = releases(root)
    assert available.by_id("2024-09-01") == first
    assert available.as_of(SEPTEMBER[2024]) == third
    assert [snapshot.revision for snapshot in available.snapshots] == [1, 1, 2, 3, 1]


def test_revisions_are_ordered_as_numbers(tmp_path: Path) -> None:
    tiny_release(tmp_path)
    shutil.copytree(tmp_path / "2025-09-01", tmp_path / "2025-09-01.r9")
    manifest = tmp_path / "2025-09-01.r9" / "manifest.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("revision = 1", "revision = 9"), encoding="utf-8")
    assert tiny_release(tmp_path).id == "2025-09-01.r10"
    latest = releases(tmp_path).latest()
    assert latest is not None
    assert latest.revision == 10


def test_publish_returns_the_release_that_is_then_listed(tmp_path: Path) -> None:
    published = tiny_release(tmp_path)
    assert releases(tmp_path).snapshots == (published,)
    assert {hash(published)} == {hash(snapshot) for snapshot in releases(tmp_path).snapshots}
    assert published.path("enrolment") == tmp_path / "2025-09-01" / "enrolment.parquet"
    assert published.digest == hashlib.sha256((tmp_path / "2025-09-01" / "manifest.toml").read_bytes()).hexdigest()
    assert [(dataset.name, dataset.rows) for dataset in published.datasets][:2] == [("enrolment", 72), ("colleges", 12)]
    with pytest.raises(KeyError):
        published.path("parents")


def test_the_rows_come_back_as_they_were_published(tmp_path: Path) -> None:
    table = pq.read_table(tiny_release(tmp_path).path("teachers"))
    assert table.schema == DATASETS["teachers"].schema
    rows = table.to_pandas().query("year == 2024 and measure == 'dual_qualified'").set_index("unit_id")
    assert rows.loc["secondary-a", "value"] == 36
    assert pd.isna(rows.loc["secondary-b", "value"])
    assert rows.loc["secondary-b", "symbol"] == "not_reported"
    assert rows.loc["secondary-a", "unit_name"] == "示例中职学校 A"


def test_temporary_hidden_and_plain_files_are_passed_over(root: Path) -> None:
    shutil.copytree(root / "2024-09-01", root / ".tmp-2026-09-01-ab12")
    (root / "README.md").write_text("about", encoding="utf-8")
    (root / "2024-09-01" / "notes.txt").write_text("beside the data", encoding="utf-8")
    available = releases(root)
    assert len(available.snapshots) == 3
    assert available.problems == ()


@pytest.mark.parametrize(
    "name", ["2024_09_01", "2024-02-30", "2024-9-1", "2024-09-01.r1", "2024-09-01.r02", "２０２４-09-01"]
)
def test_a_directory_that_is_not_named_by_a_date_is_named_and_hides_nothing(root: Path, name: str) -> None:
    (root / name).mkdir()
    available = releases(root)
    assert codes(available.problems) == [("bad_directory_name", name)]
    assert len(available.snapshots) == 3


def test_a_release_copied_under_another_date_is_refused(root: Path) -> None:
    shutil.copytree(root / "2024-09-01", root / "2026-09-01")
    (problem,) = releases(root).problems
    assert problem == ReleaseProblem(
        "directory_renamed", "2026-09-01", (("expected", "2024-09-01"), ("found", "2026-09-01"))
    )


def test_a_directory_of_releases_that_does_not_exist_is_named(tmp_path: Path) -> None:
    assert codes(releases(tmp_path / "nowhere").problems) == [("root_missing", "nowhere")]


# --- the workspace ---------------------------------------------------------------------------------------------------


def test_an_empty_workspace_shows_the_demonstration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny_release(tmp_path / "demonstration")
    monkeypatch.setattr(listing, "demonstration_root", lambda: tmp_path / "demonstration")
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))
    assert releases().demonstration  # no workspace at all
    (tmp_path / "home" / "snapshots" / ".tmp-2025-09-01-ab12").mkdir(parents=True)
    available = releases()
    assert available.demonstration
    assert [snapshot.directory.parent for snapshot in available.snapshots] == [tmp_path / "demonstration"]


def test_a_workspace_with_only_a_damaged_release_says_so_instead_of_demonstrating(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    (tmp_path / "snapshots" / "2025-09-01").mkdir(parents=True)
    available = releases()
    assert not available.demonstration
    assert available.snapshots == ()
    assert available.latest() is None
    assert codes(available.problems) == [("manifest_missing", "2025-09-01/manifest.toml")]


def test_an_own_release_replaces_the_demonstration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    own = tiny_release(workspace() / "snapshots")
    assert own.directory == tmp_path / "snapshots" / "2025-09-01"
    assert releases().snapshots == (own,)
    assert not releases().demonstration


def test_a_workspace_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    (tmp_path / "snapshots").write_text("a file", encoding="utf-8")
    available = releases()
    assert codes(available.problems) == [("workspace_unreadable", "snapshots")]
    assert not available.demonstration


def test_without_dashboard_home_the_workspace_lies_beside_the_demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DASHBOARD_HOME")
    assert workspace() == demonstration_root().parent / "workspace"


# --- damage ----------------------------------------------------------------------------------------------------------


def flip_a_byte(directory: Path) -> None:
    file = directory / "enrolment.parquet"
    content = bytearray(file.read_bytes())
    content[200] ^= 1
    file.write_bytes(content)


def truncate(directory: Path) -> None:
    os.truncate(directory / "enrolment.parquet", 400)


def swap(directory: Path) -> None:
    enrolment, teachers = directory / "enrolment.parquet", directory / "teachers.parquet"
    enrolment.rename(directory / "other")
    teachers.rename(enrolment)
    (directory / "other").rename(teachers)


def edit_manifest(before: str, after: str) -> Callable[[Path], None]:
    def edit(directory: Path) -> None:
        file = directory / "manifest.toml"
        content = file.read_text(encoding="utf-8")
        assert before in content
        file.write_text(content.replace(before, after, 1), encoding="utf-8")

    return edit


DAMAGE: dict[str, tuple[Callable[[Path], object], list[tuple[str, str]]]] = {
    "a flipped byte": (flip_a_byte, [("wrong_hash", "enrolment.parquet")]),
    "a truncated file": (truncate, [("wrong_hash", "enrolment.parquet")]),
    "swapped files": (swap, [("wrong_hash", "enrolment.parquet"), ("wrong_hash", "teachers.parquet")]),
    "a missing file": (
        lambda directory: (directory / "tasks.parquet").unlink(),
        [("file_missing", "tasks.parquet")],
    ),
    "a missing manifest": (
        lambda directory: (directory / "manifest.toml").unlink(),
        [("manifest_missing", "manifest.toml")],
    ),
    "a manifest that is not TOML": (
        edit_manifest("revision = 1", "revision ="),
        [("manifest_unreadable", "manifest.toml")],
    ),
    "a manifest that is not UTF-8": (
        lambda directory: (directory / "manifest.toml").write_bytes('note = "演示"'.encode("gbk")),
        [("manifest_unreadable", "manifest.toml")],
    ),
    "an empty manifest": (
        lambda directory: (directory / "manifest.toml").write_bytes(b""),
        [("manifest_key_missing", "manifest.toml")],
    ),
    "another schema version": (
        edit_manifest("schema_version = 2", "schema_version = 3"),
        [("schema_version", "manifest.toml")],
    ),
    "a key that is misspelt": (
        edit_manifest("published_by", "publishedby"),
        [("manifest_key_missing", "manifest.toml")],
    ),
    "a status nobody knows": (
        edit_manifest('status = "illustrative"', 'status = "guessed"'),
        [("manifest_wrong_value", "manifest.toml")],
    ),
    "a time without a zone": (
        edit_manifest("2025-10-15T08:00:00Z", "2025-10-15T08:00:00"),
        [("manifest_wrong_value", "manifest.toml")],
    ),
    "a dataset left out of the manifest": (
        edit_manifest("[datasets.tasks]", "[datasets.duties]"),
        [("dataset_missing", "manifest.toml")],
    ),
    "a wrong number of rows": (edit_manifest("rows = 72", "rows = 71"), [("row_count", "enrolment.parquet")]),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_release_is_noticed_and_named_and_hides_no_other(root: Path, damage: str) -> None:
    inflict, expected = DAMAGE[damage]
    assert len(releases(root).snapshots) == 3
    inflict(root / "2024-09-01")
    available = releases(root)
    assert [snapshot.id for snapshot in available.snapshots] == ["2023-09-01", "2025-09-01"]
    assert codes(available.problems) == [(code, f"2024-09-01/{file}") for code, file in expected]
    assert verify_release(root / "2024-09-01") == available.problems
    assert available.as_of(SEPTEMBER[2024]) == available.by_id("2023-09-01")


def test_damage_that_keeps_size_and_time_is_noticed_and_so_is_its_repair(root: Path) -> None:
    file = root / "2024-09-01" / "enrolment.parquet"
    whole, times = file.read_bytes(), (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    assert len(releases(root).snapshots) == 3
    flip_a_byte(file.parent)
    os.utime(file, ns=times)
    assert codes(releases(root).problems) == [("wrong_hash", "2024-09-01/enrolment.parquet")]
    file.write_bytes(whole)
    os.utime(file, ns=times)
    assert len(releases(root).snapshots) == 3


def test_an_unchanged_release_is_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "UNSETTLED_NS", -1)  # as if the files had lain there for a while
    first = releases(root)
    monkeypatch.setattr(listing, "read_release", lambda *_: pytest.fail("a release was read again"))
    assert releases(root) == first


def test_what_is_remembered_of_releases_is_bounded(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "UNSETTLED_NS", -1)
    monkeypatch.setattr(listing, "REMEMBERED_RELEASES", 2)
    assert len(releases(root).snapshots) == 3
    assert len(listing.remembered) == 2


def test_the_manifest_problem_names_line_key_and_values(root: Path) -> None:
    edit_manifest("revision = 1", "revision =")(root / "2023-09-01")
    edit_manifest("rows = 72", 'rows = "many"')(root / "2024-09-01")
    unreadable, wrong = releases(root).problems
    assert unreadable.values()["line"] == "3"
    assert wrong.values() == {
        "file": "2024-09-01/manifest.toml",
        "key": "datasets.enrolment.rows",
        "expected": "≥ 0",
        "found": "many",
    }


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda table: table.drop_columns(["ownership"]), ReleaseProblem(
            "missing_column", "2024-09-01/teachers.parquet", (("column", "ownership"), ("expected", "string")))),
        (lambda table: table.set_column(7, "year", table["year"].cast(pa.string())), ReleaseProblem(
            "wrong_type", "2024-09-01/teachers.parquet",
            (("column", "year"), ("expected", "int16"), ("found", "string")))),
    ],
)  # fmt: skip
def test_a_column_missing_or_of_another_type_is_found_when_the_hash_agrees(
    root: Path, change: Callable[[pa.Table], pa.Table], expected: ReleaseProblem
) -> None:
    rewrite(root, "teachers", change)
    assert releases(root).problems == (expected,)


def test_a_file_that_is_no_parquet_is_found_when_the_hash_agrees(root: Path) -> None:
    replace(root / "2024-09-01" / "teachers.parquet", b"PAR1 but nothing else PAR1")
    assert codes(releases(root).problems) == [("unreadable_parquet", "2024-09-01/teachers.parquet")]


def test_a_further_column_is_let_pass_because_it_changes_no_meaning(root: Path) -> None:
    rewrite(root, "teachers", lambda table: table.append_column("remark", pa.nulls(table.num_rows, pa.string())))
    assert len(releases(root).snapshots) == 3


def test_text_stored_in_large_or_dictionary_columns_is_text(root: Path) -> None:
    def hold_otherwise(table: pa.Table) -> pa.Table:
        large = table.set_column(2, "unit_name", table["unit_name"].cast(pa.large_string()))
        return large.set_column(6, "ownership", large["ownership"].dictionary_encode())

    assert verify_release(rewrite(root, "teachers", hold_otherwise)) == ()
    assert len(releases(root).snapshots) == 3


def test_verify_reads_the_rows_that_listing_does_not(root: Path) -> None:
    def close_the_church(table: pa.Table) -> pa.Table:
        return with_column(table, "ownership", ["church", *table["ownership"].to_pylist()[1:]])

    directory = rewrite(root, "teachers", close_the_church)
    assert len(releases(root).snapshots) == 3
    assert codes(verify_release(directory)) == [("unknown_code", "2024-09-01/teachers.parquet")]
    assert verify_release(root / "2023-09-01") == ()
    assert codes(verify_release(root / "2022-09-01")) == [("release_missing", "2022-09-01")]
