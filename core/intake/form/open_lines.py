"""The lines of a form that wait for the new year: one for everything that reported the year before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.datasets import DATASETS
from core.intake.form.columns import Kind, Sheet
from core.intake.form.filled_lines import FormRow
from core.intake.rows import UnitEntry as Unit
from core.intake.rows import entry_in_force
from core.tasks.periods import period_of


def open_lines(sheet: Sheet, filled: list[FormRow], year: int | None, units: tuple[Unit, ...]) -> list[FormRow]:
    """A line without values for everything that reported the year before `year` and is still there; of tasks one for
    the period after the newest, when it begins by the end of `year`."""
    if year is None:
        return []
    if any(column.kind is Kind.PERIOD for column in sheet.columns):
        return _next_period(filled, year)
    return _next_year(sheet, filled, year, units) if sheet.has_years else []


def _next_year(sheet: Sheet, filled: list[FormRow], year: int, units: tuple[Unit, ...]) -> list[FormRow]:
    parts = dict.fromkeys(column.field for column in sheet.keys if column.kind is Kind.NUMBER)
    present = {_subject(sheet, line) for line in filled if line.keys["year"] == year}
    opened = {}
    for line in filled:
        if line.keys["year"] != year - 1 or _subject(sheet, line) in present:
            continue
        unit = entry_in_force(units, line.unit.unit_id, year) or line.unit
        if unit.valid_to is None or unit.valid_to.year >= year:
            keys = {**line.keys, "year": year, **parts}  # numerator and denominator are reported with the value
            opened[_subject(sheet, line)] = replace(line, unit=unit, keys=keys, cells={}, status="")
    return list(opened.values())


def _subject(sheet: Sheet, line: FormRow) -> tuple[Any, ...]:
    """What a line is about in any year: its unit and the keys of the dataset."""
    names = DATASETS[sheet.dataset].key
    return (line.unit.unit_id, *(value for name, value in line.keys.items() if name in names and name != "year"))


STATED_ANEW = ("reported_on", "confirmation", "progress", "problem", "next_step")
"""What is said of a task anew in every period: blank in a line nobody has filled in. All else is carried over from the
period before, the evidence as well."""


def _next_period(filled: list[FormRow], year: int) -> list[FormRow]:
    """A line for every task, as it stood in its newest period, for the period after the newest of all."""
    newest = max((period for line in filled if (period := period_of(line.keys["period"]))), default=None)
    if newest is None or newest.following().year > year:
        return []
    lines: dict[tuple[str, int], FormRow] = {}
    for line in filled:  # the newest period comes first
        task = line.unit.unit_id, line.keys["task"]
        keys = {**line.keys, **dict.fromkeys(STATED_ANEW), "period": newest.following().code}
        lines.setdefault(task, replace(line, keys=keys, status=""))
    return [line for line in lines.values() if line.keys["stage"] != "closed"]
