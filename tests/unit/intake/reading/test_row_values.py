"""One cell of a row: the value or key it becomes, the note on how it was understood, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from core.intake.findings import Findings
from core.intake.reading.find_table import find_table
from core.intake.reading.register.unit_register import Register
from core.intake.reading.row_reader import read_rows
from core.intake.reading.table_rows import KnownUnits
from core.intake.rows import Row, UnitEntry
from core.intake.workbook.grid import Cell
from tests.support.intake.grids import grid_of, lines_of_findings

UNIT = UnitEntry("u-a", "甲校", "School A", date(2000, 9, 1), None)
CLOSED = UnitEntry("u-a", "甲校", "School A", date(2000, 9, 1), date(2020, 8, 31))
LATER = UnitEntry("u-a", "新甲校", "New School A", date(2020, 9, 1), None)
ATTRIBUTES = {("teachers", ("u-a", None), "ownership"): "private"}
YEARS = {("colleges", "u-a", None), *((name, "u-a", 2026) for name in ("teachers", "conditions", "observations"))}

TEACHERS = ("单位名称", "办学性质", "年份", "专任教师数", "数据性质")
CONDITIONS = ("单位名称", "办学性质", "学校类别", "年份", "仪器设备总值（万元）", "图书")
COLLEGES = ("单位名称", "项目类型", "规划规模", "建设阶段", "计划日期", "实际日期")
OBSERVATIONS = ("单位名称", "指标代码", "年份", "计量单位", "分子", "分母", "数值")
TASKS = ("单位名称", "任务序号", "责任单位", "进展阶段", "填报日期", "佐证类型")


def read(*rows: Sequence[object], units: Sequence[UnitEntry] = (UNIT,)) -> tuple[list[Row], list[str]]:
    """The rows of a table, and its findings but that measures are missing."""
    table = find_table(grid_of(*rows, name="表"), Findings())
    assert table is not None
    findings = Findings()
    known = KnownUnits("500110", Register(list(units)), ATTRIBUTES, "return.xlsx", YEARS, template=False, due=2026)
    entries = read_rows(table, known, findings).entries
    told_lines = [line for line in lines_of_findings(findings.items) if "columns_missing" not in line]
    return [entry.row for entry in entries], told_lines


def value_of(heads: Sequence[object], row: Sequence[object], field: str) -> tuple[Any, list[str]]:
    """The field of the only row, and the findings."""
    rows, lines = read(heads, row)
    return ([row[field] for row in rows] or [None])[0], lines


@pytest.mark.parametrize(
    ("written", "value", "lines"),
    [
        (150, 150.0, []),
        ("150人", 150.0, ["note understood_tidied 表!D2 found=150人 value=150"]),
        ("1.25万", 12_500.0, ["note understood_scaled 表!D2 found=1.25万 value=12,500"]),
        ("12.5", None, ["hard not_whole 表!D2 found=12.5"]),
        ("45%", None, ["hard percent_for_count 表!D2 found=45%"]),
        (Cell("n", 150.0, "SUM(A1:B1)"), 150.0, []),
        (Cell("n", 150.0, "[1]Sheet1!A1"), None, ["hard external_formula 表!D2"]),
        (Cell("s", "未报", "[1]Sheet1!A1"), None, []),
        ("64\u200b", 64.0, ["note understood_visible 表!D2 signs=@list:U+200B value=64"]),
        ('="150"', 150.0, ['note understood_tidied 表!D2 found=="150" value=150']),
        ("9.45E+06", None, ["hard shortened 表!D2 found=9.45E+06"]),
        ("150元", None, ["hard unit_of_cell 表!D2 found=150元 unit=元 expected=@intake.unit.persons"]),
        (Cell("e", "#N/A"), None, ["hard error_cell 表!D2 found=#N/A"]),
    ],
)
def test_a_count_of_persons(written: object, value: float | None, lines: list[str]) -> None:
    assert value_of(TEACHERS, ("甲校", "公办", 2026, written), "value") == (value, lines)


@pytest.mark.parametrize(
    ("column", "written", "value", "lines"),
    [
        (4, 960.5, 9_605_000.0, ["note understood_scaled 表!E2 found=960.5 value=9,605,000"]),
        (4, 0.000_015_55, 0.155_5, ["note understood_scaled 表!E2 found=1.555e-05 value=0.1555"]),
        (4, "960.5万", None, ["hard unit_twice 表!E2 found=960.5万 scale=10,000"]),
        (5, 1200, 1200.0, []),
        (5, 1200.5, None, ["hard not_whole 表!F2 found=1200.5"]),
    ],
)
def test_a_measure_in_the_scale_and_kind_of_its_column(
    column: int, written: object, value: float | None, lines: list[str]
) -> None:
    row = ["甲校", "公办", "一般类中职", 2026, None, None]
    row[column] = written  # type: ignore[call-overload]
    assert value_of(CONDITIONS, row, "value") == (value, lines)


@pytest.mark.parametrize(
    ("unit", "written", "value", "lines"),
    [
        ("占比", "45.5%", 0.455, ["note understood_percent 表!G2 found=45.5% value=0.455"]),
        ("占比", 0.455, 0.455, []),
        ("比例", Cell("n", 0.455, percent=True), 0.455, ["note understood_percent 表!G2 found=45.5% value=0.455"]),
        ("比例", 15.75, 15.75, []),
        ("人", 12, 12.0, []),
        ("人", 12.5, None, ["hard not_whole_of_unit 表!G2 found=12.5 unit=@observation_unit.persons"]),
        ("人", "45%", None, ["hard percent_for_count 表!G2 found=45%"]),
        ("人", "不适用", None, []),
    ],
)
def test_an_observation_is_a_share_or_a_count_as_its_unit_says(
    unit: str, written: object, value: float | None, lines: list[str]
) -> None:
    row = ("甲校", "dual_share", 2026, unit, None, None, written)
    assert value_of(OBSERVATIONS, row, "value") == (value, lines)


def test_the_parts_of_an_observation_may_be_fractions() -> None:
    rows, lines = read(OBSERVATIONS, ("甲校", " x1 ", 2026, "占比", "1.5万", 3.25, 0.5))
    assert (rows[0]["numerator"], rows[0]["denominator"], rows[0]["indicator"]) == (15_000.0, 3.25, "x1")
    assert lines == ["note understood_scaled 表!E2 found=1.5万 value=15,000"]
    rows, lines = read(OBSERVATIONS, ("甲校", "x1", 2026, "占比", -2.5, None, 0.5))
    assert (rows[0]["numerator"], rows[0]["denominator"], lines) == (-2.5, None, [])


@pytest.mark.parametrize(
    ("part", "whole", "value", "told"),
    [
        ("不适用", "不适用", "不适用", []),
        ("已抑制", 100, "已抑制", []),  # the whole may be known where the part is suppressed
        ("未报", None, "未报", []),
        ("已抑制", 100, 0.5, ["hard reason_in_part 表!E2 found=已抑制"]),
        ("未报", 100, "已抑制", ["hard reason_in_part 表!E2 found=未报"]),
        (4, "未发布", 0.5, ["hard reason_in_part 表!F2 found=未发布"]),
        ("无", 100, "已抑制", ["hard mark_for_missing 表!E2 found=无"]),
    ],
)
def test_the_reason_of_a_share_may_stand_in_its_parts_too(part: Any, whole: Any, value: Any, told: list[str]) -> None:
    rows, lines = read(OBSERVATIONS, ("甲校", "x1", 2026, "占比", part, whole, value))
    assert lines == told
    known = whole if isinstance(whole, int) else None
    assert [(row["numerator"], row["denominator"], row["value"]) for row in rows] == [(None, known, None)] * (not told)


@pytest.mark.parametrize(("kind", "lacking"), [("一般类中职", ["books"]), ("综合、师范、民族院校", [])])
def test_a_college_owes_nothing_of_the_conditions_of_schools(kind: str, lacking: list[str]) -> None:
    table = find_table(grid_of(CONDITIONS, ("甲校", "公办", kind, 2026, 300, None), name="表"), Findings())
    assert table is not None
    known = KnownUnits("500110", Register([UNIT]), ATTRIBUTES, "return.xlsx", YEARS, template=False, due=2026)
    rows = read_rows(table, known, Findings())
    assert [entry.row["value"] for entry in rows.entries] == [3_000_000]
    assert [entry.row["measure"] for entry in rows.blanks] == lacking


@pytest.mark.parametrize("parts", [(10, 30), (10, None), (None, 30)])
def test_parts_without_their_value_are_no_line_that_nobody_filled_in(parts: tuple[object, object]) -> None:
    rows, lines = read(OBSERVATIONS, ("甲校", "x1", 2026, "占比", *parts, None))
    assert (rows, lines) == ([], ["hard blank_key 表!G2 expected=@intake.head.value"])


@pytest.mark.parametrize(
    ("heads", "row", "field", "written", "value", "lines"),
    [
        (COLLEGES, ("甲校", "校区", None, "签约"), "planned_places", 0, 0, []),
        (COLLEGES, ("甲校", "校区", None, "签约"), "planned_places", 2**31 - 1, 2_147_483_647, []),
        (
            COLLEGES,
            ("甲校", "校区", None, "签约"),
            "planned_places",
            2**31,
            None,
            ["hard out_of_bounds 表!C2 found=2147483648"],
        ),
        (COLLEGES, ("甲校", "校区", None, "签约"), "planned_places", -1, None, ["hard out_of_bounds 表!C2 found=-1"]),
        (COLLEGES, ("甲校", "校区", None, "签约"), "planned_places", 1.5, None, ["hard not_whole 表!C2 found=1.5"]),
        (TASKS, ("甲校", None, None, "推进", None, "文件"), "task", 32_767, 32_767, []),
        (
            TASKS,
            ("甲校", None, None, "推进", None, "文件"),
            "task",
            "６",
            6,
            ["note understood_tidied 表!B2 found=６ value=6"],
        ),
        (
            TASKS,
            ("甲校", None, None, "推进", None, "文件"),
            "task",
            None,
            None,
            ["hard blank_key 表!B2 expected=@intake.head.task"],
        ),
    ],
)
def test_a_whole_number_of_the_row_fits_its_column(
    heads: tuple[str, ...], row: tuple[object, ...], field: str, written: object, value: int | None, lines: list[str]
) -> None:
    at = 1 if field == "task" else 2
    number, told_lines = value_of(heads, (*row[:at], written, *row[at + 1 :]), field)
    assert (number, type(number), told_lines) == (value, type(value), lines)


@pytest.mark.parametrize(
    ("written", "value", "lines"),
    [
        (date(2026, 9, 30), date(2026, 9, 30), []),
        (45_199, date(2023, 9, 30), ["note understood_serial 表!E2 found=45199 value=2023-09-30"]),
        ("2026年9月", None, ["hard month_for_day 表!E2 found=2026年9月"]),
        (Cell("d", date(2026, 9, 30), "[2]A!B1"), None, ["hard external_formula 表!E2"]),
        (None, None, []),
    ],
)
def test_a_day_of_the_row(written: object, value: date | None, lines: list[str]) -> None:
    assert value_of(COLLEGES, ("甲校", "校区", None, "签约", written), "planned_date") == (value, lines)


@pytest.mark.parametrize(
    ("written", "value", "lines"),
    [
        ("2026-2027学年", 2026, ["note understood_school_year 表!C2 found=2026-2027学年 value=2026"]),
        ("2026年春", None, ["hard spring_term 表!C2 found=2026年春 year=2025"]),
        (None, None, ["hard blank_key 表!C2 expected=@intake.head.year"]),
        (Cell("n", 2026.0, "'[a.xlsx]S'!A1"), None, ["hard external_formula 表!C2"]),
    ],
)
def test_the_year_of_a_row(written: object, value: int | None, lines: list[str]) -> None:
    assert value_of(TEACHERS, ("甲校", "公办", written, 1), "year") == (value, lines)


def test_the_year_of_the_title_is_that_of_every_row_and_of_its_unit() -> None:
    heads = ("单位名称", "办学性质", "专任教师数")
    rows, lines = read(("2026年教师",), heads, ("甲校", "公办", 1), units=(CLOSED, LATER))
    assert [(row["year"], row["unit_name"]) for row in rows] == [(2026, "新甲校")]
    assert lines == ["note year_from_title 表!2 year=2026"]
    rows, lines = read(TEACHERS, ("甲校", "公办", 2019, 1), units=(CLOSED, LATER))
    assert [(row["year"], row["unit_name"]) for row in rows] == [(2019, "甲校")]


def test_a_code_that_is_blank_is_the_one_the_release_knows() -> None:
    assert value_of(TEACHERS, ("甲校", None, 2026, 1), "ownership") == (
        None,
        ["hard blank_key 表!B2 expected=@intake.head.ownership"],
    )
    assert value_of(("单位名称", "年份", "专任教师数"), ("甲校", 2026, 1), "ownership") == ("private", [])
    assert value_of(("单位名称", "办学性质", "年份", "图书"), ("甲校", "公办", 2026, 1), "ownership") == (
        None,
        ["hard blank_key 表!2 expected=@intake.head.school_class"],
    )


def test_a_task_named_in_words_is_its_number_and_what_was_read_is_said() -> None:
    line = ("甲校", "第９项", None, "推进", None, "文件")
    said = ["note understood_tidied 表!B2 found=第９项 value=9"]
    assert value_of(TASKS, line, "task") == (9, said)


def test_words_of_a_row_are_known_ones_or_told() -> None:
    assert value_of(TEACHERS, ("甲校", "PUBLIC", 2026, 1), "ownership") == ("public", [])
    assert read(TEACHERS, ("甲校", "国有", "去年", 1, "草稿")) == (
        [],
        [
            "hard unknown_word 表!B2 found=国有 expected=@choices:teachers.ownership",
            "hard not_a_year 表!C2 found=去年 due=2026 next=2027",
            "hard unknown_word 表!E2 found=草稿 expected=@choices:status",
        ],
    )
    rows, lines = read(TASKS, ("甲校", 6, " 教委 ", "推进", None, "文件"))
    assert ([(row["owner"], row["owner_en"], row["stage"]) for row in rows], lines) == (
        [("教委", None, "under_way")],
        [],
    )
    assert read(TASKS, ("甲校", 6, Cell("e", "#REF!"), "推进", None, "文件")) == (
        [],
        ["hard error_cell 表!C2 found=#REF!"],
    )


def test_a_text_that_may_be_blank_is_blank() -> None:
    heads = ("单位名称", "节点代码", "对应指标代码", "任务序号", "佐证类型")
    rows, lines = read(heads, ("甲校", "m1", None, 6, "照片"))
    assert ([(row["milestone"], row["indicator"], row["task"]) for row in rows], lines) == ([("m1", "", 6)], [])
    rows, lines = read(heads, ("甲校", None, None, 6, "照片"))
    assert (rows, lines) == ([], ["hard blank_key 表!B2 expected=@intake.head.milestone"])


def test_a_line_is_misread_for_its_unit_or_for_a_key_and_both_are_told() -> None:
    rows, lines = read(
        TEACHERS,
        ("某大学", "公办", 2026, 1),
        ("甲校", "国有", 2026, 1),
        ("某大学", "国有", 2026, 1),
        ("甲校", "公办", 2026, 1),
    )
    assert [row["source_row"] for row in rows] == [5]
    assert [line.split()[1:3] for line in lines] == [
        ["unit_unknown", "表!A2"],
        ["unknown_word", "表!B3"],
        ["unknown_word", "表!B4"],
        ["unit_unknown", "表!A4"],
    ]
