"""Where a table is in a sheet: its dataset, its headings and what is said of them, the scale and the year above it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from core.intake.findings import Findings
from core.intake.reading.find_table import find_table
from core.intake.reading.table import Table
from core.intake.workbook.grid import Cell
from tests.support.intake.grids import grid_of, lines_of_findings

HEADS = ("单位名称", "办学性质", "年份", "专任教师数")


def table_in(*rows: Sequence[object], name: str = "Sheet1", merges: Sequence[str] = ()) -> Table | None:
    return find_table(grid_of(*rows, name=name, merges=merges), Findings())


def columns_in(*rows: Sequence[object], name: str = "Sheet1", merges: Sequence[str] = ()) -> dict[int, str]:
    table = table_in(*rows, name=name, merges=merges)
    return {} if table is None else {x: heading.column.id for x, heading in table.columns.items()}


def year_above(*rows: Sequence[object], name: str = "Sheet1", heads: Sequence[object] = HEADS) -> int | None:
    table = table_in(*rows, heads, name=name)
    assert table is not None
    return table.title_year


@pytest.mark.parametrize(
    ("heads", "dataset"),
    [
        (("单位名称", "招生数"), "enrolment"),  # the first of those it may be
        (("单位代码", "招生数"), "enrolment"),
        (("单位名称", "学习形式", "招生数"), "college_enrolment"),
        (("单位名称", "年份", "数值"), "observations"),
        (("年份", "招生数", "毕业生数"), None),
        (("单位名称", "单位代码", "年份", "办学性质"), None),
        (("单位名称", "项目类型", "建设阶段"), None),
        (("单位名称", "学校名称", "项目类型", "建设阶段"), None),  # three columns, one of them twice
        (("单位名称", "项目类型", "建设阶段", "规划规模"), "colleges"),
        (("单位名称", "任务序号", "进展阶段", "责任单位"), "tasks"),
        (("姓名", "职务"), None),
    ],
)
def test_a_table_has_a_unit_and_a_measure_or_four_columns(heads: tuple[str, ...], dataset: str | None) -> None:
    table = table_in(heads, ("甲",))
    assert (table.dataset if table else None) == dataset


@pytest.mark.parametrize(
    ("more", "dataset"),
    [
        ((), "teachers"),
        (("学校类别", "图书"), "teachers"),
        (("学校类别", "图书", "学校占地面积"), "conditions"),
    ],
)
def test_the_title_counts_for_two_columns_of_another_dataset(more: tuple[str, ...], dataset: str) -> None:
    table = table_in((*HEADS, *more), ("甲",), name="表5 教师")
    assert table is not None
    assert table.dataset == dataset


def test_of_equal_lines_the_first_holds_the_headings_and_of_others_the_fullest() -> None:
    table = table_in(HEADS, ("甲",), HEADS)
    assert table is not None
    assert table.head == 1
    table = table_in(HEADS[:4:3], ("甲",), HEADS)
    assert table is not None
    assert table.head == 3
    table = table_in((*HEADS[::3], "年份"), ("甲",), ("注",), HEADS)
    assert table is not None
    assert (table.head, sorted(table.columns)) == (4, [0, 1, 2, 3])


@pytest.mark.parametrize(("above", "is_there"), [(39, True), (40, False)])
def test_headings_are_looked_for_in_forty_filled_lines(above: int, is_there: bool) -> None:
    assert (table_in(*[("说明",)] * above, HEADS) is not None) is is_there


def test_a_heading_may_stand_in_two_lines_and_over_them() -> None:
    row = ("单位名称", "年份", "教师数", "专业课教师数")
    assert columns_in((None, None, "双师型"), row) == {0: "unit_name", 1: "year", 2: "dual_qualified", 3: "specialised"}
    assert columns_in((None, None, "双师型"), ("说明",), row)[2] == "dual_qualified"
    assert 2 not in columns_in((None, None, "双师型"), ("说明",), ("说明",), row)


def test_a_heading_that_stands_above_the_line_is_the_nearest_one_in_words() -> None:
    row = ("单位名称", "年份", None, "专业课教师数")
    assert columns_in((None, None, "双师型教师数"), (None, None, "专任教师数"), row)[2] == "full_time"
    assert columns_in((None, None, "双师型教师数"), (None, None, "说明"), row)[2] == "dual_qualified"
    assert 2 not in columns_in((None, None, Cell("e", "双师型教师数")), ("说明",), row)


def test_a_merged_heading_stands_over_each_of_its_columns() -> None:
    rows = (("单位名称", "年份", "职称", None), (None, None, "高级", "中级"), ("甲", 2026, 1, 2))
    merges = ("A1:A2", "B1:B2", "C1:D1")
    assert columns_in(*rows, merges=merges) == {0: "unit_name", 1: "year", 2: "senior_title", 3: "intermediate_title"}


@pytest.mark.parametrize(("length", "is_there"), [(39, True), (40, False)])
def test_only_a_short_text_is_the_first_half_of_a_heading(length: int, is_there: bool) -> None:
    first = "双师型" + "*" * (length - 3)
    columns = columns_in((None, None, first), ("单位名称", "年份", "教师数", "专业课教师数"))
    assert (2 in columns) is is_there


def test_what_is_no_text_is_no_heading() -> None:
    assert columns_in(("单位名称", Cell("e", "年份"), "专任教师数")) == {0: "unit_name", 2: "full_time"}


def test_units_above_a_table_give_the_scales_of_its_columns() -> None:
    heads = ("单位名称", "年份", "仪器设备总值", "学校占地面积", "学历教育在校生数")
    table = table_in(("单位：人、万元", "计量单位:(千平方米)"), ("单位：亩",), heads)
    assert table is not None
    assert [int(heading.scale) for heading in table.columns.values()] == [1, 1, 10_000, 1_000, 1]
    table = table_in(("单位：万元",), (2026,), ("单位：千平方米",), heads, ("单位：元",))
    assert table is not None
    assert [int(heading.scale) for heading in table.columns.values()] == [1, 1, 10_000, 1_000, 1]


@pytest.mark.parametrize(
    ("above", "heading", "below", "scale", "problems"),
    [
        ("教师情况（百人）", "专任教师数", "注：人均数", 100, []),
        ("教师情况", "专任教师数", "注：本表单位为百人", 100, []),
        ("教师情况（人）", "专任教师数（人）", "单位：人", 1, []),
        ("单位：示例中职学校A", "专任教师数", "单位负责人：（人）", 1, []),
        ("单位：百人", "专任教师数（人）", "", 1, ["A1 百人 人"]),
        ("教师", "专任教师数（人）", "单位：百人", 1, ["A4 百人 人"]),
        ("单位：百人", "专任教师数", "单位：人", 100, ["A4 人 百人"]),
    ],
)  # fmt: skip
def test_a_unit_beside_the_table_counts_or_is_told(
    above: str, heading: str, below: str, scale: int, problems: list[str]
) -> None:
    findings = Findings()
    heads = (*HEADS[:3], heading)
    rows = ((above,), heads, ("甲", "公办", 2026, 150), *(((below,),) if below else ()))
    table = find_table(grid_of(*rows, name="Sheet1"), findings)
    assert table is not None
    assert table.columns[3].scale == scale
    told = [line for line in lines_of_findings(findings.all()) if "unit_scaled" not in line]
    pattern = f"hard unit_notes_differ Sheet1!{{}} found={{}} column={heading} unit={{}}"
    assert told == [pattern.format(*problem.split()) for problem in problems]


def test_a_scale_beside_a_column_of_several_units_is_refused() -> None:
    table = table_in(("单位：百人",), ("单位名称", "年份", "数值"), ("甲", 2026, 1))
    assert table is not None
    assert table.columns[2].strange == "百人"


@pytest.mark.parametrize(
    ("below", "scales", "strange"),
    [
        ((None, "年", "万元", "㎡", "人"), [1, 1, 10_000, 1, 1], ""),
        ((None, None, "（千元）", "【平方米】", "(单位：人)"), [1, 1, 1_000, 1, 1], ""),
        (("单位", None, "元", "亩", "人"), [1, 1, 1, 1, 1], "亩"),
        ((None, None, "万元", "98600", "人"), [1, 1, 1, 1, 1], ""),  # a figure among them: no line of units
    ],
)
def test_units_in_a_line_under_the_headings_are_those_of_its_columns(
    below: tuple[object, ...], scales: list[int], strange: str
) -> None:
    heads = ("单位名称", "年份", "仪器设备总值", "学校占地面积", "学历教育在校生数")
    for rows in ((heads, below), (heads, ("甲", "乙", 1, 2, 3), below)):
        table = table_in(*rows)
        assert table is not None
        assert [int(heading.scale) for heading in table.columns.values()] == scales
        assert "".join(heading.strange for heading in table.columns.values()) == strange


@pytest.mark.parametrize(
    ("rows", "name", "year"),
    [
        ([("2026年教师情况",)], "Sheet1", 2026),
        ([("2026-2027学年第一学期教师情况",)], "Sheet1", 2026),
        ([("2026学年教师情况",)], "Sheet1", 2026),
        ([("2026年秋季教师情况",)], "Sheet1", 2026),
        ([("2026年（春季）教师情况",)], "Sheet1", None),
        ([("2026-2027学年第二学期教师情况",)], "Sheet1", None),
        ([("2025-2026学年度教师情况",)], "Sheet1", 2025),
        ([("填报", "2026年"), ("2026年",)], "Sheet1", 2026),
        ([("2025年与2026年教师情况",)], "Sheet1", None),
        ([("教师情况",)], "2025年教师", 2025),
        ([("教师情况",)], "2025年和2026年", None),
        ([("2026年教师情况",)], "2025年教师", 2026),
        ([("教师情况",)], "教师", None),
        ([(2026,)], "Sheet1", 2026),
        ([(2026, "教师")], "Sheet1", None),
        ([("2026",)], "Sheet1", None),  # a text without 年
        ([(12,)], "2025年教师", 2025),
        ([("填报日期：2026年9月15日",)], "Sheet1", None),
        ([("2026年教师情况", None, "填报日期：2025年9月15日")], "Sheet1", 2026),
        ([("教师情况",)], "2025年导出", None),
        ([(date(2026, 9, 1),)], "Sheet1", None),
    ],
)
def test_the_one_year_above_the_headings_or_in_the_name_of_the_sheet(
    rows: list[tuple[object, ...]], name: str, year: int | None
) -> None:
    assert year_above(*rows, name=name) == year


def test_a_year_beside_the_headings_is_none_of_the_title() -> None:
    assert year_above(("2026年教师情况",), heads=(*HEADS, "2025年备注")) == 2026


def findings_of(*rows: Sequence[object], hidden_columns: tuple[int, ...] = ()) -> list[str]:
    findings = Findings()
    assert find_table(grid_of(*rows, hidden_columns=hidden_columns), findings) is not None
    return lines_of_findings(findings.items)


def test_headings_that_are_wrong_unknown_or_hidden_are_told_from_left_to_right() -> None:
    heads = ("单位名称", "年份", "专任教师数（万人）", "专任教师", "职称（亩）", "双师型教师数（亩）", "办学性质（亩）")
    heads += ("备注", "籍贯", "联系人", "只有标题", None)
    row = ("甲", 2026, 1, 2, 3, 4, "公办", "注", "渝", "张", None, 9)
    assert findings_of(heads, row, hidden_columns=(1, 8, 11, 12)) == [
        "note unit_scaled 表5 教师!C1 found=专任教师数（万人） scale=10,000",
        "hard heading_twice 表5 教师!D1 found=专任教师",
        "soft column_not_known 表5 教师!E1 found=职称（亩）",
        "hard unit_strange 表5 教师!F1 found=亩 expected=@intake.unit.persons",
        "hard unit_for_none 表5 教师!G1 found=亩",
        "note remarks_not_read 表5 教师!H1 found=备注",
        "soft column_not_known 表5 教师!I1 found=籍贯",
        "hard personal_column 表5 教师!J1 found=联系人",
        "soft column_without_heading 表5 教师!L1",
        "soft hidden_column 表5 教师!B1 found=@list:年份|籍贯|L",
    ]
    one_hidden = findings_of(heads[:4], row, hidden_columns=(1,))
    assert [line for line in one_hidden if "hidden_column" in line] == ["soft hidden_column 表5 教师!B1 found=年份"]


def test_a_heading_that_nearly_names_a_missing_column_is_told_with_its_name() -> None:
    assert findings_of(("单位名称", "年份", "专任教师数", "双帅型教师数（人）"), ("甲", 2026, 1, 2)) == [
        "soft heading_near 表5 教师!D1 found=双帅型教师数（人） near=双师型教师数（人）",
    ]
    assert findings_of(("单位名称", "年份", "双师型教师数", "双帅型教师数"), ("甲", 2026, 1, 2)) == [
        "soft column_not_known 表5 教师!D1 found=双帅型教师数",
    ]


def test_a_heading_about_a_person_is_refused_where_something_stands_under_it() -> None:
    assert findings_of(("单位名称（身份证）", "单位名称", "专任教师数", "身份证号"), (None, "甲", 1)) == []
    assert findings_of(("单位名称", "专任教师数", "联系电话"), ("甲", 1, 2)) == [
        "hard personal_column 表5 教师!C1 found=联系电话"
    ]


def test_headings_all_known_have_no_findings() -> None:
    assert findings_of(("教师情况", None, None, None, "表外"), HEADS, ("甲", "公办", 2026, 1)) == []


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("双师型教师数（女）", "heading_unit 表5 教师!C1 found=双师型教师数（女） word=女"),
        ("双师型教师数（单位：所）", "heading_unit 表5 教师!C1 found=双师型教师数（单位：所） word=单位：所"),
        ("双师型教师数（人）（预计）", "heading_unit 表5 教师!C1 found=双师型教师数（人）（预计） word=预计"),
        ("双师型教师数（预计）（人）", "heading_unit 表5 教师!C1 found=双师型教师数（预计）（人） word=预计"),
        ("办学性质（新）", "heading_with_word 表5 教师!C1 found=办学性质（新） word=新"),
        ("双帅型教师数（女）", "heading_near 表5 教师!C1 found=双帅型教师数（女） near=双师型教师数"),
    ],
)
def test_a_word_in_brackets_that_is_no_unit_is_named(heading: str, told: str) -> None:
    findings = Findings()
    find_table(grid_of(("单位名称", "专任教师数", heading), ("甲", 1, 2)), findings)
    (line,) = lines_of_findings(findings.all())
    assert line.startswith(f"soft {told}")


@pytest.mark.parametrize("number", ["（三）", "(3)", "三、", "3."])
def test_a_number_before_a_heading_means_nothing(number: str) -> None:
    assert columns_in(("单位名称", f"{number}双师型教师数（人）"), ("甲", 2)) == {0: "unit_name", 1: "dual_qualified"}
