"""Forms of former template versions: which columns they did not have yet, so that a half-filled one is still taken."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from itertools import chain
from typing import Final

from core.datasets import DATASETS
from core.intake.form.layout import SHEET_OF, SHEETS, TEMPLATE_VERSION
from core.snapshots.former_versions import datasets_of_version, later_columns

SCHEMA_OF_FORM: Final[Mapping[int, int]] = {1: 1, 2: 2}
"""The schema version that forms of each template version were made for: what the schema did not have yet, the form did
not have. None of the columns a version adds may be required: forms of the versions before are taken with these left
out. A version that changes what a column means must end the list."""
ADDED_COLUMNS: Final[Mapping[int, Mapping[str, tuple[str, ...]]]] = {
    2: {
        "enrolment": ("planned_entrants",),
        "conditions": ("graduate_degree_teachers", "teaching_area", "dormitory_area"),
    },
}
"""The columns each template version added, by dataset of the sheet, that are no column of the schema: new measures."""


def columns_since(version: int, dataset: str) -> frozenset[str]:
    """The columns of a sheet, by id, that a form of a version does not have."""
    measures = (columns.get(dataset, ()) for number, columns in ADDED_COLUMNS.items() if number > version)
    fields = later_columns(dataset, SCHEMA_OF_FORM[version])
    added = (column.id for column in SHEET_OF[dataset].columns if column.field in fields)
    return frozenset((*chain(*measures), *added))


def sheets_since(version: int) -> frozenset[str]:
    """The sheets, by dataset, that a form of a version does not have."""
    return frozenset(DATASETS) - {*datasets_of_version(SCHEMA_OF_FORM[version])}


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
