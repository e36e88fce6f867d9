"""Rows of a release as the broad lines of a form: one line a unit, programme or cohort, one column a measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.datasets import TOTAL
from core.intake.form.columns import Kind, Sheet
from core.intake.rows import Row, UnitEntry, unit_of
from core.tasks.periods import sort_key


@dataclass(frozen=True, slots=True)
class FormRow:
    """A line of a sheet: `keys` by field, `cells` by column id (a number or a `Symbol` value), the unit's register
    entry, and what stands behind all of its cells."""

    unit: UnitEntry
    keys: Mapping[str, Any]
    cells: Mapping[str, Any]
    status: str
    provisional: bool


def form_rows(sheet: Sheet, rows: Iterable[Row]) -> list[FormRow]:
    """The rows of a dataset as lines of its sheet, the newest year or period first, then by unit and keys.

    Values that differ in what stands behind them (final beside provisional) come on lines of their own, so that
    nothing is lost on the way out and back. Raises ValueError for a measure that the sheet has no column for.
    """
    key_columns = [column for column in sheet.keys if column.kind not in (Kind.UNIT_ID, Kind.UNIT_NAME)]
    columns = {(column.measure, column.level or TOTAL): column.id for column in sheet.measures}
    lines: dict[tuple[Any, ...], FormRow] = {}
    for row in rows:
        unit = unit_of(row)
        keys = {column.field: row[column.field] for column in key_columns}
        place = (unit, tuple(keys.values()), row["status"], row["provisional"])
        line = lines.setdefault(place, FormRow(unit, keys, {}, row["status"], row["provisional"]))
        if columns:
            measure = (row.get("measure", ""), row.get("certificate_level", TOTAL))
            if measure not in columns:
                raise ValueError(f"the sheet of {sheet.dataset} has no column for {measure}")
            assert isinstance(line.cells, dict)
            line.cells[columns[measure]] = row["symbol"] if row["value"] is None else row["value"]
    return sorted(lines.values(), key=lambda line: _order(line))


def _order(line: FormRow) -> tuple[Any, ...]:
    day, months = sort_key(line.keys.get("period", ""))
    keys = tuple(str(value) if not isinstance(value, int) else f"{value:09d}" for value in line.keys.values())
    newest_first = (-line.keys.get("year", 0), -day.toordinal(), -months)
    return (*newest_first, tuple(str(value) for value in line.unit), keys, line.provisional, line.status)
