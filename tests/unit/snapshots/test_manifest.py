"""The manifest: what is written is read back, and every mistake in one is named by key, expectation and value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.datasets import DATASETS, ListState
from core.snapshots import (
    Explanation,
    Merger,
    ReleaseProblem,
    Snapshot,
    SnapshotError,
    SourceReturn,
    UnitList,
    demonstration_root,
    manifest,
    releases,
)
from tests.support.release_frames import tiny_release

ID = "2025-09-01"
FILE = f"{ID}/manifest.toml"


@pytest.fixture
def release(tmp_path: Path) -> Snapshot:
    return tiny_release(
        tmp_path,
        explanations=(
            Explanation("jump", "学生", 7, "在校生", "翻倍", "新校区"),
            Explanation("few", "", 0, "", "", "合并"),
        ),
        returned=(SourceReturn("return.xlsx", "a" * 64, "unit", "secondary-a"),),
        successors=(Merger("secondary-b", "secondary-a"),),
        unit_lists=(UnitList(ListState.OPEN, "Office", datetime(2025, 10, 1, 6, tzinfo=UTC), ("secondary-a", "b")),),
    )


def problems_after(release: Snapshot, *edits: tuple[str, str]) -> tuple[ReleaseProblem, ...]:
    """What reading says after each first text was replaced by the second once."""
    path = release.directory / "manifest.toml"
    content = path.read_text(encoding="utf-8")
    for before, after in edits:
        assert before in content
        content = content.replace(before, after, 1)
    path.write_text(content, encoding="utf-8", newline="\n")
    with pytest.raises(SnapshotError) as caught:
        manifest.read(release.directory, ID)
    return caught.value.problems


def wrong(key: str, expected: str, result: str) -> ReleaseProblem:
    return ReleaseProblem("manifest_wrong_value", FILE, (("key", key), ("expected", expected), ("found", result)))


def missing(key: str) -> ReleaseProblem:
    return ReleaseProblem("manifest_key_missing", FILE, (("key", key),))


def test_what_is_written_is_read_back_in_every_field(release: Snapshot) -> None:
    again = manifest.read(release.directory, ID)
    assert again == release
    assert (again.as_of, again.revision, again.status) == (date(2025, 9, 1), 1, "illustrative")
    assert again.published_at == datetime(2025, 10, 15, 8, tzinfo=UTC)
    assert again.explanations[0] == Explanation("jump", "学生", 7, "在校生", "翻倍", "新校区")
    assert again.returned == (SourceReturn("return.xlsx", "a" * 64, "unit", "secondary-a"),)
    assert again.successors == (Merger("secondary-b", "secondary-a"),)
    assert again.unit_lists == release.unit_lists
    assert (again.list_state, again.unit_lists[0].units) == (ListState.OPEN, ("secondary-a", "b"))
    assert [(file.name, file.rows) for file in again.datasets][:2] == [("enrolment", 72), ("colleges", 12)]
    assert manifest.render(again) == (release.directory / "manifest.toml").read_bytes()


def test_the_manifests_of_the_demonstration_are_written_again_byte_for_byte() -> None:
    snapshots = releases(demonstration_root()).snapshots
    assert len(snapshots) == 8
    for snapshot in snapshots:
        assert manifest.render(snapshot) == (snapshot.directory / "manifest.toml").read_bytes()


def test_keys_and_datasets_that_are_not_known_are_passed_over(release: Snapshot) -> None:
    path = release.directory / "manifest.toml"
    content = path.read_text(encoding="utf-8").replace("revision = 1", 'revision = 1\nserver = "a"', 1)
    path.write_text(content.replace("[datasets.tasks]", "[datasets.duties]\nrows = true\n\n[datasets.tasks]"))
    again = manifest.read(release.directory, ID)
    assert again.datasets == release.datasets
    assert again.digest != release.digest


def test_a_time_with_another_offset_is_the_same_moment(release: Snapshot) -> None:
    path = release.directory / "manifest.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("2025-10-15T08:00:00Z", "2025-10-15T16:00:00+08:00"))
    again = manifest.read(release.directory, ID)
    assert again.published_at == release.published_at
    assert again.published_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("as_of = 2025-09-01", 'as_of = "2025-09-01"', wrong("as_of", "2024-09-01", "2025-09-01")),
        ("as_of = 2025-09-01", "as_of = 2025-09-01T00:00:00", wrong("as_of", "2024-09-01", "2025-09-01 00:00:00")),
        ("revision = 1", "revision = 0", wrong("revision", "≥ 1", "0")),
        ("revision = 1", "revision = 1.0", wrong("revision", "≥ 1", "1.0")),
        ("revision = 1", "revision = true", wrong("revision", "≥ 1", "True")),
        ('plan = "qijiang-14th"', 'plan = "\u3000 "', wrong("plan", '"…"', "\u3000 ")),
        ('rules = "1"', "rules = 1", wrong("rules", '"…"', "1")),
        ('status = "illustrative"', 'status = "guessed"',
         wrong("status", "published, reported, provisional, illustrative", "guessed")),
        ('status = "illustrative"', 'status = "illustrative\\n"',
         wrong("status", "published, reported, provisional, illustrative", "illustrative\n")),
        ("published_at = 2025-10-15T08:00:00Z", "published_at = 2025-10-15T08:00:00",
         wrong("published_at", "2024-10-15T08:00:00Z", "2025-10-15 08:00:00")),
        ("published_at = 2025-10-15T08:00:00Z", "published_at = 2025-10-15",
         wrong("published_at", "2024-10-15T08:00:00Z", "2025-10-15")),
        ('note = "演示"', "note = []", wrong("note", '"…"', "[]")),
        ("rows = 72", "rows = -1", wrong("datasets.enrolment.rows", "≥ 0", "-1")),
        ("rows = 72", 'rows = "72"', wrong("datasets.enrolment.rows", "≥ 0", "72")),
        ('origin_sha256 = ""', 'origin_sha256 = "A"', wrong("datasets.enrolment.origin_sha256", "sha256", "A")),
        ('origin_sheet = ""', "origin_sheet = false", wrong("datasets.enrolment.origin_sheet", '"…"', "False")),
        ('check = "few"', 'check = ""', wrong("explanations[1].check", '"…"', "")),
        ("row = 7", "row = -7", wrong("explanations[0].row", "≥ 0", "-7")),
        ('form = "unit"', 'form = "units"', wrong("returned[0].form", "unit, district, other", "units")),
        (f'sha256 = "{"a" * 64}"', f'sha256 = "{"a" * 63}"', wrong("returned[0].sha256", "sha256", "a" * 63)),
        ('into = "secondary-a"', "into = 2", wrong("successors[0].into", '"…"', "2")),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_named_with_what_belongs_there(
    release: Snapshot, before: str, after: str, expected: ReleaseProblem
) -> None:
    assert problems_after(release, (before, after)) == (expected,)


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("published_by =", "publishedby =", "published_by"),
        ("schema_version = 2", "", "schema_version"),
        ("rows = 72", "row = 72", "datasets.enrolment.rows"),
        ('text = "合并"', "", "explanations[1].text"),
        ('file = "return.xlsx"', "", "returned[0].file"),
        ('unit = "secondary-b"', "", "successors[0].unit"),
    ],
)
def test_a_key_that_is_missing_is_named(release: Snapshot, before: str, after: str, key: str) -> None:
    assert problems_after(release, (before, after)) == (missing(key),)


@pytest.mark.parametrize("version", ["3", "0", "true", "1.0", '"1"'])
def test_of_another_schema_version_nothing_else_is_said(release: Snapshot, version: str) -> None:
    (problem,) = problems_after(
        release, ("schema_version = 2", f"schema_version = {version}"), ("rows = 72", "rows = -1")
    )
    assert (problem.code, problem.values()["expected"]) == ("schema_version", "2")


def test_every_mistake_is_named_in_the_order_of_the_keys(release: Snapshot) -> None:
    assert problems_after(
        release,
        ("revision = 1", "revision = 0"),
        ("published_by =", "publishedby ="),
        ("[datasets.enrolment]", "[datasets.enrollment]"),
        ("rows = 12", "rows = false"),
        ('check = "jump"', ""),
        ('into = "secondary-a"', 'into = " "'),
    ) == (
        wrong("revision", "≥ 1", "0"),
        missing("published_by"),
        ReleaseProblem("dataset_missing", FILE, (("dataset", "enrolment"),)),
        wrong("datasets.colleges.rows", "≥ 0", "False"),
        missing("explanations[0].check"),
        wrong("successors[0].into", '"…"', " "),
    )


def head(release: Snapshot) -> str:
    """The manifest down to the first section."""
    return (release.directory / "manifest.toml").read_text(encoding="utf-8").split("\n[", 1)[0]


def sections(release: Snapshot) -> str:
    """The sections of the datasets."""
    text = (release.directory / "manifest.toml").read_text(encoding="utf-8")
    return text[text.index("[datasets.") : text.index("[[")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (lambda release: head(release) + "\ndatasets = 1\nsuccessors = 2\n", wrong("datasets", "[datasets]", "1")),
        (lambda release: "successors = 2\n" + head(release) + "\n" + sections(release),
         wrong("successors", "[[successors]]", "2")),
        (lambda release: 'returned = [{ form = "x" }, 2]\n' + head(release) + "\n" + sections(release),
         wrong("returned", "[[returned]]", "[{'form': 'x'}, 2]")),
    ],
)  # fmt: skip
def test_a_section_that_is_none_ends_the_list(
    release: Snapshot, content: Callable[[Snapshot], str], expected: ReleaseProblem
) -> None:
    path = release.directory / "manifest.toml"
    path.write_text(content(release), encoding="utf-8")
    with pytest.raises(SnapshotError) as caught:
        manifest.read(release.directory, ID)
    assert caught.value.problems == (expected,)


def test_a_manifest_without_datasets_misses_each_of_them(release: Snapshot) -> None:
    (release.directory / "manifest.toml").write_text(head(release) + "\n", encoding="utf-8")
    with pytest.raises(SnapshotError) as caught:
        manifest.read(release.directory, ID)
    assert [problem.values()["dataset"] for problem in caught.value.problems] == list(DATASETS)
    assert {problem.code for problem in caught.value.problems} == {"dataset_missing"}
