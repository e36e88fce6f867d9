"""A return on its way into a release: read, merged and checked, and then published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from core.datasets import DATASETS, RowStatus
from core.intake.checks.apply_rules import apply_rules
from core.intake.checks.candidate_release import PlanCodes
from core.intake.checks.rules import rules
from core.intake.finding_words import message
from core.intake.findings import IntakeError, Severity
from core.intake.merging.earlier_files import form_of
from core.intake.merging.merge import merge
from core.intake.publishing.checklist import checklist
from core.intake.publishing.prepared import Prepared
from core.intake.publishing.publish_lock import damaged_since, turn
from core.intake.reading.read_return import Reading, ReadingBasis, read_return
from core.intake.rows import Rows, no_rows, release_rows
from core.intake.workbook.package import LIMITS, Limits
from core.language import Language, catalogue
from core.personal_numbers import personal_numbers
from core.plan.plan import Plan
from core.snapshots import Explanation, Origin, Releases, Snapshot, SourceReturn, Successor, publish

JUDGEMENT = "linear-pace-1"
"""The rules of judgement in force, as every release names them."""


def prepare(
    content: bytes,
    name: str,
    found: Releases,
    plan: Plan,
    as_of: date | None = None,
    *,
    provisional: bool = False,
    limits: Limits = LIMITS,
) -> Prepared:
    """Read a return, merge it into the newest release of `found`, and check it as of `as_of` (default: of the release).

    Raises IntakeError for a file that cannot be taken, PlanError when the rules are wrong, OSError or
    pyarrow.ArrowException when the release cannot be read.
    """
    damaged = damaged_since(found)
    if damaged is not None:
        raise IntakeError("release_damaged", release=damaged.file.split("/")[0])
    onto = found.latest()
    rows = no_rows() if onto is None else release_rows(onto)
    day = as_of or (onto.as_of if onto is not None else date(plan.horizon_to, 12, 31))
    successors = () if onto is None else onto.successors
    reading = read_return(content, name, ReadingBasis(plan.area, plan.id, rows, successors), limits)
    if reading.personal:
        return Prepared(reading, None, reading.findings, onto, plan.id, day, provisional)
    sent = [each for release in found.snapshots for each in release.returned]
    made_from = _made_from(reading, found, onto, rows)
    merged = merge(reading, rows, made_from, provisional=provisional, sent=sent)
    known = PlanCodes(
        frozenset(each.id for each in plan.indicators) | {each.id for each in plan.milestones},
        frozenset(str(each.number) for each in plan.tasks),
        {each.id: each for each in plan.indicators},
    )
    findings = (*reading.findings, *merged.findings, *apply_rules(merged, day, rules(), known))
    defined = {each.id for each in plan.indicators}
    observed = {row["indicator"] for each in reading.entries if "indicator" in (row := each.row) and "year" in row}
    undefined = tuple(sorted(observed - defined))
    return Prepared(reading, merged, findings, onto, plan.id, day, provisional, undefined)


def _made_from(reading: Reading, found: Releases, onto: Snapshot | None, rows: Rows) -> Rows | None:
    """The rows of the release a template was made from. Raises IntakeError when that release is not there any more."""
    version = reading.version
    if version is None or not version.release:
        return None
    if onto is not None and onto.digest.startswith(version.digest):
        return rows
    release = next((each for each in found.snapshots if each.digest.startswith(version.digest)), None)
    if release is None:
        raise IntakeError("template_release_gone", release=version.release)
    return release_rows(release)


def publish_return(
    prepared: Prepared,
    root: Path,
    *,
    note: str,
    note_en: str,
    published_by: str,
    published_at: datetime,
    explanations: Mapping[str, str],
) -> Snapshot:
    """Publish the release with the return in it. `root` is the folder of releases.

    Raises IntakeError when the checklist blocks (`not_ready`), when another process publishes (`busy`) and when there
    is a newer release than the one this was prepared on (`release_moved`); SnapshotError as `core.snapshots.publish`.
    """
    if any(item.blocks for item in checklist(prepared, note, explanations)) or prepared.merged is None:
        raise IntakeError("not_ready")
    if any(personal_numbers(text) for text in (note_en, published_by)):
        raise IntakeError("personal_note")
    rows = prepared.merged.rows
    tables = tables_of(rows)
    with turn(root, prepared.onto):
        return publish(
            tables,
            as_of=prepared.as_of,
            root=root,
            published_by=published_by,
            published_at=published_at,
            note=note.strip(),
            note_en=note_en.strip() or note.strip(),
            plan=prepared.plan,
            rules=prepared.onto.rules if prepared.onto is not None else JUDGEMENT,
            status=_status(prepared, rows),
            origins=_origins(prepared),
            explanations=_explanations(prepared, explanations),
            returned=(SourceReturn(prepared.reading.name, prepared.reading.sha256, *form_of(prepared.reading)),),
            successors=_successors(prepared),
        )


def tables_of(rows: Rows) -> dict[str, pa.Table]:
    """Rows as the tables that `core.snapshots.publish` takes."""
    return {name: pa.Table.from_pylist(rows[name], schema=dataset.schema) for name, dataset in DATASETS.items()}


def _status(prepared: Prepared, rows: Rows) -> str:
    """A release is as good as its weakest row: anything made up makes it illustrative."""
    found = {row["status"] for each in rows.values() for row in each}
    if RowStatus.ILLUSTRATIVE in found:
        return RowStatus.ILLUSTRATIVE.value
    marked = any(row["provisional"] for each in rows.values() for row in each)
    return RowStatus.PROVISIONAL.value if prepared.provisional or marked else RowStatus.REPORTED.value


def _origins(prepared: Prepared) -> dict[str, Origin]:
    """Where each dataset was taken from last: this file when it changed any row of it, else as the release says."""
    reading, merged = prepared.reading, prepared.merged
    origins = {}
    if prepared.onto is not None:
        for file in prepared.onto.datasets:
            origins[file.name] = Origin(file.origin_file, file.origin_sha256, file.origin_sheet)
    changed = {change.dataset for change in merged.changes} if merged is not None else set()
    for table in reading.tables:
        if table.dataset in changed:
            origins[table.dataset] = Origin(reading.name, reading.sha256, table.sheet)
    return origins


def _successors(prepared: Prepared) -> tuple[Successor, ...]:
    """Every merger known, by code."""
    found = prepared.reading.register.successors
    return tuple(Successor(unit, found[unit][0]) for unit in sorted(found))


def _explanations(prepared: Prepared, explanations: Mapping[str, str]) -> tuple[Explanation, ...]:
    texts = catalogue(Language.ZH)
    return tuple(
        Explanation(
            check=each.rule or each.code,
            sheet=each.place.sheet,
            row=each.place.row,
            column=each.place.column,
            finding=message(each, texts),
            text=explanations[each.id].strip(),
        )
        for each in prepared.findings
        if each.severity is Severity.SOFT
    )
