"""Saved scenarios: who saved them and why, on which data, with which levers; a version is followed, never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from core.records.database import database
from core.workspace import workspace

FILE = "scenarios.sqlite"
LONGEST_NAME = 80
LONGEST_REASON = 1000

# Not even this program can change a version that was saved.
_TABLES = """
CREATE TABLE IF NOT EXISTS scenarios (
    name TEXT NOT NULL, version INTEGER NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL, release TEXT NOT NULL,
    data TEXT NOT NULL, model TEXT NOT NULL, moved TEXT NOT NULL, copied_from TEXT NOT NULL,
    copied_version INTEGER NOT NULL, saved_at TEXT NOT NULL, PRIMARY KEY (name, version)
) STRICT;
CREATE TABLE IF NOT EXISTS filled_scenarios (
    name TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (name, version)
) STRICT;
CREATE TABLE IF NOT EXISTS plans_of_scenarios (
    name TEXT NOT NULL, version INTEGER NOT NULL, plan TEXT NOT NULL, PRIMARY KEY (name, version)
) STRICT;
CREATE TRIGGER IF NOT EXISTS scenarios_stay BEFORE UPDATE ON scenarios
BEGIN SELECT RAISE(ABORT, 'a saved scenario is never changed'); END;
CREATE TRIGGER IF NOT EXISTS scenarios_remain BEFORE DELETE ON scenarios
BEGIN SELECT RAISE(ABORT, 'a saved scenario is never removed'); END;
"""
_SAVE = """
INSERT INTO scenarios
SELECT :name, coalesce(max(version), 0) + 1, :author, :reason, :release, :data, :model, :moved, :copied_from,
       :copied_version, :saved_at FROM scenarios WHERE name = :name
RETURNING version
"""
_READ = """
SELECT name, version, author, reason, release, data, model, moved, copied_from, copied_version, saved_at,
       EXISTS (SELECT * FROM filled_scenarios AS f WHERE f.name = scenarios.name AND f.version = scenarios.version),
       coalesce((SELECT p.plan FROM plans_of_scenarios AS p
                 WHERE p.name = scenarios.name AND p.version = scenarios.version), '')
FROM scenarios
WHERE (:name IS NULL OR name = :name) AND (:version IS NULL OR version = :version)
ORDER BY saved_at DESC, name, version DESC
"""

_Row = tuple[str, int, str, str, str, str, str, str, str, int, str, int, str]
"""A row of the table, in the order of its columns."""


class ScenarioRecordsError(Exception):
    """The file of saved scenarios cannot be read or written; it is left as it is. `file` is its name."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{FILE}: {reason}")
        self.file = FILE


@dataclass(frozen=True, slots=True)
class SavedScenario:
    """One version of a saved scenario.

    `release` and `data` are the id and digest of the release it was made on, `model` the version of the models. `moved`
    are the levers moved off the current course, by id. `copied_from` is the name and version it was copied from.
    `filled`: units that had not reported counted with their last value. `plan` is the id of the plan whose goals it was
    looked at for, empty where nothing was said of it.
    """

    name: str
    version: int
    author: str
    reason: str
    release: str
    data: str
    model: str
    moved: Mapping[str, float]
    copied_from: tuple[str, int] | None
    saved_at: datetime
    filled: bool = False
    plan: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioDifferences:
    """What changed since a scenario was saved: other data, another model, levers that no longer exist."""

    data: bool
    model: bool
    missing_levers: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.data or self.model or bool(self.missing_levers)


class _Lever(Protocol):
    @property
    def id(self) -> str: ...


class CurrentBasis(Protocol):
    """What a saved scenario is compared with: `core.scenario.basis.Basis` is one."""

    @property
    def release(self) -> str: ...
    @property
    def data(self) -> str: ...
    @property
    def levers(self) -> Sequence[_Lever]: ...


