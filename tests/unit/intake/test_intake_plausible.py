"""Numbers and days that are well typed and still wrong: out of range, against their unit, out of order, or left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.cells.misread import MisreadError
from core.intake.finding_words import message
from core.intake.findings import finding
from core.intake.message_values import text_list
from core.intake.publishing.checked_return import CheckedReturn
from core.intake.reading.cell_values import day_of
from core.intake.workbook.grid import Cell
from core.language import Language, catalogue
from tests.support.intake.small_demonstration import newest, prepared, template
from tests.support.intake_files import TEACHERS, ZH, changed, codes, rows_of, told, workbook

A, B = "示例中职学校A", "示例中职学校B"
OBSERVATIONS = ("单位名称", "指标代码", "年份", "计量单位", "分子", "分母", "数值")
COLLEGES = ("单位名称", "项目类型", "规划规模", "建设阶段", "计划日期", "实际日期")
MILESTONES = ("单位名称", "节点代码", "对应指标代码", "任务序号", "计划日期", "实际日期", "佐证类型")
TRAINING = ("单位名称", "培训对象", "培训类型", "年份", "培训人次", "培训人数", "培训后就业人数", "初级工", "中级工")


def observations(*rows: tuple[object, ...]) -> CheckedReturn:
    return prepared(workbook([OBSERVATIONS, *rows], "表8 其他指标"))


def colleges(*rows: tuple[object, ...]) -> CheckedReturn:
    return prepared(workbook([COLLEGES, *rows], "表2 高校项目"))


def broken(found: CheckedReturn, severity: str) -> list[str]:
    """The rules that spoke up."""
    return sorted({each.rule for each in found.findings if each.severity == severity and each.rule})


# --- other indicators


def test_an_observation_is_in_the_unit_of_its_indicator() -> None:
    found = observations(("全区", "dual_qualified_share", 2025, "人", None, None, 62))
    assert told(found.findings, "hard") == [
        "表8 其他指标 第2行 D列：计量单位为“人”，而指标“dual_qualified_share”的单位是“占比”；请核对单位和数字。"
    ]
    found = observations(("全区", "dual_qualified_share", 2025, "占比", 62, 100, 62))
    assert codes(found.findings, "hard") == ["check_share_bounds"]


def test_an_observation_lies_within_what_its_unit_allows() -> None:
    found = observations(("全区", "elder_demonstration_schools", 2026, "学校（所）", None, None, -1))
    assert "表8 其他指标 第2行 G列：数值 -1 不应小于 0；请核对单位和数字。" in told(found.findings, "hard")
    found = observations(("全区", "elder_demonstration_schools", 2026, "学校（所）", None, None, 40_000))
    assert "observation_things" in broken(found, "hard")
    found = observations(("全区", "training_persons", 2026, "人", None, None, 99_000_000))
    assert "observation_persons" in broken(found, "hard")


def test_an_observation_and_its_parts_do_not_jump_unasked() -> None:
    found = observations(
        ("全区", "dual_qualified_share", 2023, "占比", 300, 500, 0.6),
        ("全区", "dual_qualified_share", 2024, "占比", 3_150, 5_000, 0.63),
        ("全区", "dual_qualified_share", 2025, "占比", 1_000, 5_000, 0.2),
    )
    assert told(found.findings, "soft") == [
        "表8 其他指标 第4行 G列：数值 0.2，上年为 0.63，变化 -68%；请核对，属实请说明原因。",
        "表8 其他指标 第3行 E列：分子 3,150，上年为 300，变化 +950%；请核对，属实请说明原因。",
        "表8 其他指标 第3行 F列：分母 5,000，上年为 500，变化 +900%；请核对，属实请说明原因。",
        "表8 其他指标 第4行 E列：分子 1,000，上年为 3,150，变化 -68%；请核对，属实请说明原因。",
    ]


def test_a_year_without_a_number_does_not_hide_a_jump() -> None:
    found = observations(("全区", "elder_demonstration_schools", 2026, "学校（所）", None, None, 40))
    assert told(found.findings, "soft") == [  # 2025 is not yet published
        "表8 其他指标 第2行 G列：数值 40，2024年为 0，变化 +40；请核对，属实请说明原因。"
    ]


# --- colleges, milestones, tasks


def test_planned_places_and_days_are_plausible() -> None:
    found = colleges(("示例学院G", "高职院校", 150_000, "建成", "2060-07-31", None))
    assert broken(found, "hard") == ["college_stage_planned", "places_plausible"]
    found = colleges(("示例学院G", "高职院校", 400, "建成", date(2039, 7, 31), None))
    assert {"college_stage_planned_soon", "places_usual"} <= set(broken(found, "soft"))
    assert broken(found, "hard") == []


def test_the_rows_of_a_college_agree_on_its_places() -> None:
    found = colleges(("示例学院G", "高职院校", 5_000, "建成", date(2024, 7, 31), None))
    assert told(found.findings, "soft") == [
        "表2 高校项目 第2行 C列：示例学院G各行的“规划规模”不一致：4,000、5,000；请核对，属实请说明原因。",
        "表2 高校项目 第2行 C列：“规划规模”由 4,000 改为 5,000；请核对，属实请说明原因。",
    ]


def test_the_stages_of_a_college_come_one_after_the_other() -> None:
    found = colleges(("示例学院G", "高职院校", 4_000, "建成", date(2024, 7, 31), date(2023, 2, 1)))
    assert told(found.findings, "soft") == [
        "表2 高校项目 第2行 F列：“建成”的实际日期 2023-02-01 早于“在建”的 2024-11-14；请核对，属实请说明原因。"
    ]
    found = colleges(("示例学院H", "独立学院或本科院校", 5_000, "招生", date(2025, 9, 1), date(2026, 9, 1)))
    assert told(found.findings, "soft") == [
        "表2 高校项目 第2行 F列：“招生”已于 2026-09-01 达到，但前面的“建成”没有实际日期；请补填，或说明原因。"
    ]


def test_a_milestone_years_off_its_plan_or_without_evidence_is_asked_about() -> None:
    row = ("示例建设项目A", "project_a_complete", "projects_2023", 10, date(2032, 11, 30), date(2023, 10, 18), "无")
    found = prepared(workbook([MILESTONES, row], "表10 建设项目"))
    # The file of evidence that the release knows stays, and is asked about beside "none".
    assert broken(found, "soft") == [f"milestone_{rule}" for rule in ("file_has_kind", "settled", "shown", "slip")]


def test_a_finished_task_has_a_day_and_evidence() -> None:
    heads = ("单位名称", "任务序号", "报告期", "责任单位", "进展阶段", "填报日期", "佐证类型")
    found = prepared(workbook([heads, ("全区", 15, "2025年下半年", "示例科室A", "办结", None, "无")], "表9 任务"))
    assert broken(found, "soft") == ["task_day", "task_shown"]


def test_a_college_does_not_hold_far_more_students_than_it_has_places_for() -> None:
    heads = ("单位名称", "学习形式", "年份", "招生数", "在校生数")
    found = prepared(workbook([heads, ("示例学院F", "全日制", 2026, 1_200, 11_877)], "表3 高校在校生"))
    assert "students_within_places" in broken(found, "soft")


# --- training, teachers, conditions, enrolment


def test_certificates_of_all_levels_are_not_more_than_the_person_times() -> None:
    row = ("全区", "退役军人", "就业技能培训", 2026, 316, 290, 200, 280, 80)
    found = prepared(workbook([TRAINING, row], "表4 职业培训"))
    assert "表4 职业培训 第2行 E列：各等级证书合计 360，多于培训人次 316；请核对，属实请说明原因。" in told(
        found.findings, "soft"
    )


def test_certificates_of_one_level_do_not_jump_unasked() -> None:
    before = next(
        row["value"]
        for row in rows_of(newest())["training"]
        if (row["target_group"], row["year"], row["certificate_level"]) == ("veterans", 2025, "intermediate")
    )
    row = ("全区", "退役军人", "就业技能培训", 2026, 316, 290, 200, "不适用", before + 100)
    found = prepared(workbook([TRAINING, row], "表4 职业培训"))
    assert broken(found, "soft") == ["certificates_jump"]


def test_a_level_of_certificates_that_was_there_last_year_is_missed() -> None:
    row = ("全区", "退役军人", "就业技能培训", 2026, 316, 290, 200, 70, None)  # typed one column too early
    found = prepared(workbook([TRAINING, row], "表4 职业培训"))
    assert any("“中级工”上年为" in each for each in told(found.findings, "soft"))


def test_courses_a_person_and_what_a_school_has_a_student_are_usual() -> None:
    row = ("全区", "退役军人", "就业技能培训", 2026, 3_160, 290, 200, "不适用", 80)
    assert "courses_a_person" in broken(prepared(workbook([TRAINING, row], "表4 职业培训")), "soft")
    heads = ("单位名称", "学校类别", "年份", "学校占地面积", "校舍建筑面积", "图书", "学历教育在校生数")
    found = prepared(workbook([heads, (A, "一般类中职", 2025, 986_000, 60_000, 9_400, 2_692)], "表6 办学条件"))
    assert {"building_within_campus", "campus_a_student", "books_a_student"} <= set(broken(found, "soft"))


def test_the_upper_secondary_entrants_come_from_those_who_left_junior_school() -> None:
    heads = ("单位名称", "年份", "初中毕业生数", "高中阶段招生数")
    found = prepared(workbook([heads, ("全区", 2026, 9_400, 11_200)], "表7 生源"))
    assert "entrants_of_leavers" in broken(found, "soft")


def test_students_who_vanish_and_graduates_who_never_entered_are_asked_about() -> None:
    heads = ("单位名称", "学段类型", "专业大类", "年份", "招生数", "在校生数", "毕业生数")
    found = prepared(
        workbook([heads, ("示例普通高中A", "普通高中", "未分专业大类", 2026, 1_600, 3_600, 1_500)], "表1 在校生")
    )
    assert any("远少于上年在校生" in each for each in told(found.findings, "soft"))
    found = prepared(
        workbook([heads, ("示例普通高中A", "普通高中", "未分专业大类", 2026, 1_600, 4_800, 5_100)], "表1 在校生")
    )
    assert "graduates_of_entrants" in broken(found, "soft")


# --- columns, totals and merged cells


def test_a_table_that_leaves_out_a_measure_of_a_new_year_is_asked_about() -> None:
    new = prepared(workbook([TEACHERS, (A, "公办", 2026, 150, 95, 64)]))
    assert told(new.findings, "soft") == [
        "表5 教师 第1行：表中没有这些列：行业企业兼职教师数、高级职称、中级职称、初级职称、未评职称，"
        "这些数视为没有填报；请补上，或说明原因。"
    ]
    known = prepared(workbook([TEACHERS, (A, "公办", 2025, 146, 91, 61)]))
    assert codes(known.findings, "soft") == ["check_revision"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sheet", "column", "name"), [("表5 教师", 7, "双师型教师数"), ("表2 高校项目", 6, "计划日期")]
)
def test_a_column_deleted_from_the_template_is_refused(sheet: str, column: int, name: str) -> None:
    def delete(book: Any) -> None:
        page = book[sheet]
        for merged in list(page.merged_cells.ranges):
            page.unmerge_cells(str(merged))
        page.delete_cols(column)

    found = prepared(changed(template(), delete))
    lines = [each for each in told(found.findings, "hard") if "不见了" in each]
    assert lines == [f"{sheet} 第3行：模板中的“{name}”列不见了；请从原模板补回，或重新下载模板填写。"]
    assert "check_removed" not in codes(found.findings)


def test_a_remark_that_speaks_of_a_subtotal_makes_no_total() -> None:
    rows = [(*TEACHERS, "备注"), (A, "公办", 2025, 146, 91, 61, "含校区小计"), (B, "公办", 2025, 900, 92, 56, "合计")]
    found = prepared(workbook(rows))
    assert [table.totals for table in found.reading.tables] == [0]
    assert len(found.reading.entries) == 6
    total = ("合计", None, None, None, 147, 91, 61)
    found = prepared(workbook([("序号", *TEACHERS), (1, A, "公办", 2025, 146, 91, 61), total]))
    (total,) = told(found.findings, "hard")
    assert total == "表5 教师 第3行 E列：合计为 147，各行之和为 146；两者应当相等，请核对各行和合计。"


def test_a_total_that_nothing_can_be_compared_with_is_told() -> None:
    found = colleges(("合计", None, 46_000, None, None, None))
    (asked,) = told(found.findings, "soft")
    assert asked.startswith("表2 高校项目 第2行 C列：此行视为合计，未导入，其中的数无法与各行之和核对；")


def test_a_number_merged_over_lines_or_columns_is_refused() -> None:
    rows = [TEACHERS, (A, "公办", 2025, 146, 91, 60), (B, "公办", 2025, None, 92, 56)]
    found = prepared(workbook(rows, merges=("D2:D3",)))
    assert told(found.findings, "hard")[0] == (
        "表5 教师 第2行 D列：合并单元格 D2:D3（“146”）盖住了多个数，无法确定是每格的数还是合计；请取消合并，逐格填写。"
    )
    found = prepared(workbook([TEACHERS, (A, "公办", 2025, 146, None, 60)], merges=("D2:E2",)))
    assert "merged_value" in codes(found.findings, "hard")
    found = prepared(
        workbook([TEACHERS, (A, "公办", 2025, 146, 91, 60), (None, None, 2024, 146, 91, 60)], merges=("A2:A3",))
    )
    assert "merged_value" not in codes(found.findings)


def test_places_and_days_merged_over_lines_are_taken_and_told() -> None:
    rows = [
        COLLEGES,
        ("示例学院G", "高职院校", 4_000, "建成", date(2024, 7, 31), None),
        ("示例学院G", "高职院校", None, "招生", date(2024, 9, 1), None),
    ]
    found = prepared(workbook(rows, "表2 高校项目", merges=("C2:C3",)))
    (asked,) = told(found.findings, "soft")
    assert asked.startswith("表2 高校项目 第2行 C列：合并单元格 C2:C3（“4000”）跨多行，已逐行采用同一内容；")
    assert {entry.row["planned_places"] for entry in found.reading.entries} == {4_000}


# --- what a clerk reads


def test_a_day_far_in_the_future_is_told_as_the_day_the_clerk_sees() -> None:
    found = colleges(("示例学院G", "高职院校", 4_000, "建成", date(3025, 12, 30), 2024))
    assert told(found.findings, "hard") == [
        "表2 高校项目 第2行 E列：日期 3025-12-30（单元格存的是数字 411263）晚于2100年；请核对年份。",
        "表2 高校项目 第2行 F列：“2024”缺少具体日期；请填到日，如2024-09-01。",
    ]
    with pytest.raises(MisreadError) as misread:
        day_of(Cell("n", 9_999_999.0))
    assert misread.value.code == "not_a_date"


def test_a_column_without_a_heading_is_called_so() -> None:
    found = prepared(workbook([(*TEACHERS, None), (A, "公办", 2025, 146, 91, 60, 5)]))
    assert told(found.findings, "soft") == [
        "表5 教师 第1行 G列：此列没有表头，其中的数据未导入；请补上表头，不需要的请删去或说明。"
    ]


def test_choices_are_named_in_the_language_of_the_reader() -> None:
    rows = [(*TEACHERS, "数据性质"), (A, "国有", 2025, 146, 91, 60, "真的")]
    findings = [each for each in prepared(workbook(rows)).findings if each.code == "unknown_word"]
    english = catalogue(Language.EN)
    assert sorted(message(each, english) for each in findings) == [
        "“国有” is not one of the choices: enter one of Public, Private.",
        "“真的” is not one of the choices: enter one of published, published · provisional, reported, "
        "reported · provisional, provisional, demonstration, demonstration · provisional.",
    ]
    assert "“国有”不在选项中；请改为其中之一：公办、民办。" in [message(each, ZH) for each in findings]
    heads = ("单位名称", "学段类型", "专业大类", "年份", "招生数", "在校生数", "毕业生数")
    found = prepared(workbook([heads, (A, "中职", "@choices:no.such", 2025, 1, 2, 3)], "表1 在校生"))
    assert told(found.findings, "hard")[0].endswith("68 轻工纺织，另有12个。")


def test_a_value_of_several_parts_is_joined_for_the_reader() -> None:
    from core.intake.findings import Place, Severity

    several = finding("hidden_rows", Severity.SOFT, Place("表5"), rows=text_list((5, 6, "…")))
    assert "5、6、…" in message(several, ZH)
    assert "5, 6, …" in message(several, catalogue(Language.EN))
