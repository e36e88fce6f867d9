"""What is said of a whole table: totals that are not the sums, columns that are missing, merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from core.intake.findings import Findings
from core.intake.form.layout import SHEET_OF
from core.intake.reading.find_table import find_table
from core.intake.reading.table import Table
from core.intake.reading.table_checks import (
    Sums,
    check_merged_cells,
    check_missing_columns,
    check_required_columns,
    check_total,
)
from core.intake.rows import RowEntry
from core.intake.workbook.grid import Cell
from tests.support.intake.grids import grid_of, lines_of_findings, row_of

TEACHERS = ("单位名称", "年份", "专任教师数", "专业课教师数")
CONDITIONS = ("单位名称", "年份", "学校占地面积", "图书", "仪器设备总值（万元）")
COLLEGES = ("单位名称", "项目类型", "规划规模", "建设阶段", "计划日期")
TASKS = ("单位名称", "任务序号", "进展阶段", "责任单位", "填报日期")


def table_of(heads: Sequence[object], *rows: Sequence[object], merges: Sequence[str] = ()) -> Table:
    table = find_table(grid_of(heads, *rows, name="表", merges=merges), Findings())
    assert table is not None
    return table


def sums(*rows: tuple[str, int | None, float | None]) -> Sums:
    """The sums of rows of (column, year, value)."""
    entries = []
    for column, year, value in rows:
        row: dict[str, Any] = {"value": value} if year is None else {"value": value, "year": year}
        entries.append(RowEntry("teachers", row, "表", 2, {}, "C", column, None))
    return Sums(entries)


def of_total(heads: Sequence[object], line: Sequence[object], block: Sums, everything: Sums | None = None) -> list[str]:
    findings = Findings()
    check_total(table_of(heads), row_of(9, *line), block, everything or block, findings)
    return lines_of_findings(findings.items)


def test_sums_are_of_one_year_or_of_all_without_what_has_no_value() -> None:
    rows = sums(("a", 2025, 1.0), ("a", 2026, 2.0), ("b", 2026, 4.0), ("b", 2026, None), ("c", None, 8.0))
    assert rows.of(None) == {"a": 3.0, "b": 4.0, "c": 8.0}
    assert [rows.of(year) for year in (2025, 2026, 2027, 2026)] == [
        {"a": 1.0},
        {"a": 2.0, "b": 4.0},
        {},
        {"a": 2.0, "b": 4.0},
    ]


def test_a_total_above_a_value_that_was_not_understood_is_not_judged() -> None:
    failed = [RowEntry("teachers", {"year": 2026}, "表", 2, {}, "C", "full_time", None)]
    entries = [RowEntry("teachers", {"value": 60.0, "year": 2026}, "表", 2, {}, "D", "specialised", None)]
    everything = Sums(entries, failed)
    assert of_total(TEACHERS, ("合计", 2026, 219.4, 60), everything) == []
    assert of_total(TEACHERS, ("合计", 2026, Cell("e", "#VALUE!"), 61), everything) == [
        "hard total_differs 表!D9 found=61 expected=60"
    ]
    assert of_total(TEACHERS, ("合计", 2026, "约8", 60), everything) == ["hard hedged 表!C9 found=约8"]
    assert of_total(TEACHERS, ("合计", 2025, 5, 0), everything) == ["hard total_differs 表!C9 found=5 expected=0"]


BLOCK = sums(("full_time", 2026, 100.0), ("specialised", 2026, 60.0))
WHOLE = sums(
    ("full_time", 2025, 90.0),
    ("full_time", 2026, 300.0),
    ("specialised", 2025, 50.0),
    ("specialised", 2026, 180.0),
)


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        (("合计", None, 100, 60), []),
        (("合计", 2026, 100, 60), []),
        (("合计", 2026, 300, 180), []),
        (("合计", None, 390, 230), []),
        (("合计", 2026, 390, 60), ["hard total_differs 表!C9 found=390 expected=300"]),
        (
            ("合计", 2026, 120, 170),
            ["hard total_differs 表!C9 found=120 expected=100", "hard total_differs 表!D9 found=170 expected=180"],
        ),
        (("合计", "某年", 390, 230), []),  # a year that is none asks for none
        (("合计", 2025, 90, 50), []),
        (("合计", 2025, 0, 0), []),
        (("合计", 2025, 1, 0), ["hard total_differs 表!C9 found=1 expected=90"]),  # the block has no row of 2025
        (("合计", None, "100人", "６０"), []),
        (("合计", None, "101人", 60), ["hard total_differs 表!C9 found=101 expected=100"]),
        (("合计", None, "约100", "—"), ["hard hedged 表!C9 found=约100", "hard mark_for_missing 表!D9 found=—"]),
        (("合计", None, "未报", "不适用"), []),
        (("合计", None, Cell("f", "", "SUM(C2:C8)"), 61), ["hard total_differs 表!D9 found=61 expected=60"]),
        (("合计", None, Cell("n", 101.0, "SUM(C2:C8)"), 60), ["hard total_differs 表!C9 found=101 expected=100"]),
        (("合计", 2026), []),
        (("合计", None, 100), []),
    ],
)
def test_a_total_is_of_its_block_or_of_the_table_in_its_year(line: tuple[object, ...], lines: list[str]) -> None:
    assert of_total(TEACHERS, line, BLOCK, WHOLE) == lines


def test_a_total_above_its_rows_is_compared_with_all_of_them_and_not_with_none() -> None:
    assert of_total(TEACHERS, ("合计", 2026, 2754, 180), sums(), WHOLE) == [
        "hard total_differs 表!C9 found=2,754 expected=300"
    ]


@pytest.mark.parametrize(
    ("column", "sum_", "stated", "differs"),
    [
        ("campus_area", 100.0, 100.000_09, False),  # a millionth of what is stated
        ("campus_area", 100.0, 100.000_11, True),
        ("campus_area", 1_000_000.0, 1_000_000.5, False),
        ("campus_area", 0.5, 0.500_001_5, True),  # and never less than a millionth
        ("campus_area", 0.5, 0.500_000_5, False),
        ("campus_area", 0.0, 1e-6, False),
        ("campus_area", 0.0, 1.1e-6, True),
        ("campus_area", 3.0, -3.0, True),
    ],
)
def test_a_total_may_be_off_by_a_millionth(column: str, sum_: float, stated: float, differs: bool) -> None:
    lines = of_total(CONDITIONS, ("合计", None, stated), sums((column, 2026, sum_)))
    assert [line.split()[1] for line in lines] == ["total_differs"] * differs


def test_a_total_is_in_the_scale_of_its_heading_and_whole_where_its_column_is() -> None:
    rows = sums(("equipment_value", 2026, 9_605_000.0), ("books", 2026, 12.0))
    assert of_total(CONDITIONS, ("合计", None, None, 12, 960.5), rows) == []
    assert of_total(CONDITIONS, ("合计", None, None, 12.5, 961), rows) == [
        "hard not_whole 表!D9 found=12.5",
        "hard total_differs 表!E9 found=9,610,000 expected=9,605,000",
    ]


@pytest.mark.parametrize(
    ("heads", "line", "lines"),
    [
        (COLLEGES, ("合计", None, 5000, None, 45000), ["soft total_not_compared 表!C9"]),
        (COLLEGES, ("合计", None, "5000"), []),
        (COLLEGES, ("合计", None, None, None, None, 5000), []),  # beside the table
        (COLLEGES, ("合计",), []),
        (TEACHERS, ("合计", 2026, "未报"), []),
        (TEACHERS, (7, 2026), ["soft total_not_compared 表!A9"]),
        (TEACHERS, (7, 2026, 100), []),
    ],
)
def test_a_number_of_a_total_that_is_compared_with_nothing_is_told(
    heads: tuple[str, ...], line: tuple[object, ...], lines: list[str]
) -> None:
    assert of_total(heads, line, BLOCK) == lines


def without(dataset: str, *ids: str) -> set[str]:
    return {column.id for column in SHEET_OF[dataset].columns} - set(ids)


@pytest.mark.parametrize(
    ("rows", "missing", "complete", "lines"),
    [
        ([TEACHERS], ("unit_id", "unit_name", "full_time", "status"), True, []),
        ([TEACHERS], ("ownership",), True, []),
        ([TEACHERS], ("year",), False, ["hard missing_column 表!1 expected=@intake.head.year"]),
        ([("2026年",), TEACHERS], ("year",), True, ["note year_from_title 表!2 year=2026"]),
        (
            [TASKS],
            ("task", "owner", "reported_on", "task_name"),
            False,
            ["hard missing_column 表!1 expected=@intake.head.task"],
        ),
        ([("2026年",), TASKS], ("task",), False, ["hard missing_column 表!2 expected=@intake.head.task"]),
        ([TASKS], ("task_stage", "evidence"), True, []),
        ([COLLEGES], ("institution_type", "stage"), False, ["hard missing_column 表!1 expected=@intake.head.stage"]),
    ],
)
def test_columns_without_which_no_row_is_known_are_asked_for(
    rows: list[tuple[object, ...]], missing: tuple[str, ...], complete: bool, lines: list[str]
) -> None:
    findings, table = Findings(), table_of(rows[0], *rows[1:])
    assert check_required_columns(table, without(table.dataset, *missing), findings) is complete
    assert lines_of_findings(findings.items) == lines


def test_every_missing_column_is_told_and_not_only_the_first_or_last() -> None:
    heads = ("单位名称", "培训对象", "年份", "培训人数")
    findings, table = Findings(), table_of(("2026年",), heads)
    assert not check_required_columns(table, {"unit_name", "persons"}, findings)
    assert lines_of_findings(findings.items) == [
        "hard missing_column 表!2 expected=@intake.head.target_group",
        "hard missing_column 表!2 expected=@intake.head.training_type",
        "note year_from_title 表!2 year=2026",
    ]


@pytest.mark.parametrize(
    ("dataset", "missing", "template", "adds", "lines"),
    [
        (
            "teachers",
            ("full_time", "no_title"),
            False,
            True,
            ["soft measure_columns_missing 表!1 columns=@list:@intake.head.full_time|@intake.head.no_title"],
        ),
        ("teachers", ("full_time",), False, False, []),
        ("teachers", ("ownership", "status", "dual_qualified_share"), False, True, []),
        ("training", ("certificates_junior",), False, True, []),
        ("teachers", (), False, True, []),
        (
            "teachers",
            ("full_time",),
            True,
            False,
            ["hard template_columns_missing 表!1 columns=@list:@intake.head.full_time"],
        ),
        (
            "training",
            ("certificates_junior", "status"),
            True,
            True,
            ["hard template_columns_missing 表!1 columns=@list:@certificate_level.junior|@intake.head.status"],
        ),
        ("teachers", ("unit_id", "year", "dual_qualified_share"), True, True, []),
        ("teachers", ("unit_name",), True, True, []),
        (
            "teachers",
            ("unit_id", "unit_name"),
            True,
            True,
            ["hard template_columns_missing 表!1 columns=@list:@intake.head.unit_id|@intake.head.unit_name"],
        ),
    ],
)
def test_columns_whose_figures_would_be_missed_are_told(
    dataset: str, missing: tuple[str, ...], template: bool, adds: bool, lines: list[str]
) -> None:
    heads = {"teachers": TEACHERS, "training": ("单位名称", "年份", "培训人次", "初级工")}
    findings = Findings()
    table = table_of(heads[dataset])
    check_missing_columns(table, without(dataset, *missing), findings, template=template, adds=adds)
    assert lines_of_findings(findings.items) == lines


ROWS = (("甲", "乙", 1, 2), ("丙", "丁", 3, 4), ("戊", "己", 5, 6))


@pytest.mark.parametrize(
    ("heads", "merges", "data", "lines"),
    [
        (TEACHERS, ("A2:A4", "B2:B3"), (2, 3, 4), []),
        (TEACHERS, ("C2:C3",), (2, 3), ["hard merged_value 表!C2 found=1 range=C2:C3"]),
        (TEACHERS, ("C2:C3",), (2,), []),  # the other line is none of the table
        (TEACHERS, ("C2:C3",), (3,), []),
        (TEACHERS, ("C2:C3",), (4,), []),
        (TEACHERS, ("C2:C4",), (2, 3, 4), ["hard merged_value 表!C2 found=1 range=C2:C4"]),
        (TEACHERS, ("C3:D3",), (2, 3), ["hard merged_value 表!C3 found=3 range=C3:D3"]),
        (TEACHERS, ("B3:C3",), (2, 3), ["hard merged_value 表!B3 found=丁 range=B3:C3"]),
        (TEACHERS, ("A3:B3",), (2, 3), []),
        (TEACHERS, ("D3:E3",), (2, 3), []),  # over a column beside the table
        (TEACHERS, ("B1:C2", "F2:F3", "C3:C4"), (2, 3, 4), ["hard merged_value 表!C3 found=3 range=C3:C4"]),
        (COLLEGES, ("C2:C3",), (2, 3), ["soft merged_copied 表!C2 found=1 range=C2:C3"]),
        (COLLEGES, ("E2:E3",), (2, 3), ["soft merged_copied 表!E2 found=9 range=E2:E3"]),
        (COLLEGES, ("C2:E2",), (2, 3), []),
        (COLLEGES, ("D2:D3",), (2, 3), []),
        (COLLEGES, ("D2:E3",), (2, 3), ["soft merged_copied 表!D2 found=2 range=D2:E3"]),
        (COLLEGES, ("D2:F3",), (2, 3), ["soft merged_copied 表!D2 found=2 range=D2:F3"]),
        (TASKS, ("B2:B3",), (2, 3), []),  # the number of a task is a key
        (TASKS, ("D2:D3",), (2, 3), []),
    ],
)
def test_merged_cells_of_figures_are_refused_and_of_days_asked_about(
    heads: tuple[str, ...], merges: tuple[str, ...], data: tuple[int, ...], lines: list[str]
) -> None:
    findings = Findings()
    rows = ROWS if heads is TEACHERS else [(*row, 9) for row in ROWS]
    check_merged_cells(table_of(heads, *rows, merges=merges), data, findings)
    assert lines_of_findings(findings.items) == lines


@pytest.mark.parametrize(("merge", "is_told"), [("C2:C3", True), ("B2:B3", False)])
def test_of_an_observation_the_numerator_is_a_figure_too(merge: str, is_told: bool) -> None:
    findings = Findings()
    heads = ("单位名称", "年份", "分子", "数值")
    check_merged_cells(table_of(heads, ("甲", 2026, 1, 2), ("甲", 2026, 3, 4), merges=(merge,)), (2, 3), findings)
    assert [item.code for item in findings.items] == ["merged_value"] * is_told
