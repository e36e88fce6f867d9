"""A title that names another year or another school than its rows is asked about: so looks last year's form."""

from __future__ import annotations

from datetime import date

import pytest

from core.intake.findings import Findings
from core.intake.reading.asking.title_notes import ask_about_title
from core.intake.reading.find_table import find_table
from core.intake.reading.register.unit_register import Register
from core.intake.reading.table_rows import TableRows
from core.intake.rows import RowEntry, UnitEntry
from tests.support.intake.grids import grid_of, lines_of_findings

HEADS = ("单位名称", "办学性质", "年份", "专任教师数")
UNITS = (
    UnitEntry("A", "江东职业学校", "", date(2000, 1, 1), None),
    UnitEntry("B", "江西职业学校", "", date(2000, 1, 1), None),
    UnitEntry("C", "江东职业学校分校", "", date(2000, 1, 1), None),
    UnitEntry("A", "江东技工学校", "", date(1990, 1, 1), date(1999, 12, 31)),
    UnitEntry("D", "江校", "", date(2000, 1, 1), None),
)


def asked(
    *titles: object,
    sheet: str = "表",
    unit: int = 0,
    years: tuple[int, ...] = (2025, 2026),
    rows: TableRows | None = None,
) -> list[str]:
    """What is asked about these titles over rows of a school and of these years."""
    name = UNITS[unit].name
    findings = Findings()
    table = find_table(
        grid_of(*((title,) for title in titles), HEADS, (name, "公办", 2026, 150), name=sheet), Findings()
    )
    assert table is not None
    rows = rows or TableRows()
    for year in years:
        row = {**UNITS[unit].fields(), "year": year, "value": 150.0}
        rows.entries.append(RowEntry("teachers", row, sheet, 9, {}, "D", "full_time", None))
    ask_about_title(table, rows, Register(list(UNITS)), findings)
    return lines_of_findings(findings.items)


def year_asked(at: str, text: str, year: int = 2026) -> list[str]:
    return [f"soft title_of_other_year {at} found={text} year={year}"]


@pytest.mark.parametrize(
    "title",
    [
        "表5 教师（2025年）",
        "统计时点：2025年9月1日",
        "2025年秋季 教师情况（2025年9月1日）",
        "2025学年度教师统计表",
        2025,
    ],
)
def test_a_title_of_another_year_than_the_newest_of_the_rows_is_asked_about(title: object) -> None:
    assert asked(title) == year_asked("表!A1", str(title))
    assert asked("表5 教师", title) == year_asked("表!A2", str(title))


def test_the_name_of_a_sheet_is_a_title_as_well() -> None:
    assert asked("表5 教师", sheet="2025年教师") == year_asked("2025年教师!0", "2025年教师")


@pytest.mark.parametrize(
    "title",
    [
        "表5 教师（2026年）",
        "统计时点：当年9月1日时点数",
        "填表日期：2025年12月1日",
        "2025/2026学年教师统计表",
        "2019—2026年教师情况",
        "2025年9月1日至2026年8月31日培训情况",
        "2026年秋季江东职业学校教师情况",
    ],
)
def test_a_title_of_the_year_of_the_rows_or_of_none_is_not_asked_about(title: str) -> None:
    assert asked(title) == []


def test_titles_of_two_years_may_be_headings_and_say_nothing() -> None:
    assert asked("2024年", "2025年") == []


def test_a_counting_day_left_from_last_year_is_asked_about_under_a_title_of_this_year() -> None:
    assert asked("2026年教师情况", "统计时点：2025年9月1日") == year_asked("表!A2", "统计时点：2025年9月1日")
    assert asked("2026年教师情况", "2026年9月1日数，上年为2025年9月1日数") == []
    assert asked("2025年教师情况", "统计时点：2026年9月1日") == []  # the day is right, and two years may be headings


def test_lines_not_yet_filled_in_may_be_those_of_the_year_in_the_title() -> None:
    assert asked("2027年教师情况") == year_asked("表!A1", "2027年教师情况")
    assert asked("2027年教师情况", rows=TableRows(unfilled=[4])) == []
    assert asked("2025年教师情况", rows=TableRows(unfilled=[4])) == year_asked("表!A1", "2025年教师情况")


def test_nothing_is_asked_where_a_line_was_not_understood_or_there_is_none() -> None:
    assert asked("2025年教师情况", rows=TableRows(misread=[4])) == []
    assert asked("2025年江西职业学校教师情况", years=()) == []


@pytest.mark.parametrize(
    ("title", "unit", "name"),
    [
        ("江西职业学校 教师情况", 0, "江西职业学校"),
        ("填报单位：江西职业学校", 2, "江西职业学校"),
        ("江东职业学校分校教师", 1, "江东职业学校分校"),  # and not the shorter name within it
    ],
)
def test_a_title_that_names_another_school_than_the_rows_is_asked_about(title: str, unit: int, name: str) -> None:
    of_rows = UNITS[unit].name
    assert asked(title, unit=unit) == [f"soft title_of_other_unit 表!A1 found={title} name={name} unit={of_rows}"]


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("江东职业学校教师情况", 0),
        ("江东技工学校教师情况", 0),  # its name in former years
        ("江东职业学校分校教师情况", 2),  # in which the name of another school stands as well
        ("江东职业学校、江西职业学校教师情况", 1),
        ("江校长审定", 0),  # too short a name
        ("全区中职学校教师情况", 0),
    ],
)
def test_a_title_that_names_a_school_of_the_rows_or_none_is_not_asked_about(title: str, unit: int) -> None:
    assert asked(title, unit=unit) == []


def test_a_title_of_another_year_and_another_school_is_asked_about_once() -> None:
    assert asked("2025年江西职业学校教师情况") == year_asked("表!A1", "2025年江西职业学校教师情况")
