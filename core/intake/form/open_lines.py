"""The lines of a form that wait for the new year: one for everything that reported the year before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.datasets import DATASETS
from core.intake.form.filled_lines import FormRow
from core.intake.form.layout import Kind, Sheet
from core.intake.rows import UnitEntry as Unit
from core.intake.rows import entry_in_force


def open_lines(sheet: Sheet, filled: list[FormRow], year: int | None, units: tuple[Unit, ...]) -> list[FormRow]:
    """A line without values for everything that reported the year before `year` and is still there."""
    if year is None or not sheet.has_years:
        return []
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
