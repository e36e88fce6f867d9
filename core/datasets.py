"""The datasets of a release: which columns each has, of which type, and which codes are allowed in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pyarrow as pa

SCHEMA_VERSION = 1
"""Raised when a column changes its meaning; a release of another version is refused by name."""

TOTAL = "total"
"""The undivided whole, written out; never blank and never 'all'."""


AUTUMN = (9, 1)
"""Month and day on which schools and colleges are counted, and a school year begins."""

FEWEST_SHOWN = 10
"""Fewer persons than these could be recognised: their number is suppressed."""
MOST_SUPPRESSED = FEWEST_SHOWN - 1
"""The most persons a suppressed number can stand for."""


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


class CollegeStage(StrEnum):
    """The pipeline of task 6, in order."""

    INTENTION = "intention"  # 意向
    SIGNED = "signed"  # 签约
    APPROVED = "approved"  # 批复
    UNDER_CONSTRUCTION = "under_construction"  # 在建
    BUILT = "built"  # 建成
    ENROLLING = "enrolling"  # 招生


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


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset of a release.

    `codes` lists the allowed values of coded columns; `key` names the columns that no two rows may share.
    """

    name: str
    schema: pa.Schema
    key: tuple[str, ...]
    codes: dict[str, tuple[str, ...]]


def _text(*names: str) -> tuple[pa.Field, ...]:
    return tuple(pa.field(name, pa.string(), nullable=False) for name in names)


def _dataset(name: str, columns: tuple[pa.Field, ...], key: tuple[str, ...], **codes: tuple[str, ...]) -> Dataset:
    shared = {"status": tuple(RowStatus)}
    if any(field.name == "symbol" for field in columns):
        shared["symbol"] = tuple(Symbol)
    return Dataset(name, pa.schema((*IDENTITY, *columns, *PROVENANCE)), ("area", "unit_id", *key), {**shared, **codes})


_ALL = (
    # Stock on 1 September of `year`; entrants of that autumn; graduates of the school year that ended in that summer.
    _dataset(
        "enrolment",
        (*_text("ownership", "level", "programme_group"), YEAR, *_text("measure"), *VALUE),
        ("level", "programme_group", "year", "measure"),
        ownership=("public", "private"),
        level=("secondary_vocational", "general_high"),
        programme_group=(*PROGRAMME_GROUPS, TOTAL),
        measure=("entrants", "enrolment", "graduates"),
    ),
    # One row a college and stage; a date not planned or not reached is null.
    _dataset(
        "colleges",
        (
            *_text("institution_type", "stage"),
            pa.field("planned_date", pa.date32()),
            pa.field("actual_date", pa.date32()),
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
    # square metres, teachers, yuan, volumes, students
    _dataset(
        "conditions",
        (*_text("ownership", "school_class"), YEAR, *_text("measure"), *VALUE),
        ("year", "measure"),
        ownership=("public", "private"),
        school_class=("general", "skilled_worker"),
        measure=("campus_area", "building_area", "full_time_teachers", "equipment_value", "books", "students"),
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
    _dataset(
        "tasks",
        (
            pa.field("task", pa.int16(), nullable=False),
            pa.field("owner", pa.string()),  # null: no responsible unit named
            pa.field("owner_en", pa.string()),
            *_text("stage"),
            pa.field("reported_on", pa.date32()),
            *_text("evidence"),
        ),
        ("task",),
        stage=("proposed", "under_way", "finished", "closed"),
        evidence=("document", "data", "photograph", "statement", "none"),
    ),
    _dataset(
        "milestones",
        (
            *_text("milestone", "indicator"),
            pa.field("task", pa.int16(), nullable=False),
            pa.field("planned_date", pa.date32()),
            pa.field("actual_date", pa.date32()),
            *_text("evidence"),
        ),
        ("milestone",),
        evidence=("document", "data", "photograph", "statement", "none"),
    ),
)

DATASETS: dict[str, Dataset] = {dataset.name: dataset for dataset in _ALL}
"""Every dataset a release must hold, by name."""
