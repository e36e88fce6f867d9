"""Years of other calendars: which year of ours they are, and what is none of them."""

from __future__ import annotations

from datetime import date

import pytest

from core.cells.calendars import names_of_year, year_of_other_calendar


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("民国114年", 2025),
        ("民國115年", 2026),
        ("中華民國 115 學年度", 2026),
        ("中华民国一一五年", 2026),
        ("民国百十五年", 2026),
        ("民国一百一十五年", 2026),
        ("民国元年", 1912),
        ("令和7年", 2025),
        ("令和8年度", 2026),
        ("令和元年", 2019),
        ("平成三十年", 2018),
        ("昭和64年", 1989),
        ("佛历2569年", 2026),
        ("พ.ศ. 2569", 2026),
        ("令和８年", 2026),
        ("2026年", None),
        ("115年", None),
        ("民国0年", None),
        ("民国999年", None),
        ("民国", None),
        ("令和8日", None),
        ("民国路小学", None),
    ],
)
def test_a_year_of_another_calendar_is_one_of_ours(text: str, year: int | None) -> None:
    assert year_of_other_calendar(text) == year


def test_a_year_has_a_name_in_every_calendar() -> None:
    assert list(names_of_year(date(2026, 9, 1))) == ["2026", "115", "2569", "令和8"]
    assert list(names_of_year(date(2019, 4, 30)))[-1] == "平成31"
    assert list(names_of_year(date(1912, 1, 1))) == ["1912", "1", "2455", "1912"]
