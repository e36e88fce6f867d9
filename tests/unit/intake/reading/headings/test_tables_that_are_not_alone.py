"""A second table beside the first, and a year that stands above a table and in none of its columns."""

from __future__ import annotations

import pytest

from core.intake.findings import Findings
from core.intake.reading.find_table import find_table
from core.intake.reading.table_checks import check_required_columns
from tests.support.intake.grids import grid_of, lines_of_findings

HEADS = ("单位名称", "办学性质", "年份", "专任教师数")


def told_of(*rows: tuple[object, ...]) -> list[str]:
    findings = Findings()
    assert find_table(grid_of(*rows, name="表5 教师"), findings) is not None
    return lines_of_findings(findings.items)


@pytest.mark.parametrize("gap", [(None,), ()])
def test_a_second_table_beside_the_first_is_told_once(gap: tuple[None, ...]) -> None:
    rows = ((*HEADS, *gap, "单位名称", "年份", "图书（册）"), ("甲校", "公办", 2026, 150, *gap, "甲校", 2026, 9000))
    place = "F1" if gap else "E1"
    assert told_of(*rows) == [f"hard tables_side_by_side 表5 教师!{place} found=单位名称"]


def test_a_name_that_only_stands_twice_makes_no_second_table() -> None:
    assert told_of((*HEADS, "单位名称"), ("甲校", "公办", 2026, 150, "甲校")) == [
        "hard heading_twice 表5 教师!E1 found=单位名称"
    ]


@pytest.mark.parametrize(
    ("title", "code"),
    [("填报年份：2026年", "missing_year_column 表!2 year=2026"), ("2025年与2026年", "missing_column 表!2 expected=")],
)
def test_a_year_above_a_table_without_a_column_of_years_is_offered(title: str, code: str) -> None:
    rows = ((title,), ("单位名称", "专任教师数", "专业课教师数"), ("甲校", 100, 60))
    table, findings = find_table(grid_of(*rows, name="表"), Findings()), Findings()
    assert table is not None
    assert not check_required_columns(table, {"unit_name", "ownership"}, findings)
    assert lines_of_findings(findings.items)[0].startswith(f"hard {code}")
