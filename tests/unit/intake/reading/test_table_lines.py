"""What a line under the headings is, and which cells a merged one covers."""

from __future__ import annotations

import pytest

from core.intake.findings import Findings
from core.intake.reading.find_table import find_table
from core.intake.reading.table import LineKind, MergedCells, Table
from core.intake.workbook.grid import Cell, Grid, GridRow
from tests.support.intake.grids import cell_of, grid_of, row_of

HEADS = ("单位名称", "办学性质", "年份", "专任教师数", "双师型占专业课教师")
A = "示例中职学校A"


def table_of(*rows: tuple[object, ...], merges: tuple[str, ...] = ()) -> Table:
    table = find_table(grid_of(HEADS, *rows, merges=merges), Findings())
    assert table is not None
    return table


def kinds_of(*rows: tuple[object, ...]) -> list[str]:
    return [kind.value for kind, _ in table_of(*rows).lines()]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ((A, "公办", 2026, 150), "data"),
        ((A,), "data"),
        (("甲", "乙", "丙", 1, 2), "other"),
        (("甲", "乙", "丙", "（1）", "(2)=(1)÷2"), "other"),
        (("甲", "乙", "丙", "①", "②"), "other"),
        (("栏次", None, None, "1", "2=1*1"), "other"),
        (("A", "B", "C", "1", "2"), "other"),
        (("A", "B", "C", "D", "E"), "other"),
        (("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ"), "other"),
        (("甲", "乙", "丙", "一", "二"), "other"),
        (("第1列", "第2列", "第3列", "第4列", "第5列"), "other"),
        (("甲", "乙", "丙", "B", "A"), "data"),
        ((None, None, 5, 6, 7), "data"),  # as are three that do not begin with 1
        ((None, None, 1, 2, 3), "other"),
        ((None, None, None, 1, 2), "data"),  # two figures without a name are asked about
        (("甲", "乙", "丙", 1, 3), "data"),
        (("甲", "公办", 2026, 1, 2), "data"),
        ((None, None, None, "人", "%"), "other"),
        (("—", "—", "年", "（人）", "（人）"), "other"),
        ((A, None, None, "人", "人"), "data"),
        ((None, None, None, None, None, "手写"), "other"),
        ((None, None, None, None, 0.5, "手写"), "data"),
        (("合计", None, 2026, 150), "total"),
        (("Total", None, 2026, 150), "total"),
        (("Subtotal", None, 2026, 150), "total"),
        ((None, None, "小计", 150), "total"),
        ((A, "含小计", 2026, 150), "data"),  # in the words of a code a total is none
        ((A, "公办", 2026, 150, None, "含小计"), "data"),  # beside a unit neither
        ((None, "公办", 2026, 150, None, "小计"), "total"),
        ((None, "公办", 2026, 150, None, Cell("e", "小计")), "data"),
        (("甲" * 22 + "合计", "公办", 2026, 150), "total"),  # 24 characters
        (("甲" * 23 + "合计", "公办", 2026, 150), "data"),  # a sentence
        (("注：截至九月", None, None, None), "other"),
        (("填表人", "张", None, "李"), "other"),
        (("注册会计师学校", "公办", 2026, 150), "data"),
        (("注册会计师学校", None, None, "150人"), "data"),
        (("注册会计师学校", None, None, "3人"), "data"),
        (("注册会计师学校", None, None, "约3人"), "other"),
        ((None, "公办", None, None, None, "注：截至九月"), "data"),  # a note stands first
        (HEADS, "other"),
        (("单位名称", "办学性质"), "other"),
        (("单位名称", "办学性质", "填报年份"), "other"),
        (("单位名称", "办学性质", "填报年份", "教师"), "data"),
        (("单位名称", A), "data"),
        (("单位名称",), "data"),
    ],
)
def test_a_line_is_data_a_total_or_neither(row: tuple[object, ...], kind: str) -> None:
    assert kinds_of(row) == [kind]


