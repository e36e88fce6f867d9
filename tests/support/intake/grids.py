"""Sheets as they are after a file was opened, made of plain values, and findings on one line each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from core.intake.findings import Finding
from core.intake.message_values import key_of_value
from core.intake.workbook.grid import Cell, Grid, GridRow
from core.intake.workbook.references import Span, span_of


def cell_of(value: object) -> Cell:
    """The cell that holds this value; a cell is one already."""
    if isinstance(value, Cell):
        return value
    if isinstance(value, int | float):
        return Cell("n", float(value))
    return Cell("d", value) if isinstance(value, date) else Cell("s", value)


def row_of(number: int, *values: object, hidden: bool = False) -> GridRow:
    """A row of these values from column A on; None is a blank cell."""
    return GridRow(number, {x: cell_of(value) for x, value in enumerate(values) if value is not None}, hidden)


def grid_of(
    *rows: Sequence[object],
    name: str = "表5 教师",
    merges: Sequence[str] = (),
    hidden_rows: Collection[int] = (),
    hidden_columns: Collection[int] = (),
) -> Grid:
    """A sheet of these rows from row 1 on; a row without values is not kept, as in a file."""
    lines = [row_of(number, *values, hidden=number in hidden_rows) for number, values in enumerate(rows, 1)]
    spans: list[Span] = [span_of(merge) for merge in merges]
    filled = tuple(line for line in lines if line.cells)
    return Grid(name, filled, merges=tuple(spans), hidden_columns=frozenset(hidden_columns))


def lines_of_findings(findings: Iterable[Finding]) -> list[str]:
    """Each finding as `hard total_differs 表5 教师!D3 found=151 expected=150`, in their order."""
    return [
        " ".join(
            (
                item.severity.value,
                item.code,
                f"{item.place.sheet}!{item.place.column}{item.place.row}",
                *(f"{name}={key_of_value(value)}" for name, value in item.values),
            )
        )
        for item in findings
    ]
