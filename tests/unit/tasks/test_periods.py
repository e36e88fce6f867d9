"""The period a task is reported for: read in the usual spellings, ordered, and written as one code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.queries.database import Returns as _Returns
from core.queries.database import records, select
from core.tasks.periods import Period, period_in, period_of
from tests.support.former_releases import release_of_schema_1

KINDS = (("", 1), ("H", 2), ("Q", 4), ("M", 12))
PERIODS = [Period(2024, kind, number) for kind, last in KINDS for number in range(1, last + 1)]
ANY_PERIOD = st.one_of(
    st.builds(Period, st.integers(1990, 2100)),
    st.builds(Period, st.integers(1990, 2100), st.just("H"), st.integers(1, 2)),
    st.builds(Period, st.integers(1990, 2100), st.just("Q"), st.integers(1, 4)),
    st.builds(Period, st.integers(1990, 2100), st.just("M"), st.integers(1, 12)),
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024", "2024"),
        ("2024年", "2024"),
        ("24年", "2024"),
        ("2024年度", "2024"),
        ("2024年全年", "2024"),
        ("2024年上半年", "2024-H1"),
        ("24年下半年", "2024-H2"),
        ("２０２４年　下半年", "2024-H2"),
        ("二〇二四年上半年", "2024-H1"),
        ("2024H1", "2024-H1"),
        ("h2 2024", "2024-H2"),
        ("2024年1-6月", "2024-H1"),
        ("2024年7～12月", "2024-H2"),
        ("2024年第三季度", "2024-Q3"),
        ("2024年3季度", "2024-Q3"),
        ("2024Q3", "2024-Q3"),
        ("2024年第一季", "2024-Q1"),
        ("2024年9月", "2024-09"),
        ("2024年９月份", "2024-09"),
        ("2024-09", "2024-09"),
        ("2024/9", "2024-09"),
        ("202409", "2024-09"),
        ("2024年十二月", "2024-12"),
    ],
)
def test_usual_spellings_are_one_code(text: str, code: str) -> None:
    period = period_in(text)
    assert period is not None
    assert period.code == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "上半年",
        "2024-13",
        "2024-00",
        "2024年0月",
        "2024-9-1",
        "2024年1-9月",
        "1924",
        "本期",
        "24-09",
        "20241",
    ],
)
def test_what_names_no_period_is_none(text: str) -> None:
    assert period_in(text) is None


@given(ANY_PERIOD)
def test_a_code_is_read_back_and_its_days_lie_in_its_year(period: Period) -> None:
    assert period_of(period.code) == period == period_in(period.code)
    assert period.first_day.year == period.last_day.year == period.year
    assert period.following().first_day == period.last_day + timedelta(days=1)


def test_periods_follow_by_their_end_and_the_longer_of_two_comes_after() -> None:
    codes = [period.code for period in sorted(PERIODS)]
    assert codes[:4] == ["2024-01", "2024-02", "2024-03", "2024-Q1"]
    assert codes[-4:] == ["2024-12", "2024-Q4", "2024-H2", "2024"]
    assert (Period(2024, "H", 1).last_day, Period(2024, "M", 2).last_day) == (date(2024, 6, 30), date(2024, 2, 29))


def test_no_code_is_no_period() -> None:
    assert [period_of(code) for code in ("", "2024-H3", "2024-Q0", "2024-9", "2024-13", "1889", "x")] == [None] * 7


def test_a_query_orders_periods_as_they_follow(tmp_path) -> None:  # type: ignore[no-untyped-def]
    returns = _Returns(release_of_schema_1(tmp_path))
    codes = ("", *(period.code for period in (*PERIODS, Period(2023), Period(2025, "Q", 1))))
    sql = "SELECT code FROM unnest($codes) AS given(code) ORDER BY period_rank(code)"
    ordered = [code for (code,) in select(records, returns, sql, ("tasks",), codes=codes)]
    assert ordered == ["", *(period.code for period in sorted(filter(None, map(period_of, codes))))]
