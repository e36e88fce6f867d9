"""What was read from a return: every recognised table with its rows, and what was passed over, as a panel."""

from __future__ import annotations

from core.intake.finding_words import sentence
from core.intake.findings import Severity
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.reading.read_return import TableRead
from core.intake.rows import UNIT_FIELDS
from core.language import Language, Texts
from core.panels.cells import words
from core.panels.intake.name_cell import name_cell
from core.panels.panel import Cell, Column, Panel, Table
from core.text_ids.datasets import SHEET_TEXT

NOTES_SHOWN = 60
"""Notes on what was read or passed over; further ones are left out."""

_TEXT_COLUMNS = ("sheet", "dataset")
_COLUMNS = (*_TEXT_COLUMNS, "head", "rows", "totals", "ignored", "unfilled")


def contents(checked: CheckedReturn, texts: Texts) -> Panel:
    """Every table that was recognised, how many of its rows were read or passed over, and notes on how."""
    reading = checked.reading
    notes = [finding for finding in reading.findings if finding.severity is Severity.NOTE]
    return Panel(
        id="understood",
        headline=_headline(checked, texts),
        subtitle=_form_words(checked, texts),
        source="",
        table=Table(
            tuple(Column(name, texts(f"intake.understood.{name}"), name not in _TEXT_COLUMNS) for name in _COLUMNS),
            tuple(_table_row(table, texts) for table in reading.tables),
        ),
        notes=tuple(sentence(finding, texts) for finding in notes[:NOTES_SHOWN]),
    )


def _headline(checked: CheckedReturn, texts: Texts) -> str:
    """How much was understood; that nothing was read of a file with numbers of persons in it."""
    reading = checked.reading
    if reading.personal:
        return texts("intake.understood.refused", file=reading.name)
    return texts(
        "intake.understood.headline",
        file=reading.name,
        tables=texts("count.tables", number=len(reading.tables)),
        rows=texts("count.values", number=sum(table.rows for table in reading.tables)),
    )


def _table_row(table: TableRead, texts: Texts) -> tuple[Cell, ...]:
    numbers = (table.head, table.rows, table.totals, table.ignored, len(table.unfilled))
    return (
        name_cell(table.sheet),
        words(texts(SHEET_TEXT[table.dataset])),
        *(Cell(str(number), number) for number in numbers),
    )


def _form_words(checked: CheckedReturn, texts: Texts) -> str:
    """Whether the file is one of our templates, and for which release and unit it was made."""
    version = checked.reading.version
    if version is None:
        return texts("intake.understood.own_form")
    return texts(
        "intake.understood.template", release=version.release or "–", unit=_unit_name(checked, version.unit, texts)
    )


def _unit_name(checked: CheckedReturn, unit: str, texts: Texts) -> str:
    """The unit a template was made for, by the name it has now; the district for a template without one."""
    entries = [entry for entry in checked.reading.register.entries if entry[0] == unit]
    if not entries:
        return unit or texts("intake.guide.district")
    fields = dict(zip(UNIT_FIELDS, entries[-1], strict=True))
    return str(fields["unit_name" if texts.language is Language.ZH else "unit_name_en"])
