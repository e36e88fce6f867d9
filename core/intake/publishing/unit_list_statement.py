"""The list of units of a district: which are known, and the statement that these are all of them, as a release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from core.datasets import DATASETS, CollegeStage, ListState
from core.intake.findings import IntakeError
from core.intake.publishing.publish_lock import publish_lock
from core.intake.rows import IDENTITY_FIELDS, Row, Rows, UnitEntry, release_rows, unit_of
from core.language import Language, catalogue
from core.personal_numbers import personal_numbers
from core.queries.completeness.owed_returns import OWED
from core.records import passphrase as access
from core.snapshots import Origin, Snapshot, UnitList, publish, stored_table
from core.text_ids.datasets import LIST_STATE_TEXT
from core.toml_entries import Words
from core.workspace import workspace

_OWING = (*OWED, "colleges")
_SEEN = (*IDENTITY_FIELDS, "year", "stage", "actual_date")


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit that owes returns, with the newest year of every table it has sent (None: a table without years).

    `last` is its last day as far as it is known, and `is_closed` says that it was before the as-of date.
    """

    unit_id: str
    name: Words
    years: Mapping[str, int | None]
    last: date | None
    is_closed: bool


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """The list of units: all that are known, those of them that came after it was stated complete, and the statement.

    `statement` is what was said last, None where nobody was asked.
    """

    units: tuple[KnownUnit, ...]
    added: tuple[KnownUnit, ...]
    statement: UnitList | None

    @property
    def in_force(self) -> tuple[KnownUnit, ...]:
        """The units there are on the as-of date."""
        return tuple(unit for unit in self.units if not unit.is_closed)

    @property
    def is_complete(self) -> bool:
        """Whether somebody stated that these are all, perhaps before some were added."""
        return self.statement is not None and self.statement.state == ListState.COMPLETE

    @property
    def is_asked(self) -> bool:
        """Whether it is still to be said that these, with all that were added, are all units."""
        return not self.is_complete or bool(self.added)


def units_of_release(release: Snapshot, area: str) -> KnownUnits:
    """The list of units of an area in a release; raises OSError or pyarrow.ArrowException when it cannot be read."""
    return _with_statement(_units_of(release, area), release.unit_lists[-1] if release.unit_lists else None)


def units_of_rows(rows: Rows, area: str, as_of: date, base: Snapshot | None) -> KnownUnits:
    """The list of units in rows of a release to be, where what was stated of `base` holds; raises as
    `units_of_release`."""
    statement = base.unit_lists[-1] if base is not None and base.unit_lists else None
    if base is not None and statement is not None and statement.units is None:
        # Made before its units were kept: those of the release in which it stands.
        statement = replace(statement, units=_codes(_units_of(base, area)))
    return _with_statement(_known_units(rows, area, as_of), statement)


def statement_of(
    units: Sequence[KnownUnit], state: ListState, stated_by: str, stated_at: datetime
) -> tuple[UnitList, ...]:
    """The statement that these units are all, or that they may not be."""
    return (UnitList(state.value, stated_by, stated_at, _codes(units)),)


def _codes(units: Sequence[KnownUnit]) -> tuple[str, ...]:
    return tuple(unit.unit_id for unit in units)


def _with_statement(units: tuple[KnownUnit, ...], statement: UnitList | None) -> KnownUnits:
    known = KnownUnits(units, (), statement)
    if statement is None or statement.units is None or not known.is_complete:
        return known
    return replace(known, added=tuple(unit for unit in units if unit.unit_id not in statement.units))


@lru_cache(maxsize=32)  # asked at every run of the page of returns
def _units_of(release: Snapshot, area: str) -> tuple[KnownUnit, ...]:
    rows: Rows = {}
    for dataset in _OWING:
        names = [name for name in _SEEN if name in DATASETS[dataset].schema.names]
        table = stored_table(release, dataset, names)
        # Of hundreds of rows a unit and table only their years are asked for.
        rows[dataset] = table.group_by(names, use_threads=False).aggregate([]).to_pylist()
    return _known_units(rows, area, release.as_of)


def _known_units(rows: Rows, area: str, as_of: date) -> tuple[KnownUnit, ...]:
    """The units of an area that owe returns, by id: those that report tables of `OWED`, and colleges that enrol."""
    entries: dict[str, UnitEntry] = {}
    years: dict[str, dict[str, int | None]] = {}
    for dataset in _OWING:
        for row in rows[dataset]:
            if row["area"] != area or row["unit_id"] == area or not _owes(row):
                continue
            entry, year, sent = unit_of(row), row.get("year"), years.setdefault(row["unit_id"], {})
            if entry.unit_id not in entries or entries[entry.unit_id].valid_from <= entry.valid_from:
                entries[entry.unit_id] = entry
            sent[dataset] = year if year is None else max(year, sent.get(dataset) or year)
    return tuple(
        KnownUnit(
            unit,
            Words(zh=entry.name, en=entry.name_en or entry.name),
            years[unit],
            entry.valid_to,
            entry.valid_to is not None and entry.valid_to < as_of,
        )
        for unit, entry in sorted(entries.items())
    )


def _owes(row: Row) -> bool:
    """Whether a row is one of a unit that owes returns: a college on its way does not yet."""
    return "stage" not in row or (row["stage"] == CollegeStage.ENROLLING and row["actual_date"] is not None)


def state_with_passphrase(
    base: Snapshot, area: str, passphrase: str, state: ListState, stated_by: str, stated_at: datetime
) -> Snapshot:
    """State it in the workspace for somebody who must know the passphrase when one is set.

    Raises AccessError before anything else happens; then as `state_unit_list`.
    """
    access.admit(passphrase)
    return state_unit_list(base, area, workspace() / "snapshots", state, stated_by, stated_at)


def state_unit_list(
    base: Snapshot, area: str, root: Path, state: ListState, stated_by: str, stated_at: datetime
) -> Snapshot:
    """Publish the newest release of `root` again with what is known of its list of units; its rows stay as they are.

    The statement is of the units of `area`.

    Raises IntakeError as `publish_lock`, and `personal_note` for a name with numbers of persons; SnapshotError as
    `core.snapshots.publish`.
    """
    if personal_numbers(stated_by):
        raise IntakeError("personal_note")
    zh, en = (catalogue(language)(LIST_STATE_TEXT[state]) for language in Language)
    tables = {
        name: pa.Table.from_pylist(rows, schema=DATASETS[name].schema) for name, rows in release_rows(base).items()
    }
    with publish_lock(root, base):
        return publish(
            tables,
            as_of=base.as_of,
            root=root,
            published_by=stated_by,
            published_at=stated_at,
            note=zh,
            note_en=en,
            plan=base.plan,
            rules=base.rules,
            status=base.status,
            origins={
                file.name: Origin(file.origin_file, file.origin_sha256, file.origin_sheet) for file in base.datasets
            },
            successors=base.successors,
            unit_lists=statement_of(_units_of(base, area), state, stated_by, stated_at),
        )
