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


@pytest.mark.parametrize(
    "written",
    ["2026年9月", "2026.9", "2026.09", "2026-09", "2026/9", "202609", "20260901", "2026年09月份", "二〇二六年九月"],
)
def test_the_month_of_the_counting_day_stands_for_its_year(written: str) -> None:
    assert year_in(written, 9) == (2026, "tidied")


@pytest.mark.parametrize("written", ["2026年12月", "2026-12", "2026年末", "2026年底", "20261231", "2026年12月31日"])
def test_the_end_of_a_year_stands_for_it_where_figures_are_of_a_whole_year(written: str) -> None:
    assert year_in(written, 12) == (2026, "tidied")
    with pytest.raises(MisreadError):
        year_in(written, 9)


@pytest.mark.parametrize(
    ("written", "month", "code"),
    [
        ("2026年6月", 9, "month_for_year"),
        ("2026-12", 9, "month_for_year"),
        ("2026-09", 12, "month_for_year"),
        ("2026年9月", 0, "month_for_year"),
        ("20260902", 9, "day_written_for_year"),
        ("2026-13", 9, "school_year_span"),
        ("2026年9月", None, "not_a_year"),  # a table with a row a month
    ],
)
def test_another_month_is_no_year(written: str, month: int | None, code: str) -> None:
    with pytest.raises(MisreadError) as refused:
        year_in(written, month)
    assert refused.value.code == code


def test_two_figures_of_a_school_year_are_no_month() -> None:
    assert year_in("2011-12", 9) == (2011, "school_year")
    assert year_in("2008-09", 12) == (2008, "school_year")


@pytest.mark.parametrize("written", ["一九八四年九月一号", "1984年九月1号", "1984年9月1号", "1984年9月1号 8:30"])
def test_a_day_may_be_written_partly_in_words(written: str) -> None:
    assert day_in(written) == date(1984, 9, 1)


@pytest.mark.parametrize(
    "written", ["民国73年9月1日", "昭和59年9月1日", "中華民國七十三年九月一日", "佛历2527年9月1日"]
)
def test_a_day_of_another_calendar_is_refused_with_the_one_it_would_be(written: str) -> None:
    with pytest.raises(MisreadError) as refused:
        day_in(written)
    values = {"found": written, "day": date(1984, 9, 1)}
    assert (refused.value.code, refused.value.values) == ("day_of_other_calendar", values)


def test_a_mark_behind_a_day_is_that_of_a_footnote() -> None:
    with pytest.raises(MisreadError) as refused:
        day_in("2026-9-1①")
    assert (refused.value.code, refused.value.values["shown"]) == ("footnote_mark", "2026-9-1")
