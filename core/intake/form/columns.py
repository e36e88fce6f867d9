"""The columns of a sheet of a return: what each holds, and how the usual ones are declared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.datasets import DATASETS
from core.plan.indicators import MeasureUnit


class Kind(StrEnum):
    """What a column of a sheet holds."""

    UNIT_ID = "unit_id"
    UNIT_NAME = "unit_name"
    CODE = "code"  # one of a list, shown in words
    YEAR = "year"
    PERIOD = "period"  # a year, half, quarter or month
    TEXT = "text"
    WORDS = "words"  # sentences, kept as somebody wrote them
    FILE = "file"  # the name of a file, without a folder
    HASH = "hash"  # the SHA-256 of a file
    WHOLE = "whole"  # a number of the row itself, not a measure: planned places, a task
    NUMBER = "number"
    DATE = "date"
    MEASURE = "measure"  # a value or the reason why there is none; one row of the dataset each
    STATUS = "status"
    DERIVED = "derived"  # worked out by the template, never read


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    `id` names its heading (`intake.head.<id>`), `field` the column of the dataset it fills. A measure also fixes
    `measure` and, for certificates, `level`. `unit` is the id of the unit in the heading; `whole` refuses fractions;
    a `required` one may not be blank in a row that holds anything. `group` is a heading merged over several columns.
    `codes_of` says whose codes of the plan a column holds or, of a derived one, names: task, indicator, milestone.
    `longest` is the most characters of a text (0: no limit of its own).
    """

    id: str
    field: str
    kind: Kind
    codes: tuple[str, ...] = ()
    unit: str = ""
    whole: bool = True
    required: bool = True
    measure: str = ""
    level: str = ""
    group: str = ""
    example: str = ""
    codes_of: str = ""
    longest: int = 0


_MONTHS = {"autumn": 9, "september": 9, "calendar_year": 12, "births_and_leavers": 12}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the dataset it holds, its columns, and the id of its reference date (`intake.reference.<id>`)."""

    dataset: str
    columns: tuple[Column, ...]
    reference: str

    @property
    def month(self) -> int:
        """The month its figures are of, 12 for those of a whole year; 0 where every row has its own."""
        return _MONTHS.get(self.reference, 0)

    @property
    def keys(self) -> tuple[Column, ...]:
        """What is not a measure and tells one row of the sheet from another, attributes included."""
        return tuple(column for column in self.columns if column.kind not in (Kind.MEASURE, Kind.STATUS, Kind.DERIVED))

    @property
    def measures(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.kind is Kind.MEASURE)

    @property
    def has_years(self) -> bool:
        return any(column.kind is Kind.YEAR for column in self.columns)


UNIT = (Column("unit_id", "unit_id", Kind.UNIT_ID), Column("unit_name", "unit_name", Kind.UNIT_NAME))
STATUS = (Column("status", "status", Kind.STATUS, required=False),)
YEAR = (Column("year", "year", Kind.YEAR),)
OBSERVATION_UNITS = tuple(unit.value for unit in MeasureUnit)


def code_column(dataset: str, field: str, *, required: bool = True) -> Column:
    codes = tuple(str(code) for code in DATASETS[dataset].codes[field])
    return Column(field, field, Kind.CODE, codes=codes, required=required)


def measure_column(measure: str, unit: str, *, whole: bool = True, required: bool = True) -> Column:
    return Column(measure, "value", Kind.MEASURE, unit=unit, whole=whole, required=required, measure=measure)


def date_columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, name, Kind.DATE, required=False) for name in names)


LONGEST_NAME, LONGEST_FILE_NAME, LONGEST_WORDS = 200, 255, 2000
"""Characters of a name, of a file's name, and of what somebody writes about a period."""


def text_columns(*names: str, kind: Kind = Kind.TEXT, longest: int = LONGEST_NAME) -> tuple[Column, ...]:
    return tuple(Column(name, name, kind, required=False, longest=longest) for name in names)


EVIDENCE_FILE = (
    *text_columns("evidence_file", kind=Kind.FILE, longest=LONGEST_FILE_NAME),
    *text_columns("evidence_sha256", kind=Kind.HASH, longest=0),
)


def certificate_column(level: str) -> Column:
    return Column(
        f"certificates_{level}",
        "value",
        Kind.MEASURE,
        unit="certificates",
        required=False,
        measure="certificates",
        level=level,
        group="certificates",
    )


def named_columns(id: str, of: str, kind: Kind = Kind.TEXT) -> tuple[Column, Column]:
    """A code of the plan and, beside it, its name, which the template looks up: nobody knows codes by heart."""
    return Column(id, id, kind, codes_of=of), Column(f"{id}_name", "", Kind.DERIVED, required=False, codes_of=of)
