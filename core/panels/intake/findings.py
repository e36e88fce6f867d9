"""The findings of a return that must be corrected or explained, each with its sheet, row and column, as a panel."""

from __future__ import annotations

from core.intake.finding_words import message, tally
from core.intake.findings import Finding, Severity
from core.intake.publishing.checked_return import CheckedReturn
from core.language import Texts
from core.panels.cells import words
from core.panels.intake.name_cell import name_cell
from core.panels.panel import Cell, Column, Panel, Table

_SHAPES = {Severity.HARD: "✕", Severity.SOFT: "◆", Severity.NOTE: "○"}
_COLUMNS = ("sheet_column", "row", "column", "severity", "message")


def findings(checked: CheckedReturn, texts: Texts) -> Panel:
    """What must be corrected, then what needs an explanation, each in the order of the file."""
    mistakes, unusual = checked.findings_of(Severity.HARD), checked.findings_of(Severity.SOFT)
    rows = tuple(_finding_row(finding, texts) for finding in (*mistakes, *unusual))
    return Panel(
        id="findings",
        headline=tally(len(mistakes), len(unusual), texts) if rows else texts("intake.findings.none"),
        subtitle=texts("intake.findings.subtitle") if rows else "",
        source="",
        table=Table(tuple(Column(name, texts(f"intake.returned.{name}"), name == "row") for name in _COLUMNS), rows),
    )


def _finding_row(finding: Finding, texts: Texts) -> tuple[Cell, ...]:
    place = finding.place
    return (
        name_cell(place.sheet),
        Cell(str(place.row or "—"), place.row or None),
        words(place.column or "—"),
        words(f"{_SHAPES[finding.severity]} {texts(f'intake.severity.{finding.severity.value}')}"),
        words(message(finding, texts)),
    )
