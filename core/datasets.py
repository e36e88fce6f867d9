"""The datasets of a release: which columns each has, of which type, and which codes are allowed in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pyarrow as pa

SCHEMA_VERSION = 2
"""Higher when a column or dataset is added or means something else; `snapshots.former_versions` reads earlier ones."""

TOTAL = "total"
"""The undivided whole, written out; never blank and never 'all'."""

AUTUMN = (9, 1)
"""Month and day on which schools and colleges are counted, and a school year begins."""

FEWEST_SHOWN = 10
"""Fewer persons than these could be recognised: their number is suppressed."""
MOST_SUPPRESSED = FEWEST_SHOWN - 1  # the most persons a suppressed number can stand for


def autumn(year: int) -> date:
    """The day on which schools and colleges are counted in a year."""
    return date(year, *AUTUMN)


def last_autumn(day: date) -> int:
    """The year of the newest such day up to a day."""
    return day.year - (day < autumn(day.year))


class ListState(StrEnum):
    """What is known of the units of a district."""

    OPEN = "open"  # those that have reported; whether there are others is not known
    COMPLETE = "complete"  # all of them


class RowStatus(StrEnum):
    """Who stands behind a row."""

    PUBLISHED = "published"  # a public source
    REPORTED = "reported"  # a return, audited
    PROVISIONAL = "provisional"  # a return, not yet confirmed (快报)
    ILLUSTRATIVE = "illustrative"  # made up to demonstrate


class Symbol(StrEnum):
    """Why a value is absent; empty when it is there. Zero is a value and has no symbol."""

    PRESENT = ""
    NOT_REPORTED = "not_reported"  # 未报
    NOT_APPLICABLE = "not_applicable"  # 不适用
    SUPPRESSED = "suppressed"  # 已抑制
    NOT_PUBLISHED = "not_published"  # 未发布
    THRESHOLD_UNREAD = "threshold_unread"  # 门槛未读到: what a standard asks is not known; no row says this


class CollegeStage(StrEnum):
    """The pipeline of task 6, in order."""

    INTENTION = "intention"  # 意向
    SIGNED = "signed"  # 签约
    APPROVED = "approved"  # 批复
    UNDER_CONSTRUCTION = "under_construction"  # 在建
    BUILT = "built"  # 建成
    ENROLLING = "enrolling"  # 招生


OWED = (Symbol.NOT_REPORTED, Symbol.NOT_PUBLISHED)  # reasons for an absent value that can still be sent in

PROGRAMME_GROUPS = tuple(str(code) for code in range(61, 80))
"""The 19 programme groups (专业大类) of the national catalogue of vocational programmes, 2021."""

TARGET_GROUPS = (
    "poverty_relief",  # 脱贫人口
    "graduating_students",  # 毕业年度高校毕业生
    "non_continuing_leavers",  # 两后生
    "rural_migrant_workers",  # 农村转移就业劳动者
    "registered_unemployed",  # 城镇登记失业人员
    "disabled",  # 残疾人
    "veterans",  # 退役军人
    "enterprise_employees",  # 企业职工
    "rural_talent",  # 乡村人才
)
TRAINING_TYPES = ("job_skill", "upgrading", "entrepreneurship", "new_apprenticeship")
CERTIFICATE_LEVELS = (
    "apprentice",
    "junior",
    "intermediate",
    "senior",
    "technician",
    "senior_technician",
    "special_technician",
    "chief_technician",
)
"""The eight skill levels (新八级工), lowest first; `senior` (高级工) and above are highly skilled."""

IDENTITY = (
    pa.field("area", pa.string(), nullable=False),  # GB/T 2260
    pa.field("unit_id", pa.string(), nullable=False),
    pa.field("unit_name", pa.string(), nullable=False),
    pa.field("unit_name_en", pa.string(), nullable=False),
    pa.field("unit_valid_from", pa.date32(), nullable=False),
    pa.field("unit_valid_to", pa.date32()),  # null: still valid
)
VALUE = (
    pa.field("value", pa.float64()),  # null exactly when `symbol` gives the reason
    pa.field("symbol", pa.string(), nullable=False),
)
PROVENANCE = (
    pa.field("status", pa.string(), nullable=False),
    pa.field("provisional", pa.bool_(), nullable=False),
    pa.field("source_file", pa.string(), nullable=False),
    pa.field("source_sheet", pa.string(), nullable=False),
    pa.field("source_row", pa.int32(), nullable=False),
)
YEAR = pa.field("year", pa.int16(), nullable=False)
COLLEGE_CLASSES = ("comprehensive_college", "engineering_college")
"""What of `school_class` is a college; their conditions stand beside those of schools and are owed by nobody."""
EVIDENCE = ("document", "data", "photograph", "statement", "none")
"""What shows that a step was taken, the strongest first."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset of a release.

    `codes` lists the allowed values of coded columns; `key` names the columns that no two rows may share, and `blank`
    those of them that may be empty. `optional` are measures that no unit owes: a sum lacks nothing without them.
    """

    name: str
    schema: pa.Schema
    key: tuple[str, ...]
    codes: dict[str, tuple[str, ...]]
    blank: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


def _text(*names: str, nullable: bool = False) -> tuple[pa.Field, ...]:
    return tuple(pa.field(name, pa.string(), nullable) for name in names)


def _days(*names: str) -> tuple[pa.Field, ...]:
    return tuple(pa.field(name, pa.date32()) for name in names)


def _dataset(
    name: str,
    columns: tuple[pa.Field, ...],
    key: tuple[str, ...],
    blank: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    **codes: tuple[str, ...],
) -> Dataset:
    schema = pa.schema((*IDENTITY, *columns, *PROVENANCE))
    reasons = {"symbol": tuple(symbol for symbol in Symbol if symbol is not Symbol.THRESHOLD_UNREAD)}
    shared = {"status": tuple(RowStatus), **(reasons if "symbol" in schema.names else {})}
    return Dataset(name, schema, ("area", "unit_id", *key), {**shared, **codes}, blank, optional)


_SCHOOL_CONDITIONS = ("campus_area", "building_area", "full_time_teachers", "equipment_value", "books", "students")
_COLLEGE_CONDITIONS = ("graduate_degree_teachers", "teaching_area", "dormitory_area")

_ALL = (
    # Stock on 1 September of `year`; entrants of that autumn, and how many were planned for it; graduates of the school
    # year that ended in that summer.
    _dataset(
        "enrolment",
        (*_text("ownership", "level", "programme_group"), YEAR, *_text("measure"), *VALUE),
        ("level", "programme_group", "year", "measure"),
        ownership=("public", "private"),
        level=("secondary_vocational", "general_high"),
        programme_group=(*PROGRAMME_GROUPS, TOTAL),
        measure=("entrants", "enrolment", "graduates", "planned_entrants"),
        optional=("planned_entrants",),
    ),
    # One row a college and stage; a date not planned or not reached is null.
    _dataset(
        "colleges",
        (
            *_text("institution_type", "stage"),
            *_days("planned_date", "actual_date"),
            pa.field("planned_places", pa.int32()),
        ),
        ("stage",),
        institution_type=("vocational_college", "independent_undergraduate", "campus", "cooperative"),
        stage=tuple(CollegeStage),
    ),
    _dataset(
        "college_enrolment",
        (*_text("study_mode"), YEAR, *_text("measure"), *VALUE),
        ("study_mode", "year", "measure"),
        study_mode=("full_time", "part_time"),
        measure=("entrants", "enrolment"),
    ),
    # Flow over the calendar year. `certificate_level` is `total` for every measure but certificates.
    _dataset(
        "training",
        (*_text("target_group", "training_type", "certificate_level"), YEAR, *_text("measure"), *VALUE),
        ("target_group", "training_type", "certificate_level", "year", "measure"),
        target_group=TARGET_GROUPS,
        training_type=TRAINING_TYPES,
        certificate_level=(*CERTIFICATE_LEVELS, TOTAL),
        measure=("person_times", "persons", "certificates", "employed"),
    ),
    _dataset(
        "teachers",
        (*_text("ownership"), YEAR, *_text("measure"), *VALUE),
        ("year", "measure"),
        ownership=("public", "private"),
        measure=(
            "full_time",
            "specialised",
            "dual_qualified",
            "industry_part_time",
            "senior_title",
            "intermediate_title",
            "junior_title",
            "no_title",
        ),
    ),
    # square metres, teachers, yuan, volumes, students; of colleges the last three measures as well
    _dataset(
        "conditions",
        (*_text("ownership", "school_class"), YEAR, *_text("measure"), *VALUE),
        ("year", "measure"),
        ownership=("public", "private"),
        school_class=("general", "skilled_worker", *COLLEGE_CLASSES),
        measure=(*_SCHOOL_CONDITIONS, *_COLLEGE_CONDITIONS),
        optional=_COLLEGE_CONDITIONS,
    ),
    _dataset(
        "cohorts",
        (YEAR, *_text("measure"), *VALUE),
        ("year", "measure"),
        measure=("births", "junior_graduates", "upper_secondary_entrants"),
    ),
    _dataset(
        "observations",
        (
            *_text("indicator"),
            YEAR,
            *_text("unit"),
            pa.field("numerator", pa.float64()),
            pa.field("denominator", pa.float64()),
            *VALUE,
        ),
        ("indicator", "year"),
    ),
    # One row a task and period (`2024`, `2024-H1`, `2024-Q3`, `2024-09`; empty: not said which), in the unit's words.
    # The current row of a task is that of its newest period. Numbers from 101 on are safeguards.
    _dataset(
        "tasks",
        (
            pa.field("task", pa.int16(), nullable=False),
            *_text("period"),
            *_text("owner", "owner_en", "co_units", nullable=True),  # null: no unit named; co-units joined by 、
            *_text("stage"),
            *_days("proposed_on", "under_way_on", "finished_on", "closed_on", "due_date", "reported_on"),
            *_text("confirmation", "progress", "problem", "next_step", nullable=True),  # null: not confirmed, not said
            *_text("evidence"),
            *_text("evidence_file", "evidence_sha256", nullable=True),
        ),
        ("task", "period"),
        blank=("period",),
        stage=("proposed", "under_way", "finished", "closed"),
        confirmation=("changed", "unchanged"),
        evidence=EVIDENCE,
    ),
    _dataset(
        "milestones",
        (
            *_text("milestone"),
            *_text("milestone_name", "milestone_name_en", nullable=True),
            *_text("indicator"),
            pa.field("task", pa.int16(), nullable=False),
            *_days("planned_date", "actual_date"),
            *_text("evidence"),
            *_text("evidence_file", "evidence_sha256", nullable=True),
        ),
        ("milestone",),
        evidence=EVIDENCE,
    ),
    # One programme of the national catalogue (six digits, the first two its group) at one school or college.
    _dataset(
        "programmes",
        (*_text("programme_code", "programme_name"), YEAR, *_text("measure"), *VALUE),
        ("programme_code", "year", "measure"),
        measure=("entrants", "enrolment", "graduates", "partner_enterprises", "training_bases"),
        optional=("partner_enterprises", "training_bases"),
    ),
)

DATASETS: dict[str, Dataset] = {dataset.name: dataset for dataset in _ALL}
"""Every dataset a release of this version must hold, by name."""
