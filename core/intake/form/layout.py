"""How a return is laid out: one sheet a dataset, one column a key, measure or attribute, in the terms of the field."""

from __future__ import annotations

from core.datasets import CERTIFICATE_LEVELS, DATASETS, TOTAL
from core.intake.form.columns import (
    EVIDENCE_FILE,
    LONGEST_NAME,
    LONGEST_WORDS,
    OBSERVATION_UNITS,
    STATUS,
    UNIT,
    YEAR,
    Column,
    Kind,
    Sheet,
    certificate_column,
    code_column,
    date_columns,
    measure_column,
    named_columns,
    text_columns,
)

TEMPLATE_VERSION = 2
"""Raised when a sheet or column of the template changes its meaning; a template of another version is refused."""

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "enrolment",
        (
            *UNIT,
            *(code_column("enrolment", field) for field in ("ownership", "level", "programme_group")),
            *YEAR,
            *(measure_column(measure, "persons") for measure in ("entrants", "enrolment", "graduates")),
            measure_column("planned_entrants", "persons", required=False),
            *STATUS,
        ),
        "autumn",
    ),
    Sheet(
        "colleges",
        (
            *UNIT,
            code_column("colleges", "institution_type"),
            Column("planned_places", "planned_places", Kind.WHOLE, unit="persons", required=False),
            code_column("colleges", "stage"),
            *date_columns("planned_date", "actual_date"),
            *STATUS,
        ),
        "as_of",
    ),
    Sheet(
        "college_enrolment",
        (
            *UNIT,
            code_column("college_enrolment", "study_mode"),
            *YEAR,
            *(measure_column(measure, "persons") for measure in ("entrants", "enrolment")),
            *STATUS,
        ),
        "autumn",
    ),
    Sheet(
        "training",
        (
            *UNIT,
            code_column("training", "target_group"),
            code_column("training", "training_type"),
            *YEAR,
            measure_column("person_times", "person_times"),
            measure_column("persons", "persons"),
            measure_column("employed", "persons"),
            *(certificate_column(level) for level in (*CERTIFICATE_LEVELS, TOTAL)),
            *STATUS,
        ),
        "calendar_year",
    ),
    Sheet(
        "teachers",
        (
            *UNIT,
            code_column("teachers", "ownership"),
            *YEAR,
            *(measure_column(measure, "persons") for measure in ("full_time", "specialised", "dual_qualified")),
            Column("dual_qualified_share", "", Kind.DERIVED, required=False),
            *(
                measure_column(measure, "persons")
                for measure in ("industry_part_time", "senior_title", "intermediate_title", "junior_title", "no_title")
            ),
            *STATUS,
        ),
        "september",
    ),
    Sheet(
        "conditions",
        (
            *UNIT,
            code_column("conditions", "ownership"),
            code_column("conditions", "school_class"),
            *YEAR,
            measure_column("campus_area", "square_metres", whole=False),
            measure_column("building_area", "square_metres", whole=False),
            measure_column("full_time_teachers", "persons"),
            measure_column("equipment_value", "yuan", whole=False),
            measure_column("books", "volumes"),
            measure_column("students", "persons"),
            measure_column("graduate_degree_teachers", "persons", required=False),
            measure_column("teaching_area", "square_metres", whole=False, required=False),
            measure_column("dormitory_area", "square_metres", whole=False, required=False),
            *STATUS,
        ),
        "september",
    ),
    Sheet(
        "cohorts",
        (
            *UNIT,
            *YEAR,
            measure_column("births", "persons", required=False),
            measure_column("junior_graduates", "persons", required=False),
            measure_column("upper_secondary_entrants", "persons", required=False),
            *STATUS,
        ),
        "births_and_leavers",
    ),
    Sheet(
        "observations",
        (
            *UNIT,
            *named_columns("indicator", "indicator"),
            *YEAR,
            Column("unit", "unit", Kind.CODE, codes=OBSERVATION_UNITS),
            Column("numerator", "numerator", Kind.NUMBER, required=False),
            Column("denominator", "denominator", Kind.NUMBER, required=False),
            Column("value", "value", Kind.MEASURE, whole=False),
            *STATUS,
        ),
        "indicator",
    ),
    Sheet(
        "tasks",
        (
            *UNIT,
            *named_columns("task", "task", Kind.WHOLE),
            Column("period", "period", Kind.PERIOD, required=False),
            *text_columns("owner", "owner_en", "co_units"),
            Column("task_stage", "stage", Kind.CODE, codes=DATASETS["tasks"].codes["stage"]),
            *date_columns("proposed_on", "under_way_on", "finished_on", "closed_on", "due_date", "reported_on"),
            code_column("tasks", "confirmation", required=False),
            *text_columns("progress", "problem", "next_step", kind=Kind.WORDS, longest=LONGEST_WORDS),
            code_column("tasks", "evidence"),
            *EVIDENCE_FILE,
            *STATUS,
        ),
        "as_of",
    ),
    Sheet(
        "milestones",
        (
            *UNIT,
            *named_columns("milestone", "milestone"),
            Column("milestone_title", "milestone_name", Kind.TEXT, required=False, longest=LONGEST_NAME),
            Column("milestone_title_en", "milestone_name_en", Kind.TEXT, required=False, longest=LONGEST_NAME),
            Column("milestone_indicator", "indicator", Kind.TEXT, required=False, codes_of="indicator"),
            *named_columns("task", "task", Kind.WHOLE),
            *date_columns("planned_date", "actual_date"),
            code_column("milestones", "evidence"),
            *EVIDENCE_FILE,
            *STATUS,
        ),
        "as_of",
    ),
    Sheet(
        "programmes",
        (
            *UNIT,
            *(Column(name, name, Kind.TEXT) for name in ("programme_code", "programme_name")),
            *YEAR,
            *(measure_column(measure, "persons") for measure in ("entrants", "enrolment", "graduates")),
            measure_column("partner_enterprises", "enterprises", required=False),
            measure_column("training_bases", "bases", required=False),
            *STATUS,
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
