"""Sheets, columns and codes of a return in words, in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Callable

from core.datasets import TOTAL, RowStatus, Symbol
from core.intake.form.layout import SHEET_OF, Column, Sheet
from core.intake.message_values import ColumnChoices, TextId
from core.language import Texts

_FAMILIES: dict[str, Callable[[str], str]] = {
    "ownership": lambda code: f"ownership.{code}",
    "level": lambda code: f"school_level.{code}",
    "programme_group": lambda code: f"programme_group.{code}",
    "institution_type": lambda code: f"institution_type.{code}",
    "stage": lambda code: f"stage.{code}",
    "study_mode": lambda code: f"study_mode.{code}",
    "target_group": lambda code: f"target_group.{code}",
    "training_type": lambda code: f"training_type.{code}",
    "school_class": lambda code: f"school_class.{code}",
    "unit": lambda code: f"observation_unit.{code}",
    "task_stage": lambda code: f"task_stage.{code}",
    "evidence": lambda code: f"evidence_kind.{code}",
}


def text_of(column_id: str, code: str) -> str:
    """The id of the text for a code of a column."""
    return _FAMILIES[column_id](code)


def words_of(column: Column, code: str, texts: Texts) -> str:
    """A code of a column as a clerk reads it; a programme group keeps its number, which schools know it by."""
    words = texts(text_of(column.id, code))
    return f"{code} {words}" if column.id == "programme_group" and code != TOTAL else words


def heading(column: Column, texts: Texts) -> str:
    """The heading of a column with its unit: `专任教师数（人）`."""
    leveled = column.level not in ("", TOTAL)
    name = texts(f"certificate_level.{column.level}") if leveled else texts(f"intake.head.{column.id}")
    return texts("intake.heading", name=name, unit=texts(f"intake.unit.{column.unit}")) if column.unit else name


def sheet_title(number: int, sheet: Sheet, texts: Texts) -> str:
    """The name of the sheet in the workbook; `number` counts from 1."""
    return texts("intake.sheet_name", number=number, name=texts(f"intake.sheet.{sheet.dataset}"))


def status_words(status: str, provisional: bool, texts: Texts) -> str:
    """Status and provisional mark of a row in the words of the pages."""
    words = texts(f"status.row.{status}")
    if provisional and status != RowStatus.PROVISIONAL:
        return texts("status.row.with_provisional", status=words)
    return words


STATUSES = tuple(
    (status, provisional)
    for status in RowStatus
    for provisional in (False, True)
    if provisional or status is not RowStatus.PROVISIONAL
)
"""Every pair of status and provisional mark a row may have."""

REASONS = tuple(symbol for symbol in Symbol if symbol is not Symbol.PRESENT)
"""What may stand in a value cell instead of a number."""


def head_of(column: Column) -> TextId:
    """The name of a column as a value of a finding, to be put into words later."""
    leveled = column.level not in ("", TOTAL)
    return TextId(f"certificate_level.{column.level}" if leveled else f"intake.head.{column.id}")


def choices(wanted: ColumnChoices, texts: Texts) -> tuple[str, ...]:
    """What may stand in a column, in words."""
    if wanted == ColumnChoices("status"):
        return tuple(status_words(status, provisional, texts) for status, provisional in STATUSES)
    columns = SHEET_OF[wanted.dataset].columns
    return tuple(
        words_of(column, code, texts) for column in columns if column.id == wanted.column for code in column.codes
    )
