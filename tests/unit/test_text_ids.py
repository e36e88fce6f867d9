"""Every table of text ids covers exactly the codes that the program declares, and every id is in both catalogues."""

from collections.abc import Iterable, Mapping

import pytest

from core import formats
from core.assessment import Reading, Reason, Status
from core.cells.absence import Absence
from core.conditions.cards import Card
from core.conditions.school_verdicts import CellState, Verdict
from core.datasets import (
    CERTIFICATE_LEVELS,
    DATASETS,
    PROGRAMME_GROUPS,
    TARGET_GROUPS,
    TOTAL,
    TRAINING_TYPES,
    CollegeStage,
    ListState,
    RowStatus,
    Symbol,
)
from core.figures.lights import LIGHTS
from core.forecast import Chance
from core.intake.form.columns import OBSERVATION_UNITS
from core.intake.merging.merge import ChangeKind
from core.language import Language, catalogue
from core.panels.conditions import text_ids as conditions
from core.panels.judgement.opinions import SYMBOLS as WEATHER
from core.panels.pages import enrolment, teaching_staff, training
from core.panels.scenario import text_ids as scenario
from core.plan import unit_texts as units
from core.plan.entries import PublicState, Strength
from core.plan.indicators import Better, MeasureUnit
from core.plan.standards import Comparison, SchoolClass, ThresholdUnit
from core.published.schema import Basis, Qualifier
from core.queries.completeness.owed_returns import OWED
from core.scenario.accepted_values import Refusal
from core.scenario.basis import GapReason
from core.scenario.levers import LeverGroup, LeverUnit
from core.scenario.models.facilities import RESOURCES, STUDENTS
from core.tasks.counts import TaskState
from core.tasks.milestones import MilestoneState
from core.tasks.reports import Confirmation, Stage
from core.text_ids import datasets, judgement, tasks

RESOURCE_MEASURES = {measure for _, measure in (*RESOURCES, STUDENTS)}
MEASURES_OF_SCHOOLS = {measure for name in ("conditions", "teachers") for measure in DATASETS[name].codes["measure"]}
FAMILIES: tuple[tuple[Mapping[str, str], Iterable[str]], ...] = (
    (datasets.ROW_STATUS_TEXT, RowStatus),
    (datasets.STAGE_TEXT, CollegeStage),
    (datasets.STAGE_MARK_TEXT, CollegeStage),
    (datasets.COUNTED_PARTS_TEXT, [name for name, owed in OWED.items() if owed.part]),
    (datasets.PROGRAMME_GROUP_TEXT, (*PROGRAMME_GROUPS, TOTAL)),
    (datasets.TARGET_GROUP_TEXT, TARGET_GROUPS),
    (datasets.TRAINING_TYPE_TEXT, TRAINING_TYPES),
    (datasets.CERTIFICATE_LEVEL_TEXT, CERTIFICATE_LEVELS),
    (datasets.SHEET_TEXT, DATASETS),
    (datasets.TASK_CONFIRMATION_TEXT, DATASETS["tasks"].codes["confirmation"]),
    (datasets.MEASURE_TEXT, {*enrolment.MEASURES, *training.MEASURES, *teaching_staff.TITLES, "industry_part_time"}),
    (datasets.RESOURCE_TEXT, RESOURCE_MEASURES | {"conditions"}),
    (datasets.RESOURCE_AMOUNT_TEXT, RESOURCE_MEASURES),
    (judgement.STATUS_TEXT, LIGHTS),
    (judgement.STATUS_TEXT, Status),
    (judgement.HEADLINE_TEXT, set(Status) - {Status.NO_GOAL}),
    (judgement.CLOSING_TEXT, Status),
    (judgement.REASON_TEXT, Reason),
    (judgement.ABSENCE_TEXT, Absence),
    (judgement.RECORD_TEXT, Reading),
    (judgement.RECORD_WORD_TEXT, Reading),
    (judgement.CLOSING_RECORD_TEXT, Reading),
    (judgement.STRENGTH_TEXT, Strength),
    (judgement.BETTER_TEXT, Better),
    (judgement.CHANCE_TEXT, Chance),
    (judgement.WEATHER_TEXT, WEATHER),
    (judgement.MOMENTUM_TEXT, WEATHER),
    (judgement.MOMENTUM_AT_GOAL_TEXT, ("sun", "sun_cloud")),
    (units.UNIT_NAME_TEXT, MeasureUnit),
    (units.OBSERVATION_UNIT_TEXT, OBSERVATION_UNITS),
    (judgement.BASIS_TEXT, set(Basis) - {Basis.UNDIVIDED}),
    (judgement.PUBLIC_STATE_TEXT, PublicState),
    (judgement.SCHOOL_CLASS_TEXT, SchoolClass),
    (judgement.THRESHOLD_UNIT_TEXT, set(ThresholdUnit) - {ThresholdUnit.SHARE}),
    (judgement.LIMIT_TEXT, Comparison),
    (judgement.CHANGE_TEXT, [*ChangeKind, "units"]),
    (datasets.LIST_STATE_TEXT, ListState),
    (tasks.TASK_STATE_TEXT, TaskState),
    (tasks.CONFIRMATION_TEXT, Confirmation),
    (tasks.CONFIRMATION_WORD_TEXT, ("", *DATASETS["tasks"].codes["confirmation"])),
    (tasks.MILESTONE_STATE_TEXT, MilestoneState),
    (tasks.STEP_MARK_TEXT, Stage),
    (conditions.VERDICT_TEXT, Verdict),
    (conditions.STATE_TEXT, CellState),
    (conditions.CARD_TEXT, Card),
    (conditions.SCHOOL_AMOUNT_TEXT, MEASURES_OF_SCHOOLS),
    (scenario.LEVER_UNIT_TEXT, set(LeverUnit) - {LeverUnit.YEAR}),
    (scenario.LEVER_UNIT_NAME_TEXT, LeverUnit),
    (scenario.LEVER_GROUP_TEXT, LeverGroup),
    (scenario.LEVER_SHEET_GROUP_TEXT, LeverGroup),
    (scenario.REFUSAL_TEXT, Refusal),
    (scenario.PART_TEXT, LeverGroup),
    (scenario.GAP_TEXT, GapReason),
    (formats.SYMBOL_TEXT, Symbol),
    (units.UNIT_TEXT, {unit for unit in MeasureUnit if not unit.is_share}),
    (formats.QUALIFIER_TEXT, Qualifier),
)
"""Each table with the codes it is for."""
CODED_COLUMNS: tuple[tuple[Mapping[str, str], str], ...] = (
    (datasets.OWNERSHIP_TEXT, "ownership"),
    (datasets.SCHOOL_LEVEL_TEXT, "level"),
    (datasets.INSTITUTION_TYPE_TEXT, "institution_type"),
    (datasets.STUDY_MODE_TEXT, "study_mode"),
    (datasets.EVIDENCE_KIND_TEXT, "evidence"),
)
"""Each table with the column of datasets it is for."""


