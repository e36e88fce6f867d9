"""Words that name a unit of many or a scale, however they stand, and words that only look like them."""

from __future__ import annotations

import pytest

from core.cells.scale_words import scale_words


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("单位:百个", "百个"),
        ("单位:百人次", "百人次"),
        ("单位：百", "百"),
        ("单 位 ： 百 人", "百人"),
        ("人数（百）", "百"),
        ("单位：人（×100）", "100"),
        ("单位：人*100", "100"),
        ("以下人数需乘以100", "乘以100"),
        ("单位：人  倍率：100", "100"),
        ("单位：拾人", "拾人"),
        ("教师情况 百人", "百人"),
        ("教师情况/百人", "百人"),
        ("表中数据均为百人", "百人"),
        ("本表人数以“百”为单位", "百"),
        ("单位：人；其中教师：百人", "百人"),
        ("量纲：百人", "百人"),
        ("单位：萬元", "萬元"),
        ("In hundreds", "hundreds"),
        ("Persons (thousands)", "thousands"),
        ("Figures in thousands of yuan", "thousandsofyuan"),
        ("Unit: thousand yuan", "thousandyuan"),
        ("Teachers (hundreds of persons)", "hundredsofpersons"),
        ("Amounts in ten thousand yuan", "tenthousandyuan"),
        ("Values in 000s", "000s"),
        ("RMB '000", "000"),
        ("Full-time teachers (000s)", "(000s)"),
        ("Einheit: 100", "100"),
        ("教师数×10", "×10"),
    ],
)
def test_a_scale_is_seen_wherever_it_stands(text: str, word: str) -> None:
    assert word in scale_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "单位：人",
        "单位：人、元",
        "填报单位：示例中职学校A",
        "填报单位：万州职业教育中心",
        "单位：某百校联盟",
        "单位：人 100所学校",
        "重庆市万州区中职学校教师情况",
        "千人计划教师情况",
        "2026年每百名学生教师数",
        "“双百”计划、“十四五”教师情况表",
        "附件10 教师情况表（十）",
        "全区10所学校100人填报",
        "在校生50万人",
        "近百人、三千人以上",
        "第100号文",
        "In hundred schools",
        "Plan in 0001",
        "Intensive courses in tensions",
        "百人" + "，" * 1_000,
    ],
)
def test_amounts_names_and_numbers_are_no_scale(text: str) -> None:
    assert scale_words(text) == []
