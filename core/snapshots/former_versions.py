"""Reads releases of former schema versions as ones of the present: what each version added is empty in earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.parquet as pq

from core.datasets import DATASETS, SCHEMA_VERSION, Dataset
from core.snapshots.releases import Snapshot


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """What a schema version added: whole datasets, and columns by dataset. New codes need no conversion.

    A column that earlier releases lack is null in them, or an empty text where it may not be null: no version may add
    a number or day that must be there.
    """

    datasets: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


CHANGES: Mapping[int, SchemaChange] = {
    2: SchemaChange(
        datasets=("programmes",),
        columns={
            "tasks": (
                "period",
                "co_units",
                "proposed_on",
                "under_way_on",
                "finished_on",
                "closed_on",
                "due_date",
                "confirmation",
                "progress",
                "problem",
                "next_step",
                "evidence_file",
                "evidence_sha256",
            ),
            "milestones": ("milestone_name", "milestone_name_en", "evidence_file", "evidence_sha256"),
        },
    ),
}
"""What every schema version after the first added; whatever reads a release of an earlier one adds it while reading."""


def datasets_of_version(version: int) -> tuple[str, ...]:
    """The datasets that a release of a schema version holds."""
    later = {name for number, change in CHANGES.items() if number > version for name in change.datasets}
    return tuple(name for name in DATASETS if name not in later)


def columns_of_version(dataset: Dataset, version: int) -> pa.Schema:
    """The columns of a dataset in a release of a schema version, in the order of the present ones."""
    later = later_columns(dataset.name, version)
    return pa.schema([column for column in dataset.schema if column.name not in later])


def later_columns(dataset: str, version: int) -> set[str]:
    """The columns of a dataset that a release of a schema version does not have yet."""
    changes = (change for number, change in CHANGES.items() if number > version)
    return {name for change in changes for name in change.columns.get(dataset, ())}


def is_stored_as_now(snapshot: Snapshot, dataset: str) -> bool:
    """Whether the file of a dataset has the columns of the present schema; it may be read without conversion then."""
    version = snapshot.schema_version
    return dataset in datasets_of_version(version) and not later_columns(dataset, version)


def in_present_columns(table: pa.Table, dataset: Dataset) -> pa.Table:
    """A table of a former version with the columns of the present one, in their order."""
    columns = [
        table[column.name] if column.name in table.column_names else _empty(column, table.num_rows)
        for column in dataset.schema
    ]
    return pa.Table.from_arrays(columns, names=dataset.schema.names)


def _empty(column: pa.Field, rows: int) -> pa.Array:
    return pa.nulls(rows, column.type) if column.nullable else pa.repeat(pa.scalar("", column.type), rows)


def stored_table(snapshot: Snapshot, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of a dataset of a release in the present columns, whatever version wrote it; only `columns`, if any.

    Raises OSError or pyarrow.ArrowException when its file cannot be read.
    """
    dataset = DATASETS[name]
    wanted = list(columns or dataset.schema.names)
    if snapshot.schema_version < SCHEMA_VERSION and name not in datasets_of_version(snapshot.schema_version):
        return dataset.schema.empty_table().select(wanted)
    with pq.ParquetFile(snapshot.path(name)) as file:
        if is_stored_as_now(snapshot, name):
            return file.read(columns=wanted)
        stored = file.read(columns=columns_of_version(dataset, snapshot.schema_version).names)
    return in_present_columns(stored, dataset).select(wanted)
