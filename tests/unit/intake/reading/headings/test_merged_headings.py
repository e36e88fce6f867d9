"""A heading merged over several columns: which of them it names, and what is said where that is not clear."""

from __future__ import annotations

from collections.abc import Sequence

from core.intake.findings import Findings
from core.intake.reading.find_table import find_table
from tests.support.intake.grids import grid_of, lines_of_findings


def columns_in(*rows: Sequence[object], merges: Sequence[str]) -> dict[int, str]:
    table = find_table(grid_of(*rows, merges=merges), Findings())
    return {} if table is None else {x: heading.column.id for x, heading in table.columns.items()}


MERGED = ("单位名称", "办学性质", "年份", "专任教师数", None, "双师型教师数")


def findings_on(*rows: Sequence[object], merges: Sequence[str]) -> list[str]:
    findings = Findings()
    find_table(grid_of(*rows, merges=merges), findings)
    return [line for line in lines_of_findings(findings.items) if not line.startswith("note")]


def test_a_heading_merged_over_columns_names_the_one_with_figures() -> None:
    rows = (MERGED, ("甲校", "公办", 2026, None, 150, 64))
    ids = {0: "unit_name", 1: "ownership", 2: "year", 5: "dual_qualified"}
    assert columns_in(*rows, merges=["D1:E1"]) == {**ids, 4: "full_time"}
    assert columns_in(MERGED, ("甲校", "公办", 2026, 150, None, 64), merges=["D1:E1"]) == {**ids, 3: "full_time"}
    assert columns_in(MERGED, ("甲校", "公办", 2026, None, None, 64), merges=["D1:E1"]) == {**ids, 3: "full_time"}
    assert findings_on(*rows, merges=["D1:E1"]) == []


def test_a_heading_merged_over_a_line_of_headings_names_one_column_too() -> None:
    rows = (MERGED, (None, None, None, None, None, None), ("甲校", "公办", 2026, 150, None, 64))
    merges = ["A1:A2", "B1:B2", "C1:C2", "D1:E2", "F1:F2"]
    assert columns_in(*rows, merges=merges)[3] == "full_time"
    assert findings_on(*rows, merges=merges) == []


def test_a_heading_merged_over_two_columns_of_figures_is_told_as_what_it_is() -> None:
    rows = (MERGED, ("甲校", "公办", 2026, 150, 95, 64))
    assert findings_on(*rows, merges=["D1:E1"]) == ["hard heading_merged 表5 教师!E1 found=专任教师数 range=D1:E1"]


def test_a_heading_beside_a_merged_one_stands_twice() -> None:
    heads = ("单位名称", "专任教师数", "办学性质", "年份", "专任教师数", None)
    rows = (heads, ("甲校", 140, "公办", 2026, 150, None))
    assert findings_on(*rows, merges=["E1:F1"]) == ["hard heading_twice 表5 教师!E1 found=专任教师数"]


def test_a_merged_cell_elsewhere_names_no_column() -> None:
    """One of two columns further right, one of a single column, and one that begins above what is looked at."""
    rows = ((*MERGED[:4], "专任教师数", "双师型教师数"), ("甲校", "公办", 2026, 140, 150, 64))
    twice = ["hard heading_twice 表5 教师!E1 found=专任教师数"]
    for merges in ([], ["F1:G1"], ["E1:E2"], ["D5:E5"]):
        assert findings_on(*rows, merges=merges) == twice, merges
