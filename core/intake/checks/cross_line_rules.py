"""Rules that look across years, tables and schools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.datasets import FEWEST_SHOWN, MOST_SUPPRESSED, Symbol, autumn
from core.formats import written_out
from core.intake.checks.candidate_release import (
    CandidateRelease,
    LineKey,
    TouchedRow,
    at_year,
    measure_heading,
    number_text,
    place_of,
    report,
)
from core.intake.checks.rules import Rule
from core.intake.findings import Finding
from core.intake.message_values import MessageInput, TextId, name_in_both
from core.intake.rows import Row
from core.text_ids.datasets import SHEET_TEXT


def jumps(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A value that differs from the last known year by more than a share of it and more than a number."""
    for key, changes in release.touched_lines(rule.dataset).items():
        for measure, change in changes.items():
            is_counted_so = not rule.units or change.new["unit"] in rule.units
            row = change.new
            last = _last_known(release.lines(rule.dataset), key, measure, row["year"])
            if measure not in rule.measures or not is_counted_so or last is None:
                continue
            # A suppressed number is the small one nearest to the last known.
            nearest = min(last[1], MOST_SUPPRESSED) if row["symbol"] == Symbol.SUPPRESSED else row["value"]
            difference = 0.0 if nearest is None else nearest - last[1]
            if abs(difference) > rule.least and abs(difference) > rule.relative * last[1]:
                yield _jump(rule, change, measure, *last)


def _jump(rule: Rule, change: TouchedRow, measure: str, year: int, before: float) -> Finding:
    name, place = measure_heading(rule.dataset, measure), place_of(change, measure)
    value = change.new["value"]
    if value is None:
        values: dict[str, MessageInput] = {"name": name, "fewest": FEWEST_SHOWN, "before": number_text(before)}
        return report(rule, change, "jump_suppressed", place, **values, since=year)
    difference = value - before
    change_words = f"{difference / before:+,.0%}" if before else f"{'+' * (difference > 0)}{written_out(difference)}"
    values = {"value": number_text(value), "before": number_text(before), "change": change_words, "name": name}
    if year == change.new["year"] - 1:
        return report(rule, change, "jump", place, **values)
    return report(rule, change, "jump_since", place, **values, since=year)


_YEARS_BACK = 3


def _last_known(
    lines: Mapping[LineKey, Mapping[str, Row]], key: LineKey, measure: str, year: int
) -> tuple[int, float] | None:
    """The newest value of a line before a year, at most three years back, and its year."""
    for back in range(1, _YEARS_BACK + 1):
        row = lines.get(at_year(key, year - back), {}).get(measure)
        if row is not None and row["value"] is not None:
            return year - back, row["value"]
    return None


