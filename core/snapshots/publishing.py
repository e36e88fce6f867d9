"""Writes a release so that it is either wholly there or not there, and never changes one that is."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from core.datasets import DATASETS, SCHEMA_VERSION, Dataset
from core.snapshots import manifest
from core.snapshots.checking import read_release, row_problems
from core.snapshots.releases import (
    MANIFEST,
    DatasetFile,
    Explanation,
    Merger,
    Origin,
    ReleaseProblem,
    Snapshot,
    SnapshotError,
    SourceReturn,
    UnitList,
    parse_release_id,
    release_id,
    release_problem,
)

if TYPE_CHECKING:
    import pandas as pd

_ATTEMPTS = 100  # publishers of one date at the same moment
_NAME_IN_USE = (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR)


def publish(
    frames: Mapping[str, pd.DataFrame | pa.Table],
    *,
    as_of: date,
    root: Path,
    published_by: str,
    published_at: datetime,
    note: str,
    note_en: str,
    plan: str,
    rules: str,
    status: str,
    origins: Mapping[str, Origin] | None = None,
    explanations: tuple[Explanation, ...] = (),
    returned: tuple[SourceReturn, ...] = (),
    successors: tuple[Merger, ...] = (),
    unit_lists: tuple[UnitList, ...] = (),
) -> Snapshot:
    """Publish one table per dataset (an empty one is allowed) as a release of `root`, and return it.

    The rows are stored in the order of their keys, so equal tables give equal files. When the date has a release
    already, this is its next revision. `published_at` needs a time zone (ValueError).
    Raises SnapshotError, with nothing new in `root`, for all that is wrong in the tables or the texts, and with
    `cannot_write` when the disk refuses; and with `not_flushed` when the release is in place but the disk did not
    confirm it.
    """
    if published_at.tzinfo is None:
        raise ValueError("published_at needs a time zone")
    root = root.absolute()
    tables = _check_tables(frames, as_of.isoformat())
    contents = {name: _parquet(table) for name, table in tables.items()}
    origins = origins or {}
    release = Snapshot(
        id="",
        as_of=as_of,
        revision=0,
        schema_version=SCHEMA_VERSION,
        plan=plan,
        rules=rules,
        status=status,
        published_by=published_by,
        published_at=published_at.astimezone(UTC),
        note=note,
        note_en=note_en,
        digest="",
        directory=root,
        datasets=tuple(
            _dataset_file(name, contents[name], tables[name].num_rows, origins.get(name, Origin())) for name in DATASETS
        ),
        explanations=explanations,
        returned=returned,
        successors=successors,
        unit_lists=unit_lists,
    )
    temporary = root / f".tmp-{as_of.isoformat()}-{secrets.token_hex()}"
    try:
        return _write(release, contents, temporary)
    except OSError as error:
        raise SnapshotError([release_problem("cannot_write", as_of.isoformat(), reason=_reason(error))]) from error
    finally:
        # Gone already when the release is in place. What cannot be removed has a leading dot, and is passed over.
        shutil.rmtree(temporary, ignore_errors=True)


def _check_tables(frames: Mapping[str, pd.DataFrame | pa.Table], release: str) -> dict[str, pa.Table]:
    file = f"{release}/{MANIFEST}"
    problems = [release_problem("dataset_missing", file, dataset=name) for name in DATASETS if name not in frames]
    problems += [release_problem("dataset_unknown", file, dataset=name) for name in frames if name not in DATASETS]
    tables = {}
    for dataset in DATASETS.values():
        if dataset.name in frames:
            file = f"{release}/{dataset.name}.parquet"
            table, table_problems = _table(dataset, frames[dataset.name], file)
            problems += table_problems
            if table is not None:
                problems += row_problems(dataset, table, file)
                tables[dataset.name] = table
    if problems:
        raise SnapshotError(problems)
    return tables


def _table(dataset: Dataset, frame: pd.DataFrame | pa.Table, file: str) -> tuple[pa.Table | None, list[ReleaseProblem]]:
    """The frame with exactly the columns and types of the contract, in the order of its keys."""
    given = list(frame.column_names if isinstance(frame, pa.Table) else frame.columns)
    problems = [
        release_problem("unknown_column", file, column=name) for name in given if name not in dataset.schema.names
    ]  # refused: a misspelt column would be lost without a word, and a personal one would be published
    columns = []
    for field in dataset.schema:
        if given.count(field.name) != 1:
            problems.append(release_problem("missing_column", file, column=field.name, expected=field.type))
            continue
        column = frame[field.name]
        try:
            columns.append(_column(column, field.type))
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            column_type = column.type if isinstance(column, pa.ChunkedArray) else column.dtype
            problems.append(
                release_problem("wrong_type", file, column=field.name, expected=field.type, found=column_type)
            )
    if problems:
        return None, problems
    table = pa.Table.from_arrays(columns, schema=dataset.schema)
    return table.sort_by([(name, "ascending") for name in dataset.key]).combine_chunks(), []


def _column(column: pd.Series | pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray | pa.Array:
    """The values as `kind`; nothing is rounded, cut or spelt out to make them fit."""
    values = column if isinstance(column, pa.ChunkedArray) else pa.array(column, from_pandas=True)
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    if not pa.types.is_null(values.type) and _family(values.type) != _family(kind):
        raise TypeError(f"{values.type} is not {kind}")
    return values.cast(kind)


def _family(kind: pa.DataType) -> str:
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return "text"
    if pa.types.is_boolean(kind):
        return "yes or no"
    return "time" if pa.types.is_temporal(kind) else "number"


def _parquet(table: pa.Table) -> bytes:
    """The table as the bytes of a Parquet file: fixed options and no time, so equal tables give equal bytes."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, version="2.6", data_page_version="1.0", compression="zstd", compression_level=6)
    return bytes(sink.getvalue())


