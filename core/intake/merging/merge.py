"""Puts a return into the current release: what is added, changed and removed, and where two people disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from core.datasets import DATASETS, RowStatus
from core.intake.findings import Finding, Findings, Place, Severity, finding
from core.intake.merging.blank_cells import check_blank_cells
from core.intake.merging.changed_units import RegisterChanges, UnitChange, find_register_changes
from core.intake.merging.earlier_files import (
    conflict_with,
    own_files,
    repeated_files,
    same_content,
    same_row,
    same_value,
)
from core.intake.merging.partial_lines import newest_task_rows, only_carries_over, with_absent_columns
from core.intake.merging.row_content import row_content, row_label
from core.intake.reading.read_return import Reading
from core.intake.rows import Row, RowEntry, Rows, key_of, units_of
from core.intake.rows import UnitEntry as Unit
from core.intake.rows_of_plan import RowKey, without
from core.snapshots import SourceReturn

Key = tuple[Any, ...]


class ChangeKind(StrEnum):
    """What a return does to a row of the release."""

    ADDED = "added"
    CHANGED = "changed"
    CONFIRMED = "confirmed"  # the provisional value stays as it is and becomes the final one
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One row that would differ: `old` is absent when it is added, `new` and `entry` when it is removed."""

    happened: ChangeKind
    dataset: str
    key: Key
    old: Row | None
    new: Row | None
    entry: RowEntry | None

    @property
    def place(self) -> Place:
        return Place() if self.entry is None else self.entry.place()


@dataclass(frozen=True, slots=True)
class MergeResult:
    """The release as it would be: every row, what differs, entries of the register that changed, and findings.

    `unchanged` counts rows of the return that say what the release says, `renewed` those of the release that only get
    another entry of the register; `entries` are the rows of the return by dataset and key. `register` holds every
    entry as it will be, `mergers` by code the unit another was merged into, and where the return says so.
    """

    rows: Rows
    changes: tuple[Change, ...]
    units: tuple[UnitChange, ...]
    unchanged: int
    renewed: int
    entries: dict[tuple[str, Key], RowEntry]
    register: tuple[Unit, ...]
    mergers: dict[str, tuple[str, Place]]
    findings: tuple[Finding, ...]

    @property
    def differs(self) -> bool:
        """Whether a release of it would say anything else than the one before."""
        return bool(self.changes or self.renewed or any(place.sheet for _, place in self.mergers.values()))


def merge(
    reading: Reading, current: Rows, made_from: Rows | None, *, provisional: bool, sent: Iterable[SourceReturn] = (),
    left_out: frozenset[RowKey] = frozenset(),
) -> MergeResult:  # fmt: skip
    """The return put into the rows of the current release.

    `made_from` are the rows of the release the template was made from (None: no template, or an empty one). What a
    template only repeats is left as it is now, so that one school's return never undoes another's; a row missing from
    a whole template is removed, one missing from a table of any other form is not. A row that was changed since the
    template is only changed again by the return it came from; `sent` are the returns published so far. Rows `left_out`
    never stood in the template, so none of them is removed.

    Changed rows become provisional with `provisional`, and otherwise what their line declares (`reported` when it
    declares nothing). A provisional row that a final return repeats becomes final.
    """
    return _Merging(reading, current, made_from, provisional, sent, left_out).merged()


