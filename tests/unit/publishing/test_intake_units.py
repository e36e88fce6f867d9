"""The register of units in a return: renamed, closed and merged schools, and returns that come in any order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from core.intake.form.template import TemplateScope, write_template
from core.intake.publishing.checklist import checklist
from core.intake.publishing.reporting_round import area_reports
from core.intake.reading.read_return import read_return
from core.intake.rows import Row, content_of, release_rows
from core.snapshots import Merger, Snapshot, verify_release
from tests.support.intake.edited_cells import with_cells
from tests.support.intake.small_demonstration import against, newest, prepared, template
from tests.support.intake_files import AREA, PLAN, TEACHERS, codes, line_of, lines_of, told, workbook
from tests.support.returns import SCHOOL_A, SCHOOL_B, A, B, check_form, fill_form, publish_form

E, SCHOOL_E = "示例中职学校E", "500110-sv-e"
UNITS = "单位名录"
NEW = "示例职业教育中心A"


def entered(content: bytes, line: int, *values: object) -> bytes:
    """The form with these values in a line of the register, from its first column on; None leaves a cell as it is."""
    cells = {f"{letter}{line}": value for letter, value in zip("ABCDEFG", values, strict=False) if value is not None}
    return with_cells(content, UNITS, cells)


def place(content: bytes, name: str) -> int:
    return line_of(content, UNITS, B=name)


def free(content: bytes) -> int:
    """The first open line of the register."""
    filled = {number for number, row in lines_of(content, UNITS) if "A" in row}
    return next(number for number in range(4, 200) if number not in filled)


def renamed_since(content: bytes, name: str, code: str, new: str) -> bytes:
    """The old name until the end of August, the new one from September on."""
    closed = entered(content, place(content, name), None, None, None, None, date(2026, 8, 31))
    return entered(closed, free(closed), code, new, "Sample vocational centre", date(2026, 9, 1))


def names(release: Snapshot, unit: str) -> dict[int, str]:
    rows = [row for row in release_rows(release)["teachers"] if row["unit_id"] == unit]
    return {row["year"]: row["unit_name"] for row in rows}


def test_the_form_of_one_school_does_not_change_the_register_of_another() -> None:
    sheet = template(SCHOOL_A, 2026)
    line = free(sheet)
    found = prepared(
        entered(sheet, line, SCHOOL_B, B, "Sample vocational school B", date(1991, 9, 1), date(2026, 8, 31))
    )
    assert told(found.findings, "hard")[:1] == [
        f"单位名录 第{line}行 B列：这是单位 {SCHOOL_A} 的模板，不能改动其他单位（{SCHOOL_B}）的登记；"
        "请删去本行，由区级在全区模板中修改。"
    ]
    own = entered(sheet, place(sheet, A), None, None, None, None, date(2026, 8, 31))
    assert codes(prepared(own).findings, "hard") == []


def test_a_name_that_was_written_over_is_asked_about_and_holds_for_every_year(tmp_path: Path) -> None:
    line = place(template(), A)
    ready = check_form(tmp_path, entered(template(), line, None, NEW), "names.xlsx")
    (said,) = told(ready.findings)
    assert said.startswith(f"单位名录 第{line}行 B列：代码 {SCHOOL_A} 的单位由“{A}”改名为“{NEW}”，历年")
    assert "no_change" not in {item.code for item in checklist(ready, "更名", {})}
    assert set(names(publish_form(tmp_path, ready), SCHOOL_A).values()) == {NEW}


def test_a_school_is_renamed_from_a_day_on(tmp_path: Path) -> None:
    sent = renamed_since(fill_form(SCHOOL_A), A, SCHOOL_A, NEW)
    ready = check_form(tmp_path, sent, "a.xlsx")
    assert codes(ready.findings, "hard") == []
    assert [each for each in told(ready.findings, "soft") if "更名" in each] == [
        f"单位名录 第{free(fill_form(SCHOOL_A))}行 B列：代码 {SCHOOL_A} 的单位"
        f"自 2026-09-01 起由“{A}”更名为“{NEW}”；请说明更名依据。"
    ]
    assert "check_unit_ends" not in codes(ready.findings)  # it goes on
    release = publish_form(tmp_path, ready)
    assert {year: name for year, name in names(release, SCHOOL_A).items() if year > 2024} == {2025: A, 2026: NEW}
    form = write_template(release, TemplateScope(PLAN, AREA, SCHOOL_A), year=2026)
    again = check_form(tmp_path, form, "b.xlsx")
    assert (again.merged.differs if again.merged else None, codes(again.findings, "soft")) == (False, [])
    # What else is asked for this year comes under the new name, also in a table that knows the old one only.
    assert line_of(form, "表6 办学条件", B=NEW, E=2026) < line_of(form, "表6 办学条件", B=A, E=2025)
    assert [each.reported for each in area_reports(release, AREA, 2026) if each.unit_id == SCHOOL_A] == [
        False,
        True,
        False,
        False,
    ]  # students, teachers, conditions, programmes
    heads = ("单位代码", "单位名称", "学校类别", "年份", "专任教师数")
    for name in (A, NEW):
        row = workbook([heads, (SCHOOL_A, name, "一般类中职", 2026, 150)], "表6 办学条件")
        late = check_form(tmp_path, row, "c.xlsx")
        assert codes(late.findings, "hard") == []
        assert {entry.row["unit_name"] for entry in late.reading.entries} == {NEW}


def test_a_new_name_that_no_figure_uses_is_not_lost_in_silence(tmp_path: Path) -> None:
    ready = check_form(tmp_path, renamed_since(template(), A, SCHOOL_A, NEW), "names.xlsx")
    assert codes(ready.findings, "hard") == ["check_unit_unused"]


def test_two_entries_of_a_school_are_not_in_force_at_once() -> None:
    line = place(template(), A)
    found = prepared(entered(template(), line, None, NEW, None, date(2026, 9, 1)))
    assert told(found.findings) == [
        f"单位名录 第{line}行 B列：代码 {SCHOOL_A} 有两条登记同时有效：“{NEW}”（2026-09-01 –）与“{A}”"
        "（1984-09-01 –）；请给原登记填写截止日期，新登记从次日起。"
    ]
    backwards = prepared(entered(template(), line, None, None, None, None, date(1980, 1, 1)))
    assert "check_unit_backwards" in codes(backwards.findings, "hard")


def test_another_first_day_of_a_known_school_is_not_a_new_school() -> None:
    line = place(template(), A)
    found = prepared(entered(template(), line, None, None, None, date(1985, 9, 1)))
    assert told(found.findings) == [
        f"单位名录 第{line}行 B列：{A}（{SCHOOL_A}）的起止日期由“1984-09-01 –”改为“1985-09-01 –”；"
        "请核对，属实请说明依据。"
    ]


def test_another_ownership_or_level_than_the_release_has_is_asked_about() -> None:
    found = prepared(workbook([TEACHERS, (A, "民办", 2026, 150, 95, 64)]))
    assert [each for each in told(found.findings, "soft") if "办学性质" in each] == [
        "表5 教师 第2行 B列：办学性质为“民办”，现有数据为“公办”；请核对，属实请说明变更依据。"
    ]
    heads = ("单位名称", "学段类型", "专业大类", "年份", "招生数", "在校生数", "毕业生数")
    found = prepared(workbook([heads, (A, "普通高中", "未分专业大类", 2026, 20, 60, 0)], "表1 在校生"))
    assert [each for each in codes(found.findings, "soft") if each == "check_attribute"] == ["check_attribute"]


def merged(content: bytes, last: date = date(2026, 8, 31), into: str = B) -> bytes:
    return entered(content, place(content, E), None, None, None, None, last, into)


def test_a_school_is_merged_into_another_and_the_release_knows_which(tmp_path: Path) -> None:
    ready = check_form(tmp_path, merged(template()), "merger.xlsx")
    assert codes(ready.findings) == ["check_unit_ends"]
    assert [item.code for item in checklist(ready, "合并", {ready.findings[0].id: "批复"}) if item.blocks] == []
    release = publish_form(tmp_path, ready)
    assert verify_release(release.directory) == ()
    assert release.successors == (Merger(SCHOOL_E, SCHOOL_B),)
    form = write_template(release, TemplateScope(PLAN, AREA), year=2026)
    assert line_of(form, UNITS, B=E, F=SCHOOL_B) == place(form, E)
    late = check_form(tmp_path, workbook([TEACHERS, (E, "公办", 2026, 40, 25, 15)]), "e.xlsx")
    assert told(late.findings, "hard") == [f"表5 教师 第2行 A列：{E}已于 2026-08-31 并入{B}；2026年的数请填入{B}。"]
    later = publish_form(tmp_path, check_form(tmp_path, workbook([TEACHERS, (B, "公办", 2026, 150, 90, 60)]), "b.xlsx"))
    assert later.successors == release.successors


@pytest.mark.parametrize(
    ("last", "into", "code"),
    [
        (date(2026, 8, 31), "示例中职学校X", "check_successor_unknown"),
        (date(2026, 8, 31), SCHOOL_E, "check_successor_unknown"),
        (date(2026, 8, 31), "示例中职学校F", "check_successor_not_there"),
        (None, B, "check_successor_open"),
    ],
)
def test_a_successor_is_there_from_the_day_after(last: date | None, into: str, code: str) -> None:
    sent = entered(template(), place(template(), E), None, None, None, None, last, into)
    assert codes(prepared(sent).findings, "hard") == [code]


def test_a_closed_school_has_no_figures_of_later_years() -> None:
    found = prepared(merged(template(), date(2024, 8, 31)))
    said = "".join(told(found.findings, "hard"))
    assert f"{E}自 2024-08-31 起撤销或并入他校，但“教师”表中仍有其2024、2025年的数；" in said
    assert codes(found.findings, "hard") == ["check_unit_rows_after"] * 4  # students, teachers, conditions, programmes


def test_a_register_of_an_older_form_without_the_column_is_read_as_before() -> None:
    sent = workbook([("单位代码", "单位名称", "设立日期"), (SCHOOL_A, A, date(1984, 9, 1))], UNITS)
    assert codes(read_return(sent, "a.xlsx", against()).findings, "hard") == ["no_table"]


def test_a_form_from_before_a_renaming_neither_undoes_it_nor_is_refused_for_it(tmp_path: Path) -> None:
    publish_form(tmp_path, check_form(tmp_path, renamed_since(fill_form(SCHOOL_A), A, SCHOOL_A, NEW), "a.xlsx"))
    line = line_of(template(), "表5 教师", B=A, D=2025)
    late = check_form(tmp_path, with_cells(template(), "表5 教师", {f"G{line}": 61}), "district.xlsx")
    assert codes(late.findings) == ["check_revision"]
    release = publish_form(tmp_path, late)
    assert {year: name for year, name in names(release, SCHOOL_A).items() if year > 2024} == {2025: A, 2026: NEW}


# --- a whole round


def content(release: Snapshot) -> list[tuple[object, ...]]:
    """Everything a release says, without the files it came in."""
    rows: dict[str, list[Row]] = release_rows(release)
    said = chain.from_iterable([(name, *content_of(name, row)) for row in each] for name, each in rows.items())
    return sorted(said, key=str)


def district() -> bytes:
    """The form of the district: its births and leavers of 2026, and a school merged into another."""
    base = merged(template(None, 2026))
    line = line_of(base, "表7 生源", B="全区", C=2026)
    return with_cells(base, "表7 生源", {f"D{line}": 6100, f"E{line}": 10900, f"F{line}": 9300})


def test_the_forms_of_a_round_give_the_same_release_in_any_order(tmp_path: Path) -> None:
    forms = {
        "district.xlsx": district(),
        "a.xlsx": renamed_since(fill_form(SCHOOL_A), A, SCHOOL_A, NEW),
        "b.xlsx": fill_form(SCHOOL_B, (160, 96, 60, 33, 40, 62, 40, 18), school=B),
    }
    orders: Sequence[Sequence[str]] = (
        ("district.xlsx", "a.xlsx", "b.xlsx"),
        ("b.xlsx", "a.xlsx", "district.xlsx"),
        ("a.xlsx", "district.xlsx", "b.xlsx"),
    )
    found = []
    for number, order in enumerate(orders):
        root = tmp_path / str(number)
        for name in order:
            ready = check_form(root, forms[name], name)
            assert codes(ready.findings, "hard") == [], (order, name)
            last = publish_form(root, ready)
        found.append((content(last), last.successors))
        assert last.id == "2026-09-01.r3"
    assert found[0] == found[1] == found[2]
    assert names(last, SCHOOL_A)[2026] == NEW
    assert {each.file for each in last.returned} == {"b.xlsx"}
    old = {key for key in content(newest()) if SCHOOL_B in key}
    assert old < set(found[0][0])


def test_a_manifest_with_a_form_or_merger_that_is_none_is_named_by_its_key(tmp_path: Path) -> None:
    release = publish_form(tmp_path, check_form(tmp_path, merged(template()), "merger.xlsx"))
    manifest = release.directory / "manifest.toml"
    sound = manifest.read_text("utf-8")
    for right, wrong, key in (('form = "district"', 'form = "town"', "returned[0].form"), ("into = ", "in = ", "into")):
        manifest.write_text(sound.replace(right, wrong), "utf-8")
        assert any(key in str(each) for each in verify_release(release.directory))
