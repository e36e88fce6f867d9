"""How a release gets onto the disk: what is refused, which revision it gets, what is flushed, what the disk answers."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.datasets import DATASETS
from core.snapshots import ReleaseProblem, SnapshotError, releases, verify_release
from core.snapshots.releases import release_problem
from tests.support.release_frames import publish_tiny_release, tiny_release_frames

DAY = "2025-09-01"
FILES = 12
"""Ten datasets and the manifest."""


def tables() -> dict[str, Any]:
    """The tiny release as Arrow tables with the types of the contract."""
    return {
        name: pa.Table.from_pandas(rows, DATASETS[name].schema, preserve_index=False)
        for name, rows in tiny_release_frames().items()
    }


def with_type(table: pa.Table, column: str, kind: pa.DataType) -> pa.Table:
    """The column held in another type."""
    return table.set_column(table.schema.get_field_index(column), column, table[column].cast(kind))


def refusal(root: Path, frames: dict[str, Any] | None = None, **changes: Any) -> tuple[ReleaseProblem, ...]:
    """Why publishing was refused."""
    with pytest.raises(SnapshotError) as refused:
        publish_tiny_release(root, frames=frames, **changes)
    return refused.value.problems


# --- what is refused -------------------------------------------------------------------------------------------------


def test_all_that_is_wrong_in_several_tables_is_named_in_the_order_of_the_contract(tmp_path: Path) -> None:
    frames: dict[str, Any] = tiny_release_frames()
    del frames["training"]
    frames["parents"] = frames["cohorts"]
    frames["enrolment"]["ownership"] = "church"
    frames["teachers"] = frames["teachers"].drop(columns=["unit_name", "measure"]).assign(id_card="x", year="y")
    frames["conditions"]["provisional"] = 1
    frames["milestones"]["evidence"] = "hearsay"
    problems = refusal(tmp_path, frames)
    teachers, conditions = f"{DAY}/teachers.parquet", f"{DAY}/conditions.parquet"
    assert problems[:2] == (
        release_problem("dataset_missing", f"{DAY}/manifest.toml", dataset="training"),
        release_problem("dataset_unknown", f"{DAY}/manifest.toml", dataset="parents"),
    )
    assert [(problem.code, problem.file) for problem in (problems[2], problems[-1])] == [
        ("unknown_code", f"{DAY}/enrolment.parquet"),
        ("unknown_code", f"{DAY}/milestones.parquet"),
    ]
    assert problems[3:-1] == (
        release_problem("unknown_column", teachers, column="id_card"),
        release_problem("missing_column", teachers, column="unit_name", expected="string"),
        release_problem(
            "wrong_type", teachers, column="year", expected="int16", found=frames["teachers"]["year"].dtype
        ),
        release_problem("missing_column", teachers, column="measure", expected="string"),
        release_problem("wrong_type", conditions, column="provisional", expected="bool", found="int64"),
    )


@pytest.mark.parametrize(
    ("dataset", "column", "kind", "expected"),
    [
        ("cohorts", "unit_id", pa.large_string(), None),
        ("cohorts", "unit_id", pa.string_view(), None),
        ("cohorts", "unit_id", pa.dictionary(pa.int8(), pa.large_string()), None),
        ("cohorts", "value", pa.int64(), None),
        ("cohorts", "year", pa.float64(), None),
        ("colleges", "planned_date", pa.date64(), None),
        ("cohorts", "year", pa.string(), "int16"),
        ("cohorts", "provisional", pa.int8(), "bool"),
        ("colleges", "planned_date", pa.int32(), "date32[day]"),
        ("cohorts", "source_row", pa.date32(), "int32"),
        ("colleges", "planned_date", pa.string(), "date32[day]"),
        ("colleges", "planned_places", pa.string(), "int32"),
    ],
)
def test_a_column_may_be_held_in_another_type_of_its_family_and_in_no_other(
    tmp_path: Path, dataset: str, column: str, kind: pa.DataType, expected: str | None
) -> None:
    frames = tables()
    frames[dataset] = with_type(frames[dataset], column, kind)
    if expected is None:
        snapshot = publish_tiny_release(tmp_path, frames=frames)
        stored = pq.read_table(snapshot.path(dataset))
        assert stored.schema == DATASETS[dataset].schema
        key = [(name, "ascending") for name in DATASETS[dataset].key]
        assert stored == tables()[dataset].sort_by(key)
    else:
        file = f"{DAY}/{dataset}.parquet"
        assert refusal(tmp_path, frames) == (
            release_problem("wrong_type", file, column=column, expected=expected, found=kind),
        )


@pytest.mark.parametrize("arrow", [False, True])
def test_a_column_that_is_there_twice_is_as_good_as_missing(tmp_path: Path, arrow: bool) -> None:
    frames: dict[str, Any] = tables() if arrow else tiny_release_frames()
    rows = frames["teachers"]
    if arrow:
        frames["teachers"] = rows.append_column("value", rows["value"])
    else:
        frames["teachers"] = rows[[*rows.columns, "value"]]
    assert refusal(tmp_path, frames) == (
        release_problem("missing_column", f"{DAY}/teachers.parquet", column="value", expected="double"),
    )


def test_what_was_written_is_read_back_before_it_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = pq.write_table

    def write_wrongly(table: pa.Table, *arguments: Any, **named: Any) -> None:
        if "ownership" in table.column_names:
            church = pa.array(["church"] * len(table), pa.string())
            table = table.set_column(table.schema.get_field_index("ownership"), "ownership", church)
        write(table, *arguments, **named)

    monkeypatch.setattr(pq, "write_table", write_wrongly)
    assert {problem.code for problem in refusal(tmp_path)} == {"unknown_code"}
    assert list(tmp_path.iterdir()) == []


# --- which revision --------------------------------------------------------------------------------------------------


def test_a_release_of_another_day_raises_no_revision(tmp_path: Path) -> None:
    (tmp_path / "2024-09-01.r7").mkdir()
    assert publish_tiny_release(tmp_path).revision == 1
    assert publish_tiny_release(tmp_path, date(2024, 9, 1)).revision == 8


@pytest.fixture
def empty() -> dict[str, Any]:
    """Tables without a row: quickly written."""
    return {name: dataset.schema.empty_table() for name, dataset in DATASETS.items()}


@pytest.mark.slow
def test_after_a_hundred_names_that_others_took_first_it_gives_up(
    tmp_path: Path, empty: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def take_first(_: Path, target: Path) -> None:
        taken.append(target.name)
        target.mkdir()
        raise OSError(errno.ENOTEMPTY, "Directory not empty")

    monkeypatch.setattr(os, "rename", take_first)
    assert refusal(tmp_path, empty) == (ReleaseProblem("no_free_revision", DAY, (("attempts", "100"),)),)
    assert taken == [DAY, *(f"{DAY}.r{revision}" for revision in range(2, 101))]


@pytest.mark.parametrize(
    ("number", "taken", "reason"), [(errno.EIO, True, "EIO"), (errno.EEXIST, False, "EEXIST"), (None, False, "odd")]
)
def test_another_error_than_a_name_in_use_ends_it_at_once(
    tmp_path: Path,
    empty: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    number: int | None,
    taken: bool,
    reason: str,
) -> None:
    def fail(_: Path, target: Path) -> None:
        if taken:
            target.mkdir()
        raise OSError("odd") if number is None else OSError(number, "odd")

    monkeypatch.setattr(os, "rename", fail)
    assert refusal(tmp_path, empty) == (ReleaseProblem("cannot_write", DAY, (("reason", reason),)),)
    assert [path.name for path in tmp_path.iterdir()] == ([DAY] if taken else [])


# --- onto the disk ---------------------------------------------------------------------------------------------------


@pytest.fixture
def open_umask() -> Iterator[None]:
    """New files get every right that is asked for."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_files_may_be_read_and_written_by_whom_the_system_allows_and_run_by_nobody(
    tmp_path: Path, empty: dict[str, Any]
) -> None:
    files = list(publish_tiny_release(tmp_path, frames=empty).directory.iterdir())
    assert len(files) == FILES
    assert {file.stat().st_mode & 0o777 for file in files} == {0o666}


def test_every_file_and_both_directories_are_flushed(
    tmp_path: Path, empty: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[int] = []
    flush = os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (flushed.append(descriptor), flush(descriptor))[1])
    publish_tiny_release(tmp_path, frames=empty)
    assert len(flushed) == FILES + 2


def test_a_release_in_place_that_the_disk_did_not_confirm_is_told(
    tmp_path: Path, empty: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = os.fsync

    def refuse_the_last(descriptor: int) -> None:
        if (tmp_path / DAY).exists():
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", refuse_the_last)
    assert refusal(tmp_path, empty) == (ReleaseProblem("not_flushed", DAY, (("reason", "ENOSPC"),)),)
    assert [snapshot.id for snapshot in releases(tmp_path).snapshots] == [DAY]
    assert verify_release(tmp_path / DAY) == ()
    assert [path.name for path in tmp_path.iterdir()] == [DAY]
