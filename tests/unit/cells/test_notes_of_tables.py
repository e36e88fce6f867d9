"""What a title or a note says of a whole table: its units and its year."""

from __future__ import annotations

import pytest

from core.cells.title_years import years_of_title
from core.cells.unit_notes import units_of_note


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("单位：人、万元", ["人", "万元"]),
        ("计量单位:(千平方米)", ["千平方米"]),
        ("单 位：百 人", ["百人"]),
        ("单位(百人)", ["百人"]),
        ("（单位：百人）", ["百人"]),
        ("以下数据单位为百人", ["百人"]),
        ("数据以万元计", ["万元"]),
        ("本表以百人为单位", ["百人"]),
        ("Unit: 100 persons", ["100persons"]),
        ("填报单位：示例中职学校A  单位：百人", ["百人"]),
        ("单位：人 填报日期：2026年9月10日", ["人"]),
        ("教师情况（百人）", ["百人"]),
        ("單位：百人", ["百人"]),
        ("单位 百人", ["百人"]),
        ("单位\n百人", ["百人"]),
        ("各项人数单位均为百人", ["百人"]),
        ("单位：所、百人", ["百人"]),
        ("单位：佰人", ["佰人"]),
        ("填报单位 示例中职学校A", []),
        ("办学条件（人、万元）", ["人", "万元"]),
        ("办学条件（人员）", []),
        ("单位：示例中职学校A", []),
        ("单位负责人：张某", []),
        ("按计划填报（一）", []),
        ("单位：人" + "，" * 1_000, []),
    ],
)
def test_the_units_a_title_names(text: str, units: list[str]) -> None:
    assert units_of_note(text, title=True) == units


def test_below_a_table_brackets_alone_name_no_unit() -> None:
    assert units_of_note("示例学校（百人）", title=False) == []
    assert units_of_note("注：单位（百人）", title=False) == ["百人"]


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("綦江区2026年中职学校教师基本情况表（表5）", [2026]),
        ("附件2：2026年教师情况统计表", [2026]),
        ("教师情况 2026年 单位：人", [2026]),
        ("2026年度", [2026]),
        ("2025-2026学年教师情况", [2025]),
        ("统计时点：2026年9月1日", [2026]),
        ("截至2026年9月1日教师情况", [2026]),
        ("2026年春季教师情况", [None]),
        ("2025年至2026年教师情况", [2025, 2026]),
        ("填报日期：2025年9月1日", []),
        ("制表时间：2025年9月", []),
        ("截至2026年3月31日", []),
        ("截至2025年底教师情况", []),
        ("2026年上半年教师情况", []),
        ("附件2 2025年印发", []),
        ("根据2025年通知填报", []),
        ("教师情况统计表（2025年修订）", []),
        ("自2025年起", []),
        ("2026年教师情况" + "，" * 1_000, []),
    ],
)
def test_the_years_a_title_names(title: str, years: list[int | None]) -> None:
    assert list(years_of_title(title)) == years
