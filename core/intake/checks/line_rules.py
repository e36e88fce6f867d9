"""Rules over the numbers, years, days and codes of one line of a return."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from core.cells.alike import near_word
from core.datasets import autumn
from core.intake.checks.candidate_release import (
    CandidateRelease,
    TouchedRow,
    measure_heading,
    number_text,
    place_of,
    report,
)
from core.intake.checks.rules import Rule
from core.intake.findings import Finding
from core.intake.form.words import text_of
from core.intake.message_values import MessageInput, TextId
from core.tasks.task_numbers import nearest

_COUNTED_IN_AUTUMN = ("enrolment", "college_enrolment", "teachers", "conditions", "programmes")


def ranges(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    lower = float("-inf") if rule.lower is None else rule.lower
    upper = float("inf") if rule.upper is None else rule.upper
    for change in release.changes(rule.dataset):
        for name, value in _numbers(rule, change):
            if not lower <= value <= upper:
                values: dict[str, MessageInput] = {
                    "name": measure_heading(rule.dataset, name),
                    "value": number_text(value),
                }
                bounds = {"lower": number_text(rule.lower), "upper": number_text(rule.upper)}
                yield report(rule, change, "range", place_of(change, name), **values, **bounds)


def _numbers(rule: Rule, change: TouchedRow) -> Iterator[tuple[str, float]]:
    """The numbers of a row that a rule is about: its value, or the columns the rule names."""
    row = change.new
    if rule.units and row["unit"] not in rule.units:
        return
    if "measure" in row:
        if row["value"] is not None and (not rule.measures or row["measure"] in rule.measures):
            yield row["measure"], row["value"]
        return
    for name in rule.measures:
        if row[name] is not None:
            yield name, row[name]


def ordered_measures(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    lines = release.lines(rule.dataset)
    for key, changes in release.touched_lines(rule.dataset).items():
        known = [(m, lines[key][m]["value"]) for m in rule.measures if m in lines[key]]
        present = [(measure, value) for measure, value in known if value is not None]
        for (first, small), (second, large) in pairwise(present):
            if small > large and (first in changes or second in changes):
                change = changes.get(first) or changes[second]
                names = {"first": measure_heading(rule.dataset, first), "second": measure_heading(rule.dataset, second)}
                yield report(rule, change, "order", **names, small=number_text(small), large=number_text(large))


def sums(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    whole, *parts = rule.measures
    lines = release.lines(rule.dataset)
    for key, changes in release.touched_lines(rule.dataset).items():
        line = lines[key]
        if any(measure not in line or line[measure]["value"] is None for measure in rule.measures):
            continue
        total, added = line[whole]["value"], sum(line[measure]["value"] for measure in parts)
        touched = next((changes[measure] for measure in rule.measures if measure in changes), None)
        if touched is not None and abs(total - added) > rule.tolerance:
            name = measure_heading(rule.dataset, whole)
            yield report(rule, touched, "sum", name=name, value=number_text(total), sum=number_text(added))


def _newest_year(dataset: str, as_of: date) -> int:
    """The last year whose figures can be known: those counted in autumn only from that day on."""
    counted = dataset in _COUNTED_IN_AUTUMN and as_of < autumn(as_of.year)
    return as_of.year - 1 if counted else as_of.year


def years(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    reported = set()
    for change in release.changes(rule.dataset):
        row, entry = change.new, change.entry
        newest = _newest_year(rule.dataset, release.as_of)
        if row.get("measure") == "planned_entrants":  # a plan is made for the coming autumn
            newest = release.as_of.year + 1
        if (rule.lower or 0) <= row["year"] <= newest:
            continue
        place = entry.place("year") if "year" in entry.letters else entry.place()
        if place not in reported:
            reported.add(place)
            values = {"year": row["year"], "lower": int(rule.lower or 0), "upper": newest}
            yield report(rule, change, "year", place, **values)


def days(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    first = date(int(rule.lower or 1), 1, 1)
    planned = rule.upper is not None
    last = date(int(rule.upper), 12, 31) if rule.upper is not None else release.as_of
    for change in release.changes(rule.dataset):
        for column in rule.measures:
            day = change.new[column]
            if day is not None and not first <= day <= last:
                values = {"day": day, "lower": first, "upper": last}
                code = "planned_day" if planned else "day"
                yield report(rule, change, code, change.entry.place(column), **values)


def small_numbers(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    for change in release.changes(rule.dataset):
        row = change.new
        if rule.measures and row["measure"] not in rule.measures:
            continue
        if row["value"] is not None and 0 < row["value"] < (rule.upper or 0):
            yield report(rule, change, "small", value=number_text(row["value"]), upper=number_text(rule.upper))


def shares(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    for change in release.changes(rule.dataset):
        row = change.new
        if row["value"] is None or row["unit"] not in ("share", "ratio"):
            continue
        part, whole, value = row["numerator"], row["denominator"], row["value"]
        if not 0 <= value <= 1:
            yield report(rule, change, "share_bounds", value=number_text(value))
        elif part is None or whole is None:
            yield report(rule, change, "share_parts", value=number_text(value))
        elif whole <= 0 or abs(value - part / whole) > rule.tolerance:
            values = {"value": number_text(value), "part": number_text(part), "whole": number_text(whole)}
            yield report(rule, change, "share", **values)


def plan_codes(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    (column,) = rule.measures
    codes = release.codes.indicator if column == "indicator" else release.codes.task
    for change in release.changes(rule.dataset):
        code = str(change.new[column])
        if codes is not None and code and code not in codes:
            id = "milestone_indicator" if (rule.dataset, column) == ("milestones", "indicator") else column
            if column == "task":
                safeguards = release.codes.safeguards
                tasks = [number for number in map(int, codes) if number not in safeguards]
                values = {"found": code, "near": nearest(int(code), tasks) or "–", "count": len(safeguards)}
                text = "known_task_or_safeguard" if safeguards else "known_task"
                yield report(rule, change, text, change.entry.place(id), **values)
                continue
            near_code = near_word(code, sorted(codes))
            others = {"near": near_code} if near_code else {}
            yield report(rule, change, "known", change.entry.place(id), found=code, **others)


def _unit_text(unit: str) -> TextId:
    return TextId(text_of("unit", unit))


def indicator_units(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    for change in release.changes(rule.dataset):
        row = change.new
        indicator = release.codes.indicators.get(row["indicator"])
        if indicator is None:
            continue
        if row["unit"] != indicator.unit:
            place = change.entry.place("unit")
            units: dict[str, MessageInput] = {"found": _unit_text(row["unit"]), "expected": _unit_text(indicator.unit)}
            yield report(rule, change, "unit", place, **units, indicator=indicator.id)
            continue
        lower, upper = indicator.bounds
        if row["value"] is None or indicator.unit.is_share:  # a share has its own rule, with the parts it is made of
            continue
        values: dict[str, MessageInput] = {
            "name": measure_heading(rule.dataset, "value"),
            "value": number_text(row["value"]),
        }
        if row["value"] < lower:
            yield report(rule, change, "under", **values, lower=number_text(lower))
        elif row["value"] > upper:
            yield report(rule, change, "over", **values, upper=number_text(upper))