def save_scenario(
    name: str,
    author: str,
    reason: str,
    *,
    release: str,
    data: str,
    model: str,
    moved: Mapping[str, float],
    saved_at: datetime,
    copied_from: tuple[str, int] | None = None,
    filled: bool = False,
    plan: str = "",
) -> SavedScenario:
    """Save a scenario as the next version of its name, the first when the name is new; earlier ones stay as they are.

    Raises ValueError for an empty name, author or reason, one that is too long, or a scenario to copy from that does
    not exist; ScenarioRecordsError when it cannot be written: then nothing was.
    """
    name, author, reason = name.strip(), author.strip(), reason.strip()
    for field, text, longest in (
        ("name", name, LONGEST_NAME),
        ("author", author, LONGEST_NAME),
        ("reason", reason, LONGEST_REASON),
    ):
        if not text or len(text) > longest:
            raise ValueError(f"a saved scenario needs a {field} of 1 to {longest} characters")
    if copied_from is not None and saved_scenario(*copied_from) is None:
        raise ValueError("the scenario to copy from does not exist")
    values = {
        "name": name,
        "author": author,
        "reason": reason,
        "release": release,
        "data": data,
        "model": model,
        "moved": json.dumps({id: float(moved[id]) for id in sorted(moved)}, allow_nan=False),
        "copied_from": copied_from[0] if copied_from else "",
        "copied_version": copied_from[1] if copied_from else 0,
        "saved_at": saved_at.isoformat(),
    }
    path = workspace() / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ScenarioRecordsError(type(error).__name__) from error
    with _open(path, to_write=True) as records:
        # The number is taken under the write lock: two who save at once get two versions.
        records.execute("BEGIN IMMEDIATE")
        version = records.execute(_SAVE, values).fetchone()[0]
        if filled:
            records.execute("INSERT INTO filled_scenarios VALUES (:name, :version)", {"name": name, "version": version})
        if plan:
            kept = {"name": name, "version": version, "plan": plan}
            records.execute("INSERT INTO plans_of_scenarios VALUES (:name, :version, :plan)", kept)
        records.execute("COMMIT")
    return SavedScenario(
        name, version, author, reason, release, data, model, dict(moved), copied_from, saved_at, filled, plan
    )


def saved_scenarios() -> tuple[SavedScenario, ...]:
    """Every version of every saved scenario, newest first; none while nobody saved any. Raises
    ScenarioRecordsError."""
    return _read(None, None)


def saved_scenario(name: str, version: int | None = None) -> SavedScenario | None:
    """A version of a saved scenario, the latest without a number; None when there is none. Raises
    ScenarioRecordsError."""
    return max(_read(name.strip(), version), key=lambda scenario: scenario.version, default=None)


def differences(scenario: SavedScenario, basis: CurrentBasis, model: str) -> ScenarioDifferences:
    """What keeps a saved scenario from showing what its author saw; false when nothing does."""
    known = {lever.id for lever in basis.levers}
    return ScenarioDifferences(
        (scenario.release, scenario.data) != (basis.release, basis.data),
        scenario.model != model,
        tuple(id for id in scenario.moved if id not in known),
    )


def _read(name: str | None, version: int | None) -> tuple[SavedScenario, ...]:
    path = workspace() / FILE
    if not path.is_file():
        return ()
    with _open(path) as records:
        rows = records.execute(_READ, {"name": name, "version": version}).fetchall()
        return tuple(_saved_scenario(row) for row in rows)


def _saved_scenario(row: _Row) -> SavedScenario:
    name, version, author, reason, release, data, model, moved, copied_from, copied_version, saved_at, filled, plan = (
        row
    )
    return SavedScenario(
        name,
        version,
        author,
        reason,
        release,
        data,
        model,
        json.loads(moved),
        (copied_from, copied_version) if copied_from else None,
        datetime.fromisoformat(saved_at),
        bool(filled),
        plan,
    )


@contextmanager
def _open(path: Path, *, to_write: bool = False) -> Iterator[sqlite3.Connection]:
    """The file with its tables; whatever is wrong with it is one error, and it is not touched."""
    try:
        with database(path, _TABLES, to_write=to_write) as records:
            yield records
    except (sqlite3.Error, json.JSONDecodeError) as error:
        raise ScenarioRecordsError(str(error)) from error
