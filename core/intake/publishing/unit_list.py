"""The list of units of a district: which are known, and the statement that these are all of them, as a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from core.datasets import DATASETS, ListState
from core.intake.findings import IntakeError
from core.intake.publishing.publish_lock import publish_lock
from core.intake.rows import release_rows
from core.personal_numbers import personal_numbers
from core.queries.year_completeness import OWED
from core.snapshots import Origin, Releases, Snapshot, UnitList, publish
from core.toml_entries import Words


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit that reports, with the newest year of every table it has sent."""

    unit_id: str
    name: Words
    years: Mapping[str, int]


def known_units(release: Snapshot) -> tuple[KnownUnit, ...]:
    """The units that report tables of `OWED` in a release, by id; the district as one unit is none of them."""
    names: dict[str, Words] = {}
    years: dict[str, dict[str, int]] = {}
    rows = release_rows(release)
    for dataset in OWED:
        for row in rows[dataset]:
            unit = row["unit_id"]
            if unit != row["area"]:
                names[unit] = Words(zh=row["unit_name"], en=row["unit_name_en"] or row["unit_name"])
                sent = years.setdefault(unit, {})
                sent[dataset] = max(row["year"], sent.get(dataset, row["year"]))
    return tuple(KnownUnit(unit, names[unit], years[unit]) for unit in sorted(years))


def units_added(release: Snapshot, releases: Releases) -> tuple[KnownUnit, ...]:
    """The units of a release that came after its list of units was stated complete; none where it was not."""
    if release.list_state is not ListState.COMPLETE:
        return ()
    since = [other for other in releases.alike(release) if other.unit_lists == release.unit_lists]
    first = min(since, key=lambda other: other.published_at, default=release)
    listed = {unit.unit_id for unit in known_units(first)}
    return tuple(unit for unit in known_units(release) if unit.unit_id not in listed)


def state_unit_list(
    base: Snapshot, root: Path, state: ListState, *, note: Words, stated_by: str, stated_at: datetime
) -> Snapshot:
    """Publish the newest release of `root` again with what is known of its list of units; its rows stay as they are.

    Raises IntakeError as `publish_lock`, and `personal_note` for a name or note with numbers of persons; SnapshotError
    as `core.snapshots.publish`.
    """
    if any(personal_numbers(text) for text in (note.zh, note.en, stated_by)):
        raise IntakeError("personal_note")
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
            note=note.zh,
            note_en=note.en,
            plan=base.plan,
            rules=base.rules,
            status=base.status,
            origins={
                file.name: Origin(file.origin_file, file.origin_sha256, file.origin_sheet) for file in base.datasets
            },
            successors=base.successors,
            unit_lists=(UnitList(state.value, stated_by, stated_at),),
        )
