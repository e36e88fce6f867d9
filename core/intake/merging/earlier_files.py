"""Which rows of a release came from the very return that is sent again, so that a clerk can correct what was published.

A row names the file it came from, and a release the form that file was. A form of one unit speaks for that unit under
any file name; a form of the whole district may have been filled in by several people, and is known by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.intake.findings import Finding, Severity, finding
from core.intake.merging.row_content import row_content
from core.intake.reading.read_return import Reading
from core.intake.rows import Row, RowEntry, content_of
from core.snapshots import SourceReturn

Place = tuple[str, tuple[object, ...]]
"""Dataset and key of a row."""


def own_files(reading: Reading, sent: Iterable[SourceReturn]) -> frozenset[str]:
    """The names of files that were this return in an earlier state. `sent` are the returns published so far.

    Without a form there is none: such a table always speaks of the release as it is now.
    """
    version = reading.version
    if version is None:
        return frozenset()
    forms: dict[str, set[tuple[str, str]]] = {}
    for source in sent:
        forms.setdefault(source.file, set()).add((source.form, source.unit))
    form = form_of(reading)
    # Releases from before forms were noted down: then the name is all there is to go by.
    files = {reading.name} if forms.get(reading.name, {form}) == {form} else set()
    if version.unit:
        files |= {file for file, file_forms in forms.items() if file_forms == {form}}
    return frozenset(files)


def form_of(reading: Reading) -> tuple[str, str]:
    """What was filled in: the form of one unit, of the district, or a table of any other form; and the unit."""
    if reading.version is None:
        return "other", ""
    return ("unit", reading.version.unit) if reading.version.unit else ("district", "")


def repeated_files(
    files: frozenset[str],
    now: Mapping[Place, Row],
    then: Mapping[Place, Row],
    entries: Mapping[Place, RowEntry],
) -> frozenset[str]:
    """Those of `files` whose changes since the template this return mostly repeats: it holds all that they held.

    Only then does a value that went back to what the template said, or a line that is gone, mean a correction: in a
    fresh copy of the template of which another part was filled in, it means nothing.
    """
    counts: dict[str, list[int]] = {}
    for place, row in now.items():
        known = then.get(place)
        same = known is not None and content_of(place[0], known) == content_of(place[0], row)
        if same or row["source_file"] not in files:
            continue
        count = counts.setdefault(row["source_file"], [0, 0])
        entry = entries.get(place)
        count[0] += entry is not None and same_content(entry, row)
        count[1] += 1
    return frozenset(file for file, (repeated, number) in counts.items() if repeated * 2 >= number)


def same_content(entry: RowEntry, row: Row) -> bool:
    """Whether a line says what a row says. Of the standing, only what the line declares counts."""
    new = {**entry.row, "status": row["status"], "provisional": row["provisional"]}
    if entry.declared is not None:
        new["status"], new["provisional"] = entry.declared
    return content_of(entry.dataset, new) == content_of(entry.dataset, row)


def same_value(entry: RowEntry, row: Row | None) -> bool:
    """Whether a line and a row differ in their standing at most."""
    if row is None:
        return False
    standing = {"status": row["status"], "provisional": row["provisional"]}
    return content_of(entry.dataset, {**entry.row, **standing}) == content_of(entry.dataset, row)


def same_row(dataset: str, one: Row | None, other: Row | None) -> bool:
    if one is None or other is None:
        return one is other
    return content_of(dataset, one) == content_of(dataset, other)


def conflict_with(entry: RowEntry, now: Row | None) -> Finding:
    """Who was there before is known by the file it came in; a row that is gone has none."""
    if now is None:
        return finding("gone_meanwhile", Severity.HARD, entry.place(), mine=row_content(entry.row))
    values = {"mine": row_content(entry.row), "theirs": row_content(now), "file": now["source_file"]}
    return finding("changed_meanwhile", Severity.HARD, entry.place(), **values)
