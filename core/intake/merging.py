"""Puts a return into the current release: what is added, changed and removed, and where two people disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from core.datasets import DATASETS, RowStatus
from core.intake.entries import Entry
from core.intake.findings import Finding, Findings, Place, Severity, finding
from core.intake.reading import Reading
from core.intake.rows import UNIT_FIELDS, Row, Rows, content_of, key_of

Key = tuple[Any, ...]
_STANDING = ("status", "provisional")


class Happened(StrEnum):
    """What a return does to a row of the release."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One row that would differ: `old` is absent when it is added, `new` and `entry` when it is removed."""

    happened: Happened
    dataset: str
    key: Key
    old: Row | None
    new: Row | None
    entry: Entry | None

    @property
    def place(self) -> Place:
        return Place() if self.entry is None else self.entry.place()


@dataclass(frozen=True, slots=True)
class Merged:
    """The release as it would be: every row, what differs, units whose entry in the register changed, and findings.

    `unchanged` counts rows of the return that say what the release says; `entries` are the rows of the return by
    dataset and key.
    """

    rows: Rows
    changes: tuple[Change, ...]
    units: tuple[tuple[Any, ...], ...]
    unchanged: int
    entries: dict[tuple[str, Key], Entry]
    findings: tuple[Finding, ...]


def merge(reading: Reading, current: Rows, made_from: Rows | None, *, provisional: bool) -> Merged:
    """The return put into the rows of the current release.

    `made_from` are the rows of the release the template was made from (None: no template, or an empty one). What a
    template only repeats is left as it is now, so that one school's return never undoes another's; a row missing from
    a whole template is removed, one missing from a table of any other form is not. Changed rows become provisional
    with `provisional`, and otherwise what their line declares (`reported` when it declares nothing).
    """
    findings = Findings()
    moved = _moved(reading)
    current = _with_units(current, moved)
    made_from = None if made_from is None else _with_units(made_from, moved)
    entries = _by_key(reading, findings)
    rows: Rows = {}
    changes: list[Change] = []
    unchanged = 0
    for name in DATASETS:
        now = {key_of(name, row): row for row in current[name]}
        then = None if made_from is None else {key_of(name, row): row for row in _in_scope(reading, name, made_from)}
        for key in [key for dataset, key in entries if dataset == name]:
            entry = entries[name, key]
            old, known = now.get(key), None if then is None else then.get(key)
            if (known is not None and _says(entry, known)) or (old is not None and _says(entry, old)):
                unchanged += 1
                continue
            if then is not None and not _alike(name, old, known):
                findings.add(_conflict(name, key, entry, old))
                continue
            new = _standing(entry, provisional)
            changes.append(Change(Happened.CHANGED if old else Happened.ADDED, name, key, old, new, entry))
        changes += _removed(reading, name, now, then or {}, entries, findings)
        mine = {change.key: change.new for change in changes if change.dataset == name}
        kept = [mine.get(key, row) for key, row in now.items()]
        added = [change.new for change in changes if change.dataset == name and change.happened is Happened.ADDED]
        rows[name] = [row for row in (*kept, *added) if row is not None]
    _find_blanks(reading, current, findings)
    units = tuple(new for _, new in moved) + tuple(
        each for each in reading.register.added if not _replaces(each, moved)
    )
    return Merged(rows, tuple(changes), units, unchanged, entries, findings.all())


