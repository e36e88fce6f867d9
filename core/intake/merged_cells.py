"""Tells of merged cells over values: one number over several schools or years may be meant in more than one way."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from core.intake.cells import shortened
from core.intake.findings import Findings, Place, Severity, finding
from core.intake.grid import column_letter
from core.intake.layout import Column, Kind
from core.intake.tables import Table

_VALUES = (Kind.MEASURE, Kind.NUMBER)
_ATTRIBUTES = (Kind.DATE,)  # of a line, and copied to every line under the merged cell


def tell_merged(table: Table, data: Sequence[int], findings: Findings) -> None:
    """Add a finding for every merged cell that stands for values of several lines or columns.

    `data` are the numbers of the lines that were read, in order. A merged number is refused: it may be the number of
    every line, or of all of them together. A merged day or number of places was taken for every line, which is asked
    about.
    """
    cells = {line.number: line.cells for line in table.grid.lines}
    for top, left, bottom, right in table.grid.merges:
        cell = cells.get(top, {}).get(left)
        lines = data[bisect_left(data, top) : bisect_right(data, bottom)]
        if cell is None or top <= table.head or not lines:
            continue
        kinds = {x: _kind(table.columns[x].column) for x in range(left, right + 1) if x in table.columns}
        values = [x for x, kind in kinds.items() if kind is Severity.HARD]
        over_lines = len(lines) > 1
        hard = values and (over_lines or len(values) > 1 or left not in values)
        if hard or (over_lines and Severity.SOFT in kinds.values()):
            place = Place(table.grid.name, top, column_letter(left))
            told = {"found": shortened(cell.text), "range": f"{place.column}{top}:{column_letter(right)}{bottom}"}
            if hard:
                findings.add(finding("merged_value", Severity.HARD, place, **told))
            else:
                findings.add(finding("merged_copied", Severity.SOFT, place, **told))


def _kind(column: Column) -> Severity | None:
    """How a merged cell in a column is told; None for a key or label, which a merged cell is right for."""
    if column.kind in _VALUES:
        return Severity.HARD
    places = column.kind is Kind.WHOLE and column.id != "task"
    return Severity.SOFT if places or column.kind in _ATTRIBUTES else None
