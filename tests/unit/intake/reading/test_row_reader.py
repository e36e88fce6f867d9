"""The rows a table gives, cell by cell: values, reasons, keys, and everything that is said of a cell with its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import pytest

from core.intake.findings import Findings
from core.intake.reading.find_table import find_table
from core.intake.reading.register.unit_register import Register
from core.intake.reading.row_reader import read_rows
from core.intake.reading.table_rows import KnownUnits, TableRows
from core.intake.rows import RowEntry, UnitEntry
from core.intake.workbook.grid import Cell, Doubt
from tests.support.intake.grids import grid_of, lines_of_findings

START = date(2000, 9, 1)
A = UnitEntry("u-a", "甲校", "School A", START, None)
B = UnitEntry("u-b", "乙校", "School B", START, date(2024, 8, 31))
ATTRIBUTES = {("teachers", "u-a", "ownership"): "private"}
YEARS = {("teachers", "u-a", 2026), ("colleges", "u-a", None)}

TEACHERS = ("单位名称", "办学性质", "年份", "专任教师数", "专业课教师数", "数据性质")
ALL_TEACHERS = (*TEACHERS, "双师型教师数", "行业企业兼职教师数", "高级职称", "中级职称", "初级职称", "未评职称")
CONDITIONS = ("单位名称", "办学性质", "学校类别", "年份", "仪器设备总值（万元）", "图书")
COLLEGES = ("单位名称", "项目类型", "规划规模", "建设阶段", "计划日期", "实际日期")
OBSERVATIONS = ("单位名称", "指标代码", "年份", "计量单位", "分子", "分母", "数值")
TASKS = ("单位名称", "任务序号", "责任单位", "进展阶段", "填报日期", "佐证类型")
TRAINING = ("单位名称", "培训对象", "培训类型", "年份", "培训人次", "初级工", "取得证书")


def read(
    *rows: Sequence[object], template: bool = False, hidden_rows: Collection[int] = ()
) -> tuple[TableRows, list[str]]:
    """What the table in these rows gives, and the findings of reading it."""
    table = find_table(grid_of(*rows, name="表", hidden_rows=hidden_rows), Findings())
    assert table is not None
    findings = Findings()
    known = KnownUnits("500110", Register([A, B]), ATTRIBUTES, "return.xlsx", YEARS, template, 2026)
    return read_rows(table, known, findings), lines_of_findings(findings.items)


def told_of(*rows: Sequence[object]) -> list[str]:
    """The findings, without that measures are missing."""
    return [line for line in read(*rows)[1] if "measure_columns_missing" not in line]


def fields(entries: Sequence[RowEntry], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(entry.row[name] for name in names) for entry in entries]


def test_a_cell_becomes_a_row_with_all_that_is_known_of_it() -> None:
    rows, lines = read(TEACHERS, ("甲校", "公办", 2026, 150, "未报", "快报"))
    common = {
        "area": "500110",
        "source_file": "return.xlsx",
        "source_sheet": "表",
        "source_row": 2,
        "ownership": "public",
        "year": 2026,
        "unit_id": "u-a",
        "unit_name": "甲校",
        "unit_name_en": "School A",
        "unit_valid_from": START,
        "unit_valid_to": None,
    }
    letters = {"unit_name": "A", "ownership": "B", "year": "C", "full_time": "D", "specialised": "E", "status": "F"}
    first = {**common, "measure": "full_time", "value": 150.0, "symbol": ""}
    second = {**common, "measure": "specialised", "value": None, "symbol": "not_reported"}
    declared = ("provisional", True)
    assert rows == TableRows(
        entries=[
            RowEntry("teachers", first, "表", 2, letters, "D", "full_time", declared),
            RowEntry("teachers", second, "表", 2, letters, "E", "specialised", declared),
        ]
    )
    assert lines == []


def test_a_row_without_measures_is_read_whole() -> None:
    rows, lines = read(COLLEGES, ("甲校", "校区", 5000, "签约", "2026-09-30", None), ("甲校", "校区", None, "在建"))
    names = ("unit_id", "institution_type", "planned_places", "stage", "planned_date", "actual_date")
    assert fields(rows.entries, *names) == [
        ("u-a", "campus", 5000, "signed", date(2026, 9, 30), None),
        ("u-a", "campus", None, "under_construction", None, None),
    ]
    assert [(entry.cell, entry.column, entry.declared) for entry in rows.entries] == [("", "", None)] * 2
    assert "value" not in rows.entries[0].row
    assert lines == []


def test_lines_are_sorted_into_rows_blanks_failed_misread_and_passed_over() -> None:
    rows, lines = read(
        TEACHERS,
        ("甲校", "公办", 2026, 1, None),
        ("甲校", "公办", 2026, None, "约2"),
        ("甲校", "公办", 2026, None, None),
        (None, "公办", 2026, None, None),
        (None, "公办", 2026, 1, 2),
        ("注：说明",),
        ("合计", None, 2026, 1, None),
        ("丙校", "公办", 2026, 1, 2),
        hidden_rows=(2, 4, 6),
    )
    assert [(entry.line, entry.cell) for entry in rows.entries] == [(2, "D")]
    assert [(entry.line, entry.cell) for entry in rows.blanks] == [(2, "E"), (3, "D")]
    assert [(entry.line, entry.cell) for entry in rows.failed] == [(3, "E")]
    assert (rows.misread, rows.unfilled, rows.hidden) == ([6, 9], [4], [2, 6])
    assert (rows.ignored, rows.totals) == ([5, 7], 1)
    assert lines == [
        "hard hedged 表!E3 found=约2",
        "hard blank_key 表!A6 expected=@intake.head.unit_name",
        "hard unit_unknown 表!A9 found=丙校 near=",
    ]


def test_certificates_have_their_level_and_an_optional_blank_is_none() -> None:
    rows, _ = read(TRAINING, ("甲校", "退役军人", "创业培训", 2026, 10, None, 3))
    assert fields(rows.entries, "measure", "certificate_level", "value") == [
        ("person_times", "total", 10.0),
        ("certificates", "total", 3.0),
    ]
    rows, _ = read(TRAINING, ("甲校", "退役军人", "创业培训", 2026, None, 2, None))
    assert fields(rows.entries, "measure", "certificate_level", "value") == [("certificates", "junior", 2.0)]
    assert [entry.column for entry in rows.blanks] == ["person_times"]


def test_totals_are_compared_with_the_lines_since_the_last_one() -> None:
    rows, lines = read(
        TEACHERS,
        ("甲校", "公办", 2024, 1, 10),
        ("甲校", "公办", 2025, 2, 20),
        ("小计", None, None, 3, 30),
        ("甲校", "公办", 2026, 4, 40),
        ("小计", None, None, 4, 40),
        ("甲校", "公办", 2027, 8, 80),
        ("小计", None, None, 8, 80),
        ("小计", None, None, 15, 1),
        ("总计", None, None, 15, 150),
    )
    assert rows.totals == 5
    assert [line for line in lines if "total" in line] == ["hard total_differs 表!E9 found=1 expected=150"]
    _, lines = read(TEACHERS, ("甲校", "公办", 2026, 1, 10), ("合计", None, None, 2, 10))
    assert lines == ["hard total_differs 表!D3 found=2 expected=1"]


def test_a_table_without_a_column_no_row_can_do_without_gives_none() -> None:
    rows, lines = read(TEACHERS[:2] + TEACHERS[3:], ("甲校", "公办", 1, 2))
    assert (rows, rows.totals) == (TableRows(), 0)
    assert lines == ["hard missing_column 表!1 expected=@intake.head.year"]


def test_measures_are_asked_for_where_a_unit_or_year_is_new() -> None:
    missing = "soft measure_columns_missing 表!1 columns=@list:@intake.head.no_title"
    heads = ALL_TEACHERS[:-1]
    figures = (150, 95, None, *[1] * 5)
    assert read(heads, ("甲校", "公办", 2026, *figures))[1] == []
    assert read(heads, ("甲校", "公办", 2027, *figures))[1] == [missing]
    assert read(heads, ("甲校", "公办", 2026, *figures), ("乙校", "公办", 2020, *figures))[1] == [missing]
    assert read(ALL_TEACHERS, ("甲校", "公办", 2027, *figures, 1))[1] == []
    assert read(heads, ("甲校", "公办", 2026, *figures), template=True)[1] == [
        "hard template_columns_missing 表!1 columns=@list:@intake.head.no_title"
    ]


def test_merged_figures_are_told_of_lines_that_were_read() -> None:
    table = find_table(
        grid_of(TEACHERS, ("甲校", "公办", 2025, 1, 2), ("甲校", "公办", 2026, None, 4), name="表", merges=("D2:D3",)),
        Findings(),
    )
    assert table is not None
    findings = Findings()
    read_rows(
        table,
        KnownUnits("500110", Register([A]), {}, "a.csv", YEARS | {("teachers", "u-a", 2025)}, False, 2026),
        findings,
    )
    assert lines_of_findings(findings.items) == ["hard merged_value 表!D2 found=1 range=D2:D3"]


@pytest.mark.parametrize(
    ("heads", "row", "lines"),
    [
        (("单位代码", *TEACHERS), ("u-a", "甲校", "公办", 2026, 1, 2), []),
        (("单位代码", *TEACHERS), ("u-a", None, "公办", 2026, 1, 2), []),
        (("单位代码", *TEACHERS), (None, "甲校", "公办", 2026, 1, 2), []),
        (
            ("单位代码", *TEACHERS),
            (None, None, "公办", 2026, 1, 2),
            ["hard blank_key 表!B2 expected=@intake.head.unit_name"],
        ),
        (
            ("单位代码", *TEACHERS[1:]),
            (None, "公办", 2026, 1, 2),
            ["hard blank_key 表!A2 expected=@intake.head.unit_name"],
        ),
        (("单位代码", *TEACHERS[1:]), ("u-a", "公办", 2026, 1, 2), []),
        (("单位代码", *TEACHERS[1:]), ("u-x", "公办", 2026, 1, 2), ["hard unit_unknown 表!A2 found=u-x near="]),
        (
            ("单位代码", *TEACHERS),
            ("u-x", "甲校", "公办", 2026, 1, 2),
            ["hard unit_code 表!A2 found=u-x name=甲校 expected=u-a"],
        ),
        (
            ("单位代码", *TEACHERS),
            ("u-a", "丙大学", "公办", 2026, 1, 2),
            ["hard unit_renamed 表!B2 id=u-a found=丙大学 expected=甲校"],
        ),
    ],
)
def test_a_unit_is_named_by_code_or_name_and_a_wrong_one_told_where_it_stands(
    heads: tuple[str, ...], row: tuple[object, ...], lines: list[str]
) -> None:
    assert told_of(heads, row) == lines


def test_every_line_of_a_unit_finds_it_again_and_every_wrong_one_is_told() -> None:
    rows, lines = read(TEACHERS, *[("甲校", "公办", 2026, 1, 2)] * 2, *[("丙大学", "公办", 2026, 1, 2)] * 2)
    assert [entry.row["unit_id"] for entry in rows.entries] == ["u-a"] * 4
    assert lines == [f"hard unit_unknown 表!A{line} found=丙大学 near=" for line in (4, 5)]


def test_a_refused_year_is_not_asked_about_once_more() -> None:
    year = Cell("n", 26.0, doubts=(Doubt("scaled", "2026"),))
    lines = told_of(TEACHERS, ("甲校", "公办", year, 150))
    assert lines == ["hard year_only_shown 表!C2 found=26 shown=2026"]


def test_a_line_of_an_unknown_unit_is_told_of_with_all_its_wrong_cells() -> None:
    wrong = (
        ("丙校", "公办", 2026, "约150", 95),
        ("甲校", "公办", "26年", "100", "64..5"),
        ("甲校", "国有", 2026, "暂缺", 95),
    )
    assert told_of(TEACHERS, *wrong) == [
        "hard unit_unknown 表!A2 found=丙校 near=",
        "hard hedged 表!D2 found=约150",
        "hard not_a_year 表!C3 found=26年 due=2026 next=2027",
        "hard words_with_number 表!E3 found=64..5",
        "hard unknown_word 表!B4 found=国有 expected=@choices:teachers.ownership",
        "hard not_a_number 表!D4 found=暂缺",
    ]


def test_a_number_of_an_unknown_indicator_unit_is_not_judged() -> None:
    assert told_of(OBSERVATIONS, ("丙校", "colleges", 2026, "亩", None, None, "60%")) == [
        "hard unknown_word 表!D2 found=亩 expected=@choices:observations.unit",
        "hard unit_unknown 表!A2 found=丙校 near=",
    ]


def test_a_caption_between_lines_is_no_unit_that_has_not_reported() -> None:
    rows, _ = read(TEACHERS, ("甲校", "公办", 2026, 150), ("表二 其余学校",), ("乙校",), ("咨询电话 400",))
    assert (rows.ignored, rows.unfilled) == ([3, 5], [4])


def test_units_and_reasons_in_traditional_characters_are_the_same_ones() -> None:
    rows, lines = read(TEACHERS, ("甲校", "公辦", 2026, "未報"))
    assert fields(rows.entries, "unit_id", "ownership", "symbol") == [("u-a", "public", "not_reported")]
    assert not any(line.startswith("hard") for line in lines)
