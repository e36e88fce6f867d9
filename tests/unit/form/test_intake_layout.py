"""What the form asks for, column by column, how each kind of cell looks, and what codes and columns are called."""

from __future__ import annotations

from typing import Any

import pytest

from core.intake.form.columns import Column, Kind, Sheet
from core.intake.form.layout import REGISTER, SHEETS, TEMPLATE_VERSION
from core.intake.form.styles import TemplateStyles, new_style, open_style
from core.intake.form.words import REASONS, STATUSES, choices, head_of, heading, sheet_title, status_words, words_of
from core.intake.message_values import ColumnChoices, TextId
from core.language import Language, catalogue

ZH, EN = catalogue(Language.ZH), catalogue(Language.EN)
UNIT, STATUS = "unit_id:unit_id! unit_name:unit_name!", "status:status"
LEVELS = "apprentice junior intermediate senior technician senior_technician special_technician chief_technician total"

LAYOUT = {
    "enrolment autumn": f"{UNIT} ownership:code! level:code! programme_group:code! year:year! "
    f"entrants:measure!(persons) enrolment:measure!(persons) graduates:measure!(persons) "
    f"planned_entrants:measure(persons) {STATUS}",
    "colleges as_of": f"{UNIT} institution_type:code! planned_places:whole(persons) stage:code! planned_date:date "
    f"actual_date:date {STATUS}",
    "college_enrolment autumn": f"{UNIT} study_mode:code! year:year! entrants:measure!(persons) "
    f"enrolment:measure!(persons) {STATUS}",
    "training calendar_year": f"{UNIT} target_group:code! training_type:code! year:year! "
    "person_times:measure!(person_times) persons:measure!(persons) employed:measure!(persons) "
    + " ".join(f"certificates_{level}:measure(certificates)" for level in LEVELS.split())
    + f" {STATUS}",
    "teachers september": f"{UNIT} ownership:code! year:year! full_time:measure!(persons) "
    "specialised:measure!(persons) dual_qualified:measure!(persons) dual_qualified_share:derived "
    "industry_part_time:measure!(persons) "
    "senior_title:measure!(persons) intermediate_title:measure!(persons) junior_title:measure!(persons) "
    f"no_title:measure!(persons) {STATUS}",
    "conditions september": f"{UNIT} ownership:code! school_class:code! year:year! "
    "campus_area:measure!.(square_metres) building_area:measure!.(square_metres) "
    "full_time_teachers:measure!(persons) equipment_value:measure!.(yuan) "
    "books:measure!(volumes) students:measure!(persons) graduate_degree_teachers:measure(persons) "
    f"teaching_area:measure.(square_metres) dormitory_area:measure.(square_metres) {STATUS}",
    "cohorts births_and_leavers": f"{UNIT} year:year! births:measure(persons) junior_graduates:measure(persons) "
    f"upper_secondary_entrants:measure(persons) {STATUS}",
    "observations indicator": f"{UNIT} indicator:text! indicator_name:derived year:year! unit:code! numerator:number "
    f"denominator:number value:measure!. {STATUS}",
    "tasks as_of": f"{UNIT} task:whole! task_name:derived period:period owner:text owner_en:text co_units:text "
    "task_stage:code! proposed_on:date under_way_on:date finished_on:date closed_on:date due_date:date "
    "reported_on:date confirmation:code progress:words problem:words next_step:words evidence:code! evidence_file:file "
    f"evidence_sha256:hash {STATUS}",
    "milestones as_of": f"{UNIT} milestone:text! milestone_name:derived milestone_title:text "
    "milestone_title_en:text milestone_indicator:text task:whole! task_name:derived planned_date:date "
    f"actual_date:date evidence:code! evidence_file:file evidence_sha256:hash {STATUS}",
    "programmes autumn": f"{UNIT} programme_code:text! programme_name:text! year:year! entrants:measure!(persons) "
    "enrolment:measure!(persons) graduates:measure!(persons) partner_enterprises:measure(enterprises) "
    f"training_bases:measure(bases) {STATUS}",
}
"""Dataset and reference date of a sheet; its columns as id:kind, `!` required, `.` fractions, (unit of the heading)."""