def ratios(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """One figure of a line for every one of another, of the same year or some years before."""
    first, second = rule.measures
    lower = float("-inf") if rule.lower is None else rule.lower
    upper = float("inf") if rule.upper is None else rule.upper
    lines = release.lines(rule.dataset)
    for key, changes in release.touched_lines(rule.dataset).items():
        change = changes.get(first) or (None if rule.lag else changes.get(second))
        row = lines[key].get(first)
        if change is None or row is None:
            continue
        other_row = lines.get(at_year(key, row["year"] - rule.lag), {}).get(second)
        if other_row is None or row["value"] is None or not other_row["value"]:
            continue
        value, other_value = row["value"], other_row["value"]
        if not lower * other_value - rule.tolerance <= value <= upper * other_value + rule.tolerance:
            values: dict[str, MessageInput] = {
                "first": measure_heading(rule.dataset, first),
                "second": measure_heading(rule.dataset, second),
            }
            values |= {"value": number_text(value), "other": number_text(other_value)}
            if rule.lag:
                yield report(rule, change, "ratio_then", **values, year=row["year"] - rule.lag)
            else:
                values |= {
                    "ratio": written_out(value / other_value, 3),
                    "lower": number_text(rule.lower),
                    "upper": number_text(rule.upper),
                }
                yield report(rule, change, "ratio", **values)


def certificate_levels(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """More certificates, of every level and without one, than there were participations."""
    (limit,) = rule.measures
    lines = release.lines(rule.dataset)
    for key, changes in release.touched_lines(rule.dataset).items():
        line = lines[key]
        parts = [name for name, row in line.items() if name.startswith("certificates") and row["value"] is not None]
        touched = next((change for name, change in changes.items() if name in (*parts, limit)), None)
        most = line[limit]["value"] if limit in line else None
        added = sum(line[name]["value"] for name in parts)
        if parts and touched is not None and most is not None and added > most:
            values: dict[str, MessageInput] = {
                "sum": number_text(added),
                "name": measure_heading(rule.dataset, limit),
                "value": number_text(most),
            }
            yield report(rule, touched, "levels", **values)


def missing_figures(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A figure a line had the year before and does not have in the year it adds: left out, or a column further."""
    lines = release.lines(rule.dataset)
    for key, changes in release.touched_lines(rule.dataset).items():
        change = next(iter(changes.values()))
        if change.old is not None:
            continue
        before = lines.get(at_year(key, change.new["year"] - 1), {})
        for measure in rule.measures:
            known = before[measure]["value"] if measure in before and measure not in lines[key] else None
            if known is not None and known >= rule.least:
                yield report(
                    rule, change, "gone", name=measure_heading(rule.dataset, measure), before=number_text(known)
                )


def student_flow(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """More students than stayed and came, or far fewer: enrolment against last year's, entrants and graduates."""
    enrolled, came, left = (release.sums(rule.dataset, measure) for measure in rule.measures)
    for (unit, year), change in release.touched_units(rule.dataset, tuple(rule.measures)).items():
        parts = [
            enrolled.get((unit, year)),
            enrolled.get((unit, year - 1)),
            came.get((unit, year)),
            left.get((unit, year)),
        ]
        known = [part[0] for part in parts if part is not None and not part[1]]
        if len(known) < len(parts):
            continue
        now, before, entrants, graduates = known
        values: dict[str, MessageInput] = {"value": number_text(now), "before": number_text(before)}
        values |= {"entrants": number_text(entrants), "graduates": number_text(graduates)}
        expected = before + entrants - graduates
        if now > expected + rule.tolerance:
            yield report(rule, change, "flow", **values)
        elif rule.relative and now < expected * (1 - rule.relative) - rule.tolerance:
            yield report(rule, change, "flow_lost", **values)


def graduates_of_year_before(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """More graduates than there were students the year before."""
    first, second = rule.measures
    now, then = release.sums(rule.dataset, first), release.sums(rule.dataset, second)
    for (unit, year), change in release.touched_units(rule.dataset, (first,)).items():
        value, _ = now[unit, year]
        before, is_missing = then.get((unit, year - 1), (0.0, True))
        if not is_missing and value > before + rule.tolerance:
            names = {"first": measure_heading(rule.dataset, first), "second": measure_heading(rule.dataset, second)}
            yield report(rule, change, "earlier", **names, value=number_text(value), before=number_text(before))


def indicator_parts(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """More of an indicator than of the one it is declared to be a part of, by unit and year."""
    declared, lines, touched = (
        release.codes.indicators,
        release.lines(rule.dataset),
        release.touched_lines(rule.dataset),
    )
    for part in (entry for entry in declared.values() if entry.part_of in declared):
        whole = declared[str(part.part_of)]
        for unit, year in dict.fromkeys((unit, year) for unit, id, year in touched if id in (part.id, whole.id)):
            place, other_place = (unit, part.id, year), (unit, whole.id, year)
            value, other = (_value_of(lines.get(key)) for key in (place, other_place))
            if value is not None and other is not None and value > other:
                changes = touched.get(place) or touched[other_place]
                names = {"name": name_in_both(part.short_label), "whole": name_in_both(whole.short_label)}
                numbers = {"value": number_text(value), "other": number_text(other)}
                yield report(rule, changes["value"], "part", **names, **numbers)


def _value_of(line: Mapping[str, Row] | None) -> float | None:
    return None if line is None else line["value"]["value"]


def equal_in_tables(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A number that another table gives as well."""
    (measure,) = rule.measures
    sums, other_sums = release.sums(rule.dataset, measure), release.sums(rule.other_dataset, rule.other_measure)
    touched = {
        **release.touched_units(rule.other_dataset, (rule.other_measure,)),
        **release.touched_units(rule.dataset, (measure,)),
    }
    for place, change in touched.items():
        total, other_total = sums.get(place), other_sums.get(place)
        if total is None or other_total is None or total[1]:
            continue
        # With a value missing the other_total table can only be too large, not too small.
        differs = (
            total[0] < other_total[0] - rule.tolerance
            if other_total[1]
            else abs(total[0] - other_total[0]) > rule.tolerance
        )
        if differs:
            own, theirs = (total, other_total) if change.dataset == rule.dataset else (other_total, total)
            table = rule.other_dataset if change.dataset == rule.dataset else rule.dataset
            name = measure_heading(change.dataset, measure if change.dataset == rule.dataset else rule.other_measure)
            values: dict[str, MessageInput] = {
                "value": number_text(own[0]),
                "other": number_text(theirs[0]),
                "table": TextId(SHEET_TEXT[table]),
            }
            yield report(rule, change, "same", name=name, **values)


def district_totals(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A number of the whole district against the sum over its schools, once all of them have reported."""
    (measure,) = rule.measures
    touched = release.touched_units(rule.dataset, (measure,))
    touched_parts = release.touched_units(rule.other_dataset, (rule.other_measure,))
    years = {year for _, year in (*touched, *touched_parts)}
    for (unit, year), (value, missing) in release.sums(rule.dataset, measure).items():
        if year not in years or missing:
            continue
        of_units = _total_of_units(rule, release, year)
        if of_units is None:
            continue
        total, complete = of_units
        if total > value + rule.tolerance or (complete and total < value - rule.tolerance):
            of_year = (change for (_, changed_year), change in touched_parts.items() if changed_year == year)
            change = touched.get((unit, year)) or next(of_year, None)
            if change is not None:
                name = measure_heading(rule.dataset, measure)
                values = {"value": number_text(value), "sum": number_text(total)}
                yield report(rule, change, "district", name=name, year=year, **values)


def _total_of_units(rule: Rule, release: CandidateRelease, year: int) -> tuple[float, bool] | None:
    """The sum over the units that reported, and whether all have that are expected to; None when none did."""
    sums = release.sums(rule.other_dataset, rule.other_measure)
    parts = {unit: part for (unit, part_year), part in sums.items() if part_year == year}
    if not parts:
        return None
    missing = any(part_missing for _, part_missing in parts.values())
    return sum(total for total, _ in parts.values()), not missing and _expected_units(rule, release, year) <= set(parts)


def _expected_units(rule: Rule, release: CandidateRelease, year: int) -> set[str]:
    """The units that reported the year before and are still there."""
    day = autumn(year)
    open_units = {unit.unit_id for unit in release.merged.register if unit.valid_to is None or unit.valid_to >= day}
    return {
        row["unit_id"] for row in release.merged.rows[rule.other_dataset] if row.get("year") == year - 1
    } & open_units
