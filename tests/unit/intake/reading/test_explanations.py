"""Which lines of the list of a returned workbook explain a finding."""

from __future__ import annotations

import pytest

from core.intake.reading.explanations import explanations_by_id, is_findings_list
from tests.support.intake.grids import grid_of

WORDS = (1, "表5 教师", 2, "D", "异常", "变化 -48%")


CHINESE = ("序号", "工作表", "行", "列", "类型", "问题", "说明", "检查项目", "编号")
ENGLISH = ("No.", "Sheet", "Row", "Column", "Kind", "What is wrong", "Explanation", "Check", "Id")


@pytest.mark.parametrize(("headings", "title"), [(CHINESE, "问题清单"), (ENGLISH, "Findings"), (CHINESE, "已改")])
def test_explanations_are_told_by_the_id_of_their_finding(headings: tuple[str, ...], title: str) -> None:
    grid = grid_of(
        headings,
        (*WORDS, " 已核对 ", "", "0a1b2c3d"),
        (*WORDS, None, "", "1a1b2c3d"),
        (*WORDS, "无标识"),
        (*WORDS, "标识太短", "", "0a1b2c3"),
        (*WORDS, "标识太长", "", "0a1b2c3d4"),
        (*WORDS, 12, "", "2a1b2c3d"),
        name=title,
    )
    other = grid_of((*WORDS, "不是清单", "", "3a1b2c3d"), name="表5 教师")
    assert explanations_by_id([other, grid, other]) == {"0a1b2c3d": "已核对", "2a1b2c3d": "12"}
    assert explanations_by_id([other]) == {}


@pytest.mark.parametrize(
    ("headings", "is_list"),
    [
        (CHINESE, True),
        (ENGLISH, True),
        (("共1处", None), False),
        ((*CHINESE[:6], "学校说明", "x", None), True),
        ((*CHINESE[:5], "内容", "学校说明", "x", None), False),
        ((*CHINESE[:3], *ENGLISH[3:8], None), False),  # of no language six
        ((None, *CHINESE), False),
        (("序号", "工作表", "问题"), False),
        (("单位名称", "年份", "专任教师数"), False),
    ],
)
def test_the_list_is_known_by_six_of_its_headings_in_their_places(headings: tuple[object, ...], is_list: bool) -> None:
    sheet = grid_of(("标题",), ("说明",), headings, WORDS, name="问题清单")
    assert is_findings_list(sheet) is is_list


@pytest.mark.parametrize(("lines_above", "is_list"), [(39, True), (40, False)])
def test_the_headings_of_the_list_are_looked_for_in_the_first_40_lines(lines_above: int, is_list: bool) -> None:
    assert is_findings_list(grid_of(*[("说明",)] * lines_above, CHINESE)) is is_list
