"""Releases of a round that is under way: the demonstration, and the returns of some units for the year after it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from core.datasets import DATASETS
from core.snapshots import Snapshot, releases
from tests.support.release_frames import tiny_release

YEAR = 2026
"""The year whose returns arrive one by one."""
REPORTING = ("enrolment", "college_enrolment", "teachers", "conditions", "programmes")
GROWTH = 1.02
"""Every unit reports so many times what it reported for the year before, rounded to whole numbers."""


def demonstration_rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of the newest release of the demonstration, by dataset; the caller's own, to be changed."""
    return {name: table.to_pylist() for name, table in _demonstration_tables().items()}


@cache
def _demonstration_tables() -> dict[str, pa.Table]:
    newest = releases().latest()
    assert newest is not None
    return {name: pq.read_table(newest.path(name)) for name in DATASETS}


def returned_rows(rows: Mapping[str, list[dict[str, Any]]], units: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """What these units return for `YEAR`: their rows of the year before, grown."""
    return {
        name: [
            {**row, "year": YEAR, "value": None if row["value"] is None else round(row["value"] * GROWTH)}
            for row in rows[name]
            if row["year"] == YEAR - 1 and row["unit_id"] in units
        ]
        for name in REPORTING
    }


def reporting_units(rows: Mapping[str, list[dict[str, Any]]]) -> list[str]:
    """The units of which a return is due: every school and college that reported the year before."""
    return sorted({row["unit_id"] for name in REPORTING for row in rows[name] if row["year"] == YEAR - 1})


def release_of_rows(root: Path, rows: Mapping[str, list[dict[str, Any]]], as_of: date = date(YEAR, 9, 1)) -> Snapshot:
    """Publish rows as a release of its own folder."""
    tables = {name: pa.Table.from_pylist(rows[name], schema=DATASETS[name].schema) for name in DATASETS}
    return tiny_release(root, as_of, tables, published_at=datetime(YEAR, 9, 30, 8, tzinfo=UTC))


def partial_release(root: Path, units: Collection[str]) -> Snapshot:
    """The demonstration with the returns of `units` for `YEAR`."""
    rows = demonstration_rows()
    returned = returned_rows(rows, units)
    return release_of_rows(root, {name: [*rows[name], *returned.get(name, [])] for name in DATASETS})
