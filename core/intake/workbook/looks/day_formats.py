"""What a format makes of a day on the screen, and whether a part of it is kept from the reader."""

from __future__ import annotations

import re
from datetime import date

BUILT_IN_DAYS = {
    16: "d-mmm",
    17: "mmm-yy",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
}
"""The formats that every program knows by number and that leave out a part of the day, as China has them."""

_PIECE = re.compile(
    r"\"(?P<quoted>[^\"]*)\"?|[\\!](?P<escaped>.)|_.|\*.|\[[^\]]*\]|;.*|(?P<time>h+[^ymd;]*m*[^ymd;]*s*|AM/PM|上午/下午)"
    r"|(?P<part>y+|e+|m+|d+|a{3,4})|(?P<plain>.)",
    re.I | re.S,
)


def hidden_part(code: str, day: date) -> str:
    """What is seen of a day whose year, month, or day other than the first is not shown; empty for all else."""
    pieces: list[str] = []
    parts: set[str] = set()
    for match in _PIECE.finditer(code):
        part = (match["part"] or "").lower()
        if part:
            parts.add("y" if part[0] == "e" else part[0])
            pieces.append(_part_of(day, part))
        else:
            pieces.append(match["quoted"] or match["escaped"] or match["plain"] or "")
    is_whole = {"y", "m"} <= parts and ("d" in parts or day.day == 1)
    is_day = bool(parts & {"y", "d", "a"})  # m alone are minutes
    return "".join(pieces).strip() if is_day and not is_whole else ""


def _part_of(day: date, part: str) -> str:
    match part[0], len(part):
        case "y", length if length <= 2:
            return f"{day.year % 100:02d}"
        case "a", length:
            return ("" if length == 3 else "星期") + "一二三四五六日"[day.weekday()]
        case (("y" | "e"), _):
            return str(day.year)
        case "m", length:
            return f"{day.month:02d}" if length == 2 else str(day.month)
        case _, length:
            return f"{day.day:02d}" if length == 2 else str(day.day)
