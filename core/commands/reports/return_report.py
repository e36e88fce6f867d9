"""Prints what was read from a return, what it would change, and every finding with its place."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from core.intake.finding_words import sentence
from core.intake.findings import Finding, Severity
from core.intake.merging.merge import ChangeKind
from core.intake.publishing.change_words import change_lines
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.publishing.checklist import unexplained
from core.language import Texts
from core.text_ids.datasets import SHEET_TEXT

LINES_SHOWN = 50
"""Changes, and findings, that are printed; the marked workbook contains every finding."""


def print_report(checked: CheckedReturn, explanations: Mapping[str, str], texts: Texts) -> None:
    """Print the report; findings go to standard error, notes and all else to standard output.

    `explanations` are texts by `Finding.id`; an unusual value that is explained is not printed.
    """
    for table in checked.reading.tables:
        name = texts(SHEET_TEXT[table.dataset])
        print(texts("cli.table_read", sheet=table.sheet, dataset=name, rows=table.rows, head=table.head))
    if checked.merged is not None:
        _print_counts(checked, texts)
        _print_changes(checked, texts)
    unexplained_ids = {finding.id for finding in unexplained(checked, explanations)}
    findings = [
        finding
        for finding in checked.findings
        if finding.severity is not Severity.SOFT or finding.id in unexplained_ids
    ]
    for finding in findings[:LINES_SHOWN]:
        _print_finding(finding, texts)
    example = next((finding.id for finding in findings if finding.severity is Severity.SOFT), "")
    if example:
        print(texts("cli.explain", id=example), file=sys.stderr)
    if len(findings) > LINES_SHOWN:
        print(texts("cli.more_findings", number=len(findings) - LINES_SHOWN), file=sys.stderr)


def _print_counts(checked: CheckedReturn, texts: Texts) -> None:
    """How many rows would be added, changed, confirmed and removed; or how many mistakes must be corrected first."""
    if checked.mistakes:
        print(texts("cli.changes_faulty", number=checked.mistakes))
        return
    if checked.base is None:
        print(texts("cli.changes_first", count=checked.count(ChangeKind.ADDED)))
        return
    print(texts("cli.changes", **{kind.value: str(checked.count(kind)) for kind in ChangeKind}))
    confirmed = checked.count(ChangeKind.CONFIRMED)
    if confirmed:
        print(texts("intake.preview.confirmed", number=str(confirmed)))


def _print_changes(checked: CheckedReturn, texts: Texts) -> None:
    lines = change_lines(checked, texts)
    for line in lines[:LINES_SHOWN]:
        print(
            texts(
                f"cli.change.{line.kind.value}",
                unit=line.unit,
                figure=line.figure,
                old=line.old,
                new=line.new,
                place=line.place,
            )
        )
    if len(lines) > LINES_SHOWN:
        print(texts("cli.more_changes", number=len(lines) - LINES_SHOWN))


def _print_finding(finding: Finding, texts: Texts) -> None:
    """A finding with its severity, and its id where it can be explained."""
    stream = sys.stdout if finding.severity is Severity.NOTE else sys.stderr
    severity = texts(f"intake.severity.{finding.severity.value}")
    id = f"{finding.id} " if finding.severity is Severity.SOFT else ""
    print(texts("cli.finding", severity=severity, id=id, sentence=sentence(finding, texts)), file=stream)
