"""Rules over what is planned and built: places, days and stages of colleges, milestones and tasks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from core.datasets import CollegeStage
from core.formats import round_half_up
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
from core.intake.form.former_forms import SCHEMA_OF_FORM, columns_since
from core.intake.form.words import text_of
from core.intake.message_values import MessageInput, MessageValue, TextId, TextList, key_of_value
from core.intake.rows import Row

_GIVEN = {("tasks", "stage"): "task_stage"}
"""Headings that are not called like their column."""
_ORDER = {stage.value: place for place, stage in enumerate(CollegeStage)}


def unit_consistency(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """Rows of one unit that say different things of the unit itself: planned places, type of college."""
    for unit, changes in _by_unit(rule, release).items():
        rows = [row for row in release.merged.rows[rule.dataset] if row["unit_id"] == unit]
        for column in rule.measures:
            contents = {row[column] for row in rows if row[column] is not None}
            if len(contents) > 1:
                change = _unlike(column, rows, changes)
                values: dict[str, MessageInput] = {
                    "name": TextId(f"intake.head.{column}"),
                    "unit": changes[0].new["unit_name"],
                }
                words = TextList(tuple(sorted((_word(column, content) for content in contents), key=key_of_value)))
                yield report(rule, change, "alike", place_of(change, column), **values, found=words)


def _unlike(column: str, rows: list[Row], changes: list[TouchedRow]) -> TouchedRow:
    """The change that says what fewest rows say: where the mistake is likely to be."""
    contents = [row[column] for row in rows if row[column] is not None]
    return min(changes, key=lambda change: contents.count(change.new[column]) or len(rows))


def _word(column: str, value: Any) -> MessageValue:
    return number_text(value) if isinstance(value, int | float) else TextId(text_of(column, value))


def _stage(row: Row) -> TextId:
    return TextId(text_of("stage", row["stage"]))


def changed_plans(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A place or day that the release already knew is another one now."""
    reported = set()  # a number that every row of a college repeats is asked about once
    for change in release.changes(rule.dataset):
        old, new = change.old, change.new
        if old is None or old["provisional"]:
            continue
        for column in rule.measures:
            moved = (new["unit_id"], column, old[column], new[column])
            if old[column] is not None and new[column] != old[column] and moved not in reported:
                reported.add(moved)
                values: dict[str, MessageInput] = {
                    "name": TextId(f"intake.head.{column}"),
                    "old": _plain(old[column]),
                    "new": _plain(new[column]),
                }
                yield report(rule, change, "settled", place_of(change, column), **values)


def _plain(value: Any) -> str:
    return number_text(value) if value is None or isinstance(value, int | float) else str(value)


def stage_order(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """A stage that comes before an earlier one, or is reached while an earlier planned one is still open."""
    for unit, changes in _by_unit(rule, release).items():
        touched = {change.new["stage"]: change for change in changes}
        rows = sorted(
            (row for row in release.merged.rows[rule.dataset] if row["unit_id"] == unit),
            key=lambda row: _ORDER[row["stage"]],
        )
        for column in rule.measures:
            for place, later in enumerate(rows):
                yield from _order_findings(rule, column, rows[:place], later, touched)


def _order_findings(
    rule: Rule, column: str, earlier: list[Row], later: Row, touched: dict[str, TouchedRow]
) -> Iterator[Finding]:
    day: date | None = later[column]
    if day is None:
        return
    for row in reversed(earlier):
        change = touched.get(later["stage"]) or touched.get(row["stage"])
        if change is None:
            continue
        values: dict[str, MessageInput] = {"first": _stage(row), "second": _stage(later), "day": day}
        place = place_of(change, column)
        if row[column] is not None and row[column] > day:
            yield report(
                rule, change, "stage_order", place, **values, before=row[column], name=TextId(f"intake.head.{column}")
            )
            return
        if column == "actual_date" and row[column] is None and row["planned_date"] is not None:
            yield report(rule, change, "stage_open", place, **values)
            return


def schedule_slips(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """Two days of a row, planned and actual, that lie implausibly far apart."""
    first, second = rule.measures
    for change in release.changes(rule.dataset):
        row = change.new
        if row[first] is None or row[second] is None:
            continue
        apart = abs((row[second] - row[first]).days)
        if apart > rule.tolerance:
            values: dict[str, MessageInput] = {
                "planned": row[first],
                "actual": row[second],
                "years": f"{round_half_up(apart / 365.25, 0)}",
            }
            yield report(rule, change, "slip", place_of(change, second), **values)


def required_companions(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """Something that is said to be done without what shows it: the day, the evidence."""
    for change in release.changes(rule.dataset):
        row = change.new
        if not row[rule.given] or (rule.among and row[rule.given] not in rule.among):
            continue
        for column in rule.measures:
            if row[column] in (None, "", "none") and not _left_out(change, column):
                values: dict[str, MessageInput] = {
                    "given": TextId(f"intake.head.{_GIVEN.get((rule.dataset, rule.given), rule.given)}"),
                    "name": TextId(f"intake.head.{column}"),
                }
                # Whoever chose "none" left nothing out: what they chose is asked about.
                word = {"found": TextId(text_of(column, row[column]))} if row[column] else {}
                code = "needs_another" if word else "needs"
                yield report(rule, change, code, place_of(change, column), **values, **word)


def days_of_stages_to_come(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """The day of a step that the stage of the same row has not reached."""
    (column,) = rule.measures
    for change in release.changes(rule.dataset):
        row = change.new
        if row[rule.given] is not None and row[column] not in rule.among:
            values: dict[str, MessageInput] = {
                "given": TextId(f"intake.head.{rule.given}"),
                "name": TextId(f"intake.head.{_GIVEN.get((rule.dataset, column), column)}"),
                "stage": TextId(text_of(_GIVEN.get((rule.dataset, column), column), row[column])),
            }
            yield report(rule, change, "reached", place_of(change, rule.given), **values)


def _left_out(change: TouchedRow, column: str) -> bool:
    """Whether a table does without an optional column of which it was not asked in every form."""
    return column in columns_since(min(SCHEMA_OF_FORM), change.dataset) and column not in change.entry.letters


def college_capacity(rule: Rule, release: CandidateRelease) -> Iterator[Finding]:
    """More students than a college has planned places for."""
    (measure,) = rule.measures
    places: dict[str, int] = {}
    for row in release.merged.rows[rule.other_dataset]:
        if row[rule.other_measure] is not None:
            places[row["unit_id"]] = max(places.get(row["unit_id"], 0), row[rule.other_measure])
    sums = release.sums(rule.dataset, measure)
    for (unit, year), change in release.touched_units(rule.dataset, (measure,)).items():
        (value, _), planned = sums[unit, year], places.get(unit)
        if planned and value > planned * (1 + rule.relative):
            names = {
                "first": measure_heading(rule.dataset, measure),
                "second": TextId(f"intake.head.{rule.other_measure}"),
            }
            yield report(rule, change, "capacity", **names, value=number_text(value), planned=number_text(planned))


def _by_unit(rule: Rule, release: CandidateRelease) -> dict[str, list[TouchedRow]]:
    changes: dict[str, list[TouchedRow]] = {}
    for change in release.changes(rule.dataset):
        changes.setdefault(change.new["unit_id"], []).append(change)
    return changes
