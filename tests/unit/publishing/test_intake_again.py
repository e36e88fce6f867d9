"""A return that comes again: corrected after publishing, final after provisional, after what another file did."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.intake.findings import IntakeError
from core.intake.form.template import TemplateScope, write_template
from core.intake.merging.merge import ChangeKind
from core.intake.message_values import text_list
from core.intake.publishing.checklist import checklist
from core.intake.rows import release_rows
from core.panels.intake.changes import changes
from core.snapshots import Snapshot, SourceReturn, verify_release
from tests.support.intake.edited_cells import with_cells
from tests.support.intake.small_demonstration import prepared as onto_demonstration
from tests.support.intake.small_demonstration import template
from tests.support.intake_files import AREA, PLAN, TEACHERS, ZH, changed, codes, line_of, told, workbook
from tests.support.returns import (
    FIGURES,
    SCHOOL_A,
    SCHOOL_B,
    SHEET,
    A,
    B,
    check_form,
    fill_form,
    publish_form,
    send_form,
    teachers_of,
)


@pytest.mark.parametrize("name", ["a.xlsx", "a（更正）.xlsx"])
def test_a_school_corrects_its_own_file_after_it_was_published(tmp_path: Path, name: str) -> None:
    send_form(tmp_path, fill_form(SCHOOL_A), "a.xlsx")
    again = check_form(tmp_path, fill_form(SCHOOL_A, (150, 95, 66, *FIGURES[3:])), name)
    assert told(again.findings, "hard") == []
    assert told(again.findings, "soft") == [
        f"表5 教师 第{line_of(template(SCHOOL_A, 2026), SHEET, D=2026, C='公办')}行 G列："
        "已发布的2026年最终数由 64 改为 66；请核对，属实请说明更正原因。"
    ]
    assert (again.count(ChangeKind.CHANGED), again.count(ChangeKind.ADDED), again.count(ChangeKind.REMOVED)) == (
        1,
        0,
        0,
    )
    release = publish_form(tmp_path, again)
    assert verify_release(release.directory) == ()
    assert (release.id, teachers_of(release)["dual_qualified"]) == ("2026-09-01.r2", 66)
    assert release.returned == (SourceReturn(name, again.reading.sha256, "unit", SCHOOL_A),)


def test_what_the_corrected_file_does_not_touch_stays_as_others_made_it_since(tmp_path: Path) -> None:
    send_form(tmp_path, fill_form(SCHOOL_A), "a.xlsx")
    send_form(tmp_path, workbook([TEACHERS, (A, "公办", 2025, 146, 91, 61)]), "district.xlsx")
    release = send_form(tmp_path, fill_form(SCHOOL_A, (150, 95, 66, *FIGURES[3:])), "a.xlsx")
    assert teachers_of(release)["dual_qualified"] == 66
    assert teachers_of(release, year=2025)["dual_qualified"] == 61  # the template still says 60


def test_a_correction_back_to_what_the_template_said_is_one_too(tmp_path: Path) -> None:
    base = template(SCHOOL_A, 2026)
    last = line_of(base, SHEET, B=A, D=2025)
    send_form(tmp_path, with_cells(fill_form(SCHOOL_A), SHEET, {f"G{last}": 59}), "a.xlsx")
    release = send_form(tmp_path, fill_form(SCHOOL_A), "a.xlsx")
    assert teachers_of(release, year=2025)["dual_qualified"] == 60


def test_one_value_that_went_back_to_the_template_is_not_kept_in_silence(tmp_path: Path) -> None:
    base = template(SCHOOL_A, 2026)
    last = line_of(base, SHEET, B=A, D=2025)
    send_form(tmp_path, with_cells(base, SHEET, {f"G{last}": 59}), "a.xlsx")
    again = check_form(tmp_path, base, "a.xlsx")
    assert again.merged is not None
    assert not again.merged.differs
    said = [each for each in told(again.findings, "note") if "视为未改动" in each]
    assert [each[:12] for each in said] == [f"表5 教师 第{last}行 G列"[:12]]
    assert "现有数据仍为文件“a.xlsx”所报的“59”" in said[0]


def test_a_fresh_copy_of_the_form_with_another_part_filled_in_takes_nothing_back(tmp_path: Path) -> None:
    send_form(tmp_path, fill_form(SCHOOL_A), "a.xlsx")
    base = template(SCHOOL_A, 2026)
    last = line_of(base, SHEET, B=A, D=2025)
    again = check_form(tmp_path, with_cells(base, SHEET, {f"G{last}": 61}), "a.xlsx")
    assert (again.count(ChangeKind.CHANGED), again.count(ChangeKind.REMOVED)) == (1, 0)
    assert teachers_of(publish_form(tmp_path, again)) == teachers_of(send_form(tmp_path, fill_form(SCHOOL_A), "a.xlsx"))


def test_a_line_sent_by_mistake_is_taken_back_with_a_reason(tmp_path: Path) -> None:
    two = fill_form(None, (160, 96, 60, 33, 40, 62, 40, 18), fill_form(None), B)
    send_form(tmp_path, two, "district.xlsx")
    again = check_form(tmp_path, fill_form(None), "district.xlsx")
    assert again.count(ChangeKind.REMOVED) == 8
    assert codes(again.findings, "soft") == ["check_removed"] * 8
    assert teachers_of(publish_form(tmp_path, again), SCHOOL_B) == {}


def test_another_file_that_changed_the_row_meanwhile_is_named(tmp_path: Path) -> None:
    send_form(tmp_path, fill_form(SCHOOL_A), "a.xlsx")
    for content, name in (
        (fill_form(None, (150, 95, 66, *FIGURES[3:])), "全区.xlsx"),
        (fill_form(None, (150, 95, 66, *FIGURES[3:])), "a.xlsx"),  # the same name, and yet another form
    ):
        late = check_form(tmp_path, content, name)
        (said,) = told(late.findings, "hard")
        assert said.endswith("模板下载后，文件“a.xlsx”已把此处报为“64”，本文件为“66”；请重新下载模板，在其中填写。")
        assert late.count(ChangeKind.CHANGED) == 0


def test_a_correction_of_a_row_that_is_gone_meanwhile_is_told_as_that(tmp_path: Path) -> None:
    base = template()
    line = line_of(base, "表8 其他指标", E=2019)
    send_form(tmp_path, changed(base, lambda book: book["表8 其他指标"].delete_rows(line)), "one.xlsx")
    late = check_form(tmp_path, with_cells(base, "表8 其他指标", {f"I{line}": 1}), "two.xlsx")
    (said,) = told(late.findings, "hard")
    assert said.endswith("模板下载后此处的数已从现有数据中删去，本文件为“1”；请重新下载模板，在其中填写。")


# --- provisional and final


def standings(release: Snapshot, unit: str = SCHOOL_A) -> set[tuple[str, bool]]:
    rows = [row for row in release_rows(release)["teachers"] if (row["unit_id"], row["year"]) == (unit, 2026)]
    return {(row["status"], row["provisional"]) for row in rows}


def test_the_same_file_sent_as_final_makes_its_provisional_figures_final(tmp_path: Path) -> None:
    first = send_form(tmp_path, fill_form(SCHOOL_A), "a.xlsx", provisional=True)
    assert standings(first) == {("provisional", True)}
    again = check_form(tmp_path, fill_form(SCHOOL_A), "a.xlsx")
    assert ({each.happened for each in again.merged.changes} if again.merged else None) == {ChangeKind.CONFIRMED}
    panel = changes(again, ZH)
    assert panel.notes == ("8个快报数数值不变，转为最终数。",)
    assert {row[0].text for row in panel.table.rows} == {"转为最终数"}
    assert codes(again.findings, "soft") == []
    release = publish_form(tmp_path, again)
    assert (standings(release), teachers_of(release)) == ({("reported", False)}, teachers_of(first))


def test_a_form_that_brings_provisional_figures_along_makes_them_final_unless_it_is_provisional(tmp_path: Path) -> None:
    first = send_form(tmp_path, fill_form(SCHOOL_A), "a.xlsx", provisional=True)
    mine = write_template(first, TemplateScope(PLAN, AREA, SCHOOL_A), year=2026)
    assert check_form(tmp_path, mine, "b.xlsx", provisional=True).count(ChangeKind.CONFIRMED) == 0
    ready = check_form(tmp_path, mine, "b.xlsx")
    assert (ready.count(ChangeKind.CONFIRMED), codes(ready.findings, "soft")) == (8, [])
    revised = check_form(tmp_path, fill_form(SCHOOL_A, (150, 95, 66, *FIGURES[3:]), mine), "b.xlsx")
    assert standings(publish_form(tmp_path, revised)) == {("reported", False)}


def test_the_form_of_the_district_asks_before_it_makes_the_figures_of_every_school_final(tmp_path: Path) -> None:
    first = send_form(tmp_path, fill_form(SCHOOL_A), "a.xlsx", provisional=True)
    ready = check_form(tmp_path, write_template(first, TemplateScope(PLAN, AREA), year=2026), "district.xlsx")
    assert told(ready.findings, "soft") == [
        "表5 教师：本表有8个快报数未作改动，按最终数发布后即转为最终数；请说明核定依据，尚未核定的请按快报报送。"
    ]
    assert standings(publish_form(tmp_path, ready)) == {("reported", False)}


def test_a_line_that_says_itself_that_it_is_provisional_stays_so(tmp_path: Path) -> None:
    heads = (*TEACHERS, "数据性质")
    line = (A, "公办", 2026, 150, 95, 64, "快报")
    first = check_form(tmp_path, workbook([heads, line]), "a.xlsx")
    release = publish_form(tmp_path, first)
    assert standings(release) == {("provisional", True)}
    assert check_form(tmp_path, workbook([heads, line]), "a.xlsx").count(ChangeKind.CONFIRMED) == 0


# --- what cannot be published promises nothing


def test_a_line_with_a_mistake_is_not_said_to_be_removed() -> None:
    row = line_of(template(), SHEET, B=A, D=2025)
    for cell, value in ((f"G{row}", "约60"), (f"D{row}", "去年")):
        found = onto_demonstration(with_cells(template(), SHEET, {cell: value}))
        assert len(codes(found.findings, "hard")) == 1
        assert (found.count(ChangeKind.REMOVED), codes(found.findings, "soft")) == (0, [])


def test_a_file_with_mistakes_is_told_as_one_that_cannot_be_published() -> None:
    found = onto_demonstration(workbook([TEACHERS, (A, "公办", 2026, 150, 28, 31)]))
    panel = changes(found, ZH)
    assert panel.headline == "有1处错误，改正前不能发布"
    assert "新增" not in panel.subtitle
    assert changes(onto_demonstration(workbook([TEACHERS, (A, "公办", 2026, 150, 95, 64)])), ZH).headline == (
        "与 2025-12-31 相比：新增3个、修改0个、删除0个数据"
    )


def test_a_stage_of_a_project_that_is_gone_is_named_in_words(tmp_path: Path) -> None:
    base = template()
    line = line_of(base, "表2 高校项目", B="示例学院G", E="批复")
    found = onto_demonstration(changed(base, lambda book: book["表2 高校项目"].delete_rows(line)))
    (said,) = told(found.findings)
    assert said.startswith("表2 高校项目：示例学院G的一行（原为 批复 / ")
    assert "approved" not in said


# --- earlier and equal dates


def test_an_earlier_date_than_the_newest_release_is_refused_with_what_to_do(tmp_path: Path) -> None:
    send_form(tmp_path, fill_form(SCHOOL_A), "a.xlsx")
    earlier = workbook([TEACHERS, (A, "公办", 2025, 146, 91, 61)])
    ready = check_form(tmp_path, earlier, "fix.xlsx", as_of=date(2025, 12, 31))
    items = {item.code: dict(item.values) for item in checklist(ready, "更正", {}) if item.blocks}
    assert ZH("intake.item.before_release", **items["before_release"]) == (
        "截至日期 2025-12-31 早于现有数据 2026-09-01，不能倒排；"
        "要更正较早年份的数，请用现有数据的截至日期（作为修订版）或更晚的日期。"
    )
    with pytest.raises(IntakeError, match="not_ready"):
        publish_form(tmp_path, ready)
    again = publish_form(tmp_path, check_form(tmp_path, earlier, "fix.xlsx"))
    assert (again.id, teachers_of(again, year=2025)["dual_qualified"]) == ("2026-09-01.r2", 61)
    assert teachers_of(again)["dual_qualified"] == 64


# --- the checklist


def test_an_indicator_without_a_definition_is_worth_a_word() -> None:
    heads = ("单位名称", "指标代码", "年份", "计量单位", "分子", "分母", "数值")
    row = ("全区", "project_a_complete", 2025, "个项目", None, None, 1)
    unit = ZH("observation_unit.projects")
    found = onto_demonstration(workbook([heads, (*row[:3], unit, *row[4:])], "表8 其他指标"))
    warned = {item.code: dict(item.values) for item in checklist(found, "x", {}) if not item.blocks}
    assert warned["undefined"] == {"number": "1", "names": text_list(["project_a_complete"])}
    sound = (row[0], "elder_demonstration_schools", 2025, ZH("observation_unit.schools"), None, None, 12)
    found = onto_demonstration(workbook([heads, sound], "表8 其他指标"))
    assert "undefined" not in {item.code for item in checklist(found, "x", {})}


def test_tasks_without_owner_evidence_or_news_are_worth_a_word() -> None:
    base = template()
    line = {task: line_of(base, "表9 任务", C=task) for task in (2, 4, 15)}
    reported = {
        f"{letter}{line[task]}": value
        for task, *values in (
            (2, "办结", date(2025, 11, 30), "文件"),  # done now, and before the release that knew nothing of it
            (4, "办结", date(2026, 8, 20), "无"),
            (15, "推进", date(2026, 8, 20), "文件"),
        )
        for letter, value in zip("IOT", values, strict=True)
    }
    found = onto_demonstration(with_cells(base, "表9 任务", reported))
    assert codes(found.findings, "hard") == []
    warned = {
        item.code: list(dict(item.values)["names"].parts)
        for item in checklist(found, "x", {})
        if "names" in dict(item.values)
    }
    assert warned["done_before"] == ["2"]
    assert warned["done_without_evidence"][0] == "4"
    assert {"5", "12", "15"} <= set(warned["task_owner"])
    assert "5" in warned["not_updated"]
    assert "15" not in warned["not_updated"]
    teachers = onto_demonstration(workbook([TEACHERS, (A, "公办", 2026, 150, 95, 64)]))
    assert "task_owner" not in {item.code for item in checklist(teachers, "x", {})}
