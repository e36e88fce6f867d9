"""Which lines of the list of a returned workbook explain a finding."""

from __future__ import annotations

import pytest

from core.intake.reading.explanations import explanations_by_id
from tests.support.intake.grids import grid_of

WORDS = (1, "表5 教师", 2, "D", "异常", "变化 -48%")


@pytest.mark.parametrize("title", ["问题清单", "Findings"])
def test_explanations_are_told_by_the_id_of_their_finding(title: str) -> None:
    grid = grid_of(
        ("编号", "工作表", "行", "列", "类别", "内容", "说明", "规则", "标识"),
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