def _moved(reading: Reading) -> list[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Entries of the register that the return replaces: the same unit, name and first day, another last day."""
    old = [entry for entry in reading.register.entries if entry not in reading.register.added]
    return [
        (before, after)
        for after in sorted(reading.register.added, key=str)
        for before in old
        if (before[0], before[1], before[3]) == (after[0], after[1], after[3])
    ]


def _replaces(entry: tuple[Any, ...], moved: list[tuple[tuple[Any, ...], tuple[Any, ...]]]) -> bool:
    return any(entry == after for _, after in moved)


def _with_units(rows: Rows, moved: list[tuple[tuple[Any, ...], tuple[Any, ...]]]) -> Rows:
    """The rows with the replaced entries of the register in them."""
    if not moved:
        return rows
    new = dict(moved)

    def renewed(row: Row) -> Row:
        entry = new.get(tuple(row[name] for name in UNIT_FIELDS))
        return row if entry is None else {**row, **dict(zip(UNIT_FIELDS, entry, strict=True))}

    return {name: [renewed(row) for row in each] for name, each in rows.items()}


def _by_key(reading: Reading, findings: Findings) -> dict[tuple[str, Key], Entry]:
    found: dict[tuple[str, Key], Entry] = {}
    for entry in reading.entries:
        key = entry.dataset, key_of(entry.dataset, entry.row)
        first = found.setdefault(key, entry)
        if first is not entry:
            values = {"sheet": first.sheet, "row": first.line}
            findings.add(finding("duplicate_key", Severity.HARD, entry.place(), **values))
    return found


def _in_scope(reading: Reading, dataset: str, rows: Rows) -> Iterator[Row]:
    """The rows a template held: those of its district and unit in the sheets that were read in full."""
    version = reading.version
    if version is None or not any(table.dataset == dataset and table.complete for table in reading.tables):
        return
    for row in rows[dataset]:
        if row["area"] == version.area and version.unit in ("", row["unit_id"]):
            yield row


def _says(entry: Entry, row: Row) -> bool:
    """Whether a line says what a row says. Of the standing, only what the line declares counts."""
    new = {**entry.row, "status": row["status"], "provisional": row["provisional"]}
    if entry.declared is not None:
        new["status"], new["provisional"] = entry.declared
    return content_of(entry.dataset, new) == content_of(entry.dataset, row)


def _alike(dataset: str, one: Row | None, other: Row | None) -> bool:
    if one is None or other is None:
        return one is other
    return content_of(dataset, one) == content_of(dataset, other)


def _standing(entry: Entry, provisional: bool) -> Row:
    status, marked = entry.declared or (RowStatus.REPORTED.value, False)
    if provisional and status != RowStatus.ILLUSTRATIVE:
        status = RowStatus.PROVISIONAL.value
    return {**entry.row, "status": str(status), "provisional": provisional or marked}


def _conflict(dataset: str, key: Key, entry: Entry, now: Row | None) -> Finding:
    values = {"mine": shown(entry.row), "theirs": shown(now)}
    return finding("changed_meanwhile", Severity.HARD, entry.place(), **values)


def shown(row: Row | None) -> str:
    """What a row says in a word: its value, the reason why there is none, or its stage."""
    if row is None:
        return "–"
    if "value" in row:
        return f"@symbol.{row['symbol']}" if row["value"] is None else f"{row['value']:,.10g}"
    parts = (row.get("stage"), row.get("planned_date"), row.get("actual_date"), row.get("reported_on"))
    return " / ".join(str(each) for each in parts if each is not None)


def _removed(
    reading: Reading,
    dataset: str,
    now: dict[Key, Row],
    then: dict[Key, Row],
    entries: dict[tuple[str, Key], Entry],
    findings: Findings,
) -> list[Change]:
    found = []
    blank = {key_of(dataset, entry.row) for entry in reading.blanks if entry.dataset == dataset}
    for key, known in then.items():
        old = now.get(key)
        if (dataset, key) in entries or key in blank or old is None:
            continue
        if not _alike(dataset, old, known):
            sheet = next(table.sheet for table in reading.tables if table.dataset == dataset)
            values = {"key": " ".join(str(each) for each in key[1:]), "theirs": shown(old)}
            findings.add(finding("removed_meanwhile", Severity.HARD, Place(sheet), **values))
            continue
        found.append(Change(Happened.REMOVED, dataset, key, old, None, None))
    return found


def _find_blanks(reading: Reading, current: Rows, findings: Findings) -> None:
    """A required cell may only be blank where the release never had that measure for the line."""
    known = {(name, key_of(name, row)) for name, rows in current.items() for row in rows}
    lines: dict[tuple[str, int], set[bool]] = {}
    for entry in reading.entries:
        lines.setdefault((entry.sheet, entry.line), set()).add(
            (entry.dataset, key_of(entry.dataset, entry.row)) in known
        )
    for entry in reading.blanks:
        name = f"@intake.head.{entry.column}"
        if (entry.dataset, key_of(entry.dataset, entry.row)) in known:
            findings.add(finding("blank_had_value", Severity.HARD, entry.place(), expected=name))
        elif _closed_by_then(entry.row):
            continue  # the graduates of a school that closed in the summer stand alone
        elif True not in lines.get((entry.sheet, entry.line), set()):
            findings.add(finding("blank_value", Severity.HARD, entry.place(), expected=name))


def _closed_by_then(row: Row) -> bool:
    last = row["unit_valid_to"]
    return last is not None and "year" in row and last < date(row["year"], 9, 1)
