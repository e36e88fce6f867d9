"""The template: the last release in it, and the same rows back out of it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from core.intake.findings import IntakeError
from core.intake.reading import read
from core.intake.rows import content_of
from core.intake.template import For, write
from core.intake.version import CODE_SHEET, read_version
from core.language import Language
from core.snapshots import Snapshot
from tests.intake_files import (
    AREA,
    DISTRICT,
    PLAN,
    against,
    codes,
    demonstration,
    line_of,
    newest,
    rows_of,
    template,
    understood,
)

RELEASES = demonstration()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("release", RELEASES, ids=[each.id for each in RELEASES])
def test_a_release_comes_back_from_its_template_row_by_row(release: Snapshot, language: Language) -> None:
    reading = read(write(release, DISTRICT, language), "return.xlsx", against(release))
    assert codes(reading.findings) == []
    for name, rows in rows_of(release).items():
        back: list[Any] = []
        for entry in reading.entries:
            if entry.dataset == name:
                assert entry.declared is not None
                status, provisional = entry.declared
                back.append(content_of(name, {**entry.row, "status": status, "provisional": provisional}))
        assert len(back) == len(rows)
        assert set(back) == {content_of(name, row) for row in rows}


def test_a_school_gets_its_own_sheets_only_and_open_lines_for_the_new_year() -> None:
    content = template("500110-sv-a", 2026)
    book = load_workbook(BytesIO(content), data_only=True)
    assert book.sheetnames == ["填报说明", "表1 在校生", "表5 教师", "表6 办学条件", "单位名录", "选项", CODE_SHEET]
    teachers = book["表5 教师"]
    assert [cell.value for cell in teachers[3]][:7] == [
        "单位代码",
        "单位名称",
        "办学性质",
        "年份",
        "专任教师数（人）",
        "专业课教师数（人）",
        "双师型教师数（人）",
    ]
    assert [cell.value for cell in teachers[5]][:7] == ["500110-sv-a", "示例中职学校A", "公办", 2026, None, None, None]
    assert [cell.value for cell in teachers[6]][:7] == ["500110-sv-a", "示例中职学校A", "公办", 2025, 146, 91, 60]
    reading = understood(content)
    assert {entry.row["unit_id"] for entry in reading.entries} == {"500110-sv-a"}
    assert [(table.dataset, len(table.unfilled)) for table in reading.tables] == [
        ("enrolment", 6),
        ("teachers", 1),
        ("conditions", 1),
    ]


def test_totals_and_keys_are_locked_and_values_are_not() -> None:
    page = load_workbook(BytesIO(template(year=2026)))["表5 教师"]
    assert page.protection.sheet
    assert page["E4"].value == "=SUMIFS(E5:E171,D5:D171,2026)"
    assert [page[f"{letter}6"].protection.locked for letter in "ABCDEFG"] == [True] * 4 + [False] * 3
    assert page["H6"].value == '=IFERROR(G6/F6,"")'
    lists = {rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list"}
    assert lists == {"choices_teachers_ownership", "choices_status"}


def test_the_total_of_the_newest_year_is_stored_and_is_the_sum_of_the_release() -> None:
    page = load_workbook(BytesIO(template()), data_only=True)["表5 教师"]
    assert [page[f"{letter}4"].value for letter in "BDEFG"] == ["合计", 2025, 554, 335, 205]
    assert line_of(template(), "表5 教师", B="示例中职学校E", D=2025) == 9


def test_the_version_code_names_area_plan_unit_and_release() -> None:
    book = load_workbook(BytesIO(template("500110-sv-a")))
    assert book[CODE_SHEET].sheet_state == "veryHidden"
    version = read_version(str(book[CODE_SHEET]["A1"].value), area=AREA, plan=PLAN)
    assert (version.unit, version.release) == ("500110-sv-a", newest().id)
    assert newest().digest.startswith(version.digest)


def test_a_template_of_another_district_plan_or_version_is_refused_by_name() -> None:
    code = str(load_workbook(BytesIO(template()))[CODE_SHEET]["A1"].value)

    def refused(code: str, area: str = AREA, plan: str = PLAN) -> tuple[str, dict[str, str]]:
        with pytest.raises(IntakeError) as error:
            read_version(code, area=area, plan=plan)
        return error.value.code, error.value.values

    assert refused(code, area="500101") == ("template_foreign_area", {"found": "500110", "expected": "500101"})
    assert refused(code, plan="qijiang-15th")[0] == "template_foreign_plan"
    assert refused(code.replace("area=500110", "area=500101"))[0] == "template_damaged"
    assert refused("hello")[0] == "template_damaged"


def test_an_older_template_is_told_with_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    code = str(load_workbook(BytesIO(template()))[CODE_SHEET]["A1"].value)
    monkeypatch.setattr("core.intake.version.TEMPLATE_VERSION", 2)
    with pytest.raises(IntakeError) as error:
        read_version(code, area=AREA, plan=PLAN)
    assert error.value.code == "template_old"
    assert error.value.values == {"found": "1.1", "expected": "2.1", "release": "2025-12-31"}


def test_the_template_of_a_release_is_the_same_bytes_whenever_it_is_written() -> None:
    assert write(newest(), DISTRICT) == write(newest(), DISTRICT)


def test_a_unit_nobody_knows_gets_no_template() -> None:
    with pytest.raises(IntakeError, match="unknown_unit"):
        write(newest(), For(PLAN, AREA, "500110-sv-z"))


def test_an_empty_template_has_every_sheet_and_no_row() -> None:
    reading = understood(write(None, DISTRICT))
    assert reading.entries == ()
    book = load_workbook(BytesIO(write(None, DISTRICT)))
    assert len([name for name in book.sheetnames if name.startswith("表")]) == 10
