"""A year, a school year or a term, and a day, as people and programs write them."""

from __future__ import annotations

from datetime import date

import pytest

from core.cells.days import day_in
from core.cells.misread import MisreadError
from core.cells.years import year_in


@pytest.mark.parametrize(
    "written",
    [
        "2026-2027学年第一学期",
        "2026-2027学年第1学期",
        "2026-2027学年度上学期",
        "2026-2027-1",
        "2026-2027(1)",
        "2026-2027学年（一）",
        "2026学年初",
        "二〇二六至二〇二七学年",
        "2026学年",
        "2026学年度",
        "2026学年第一学期",
        "2026/27",
        "2026–27",
        "2026至2027学年",
        "AY2026-27",
        "2026年秋",
        "2026秋季学期",
        "2026年（秋季）",
        "autumn 2026",
        "Fall 2026",
    ],
)
def test_a_school_year_or_its_autumn_term_is_the_year_it_begins_in(written: str) -> None:
    assert year_in(written) == (2026, "school_year")


@pytest.mark.parametrize(
    "written",
    ["2026年9月1日", "2026-09-01 00:00:00", "二〇二六年九月一日", "二〇二六年", "2026\u200b", '="2026"', "2026 年"],
)
def test_a_year_may_be_written_as_its_first_of_september_or_in_words(written: str) -> None:
    assert year_in(written) == (2026, "tidied")


@pytest.mark.parametrize(
    "written",
    [
        "2026-2027学年第二学期",
        "2026-2027-2",
        "2026-2027学年（二）",
        "2026学年下学期",
        "2027年春",
        "2027年春季学期",
        "spring 2027",
    ],
)
def test_a_spring_term_is_refused_with_the_year_its_school_year_begins_in(written: str) -> None:
    with pytest.raises(MisreadError) as refused:
        year_in(written)
    assert (refused.value.code, refused.value.values) == ("spring_term", {"found": written, "year": 2026})


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026年上学期", "not_a_year"),  # spring in some provinces, autumn in others
        ("2026年第一学期", "not_a_year"),
        ("2026-2028学年", "school_year_span"),
        ("2026-9-2", "day_written_for_year"),
        ("2026年9月30日", "day_written_for_year"),
        ("民国115年", "year_of_other_calendar"),
        ("令和8年", "year_of_other_calendar"),
        ("20260901", "not_a_year"),
        ("2026 2027", "spaces_within"),
    ],
)
def test_a_year_that_may_be_another_is_refused(written: str, code: str) -> None:
    with pytest.raises(MisreadError) as refused:
        year_in(written)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "written",
    [
        "2027-9-1 00:00:00",
        "2027-9-1\n0:00",
        "2027-9-1 8:30",
        "2027/9/1 12:00:00 AM",
        "2027-09-01T00:00:00Z",
        "2027-09-01T00:00:00+08:00",
        "2027年9月1日 00:00:00",
        "2027年9月1日 星期三",
        "2027年9月1日（星期三）",
        "2027 年 9 月 1 日",
        "2027 9 1",
        "2027．9．1",
        "二〇二七年九月一日",
        "'2027-9-1",
        "20270901",
    ],
)
def test_a_day_is_the_first_whatever_time_stands_behind_it(written: str) -> None:
    assert day_in(written) == date(2027, 9, 1)


def test_two_digits_are_the_day_before_a_time() -> None:
    assert day_in("2027-9-10 00:00:00") == date(2027, 9, 10)
    assert day_in("二〇二七年十二月三十一日") == date(2027, 12, 31)
    assert day_in("二〇二七年十月二十日") == date(2027, 10, 20)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2027-9-100:00:00", "not_a_date"),
        ("2027-9-1 1", "not_a_date"),
        ("2027-9-1 25:00", "not_a_date"),
        ("2027-9-1 2027-9-2", "not_a_date"),
        ("2027-08-31T16:00:00Z", "not_a_date"),  # midnight of the next day in China
        ("9/1/2027", "not_a_date"),  # September or January
        ("2027年9月", "month_for_day"),
        ("二〇二七年十十月一日", "no_such_day"),
        ("2027-2-29", "no_such_day"),
    ],
)
def test_what_names_no_day_or_perhaps_two_is_refused(written: str, code: str) -> None:
    with pytest.raises(MisreadError) as refused:
        day_in(written)
    assert refused.value.code == code
