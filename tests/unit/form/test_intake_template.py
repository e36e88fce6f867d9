"""The template: the last release in it, and the same rows back out of it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from core.context import plan
from core.datasets import DATASETS, SCHEMA_VERSION
from core.intake.findings import IntakeError
from core.intake.form.form_code import CODE_SHEET, read_identity
from core.intake.form.layout import TEMPLATE_VERSION
from core.intake.form.template import TemplateScope, write_template
from core.intake.reading.read_return import read_return
from core.intake.rows import content_of
from core.language import Language, catalogue
from core.snapshots import Snapshot
from tests.support.claims import every
from tests.support.intake_files import (
    AREA,
    DISTRICT,
    PLAN,
    against,
    changed,
    codes,
    demonstration,
    line_of,
    newest,
    prepared,
    rows_of,
    template,
    told,
    understood,
)

RELEASES = demonstration()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("release", RELEASES, ids=[each.id for each in RELEASES])
def test_a_release_comes_back_from_its_template_row_by_row(release: Snapshot, language: Language) -> None:
    reading = read_return(write_template(release, DISTRICT, language), "return.xlsx", against(release))
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


SHEETS_OF_A_SCHOOL = ("表1 在校生", "表5 教师", "表6 办学条件", "表8 其他指标", "表11 专业")


def test_a_school_gets_its_own_sheets_only_and_open_lines_for_the_new_year() -> None:
    content = template("500110-sv-a", 2026)
    book = load_workbook(BytesIO(content), data_only=True)
    assert book.sheetnames == ["填报说明", *SHEETS_OF_A_SCHOOL, "单位名录", "选项", CODE_SHEET]
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
        ("observations", 53),  # what schools supply, one line each
        ("programmes", 11),
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
    version = read_identity(str(book[CODE_SHEET]["A1"].value), area=AREA, plan=PLAN)
    assert (version.unit, version.release) == ("500110-sv-a", newest().id)
    assert newest().digest.startswith(version.digest)


def test_a_template_of_another_district_plan_or_version_is_refused_by_name() -> None:
    code = str(load_workbook(BytesIO(template()))[CODE_SHEET]["A1"].value)

    def refused(code: str, area: str = AREA, plan: str = PLAN) -> tuple[str, dict[str, str]]:
        with pytest.raises(IntakeError) as error:
            read_identity(code, area=area, plan=plan)
        return error.value.code, error.value.values

    assert refused(code, area="500101") == ("template_foreign_area", {"found": "500110", "expected": "500101"})
    assert refused(code, plan="qijiang-15th")[0] == "template_foreign_plan"
    assert refused(code.replace("area=500110", "area=500101"))[0] == "template_damaged"
    assert refused("hello")[0] == "template_damaged"


def test_an_older_template_is_told_with_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    code = str(load_workbook(BytesIO(template()))[CODE_SHEET]["A1"].value)
    monkeypatch.setattr("core.intake.form.form_code.TEMPLATE_VERSION", TEMPLATE_VERSION + 1)
    monkeypatch.setattr("core.intake.form.form_code.SCHEMA_OF_FORM", {})  # a version that is no longer taken
    with pytest.raises(IntakeError) as error:
        read_identity(code, area=AREA, plan=PLAN)
    assert error.value.code == "template_old"
    assert error.value.values == {
        "found": f"{TEMPLATE_VERSION}.{SCHEMA_VERSION}",
        "expected": f"{TEMPLATE_VERSION + 1}.{SCHEMA_VERSION}",
        "release": "2025-12-31",
    }


def test_the_template_of_a_release_is_the_same_bytes_whenever_it_is_written() -> None:
    assert write_template(newest(), DISTRICT) == write_template(newest(), DISTRICT)


def test_a_unit_nobody_knows_gets_no_template() -> None:
    with pytest.raises(IntakeError, match="unknown_unit"):
        write_template(newest(), TemplateScope(PLAN, AREA, "500110-sv-z"))


def test_an_empty_template_has_every_sheet_and_no_row() -> None:
    reading = understood(write_template(None, DISTRICT))
    assert reading.entries == ()
    book = load_workbook(BytesIO(write_template(None, DISTRICT)))
    assert len([name for name in book.sheetnames if name.startswith("表")]) == len(DATASETS)


def form(language: Language = Language.ZH) -> bytes:
    """The form as the page hands it out: with the names of the plan."""
    return write_template(newest(), DISTRICT, language, year=2026, plan=plan(newest()))


@pytest.mark.parametrize("language", Language)
def test_every_code_of_the_plan_has_its_name_beside_it_and_a_drop_down(language: Language) -> None:
    texts = catalogue(language)
    book = load_workbook(BytesIO(form(language)))
    lists = book[texts("intake.sheet.lists")]
    first = {each.number: texts.of(each.label) for each in plan(newest()).tasks}[1]
    for dataset, code in (("tasks", "task"), ("observations", "indicator"), ("milestones", "milestone")):
        (title,) = [each for each in book.sheetnames if each.endswith(texts(f"intake.sheet.{dataset}"))]
        heads = {cell.value: cell.column_letter for cell in book[title][3]}
        column, name = heads[texts(f"intake.head.{code}")], heads[texts(f"intake.head.{code}_name")]
        chosen = [rule for rule in book[title].data_validations.dataValidation if f"{column}4" in rule.cells]
        assert [rule.formula1 for rule in chosen] == [f"choices_{code}"]
        assert book[title][f"{name}4"].value == f'=IFERROR(VLOOKUP(${column}4,names_{code},2,FALSE),"")'
        place = book.defined_names[f"names_{code}"].attr_text.split("!")[1].replace("$", "")
        assert every(cell.value for row in lists[place] for cell in row)
    worked_out = load_workbook(BytesIO(form(language)), data_only=True)
    (title,) = [each for each in worked_out.sheetnames if each.endswith(texts("intake.sheet.tasks"))]
    assert worked_out[title]["D4"].value == first
    codes = [[cell.value for cell in row] for row in book[texts("intake.sheet.codes")].iter_rows(max_col=2)]
    assert [1, first] in codes
    assert len([row for row in codes if row[0]]) > 26 + 20


@pytest.mark.parametrize("language", Language)
def test_the_names_and_the_open_lines_under_them_are_not_read(language: Language) -> None:
    reading = understood(form(language))
    assert told(reading.findings, "hard") == []
    assert {each.code for each in reading.findings} == {"unfilled"}
    assert {table.dataset: table.ignored for table in reading.tables if table.ignored} == {}


def test_a_task_chosen_in_an_open_line_is_read_with_its_number_only() -> None:
    def choose(book: Any) -> None:
        sheet = book["表9 任务"]
        heads = {cell.value: cell.column_letter for cell in sheet[3]}
        line = next(row[0].row for row in sheet.iter_rows(min_row=4) if row[2].value is None)
        values = {"单位代码": "500110", "单位名称": "全区", "任务序号": 3, "报告期": "2025-H2"}
        for head, value in {**values, "进展阶段": "推进", "佐证类型": "文件"}.items():
            sheet[f"{heads[head]}{line}"] = value

    found = [
        finding.code for finding in prepared(changed(form(), choose)).findings if finding.place.sheet == "表9 任务"
    ]
    assert found == ["duplicate_key"]
