"""Publishes a checked return as a release, or writes the release it would become into a folder for a preview."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from core.datasets import DATASETS, ListState, RowStatus
from core.intake.finding_words import message
from core.intake.findings import IntakeError, Severity
from core.intake.merging.earlier_files import form_of
from core.intake.merging.merge import MergeResult
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.checklist import checklist
from core.intake.publishing.publish_lock import publish_lock
from core.intake.publishing.unit_list_statement import statement_of
from core.intake.rows import Rows
from core.language import Language, catalogue
from core.personal_numbers import personal_numbers
from core.records import passphrase as access
from core.snapshots import Explanation, Merger, Origin, Snapshot, SourceReturn, UnitList, publish
from core.workspace import workspace

ASSESSMENT_RULES = "linear-pace-1"
"""The assessment rules in force, as every release names them."""


def publish_with_passphrase(
    checked: CheckedReturn,
    passphrase: str,
    *,
    note: str,
    note_en: str,
    published_by: str,
    published_at: datetime,
    explanations: Mapping[str, str],
    all_units: bool = False,
) -> Snapshot:
    """Publish a return into the workspace for somebody who must know the passphrase when one is set.

    Raises AccessError before anything else happens; then as `publish_return`.
    """
    access.admit(passphrase)
    return publish_return(
        checked,
        workspace() / "snapshots",
        note=note,
        note_en=note_en,
        published_by=published_by,
        published_at=published_at,
        explanations=explanations,
        all_units=all_units,
    )


def publish_return(
    checked: CheckedReturn,
    root: Path,
    *,
    note: str,
    note_en: str,
    published_by: str,
    published_at: datetime,
    explanations: Mapping[str, str],
    all_units: bool = False,
) -> Snapshot:
    """Publish the release that contains the return. `root` is the folder of releases.

    `all_units` states that the units known with this return are all of the district.

    Raises IntakeError when the checklist blocks (`not_ready`), when another process is publishing (`busy`) and when
    there is a newer release than the one this return was checked against (`release_moved`); SnapshotError as
    `core.snapshots.publish`.
    """
    if any(item.blocks for item in checklist(checked, note, explanations)) or checked.merged is None:
        raise IntakeError("not_ready")
    if any(personal_numbers(text) for text in (note_en, published_by)):
        raise IntakeError("personal_note")
    tables = _tables(checked.merged.rows)
    with publish_lock(root, checked.base):
        return publish(
            tables,
            as_of=checked.as_of,
            root=root,
            published_by=published_by,
            published_at=published_at,
            note=note.strip(),
            note_en=note_en.strip() or note.strip(),
            plan=checked.plan,
            rules=checked.base.rules if checked.base is not None else ASSESSMENT_RULES,
            status=_status(checked, checked.merged.rows),
            origins=_origins(checked, checked.merged),
            explanations=_explanations(checked, explanations),
            returned=(SourceReturn(checked.reading.name, checked.reading.sha256, *form_of(checked.reading)),),
            successors=_mergers(checked),
            unit_lists=_unit_lists(checked, published_by, published_at, all_units=all_units),
        )


def stage_release(checked: CheckedReturn, folder: Path) -> Snapshot:
    """Write the release as it would be into an empty folder of the caller's own, so that it can be assessed.

    The caller removes the folder. Raises IntakeError (`not_ready`) when there is nothing to stage, SnapshotError when
    rows are wrong.
    """
    if checked.merged is None:
        raise IntakeError("not_ready")
    status = checked.base.status if checked.base is not None else "reported"
    rules = checked.base.rules if checked.base is not None else "-"
    return publish(
        _tables(checked.merged.rows),
        as_of=checked.as_of,
        root=folder,
        published_by="preview",
        published_at=datetime(checked.as_of.year, checked.as_of.month, checked.as_of.day, tzinfo=UTC),
        note="",
        note_en="",
        plan=checked.plan,
        rules=rules,
        status=status,
        unit_lists=_unit_lists(checked, "preview", datetime(checked.as_of.year, 1, 1, tzinfo=UTC)),
    )


def _tables(rows: Rows) -> dict[str, pa.Table]:
    """Rows as the tables that `core.snapshots.publish` takes."""
    return {name: pa.Table.from_pylist(rows[name], schema=dataset.schema) for name, dataset in DATASETS.items()}


def _status(checked: CheckedReturn, rows: Rows) -> str:
    """A release is as good as its weakest row: anything made up makes it illustrative."""
    statuses = {row["status"] for table in rows.values() for row in table}
    if RowStatus.ILLUSTRATIVE in statuses:
        return RowStatus.ILLUSTRATIVE.value
    provisional = checked.provisional or any(row["provisional"] for table in rows.values() for row in table)
    return RowStatus.PROVISIONAL.value if provisional else RowStatus.REPORTED.value


def _origins(checked: CheckedReturn, merged: MergeResult) -> dict[str, Origin]:
    """The last origin of each dataset: this file when it changed any of its rows, else what the release says."""
    reading = checked.reading
    origins = {}
    if checked.base is not None:
        for file in checked.base.datasets:
            origins[file.name] = Origin(file.origin_file, file.origin_sha256, file.origin_sheet)
    changed = {change.dataset for change in merged.changes}
    for table in reading.tables:
        if table.dataset in changed:
            origins[table.dataset] = Origin(reading.name, reading.sha256, table.sheet)
    return origins


def _mergers(checked: CheckedReturn) -> tuple[Merger, ...]:
    """Every known merger of units, by code."""
    mergers = checked.reading.register.mergers
    return tuple(Merger(unit, mergers[unit][0]) for unit in sorted(mergers))


def _unit_lists(
    checked: CheckedReturn, published_by: str, published_at: datetime, *, all_units: bool = False
) -> tuple[UnitList, ...]:
    """What the release says of its list of units: what is stated now, else what was said last, if anybody was asked."""
    known = checked.units
    if known is None:
        return ()
    if all_units or checked.starts_clean:
        state = ListState.COMPLETE if all_units else ListState.OPEN
        return statement_of(known.units, state, published_by, published_at)
    return () if known.statement is None else (known.statement,)


def _explanations(checked: CheckedReturn, explanations: Mapping[str, str]) -> tuple[Explanation, ...]:
    texts = catalogue(Language.ZH)
    return tuple(
        Explanation(
            check=finding.rule or finding.code,
            sheet=finding.place.sheet,
            row=finding.place.row,
            column=finding.place.column,
            finding=message(finding, texts),
            text=explanations[finding.id].strip(),
        )
        for finding in checked.findings_of(Severity.SOFT)
    )
