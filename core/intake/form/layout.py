"""How a return is laid out: one sheet a dataset, one column a key, measure or attribute, in the terms of the field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.datasets import CERTIFICATE_LEVELS, DATASETS, TOTAL
from core.plan.indicators import MeasureUnit

TEMPLATE_VERSION = 2
"""Raised when a sheet or column of the template changes its meaning; a template of another version is refused."""


class Kind(StrEnum):
    """What a column of a sheet holds."""

    UNIT_ID = "unit_id"
    UNIT_NAME = "unit_name"
    CODE = "code"  # one of a list, shown in words
    YEAR = "year"
    PERIOD = "period"  # a year, half, quarter or month
    TEXT = "text"
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


_UNIT = (Column("unit_id", "unit_id", Kind.UNIT_ID), Column("unit_name", "unit_name", Kind.UNIT_NAME))
_STATUS = (Column("status", "status", Kind.STATUS, required=False),)
_YEAR = (Column("year", "year", Kind.YEAR),)
OBSERVATION_UNITS = tuple(unit.value for unit in MeasureUnit)


def _code(dataset: str, field: str, *, required: bool = True) -> Column:
    codes = tuple(str(code) for code in DATASETS[dataset].codes[field])
    return Column(field, field, Kind.CODE, codes=codes, required=required)


def _measure(measure: str, unit: str, *, whole: bool = True, required: bool = True) -> Column:
    return Column(measure, "value", Kind.MEASURE, unit=unit, whole=whole, required=required, measure=measure)


def _dates(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, name, Kind.DATE, required=False) for name in names)


def _typed(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, name, Kind.TEXT, required=False) for name in names)


def _certificate(level: str) -> Column:
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


def _named(id: str, of: str, kind: Kind = Kind.TEXT) -> tuple[Column, Column]:
    """A code of the plan and, beside it, its name, which the template looks up: nobody knows codes by heart."""
    return Column(id, id, kind, codes_of=of), Column(f"{id}_name", "", Kind.DERIVED, required=False, codes_of=of)


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "enrolment",
        (
            *_UNIT,
            *(_code("enrolment", field) for field in ("ownership", "level", "programme_group")),
            *_YEAR,
            *(_measure(measure, "persons") for measure in ("entrants", "enrolment", "graduates")),
            _measure("planned_entrants", "persons", required=False),
            *_STATUS,
        ),
        "autumn",
    ),
    Sheet(
        "colleges",
        (
            *_UNIT,
            _code("colleges", "institution_type"),
            Column("planned_places", "planned_places", Kind.WHOLE, unit="persons", required=False),
            _code("colleges", "stage"),
            *_dates("planned_date", "actual_date"),
            *_STATUS,
        ),
        "as_of",
    ),
    Sheet(
        "college_enrolment",
        (
            *_UNIT,
            _code("college_enrolment", "study_mode"),
            *_YEAR,
            *(_measure(measure, "persons") for measure in ("entrants", "enrolment")),
            *_STATUS,
        ),
        "autumn",
    ),
    Sheet(
        "training",
        (
            *_UNIT,
            _code("training", "target_group"),
            _code("training", "training_type"),
            *_YEAR,
            _measure("person_times", "person_times"),
            _measure("persons", "persons"),
            _measure("employed", "persons"),
            *(_certificate(level) for level in (*CERTIFICATE_LEVELS, TOTAL)),
            *_STATUS,
        ),
        "calendar_year",
    ),
    Sheet(
        "teachers",
        (
            *_UNIT,
            _code("teachers", "ownership"),
            *_YEAR,
            *(_measure(measure, "persons") for measure in ("full_time", "specialised", "dual_qualified")),
            Column("dual_qualified_share", "", Kind.DERIVED, required=False),
            *(
                _measure(measure, "persons")
                for measure in ("industry_part_time", "senior_title", "intermediate_title", "junior_title", "no_title")
            ),
            *_STATUS,
        ),
        "september",
    ),
    Sheet(
        "conditions",
        (
            *_UNIT,
            _code("conditions", "ownership"),
            _code("conditions", "school_class"),
            *_YEAR,
            _measure("campus_area", "square_metres", whole=False),
            _measure("building_area", "square_metres", whole=False),
            _measure("full_time_teachers", "persons"),
            _measure("equipment_value", "yuan", whole=False),
            _measure("books", "volumes"),
            _measure("students", "persons"),
            _measure("graduate_degree_teachers", "persons", required=False),
            _measure("teaching_area", "square_metres", whole=False, required=False),
            _measure("dormitory_area", "square_metres", whole=False, required=False),
            *_STATUS,
        ),
        "september",
    ),
    Sheet(
        "cohorts",
        (
            *_UNIT,
            *_YEAR,
            _measure("births", "persons", required=False),
            _measure("junior_graduates", "persons", required=False),
            _measure("upper_secondary_entrants", "persons", required=False),
            *_STATUS,
        ),
        "births_and_leavers",
    ),
    Sheet(
        "observations",
        (
            *_UNIT,
            *_named("indicator", "indicator"),
            *_YEAR,
            Column("unit", "unit", Kind.CODE, codes=OBSERVATION_UNITS),
            Column("numerator", "numerator", Kind.NUMBER, required=False),
            Column("denominator", "denominator", Kind.NUMBER, required=False),
            Column("value", "value", Kind.MEASURE, whole=False),
            *_STATUS,
        ),
        "indicator",
    ),
    Sheet(
        "tasks",
        (
            *_UNIT,
            *_named("task", "task", Kind.WHOLE),
            Column("period", "period", Kind.PERIOD, required=False),
            *_typed("owner", "owner_en", "co_units"),
            Column("task_stage", "stage", Kind.CODE, codes=DATASETS["tasks"].codes["stage"]),
            *_dates("proposed_on", "under_way_on", "finished_on", "closed_on", "due_date", "reported_on"),
            _code("tasks", "confirmation", required=False),
            *_typed("progress", "problem", "next_step"),
            _code("tasks", "evidence"),
            *_typed("evidence_file", "evidence_sha256"),
            *_STATUS,
        ),
        "as_of",
    ),
    Sheet(
        "milestones",
        (
            *_UNIT,
            *_named("milestone", "milestone"),
            Column("milestone_title", "milestone_name", Kind.TEXT, required=False),
            Column("milestone_title_en", "milestone_name_en", Kind.TEXT, required=False),
            Column("milestone_indicator", "indicator", Kind.TEXT, required=False, codes_of="indicator"),
            *_named("task", "task", Kind.WHOLE),
            *_dates("planned_date", "actual_date"),
            _code("milestones", "evidence"),
            *_typed("evidence_file", "evidence_sha256"),
            *_STATUS,
        ),
        "as_of",
    ),
    Sheet(
        "programmes",
        (
            *_UNIT,
            *(Column(name, name, Kind.TEXT) for name in ("programme_code", "programme_name")),
            *_YEAR,
            *(_measure(measure, "persons") for measure in ("entrants", "enrolment", "graduates")),
            _measure("partner_enterprises", "enterprises", required=False),
            _measure("training_bases", "bases", required=False),
            *_STATUS,
        ),
        "autumn",
    ),
)
"""The data sheets of the template, in order: 表1 to 表11."""

SHEET_OF = {sheet.dataset: sheet for sheet in SHEETS}

REGISTER = (
    Column("unit_id", "unit_id", Kind.UNIT_ID),
    Column("unit_name", "unit_name", Kind.UNIT_NAME),
    Column("unit_name_en", "unit_name_en", Kind.TEXT),
    Column("unit_valid_from", "unit_valid_from", Kind.DATE),
    Column("unit_valid_to", "unit_valid_to", Kind.DATE, required=False),
    Column("successor", "successor", Kind.TEXT, required=False),
)
"""The columns of the register of units, which every row of the other sheets refers to."""
