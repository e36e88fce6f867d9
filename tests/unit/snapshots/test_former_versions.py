"""A release of a former schema version opens unchanged, answers every question and is built upon."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from core.datasets import DATASETS, SCHEMA_VERSION
from core.intake.rows import release_rows
from core.queries import Returns, milestones, series
from core.queries.database import QueryError, frame, records, select
from core.queries.release_contents import file_rows, other_areas, unit_rows
from core.queries.tasks import recorded_columns, task_reports
from core.snapshots import Snapshot, releases, stored_table, verify_release
from core.snapshots.former_versions import CHANGES, columns_of_version, datasets_of_version, is_stored_as_now
from tests.support.former_releases import SCHEMA_1, release_of_schema_1
from tests.support.release_frames import tiny_release


@pytest.fixture
def former(tmp_path: Path) -> Snapshot:
    return release_of_schema_1(tmp_path)


def hashes(directory: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in directory.iterdir()}


def test_what_each_version_added_is_a_column_or_dataset_of_today_and_may_be_empty() -> None:
    assert list(CHANGES) == list(range(2, SCHEMA_VERSION + 1))
    for change in CHANGES.values():
        assert set(change.datasets) <= set(DATASETS)
        for dataset, columns in change.columns.items():
            for column in columns:
                field = DATASETS[dataset].schema.field(column)
                assert field.nullable or pa.types.is_string(field.type)


def test_a_release_of_version_1_is_whole_as_it_lies_there(former: Snapshot, tmp_path: Path) -> None:
    before = hashes(former.directory)
    assert verify_release(former.directory) == ()
    (listed,) = releases(tmp_path).snapshots
    assert (listed.id, listed.schema_version, len(listed.datasets)) == (SCHEMA_1, 1, 10)
    assert hashes(former.directory) == before


def test_columns_added_since_are_null_or_an_empty_text_and_the_rest_is_as_it_was(former: Snapshot) -> None:
    rows = stored_table(former, "tasks").to_pylist()
    assert [row["task"] for row in rows] == list(range(1, 27))
    assert {row["period"] for row in rows} == {""}
    added = CHANGES[2].columns["tasks"]
    assert {row[name] for row in rows for name in added if name != "period"} == {None}
    assert (rows[0]["owner"], rows[0]["stage"], rows[0]["reported_on"]) == ("示例科室A", "under_way", date(2024, 8, 24))
    assert stored_table(former, "programmes").num_rows == 0
    for name, dataset in DATASETS.items():
        assert stored_table(former, name).schema.names == dataset.schema.names
    assert stored_table(former, "tasks", ["task", "period"]).column_names == ["task", "period"]


def test_every_dataset_answers_in_the_columns_of_today(former: Snapshot) -> None:
    returns = Returns(former)
    for name, dataset in DATASETS.items():
        answer = select(frame, returns, f"SELECT * FROM returns(${name})", (name,))
        assert list(answer.columns) == dataset.schema.names
        assert len(answer) == stored_table(former, name).num_rows
    both = "SELECT count(*) FROM returns($tasks) JOIN returns($enrolment) USING (area)"
    assert select(records, returns, both, ("tasks", "enrolment"))[0][0] > 0


def test_questions_over_all_tables_are_answered(former: Snapshot) -> None:
    returns = Returns(former, "500110")
    assert task_reports(returns)["owner"].isna().value_counts().to_dict() == {False: 15, True: 11}
    assert recorded_columns(returns) == {"owner"}
    assert len(milestones(returns)) == 3
    assert other_areas(returns) == ()
    assert set(unit_rows(returns)["dataset"]) >= {"enrolment", "colleges"}
    assert not file_rows(returns).empty
    assert series(returns, "secondary_vocational_enrolment")["value"].notna().any()


def test_rows_for_a_return_have_every_column_of_today(former: Snapshot) -> None:
    rows = release_rows(former)
    assert list(rows) == list(DATASETS)
    assert rows["programmes"] == []
    assert set(rows["milestones"][0]) == set(DATASETS["milestones"].schema.names)


def test_a_release_of_version_2_is_built_upon_one_of_version_1(former: Snapshot, tmp_path: Path) -> None:
    tables = {name: stored_table(former, name) for name in DATASETS}
    built = tiny_release(tmp_path, date(2025, 3, 1), frames=tables)
    assert (built.schema_version, verify_release(built.directory)) == (2, ())
    assert is_stored_as_now(built, "tasks")
    assert not is_stored_as_now(former, "tasks")
    for name in DATASETS:
        assert stored_table(built, name).to_pylist() == tables[name].to_pylist()
    assert [snapshot.schema_version for snapshot in releases(tmp_path).snapshots] == [1, 2]


def test_a_task_that_version_1_holds_twice_is_still_one_too_many(former: Snapshot) -> None:
    problems = verify_release(with_tasks(former, lambda table: pa.concat_tables([table, table.slice(2, 1)])))
    assert [problem.code for problem in problems] == ["duplicate_key"]


def test_a_column_of_version_1_that_is_missing_is_named(former: Snapshot) -> None:
    problems = verify_release(with_tasks(former, lambda table: table.drop_columns(["stage"])))
    assert [(problem.code, problem.values()["column"]) for problem in problems] == [("missing_column", "stage")]


def with_tasks(release: Snapshot, change) -> Path:  # type: ignore[no-untyped-def]
    """The release with other tasks, its manifest speaking of them."""
    import pyarrow.parquet as pq

    path, text = release.path("tasks"), release.directory / "manifest.toml"
    table = change(pq.read_table(path))
    pq.write_table(table, path)
    head, section = text.read_text("utf-8").split("[datasets.tasks]\n", 1)
    section = re.sub(r"rows = \d+", f"rows = {table.num_rows}", section, count=1)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    section = re.sub(r'sha256 = "\w+"', f'sha256 = "{sha256}"', section, count=1)
    text.write_text(f"{head}[datasets.tasks]\n{section}", "utf-8")
    return release.directory


def test_a_file_of_version_1_that_was_damaged_since_is_named(former: Snapshot) -> None:
    former.path("tasks").write_bytes(b"no table")
    with pytest.raises(QueryError) as caught:
        select(records, Returns(former), "SELECT count(*) FROM returns($tasks) WHERE task = -1", ("enrolment", "tasks"))
    assert caught.value.file == f"{SCHEMA_1}/tasks.parquet"


def test_a_version_holds_what_those_up_to_it_added() -> None:
    assert "programmes" not in datasets_of_version(1)
    assert list(datasets_of_version(2)) == list(DATASETS)
    first = columns_of_version(DATASETS["tasks"], 1).names
    assert [name for name in first if name not in ("area", "status", "provisional")][5:11] == [
        "task", "owner", "owner_en", "stage", "reported_on", "evidence",
    ]  # fmt: skip
    assert columns_of_version(DATASETS["tasks"], 2) == DATASETS["tasks"].schema
