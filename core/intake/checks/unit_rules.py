"""Rules about the register of units: who is new, renamed, closed or merged, and whether the figures fit that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from core.intake.checks.candidate_release import CandidateRelease, report
from core.intake.checks.rules import Rule
from core.intake.findings import Finding, Place, message_values
from core.intake.form.words import text_of
from core.intake.merging.register_changes import UnitChange
from core.intake.message_values import MessageInput, TextId, TextList
from core.intake.rows import UNIT_FIELDS
from core.intake.rows import UnitEntry as Unit

_AUTUMN = (9, 1)


def valid(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """Figures of a unit that was not there on 1 September of the year."""
    told = set()
    for change in release.changes(rule.dataset):
        row, entry = change.new, change.entry
        if row is None or entry is None or (rule.measures and row["measure"] not in rule.measures):
            continue
        day = date(row["year"], *_AUTUMN)
        last, first = row["unit_valid_to"], row["unit_valid_from"]
        if row["value"] in (None, 0.0) or (first <= day and (last is None or day <= last)):
            continue
        place = entry.place("unit_name") if "unit_name" in entry.letters else entry.place()
        if place not in told:
            told.add(place)
            values = {"unit": row["unit_name"], "year": row["year"]}
            into = release.merged.successors.get(row["unit_id"])
            if last is None or day <= last:
                yield report(rule, change, "not_open", place, **values, day=first)
            elif into is None:
                yield report(rule, change, "closed", place, **values, day=last)
            else:
                names = [unit[1] for unit in release.merged.register if unit[0] == into[0]]
                yield report(rule, change, "closed_into", place, **values, day=last, into=(names or [into[0]])[-1])


def new_unit(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """An entry of the register that is new, or says otherwise than before; what is wrong with its days comes first."""
    for change in release.merged.units:
        if _wrong_periods(change):
            continue
        id, name, _, first, last = change.new
        before = change.replaced
        values: dict[str, MessageInput] = {"id": id, "unit": name}
        if before is None and change.others:
            code = "unit_renamed_since"
            values |= {"old": change.others[-1][1], "first": first}
        elif before is None:
            code, values = "new_unit", {**values, "first": first, "last": last or ""}
        elif before[1:3] != change.new[1:3]:
            code, place = "unit_renamed", 1 if before[1] != name else 2
            values |= {"old": before[place], "new": change.new[place]}
        elif before[3] == first and before[4] is None:
            if any(other[3] > last for other in change.others):
                continue  # the unit goes on under another name, and that is asked about
            code = "unit_ends"
            values["last"] = last
        else:
            code = "unit_dates"
            values |= {"old": _period(before), "new": _period(change.new)}
        yield _about(rule, change, code, **values)


def periods(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """Two entries of one unit that are in force on the same day, or one that ends before it begins."""
    told = set()
    for change in release.merged.units:
        for code, other in _wrong_periods(change):
            pair = frozenset((change.new, other))
            if pair not in told:
                told.add(pair)
                values = {"id": change.new[0], "unit": change.new[1], "period": _period(change.new)}
                yield _about(rule, change, code, **values, other=other[1], other_period=_period(other))
        if change.replaced is None and change.others and not _wrong_periods(change) and not _is_used(change, release):
            yield _about(rule, change, "unit_unused", id=change.new[0], unit=change.new[1])


def _is_used(change: UnitChange, release: CandidateRelease) -> bool:
    """Whether any row is of this entry: a release keeps no entry of the register without one."""
    return any(
        tuple(row[name] for name in UNIT_FIELDS) == change.new for each in release.merged.rows.values() for row in each
    )


def _wrong_periods(change: UnitChange) -> list[tuple[str, Unit]]:
    new = change.new
    if new[4] is not None and new[4] < new[3]:
        return [("unit_backwards", new)]
    return [("unit_overlap", other) for other in change.others if _meet(new, other)]


def _meet(one: Unit, other: Unit) -> bool:
    return bool(one[3] <= (other[4] or date.max) and other[3] <= (one[4] or date.max))


def afterwards(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """Figures of later years of a unit that the return closes."""
    for change in release.merged.units:
        id, name, _, _, last = change.new
        if last is None or _wrong_periods(change):
            continue
        years = {
            row["year"]
            for row in release.merged.rows[rule.dataset]
            if row["unit_id"] == id
            and row["unit_valid_to"] == last
            and date(row["year"], *_AUTUMN) > last
            and row["value"] not in (None, 0.0)
            and (not rule.measures or row["measure"] in rule.measures)
        }
        touched = {row["year"] for each in release.changes(rule.dataset) if (row := each.new) and row["unit_id"] == id}
        left = sorted(years - touched)  # what the return itself says of those years is told where it stands
        if left:
            words = [str(year) for year in left]
            values: dict[str, MessageInput] = {
                "unit": name,
                "last": last,
                "years": TextList(tuple(words), earlier_key="、".join(words)),
            }
            yield _about(rule, change, "unit_rows_after", **values, table=TextId(f"intake.sheet.{rule.dataset}"))


def attribute(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A school that is of another ownership, level or class than the release says."""
    known: dict[tuple[str, str], dict[str, int]] = {}
    for old in release.released(rule.dataset):
        for column in rule.measures:
            years = known.setdefault((old["unit_id"], column), {})
            years[old[column]] = max(years.get(old[column], 0), old.get("year", 0))
    told = set()
    for change in release.changes(rule.dataset):
        row, entry = change.new, change.entry
        if row is None or entry is None:
            continue
        for column in rule.measures:
            years = known.get((row["unit_id"], column), {})
            # A school may teach two levels, each on lines of its own; of anything else it has one at a time.
            newest = max(years, key=lambda value: years[value], default=None)
            asked = row[column] not in years if rule.several else newest not in (None, row[column])
            if change.old is not None and not rule.several:
                asked = change.old[column] != row[column]
                newest = change.old[column]
            subject = row["unit_id"], column, row[column]
            if asked and newest is not None and subject not in told:
                told.add(subject)
                values = {"name": TextId(f"intake.head.{column}"), "new": TextId(text_of(column, row[column]))}
                place = entry.place(column)
                yield report(rule, change, "attribute", place, **values, old=TextId(text_of(column, newest)))


def successor(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A unit merged into one that is not there from the next day on, or merged without a last day of its own."""
    units = release.merged.register
    for id, (into, place) in release.merged.successors.items():
        mine = [unit for unit in units if unit[0] == id]
        there = [unit for unit in units if unit[0] == into]
        last = max((unit[4] or date.max for unit in mine), default=date.max)
        subject = (id, into)
        values = {"unit": mine[-1][1] if mine else id, "into": there[-1][1] if there else into}
        if not there or into == id:
            yield _finding(rule, place, "successor_unknown", subject, **values)
        elif last == date.max:
            yield _finding(rule, place, "successor_open", subject, **values)
        elif not any(unit[3] <= last + timedelta(1) and last < (unit[4] or date.max) for unit in there):
            yield _finding(rule, place, "successor_not_there", subject, **values, day=last + timedelta(1))


def _period(unit: Unit) -> str:
    return f"{unit[3]} – {unit[4] or ''}".strip()


def _about(rule: Rule, change: UnitChange, code: str, /, **values: MessageInput) -> Finding:
    return _finding(rule, change.place, code, (str(change.new[0]), str(change.new[3]), rule.dataset), **values)


def _finding(rule: Rule, place: Place, code: str, subject: tuple[str, ...], /, **values: MessageInput) -> Finding:
    return Finding(f"check_{code}", rule.severity, place, message_values(values), rule.id, subject)
