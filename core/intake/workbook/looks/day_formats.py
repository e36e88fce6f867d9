"""What a format makes of a day on the screen, and whether a part of it is kept from the reader."""

from __future__ import annotations

import re
from datetime import date

from core.cells.calendars import buddhist_year, era_of_day, year_of_republic

BUILT_IN_DAYS = {
    16: "d-mmm",
    17: "mmm-yy",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
}
"""The formats that every program knows by number and that leave out a part of the day, as China has them."""

_PIECE = re.compile(
    r"\"(?P<quoted>[^\"]*)\"?|[\\!](?P<escaped>.)|_.|\*.|\[[^\]]*\]|;.*|(?P<time>h+[^ymd;]*m*[^ymd;]*s*|AM/PM|上午/下午)"
    r"|(?P<part>y+|e+|g{1,4}|b{2,4}|m+|d+|a{3,4})|(?P<plain>.)",
    re.I | re.S,
)


_LANGUAGE = re.compile(r"\[\$[^\]]*-([0-9A-F]{3,8})\]", re.I)
_CALENDARS = {3: "japan", 4: "taiwan", 7: "buddhist"}
_CALENDARS_OF_LANGUAGES = {0x404: "taiwan", 0x411: "japan"}


def hidden_part(code: str, day: date) -> str:
    """What is seen of a day whose year, month, or day other than the first is not shown; empty for all else."""
    pieces: list[str] = []
    parts: set[str] = set()
    calendar = _calendar_of(code)
    for match in _PIECE.finditer(code):
        part = (match["part"] or "").lower()
        if part:
            parts.add("y" if part[0] in "eb" else part[0])
            pieces.append(_part_of(day, part, calendar))
        else:
            pieces.append(match["quoted"] or match["escaped"] or match["plain"] or "")
    is_whole = {"y", "m"} <= parts and ("d" in parts or day.day == 1)
    is_day = bool(parts & {"y", "d", "a"})  # m alone are minutes
    return "".join(pieces).strip() if is_day and not is_whole else ""


def _calendar_of(code: str) -> str:
    """The calendar of a format, by its number or else by its language: [$-404] is Taiwan, [$-411] Japan."""
    match = _LANGUAGE.search(code)
    number = int(match[1], 16) if match else 0
    return _CALENDARS.get(number >> 16 & 0xFF) or _CALENDARS_OF_LANGUAGES.get(number & 0xFFFF, "")


def _year_of(day: date, part: str, calendar: str) -> str:
    """The year as a calendar counts it; e and g are those of the country, b is that of Thailand."""
    era, number = era_of_day(day) if calendar == "japan" else ("民国", year_of_republic(day))
    if part[0] == "g":
        return era if calendar in ("japan", "taiwan") else ""
    if part[0] == "b" or calendar == "buddhist":
        return str(buddhist_year(day))
    return str(number if part[0] == "e" and calendar else day.year)


def _part_of(day: date, part: str, calendar: str) -> str:
    match part[0], len(part):
        case "y", length if length <= 2:
            return f"{day.year % 100:02d}"
        case "a", length:
            return ("" if length == 3 else "星期") + "一二三四五六日"[day.weekday()]
        case (("y" | "e" | "b" | "g"), _):
            return _year_of(day, part, calendar)
        case "m", length:
            return f"{day.month:02d}" if length == 2 else str(day.month)
        case _, length:
            return f"{day.day:02d}" if length == 2 else str(day.day)
