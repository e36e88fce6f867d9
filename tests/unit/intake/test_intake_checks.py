"""Rules over a return: what a clerk got wrong is told where it was typed, in one sentence with the figures."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from core.intake.checks.rules import RULES, rules
from core.intake.findings import Severity
from core.intake.publishing.checked_return import CheckedReturn
from core.language import Language, catalogue
from core.toml_entries import PlanError
from tests.support import intake_files
from tests.support.claims import every
from tests.support.intake.edited_cells import with_cells
from tests.support.intake.small_demonstration import prepared, template
from tests.support.intake_files import TEACHERS, changed, codes, large_workbook, line_of, told, workbook

A, B, F = "示例中职学校A", "示例中职学校B", "示例中职学校F"
ENROLMENT = ("单位名称", "学段类型", "专业大类", "年份", "招生数", "在校生数", "毕业生数")
CONDITIONS = ("单位名称", "学校类别", "年份", "专任教师数", "学历教育在校生数")


def teachers(*rows: tuple[object, ...]) -> CheckedReturn:
    return prepared(workbook([TEACHERS, *rows]))


def enrolment(*rows: tuple[object, ...]) -> CheckedReturn:
    return prepared(workbook([ENROLMENT, *rows], "表1 在校生"))


def test_dual_qualified_teachers_are_among_the_specialised_ones() -> None:
    found = teachers((A, "公办", 2026, 150, 28, 31))
    assert told(found.findings, "hard") == [
        "表5 教师 第2行 F列：双师型教师数 31 > 专业课教师数 28；前者应不大于后者，请核对两处。"
    ]


def test_specialised_teachers_are_among_the_full_time_ones_also_when_only_one_of_them_is_sent() -> None:
    found = prepared(workbook([("单位名称", "年份", "专业课教师数"), (A, 2025, 147)]))
    assert told(found.findings, "hard") == [
        "表5 教师 第2行 C列：专业课教师数 147 > 专任教师数 146；前者应不大于后者，请核对两处。"
    ]


def test_titles_add_up_to_the_full_time_teachers() -> None:
    heads = ("单位名称", "年份", "专任教师数", "高级职称", "中级职称", "初级职称", "未评职称")
    found = prepared(workbook([heads, (A, 2026, 150, 42, 60, 36, 11)]))
    assert "表5 教师 第2行 C列：专任教师数 150，各项之和为 149；两者应当相等，请核对各项和合计。" in told(
        found.findings, "hard"
    )


def test_entrants_are_among_the_students_and_graduates_were_students_the_year_before() -> None:
    found = enrolment((A, "中职", "71", 2026, 700, 690, 2700))
    assert told(found.findings, "hard") == [
        "表1 在校生 第2行 E列：招生数 700 > 在校生数 690；前者应不大于后者，请核对两处。",
        "表1 在校生 第2行 G列：毕业生数 2,700 多于上年在校生数 2,692，不可能；请核对两处。",
    ]


def test_a_jump_and_students_from_nowhere_ask_for_an_explanation() -> None:
    found = enrolment((A, "中职", "71", 2026, 254, 3000, 700))
    assert told(found.findings, "soft") == [
        "表1 在校生 第2行 E列：在校生 3,000 多于上年在校生 2,692 加招生 254 减毕业生 700；请核对，属实请说明转入来源。",
        "表1 在校生 第2行 F列：在校生数 3,000，上年为 665，变化 +351%；请核对，属实请说明原因。",
        "表1 在校生 第2行 G列：毕业生数 700，上年为 187，变化 +274%；请核对，属实请说明原因。",
        "表1 在校生 第2行 G列：毕业生数 700，而2023年招生数为 211，两者相差过大；请核对，属实请说明原因。",
    ]


def test_two_tables_agree_on_students_and_teachers() -> None:
    found = prepared(workbook([CONDITIONS, (A, "一般类中职", 2025, 145, 2700)], "表6 办学条件"))
    assert told(found.findings, "hard") == [
        "表6 办学条件 第2行 E列：学历教育在校生数 2,700，而“在校生”表为 2,692；两处应当一致，请核对后改正一处。",
        "表6 办学条件 第2行 D列：专任教师数 145，而“教师”表为 146；两处应当一致，请核对后改正一处。",
    ]


def test_the_entrants_of_the_district_are_those_of_its_schools() -> None:
    found = prepared(workbook([("单位名称", "年份", "高中阶段招生数"), ("全区", 2025, 9500)], "表7 生源"))
    assert "表7 生源 第2行 C列：2025年高中阶段招生数 9,500，各校之和为 9,250；请核对，属实请说明差额。" in told(
        found.findings, "soft"
    )
    found = prepared(workbook([("单位名称", "年份", "高中阶段招生数"), ("全区", 2026, 9300)], "表7 生源"))
    # No school has reported 2026 yet; that the junior graduates are left out is another matter.
    assert codes(found.findings, "soft") == ["check_gone"]


def test_a_merged_school_has_no_teachers_after_its_last_day() -> None:
    found = teachers((F, "公办", 2023, 30, 18, 8))
    assert told(found.findings, "hard") == [
        "表5 教师 第2行 A列：示例中职学校F已于 2022-08-31 撤销或并入他校；2023年的数请填入并入后的学校。"
    ]


def test_a_final_value_is_only_changed_with_a_reason() -> None:
    found = teachers((A, "公办", 2025, 146, 91, 61))
    assert told(found.findings, "soft") == [
        "表5 教师 第2行 F列：已发布的2025年最终数由 60 改为 61；请核对，属实请说明更正原因。"
    ]


def test_few_persons_could_be_recognised() -> None:
    found = enrolment((A, "中职", "61", 2026, 9, 9, 0))
    assert told(found.findings, "soft")[:1] == [
        "表1 在校生 第2行 E列：9人不足10人，可能识别到个人；请填“已抑制”，或说明可以公布的理由。"
    ]


def test_years_and_days_lie_before_the_as_of_date() -> None:
    found = prepared(workbook([TEACHERS, (A, "公办", 2027, 150, 95, 64)]))
    assert told(found.findings, "hard") == ["表5 教师 第2行 C列：年份 2027 应在 1990 至 2026 之间；请核对年份。"]
    heads = ("单位名称", "项目类型", "建设阶段", "计划日期", "实际日期")
    found = prepared(workbook([heads, ("示例学院G", "高职院校", "建成", None, "2027-01-01")], "表2 高校项目"))
    assert told(found.findings, "hard") == [
        "表2 高校项目 第2行 E列：日期 2027-01-01 应在 1990-01-01 至 2026-09-01 之间；请核对年份，尚未发生的请留空。"
    ]


def test_a_share_has_its_parts() -> None:
    heads = ("单位名称", "指标代码", "年份", "计量单位", "分子", "分母", "数值")
    rows: list[tuple[object, ...]] = [heads]
    rows += [("全区", "dual_qualified_share", 2023, "占比", 60, 100, "60%")]
    rows += [("全区", "dual_qualified_share", 2024, "占比", 60, 100, 0.61)]
    rows += [("全区", "dual_qualified_share", 2025, "占比", None, None, "60%")]
    rows += [("全区", "no_such_thing", 2025, "人", None, None, 5)]
    found = prepared(workbook(rows, "表8 其他指标"))
    assert told(found.findings, "hard") == [
        "表8 其他指标 第3行 G列：数值 0.61 与分子 60 ÷ 分母 100 不符；请核对这三个数。",
        "表8 其他指标 第4行 G列：占比 0.6 缺少分子或分母；请补填。",
        "表8 其他指标 第5行 B列：规划中没有代码“no_such_thing”；请核对，改为模板“代码表”中的代码。",
    ]


def test_the_same_line_twice_is_one_mistake_told_with_the_other_row() -> None:
    found = teachers((A, "公办", 2026, 150, 95, 64), (A, "公办", 2026, 150, 95, 64))
    assert told(found.findings, "hard") == [
        "表5 教师 第3行：与“表5 教师”第2行重复（同一单位、年份和指标）；请删去一行。"
    ]


def test_what_the_return_does_not_touch_is_not_held_against_it() -> None:
    found = intake_files.prepared(
        intake_files.template()
    )  # the whole district; school B doubled in 2022, when F was merged into it
    assert found.merged is not None
    assert (found.merged.changes, found.findings) == ((), ())


@pytest.mark.slow
def test_an_emptied_cell_and_a_removed_line_of_the_template_are_told_apart() -> None:
    row = line_of(template(), "表5 教师", B=A, D=2025)
    found = prepared(with_cells(template(), "表5 教师", {f"F{row}": None}))
    assert told(found.findings, "hard") == [
        f"表5 教师 第{row}行 F列：“专业课教师数”上期有数，现为空白；"
        "请填数字，没有数的请填“未报”“不适用”“已抑制”或“未发布”。"
    ]
    row = line_of(template(), "表8 其他指标", C="elder_demonstration_schools", E=2019)
    found = prepared(changed(template(), lambda book: book["表8 其他指标"].delete_rows(row)))
    assert told(found.findings, "soft") == [
        "表8 其他指标：全区 · 2019年的“数值”（原为 0）已不在表中；请补回，或说明删除原因。"
    ]


@pytest.mark.slow
def test_closing_a_school_in_the_register_asks_for_the_decision() -> None:
    units = line_of(template(), "单位名录", B="示例中职学校E")
    found = prepared(with_cells(template(), "单位名录", {f"E{units}": date(2026, 8, 31)}))
    assert told(found.findings) == [
        f"单位名录 第{units}行 B列：示例中职学校E（500110-sv-e）自 2026-08-31 起撤销或并入他校；请说明依据。"
    ]
    assert found.merged is not None
    closed = {row["unit_valid_to"] for row in found.merged.rows["teachers"] if row["unit_id"] == "500110-sv-e"}
    assert closed == {date(2026, 8, 31)}


@pytest.mark.slow
def test_a_workbook_of_ten_thousand_rows_is_read_and_checked_whole() -> None:
    found = prepared(large_workbook())
    assert len(found.reading.entries) == 30_240
    assert codes(found.findings, "hard") == []


def test_every_rule_has_its_name_in_both_languages_and_every_kind_its_words() -> None:
    for language in Language:
        texts = catalogue(language)
        assert [rule.id for rule in rules() if texts(f"intake.rule.{rule.id}").startswith("intake.")] == []


def test_every_finding_and_refusal_in_the_code_has_its_words() -> None:
    from pathlib import Path

    source = "\n".join(
        path.read_text("utf-8") for path in (Path(__file__).parents[3] / "core" / "intake").rglob("*.py")
    )
    texts = catalogue(Language.ZH)
    found = set(re.findall(r'(?:MisreadError|finding)\(\s*"([a-z_]+)"', source))
    found |= {f"check_{code}" for code in re.findall(r'report\(rule, \w+, "([a-z_]+)"', source)}
    assert len(found) > 55
    assert [code for code in sorted(found) if texts(f"intake.finding.{code}").startswith("intake.")] == []
    refusals = set(re.findall(r'IntakeError\(\s*"([a-z_]+)"', source)) | {
        "pdf",
        "picture",
        "archive",
        "old_excel",
        "web_page",
    }
    assert [code for code in sorted(refusals) if texts(f"intake.refused.{code}").startswith("intake.")] == []


def test_a_mistake_in_the_rules_is_told_with_its_key(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "checks.toml"
    path.write_text('[[check]]\nid = "a"\nseverity = "hard"\nkind = "range"\ndataset = "teacher"\n', "utf-8")
    monkeypatch.setattr("core.intake.checks.rules.RULES", path)
    rules.cache_clear()
    try:
        with pytest.raises(PlanError, match="teacher"):
            rules()
    finally:
        rules.cache_clear()


def test_severities_are_three() -> None:
    assert [each.value for each in Severity] == ["hard", "soft", "note"]
    book, out = Workbook(), BytesIO()
    book.save(out)
    assert codes(prepared(out.getvalue()).findings, "hard") == ["no_table"]


@pytest.mark.slow
def test_a_made_up_figure_declared_real_without_a_change_asks_on_what_ground() -> None:
    line = line_of(template(), "表5 教师", B=A, D=2025)
    findings = prepared(with_cells(template(), "表5 教师", {f"N{line}": "填报（已审核）"})).findings
    told_so = [each for each in findings if each.code == "check_made_real"]
    assert {each.severity for each in told_so} == {Severity.SOFT}
    assert len(told_so) == 8


def test_autumn_figures_of_a_year_are_not_known_in_its_spring() -> None:
    sent = workbook([TEACHERS, (A, "公办", 2026, 150, 95, 64)])
    spring, autumn = prepared(sent, as_of=date(2026, 3, 31)), prepared(sent, as_of=date(2026, 9, 1))
    assert "check_year" in codes(spring.findings, "hard")
    assert "check_year" not in codes(autumn.findings, "hard")


def test_every_rule_is_one_line_of_its_file_under_the_comment_of_its_group() -> None:
    lines = RULES.read_text("utf-8").splitlines()
    start, end = lines.index("check = ["), lines.index("]")
    assert every(line.startswith("#") or not line for line in (*lines[:start], *lines[end + 1 :]))
    body = [line.strip() for line in lines[start + 1 : end] if line.strip()]
    assert body[0].startswith("# --- ")
    written = [line for line in body if not line.startswith("#")]
    assert [
        re.match(r'\{ id = "([a-z_]+)", severity = "(hard|soft)", kind = "[a-z_]+"', line)[1] for line in written
    ] == [  # type: ignore[index]
        rule.id for rule in rules()
    ]
    assert every(line.endswith(" },") for line in written)
