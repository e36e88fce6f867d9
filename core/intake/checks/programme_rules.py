"""Rules about programmes: their codes, and their students against those that the school returned by group."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.datasets import PROGRAMME_GROUPS, TOTAL, Symbol
from core.intake.checks.candidate_release import CandidateRelease, TouchedRow, measure_heading, number_text, report
from core.intake.checks.rules import Rule
from core.intake.findings import Finding
from core.intake.message_values import TextId
from core.intake.rows import Row
from core.text_ids.datasets import PROGRAMME_GROUP_TEXT, SHEET_TEXT

_Group = tuple[str, int, str, str]
"""School, year, measure and group."""
_Sums = dict[_Group, tuple[float, bool]]
"""By group the sum, and whether a part of it is absent."""


def code_form(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A programme code that is no six digits."""
    for change, code in _codes(rule, release):
        if not re.fullmatch("[0-9]{6}", code):
            yield report(rule, change, "code_form", change.entry.place("programme_code"), code=code)


def code_group(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """Six digits that begin with no programme group of the national catalogue."""
    for change, code in _codes(rule, release):
        if re.fullmatch("[0-9]{6}", code) and code[:2] not in PROGRAMME_GROUPS:
            values = {"code": code, "first": PROGRAMME_GROUPS[0], "last": PROGRAMME_GROUPS[-1]}
            yield report(rule, change, "code_group", change.entry.place("programme_code"), **values)


def _codes(rule: Rule, release: CandidateRelease) -> Iterator[tuple[TouchedRow, str]]:
    """The programmes a return touches, each line once."""
    seen = set()
    for change in release.changes(rule.dataset):
        place = change.entry.place("programme_code")
        if place not in seen:
            seen.add(place)
            yield change, str(change.new["programme_code"])


def group_sums(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """The programmes of a group, added up, against the group in the table of students; of a school that returns no
    groups against its total."""
    touched: dict[tuple[str, int], TouchedRow] = {
        **release.touched_units(rule.other_dataset, rule.measures),
        **release.touched_units(rule.dataset, rule.measures),
    }
    programmes = _sums(rule, release, rule.dataset, touched)
    students = _sums(rule, release, rule.other_dataset, touched)
    lines = _lines(rule, release)
    by_group = {place[:3] for place in students if place[3] != TOTAL}
    for place, (added, is_part) in sorted(programmes.items()):
        unit, year, measure, group = place
        value, is_open = students.get(place, (None, False))
        if value is None and (not added or group not in PROGRAMME_GROUPS or place[:3] not in by_group):
            continue
        if is_open or added == value or (is_part and value is not None and added < value):
            continue
        change = lines.get(place, touched[unit, year])
        yield report(
            rule,
            change,
            "group_sum",
            unit=change.new["unit_name"],
            year=year,
            name=measure_heading(rule.dataset, measure),
            group=TextId(PROGRAMME_GROUP_TEXT[group]),
            sum=number_text(added),
            table=TextId(SHEET_TEXT[rule.other_dataset]),
            other=number_text(value),
        )


def _lines(rule: Rule, release: CandidateRelease) -> dict[_Group, TouchedRow]:
    """By school, year, measure and group the cell to look at: that of the first programme of the group with a number,
    or without one that of the group in the table of students."""
    lines: dict[_Group, TouchedRow] = {}
    for dataset in (rule.dataset, rule.other_dataset):
        changes = [change for change in release.changes(dataset) if change.new["measure"] in rule.measures]
        for change in sorted(changes, key=lambda change: change.new["value"] is None):
            for group in _groups(rule, dataset, change.new):
                place = change.new["unit_id"], change.new["year"], change.new["measure"], group
                lines.setdefault(place, change)
    return lines


def _groups(rule: Rule, dataset: str, row: Row) -> tuple[str, ...]:
    """What a row is added to: a programme to its group and to the total, a row of the table of students to its own."""
    return (str(row["programme_code"])[:2], TOTAL) if dataset == rule.dataset else (str(row["programme_group"]),)


def _sums(rule: Rule, release: CandidateRelease, dataset: str, touched: dict[tuple[str, int], TouchedRow]) -> _Sums:
    """What a dataset has for the schools and years that the return touches, by group and in all."""
    sums: _Sums = {}
    for row in release.merged.rows[dataset]:
        unit, year, measure = row["unit_id"], row["year"], row["measure"]
        if (unit, year) not in touched or measure not in rule.measures or row.get("level") == "general_high":
            continue
        is_absent = row["value"] is None and row["symbol"] != Symbol.NOT_APPLICABLE
        for group in _groups(rule, dataset, row):
            value, is_open = sums.get((unit, year, measure, group), (0.0, False))
            sums[unit, year, measure, group] = value + (row["value"] or 0.0), is_open or is_absent
    return sums
