"""Forms of former template versions: which columns they did not have yet, so that a half-filled one is still taken."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from core.intake.form.layout import SHEETS, TEMPLATE_VERSION

_EVIDENCE_FILE = ("evidence_file", "evidence_sha256")

ADDED_COLUMNS: Final[Mapping[int, Mapping[str, tuple[str, ...]]]] = {
    2: {
        "enrolment": ("planned_entrants",),
        "conditions": ("graduate_degree_teachers", "teaching_area", "dormitory_area"),
        "tasks": (
            *("period", "co_units", "proposed_on", "under_way_on", "finished_on", "closed_on", "due_date"),
            *("confirmation", "progress", "problem", "next_step", *_EVIDENCE_FILE),
        ),
        "milestones": ("milestone_title", "milestone_title_en", *_EVIDENCE_FILE),
    },
}
"""The columns each template version added to a sheet, by its dataset. None of them may be required: forms of the
versions before are taken with these columns left out. A version that changes what a column means must end the list."""
ADDED_SHEETS: Final[Mapping[int, tuple[str, ...]]] = {2: ("programmes",)}
SCHEMA_OF_FORM: Final[Mapping[int, int]] = {1: 1, 2: 2}
"""The schema version that forms of each template version were made for."""


def columns_since(version: int, dataset: str) -> frozenset[str]:
    """The columns of a sheet, by id, that a form of a version does not have."""
    later = (columns for number, columns in ADDED_COLUMNS.items() if number > version)
    return frozenset(id for columns in later for id in columns.get(dataset, ()))


def sheets_since(version: int) -> frozenset[str]:
    """The sheets, by dataset, that a form of a version does not have."""
    return frozenset(dataset for number, sheets in ADDED_SHEETS.items() if number > version for dataset in sheets)


def columns_of_form(version: int = TEMPLATE_VERSION) -> str:
    """Stands for the sheets and columns of a form: changes with any of them, whether or not the version was raised."""
    sheets = [sheet for sheet in SHEETS if sheet.dataset not in sheets_since(version)]
    columns = [
        (
            sheet.dataset,
            [
                (column.id, column.field, column.kind.value, column.unit)
                for column in sheet.columns
                if column.id not in columns_since(version, sheet.dataset)
            ],
        )
        for sheet in sheets
    ]
    return short_hash(repr(columns))


def short_hash(text: str) -> str:
    """Twelve hexadecimal digits that change with the text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
