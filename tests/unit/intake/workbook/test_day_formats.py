"""Days of which a format keeps a part from the reader."""

from __future__ import annotations

from datetime import date

import pytest

from core.intake.workbook.looks.day_formats import BUILT_IN_DAYS, hidden_part


@pytest.mark.parametrize(
    ("code", "seen", "of_the_first"),
    [
        ("yyyy-mm-dd", "", ""),
        ("yyyy/m/d h:mm", "", ""),
        ("[$-804]yyyy\\年m\\月d\\日", "", ""),
        ("[$-F800]dddd, mmmm dd, yyyy", "", ""),
        ('m"月"d"日"', "9月15日", "9月1日"),
        ("mm/dd", "09/15", "09/01"),
        ('yyyy"年"m"月"', "2026年9月", ""),
        ("yyyy", "2026", "2026"),
        ("yy.m", "26.9", ""),
        ("yyy", "2026", "2026"),  # three letters are shown as four
        ("y", "26", "26"),
        ("aaaa", "星期二", "星期二"),
        ("aaa", "二", "二"),
        ("e", "2026", "2026"),
        ('yyyy"年"d"日"', "2026年15日", "2026年1日"),
        # the year of other calendars
        ('[$-404]e"年"', "115年", "115年"),
        ('[$-404]ggge"年"', "民国115年", "民国115年"),
        ("[$-404]e/m/d", "", ""),
        ('[$-411]ggge"年"', "令和8年", "令和8年"),
        ("[$-1030411]ge.m", "令和8.9", ""),
        ("[$-411]yyyy", "2026", "2026"),
        ("bbbb", "2569", "2569"),
        ("[$-D07041E]yyyy", "2569", "2569"),
        ("[$-804]e", "2026", "2026"),
        ("h:mm", "", ""),
        ("mm:ss", "", ""),
    ],
)
def test_a_hidden_year_month_or_day_of_the_month_is_told(code: str, seen: str, of_the_first: str) -> None:
    assert hidden_part(code, date(2026, 9, 15)) == seen
    assert hidden_part(code, date(2026, 9, 1)) == of_the_first


def test_formats_known_by_number_hide_a_part_as_well() -> None:
    assert hidden_part(BUILT_IN_DAYS[58], date(2026, 9, 15)) == "9月15日"
    assert hidden_part(BUILT_IN_DAYS[57], date(2026, 9, 15)) == "2026年9月"


def test_every_number_of_a_format_without_a_year_or_a_day_is_known() -> None:
    without_year = {code for code, text in BUILT_IN_DAYS.items() if hidden_part(text, date(2026, 9, 15)) == "9月15日"}
    without_day = {code for code, text in BUILT_IN_DAYS.items() if hidden_part(text, date(2026, 9, 15)) == "2026年9月"}
    assert without_year == {28, 29, 51, 53, 54, 58}
    assert without_day == {27, 36, 50, 52, 57}
    assert BUILT_IN_DAYS.keys() == {16, 17} | without_year | without_day
