"""Publishing: wrong rows are refused by name, equal tables give equal bytes, and a release is whole or not there."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.datasets import DATASETS
from core.snapshots import (
    Origin,
    ReleaseProblem,
    Snapshot,
    SnapshotError,
    releases,
    verify_release,
)
from tests.support.disk_faults import CALLS, OneFault
from tests.support.release_frames import publish_tiny_release, tiny_release_frames


def codes(problems: tuple[ReleaseProblem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.file) for problem in problems]


def set_first(column: str, value: object, dataset: str = "teachers") -> Callable[[dict[str, pd.DataFrame]], None]:
    def change(frames: dict[str, pd.DataFrame]) -> None:
        frames[dataset][column] = [value, *frames[dataset][column][1:]]

    return change


def invent_a_reason(frames: dict[str, pd.DataFrame]) -> None:
    set_first("value", None)(frames)
    set_first("symbol", "-")(frames)


def repeat_first(frames: dict[str, pd.DataFrame]) -> None:
    frames["teachers"] = pd.concat([frames["teachers"], frames["teachers"].head(1)])


WRONG_ROWS: dict[str, tuple[Callable[[dict[str, pd.DataFrame]], object], str, dict[str, str]]] = {
    "an unknown code": (
        set_first("ownership", "church"),
        "unknown_code",
        {"column": "ownership", "found": "church", "expected": "public, private", "rows": "1", "source_row": "2"},
    ),
    "an unknown status": (set_first("status", "guessed"), "unknown_code", {"column": "status", "found": "guessed"}),
    "a reason nobody knows": (invent_a_reason, "unknown_code", {"column": "symbol", "found": "-"}),
    "a missing value without reason": (
        set_first("value", None),
        "symbol_without_reason",
        {"rows": "1", "source_file": "returns.xlsx", "source_sheet": "teachers", "source_row": "2"},
    ),
    "a value with a reason for its absence": (
        set_first("symbol", "suppressed"),
        "value_with_symbol",
        {"rows": "1", "source_row": "2"},
    ),
    "an infinite value": (set_first("value", float("inf")), "not_a_number", {"column": "value", "rows": "1"}),
    "a provisional row not marked": (
        set_first("status", "provisional"),
        "provisional_not_marked",
        {"rows": "1", "source_row": "2"},
    ),
    "an empty cell": (set_first("unit_name_en", None), "empty_cell", {"column": "unit_name_en", "rows": "1"}),
    "a blank key": (set_first("unit_id", " "), "empty_cell", {"column": "unit_id", "rows": "1"}),
    "the same key twice": (
        repeat_first,
        "duplicate_key",
        {"key": "area=500110, unit_id=secondary-a, year=2020, measure=full_time", "keys": "1", "rows": "2"},
    ),
    "a text for a number": (
        set_first("value", "eighty"),
        "wrong_type",
        {"column": "value", "expected": "double"},
    ),
    "a number for a text": (
        lambda frames: frames["teachers"].__setitem__("unit_id", 7),
        "wrong_type",
        {"column": "unit_id", "expected": "string", "found": "int64"},
    ),
    "a number for yes or no": (
        lambda frames: frames["teachers"].__setitem__("provisional", 0),
        "wrong_type",
        {"column": "provisional", "expected": "bool"},
    ),
    "half a year": (set_first("year", 2020.5), "wrong_type", {"column": "year", "expected": "int16"}),
    "a year beyond its bounds": (set_first("year", 202_025), "wrong_type", {"column": "year"}),
    "a missing column": (
        lambda frames: frames["teachers"].pop("measure"),
        "missing_column",
        {"column": "measure", "expected": "string"},
    ),
    "a column nobody knows": (
        lambda frames: frames["teachers"].__setitem__("id_card", "x"),
        "unknown_column",
        {"column": "id_card"},
    ),
}


@pytest.mark.parametrize("mistake", WRONG_ROWS)
def test_wrong_rows_are_refused_by_name_and_nothing_is_written(tmp_path: Path, mistake: str) -> None:
    change, code, detail = WRONG_ROWS[mistake]
    frames = tiny_release_frames()
    change(frames)
    with pytest.raises(SnapshotError) as refused:
        publish_tiny_release(tmp_path / "snapshots", frames=frames)
    assert codes(refused.value.problems) == [(code, "2025-09-01/teachers.parquet")]
    assert detail.items() <= refused.value.problem.values().items()
    assert not (tmp_path / "snapshots").exists()


def test_a_release_has_every_dataset_and_no_other(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    frames["parents"] = frames.pop("tasks")
    with pytest.raises(SnapshotError) as refused:
        publish_tiny_release(tmp_path, frames=frames)
    assert [(problem.code, problem.values()["dataset"]) for problem in refused.value.problems] == [
        ("dataset_missing", "tasks"),
        ("dataset_unknown", "parents"),
    ]


def test_empty_datasets_and_arrow_tables_can_be_published(tmp_path: Path) -> None:
    frames: dict[str, Any] = {name: dataset.schema.empty_table() for name, dataset in DATASETS.items()}
    frames["tasks"] = pd.DataFrame(columns=DATASETS["tasks"].schema.names)
    snapshot = publish_tiny_release(tmp_path, frames=frames)
    assert {dataset.rows for dataset in snapshot.datasets} == {0}
    assert verify_release(snapshot.directory) == ()


# --- publishing ------------------------------------------------------------------------------------------------------


def contents(directory: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in directory.iterdir()}


@pytest.mark.slow
def test_the_same_tables_give_the_same_bytes_in_whatever_order_and_form(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    shuffled: dict[str, Any] = {name: frame.iloc[::-1, ::-1] for name, frame in reversed(frames.items())}
    read_back = {name: pq.read_table(publish_tiny_release(tmp_path / "1").path(name)) for name in frames}
    chunked: dict[str, Any] = {name: pa.concat_tables([table[1:], table[:1]]) for name, table in read_back.items()}
    first = contents(tmp_path / "1" / "2025-09-01")
    assert len(first) == len(DATASETS) + 1
    assert contents(publish_tiny_release(tmp_path / "2", frames=shuffled).directory) == first
    assert contents(publish_tiny_release(tmp_path / "3", frames=chunked).directory) == first


def test_texts_come_back_from_the_manifest_as_they_went_in(tmp_path: Path) -> None:
    texts: dict[str, Any] = {
        "note": '引号 " 与 “” 、反斜杠 \\、\n换行\r\n、制表\t、删除\x7f、零\x00、生僻字𠮷',
        "note_en": "'''\"\"\" # [datasets.enrolment] = \\u0041 \N{LINE SEPARATOR}",
        "published_by": "綦江区教委\n职成科",
        "plan": 'qijiang-14th"',
        "rules": "1",
    }
    origin = Origin('A\\"B".xlsx', "0" * 64, "表1\n")
    published = publish_tiny_release(tmp_path, origins={"teachers": origin}, **texts)
    (read,) = releases(tmp_path).snapshots
    assert read == published
    assert {name: getattr(read, name) for name in texts} == texts
    teachers = next(dataset for dataset in read.datasets if dataset.name == "teachers")
    assert (teachers.origin_file, teachers.origin_sha256, teachers.origin_sheet) == ('A\\"B".xlsx', "0" * 64, "表1\n")


def test_the_time_of_publishing_is_kept_in_utc_and_needs_a_zone(tmp_path: Path) -> None:
    chongqing = timezone(timedelta(hours=8))
    snapshot = publish_tiny_release(tmp_path, published_at=datetime(2025, 10, 15, 7, 30, 0, 5, tzinfo=chongqing))
    assert snapshot.published_at == datetime(2025, 10, 14, 23, 30, 0, 5, tzinfo=UTC)
    assert snapshot.published_at.utcoffset() == timedelta(0)
    with pytest.raises(ValueError, match="time zone"):
        publish_tiny_release(tmp_path, published_at=datetime(2025, 10, 15))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"status": "guessed"}, "status"),
        ({"published_by": " "}, "published_by"),
        ({"note": "\ud83d"}, "note"),
        ({"origins": {"tasks": Origin("a.xlsx", "abc", "1")}}, "datasets.tasks.origin_sha256"),
    ],
)
def test_a_wrong_word_for_the_manifest_is_refused_and_nothing_stays(
    tmp_path: Path, changes: dict[str, Any], key: str
) -> None:
    with pytest.raises(SnapshotError) as refused:
        publish_tiny_release(tmp_path, **changes)
    assert refused.value.problem.code == "manifest_wrong_value"
    assert refused.value.problem.values()["key"] == key
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_disk_is_told_and_the_releases_stay_usable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = publish_tiny_release(tmp_path)

    def refuse(path: object, *_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system", str(path))

    for name in ("mkdir", "makedirs", "rename"):
        monkeypatch.setattr(os, name, refuse)
    with pytest.raises(SnapshotError) as refused:
        publish_tiny_release(tmp_path)
    assert refused.value.problem == ReleaseProblem("cannot_write", "2025-09-01", (("reason", "EROFS"),))
    assert releases(tmp_path).snapshots == (before,)


@pytest.mark.slow
def test_whatever_call_fails_a_whole_release_is_there_or_nothing(tmp_path: Path) -> None:
    frames = {name: frame.head(1) for name, frame in tiny_release_frames().items()}
    before = publish_tiny_release(tmp_path / "before", frames=frames)
    failed: dict[str, set[str]] = {}
    for fails_at in range(1, 1000):
        root = tmp_path / str(fails_at)
        shutil.copytree(tmp_path / "before", root)
        with pytest.MonkeyPatch.context() as patch:
            fault = OneFault(patch, fails_at)
            try:
                publish_tiny_release(root, frames=frames)
                outcome = "published"
            except SnapshotError as error:
                outcome = error.problem.code
        visible = sorted(path.name for path in root.iterdir())
        assert contents(root / before.id) == contents(before.directory)
        if outcome in ("published", "not_flushed"):
            assert visible == ["2025-09-01", "2025-09-01.r2"]
            assert verify_release(root / "2025-09-01.r2") == ()
        else:
            assert visible == ["2025-09-01"]
        if not fault.failed:
            assert outcome == "published"
            break
        failed.setdefault(outcome, set()).add(fault.failed)
    # 11 files and 2 directories are opened, flushed and closed, 11 written, 12 read back, and some calls more
    assert fault.calls > 13 * 3 + 11 + 12
    assert failed == {
        "cannot_write": set(CALLS),
        "file_unreadable": {"read"},
        "not_flushed": {"open", "fsync", "close"},
        "published": {"mkdir"},  # of the directory of releases, which is there
    }


def test_a_half_written_release_that_could_not_be_removed_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_tiny_release(tmp_path)
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    monkeypatch.setattr(os, "rename", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    with pytest.raises(SnapshotError):
        publish_tiny_release(tmp_path)
    monkeypatch.undo()
    assert len(list(tmp_path.iterdir())) == 2
    available = releases(tmp_path)
    assert [snapshot.id for snapshot in available.snapshots] == ["2025-09-01"]
    assert available.problems == ()
    assert publish_tiny_release(tmp_path).id == "2025-09-01.r2"


def test_two_publishers_at_once_make_two_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_door = threading.Barrier(2, timeout=30)
    rename = os.rename
    arrived = threading.local()

    def rename_together(source: Path, target: Path) -> None:
        if not getattr(arrived, "before", False):  # both have chosen revision 1 when the first moves
            arrived.before = True
            at_the_door.wait()
        rename(source, target)

    monkeypatch.setattr(os, "rename", rename_together)
    made: list[Snapshot] = []
    threads = [
        threading.Thread(target=lambda by=by: made.append(publish_tiny_release(tmp_path, published_by=by)))
        for by in ("Li", "Wang")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(entry.id for entry in made) == ["2025-09-01", "2025-09-01.r2"]
    assert {snapshot.published_by for snapshot in releases(tmp_path).snapshots} == {"Li", "Wang"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2025-09-01", "2025-09-01.r2"]
    assert verify_release(tmp_path / "2025-09-01") == verify_release(tmp_path / "2025-09-01.r2") == ()


def test_an_empty_directory_of_the_same_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "2025-09-01").mkdir()
    assert publish_tiny_release(tmp_path).id == "2025-09-01.r2"
    assert list((tmp_path / "2025-09-01").iterdir()) == []
