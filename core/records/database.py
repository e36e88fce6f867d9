"""Opens the SQLite files of the records: makes missing tables and waits for other writers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

BUSY_SECONDS = 10.0
"""How long a writer waits for another one before it gives up."""
PAUSE_SECONDS = 0.01
"""How long it waits before it tries again what does not wait by itself."""


@contextmanager
def database(path: Path, schema: str, *, to_write: bool = False) -> Iterator[sqlite3.Connection]:
    """The file with its tables, made when they are missing; every statement commits by itself outside `BEGIN`.

    `schema` is a script of `CREATE … IF NOT EXISTS` statements, one for each table or trigger. `to_write` switches the
    file to a write-ahead log, so that readers and a writer do not wait for each other; it stays in that mode, and what
    is committed is on the disk. Raises sqlite3.Error when the file is damaged, locked or cannot be written; the file is
    then left as it is.
    """
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        names = connection.execute("SELECT count(*) FROM sqlite_master WHERE type IN ('table', 'trigger')").fetchone()
        if names[0] < schema.count("CREATE "):
            connection.executescript(f"BEGIN IMMEDIATE;{schema}COMMIT;")
        if to_write:
            _use_write_ahead_log(connection)
            connection.execute("PRAGMA synchronous = FULL")
        yield connection


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch the file once; unlike a statement, the switch does not wait for others by itself."""
    end = monotonic() + BUSY_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if monotonic() > end:
                raise
            sleep(PAUSE_SECONDS)
