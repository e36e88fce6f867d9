"""Rules about the register of units: who is new, renamed, closed or merged, and whether the figures fit that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from core.datasets import autumn, last_autumn
from core.intake.checks.candidate_release import CandidateRelease, TouchedRow, report
from core.intake.checks.rules import Rule
from core.intake.findings import Finding, Place, message_values
from core.intake.form.words import text_of
from core.intake.merging.changed_units import UnitChange
from core.intake.message_values import MessageInput, TextId, TextList
from core.intake.rows import Row, UnitEntry, unit_of
from core.text_ids.datasets import SHEET_TEXT

_AREA = re.compile(r"(\d{6})(?!\d)")
"""The area at the head of the code of a unit (GB/T 2260)."""


def figures_outside_period(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """Figures of a unit that was not there on 1 September of the year."""
    reported: set[Place] = set()
    for change in release.changes(rule.dataset):
        row, entry = change.new, change.entry
        if not _is_figure_of(rule, row) or _is_there(row):
            continue
        place = entry.place("unit_name") if "unit_name" in entry.letters else entry.place()
        if place not in reported:
            reported.add(place)
            yield _outside_period(rule, change, row, place, release)


def _is_figure_of(rule: Rule, row: Row) -> bool:
    """Whether a row holds a number other than zero that a rule is about."""
    return row["value"] not in (None, 0.0) and (not rule.measures or row["measure"] in rule.measures)


def _is_there(row: Row) -> bool:
    day, last = autumn(row["year"]), row["unit_valid_to"]
    return row["unit_valid_from"] <= day and (last is None or day <= last)


def _outside_period(rule: Rule, change: TouchedRow, row: Row, place: Place, release: CandidateRelease) -> Finding:
    last = row["unit_valid_to"]
    values: dict[str, MessageInput] = {"unit": row["unit_name"], "year": row["year"]}
    if last is None or autumn(row["year"]) <= last:
        return report(rule, change, "not_open", place, **values, day=row["unit_valid_from"])
    merger = release.merged.mergers.get(row["unit_id"])
    if merger is None:
        return report(rule, change, "closed", place, **values, day=last)
    code = merger[0]
    names = [unit.name for unit in release.merged.register if unit.unit_id == code]
    return report(rule, change, "closed_into", place, **values, day=last, into=(names or [code])[-1])


def new_units(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """An entry of the register that is new, or says otherwise than before; what is wrong with its days comes first."""
    for change in release.merged.units:
        if _wrong_periods(change):
            continue
        if change.replaced is None:
            yield _new_entry(rule, change, release)
        else:
            yield from _changed_entry(rule, change, change.replaced)


def _new_entry(rule: Rule, change: UnitChange, release: CandidateRelease) -> Finding:
    new = change.new
    if change.others:
        values: dict[str, MessageInput] = {"old": change.others[-1].name, "first": new.valid_from}
        return _about(rule, change, "unit_renamed_since", id=new.unit_id, unit=new.name, **values)
    values = {"id": new.unit_id, "unit": new.name, "first": new.valid_from, "last": new.valid_to or ""}
    own, area, statement = release.codes.area, _AREA.match(new.unit_id), release.codes.list_complete
    if own and area is not None and area[1] != own:
        return _about(rule, change, "new_unit_elsewhere", **values, area=area[1], own=own)
    # One that began only after the list was stated complete could not stand on it.
    if statement is not None and new.valid_from <= statement.stated_at.date():
        day = statement.stated_at.date()
        return _about(rule, change, "new_unit_unlisted", **values, by=statement.stated_by, day=day)
    return _about(rule, change, "new_unit", **values)


def _changed_entry(rule: Rule, change: UnitChange, before: UnitEntry) -> Iterator[Finding]:
    new, last = change.new, change.new.valid_to
    values: dict[str, MessageInput] = {"id": new.unit_id, "unit": new.name}
    if before.name != new.name:
        yield _about(rule, change, "unit_renamed", **values, old=before.name, new=new.name)
    elif before.name_en != new.name_en:
        yield _about(rule, change, "unit_renamed", **values, old=before.name_en, new=new.name_en)
    elif before.valid_from != new.valid_from or before.valid_to is not None or last is None:
        yield _about(rule, change, "unit_dates", **values, old=_period(before), new=_period(new))
    elif not any(other.valid_from > last for other in change.others):
        # Otherwise the unit goes on under another name, and that is asked about.
        yield _about(rule, change, "unit_ends", **values, last=last)


def periods(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """Two entries of one unit that are in force on the same day, or one that ends before it begins."""
    reported: set[frozenset[UnitEntry]] = set()
    for change in release.merged.units:
        for code, other in _wrong_periods(change):
            pair = frozenset((change.new, other))
            if pair not in reported:
                reported.add(pair)
                values = {"id": change.new.unit_id, "unit": change.new.name, "period": _period(change.new)}
                yield _about(rule, change, code, **values, other=other.name, other_period=_period(other))
        if change.replaced is None and not _wrong_periods(change) and not _is_used(change, release):
            yield from _unused(rule, change, release)


def _unused(rule: Rule, change: UnitChange, release: CandidateRelease) -> Iterator[Finding]:
    """An entry that a release would not keep: another name of a unit, or one that owes returns on a complete list."""
    new, values = change.new, {"id": change.new.unit_id, "unit": change.new.name}
    if change.others:
        yield _about(rule, change, "unit_unused", **values)
    elif release.codes.list_complete is not None and new.unit_id != release.codes.area:
        day = autumn(last_autumn(release.as_of))
        if new.valid_from <= day and (new.valid_to is None or day <= new.valid_to):
            yield _about(rule, change, "unit_silent", **values, day=day)


def _is_used(change: UnitChange, release: CandidateRelease) -> bool:
    """Whether any row is of this entry: a release keeps no entry of the register without one."""
    new = change.new
    return any(
        row["unit_id"] == new.unit_id and unit_of(row) == new for rows in release.merged.rows.values() for row in rows
    )


def _wrong_periods(change: UnitChange) -> list[tuple[str, UnitEntry]]:
    new = change.new
    if new.valid_to is not None and new.valid_to < new.valid_from:
        return [("unit_backwards", new)]
    return [("unit_overlap", other) for other in change.others if _overlap(new, other)]


def _overlap(unit: UnitEntry, other: UnitEntry) -> bool:
    ends, other_ends = unit.valid_to or date.max, other.valid_to or date.max
    return unit.valid_from <= other_ends and other.valid_from <= ends


def figures_after_end(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """Figures of later years of a unit that the return closes, and of earlier ones of a unit whose first day it moves.

    What the return itself says of those years is reported where it stands.
    """
    for change in release.merged.units:
        unit, before = change.new, change.replaced
        last, first = unit.valid_to, unit.valid_from
        is_moved = before is not None and before.valid_from < first
        if _wrong_periods(change) or (last is None and not is_moved):
            continue
        years = _years_outside(rule, unit, release)
        if last is not None:
            later = [year for year in years if autumn(year) > last]
            yield from _rows_outside(rule, change, "unit_rows_after", later, last=last)
        if is_moved:
            earlier = [year for year in years if autumn(year) < first]
            yield from _rows_outside(rule, change, "unit_rows_before", earlier, first=first)


def _rows_outside(
    rule: Rule, change: UnitChange, code: str, years: list[int], **day: MessageInput
) -> Iterator[Finding]:
    if years:
        words = tuple(str(year) for year in years)
        values: dict[str, MessageInput] = {"unit": change.new.name, **day}
        values |= {"years": TextList(words, earlier_key="、".join(words)), "table": TextId(SHEET_TEXT[rule.dataset])}
        yield _about(rule, change, code, **values)


def _years_outside(rule: Rule, unit: UnitEntry, release: CandidateRelease) -> list[int]:
    """The years with figures of an entry that was not in force then, without those that the return itself touches."""
    years = {
        row["year"]
        for row in release.merged.rows[rule.dataset]
        if row["unit_id"] == unit.unit_id and unit_of(row) == unit and not _is_there(row) and _is_figure_of(rule, row)
    }
    return sorted(years - _changed_years(rule, unit, release))


def _changed_years(rule: Rule, unit: UnitEntry, release: CandidateRelease) -> set[int]:
    rows = (change.new for change in release.changes(rule.dataset))
    return {row["year"] for row in rows if row["unit_id"] == unit.unit_id}


def unit_attributes(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A school that is of another ownership, level or class than the release says."""
    released = _released_attributes(rule, release)
    reported: set[tuple[str, str, str]] = set()
    for change in release.changes(rule.dataset):
        row, entry = change.new, change.entry
        for column in rule.measures:
            old = _differing_attribute(rule, change, column, released.get((row["unit_id"], column), {}))
            subject = row["unit_id"], column, row[column]
            if old is not None and subject not in reported:
                reported.add(subject)
                values = {"name": TextId(f"intake.head.{column}"), "new": TextId(text_of(column, row[column]))}
                place = entry.place(column)
                yield report(rule, change, "attribute", place, **values, old=TextId(text_of(column, old)))