def described(columns: tuple[Column, ...]) -> str:
    return " ".join(
        f"{column.id}:{column.kind.value}{'!' if column.required else ''}{'' if column.whole else '.'}"
        + (f"({column.unit})" if column.unit else "")
        for column in columns
    )


def test_the_form_asks_for_these_columns_in_this_order() -> None:
    assert {f"{sheet.dataset} {sheet.reference}": described(sheet.columns) for sheet in SHEETS} == LAYOUT
    assert [sheet.dataset for sheet in SHEETS if not sheet.has_years] == ["colleges", "tasks", "milestones"]
    assert TEMPLATE_VERSION == 2


def test_the_register_asks_for_code_names_days_and_successor() -> None:
    assert described(REGISTER) == (f"{UNIT} unit_name_en:text! unit_valid_from:date! unit_valid_to:date successor:text")


def test_a_line_is_known_by_its_keys_and_reports_its_measures() -> None:
    sheet = next(sheet for sheet in SHEETS if sheet.dataset == "teachers")
    assert [column.id for column in sheet.keys] == ["unit_id", "unit_name", "ownership", "year"]
    measures = ["full_time", "specialised", "dual_qualified", "industry_part_time"]
    assert [column.id for column in sheet.measures][:4] == measures
    assert len(sheet.measures) == 8
    keys = [column.id for column in next(sheet for sheet in SHEETS if sheet.dataset == "observations").keys]
    assert keys == ["unit_id", "unit_name", "indicator", "year", "unit", "numerator", "denominator"]


def test_a_column_is_whole_required_and_without_group_or_codes_unless_it_says_so() -> None:
    column = Column("x", "y", Kind.NUMBER)
    assert (column.whole, column.required, column.codes, column.unit, column.level, column.group) == (
        True, True, (), "", "", "",
    )  # fmt: skip
    assert [sheet.has_years for sheet in (Sheet("a", (column,), "r"), Sheet("a", (), "r"))] == [False, False]


def test_certificates_stand_under_one_heading_and_codes_of_the_plan_are_said_to_be_such() -> None:
    columns = [(sheet, column) for sheet in SHEETS for column in sheet.columns]
    assert {column.id for _, column in columns if column.group} == {f"certificates_{level}" for level in LEVELS.split()}
    assert {(sheet.dataset, column.id, column.codes_of) for sheet, column in columns if column.codes_of} == {
        ("observations", "indicator", "indicator"),
        ("observations", "indicator_name", "indicator"),
        ("tasks", "task", "task"),
        ("tasks", "task_name", "task"),
        ("milestones", "milestone", "milestone"),
        ("milestones", "milestone_name", "milestone"),
        ("milestones", "milestone_indicator", "indicator"),
        ("milestones", "task", "task"),
        ("milestones", "task_name", "task"),
    }


# Looks


class Book:
    """Keeps the properties of every format it is asked for."""

    def add_format(self, properties: dict[str, Any]) -> dict[str, Any]:
        return properties


