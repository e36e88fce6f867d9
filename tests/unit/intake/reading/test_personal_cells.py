"""Numbers of persons in a file: which cells and texts are looked at, where they are told, and what is none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from core.intake.findings import Findings
from core.intake.reading.persons.personal_data import find_personal_data, find_personal_headings
from core.intake.workbook.grid import Book, Cell, Doubt, Grid
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from tests.support.intake.grids import grid_of, lines_of_findings

MOBILE = "13812345678"
CODE = f"district-return/1;unit={MOBILE}"


def in_book(*grids: Grid, name: str = "return.xlsx", outside: Sequence[OutsideText] = ()) -> list[str]:
    findings = Findings()
    is_personal = find_personal_data(Book(name, grids, "0" * 64, True, outside_texts=tuple(outside)), findings)
    lines = lines_of_findings(findings.items)
    assert is_personal is bool(lines)
    return lines


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        (MOBILE, ["hard personal_mobile 表!B1 found=138…78"]),
        (float(MOBILE), ["hard personal_mobile 表!B1 found=138…78"]),
        (float(MOBILE) + 0.5, []),
        (Cell("s", "总", f'"{MOBILE}"'), ["hard personal_mobile 表!B1 found=138…78"]),
        (Cell("n", 1.0, MOBILE), ["hard personal_mobile 表!B1 found=138…78"]),
        (Cell("n", float(MOBILE), "A1+1"), ["hard personal_mobile 表!B1 found=138…78"]),
        (Cell("f", "", f"TEXT({MOBILE})"), ["hard personal_mobile 表!B1 found=138…78"]),
        (Cell("s", MOBILE, MOBILE), ["hard personal_mobile 表!B1 found=138…78"]),  # told once
        (Cell("s", "电话4866123"), ["hard personal_phone 表!B1 found=486…23"]),  # nine characters
        (Cell("s", "无", "电话4866123"), ["hard personal_phone 表!B1 found=486…23"]),
        (
            f"{MOBILE}、500110200001011234",
            ["hard personal_identity 表!B1 found=500…34", "hard personal_mobile 表!B1 found=138…78"],
        ),
        (1_234_567, []),
        ("", []),
        (CODE, ["hard personal_mobile 表!B1 found=138…78"]),  # no code of a form: another sheet
    ],
)
def test_a_cell_that_holds_a_number_of_a_person(cell: object, lines: list[str]) -> None:
    assert in_book(grid_of((1, cell), name="表")) == lines


@pytest.mark.parametrize(
    ("label", "cell", "shown"),
    [
        ("电话", "4866123", "486…23"),
        ("联系电话：", 48_661_234, "486…34"),
        ("手机号码", 1_000_000, "100…00"),
        ("电话", "023-48661234", "023…34"),
        ("电话", "+86-023-48661234", "+86…34"),  # 16 characters
        ("电话", "0086-023-48661234", ""),
        ("电话", "486612", ""),
        ("电话", 999_999, ""),
        ("电话", "486-612-3", "486…-3"),
        ("电话", "486x6123", ""),
        ("电话", Cell("f", "", "X1"), ""),
        ("电话", Cell("d", "2026-09-01"), ""),
        ("电话", Cell("e", "48661234"), ""),
        ("电话局", "48661234", ""),
        ("编号", "48661234", ""),
        (7, "48661234", ""),
        (Cell("e", "电话"), "48661234", ""),
        (None, "48661234", ""),
    ],
)
def test_a_number_beside_a_cell_that_says_telephone(label: object, cell: object, shown: str) -> None:
    expected = [f"hard personal_phone 表!C2 found={shown}"] if shown else []
    assert in_book(grid_of(("电话", "说明"), (None, label, cell, "电话"), name="表")) == expected


@pytest.mark.parametrize(
    ("heading", "value", "is_personal"),
    [
        ("设备总值（元）", float(MOBILE), False),
        ("设备总值（元）", MOBILE, False),
        ("设备总值（单位：元）", float(MOBILE), False),
        ("经费/元", float(MOBILE), False),
        ("固定资产总值", float(MOBILE), False),
        ("经费来源", float(MOBILE), True),
        ("Equipment (yuan)", float(MOBILE), False),
        ("设备总值（元）", "500110200001011234", True),
        ("设备总值（元）", f"张三{MOBILE}", True),
        ("设备总值（元）", Cell("n", 1.0, MOBILE), True),
        ("备注", float(MOBILE), True),
        ("多元", MOBILE, True),
        ("元旦值班", MOBILE, True),
        ("设备总值（人）", float(MOBILE), True),
    ],
)
def test_an_amount_in_a_column_of_yuan_is_nobodys_number(heading: str, value: object, is_personal: bool) -> None:
    assert bool(in_book(grid_of(("单位名称", heading), ("甲校", value)))) is is_personal


def yuan(shown: str) -> Cell:
    """A number of eleven digits as a format with a unit shows it."""
    return Cell("n", float(MOBILE), doubts=(Doubt("worded", shown),))


@pytest.mark.parametrize(
    ("note", "heading", "value", "is_personal"),
    [
        # a unit above the table
        ("单位：元", "设备值", float(MOBILE), False),
        ("单位：万元", "设备值", float(MOBILE), False),
        ("办学条件（元）", "设备值", float(MOBILE), False),
        ("单位：平方米", "校舍", float(MOBILE), False),
        ("单位：人", "设备值", float(MOBILE), True),
        ("办学条件", "设备值", float(MOBILE), True),
        # which a text, or a column of names, numbers or persons, does not take from it
        ("单位：元", "设备值", MOBILE, True),
        ("单位：元", "单位名称", float(MOBILE), True),
        ("单位：元", "电话", float(MOBILE), True),
        ("单位：元", "备注", float(MOBILE), True),
        ("单位：元", "项目编号", float(MOBILE), True),
        ("单位：元", "专任教师数", float(MOBILE), True),
        ("单位：元", None, float(MOBILE), True),
        # areas
        ("", "校舍（平方米）", float(MOBILE), False),
        ("", "校舍（㎡）", float(MOBILE), False),
        ("", "校舍面积/m2", float(MOBILE), False),
        ("", "校舍（亩）", float(MOBILE), True),
        # a unit that the format writes
        ("", "设备值", yuan("¥13,812,345,678"), False),
        ("", "设备值", yuan("13812345678元"), False),
        ("", None, yuan("¥13,812,345,678.00"), False),
        ("", "设备值", yuan("13812345678人"), True),
        ("", "电话", yuan("¥13,812,345,678"), True),
        # what a formula works out, but not a number written into it
        ("单位：元", "设备值", Cell("n", float(MOBILE), "SUM(A1:A9)"), False),
        ("单位：元", "设备值", Cell("n", float(MOBILE), f"{MOBILE}+0"), True),
    ],
)
def test_an_amount_by_its_table_or_its_format_is_nobodys_number(
    note: str, heading: str | None, value: object, is_personal: bool
) -> None:
    assert bool(in_book(grid_of((note or None,), ("单位名称", heading), ("甲校", value)))) is is_personal


def test_the_unit_may_stand_in_a_line_or_a_merged_cell_above_the_heading() -> None:
    amount = float(MOBILE)
    assert in_book(grid_of(("单位名称", "设备"), (None, "元"), ("甲校", amount))) == []
    assert (
        in_book(grid_of(("单位名称", "经费（元）"), (None, "上年", "本年"), ("甲校", 1, amount), merges=["B1:C1"]))
        == []
    )


def test_of_texts_alone_a_unit_above_the_table_counts_for_every_figure() -> None:
    grid = grid_of(("单位：元",), ("单位名称", "设备值", "电话"), ("甲校", MOBILE, MOBILE), name="表")
    findings = Findings()
    find_personal_data(Book("a.csv", (grid,), "0" * 64, False), findings)
    assert lines_of_findings(findings.items) == ["hard personal_mobile 表!C3 found=138…78"]


def test_the_last_heading_above_says_whether_a_column_is_one_of_yuan() -> None:
    amounts = (("设备总值（元）",), (float(MOBILE),), ("—",), ("无",), (float(MOBILE),))
    lines = in_book(grid_of(*amounts, ("备注",), (float(MOBILE),), name="表"))
    assert lines == ["hard personal_mobile 表!A7 found=138…78"]


def test_every_cell_and_text_is_looked_at() -> None:
    hidden = Grid("隐藏", grid_of((5, MOBILE, MOBILE), (7,), ("甲", MOBILE)).rows, hidden=True)
    assert in_book(
        hidden,
        grid_of((MOBILE,), name=MOBILE),
        name=f"{MOBILE}.xlsx",
        outside=[OutsideText(OutsidePart.NAME, "甲"), OutsideText(OutsidePart.COMMENT, MOBILE, "隐藏", "B7")],
    ) == [
        "hard personal_mobile_outside !0 found=138…78 part=@intake.part.file_name",
        f"hard personal_mobile_outside {MOBILE}!0 found=138…78 part=@intake.part.sheet_name",
        "hard personal_mobile_outside 隐藏!B7 found=138…78 part=@intake.part.comment",
        "hard personal_mobile 隐藏!B1 found=138…78",
        "hard personal_mobile 隐藏!C1 found=138…78",
        "hard personal_mobile 隐藏!B3 found=138…78",
        f"hard personal_mobile {MOBILE}!A1 found=138…78",
    ]


def test_the_code_of_a_form_has_digits_of_nobody() -> None:
    assert in_book(grid_of((CODE,), name="_version"), outside=[OutsideText(OutsidePart.PROPERTIES, f"{CODE} ")]) == []
    assert in_book(grid_of((MOBILE,), name="_version")) == ["hard personal_mobile _version!A1 found=138…78"]


def headings_told(*rows: Sequence[object]) -> list[str]:
    findings = Findings()
    find_personal_headings(grid_of(*rows, name="表"), findings)
    return lines_of_findings(findings.items)


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([("姓名",), ("张",)], ["hard personal_column 表!A1 found=姓名"]),
        ([("姓名:*",), (), (1,)], ["hard personal_column 表!A1 found=姓名:*"]),
        ([("姓名",)], []),
        ([("姓名",), (None, "张")], []),
        ([("甲",), ("甲", "姓名"), ("乙", "张")], ["hard personal_column 表!B2 found=姓名"]),
        ([("甲",), ("甲", "姓名"), ("乙",)], []),
        ([("专任教师",), ("张",)], []),
        (
            [("一二三四五六七八九十一二三四姓名",), ("张",)],
            ["hard personal_column 表!A1 found=一二三四五六七八九十一二三四姓名"],
        ),
        ([("一二三四五六七八九十一二三四五姓名",), ("张",)], []),  # 17 characters: a sentence
        ([*[("说明",)] * 39, (None, "手机"), (None, 1)], ["hard personal_column 表!B40 found=手机"]),
        ([*[("说明",)] * 40, (None, "手机"), (None, 1)], []),
    ],
)
def test_a_heading_about_a_person_with_something_under_it(rows: list[tuple[object, ...]], lines: list[str]) -> None:
    assert headings_told(*rows) == lines


def test_a_chart_that_repeats_an_amount_repeats_no_number_of_a_person() -> None:
    grid = grid_of(("单位名称", "经费（元）"), ("甲校", float(MOBILE)))
    chart = [OutsideText(OutsidePart.CHART, MOBILE), OutsideText(OutsidePart.CHART, "13900139000")]
    assert in_book(grid, outside=chart) == [
        "hard personal_mobile_outside !0 found=139…00 part=@intake.part.chart",
    ]
