"""Notes around a table that name a unit of many: understood they multiply the figures, else they are asked about."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from core.intake.findings import Findings
from core.intake.reading.asking.scale_notes import ask_about_scale
from core.intake.reading.find_table import find_table
from core.intake.workbook.grid import Book, Grid
from core.intake.workbook.outside.part_kinds import OutsidePart, OutsideText
from tests.support.intake.grids import grid_of, lines_of_findings

HEADS = ("单位名称", "办学性质", "年份", "专任教师数")
LINE = ("甲", "公办", 2026, 150)


def read(*grids: Grid, texts: Sequence[OutsideText] = ()) -> tuple[int, list[str]]:
    """The scale of the figures in the first sheet, and what is asked about it."""
    findings = Findings()
    table = find_table(grids[0], findings)
    assert table is not None
    book = Book("a.xlsx", grids, "", spreadsheet=True, outside_texts=tuple(texts))
    ask_about_scale(table, book, {"清单"}, findings)
    lines = lines_of_findings(findings.all())
    return int(table.columns[3].scale), [line for line in lines if "unit_scaled" not in line]


def asked(at: str, text: str, word: str = "百人") -> list[str]:
    return [f"soft scale_not_heeded {at} found={text} word={word}"]


@pytest.mark.parametrize(
    ("above", "scale", "word"),
    [
        ("单位：百人", 100, ""),
        ("單位：百人", 100, ""),
        ("单位 百人", 100, ""),
        ("单位：仟人", 1_000, ""),
        ("单位：100人", 100, ""),
        ("单位：所、百人", 100, ""),
        ("单位：人", 1, ""),
        ("单位：人、万元", 1, ""),  # of a table without money
        ("单位:百个", 1, "百个"),
        ("单位:百人次", 1, "百人次"),
        ("倍率：100", 1, "100"),
        ("教师情况 百人", 1, "百人"),
        ("单位：人；其中教师：百人", 1, "百人"),
    ],
)
def test_a_unit_above_multiplies_or_is_asked_about(above: str, scale: int, word: str) -> None:
    result = read(grid_of((above,), HEADS, LINE))
    assert result == (scale, asked("表5 教师!A1", above, word) if word else [])


def test_a_factor_beside_a_unit_of_many_is_asked_about_though_the_figures_were_multiplied() -> None:
    result = read(grid_of(("单位：百人",), ("倍率：100",), HEADS, LINE))
    assert result == (100, asked("表5 教师!A2", "倍率：100", "100"))


def test_a_unit_in_the_name_of_the_sheet_or_beside_the_headings_multiplies() -> None:
    assert read(grid_of(HEADS, LINE, name="表5 教师（百人）")) == (100, [])
    assert read(grid_of((*HEADS, None, None, "单位：百人"), LINE)) == (100, [])


def test_a_unit_beside_figures_is_asked_about() -> None:
    scale, lines = read(grid_of(HEADS, (*LINE, None, "单位：百人")))
    assert scale == 1
    assert asked("表5 教师!F2", "单位：百人")[0] in lines


@pytest.mark.parametrize("part", [OutsidePart.SHEET, OutsidePart.COMMENT, OutsidePart.SHAPE])
def test_a_unit_in_a_printed_head_a_comment_or_a_box_is_asked_about(part: OutsidePart) -> None:
    text = OutsideText(part, "单位：百人", "表5 教师", "D1")
    assert read(grid_of(HEADS, LINE), texts=[text]) == (1, asked("表5 教师!D1", "单位：百人"))
    assert read(grid_of(HEADS, LINE), texts=[OutsideText(part, "单位：百人", "表6", "D1")]) == (1, [])


def test_a_unit_on_another_sheet_is_asked_about_unless_the_sheet_is_ours() -> None:
    other = (("本工作簿人数均为百人",),)
    assert read(grid_of(HEADS, LINE), grid_of(*other, name="说明")) == (1, asked("说明!A1", "本工作簿人数均为百人"))
    assert read(grid_of(HEADS, LINE), grid_of(*other, name="清单")) == (1, [])


@pytest.mark.parametrize(
    ("line", "is_note"),
    [
        (("教师情况 百人",), True),
        (("教师情况 百人", "乙", "丙"), True),
        (("教师情况 百人", "乙", "丙", "丁"), False),
        (("教师情况 百人", None, None, 150), False),
        ((None, None, None, "教师情况 百人"), True),
    ],
)
def test_a_line_of_up_to_three_texts_is_a_note_and_a_line_of_the_table_is_none(
    line: tuple[object, ...], is_note: bool
) -> None:
    scale, lines = read(grid_of(HEADS, LINE, line))
    at = "AD"[line[0] is None]
    assert scale == 1
    assert [text for text in lines if "scale_not_heeded" in text] == (
        asked(f"表5 教师!{at}3", "教师情况 百人") if is_note else []
    )
    elsewhere = read(grid_of(HEADS, LINE), grid_of(line, name="说明"))[1]
    assert elsewhere == (asked(f"说明!{at}1", "教师情况 百人") if is_note else [])
