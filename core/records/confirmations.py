"""Confirmations that a unit's figures are unchanged: who confirmed it, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.records.database import database
from core.workspace import workspace

FILE = "records.sqlite"
DEMONSTRATION_FILE = "demonstration.sqlite"
"""What was confirmed while trying out on the demonstration, apart from what counts for own data."""

_TABLE = """
CREATE TABLE IF NOT EXISTS confirmations (
    dataset TEXT NOT NULL, unit_id TEXT NOT NULL, year INTEGER NOT NULL, said_by TEXT NOT NULL, said_at TEXT NOT NULL
) STRICT;
"""
_CONFIRM = "INSERT INTO confirmations VALUES (:dataset, :unit_id, :year, :said_by, :said_at)"
# The last confirmation of a unit counts; the earlier ones stay on record.
_CONFIRMATIONS = """
SELECT dataset, unit_id, year, said_by, max(said_at) FROM confirmations
WHERE year = :year GROUP BY dataset, unit_id ORDER BY dataset, unit_id
"""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A confirmation, by name, that the figures of a unit in one dataset are unchanged in `year`; nothing is copied."""

    dataset: str
    unit_id: str
    year: int
    confirmed_by: str
    confirmed_at: datetime


def confirm(
    dataset: str,
    unit_id: str,
    year: int,
    confirmed_by: str,
    confirmed_at: datetime,
    *,
    demonstration: bool = False,
) -> None:
    """Put a confirmation on record; a later one of the same unit and year adds to it.

    Raises ValueError for a confirmation without a name, sqlite3.Error or OSError when it cannot be written.
    """
    if not confirmed_by.strip():
        raise ValueError("a confirmation needs a name")
    path = _path(demonstration)
    path.parent.mkdir(parents=True, exist_ok=True)
    values = {"dataset": dataset, "unit_id": unit_id, "year": year, "said_by": confirmed_by.strip()}
    with database(path, _TABLE, to_write=True) as records:
        records.execute(_CONFIRM, {**values, "said_at": confirmed_at.isoformat()})


def confirmations(year: int, *, demonstration: bool = False) -> tuple[Confirmation, ...]:
    """The last confirmation of each unit and dataset for a year; none while nobody has confirmed anything."""
    path = _path(demonstration)
    if not path.is_file():
        return ()
    with database(path, _TABLE) as records:
        rows = records.execute(_CONFIRMATIONS, {"year": year}).fetchall()
    return tuple(
        Confirmation(dataset, unit_id, confirmed_year, confirmed_by, datetime.fromisoformat(confirmed_at))
        for dataset, unit_id, confirmed_year, confirmed_by, confirmed_at in rows
    )


def _path(demonstration: bool) -> Path:
    return workspace() / (DEMONSTRATION_FILE if demonstration else FILE)