class _Merging:
    def __init__(
        self, reading: Reading, current: Rows, made_from: Rows | None, provisional: bool, sent: Iterable[SourceReturn],
        left_out: frozenset[RowKey],
    ) -> None:  # fmt: skip
        self._reading, self._provisional, self._left_out = reading, provisional, left_out
        self._findings = Findings()
        version = reading.version
        before = () if made_from is None or version is None else units_of(made_from, version.area)
        self._register_changes: RegisterChanges = find_register_changes(reading.register, before)
        self._current = self._register_changes.rows(current)
        pairs = zip(chain(*current.values()), chain(*self._current.values()), strict=True)
        self._renewed = sum(1 for before, after in pairs if before is not after and before != after)
        self._now = {
            (name, key_of(name, row)): row for name, dataset_rows in self._current.items() for row in dataset_rows
        }
        self._entries = self._by_key()
        self._then: dict[tuple[str, Key], Row] | None = None
        in_form = {} if made_from is None else without(made_from, left_out)
        self._template_tasks = newest_task_rows(in_form.get("tasks", ()))
        self._files = own_files(reading, sent)
        self._repeated: frozenset[str] = frozenset()
        if made_from is not None:
            rows = self._register_changes.rows(made_from)
            self._then = {(name, key_of(name, row)): row for name in DATASETS for row in self._in_scope(name, rows)}
            scope = {place: row for place, row in self._now.items() if self._is_in_scope(place[0], row)}
            self._repeated = repeated_files(self._files, scope, self._then, self._entries)

    def merged(self) -> MergeResult:
        changes: list[Change] = []
        rows: Rows = {}
        unchanged = 0
        for name in DATASETS:
            dataset_changes: list[Change] = []
            for place in [place for place in self._entries if place[0] == name]:
                change = self._change(place)
                if isinstance(change, Change):
                    dataset_changes.append(change)
                unchanged += change is None
            dataset_changes += self._removed(name)
            by_key = {change.key: change.new for change in dataset_changes}
            rows_kept = [by_key.get(key_of(name, row), row) for row in self._current[name]]
            added = [change.new for change in dataset_changes if change.happened is ChangeKind.ADDED]
            rows[name] = [row for row in (*rows_kept, *added) if row is not None]
            changes += dataset_changes
        self._ask_for_confirmation(changes)
        check_blank_cells(self._reading, self._current, self._findings)
        return MergeResult(
            rows,
            tuple(changes),
            self._register_changes.changes,
            unchanged,
            self._renewed,
            self._entries,
            self._register_changes.units,
            self._reading.register.mergers,
            self._findings.all(),
        )

    def _by_key(self) -> dict[tuple[str, Key], RowEntry]:
        """The rows of the return by what they are about, the first of each; asks once about a line that repeats one."""
        entries: dict[tuple[str, Key], RowEntry] = {}
        repeated: dict[tuple[str, int, str, int], list[RowEntry]] = {}
        for read in map(self._register_changes.entry, self._reading.entries):
            entry = with_absent_columns(read, self._now.get((read.dataset, key_of(read.dataset, read.row))))
            first = entries.setdefault((entry.dataset, key_of(entry.dataset, entry.row)), entry)
            if first is not entry:
                repeated.setdefault((entry.sheet, entry.line, first.sheet, first.line), []).append(entry)
        for (sheet, line, first_sheet, first_line), again in repeated.items():
            place = again[0].place() if len(again) == 1 else Place(sheet, line)
            self._findings.add(finding("duplicate_key", Severity.HARD, place, sheet=first_sheet, row=first_line))
        return entries

    def _in_scope(self, dataset: str, rows: Rows) -> Iterator[Row]:
        """The rows a template held: those of its district and unit in the sheets that were read in full."""
        yield from (row for row in rows[dataset] if self._is_in_scope(dataset, row))

    def _is_in_scope(self, dataset: str, row: Row) -> bool:
        version = self._reading.version
        if version is None or row["area"] != version.area or version.unit not in ("", row["unit_id"]):
            return False
        return any(table.dataset == dataset and table.complete for table in self._reading.tables)

    def _change(self, place: tuple[str, Key]) -> Change | Finding | None:
        """What a line does to its row; None when nothing, a finding when somebody else changed it in between."""
        entry, old = self._entries[place], self._now.get(place)
        known = None if self._then is None else self._then.get(place)
        if old is not None and same_content(entry, old):
            if not self._confirms(entry, old, known):
                return None
            return Change(ChangeKind.CONFIRMED, *place, old, self._standing(entry, known), entry)
        if self._only_repeats_template(entry, old, known):
            self._note_own_later_value(entry, old, known)
            return None
        if self._then is not None and self._is_foreign_change(entry, old, known):
            conflict = conflict_with(entry, old)
            self._findings.add(conflict)
            return conflict
        new = self._standing(entry, known)
        if old is None and only_carries_over(entry, self._template_tasks):
            return None
        if old is None:
            return Change(ChangeKind.ADDED, *place, None, new, entry)
        confirmed = same_value(entry, old) and old["provisional"] and not new["provisional"]
        return Change(ChangeKind.CONFIRMED if confirmed else ChangeKind.CHANGED, *place, old, new, entry)

    def _only_repeats_template(self, entry: RowEntry, old: Row | None, known: Row | None) -> bool:
        """Whether a line says what its template said and does not correct what this return said before."""
        if known is None or not same_content(entry, known):
            return False
        return old is None or not self._is_corrected(old)

    def _note_own_later_value(self, entry: RowEntry, old: Row | None, known: Row | None) -> None:
        """Note that the value this return brought earlier stays, although the line repeats the template."""
        if old is not None and self._is_own(old) and not same_row(entry.dataset, old, known):
            values = {"mine": row_content(entry.row), "theirs": row_content(old), "file": str(old["source_file"])}
            self._findings.add(finding("kept_as_sent", Severity.NOTE, entry.place(), **values))

    def _is_foreign_change(self, entry: RowEntry, old: Row | None, known: Row | None) -> bool:
        """Whether another return changed the value since the template was made."""
        if same_row(entry.dataset, old, known) or self._is_own(old):
            return False
        return not same_value(entry, old)

    def _is_own(self, row: Row | None) -> bool:
        return row is not None and row["source_file"] in self._files

    def _is_corrected(self, row: Row) -> bool:
        """Whether what this return says otherwise than the row corrects it, and does not merely lack it."""
        return row["source_file"] in self._repeated

    def _confirms(self, entry: RowEntry, old: Row, known: Row | None) -> bool:
        """Whether a line that repeats a provisional row makes it final."""
        if self._provisional or not old["provisional"] or old["status"] not in _CONFIRMABLE:
            return False
        return entry.declared is None or _brought(entry, known)

    def _standing(self, entry: RowEntry, known: Row | None) -> Row:
        """The row with its standing: what the line declares, or else how the return is sent."""
        declared = None if _brought(entry, known) else entry.declared
        status, marked = declared or (RowStatus.REPORTED.value, False)
        if self._provisional and status != RowStatus.ILLUSTRATIVE:
            status = RowStatus.PROVISIONAL.value
        return {**entry.row, "status": str(status), "provisional": self._provisional or marked}

    def _ask_for_confirmation(self, changes: list[Change]) -> None:
        """The form of the whole district holds the values of every unit: that all of them are final is asked about."""
        version = self._reading.version
        if version is None or version.unit:
            return
        numbers: dict[str, int] = {}
        for change in changes:
            entry = change.entry
            if change.happened is ChangeKind.CONFIRMED and entry is not None and entry.declared and entry.declared[1]:
                numbers[entry.sheet] = numbers.get(entry.sheet, 0) + 1
        for sheet, number in numbers.items():
            self._findings.add(finding("becomes_final", Severity.SOFT, Place(sheet), number=number))

    def _removed(self, dataset: str) -> list[Change]:
        """Rows of the template that the return does not hold any more, and rows it brought itself and takes back."""
        tables = [table for table in self._reading.tables if table.dataset == dataset]
        if self._then is None or any(table.misread for table in tables):
            return []  # a line nobody can place may be any of the rows that seem to be missing
        removed = []
        for place, old in self._missing_rows(dataset):
            known = self._then.get(place)
            if same_row(dataset, old, known) or self._is_corrected(old):
                removed.append(Change(ChangeKind.REMOVED, *place, old, None, None))
            elif known is not None and not self._is_own(old):
                values = {"key": row_label(dataset, old), "theirs": row_content(old), "file": str(old["source_file"])}
                self._findings.add(finding("removed_meanwhile", Severity.HARD, Place(tables[0].sheet), **values))
        return removed

    def _missing_rows(self, dataset: str) -> Iterator[tuple[tuple[str, Key], Row]]:
        """Rows of the release in the scope of the template of which the return has no line, not even a blank one."""
        unread = [self._register_changes.entry(entry) for entry in (*self._reading.blanks, *self._reading.failed)]
        there = {(entry.dataset, key_of(entry.dataset, entry.row)) for entry in unread} | self._entries.keys()
        for place, row in self._now.items():
            if place[0] != dataset or place in there or place in self._left_out:
                continue
            if self._is_in_scope(dataset, row):
                yield place, row


_CONFIRMABLE = (RowStatus.PROVISIONAL, RowStatus.REPORTED)
"""A public figure becomes final where it is published, and a made-up one never."""


def _brought(entry: RowEntry, known: Row | None) -> bool:
    """Whether a line is marked provisional only because the template was: that is how the value stood, and not how it
    is sent now."""
    if known is None or not known["provisional"] or known["status"] not in _CONFIRMABLE:
        return False
    return entry.declared == (known["status"], known["provisional"])
