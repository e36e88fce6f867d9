"""The columns of a sheet: headings, widths, what they take, and each kind of content written as what it is."""

from __future__ import annotations

from datetime import date

import pytest

from core.language import Language
from tests.support.form.written_sheets import data_row, measure_rows, rules_of, unit_entry, widths_of, written_sheet

A = unit_entry("a")
LONG = "名" * 29
"""A name 58 half-width characters wide: with three for the edges it is wider than a column may be."""
NAMES = {"task": {3: "办好中职"}, "indicator": {"dual_qualified_teacher_share": LONG}, "milestone": {"m-1": "开工"}}
CHOOSE = ("填写有误", "请从下拉列表中选择。")
CODES = "请从下拉列表选择代码，旁边自动显示名称；代码含义见“代码表”。"
NUMBER = ("填写有误", "请填不小于0的数字；没有数字时填“未报”“不适用”“已抑制”或“未发布”，不要留空或填0代替。", "")
YEAR = ("whole", "1990", "2100", "", "填写有误", "请填四位年份，如2025。", "")


def choice(of: str) -> tuple[str, ...]:
    return ("list", f"choices_{of}", "", "", *CHOOSE, "")


def named(of: str, kind_of_error: str = "") -> tuple[str, ...]:
    return ("list", f"choices_{of}", "", kind_of_error, *CHOOSE, CODES)


def whole(cell: str) -> tuple[str, ...]:
    formula = f"OR(AND(ISNUMBER({cell}),{cell}>=0,{cell}=INT({cell})),COUNTIF(choices_reasons,{cell})>0)"
    return ("custom", formula, "", "", *NUMBER)


def broken(cell: str) -> tuple[str, ...]:
    return ("custom", f"OR(AND(ISNUMBER({cell}),{cell}>=0),COUNTIF(choices_reasons,{cell})>0)", "", "", *NUMBER)


# Headings and the frame of the sheet


def test_a_sheet_begins_with_its_title_its_reference_date_and_one_line_of_headings() -> None:
    sheet = written_sheet("conditions", [])
    assert sheet.grid(1, 3) == [
        ["表 title", *["-"] * 14],
        ["统计时点：当年9月1日时点数", *["-"] * 14],
        [
            f"{text} head"
            for text in (
                "单位代码",
                "单位名称",
                "办学性质",
                "学校类别",
                "年份",
                "学校占地面积（平方米）",
                "校舍建筑面积（平方米）",
                "专任教师数（人）",
                "仪器设备总值（元）",
                "图书（册）",
                "学历教育在校生数（人）",
                "具有研究生学位教师数（人）",
                "教学行政用房面积（平方米）",
                "学生宿舍面积（平方米）",
                "数据性质",
            )
        ],
    ]
    assert not sheet.formulas.merged_cells.ranges


