"""Records that several people edit: a write names the version it was made from, and every version stays on record."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from core.personal_numbers import personal_numbers
from core.records.database import database
from core.workspace import workspace

FILE = "meetings.sqlite"
LONGEST_NAME = 80
LONGEST_TEXT = 1000
NEW = 0
"""The version that a record which is not there yet is made from."""
NEVER = datetime.min.replace(tzinfo=UTC)
"""When such a record was written."""

# Not even this program can change what was written.
_TABLES = """
CREATE TABLE IF NOT EXISTS versions (
    kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, said_by TEXT NOT NULL, said_at TEXT NOT NULL,
    content TEXT NOT NULL, PRIMARY KEY (kind, id, version)
) STRICT;
CREATE TRIGGER IF NOT EXISTS versions_stay BEFORE UPDATE ON versions
BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER IF NOT EXISTS versions_remain BEFORE DELETE ON versions
BEGIN SELECT RAISE(ABORT, 'a version is never removed'); END;
"""
_NEWEST = """
SELECT id, version, said_by, said_at, content FROM versions AS v
WHERE kind = :kind AND version = (SELECT max(version) FROM versions WHERE kind = v.kind AND id = v.id)
ORDER BY rowid
"""
_ALL = "SELECT id, version, said_by, said_at, content FROM versions WHERE kind = :kind AND id = :id ORDER BY version"
_WRITE = "INSERT INTO versions VALUES (:kind, :id, :version, :said_by, :said_at, :content)"


class RecordKind(StrEnum):
    """What a record is."""

    AGENDA = "agenda"
    MEETING = "meeting"
    DECISION = "decision"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a record, from 1: what it says, who wrote it and when."""

    id: str
    number: int
    by: str
    at: datetime
    content: Mapping[str, Any]


class MeetingRecordsError(OSError):
    """The file of these records cannot be read or written; it is left as it is."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{FILE}: {reason}")


class StaleVersionError(Exception):
    """Somebody else wrote after the version that a write was made from; nothing was written.

    `newest` is what stands now, `changed` the names of what it says otherwise than the version that was started from.
    """

    def __init__(self, newest: Version, changed: tuple[str, ...]) -> None:
        super().__init__(f"{newest.id}: version {newest.number} by another writer")
        self.newest = newest
        self.changed = changed


class RefusedTextError(ValueError):
    """A text that is not kept: `field` names it, `reason` is `missing`, `long` or `personal`, `most` its limit."""

    def __init__(self, field: str, reason: str, most: int) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason, self.most = field, reason, most


def new_id() -> str:
    """An id for a record that is not there yet; short, since it stands in addresses."""
    return secrets.token_hex(4)


def checked_text(field: str, text: str, *, most: int = LONGEST_TEXT, needed: bool = False) -> str:
    """The text without space around it. Raises RefusedTextError: missing, too long, or with the number of a person."""
    text = text.strip()
    if needed and not text:
        raise RefusedTextError(field, "missing", most)
    if len(text) > most:
        raise RefusedTextError(field, "long", most)
    if personal_numbers(text):
        raise RefusedTextError(field, "personal", most)
    return text


def write(kind: RecordKind, id: str, made_from: int, content: Mapping[str, Any], by: str, at: datetime) -> Version:
    """Write the next version of a record; when this returns it is on the disk.

    `made_from` is the number of the version the writer saw, `NEW` for a record that is not there yet. Raises
    RefusedTextError without a name, StaleVersionError when somebody wrote since, MeetingRecordsError when it cannot be
    written; then nothing was.
    """
    by = checked_text("by", by, most=LONGEST_NAME, needed=True)
    path = workspace() / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MeetingRecordsError(type(error).__name__) from error
    with _open(path, to_write=True) as records:
        records.execute("BEGIN IMMEDIATE")  # nobody writes between the look and the write
        versions = [_version(row) for row in records.execute(_ALL, {"kind": kind, "id": id}).fetchall()]
        newest = versions[-1].number if versions else NEW
        if newest != made_from:
            records.execute("ROLLBACK")
            if not versions:
                raise MeetingRecordsError("no such record")
            raise StaleVersionError(versions[-1], _changed(versions, made_from))
        version = Version(id, newest + 1, by, at, dict(content))
        row = {"kind": kind, "id": id, "version": version.number, "said_by": by, "said_at": at.isoformat()}
        records.execute(_WRITE, {**row, "content": json.dumps(content, ensure_ascii=False, allow_nan=False)})
        records.execute("COMMIT")
    return version


def newest_versions(kind: RecordKind) -> tuple[Version, ...]:
    """The newest version of every record of a kind, the one written last at the end. Raises MeetingRecordsError."""
    return _read(_NEWEST, {"kind": kind})


def all_versions(kind: RecordKind, id: str) -> tuple[Version, ...]:
    """Every version of a record, the first one first; none of one that is not there. Raises MeetingRecordsError."""
    return _read(_ALL, {"kind": kind, "id": id})


def newest_version(kind: RecordKind, id: str) -> Version | None:
    """The newest version of a record; None when there is none. Raises MeetingRecordsError."""
    versions = all_versions(kind, id)
    return versions[-1] if versions else None


def _changed(versions: list[Version], made_from: int) -> tuple[str, ...]:
    before = next((version.content for version in versions if version.number == made_from), {})
    now = versions[-1].content
    return tuple(name for name in now if now[name] != before.get(name))


def _read(question: str, values: Mapping[str, str]) -> tuple[Version, ...]:
    path = workspace() / FILE
    if not path.is_file():
        return ()
    with _open(path) as records:
        return tuple(_version(row) for row in records.execute(question, values).fetchall())


def _version(row: tuple[str, int, str, str, str]) -> Version:
    id, number, by, at, content = row
    return Version(id, number, by, datetime.fromisoformat(at), json.loads(content))


@contextmanager
def _open(path: Path, *, to_write: bool = False) -> Iterator[sqlite3.Connection]:
    """The file with its tables; whatever is wrong with it is one error, and it is not touched."""
    try:
        with database(path, _TABLES, to_write=to_write) as records:
            yield records
    except (sqlite3.Error, json.JSONDecodeError) as error:
        raise MeetingRecordsError(str(error)) from error
