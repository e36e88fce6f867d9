"""Signs and words that stand where there is no value, and the reason they give."""

from __future__ import annotations

import re
from enum import StrEnum

from core.cells.text import fold


class Absence(StrEnum):
    """Why a cell has no value."""

    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    CONFIDENTIAL = "confidential"
    LOW = "low"  # so small that it is shown as nothing
    UNRELIABLE = "unreliable"
    NOT_REPORTED = "not_reported"
    NOT_PUBLISHED = "not_published"
    FORECAST = "forecast"  # nobody observed it
    DELETED = "deleted"  # a row that takes back what was published


_NOT_AVAILABLE = (
    "-", "--", "---", "/", "\\", ".", "..", "...", ":", "x", "m", "na", "n/a", "#n/a", "nan", "null", "none", "nil",
    "missing", "notavailable", "无", "空", "没有", "缺", "缺失", "暂无", "不详",
    "一", "一一", "ー", "ーー", "─", "──", "━", "━━", "_", "__",  # drawn for a dash
)  # fmt: skip
_SIGNS = {
    **dict.fromkeys(_NOT_AVAILABLE, Absence.NOT_AVAILABLE),
    **dict.fromkeys(("z", "a", "不适用", "notapplicable"), Absence.NOT_APPLICABLE),
    **dict.fromkeys(("c", "*", "**", "***", "已抑制", "保密", "suppressed", "confidential"), Absence.CONFIDENTIAL),
    **dict.fromkeys(("low", "k"), Absence.LOW),
    **dict.fromkeys(("u", "unreliable"), Absence.UNRELIABLE),
    **dict.fromkeys(("未报", "未上报", "notreported"), Absence.NOT_REPORTED),
    **dict.fromkeys(("未发布", "尚未发布", "未公布", "notyetpublished"), Absence.NOT_PUBLISHED),
}
_WITH_FLAG = re.compile(r":([a-z]{1,3})")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]+)[)\]]")


def absence_of(text: str) -> Absence | None:
    """The reason that a sign or word gives; None for anything else. [x], (c) and `: u` are x, c and u."""
    bare = fold(text)
    if match := _BRACKETED.fullmatch(bare):
        bare = match[1]
    if match := _WITH_FLAG.fullmatch(bare):
        return _SIGNS.get(match[1], Absence.NOT_AVAILABLE)
    return _SIGNS.get(bare)
