"""Sheets, columns and codes of a return in words, in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.datasets import DATASETS, TOTAL, RowStatus, Symbol
from core.intake.form.columns import Column, Sheet
from core.intake.form.layout import SHEET_OF
from core.intake.message_values import ColumnChoices, TextId
from core.language import Texts
from core.plan.unit_texts import OBSERVATION_UNIT_TEXT
from core.text_ids.datasets import (
    CERTIFICATE_LEVEL_TEXT,
    EVIDENCE_KIND_TEXT,
    INSTITUTION_TYPE_TEXT,
    OWNERSHIP_TEXT,
    PROGRAMME_GROUP_TEXT,
    ROW_STATUS_TEXT,
    SCHOOL_LEVEL_TEXT,
    SHEET_TEXT,
    STAGE_TEXT,
    STUDY_MODE_TEXT,
    TARGET_GROUP_TEXT,
    TASK_CONFIRMATION_TEXT,
    TASK_STAGE_TEXT,
    TRAINING_TYPE_TEXT,
)
from core.text_ids.judgement import SCHOOL_CLASS_TEXT

_CODE_TEXT: Final[Mapping[str, Mapping[str, str]]] = {
    "ownership": OWNERSHIP_TEXT,
    "level": SCHOOL_LEVEL_TEXT,
    "programme_group": PROGRAMME_GROUP_TEXT,
    "institution_type": INSTITUTION_TYPE_TEXT,
    "stage": STAGE_TEXT,
    "study_mode": STUDY_MODE_TEXT,
    "target_group": TARGET_GROUP_TEXT,
    "training_type": TRAINING_TYPE_TEXT,
    "school_class": SCHOOL_CLASS_TEXT,
    "unit": OBSERVATION_UNIT_TEXT,
    "task_stage": TASK_STAGE_TEXT,
    "confirmation": TASK_CONFIRMATION_TEXT,
    "evidence": EVIDENCE_KIND_TEXT,
}
"""The texts of the codes of each coded column."""


def text_of(column_id: str, code: str) -> str:
    """The id of the text for a code of a column."""
    return _CODE_TEXT[column_id][code]


def words_of(column: Column, code: str, texts: Texts) -> str:
    """A code of a column as a clerk reads it; a programme group keeps its number, which schools know it by."""
    words = texts(text_of(column.id, code))
    return f"{code} {words}" if column.id == "programme_group" and code != TOTAL else words


def heading(column: Column, texts: Texts) -> str:
    """The heading of a column with its unit: `专任教师数（人）`."""
    leveled = column.level not in ("", TOTAL)
    name = texts(CERTIFICATE_LEVEL_TEXT[column.level]) if leveled else texts(f"intake.head.{column.id}")
    return texts("intake.heading", name=name, unit=texts(f"intake.unit.{column.unit}")) if column.unit else name


def sheet_title(number: int, sheet: Sheet, texts: Texts) -> str:
    """The name of the sheet in the workbook; `number` counts from 1."""
    return texts("intake.sheet_name", number=number, name=texts(SHEET_TEXT[sheet.dataset]))


def status_words(status: str, provisional: bool, texts: Texts) -> str:
    """Status and provisional mark of a row in the words of the pages."""
    words = texts(ROW_STATUS_TEXT[status])
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

REASONS = tuple(map(Symbol, filter(None, DATASETS["enrolment"].codes["symbol"])))
"""What may stand in a value cell instead of a number."""


def head_of(column: Column) -> TextId:
    """The name of a column as a value of a finding, to be put into words later."""
    leveled = column.level not in ("", TOTAL)
    return TextId(CERTIFICATE_LEVEL_TEXT[column.level] if leveled else f"intake.head.{column.id}")


def choices(wanted: ColumnChoices, texts: Texts) -> tuple[str, ...]:
    """What may stand in a column, in words."""
    if wanted == ColumnChoices("status"):
        return tuple(status_words(status, provisional, texts) for status, provisional in STATUSES)
    columns = SHEET_OF[wanted.dataset].columns
    return tuple(
        words_of(column, code, texts) for column in columns if column.id == wanted.column for code in column.codes
    )