def known_texts(language: Language, table: Mapping[str, str]) -> list[str]:
    return [id for id in table.values() if catalogue(language)(id) != id]


def tables() -> list[Mapping[str, str]]:
    return [
        *(table for table, _ in (*FAMILIES, *CODED_COLUMNS)),
        datasets.TASK_STAGE_TEXT,
        datasets.PART_TEXT,
    ]


@pytest.mark.parametrize(
    ("table", "codes"), FAMILIES, ids=lambda part: next(iter(part.values()), "") if isinstance(part, dict) else ""
)
def test_a_table_covers_exactly_its_codes(table: Mapping[str, str], codes: Iterable[str]) -> None:
    assert set(table) == set(codes)


@pytest.mark.parametrize(("table", "column"), CODED_COLUMNS, ids=[column for _, column in CODED_COLUMNS])
def test_a_table_covers_exactly_the_codes_of_its_column(table: Mapping[str, str], column: str) -> None:
    assert set(table) == {code for dataset in DATASETS.values() for code in dataset.codes.get(column, ())}


def test_the_stages_of_tasks_are_covered() -> None:
    assert set(datasets.TASK_STAGE_TEXT) == set(DATASETS["tasks"].codes["stage"])


def test_every_part_is_a_code_of_a_dataset() -> None:
    codes = {code for dataset in DATASETS.values() for codes in dataset.codes.values() for code in codes}
    assert set(datasets.PART_TEXT) - codes == set()


@pytest.mark.parametrize("language", Language)
def test_every_id_of_a_table_is_in_the_catalogue(language: Language) -> None:
    assert [list(table.values()) for table in tables()] == [known_texts(language, table) for table in tables()]


def test_every_table_of_the_rooms_is_checked_here() -> None:
    checked = {id(table) for table in tables()}
    unchecked = [
        name
        for room in (conditions, datasets, judgement, scenario, tasks, formats)
        for name, table in vars(room).items()
        if name.endswith("_TEXT") and id(table) not in checked
    ]
    assert unchecked == []


def test_a_code_finds_its_text_as_a_member_and_as_a_plain_word() -> None:
    assert judgement.STATUS_TEXT[Status.MET] == judgement.STATUS_TEXT["met"] == "status.met"
    assert formats.SYMBOL_TEXT[""] == "symbol.absent"
