"""The years a title names, as what its table is of: not the day on which it was filled in, sent or printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.cells.misread import MisreadError
from core.cells.text import fold
from core.cells.years import year_in

_LONGEST = 1_000  # characters; an essay is no title and is not searched
_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:-(?:19|20)?\d\d学年度?|学年度?|年度?)"
    r"(?:[(]?(?:[秋春]季?|第?[一二12]学期|[上下]学?期)[)]?)?"
)
_FIRST_OF_SEPTEMBER = re.compile(r"(?<!\d)((?:19|20)\d\d)年0?9月0?1日")
_PART_OF_YEAR = re.compile(
    r"(?:19|20)\d\d年度?[(]?(?:\d|[一二三四五六七八九十]+(?:月|季)|底|末|初|[上下]半年|第.{1,2}季)"
)
_OF_SOMETHING_ELSE = re.compile(
    r"填[报表写]|制[表单作]|打印|印[发制刷]|导出|下载|报[送出]|上报|发[文布]|下发|通知|文件|根据|依据|按照|更新|修[订改]"
    r"|审[核批]|签[字发章]|编[制印]|版|[以之]来|对比|比较|目标|规划|计划|预[计测]"
)
_TITLE = re.compile(
    r"(?:^|表|情况|统计|数据?|汇总|年报|台账|一览|名[单册]|规模|条件|队伍|结构|教师|师资|教职工|学生|在校生|招生|毕业生|就业"
    r"|培训|证书|[观监]测|指标|学校|项目|任务|信息|时点|年[份度]|时间|学期|report|table)[:*]*$"
)
_ASIDE = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]|(?:计量|金额)?单位:.*$")


def years_of_title(title: str) -> Iterator[int | None]:
    """The years a title names; None for a spring term, whose figures are of no 1 September."""
    bare = fold(title) if len(title) <= _LONGEST else ""
    if _OF_SOMETHING_ELSE.search(bare):
        return
    yield from _counting_days(bare)
    if _PART_OF_YEAR.search(bare) or not _TITLE.search(_ASIDE.sub("", _YEAR.sub("", bare))):
        return
    for match in _YEAR.finditer(bare):
        try:
            yield year_in(match[0])[0]
        except MisreadError:
            yield None


def counting_years(title: str) -> set[int]:
    """The years whose 1 September a title names as the day on which its figures were counted."""
    bare = fold(title) if len(title) <= _LONGEST else ""
    return set() if _OF_SOMETHING_ELSE.search(bare) else set(_counting_days(bare))


def _counting_days(bare: str) -> Iterator[int]:
    yield from (int(match[1]) for match in _FIRST_OF_SEPTEMBER.finditer(bare))
