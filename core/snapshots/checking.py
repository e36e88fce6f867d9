"""Whether a release is whole: its files are those the manifest names, and their rows keep the dataset contract."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from core.datasets import DATASETS, Dataset, RowStatus, Symbol
from core.snapshots import manifest
from core.snapshots.former_versions import columns_of_version, in_present_columns
from core.snapshots.releases import (
    DatasetFile,
    ReleaseProblem,
    Snapshot,
    SnapshotError,
    parse_release_id,
    release_problem,
)

MOST_CODES_NAMED = 5
"""How many of the unexpected codes of a column a message names."""


def verify_release(directory: Path) -> tuple[ReleaseProblem, ...]:
    """Everything wrong with the release in `directory`; empty when it may be relied on.

    Checks the manifest, the hashes, that each Parquet file can be read, its columns and types, the row counts, and in
    the rows: empty cells, codes, numbers, keys, reasons of missing values, and the mark of provisional rows.
    """
    name = directory.name or directory.resolve().name
    if not directory.is_dir():
        return (release_problem("release_missing", name),)
    if parse_release_id(name) is None:
        return (release_problem("bad_directory_name", name, found=name),)
    return read_release(directory, name, deep=True)[1]


def read_release(
    directory: Path, name: str, *, deep: bool = False
) -> tuple[Snapshot | None, tuple[ReleaseProblem, ...]]:
    """The release in `directory` called `name`, or None and its problems.

    Without `deep` the files are hashed and their footers read, but the rows are not looked at.
    """
    try:
        snapshot = manifest.read(directory, name)
    except SnapshotError as error:
        return None, error.problems
    problems = [
        problem
        for dataset_file in snapshot.datasets
        for problem in _file_problems(dataset_file, snapshot.schema_version, f"{name}/{dataset_file.path.name}", deep)
    ]
    return (None if problems else snapshot), tuple(problems)


def _file_problems(dataset_file: DatasetFile, version: int, file: str, deep: bool) -> list[ReleaseProblem]:
    dataset = DATASETS[dataset_file.name]
    columns = columns_of_version(dataset, version)
    try:
        with dataset_file.path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return [release_problem("file_missing", file)]
    except OSError as error:
        return [release_problem("file_unreadable", file, reason=error.strerror or error)]
    if sha256 != dataset_file.sha256:
        return [release_problem("wrong_hash", file, expected=dataset_file.sha256, found=sha256)]
    try:
        with pq.ParquetFile(dataset_file.path) as parquet:
            problems = column_problems(columns, parquet.schema_arrow, file)
            rows = parquet.metadata.num_rows
            if rows != dataset_file.rows:
                problems.append(release_problem("row_count", file, expected=dataset_file.rows, found=rows))
            if deep and not problems:
                table = in_present_columns(parquet.read(columns=columns.names), dataset)
                problems = row_problems(dataset, table, file)
    except (pa.ArrowException, OSError) as error:
        return [release_problem("unreadable_parquet", file, reason=error)]
    return problems


def column_problems(columns: pa.Schema, schema: pa.Schema, file: str) -> list[ReleaseProblem]:
    """Of the columns of the contract those that are missing or of another type; further columns are allowed."""
    problems = []
    for field in columns:
        if field.name not in schema.names:
            problems.append(release_problem("missing_column", file, column=field.name, expected=field.type))
            continue
        # A name that occurs twice has no one type: `get_field_index` is -1 and the column is a problem.
        index = schema.get_field_index(field.name)
        stored = schema.field(index).type if index >= 0 else "ambiguous"
        if index < 0 or _logical_type(stored) != field.type:
            problems.append(release_problem("wrong_type", file, column=field.name, expected=field.type, found=stored))
    return problems


def _logical_type(kind: pa.DataType) -> pa.DataType:
    """Text is one type in a Parquet file, whatever the writer held it in."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return pa.string() if pa.types.is_large_string(kind) or pa.types.is_string_view(kind) else kind


def row_problems(dataset: Dataset, table: pa.Table, file: str) -> list[ReleaseProblem]:
    """What is wrong in the rows of a table that has the columns and types of the contract."""
    if not table.num_rows:
        return []
    problems = []

    def report(code: str, rows: pa.ChunkedArray, **detail: object) -> None:
        """Add a problem if `rows` (true, false or null per row) names any row; say which file the first came from."""
        count = pc.sum(rows).as_py() or 0
        if count:
            place = pc.index(rows, True).as_py()
            first = {name: table[name][place].as_py() for name in ("source_file", "source_sheet", "source_row")}
            source = {name: "" if value is None else value for name, value in first.items()}
            problems.append(release_problem(code, file, **detail, rows=count, **source))

    for field in dataset.schema:
        column = table[field.name]
        if not field.nullable and column.null_count:
            report("empty_cell", pc.is_null(column), column=field.name)
        if field.name in dataset.key and field.name not in dataset.blank and pa.types.is_string(field.type):
            report("empty_cell", pc.equal(pc.utf8_trim_whitespace(column), ""), column=field.name)
        if pa.types.is_floating(field.type):
            report("not_a_number", pc.invert(pc.is_finite(column)), column=field.name)
    for name, allowed in dataset.codes.items():
        unknown = pc.and_(pc.invert(pc.is_in(table[name], pa.array(allowed, pa.string()))), pc.is_valid(table[name]))
        codes = sorted(pc.unique(table[name].filter(unknown)).to_pylist())[:MOST_CODES_NAMED]
        report("unknown_code", unknown, column=name, found=", ".join(codes), expected=", ".join(allowed))
    if "symbol" in table.column_names:
        missing = pc.is_null(table["value"])
        reasoned = pc.not_equal(table["symbol"], Symbol.PRESENT.value)
        report("symbol_without_reason", pc.and_not(missing, reasoned))
        report("value_with_symbol", pc.and_(pc.invert(missing), reasoned))
    is_provisional = pc.equal(table["status"], RowStatus.PROVISIONAL.value)
    report("provisional_not_marked", pc.and_not(is_provisional, table["provisional"]))
    return problems + _repeated_keys(dataset, table, file)


def _repeated_keys(dataset: Dataset, table: pa.Table, file: str) -> list[ReleaseProblem]:
    key = list(dataset.key)
    groups = table.select(key).group_by(key, use_threads=False).aggregate([([], "count_all")])
    repeated = groups.filter(pc.greater(groups["count_all"], 1))
    if not repeated.num_rows:
        return []
    key_text = ", ".join(f"{name}={repeated[name][0]}" for name in key)
    rows = repeated["count_all"][0]
    return [release_problem("duplicate_key", file, key=key_text, keys=repeated.num_rows, rows=rows)]