def test_lines_that_hold_only_what_the_template_works_out_are_passed_over() -> None:
    rows = ((None, None, None, None, 0.5), (A, None, None, None, 0.5), (None, None, None, None, 0.5, "手写"))
    assert [line.number for _, line in table_of(*rows).lines()] == [3, 4]


def test_lines_above_the_headings_and_the_headings_are_none_of_the_table() -> None:
    table = find_table(grid_of(("教师情况表",), HEADS, (A, "公办", 2026, 150)), Findings())
    assert table is not None
    assert [(kind, line.number) for kind, line in table.lines()] == [(LineKind.DATA, 3)]


def test_the_columns_of_a_table_by_their_id() -> None:
    table = table_of((A, "公办", 2026, 150))
    assert [table.at(id) for id in ("unit_name", "full_time", "unit_id")] == [0, 3, None]
    assert [table.letter(id) for id in ("unit_name", "full_time", "unit_id")] == ["A", "D", ""]


def test_merged_keys_stand_in_every_line_they_cover_and_merged_figures_do_not() -> None:
    table = table_of((A, "公办", 2026, 150), (None, "民办", 2026), (None, None, 2026), merges=("A2:B3", "D2:D4"))
    texts = [{x: cell.text for x, cell in line.cells.items()} for _, line in table.lines()]
    assert texts == [
        {0: A, 1: "公办", 2: "2026", 3: "150"},
        {0: A, 1: "民办", 2: "2026"},
        {2: "2026"},
    ]


@pytest.mark.parametrize(
    ("merge", "is_covered"),
    [
        ((1, 0, 100_000, 0), True),
        ((1, 0, 100_001, 0), False),
        ((60_001, 0, 100_000, 0), True),
        ((1, 9, 100_000, 9), True),
        ((1, 0, 1_001, 99), False),
        ((1, 0, 1_000, 99), True),
    ],
)
def test_a_merged_cell_covers_a_hundred_thousand_cells_and_no_more(
    merge: tuple[int, int, int, int], is_covered: bool
) -> None:
    top, left, bottom, right = merge
    merged = MergedCells(Grid("表", (GridRow(top, {left: cell_of("甲")}),), merges=(merge,)))
    assert merged.get(top, left) == cell_of("甲")
    assert (merged.get(bottom, right) == cell_of("甲")) is is_covered


def test_all_merged_cells_of_a_sheet_count_together() -> None:
    merges = ((1, 0, 60_000, 0), (1, 1, 60_000, 1), (1, 2, 2, 2))  # the third comes after the room is used up
    merged = MergedCells(Grid("表", (row_of(1, "甲", "甲", "甲"),), merges=merges))
    assert [merged.get(2, x) is not None for x in range(3)] == [True, False, False]


def test_a_merged_cell_covers_its_span_and_nothing_beside_it() -> None:
    merged = MergedCells(Grid("表", (row_of(2, None, "甲", None, "乙"),), merges=((5, 0, 6, 0), (2, 1, 3, 2))))
    covered = {(y, x): cell.text for y in range(1, 8) for x in range(5) if (cell := merged.get(y, x)) is not None}
    assert covered == {(2, 1): "甲", (2, 2): "甲", (2, 3): "乙", (3, 1): "甲", (3, 2): "甲"}


def test_the_width_of_rows_is_up_to_their_last_cell() -> None:
    merged = MergedCells(grid_of((1,), (None, None, 1), ()))
    assert [merged.width(rows) for rows in ((1,), (1, 2), (2,), (3,), ())] == [1, 3, 3, 0, 0]


def test_a_line_is_filled_in_and_keeps_its_own_cells() -> None:
    grid = grid_of(("甲",), (None, "乙"), merges=("A1:B2", "C1:C2"), hidden_rows=(2,))
    merged = MergedCells(grid)
    assert merged.filled_in(grid.rows[1], [0, 1, 2]) == GridRow(2, {0: cell_of("甲"), 1: cell_of("乙")}, True)
    assert merged.filled_in(grid.rows[1], [2]) is grid.rows[1]
