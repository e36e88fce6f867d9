"""Lines that say less than a row: of a table without some columns, and of a form that nobody filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.intake.form.columns import Kind
from core.intake.form.layout import SHEET_OF
from core.intake.form.open_lines import STATED_ANEW
from core.intake.rows import IDENTITY_FIELDS, SOURCE, Row, RowEntry
from core.tasks.periods import sort_key

Task = tuple[str, str, int]

_OF_THE_LINE = {"status", "provisional", "period", *IDENTITY_FIELDS, *SOURCE, *STATED_ANEW}


def with_absent_columns(entry: RowEntry, released: Row | None) -> RowEntry:
    """A row as read, with what the release has in columns that the table does not have: it says nothing of them."""
    if released is None or "value" in entry.row:
        return entry
    absent = [
        column.field
        for column in SHEET_OF[entry.dataset].columns
        if not column.required and column.kind not in (Kind.STATUS, Kind.DERIVED) and column.id not in entry.letters
    ]
    return replace(entry, row={**entry.row, **{field: released[field] for field in absent}}) if absent else entry


def newest_task_rows(rows: Iterable[Row]) -> dict[Task, Row]:
    """The row of the newest period of every task."""
    return {task_of(row): row for row in sorted(rows, key=lambda row: sort_key(row["period"]))}


def task_of(row: Row) -> Task:
    """Area, unit and number of the task a row is about."""
    return row["area"], row["unit_id"], row["task"]


def only_carries_over(entry: RowEntry, template: Mapping[Task, Row]) -> bool:
    """Whether a line of a task says nothing but how it stood in the period before, as the form came with it.

    `template` are the newest rows of the tasks the form was made from.
    """
    row = entry.row
    if entry.dataset != "tasks" or any(row[name] is not None for name in STATED_ANEW):
        return False
    newest = template.get(task_of(row))
    if newest is None or sort_key(newest["period"]) >= sort_key(row["period"]):
        return False
    return all(row[name] == newest[name] for name in newest if name not in _OF_THE_LINE)