def test_every_kind_of_cell_has_its_look() -> None:
    middle = {"valign": "vcenter"}
    box = {**middle, "border": 1, "border_color": "#BFBFBF"}
    grey, free = {**box, "bg_color": "#EDEDED"}, {**box, "locked": False}
    yellow = {**free, "bg_color": "#FFF9DB"}
    assert TemplateStyles.of(Book()) == TemplateStyles(
        title={**middle, "bold": True, "font_size": 14},
        wrap={**middle, "text_wrap": True},
        head={**box, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#DCE6F1"},
        key={**grey, "num_format": "@"},
        key_date={**grey, "num_format": "yyyy-mm-dd"},
        key_year={**grey, "num_format": "0"},
        total={**grey, "bold": True, "num_format": "#,##0.##"},
        share={**grey, "num_format": "0.0%"},
        name={**grey, "indent": 1},
        open_text={**free, "indent": 1},
        open_date={**free, "num_format": "yyyy-mm-dd"},
        open_year={**free, "num_format": "0"},
        open_whole={**free, "num_format": "#,##0"},
        open_number={**free, "num_format": "#,##0.####"},
        new_whole={**yellow, "num_format": "#,##0"},
        new_number={**yellow, "num_format": "#,##0.####"},
    )


NAMED_STYLES = TemplateStyles(**{name: name for name in TemplateStyles.__slots__})


@pytest.mark.parametrize(
    ("kind", "whole", "style"),
    [
        (Kind.DATE, True, "open_date"),
        (Kind.YEAR, True, "open_year"),
        (Kind.WHOLE, True, "open_whole"),
        (Kind.WHOLE, False, "open_whole"),
        (Kind.MEASURE, True, "open_whole"),
        (Kind.MEASURE, False, "open_number"),
        (Kind.NUMBER, True, "open_number"),
        (Kind.NUMBER, False, "open_number"),
        (Kind.TEXT, True, "open_text"),
        (Kind.CODE, True, "open_text"),
        (Kind.STATUS, True, "open_text"),
        (Kind.UNIT_ID, True, "open_text"),
        (Kind.UNIT_NAME, True, "open_text"),
    ],
)
def test_an_open_cell_looks_like_what_it_takes(kind: Kind, whole: bool, style: str) -> None:
    assert open_style(NAMED_STYLES, Column("x", "x", kind, whole=whole)) == style


def test_what_is_due_takes_whole_numbers_or_fractions() -> None:
    styles = [new_style(NAMED_STYLES, Column("x", "x", Kind.MEASURE, whole=whole)) for whole in (True, False)]
    assert styles == ["new_whole", "new_number"]


# Words


@pytest.mark.parametrize(
    ("column", "code", "words"),
    [
        ("programme_group", "61", "61 农林牧渔"),
        ("programme_group", "total", "未分专业大类"),
        ("ownership", "private", "民办"),
        ("stage", "built", "建成"),
    ],
)
def test_a_programme_group_keeps_its_number_and_no_other_code_does(column: str, code: str, words: str) -> None:
    assert words_of(Column(column, column, Kind.CODE), code, ZH) == words


@pytest.mark.parametrize(
    ("column", "text", "id"),
    [
        (Column("full_time", "value", Kind.MEASURE, unit="persons"), "专任教师数（人）", "intake.head.full_time"),
        (Column("year", "year", Kind.YEAR), "年份", "intake.head.year"),
        (
            Column("certificates_junior", "value", Kind.MEASURE, unit="certificates", level="junior"),
            "初级工（本）",
            "certificate_level.junior",
        ),
        (
            Column("certificates_total", "value", Kind.MEASURE, unit="certificates", level="total"),
            "证书不分级（本）",
            "intake.head.certificates_total",
        ),
    ],
)
def test_a_column_is_called_by_its_name_or_level_and_unit(column: Column, text: str, id: str) -> None:
    assert (heading(column, ZH), head_of(column)) == (text, TextId(id))


def test_a_sheet_is_called_by_its_number_and_dataset() -> None:
    assert [sheet_title(number, sheet, ZH) for number, sheet in enumerate(SHEETS[:2], 3)] == [
        "表3 在校生",
        "表4 高校项目",
    ]


def test_a_row_may_stand_in_seven_ways_and_lack_its_number_for_four_reasons() -> None:
    assert [(status.value, provisional) for status, provisional in STATUSES] == [
        ("published", False),
        ("published", True),
        ("reported", False),
        ("reported", True),
        ("provisional", True),  # never final
        ("illustrative", False),
        ("illustrative", True),
    ]
    assert [status_words(status, provisional, EN) for status, provisional in STATUSES] == [
        "published",
        "published · provisional",
        "reported",
        "reported · provisional",
        "provisional",
        "demonstration",
        "demonstration · provisional",
    ]
    assert status_words("provisional", False, EN) == "provisional"
    assert [reason.value for reason in REASONS] == ["not_reported", "not_applicable", "suppressed", "not_published"]


def test_the_choices_of_a_column_are_its_codes_in_words() -> None:
    assert choices(ColumnChoices("ownership", "teachers"), ZH) == ("公办", "民办")
    assert choices(ColumnChoices("status"), EN)[4:] == ("provisional", "demonstration", "demonstration · provisional")
    assert choices(ColumnChoices("stage", "colleges"), ZH) == ("意向", "签约", "批复", "在建", "建成", "招生")
