"""What people write in the app, apart from releases: who confirmed that a unit's figures are unchanged, and when."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.workspace import workspace

FILE = "records.sqlite"
_BUSY_SECONDS = 5.0

_TABLE = """
CREATE TABLE IF NOT EXISTS confirmations (
    dataset TEXT NOT NULL, unit_id TEXT NOT NULL, year INTEGER NOT NULL, said_by TEXT NOT NULL, said_at TEXT NOT NULL
) STRICT
"""
_CONFIRM = "INSERT INTO confirmations VALUES (:dataset, :unit_id, :year, :said_by, :said_at)"
# The last word on a unit counts; the earlier ones stay on record.
_CONFIRMATIONS = """
SELECT dataset, unit_id, year, said_by, max(said_at) FROM confirmations
WHERE year = :year GROUP BY dataset, unit_id ORDER BY dataset, unit_id
"""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Somebody's word that the figures of a unit in one dataset are for `year` what they were; nothing is copied."""

    dataset: str
    unit_id: str
    year: int
    said_by: str
    said_at: datetime


def confirm(dataset: str, unit_id: str, year: int, said_by: str, said_at: datetime) -> None:
    """Put a confirmation on record; a later one of the same unit and year adds to it.

    Raises ValueError for a confirmation nobody stands behind, sqlite3.Error or OSError when it cannot be written.
    """
    if not said_by.strip():
        raise ValueError("a confirmation needs a name")
    path = workspace() / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with _opened(path) as records:
        records.execute("PRAGMA journal_mode = WAL")
        records.execute(_TABLE)
        given = {"dataset": dataset, "unit_id": unit_id, "year": year, "said_by": said_by.strip()}
        with records:
            records.execute(_CONFIRM, {**given, "said_at": said_at.isoformat()})


def confirmations(year: int) -> tuple[Confirmation, ...]:
    """The last confirmation of each unit and dataset for a year; none while nobody has confirmed anything."""
    path = workspace() / FILE
    if not path.is_file():
        return ()
    with _opened(path) as records:
        records.execute(_TABLE)
        found = records.execute(_CONFIRMATIONS, {"year": year}).fetchall()
    return tuple(Confirmation(*row[:4], datetime.fromisoformat(row[4])) for row in found)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        yield connection
    finally:
        connection.close()