def _released_attributes(rule: Rule, release: CandidateRelease) -> dict[tuple[str, str], dict[str, int]]:
    """By unit and column the codes the release has, each with its last year."""
    attributes: dict[tuple[str, str], dict[str, int]] = {}
    for row in release.released(rule.dataset):
        for column in rule.measures:
            years = attributes.setdefault((row["unit_id"], column), {})
            years[row[column]] = max(years.get(row[column], 0), row.get("year", 0))
    return attributes


def _differing_attribute(rule: Rule, change: TouchedRow, column: str, years: dict[str, int]) -> str | None:
    """The code of the release that a row does not say; None when it says the same or the unit has none.

    A school may teach two levels, each on rows of its own (`several`); of anything else it has one at a time.
    """
    newest = max(years, key=lambda code: years[code], default=None)
    if rule.several:
        return newest if change.new[column] not in years else None
    code: str | None = newest if change.old is None else change.old[column]
    return code if code != change.new[column] else None


def mergers(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A unit merged into one that is not there from the next day on, or merged without a last day of its own."""
    for id, (into, place) in release.merged.mergers.items():
        closed = [unit for unit in release.merged.register if unit.unit_id == id]
        other = [unit for unit in release.merged.register if unit.unit_id == into]
        last = max((unit.valid_to or date.max for unit in closed), default=date.max)
        values = {"unit": closed[-1].name if closed else id, "into": other[-1].name if other else into}
        if not other or into == id:
            yield _finding(rule, place, "successor_unknown", (id, into), **values)
        elif last == date.max:
            yield _finding(rule, place, "successor_open", (id, into), **values)
        elif not any(_takes_over(unit, last) for unit in other):
            yield _finding(rule, place, "successor_not_there", (id, into), **values, day=last + timedelta(1))


def _takes_over(unit: UnitEntry, last: date) -> bool:
    """Whether a unit is in force on the day after another's last one."""
    return unit.valid_from <= last + timedelta(1) and last < (unit.valid_to or date.max)


def _period(unit: UnitEntry) -> str:
    return f"{unit.valid_from} – {unit.valid_to or ''}".strip()


def _about(rule: Rule, change: UnitChange, code: str, /, **values: MessageInput) -> Finding:
    subject = (change.new.unit_id, str(change.new.valid_from), rule.dataset)
    return _finding(rule, change.place, code, subject, **values)


def _finding(rule: Rule, place: Place, code: str, subject: tuple[str, ...], /, **values: MessageInput) -> Finding:
    return Finding(f"check_{code}", rule.severity, place, message_values(values), rule.id, subject)
