"""Rules that look across years, tables and schools."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from core.intake.findings import Finding
from core.intake.picture import Picture, at_year, figure, named, report
from core.intake.rules import Check


def jump(rule: Check, picture: Picture) -> Iterator[Finding]:
    """A value that differs from the year before by more than a share of it and more than a number."""
    lines = picture.lines(rule.dataset)
    for key, changes in picture.touched_lines(rule.dataset).items():
        for measure, change in changes.items():
            if change.new is None or measure not in rule.measures:
                continue
            year, value = change.new["year"], change.new["value"]
            before = lines.get(at_year(rule.dataset, key, year - 1), {}).get(measure)
            if before is None or before["value"] is None or value is None:
                continue
            difference = value - before["value"]
            if abs(difference) > rule.least and abs(difference) > rule.relative * before["value"]:
                change_words = f"{difference / before['value']:+.0%}" if before["value"] else f"{difference:+,.10g}"
                values = {"value": figure(value), "before": figure(before["value"]), "change": change_words}
                yield report(rule, change, "jump", name=named(rule.dataset, measure), **values)


def flow(rule: Check, picture: Picture) -> Iterator[Finding]:
    """More students than stayed and came: enrolment against last year's, the entrants and the graduates."""
    enrolled, came, left = (picture.sums(rule.dataset, measure) for measure in rule.measures)
    for (unit, year), change in picture.touched_units(rule.dataset, tuple(rule.measures)).items():
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
        if now > before + entrants - graduates + rule.tolerance:
            values = {"value": figure(now), "before": figure(before)}
            yield report(rule, change, "flow", **values, entrants=figure(entrants), graduates=figure(graduates))


def earlier(rule: Check, picture: Picture) -> Iterator[Finding]:
    """More graduates than there were students the year before."""
    first, second = rule.measures
    now, then = picture.sums(rule.dataset, first), picture.sums(rule.dataset, second)
    for (unit, year), change in picture.touched_units(rule.dataset, (first,)).items():
        value, before = now.get((unit, year)), then.get((unit, year - 1))
        if value is None or before is None or before[1]:
            continue
        if value[0] > before[0] + rule.tolerance:
            names = {"first": named(rule.dataset, first), "second": named(rule.dataset, second)}
            yield report(rule, change, "earlier", **names, value=figure(value[0]), before=figure(before[0]))


def same(rule: Check, picture: Picture) -> Iterator[Finding]:
    """A number that another table gives as well."""
    (measure,) = rule.measures
    here, there = picture.sums(rule.dataset, measure), picture.sums(rule.other_dataset, rule.other_measure)
    touched = {
        **picture.touched_units(rule.other_dataset, (rule.other_measure,)),
        **picture.touched_units(rule.dataset, (measure,)),
    }
    for place, change in touched.items():
        one, other = here.get(place), there.get(place)
        if one is None or other is None or one[1]:
            continue
        # With a value missing the other table can only be too large, not too small.
        differs = one[0] < other[0] - rule.tolerance if other[1] else abs(one[0] - other[0]) > rule.tolerance
        if differs:
            mine, theirs = (one, other) if change.dataset == rule.dataset else (other, one)
            table = rule.other_dataset if change.dataset == rule.dataset else rule.dataset
            name = named(change.dataset, measure if change.dataset == rule.dataset else rule.other_measure)
            values = {"value": figure(mine[0]), "other": figure(theirs[0]), "table": f"@intake.sheet.{table}"}
            yield report(rule, change, "same", name=name, **values)


def district(rule: Check, picture: Picture) -> Iterator[Finding]:
    """A number of the whole district against the sum over its schools, once all of them have reported."""
    (measure,) = rule.measures
    whole = picture.sums(rule.dataset, measure)
    parts = picture.sums(rule.other_dataset, rule.other_measure)
    touched = picture.touched_units(rule.dataset, (measure,))
    years = {year for _, year in touched}
    years |= {year for _, year in picture.touched_units(rule.other_dataset, (rule.other_measure,))}
    for (unit, year), (value, missing) in whole.items():
        reported = {id: part for (id, of), part in parts.items() if of == year}
        if year not in years or missing or not reported:
            continue
        total = sum(part[0] for part in reported.values())
        complete = not any(part[1] for part in reported.values()) and _expected(rule, picture, year) <= set(reported)
        if total > value + rule.tolerance or (complete and total < value - rule.tolerance):
            at = picture.touched_units(rule.other_dataset, (rule.other_measure,))
            change = touched.get((unit, year)) or next((each for (_, of), each in at.items() if of == year), None)
            if change is None:
                continue
            name = named(rule.dataset, measure)
            yield report(rule, change, "district", name=name, year=year, value=figure(value), sum=figure(total))


def _expected(rule: Check, picture: Picture, year: int) -> set[str]:
    """The units that reported the year before and are still there."""
    day = date(year, 9, 1)
    return {
        row["unit_id"]
        for row in picture.merged.rows[rule.other_dataset]
        if row.get("year") == year - 1 and (row["unit_valid_to"] is None or row["unit_valid_to"] >= day)
    }
