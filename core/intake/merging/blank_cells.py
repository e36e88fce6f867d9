"""Required cells left blank, against what the release has there."""

from __future__ import annotations

from core.datasets import autumn
from core.intake.findings import Findings, Severity, finding
from core.intake.message_values import TextId
from core.intake.reading.read_return import Reading
from core.intake.rows import Row, RowEntry, Rows, key_of


def check_blank_cells(reading: Reading, current: Rows, findings: Findings) -> None:
    """Add a finding for blank cells: one may only be blank where the release never had that measure for the line."""
    if not reading.blanks:
        return
    released = {(name, key_of(name, row)) for name, rows in current.items() for row in rows}

    def is_released(entry: RowEntry) -> bool:
        return (entry.dataset, key_of(entry.dataset, entry.row)) in released

    released_lines = {(entry.sheet, entry.line) for entry in reading.entries if is_released(entry)}
    for entry in reading.blanks:
        name = TextId(f"intake.head.{entry.column}")
        if is_released(entry):
            findings.add(finding("blank_had_value", Severity.HARD, entry.place(), expected=name))
        elif entry.dataset == "observations":
            continue  # a unit sends what it has: who has not reported an indicator is said beside its figure
        elif _closed_by_then(entry.row):
            continue  # the graduates of a school that closed in the summer stand alone
        elif (entry.sheet, entry.line) not in released_lines:
            findings.add(finding("blank_value", Severity.HARD, entry.place(), expected=name))


def _closed_by_then(row: Row) -> bool:
    last = row["unit_valid_to"]
    return last is not None and "year" in row and last < autumn(row["year"])