def test_certificates_have_a_heading_over_all_levels_and_every_other_column_one_over_both_lines() -> None:
    keys = {"target_group": "veterans", "training_type": "upgrading", "year": 2025}
    rows = [
        *measure_rows("training", A, {"certificates": 12.0}, certificate_level="junior", **keys),
        *measure_rows("training", A, {"person_times": 5.0, "certificates": 20.0}, certificate_level="total", **keys),
    ]
    sheet = written_sheet("training", rows)
    first = [
        "单位代码",
        "单位名称",
        "培训对象",
        "培训类型",
        "年份",
        "培训人次（人次）",
        "培训人数（人）",
        "培训后就业人数（人）",
        "取得证书",
    ]
    levels = ["学徒工", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师", "证书不分级"]
    assert sheet.grid(3, 4) == [
        [*(f"{text} head" for text in first), *["-"] * 8, "数据性质 head"],
        [*["-"] * 8, *(f"{text}（本） head" for text in levels), "-"],
    ]
    alone = {f"{letter}3:{letter}4" for letter in "ABCDEFGHR"}
    assert {str(cells) for cells in sheet.formulas.merged_cells.ranges} == {"I3:Q3", *alone}
    assert sheet.stored(5) == [None, "合计", None, None, 2025, 5, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 20, None]
    assert sheet.stored(6)[8:17] == [None, 12, None, None, None, None, None, None, 20]
    page = sheet.formulas
    assert (page.freeze_panes, page.print_title_rows, page.max_row) == ("C5", "$3:$4", 6 + 100)


def test_a_sheet_is_one_page_wide_on_paper_and_locked_but_for_inserting_sorting_and_filtering() -> None:
    page = written_sheet("cohorts", []).formulas
    assert (page.freeze_panes, page.print_title_rows) == ("C4", "$3:$3")
    set_up = page.page_setup
    # One page wide is what a spreadsheet does without being told.
    assert (set_up.orientation, set_up.paperSize, set_up.fitToWidth, set_up.fitToHeight) == ("landscape", 9, None, 0)
    locks = vars(page.protection)
    allowed = {name for name, locked in locks.items() if locked is False}
    selecting = {"selectLockedCells", "selectUnlockedCells"}
    assert allowed == {"insertRows", "formatColumns", "formatRows", "sort", "autoFilter", *selecting}


# Widths


def test_a_column_is_wide_enough_for_its_heading_and_for_every_word_of_its_list() -> None:
    # 3 more than the heading, 11 at least. 项目类型 (8) holds 独立学院或本科院校 (18), 规划规模（人） has 14.
    assert widths_of(written_sheet("colleges", []).formulas, 9) == [11, 30, 21, 17, 11, 11, 11, 24, 0]
    # 计量单位 (8) holds 工作室（个） (12); the longest standing is 填报（已审核） · 快报 (14 + 3 + 4).
    assert widths_of(written_sheet("observations", []).formulas, 11) == [11, 30, 11, 19, 11, 15, 11, 11, 11, 24, 0]


def test_a_code_and_its_name_are_as_wide_as_the_longest_of_the_plan_sixty_at_most() -> None:
    sheet = written_sheet("observations", [], names=NAMES)
    # dual_qualified_teacher_share has 28 signs; its name would need 61.
    assert widths_of(sheet.formulas, 10) == [11, 30, 31, 60, 11, 15, 11, 11, 11, 24]
    shorter = written_sheet("observations", [], names={"indicator": {"x": LONG[:28]}})
    assert widths_of(shorter.formulas, 4) == [11, 30, 11, 59]
    # 任务序号 (8) and 任务内容（自动） (16): numbers and a name of 8 are narrower.
    assert widths_of(written_sheet("tasks", [], names=NAMES).formulas, 4) == [11, 30, 11, 19]


def test_a_long_heading_is_broken_at_twenty_eight_characters() -> None:
    sheet = written_sheet("training", [], language=Language.EN)
    # Person-times (person-times) has 27; Persons (persons) 17. The target groups are longer than their heading.
    assert widths_of(sheet.formulas, 18)[4:9] == [11, 28, 20, 28, 28]
    conditions = written_sheet("conditions", [], language=Language.EN)
    # Equipment value (yuan) has 22 and is not broken; demonstration · provisional has 27.
    assert widths_of(conditions.formulas, 15)[5:] == [19, 21, 28, 25, 18, 21, 28, 28, 22, 30]


# Content by kind


def test_without_a_plan_nothing_is_looked_up() -> None:
    row = data_row("observations", A, indicator="x", year=2025, unit="ratio", numerator=3.0, value=1.5)
    unit = ["u-a key", "甲a key"]
    line = [*unit, "x open_text", "-", "2025 key_year", "比例 key", "3 open_number", "open_number", "1.5 open_number"]
    spare = ["open_text", "open_text", "open_text", "-", "open_year", "open_text", *["open_number"] * 3]
    sheet = written_sheet("observations", [row])
    # There is no sum over indicators: the first line follows the headings.
    assert sheet.grid(4, 5) == [[*line, "填报（已审核） open_text"], [*spare, "open_text"]]
    assert sheet.formulas.max_row == 4 + 100
    assert list(rules_of(sheet.formulas)) == ["E4:E104", "F4:F104", "I4:I104", "J4:J104"]


def test_a_college_project_is_named_by_its_type_and_stage_and_its_places_are_open() -> None:
    keys = {"institution_type": "campus", "stage": "built"}
    sheet = written_sheet(
        "colleges", [data_row("colleges", A, planned_places=1200, actual_date=date(2025, 9, 1), **keys)]
    )
    line = ["u-a key", "甲a key", "校区 key", "1200 open_whole", "建成 key", "open_date", "2025-09-01 open_date"]
    assert sheet.grid(4, 4) == [[*line, "填报（已审核） open_text"]]


# What a column takes


def test_a_column_takes_its_codes_years_and_numbers_or_the_reason_why_there_is_none() -> None:
    assert rules_of(written_sheet("conditions", []).formulas) == {
        "C4:C103": choice("conditions_ownership"),
        "D4:D103": choice("conditions_school_class"),
        "E4:E103": YEAR,
        "F4:F103": broken("F4"),
        "G4:G103": broken("G4"),
        "H4:H103": whole("H4"),
        "I4:I103": broken("I4"),
        "J4:J103": whole("J4"),
        "K4:K103": whole("K4"),
        "L4:L103": whole("L4"),
        "M4:M103": broken("M4"),
        "N4:N103": broken("N4"),
        "O4:O103": choice("status"),
    }


@pytest.mark.parametrize(
    ("dataset", "rules"),
    [
        (
            "milestones",
            {
                "C4:C103": named("milestone", "warning"),  # a release may have milestones of its own
                "G4:G103": named("indicator"),
                "H4:H103": named("task"),
                "L4:L103": choice("milestones_evidence"),
                "O4:O103": choice("status"),
            },
        ),
        (
            "tasks",
            {
                "C4:C103": named("task"),
                "I4:I103": choice("tasks_task_stage"),
                "P4:P103": choice("tasks_confirmation"),
                "T4:T103": choice("tasks_evidence"),
                "W4:W103": choice("status"),
            },
        ),
        (
            "observations",
            {
                "C4:C103": named("indicator"),
                "E4:E103": YEAR,
                "F4:F103": choice("observations_unit"),
                "I4:I103": broken("I4"),
                "J4:J103": choice("status"),
            },
        ),
    ],
)
def test_a_code_of_the_plan_is_chosen_from_its_list(dataset: str, rules: dict[str, tuple[str, ...]]) -> None:
    assert rules_of(written_sheet(dataset, [], names=NAMES).formulas) == rules