def _dataset_file(name: str, content: bytes, rows: int, origin: Origin) -> DatasetFile:
    sha256 = hashlib.sha256(content).hexdigest()
    return DatasetFile(name, Path(f"{name}.parquet"), rows, sha256, origin.file, origin.sha256, origin.sheet)


def _write(release: Snapshot, contents: Mapping[str, bytes], temporary: Path) -> Snapshot:
    root = temporary.parent
    os.makedirs(root, exist_ok=True)
    os.mkdir(temporary)
    for name, content in contents.items():
        _write_flushed(temporary / f"{name}.parquet", content)
    for _ in range(_ATTEMPTS):
        revision = _next_revision(root, release.as_of)
        name = release_id(release.as_of, revision)
        _write_flushed(temporary / MANIFEST, manifest.render(replace(release, revision=revision)))
        _flush_directory(temporary)
        _, problems = read_release(temporary, name, deep=True)
        if problems:
            raise SnapshotError(problems)
        published = _moved_to(manifest.read(temporary, name), root / name)
        try:
            os.rename(temporary, root / name)
        except OSError as error:
            if error.errno not in _NAME_IN_USE or not os.path.lexists(root / name):
                raise
            continue  # another publisher was faster: its release stays, this one is the revision after it
        try:
            _flush_directory(root)
        except OSError as error:
            raise SnapshotError([release_problem("not_flushed", name, reason=_reason(error))]) from error
        return published
    raise SnapshotError([release_problem("no_free_revision", release.as_of.isoformat(), attempts=_ATTEMPTS)])


def _next_revision(root: Path, as_of: date) -> int:
    """One more than the highest revision of that date, so that a removed revision is not given out again."""
    revisions = [parsed[1] for name in os.listdir(root) if (parsed := parse_release_id(name)) and parsed[0] == as_of]
    return max(revisions, default=0) + 1


def _moved_to(snapshot: Snapshot, directory: Path) -> Snapshot:
    files = tuple(replace(file, path=directory / file.path.name) for file in snapshot.datasets)
    return replace(snapshot, directory=directory, datasets=files)


def _write_flushed(path: Path, content: bytes) -> None:
    # Only a manifest is ever written twice, inside the temporary directory, when its revision was in use.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flush_directory(directory: Path) -> None:
    if os.name == "nt":  # Windows cannot open a directory, and writes its entries through
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reason(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, "") or str(error)
